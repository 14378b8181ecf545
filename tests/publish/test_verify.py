"""Whoever receives files can tell that they are as they were sent, and what is wrong if not."""

from __future__ import annotations

import importlib.util
import io
import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import msgspec
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

from diptych.cli import main
from diptych.publish import bundle, manifest, record
from diptych.publish.names import SUMS
from diptych.writers import pdf
from publish.conftest import NEW, NOW, RECORDS, Output
from writers.pdf_samples import SAMPLES

TEMPLATES = Path(__file__).parents[2] / "templates/pdf"
PASSPHRASE = "three quiet words"
PATH = f"{NEW}/press-release.ru.pdf"
OTHER = f"{NEW}/press-release.kk.pdf"
DAY = timedelta(days=1)

needs_ssh = pytest.mark.skipif(not shutil.which("ssh-keygen"), reason="needs ssh-keygen")


@pytest.fixture(scope="session")
def page() -> bytes:
    """A finished PDF file."""
    return pdf.write(next(iter(SAMPLES.values())), TEMPLATES)


@pytest.fixture
def folder(output: Output, page: bytes) -> Path:
    """The output folder with its lists; one of its files is a real PDF."""
    (output.root / PATH).write_bytes(page)
    contents = {file.path: (output.root / file.path).read_bytes() for file in output.manifest.files}
    digests = record.hashes(contents)
    files = [
        msgspec.structs.replace(file, sha256=digests[file.path], size=len(contents[file.path]))
        for file in output.manifest.files
    ]
    output.manifest = manifest.Manifest(manifest.VERSION, {}, {}, files)
    contents["manifest.json"] = manifest.encoded(output.manifest)
    (output.root / "manifest.json").write_bytes(contents["manifest.json"])
    (output.root / SUMS).write_bytes(manifest.sums(record.hashes(contents)))
    return output.root


@pytest.fixture
def archive(output: Output, folder: Path, tmp_path: Path) -> Path:
    """The bundle of the meeting."""
    files = bundle.chosen([f for f in output.manifest.files if f.meeting == NEW], NOW)
    found = bundle.members(
        output.manifest, files, output.content, lambda file: RECORDS[file.meeting, file.kind]
    )
    path = tmp_path / "bundle.zip"
    path.write_bytes(bundle.zipped(found))
    return path


def verified(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str]:
    capsys.readouterr()
    status = main(["verify", *map(str, arguments)])
    said = capsys.readouterr()
    return status, said.out + said.err


def flipped(data: bytes) -> bytes:
    return data[:5] + bytes([data[5] ^ 1]) + data[6:]


Change = Callable[[dict[str, bytes]], None]


def alter(files: dict[str, bytes]) -> None:
    files[PATH] = flipped(files[PATH])


def swap(files: dict[str, bytes]) -> None:
    files[PATH], files[OTHER] = files[OTHER], files[PATH]


def lose(files: dict[str, bytes]) -> None:
    del files[PATH]


def add(files: dict[str, bytes]) -> None:
    files[f"{NEW}/annex.pdf"] = b"more"


def relist(files: dict[str, bytes]) -> None:
    """Change a file and the list of sums, but not the manifest."""
    files[PATH] = b"another"
    listed = {
        line[66:]: line[:64] for line in files[SUMS].decode().splitlines() if line[66:] != PATH
    }
    files[SUMS] = manifest.sums(listed | record.hashes({PATH: b"another"}))


def unlist(files: dict[str, bytes]) -> None:
    del files[SUMS]


CHANGES: dict[str, tuple[Change, tuple[str, ...]]] = {
    "a flipped bit": (alter, (f"{PATH}", "this file has been altered")),
    "a swapped file": (swap, (f"this is the file «{OTHER}»", f"this is the file «{PATH}»")),
    "a missing file": (lose, (PATH, "this file is missing")),
    "an extra file": (add, (f"{NEW}/annex.pdf", "this file is not listed")),
    "a list made anew": (relist, (PATH, "manifest.json and SHA256SUMS differ")),
    "no list": (unlist, ("SHA256SUMS", "there is no list of files")),
}


def test_untouched_files_are_accepted(folder: Path, archive: Path, capsys) -> None:
    for path in (folder, archive):
        status, said = verified(capsys, path)
        assert status == 0, said
        assert "files that are as they were listed" in said
        assert "nobody has signed them" in said


