"""Alignment of prose and weaving of trees."""

import msgspec
import pytest

from diptych import bitext, tree
from diptych.model import Entry, Prose
from diptych.prose import parse
from trees import body, cells, items, letterhead, signatory, signatures, table, text
from trees import document as whole

RU = "# Т\n\nа\n\n## Один {#one}\n\nб\n\n1. в\n2. г\n\n## Два {#two}\n\nд\n"


def prose(language: str, content: str):
    return parse(content, f"m/minutes.{language}.md", language)


def entry(**names: str) -> Entry:
    return Entry(name={code: {"nom": name} for code, name in names.items()})


TERMS = bitext.Terms(
    {
        "aripov": entry(ru="Элдор Арипов", uz="Eldor Aripov"),
        "tukumov": entry(ru="Еркин Тукумов", uz="Yerkin Tukumov"),
        "council": entry(ru="Экспертный совет", uz="Ekspertlar kengashi"),
        "supreme": entry(ru="Высший Экспертный совет", uz="Oliy Ekspertlar kengashi"),
    },
    frozenset({"aripov", "tukumov", "council", "supreme", "isrs"}),
)


def found(*contents: str) -> list[str]:
    texts = read(*contents)
    return [f"{p.position} {p.message}" for p in bitext.check_alignment(texts)]


def apart(*contents: str) -> list[str]:
    texts = read(*contents)
    assert list(bitext.check_alignment(texts)) == []
    return [
        f"{p.position} {p.message}"
        for p in bitext.check_concordance(texts, TERMS)
        if p.severity == "error"
    ]


def doubted(*contents: str) -> list[str]:
    return [
        f"{p.position} {p.message}: {p.remedy}"
        for p in bitext.check_typed_out(read(*contents), TERMS)
        if p.severity == "warning"
    ]


def read(*contents: str) -> list[Prose]:
    languages = ("ru", "uz", "kk", "en")
    return [prose(code, content) for code, content in zip(languages, contents, strict=False)]


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


def test_between_two_languages_the_source_is_right() -> None:
    short = RU[: RU.index("## Два")]
    assert found(RU, short) == [
        "m/minutes.uz.md:1:1 the section «two» is missing below, which m/minutes.ru.md:12:1 has"
    ]
    assert found(short, RU) == [
        "m/minutes.uz.md:12:1 the section «two» is missing in m/minutes.ru.md"
    ]


def test_a_missing_section_is_named_where_it_should_stand() -> None:
    short = RU[: RU.index("## Один")] + RU[RU.index("## Два") :]
    assert found(RU, short) == [
        "m/minutes.uz.md:5:1 the section «one» is missing before this, which m/minutes.ru.md:5:1 "
        "has"
    ]


def test_a_paragraph_too_many_is_named() -> None:
    assert found(RU, RU.replace("б\n", "б\n\nb\n")) == [
        "m/minutes.uz.md:9:1 a paragraph stands here that m/minutes.ru.md lacks below line 7"
    ]
    assert found(RU, RU + "\ne\n") == [
        "m/minutes.uz.md:16:1 a paragraph stands here that m/minutes.ru.md lacks below line 14"
    ]


