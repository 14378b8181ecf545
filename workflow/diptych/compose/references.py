"""The places of a text that have a number, for those that refer to them; and its notes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import count

import msgspec

from diptych import tree
from diptych.compose.lists import ListPractice, printed_number
from diptych.errors import ValueProblem, nearest, phrase
from diptych.model import Section
from diptych.tree import AnyBlock, AnyInline, Inlines


class CrossReferences:
    """Sections, tables and pictures by id, and items by what is printed before them or by id.

    ``plan`` is the section, table or picture of that id, ``results.2`` the item printed as «2.»
    in the section ``results``, ``results.first`` the one whose id is ``first``, ``results.2.1``
    the first item of a list inside the second.
    """

    def __init__(self, practice: ListPractice) -> None:
        self._practice = practice
        self._places: dict[str, set[tuple[str, str]]] = {}
        self._counters: dict[str, tuple[str, str]] = {}
        self._counted: Counter[str] = Counter()

    def add(self, section: Section, places: Mapping[str, tuple[str, str]], depth: int = 0) -> None:
        """Let ``section`` and those inside it be found that have a place, and all their items.

        ``places`` gives, by the id of a section, its number and the id of the block that has it.
        ``depth`` is how many lists their lists count as standing in.
        """
        if section.id in places:
            self._add(section.id, *places[section.id])
        self.count(section.blocks)
        self._add_items(section.id, section.id, self._practice.applied(section.blocks, depth))
        for inner in section.sections:
            self.add(inner, places, depth)

    def find(self, name: str) -> tuple[str, str]:
        """The number of the place ``name`` and the id of its block.

        Raises :class:`~diptych.errors.ValueProblem` if nothing numbered is called so, or more
        than one place.
        """
        places = self._places.get(name, set())
        if not places:
            raise ValueProblem(
                phrase("«#{name}» is no numbered place of this text", name=name),
                nearest(f"#{name}", [f"#{known}" for known in self._places]),
            )
        if len(places) > 1:
            raise ValueProblem(
                phrase("«#{name}» may be any of {count} places", name=name, count=len(places)),
                phrase("give the item that you mean an id: end it with {#first}, say"),
            )
        return next(iter(places))

    def counted(self, name: str) -> tuple[str, str]:
        """The number of the table or picture ``name``, and the id of the block that has it.

        Raises :class:`~diptych.errors.ValueProblem` in a kind of document that counts none.
        """
        if name not in self._counters:
            raise ValueProblem(
                phrase("«#{name}» is no numbered place of this text", name=name),
                phrase("take the id off its caption"),
            )
        return self._counters[name]

    def count(self, blocks: Sequence[AnyBlock]) -> None:
        """Give those tables and pictures among ``blocks`` numbers that have a name."""
        for block in tree.walk(blocks):
            for content in tree.inlines(block):
                for leaf in tree.leaves(content):
                    if isinstance(leaf, tree.CaptionNumber):
                        self._counted[leaf.series] += 1
                        number = str(self._counted[leaf.series])
                        self._counters[leaf.name] = number, block.id
                        self._add(leaf.name, number, block.id)

    def _add(self, name: str, number: str, target: str) -> None:
        self._places.setdefault(name, set()).add((number, target))

    def _add_items(self, section: str, path: str, blocks: Sequence[AnyBlock]) -> None:
        """Let the items of the lists among ``blocks``, which stand at ``path``, be found."""
        for block in blocks:
            if isinstance(block, tree.Quote):
                self._add_items(section, path, block.blocks)
            if not isinstance(block, tree.List):
                continue
            for index, item in enumerate(block.items):
                name = item_name(block, index)
                if block.ordered:
                    printed = printed_number(block, block.start + index)
                    self._add(f"{path}.{name}", printed, item[0].id)
                    if not name.isdigit():
                        self._add(f"{section}.{name}", printed, item[0].id)
                self._add_items(section, f"{path}.{name}", item)


def item_id(item: tuple[AnyBlock, ...]) -> str:
    """The id an author gave to an item of a list, else its place in the list."""
    return item[0].id.rsplit(".", 2)[-2] if item else ""


def item_name(block: tree.List, index: int) -> str:
    """The id an author gave to an item, else the number printed before it.

    An item that is lettered or has a dash goes by its place in the list, which is the same in
    every language.
    """
    name = item_id(block.items[index])
    return str(block.start + index) if name.isdigit() else name


def with_notes(blocks: Sequence[AnyBlock]) -> tuple[AnyBlock, ...]:
    """``blocks`` with their notes numbered from 1 in reading order, each standing once."""
    numbers = count(1)
    called: dict[str, str] = {}

    def numbered(leaf: AnyInline) -> AnyInline:
        if not isinstance(leaf, tree.Footnote):
            return leaf
        if leaf.name in called:
            return msgspec.structs.replace(leaf, content=(), number=called[leaf.name], again=True)
        number = str(next(numbers))
        if leaf.name:
            called[leaf.name] = number
        return msgspec.structs.replace(leaf, number=number)

    def with_numbers(block: AnyBlock) -> AnyBlock:
        return tree.map_inlines(block, lambda content: tree.map_leaves(content, numbered))

    return tree.map_blocks(blocks, with_numbers)


def without_notes(content: Inlines) -> Inlines:
    """``content`` where it is said again, as in a table of contents: without its notes."""
    return tree.map_leaves(content, lambda leaf: None if isinstance(leaf, tree.Footnote) else leaf)
