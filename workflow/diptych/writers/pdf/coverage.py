"""Which characters the fonts of the templates can show.

A character that is missing in them would silently come from whatever font the
machine has, or as an empty box; such a document is refused instead.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import assert_never

from diptych import tree
from diptych.errors import ContentError, Position, Problem, ValueProblem, phrase
from diptych.layout import fonts

_REMEDY = phrase(
    "write it with other characters or add a font that has it to templates/assets/fonts"
)


def check(document: tree.Document, folder: Path) -> None:
    """Raise an error that names each character which no family of fonts in ``folder`` has.

    :class:`~diptych.errors.ContentError` where its place is known, else
    :class:`~diptych.errors.ValueProblem`.
    """
    covered = _covered(folder)
    missing = {
        (character, place)
        for text, place in _texts(document)
        for character in text
        if character not in covered and character not in "\t\n"  # these are spaces in HTML
    }
    problems = [
        Problem(place, phrase("no font has the character {name}", name=_name(character)), _REMEDY)
        for character, place in missing
        if place is not None
    ]
    if problems:
        raise ContentError(problems)
    if missing:
        names = ", ".join(sorted({_name(character) for character, _ in missing}))
        raise ValueProblem(phrase("no font has the character {names}", names=names), _REMEDY)


def _name(character: str) -> str:
    return f"«{character}» U+{ord(character):04X} {unicodedata.name(character, '')}".rstrip()


@cache
def _covered(folder: Path) -> frozenset[str]:
    """The characters that some family in ``folder`` has in every one of its styles."""
    families: dict[str, set[str]] = {}
    for face in fonts.faces(folder):
        families[face.family] = families.get(face.family, set(face.characters)) & face.characters
    return frozenset[str]().union(*families.values())


_Place = tuple[str, Position | None]


def _texts(document: tree.Document) -> Iterator[_Place]:
    """All text that the document shows, with the nearest known place of each."""
    for part in document.parts:
        yield from _lines((part.header, part.footer, part.watermark, *part.initials), None)
        yield from _blocks(part.blocks, None)


def _blocks(blocks: Iterable[tree.AnyBlock], outer: Position | None) -> Iterator[_Place]:
    for block in blocks:
        place = block.source or outer
        if isinstance(block, tree.Heading):
            yield block.label, place
        yield from _lines(tree.printed(block), place)
        for inner in tree.children(block):
            yield from _blocks(inner, place)


def _lines(lines: Iterable[tree.Inlines], place: Position | None) -> Iterator[_Place]:
    for line in lines:
        for inline in tree.iter_inlines(line):
            match inline:
                case tree.Text(text=text) | tree.CaptionNumber(text=text):
                    yield text, place
                case tree.Fact(text=text, source=source) | tree.Reference(text=text, source=source):
                    yield text, source or place
                case tree.LineBreak() | tree.PageField() | tree.Footnote() | tree.Span():
                    pass  # those that hold text hold it as inlines of their own
                case _:
                    assert_never(inline)
