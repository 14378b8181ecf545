"""Drafts of messages: ready to be looked at and sent by a person, never sent by anything here."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from email.message import EmailMessage
from email.policy import SMTP

from diptych.language.tags import tags
from diptych.model import Recipients
from diptych.publish.listing import Document, Meeting
from diptych.publish.manifest import File
from diptych.publish.names import media

# By these Outlook, Thunderbird and Apple Mail open a file as a draft.
_DRAFT = {
    "X-Unsent": "1",
    "X-Mozilla-Draft-Info": "internal/draft; vcard=0; receipt=0; DSN=0; uuencode=0",
    "X-Uniform-Type-Identifier": "com.apple.mail-draft",
}


def wanted(meeting: Meeting, recipients: Recipients) -> tuple[Document, ...]:
    """The documents of ``meeting`` that ``recipients`` are sent, in the order they name them.

    Only what may be published, and what says anything in their language.
    """
    found = {each.kind: each for each in meeting.released}
    return tuple(
        found[kind]
        for kind in recipients.documents
        if kind in found and _attached(found[kind], recipients)
    )


def draft(meeting: Meeting, recipients: Recipients, content: Callable[[File], bytes]) -> bytes:
    """The message to ``recipients`` about ``meeting``; ``content`` gives the bytes of a file.

    It has no date and no sender: the program that sends it knows both. The same message
    has the same bytes. There must be documents that they want (:func:`wanted`).
    """
    code = recipients.language
    documents = wanted(meeting, recipients)
    message = EmailMessage(policy=SMTP)
    message["Subject"] = " ".join(documents[0].record.titles[code].split())
    for name, addresses in (
        ("To", recipients.to),
        ("Cc", recipients.cc),
        ("Bcc", recipients.bcc),
    ):
        if addresses:
            message[name] = ", ".join(addresses)
    for name, said in _DRAFT.items():
        message[name] = said
    message.set_content(_body(documents, code), cte="base64")
    if page := _page(documents, code):
        message.add_alternative(content(page).decode(), subtype="html", cte="base64")
    for document in documents:
        for file in _attached(document, recipients):
            kind, subtype = media(file.format).split("/")
            name = file.path.rpartition("/")[2]
            message.add_attachment(
                content(file), maintype=kind, subtype=subtype, filename=name, cte="base64"
            )
    message["Content-Language"] = tags(code).html
    _bound(message, f"{meeting.name}/{code}")
    return message.as_bytes()


def _body(documents: Sequence[Document], code: str) -> str:
    """The text of the press release, or what the documents are called."""
    texts = [document.record.texts[code] for document in documents if code in document.record.texts]
    titles = [document.record.titles[code] for document in documents]
    return texts[0] if texts else "\n".join(titles) + "\n"


def _page(documents: Sequence[Document], code: str) -> File | None:
    """The press release as a page, where there is one in the language."""
    return next(
        (
            file
            for document in documents
            if code in document.record.texts
            for file in document.files
            if file.format == "html" and file.languages == (code,)
        ),
        None,
    )


def _attached(document: Document, recipients: Recipients) -> list[File]:
    """The editions in the language alone or, where there are none, all that hold it."""
    code = recipients.language
    files = [file for file in document.files if file.format in recipients.formats]
    alone = [file for file in files if file.languages == (code,)]
    return alone or [file for file in files if code in file.languages]


def _bound(message: EmailMessage, seed: str) -> None:
    """Give every part of several a boundary that is the same each time."""
    for number, part in enumerate(message.walk()):
        if part.is_multipart():
            digest = hashlib.sha256(f"{seed} {number}".encode()).hexdigest()
            part.set_boundary(f"=={digest[:32]}==")
