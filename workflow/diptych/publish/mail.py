"""Drafts of messages: ready to be looked at and sent by a person, never sent by anything here."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from diptych.language.tags import tags
from diptych.model import Recipients
from diptych.publish import letter, readback
from diptych.publish.listing import Meeting, PublishedDocument
from diptych.publish.manifest import File
from diptych.publish.names import media
from diptych.reader.addresses import mailbox


def wanted(meeting: Meeting, recipients: Recipients) -> tuple[PublishedDocument, ...]:
    """The documents of ``meeting`` that ``recipients`` are sent, in the order they name them.

    Only what may be published, and what says anything in their language.
    """
    by_kind = {each.kind: each for each in meeting.released}
    return tuple(
        by_kind[kind]
        for kind in recipients.documents
        if kind in by_kind and _attached(by_kind[kind], recipients)
    )


def draft(meeting: Meeting, recipients: Recipients, content: Callable[[File], bytes]) -> bytes:
    """The message to ``recipients`` about ``meeting``; ``content`` gives the bytes of a file.

    It has no date and no sender: the program that sends it knows both. The same message
    has the same bytes. There must be documents that they want (:func:`wanted`). Raises
    :class:`~diptych.errors.DiptychError` if a reader of the message would read anything else
    than it says.
    """
    code = recipients.language
    documents = wanted(meeting, recipients)
    page = _page(documents, code)
    meant = letter.Letter(
        language=tags(code).html,
        subject=" ".join(documents[0].record.titles[code].split()),
        to=[*map(mailbox, recipients.to)],
        cc=[*map(mailbox, recipients.cc)],
        bcc=[*map(mailbox, recipients.bcc)],
        text=_body(documents, code),
        page=content(page).decode() if page else "",
        attachments=[
            letter.Attachment(file.path.rpartition("/")[2], media(file.format), content(file))
            for document in documents
            for file in _attached(document, recipients)
        ],
    )
    data = letter.written(meant, f"{meeting.name}/{code}")
    readback.check(data, meant)
    return data


def _body(documents: Sequence[PublishedDocument], code: str) -> str:
    """The text of the press release, or what the documents are called."""
    texts = [document.record.texts[code] for document in documents if code in document.record.texts]
    titles = [document.record.titles[code] for document in documents]
    return texts[0] if texts else "\n".join(titles) + "\n"


def _page(documents: Sequence[PublishedDocument], code: str) -> File | None:
    """The press release as a page, where there is one in the language."""
    releases = (document for document in documents if code in document.record.texts)
    files = (file for release in releases for file in release.files)
    pages = (file for file in files if file.format == "html" and file.languages == (code,))
    return next(pages, None)


def _attached(document: PublishedDocument, recipients: Recipients) -> list[File]:
    """The editions in the language alone or, where there are none, all that hold it."""
    files = [
        file
        for file in document.files
        if recipients.are_sent(document.kind, file.languages, file.format)
    ]
    alone = [file for file in files if file.languages == (recipients.language,)]
    return alone or files
