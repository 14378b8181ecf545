"""Tables of data, in every format: level in all languages, and no word over another."""

from __future__ import annotations

import io
import itertools
import re
from pathlib import Path
from zipfile import ZipFile

import pikepdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from msgspec.structs import replace

import measuring
from diptych import tree
from diptych.layout.cells import lay_out
from diptych.writers import docx, pdf
from diptych.writers.html import tables as html_tables
from diptych.writers.html.markup import PAGE_WIDTHS
from diptych.writers.pdf.places import GAP
from trees import body, cells, document, parallel, part, table, text

TEMPLATES = Path(__file__).parents[2] / "templates"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PORTRAIT, LANDSCAPE = 467.7, 728.5

HEADS = (
    *("№", "Наименование мероприятия", "Ответственные исполнители", "Срок исполнения"),
    *("Источник финансирования", "Объем, млн", "Форма завершения", "Примечание"),
)
CELLS = ("1", "Проведение водохозяйственных изысканий", "Минводхоз", "ежегодно", "бюджет", "5")


def plan(rows: int = 3) -> tree.Table:
    """A plan of work of eight columns, as people bring it."""
    line = (*CELLS, "отчет", "")
    return table("ru", ("start",) * 8, HEADS, *[line] * rows, unit="plan")


# --- how columns share the width ------------------------------------------------------

words = st.text("абвгдежзиклмнопрст", min_size=1, max_size=30)
lines = st.lists(words, max_size=12).map(" ".join)
grids = st.integers(1, 9).flatmap(
    lambda columns: st.lists(st.tuples(*[lines] * columns), min_size=2, max_size=6)
)


@given(grids, st.sampled_from([200.0, PORTRAIT, LANDSCAPE]))
def test_columns_share_the_whole_width_and_none_of_the_text_changes_but_for_soft_hyphens(
    rows: list[tuple[str, ...]], width: float
) -> None:
    made = table("ru", ("start",) * len(rows[0]), *rows)
    layout = lay_out(made, width)
    assert sum(layout.shares) == pytest.approx(1)
    assert all(share > 0 for share in layout.shares)
    for before, after in zip(
        [*made.header, *made.rows], [*layout.table.header, *layout.table.rows], strict=True
    ):
        for cell, divided in zip(before, after, strict=True):
            assert tree.plain(divided).replace("\u00ad", "") == tree.plain(cell)


def test_a_table_that_fits_is_as_large_as_others_and_divides_no_word() -> None:
    layout = lay_out(table("ru", ("start", "end"), ("Год", "Оборот"), ("2024", "много")), PORTRAIT)
    assert not layout.dense
    assert "\u00ad" not in "".join(map(tree.plain, layout.table.header[0]))


def test_a_table_of_many_columns_is_dense_and_divides_only_words_that_do_not_fit() -> None:
    layout = lay_out(plan(), PORTRAIT)
    assert layout.dense
    heads = [tree.plain(cell) for cell in layout.table.header[0]]
    assert [index for index, head in enumerate(heads) if "\u00ad" in head] == [4]
    turned = lay_out(plan(), LANDSCAPE)
    assert not any("\u00ad" in tree.plain(cell) for cell in turned.table.header[0])


def test_what_is_kept_or_said_whole_is_not_divided() -> None:
    long = "Ответственныеисполнители"
    kept = (tree.Text(long, "ru", kept=True),)
    whole = (tree.Fact("a", "", "ru", text=long, whole=True),)
    made = tree.Table(
        id="t", header=(), rows=((kept, whole, text(long, "ru")),), align=("start",) * 3, lang="ru"
    )
    shown = [tree.plain(cell) for cell in lay_out(made, 150).table.rows[0]]
    assert shown[:2] == [long, long]
    assert "\u00ad" in shown[2]


def test_a_cell_over_several_columns_asks_for_no_room_in_its_first() -> None:
    wide = "Наименование и содержание мероприятий по годам"
    apart = table("ru", ("start",) * 3, (wide, "", "б"), ("а", "а", "б"))
    joined = replace(apart, joined=(tree.Joined(0, 0, columns=2),))
    assert lay_out(joined, PORTRAIT).shares[0] < lay_out(apart, PORTRAIT).shares[0]


# --- on the page ----------------------------------------------------------------------


