"""One paragraph: style, language of its mark, direction, and whatever runs it holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from docx.oxml.ns import qn

from diptych.writers.docx.languages import is_rtl, run_language
from diptych.writers.docx.reference import Reference
from diptych.writers.docx.xml import Element, find, value, w


def paragraph(
    style: str,
    lang: str,
    runs: Iterable[Element] = (),
    *,
    keep: bool = False,
    numbering: Element | None = None,
) -> Element:
    """A ``w:p``; ``keep`` holds it on the page of the next one, ``numbering`` is a ``w:numPr``."""
    return w(
        "p",
        w(
            "pPr",
            w("pStyle", val=style),
            w("keepNext") if keep else None,
            numbering,
            w("bidi") if is_rtl(lang) else None,
            w("rPr", *run_language(lang)),
        ),
        *runs,
    )


def mark(element: Element, reference: Reference, *, heading: bool = False) -> None:
    """Draw a bar beside each paragraph in ``element``.

    It is no part of the look, so it has no style: whoever has read the
    paragraph takes its border off in Word. Text at the very edge moves in a
    little: LibreOffice draws nothing outside the cell of a table.
    """
    for properties in element.iter(qn("w:pPr")):
        side = "right" if find(properties, "w:bidi") is not None else "left"
        bar = w("pBdr", w(side, val="single", sz=_BAR_EIGHTHS, space=_BAR_SPACE, color=_BAR_INK))
        before = [child for child in properties if child.tag in _BEFORE_BORDER]
        before[-1].addnext(bar)
        style = value(find(properties, "w:pStyle")) or ""
        listed = find(properties, "w:numPr") is not None and not heading
        if not listed and not reference.indent(style):
            bar.addnext(w("ind", left=_BAR_ROOM))


def set_tabs(element: Element, *tabs: Element) -> None:
    """Give ``element``, a paragraph without any, the tab stops ``tabs``."""
    properties = find(element, "w:pPr")
    assert properties is not None
    before = [child for child in properties if child.tag in _BEFORE_TABS]
    before[-1].addnext(w("tabs", *tabs))


def begin_page(elements: Sequence[Element]) -> None:
    """Let ``elements`` begin on a new page: the first paragraph in them says so."""
    first = next((p for element in elements for p in element.iter(qn("w:p"))), None)
    properties = None if first is None else find(first, "w:pPr")
    if properties is None:
        return
    before = [child for child in properties if child.tag in _BEFORE_BREAK]
    before[-1].addnext(w("pageBreakBefore"))


_BEFORE_BREAK = {qn("w:pStyle"), qn("w:keepNext"), qn("w:keepLines")}
_BEFORE_BORDER = {*_BEFORE_BREAK, qn("w:pageBreakBefore"), qn("w:numPr")}
_BEFORE_TABS = {*_BEFORE_BORDER, qn("w:pBdr")}
# The bar: width in eighths of a point, distance in points, room in twentieths of one, colour.
_BAR_EIGHTHS, _BAR_SPACE, _BAR_ROOM, _BAR_INK = 12, 4, 110, "8A1C1C"
