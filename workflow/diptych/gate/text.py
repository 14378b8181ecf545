"""The one gate through which every content file enters.

What passes is UTF-8 in Unicode's composed form (NFC) with ``\\n`` at line ends,
and without the characters that no office document should hold: control
characters but tab, surrogates, private-use characters and noncharacters, and
invisible ones that change direction or join words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from diptych import inputs
from diptych.errors import JOINERS, UNSEEN, ContentError, Position, Problem, Problems, phrase
from diptych.gate import letters

MAX_BYTES = 1_000_000
#: The most characters that may stand together without a space: a long address.
MAX_WORD = 400

# Those that Unicode lets programs ignore and that are neither format nor control characters.
_IGNORABLE = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0").union(
    map(chr, range(0x180B, 0x1810)),
    map(chr, range(0xFE00, 0xFE10)),
    map(chr, range(0xE0100, 0xE01F0)),
)
_WORD = re.compile(rf"\S{{{MAX_WORD + 1},}}")
_MARKS = re.compile(
    r"[^\W\d_][\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]{3,}"
)


def read(path: Path, limit: int = MAX_BYTES, *, markup: bool = True) -> str:
    """The text of the file at ``path``; raises :class:`ContentError` with every bad place.

    A file of more than ``limit`` bytes is refused. With ``markup``, what stands in braces is
    no prose.
    """
    name = path.as_posix()
    return _sound(inputs.decoded(read_regular(path, limit), name), name, markup)


@lru_cache(maxsize=128)
def _sound(text: str, name: str, markup: bool) -> str:
    text = unicodedata.normalize("NFC", text)
    if conflicts := list(_conflicts(text, name)):
        raise ContentError(conflicts)
    refused = problems(text, name)
    if not refused:
        refused.extend(_unreadable(text, name, markup))
    refused.raise_if_any()
    return text


def read_regular(path: Path, limit: int) -> bytes:
    """The bytes of the file at ``path``, of which there are at most ``limit``.

    Raises :class:`ContentError` if it is not there, is no file but a link or a device, or
    is larger.
    """
    remedy = phrase("put the file there")
    try:
        if path.is_symlink() or path.parent.is_symlink():
            what = phrase("this is a link to another place, which is not followed")
            remedy = phrase("put the file itself there")
        elif path.exists() and not path.is_file():
            what = phrase("this is not a file")
            remedy = phrase("put a file in its place")
        elif path.stat().st_size > limit:
            what = phrase("this file is larger than {limit} MB", limit=limit // 1_000_000)
            remedy = phrase("a content file holds the text of one document: cut it into several")
        else:
            return inputs.read(path)
    except OSError as error:
        reason = error.strerror.lower() if error.strerror else phrase("nobody knows why")
        what = phrase("this file cannot be read: {reason}", reason=reason)
        if isinstance(error, FileNotFoundError):
            inputs.missing(path)
            what = phrase("this file is not there")
    raise ContentError([Problem(Position(path.as_posix()), what, remedy)])


def read_lenient(path: Path) -> str:
    """The text of the file at ``path`` for a look ahead, empty where it would be refused.

    Never fails: whoever reads the file reports what is wrong.
    """
    try:
        return decode_lenient(read_regular(path, MAX_BYTES))
    except ContentError:
        return ""


def decode_lenient(data: bytes) -> str:
    """The text of ``data`` for a look ahead, whatever is wrong with it."""
    return data.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")


def problems(text: str, name: str) -> Problems:
    """Every character of ``text`` that may not enter, as a problem in the file ``name``."""
    refused = Problems()
    for number, line in enumerate(text.split("\n"), 1):
        if line.isprintable() and not _IGNORABLE.intersection(line):
            continue
        for column, char in enumerate(line, 1):
            if not _allowed(char, line[column - 2 : column - 1], line[column : column + 1]):
                called = unicodedata.name(char, "").lower() or phrase("a character without a name")
                refused.add(
                    Position(name, number, column),
                    phrase(
                        "U+{code} ({called}) may not stand in content",
                        code=f"{ord(char):04X}",
                        called=called,
                    ),
                    phrase("delete it; it is invisible in most editors: retype the word around it"),
                    "".join(c if _allowed(c) else "\ufffd" for c in line),
                )
    return refused


def _conflicts(text: str, name: str) -> Iterator[Problem]:
    """Where git has put two versions one below the other."""
    for number, line in enumerate(text.split("\n"), 1):
        if re.match("<{7}( |$)", line):
            yield Problem(
                Position(name, number),
                phrase("two versions stand here, from «<<<<<<<» to «>>>>>>>»: nobody has chosen"),
                phrase("keep what is right, and delete the lines of <, = and >"),
                line,
            )


def _unreadable(text: str, name: str, markup: bool) -> Iterator[Problem]:
    """Words that are too long, heaped with accents, or not of the letters they seem to be of."""
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        if word := _WORD.search(line):
            yield Problem(
                Position(name, number, word.start() + 1),
                phrase("{count} characters stand here without a space", count=len(word[0])),
                phrase("divide them: no line holds more than {limit}", limit=MAX_WORD),
                line,
            )
        if marks := _MARKS.search(line):
            yield Problem(
                Position(name, number, marks.start() + 1),
                phrase("this letter bears {count} marks", count=len(marks[0]) - 1),
                phrase("retype it"),
                line,
            )
    for number, column, what, remedy in (*letters.drawn(text), *letters.mixed(text, markup=markup)):
        yield Problem(Position(name, number, column), what, remedy, lines[number - 1])


def _allowed(char: str, before: str = "", after: str = "") -> bool:
    if char == "\t":
        return True
    if char in JOINERS:  # the Arabic script needs them between its letters
        return "\u0600" <= before <= "\u06ff" and "\u0600" <= after <= "\u06ff"
    if char in _IGNORABLE or (ord(char) & 0xFFFE) == 0xFFFE:
        return False
    return unicodedata.category(char) not in UNSEEN
