"""Which named style of the reference document each thing of the tree takes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, TypeAlias

from diptych.tree import ParagraphStyle

#: What the tree has no style for, by the name of its style in Word.
StyleRole = Literal[
    "Heading 1",
    "Heading 2",
    "Heading 3",
    "Quote",
    "List Number",
    "List Bullet",
    "List Continue",  # further paragraphs of an item, by the depth of its list
    "List Continue 2",
    "List Continue 3",
    "Letterhead",
    "Column Heading",
    "Running Column Heading",  # the same in the header of a page
    "Table Caption",
    "Table Heading",
    "Table Heading Centre",
    "Table Heading End",
    "Table Text",
    "Table Text Centre",
    "Table Text End",
    "Signature Capacity",
    "Signature Rule",
    "Signature Name",
    "Seal",
    "Picture",
    "Emblem",
    "Footnote Text",
    "TOC 1",
    "TOC 2",
    "Header",
    "Footer",
    "Initials",
    "Watermark",
    "Spacer",  # the paragraph Word needs after a table
]
Role: TypeAlias = ParagraphStyle | StyleRole

#: The styles of paragraphs of the tree, by name.
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
}

Accent = Literal["Emphasis", "Strong", "Intense Emphasis", "Hyperlink", "Footnote Reference"]

Grid = Literal[
    "Parallel",
    "Data Table",
    "Data Table Dense",
    "Signatures",
    "Signature Lines",
    "Signature Rule Table",
    "Letterhead Table",
    "Embargo Table",
    "Initials Table",
    "Kept Table",
]

Measure = Literal["full", "column", "narrow"]
"""How wide the text stands: over the page, in one of two columns, in one of more."""

#: What the name of a style ends in for text so wide; the first that there is counts.
SUFFIXES: Final[Mapping[Measure, tuple[str, ...]]] = {
    "full": ("",),
    "column": (" Column", ""),
    "narrow": (" Narrow", " Column", ""),
}

_ROOMY = 2  # columns of text that stand on an upright page


def measure_of(columns: int) -> Measure:
    """How wide text stands that is set in so many columns."""
    if columns == 1:
        return "full"
    return "column" if columns <= _ROOMY else "narrow"
