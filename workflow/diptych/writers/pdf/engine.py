"""What WeasyPrint 70 does not do by itself, added while it writes one file.

WeasyPrint offers no extension point for this, so names inside it are replaced
for the time of a ``with``; the version is pinned and tests hold each effect.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from typing import Any
from unittest.mock import patch

import pydyf
import weasyprint.pdf
from fontTools.ttLib import TTFont
from weasyprint import Document
from weasyprint.formatting_structure.boxes import BlockBox, Box, MarginBox
from weasyprint.pdf import fonts, stream, tags

# What the classes of our elements are in the structure of a PDF.
_ROLES = {"contents": "/TOC", "entry": "/TOCI", "footnote": "/Note"}

_build_box_tree = tags._build_box_tree
_build_fonts_dictionary = fonts.build_fonts_dictionary

# What a glyph that stands for several characters is copied as. Style sheets divide words
# with a character that no text of a document holds.
_COPIED_AS = {"\u2011": "\u00ad", "\u00a0": " "}


@contextmanager
def extended(document: Document) -> Iterator[None]:
    """While ``document`` is written: languages, list bodies and page artifacts as PDF/UA asks.

    Text copies with whole words, and no time gets into the fonts.
    """
    with (
        patch.object(tags, "_build_box_tree", _build_structure),
        patch.object(stream.Stream, "marked", _marked(_running_texts(document))),
        patch.object(weasyprint.pdf, "build_fonts_dictionary", _build_fonts),
        # Used for subsets where libharfbuzz-subset is not installed.
        patch.object(fonts, "TTFont", partial(TTFont, recalcTimestamp=False)),
    ):
        yield


def _build_structure(
    box: Box, parent: pydyf.Dictionary, pdf: pydyf.PDF, page: int, *rest: Any
) -> Iterator[pydyf.Dictionary]:
    """The structure elements of ``box``, as of WeasyPrint, but with languages and list bodies."""
    if isinstance(box, MarginBox):
        return
    note = isinstance(box, BlockBox) and box.element_tag == "span"
    # html and body have no structure element: what comes out is that of their children.
    passed_on = box.element is None or box.element.tag in ("html", "body")
    for structure in _build_box_tree(box, parent, pdf, page, *rest):
        if not passed_on:
            # WeasyPrint writes only the language of the whole document.
            if lang := box.element.get("lang"):
                structure["Lang"] = pydyf.String(lang)
            name = (box.element.get("class") or "").partition(" ")[0]
            if name in _ROLES and (name != "footnote" or note):
                structure["S"] = _ROLES[name]
            if box.link_annotation and structure["S"] == "/Span":
                # Within a link each element has an area of its own to be clicked on.
                structure["S"] = "/Link"
            if structure["S"] == "/Note":
                # PDF/UA wants each to have a name that no other has.
                structure["ID"] = pydyf.String(f"note-{structure.number}")
            if structure["S"] == "/LI":
                if not structure["K"]:
                    continue  # what a page break leaves of an item that moved on whole
                _wrap_body(structure, pdf)
        yield structure


def _wrap_body(item: pydyf.Dictionary, pdf: pydyf.PDF) -> None:
    """Put what a list item holds beside its label into a body, the only place PDF/UA allows."""
    kids = [(reference, pdf.objects[int(reference.split()[0])]) for reference in item["K"]]
    loose = [(reference, kid) for reference, kid in kids if kid["S"] not in ("/Lbl", "/LBody")]
    if not loose:
        return
    body = pydyf.Dictionary(
        {
            "Type": "/StructElem",
            "S": "/LBody",
            "K": pydyf.Array([reference for reference, _ in loose]),
            "Pg": item["Pg"],
            "P": item.reference,
        }
    )
    pdf.add_object(body)
    for _, kid in loose:
        kid["P"] = body.reference
    kept = [reference for reference, kid in kids if kid["S"] in ("/Lbl", "/LBody")]
    item["K"] = pydyf.Array([*kept, body.reference])


def _running_texts(document: Document) -> dict[Box, str]:
    """The boxes in the margins of the pages, each with the kind of artifact it is part of."""
    return {
        box: "/Header" if margin.at_keyword.startswith("@top") else "/Footer"
        for page in document.pages
        for margin in page._page_box.children
        if isinstance(margin, MarginBox)
        for box in margin.descendants()
    }


def _marked(running: dict[Box, str]) -> Callable[..., AbstractContextManager[None]]:
    """``Stream.marked``, but ``running`` boxes are artifacts, not part of the structure."""
    marked = stream.Stream.marked

    @contextmanager
    def mark(self: stream.Stream, box: Box, tag: str) -> Iterator[None]:
        if box in running:
            kind = pydyf.Dictionary({"Type": "/Pagination", "Subtype": running[box]})
            self.begin_marked_content("Artifact", kind)
            yield
            self.end_marked_content()
        else:
            with marked(self, box, tag):
                yield

    return mark


def _build_fonts(pdf: pydyf.PDF, used: dict[Any, fonts.Font], *rest: Any) -> pydyf.Dictionary:
    """The fonts as of WeasyPrint, but a divided word copies as one and every space as a space."""
    for font in used.values():
        for glyph, text in font.to_unicode.items():
            font.to_unicode[glyph] = _COPIED_AS.get(text, text)
    return _build_fonts_dictionary(pdf, used, *rest)
