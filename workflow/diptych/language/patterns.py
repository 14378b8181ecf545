"""Patterns of the language files: text with ``{fields}`` and, in dates, ``[the year]``."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping

from diptych.errors import ValueProblem, phrase

_TOKEN = re.compile(r"(\{[^{}]*\}|\[|\])")
_FIELD = re.compile(r"\{([^{}]*)\}")


def fill(pattern: str, field: Callable[[str], str], *, year: bool = True) -> str:
    """``pattern`` with each field replaced by what ``field`` gives for its name.

    What stands in brackets is left out unless ``year``. A ``KeyError`` of ``field``
    becomes a :class:`~diptych.errors.ValueProblem` about the pattern.

    >>> fill("[{year} ]{day}", {"year": "2024", "day": "28"}.__getitem__, year=False)
    '28'
    """
    out = []
    in_brackets = False
    for kind, text in _tokens(pattern):
        if kind == "bracket":
            in_brackets = text == "["
        elif year or not in_brackets:
            out.append(_filled(pattern, field, text) if kind == "field" else text)
    return "".join(out)


def _filled(pattern: str, field: Callable[[str], str], name: str) -> str:
    try:
        return field(name)
    except KeyError as error:
        raise ValueProblem(
            phrase(
                "the pattern «{pattern}» has the unknown field {{name}}", pattern=pattern, name=name
            ),
            phrase("put it right in the language file"),
        ) from error


def fields(pattern: str) -> tuple[str, ...]:
    """The names of the fields of ``pattern``, in order."""
    return tuple(_FIELD.findall(pattern))


def expand(patterns: Mapping[str, str]) -> dict[str, str]:
    """``patterns`` with each field that names another of them replaced by that pattern.

    >>> expand({"plain": "{day}", "on": "on {plain}"})["on"]
    'on {day}'
    """
    expanded: dict[str, str] = {}
    for role, pattern in patterns.items():
        expanded[role] = _FIELD.sub(lambda field: expanded.get(field[1], field[0]), pattern)
    return expanded


@functools.cache
def _tokens(pattern: str) -> tuple[tuple[str, str], ...]:
    tokens = []
    for token in _TOKEN.split(pattern):
        if token in ("[", "]"):
            tokens.append(("bracket", token))
        elif token.startswith("{"):
            tokens.append(("field", token[1:-1]))
        elif token:
            tokens.append(("text", token))
    return tuple(tokens)
