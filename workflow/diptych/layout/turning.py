"""Pages turned sideways for tables that are too wide for the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter

from msgspec.structs import replace

from diptych.layout.measure import announcing, keeps_with_next
from diptych.tree import AnyBlock, PageBreak, Parallel, ParallelTable, Part, Signatures, Table


def turned(parts: Iterable[Part]) -> tuple[Part, ...]:
    """``parts``, each divided where a table asks for a page in landscape, or ends asking.

    What announces such a table turns with it, and so do the places to sign right below it.
    """
    return tuple(piece for part in parts for piece in _pieces(part))


def _pieces(part: Part) -> Iterator[Part]:
    sideways = [_is_turned(block) for block in part.blocks]
    if part.landscape or not any(sideways):
        yield part
        return
    for index in reversed(range(1, len(sideways))):
        sideways[index - 1] |= sideways[index] and _announces(part.blocks[index - 1])
    for index, block in enumerate(part.blocks[1:], 1):
        sideways[index] |= sideways[index - 1] and isinstance(block, Signatures)
    continued = False
    for landscape, group in groupby(zip(sideways, part.blocks, strict=True), itemgetter(0)):
        blocks = _without_breaks([block for _, block in group])
        if blocks:
            piece = replace(part, blocks=blocks, landscape=landscape, continued=continued)
            columns = any(isinstance(b, Parallel | ParallelTable) for b in blocks)
            yield piece if columns else replace(piece, column_names=(), shares=())
            continued = True


def _is_turned(block: AnyBlock) -> bool:
    return isinstance(block, Table) and block.landscape


def _announces(block: AnyBlock) -> bool:
    if isinstance(block, Parallel):
        return all(map(announcing, block.rows))
    return keeps_with_next(block)


def _without_breaks(blocks: Sequence[AnyBlock]) -> tuple[AnyBlock, ...]:
    """``blocks`` without the page breaks around them, where new pages begin by themselves."""
    there = [index for index, block in enumerate(blocks) if not isinstance(block, PageBreak)]
    return tuple(blocks[there[0] : there[-1] + 1]) if there else ()