def test_a_list_item_too_few_is_named() -> None:
    assert found(RU, RU.replace("2. г\n", "")) == [
        "m/minutes.uz.md:9:1 an item is missing below, which m/minutes.ru.md:10:1 has: «г»"
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


@pytest.mark.parametrize(
    ("ru", "uz", "message"),
    [
        ("{{ sum }}", "q", "{{ sum }} is missing here, which m/minutes.ru.md:3:1 has"),
        ("а", "{{ sum }}", "{{ sum }} stands here, which m/minutes.ru.md:3:1 has not"),
        (
            "{{ sum }} {{ sum }}",
            "{{ sum }}",
            "{{ sum }} is missing here, which m/minutes.ru.md:3:1 has",
        ),
        ("{{ #one }}", "q", "{{ #one }} is missing here, which m/minutes.ru.md:3:1 has"),
        (
            "в 2031 году",
            "2032-yilda",
            "the number 2031 is missing here, which m/minutes.ru.md:3:1 has",
        ),
        ("а[^n]", "q", "a note is missing here, which m/minutes.ru.md:3:1 has"),
        ("[а](https://x.org)", "q", "a link is missing here, which m/minutes.ru.md:3:1 has"),
    ],
)
def test_what_one_language_says_and_the_other_does_not_is_named(
    ru: str, uz: str, message: str
) -> None:
    def text(content: str) -> str:
        return f"# Т\n\n{content}\n" + ("\n[^n]: н\n" if "[^n]" in content else "")

    assert f"m/minutes.uz.md:3:1 {message}" in apart(text(ru), text(uz))


def test_facts_are_compared_in_titles_items_and_cells_whatever_their_roles() -> None:
    pattern = "# {{ a }}\n\n1. x {B}\n\n| h | i |\n|--|--|\n| x | {C} |\n"
    same = pattern.replace("{B}", "{{ b | gen }}").replace("{C}", "{{ c }}")
    other = pattern.replace("{B}", "{{ b | acc }}").replace("{C}", "{{ c | dat }}")
    assert apart(same, other) == []
    less = other.replace("{{ a }}", "T").replace("{{ b | acc }}", "").replace("{{ c | dat }}", "")
    assert [line.split(" ", 1)[1][:9] for line in apart(same, less)] == [
        "{{ a }} i",
        "{{ b }} i",
        "{{ c }} i",
    ]


def test_numbers_are_compared_by_their_digits_and_exceptions_are_marked_in_place() -> None:
    russian = "# Т\n\n1 234,5 и 28.08.2031\n"
    assert apart(russian, "# T\n\n1,234.5 va 28/08/2031\n") == []
    assert apart(russian, "# T\n\n1,234.5, 28/08/2031 va [7]{keep}\n") == []
    assert len(apart(russian, "# T\n\n1,234.5, 28/08/2031 va 7\n")) == 1


def test_names_may_be_said_as_often_as_a_language_likes() -> None:
    assert apart("# Т\n\n{{ isrs }} {{ isrs }}\n", "# T\n\n{{ isrs }}\n") == []
    assert len(apart("# Т\n\n{{ sum }} {{ sum }}\n", "# T\n\n{{ sum }}\n")) == 1


def test_a_name_in_one_language_only_is_named() -> None:
    assert apart("# Т\n\n{{ aripov }}\n", "# T\n\n{{ tukumov }}\n") == [
        "m/minutes.uz.md:3:1 {{ aripov }} is missing here, which m/minutes.ru.md:3:1 has",
        "m/minutes.uz.md:3:1 {{ tukumov }} stands here, which m/minutes.ru.md:3:1 has not",
    ]


@pytest.mark.parametrize("words", ["[direktor]{aripov} dedi", "Eldor Aripov dedi"])
def test_a_name_may_be_meant_by_other_words_or_typed_out(words: str) -> None:
    assert apart("# Т\n\n{{ aripov }} сказал\n", f"# T\n\n{words}\n") == []


def test_a_role_that_means_another_thing_is_named_and_a_case_is_not() -> None:
    assert apart("# Т\n\n{{ held | until }}\n", "# T\n\n{{ held | from }}\n") == [
        "m/minutes.uz.md:3:1 {{ held | from }} stands here, and at m/minutes.ru.md:3:1 "
        "{{ held | until }}"
    ]
    assert apart("# Т\n\n{{ sum | about }}\n", "# T\n\nqariyb {{ sum | gen }}\n") == []


@pytest.mark.parametrize(
    ("ours", "theirs"), [("at-least", "at-most"), ("over", "under"), ("past", "within")]
)
def test_a_bound_turned_round_in_one_language_is_named(ours: str, theirs: str) -> None:
    (said,) = apart(f"# Т\n\n{{{{ sum | {ours} }}}}\n", f"# T\n\n{{{{ sum | {theirs} }}}}\n")
    assert f"{{{{ sum | {theirs} }}}} stands here" in said


def test_two_words_for_one_bound_mean_the_same() -> None:
    assert apart("# Т\n\n{{ sum | above }}\n", "# T\n\n{{ sum | over }}\n") == []


def test_emphasis_in_one_language_only_is_named() -> None:
    assert apart("# Т\n\n**Совет** и *совет*\n", "# T\n\nKengash\n") == [
        "m/minutes.uz.md:3:1 a passage in bold is missing here, which m/minutes.ru.md:3:1 has",
        "m/minutes.uz.md:3:1 a passage in italics is missing here, which m/minutes.ru.md:3:1 has",
    ]


@pytest.mark.parametrize("figure", ["2031", "12,5 %", "7%", "1 234", "28.08.2031"])
def test_a_figure_that_should_be_a_fact_is_doubted(figure: str) -> None:
    (said,) = doubted(f"# Т\n\nдо {figure} еще\n", "# T\n\nq\n")
    assert f"«{figure}» is typed out" in said
    assert f"[{figure}]{{keep}}" in said


@pytest.mark.parametrize("words", ["5 пунктов", "COVID-19", "[2031]{keep}", "{{ held }}"])
def test_other_numbers_are_not_doubted(words: str) -> None:
    assert doubted(f"# Т\n\nи {words} еще\n", "# T\n\nq\n") == []


def test_a_name_typed_out_is_doubted_the_longest_that_fits() -> None:
    assert doubted("# Т\n\nВысший Экспертный совет решил\n", "# T\n\nq\n") == [
        "m/minutes.ru.md:3:1 «Высший Экспертный совет» is typed out, which the registry has: "
        "write {{ supreme }} in the role it has here; if another is meant: "
        "[Высший Экспертный совет]{keep}"
    ]


# --- weaving ----------------------------------------------------------------------


def document(lang: str, name: str = "Э. Арипов") -> tree.Document:
    blocks = (
        letterhead(text(f"совет {lang}", lang)),
        body("title", lang, "title"),
        body("subject", lang, "title"),
        items(lang, *cells(body("one", lang, "l.1.1"), body("two", lang, "l.2.1")), series="l"),
        signatures(signatory("a", **{lang: (f"директор {lang}", name)})),
    )
    footer = (*text("F", lang), tree.PageField("page", lang))
    part = tree.Part((lang,), header=text(f"H {lang}", lang), footer=footer, blocks=blocks)
    return whole(part, title=f"T {lang}", author=f"A {lang}")


def test_one_language_is_left_as_it_is() -> None:
    assert bitext.weave([document("ru")], "parallel") == document("ru")


def rows(part: tree.Part) -> list[tree.Row]:
    """The rows of all columns of ``part``."""
    columns = [block for block in tree.walk(part.blocks) if isinstance(block, tree.Parallel)]
    return [row for block in columns for row in block.rows]


def places(part: tree.Part) -> tuple[tree.Signatory, ...]:
    """The places to sign in ``part``."""
    (block,) = [each for each in tree.walk(part.blocks) if isinstance(each, tree.Signatures)]
    return block.entries


@pytest.mark.parametrize("languages", [("uz", "kk"), ("uz", "kk", "ru"), ("en", "ru", "kk", "uz")])
def test_columns_hold_the_same_unit_in_every_language(languages: tuple[str, ...]) -> None:
    (part,) = bitext.weave([document(code) for code in languages], "parallel").parts
    head, columns, closing = part.blocks
    assert isinstance(head, tree.Letterhead)
    assert isinstance(columns, tree.Parallel)
    assert isinstance(closing, tree.KeptTogether)
    assert [row.id for row in rows(part)] == ["title", "title", "l.1", "l.2"]
    for row in rows(part):
        assert [cell[0].lang for cell in row.cells] == list(languages)
    assert [len(cell) for cell in columns.rows[0].cells] == [1] * len(languages)
    assert part.landscape == (len(languages) > 2)


def test_what_languages_have_in_another_order_stands_in_one_row() -> None:
    def title(lang: str, *styles: tree.ParagraphStyle) -> tree.Document:
        blocks = tuple(tree.Paragraph(id="title", style=s, content=(), lang=lang) for s in styles)
        return whole(tree.Part((lang,), header=(), footer=(), blocks=blocks))

    ru, kk = title("ru", "document-name", "subject"), title("kk", "subject", "document-name")
    (part,) = bitext.weave([ru, kk], "parallel").parts
    assert [len(cell) for row in rows(part) for cell in row.cells] == [2, 2]


def test_a_table_that_nobody_has_read_in_one_language_is_marked_in_all() -> None:
    def text(lang: str, *, unread: bool) -> tree.Document:
        made = table(lang, ("start", "end"), ("a", "b"), ("c", "d"), unit="t")
        block = msgspec.structs.replace(made, unconfirmed=unread)
        return whole(tree.Part((lang,), header=(), footer=(), blocks=(block,)))

    (part,) = bitext.weave([text("uz", unread=False), text("kk", unread=True)], "parallel").parts
    (level,) = part.blocks
    assert isinstance(level, tree.ParallelTable)
    assert level.unconfirmed


def test_places_to_sign_begin_where_as_many_columns_do() -> None:
    def signed(lang: str, parties: int) -> tree.Document:
        places = [signatory(str(n), **{lang: ("директор", "")}) for n in range(parties)]
        return whole(tree.Part((lang,), header=(), footer=(), blocks=(signatures(*places),)))

    for parties, begins in ((2, True), (3, False)):
        woven = bitext.weave([signed("uz", parties), signed("kk", parties)], "parallel")
        (block,) = woven.parts[0].blocks
        assert isinstance(block, tree.Signatures)
        assert bool(block.shares) == begins


def test_an_item_in_a_row_keeps_its_number_and_its_list() -> None:
    (part,) = bitext.weave([document("uz"), document("kk")], "parallel").parts
    items = [row.cells[1][0] for row in rows(part)[2:]]
    assert [(item.start, item.series, len(item.items)) for item in items] == [
        (1, "l", 1),
        (2, "l", 1),
    ]


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [(50, 50, 0.5), (45, 55, 0.45), (90, 10, 0.58), (0, 100, 0.42), (0, 0, 0.5)],
)
def test_columns_are_as_wide_as_their_text_is_long_within_bounds(
    left: int, right: int, expected: float
) -> None:
    assert shares("a" * left * 9, "a" * right * 9) == pytest.approx((expected, 1 - expected))


