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
        "an image stands in running text",
        "code has no place in a document",
        "«file:///etc/passwd» is no address a reader can open",
    ]


def test_a_heading_needs_an_id_and_one_level_at_a_time() -> None:
    assert problems("# Т\n\n## Без\n\n#### Четыре {#x}\n") == [
        "3:1 this heading has no id",
    ]
    assert problems("# Т\n\n#### Четыре {#x}\n\nт\n") == [
        "3:1 a heading with 4 # stands where 2 belong",
    ]


def test_two_sections_of_one_id_are_refused() -> None:
    assert problems("# Т\n\n## А {#x}\n\nт\n\n## Б {#x}\n") == [
        "7:1 «x» names a section already, at line 3"
    ]


def test_a_text_without_a_title_is_refused() -> None:
    assert problems("Просто текст\n") == ["1:1 the text has no title"]


def test_html_is_refused() -> None:
    with pytest.raises(ContentError, match="HTML has no place"):
        read("# Т\n\n<b>x</b>\n")


def test_a_sign_that_opens_no_tag_is_text() -> None:
    (paragraph,) = read("# Т\n\nx < y\n").opening
    assert tree.plain(paragraph.content) == "x < y"


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


# --- footnotes, references ----------------------------------------------------------


def test_a_note_stands_where_it_is_called_for() -> None:
    (paragraph,) = read("# Т\n\nРост[^a] виден.\n\n[^a]: По *данным* {{ isrs | gen }}.\n").opening
    text, note, _ = paragraph.content
    assert (text.text, note.number) == ("Рост", "")
    assert [type(inline).__name__ for inline in note.content] == [
        "Text",
        "Emphasis",
        "Text",
        "Fact",
        "Text",
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("а[^x]\n", "3:2 this calls for a note that is not there"),
        ("а\n\n[^x]: б\n", "5:1 nothing calls for this note"),
        ("а[^x]\n\n[^x]: в[^y]\n\n[^y]: г\n", "5:8 a note calls for a note"),
        ("а[^x]\n\n[^x]: в\n\n    г\n", "5:1 a note holds more or less than one paragraph"),
    ],
)
def test_a_note_that_no_paper_can_hold_is_refused(content: str, message: str) -> None:
    assert message in problems("# Т\n\n" + content)


def test_a_reference_is_a_node_of_its_own() -> None:
    (paragraph,) = read("# Т\n\nв статье {{ #final }} и {{#aims.first }}\n").opening
    found = [i for i in paragraph.content if isinstance(i, tree.Reference)]
    assert [(r.name, r.source.column) for r in found] == [("final", 10), ("aims.first", 25)]


# --- tables, lists, pictures --------------------------------------------------------


def test_a_table_has_a_header_aligned_columns_and_facts_with_roles() -> None:
    table = "| Год | Оборот |\n|:--|--:|\n| 2023 | {{ turnover | gen }} |\n"
    (block,) = read("# Т\n\n" + table).opening
    assert [tree.plain(cell) for cell in block.header[0]] == ["Год", "Оборот"]
    assert block.align == ("start", "end")
    ((_, cell),) = block.rows
    (fact,) = cell
    assert (fact.name, fact.role) == ("turnover", "gen")
    assert (fact.source.line, fact.source.column) == (5, 10)


def test_the_column_of_a_fact_in_a_table_is_that_of_its_cell() -> None:
    (block,) = read("# Т\n\n| а | б |\n|--|--|\n| {{ x }} | {{ x }} |\n").opening
    assert [cell[0].source.column for cell in block.rows[0]] == [3, 13]


def test_lists_keep_the_mark_their_author_gave_them() -> None:
    prose = read("# Т\n\n1. а\n\n-----\n\n1) б\n\n-----\n\na) в\nb) г\n\n-----\n\n- д\n")
    lists = [block for block in prose.opening if isinstance(block, tree.List)]
    assert [(each.marker, each.letters) for each in lists] == [
        ("number", ""),
        ("bracket", ""),
        ("letter", "ab"),
        ("dash", ""),
    ]


def test_a_lettered_list_may_stand_inside_another() -> None:
    (outer,) = read("# Т\n\n1. вот:\n   а) один {{ x }};\n   б) два.\n").opening
    inner = outer.items[0][1]
    assert (inner.marker, inner.letters) == ("letter", "аб")
    assert inner.items[0][0].content[1].source.column == 12


def test_letters_and_numbers_do_not_mix_in_a_list() -> None:
    assert problems("# Т\n\nа) б\n2) в\n") == [
        "4:1 this item has a number, and others of its list have letters"
    ]


def test_a_picture_stands_alone_with_its_alternative_and_its_caption() -> None:
    picture, caption = read('# Т\n\n![Рост](chart.png "Рис. 1")\n').opening
    assert (picture.image.file, tree.plain(picture.alt)) == ("chart.png", "Рост")
    assert (caption.style, tree.plain(caption.content)) == ("caption", "Рис. 1")


