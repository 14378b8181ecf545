"""Everything that stands in a grid: parallel columns, data tables, places to sign."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import zip_longest
from typing import Final, Literal

from diptych.measure import announces, column_shares, is_short_row
from diptych.tree import (
    AnyBlock,
    Inlines,
    Paragraph,
    Parallel,
    Row,
    Signatory,
    Signatures,
    Table,
    plain,
)
from diptych.writers.docx.grid import Cell, GridRow, grid
from diptych.writers.docx.inlines import Runs
from diptych.writers.docx.languages import first_language, is_rtl
from diptych.writers.docx.paragraphs import paragraph
from diptych.writers.docx.reference import Reference
from diptych.writers.docx.setting import Setting
from diptych.writers.docx.styles import Grid, Measure, Role, Styles
from diptych.writers.docx.widths import data_widths, divide
from diptych.writers.docx.xml import Element

WriteBlocks = Callable[[Sequence[AnyBlock], Setting], Sequence[Element]]

Align = Literal["start", "center", "end"]
_HEADINGS: Final[Mapping[Align, Role]] = {
    "start": "table-heading-start",
    "center": "table-heading-center",
    "end": "table-heading-end",
}
_TEXTS: Final[Mapping[Align, Role]] = {
    "start": "table-text-start",
    "center": "table-text-center",
    "end": "table-text-end",
}

# With more columns than this the type is smaller.
_ROOMY = 2
# Capacity, rule and name of a signatory who has a line of his own.
_SIGNATURE_LINE = (42, 26, 32)


class Tables:
    """Writes the tables of one document; ``write`` writes the blocks inside a cell."""

    def __init__(
        self, reference: Reference, styles: Styles, runs: Runs, write: WriteBlocks
    ) -> None:
        self._reference = reference
        self._styles = styles
        self._runs = runs
        self._write = write

    def parallel(self, block: Parallel, setting: Setting) -> Element:
        """A column a language, a row a unit, under the repeated names of the languages."""
        measure: Measure = "column" if len(block.langs) <= _ROOMY else "narrow"
        margins = self._margins("parallel")
        widths = divide(setting.width + sum(margins), column_shares(block))

        def text(row: Row, keep: bool) -> list[Cell]:
            return [
                self._write(cell, Setting(width - sum(margins), lang, measure, keep=keep))
                or [paragraph(self._styles.paragraph("body", measure), lang, keep=keep)]
                for cell, width, lang in zip(row.cells, widths, block.langs, strict=True)
            ]

        rows = [GridRow(self._names(block), header=True)] if any(map(plain, block.names)) else []
        for row, after in zip_longest(block.rows, block.rows[1:]):
            whole = is_short_row(row)
            stays = _begins_with_note(after) if after else setting.keep
            rows.append(GridRow(text(row, (whole and stays) or _announces(row)), whole))
        return self._edge_to_edge("parallel", widths, rows, block.langs[0])

    def data(self, block: Table, setting: Setting) -> Element:
        """Rows under a header that repeats on each page."""

        def line(roles: Mapping[Align, Role], cells: Sequence[Inlines]) -> list[Cell]:
            return [
                [
                    paragraph(
                        self._styles.paragraph(roles[align], setting.measure),
                        block.lang,
                        self._runs.write(cell, block.lang),
                    )
                ]
                for cell, align in zip(cells, block.align, strict=True)
            ]

        rows = [GridRow(line(_HEADINGS, block.header), header=True)]
        rows += [GridRow(line(_TEXTS, row)) for row in block.rows]
        widths = data_widths(block, setting.width)
        return grid(self._styles.table("data"), widths, rows, rtl=is_rtl(block.lang))

    def signatures(self, block: Signatures, setting: Setting) -> Element:
        """Places to sign, kept on one page: a column each, or a line each."""
        lang = setting.lang
        if block.beside:
            columns = [self._signatory(entry, lang) for entry in block.entries]
            rows = [GridRow(self._columns(columns, lang))]
            style: Grid = "signatures-beside"
            shares: Sequence[int] = [1] * len(columns)
        else:
            *others, last = block.entries
            rows = [GridRow(self._signatory(entry, lang, keep=True)) for entry in others]
            rows.append(GridRow(self._signatory(last, lang)))
            style, shares = "signatures-below", _SIGNATURE_LINE
        widths = divide(setting.width + sum(self._margins(style)), shares)
        return self._edge_to_edge(style, widths, rows, lang)

    def _names(self, block: Parallel) -> list[Cell]:
        style = self._styles.paragraph("column-heading")
        return [
            [paragraph(style, lang, self._runs.write(name, lang), keep=True)]
            for name, lang in zip(block.names, block.langs, strict=True)
        ]

    def _signatory(
        self, entry: Signatory, lang: str, keep: bool = False
    ) -> tuple[Cell, Cell, Cell]:
        """The capacity, the rule to sign on and the name, kept with what follows or not."""
        capacity = self._styles.paragraph("signature-capacity")
        rule = self._styles.paragraph("signature-rule")
        name = self._styles.paragraph("signature-name")
        return (
            self._lines(capacity, entry.capacity, lang, keep),
            [paragraph(rule, lang, keep=keep)],
            self._lines(name, entry.name, lang, keep),
        )

    def _columns(self, columns: Sequence[Sequence[Cell]], lang: str) -> list[Cell]:
        """A cell a signatory, read one after the other, with all rules at one height.

        The cells are aligned at their feet, so equally many lines must stand
        below each rule.
        """
        most = max(len(name) for _, _, name in columns)
        style = self._styles.paragraph("signature-name")
        return [
            [*capacity, *rule, *name, *(paragraph(style, lang) for _ in range(most - len(name)))]
            for capacity, rule, name in columns
        ]

    def _lines(self, style: str, lines: Sequence[Inlines], lang: str, keep: bool) -> Cell:
        """A paragraph a language; an empty one where there is no text at all."""
        written = []
        for line in lines:
            own = first_language(line, lang)
            if plain(line):
                written.append(paragraph(style, own, self._runs.write(line, own), keep=keep))
        return written or [paragraph(style, lang, keep=keep)]

    def _edge_to_edge(
        self, style: Grid, widths: Sequence[int], rows: Sequence[GridRow], lang: str
    ) -> Element:
        """A table without borders whose text, not whose cells, meets the margins of the page."""
        left, right = self._margins(style)
        rtl = is_rtl(lang)
        return grid(
            self._styles.table(style), widths, rows, rtl=rtl, indent=-(right if rtl else left)
        )

    def _margins(self, style: Grid) -> tuple[int, int]:
        return self._reference.cell_margins(self._styles.table(style))


def is_note(block: AnyBlock) -> bool:
    """Whether ``block`` says something about the one before it."""
    return isinstance(block, Paragraph) and block.style == "note"


def _begins_with_note(row: Row) -> bool:
    return any(is_note(block) for cell in row.cells for block in cell[:1])


def _announces(row: Row) -> bool:
    """Whether the row merely announces the next one."""
    return any(announces(cell[-1]) for cell in row.cells if cell)
