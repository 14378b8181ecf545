"""Verify says yes only to what it has looked at: forged copies, missing signatures, strangers."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from diptych.cli import main
from diptych.publish.names import SIGNED
from publish.parcels import (
    LETTER,
    PAPERS,
    Files,
    keys,
    paper,
    parcel,
    put,
    relisted,
    sent,
    signed,
    signed_again,
    stamped_over,
    updated,
    updated_within,
    with_an_action,
)

RECIPIENTS = Path(__file__).parents[2] / "docs/recipients.md"
ONE, OTHER = PAPERS
COPY = f"{SIGNED}/{ONE}"
STRANGER = "a stranger"

needs_ssh = pytest.mark.skipif(not shutil.which("ssh-keygen"), reason="needs ssh-keygen")


@pytest.fixture
def roots(tmp_path: Path) -> Path:
    path = tmp_path / "root.pem"
    path.write_bytes(keys("secretary").pem())
    return path


@pytest.fixture
def verified(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str]]:
    def call(files: Files | Path, *arguments: object) -> tuple[int, str]:
        path = files
        if isinstance(files, dict):
            shutil.rmtree(tmp_path / "sent", ignore_errors=True)
            path = put(tmp_path / "sent", files)
        capsys.readouterr()
        status = main(["verify", str(path), *map(str, arguments)])
        said = capsys.readouterr()
        return status, said.out + said.err

    return call


def named(said: str, name: str) -> bool:
    return bool(re.search(rf"/(sent|bundle\.zip)/{re.escape(name)}:1:1: error: ", said))


def test_a_folder_whose_papers_are_all_signed_is_accepted(verified, roots: Path) -> None:
    status, said = verified(sent(), "--trust", roots)
    assert status == 0, said
    assert "files that are as they were listed: 5" in said
    for name in PAPERS:
        assert f"signed by Common Name: secretary: {SIGNED}/{name}" in said


def test_a_name_that_nobody_vouches_for_is_a_claim(verified) -> None:
    files = sent()
    files[COPY] = signed(files[ONE], STRANGER)
    status, said = verified(files)
    assert status == 0, said
    assert f"signed by Common Name: {STRANGER}, who was not checked: {COPY}" in said


FORGERIES: dict[str, Callable[[bytes], bytes]] = {
    "an unsigned copy": lambda pdf: pdf,
    "an unsigned update": updated,
    "an unsigned update after the signature": lambda pdf: updated(signed(pdf)),
    "an update and a stranger's signature": lambda pdf: signed(updated(pdf), STRANGER),
    "an update and a good signature": lambda pdf: signed(updated(pdf)),
    "a good signature that brings another text": updated_within,
    "a good signature that covers the page": stamped_over,
    "a good signature that brings an action": with_an_action,
    "a good signature of another paper": lambda pdf: signed(paper("another")),
    "two good signatures": lambda pdf: signed_again(signed(pdf)),
    "bytes after the signature": lambda pdf: signed(pdf) + b"\n% more\n",
    "bytes between file and signature": lambda pdf: signed(pdf + b"\n% more\n"),
    "no PDF file": lambda pdf: b"not at all",
    "nothing": lambda pdf: b"",
    "half a signature": lambda pdf: signed(pdf)[:-600],
    "other digits of the signature": lambda pdf: re.sub(
        rb"(?<=<)[0-9A-F]{1000}", lambda found: found[0].lower(), signed(pdf)
    ),
}


@pytest.mark.parametrize("trusting", [False, True])
@pytest.mark.parametrize("name", FORGERIES)
def test_a_forged_copy_is_named(verified, roots: Path, name: str, trusting: bool) -> None:
    files = sent()
    files[COPY] = FORGERIES[name](files[ONE])
    status, said = verified(files, *(["--trust", roots] if trusting else []))
    assert status == 1
    assert named(said, COPY)
    assert named(said, ONE) == trusting
    assert not named(said, OTHER)


def test_a_strangers_signature_of_the_right_file_is_named_to_who_trusts(
    verified, roots: Path
) -> None:
    files = sent()
    files[COPY] = signed(files[ONE], STRANGER)
    status, said = verified(files, "--trust", roots)
    assert status == 1
    assert f"the certificate of Common Name: {STRANGER} is not one that is trusted" in said
    assert named(said, COPY)
    assert named(said, ONE)


def test_whatever_lies_among_signed_copies_must_be_one(verified, tmp_path: Path) -> None:
    files = sent()
    files[f"{SIGNED}/extra.PDF"] = signed(paper("extra"))
    files[f"{SIGNED}/{LETTER}"] = files[LETTER]
    folder = put(tmp_path / "odd/sent", files)
    os.mkfifo(folder / SIGNED / "a.pdf")
    (folder / SIGNED / "b.pdf").mkdir()
    (folder / SIGNED / "c.pdf").symlink_to(folder / ONE)
    status, said = verified(folder)
    assert status == 1
    for name in ("extra.PDF", LETTER, "a.pdf", "b.pdf", "c.pdf"):
        assert named(said, f"{SIGNED}/{name}"), name


def test_without_any_signature_trust_is_refused(verified, roots: Path) -> None:
    files = {name: data for name, data in sent().items() if not name.startswith(SIGNED)}
    status, said = verified(files, "--trust", roots)
    assert status == 1
    assert all(named(said, name) for name in PAPERS)
    only = relisted({"index.html": b"<!doctype html>", LETTER: b"PK"})
    status, said = verified(only, "--trust", roots)
    assert status == 1
    assert "there is no signature here" in said


def test_one_good_signature_among_unsigned_files_does_not_do(verified, roots: Path) -> None:
    files = sent()
    del files[f"{SIGNED}/{OTHER}"]
    status, said = verified(files, "--trust", roots)
    assert status == 1
    assert named(said, OTHER)
    assert not named(said, ONE)


@pytest.mark.parametrize("name", ["A.PDF", "a.html", "a.pdf"])
def test_a_paper_is_known_by_what_it_holds(verified, roots: Path, name: str) -> None:
    """A wrong signature is noticed under any name, and however its words are spelt."""
    wrong = signed(paper("a"), STRANGER).replace(b"/ByteRange", b"/Byte#52ange")
    wrong = re.sub(rb"(/Byte#52ange \[[^\]]*\])  ", rb"\1", wrong)  # as long as it was
    files = relisted({**sent(), name: wrong})
    status, said = verified(files)
    assert status == 1
    assert named(said, name)
    status, said = verified(relisted({**sent(), name: paper("a")}), "--trust", roots)
    assert status == 1
    assert named(said, name)
    assert not named(said, ONE)


def test_a_listed_paper_that_is_signed_itself_needs_no_copy(verified, roots: Path) -> None:
    files = relisted({**sent(), "a.pdf": signed(paper("a"))})
    status, said = verified(files, "--trust", roots)
    assert status == 0, said
    assert "signed by Common Name: secretary: a.pdf" in said
    files = relisted({**sent(), "a.pdf": updated(signed(paper("a")))})
    assert verified(files, "--trust", roots)[0] == 1


def test_a_bundle_holds_no_signed_copies(verified, roots: Path, tmp_path: Path) -> None:
    path = tmp_path / "bundle.zip"
    path.write_bytes(parcel())
    assert verified(path)[0] == 0
    status, said = verified(path, "--trust", roots)
    assert status == 1
    assert all(named(said, name) for name in PAPERS)


def test_a_certificate_that_cannot_be_read_is_named(verified, tmp_path: Path) -> None:
    for data in (b"", b"no certificate", b"-----BEGIN CERTIFICATE-----\nAAAA\n"):
        wrong = tmp_path / "wrong.pem"
        wrong.write_bytes(data)
        status, said = verified(sent(), "--trust", wrong)
        assert status == 1
        assert "wrong.pem: this is no certificate" in said


def test_names_in_certificates_are_printed_harmlessly(verified) -> None:
    name = "secretary\x1b[2J\nsigned by root\u202e"
    files = sent()
    files[COPY] = signed(files[ONE], name)
    status, said = verified(files)
    assert status == 0
    assert all(char.isprintable() for char in said.replace("\n", ""))
    assert "signed by root" in said
    assert not re.search("^signed by root", said, re.MULTILINE)


# --- the table of promises -------------------------------------------------------------


def _alter(files: Files) -> Files:
    return {**files, ONE: files[ONE].replace(b"minutes", b"moments")}


def _alter_and_list(name: str) -> Callable[[Files], Files]:
    unsigned = _without("SHA256SUMS.sig", f"{SIGNED}/{name}")
    return lambda files: relisted(unsigned({**files, name: files[name] + b"\n"}))


def _without(*names: str) -> Callable[[Files], Files]:
    return lambda files: {name: data for name, data in files.items() if not name.startswith(names)}


ROWS: dict[str, Callable[[Files], Files]] = {
    "nothing": lambda files: files,
    "altered, swapped, lost or added a file": _alter,
    "altered a PDF file, made the list anew and taken away what was signed": _alter_and_list(ONE),
    "altered a DOCX file, made the list anew and taken away what was signed": _alter_and_list(
        LETTER
    ),
    "put anything else in place of a signed copy": lambda files: {
        **files,
        COPY: updated(files[ONE]),
    },
    "signed a copy themselves": lambda files: {**files, COPY: signed(files[ONE], STRANGER)},
    "taken the signed copies away": _without(SIGNED),
    "taken the signature of the list away": _without("SHA256SUMS.sig"),
    "put a README.md, a bundle or a message beside": lambda files: {
        **files,
        "README.md": b"Pay here",
        "bundles/a.zip": b"PK",
        "mail/a/b.eml": b"To: you",
    },
}
TABLE = re.findall(
    r"^\| (.+?) \| (accepted|named|said) \| (accepted|named|said) \| (accepted|named|said) \|$",
    RECIPIENTS.read_text("utf-8"),
    re.MULTILINE,
)


@pytest.fixture(scope="module")
def ssh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("ssh") / "id_ed25519"
    command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "press", "-f", str(path)]
    subprocess.run(command, check=True)
    public = path.with_suffix(".pub").read_text().split()
    (path.parent / "allowed").write_text(f"press@example.org {public[0]} {public[1]}\n")
    return path


def test_each_row_of_the_table_has_a_test() -> None:
    assert {row[0] for row in TABLE} == {*ROWS}


@needs_ssh
@pytest.mark.parametrize("column", ["", "--signers", "--trust"])
@pytest.mark.parametrize("row", TABLE, ids=lambda row: row[0])
def test_what_is_promised_is_kept(
    verified, roots: Path, ssh: Path, tmp_path: Path, monkeypatch, row: tuple[str, ...], column: str
) -> None:
    monkeypatch.setenv("DIPTYCH_SSH_KEY", str(ssh))
    folder = put(tmp_path / "signed by all", sent())
    assert main(["sign", "list", "--output", str(folder)]) == 0
    files = {**sent(), "SHA256SUMS.sig": (folder / "SHA256SUMS.sig").read_bytes()}
    what, *promises = row
    promise = promises[["", "--signers", "--trust"].index(column)]
    given = {"": [], "--signers": [column, ssh.parent / "allowed"], "--trust": [column, roots]}
    status, said = verified(ROWS[what](files), *given[column])
    assert status == (promise == "named"), said
    if promise == "said":
        for name in ("README.md", "bundles/a.zip", "mail/a/b.eml"):
            assert f"of no list, and not looked at: {name}" in said
