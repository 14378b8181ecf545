"""Signing PDF files: PAdES, with a key in a file or on a device, and a time stamp if wanted.

Private keys are only named here; nothing of them is kept, printed or written. What is
signed stays as it was: a signed PDF is the file itself with the signature after its end.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
from asn1crypto import cms, x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign import signers
from pyhanko.sign.fields import InvisSigSettings, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import Signer as Signer
from pyhanko.sign.signers.pdf_signer import DSSContentSettings, SigDSSPlacementPreference
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.timestamps.common_utils import TimestampRequestError
from pyhanko.sign.timestamps.requests_client import HTTPTimeStamper
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.errors import PathError, PathValidationError

from diptych.errors import DiptychError, phrase
from diptych.publish.signatures import certificates, silence

_FIELD = "Signature"
# Within PDF/A an invisible field must print, within PDF/UA it must lie outside the page.
_INVISIBLE = InvisSigSettings(set_print_flag=True, box_out_of_bounds=True)


class Token(msgspec.Struct, frozen=True):
    """A key that a device keeps: its PKCS#11 module, the token's label, the certificate's label."""

    module: Path
    token: str
    certificate: str


class Stamping(msgspec.Struct, frozen=True):
    """Who stamps signatures with the time, and which certificates vouch for everyone's."""

    clock: TimeStamper
    roots: tuple[x509.Certificate, ...] = ()


class _Clock(HTTPTimeStamper):
    """An authority whose answers may be anything."""

    async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> cms.ContentInfo:
        """The stamp for a digest; raises :class:`TimestampRequestError` where there is none."""
        try:
            return await super().async_timestamp(message_digest, md_algorithm)
        except Exception as error:  # nonsense fails in ways of its own
            raise TimestampRequestError from error


@contextmanager
def signer(key: Path | Token, secret: str | None) -> Iterator[Signer]:
    """Who signs with ``key``, a PKCS#12 file or a device; ``secret`` is its passphrase or PIN.

    Raises :class:`~diptych.errors.DiptychError` where it cannot be used.
    """
    if isinstance(key, Token):
        with _on_device(key, secret) as by:
            yield by
        return
    silence()  # it would print why
    passphrase = None if secret is None else secret.encode()
    loaded: Signer | None
    try:
        data = key.read_bytes()
        loaded = signers.SimpleSigner.load_pkcs12_data(data, [], passphrase)
    except (OSError, ValueError):
        loaded = None
    if loaded is None:
        raise DiptychError(
            phrase(
                "the key {name} cannot be used: it is missing, no PKCS#12 file, or its "
                "passphrase is another",
                name=key.name,
            )
        )
    yield loaded


@contextmanager
def _on_device(key: Token, secret: str | None) -> Iterator[Signer]:
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


def stamping(url: str, roots: Sequence[bytes] = ()) -> Stamping:
    """How signatures get the time from the authority at ``url`` (RFC 3161).

    With ``roots``, files of certificates that vouch for those of the signer and of the
    authority, what proves later that none of them was revoked is put into the file, too.
    Raises :class:`~diptych.errors.DiptychError` if ``url`` or a certificate is none.
    """
    if not url.startswith(("https://", "http://")):
        raise DiptychError(
            phrase("the address of the time-stamp authority must begin with https:// or http://")
        )
    clock = _Clock(url)  # type: ignore[no-untyped-call]
    return Stamping(clock, tuple(each for data in roots for each in certificates(data)))


def signed(pdf: bytes, by: Signer, stamping: Stamping | None = None) -> bytes:
    """``pdf`` with an invisible PAdES signature (ETSI EN 319 142-1) after its end.

    Its level is B-B, with a time stamp B-T, with the roots that this needs B-LT. Raises
    :class:`~diptych.errors.DiptychError` where the stamp or such proof cannot be had.
    """
    silence()
    metadata = signers.PdfSignatureMetadata(
        field_name=_FIELD,
        subfilter=SigSeedSubFilter.PADES,
        md_algorithm="sha256",
        **_lasting(stamping),
    )
    field = SigFieldSpec(_FIELD, invis_sig_settings=_INVISIBLE)
    try:
        signing = signers.PdfSigner(
            metadata, by, timestamper=stamping.clock if stamping else None, new_field_spec=field
        )
        return bytes(signing.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf))).getbuffer())
    except TimestampRequestError as error:
        raise DiptychError(
            phrase("the time-stamp authority does not answer as it should: sign again later")
        ) from error
    except (SigningError, PathError, PathValidationError) as error:
        unproven = phrase(
            "the certificates of the signer and of the time-stamp authority do not lead to "
            "those that are trusted, or nobody says that none of them was revoked"
        )
        taken = phrase("it takes no signature: it has one already, or forbids it")
        raise DiptychError(unproven if stamping and stamping.roots else taken) from error
    except PdfError as error:
        raise DiptychError(phrase("this is no PDF file that can be read")) from error


def _lasting(stamping: Stamping | None) -> dict[str, Any]:
    """What lets a signature be judged when its certificates have expired (B-LT).

    It goes into the revision of the signature itself: nothing may follow that.
    """
    if stamping is None or not stamping.roots:
        return {}
    return {
        "embed_validation_info": True,
        "validation_context": ValidationContext(
            trust_roots=list(stamping.roots), allow_fetching=True, revocation_mode="hard-fail"
        ),
        "dss_settings": DSSContentSettings(
            include_vri=False, placement=SigDSSPlacementPreference.TOGETHER_WITH_SIGNATURE
        ),
    }