@pytest.mark.parametrize("rows", [3, 60])
def test_no_word_of_a_wide_table_stands_over_another_or_in_the_margin(rows: int) -> None:
    data = pdf.write(document(part(plan(rows), langs=("ru",))), TEMPLATES / "pdf")
    for page in measuring.pages(data):
        assert page.overlaps == []
        assert page.outside == []


def test_a_word_that_no_hyphen_helps_is_broken_and_stays_in_its_cell() -> None:
    code = "X" * 60
    made = table("ru", ("start",) * 4, ("а", "б", "в", "г"), (code, code, code, code))
    (page,) = measuring.pages(pdf.write(document(part(made, langs=("ru",))), TEMPLATES / "pdf"))
    assert page.overlaps == []
    assert page.outside == []
    assert sum(word.text.count("X") for word in page.words) == 240


def level(rows: int, langs: tuple[str, ...] = ("ru", "en")) -> tree.ParallelTable:
    """A table of names and offices in columns, its rows numbered."""
    tables = [
        table(
            lang,
            ("start", "start"),
            (f"Head {lang}", "Office"),
            *((f"{lang}-{n:03}", "words and words " * (n % 3 + 1)) for n in range(rows)),
            unit="people",
        )
        for lang in langs
    ]
    return tree.ParallelTable(
        id="people", tables=tuple(tables), shares=(1 / len(langs),) * len(langs)
    )


def test_rows_of_a_table_in_columns_are_level_and_heads_repeat() -> None:
    langs = ("ru", "en")
    label = parallel(langs, cells(body("Кто был:", "ru"), body("Present:", "en")))
    data = pdf.write(document(part(label, level(90), langs=langs)), TEMPLATES / "pdf")
    every = measuring.pages(data)
    assert len(every) > 2
    found = set()
    for page in every:
        places = {word.text: word.box.top for word in page.words}
        assert places["ru"] == pytest.approx(places["en"], abs=0.5), "the heads"
        rows = {w.text for w in page.words if re.fullmatch(r"ru-\d{3}", w.text)}
        for row in rows:
            assert places[row] == pytest.approx(places[row.replace("ru", "en")], abs=0.5)
        found |= rows
    assert len(found) == 90


def test_a_cell_longer_than_two_pages_prints_each_sentence_once_in_every_language() -> None:
    langs = ("ru", "en")
    tables = tuple(
        table(
            lang,
            ("start", "start"),
            ("a", "b"),
            ("c", " ".join(f"{lang}{n:03}." for n in range(600))),
        )
        for lang in langs
    )
    block = tree.ParallelTable(id="t", tables=tables, shares=(0.5, 0.5))
    text_of = "".join(
        page.get_textpage().get_text_range()
        for page in pypdfium2.PdfDocument(
            pdf.write(document(part(block, langs=langs)), TEMPLATES / "pdf")
        )
    )
    for lang in langs:
        assert sorted(re.findall(rf"{lang}\d{{3}}", text_of)) == [
            f"{lang}{n:03}" for n in range(600)
        ]


# --- in Word --------------------------------------------------------------------------


def word_document(*blocks: tree.AnyBlock, langs: tuple[str, ...]) -> etree._Element:
    """The main part of a Word file with ``blocks``."""
    data = docx.write(document(part(*blocks, langs=langs)), TEMPLATES / "docx")
    return etree.fromstring(ZipFile(io.BytesIO(data)).read("word/document.xml"))


def word_table(block: tree.AnyBlock, langs: tuple[str, ...]) -> etree._Element:
    """The only table of a Word file with ``block``."""
    (found,) = word_document(block, langs=langs).iter(f"{W}tbl")
    return found


def test_a_table_in_columns_is_one_table_of_word_whose_head_repeats() -> None:
    block = level(3)
    captioned = replace(
        block,
        tables=tuple(replace(each, caption=text("Who", each.lang)) for each in block.tables),
    )
    rows = word_table(captioned, ("ru", "en")).findall(f"{W}tr")
    heads = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows]
    assert heads == [True, True, False, False, False]
    assert [len(row.findall(f"{W}tc")) for row in rows] == [3, 5, 5, 5, 5]


