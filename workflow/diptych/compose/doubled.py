"""Words that a fact brings with it and that are typed beside it once more: «до до 20 декабря»."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from diptych import tree
from diptych.language.typography import plain_marks
from diptych.tree import AnyInline

_WORD = re.compile(r"[^\W\d_]+(?:[-'][^\W\d_]+)*")
_OPENING = "\"'([{„“«"
_CLOSING = "\"'.,;:!?)]}…»”"


class Doubled(NamedTuple):
    """A ``fact`` and the ``words`` typed beside it that say what the word ``printed`` says, too."""

    fact: tree.Fact
    words: str
    printed: str


def doubled(
    leaves: Sequence[AnyInline], prepositions: Collection[str], variants: Mapping[str, str]
) -> Iterator[Doubled]:
    """Each fact among ``leaves``, said already, that brings words along which are typed beside it.

    Two ``prepositions`` are as wrong there as one twice. ``variants`` gives for a word that is
    another one in some places the other one: «со», «с». What its author has marked to be kept is
    meant so.
    """
    for place, leaf in enumerate(leaves):
        said = leaf.text.split() if isinstance(leaf, tree.Fact) else []
        if not isinstance(leaf, tree.Fact) or not said:
            continue
        before, behind = _typed(leaves, place, -1).split(), _typed(leaves, place, 1).split()
        if count := _overlap(before, said, variants):
            words = " ".join(before[-count:]).lstrip(_OPENING)
            yield Doubled(leaf, words, words)
        elif before:
            last = before[-1].lstrip(_OPENING)
            if _known(last, variants) in prepositions and _known(said[0], variants) in prepositions:
                yield Doubled(leaf, last, said[0])
        if count := _overlap(said, behind, variants):
            words = " ".join(behind[:count]).rstrip(_CLOSING)
            yield Doubled(leaf, words, words)


def _typed(leaves: Sequence[AnyInline], place: int, step: int) -> str:
    """What is typed on one side of the leaf at ``place``, if a space divides it off."""
    pieces: list[str] = []
    place += step
    while 0 <= place < len(leaves):
        leaf = leaves[place]
        if not isinstance(leaf, tree.Text) or leaf.kept or leaf.quoted:
            break
        pieces.append(leaf.text)
        place += step
    text = "".join(pieces[::step])
    return text if text[-1 if step < 0 else 0 :][:1].isspace() else ""


def _overlap(first: Sequence[str], second: Sequence[str], variants: Mapping[str, str]) -> int:
    """With how many words ``first`` ends that ``second`` begins with."""
    for count in range(min(len(first), len(second)), 0, -1):
        ending, beginning = list(first[-count:]), list(second[:count])
        ending[0] = ending[0].lstrip(_OPENING)
        beginning[-1] = beginning[-1].rstrip(_CLOSING)
        one, other = ([_known(word, variants) for word in words] for words in (ending, beginning))
        if one == other and all(map(_WORD.fullmatch, one)):
            return count
    return 0


def _known(word: str, variants: Mapping[str, str]) -> str:
    word = plain_marks(word).casefold()
    return variants.get(word, word)
