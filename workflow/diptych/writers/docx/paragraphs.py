"""One paragraph: style, language of its mark, direction, and whatever runs it holds."""

from __future__ import annotations

from collections.abc import Iterable

from diptych.writers.docx.languages import is_rtl, run_language
from diptych.writers.docx.xml import Element, w


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
