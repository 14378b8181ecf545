"""Tables in lists and quotations, where languages stand in columns."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from diptych import bitext, tree
from diptych.bitext.apart import with_tables_apart
from diptych.layout.measure import texts
from diptych.writers import docx
from trees import body, document, table

TEMPLATES = Path(__file__).parents[1] / "templates"
ROWS = (("Год", "Сумма"), ("2024", "много"))

paragraphs = st.text("абв", min_size=1, max_size=3).map(lambda text: body(text, "ru"))
tables = st.just(table("ru", ("start", "end"), *ROWS))


def lists(inside: st.SearchStrategy[tree.AnyBlock]) -> st.SearchStrategy[tree.List]:
    items = st.lists(st.lists(inside, min_size=1, max_size=3).map(tuple), min_size=1, max_size=4)
    return st.builds(
        lambda items, start: tree.List(
            id="list", marker="number", items=tuple(items), lang="ru", start=start
        ),
        items,
        st.integers(1, 5),
    )


def quotes(inside: st.SearchStrategy[tree.AnyBlock]) -> st.SearchStrategy[tree.Quote]:
    return st.lists(inside, min_size=1, max_size=3).map(
        lambda blocks: tree.Quote(id="quote", blocks=tuple(blocks), lang="ru")
    )


blocks = st.recursive(paragraphs | tables, lambda inside: lists(inside) | quotes(inside))


def numbered(block: tree.AnyBlock) -> list[int]:
    """The numbers of the items of ``block``, if it is a list that prints some."""
    if not isinstance(block, tree.List) or not block.ordered:
        return []
    return [*range(block.start, block.start + len(block.items))]


@given(st.lists(blocks, max_size=4))
def test_a_table_stands_by_itself_and_nothing_is_lost_or_moved(found: list[tree.AnyBlock]) -> None:
    apart = list(with_tables_apart(found))
    assert list(texts(apart)) == list(texts(found))
    for block in apart:
        inside = [each for each in tree.walk([block]) if isinstance(each, tree.Table)]
        assert inside in ([], [block])
    wanted = [number for block in found for number in numbered(block)]
    assert [number for block in apart for number in numbered(block)] == wanted


def test_items_on_either_side_of_a_table_are_one_list() -> None:
    def text(lang: str) -> tree.Document:
        items = (
            (body("один", lang, "l.1.1"), table(lang, ("start", "end"), *ROWS, unit="l.1.2")),
            (body("два", lang, "l.2.1"),),
        )
        block = tree.List(id="l", marker="number", items=items, lang=lang)
        part = tree.Part((lang,), header=(), footer=(), blocks=(block,))
        return document(part)

    (part,) = bitext.weave([text("ru"), text("kk")], "parallel").parts
    before, level, after = part.blocks
    assert isinstance(level, tree.ParallelTable)
    assert isinstance(before, tree.Parallel)
    assert isinstance(after, tree.Parallel)
    items = [block.rows[0].cells[0][0] for block in (before, after)]
    assert [(item.start, item.series) for item in items if isinstance(item, tree.List)] == [
        (1, "l"),
        (2, "l"),
    ]
    assert docx.write(bitext.weave([text("ru"), text("kk")], "parallel"), TEMPLATES / "docx")