@pytest.mark.parametrize(
    ("image", "message"),
    [
        ("![](chart.png)", "this image says nothing to those who cannot see it"),
        ("![a](../chart.png)", "«../chart.png» is not an image of this meeting"),
        ("![a](https://x.org/a.png)", "«https://x.org/a.png» is not an image of this meeting"),
        ("![a](a\\b.png)", "«a\\b.png» is not an image of this meeting"),
        ("![a](C:b.png)", "«C:b.png» is not an image of this meeting"),
        ("![a](logo.svg)", "the name «logo.svg» does not end as that of an image"),
        ("![a](IMG_1.HEIC)", "the name «IMG_1.HEIC» does not end as that of an image"),
        (
            "![a](вид.jpg)",
            "the name «вид.jpg» holds «в», U+0432 (cyrillic small letter ve)",
        ),
        (
            "![a](сhart.png)",
            "the name «сhart.png» holds «с», U+0441 (cyrillic small letter es)",
        ),
        ("![a](<chart 1.png>)", "the name «chart 1.png» holds a space"),
        ("![a](chart 1.png)", "the name «chart 1.png» holds a space"),
        (
            '![a](вид 1.png "Вид")',
            "the name «вид 1.png» holds «в», U+0432 (cyrillic small letter ve)",
        ),
        (
            "![a](chart(1).png)",
            "the name «chart(1).png» holds «(», U+0028 (left parenthesis)",
        ),
        ("![a](-chart.png)", "the name «-chart.png» begins with «-»"),
        ("![a](.chart.png)", "the name «.chart.png» begins with «.»"),
        ("![a](CON.png)", "the name «CON.png» is one that Windows keeps for itself"),
        ("![a](lpt1.old.jpg)", "the name «lpt1.old.jpg» is one that Windows keeps for itself"),
        ("![a](%61.png)", "the name of this image is written in signs that stand for others"),
        ("![a](&#97;.png)", "the name of this image is written in signs that stand for others"),
        ("![a](IMG\\_1.png)", "the name of this image is written in signs that stand for others"),
        (f"![a]({'a' * 120}.png)", f"the name «{'a' * 120}.png» has more than 100 characters"),
        ("![a](chart.png  title)", "this is not written as an image"),
    ],
)
def test_an_image_from_elsewhere_or_without_words_is_refused(image: str, message: str) -> None:
    (problem,) = problems(f"# Т\n\n{image}\n")
    assert problem.startswith(f"3:1 {message}")


@pytest.mark.parametrize(
    "name",
    [
        *("IMG_0001.JPG", "DSC01234.Jpeg", "_MG_0001.JPG", "photo_2024-08-28_10-30-00.jpg"),
        *("PXL_20240828_103000.MP.jpg", "20240828_103000.jpg", "a..png", "logo.webp", "scan.BMP"),
    ],
)
def test_names_that_cameras_and_phones_give_are_taken(name: str) -> None:
    (picture,) = read(f"# Т\n\n![a [b] c]({name})\n").opening
    assert picture.image.file == name
    (picture,) = read(f"# Т\n\n![a][photo]\n\n[photo]: {name}\n").opening
    assert picture.image.file == name


def test_an_exclamation_before_a_bracket_is_text() -> None:
    (paragraph,) = read("# Т\n\nДа![1] и \\![a](b)\n".replace("(b)", "")).opening
    assert tree.plain(paragraph.content) == "Да![1] и ![a]"


def test_a_rule_is_a_page_break_at_the_top_only() -> None:
    _, between, _ = read("# Т\n\nа\n\n---\n\nб\n").opening
    assert isinstance(between, tree.PageBreak)
    assert problems("# Т\n\n> а\n>\n> ---\n") == [
        "5:1 a page cannot break inside a list or quotation"
    ]


def test_annexes_stand_at_the_end() -> None:
    prose = read("# Т\n\n## А {#a}\n\nа\n\n## План {#plan .annex}\n\nб\n")
    assert [section.id for section in prose.body] == ["a"]
    assert [section.id for section in prose.annexes] == ["plan"]
    assert problems("# Т\n\n## П {#p .annex}\n\nп\n\n## А {#a}\n\nа\n") == [
        "7:1 a section stands after an annex"
    ]
    assert problems("# Т\n\n## А {#a}\n\n### П {#p .annex}\n\nп\n") == [
        "5:1 an annex stands inside a section"
    ]


def test_italics_in_italics_are_italics() -> None:
    text = parse("# T\n\n*_one_ two* **__three__**\n", "m.en.md", "en")
    (paragraph,) = text.opening
    assert isinstance(paragraph, tree.Paragraph)
    assert paragraph.content == (
        tree.Emphasis((tree.Text("one two", "en"),)),
        tree.Text(" ", "en"),
        tree.Strong((tree.Text("three", "en"),)),
    )


