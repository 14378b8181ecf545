"""Passages that are much shorter or longer than their source.

Translations of passages have about the same ratio of lengths throughout a text (W. A. Gale and
K. W. Church, A Program for Aligning Sentences in Bilingual Corpora, 1993).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median

from diptych.bitext.matching import length, ratio
from diptych.errors import Problem, phrase
from diptych.model import Prose

_FEW = 5  # passages below which a text has no usual ratio
_FAR = 0.42  # natural logarithm of how far a passage may be from the usual ratio


def check_lengths(texts: Sequence[Prose]) -> Iterator[Problem]:
    """Warnings at the passages of ``texts``, which are aligned, compared with the first of them."""
    source, *others = texts
    ours = list(source.units())
    for text in others:
        pairs = list(zip(ours, text.units(), strict=True))
        ratios = [ratio(length(one.content), length(other.content)) for one, other in pairs]
        known = [each for each in ratios if each is not None]
        if len(known) < _FEW:
            continue
        usual = median(known)
        for (one, other), each in zip(pairs, ratios, strict=True):
            if each is not None and abs(each - usual) > _FAR:
                place = one.source
                yield Problem(
                    other.source,
                    phrase("this says much less than {place}", place=place)
                    if each < usual
                    else phrase("this says much more than {place}", place=place),
                    phrase(
                        "read both side by side; what says the same is confirmed: diptych confirm"
                    ),
                    severity="warning",
                )


def usual_lengths(texts: Sequence[Prose]) -> Iterator[Sequence[bool | None]]:
    """For each of ``texts`` but the first: whether its units are as long as is usual in it.

    Nothing is known of units that are too short, and of texts of few.
    """
    source, *others = texts
    ours = [length(unit.content) for unit in source.units()]
    for text in others:
        theirs = (length(unit.content) for unit in text.units())
        ratios = [ratio(one, other) for one, other in zip(ours, theirs, strict=True)]
        known = [each for each in ratios if each is not None]
        usual = median(known) if len(known) >= _FEW else None
        yield [
            None if each is None or usual is None else abs(each - usual) <= _FAR for each in ratios
        ]