def test_columns_allow_for_the_breadth_of_cyrillic_letters() -> None:
    assert shares("а" * 900, "a" * 900)[0] == pytest.approx(1.17 / 2.17)


def test_columns_keep_their_widths_whatever_stands_across_between_them() -> None:
    (part,) = bitext.weave([extended("uz"), extended("kk")], "parallel").parts
    columns = [
        block.shares
        for block in part.blocks
        if isinstance(block, tree.Parallel | tree.ParallelTable)
    ]
    assert len(columns) > 2
    assert set(columns) == {part.shares}


def shares(left: str, right: str) -> tuple[float, ...]:
    """What columns with these texts have of the width."""
    parts = [
        tree.Part((lang,), header=(), footer=(), blocks=(body(each, lang),))
        for lang, each in (("ru", left), ("en", right))
    ]
    (woven,) = bitext.weave([whole(p, title="T", author="A") for p in parts], "parallel").parts
    return woven.shares


def test_what_stands_once_holds_every_language() -> None:
    (part,) = bitext.weave([document("uz"), document("kk")], "parallel").parts
    assert [tree.plain(line) for line in part.blocks[0].lines] == ["совет uz", "совет kk"]
    (signer,) = places(part)
    assert [tree.plain(c) for c in signer.capacity] == ["директор uz", "директор kk"]


