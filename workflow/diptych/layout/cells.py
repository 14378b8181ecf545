"""How a table of data stands in the width it has: columns, size, words that must be divided."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from msgspec.structs import replace

from diptych import tree
from diptych.language.hyphenation import with_soft_hyphens

# The sizes of type in cells, in points: --small-size and --cell-size in templates/pdf/tokens.css.
_SIZE, _DENSE_SIZE = 10.5, 9.5
# What a cell has beside its text, in points, in either size.
_PADDING, _DENSE_PADDING = 9.0, 7.0
# How much of a column a word may fill by these measures, which are not those of the font.
_FILLED = 0.97
# By how much sums of these may be wrong, in points.
_ROUNDING = 0.01
# How broad the letters of Tinos are, in their size: those that are not as broad as most.
_LETTER = 0.5
_LETTERS = {
    letter: width
    for width, letters in {
        0.3: "fijlrtіїʻʼI.,:;'’!()[]-/\u00a0 ",
        0.42: "aceszагезстэәғёJ",
        0.6: "мфEFLPSTZБГЕРТЧҒ",
        0.7: "wжыюABCDGHKNOQRUVXYАВДИЙКЛНОПСУХЦЭЯӘҚҢӨҰҮ",
        0.8: "mшщФ%",
        0.9: "MWЖМ",
        1.0: "ШЩЮ@—",
    }.items()
    for letter in letters
}
_BOLD = 1.09
# The least room of a column, and the most that one may ask for a line, in points.
_LEAST, _MOST = 24.0, 170.0

_PIECE_ENDS = re.compile("[\n -]")
_WORD = re.compile(r"[^\W\d_]+")


class CellLayout(NamedTuple):
    """A table as it stands in some width.

    ``shares`` of the width for its columns add up to 1; ``dense`` asks for the smaller type.
    Words of ``table`` that no line of their cell can hold have soft hyphens.
    """

    shares: tuple[float, ...]
    dense: bool
    table: tree.Table


def lay_out(table: tree.Table, width: float) -> CellLayout:
    """The layout of ``table`` in ``width``, in points.

    Each column has room for its longest word, and what is left goes to those with long lines.
    Where there is no room for all the words the type is smaller; where that does not help the
    broadest columns are narrowed, and words in them divided.
    """
    for size in (_DENSE_SIZE,) if table.dense else (_SIZE, _DENSE_SIZE):
        words = [_room(column, _words, size) for column in _columns(table)]
        if sum(words) <= width:
            break
    lines = [min(_room(column, _lines, size), _MOST) for column in _columns(table)]
    words = _narrowed(words, width)
    spare = [max(line - word, 0) for line, word in zip(lines, words, strict=True)]
    eased = min(max(width - sum(words), 0) / (sum(spare) or 1), 1)
    room = [word + more * eased for word, more in zip(words, spare, strict=True)]
    shares = tuple(each / sum(room) for each in room)
    return CellLayout(shares, size < _SIZE, _divided(table, [s * width for s in shares], size))


class _Cell(NamedTuple):
    """The text of a cell, with line breaks in it, and whether it is set in bold."""

    text: str
    bold: bool

    def room(self, piece: str, size: float) -> float:
        """The room of a ``piece`` of its text, in points."""
        return _em_width(piece) * size * (_BOLD if self.bold else 1)


def _columns(table: tree.Table) -> Iterator[list[_Cell]]:
    """The cells of each column that stand in no other."""
    across = {(each.row, each.column) for each in table.joined if each.columns > 1}
    grid = [*table.header, *table.rows]
    for column in range(len(table.align)):
        yield [
            _cell(cells[column], row < len(table.header))
            for row, cells in enumerate(grid)
            if (row, column) not in across
        ]


def _cell(content: tree.Inlines, heading: bool) -> _Cell:
    text = "".join(
        "\n" if isinstance(leaf, tree.LineBreak) else tree.plain((leaf,))
        for leaf in tree.leaves(content)
    )
    strong = any(isinstance(each, tree.Strong) for each in tree.iter_inlines(content))
    return _Cell(text, heading or strong)


def _padding(size: float) -> float:
    return _PADDING if size == _SIZE else _DENSE_PADDING


def _words(text: str) -> list[str]:
    return _PIECE_ENDS.split(text)


def _lines(text: str) -> list[str]:
    return text.split("\n")


def _room(column: Iterable[_Cell], pieces: Callable[[str], Sequence[str]], size: float) -> float:
    """The room of a column, in points, that has its longest piece on one line."""
    rooms = (cell.room(piece, size) for cell in column for piece in pieces(cell.text))
    return max(max(rooms, default=0) / _FILLED + _padding(size), _LEAST)


def _narrowed(rooms: Sequence[float], width: float) -> list[float]:
    """``rooms``, the broadest of them cut to one measure where they exceed ``width``."""
    left, columns = width, len(rooms)
    for room in sorted(rooms):
        if room * columns > left:
            return [min(each, left / columns) for each in rooms]
        left, columns = left - room, columns - 1
    return list(rooms)


def _em_width(text: str) -> float:
    """About how broad ``text`` is, in its size."""
    return sum(_LETTERS.get(letter, _LETTER) for letter in text)


# --- words that no line holds ---------------------------------------------------------


def _divided(table: tree.Table, widths: Sequence[float], size: float) -> tree.Table:
    """``table`` with soft hyphens in those words for which their cell is too narrow."""
    breadths = {(each.row, each.column): each.columns for each in table.joined}

    def row(index: int, cells: tuple[tree.Inlines, ...]) -> tuple[tree.Inlines, ...]:
        return tuple(
            _with_soft_hyphens(
                cell,
                _cell(cell, index < len(table.header)).bold,
                sum(widths[column : column + breadths.get((index, column), 1)]) - _padding(size),
                size,
            )
            for column, cell in enumerate(cells)
        )

    rows = [row(index, cells) for index, cells in enumerate([*table.header, *table.rows])]
    head = len(table.header)
    return replace(table, header=tuple(rows[:head]), rows=tuple(rows[head:]))


def _with_soft_hyphens(
    content: tree.Inlines, bold: bool, width: float, size: float
) -> tree.Inlines:
    def leaf_changed(leaf: tree.AnyInline) -> tree.AnyInline:
        if isinstance(leaf, tree.Text) and leaf.kept:
            return leaf
        if isinstance(leaf, tree.Fact) and leaf.whole:
            return leaf
        if isinstance(leaf, tree.Text | tree.Fact):
            return replace(leaf, text=_WORD.sub(partial(divided, leaf.lang), leaf.text))
        return leaf

    def divided(lang: str, word: re.Match[str]) -> str:
        fits = _Cell(word[0], bold).room(word[0], size) <= width * _FILLED + _ROUNDING
        return word[0] if fits else with_soft_hyphens(word[0], lang)

    return tree.map_leaves(content, leaf_changed)