# --- tables ------------------------------------------------------------------------


def only_table(content: str) -> tree.Table:
    """The only table of a text."""
    prose = parse(f"# Т\n\n{content}\n", "m/minutes.ru.md", "ru")
    (found,) = [block for block in tree.walk(prose.opening) if isinstance(block, tree.Table)]
    return found


def refusals(content: str) -> list[tuple[int, int, str]]:
    """Line, column and message of each problem of a text."""
    with pytest.raises(ContentError) as caught:
        parse(f"# Т\n\n{content}\n", "m/minutes.ru.md", "ru")
    return [
        (problem.position.line, problem.position.column, problem.message)
        for problem in caught.value.problems
        if problem.position is not None
    ]


PLAN = """\
| № | Срок | < |
|--:|--|--|
| ^ | начало | конец |
|---|---|---|
| 1 | весна | осень |
| ^ | зима<br>и весна | < |"""


def test_a_head_may_have_two_rows_and_cells_may_stand_in_the_place_of_several() -> None:
    block = only_table(PLAN)
    assert [[tree.plain(cell) for cell in row] for row in block.header] == [
        ["№", "Срок", ""],
        ["", "начало", "конец"],
    ]
    assert [[tree.plain(cell) for cell in row] for row in block.rows] == [
        ["1", "весна", "осень"],
        ["", "зима и весна", ""],
    ]
    assert block.joined == (
        tree.Joined(0, 0, rows=2),
        tree.Joined(0, 1, columns=2),
        tree.Joined(2, 0, rows=2),
        tree.Joined(3, 1, columns=2),
    )
    assert any(isinstance(leaf, tree.LineBreak) for leaf in block.rows[1][1])


def test_a_table_may_have_a_caption_a_number_and_a_page_turned_sideways() -> None:
    block = only_table(f": План работ {{#plan .landscape}}\n\n{PLAN}")
    number, *title = block.caption
    assert number == tree.CaptionNumber("table", "plan", "ru")
    assert tree.plain(tuple(title)) == "План работ"
    assert block.landscape
    assert block.id == "opening.plan"
    plain = only_table(f": {{.landscape}}\n\n{PLAN}")
    assert (plain.caption, plain.landscape) == ((), True)
    assert only_table(f": План\n\n{PLAN}").caption == (tree.Text("План", "ru"),)


def test_a_picture_may_have_a_number() -> None:
    prose = parse('# Т\n\n![рост](chart.png "Рост"){#growth}\n', "m/minutes.ru.md", "ru")
    picture, caption = prose.opening
    assert isinstance(picture, tree.Picture)
    assert isinstance(caption, tree.Paragraph)
    assert caption.content[0] == tree.CaptionNumber("figure", "growth", "ru")


@pytest.mark.parametrize(
    ("content", "place", "message"),
    [
        ("| < | a |\n|--|--|\n| б | в |", (3, 3), "no cell stands on the left"),
        ("| а | ^ |\n|--|--|\n| б | в |", (3, 7), "no cell of its part stands above"),
        ("| а | б |\n|--|--|\n| в | ^ |", (5, 7), "no cell of its part stands above"),
        (
            "| а | б |\n|--|--|\n| в | < |\n| ^ | г |",
            (5, 3),
            "this cell and those that are one with it make no rectangle",
        ),
        ("| а | б |\n|--|--|\n|---|---|\n| в | г |\n|---|---|", (7, 1), "a second time"),
        (": А {#plan .annex}\n\n| а |\n|--|\n| б |", (3, 5), "only a section can be an annex"),
        ("- а {#plan .annex}", (3, 5), "only a section can be an annex"),
        (": План\n\nТекст.", (3, 1), "this is the caption of no table"),
        (": {#plan}\n\n| а |\n|--|\n| б |", (3, 1), "what has a number has no caption"),
        ("текст<br>текст", (3, 6), "HTML has no place"),
        (
            ": А {#plan}\n\n| а |\n|--|\n| б |\n\n: Б {#plan}\n\n| а |\n|--|\n| б |",
            (9, 1),
            "«plan» names a table or picture already",
        ),
        ("- а\n\n  : А {.landscape}\n\n  | а |\n  |--|\n  | б |", (5, 3), "a page cannot turn"),
    ],
)
def test_what_cannot_be_meant_of_a_table_is_told_at_its_place(
    content: str, place: tuple[int, int], message: str
) -> None:
    (problem,) = refusals(content)
    assert problem[:2] == place
    assert message in problem[2]


def test_a_mark_of_joined_cells_with_a_backslash_is_itself() -> None:
    block = only_table("| а | б |\n|--|--|\n| \\< | \\^ |")
    assert [tree.plain(cell) for cell in block.rows[0]] == ["<", "^"]
    assert block.joined == ()
