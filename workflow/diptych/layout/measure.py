"""What blocks hold and announce, as far as page breaks of every format follow from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from diptych import tree

# Text shorter than this many characters is not broken between pages.
_SHORT = 320
_TITLES = frozenset({"document-name", "headline", "subject", "label", "resolution", "annex"})


def texts(blocks: Iterable[tree.AnyBlock]) -> Iterator[str]:
    """What a reader finds in ``blocks``, piece by piece."""
    for block in tree.walk(blocks):
        if isinstance(block, tree.Heading):
            yield block.label
        yield from map(tree.plain, tree.printed(block))


def is_short(blocks: Iterable[tree.AnyBlock]) -> bool:
    """Whether ``blocks`` can be asked to stay on one page."""
    return sum(map(len, texts(blocks))) < _SHORT


def is_short_line(cells: Iterable[tree.Inlines]) -> bool:
    """Whether every one of ``cells``, a row of a table of data, is short."""
    return all(len(tree.plain(cell)) < _SHORT for cell in cells)


def announcing(row: tree.Row) -> bool:
    """Whether ``row`` must stand with the next one, as a title does."""
    return any(keeps_with_next(cell[-1]) for cell in row.cells if cell)


def keeps_with_next(block: tree.AnyBlock) -> bool:
    """Whether ``block`` must stand with the next one: a title, a picture, or «as follows:»."""
    if isinstance(block, tree.Paragraph):
        return block.style in _TITLES or tree.plain(block.content).rstrip().endswith(":")
    return isinstance(block, tree.Heading | tree.Picture)