def test_cells_in_the_place_of_several_are_so_in_word_and_html() -> None:
    made = table("ru", ("start",) * 3, ("а", "б", ""), ("", "в", "г"), ("д", "е", "ж"))
    made = replace(
        made,
        header=(made.header[0], made.rows[0]),
        rows=made.rows[1:],
        joined=(tree.Joined(0, 0, rows=2), tree.Joined(0, 1, columns=2)),
    )
    rows = word_table(made, ("ru",)).findall(f"{W}tr")
    merged = [
        [
            (c.find(f"{W}tcPr/{W}gridSpan"), c.find(f"{W}tcPr/{W}vMerge"))
            for c in row.findall(f"{W}tc")
        ]
        for row in rows
    ]
    assert [len(row) for row in merged] == [2, 3, 3]
    assert merged[0][1][0].get(f"{W}val") == "2"
    assert [row[0][1].get(f"{W}val") for row in merged[:2]] == ["restart", "continue"]
    page = html_tables.table(made, "ru", PORTRAIT)
    assert [cell.text for cell in page.iter("th")] == ["а", "б", "в", "г"]
    first, second = page.iter("th").__next__(), list(page.iter("th"))[1]
    assert (first.get("rowspan"), second.get("colspan"), second.get("scope")) == (
        "2",
        "2",
        "colgroup",
    )


def test_the_number_of_a_caption_is_counted_by_word_and_others_refer_to_it() -> None:
    def captioned(lang: str, word: str) -> tuple[tree.AnyBlock, ...]:
        number = tree.CaptionNumber("table", "plan", lang, f"{word} 1. ", "1", "plan")
        made = table(lang, ("start",), ("а",), ("б",), unit="plan")
        see = tree.Reference("plan", lang, target="plan", text="1")
        return (
            body((tree.Text("см. ", lang), see), lang),
            replace(made, caption=(number, *text("План", lang))),
        )

    blocks = [*captioned("ru", "Таблица"), *captioned("uz-Cyrl", "Жадвал")]
    root = word_document(*blocks, langs=("ru",))
    codes = [code.text.split() for code in root.iter(f"{W}instrText")]
    assert [code[:2] for code in codes if code[0] == "SEQ"] == [
        ["SEQ", "Таблица_ru"],
        ["SEQ", "Жадвал_uz_Cyrl"],
    ]
    marks = [mark.get(f"{W}name") for mark in root.iter(f"{W}bookmarkStart")]
    assert [code[1] for code in codes if code[0] == "REF"] == marks
    for start in root.iter(f"{W}bookmarkStart"):
        inside = itertools.takewhile(
            lambda each: each.tag != f"{W}bookmarkEnd", start.itersiblings()
        )
        assert "".join(t.text for run in inside for t in run.iter(f"{W}t")) == "1"


def test_each_cell_names_the_heads_above_it_where_cells_are_joined() -> None:
    made = table("ru", ("start",) * 3, ("а", "б", ""), ("", "в", "г"), ("д", "е", "ж"))
    made = replace(
        made,
        header=(made.header[0], made.rows[0]),
        rows=made.rows[1:],
        joined=(tree.Joined(0, 0, rows=2), tree.Joined(0, 1, columns=2)),
    )
    data = pdf.write(document(part(made, langs=("ru",))), TEMPLATES / "pdf")
    with pikepdf.open(io.BytesIO(data)) as file:
        cells_found = [
            each
            for each in file.objects
            if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/TD"
        ]
        heads = [[str(head) for head in cell.A.Headers] for cell in cells_found]
    first, second, third = heads
    assert len(first) == 1
    assert second[0] == third[0]
    assert len({*first, *second, *third}) == 4


def test_the_widths_that_columns_share_are_those_of_the_style_sheets() -> None:
    sheets = "".join(
        (TEMPLATES / "pdf" / name).read_text("utf-8")
        for name in ("page.css", "tokens.css", "signatures.css")
    )
    margins = re.findall(r"margin: \d+mm (\d+)mm \d+mm (\d+)mm", sheets)
    widths = [
        (paper - int(right) - int(left)) * 72 / 25.4
        for paper, (right, left) in zip((210, 297), margins, strict=True)
    ]
    assert widths == pytest.approx(PAGE_WIDTHS, abs=0.1)
    (gutter,) = re.findall(r"--gutter: (\d+)mm", sheets)
    assert int(gutter) * 72 / 25.4 == pytest.approx(html_tables.GUTTER, abs=0.1)
    (gap,) = re.findall(r"\.beside \{[^}]*column-gap: (\d+)mm", sheets)
    assert int(gap) * 72 / 25.4 == pytest.approx(GAP, abs=0.1)
