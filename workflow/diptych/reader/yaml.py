"""YAML in, plain data with the place of every key and value out.

Only the part of YAML that people need to state facts: mappings, sequences and
scalars. Scalars are what the core schema of YAML 1.2 makes of them, as in any
editor: ``no`` and ``2024-08-28`` are texts. A number remembers how it was
written, so ``str`` of ``1.10`` is ``1.10``. Aliases, tags and repeated keys are
refused.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, NoReturn

import msgspec
from yaml import (
    AliasEvent,
    CLoader,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    MarkedYAMLError,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    parse,
)

from diptych.errors import ContentError, Phrase, Position, Problem, Problems, phrase
from diptych.gate import text as gate

MAX_DEPTH = 12
MAX_NODES = 20_000

Path_ = tuple[str | int, ...]

# YAML 1.2.2, section 10.3.2, «Tag Resolution».
_CONSTANTS = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_INTEGER = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(
    r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)"
)
_RADIXES = {"0o": 8, "0x": 16}


# A key with its value behind it: «held:{date».
_CUT_KEY = re.compile(r"([\w-]+):[\[{\"']")
_COMMON = phrase(
    "begin it at the same column as its neighbours; quote a value that holds «: » or « #»"
)
_UNCLOSED = phrase(
    "close what was opened; a value with quotation marks in it stands in single ones: '…'"
)
# What the parser says, for those who write YAML now and then.
_REASONS: Mapping[str, tuple[Phrase, Phrase]] = {
    "found a tab character that violates indentation": (
        phrase("a tab stands at the beginning of this line"),
        phrase("write spaces in place of it, as many as the lines beside it have"),
    ),
    "found character that cannot start any token": (
        phrase("a sign stands here that begins no value"),
        phrase("write spaces in place of a tab; quote a value that begins with @, ` or %"),
    ),
    "mapping values are not allowed in this context": (
        phrase("a second colon, or a line that begins too far to the right"),
        _COMMON,
    ),
    "did not find expected key": (
        phrase("no name stands here, or the line begins at another column than its neighbours"),
        _COMMON,
    ),
    "could not find expected ':'": (phrase("this line, or the one above, has no colon"), _COMMON),
    "did not find expected ',' or '}'": (
        phrase("no comma or closing } stands before this"),
        _UNCLOSED,
    ),
    "did not find expected ',' or ']'": (
        phrase("no comma or closing ] stands before this"),
        _UNCLOSED,
    ),
}


class _Written:
    written: str

    def __str__(self) -> str:
        return self.written


class Whole(_Written, int):
    """A whole number and how it was ``written``: ``007``, ``0x1F``, ``2.0``."""


class Fraction(_Written, float):
    """Any other number and how it was ``written``: ``1.10``, ``.inf``."""


class Source(msgspec.Struct, frozen=True, eq=False):
    """A YAML file as read: its data, and where each value (and key) of it stands."""

    file: str
    data: Any
    lines: tuple[str, ...]
    values: dict[Path_, Position]
    keys: dict[Path_, Position]

    def value(self, path: Path_) -> Any:
        """The value at ``path``, which is one of :attr:`values`."""
        value = self.data
        for step in path:
            value = value[step]
        return value

    def at(self, path: Path_) -> Position:
        """Where the value at ``path`` stands, or the nearest value around it."""
        while path and path not in self.values:
            path = path[:-1]
        return self.values.get(path, Position(self.file))

    def key(self, path: Path_) -> Position:
        """Where the key at the end of ``path`` stands."""
        return self.keys.get(path) or self.at(path)

    def problem(
        self,
        position: Position,
        message: str,
        remedy: str,
        severity: Literal["error", "warning"] = "error",
    ) -> Problem:
        """A problem that shows the line of this file it is about."""
        line = self.lines[position.line - 1] if position.line <= len(self.lines) else ""
        return Problem(position, message, remedy, line, severity)


def read(path: Path) -> Source:
    """The YAML file at ``path``; raises :class:`ContentError` with all faults of its form."""
    return _read(path.as_posix(), gate.read(path, markup=False))


def read_text(file: str, content: str) -> Source:
    """The YAML ``content`` that ``file`` has or is to have; raises as :func:`read`."""
    return _read(file, content)


@lru_cache(maxsize=128)
def _read(file: str, content: str) -> Source:
    """What every document of a run draws on is read once for all of them."""
    return _Reader(file, content).read()


class _Reader:
    def __init__(self, file: str, content: str) -> None:
        self.file = file
        self.content = content
        self.lines = tuple(content.split("\n"))
        self.values: dict[Path_, Position] = {}
        self.keys: dict[Path_, Position] = {}
        self.problems = Problems()

    def read(self) -> Source:
        try:
            self.events = parse(self.content, CLoader)
            data = self._document()
        except MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            position = (
                Position(self.file, mark.line + 1, mark.column + 1) if mark else Position(self.file)
            )
            reason = error.problem or error.context
            what = phrase("this is not YAML: {reason}", reason=reason)
            remedy = phrase("look at the indentation, and quote a value that holds «: » or « #»")
            self._add(position, *_REASONS.get(str(reason), (what, remedy)))
            data = None
        self.problems.raise_if_any()
        return Source(self.file, data, self.lines, self.values, self.keys)

    def _document(self) -> Any:
        for event in self.events:
            if isinstance(event, MappingStartEvent | SequenceStartEvent | ScalarEvent | AliasEvent):
                data = self._value(event, (), 0)
                break
        else:
            return None
        for event in self.events:
            if isinstance(event, DocumentStartEvent):
                self._add(
                    _place(self.file, event),
                    phrase("a second document begins"),
                    phrase("delete the «---»"),
                )
                break
        return data

    def _value(self, event: Event, path: Path_, depth: int) -> Any:
        position = _place(self.file, event)
        self.values[path] = position
        if len(self.values) > MAX_NODES or depth > MAX_DEPTH:
            what = phrase("too deep") if depth > MAX_DEPTH else phrase("too large")
            self._add(
                position,
                phrase("this file is {what}", what=what),
                phrase("cut it into smaller ones"),
            )
            raise ContentError(self.problems)
        if isinstance(event, AliasEvent) or getattr(event, "anchor", None):
            self._add(
                position,
                phrase("anchors and aliases are not used here"),
                phrase("write the value out"),
            )
            if isinstance(event, AliasEvent):
                return None
        if getattr(event, "tag", None):  # an explicit one, such as !!python/object
            self._add(
                position, phrase("tags are not used here"), phrase("delete the word with «!»")
            )
        match event:
            case ScalarEvent():
                value = _scalar(event)
                for problem in gate.problems(str(value), self.file):  # \u202e and the like
                    self._add(position, problem.message, problem.remedy)
                return value
            case SequenceStartEvent():
                return self._sequence(path, depth)
            case MappingStartEvent():
                return self._mapping(path, depth)
        return None

    def _sequence(self, path: Path_, depth: int) -> list[Any]:
        items: list[Any] = []
        for event in self.events:
            if isinstance(event, SequenceEndEvent):
                break
            items.append(self._value(event, (*path, len(items)), depth + 1))
        return items

    def _mapping(self, path: Path_, depth: int) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        for event in self.events:
            if isinstance(event, MappingEndEvent):
                break
            position = _place(self.file, event)
            scalar = isinstance(event, ScalarEvent)
            key = str(event.value) if scalar else "?"
            if scalar and (cut := _CUT_KEY.match(key)):
                self._stop(
                    position,
                    phrase("«{key}» has no space behind its colon", key=cut[1]),
                    phrase("write «{key}: »", key=cut[1]),
                )
            if not scalar or not isinstance(_scalar(event), str):
                self._add(position, phrase("a key must be a word"), phrase("write «name: value»"))
            if not scalar:
                self._value(event, (*path, "?"), depth + 1)
            value = next(self.events)
            if key in mapping:
                first = self.keys[(*path, key)]
                self._add(
                    position,
                    phrase(
                        "«{key}» stands twice in this mapping, first at line {line}",
                        key=key,
                        line=first.line,
                    ),
                    phrase("keep one of the two"),
                )
                self._value(value, (*path, key, "?"), depth + 1)
                continue
            if key[:1].isdigit() and mapping and _is_empty(value):
                before = str([*mapping.values()][-1])
                self._stop(
                    position,
                    phrase(
                        "a comma divides what stands in braces: «{before}» ends there",
                        before=before,
                    ),
                    phrase("write a point before decimals: {before}.{key}", before=before, key=key)
                    if before[-1:].isdigit()
                    else phrase("put the value in quotation marks"),
                )
            self.keys[(*path, key)] = position
            mapping[key] = self._value(value, (*path, key), depth + 1)
            if mapping[key] is None:  # YAML marks an empty value where the next token stands
                self.values[(*path, key)] = position
        return mapping

    def _stop(self, position: Position, message: str, remedy: str) -> NoReturn:
        """Refuse the file for something that makes nonsense of what follows."""
        self._add(position, message, remedy)
        raise ContentError(self.problems)

    def _add(self, position: Position, message: str, remedy: str) -> None:
        line = self.lines[position.line - 1] if position.line <= len(self.lines) else ""
        self.problems.add(position, message, remedy, line)


def _is_empty(event: Event) -> bool:
    return isinstance(event, ScalarEvent) and not event.value and event.style in (None, "")


def _place(file: str, event: Event) -> Position:
    mark = event.start_mark
    return Position(file, mark.line + 1, mark.column + 1)


def _scalar(event: ScalarEvent) -> Any:
    value = str(event.value)
    if event.style not in (None, ""):
        return value
    if value in _CONSTANTS:
        return _CONSTANTS[value]
    number = _number(value)
    if number is None:
        return value
    number.written = value
    return number


def _number(text: str) -> Whole | Fraction | None:
    if _INTEGER.fullmatch(text):
        return Whole(text, _RADIXES.get(text[:2], 10))
    if _FLOAT.fullmatch(text):
        number = float(re.sub(r"\.(?=[inIN])", "", text))  # Python's is inf
        return Whole(number) if number.is_integer() else Fraction(number)
    return None
