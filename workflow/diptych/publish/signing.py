"""Signatures: PAdES within PDF files, and a detached one of the list of sums by an SSH key.

Private keys are only named here; nothing of them is kept, printed or written. What is
signed stays as it was: a signed PDF is the file itself with the signature after its end.
"""

from __future__ import annotations

import io
import logging
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
from asn1crypto import pem, x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import signers
from pyhanko.sign.fields import InvisSigSettings, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from diptych.errors import DiptychError, Phrase, phrase

#: What a signature of the list of sums is for: an SSH signature of anything else is none.
NAMESPACE = "diptych"
_FIELD = "Signature"
# Within PDF/A an invisible field must print, within PDF/UA it must lie outside the page.
_INVISIBLE = InvisSigSettings(set_print_flag=True, box_out_of_bounds=True)
_BYTE_RANGE = b"/ByteRange"
_WHOLE = (SignatureCoverageLevel.ENTIRE_FILE, SignatureCoverageLevel.ENTIRE_REVISION)


class Token(msgspec.Struct, frozen=True):
    """A key that a device keeps: its PKCS#11 module, the token's label, the certificate's label."""

    module: Path
    token: str
    certificate: str


@contextmanager
def signer(key: Path | Token, secret: str | None) -> Iterator[signers.Signer]:
    """Who signs with ``key``, a PKCS#12 file or a device; ``secret`` is its passphrase or PIN.

    Raises :class:`~diptych.errors.DiptychError` where it cannot be used.
    """
    if isinstance(key, Token):
        with _on_device(key, secret) as by:
            yield by
        return
    logging.getLogger("pyhanko").setLevel(logging.CRITICAL)  # it would print why
    passphrase = None if secret is None else secret.encode()
    found: signers.Signer | None
    try:
        data = key.read_bytes()
        found = signers.SimpleSigner.load_pkcs12_data(data, [], passphrase)
    except (OSError, ValueError):
        found = None
    if found is None:
        raise DiptychError(
            phrase(
                "the key {name} cannot be used: it is missing, no PKCS#12 file, or its "
                "passphrase is another",
                name=key.name,
            )
        )
    yield found


@contextmanager
def _on_device(key: Token, secret: str | None) -> Iterator[signers.Signer]:
    unusable = phrase("the key on the token «{name}» cannot be used", name=key.token)
    try:
        from pyhanko.config.pkcs11 import TokenCriteria
        from pyhanko.sign.pkcs11 import PKCS11Signer, open_pkcs11_session

        session = open_pkcs11_session(
            str(key.module), token_criteria=TokenCriteria(label=key.token), user_pin=secret
        )
    except ImportError as error:
        raise DiptychError(
            phrase("for keys on a device, install Diptych with «pip install .[pkcs11]»")
        ) from error
    except Exception as error:  # each module fails in ways of its own
        raise DiptychError(unusable) from error
    with session:
        yield PKCS11Signer(session, cert_label=key.certificate)


def signed(pdf: bytes, by: signers.Signer) -> bytes:
    """``pdf`` with an invisible PAdES signature (ETSI EN 319 142-1, B-B) after its end."""
    metadata = signers.PdfSignatureMetadata(
        field_name=_FIELD, subfilter=SigSeedSubFilter.PADES, md_algorithm="sha256"
    )
    field = SigFieldSpec(_FIELD, invis_sig_settings=_INVISIBLE)
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    out = signers.PdfSigner(metadata, by, new_field_spec=field).sign_pdf(writer)
    return bytes(out.getbuffer())


class Signature(msgspec.Struct, frozen=True):
    """A signature as it was found: who signed, and what is wrong with it, if anything is."""

    by: str
    problem: Phrase | None


def is_signed(pdf: bytes) -> bool:
    """Whether there may be a signature within the file ``pdf``."""
    return _BYTE_RANGE in pdf


