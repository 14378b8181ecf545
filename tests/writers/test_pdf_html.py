"""The HTML seam of the PDF writer: structure and languages."""

from __future__ import annotations

import re
from typing import get_args

import pytest
from pdf_samples import (
    SAMPLES,
    SENTENCE,
    TEMPLATES,
    add_languages_from_the_right,
    numbered,
    right_to_left,
)

from diptych import tree
from diptych.layout.columns import column_widths, text_width
from diptych.writers.pdf import html
from everything import EVERYTHING
from trees import document, heading, paragraph, parallel, part, text


def body(*blocks: tree.AnyBlock, langs: tuple[str, ...] = ("ru",)) -> str:
    return html(document(part(*blocks, langs=langs)))


@pytest.mark.parametrize("name", [name for name in SAMPLES if not name.startswith("long-row")])
def test_html_is_as_accepted(name, golden):
    golden(f"html/{name}.html", html(SAMPLES[name]))


@pytest.mark.parametrize("name", EVERYTHING)
def test_html_of_everything_is_as_accepted(name, golden):
    golden(f"html/{name}.html", re.sub(r"base64,[^\"]+", "base64,…", html(EVERYTHING[name]())))


def test_html_of_a_language_from_the_right_is_as_accepted(golden, monkeypatch):
    add_languages_from_the_right(monkeypatch)
    golden("html/minutes.ar-en.html", html(right_to_left("ar")))


def test_a_run_in_another_language_says_so_and_the_rest_does_not():
    mixed = (*text("Совет ", "ru"), *text("Expert Council", "en"))
    assert '<p class="body" lang="ru">Совет <span lang="en-GB">Expert Council</span></p>' in body(
        paragraph("body", mixed, "ru")
    )


def test_a_hyphen_that_holds_the_line_is_shown_as_an_ordinary_hyphen():
    page = body(paragraph("body", "to 2024\u2011yil 28\u2011avgust.", "uz"))
    held = '<span class="held">{}</span>'
    assert f"to {held.format('2024-yil')} {held.format('28-avgust.')}</p>" in page
    assert "\u2011" not in page


def test_a_range_of_numbers_is_held_together_and_a_dash_between_words_is_not():
    page = body(paragraph("body", "в 2024–2025\u00a0годах Астана–Ташкент", "ru"))
    assert 'в <span class="held">2024–2025</span>\u00a0годах Астана–Ташкент</p>' in page


def test_text_is_escaped():
    assert "&lt;script&gt; &amp;" in body(paragraph("body", "<script> &", "ru"))


def test_a_list_in_a_column_restarts_its_numbers_where_the_tree_says():
    page = body(
        parallel(("uz", "kk"), ((numbered(3, "uz", "bir"),), (numbered(3, "kk", "бір"),))),
        langs=("uz", "kk"),
    )
    assert page.count('start="3"') == 2


def test_no_level_of_headings_is_skipped():
    untitled = body(heading("1.", "А", "ru"), heading("1.1.1.", "Б", "ru", 3))
    assert re.findall(r"<(h\d)", untitled) == ["h1", "h2"]
    titled = body(paragraph("document-name", "ПРОТОКОЛ", "ru"), heading("1.", "А", "ru"))
    assert re.findall(r"<(h\d)", titled) == ["h1", "h2"]


def test_headings_of_a_row_share_one_bookmark():
    page = body(
        parallel(("uz", "kk"), ((heading("1.", "Maqsad", "uz"),), (heading("1.", "Мақсат", "kk"),)))
    )
    assert re.findall(r'data-bookmark="([^"]*)"', page) == ["1. Maqsad · 1. Мақсат", ""]


@pytest.mark.parametrize(
    ("style", "name"), [("resolution", "announcing"), ("note", "trailing"), ("body", "")]
)
def test_a_row_says_with_which_neighbour_it_stays(style, name):
    row = tuple((paragraph(style, "a", lang),) for lang in ("uz", "kk"))
    assert f'<tr class="{f"undivided {name}".strip()}">' in body(parallel(("uz", "kk"), row))


@pytest.mark.parametrize(("letters", "divided"), [(100, False), (200, True), (900, True)])
def test_a_row_of_more_than_three_lines_in_each_column_may_be_cut_by_a_page(letters, divided):
    row = tuple((paragraph("body", "a" * letters, lang),) for lang in ("uz", "en"))
    assert ("undivided" not in body(parallel(("uz", "en"), row))) == divided


def test_what_is_high_in_one_column_alone_may_be_cut_by_a_page_too():
    row = ((paragraph("body", "а" * 900, "ru"),), (paragraph("body", "a", "en"),))
    assert "undivided" not in body(parallel(("ru", "en"), row))


def test_a_language_with_nothing_to_say_keeps_its_cell():
    page = body(parallel(("ru", "en"), ((), (paragraph("body", SENTENCE["en"], "en"),))))
    assert '<td lang="ru"></td>' in page


def test_columns_are_as_wide_as_their_text_needs_within_bounds():
    assert column_widths([text_width("a" * 1170), text_width("а" * 1000)]) == pytest.approx(
        [0.5, 0.5]
    )
    assert column_widths([0, 0, 0]) == pytest.approx([1 / 3] * 3)
    three = column_widths([100, 200, 900])
    assert sum(three) == pytest.approx(1)
    assert max(three) == pytest.approx(1.16 / 3)


def test_every_style_of_paragraph_is_styled():
    sheet = "".join(path.read_text(encoding="utf-8") for path in TEMPLATES.glob("*.css"))
    selectors = " ".join(re.findall(r"([^{}]*)\{", sheet))
    for style in get_args(tree.ParagraphStyle):
        assert re.search(rf"\.{style}(?![\w-])", selectors), style
