"""Pages: what a part of the document adds to the page setup of the reference document."""

from __future__ import annotations

from copy import deepcopy
from typing import Final, Literal, cast

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml.parser import OxmlElement
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.parts.hdrftr import FooterPart, HeaderPart
from lxml import etree

from diptych.tree import Inlines, Part
from diptych.writers.docx.inlines import Runs
from diptych.writers.docx.languages import is_rtl
from diptych.writers.docx.paragraphs import paragraph
from diptych.writers.docx.reference import Reference
from diptych.writers.docx.styles import Role, Styles
from diptych.writers.docx.xml import Element, related, w

Furniture = Literal["header", "footer"]

_PARTS: Final = {
    "header": (HeaderPart, "hdr", CT.WML_HEADER, RT.HEADER),
    "footer": (FooterPart, "ftr", CT.WML_FOOTER, RT.FOOTER),
}
# What the page setup keeps of the reference document, on either side of our own children.
_GEOMETRY: Final = ("pgSz", "pgMar", "paperSrc", "pgBorders", "cols", "vAlign")


class Sections:
    """Writes the section properties of one document, with its headers and footers."""

    def __init__(self, reference: Reference, styles: Styles) -> None:
        self._reference = reference
        self._styles = styles

    def properties(self, part: Part) -> Element:
        """The ``w:sectPr`` of ``part``: header from its second page, footer on every page."""
        setup = self._reference.section(part.landscape)
        lang = part.langs[0]
        return w(
            "sectPr",
            self._furniture("header", "default", part.header, lang),
            self._furniture("footer", "default", part.footer, lang),
            self._furniture("footer", "first", part.footer, lang),
            w("type", val="nextPage"),
            *(deepcopy(child) for child in setup if etree.QName(child).localname in _GEOMETRY),
            w("titlePg"),
            w("bidi") if is_rtl(lang) else None,
        )

    def _furniture(
        self, kind: Furniture, pages: Literal["default", "first"], inlines: Inlines, lang: str
    ) -> Element:
        """A reference to a new header or footer part.

        Without content it is a spacer, not nothing: a section without a header
        would take that of the section before.
        """
        part_class, tag, content_type, relationship = _PARTS[kind]
        package = self._reference.package
        name = package.next_partname(f"/word/{kind}%d.xml")
        root = cast(BaseOxmlElement, OxmlElement(f"w:{tag}"))
        part = part_class(name, content_type, root, package)
        role: Role = kind if inlines else "spacer"
        runs = Runs(self._styles, part).write(inlines, lang)
        root.append(paragraph(self._styles.paragraph(role), lang, runs))
        identifier = self._reference.part.relate_to(part, relationship)
        return related(w(f"{kind}Reference", type=pages), identifier)
