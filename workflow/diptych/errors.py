"""What can be wrong with the input, said so that a person can put it right.

Every error of the project descends from :class:`DiptychError`. Those that a
content author meets are :class:`Problem` values: a place, what is wrong and
what to write instead. A stage collects all problems it can find in
:class:`Problems` and raises them together as one :class:`ContentError`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Literal

import msgspec

_FIELD = re.compile(r"\{([a-z_]+)\}")
#: Categories of characters that a terminal obeys or does not show; two joiners are spelling.
UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
JOINERS = "\u200c\u200d"


class Phrase(str):
    """A text in English that remembers the pattern and the values it was made of.

    So a catalogue can say it in another language
    (:class:`diptych.language.messages.Messages`). Values may be phrases, too.
    """

    pattern: str
    values: Mapping[str, object]


def phrase(pattern: str, /, **values: object) -> Phrase:
    """``pattern`` with the ``{fields}`` that ``values`` names filled in; other braces stay.

    >>> phrase("«{name}» is missing: write {{ {name} }}", name="held")
    '«held» is missing: write {{ held }}'
    """
    said = {
        name: value if isinstance(value, Phrase) else shown(str(value))
        for name, value in values.items()
    }
    text = Phrase(fill(pattern, said))
    text.pattern, text.values = pattern, values
    return text


def shown(text: str) -> str:
    """``text`` from outside, safe to print: each invisible character stands as its escape code.

    >>> print(shown("a.pdf\\n\\x1b[2J\\u202e"))
    a.pdf\\n\\x1b[2J\\u202e
    """
    return text if text.isprintable() else "".join(map(_shown, text))


def _shown(char: str) -> str:
    seen = char in JOINERS or unicodedata.category(char) not in UNSEEN
    return char if seen else char.encode("unicode_escape").decode()


def fill(pattern: str, values: Mapping[str, str]) -> str:
    """``pattern`` with those of its ``{fields}`` filled that ``values`` has."""
    return _FIELD.sub(lambda field: values.get(field[1], field[0]), pattern)


class Position(msgspec.Struct, frozen=True, order=True):
    """A place in a content file; lines and columns count from 1."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{shown(self.file)}:{self.line}:{self.column}"


class Problem(msgspec.Struct, frozen=True, order=True):
    """One thing that is wrong.

    ``message`` says what is wrong, ``remedy`` what to write instead; both are
    one-line sentences without a final stop, as a rule :class:`Phrase`. ``source`` is the line the
    position points into, when there is one. A warning does not stop a build.
    """

    position: Position
    message: str
    remedy: str
    source: str = ""
    severity: Literal["error", "warning"] = "error"

    def __str__(self) -> str:
        return self.render(phrase(self.severity), self.message, phrase("help"), self.remedy)

    def render(self, severity: str, message: str, help_: str, remedy: str) -> str:
        """The problem and the line it is about, in these words (a translation) and not its own."""
        lines = [f"{self.position}: {severity}: {message}"]
        if self.source.strip():
            number = str(self.position.line)
            gutter = " " * len(number)
            shown, marker = _excerpt(self.source, self.position.column)
            lines += [f"  {number} | {shown}", f"  {gutter} | {marker}"]
        lines.append(f"  {help_}: {remedy}")
        return "\n".join(lines)


# In characters: the part of a line that is shown, and how much of it stands before the marker.
_WIDTH = 100
_BEFORE = 50


def _excerpt(source: str, column: int) -> tuple[str, str]:
    """The part of a line around ``column`` that fits a terminal, and a marker below it."""
    line = source.replace("\t", " ")
    start = max(0, min(column - 1 - _BEFORE, len(line) - _WIDTH))
    end = start + _WIDTH
    head, tail = "… " if start else "", " …" if end < len(line) else ""
    return head + line[start:end] + tail, " " * (len(head) + column - 1 - start) + "^"


ENOUGH = 200
"""The most problems that are collected: a file with so many is no content file."""


class DiptychError(Exception):
    """The root of every error this project raises on purpose."""


class ContentError(DiptychError):
    """Problems in what people wrote; carries all that were found together."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))


class ValueProblem(DiptychError):
    """A value, role or form that cannot be read or written, before its place is known.

    Stages without positions (values, language) raise it; the stage that knows
    the place turns it into a :class:`Problem`.
    """

    def __init__(self, message: str, remedy: str) -> None:
        self.message = message
        self.remedy = remedy
        super().__init__(phrase("{message} ({remedy})", message=message, remedy=remedy))


class Problems:
    """A collector: stages add what they find and raise once, at their end.

    From :data:`ENOUGH` problems on, :meth:`add` raises them, so that nobody looks for more.
    """

    def __init__(self) -> None:
        self._problems: list[Problem] = []

    def add(
        self,
        position: Position,
        message: str,
        remedy: str,
        source: str = "",
        severity: Literal["error", "warning"] = "error",
    ) -> None:
        """Keep one :class:`Problem` of these fields; raises :class:`ContentError` at the limit."""
        self._problems.append(Problem(position, message, remedy, source, severity))
        if len(self._problems) >= ENOUGH:
            self.raise_if_any()

    def append(self, problem: Problem) -> None:
        """Keep one problem."""
        self._problems.append(problem)

    def extend(self, problems: Iterable[Problem]) -> None:
        """Keep several problems."""
        self._problems.extend(problems)

    def raise_if_any(self) -> None:
        """Raise what was kept as one :class:`ContentError`, if any of it is an error."""
        if any(problem.severity == "error" for problem in self._problems):
            raise ContentError(self._problems)

    def __iter__(self) -> Iterator[Problem]:
        return iter(self._problems)

    def __bool__(self) -> bool:
        return bool(self._problems)


def among(word: str, known: Iterable[str]) -> Phrase:
    """As :func:`nearest`, but naming all of ``known``, which are few."""
    names = ", ".join(known)
    close = nearest(word, names.split(", "))
    if close.pattern != "write «{name}»":
        return phrase("write one of: {names}", names=names)
    return phrase("{remedy}; there are {names}", remedy=close, names=names)


def nearest(word: str, known: Iterable[str]) -> Phrase:
    """A remedy that names the known word closest to ``word``, or lists the first few.

    >>> nearest("helt", ["held", "signed"])
    'write «held»'
    >>> nearest("xyz", ["held", "signed"])
    'write one of: held, signed'
    """
    names = sorted(known)
    close = get_close_matches(word, names, n=1, cutoff=0.6)
    if close:
        return phrase("write «{name}»", name=close[0])
    shown = ", ".join(names[:12]) + (", …" if len(names) > 12 else "")
    if not names:
        return phrase("nothing of this kind is defined yet")
    return phrase("write one of: {names}", names=shown)
