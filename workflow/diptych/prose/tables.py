"""Tables: heads of one row or more, cells in the place of several, captions above.

A table is one of GitHub's Markdown. In it

* a second line of dashes ends a head of several rows;
* a cell ``<`` is one with that on its left, a cell ``^`` with that above it;
* the paragraph above it is its caption where that begins with a colon.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from markdown_it.tree import SyntaxTreeNode

from diptych import tree
from diptych.errors import Phrase, phrase
from diptych.prose.inlines import InlineParser
from diptych.prose.places import Places
from diptych.tree import Inlines

_Place = tuple[int, int]

_ALIGN: Mapping[str, Literal["start", "center", "end"]] = {
    "text-align:center": "center",
    "text-align:right": "end",
}
_DASHES = re.compile(":?-{3,}:?")
_LEFT, _ABOVE = "<", "^"


class TableParser:
    """Makes the tables of one text."""

    def __init__(self, places: Places, lang: str, inline_parser: InlineParser) -> None:
        self._places = places
        self._lang = lang
        self._inliner = inline_parser

    def table(self, node: SyntaxTreeNode, unit: str) -> tree.Table:
        """The table that ``node`` is, without a caption."""
        first, *others = (row for group in node.children for row in group.children)
        for row in (first, *others):
            self._refuse_other_width(row, len(first.children))
            self._places.cells(row)
        lines = [index for index, row in enumerate(others) if _is_line(row)]
        for index in lines[1:]:
            self._places.add(
                self._places.line(others[index]),
                phrase("this line ends the head of the table a second time"),
                phrase("take it out, or write – in a cell that has nothing to say"),
            )
        head = [first, *others[: lines[0]]] if lines else [first]
        body = [row for row in others[len(head) - 1 :] if not _is_line(row)]
        joined = tuple(self._joined([*head, *body], len(head)))
        header = tuple(map(self._row, head))
        return tree.Table(
            id=unit,
            source=self._places.line(node),
            header=header if any(map(any, header)) else (),
            rows=tuple(map(self._row, body)),
            align=tuple(
                _ALIGN.get(str(cell.attrs.get("style")), "start") for cell in first.children
            ),
            lang=self._lang,
            joined=joined,
        )

    def _row(self, row: SyntaxTreeNode) -> tuple[Inlines, ...]:
        return tuple(
            () if _written(cell) in (_LEFT, _ABOVE) else self._inliner.cell(cell.children[0])
            for cell in row.children
        )

    def _refuse_other_width(self, row: SyntaxTreeNode, wanted: int) -> None:
        """A row with more cells than the head loses them, one with fewer is filled up."""
        written = self._places.cells_written(row)
        if written == wanted:
            return
        self._places.add(
            self._places.line(row),
            phrase(
                "this row has {count} cells, and the head of the table {wanted}",
                count=written,
                wanted=wanted,
            ),
            phrase("write a cell for each column; a bar within a cell has a backslash before it"),
        )

    def _joined(self, rows: Sequence[SyntaxTreeNode], head: int) -> Iterator[tree.Joined]:
        """The cells in the place of several; ``head`` is how many of ``rows`` are its rows."""
        first: dict[_Place, _Place] = {}
        for row, line in enumerate(rows):
            for column, cell in enumerate(line.children):
                here = (row, column)
                match _written(cell):
                    case "<" if column:
                        first[here] = first[row, column - 1]
                    case "<":
                        self._refuse(cell, phrase("no cell stands on the left of this one"))
                    case "^" if row not in (0, head):
                        first[here] = first[row - 1, column]
                    case "^":
                        self._refuse(cell, phrase("no cell of its part stands above this one"))
                first.setdefault(here, here)
        areas: dict[_Place, list[_Place]] = {}
        for place, owner in first.items():
            areas.setdefault(owner, []).append(place)
        for (row, column), places in areas.items():
            down = max(each for each, _ in places) - row + 1
            across = max(each for _, each in places) - column + 1
            if len(places) != down * across:
                self._refuse(
                    rows[row].children[column],
                    phrase("this cell and those that are one with it make no rectangle"),
                )
            elif len(places) > 1:
                yield tree.Joined(row, column, down, across)

    def _refuse(self, cell: SyntaxTreeNode, what: Phrase) -> None:
        self._places.add(
            self._places.inside(cell.children[0], 0),
            what,
            phrase(
                "< makes a cell one with that on its left, ^ with that above it; for the mark "
                "itself write a backslash before it"
            ),
        )


def _written(cell: SyntaxTreeNode) -> str:
    return cell.children[0].content.strip()


def _is_line(row: SyntaxTreeNode) -> bool:
    """Whether ``row`` is the line below a head."""
    return all(_DASHES.fullmatch(_written(cell)) for cell in row.children)
