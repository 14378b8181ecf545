"""The one gate through which every content file enters.

What passes is UTF-8 in Unicode's composed form (NFC) with ``\\n`` at line ends,
and without the characters that no office document should hold: control
characters but tab, surrogates, private-use characters and noncharacters, and
invisible ones that change direction or join words.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path

from diptych.errors import ContentError, Position, Problem, Problems, phrase

MAX_BYTES = 1_000_000

_INVISIBLE = frozenset("\u200b\u200e\u200f\u2060\ufeff\u00ad") | frozenset(
    chr(c) for c in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
)


def read(path: Path, limit: int = MAX_BYTES) -> str:
    """The text of the file at ``path``; raises :class:`ContentError` with every bad place.

    A file of more than ``limit`` bytes is refused.
    """
    name = path.as_posix()
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise ContentError(
            [
                Problem(
                    Position(name),
                    phrase("this file cannot be read: {reason}", reason=reason),
                    phrase("put the file there"),
                )
            ]
        ) from None
    if len(data) > MAX_BYTES:
        raise ContentError(
            [
                Problem(
                    Position(name),
                    phrase(
                        "this file has {count} bytes, more than {max_bytes}",
                        count=f"{len(data):,}",
                        max_bytes=f"{MAX_BYTES:,}",
                    ),
                    phrase("a content file holds the text of one document: cut it into several"),
                )
            ]
        )
    try:
        text = data.removeprefix(b"\xef\xbb\xbf").decode()
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = error.start - (before.rfind(b"\n") + 1) + 1
        raise ContentError(
            [
                Problem(
                    Position(name, line, column),
                    phrase("byte 0x{data} is not UTF-8", data=f"{data[error.start]:02X}"),
                    phrase("save the file as UTF-8"),
                )
            ]
        ) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    refused = problems(text, name)
    if refused:
        raise ContentError(refused)
    return unicodedata.normalize("NFC", text)


def problems(text: str, name: str) -> Problems:
    """Every character of ``text`` that may not enter, as a problem in the file ``name``."""
    found = Problems()
    for number, line in enumerate(text.split("\n"), 1):
        if line.isprintable():
            continue
        for column, char in enumerate(line, 1):
            if not _allowed(char):
                called = unicodedata.name(char, "a character without a name")
                found.add(
                    Position(name, number, column),
                    phrase(
                        "U+{ord} ({lower}) may not stand in content",
                        ord=f"{ord(char):04X}",
                        lower=called.lower(),
                    ),
                    phrase("delete it; it is invisible in most editors: retype the word around it"),
                    "".join(c if _allowed(c) else "\ufffd" for c in line),
                )
    return found


def _allowed(char: str) -> bool:
    if char == "\t":
        return True
    if char in _INVISIBLE or (ord(char) & 0xFFFE) == 0xFFFE:
        return False
    return unicodedata.category(char) not in {"Cc", "Cs", "Co", "Cn", "Zl", "Zp"}
