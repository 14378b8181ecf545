"""Names of places in a document, for links and fields that point there."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from zlib import crc32

from diptych.tree import (
    AnyInline,
    CaptionNumber,
    Document,
    Footnote,
    Heading,
    List,
    inlines,
    iter_inlines,
    targets,
    walk,
)
from diptych.writers.docx.xml import Element, w


def anchor(lang: str, block: str) -> str:
    """The bookmark around the block of that id in ``lang``.

    Word keeps names that begin with an underscore out of its list of bookmarks and
    takes no more than 40 characters, of which none may be a dot or a slash.
    """
    return f"_d{crc32(f'{lang}.{block}'.encode()):08x}"


def note_place(note: Footnote) -> str:
    """What stands for the id of a block where ``note`` is called for first."""
    return f"note {note.number}"


_Place = tuple[str, str]
"""The language and the id of a block."""


class Anchors:
    """Marks the blocks of a document that others point to."""

    def __init__(self, document: Document) -> None:
        self._targets = targets(document) | frozenset(_called_again(document))
        self._labels = dict(_labels(document))
        self._captions = frozenset(_captions(document))
        self._numbers = count(1)

    def number(self, lang: str, block: str) -> str:
        """What a field of Word says that asks for the number of the paragraph at a place.

        That is all which Word writes before the paragraph, without the stops at its end; nothing
        where Word counts no paragraph.
        """
        return self._labels.get((lang, block), "").rstrip(".")

    def mark(self, paragraph: Element, lang: str, block: str) -> Element:
        """``paragraph``, marked if something points to the ``block`` that it begins.

        Of a caption with a number the number alone is marked (:meth:`around`).
        """
        if (lang, block) in self._targets and not self.is_caption(lang, block):
            number = next(self._numbers)
            start = w("bookmarkStart", id=number, name=anchor(lang, block))
            paragraph.insert(1, start)  # after the properties
            paragraph.append(w("bookmarkEnd", id=number))
        return paragraph

    def is_caption(self, lang: str, block: str) -> bool:
        """Whether the ``block`` is or has a caption with a number."""
        return (lang, block) in self._captions

    def around(self, lang: str, place: str, *content: Element) -> Iterator[Element]:
        """``content``, which stands in a paragraph, marked if something points to ``place``."""
        if (lang, place) not in self._targets:
            yield from content
            return
        number = next(self._numbers)
        yield w("bookmarkStart", id=number, name=anchor(lang, place))
        yield from content
        yield w("bookmarkEnd", id=number)


def _captions(document: Document) -> Iterator[_Place]:
    """The places of the captions with a number."""
    for inline in _inlines(document):
        if isinstance(inline, CaptionNumber):
            yield inline.lang, inline.target


def _called_again(document: Document) -> Iterator[_Place]:
    """The places of the notes that are called for more than once."""
    for inline in _inlines(document):
        if isinstance(inline, Footnote) and inline.again:
            yield inline.lang, note_place(inline)


def _inlines(document: Document) -> Iterator[AnyInline]:
    for part in document.parts:
        for block in walk(part.blocks):
            for content in inlines(block):
                yield from iter_inlines(content)


def _labels(document: Document) -> Iterator[tuple[_Place, str]]:
    """What Word writes before each paragraph that it counts and that may be referred to."""
    for part in document.parts:
        for block in walk(part.blocks):
            if isinstance(block, Heading) and block.number:
                yield (block.lang, block.id), block.label
            if isinstance(block, List) and block.marker == "number":
                for number, item in enumerate(block.items, block.start):
                    if item:
                        yield (block.lang, item[0].id), f"{number}."
