"""How Word is told the language and the direction of a run, a paragraph, a table."""

from __future__ import annotations

from diptych.language.tags import tags
from diptych.writers.docx.xml import Element, w


def is_rtl(lang: str) -> bool:
    """Whether ``lang`` is written from right to left."""
    return tags(lang).direction == "rtl"


def run_language(lang: str) -> tuple[Element, ...]:
    """What a ``w:rPr`` ends with: the language, before it the direction when right to left."""
    if is_rtl(lang):
        return w("rtl"), w("lang", bidi=tags(lang).word)
    return (w("lang", val=tags(lang).word),)
