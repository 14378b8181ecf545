"""Which named style of the reference document each thing of the tree takes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, TypeAlias

from diptych.tree import ParagraphStyle
from diptych.writers.docx.reference import Reference

Furniture = Literal[
    "heading-1",
    "heading-2",
    "heading-3",
    "quote",
    "ordered",
    "bulleted",
    "continued-1",  # further paragraphs of an item, by the depth of its list
    "continued-2",
    "continued-3",
    "letterhead",
    "column-heading",
    "table-heading-start",
    "table-heading-center",
    "table-heading-end",
    "table-text-start",
    "table-text-center",
    "table-text-end",
    "signature-capacity",
    "signature-rule",
    "signature-name",
    "seal",
    "picture",
    "emblem",
    "note-text",
    "contents-1",
    "contents-2",
    "header",
    "footer",
    "initials",
    "watermark",
    "spacer",  # the paragraph Word needs after a table
]
Role: TypeAlias = ParagraphStyle | Furniture

PARAGRAPH_STYLES: Final[Mapping[Role, str]] = {
    "body": "Body Text",
    "document-name": "Title",
    "subject": "Subtitle",
    "label": "Label",
    "headline": "Headline",
    "detail": "Detail",
    "lead": "Lead",
    "resolution": "Resolution",
    "note": "Note",
    "boilerplate": "Boilerplate",
    "end-mark": "End Mark",
    "done": "Done Clause",
    "embargo": "Embargo",
    "caption": "Caption",
    "annex": "Annex",
    "heading-1": "Heading 1",
    "heading-2": "Heading 2",
    "heading-3": "Heading 3",
    "quote": "Quote",
    "ordered": "List Number",
    "bulleted": "List Bullet",
    "continued-1": "List Continue",
    "continued-2": "List Continue 2",
    "continued-3": "List Continue 3",
    "letterhead": "Letterhead",
    "column-heading": "Column Heading",
    "table-heading-start": "Table Heading",
    "table-heading-center": "Table Heading Centre",
    "table-heading-end": "Table Heading End",
    "table-text-start": "Table Text",
    "table-text-center": "Table Text Centre",
    "table-text-end": "Table Text End",
    "signature-capacity": "Signature Capacity",
    "signature-rule": "Signature Rule",
    "signature-name": "Signature Name",
    "seal": "Seal",
    "picture": "Picture",
    "emblem": "Emblem",
    "note-text": "Footnote Text",
    "contents-1": "TOC 1",
    "contents-2": "TOC 2",
    "header": "Header",
    "footer": "Footer",
    "initials": "Initials",
    "watermark": "Watermark",
    "spacer": "Spacer",
}

Accent = Literal["emphasis", "strong", "strong-emphasis", "link", "note"]
CHARACTER_STYLES: Final[Mapping[Accent, str]] = {
    "emphasis": "Emphasis",
    "strong": "Strong",
    "strong-emphasis": "Intense Emphasis",
    "link": "Hyperlink",
    "note": "Footnote Reference",
}

Grid = Literal[
    "parallel",
    "data",
    "dense",
    "signatures-beside",
    "signatures-below",
    "signature-rule",
    "letterhead",
    "embargo",
    "initials",
    "closing",
]
TABLE_STYLES: Final[Mapping[Grid, str]] = {
    "parallel": "Parallel",
    "data": "Data Table",
    "dense": "Data Table Dense",
    "signatures-beside": "Signatures",
    "signatures-below": "Signature Lines",
    "signature-rule": "Signature Rule Table",
    "letterhead": "Letterhead Table",
    "embargo": "Embargo Table",
    "initials": "Initials Table",
    "closing": "Closing Table",
}

Measure = Literal["full", "column", "narrow"]
"""How wide the text stands: over the page, in one of two columns, in one of more."""

_SUFFIXES: Final[Mapping[Measure, tuple[str, ...]]] = {
    "full": ("",),
    "column": (" Column", ""),
    "narrow": (" Narrow", " Column", ""),
}


class Styles:
    """The style identifiers of one reference document, looked up by what they are for.

    Every lookup raises ``TemplateError`` when the reference document lacks the
    style. A variant for columns («Body Text Column») is taken where there is one.
    """

    def __init__(self, reference: Reference) -> None:
        self._reference = reference

    def paragraph(self, role: Role, measure: Measure = "full") -> str:
        """The identifier of the paragraph style for ``role`` in text of that ``measure``."""
        name = PARAGRAPH_STYLES[role]
        return self._reference.style_id(
            "paragraph", *(name + suffix for suffix in _SUFFIXES[measure])
        )

    def character(self, accent: Accent) -> str:
        """The identifier of the character style for ``accent``."""
        return self._reference.style_id("character", CHARACTER_STYLES[accent])

    def table(self, grid: Grid) -> str:
        """The identifier of the table style for ``grid``."""
        return self._reference.style_id("table", TABLE_STYLES[grid])
