"""Running text of a unit in one row, facts and what is apart from it shown by one character."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from diptych.language.ownership import FACT
from diptych.tree import AnyInline, Fact, Footnote, Inlines, Text, leaves

# Stands for what is no running text: no name goes on across it.
APART = "\ue000"


class Passage(NamedTuple):
    """The text of a paragraph or note as it is typed, and the fact at each :data:`FACT` of it."""

    text: str
    facts: Mapping[int, Fact]


def passages(content: Inlines, names: Collection[str]) -> Iterator[Passage]:
    """The passages of ``content``: itself, and each note in it.

    Facts of other ``names``, quotations and what stands to the letter are :data:`APART`.
    """
    own = list(leaves(content))
    yield _passage(own, names)
    for leaf in own:
        if isinstance(leaf, Footnote):
            yield from passages(leaf.content, names)


def _passage(row: list[AnyInline], names: Collection[str]) -> Passage:
    facts: dict[int, Fact] = {}
    text = ""
    for leaf in row:
        if isinstance(leaf, Fact) and leaf.name in names:
            facts[len(text)] = leaf
            text += FACT
        elif isinstance(leaf, Text) and not leaf.derived:
            text += leaf.text.replace(FACT, APART)
        else:
            text += APART
    return Passage(text, facts)