def signatures(pdf: bytes, roots: Sequence[bytes], now: datetime) -> list[Signature]:
    """The signatures within the file ``pdf``.

    ``roots`` are certificates (PEM or DER) that are trusted; with none of them it is only said
    whether the file is as it was signed and the certificate in time ``now``, an aware time.
    """
    logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
    logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)
    try:
        embedded = list(PdfFileReader(io.BytesIO(pdf)).embedded_signatures)
        found = [_judged(each, roots, now) for each in embedded]
        if embedded and not found[-1].problem:
            *_, start, length = embedded[-1].byte_range
            if start + length != len(pdf):  # nobody has signed what follows
                found[-1] = Signature(found[-1].by, _changed(found[-1].by))
        return found
    except (PdfError, ValueError, KeyError, IndexError) as error:
        raise DiptychError(phrase("this is no PDF file that can be read")) from error


def _judged(embedded: Any, roots: Sequence[bytes], now: datetime) -> Signature:
    certificate: x509.Certificate = embedded.signer_cert
    name = certificate.subject.human_friendly
    trusted = [_certificate(data) for data in roots] or [certificate]
    context = ValidationContext(trust_roots=trusted, moment=now, allow_fetching=False)
    try:
        status = validate_pdf_signature(embedded, signer_validation_context=context)
    except Exception:  # whatever cannot be followed proves nothing
        return Signature(name, phrase("the signature cannot be read"))
    validity = certificate["tbs_certificate"]["validity"]
    if not (status.intact and status.valid):
        problem = phrase("the signature is wrong: the file is not as {name} signed it", name=name)
    elif status.coverage not in _WHOLE or status.docmdp_ok is False:
        problem = _changed(name)
    elif validity["not_after"].native < now:
        problem = phrase(
            "the certificate of {name} expired on {date}",
            name=name,
            date=validity["not_after"].native.date().isoformat(),
        )
    elif validity["not_before"].native > now:
        problem = phrase(
            "the certificate of {name} is not valid before {date}",
            name=name,
            date=validity["not_before"].native.date().isoformat(),
        )
    elif roots and not status.trusted:
        problem = phrase("the certificate of {name} is not one that is trusted", name=name)
    else:
        problem = None
    return Signature(name, problem)


def _changed(name: str) -> Phrase:
    return phrase("the file was changed after {name} had signed it", name=name)


def _certificate(data: bytes) -> x509.Certificate:
    try:
        if pem.detect(data):
            _, _, data = pem.unarmor(data)
        return x509.Certificate.load(data)
    except ValueError as error:
        raise DiptychError(phrase("this is no certificate")) from error


# --- the list of sums -----------------------------------------------------------------


def detached(data: bytes, key: Path) -> bytes:
    """The SSH signature of ``data`` by ``key``, a private key or the public one of an agent.

    Raises :class:`~diptych.errors.DiptychError` if ssh-keygen is missing or refuses.
    """
    command = ["-Y", "sign", "-q", "-n", NAMESPACE, "-f", str(key)]
    done = _ssh(command, data)
    if done.returncode:
        raise DiptychError(phrase("the key {name} cannot be used by ssh-keygen", name=key.name))
    return done.stdout


def check(data: bytes, signature: bytes, allowed: Path | None) -> Signature:
    """Who signed ``data``, and whether that is one of the ``allowed``.

    These are a file in the form that ssh-keygen(1) calls allowed signers; without it, the
    fingerprint of the key stands for who signed.
    """
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "signature"
        place.write_bytes(signature)
        named = ["-n", NAMESPACE, "-s", str(place)]
        alone = _ssh(["-Y", "check-novalidate", *named], data)
        if alone.returncode:
            return Signature("", phrase("the signature is wrong: it is not of this list of files"))
        if allowed is None:
            said = alone.stdout.decode(errors="replace").strip()
            return Signature(said.rpartition(" ")[2], None)
        found = _ssh(["-Y", "find-principals", "-f", str(allowed), "-s", str(place)], b"")
        who = found.stdout.decode(errors="replace").strip().split("\n")[0]
        known = (
            who
            and not _ssh(["-Y", "verify", "-f", str(allowed), "-I", who, *named], data).returncode
        )
        if not known:
            return Signature(who, phrase("the signature is by a key that is not trusted"))
        return Signature(who, None)


def _ssh(arguments: Sequence[str], data: bytes) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(
            ["ssh-keygen", *arguments], input=data, capture_output=True, check=False
        )
    except FileNotFoundError as error:
        raise DiptychError(
            phrase("ssh-keygen is missing: install OpenSSH (apt install openssh-client)")
        ) from error
