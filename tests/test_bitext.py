"""Alignment of prose and weaving of trees."""

from collections.abc import Iterable

import pytest

from diptych import bitext, tree
from diptych.prose import parse

RU = "# Т\n\nа\n\n## Один {#one}\n\nб\n\n1. в\n2. г\n\n## Два {#two}\n\nд\n"


def prose(language: str, content: str):
    return parse(content, f"m/minutes.{language}.md", language)


def found(*contents: str) -> list[str]:
    languages = ("ru", "uz", "kk", "en")
    texts = [prose(code, content) for code, content in zip(languages, contents, strict=False)]
    return [f"{p.position} {p.message}" for p in bitext.misaligned(texts)]


def test_texts_of_the_same_shape_are_aligned() -> None:
    assert found(RU, RU, RU) == []


def test_a_heading_only_one_language_has_is_named_where_it_stands() -> None:
    extra = RU + "\n## Uch {#three}\n\ne\n"
    assert found(RU, extra, RU) == [
        "m/minutes.uz.md:16:1 the section «three» is missing in m/minutes.ru.md, m/minutes.kk.md"
    ]


def test_a_heading_only_one_language_lacks_is_named_where_it_lacks() -> None:
    short = RU[: RU.index("## Два")]
    assert found(RU, short, RU) == [
        "m/minutes.uz.md:1:1 the section «two» is missing below, which m/minutes.ru.md:12:1 has"
    ]


def test_between_two_languages_the_one_that_has_more_is_named() -> None:
    short = RU[: RU.index("## Два")]
    assert found(RU, short) == [
        "m/minutes.ru.md:12:1 the section «two» is missing in m/minutes.uz.md"
    ]


def test_a_paragraph_too_many_is_named() -> None:
    assert found(RU, RU.replace("б\n", "б\n\nb\n")) == [
        "m/minutes.uz.md:9:1 here stands a paragraph, at m/minutes.ru.md:9:1 a numbered list of "
        "2 items"
    ]
    assert found(RU, RU + "\ne\n") == [
        "m/minutes.uz.md:16:1 a paragraph stands here that m/minutes.ru.md lacks below line 12"
    ]


def test_a_list_item_too_few_is_named() -> None:
    assert found(RU, RU.replace("2. г\n", "")) == [
        "m/minutes.uz.md:9:1 here stands a numbered list of 1 item, at m/minutes.ru.md:9:1 "
        "a numbered list of 2 items"
    ]


def test_another_order_of_sections_is_named() -> None:
    head, one, two = RU.partition("## Один")[0], RU[RU.index("## Один") : RU.index("## Два")], ""
    two = RU[RU.index("## Два") :]
    assert found(RU, head + two + "\n" + one) == [
        "m/minutes.uz.md:5:1 the sections stand in another order than in m/minutes.ru.md"
    ]


def test_a_title_in_one_language_only_is_named() -> None:
    assert found(RU, RU.replace("## Два {#two}", "## {#two}")) == [
        "m/minutes.uz.md:12:1 «two» has a title in only one of m/minutes.ru.md:12:1 and this place"
    ]


# --- weaving ----------------------------------------------------------------------


def paragraph(unit: str, lang: str, text: str) -> tree.Paragraph:
    return tree.Paragraph(id=unit, style="body", lang=lang, content=(tree.Text(text, lang),))


def document(lang: str, name: str = "Э. Арипов") -> tree.Document:
    text = tree.Text
    blocks: Iterable[tree.AnyBlock] = (
        tree.Letterhead(id="letterhead", lines=((text(f"совет {lang}", lang),),)),
        paragraph("title", lang, "title"),
        paragraph("title", lang, "subject"),
        tree.List(
            id="l",
            ordered=True,
            lang=lang,
            series="l",
            items=((paragraph("l.1.1", lang, "one"),), (paragraph("l.2.1", lang, "two"),)),
        ),
        tree.Signatures(
            id="signatures",
            beside=True,
            entries=(
                tree.Signatory(
                    id="a",
                    capacity=((text(f"директор {lang}", lang),),),
                    name=((text(name, lang),),),
                ),
            ),
        ),
    )
    return tree.Document(
        kind="minutes",
        langs=(lang,),
        title=f"T {lang}",
        author=f"A {lang}",
        date="2024-08-28",
        parts=(
            tree.Part(
                langs=(lang,),
                header=(text(f"H {lang}", lang),),
                footer=(text("F", lang), tree.PageField("page", lang)),
                blocks=tuple(blocks),
            ),
        ),
    )


def test_one_language_is_left_as_it_is() -> None:
    assert bitext.weave([document("ru")], "parallel") == document("ru")


@pytest.mark.parametrize("languages", [("uz", "kk"), ("uz", "kk", "ru"), ("en", "ru", "kk", "uz")])
def test_columns_hold_the_same_unit_in_every_language(languages: tuple[str, ...]) -> None:
    (part,) = bitext.weave([document(code) for code in languages], "parallel").parts
    head, columns, signatures = part.blocks
    assert isinstance(head, tree.Letterhead)
    assert isinstance(columns, tree.Parallel)
    assert isinstance(signatures, tree.Signatures)
    assert [row.id for row in columns.rows] == ["title", "l.1", "l.2"]
    for row in columns.rows:
        assert [cell[0].lang for cell in row.cells] == list(languages)
    assert [len(cell) for cell in columns.rows[0].cells] == [2] * len(languages)
    assert part.landscape == (len(languages) > 2)


def test_an_item_in_a_row_keeps_its_number_and_its_list() -> None:
    (part,) = bitext.weave([document("uz"), document("kk")], "parallel").parts
    items = [row.cells[1][0] for row in part.blocks[1].rows[1:]]
    assert [(item.start, item.series, len(item.items)) for item in items] == [
        (1, "l", 1),
        (2, "l", 1),
    ]


def test_what_stands_once_holds_every_language() -> None:
    (part,) = bitext.weave([document("uz"), document("kk")], "parallel").parts
    assert [tree.plain(line) for line in part.blocks[0].lines] == ["совет uz", "совет kk"]
    (signer,) = part.blocks[2].entries
    assert [tree.plain(c) for c in signer.capacity] == ["директор uz", "директор kk"]


def test_a_name_written_alike_stands_once() -> None:
    alike = bitext.weave([document("ru"), document("kk")], "parallel").parts[0].blocks[2]
    assert len(alike.entries[0].name) == 1
    unlike = bitext.weave([document("ru"), document("uz", "E. Aripov")], "parallel")
    assert len(unlike.parts[0].blocks[2].entries[0].name) == 2


def test_in_sequence_each_language_is_a_part_and_the_shared_stands_at_the_ends() -> None:
    first, second = bitext.weave([document("ru"), document("en")], "sequential").parts
    assert (first.langs, second.langs) == (("ru",), ("en",))
    assert isinstance(first.blocks[0], tree.Letterhead)
    assert isinstance(second.blocks[-1], tree.Signatures)
    assert not any(isinstance(b, tree.Signatures) for b in first.blocks)
    assert not any(isinstance(b, tree.Letterhead) for b in second.blocks)
    assert tree.plain(second.header) == "H en"


def test_header_and_footer_of_columns_hold_every_language() -> None:
    (part,) = bitext.weave([document("uz"), document("kk")], "parallel").parts
    assert tree.plain(part.header) == "H uz / H kk"
    assert sum(isinstance(i, tree.PageField) for i in part.footer) == 2
