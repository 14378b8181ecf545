"""Pages: what a part of the document adds to the page setup of the reference document."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from typing import Final, Literal, cast

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.parts.hdrftr import FooterPart, HeaderPart
from lxml import etree

from diptych.layout import initials
from diptych.tree import Inlines, Part
from diptych.writers.docx.anchors import Anchors
from diptych.writers.docx.grid import Cell, GridRow, divide, grid
from diptych.writers.docx.inlines import Runs
from diptych.writers.docx.languages import is_rtl, run_language
from diptych.writers.docx.notes import Notes
from diptych.writers.docx.paragraphs import paragraph, set_tabs
from diptych.writers.docx.reference import Reference
from diptych.writers.docx.styles import Role
from diptych.writers.docx.watermark import watermark
from diptych.writers.docx.xml import Element, literal, related, w

PageRegion = Literal["header", "footer"]
Pages = Literal["default", "first"]

_PARTS: Final = {
    "header": (HeaderPart, "hdr", CT.WML_HEADER, RT.HEADER),
    "footer": (FooterPart, "ftr", CT.WML_FOOTER, RT.FOOTER),
}
# How the width of an initialled footer is shared between a place and the number of the page.
_PLACE, _NUMBER = 28, 44
# What is left free between two places above the number of the page, in twentieths of a point.
_BAND_GAP = 340
# What the page setup keeps of the reference document, on either side of our own children.
_GEOMETRY: Final = ("pgSz", "pgMar", "paperSrc", "pgBorders", "cols", "vAlign")


@dataclass(frozen=True)
class Sections:
    """Writes the section properties of one document, with its headers and footers."""

    reference: Reference
    notes: Notes
    anchors: Anchors

    def properties(self, part: Part) -> Element:
        """The ``w:sectPr`` of ``part``: header from its second page, footer on every page.

        The header of one that goes on with another runs from its first page.
        """
        begins = not part.continued
        setup = self.reference.section(part.landscape)
        lang = part.langs[0]
        return w(
            "sectPr",
            self._header("default", part.header, part),
            self._header("first", (), part) if begins and part.watermark else None,
            self._footer("default", part),
            self._footer("first", part) if begins else None,
            w("type", val="nextPage"),
            *(deepcopy(child) for child in setup if etree.QName(child).localname in _GEOMETRY),
            w("titlePg") if begins else None,
            w("bidi") if is_rtl(lang) else None,
        )

    def _header(self, pages: Pages, inlines: Inlines, part: Part) -> Element:
        """A reference to a new header: ``inlines``, and behind the page the watermark.

        Without content it is a spacer, not nothing: a section without a header
        would take that of the section before.
        """
        root, runs, identifier = self._new("header")
        lang = part.langs[0]
        role: Role = "Header" if inlines else "Spacer"
        mark = watermark(part, self.reference) if part.watermark else []
        style = self.reference.paragraph_style(role)
        root.append(paragraph(style, lang, [*runs.write(inlines, lang), *mark]))
        if part.column_names and pages == "default":
            root.append(self._column_names(part, runs))
            root.append(paragraph(self.reference.paragraph_style("Spacer"), lang))
        return related(w("headerReference", type=pages), identifier)

    def _column_names(self, part: Part, runs: Runs) -> Element:
        """The names of the languages above their columns."""
        style = self.reference.paragraph_style("Running Column Heading")
        table = self.reference.table_style("Parallel")
        left, right = self.reference.cell_margins(table)
        rtl = is_rtl(part.langs[0])
        names = [
            [paragraph(style, own, runs.write(name, own))]
            for own, name in zip(part.langs, part.column_names, strict=True)
        ]
        widths = divide(self.reference.text_width(part.landscape) + left + right, part.shares)
        return grid(table, widths, [GridRow(names)], rtl=rtl, indent=-(right if rtl else left))

    def _footer(self, pages: Pages, part: Part) -> Element:
        """A reference to a new footer: the number of the page, beside it places to initial."""
        root, runs, identifier = self._new("footer")
        lang = part.langs[0]
        number = paragraph(
            self.reference.paragraph_style("Footer" if part.footer else "Spacer"),
            lang,
            runs.write(part.footer, lang),
        )
        if part.initials:
            beside = initials.stand_beside_number(part)
            place = self._initialled if beside else self._below_initials
            root.append(place(number, part, runs))
            root.append(paragraph(self.reference.paragraph_style("Spacer"), lang))
        else:
            root.append(number)
        return related(w("footerReference", type=pages), identifier)

    def _initialled(self, number: Element, part: Part, runs: Runs) -> Element:
        """The number of the page between the places of the parties, the first on the left."""
        lang, style = part.langs[0], self.reference.paragraph_style("Initials")
        shares = [_PLACE, _NUMBER, *(_PLACE for _ in part.initials[1:])]
        widths = divide(self.reference.text_width(part.landscape), shares)
        # The style ends the line at a tab stop with a rule before it.
        places: list[Cell] = [
            [paragraph(style, lang, [*runs.write(each, lang), _rule(lang)])]
            for each in part.initials
        ]
        if part.landscape:  # where a longer name may pass that stop
            for (place,) in places:
                set_tabs(place, _rule_up_to(widths[0]))
        cells: list[Cell] = [places[0], [number], *places[1:]]
        table = self.reference.table_style("Initials Table")
        return grid(table, widths, [GridRow(cells)], rtl=is_rtl(lang))

    def _below_initials(self, number: Element, part: Part, runs: Runs) -> Element:
        """The number of the page below the places of the parties.

        Both stand in one cell: LibreOffice loses a line below a table that makes the footer grow.
        """
        width = self.reference.text_width(part.landscape)
        table = self.reference.table_style("Initials Table")
        return grid(table, [width], [GridRow([[self._band(part, runs), number]])], rtl=False)

    def _band(self, part: Part, runs: Runs) -> Element:
        """The places of the parties, the first on the left: a rule each, and below it who signs."""
        lang, style = part.langs[0], self.reference.paragraph_style("Initials")
        count = len(part.initials)
        widths = divide(self.reference.text_width(part.landscape), [1] * count)
        cells: list[Cell] = []
        for place, width in zip(part.initials, widths, strict=True):
            rule = paragraph(style, lang, [w("r", w("tab"))])
            set_tabs(rule, _rule_up_to(width - _BAND_GAP))
            cells.append([rule, paragraph(style, lang, runs.write(place, lang))])
        table = self.reference.table_style("Initials Table")
        band = grid(table, widths, [GridRow(cells)], rtl=is_rtl(lang))
        for cell in band.iter(qn("w:tcPr")):  # a longer name runs on below the others
            cell.append(w("vAlign", val="top"))
        return band

    def _new(self, kind: PageRegion) -> tuple[BaseOxmlElement, Runs, str]:
        """The root of a new header or footer, what writes its runs, and its relationship."""
        part_class, tag, content_type, relationship = _PARTS[kind]
        package = self.reference.package
        name = package.next_partname(f"/word/{kind}%d.xml")
        root = cast(BaseOxmlElement, OxmlElement(f"w:{tag}"))
        part = part_class(name, content_type, root, package)
        identifier = self.reference.part.relate_to(part, relationship)
        return root, Runs(self.reference, part, self.notes.call, self.anchors), identifier


def _rule(lang: str) -> Element:
    """What ends a line at a tab stop that has a rule before it, a little apart from its text."""
    return w("r", w("rPr", *run_language(lang)), literal("t", " "), w("tab"))


def _rule_up_to(place: int) -> Element:
    """A tab stop at ``place``, with a rule before it."""
    return w("tab", val="left", leader="underscore", pos=place)
