"""A Word table: fixed columns, rows, directions; what is in the cells comes from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, starmap
from typing import Literal

from diptych.writers.docx.xml import Element, w

Cell = list[Element]
Side = Literal["top", "bottom"]

# The parts of a table style that apply (Word's bit mask): no banding; with the header row.
_LOOK_PLAIN, _LOOK_HEADER = "0600", "0620"


@dataclass(frozen=True)
class GridCell:
    """A cell over as many ``columns``; ``rows`` says whether it begins or goes on over rows.

    ``borders`` are those that the style of its table cannot know, which tells rows apart by
    their place alone: how thick, in eighths of a point, by side; 0 is none.
    """

    content: Cell
    columns: int = 1
    rows: Literal["", "restart", "continue"] = ""
    borders: Mapping[Side, int] = field(default_factory=dict)


@dataclass(frozen=True)
class GridRow:
    """Cells of paragraphs; ``whole`` forbids a page break inside, ``header`` repeats the row."""

    cells: Sequence[Cell | GridCell]
    whole: bool = True
    header: bool = False


def grid(
    style: str, widths: Sequence[int], rows: Sequence[GridRow], *, rtl: bool, indent: int = 0
) -> Element:
    """A ``w:tbl`` whose columns have ``widths`` and which begins ``indent`` from the margin.

    All measures are in twentieths of a point. ``rtl`` puts the first column on the right.
    """
    return w(
        "tbl",
        w(
            "tblPr",
            w("tblStyle", val=style),
            w("bidiVisual") if rtl else None,
            w("tblW", w=sum(widths), type="dxa"),
            w("tblInd", w=indent, type="dxa"),
            w("tblLayout", type="fixed"),
            w("tblLook", val=_LOOK_HEADER if any(row.header for row in rows) else _LOOK_PLAIN),
        ),
        w("tblGrid", *(w("gridCol", w=width) for width in widths)),
        *(_row(row, widths) for row in rows),
    )


def _row(row: GridRow, widths: Sequence[int]) -> Element:
    return w(
        "tr",
        w("trPr", w("cantSplit") if row.whole else None, w("tblHeader") if row.header else None)
        if row.whole or row.header
        else None,
        *_cells(row.cells, widths),
    )


def _cells(cells: Sequence[Cell | GridCell], widths: Sequence[int]) -> Iterator[Element]:
    begins = 0
    for each in cells:
        cell = each if isinstance(each, GridCell) else GridCell(each)
        ends = begins + cell.columns
        yield w(
            "tc",
            w(
                "tcPr",
                w("tcW", w=sum(widths[begins:ends]), type="dxa"),
                w("gridSpan", val=cell.columns) if cell.columns > 1 else None,
                w("vMerge", val=cell.rows) if cell.rows else None,
                w("tcBorders", *starmap(_border, cell.borders.items())) if cell.borders else None,
            ),
            *cell.content,
        )
        begins = ends
    assert begins == len(widths), "the cells of a row are not as many as its columns"


def _border(side: Side, thickness: int) -> Element:
    if not thickness:
        return w(side, val="nil")
    return w(side, val="single", sz=thickness, space=0, color="auto")


def divide(total: int, shares: Sequence[float]) -> list[int]:
    """``total`` in whole parts that stand to one another like ``shares``.

    >>> divide(100, [1, 1, 1])
    [33, 34, 33]
    """
    edges = [round(total * sum(shares[:n]) / sum(shares)) for n in range(len(shares) + 1)]
    return [right - left for left, right in pairwise(edges)]
