"""Signatures with a time stamp, which count when the certificate of the signer has expired."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from asn1crypto import keys as asn1_keys
from asn1crypto import tsp
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper

from diptych.cli import main
from diptych.publish.names import MANIFEST, SIGNED, SUMS
from publish.parcels import DAY, PAPERS, PASSPHRASE, Key, key, keys, put, sent

REJECTION = bytes.fromhex("30053003020102")
LATER = timedelta(days=400)


def stamper(by: Key) -> DummyTimeStamper:
    private = by.private.private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return DummyTimeStamper(by.asn1(), asn1_keys.PrivateKeyInfo.load(private))


class Authority:
    """A time-stamp authority and a list of what was revoked, on this machine alone."""

    def __init__(self) -> None:
        self.answer: Callable[[bytes], bytes] = lambda request: (
            stamper(self.clock).request_tsa_response(tsp.TimeStampReq.load(request)).dump()
        )
        self.asked = 0
        authority = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                authority.asked += 1
                request = self.rfile.read(int(self.headers["Content-Length"]))
                self.reply("application/timestamp-reply", authority.answer(request))

            def do_GET(self) -> None:
                self.reply("application/pkix-crl", authority.revoked())

            def reply(self, kind: str, data: bytes) -> None:
                self.send_response(200)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        self.clock = key("clock", days=9_000, clock=True, ca=False)
        self.root = key("state", days=900)
        self.signer = key("minister", self.root, crl=f"{self.url}/crl", ca=False)
        self.struck: list[Key] = []

    def revoked(self) -> bytes:
        now = datetime.now(UTC)
        made = x509.CertificateRevocationListBuilder().issuer_name(self.root.certificate.subject)
        made = made.last_update(now - DAY).next_update(now + DAY)
        for each in self.struck:
            entry = x509.RevokedCertificateBuilder().serial_number(each.certificate.serial_number)
            made = made.add_revoked_certificate(entry.revocation_date(now - DAY).build())
        return made.sign(self.root.private, hashes.SHA256()).public_bytes(
            serialization.Encoding.DER
        )


@pytest.fixture
def authority() -> Iterator[Authority]:
    found = Authority()
    thread = Thread(target=found.server.serve_forever, daemon=True)
    thread.start()
    yield found
    found.server.shutdown()
    found.server.server_close()
    thread.join()


@pytest.fixture
def folder(tmp_path: Path, authority: Authority, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An output folder without copies; the environment names a key, and no authority yet."""
    places = {"signer": authority.signer, "root": authority.root, "clock": authority.clock}
    for name, each in places.items():
        (tmp_path / f"{name}.pem").write_bytes(each.pem())
    (tmp_path / "both.pem").write_bytes(authority.root.pem() + authority.clock.pem())
    (tmp_path / "signer.p12").write_bytes(authority.signer.pkcs12())
    monkeypatch.setenv("DIPTYCH_PKCS12", str(tmp_path / "signer.p12"))
    monkeypatch.setenv("DIPTYCH_PASSPHRASE", PASSPHRASE)
    files = {name: data for name, data in sent().items() if not name.startswith(SIGNED)}
    return put(tmp_path / "output", files)


def sign(folder: Path) -> int:
    shutil.rmtree(folder / SIGNED, ignore_errors=True)
    return main(["sign", "pdf", *(str(folder / n) for n in PAPERS), "--output", str(folder)])


@pytest.fixture
def verified(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., tuple[int, str]]:
    def call(*given: str, later: timedelta = timedelta()) -> tuple[int, str]:
        monkeypatch.setattr("diptych.cli.verify.clock", lambda: datetime.now(UTC) + later)
        options = [
            part
            for each in given
            for option, _, name in [each.partition(" ")]
            for part in (option, str(folder.with_name(name)))
        ]
        capsys.readouterr()
        status = main(["verify", str(folder), *options])
        said = capsys.readouterr()
        return status, said.out + said.err

    return call


TRUST, TIME = "--trust root.pem", "--trust-time clock.pem"


def test_nobody_is_asked_for_the_time_unless_named(
    folder: Path, authority: Authority, verified
) -> None:
    assert sign(folder) == 0
    assert authority.asked == 0
    status, said = verified(TRUST, TIME)
    assert status == 0, said
    assert f"signed by Common Name: minister: {SIGNED}/{PAPERS[0]}" in said
    status, said = verified(TRUST, TIME, later=LATER)
    assert status == 1
    assert "the certificate of Common Name: minister expired on" in said