def test_a_name_written_alike_stands_once() -> None:
    alike = bitext.weave([document("ru"), document("kk")], "parallel")
    assert len(places(alike.parts[0])[0].name) == 1
    unlike = bitext.weave([document("ru"), document("uz", "E. Aripov")], "parallel")
    assert len(places(unlike.parts[0])[0].name) == 2


def test_the_end_of_columns_stands_with_the_places_to_sign_in_columns_as_wide() -> None:
    (part,) = bitext.weave([document("uz"), document("kk")], "parallel").parts
    _, columns, closing = part.blocks
    end, signatures = closing.blocks
    assert [row.id for row in end.rows] == ["l.2"]
    assert isinstance(signatures, tree.Signatures)
    assert columns.shares == end.shares != ()
    assert [tree.plain(name) for name in columns.names] == ["Oʻzbekcha", "Қазақша"]
    assert end.names == ()


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


# --- weaving what a document may hold -----------------------------------------------


def extended(lang: str, data: bytes = b"same") -> tree.Document:
    """The document with a picture, tables narrow and wide, and an annex after the signatures."""

    def grid(unit: str, columns: int) -> tree.Table:
        row = [f"{n} {lang}" for n in range(columns)]
        return table(lang, ("start",) * columns, row, row, unit=unit)

    plain = document(lang)
    image = tree.Image("chart.png", data=data, width=72, height=72)
    *before, signed = plain.parts[0].blocks
    blocks = (
        *before,
        tree.Picture(id="p", image=image, alt=text(f"alt {lang}", lang), lang=lang),
        body("caption", lang, "p.caption"),
        grid("narrow", 2),
        grid("wide", 4),
        body("last", lang, "last"),
        signed,
        tree.PageBreak(id="annex-page"),
        body(f"annex {lang}", lang, "annex"),
    )
    part = msgspec.structs.replace(
        plain.parts[0],
        blocks=blocks,
        watermark=text(f"DRAFT {lang}", lang),
        initials=(text(f"A {lang}", lang), text("B", lang)),
    )
    return msgspec.structs.replace(plain, parts=(part,))


