"""What Markdown lets pass in silence is refused, or printed as its author meant it."""

from __future__ import annotations

import pytest

from diptych import prose, tree
from diptych.errors import ContentError

TABLE = "| а | б |\n|--|--|\n"


def problems(body: str) -> list[str]:
    """Each problem of a text with this ``body``: line and column in it, and what is wrong."""
    try:
        prose.parse(f"# Т\n\n{body}\n", "minutes.ru.md", "ru")
    except ContentError as error:
        return [f"{p.position.line - 2}:{p.position.column} {p.message}" for p in error.problems]
    return []


def blocks(body: str) -> tuple[tree.AnyBlock, ...]:
    return prose.parse(f"# Т\n\n{body}\n", "minutes.ru.md", "ru").opening


def written(body: str) -> str:
    (paragraph,) = blocks(body)
    assert isinstance(paragraph, tree.Paragraph)
    return tree.source(paragraph.content)


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (f"{TABLE}| 1 | 2 | 3 |", "3:1 this row has 3 cells, and the head of the table 2"),
        (f"{TABLE}| 1 |", "3:1 this row has 1 cells, and the head of the table 2"),
        (f"{TABLE}| 1 | 2 |\n| x|y | z |", "4:1 this row has 3 cells, and the head of the table 2"),
        (f"{TABLE}1 | 2 | 3", "3:1 this row has 3 cells, and the head of the table 2"),
        (f"{TABLE}одно", "3:1 this row has 1 cells, and the head of the table 2"),
        (f"- пункт\n\n  {TABLE}  | 1 | 2 | 3 |".replace("\n|--", "\n  |--"), "5:3 this row has 3"),
        ("| а | б |\n|--|\n| 1 | 2 |", "1:1 this line is no row of a table"),
        ("а | б\n--|--|--\n1 | 2", "2:1 these dashes do not belong to a table"),
        ("| а | б |", "1:1 this line is no row of a table"),
    ],
)
def test_no_cell_of_a_table_is_lost_or_made_up(body: str, problem: str) -> None:
    assert problems(body)[0].startswith(problem)


@pytest.mark.parametrize(
    "body", [f"{TABLE}| 1 | 2 |", f"{TABLE}1 | 2", f"{TABLE}| a\\|b | |", f"> {TABLE[:-1]}"]
)
def test_a_table_with_all_its_cells_is_read(body: str) -> None:
    body = body.replace("\n|--", "\n> |--") if body.startswith(">") else body
    assert problems(body) == []


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("1. раз\n3. три\n7. семь", "2:1 the number 3 stands where 2 would be printed"),
        ("1. раз\n1. два", "2:1 the number 1 stands where 2 would be printed"),
        ("5) раз\n4) два", "2:1 the number 4 stands where 6 would be printed"),
        ("1. раз\n   1) а\n   3) в", "3:4 the number 3 stands where 2 would be printed"),
        ("01. раз", "1:1 the number 01 stands where 1 would be printed"),
        ("Решено:\n5. раз", "2:1 this looks like an item of a list and runs on as text"),
        ("Решено:\n  2) раз", "2:3 this looks like an item of a list and runs on as text"),
        ("+ раз", "1:1 «+» would be printed as a dash"),
        ("* по согласованию", "1:1 «*» would be printed as a dash"),
        ("- [] сделать", "1:3 these brackets are no box to tick"),
        ("1.", "1:1 this item says nothing"),
        ("1. раз\n2. {#two}", "2:1 this item says nothing"),
        ("-\n- раз", "1:1 this item says nothing"),
        ("***", "1:1 «***» is no break between pages"),
        ("___", "1:1 «___» is no break between pages"),
        ("* * *", "1:1 «* * *» is no break between pages"),
        ("Конец\n---", "1:1 this text is a heading because of the line below it"),
        ("Конец\n===", "1:1 this text is a heading because of the line below it"),
        ("##Итоги {#a}", "1:1 this is no heading"),
        ("####### Итоги", "1:1 this is no heading"),
    ],
)
def test_no_item_number_or_mark_is_printed_otherwise_than_it_was_typed(
    body: str, problem: str
) -> None:
    assert problems(body)[0].startswith(problem)


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("а ~~б~~ в", "1:3 text cannot be struck out"),
        ("а ==б== в", "1:3 text cannot be highlighted"),
        ("а ++б++ в", "1:3 text cannot be underlined"),
        ("m^2", "1:2 this mark raises nothing"),
        ("10^минус 6^", "1:3 this mark raises nothing"),
        ("**важно", "1:1 nothing is set in bold by this mark"),
        ("** важно **", "1:1 nothing is set in bold by this mark"),
        ("2*3*4", "1:2 «*» within a word sets what follows apart"),
        ("5*3 и 4*2", "1:2 «*» within a word sets what follows apart"),
        ("[сайт] и [тут][нет]", "1:14 this is no link"),
        ("[сайт](не адрес)", "1:6 this is no link"),
        ("сумма {turnover}", "1:7 this brace belongs to no fact"),
        ("сумма {{turnover}", "1:7 «{{» does not open a fact"),
        ("сумма {% if x %}", "1:7 this brace belongs to no fact"),
        ("Абзац. {#place}", "1:8 this brace belongs to no fact"),
        ("![вид {x}](a.png)", "1:7 this brace belongs to no fact"),
        ('![вид](a.png "Подпись {held}")', "this brace belongs to no fact"),
        ("с&#x61;мовар", "1:2 «&#x61;» hides a character"),
        ("&#0;", "1:1 «&#0;» hides a character"),
        ("5&sup2;", "1:2 «&sup2;» hides a character"),
        ('![вид](a.png "c&#1086;вет")', "1:16 «&#1086;» hides a character"),
        ("[сайт](https://example.org/&#x430;)", "1:28 «&#x430;» hides a character"),
    ],
)
def test_no_mark_is_printed_that_meant_something(body: str, problem: str) -> None:
    found = problems(body)
    assert len(found) == 1
    assert problem in found[0]