@pytest.mark.parametrize("name", CHANGES)
@pytest.mark.parametrize("where", ["folder", "archive"])
def test_each_change_is_named(folder: Path, archive: Path, capsys, name: str, where: str) -> None:
    change, messages = CHANGES[name]
    if where == "archive":
        with ZipFile(archive) as found:
            files = {each: found.read(each) for each in found.namelist()}
        change(files)
        with ZipFile(archive, "w", ZIP_DEFLATED) as made:
            for each, data in files.items():
                made.writestr(each, data)
        path = archive
    else:
        files = {
            p.relative_to(folder).as_posix(): p.read_bytes()
            for p in folder.rglob("*.*")
            if p.is_file()
        }
        files[SUMS] = (folder / SUMS).read_bytes()
        change(files)
        shutil.rmtree(folder)
        for each, data in files.items():
            (folder / each).parent.mkdir(parents=True, exist_ok=True)
            (folder / each).write_bytes(data)
        path = folder
    status, said = verified(capsys, path)
    assert status == 1
    for message in messages:
        assert message in said


def test_a_bit_flipped_anywhere_in_a_bundle_is_noticed(archive: Path, capsys) -> None:
    """A flipped bit within the data of a member; its frame may be as it likes."""
    with ZipFile(archive) as found:
        info = found.getinfo(PATH)
    data = archive.read_bytes()
    start = data.index(PATH.encode(), info.header_offset) + len(PATH)
    for offset in (0, info.compress_size // 2, info.compress_size - 1):
        place = start + offset
        archive.write_bytes(data[:place] + bytes([data[place] ^ 0x10]) + data[place + 1 :])
        status, said = verified(capsys, archive)
        assert status == 1
        assert PATH in said


def test_what_is_no_bundle_is_refused(tmp_path: Path, capsys) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(b"PK nonsense")
    assert verified(capsys, path)[0] == 1
    assert verified(capsys, tmp_path / "nowhere")[0] == 1


def test_a_bundle_cannot_lead_out_of_itself(archive: Path, capsys) -> None:
    with ZipFile(archive, "a") as made:
        made.writestr("../outside.txt", b"x")
    status, said = verified(capsys, archive)
    assert status == 1
    assert "outside.txt" in said


# --- PDF signatures --------------------------------------------------------------------


def key(name: str, start: datetime, end: datetime) -> tuple[bytes, bytes]:
    """A PKCS#12 file and its certificate as PEM."""
    private = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(private.public_key())
        .serial_number(7)
        .not_valid_before(start)
        .not_valid_after(end)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(
            x509.KeyUsage(True, True, False, False, False, True, False, False, False),
            critical=True,
        )
        .sign(private, hashes.SHA256())
    )
    encryption = serialization.BestAvailableEncryption(PASSPHRASE.encode())
    kept = pkcs12.serialize_key_and_certificates(
        name.encode(), private, certificate, None, encryption
    )
    return kept, certificate.public_bytes(serialization.Encoding.PEM)


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("keys")
    now = datetime.now(UTC)
    spans = {"secretary": (now - DAY, now + 365 * DAY), "retired": (now - 9 * DAY, now - DAY)}
    found = {}
    for name, span in spans.items():
        kept, certificate = key(name, *span)
        found[name] = folder / f"{name}.p12"
        found[name].write_bytes(kept)
        found[name].with_suffix(".pem").write_bytes(certificate)
    return found


