"""The pages that a table of contents names: laid out once, for the PDF and every other format."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import msgspec

from diptych import tree, writers
from diptych.tree import AnyBlock

_UNPAGED = frozenset({"html", "txt"})


def files(document: tree.Document, formats: Collection[str], templates: Path) -> dict[str, bytes]:
    """``document`` in each of ``formats``; errors as of their writers.

    Where a format has pages, the entries of tables of contents have those on which they stand
    in the PDF, whether there is to be one or not. ``templates`` is the folder of the templates
    of all formats.
    """
    ready: dict[str, bytes] = {}
    if _has_contents(document) and not _UNPAGED.issuperset(formats):
        # Here, since it takes long to load.
        from diptych.writers import pdf

        layout = pdf.Layout(document, templates / "pdf")
        if "pdf" in formats and writers.load("pdf") is pdf.write:
            ready["pdf"] = layout.pdf()
        document = _with_pages(document, layout.pages)
    return {
        each: ready.get(each) or writers.load(each)(document, templates / each) for each in formats
    }


def _has_contents(document: tree.Document) -> bool:
    return any(
        isinstance(block, tree.Contents) and block.entries
        for part in document.parts
        for block in tree.walk(part.blocks)
    )


def _with_pages(document: tree.Document, pages: dict[tuple[str, str], str]) -> tree.Document:
    """``document``, each entry of a table of contents with its page."""

    def paged(block: AnyBlock) -> AnyBlock:
        if not isinstance(block, tree.Contents):
            return block
        entries = tuple(
            msgspec.structs.replace(entry, page=pages[block.lang, entry.target])
            for entry in block.entries
        )
        return msgspec.structs.replace(block, entries=entries)

    parts = tuple(
        msgspec.structs.replace(part, blocks=tree.map_blocks(part.blocks, paged))
        for part in document.parts
    )
    return msgspec.structs.replace(document, parts=parts)
