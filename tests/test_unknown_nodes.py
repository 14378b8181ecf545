"""A block or an inline that nobody knows stops every stage and every writer."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from diptych import bitext, tree, writers
from diptych.bitext import derivation
from diptych.compose.references import with_notes
from diptych.errors import Position
from diptych.layout.measure import is_short
from diptych.model import Prose

ROOT = Path(__file__).parents[1]
KNOWN_BY_NAME = re.compile("Stanza|Ruby")
HERE = Position("minutes.ru.md", 3)


class Stanza(tree.Block, frozen=True, kw_only=True):
    """A block of a later version, with lines of verse in it."""

    lines: tuple[tree.Inlines, ...]
    lang: str


class Ruby(tree.Inline, frozen=True):
    """An inline of a later version."""

    text: str
    lang: str


WORDS = (tree.Text("Строка.", "ru"),)
BLOCK = Stanza(id="opening.1", source=HERE, lines=(WORDS, WORDS), lang="ru")
PARAGRAPH = tree.Paragraph(
    id="opening.1", source=HERE, style="body", content=(*WORDS, Ruby("漢", "ru")), lang="ru"
)


def prose(block: tree.AnyBlock, language: str = "ru") -> Prose:
    return Prose(language, f"minutes.{language}.md", WORDS, HERE, (block,), ())


def document(block: tree.AnyBlock, lang: str = "ru") -> tree.Document:
    part = tree.Part(langs=(lang,), header=(), footer=(), blocks=(block,))
    return tree.Document(
        kind="minutes", langs=(lang,), title="т", author="а", date="2024-08-28", parts=(part,)
    )


@pytest.mark.parametrize("block", [BLOCK, PARAGRAPH], ids=["block", "inline"])
@pytest.mark.parametrize("output_format", writers.names())
def test_no_writer_leaves_out_what_it_does_not_know(
    block: tree.AnyBlock, output_format: str
) -> None:
    with pytest.raises(AssertionError, match=KNOWN_BY_NAME):
        writers.load(output_format)(document(block), ROOT / "templates" / output_format)


def align(block: tree.AnyBlock) -> object:
    return list(bitext.check_alignment([prose(block), prose(block, "kk")]))


def compare(block: tree.AnyBlock) -> object:
    terms = bitext.Terms({}, frozenset())
    return list(bitext.check_concordance([prose(block), prose(block, "kk")], terms))


def derive(block: tree.AnyBlock) -> object:
    return derivation.derive(prose(block, "uz"), "uz-Cyrl", ROOT / "templates/locale")


def weave(block: tree.AnyBlock) -> object:
    return bitext.weave([document(block), document(block, "kk")], "parallel")


@pytest.mark.parametrize(
    ("stage", "node"),
    [
        (align, BLOCK),
        (weave, BLOCK),
        (weave, PARAGRAPH),
        (compare, PARAGRAPH),
        (derive, PARAGRAPH),
    ],
)
def test_a_stage_that_tells_nodes_apart_stops_at_what_it_does_not_know(
    stage: Callable[[tree.AnyBlock], object], node: tree.AnyBlock
) -> None:
    with pytest.raises(AssertionError, match=KNOWN_BY_NAME):
        stage(node)


def test_a_stage_that_does_not_tell_them_apart_hands_it_on() -> None:
    assert re.search(KNOWN_BY_NAME, repr(derive(BLOCK)))


def test_what_languages_say_in_a_block_that_nobody_knows_is_compared() -> None:
    texts = [prose(BLOCK), prose(replace(BLOCK, lines=(WORDS, (tree.Text("7", "kk"),))), "kk")]
    (problem,) = bitext.check_concordance(texts, bitext.Terms({}, frozenset()))
    assert "the number 7 stands here" in problem.message


def test_notes_in_a_block_that_nobody_knows_are_numbered_and_its_length_counts() -> None:
    note = tree.Footnote((tree.Text("з" * 400, "ru"),), "ru")
    (numbered,) = with_notes([replace(BLOCK, lines=((*WORDS, note),))])
    assert numbered.lines[0][1].number == "1"  # type: ignore[union-attr]
    assert is_short([BLOCK])
    assert not is_short([replace(BLOCK, lines=(WORDS * 50,))])
