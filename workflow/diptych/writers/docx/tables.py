"""What stands in a grid: parallel columns, tables of data, letterheads, boxes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Final, Literal

from diptych import tree
from diptych.layout.cells import CellLayout, lay_out
from diptych.layout.measure import announcing, is_short_line
from diptych.layout.rows import closes_list, column_letters, is_low, is_whole
from diptych.writers.docx.anchors import Anchors
from diptych.writers.docx.borderless import borderless, margins
from diptych.writers.docx.grid import Cell, GridCell, GridRow, Side, divide, grid
from diptych.writers.docx.inlines import Runs
from diptych.writers.docx.languages import is_rtl
from diptych.writers.docx.notes import Notes
from diptych.writers.docx.paragraphs import paragraph
from diptych.writers.docx.pictures import Pictures
from diptych.writers.docx.reference import Reference
from diptych.writers.docx.setting import Setting
from diptych.writers.docx.signatures import table_style
from diptych.writers.docx.styles import Grid, Measure, Role, measure_of
from diptych.writers.docx.xml import Element

Align = Literal["start", "center", "end"]
_HEADINGS: Final[Mapping[Align, Role]] = {
    "start": "Table Heading",
    "center": "Table Heading Centre",
    "end": "Table Heading End",
}
_TEXTS: Final[Mapping[Align, Role]] = {
    "start": "Table Text",
    "center": "Table Text Centre",
    "end": "Table Text End",
}

# How high and wide an emblem is, in twentieths of a point: 15 mm, as in templates/pdf/tokens.css.
_EMBLEM = round(15 / 25.4 * 72 * 20)
_TWIPS = 20  # in a point
# The borders of cells in a row that the style of the table does not know: of captions, of the last
# row of a head, between two languages. In eighths of a point, as in the style.
_CAPTIONED: Final[Mapping[Side, int]] = {"top": 0, "bottom": 4}
_HEAD_END: Final[Mapping[Side, int]] = {"bottom": 4}
_NO_BORDERS: Final[Mapping[Side, int]] = {"top": 0, "bottom": 0}
# Rows of no more lines than this are never divided: where LibreOffice divides one, it keeps no two
# lines of a paragraph together, whatever its style asks for.
_UNDIVIDED = 6
# How many rows of a table of data stand with the places to sign below it.
_STANDING = 2


@dataclass(frozen=True)
class Tables:
    """Writes the tables of one document; ``write`` writes the blocks inside a cell."""

    reference: Reference
    runs: Runs
    notes: Notes
    anchors: Anchors
    pictures: Pictures
    write: Callable[[Sequence[tree.AnyBlock], Setting], list[Element]]

    def parallel(self, block: tree.Parallel, setting: Setting) -> Element:
        """A column a language, a row a unit, under the names of the languages."""
        measure = measure_of(len(block.langs))
        gutter = sum(margins(self.reference, "Parallel"))
        widths = divide(setting.width + gutter, block.shares)

        def text(row: tree.Row, keep: bool) -> list[Cell]:
            return [
                self.write(cell, Setting(width - gutter, lang, measure, keep=keep))
                or [paragraph(self.reference.paragraph_style("body", measure), lang, keep=keep)]
                for cell, width, lang in zip(row.cells, widths, block.langs, strict=True)
            ]

        rows = [GridRow(self._names(block))] if any(map(tree.plain, block.names)) else []
        letters = column_letters(block)
        for place, (row, after) in enumerate(zip_longest(block.rows, block.rows[1:])):
            whole = is_whole(row, letters) or is_low(row, letters, _UNDIVIDED)
            stays = setting.keep
            if after:
                stays = _begins_with_note(after) or closes_list(block.rows, place + 1, letters)
            with self.notes.in_columns():
                rows.append(GridRow(text(row, stays or announcing(row)), whole))
        return borderless(
            self.reference, "Parallel", widths, rows, replace(setting, lang=block.langs[0])
        )

    def together(self, block: tree.KeptTogether, setting: Setting) -> Element:
        """One cell that no page divides: LibreOffice does not keep one table with the next."""
        styles = map(_grid, block.blocks)
        # The cell is as wide as any table in it: LibreOffice lets none stick out.
        sides = (side for style in styles if style for side in margins(self.reference, style))
        inset = max(sides, default=0)
        return grid(
            self.reference.table_style("Kept Table"),
            [setting.width + 2 * inset],
            [GridRow([self.write(block.blocks, replace(setting, inset=inset))])],
            rtl=is_rtl(setting.lang),
            indent=-inset,
        )

    def letterhead(self, block: tree.Letterhead, setting: Setting) -> Element:
        """The lines over the whole width, with an emblem above them or one on either side."""
        style = self.reference.paragraph_style("Letterhead")
        lines = []
        for line in block.lines:
            lang = tree.language(line, setting.lang)
            lines.append(paragraph(style, lang, self.runs.write(line, lang), keep=True))
        emblems = [self._emblem(emblem, setting) for emblem in block.emblems]
        cells: list[Cell] = [[*emblems, *lines]]
        widths = [setting.width]
        if len(emblems) > 1:
            side = round(2 * _EMBLEM)
            cells = [[emblems[0]], lines, emblems[1:]]
            widths = [side, setting.width - 2 * side, side]
        return grid(
            self.reference.table_style("Letterhead Table"),
            widths,
            [GridRow(cells)],
            rtl=is_rtl(setting.lang),
        )

    def _emblem(self, emblem: tree.Emblem, setting: Setting) -> Element:
        lang = tree.language(emblem.alt, setting.lang)
        drawing = self.pictures.drawing(emblem.image, tree.plain(emblem.alt), _EMBLEM)
        return paragraph(self.reference.paragraph_style("Emblem"), lang, [drawing], keep=True)

    def embargo(self, line: Element, setting: Setting) -> Element:
        """A box around the line of an embargo."""
        style = self.reference.table_style("Embargo Table")
        return grid(style, [setting.width], [GridRow([[line]])], rtl=is_rtl(setting.lang))

    def data(self, block: tree.Table, setting: Setting) -> Element:
        """Rows under a head that repeats on each page.

        Where what follows must not stand alone, the last rows stand with it.
        """
        layout = lay_out(block, setting.width / _TWIPS)
        measure: Measure = "column" if layout.dense else setting.measure
        rows = self._data_rows([layout], measure, setting.keep)
        style = self.reference.table_style("Data Table Dense" if layout.dense else "Data Table")
        return grid(style, divide(setting.width, layout.shares), rows, rtl=is_rtl(block.lang))

    def parallel_table(self, block: tree.ParallelTable, setting: Setting) -> Element:
        """The columns of each language's table, with gaps between the languages."""
        gap = sum(margins(self.reference, "Parallel"))
        own_widths = [each - gap for each in divide(setting.width + gap, block.shares)]
        widths: list[int] = []
        layouts = []
        for table, width in zip(block.tables, own_widths, strict=True):
            layout = lay_out(table, width / _TWIPS)
            widths += [*([gap] if widths else []), *divide(width, layout.shares)]
            layouts.append(layout)
        style = self.reference.table_style("Data Table Dense")
        rtl = is_rtl(block.tables[0].lang)
        return grid(style, widths, self._data_rows(layouts, "column", setting.keep), rtl=rtl)

    def caption(self, block: tree.Table) -> Element:
        """The paragraph above a table of data."""
        style = self.reference.paragraph_style("Table Caption")
        runs = self.runs.write(block.caption, block.lang)
        written = paragraph(style, block.lang, runs, keep=True)
        return self.anchors.mark(written, block.lang, block.id)

    def _data_rows(
        self, layouts: Sequence[CellLayout], measure: Measure, keep: bool
    ) -> list[GridRow]:
        """The rows of tables that are alike but for their language, side by side.

        If ``keep``, the last of them stay with what follows.
        """
        tables = [layout.table for layout in layouts]
        first = tables[0]
        head = len(first.header)
        rows = []
        if len(tables) > 1 and first.caption:
            captions = [
                GridCell([self.caption(each)], len(each.align), borders=_CAPTIONED)
                for each in tables
            ]
            rows.append(
                GridRow(self._with_gaps([[each] for each in captions], tables), header=True)
            )
        count = head + len(first.rows)
        for number in range(count):
            stays = number < head or (keep and number >= count - _STANDING)
            lines = [[*each.header, *each.rows][number] for each in tables]
            cells = [
                self._data_cells(each, number, line, measure, stays)
                for each, line in zip(tables, lines, strict=True)
            ]
            if number == head - 1 and rows:
                cells = [[replace(cell, borders=_HEAD_END) for cell in own] for own in cells]
            whole = number < head or all(map(is_short_line, lines))
            rows.append(GridRow(self._with_gaps(cells, tables), whole, header=number < head))
        return rows

    def _data_cells(
        self,
        table: tree.Table,
        number: int,
        line: Sequence[tree.Inlines],
        measure: Measure,
        keep: bool,
    ) -> list[GridCell]:
        """The cells of a row of ``table``; a row that goes on in a cell above has its end."""
        roles = _HEADINGS if number < len(table.header) else _TEXTS
        cells = []
        for column, (content, align) in enumerate(zip(line, table.align, strict=True)):
            covering = table.cell(number, column)
            if covering.column != column:
                continue
            style = self.reference.paragraph_style(roles[align], measure)
            runs = self.runs.write(content, table.lang)
            over: Literal["", "restart", "continue"] = "" if covering.rows == 1 else "continue"
            if over and covering.row == number:
                over = "restart"
            written = [paragraph(style, table.lang, runs, keep=keep)]
            cells.append(GridCell(written, covering.columns, over))
        return cells

    def _with_gaps(
        self, cells: Sequence[Sequence[GridCell]], tables: Sequence[tree.Table]
    ) -> list[GridCell]:
        """The ``cells`` of each of ``tables``, an empty one between two languages."""
        row: list[GridCell] = []
        for own, table in zip(cells, tables, strict=True):
            if row:
                spacer = self.reference.paragraph_style("Spacer")
                row.append(GridCell([paragraph(spacer, table.lang)], borders=_NO_BORDERS))
            row += own
        return row

    def _names(self, block: tree.Parallel) -> list[Cell]:
        style = self.reference.paragraph_style("Column Heading")
        return [
            [paragraph(style, lang, self.runs.write(name, lang), keep=True)]
            for name, lang in zip(block.names, block.langs, strict=True)
        ]


def _grid(block: tree.AnyBlock) -> Grid | None:
    """The style of the table without borders that ``block`` is, if it is one."""
    if isinstance(block, tree.Signatures):
        return table_style(block)
    return "Parallel" if isinstance(block, tree.Parallel) else None


def is_note(block: tree.AnyBlock) -> bool:
    """Whether ``block`` says something about the one before it."""
    return isinstance(block, tree.Paragraph) and block.style == "note"


def _begins_with_note(row: tree.Row) -> bool:
    return any(is_note(block) for cell in row.cells for block in cell[:1])
