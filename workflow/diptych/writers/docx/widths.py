"""How much text there is, and from that how wide each column of a table is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from diptych.tree import AnyBlock, Heading, Paragraph, Row, Table, children, plain

# Text shorter than this many characters is not broken between pages.
_SHORT = 600
# How far a column may leave the width it had if all were equal: 0.42 to 0.58 of two.
_LEEWAY = 0.16
# How broad a Cyrillic letter of running text is beside a Latin one.
_CYRILLIC = 1.17
# The breadths that the longest cell of a column in a data table is taken to have.
_NARROWEST, _BROADEST = 6, 48


def is_short(blocks: Iterable[AnyBlock]) -> bool:
    """Whether ``blocks`` can be asked to stay on one page."""
    return sum(map(len, _texts(blocks))) < _SHORT


def parallel_widths(columns: int, rows: Sequence[Row], total: int) -> list[int]:
    """Widths that let the languages run equally long, within bounds; they add up to ``total``."""
    room = [
        sum(map(_breadth, _texts(block for row in rows for block in row.cells[column])))
        for column in range(columns)
    ]
    average = sum(room) / columns
    if not average:
        return divide(total, [1] * columns)
    departures = [each / average - 1 for each in room]
    scale = min(1, _LEEWAY / max(*map(abs, departures), _LEEWAY))
    return divide(total, [1 + departure * scale for departure in departures])


def data_widths(table: Table, total: int) -> list[int]:
    """Widths in proportion to the longest cell of each column; they add up to ``total``."""
    longest = [
        max(_breadth(plain(cell)) for cell in column)
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


def _texts(blocks: Iterable[AnyBlock]) -> Iterator[str]:
    """What a reader finds in ``blocks``, piece by piece."""
    for block in blocks:
        match block:
            case Heading(label=label, content=content):
                yield from (label, plain(content))
            case Paragraph(content=content):
                yield plain(content)
            case Table(header=header, rows=rows):
                yield from (plain(cell) for row in (header, *rows) for cell in row)
        for inner in children(block):
            yield from _texts(inner)


def _breadth(text: str) -> float:
    return sum(_CYRILLIC if "\u0400" <= letter <= "\u052f" else 1 for letter in text)
