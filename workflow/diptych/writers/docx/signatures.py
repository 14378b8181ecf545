"""Places to sign: a column each, or a line each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from diptych import tree
from diptych.writers.docx.borderless import borderless, margins
from diptych.writers.docx.grid import Cell, GridRow, divide, grid
from diptych.writers.docx.inlines import Runs
from diptych.writers.docx.languages import is_rtl
from diptych.writers.docx.paragraphs import paragraph
from diptych.writers.docx.reference import Reference
from diptych.writers.docx.setting import Setting
from diptych.writers.docx.styles import Grid, Role
from diptych.writers.docx.xml import Element

# Capacity, rule and name of a signatory who has a line of his own.
_LINE = (42, 26, 32)  # per cent of the width


def table_style(block: tree.Signatures) -> Grid:
    """The style of the table that ``block`` is."""
    return "Signatures" if block.beside else "Signature Lines"


@dataclass(frozen=True)
class PlacesToSign:
    """Writes the places to sign of one document."""

    reference: Reference
    runs: Runs

    def write(self, block: tree.Signatures, setting: Setting) -> Element:
        """The places of ``block``, kept on one page."""
        style = table_style(block)
        around = sum(margins(self.reference, style))
        widths = self._widths(block, setting.width, around)
        if block.beside:
            rows = []
            for entries in block.rows:
                here = replace(setting, keep=entries is not block.rows[-1])
                columns = [
                    self._signatory(entry, replace(here, width=width - around))
                    for entry, width in zip(entries, widths, strict=True)
                ]
                rows.append(GridRow(self._columns(columns, setting)))
        else:
            here = replace(setting, width=widths[1] - around, keep=True)
            *others, last = block.entries
            places = [self._signatory(entry, here) for entry in others]
            places.append(self._signatory(last, replace(here, keep=False)))
            # A cell ends in a paragraph; without one, names stand below the rules.
            end = [paragraph(self._style("Spacer", setting), setting.lang) for _ in places]
            rows = [
                GridRow([capacity, [*line, spacer], name])
                for (capacity, line, name), spacer in zip(places, end, strict=True)
            ]
        return borderless(self.reference, style, widths, rows, setting)

    def _widths(self, block: tree.Signatures, width: int, around: int) -> list[int]:
        """The widths of the cells, ``around`` of each of them beside its text."""
        if not block.beside:
            return divide(width + around, _LINE)
        if not block.shares:
            return divide(width + around, [1] * len(block.rows[0]))
        gutter = sum(margins(self.reference, "Parallel"))
        *firsts, _ = divide(width + gutter, block.shares)
        return [*firsts, width + around - sum(firsts)]

    def _signatory(self, entry: tree.Signatory, setting: Setting) -> tuple[Cell, Cell, Cell]:
        """The capacity, the rule to sign on and the name, kept with what follows or not.

        The rule is the border of a table, as wide as ``setting`` says: LibreOffice writes the
        border of a paragraph into an accessible PDF as neither content nor artifact.
        """
        lang, keep = setting.lang, setting.keep
        rule = paragraph(self._style("Signature Rule", setting), lang, keep=keep)
        seal = self._lines("Seal", entry.seal, setting) if entry.seal else []
        return (
            self._lines("Signature Capacity", entry.capacity, setting),
            [
                grid(
                    self.reference.table_style("Signature Rule Table"),
                    [setting.width],
                    [GridRow([[rule]])],
                    rtl=is_rtl(lang),
                )
            ],
            [*self._lines("Signature Name", entry.name, setting), *seal],
        )

    def _columns(self, columns: Sequence[Sequence[Cell]], setting: Setting) -> list[Cell]:
        """A cell a signatory, read one after the other, with all rules at one height.

        The cells are aligned at their feet, so equally many lines must stand
        below each rule.
        """
        most = max(len(name) for _, _, name in columns)
        style = self._style("Signature Name", setting)
        return [
            [
                *capacity,
                *rule,
                *name,
                *(paragraph(style, setting.lang) for _ in range(most - len(name))),
            ]
            for capacity, rule, name in columns
        ]

    def _lines(self, role: Role, lines: Sequence[tree.Inlines], setting: Setting) -> Cell:
        """A paragraph a language; an empty one where there is no text at all."""
        style, keep = self._style(role, setting), setting.keep
        written = []
        for line in lines:
            own = tree.language(line, setting.lang)
            if tree.plain(line):
                written.append(paragraph(style, own, self.runs.write(line, own), keep=keep))
        return written or [paragraph(style, setting.lang, keep=keep)]

    def _style(self, role: Role, setting: Setting) -> str:
        """A page on its side is low: the type on it is smaller."""
        return self.reference.paragraph_style(role, "narrow" if setting.landscape else "full")
