"""Which characters the fonts of the templates can show.

A character that is missing in them would come from whatever font the machine has, or as an empty
box; such a document is refused in every format.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import assert_never

from diptych import tree
from diptych.errors import ContentError, Phrase, Position, Problem, ValueProblem, phrase
from diptych.layout import fonts

FONTS = Path("assets", "fonts")
"""Where the fonts lie in the templates."""

_REMEDY = phrase(
    "write it with other characters or add a font that has it to templates/assets/fonts"
)


def missing(document: tree.Document, folder: Path) -> set[tuple[str, Position | None]]:
    """Each character of ``document`` that no family of fonts in ``folder`` has in all its styles.

    With each the places of the blocks or facts that print it, as far as they are known.
    """
    covered = _covered(folder)
    return {
        (character, place)
        for text, place in _texts(document)
        if not covered.issuperset(text)
        for character in set(text) - covered
    }


def check(document: tree.Document, folder: Path) -> None:
    """Raise an error that names each character which no family of fonts in ``folder`` has.

    :class:`~diptych.errors.ContentError` where its place is known, else
    :class:`~diptych.errors.ValueProblem`.
    """
    found = missing(document, folder)
    problems = [Problem(place, *lacking(each)) for each, place in found if place is not None]
    if problems:
        raise ContentError(problems)
    if found:
        raise ValueProblem(*lacking("".join(sorted({each for each, _ in found}))))


def lacking(text: str) -> tuple[Phrase, Phrase]:
    """What is wrong with ``text``, characters that no font has, and what to do."""
    if len(set(text)) > 1:
        return phrase("no font has the characters «{text}»", text=text), _REMEDY
    character = text[0]
    code, name = f"{ord(character):04X}", unicodedata.name(character, "")
    called = f"«{character}» U+{code} {name}".rstrip()
    return phrase("no font has the character {name}", name=called), _REMEDY


def _covered(folder: Path) -> frozenset[str]:
    """The characters of some family in ``folder``; tabs and line ends are spaces in HTML."""
    return frozenset("\t\n").union(*fonts.families(folder).values())


_Place = tuple[str, Position | None]


def _texts(document: tree.Document) -> Iterator[_Place]:
    """All text that the document shows, with the nearest known place of each."""
    for part in document.parts:
        around = (part.header, *part.column_names, part.footer, part.watermark, *part.initials)
        yield from _lines(around, None)
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
