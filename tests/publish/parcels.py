"""What is sent to recipients, small and signed, and what somebody may do to it on the way."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import NamedTuple

from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.types import CertificateIssuerPrivateKeyTypes
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.pdf_utils.generic import StreamObject, pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter

from diptych.publish import bundle, manifest, record, signing
from diptych.publish.manifest import File, Manifest
from diptych.publish.names import MANIFEST, SIGNED, SUMS

PASSPHRASE = "three quiet words"
MEETING = "2024-08-28-second"
PAPERS = (f"{MEETING}/minutes.ru.pdf", f"{MEETING}/minutes.kk.pdf")
LETTER = f"{MEETING}/minutes.ru.docx"
DAY = timedelta(days=1)
Files = dict[str, bytes]


class Key(NamedTuple):
    """A private key with its certificate, and those that the certificate leads to."""

    private: CertificateIssuerPrivateKeyTypes
    certificate: x509.Certificate

    def pem(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.PEM)

    def asn1(self) -> asn1.Certificate:
        return asn1.Certificate.load(self.certificate.public_bytes(serialization.Encoding.DER))

    def pkcs12(self) -> bytes:
        secret = serialization.BestAvailableEncryption(PASSPHRASE.encode())
        return pkcs12.serialize_key_and_certificates(
            b"key", self.private, self.certificate, None, secret
        )

    def signer(self) -> signers.SimpleSigner:
        found = signers.SimpleSigner.load_pkcs12_data(self.pkcs12(), [], PASSPHRASE.encode())
        assert found
        return found


def key(
    name: str,
    issuer: Key | None = None,
    *,
    days: int = 365,
    clock: bool = False,
    crl: str = "",
    ca: bool = True,
) -> Key:
    """A key called ``name``, its certificate its own unless there is an ``issuer``."""
    private: CertificateIssuerPrivateKeyTypes = (
        rsa.generate_private_key(65537, 2048) if clock else ec.generate_private_key(ec.SECP256R1())
    )
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    built = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.certificate.subject if issuer else subject)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - DAY)
        .not_valid_after(now + days * DAY)
        .add_extension(x509.BasicConstraints(ca, 1 if ca else None), critical=True)
        .add_extension(x509.KeyUsage(True, True, *[False] * 3, ca, ca, *[False] * 2), critical=True)
    )
    if clock:
        usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        built = built.add_extension(usage, critical=True)
    if crl:
        place = x509.DistributionPoint([x509.UniformResourceIdentifier(crl)], None, None, None)
        built = built.add_extension(x509.CRLDistributionPoints([place]), critical=False)
    by = issuer.private if issuer else private
    return Key(private, built.sign(by, hashes.SHA256()))


@cache
def keys(name: str) -> Key:
    """The key of somebody who signs without a time stamp."""
    return key(name)


# --- PDF files -------------------------------------------------------------------------


def paper(text: str) -> bytes:
    """A PDF file of one page that says ``text``."""
    said = f"BT /F1 12 Tf 20 60 Td ({text}) Tj ET".encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(said), said),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out = b"%PDF-1.7\n"
    offsets = []
    for number, each in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    start, count = len(out), len(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (count, table)
    return out + b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (count, start)


def signed(pdf: bytes, by: str = "secretary") -> bytes:
    return signing.signed(pdf, keys(by).signer())


def signed_again(pdf: bytes, by: str = "secretary") -> bytes:
    """``pdf`` with a second signature, which takes no room either."""
    meta = signers.PdfSignatureMetadata("Second", subfilter=SigSeedSubFilter.PADES)
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    return bytes(signers.sign_pdf(writer, meta, keys(by).signer()).getbuffer())


def _other_page(writer: IncrementalPdfFileWriter) -> None:
    page = writer.root["/Pages"]["/Kids"][0]
    stream = StreamObject(stream_data=b"BT /F1 12 Tf 20 60 Td (Not a word) Tj ET")
    page[pdf_name("/Contents")] = writer.add_object(stream)
    writer.update_container(page)


def updated(pdf: bytes) -> bytes:
    """``pdf`` with an update after its end that shows another text."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    _other_page(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def updated_within(pdf: bytes, by: str = "secretary") -> bytes:
    """``pdf`` with a signature that puts another text in with itself."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    _other_page(writer)
    meta = signers.PdfSignatureMetadata("Signature", subfilter=SigSeedSubFilter.PADES)
    return bytes(signers.sign_pdf(writer, meta, keys(by).signer()).getbuffer())


def stamped_over(pdf: bytes, by: str = "secretary") -> bytes:
    """``pdf`` with a signature that covers the page with what it shows."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    meta = signers.PdfSignatureMetadata("Signature", subfilter=SigSeedSubFilter.PADES)
    field = SigFieldSpec("Signature", box=(0, 0, 200, 100))
    signer = signers.PdfSigner(meta, keys(by).signer(), new_field_spec=field)
    return bytes(signer.sign_pdf(writer).getbuffer())


def with_an_action(pdf: bytes) -> bytes:
    """``pdf`` signed, and a script to be run when it is opened, in one revision."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    writer.root[pdf_name("/OpenAction")] = writer.root["/Pages"].raw_get("/Kids")[0]
    writer.update_root()
    meta = signers.PdfSignatureMetadata("Signature", subfilter=SigSeedSubFilter.PADES)
    return bytes(signers.sign_pdf(writer, meta, keys("secretary").signer()).getbuffer())


# --- folders and archives --------------------------------------------------------------


def listed(files: Files) -> Files:
    """``files`` with a manifest of those in folders, and a list of all."""
    stated = [
        File(
            path=name,
            meeting=MEETING,
            kind="minutes",
            edition="ru",
            languages=("ru",),
            derived=(),
            translations={},
            format=name.rpartition(".")[2],
            status="final",
            embargo=None,
            size=len(data),
            sha256=record.hashes({name: data})[name],
            sources={},
        )
        for name, data in sorted(files.items())
        if "/" in name
    ]
    made = {**files, MANIFEST: manifest.encoded(Manifest(manifest.VERSION, {}, {}, stated))}
    return {**made, SUMS: manifest.sums(record.hashes(made))}


@cache
def _sent() -> tuple[tuple[str, bytes], ...]:
    files = {name: paper(name) for name in PAPERS}
    files |= {LETTER: b"PK no paper", "index.html": b"<!doctype html>"}
    found = listed(files)
    for name in PAPERS:
        found[f"{SIGNED}/{name}"] = signed(files[name])
    return tuple(found.items())


def sent() -> Files:
    """An output folder whose PDF files all have signed copies."""
    return dict(_sent())


@cache
def parcel() -> bytes:
    """A bundle of the same files."""
    return bundle.zipped({n: d for n, d in _sent() if not n.startswith(f"{SIGNED}/")})


def relisted(files: Files) -> Files:
    """``files`` with a list made anew by whoever changed them."""
    kept = {n: d for n, d in files.items() if n not in (SUMS, MANIFEST)}
    copies = {n: d for n, d in kept.items() if n.startswith(f"{SIGNED}/")}
    return listed({n: d for n, d in kept.items() if n not in copies}) | copies


def put(root: Path, files: Files) -> Path:
    """``files`` as a folder."""
    for name, data in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return root
