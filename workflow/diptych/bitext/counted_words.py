"""Numbers with a typed word behind them that will not follow when the number changes."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from diptych.errors import Position, Problem, phrase
from diptych.model import Prose, Unit
from diptych.tree import Fact, Text, iter_inlines

_WORD = re.compile(r"[ \u00a0](?P<word>[^\W\d_]+)")
_LABELLED = re.compile(r"(?:№|No\.|Nos\.)\s*$")


def check_counted_words(texts: Sequence[Prose], numbers: Collection[str]) -> Iterator[Problem]:
    """A warning for each of the facts ``numbers`` that every language has a typed word behind.

    It stands at the first of ``texts``, which are aligned: «За последние {{ period }} лет».
    """
    for units in zip(*(text.units() for text in texts), strict=True):
        found = [_words_behind(unit, numbers) for unit in units]
        for name, (word, place) in found[0].items():
            if all(name in each for each in found):
                yield Problem(
                    place or units[0].source,
                    phrase(
                        "«{word}» is typed behind the number {{ {name} }}, and will not follow "
                        "when that changes",
                        word=word,
                        name=name,
                    ),
                    phrase("make it a count in meeting.yaml: {count: 7, of: year}"),
                    severity="warning",
                )


def _words_behind(unit: Unit, numbers: Collection[str]) -> dict[str, tuple[str, Position | None]]:
    """The first letters behind each number of ``unit`` by its name, and where it stands."""
    found: dict[str, tuple[str, Position | None]] = {}
    before = ""
    for inline, behind in pairwise([*iter_inlines(unit.content), None]):
        if isinstance(inline, Fact) and inline.name in numbers and isinstance(behind, Text):
            match = _WORD.match(behind.text)
            if match is not None and not _LABELLED.search(before):
                found[inline.name] = (match["word"], inline.source)
        before = getattr(inline, "text", "")
    return found
