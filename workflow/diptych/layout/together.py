"""What stands together on one page in columns, though formats see it as several blocks.

That is the end of a text and the places to sign below it; and a picture that all languages share,
the headings above it and its captions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from diptych.layout.measure import announcing
from diptych.layout.rows import column_letters, is_low
from diptych.tree import AnyBlock, KeptTogether, Paragraph, Parallel, Picture, Row, Signatures


def kept_together(blocks: Sequence[AnyBlock]) -> Iterator[AnyBlock]:
    """``blocks``, those that belong together joined into one that no page divides."""
    waiting = list(reversed(blocks))
    while waiting:
        block = waiting.pop()
        after = waiting[-1] if waiting else None
        if isinstance(block, Parallel) and isinstance(after, Signatures):
            yield from _with_signatures(block, after)
            waiting.pop()
        elif isinstance(block, Parallel) and isinstance(after, Picture):
            before, announced = _cut(block, _announcing(block.rows))
            yield from before
            picture = waiting.pop()
            captions, rest = _captions(waiting)
            whole = (*announced, picture, *captions)
            yield KeptTogether(id=picture.id, blocks=whole) if len(whole) > 1 else picture
            waiting += rest
        else:
            yield block


def _with_signatures(block: Parallel, signatures: Signatures) -> Iterator[AnyBlock]:
    """The columns, and what must stand with the ``signatures`` below them.

    That is the last row and those that announce it, but where these are all rows, or too long
    for one page.
    """
    last = _announcing(block.rows[:-1])
    letters = column_letters(block)
    if last and all(is_low(row, letters) for row in block.rows[last:]):
        before, end = _cut(block, last)
        yield from before
        yield KeptTogether(id=signatures.id, blocks=(*end, signatures))
    else:
        yield block
        yield signatures


def _captions(waiting: list[AnyBlock]) -> tuple[list[Parallel], list[Parallel]]:
    """The captions with which the last of ``waiting`` begins, and its other rows; takes it off."""
    columns = waiting[-1] if waiting else None
    if not isinstance(columns, Parallel) or not _is_caption(columns.rows[0]):
        return [], []
    waiting.pop()
    return _cut(columns, 1)


def _announcing(rows: Sequence[Row]) -> int:
    """The place from which on all ``rows`` announce what follows them."""
    place = len(rows)
    while place and announcing(rows[place - 1]):
        place -= 1
    return place


def _is_caption(row: Row) -> bool:
    first = next((cell[0] for cell in row.cells if cell), None)
    return isinstance(first, Paragraph) and first.style == "caption"


def _cut(block: Parallel, place: int) -> tuple[list[Parallel], list[Parallel]]:
    """The columns before the row at ``place`` and from it on; none where there are no rows."""
    before = [replace(block, rows=block.rows[:place])] if place else []
    names = () if place else block.names
    after = [replace(block, id=f"{block.id}-{place}", rows=block.rows[place:], names=names)]
    return before, after if place < len(block.rows) else []
