"""A message as its parts, and as the bytes of a file (RFC 5322, RFC 2045)."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Sequence

import msgspec

from diptych.publish import headers
from diptych.reader.addresses import Mailbox

# Outlook, Thunderbird and Apple Mail open a file with these fields as a draft.
_DRAFT = {
    "X-Unsent": "1",
    "X-Mozilla-Draft-Info": "internal/draft; vcard=0; receipt=0; DSN=0; uuencode=0",
    "X-Uniform-Type-Identifier": "com.apple.mail-draft",
}
_BREAK = re.compile(r"\r\n|\r|\n")


class Attachment(msgspec.Struct, frozen=True):
    """A file that goes with a message: its name, its media type and its bytes."""

    name: str
    media: str
    data: bytes


class Letter(msgspec.Struct, frozen=True, kw_only=True):
    """A message that nobody has sent: what it says, in which language, to whom, with what.

    ``page`` says the same as ``text``, as HTML, if it is not empty.
    """

    language: str
    subject: str
    to: Sequence[Mailbox]
    cc: Sequence[Mailbox] = ()
    bcc: Sequence[Mailbox] = ()
    text: str
    page: str = ""
    attachments: Sequence[Attachment] = ()

    @property
    def addressed(self) -> dict[str, Sequence[Mailbox]]:
        """Who receives it, by the name of the header field; fields that hold nobody are left."""
        fields = {"To": self.to, "Cc": self.cc, "Bcc": self.bcc}
        return {name: boxes for name, boxes in fields.items() if boxes}


def written(letter: Letter, seed: str) -> bytes:
    """``letter`` as a file; the same letter and ``seed`` give the same bytes.

    Raises :class:`~diptych.errors.DiptychError` if it says what no header field can hold.
    """
    head = [
        headers.text("Subject", letter.subject),
        *(headers.mailboxes(name, boxes) for name, boxes in letter.addressed.items()),
        *(headers.token(name, value) for name, value in _DRAFT.items()),
        headers.token("Content-Language", letter.language),
        "MIME-Version: 1.0",
    ]
    body = _part("text/plain; charset=utf-8", canonical(letter.text))
    if letter.page:
        page = _part("text/html; charset=utf-8", canonical(letter.page))
        body = _joined("alternative", [body, page], f"{seed} alternative")
    if letter.attachments:
        files = [
            _part(file.media, file.data, [headers.disposition(file.name)])
            for file in letter.attachments
        ]
        body = _joined("mixed", [body, *files], f"{seed} mixed")
    return ("\r\n".join(head) + "\r\n" + body).encode("ascii")


def canonical(text: str) -> bytes:
    """``text`` as it is carried in a message: in UTF-8, its lines ending as RFC 2045 has it."""
    return _BREAK.sub("\r\n", text).encode()


def _part(media: str, data: bytes, more: Iterable[str] = ()) -> str:
    """Header fields and body of a part that holds ``data``."""
    head = [headers.token("Content-Type", media), "Content-Transfer-Encoding: base64", *more]
    body = base64.encodebytes(data).decode().replace("\n", "\r\n")
    return "\r\n".join([*head, "", body])


def _joined(subtype: str, parts: Iterable[str], seed: str) -> str:
    """One part of several; its boundary cannot stand in base64."""
    boundary = f"=={hashlib.sha256(seed.encode()).hexdigest()[:32]}=="
    head = f'Content-Type: multipart/{subtype};\r\n boundary="{boundary}"\r\n\r\n'
    return head + "".join(f"--{boundary}\r\n{part}\r\n" for part in parts) + f"--{boundary}--\r\n"
