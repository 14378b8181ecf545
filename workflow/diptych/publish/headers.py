"""Header fields of a message, written so that every reader gets back each character.

What is said in words is written as encoded words (RFC 2047) that nothing folds again, and
what is not plain in the name of a file is percent-encoded (RFC 2231). So no text can end a
field, begin another, or be decoded into something else.
"""

from __future__ import annotations

import base64
import re
import unicodedata
from collections.abc import Iterator, Sequence
from urllib.parse import quote

from diptych.errors import DiptychError, phrase
from diptych.reader.addresses import Mailbox

# RFC 2047 allows a word of 75 characters in a line of 76, RFC 5322 a line of 998.
_WORD, _LINE, _LONGEST = 75, 76, 998
_BEFORE, _AFTER = "=?utf-8?b?", "?="
_FOLD = "\r\n "

_PLAIN = re.compile(r"[!-~]+(?: [!-~]+)*")
_PLAIN_NAME = re.compile(r"[A-Za-z0-9]+(?: [A-Za-z0-9]+)*")
_PLAIN_FILE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
# What no file can be called on some system, or what readers take off a name.
_NO_FILE = re.compile(r'[<>:"/\\|?*]|^[\s.]|[\s.]$')
_UNFIT = ("Cc", "Cs", "Zl", "Zp")


def text(name: str, content: str) -> str:
    """The field ``name`` that says ``content``; raises as :func:`fit`."""
    fit(content)
    start = f"{name}: "
    if _PLAIN.fullmatch(content) and "=?" not in content and len(start + content) <= _LINE:
        return start + content
    return start + _FOLD.join(_words(content, len(start)))


def mailboxes(name: str, boxes: Sequence[Mailbox]) -> str:
    """The field ``name`` with a line for each of ``boxes``; raises as :func:`fit`."""
    start = f"{name}: "
    return start + f",{_FOLD}".join(_mailbox(box, len(start)) for box in boxes)


def token(name: str, value: str) -> str:
    """The field ``name`` with a ``value`` for machines.

    Raises :class:`~diptych.errors.DiptychError` for anything but visible ASCII and spaces.
    """
    if not _PLAIN.fullmatch(value) or "=?" in value:
        raise DiptychError(
            phrase(
                "«{value}» cannot stand in the field {name} of a message", value=value, name=name
            )
        )
    return f"{name}: {value}"


def disposition(file: str) -> str:
    """The field that makes a part the attachment ``file``.

    Raises :class:`~diptych.errors.DiptychError` if no file can have this name.
    """
    fit(file)
    if not file or _NO_FILE.search(file):
        raise DiptychError(phrase("«{file}» cannot be the name of an attachment", file=file))
    if _PLAIN_FILE.fullmatch(file) and len(file) <= _LINE // 2:
        named = f'filename="{file}"'
    else:
        named = f"filename*=utf-8''{quote(file, safe='')}"
    if len(named) >= _LONGEST:
        raise DiptychError(phrase("«{file}» is too long for the name of an attachment", file=file))
    return f"Content-Disposition: attachment;{_FOLD}{named}"


def fit(content: str) -> None:
    """Raise :class:`~diptych.errors.DiptychError` if ``content`` holds a control character."""
    for char in content:
        if unicodedata.category(char) in _UNFIT:
            shown = "".join(c if c.isprintable() else "\ufffd" for c in content)
            raise DiptychError(
                phrase(
                    "«{text}» holds U+{code}, which may not stand in a message",
                    text=shown,
                    code=f"{ord(char):04X}",
                )
            )


def _mailbox(box: Mailbox, taken: int) -> str:
    if not box.name:
        return box.address
    fit(box.name)
    if _PLAIN_NAME.fullmatch(box.name) and taken + len(box.name) <= _LINE:
        return f"{box.name}{_FOLD}<{box.address}>"
    return _FOLD.join([*_words(box.name, taken), f"<{box.address}>"])


def _words(content: str, taken: int) -> Iterator[str]:
    """``content`` as encoded words, the first in a line of which ``taken`` characters are gone.

    A word ends after a space where it can: some readers show the space between two words
    of a name, which is none of it.
    """
    rest = content
    room = min(_WORD, _LINE - taken)
    while rest:
        count = _fitting(rest, (room - len(_BEFORE + _AFTER)) // 4 * 3)
        if count < len(rest) and (space := rest.rfind(" ", 0, count)) >= 0:
            count = space + 1
        data = base64.b64encode(rest[:count].encode()).decode()
        yield f"{_BEFORE}{data}{_AFTER}"
        rest, room = rest[count:], _WORD


def _fitting(content: str, size: int) -> int:
    """How many of the first characters of ``content`` take no more than ``size`` bytes."""
    for count, char in enumerate(content):
        size -= len(char.encode())
        if size < 0:
            return count
    return len(content)
