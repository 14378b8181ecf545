"""What marks the items of lists in each language, and which lists are one."""

from __future__ import annotations

import pytest

from diptych import tree
from diptych.bitext.apart import with_tables_apart
from diptych.compose.lists import ListPractice
from diptych.language.data import read
from diptych.writers import txt
from trees import body, document, items, part, quote, table

LETTERS = "абв"
RUSSIAN = ListPractice(("number", "bracket", "letter", "dash"), LETTERS)


def nested(depth: int) -> tree.List:
    inner = () if depth == 0 else (nested(depth - 1),)
    return items("ru", (body("…", "ru"), *inner))


def by_depth(practice: ListPractice, depth: int = 0) -> list[tuple[str, str]]:
    blocks = practice.applied((nested(5),), depth)
    return [
        (each.marker, each.letters) for each in tree.walk(blocks) if isinstance(each, tree.List)
    ]


def test_a_language_says_what_marks_a_list_at_each_depth() -> None:
    dash = ("dash", "")
    assert by_depth(RUSSIAN) == [("number", ""), ("bracket", ""), ("letter", LETTERS), *[dash] * 3]
    assert by_depth(RUSSIAN, 1)[:2] == [("bracket", ""), ("letter", LETTERS)]


@pytest.mark.parametrize("code", ["ru", "kk", "ky", "uz", "uz-Cyrl"])
def test_languages_of_the_region_have_letters_at_the_third_depth(code: str) -> None:
    typography = read(code).typography
    assert typography.list_markers == ("number", "bracket", "letter", "dash")
    assert typography.lettering


def test_english_has_roman_numerals_at_the_third_depth() -> None:
    assert read("en").typography.list_markers == ("number", "bracket", "roman")


def test_a_list_with_more_items_than_letters_has_numbers() -> None:
    (block,) = RUSSIAN.applied((items("ru", *["…"] * 4),), 2)
    assert isinstance(block, tree.List)
    assert (block.marker, block.letters) == ("bracket", "")


def series(*blocks: tree.AnyBlock) -> list[str]:
    return [block.series for block in RUSSIAN.applied(blocks) if isinstance(block, tree.List)]


def test_a_list_that_goes_on_with_the_numbers_above_is_one_with_it() -> None:
    one, two = items("ru", "а", "б", series="one"), items("ru", "в", start=3, series="two")
    assert series(one, body("Пояснение.", "ru"), two) == ["one", "one"]
    assert series(one, quote("Цитата.", "ru"), items("ru", "в", series="new"), two) == [
        "one",
        "new",
        "two",
    ]


def test_a_list_of_another_marker_between_does_not_divide_it() -> None:
    one, two = items("ru", "а", series="one"), items("ru", "в", start=2, series="two")
    between = items("ru", "–", marker="bracket", series="between")
    assert series(one, between, two) == ["one", "between", "one"]


def test_a_lettered_list_that_a_table_divides_goes_on_with_its_letters() -> None:
    first = (body("один", "ru"), table("ru", ("start",), ("Год",)))
    made = items("ru", first, (body("два", "ru"),), marker="letter", letters=LETTERS)
    lists = [each for each in with_tables_apart([made]) if isinstance(each, tree.List)]
    printed = txt.text(document(part(*lists, langs=("ru",)))).splitlines()
    assert [line for line in printed if line] == ["а) один", "б) два"]
