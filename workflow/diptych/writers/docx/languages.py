"""How Word is told the language and the direction of a run, a paragraph, a table."""

from __future__ import annotations

from diptych.language.tags import tags
from diptych.writers.docx.xml import Element, w


def word_tag(lang: str) -> str:
    """The value of ``w:lang`` for the language code ``lang``."""
    return tags(lang).word


def is_rtl(lang: str) -> bool:
    """Whether ``lang`` is written from right to left."""
    return tags(lang).direction == "rtl"


def run_language(lang: str) -> tuple[Element, ...]:
    """What a ``w:rPr`` ends with: the language, before it the direction when right to left."""
    if is_rtl(lang):
        return w("rtl"), w("lang", bidi=word_tag(lang))
    return (w("lang", val=word_tag(lang)),)
