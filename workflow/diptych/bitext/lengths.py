"""Passages that are much shorter or longer than their source, or stand in each other's place.

Translations of passages have about the same ratio of lengths throughout a text (W. A. Gale and
K. W. Church, A Program for Aligning Sentences in Bilingual Corpora, 1993).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from diptych.errors import Problem, phrase
from diptych.model import Prose, Unit
from diptych.tree import Fact, leaves

_FACT = 12  # characters that a fact is counted for, whatever it says
_SHORT = 90  # characters below which a length says nothing
_FEW = 5  # passages below which a text has no usual ratio
_FAR = 0.42  # natural logarithm of how far a passage may be from the usual ratio
_SWAPPED = 0.5  # by how much two passages must be nearer to it in each other's place

_READ = phrase("read both side by side; what says the same is confirmed: diptych confirm")


def check_lengths(texts: Sequence[Prose]) -> Iterator[Problem]:
    """Warnings at the passages of ``texts``, which are aligned, compared with the first of them."""
    source, *others = texts
    ours = list(source.units())
    for text in others:
        pairs = list(zip(ours, text.units(), strict=True))
        ratios = [_ratio(*pair) for pair in pairs]
        known = [ratio for ratio in ratios if ratio is not None]
        if len(known) >= _FEW:
            yield from _odd(pairs, ratios, median(known))


def usual_lengths(texts: Sequence[Prose]) -> Iterator[Sequence[bool | None]]:
    """For each of ``texts`` but the first: whether its units are as long as is usual in it.

    Nothing is known of units that are too short, and of texts of few.
    """
    source, *others = texts
    ours = list(source.units())
    for text in others:
        theirs = list(text.units())
        odd = {problem.position for problem in check_lengths([source, text])}
        known = [ratio is not None for ratio in map(_ratio, ours, theirs)]
        told = sum(known) >= _FEW
        yield [
            unit.source not in odd if told and is_known else None
            for unit, is_known in zip(theirs, known, strict=True)
        ]


def _odd(
    pairs: Sequence[tuple[Unit, Unit]], ratios: Sequence[float | None], usual: float
) -> Iterator[Problem]:
    swapped = set()
    for (first, one), (second, other) in pairwise(pairs):
        straight = _distance([(first, one), (second, other)], usual)
        crossed = _distance([(first, other), (second, one)], usual)
        if straight is not None and crossed is not None and straight - crossed > _SWAPPED:
            swapped |= {one.source, other.source}
            yield Problem(
                one.source,
                phrase(
                    "this passage and the next seem to stand in each other's place: see {place}",
                    place=first.source,
                ),
                _READ,
                severity="warning",
            )
    for (ours, theirs), ratio in zip(pairs, ratios, strict=True):
        if ratio is not None and abs(ratio - usual) > _FAR and theirs.source not in swapped:
            less = ratio < usual
            yield Problem(
                theirs.source,
                phrase("this says much less than {place}", place=ours.source)
                if less
                else phrase("this says much more than {place}", place=ours.source),
                _READ,
                severity="warning",
            )


def _ratio(ours: Unit, theirs: Unit) -> float | None:
    """The logarithm of the ratio of two lengths; nothing where they are too short to tell."""
    one, other = _length(ours), _length(theirs)
    if max(one, other) < _SHORT or not one or not other:
        return None
    return math.log(other / one)


def _distance(pairs: Sequence[tuple[Unit, Unit]], usual: float) -> float | None:
    """How far the pairs are from the usual ratio together."""
    ratios = [_ratio(*pair) for pair in pairs]
    known = [abs(ratio - usual) for ratio in ratios if ratio is not None]
    return sum(known) if len(known) == len(ratios) else None


def _length(unit: Unit) -> int:
    return sum(
        _FACT if isinstance(leaf, Fact) else len(getattr(leaf, "text", ""))
        for leaf in leaves(unit.content)
    )
