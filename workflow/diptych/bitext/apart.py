"""Tables taken out of the lists and quotations around them, to stand level in all languages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from diptych.tree import AnyBlock, List, Quote, Table, walk

Blocks = tuple[AnyBlock, ...]


def with_tables_apart(blocks: Iterable[AnyBlock]) -> Iterator[AnyBlock]:
    """``blocks``, each list or quotation that holds a table cut at it.

    What follows a table in an item is an item without a mark; the lists on either side of it are
    of one series.
    """
    for block in blocks:
        if isinstance(block, Table) or not any(isinstance(b, Table) for b in walk([block])):
            yield block
        elif isinstance(block, List):
            yield from _list(block)
        elif isinstance(block, Quote):
            for number, piece in enumerate(_pieces(block.blocks), 1):
                if isinstance(piece, Table):
                    yield piece
                else:
                    yield replace(block, id=f"{block.id}.part-{number}", blocks=piece)
        else:
            raise AssertionError(f"a table stands inside a {type(block).__name__}")


def _list(block: List) -> Iterator[AnyBlock]:
    whole: list[Blocks] = []
    start = block.start
    series = block.series or block.id

    def so_far(end: int) -> Iterator[List]:
        if whole:
            first, last = start - block.start, end - block.start
            yield replace(
                block,
                id=f"{block.id}.from-{first + 1}",
                items=tuple(whole),
                start=start,
                series=series,
                letters=block.letters[first:last],
            )
            whole.clear()

    for number, item in enumerate(block.items, block.start):
        first, *others = _pieces(item)
        if isinstance(first, Table):
            first, others = (), [first, *others]
        if not whole:
            start = number
        whole.append(first)
        for place, piece in enumerate(others):
            yield from so_far(number + 1)
            if isinstance(piece, Table):
                yield piece
            else:
                rest = f"{block.id}.{number}.rest-{place}"
                yield replace(block, id=rest, marker="none", items=(piece,), start=1, letters="")
    yield from so_far(block.start + len(block.items))


def _pieces(blocks: Sequence[AnyBlock]) -> list[Table | Blocks]:
    """``blocks`` as tables, and what stands before, between and behind them."""
    pieces: list[Table | Blocks] = []
    text: list[AnyBlock] = []
    for block in with_tables_apart(blocks):
        if isinstance(block, Table):
            pieces += [tuple(text)] if text else []
            pieces.append(block)
            text = []
        else:
            text.append(block)
    return [*pieces, tuple(text)] if text or not pieces else pieces
