"""Which passages of two texts belong together: those that say the same and are as long.

The costs are natural logarithms of how unlikely each thing is. How lengths vary, and that passages
may be left out, joined and divided, is after W. A. Gale and K. W. Church, A Program for Aligning
Sentences in Bilingual Corpora, 1993; what each costs was found on paragraphs of five languages
(tests/test_matching.py).
"""

from __future__ import annotations

import functools
import math
from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from itertools import product
from statistics import median
from typing import Literal, NamedTuple, assert_never

from diptych.bitext.lexicon import Lexicon, Words, words
from diptych.bitext.statements import Key, Statements
from diptych.tree import Fact, Inlines, leaves

Way = Literal["same", "crossed", "missing", "extra", "joined", "divided"]
"""How passages of ours and of theirs belong together.

One to one; two and two in each other's place; one that they lack, or that we lack; two of ours
that are one of theirs, or one of ours that is two of theirs.
"""

TAKES: Mapping[Way, tuple[int, int]] = {
    "same": (1, 1),
    "crossed": (2, 2),
    "missing": (1, 0),
    "extra": (0, 1),
    "joined": (2, 1),
    "divided": (1, 2),
}
"""How many passages of ours and of theirs each way is about."""

# Characters that a fact is counted for, whatever it says.
_FACT = 12
# Characters below which a length alone says nothing.
_SHORT = 90
# Of the number of characters that one character becomes in another language.
_VARIANCE = 6.8
_LENGTH_LIMIT = 6.0
_OTHER_KIND, _OTHER_VALUE, _OTHER_MARK, _VALUES_LIMIT = 5.0, 2.5, 1.0, 8.0
_WORD = 4.0
_LEFT_OUT, _JOINED, _CROSSED = 5.0, 5.5, 3.0
# How far from its place a passage is looked for, first and where one has no good match there.
_NEAR, _FAR = 2, 8
_GOOD = 6.0
# How many passages around one tell what is usual.
_AROUND = 2


class Passage(NamedTuple):
    """What passages are told by: the characters they have, what they say, their ``kind``."""

    length: int
    says: Counter[Key]
    words: Words
    kind: Hashable = None


class Step(NamedTuple):
    """Passages that belong together: the first of ours and of theirs, and in which way."""

    ours: int
    theirs: int
    way: Way


def passage(content: Inlines, language: str, kind: Hashable = None) -> Passage:
    """The passage ``content``, which is in ``language``."""
    return Passage(length(content), Statements(content, language).counts, words(content), kind)


def joined(passages: Sequence[Passage], kind: Hashable = None) -> Passage:
    """The passages in a row as one."""
    says: Counter[Key] = Counter()
    for each in passages:
        says += each.says
    known: Words = frozenset().union(*(each.words for each in passages))
    return Passage(sum(each.length for each in passages), says, known, kind)


def length(content: Inlines) -> int:
    """How many characters ``content`` has."""
    return sum(
        _FACT if isinstance(leaf, Fact) else len(getattr(leaf, "text", ""))
        for leaf in leaves(content)
    )


def ratio(ours: int, theirs: int) -> float | None:
    """The logarithm of the ratio of two lengths; nothing where they are too short to tell."""
    if max(ours, theirs) < _SHORT or not ours or not theirs:
        return None
    return math.log(theirs / ours)


class Matcher:
    """Matches passages of two texts, of which ``pairs`` of passages are known to be the same."""

    def __init__(self, pairs: Sequence[tuple[Passage, Passage]]) -> None:
        ratios = [ratio(one.length, other.length) for one, other in pairs]
        self.usual = median([each for each in ratios if each is not None] or [0.0])
        self.lexicon = Lexicon([(one.words, other.words) for one, other in pairs])

    def match(self, ours: Sequence[Passage], theirs: Sequence[Passage]) -> Sequence[Step]:
        """The likeliest way in which all of ``ours`` and all of ``theirs`` belong together."""
        costs = _Costs(self, ours, theirs)
        steps = costs.likeliest(_NEAR)
        good = all(step.way == "same" and costs.of(step) < _GOOD for step in steps)
        return steps if good else costs.likeliest(_FAR)


