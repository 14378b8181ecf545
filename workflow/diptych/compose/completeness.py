"""Whether everything that a text says stands in the document that a kind made of it, once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from diptych import tree
from diptych.errors import Phrase, Position, Problem, phrase
from diptych.model import Prose
from diptych.tree import AnyBlock, Inlines

_TITLE = "title"
_REMEDY = phrase("move it to a section that this kind of document prints, or take it out")


def problems(prose: Prose, document: tree.Document) -> Iterator[Problem]:
    """A problem for each unit of ``prose`` that does not stand in ``document`` exactly once.

    A unit is a title, a block, an item, a cell, a note, a caption or an alternative text. It is
    found by its id and type, and must hold as many pieces of running text as were written.
    A note stands at its first call, in whichever unit that is.
    """
    composed: dict[tuple[str, type], list[AnyBlock]] = defaultdict(list)
    for part in document.parts:
        for block in tree.walk(part.blocks):
            composed[block.id, type(block)].append(block)
    notes = {
        note.name: _count(note.content)
        for blocks in composed.values()
        for block in blocks
        for note in _notes(block)
        if not note.again
    }
    titles = [*composed[_TITLE, tree.Paragraph], *composed[_TITLE, tree.Heading]]
    if max(map(_pieces, titles), default=0) < _count(prose.subject):
        yield _problem(prose.source, phrase("the title is printed nowhere"))
    for block, place in _blocks(prose):
        printed = composed[block.id, type(block)]
        if not printed or any(not _holds(each, block) for each in printed):
            yield _problem(place, phrase("this is printed nowhere in the document"))
        elif len(printed) > 1:
            yield _problem(place, phrase("this would be printed {count} times", count=len(printed)))
        for note in _notes(block):
            if notes.get(note.name, 0) < _count(note.content):
                yield _problem(place, phrase("this is printed nowhere in the document"))


def _blocks(prose: Prose) -> Iterator[tuple[AnyBlock, Position]]:
    """Each block of ``prose``, the title of a section as a heading, and where it was written."""
    yield from _with_places(prose.opening, prose.source)
    for section in (inner for outer in prose.sections for inner in outer.walk()):
        if section.title:
            heading = tree.Heading(
                id=section.id, level=1, content=section.title, lang=prose.language
            )
            yield heading, section.source
        yield from _with_places(section.blocks, section.source)


def _with_places(
    blocks: Sequence[AnyBlock], around: Position
) -> Iterator[tuple[AnyBlock, Position]]:
    for block in tree.walk(blocks):
        yield block, block.source or around


def _holds(composed: AnyBlock, written: AnyBlock) -> bool:
    """Whether ``composed`` has all that ``written`` has; a kind may add something."""
    if isinstance(written, tree.List) and isinstance(composed, tree.List):
        return len(composed.items) >= len(written.items)
    if isinstance(written, tree.Table) and isinstance(composed, tree.Table):
        there = (len(composed.rows), len(composed.align))
        if there < (len(written.rows), len(written.align)):
            return False
    return _pieces(composed) >= _pieces(written)


def _pieces(block: AnyBlock) -> int:
    """How many pieces of running text ``block`` holds itself, not in the blocks inside it."""
    return sum(map(_count, tree.inlines(block)))


def _count(content: Inlines) -> int:
    return len(list(tree.leaves(content)))


def _notes(block: AnyBlock) -> Iterator[tree.Footnote]:
    """The notes that ``block`` itself calls for."""
    for content in tree.inlines(block):
        for leaf in tree.leaves(content):
            if isinstance(leaf, tree.Footnote):
                yield leaf


def _problem(place: Position, what: Phrase) -> Problem:
    return Problem(place, what, _REMEDY)
