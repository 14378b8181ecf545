"""Markdown in, prose out."""

import pytest

from diptych import tree
from diptych.errors import ContentError
from diptych.prose import parse


def read(content: str):
    return parse(content, "content/m/minutes.ru.md", "ru")


def problems(content: str) -> list[str]:
    with pytest.raises(ContentError) as caught:
        read(content)
    return [f"{p.position.line}:{p.position.column} {p.message}" for p in caught.value.problems]


def test_the_first_heading_is_the_subject() -> None:
    prose = read("# О *создании* совета\n")
    assert tree.plain(prose.subject) == "О создании совета"


def test_a_fact_is_a_node_with_name_role_and_place() -> None:
    prose = read("# Т\n\nРост до {{ goal | to }} виден.\n")
    (paragraph,) = prose.opening
    fact = next(i for i in paragraph.content if isinstance(i, tree.Fact))
    assert (fact.name, fact.role) == ("goal", "to")
    assert (fact.source.line, fact.source.column) == (3, 9)


def test_a_fact_in_a_list_or_quotation_knows_its_column() -> None:
    prose = read("# Т\n\n1. один {{ a }}\n\n> два {{ b }}\n> три {{ c }}\n")
    numbered, quote = prose.opening
    places = [
        (i.source.line, i.source.column)
        for paragraph in (numbered.items[0][0], quote.blocks[0])
        for i in paragraph.content
        if isinstance(i, tree.Fact)
    ]
    assert places == [(3, 9), (5, 7), (6, 7)]


def test_a_role_may_be_several_words() -> None:
    (paragraph,) = read("# Т\n\n{{ session | word  n gen }}\n").opening
    assert paragraph.content[0].role == "word n gen"


def test_units_are_numbered_below_their_section() -> None:
    prose = read("# Т\n\nа\n\nб\n\n## С {#s}\n\nв\n\n### {#heard}\n\n1. г\n2. д\n")
    assert [b.id for b in prose.opening] == ["opening.1", "opening.2"]
    (section,) = prose.sections
    assert section.blocks[0].id == "s.1"
    (heard,) = section.sections
    assert (heard.id, heard.title) == ("s/heard", ())
    assert [item[0].id for item in heard.blocks[0].items] == [
        "s/heard.1.1.1",
        "s/heard.1.2.1",
    ]


def test_an_item_may_carry_an_id_of_its_own() -> None:
    prose = read("# Т\n\n1. Решено {#plan}\n")
    assert prose.opening[0].items[0][0].id == "opening.1.plan.1"
    assert tree.plain(prose.opening[0].items[0][0].content) == "Решено"


def test_braces_that_are_no_fact_are_named() -> None:
    assert problems("# Т\n\nа {{ Имя }} и {{ b\n") == [
        "3:3 «{{ Имя }}» is not a fact",
        "3:15 «{{» does not open a fact",
    ]


def test_what_has_no_place_in_a_document_is_refused() -> None:
    found = problems("# Т\n\n```\nx\n```\n\n---\n\n![a](b.png) и `c`\n\n[d](file:///etc/passwd)\n")
    assert [line.split(" ", 1)[1] for line in found] == [
        "a block of code has no place in a document",
        "a rule has no place in a document",
        "an image has no place in a document",
        "code has no place in a document",
        "«file:///etc/passwd» is no address a reader can open",
    ]


def test_a_heading_needs_an_id_and_one_level_at_a_time() -> None:
    assert problems("# Т\n\n## Без\n\n#### Четыре {#x}\n") == [
        "3:1 this heading has no id",
    ]
    assert problems("# Т\n\n#### Четыре {#x}\n") == [
        "3:1 a heading with 4 # stands where 2 belong",
    ]


def test_two_sections_of_one_id_are_refused() -> None:
    assert problems("# Т\n\n## А {#x}\n\n## Б {#x}\n") == [
        "5:1 «x» names a section already, at line 3"
    ]


def test_a_text_without_a_title_is_refused() -> None:
    assert problems("Просто текст\n") == ["1:1 the text has no title"]


def test_html_is_text() -> None:
    (paragraph,) = read("# Т\n\n<b>x</b>\n").opening
    assert tree.plain(paragraph.content) == "<b>x</b>"


def test_a_passage_may_say_what_it_is_in_a_derived_text() -> None:
    (paragraph,) = read(
        "# Т\n\nA [AKP]{=АКП} va [PDF]{keep}, [oddiy] va [x](https://x.uz).\n"
    ).opening
    texts = [i for i in paragraph.content if isinstance(i, tree.Text)]
    assert [(t.text, t.derived) for t in texts] == [
        ("A ", ""),
        ("AKP", "АКП"),
        (" va ", ""),
        ("PDF", "PDF"),
        (", [oddiy] va ", ""),
        (".", ""),
    ]