def test_an_image_that_is_the_same_in_all_languages_stands_once() -> None:
    (part,) = bitext.weave([extended("uz"), extended("kk")], "parallel").parts
    (picture,) = [block for block in part.blocks if isinstance(block, tree.Picture)]
    assert tree.plain(picture.alt) == "alt uz / alt kk"
    after = part.blocks[part.blocks.index(picture) + 1]
    assert isinstance(after, tree.Parallel)
    assert [row.id for row in after.rows] == ["p.caption"]


def test_a_picture_stands_together_with_the_heading_above_it_and_its_captions() -> None:
    def text(lang: str) -> tree.Document:
        image = tree.Image("chart.png", data=b"same")
        caption = tree.Paragraph(id="p.caption", style="caption", content=(), lang=lang)
        blocks = (
            body("one", lang, "one"),
            tree.Heading(id="h", level=1, content=(), lang=lang),
            tree.Picture(id="p", image=image, alt=(), lang=lang),
            caption,
            body("two", lang, "two"),
        )
        return whole(tree.Part((lang,), header=(), footer=(), blocks=blocks))

    (part,) = bitext.weave([text("uz"), text("kk")], "parallel").parts
    before, together, after = part.blocks
    assert isinstance(together, tree.KeptTogether)
    heading, picture, captions = together.blocks
    found = [[row.id for row in b.rows] for b in (before, heading, captions, after)]
    assert found == [["one"], ["h"], ["p.caption"], ["two"]]
    assert isinstance(picture, tree.Picture)


def test_an_image_of_each_language_stands_in_its_column() -> None:
    (part,) = bitext.weave([extended("uz"), extended("kk", b"other")], "parallel").parts
    assert not any(isinstance(block, tree.Picture) for block in part.blocks)
    (columns, *_) = [block for block in part.blocks if isinstance(block, tree.Parallel)]
    assert "p" in [row.id for row in columns.rows]


