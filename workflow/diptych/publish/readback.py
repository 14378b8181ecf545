"""A message read as its recipient's program reads it, and compared with what was meant."""

from __future__ import annotations

from email import message_from_bytes
from email.header import decode_header
from email.utils import getaddresses

from diptych.errors import DiptychError, phrase
from diptych.publish.letter import Letter, canonical


def check(data: bytes, letter: Letter) -> None:
    """Raise :class:`~diptych.errors.DiptychError` if ``data`` says anything but ``letter``."""
    message = message_from_bytes(data)
    for name, boxes in letter.addressed.items():
        meant = [(box.name, box.address) for box in boxes]
        named = getaddresses([str(value) for value in message.get_all(name, [])])
        _same(name, meant, [(_decoded(shown), address) for shown, address in named])
    fields = [name for name in message.keys() if name in ("Subject", "To", "Cc", "Bcc")]  # noqa: SIM118
    _same("Subject", letter.subject, _decoded(str(message["Subject"])))
    _same("MIME", ["Subject", *letter.addressed], fields)
    parts = [part for part in message.walk() if not part.is_multipart()]
    texts = [text for text in (letter.text, letter.page) if text or text is letter.text]
    files = [(file.name, file.data) for file in letter.attachments]
    meant_parts = [*((None, canonical(text)) for text in texts), *files]
    _same("MIME", meant_parts, [(p.get_filename(), p.get_payload(decode=True)) for p in parts])


def _decoded(value: str) -> str:
    """The text of a field that holds encoded words."""
    return "".join(
        part.decode(charset or "ascii") if isinstance(part, bytes) else part
        for part, charset in decode_header(value)
    )


def _same(what: str, meant: object, read: object) -> None:
    if meant != read:
        raise DiptychError(
            phrase("the draft of a message is read otherwise than it was meant ({what})", what=what)
        )
