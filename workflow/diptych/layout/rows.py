"""How high the rows of columns are, and which of them no page divides."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from diptych import tree
from diptych.layout.columns import text_width
from diptych.layout.measure import texts

# With more columns than this a page lies on its side, and the type is smaller.
_UPRIGHT = 2
# A line through all columns of a page, upright or on its side, in Latin letters.
_UPRIGHT_LINE, _WIDE_LINE = 92.0, 150.0
# Fewer lines than this in a cell cannot leave two on either page; counted by estimate, in which
# three lines come out as 3.4 at the most.
_DIVISIBLE = 3.5
# What is higher than this many lines would leave too much of a page empty if it moved as a whole.
_LOW = 12


def column_letters(block: tree.Parallel) -> tuple[float, ...]:
    """How many Latin letters a line of each column holds, about."""
    line = _UPRIGHT_LINE if len(block.langs) <= _UPRIGHT else _WIDE_LINE
    return tuple(line * share for share in block.shares)


def row_lines(row: tree.Row, letters: Sequence[float]) -> list[float]:
    """About how many lines each cell of ``row`` has that is not empty.

    ``letters`` are those of a line of its column (:func:`column_letters`). Only where a cell
    has several texts are their lines whole.
    """
    lines = []
    for cell, line in zip(row.cells, letters, strict=True):
        if found := [text_width(text) / line for text in texts(cell)]:
            lines.append(found[0] if len(found) == 1 else float(sum(map(ceil, found))))
    return lines


def is_low(row: tree.Row, letters: Sequence[float], lines: float = _LOW) -> bool:
    """Whether ``row`` is so low that it may move to another page as a whole.

    ``letters`` are as of :func:`row_lines`, ``lines`` those it may have.
    """
    return max(row_lines(row, letters), default=0) <= lines


def is_whole(row: tree.Row, letters: Sequence[float]) -> bool:
    """Whether no page may end within ``row``; ``letters`` as of :func:`row_lines`.

    Where it may, two lines of each cell stand on either page.
    """
    return is_low(row, letters) and min(row_lines(row, letters), default=0) < _DIVISIBLE


def closes_list(rows: Sequence[tree.Row], place: int, letters: Sequence[float]) -> bool:
    """Whether the row at ``place`` is the last item of a list, and no more than a line.

    ``letters`` are as of :func:`row_lines`.
    """
    series = _series(rows[place])
    before = _series(rows[place - 1]) if place else ""
    after = _series(rows[place + 1]) if place + 1 < len(rows) else ""
    last_of_several = series != "" and before == series and after != series
    return last_of_several and max(row_lines(rows[place], letters), default=0) <= 1


def _series(row: tree.Row) -> str:
    """The name of the list of which ``row`` holds an item; nothing where it holds none."""
    first = next((cell[0] for cell in row.cells if cell), None)
    return first.series if isinstance(first, tree.List) else ""
