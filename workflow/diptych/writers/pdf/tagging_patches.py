"""What WeasyPrint does not write by itself, added while it writes one file.

It offers no extension point for these. ``tests/writers/test_engine_faults.py`` fails for each
patch that a later WeasyPrint does not need any more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from typing import Any

import pydyf
from weasyprint import Document
from weasyprint.formatting_structure.boxes import BlockBox, Box, MarginBox, TableCellBox
from weasyprint.pdf import fonts, stream, tags

from diptych.patches import Patch, patched
from diptych.writers.pdf.libraries import WEASYPRINT

# What the classes of our elements are in the structure of a PDF.
_ROLES = {"contents": "/TOC", "entry": "/TOCI", "footnote": "/Note"}


def tagging_patches(document: Document) -> AbstractContextManager[None]:
    """A context for writing ``document``: languages, roles, list bodies, artifacts for PDF/UA.

    No time gets into the fonts. Raises :class:`~diptych.errors.DiptychError` for another
    WeasyPrint.
    """
    return patched(
        Patch(tags, "_build_box_tree", _complete_structure),
        Patch(stream.Stream, "marked", partial(_mark_artifacts, _running_texts(document))),
        Patch(fonts, "TTFont", _keep_time),
        made_for=WEASYPRINT,
    )


def _keep_time(font: Callable[..., Any]) -> Callable[..., Any]:
    """``TTFont`` that leaves the time of the last change in a font as it is.

    Where HarfBuzz cannot make the subset of a font, fontTools does, and writes the time into it
    unless the environment holds SOURCE_DATE_EPOCH (issue 1553).
    """
    return partial(font, recalcTimestamp=False)


def _complete_structure(build_box_tree: Callable[..., Any]) -> Callable[..., Any]:
    """``_build_box_tree`` that also says or mends what follows; PDF/UA support is issue 2482.

    * The language of an element. WeasyPrint says that of the document (pull request 1695).
    * Tables of contents and notes, which HTML has no elements for.
    * An element within a link is tagged as ``Span``, though it has an area to be clicked on
      (issue 2482: nested tags in anchors; 1782 is about the anchors).
    * What stands in a list item beside its label has no body (issues 1837 and 2497).
    * A list within a list item is put beside the item (issue 2874). Where a page break lies
      within that list, an empty item begins the next page.
    * The heads of a cell are counted wrongly where cells take several rows (no issue).
    * What runs in the margins is not part of the structure (:func:`_mark_artifacts`).
    """

    def build(
        box: Box, parent: pydyf.Dictionary, pdf: pydyf.PDF, page: int, *rest: Any
    ) -> Iterator[pydyf.Dictionary]:
        if isinstance(box, MarginBox):
            return
        # html and body have no structure element: what comes out is that of their children.
        passed_on = box.element is None or box.element.tag in ("html", "body")
        for structure in build_box_tree(box, parent, pdf, page, *rest):
            if not passed_on:
                _describe(structure, box)
                if structure["S"] == "/Table":
                    _name_heads(box)
                if structure["S"] == "/LI":
                    if not structure["K"]:
                        continue
                    _wrap_body(structure, pdf)
            yield structure

    return build


def _describe(structure: pydyf.Dictionary, box: Box) -> None:
    """Let ``structure`` say the language and the role of the element that ``box`` shows."""
    if lang := box.element.get("lang"):
        structure["Lang"] = pydyf.String(lang)
    name = (box.element.get("class") or "").partition(" ")[0]
    note = isinstance(box, BlockBox) and box.element_tag == "span"
    if name in _ROLES and (name != "footnote" or note):
        structure["S"] = _ROLES[name]
    if box.link_annotation and structure["S"] == "/Span":
        structure["S"] = "/Link"
    if structure["S"] == "/Note":
        # PDF/UA wants each to have a name that no other has.
        structure["ID"] = pydyf.String(f"note-{structure.number}")


def _name_heads(table: Box) -> None:
    """Let each cell of ``table`` name the heads that stand above it."""
    heads: dict[int, list[pydyf.String]] = {}
    for cell in _cells(table):
        columns = range(cell.grid_x, cell.grid_x + cell.colspan)
        if cell.element_tag == "th":
            for column in columns:
                heads.setdefault(column, []).append(cell.mark["ID"])
        else:
            above = (head for column in columns for head in heads.get(column, ()))
            cell.mark["A"]["Headers"] = pydyf.Array(list(dict.fromkeys(above)))


def _cells(box: Box) -> Iterator[Box]:
    """The cells of the table ``box``, not those of tables inside it."""
    for child in box.children:
        if isinstance(child, TableCellBox):
            yield child
        else:
            yield from _cells(child)


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
    labels = [reference for reference, kid in kids if kid["S"] in ("/Lbl", "/LBody")]
    item["K"] = pydyf.Array([*labels, body.reference])


def _running_texts(document: Document) -> dict[Box, str]:
    """The boxes in the margins of the pages, each with the kind of artifact it is part of."""
    return {
        box: "/Header" if margin.at_keyword.startswith("@top") else "/Footer"
        for page in document.pages
        for margin in page._page_box.children
        if isinstance(margin, MarginBox)
        for box in margin.descendants()
    }


def _mark_artifacts(
    running: dict[Box, str], marked: Callable[..., AbstractContextManager[None]]
) -> Callable[..., AbstractContextManager[None]]:
    """``Stream.marked`` that makes ``running`` boxes artifacts (issue 1836).

    WeasyPrint marks what runs in the margins as content that belongs to no structure.
    """

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
