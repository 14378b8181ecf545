"""What a text says it calls something from there on: «(далее – Совет)»."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import NamedTuple

from diptych.language import data
from diptych.language.data import Language
from diptych.language.ownership import FACT
from diptych.language.typography import plain_marks

_TERM = "{term}"
_LONGEST = 80  # characters of a term
# A term that is typed may hold apostrophes, and may stand in quotation marks of any kind.
_WORDS = rf"(?P<quote>[\"']?)(?P<term>{FACT}|\w[^\"(),.;:{FACT}]{{0,{_LONGEST}}}?)(?P=quote)"
_WORD = re.compile(r"[^\W\d_][\w'-]*")
# How many letters of the end of a word may differ in another form of it.
_ENDING = 2
_LEAST = 3


class Definition(NamedTuple):
    """A definition from ``start`` to ``end`` of a text, and where in it the term stands."""

    start: int
    end: int
    term: tuple[int, int]


class Definitions:
    """Finds the definitions in texts of one language."""

    def __init__(self, language: Language) -> None:
        frames = language.definitions.frames
        self.example = frames[0].replace(_TERM, "…") if frames else ""
        articles = "|".join(map(re.escape, language.definitions.articles))
        self._article = rf"(?:[\"']?(?:{articles})\s+)?" if articles else ""
        self._frames = [self._pattern(plain_marks(frame)) for frame in frames]

    def _pattern(self, frame: str) -> re.Pattern[str]:
        before, after = frame.split(_TERM)
        lead = _spaced(before)
        # What stands in quotation marks needs no dash.
        lead = lead.replace(r"\s+\-\s+", r"(?:\s*[-:]\s*|\s+(?=[\"']))")
        behind = r"\s*(?:\)|(?=[,;]))" if after == ")" else _spaced(after)
        quoted = '"' in frame
        words = rf"(?P<quote>)(?P<term>\w[^\"()]{{0,{_LONGEST}}}?)" if quoted else _WORDS
        article = "" if quoted else self._article
        if not after:
            behind = r"[\"']?(?=\s*(?:[,.;:)]|$))"
        elif after[-1].isalpha():
            behind += r"(?!\w)"
        begins = r"(?<!\w)" if before[:1].isalpha() else ""
        return re.compile(rf"{begins}(?i:{lead}){article}{words}[\"']?(?i:{behind})")

    def find(self, text: str) -> Iterator[Definition]:
        """The definitions in ``text``, which has plain marks, in their order."""
        found: dict[int, Definition] = {}
        for frame in self._frames:
            for match in frame.finditer(text):
                term = match["term"]
                certain = match["quote"] or term == FACT or not term[0].islower()
                if certain or "-" in match[0][: match.start("term") - match.start()]:
                    found.setdefault(
                        match.start("term"),
                        Definition(match.start(), match.end(), match.span("term")),
                    )
        return iter(sorted(found.values()))


def _spaced(text: str) -> str:
    return re.sub(r"(?:\\ )+", r"\\s+", re.escape(text))


@functools.lru_cache(maxsize=10_000)
def words(text: str) -> tuple[tuple[str, int, int], ...]:
    """The words of ``text`` with plain marks, each with where it begins and ends."""
    return tuple((match[0], *match.span()) for match in _WORD.finditer(text))


def alike(one: str, other: str) -> bool:
    """Whether two words may be forms of one, both with a capital or both without.

    >>> alike("Сторонами", "Сторона"), alike("Тараптар", "Тарап"), alike("Совет", "Сторона")
    (True, True, False)
    """
    if one[:1] != other[:1]:
        return False
    shorter = min(len(one), len(other))
    same = max(min(shorter, _LEAST), shorter - _ENDING)
    return one[:same] == other[:same]


@functools.cache
def definitions(code: str) -> Definitions:
    """Those of the language ``code``; raises as :func:`diptych.language.data.read`."""
    return Definitions(data.read(code))