@pytest.mark.parametrize("lasting", [False, True], ids=["B-T", "B-LT"])
def test_a_stamped_signature_counts_after_the_certificate_has_expired(
    folder: Path, authority: Authority, verified, monkeypatch, lasting: bool
) -> None:
    monkeypatch.setenv("DIPTYCH_TSA", authority.url)
    if lasting:
        monkeypatch.setenv("DIPTYCH_TSA_ROOTS", str(folder.with_name("both.pem")))
    assert sign(folder) == 0
    assert authority.asked
    copy = (folder / SIGNED / PAPERS[0]).read_bytes()
    assert copy.startswith((folder / PAPERS[0]).read_bytes())
    assert (b"/DSS" in copy) == lasting
    for later in (timedelta(), LATER):
        status, said = verified(TRUST, TIME, later=later)
        assert status == 0, said
        now = datetime.now(UTC).date().isoformat()
        assert f"signed by Common Name: minister at {now}" in said
    status, said = verified(TRUST)
    assert status == 0
    assert " at " not in said
    status, said = verified(TRUST, later=LATER)
    assert status == 1
    assert "the certificate of Common Name: minister expired on" in said


def test_a_clock_vouches_for_no_signer(
    folder: Path, authority: Authority, verified, monkeypatch
) -> None:
    monkeypatch.setenv("DIPTYCH_TSA", authority.url)
    assert sign(folder) == 0
    status, said = verified("--trust clock.pem", TIME)
    assert status == 1
    assert "minister is not one that is trusted" in said
    status, said = verified(TRUST, "--trust-time root.pem", later=LATER)
    assert status == 1
    assert "expired on" in said


def test_a_stamp_from_another_signature_is_wrong(
    folder: Path, authority: Authority, verified, monkeypatch
) -> None:
    kept: list[bytes] = []
    right = authority.answer

    def always_the_same(request: bytes) -> bytes:
        asked = tsp.TimeStampReq.load(request)
        asked["message_imprint"]["hashed_message"] = bytes(32)
        kept.append(request)
        return right(asked.dump())

    authority.answer = always_the_same
    monkeypatch.setenv("DIPTYCH_TSA", authority.url)
    assert sign(folder) == 0
    for given in ([], [TRUST], [TRUST, TIME]):
        status, said = verified(*given)
        assert status == 1
        assert "the time stamp of the signature of Common Name: minister is wrong" in said


def test_a_certificate_that_was_revoked_signs_nothing_that_lasts(
    folder: Path, authority: Authority, monkeypatch, capsys
) -> None:
    authority.struck.append(authority.signer)
    monkeypatch.setenv("DIPTYCH_TSA", authority.url)
    monkeypatch.setenv("DIPTYCH_TSA_ROOTS", str(folder.with_name("both.pem")))
    assert sign(folder) == 1
    assert "cannot be signed: the certificates of the signer" in capsys.readouterr().err
    assert not (folder / SIGNED).exists()


@pytest.mark.parametrize("answer", [b"", b"no stamp", REJECTION])
def test_an_authority_that_answers_nonsense_is_said(
    folder: Path, authority: Authority, monkeypatch, capsys, answer: bytes
) -> None:
    authority.answer = lambda request: answer
    monkeypatch.setenv("DIPTYCH_TSA", authority.url)
    assert sign(folder) == 1
    assert "the time-stamp authority does not answer" in capsys.readouterr().err
    assert not (folder / SIGNED).exists()


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("http://secret:word@127.0.0.1:9", "the time-stamp authority does not answer"),
        ("file:///etc/passwd", "must begin with https:// or http://"),
        ("https://", "the time-stamp authority does not answer"),
    ],
)
def test_an_authority_that_is_not_there_is_said(
    folder: Path, monkeypatch, capsys, address: str, said: str
) -> None:
    monkeypatch.setenv("DIPTYCH_TSA", address)
    assert sign(folder) == 1
    told = capsys.readouterr().err
    assert said in told
    assert "word" not in told.replace("password", "")


def test_roots_that_are_none_are_said(folder: Path, authority, monkeypatch, capsys) -> None:
    monkeypatch.setenv("DIPTYCH_TSA", authority.url)
    monkeypatch.setenv("DIPTYCH_TSA_ROOTS", str(folder / SUMS))
    assert sign(folder) == 1
    assert "this is no certificate" in capsys.readouterr().err


def test_what_takes_no_signature_is_said(folder: Path, capsys) -> None:
    (folder / PAPERS[0]).write_bytes((folder / MANIFEST).read_bytes())
    assert sign(folder) == 1
    assert "cannot be signed: this is no PDF file that can be read" in capsys.readouterr().err
    copy = sent()[f"{SIGNED}/{PAPERS[0]}"]
    (folder / PAPERS[0]).write_bytes(copy)
    assert sign(folder) == 1
    assert "cannot be signed: it takes no signature" in capsys.readouterr().err
    assert keys("secretary")
