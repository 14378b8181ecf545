"""What blocks hold and announce, as far as the layout of every format follows from it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from math import ceil

from diptych import tree

# Text shorter than this many characters is not broken between pages.
_SHORT = 320
# With more columns than this a page lies on its side, and the type is smaller.
_UPRIGHT = 2
# A line through all columns of a page, upright or on its side, in Latin letters.
_UPRIGHT_LINE, _WIDE_LINE = 92.0, 150.0
# Fewer lines than this in a cell cannot leave two on either page; counted by estimate, in which
# three lines come out as 3.4 at the most.
_DIVISIBLE = 3.5
# What is higher than this many lines would leave too much of a page empty if it moved as a whole.
_LOW = 12
_TITLES = frozenset({"document-name", "headline", "subject", "label", "resolution", "annex"})
# The most a column may differ from an equal share: 0.42 to 0.58 of two.
_LEEWAY = 0.16
# The least and the most room that a column of a table of data counts for, in Latin letters.
_NARROWEST, _BROADEST = 6.0, 30.0
# The room beside a word in a cell, and that of a line of a page, in Latin letters.
_PADDING, _LINE = 2.0, 100.0
# How broad a Cyrillic letter of running text is beside a Latin one.
_CYRILLIC = 1.17

_BREAKS, _WORD_ENDS = re.compile("\n"), re.compile("[\n -]")


def texts(blocks: Iterable[tree.AnyBlock]) -> Iterator[str]:
    """What a reader finds in ``blocks``, piece by piece."""
    for block in tree.walk(blocks):
        if isinstance(block, tree.Heading):
            yield block.label
        yield from map(tree.plain, tree.printed(block))


def is_short(blocks: Iterable[tree.AnyBlock]) -> bool:
    """Whether ``blocks`` can be asked to stay on one page."""
    return sum(map(len, texts(blocks))) < _SHORT


def column_letters(block: tree.Parallel) -> tuple[float, ...]:
    """How many Latin letters a line of each column holds, about."""
    line = _UPRIGHT_LINE if len(block.langs) <= _UPRIGHT else _WIDE_LINE
    return tuple(line * share for share in block.shares or parallel_column_widths(block))


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


def announcing(row: tree.Row) -> bool:
    """Whether ``row`` must stand with the next one, as a title does."""
    return any(keeps_with_next(cell[-1]) for cell in row.cells if cell)


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


def keeps_with_next(block: tree.AnyBlock) -> bool:
    """Whether ``block`` must stand with the next one: a title, a picture, or «as follows:»."""
    if isinstance(block, tree.Paragraph):
        return block.style in _TITLES or tree.plain(block.content).rstrip().endswith(":")
    return isinstance(block, tree.Heading | tree.Picture)


def text_width(text: str) -> float:
    """About how much room ``text`` takes, in Latin letters.

    >>> text_width("Astana"), round(text_width("Астана"), 2)
    (6.0, 7.02)
    """
    return sum(_CYRILLIC if "\u0400" <= letter <= "\u052f" else 1.0 for letter in text)


def column_widths(text_widths: Sequence[float]) -> list[float]:
    """The share of the width for each column, from the room its text takes; they add up to 1.

    Columns with more text are wider, so that all end at about the same height;
    none departs more than 16 % from an equal share.

    >>> column_widths([1000, 1000])
    [0.5, 0.5]
    >>> [round(share, 2) for share in column_widths([100, 9000])]
    [0.42, 0.58]
    """
    count, total = len(text_widths), sum(text_widths)
    if not total:
        return [1 / count] * count
    departures = [each * count / total - 1 for each in text_widths]
    scale = min(1.0, _LEEWAY / max(*map(abs, departures), _LEEWAY))
    return [(1 + departure * scale) / count for departure in departures]


def parallel_column_widths(block: tree.Parallel) -> list[float]:
    """The shares of the columns of a parallel edition, by the text of its languages."""
    return column_widths(
        [
            sum(text_width(text) for row in block.rows for text in texts(row.cells[column]))
            for column in range(len(block.langs))
        ]
    )


def table_column_widths(block: tree.Table) -> list[float]:
    """The shares of the columns of a table of data.

    Each column has room for its longest word; what is left goes to those with long lines.
    """
    rows = [row for row in (block.header, *block.rows) if row]
    columns = list(zip(*rows, strict=True))
    lines = [_width_of(column, _BREAKS) for column in columns]
    words = [min(_width_of(column, _WORD_ENDS) + _PADDING, _BROADEST) for column in columns]
    spare = [max(line - word, 0) for line, word in zip(lines, words, strict=True)]
    eased = min(max(_LINE - sum(words), 0) / (sum(spare) or 1), 1)
    room = [word + more * eased for word, more in zip(words, spare, strict=True)]
    return [each / sum(room) for each in room]


def _width_of(column: Iterable[tree.Inlines], between: re.Pattern[str]) -> float:
    """The room for the longest piece of a column, within bounds."""
    pieces = (piece for cell in column for piece in between.split(_lines(cell)))
    return min(max(*map(text_width, pieces), _NARROWEST), _BROADEST)


def _lines(cell: tree.Inlines) -> str:
    return "".join(
        "\n" if isinstance(each, tree.LineBreak) else tree.plain((each,)) for each in cell
    )