class _Costs:
    """How unlikely it is that passages of two sequences belong together in each way."""

    def __init__(
        self, matcher: Matcher, ours: Sequence[Passage], theirs: Sequence[Passage]
    ) -> None:
        self._usual = math.exp(matcher.usual)
        self._lexicon = matcher.lexicon
        self._ours = ours
        self._theirs = theirs
        self._one_to_one = functools.cache(self._pair)
        self._alike = functools.cache(self._likeness)
        self._usually_alike = functools.cache(self._usual_likeness)

    def likeliest(self, far: int) -> Sequence[Step]:
        """The steps that cost least together; no passage is ``far`` from its place."""
        band = far + abs(len(self._ours) - len(self._theirs))
        reached: dict[tuple[int, int], tuple[float, Step | None]] = {(0, 0): (0.0, None)}
        for place in product(range(len(self._ours) + 1), range(len(self._theirs) + 1)):
            if place not in reached:
                continue
            for step, end in self._steps(*place, band):
                cost = reached[place][0] + self.of(step)
                if end not in reached or cost <= reached[end][0]:
                    reached[end] = (cost, step)
        steps = []
        end = (len(self._ours), len(self._theirs))
        while (last := reached[end][1]) is not None:
            steps.append(last)
            end = (last.ours, last.theirs)
        return steps[::-1]

    def _steps(self, i: int, j: int, band: int) -> Iterator[tuple[Step, tuple[int, int]]]:
        """The steps from a place, and the places where they end."""
        for way, (mine, yours) in TAKES.items():
            end = (i + mine, j + yours)
            inside = end[0] <= len(self._ours) and end[1] <= len(self._theirs)
            if inside and abs(end[0] - end[1]) <= band:
                yield Step(i, j, way), end

    def of(self, step: Step) -> float:
        """What ``step`` costs."""
        i, j, way = step
        match way:
            case "same":
                return self._one_to_one(i, j)
            case "crossed":
                return _CROSSED + self._one_to_one(i, j + 1) + self._one_to_one(i + 1, j)
            case "joined":
                return _JOINED + self._many(range(i, i + 2), range(j, j + 1))
            case "divided":
                return _JOINED + self._many(range(i, i + 1), range(j, j + 2))
            case "missing" | "extra":
                return _LEFT_OUT
            case _:
                assert_never(way)

    def _pair(self, i: int, j: int) -> float:
        one, other = self._ours[i], self._theirs[j]
        kind = 0.0 if one.kind == other.kind else _OTHER_KIND
        return kind + self._difference(one, other) - _WORD * self._likeness_beyond(i, j)

    def _many(self, ours: range, theirs: range) -> float:
        ones = [self._ours[i] for i in ours]
        others = [self._theirs[j] for j in theirs]
        if len({each.kind for each in (*ones, *others)}) > 1:
            return math.inf
        alike = max(self._likeness_beyond(i, j) for i, j in product(ours, theirs))
        return self._difference(joined(ones), joined(others)) - _WORD * alike

    def _difference(self, one: Passage, other: Passage) -> float:
        """How unlikely the lengths and values are of one and the same passage."""
        expected = other.length / self._usual
        mean = (one.length + expected) / 2
        deviation = abs(expected - one.length) / math.sqrt(_VARIANCE * mean) if mean else 0.0
        as_far = math.erfc(deviation / math.sqrt(2))
        lengths = -math.log(as_far) if as_far else math.inf
        return min(lengths, _LENGTH_LIMIT) + _values(one.says, other.says)

    def _likeness_beyond(self, i: int, j: int) -> float:
        """How much more alike the words of two passages are than of those around them."""
        return self._alike(i, j) - self._usually_alike(i, j)

    def _likeness(self, i: int, j: int) -> float:
        return self._lexicon.likeness(self._ours[i].words, self._theirs[j].words)

    def _usual_likeness(self, i: int, j: int) -> float:
        ours = self._around(i, len(self._ours))
        theirs = self._around(j, len(self._theirs))
        alike = [
            *(self._alike(i, other) for other in theirs),
            *(self._alike(one, j) for one in ours),
        ]
        return sum(alike) / len(alike)

    @staticmethod
    def _around(place: int, end: int) -> range:
        return range(max(place - _AROUND, 0), min(place + _AROUND + 1, end))


def _values(one: Counter[Key], other: Counter[Key]) -> float:
    """What it costs that two passages say different things."""
    costs = (
        _OTHER_MARK if kind in ("mark", "typed") else _OTHER_VALUE
        for kind, _ in ((one - other) + (other - one)).elements()
    )
    return min(sum(costs), _VALUES_LIMIT)
