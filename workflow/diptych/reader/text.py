"""The one gate through which every content file enters.

What passes is UTF-8 in Unicode's composed form (NFC) with ``\\n`` at line ends,
and without the characters that no office document should hold: control
characters but tab, surrogates, private-use characters and noncharacters, and
invisible ones that change direction or join words.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path

from diptych.errors import ContentError, Position, Problem, Problems

MAX_BYTES = 1_000_000

_INVISIBLE = frozenset("\u200b\u200e\u200f\u2060\ufeff\u00ad") | frozenset(
    chr(c) for c in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
)


def read(path: Path) -> str:
    """The text of the file at ``path``; raises :class:`ContentError` with every bad place."""
    name = path.as_posix()
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise ContentError(
            [Problem(Position(name), f"this file cannot be read: {reason}", "put the file there")]
        ) from None
    if len(data) > MAX_BYTES:
        raise ContentError(
            [
                Problem(
                    Position(name),
                    f"this file has {len(data):,} bytes, more than {MAX_BYTES:,}",
                    "a content file holds the text of one document: cut it into several",
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
                    f"byte 0x{data[error.start]:02X} is not UTF-8",
                    "save the file as UTF-8",
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
                    f"U+{ord(char):04X} ({called.lower()}) may not stand in content",
                    "delete it; it is invisible in most editors: retype the word around it",
                    "".join(c if _allowed(c) else "\ufffd" for c in line),
                )
    return found


def _allowed(char: str) -> bool:
    if char == "\t":
        return True
    if char in _INVISIBLE or (ord(char) & 0xFFFE) == 0xFFFE:
        return False
    return unicodedata.category(char) not in {"Cc", "Cs", "Co", "Cn", "Zl", "Zp"}
