"""Which words of two languages belong together, learnt from the texts that are compared.

Words that stand in the same passages again and again are likely to be each other's translations
(M. Kay and M. Roescheisen, Text-Translation Alignment, 1993). Nothing else is known of them.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from diptych.tree import Inlines, Text, iter_inlines

Words = frozenset[str]

# Endings are left out, so that a word has one form in any case, and words that are mostly grammar.
_STEM, _GRAMMAR = 5, 3
_WORD = re.compile(r"[^\W\d_]+(?:[\u02bb\u02bc'\u2019][^\W\d_]+)*")
# From how many passages on two words are known as well as they can be.
_OFTEN = 3
_DOUBT = 0.5


def words(content: Inlines) -> Words:
    """The beginnings of the words that are typed in ``content``, in small letters."""
    return frozenset(
        word[:_STEM].lower()
        for inline in iter_inlines(content)
        if isinstance(inline, Text)
        for word in _WORD.findall(inline.text)
        if len(word) > _GRAMMAR
    )


class Lexicon:
    """The words of ``pairs`` of passages that stand side by side."""

    def __init__(self, pairs: Sequence[tuple[Words, Words]]) -> None:
        self._pairs = pairs
        self._ours = Counter(word for ours, _ in pairs for word in ours)
        self._theirs = Counter(word for _, theirs in pairs for word in theirs)
        self._together: dict[str, Counter[str]] = defaultdict(Counter)
        self._with: dict[Words, set[int]] = defaultdict(set)
        for number, pair in enumerate(pairs):
            for word in pair[0]:
                self._together[word].update(pair[1])
            for side in pair:
                self._with[side].add(number)

    def likeness(self, ours: Words, theirs: Words) -> float:
        """How many of the words of ``ours`` have their like in ``theirs``, certain ones as one.

        What is known from these two passages themselves does not count.
        """
        own = self._with.get(ours, set()) | self._with.get(theirs, set())
        without = [self._pairs[number] for number in own]
        return sum(
            max(
                (
                    self._like(word, other, without)
                    for other in theirs & self._together.get(word, {}).keys()
                ),
                default=0.0,
            )
            for word in ours
        )

    def _like(self, word: str, other: str, without: Sequence[tuple[Words, Words]]) -> float:
        """How likely two words translate each other, from nothing to about one."""
        both = self._together[word][other]
        both -= sum(word in ours and other in theirs for ours, theirs in without)
        if both < 1:
            return 0.0
        mine = self._ours[word] - sum(word in ours for ours, _ in without)
        yours = self._theirs[other] - sum(other in theirs for _, theirs in without)
        chance = mine * yours / (len(self._pairs) - len(without))
        surprise = max(math.log((both + _DOUBT) / (chance + _DOUBT)), 0.0)
        return surprise * min(both / _OFTEN, 1.0) * 2 * both / (mine + yours)