def test_a_table_too_wide_for_a_column_stands_across_in_one_language_after_the_other() -> None:
    (part,) = bitext.weave([extended("uz"), extended("kk")], "parallel").parts
    tables = [block for block in part.blocks if isinstance(block, tree.Table)]
    assert [(table.id, table.lang) for table in tables] == [("wide", "uz"), ("wide", "kk")]


def test_a_page_break_cuts_the_columns() -> None:
    (part,) = bitext.weave([extended("uz"), extended("kk")], "parallel").parts
    kinds = [type(block).__name__ for block in part.blocks]
    assert kinds[-3:] == ["Signatures", "PageBreak", "Parallel"]


def test_in_sequence_annexes_follow_the_signatures_each_in_a_part() -> None:
    parts = bitext.weave([extended("ru"), extended("en")], "sequential").parts
    assert [part.langs for part in parts] == [("ru",), ("en",), ("ru",), ("en",)]
    assert isinstance(parts[1].blocks[-1], tree.Signatures)
    assert [tree.plain(part.blocks[0].content) for part in parts[2:]] == ["annex ru", "annex en"]


def test_watermark_and_initials_hold_every_language_once() -> None:
    (part,) = bitext.weave([extended("uz"), extended("kk")], "parallel").parts
    assert tree.plain(part.watermark) == "DRAFT uz / DRAFT kk"
    assert [tree.plain(each) for each in part.initials] == ["A uz / A kk", "B"]


def test_tables_of_other_shapes_and_annexes_in_one_language_only_are_named() -> None:
    table = "\n| a | b |\n|--|--|\n| 1 | 2 |\n"
    longer = table + "| 3 | 4 |\n"
    assert found(RU + table, RU + longer) == [
        "m/minutes.uz.md:16:1 a row stands here that m/minutes.ru.md lacks below line 16"
    ]
    assert found(RU, RU.replace("{#two}", "{#two .annex}")) == [
        "m/minutes.uz.md:12:1 «two» is an annex in only one of m/minutes.ru.md:12:1 and this place"
    ]


@pytest.mark.parametrize("behind", ["{{ n }} лет", "{{ n | about }} лет"])
def test_a_word_typed_behind_a_number_in_every_language_is_warned_about(behind: str) -> None:
    texts = [
        parse(f"# Т\n\nЗа {behind} рост.\n", "m.ru.md", "ru"),
        parse("# T\n\nOver {{ n }} years.\n", "m.en.md", "en"),
    ]
    (problem,) = bitext.check_counted_words(texts, ["n"])
    assert problem.severity == "warning"
    assert "«лет» is typed behind the number {{ n }}" in problem.message
    assert list(bitext.check_counted_words(texts, [])) == []
    labelled = [parse("# Т\n\nРешение № {{ n }} принято.\n", "m.ru.md", "ru"), texts[1]]
    assert list(bitext.check_counted_words(labelled, ["n"])) == []


def test_languages_may_differ_in_quotation_marks_and_brackets() -> None:
    texts = read("# Т\n\nдалее «Совет» (ниже)\n", "# T\n\nbundan buyon Kengash\n")
    assert list(bitext.check_concordance(texts, TERMS)) == []


def test_of_three_texts_the_one_that_lacks_a_passage_is_named_even_if_it_is_the_source() -> None:
    whole = "# Т\n\nпервый абзац\n\nвторой {{ sum }}\n\nтретий {{ day }}\n"
    short = whole.replace("второй {{ sum }}\n\n", "")
    assert found(short, whole, whole) == [
        "m/minutes.ru.md:5:1 a paragraph is missing before this, which m/minutes.uz.md:5:1 has: "
        "«второй {{ sum }}»"
    ]
    assert found(whole, whole, short) == [
        "m/minutes.kk.md:5:1 a paragraph is missing before this, which m/minutes.ru.md:5:1 has: "
        "«второй {{ sum }}»"
    ]
    assert found(whole, whole + "\nещё\n", whole) == [
        "m/minutes.uz.md:9:1 a paragraph stands here that m/minutes.ru.md lacks below line 7"
    ]
