"""How wide each column of a table is, from how much text it has to hold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from diptych.tree import AnyBlock, Heading, Paragraph, Row, Table, children, plain

# How far a column may leave the width it had if all were equal: 0.42 to 0.58 of two.
_LEEWAY = 0.16
# The number of characters that a cell of a data table is taken to hold in one line.
_SHORTEST_CELL, _LONGEST_CELL = 6, 48


def text_length(blocks: Iterable[AnyBlock]) -> int:
    """The number of characters a reader finds in ``blocks``."""
    total = 0
    for block in blocks:
        match block:
            case Heading(label=label, content=content):
                total += len(label) + len(plain(content))
            case Paragraph(content=content):
                total += len(plain(content))
            case Table(header=header, rows=rows):
                total += sum(len(plain(cell)) for row in (header, *rows) for cell in row)
            case _:
                total += sum(map(text_length, children(block)))
    return total


def parallel_widths(columns: int, rows: Sequence[Row], total: int) -> list[int]:
    """Widths that let the languages run equally long, within bounds; they add up to ``total``."""
    lengths = [1 + sum(text_length(row.cells[column]) for row in rows) for column in range(columns)]
    even = 1 / columns
    shares = [length / sum(lengths) for length in lengths]
    bounded = [min(max(share, even * (1 - _LEEWAY)), even * (1 + _LEEWAY)) for share in shares]
    return divide(total, bounded)


def data_widths(table: Table, total: int) -> list[int]:
    """Widths in proportion to the longest cell of each column; they add up to ``total``."""
    longest = [
        max(len(plain(cell)) for cell in column)
        for column in zip(table.header, *table.rows, strict=True)
    ]
    return divide(total, [min(max(n, _SHORTEST_CELL), _LONGEST_CELL) for n in longest])


def divide(total: int, shares: Sequence[float]) -> list[int]:
    """``total`` in whole parts that stand to one another like ``shares``.

    >>> divide(100, [1, 1, 1])
    [33, 34, 33]
    """
    edges = [round(total * sum(shares[:n]) / sum(shares)) for n in range(len(shares) + 1)]
    return [right - left for left, right in pairwise(edges)]
