"""Typesetting of prose: apostrophes, quotes, dashes, and where a line must not break.

What is typed stays what it is: letters, digits and the order of both never change, and a mark
that may be read in two ways is set by its neighbours and told as a doubt.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import NamedTuple

from diptych.language.apostrophes import Apostrophes
from diptych.language.breaks import Breaks
from diptych.language.breaks import nonbreaking as nonbreaking
from diptych.language.data import NO_BREAK, Language
from diptych.language.paragraph import ADDRESS as ADDRESS
from diptych.language.paragraph import DOUBLE, SINGLE, SPACE, Doubt, Paragraph
from diptych.language.paragraph import MAY_BE_ADDRESS as MAY_BE_ADDRESS
from diptych.language.quotes import Quotes
from diptych.language.ranges import Ranges

_DASH = f"{NO_BREAK}\u2013 "
_FOLDED = str.maketrans({"\u202f": NO_BREAK, "\u2009": NO_BREAK})

_SPACED_DASH = re.compile(rf"(?<=\S){SPACE}+(?:-{{1,3}}|[–—―]){SPACE}+(?=\S)")
_LONG = rf"{SPACE}*(?:—|―|--+){SPACE}*"
_MARK = f"[{''.join(sorted(DOUBLE | SINGLE))}]"
_END = r"[\w).,!?%…]"
_LONG_DASH = re.compile(
    rf"(?:(?<={_END})|(?<={_END}{_MARK}))(?:(?<!\d){_LONG}|{_LONG}(?!\d))(?=[\w(]|{_MARK}\w)"
)
_FIRST_DASH = re.compile(rf"(?:^|(?<=\n))(?:-{{1,3}}|[–—―]){SPACE}+(?=\S)")

# Names, headings and what all editions of a document say are typeset again and again.
_REMEMBERED = 2048  # paragraphs

# Each mark as the plainest that people type for it, so that two spellings of a name compare.
_PLAIN = str.maketrans(
    {
        **dict.fromkeys(DOUBLE, '"'),
        **dict.fromkeys((*SINGLE, *"ʹʻʼ′"), "'"),
        **dict.fromkeys("\u2010\u2011\u2013\u2014\u2015", "-"),
        **dict.fromkeys("\u00a0\u2009\u202f", " "),
    }
)


class _Typeset(NamedTuple):
    """A paragraph as it is set, in its pieces, and what is doubtful in it."""

    chunks: tuple[str, ...]
    doubts: tuple[Doubt, ...]


class Typesetter:
    """The typography of one language."""

    def __init__(self, language: Language) -> None:
        data = language.typography
        self._remembered = lru_cache(_REMEMBERED)(self._typeset)
        self._apostrophes = Apostrophes(data)
        self._ranges = Ranges(language)
        self._quotes = Quotes(data.outer, data.inner)
        self._breaks = Breaks(language)

    def typeset(
        self, chunks: Sequence[str], kept: Collection[int] = frozenset()
    ) -> tuple[str, ...]:
        """The pieces of one paragraph, typeset together; as many come out as go in.

        Those of the numbers ``kept`` come out as they are.
        """
        return self._remembered(tuple(chunks), frozenset(kept)).chunks

    def doubts(
        self, chunks: Sequence[str], kept: Collection[int] = frozenset()
    ) -> tuple[Doubt, ...]:
        """What :meth:`typeset` has guessed."""
        return self._remembered(tuple(chunks), frozenset(kept)).doubts

    def _typeset(self, chunks: tuple[str, ...], kept: frozenset[int]) -> _Typeset:
        folded = [
            chunk if number in kept else chunk.translate(_FOLDED)
            for number, chunk in enumerate(chunks)
        ]
        paragraph = Paragraph(folded, kept)
        self._apostrophes.set_letters(paragraph)
        paragraph.sub(_SPACED_DASH, _DASH)
        paragraph.sub(_LONG_DASH, _DASH)
        paragraph.sub(_FIRST_DASH, "\u2013 ")
        self._ranges.set(paragraph)
        self._quotes.set(paragraph, self._apostrophes.omissions(paragraph))
        self._apostrophes.set_others(paragraph)
        self._breaks.set(paragraph)
        return _Typeset(paragraph.chunks(), tuple(paragraph.doubts))


def plain_marks(text: str) -> str:
    """``text``, character for character, with the quotes, dashes and spaces of a typewriter.

    >>> plain_marks("АО «Казатомпром», oʻgʻli")
    'АО "Казатомпром", o\\'g\\'li'
    """
    return text.translate(_PLAIN)
