"""How wide each column of a table is, in whole units."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from diptych.measure import breadth
from diptych.tree import Table, plain

# The breadths that the longest cell of a column in a data table is taken to have.
_NARROWEST, _BROADEST = 6, 48


def data_widths(table: Table, total: int) -> list[int]:
    """Widths in proportion to the longest cell of each column; they add up to ``total``."""
    longest = [
        max(breadth(plain(cell)) for cell in column)
        for column in zip(table.header, *table.rows, strict=True)
    ]
    return divide(total, [min(max(each, _NARROWEST), _BROADEST) for each in longest])


def divide(total: int, shares: Sequence[float]) -> list[int]:
    """``total`` in whole parts that stand to one another like ``shares``.

    >>> divide(100, [1, 1, 1])
    [33, 34, 33]
    """
    edges = [round(total * sum(shares[:n]) / sum(shares)) for n in range(len(shares) + 1)]
    return [right - left for left, right in pairwise(edges)]
