"""The end of a text in columns, which stands together with the places to sign below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from msgspec.structs import replace

from diptych.layout.measure import announcing
from diptych.layout.rows import column_letters, is_low
from diptych.tree import AnyBlock, Closing, Parallel, Signatures


def closed(blocks: Sequence[AnyBlock]) -> Iterator[AnyBlock]:
    """``blocks``, with the end of columns and the places to sign below it joined into one."""
    signed = False
    for block, after in zip_longest(blocks, blocks[1:]):
        tail = None
        if isinstance(block, Parallel) and isinstance(after, Signatures):
            tail = split_tail(block)
        if tail:
            before, end = tail
            yield before
            yield Closing(id=after.id, blocks=(end, after))
        elif not signed:
            yield block
        signed = tail is not None


def split_tail(block: Parallel) -> tuple[Parallel, Parallel] | None:
    """The columns cut before what must stand with the signatures below them.

    That is the last row and those that announce it. ``None`` where these are all rows, or
    too long for one page.
    """
    *rest, last = block.rows
    end = [last]
    while rest and announcing(rest[-1]):
        end.insert(0, rest.pop())
    letters = column_letters(block)
    if not rest or not all(is_low(row, letters) for row in end):
        return None
    return (
        replace(block, rows=tuple(rest)),
        replace(block, rows=tuple(end), names=()),
    )