def signed(folder: Path, key: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The signed copy of the real PDF file."""
    monkeypatch.setenv("DIPTYCH_PKCS12", str(key))
    monkeypatch.setenv("DIPTYCH_PASSPHRASE", PASSPHRASE)
    command = ["sign", "pdf", str(folder / PATH), "--output", str(folder)]
    assert main([*command, "--to", str(folder / "signed")]) == 0
    return folder / "signed" / PATH


def test_a_signed_copy_is_the_record_with_a_signature_after_it(
    folder: Path, keys: dict[str, Path], page: bytes, monkeypatch, capsys
) -> None:
    copy = signed(folder, keys["secretary"], monkeypatch)
    assert copy.read_bytes().startswith(page)
    assert (folder / PATH).read_bytes() == page
    status, said = verified(capsys, folder)
    assert status == 0, said
    assert "signed by Common Name: secretary" in said
    status, said = verified(capsys, folder, "--trust", keys["secretary"].with_suffix(".pem"))
    assert status == 1
    assert f"{OTHER}:1:1: error: nobody who is trusted has signed this file" in said
    assert f"{PATH}:1:1" not in said


def test_a_signature_that_does_not_hold_is_named(
    folder: Path, keys: dict[str, Path], monkeypatch, capsys
) -> None:
    copy = signed(folder, keys["secretary"], monkeypatch)
    whole = copy.read_bytes()
    stranger = keys["retired"].with_suffix(".pem")
    status, said = verified(capsys, folder, "--trust", stranger)
    assert status == 1
    assert "is not one that is trusted" in said
    copy.write_bytes(whole[:900] + bytes([whole[900] ^ 1]) + whole[901:])
    status, said = verified(capsys, folder)
    assert status == 1
    assert "signature is wrong" in said or "cannot be read" in said
    assert "this is no signed copy of a file that is listed" in said
    copy.write_bytes(whole + b"\n1 0 obj\n<<>>\nendobj\n")
    status, said = verified(capsys, folder)
    assert status == 1
    assert "changed after" in said


def test_an_expired_certificate_is_named(
    folder: Path, keys: dict[str, Path], monkeypatch, capsys
) -> None:
    signed(folder, keys["retired"], monkeypatch)
    status, said = verified(capsys, folder)
    assert status == 1
    assert "the certificate of Common Name: retired expired on" in said


@pytest.mark.skipif(not shutil.which("pdfsig"), reason="needs pdfsig of poppler")
def test_poppler_finds_the_signature_valid(
    folder: Path, keys: dict[str, Path], monkeypatch
) -> None:
    copy = signed(folder, keys["secretary"], monkeypatch)
    said = subprocess.run(
        ["pdfsig", "-nocert", str(copy)], capture_output=True, text=True, check=False
    ).stdout
    assert "Signature is Valid." in said
    assert "ETSI.CAdES.detached" in said
    assert "Total document signed" in said


@pytest.mark.parametrize("wrong", ["passphrase", "file", "project"])
def test_a_key_that_cannot_be_used_is_named_and_nothing_of_it_is_said(
    folder: Path, keys: dict[str, Path], monkeypatch, capsys, wrong: str
) -> None:
    monkeypatch.setenv("DIPTYCH_PKCS12", str(keys["secretary"]))
    monkeypatch.setenv("DIPTYCH_PASSPHRASE", PASSPHRASE)
    if wrong == "passphrase":
        monkeypatch.setenv("DIPTYCH_PASSPHRASE", "four other quiet words")
    elif wrong == "file":
        monkeypatch.setenv("DIPTYCH_PKCS12", str(keys["secretary"].with_name("none.p12")))
    else:
        monkeypatch.chdir(keys["secretary"].parent)
    command = ["sign", "pdf", str(folder / PATH), "--output", str(folder)]
    assert main([*command, "--to", str(folder / "signed")]) == 1
    said = capsys.readouterr()
    assert "the key" in said.err
    assert "quiet words" not in said.out + said.err
    assert not (folder / "signed").exists()


MODULES = [Path(f"/usr/lib/{where}softhsm/libsofthsm2.so") for where in ("", "x86_64-linux-gnu/")]
needs_token = pytest.mark.skipif(
    not importlib.util.find_spec("pkcs11")
    or not any(map(Path.exists, MODULES))
    or not shutil.which("pkcs11-tool"),
    reason="needs pip install .[pkcs11], softhsm2 and opensc",
)


@needs_token
def test_a_device_signs(folder: Path, tmp_path: Path, monkeypatch, capsys) -> None:
    """A token that a program keeps; its key was put there and never comes out again."""
    module = str(next(filter(Path.exists, MODULES)))
    (tmp_path / "tokens").mkdir()
    (tmp_path / "softhsm.conf").write_text(f"directories.tokendir = {tmp_path}/tokens\n")
    monkeypatch.setenv("SOFTHSM2_CONF", str(tmp_path / "softhsm.conf"))
    now = datetime.now(UTC)
    kept, certificate = key("secretary", now - DAY, now + DAY)
    private, read, _ = pkcs12.load_key_and_certificates(kept, PASSPHRASE.encode())
    (tmp_path / "key.der").write_bytes(
        private.private_bytes(
            serialization.Encoding.DER,
            serialization.PrivateFormat.TraditionalOpenSSL,
            serialization.NoEncryption(),
        )
    )
    (tmp_path / "certificate.der").write_bytes(read.public_bytes(serialization.Encoding.DER))
    label = ["--label", "council"]
    token = ["--login", "--pin", "1234", "--id", "07", *label]
    for command in (
        ["--init-token", "--slot-index", "0", *label, "--so-pin", "5678"],
        ["--init-pin", "--token-label", "council", "--so-pin", "5678", "--pin", "1234"],
        ["--write-object", str(tmp_path / "key.der"), "--type", "privkey", *token],
        ["--write-object", str(tmp_path / "certificate.der"), "--type", "cert", *token],
    ):
        subprocess.run(
            ["pkcs11-tool", "--module", module, *command], check=True, capture_output=True
        )
    monkeypatch.setenv("DIPTYCH_PKCS11_MODULE", module)
    monkeypatch.setenv("DIPTYCH_PKCS11_TOKEN", "council")
    monkeypatch.setenv("DIPTYCH_PKCS11_CERTIFICATE", "council")
    monkeypatch.setenv("DIPTYCH_PASSPHRASE", "1234")
    command = ["sign", "pdf", str(folder / PATH), "--output", str(folder)]
    assert main([*command, "--to", str(folder / "signed")]) == 0, capsys.readouterr().err
    trusted = tmp_path / "root.pem"
    trusted.write_bytes(certificate)
    _, said = verified(capsys, folder, "--trust", trusted)
    assert f"{PATH}:1:1" not in said
    monkeypatch.setenv("DIPTYCH_PASSPHRASE", "4321")
    assert main([*command, "--to", str(folder / "signed")]) == 1
    assert "the key on the token «council» cannot be used" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("what", "files", "said"),
    [
        ("pdf", ["output/none.pdf"], "output/none.pdf cannot be read"),
        ("pdf", ["elsewhere/none.pdf"], "elsewhere/none.pdf does not lie in output"),
        ("list", [], "SHA256SUMS cannot be read"),
        ("file", ["none.zip"], "none.zip cannot be read"),
    ],
)
def test_what_cannot_be_signed_is_named(
    tmp_path: Path, monkeypatch, capsys, what: str, files: list[str], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DIPTYCH_SSH_KEY", "/nowhere/key")
    monkeypatch.setenv("DIPTYCH_PKCS12", "/nowhere/key.p12")
    assert main(["sign", what, *files]) == 1
    assert said in capsys.readouterr().err


# --- the signature of the list ---------------------------------------------------------


@pytest.fixture
def ssh(tmp_path: Path) -> Path:
    path = tmp_path / "keys" / "id_ed25519"
    path.parent.mkdir()
    subprocess.run(
        ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "press", "-f", str(path)], check=True
    )
    public = path.with_suffix(".pub").read_text().split()
    (path.parent / "allowed").write_text(f"press@example.org {public[0]} {public[1]}\n")
    return path


@needs_ssh
def test_the_list_is_signed_and_a_wrong_signature_is_named(
    folder: Path, ssh: Path, monkeypatch, capsys, tmp_path: Path
) -> None:
    monkeypatch.setenv("DIPTYCH_SSH_KEY", str(ssh))
    allowed = ssh.parent / "allowed"
    assert main(["sign", "list", "--output", str(folder)]) == 0
    status, said = verified(capsys, folder, "--signers", allowed)
    assert status == 0, said
    assert "signed by press@example.org" in said
    status, said = verified(capsys, folder)
    assert status == 0
    assert "signed by SHA256:" in said
    stranger = tmp_path / "strangers"
    subprocess.run(
        ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(tmp_path / "theirs")], check=True
    )
    theirs = (tmp_path / "theirs.pub").read_text().split()
    stranger.write_text(f"them@example.org {theirs[0]} {theirs[1]}\n")
    status, said = verified(capsys, folder, "--signers", stranger)
    assert status == 1
    assert "by a key that is not trusted" in said
    with (folder / SUMS).open("a") as sums:
        sums.write("\n")
    status, said = verified(capsys, folder, "--signers", allowed)
    assert status == 1
    assert "it is not of this list of files" in said


@needs_ssh
def test_a_signature_that_is_asked_for_must_be_there(folder: Path, ssh: Path, capsys) -> None:
    status, said = verified(capsys, folder, "--signers", ssh.parent / "allowed")
    assert status == 1
    assert "there is no signature here" in said


@needs_ssh
def test_a_bundle_is_signed_beside_it(archive: Path, ssh: Path, monkeypatch, capsys) -> None:
    monkeypatch.setenv("DIPTYCH_SSH_KEY", str(ssh))
    assert main(["sign", "file", str(archive)]) == 0
    status, said = verified(capsys, archive, "--signers", ssh.parent / "allowed")
    assert status == 0, said
    assert "signed by press@example.org" in said
    out = io.BytesIO(archive.read_bytes())
    with ZipFile(out, "a") as made:
        made.comment = b"more"
    archive.write_bytes(out.getvalue())
    status, said = verified(capsys, archive, "--signers", ssh.parent / "allowed")
    assert status == 1
