"""One paragraph: style, language of its mark, direction, and whatever runs it holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from docx.oxml.ns import qn

from diptych.writers.docx.languages import is_rtl, run_language
from diptych.writers.docx.xml import Element, find, w


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


def begin_page(elements: Sequence[Element]) -> None:
    """Let ``elements`` begin on a new page: the first paragraph in them says so."""
    first = next((p for element in elements for p in element.iter(qn("w:p"))), None)
    properties = None if first is None else find(first, "w:pPr")
    if properties is None:
        return
    before = [child for child in properties if child.tag in _BEFORE_BREAK]
    before[-1].addnext(w("pageBreakBefore"))


_BEFORE_BREAK = {qn("w:pStyle"), qn("w:keepNext"), qn("w:keepLines")}
