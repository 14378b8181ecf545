"""A Word table: fixed columns, rows, directions; what is in the cells comes from elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from diptych.writers.docx.xml import Element, w

Cell = list[Element]

# The parts of a table style that apply (Word's bit mask): no banding; with the header row.
_LOOK_PLAIN, _LOOK_HEADER = "0600", "0620"


@dataclass(frozen=True)
class GridRow:
    """Cells of paragraphs; ``whole`` forbids a page break inside, ``header`` repeats the row."""

    cells: Sequence[Cell]
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
        *(
            w("tc", w("tcPr", w("tcW", w=width, type="dxa")), *cell)
            for cell, width in zip(row.cells, widths, strict=True)
        ),
    )


def divide(total: int, shares: Sequence[float]) -> list[int]:
    """``total`` in whole parts that stand to one another like ``shares``.

    >>> divide(100, [1, 1, 1])
    [33, 34, 33]
    """
    edges = [round(total * sum(shares[:n]) / sum(shares)) for n in range(len(shares) + 1)]
    return [right - left for left, right in pairwise(edges)]