@pytest.mark.parametrize(
    "body",
    [
        "Дефис-минус, C++, A&B, 5 * 3, ~5 км, № 5_а, x < y.",
        "Скобки \\{и\\}, \\*звездочка, 2\\^3, \\+ и a \\| b.",
        "Казна&nbsp;&mdash; &laquo;дом&raquo;.",
        "Вес 2 т\\\n5 мешков",
        "[ISO 9001] и [5]{keep}",
    ],
)
def test_what_means_itself_is_text(body: str) -> None:
    assert problems(body) == []


def test_a_blank_to_fill_in_is_printed_as_it_was_typed() -> None:
    assert written("____________") == "____________"
    assert written("Город ____, ______ (подпись)") == "Город ____, ______ (подпись)"
    assert written("**____** и {{ held }}") == "**____** и {{ held }}"
    (table,) = blocks("| Имя | Подпись |\n|--|--|\n| И. | _______ |")
    assert isinstance(table, tree.Table)
    assert tree.plain(table.rows[0][1]) == "_______"
    (link,) = blocks("[дом](https://example.org/a____b)")
    assert isinstance(link, tree.Paragraph)
    assert link.content[0] == tree.Link((tree.Text("дом", "ru"),), "https://example.org/a____b")


def test_what_stands_above_and_below_the_line_is_given_to_authors() -> None:
    (paragraph,) = blocks("m^2^ и H~2~O")
    assert isinstance(paragraph, tree.Paragraph)
    two = (tree.Text("2", "ru"),)
    assert tree.Superscript(two) in paragraph.content
    assert tree.Subscript(two) in paragraph.content
    assert tree.source(paragraph.content) == "m^2^ и H~2~O"


def test_facts_are_read_in_captions_and_alternative_texts() -> None:
    picture, caption = blocks(
        '![Схема на {{ held | on }}, *курсив*](a.png "Подпись {{ held }}, **важно**")'
    )
    assert isinstance(picture, tree.Picture)
    assert isinstance(caption, tree.Paragraph)
    assert tree.source(picture.alt) == "Схема на {{ held | on }}, *курсив*"
    assert tree.source(caption.content) == "Подпись {{ held }}, **важно**"


def test_the_title_has_no_id() -> None:
    with pytest.raises(ContentError, match="the title has an id"):
        prose.parse("# Т {#t}\n\nа\n", "minutes.ru.md", "ru")


def test_an_id_names_one_item_of_a_section() -> None:
    both = "1. раз {#x}\n\nи\n\n- два {#x}"
    assert problems(both) == ["5:1 «x» names an item already"]
    assert problems("1. раз {#x}\n   - два {#x}") == ["2:4 «x» names an item already"]
    assert problems("1. раз {#x}\n   - два {#y}") == []
