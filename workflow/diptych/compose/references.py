"""The places of a text that have a number, for those that refer to them; and its notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count

import msgspec

from diptych import tree
from diptych.errors import ValueProblem, nearest, phrase
from diptych.model import Section
from diptych.tree import AnyBlock, AnyInline, Inlines


class CrossReferences:
    """Sections by id, and the items of their lists by what is printed before them or by id.

    ``results.2`` is the item printed as «2.» in the section ``results``, ``results.first`` the
    one whose id is ``first``, ``results.2.1`` the first item of a list inside the second.
    """

    def __init__(self) -> None:
        self._places: dict[str, set[tuple[str, str]]] = {}

    def add(self, section: Section, number: str = "") -> None:
        """Let ``section`` be found if it has a ``number``, and in any case its items."""
        if number:
            self._add(section.id, number, section.id)
        self._add_items(section.id, section.id, section.blocks)
        for inner in section.sections:
            self.add(inner)

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
                    for whole in {f"{path}.{name}"} | (
                        set() if name.isdigit() else {f"{section}.{name}"}
                    ):
                        self._add(whole, _marker(block, index), item[0].id)
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
    if not name.isdigit():
        return name
    return str(index + 1 if block.letters else block.start + index)


def _marker(block: tree.List, index: int) -> str:
    return block.letters[index] if block.letters else str(block.start + index)


def with_notes(blocks: Sequence[AnyBlock]) -> tuple[AnyBlock, ...]:
    """``blocks`` with their notes numbered from 1 in reading order."""
    numbers = count(1)
    return tuple(_block(block, numbers) for block in blocks)


def without_notes(content: Inlines) -> Inlines:
    """``content`` where it is said again, as in a table of contents: without its notes."""
    out: list[AnyInline] = []
    for inline in content:
        match inline:
            case tree.Footnote():
                continue
            case tree.Span():
                inside = without_notes(inline.content)
                out.append(msgspec.structs.replace(inline, content=inside))
            case _:
                out.append(inline)
    return tuple(out)


def _block(block: AnyBlock, numbers: Iterator[int]) -> AnyBlock:
    match block:
        case tree.Heading() | tree.Paragraph():
            return msgspec.structs.replace(block, content=_inlines(block.content, numbers))
        case tree.List():
            items = tuple(tuple(_block(each, numbers) for each in item) for item in block.items)
            return msgspec.structs.replace(block, items=items)
        case tree.Quote():
            inside = tuple(_block(each, numbers) for each in block.blocks)
            return msgspec.structs.replace(block, blocks=inside)
        case tree.Table():
            header, *rows = [
                tuple(_inlines(cell, numbers) for cell in row)
                for row in (block.header, *block.rows)
            ]
            return msgspec.structs.replace(block, header=header, rows=tuple(rows))
        case _:
            return block


def _inlines(content: Inlines, numbers: Iterator[int]) -> Inlines:
    out: list[AnyInline] = []
    for inline in content:
        match inline:
            case tree.Footnote():
                out.append(msgspec.structs.replace(inline, number=str(next(numbers))))
            case tree.Span():
                inside = _inlines(inline.content, numbers)
                out.append(msgspec.structs.replace(inline, content=inside))
            case _:
                out.append(inline)
    return tuple(out)
