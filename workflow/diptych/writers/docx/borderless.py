"""Tables without borders, whose text, not whose cells, meets the margins of the page."""

from __future__ import annotations

from collections.abc import Sequence

from diptych.writers.docx.grid import GridRow, grid
from diptych.writers.docx.languages import is_rtl
from diptych.writers.docx.reference import Reference
from diptych.writers.docx.setting import Setting
from diptych.writers.docx.styles import Grid
from diptych.writers.docx.xml import Element


def borderless(
    reference: Reference,
    style: Grid,
    widths: Sequence[int],
    rows: Sequence[GridRow],
    setting: Setting,
) -> Element:
    """A table in ``style``, its columns as wide as ``widths`` in twentieths of a point."""
    left, right = margins(reference, style)
    rtl = is_rtl(setting.lang)
    indent = setting.inset - (right if rtl else left)
    return grid(reference.table_style(style), widths, rows, rtl=rtl, indent=indent)


def margins(reference: Reference, style: Grid) -> tuple[int, int]:
    """What a cell of a table in ``style`` has on the left and on the right of its text."""
    return reference.cell_margins(reference.table_style(style))
