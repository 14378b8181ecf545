"""The documents of the real case as trees, in outlines that a person can read and accept."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec
import pytest

from diptych import bitext, tree
from diptych.model import Authenticity
from diptych.pipeline import compose
from diptych.reader.registry import read_registry

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "content" / "2024-08-28-second-session"
KINDS = ("memorandum", "minutes", "press-release")
LANGUAGES = ("ru", "uz", "uz-Cyrl", "kk", "en")
ORIGINALS = (("uz", "kk"), ("kk", "uz"))


@pytest.fixture(scope="module")
def composed() -> dict[str, Mapping[tuple[str, ...], Sequence[tree.Document]]]:
    registry = read_registry(ROOT / "content")
    editions = [*((code,) for code in LANGUAGES), *ORIGINALS]
    return {
        kind: compose.compose(
            FOLDER, kind, editions, registry, ROOT / "templates", Authenticity(source="ru")
        ).editions
        for kind in KINDS
    }


def outline(document: tree.Document) -> Iterator[str]:
    """A line a text: what it is, and what it says."""
    yield f"{document.kind} {'-'.join(document.langs)}, {document.date}: {document.title}"
    yield f"by {document.author}"
    for part in document.parts:
        yield f"part {' '.join(part.langs)}{' landscape' if part.landscape else ''}"
        yield f"  header: {tree.plain(part.header)}"
        yield f"  footer: {tree.plain(part.footer)}"
        for block in part.blocks:
            yield from _lines(block, "  ")


def _lines(block: tree.AnyBlock, indent: str) -> Iterator[str]:
    match block:
        case tree.Paragraph():
            yield f"{indent}{block.style}: {tree.plain(block.content)}"
        case tree.Heading():
            yield f"{indent}heading {block.level}: [{block.label}] {tree.plain(block.content)}"
        case tree.Letterhead():
            yield from (f"{indent}letterhead: {tree.plain(line)}" for line in block.lines)
            yield from (f"{indent}emblem: {tree.plain(emblem.alt)}" for emblem in block.emblems)
        case tree.Signatures():
            for entry in block.entries:
                lines = [tree.plain(line) for line in (*entry.capacity, *entry.name)]
                yield f"{indent}signature: {' | '.join(lines)}"
        case tree.List():
            for number, item in enumerate(block.items, block.start):
                yield f"{indent}{number if block.ordered else '–'}."
                for inner in item:
                    yield from _lines(inner, indent + "  ")
        case tree.Parallel():
            for row in block.rows:
                yield f"{indent}row {row.id}"
                for cell in row.cells:
                    for inner in cell:
                        yield from _lines(inner, indent + "  ")
        case tree.ParallelTable():
            for inner in block.tables:
                yield from _lines(inner, indent)
        case tree.KeptTogether():
            for inner in block.blocks:
                yield from _lines(inner, indent)
        case tree.PageBreak():
            yield f"{indent}page"
        case tree.Table():
            for row in (*block.header, *block.rows):
                yield f"{indent}| {' | '.join(map(tree.plain, row))}"
        case _:
            raise AssertionError(block)


def shown(text: str) -> str:
    """``text`` with what is invisible in it made visible."""
    return text.replace("\u00a0", "⍽").replace("\u2011", "‑")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_document_reads_as_accepted(
    composed, golden: Callable[[str, str], None], kind: str, language: str
) -> None:
    (document,) = composed[kind][language,]
    golden(f"tree/{kind}.{language}.txt", shown("\n".join(outline(document))) + "\n")


@pytest.mark.parametrize("edition", ORIGINALS, ids="-".join)
def test_an_original_of_a_party_reads_as_accepted(
    composed, golden: Callable[[str, str], None], edition: tuple[str, ...]
) -> None:
    document = bitext.weave(composed["memorandum"][edition], "parallel")
    lines = shown("\n".join(outline(document)))
    golden(f"tree/memorandum.{'-'.join(edition)}.txt", lines + "\n")


def test_a_tree_survives_json(composed) -> None:
    for kind in KINDS:
        document = bitext.weave(composed[kind]["uz", "kk"], "parallel")
        data = msgspec.json.encode(document)
        assert msgspec.json.decode(data, type=tree.Document) == document


def test_every_text_of_a_document_is_finished_and_in_its_language(composed) -> None:
    for kind in KINDS:
        for language in LANGUAGES:
            (document,) = composed[kind][language,]
            for node in nodes(document):
                if isinstance(node, tree.Text | tree.Fact):
                    assert node.lang == language
                    assert node.text
                    assert not set(node.text) & set("{}\u202f\u2009")


def nodes(value: object) -> Iterator[object]:
    yield value
    if isinstance(value, msgspec.Struct):
        value = msgspec.structs.astuple(value)
    if isinstance(value, tuple):
        for inner in value:
            yield from nodes(inner)
