"""Lists as a language has them: what marks their items at each depth, and which go on counting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from diptych import tree
from diptych.language.numerals import roman
from diptych.tree import AnyBlock, Marker


@dataclass(frozen=True)
class ListPractice:
    """How a language marks the items of numbered lists.

    ``markers`` are those of a list, of a list inside it, and so on; the last one counts for all
    that stand deeper. ``letters`` are those of the language in their order, if it has any.
    """

    markers: tuple[Marker, ...]
    letters: str = ""

    def applied(self, blocks: Sequence[AnyBlock], depth: int = 0) -> tuple[AnyBlock, ...]:
        """``blocks`` with their numbered lists marked as the language does; ``depth`` lists around.

        A list whose author has put brackets or letters keeps them. One that goes on with the
        numbers of a list above it, of the same marker, is of the same series.
        """
        made: list[AnyBlock] = []
        last: dict[Marker, tree.List] = {}
        for block in blocks:
            if isinstance(block, tree.Quote):
                block = replace(block, blocks=self.applied(block.blocks, depth))
            elif isinstance(block, tree.List):
                block = self._marked(block, depth)
                above = last.get(block.marker)
                if above is not None and block.start == above.start + len(above.items):
                    block = replace(block, series=above.series)
                last[block.marker] = block
            made.append(block)
        return tuple(made)

    def _marked(self, block: tree.List, depth: int) -> tree.List:
        items = tuple(self.applied(item, depth + 1) for item in block.items)
        if block.marker != "number":
            return replace(block, items=items)
        marker = self.markers[min(depth, len(self.markers) - 1)]
        last = block.start + len(block.items) - 1
        if marker == "letter" and last > len(self.letters):
            marker = "bracket"
        letters = self.letters if marker == "letter" else ""
        return replace(block, marker=marker, items=items, letters=letters)


def printed_number(block: tree.List, number: int) -> str:
    """The number before an item of ``block`` as others refer to it: «2», «б», «ii»."""
    match block.marker:
        case "letter":
            return block.letters[number - 1]
        case "roman":
            return roman(number).lower()
        case _:
            return str(number)
