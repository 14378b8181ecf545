"""Names of places in a document, for links and fields that point there."""

from __future__ import annotations

from itertools import count
from zlib import crc32

from diptych.writers.docx.xml import Element, w


def anchor(lang: str, block: str) -> str:
    """The bookmark around the block of that id in ``lang``.

    Word keeps names that begin with an underscore out of its list of bookmarks and
    takes no more than 40 characters, of which none may be a dot or a slash.
    """
    return f"_d{crc32(f'{lang}.{block}'.encode()):08x}"


class Anchors:
    """Marks the blocks of a document that others point to, ``targets`` by language and id."""

    def __init__(self, targets: frozenset[tuple[str, str]]) -> None:
        self._targets = targets
        self._numbers = count(1)

    def mark(self, paragraph: Element, lang: str, block: str) -> Element:
        """``paragraph``, marked if something points to the ``block`` that it begins."""
        if (lang, block) in self._targets:
            number = next(self._numbers)
            start = w("bookmarkStart", id=number, name=anchor(lang, block))
            paragraph.insert(1, start)  # after the properties
            paragraph.append(w("bookmarkEnd", id=number))
        return paragraph
