"""Signatures within PDF files that came from outside: whose they are, and whether they hold."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, BinaryIO

import msgspec
from asn1crypto import pem, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.errors import NoDSSFoundError
from pyhanko_certvalidator import ValidationContext

from diptych.errors import DiptychError, Phrase, phrase

#: In bytes: a larger file is not looked into, since reading it would take as much memory.
LARGEST = 256_000_000
_WHOLE = (SignatureCoverageLevel.ENTIRE_FILE, SignatureCoverageLevel.ENTIRE_REVISION)
_LONGEST_NAME = 200  # characters


class Signature(msgspec.Struct, frozen=True):
    """A signature as it was found.

    ``by`` is who signed, ``checked`` whether somebody who is trusted vouches for that,
    ``problem`` what is wrong, if anything is, and ``stamped`` when a trusted clock saw it.
    """

    by: str
    problem: Phrase | None
    checked: bool = False
    stamped: datetime | None = None


class Trust(msgspec.Struct, frozen=True):
    """Whom to believe: certificates that vouch for those of signers, and of time stamps.

    ``now`` is an aware time.
    """

    now: datetime
    roots: tuple[Any, ...] = ()
    clocks: tuple[Any, ...] = ()


class Pdf:
    """A PDF file that can be looked into.

    Raises :class:`~diptych.errors.DiptychError` for what is none, or too large a one.
    """

    def __init__(self, file: BinaryIO) -> None:
        silence()
        self.file = file
        self.size = file.seek(0, os.SEEK_END)
        if self.size > LARGEST:
            raise DiptychError(phrase("this file is too large"))
        try:
            self.reader = PdfFileReader(file)
            self.signatures: list[Any] = list(self.reader.embedded_signatures)
        except Exception as error:  # a file that is made to do harm fails in ways of its own
            raise DiptychError(phrase("this is no PDF file that can be read")) from error

    def judged(self, trust: Trust) -> list[Signature]:
        """Every signature in the file; without roots to trust, names are what they claim."""
        verdicts = [self._judged(each, trust) for each in self.signatures]
        if verdicts and not verdicts[-1].problem and not self.covered():
            verdicts[-1] = Signature(verdicts[-1].by, _changed(verdicts[-1].by))
        return verdicts

    def covered(self) -> bool:
        """Whether the last signature is of the whole file, but for itself, to the last byte."""
        last = self.signatures[-1]
        ranges = [int(each) for each in last.byte_range]
        match ranges:
            case [0, end, start, length] if 0 < end < start and start + length == self.size:
                self.file.seek(end)
                written = self.file.read(start - end)
            case _:
                return False
        signature = last.pkcs7_content.hex().encode()
        return written in (b"<%s>" % signature, b"<%s>" % signature.upper())

    def _judged(self, embedded: Any, trust: Trust) -> Signature:
        try:
            certificate: x509.Certificate = embedded.signer_cert
            name = certificate.subject.human_friendly
            name = name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}…"
        except Exception:  # whatever cannot be followed proves nothing
            return Signature("", phrase("the signature cannot be read"))
        try:
            status, at = self._status(embedded, certificate, trust)
        except Exception:
            return Signature(name, phrase("the signature cannot be read"))
        problem = _problem(status, certificate, name, at or trust.now, trust)
        return Signature(name, problem, checked=bool(trust.roots), stamped=at)

    def _status(
        self, embedded: Any, certificate: x509.Certificate, trust: Trust
    ) -> tuple[Any, datetime | None]:
        """What is known of a signature, and when a trusted clock saw it, if one did."""
        clock = ValidationContext(
            trust_roots=list(trust.clocks), moment=trust.now, allow_fetching=False
        )

        def status(moment: datetime) -> Any:
            signer = self._context(trust.roots or (certificate,), moment)
            return validate_pdf_signature(
                embedded, signer_validation_context=signer, ts_validation_context=clock
            )

        now = status(trust.now)
        stamp = now.timestamp_validity
        if not trust.clocks or stamp is None or not (stamp.valid and stamp.trusted):
            return now, None
        at: datetime = stamp.timestamp
        return status(at), at

    def _context(self, roots: Sequence[Any], moment: datetime) -> ValidationContext:
        """The ``roots``, and what the file itself keeps about certificates."""
        settings: dict[str, Any] = {
            "trust_roots": list(roots),
            "moment": moment,
            "allow_fetching": False,
            "retroactive_revinfo": True,
        }
        try:
            return DocumentSecurityStore.read_dss(self.reader).as_validation_context(settings)
        except NoDSSFoundError:
            return ValidationContext(**settings)


def certificates(data: bytes) -> Iterator[x509.Certificate]:
    """The certificates in a file, PEM or DER.

    Raises :class:`~diptych.errors.DiptychError` where there is none.
    """
    try:
        if not pem.detect(data):
            yield _loaded(data)
            return
        for _, _, each in pem.unarmor(data, multiple=True):
            yield _loaded(each)
    except ValueError as error:
        raise DiptychError(phrase("this is no certificate")) from error


def _loaded(data: bytes) -> x509.Certificate:
    certificate = x509.Certificate.load(data, strict=True)
    _ = certificate.subject.human_friendly  # it is read only when it is asked for
    return certificate


def _problem(
    status: Any, certificate: x509.Certificate, name: str, at: datetime, trust: Trust
) -> Phrase | None:
    validity = certificate["tbs_certificate"]["validity"]
    stamp = status.timestamp_validity
    if not (status.intact and status.valid):
        return phrase("the signature is wrong: the file is not as {name} signed it", name=name)
    if status.coverage not in _WHOLE or status.docmdp_ok is False:
        return _changed(name)
    if stamp is not None and not (stamp.intact and stamp.valid):
        return phrase("the time stamp of the signature of {name} is wrong", name=name)
    begins, ends = validity["not_before"].native, validity["not_after"].native
    if ends < at:
        day = ends.date().isoformat()
        return phrase("the certificate of {name} expired on {date}", name=name, date=day)
    if begins > at:
        day = begins.date().isoformat()
        return phrase("the certificate of {name} is not valid before {date}", name=name, date=day)
    if status.revoked:
        return phrase("the certificate of {name} was revoked", name=name)
    if trust.roots and not status.trusted:
        return phrase("the certificate of {name} is not one that is trusted", name=name)
    return None


def _changed(name: str) -> Phrase:
    return phrase("the file was changed after {name} had signed it", name=name)


def silence() -> None:
    """Let the libraries print nothing: what they would say comes from the file."""
    for name in ("pyhanko", "pyhanko_certvalidator"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
