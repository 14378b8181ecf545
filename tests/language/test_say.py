"""Roles and numbers that the tables of practice do not show."""

from __future__ import annotations

from pathlib import Path

import pytest

from diptych.errors import ValueProblem
from diptych.language.locale import load
from diptych.values import TYPES, parse

LANGUAGES = ("ru", "uz", "uz-Cyrl", "kk", "en")


def said(code: str, value: str, role: str = "") -> str:
    type_name, _, text = value.partition(" ")
    return load(code, Path()).say(parse(type_name, text), role).replace("\u00a0", " ")


@pytest.mark.parametrize("role", ["on day-month", "day-month on", "dm:on", "on, dm", " on  dm "])
def test_the_words_of_a_role_stand_in_any_order(role: str) -> None:
    assert said("kk", "date 2024-08-28", role) == "28 тамызда"


@pytest.mark.parametrize(
    ("role", "same"),
    [("attr", "of"), ("full", "weekday"), ("num", "numeric"), ("plain", ""), ("long", "")],
)
def test_a_role_goes_by_other_names(role: str, same: str) -> None:
    for code in LANGUAGES:
        assert said(code, "date 2024-08-28", role) == said(code, "date 2024-08-28", same)


@pytest.mark.parametrize(
    ("code", "value", "role", "told"),
    [
        ("ru", "date 2024-08-28", "onn", "«on»; there are plain, on, of"),
        ("ru", "date 2024-08-28/2024-08-30", "until", "plain, on"),
        ("en", "date 2024-08", "weekday", "plain, in"),
        ("en", "date 2024-08-28/..", "until", "plain, from"),
        ("kk", "date 2024-08", "day-month", "plain, in"),
        ("ru", "date 2024-08-28", "on of", "one of them"),
        ("ru", "number 5", "gen", "«words gen»"),
        ("ru", "number 5", "f", "«words f»"),
        ("ru", "number 4.5", "words", "words"),
        ("ru", "percent 5 %", "gen", "«word gen»"),
        ("en", "number 5", "gen", "write one of"),
        ("en", "ordinal 2", "gen", "write one of"),
        ("ru", "multiple >2", "about", "plain"),
        ("ru", "money 5 EUX", "", "write «EUR»"),
        ("ru", "money 1.005 USD", "", "at most 2"),
        ("ru", "money 1.005 USD", "", "at most 2 of them, or 1005 USD if thousands"),
        ("kk", "money 250.000 KZT", "", "or 250000 KZT if thousands"),
        ("en", "money 1.2345 USD", "", "write at most 2 of them"),
        ("ru", "money 1.5 JPY", "", "at most 0"),
        ("ru", "money 4.50 NOK", "words", "«words»"),
        ("ru", "ordinal 2001", "", "«digits»"),
        ("kk", "number 1000000000000000", "words", "«words»"),
    ],
)
def test_what_does_not_fit_is_refused_with_what_does(
    code: str, value: str, role: str, told: str
) -> None:
    with pytest.raises(ValueProblem) as caught:
        said(code, value, role)
    assert told in caught.value.remedy


def test_an_unknown_language_or_type_is_refused_with_the_nearest() -> None:
    with pytest.raises(ValueProblem, match="uz-Cyrl"):
        load("uz-Cyr", Path())
    with pytest.raises(ValueProblem, match="«date»"):
        load("ru", Path()).roles("dates")


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_type_has_roles_that_begin_with_the_plain_one(code: str) -> None:
    for type_name in TYPES:
        assert load(code, Path()).roles(type_name)[0] == "plain"


@pytest.mark.parametrize(
    ("number", "role", "text"),
    [
        ("2", "words pre", "двух"),
        ("1", "words f acc", "одну"),
        ("1", "words n", "одно"),
        ("22", "words f", "двадцать две"),
        ("40", "words ins", "сорока"),
        ("90", "words gen", "девяноста"),
        ("257", "words ins", "двумястами пятьюдесятью семью"),
        ("1000", "words", "одна тысяча"),
        ("2001", "words f", "две тысячи одна"),
        ("21000", "words acc", "двадцать одну тысячу"),
        ("5000", "words dat", "пяти тысячам"),
        ("1000000", "words gen", "одного миллиона"),
        (
            "123456789",
            "words",
            "сто двадцать три миллиона четыреста пятьдесят шесть тысяч семьсот восемьдесят девять",
        ),
        ("0", "words gen", "ноля"),
        ("5", "words about", "около пяти"),
    ],
)
def test_russian_numbers_decline_in_words(number: str, role: str, text: str) -> None:
    assert said("ru", f"number {number}", role) == text


@pytest.mark.parametrize(
    ("code", "number", "role", "text"),
    [
        ("en", "21", "", "twenty-one"),
        ("en", "101", "", "one hundred and one"),
        ("en", "2024", "", "two thousand and twenty-four"),
        (
            "en",
            "1234567",
            "",
            "one million two hundred and thirty-four thousand five hundred and sixty-seven",
        ),
        ("kk", "1991", "", "бір мың тоғыз жүз тоқсан бір"),
        ("kk", "2", "dat", "екіге"),
        ("kk", "5", "abl", "бестен"),
        ("uz", "345", "", "uch yuz qirq besh"),
        ("uz", "40", "dat", "qirqqa"),
        ("uz-Cyrl", "1000", "", "бир минг"),
        ("uz-Cyrl", "10", "abl", "ўндан"),
    ],
)
def test_numbers_are_written_in_words(code: str, number: str, role: str, text: str) -> None:
    assert said(code, f"number {number}", f"words {role}") == text


@pytest.mark.parametrize(
    ("number", "role", "text"),
    [
        ("2", "m", "второй"),
        ("3", "f gen", "третьей"),
        ("3", "n ins", "третьим"),
        ("21", "f acc", "двадцать первую"),
        ("40", "pl", "сороковые"),
        ("100", "pre", "сотом"),
        ("2", "digits gen", "2-го"),
        ("2", "digits pre", "2-м"),
        ("3", "digits m", "3-й"),
        ("3", "digits f dat", "3-й"),
        ("3", "digits f acc", "3-ю"),
        ("7", "digits pl ins", "7-ми"),
        ("1990", "digits pl", "1990-е"),
    ],
)
def test_russian_ordinals_follow_gender_and_case(number: str, role: str, text: str) -> None:
    assert said("ru", f"ordinal {number}", role) == text


@pytest.mark.parametrize(
    ("code", "texts"),
    [
        ("en", {1: "1st", 11: "11th", 12: "12th", 13: "13th", 22: "22nd", 103: "103rd"}),
        ("ru", {1: "1-е", 11: "11-е", 40: "40-е"}),
        ("uz", {1: "1-", 21: "21-"}),
    ],
)
def test_ordinals_in_digits(code: str, texts: dict[int, str]) -> None:
    assert {n: said(code, f"ordinal {n}", "digits") for n in texts} == texts


@pytest.mark.parametrize("code", LANGUAGES)
def test_ordinals_up_to_a_thousand_are_words_all_different(code: str) -> None:
    words = [said(code, f"ordinal {n}") for n in range(1, 1001)]
    assert len(set(words)) == len(words)
    assert not any(character.isdigit() for word in words for character in word)


@pytest.mark.parametrize(
    ("value", "role", "text"),
    [
        ("money 21 billion USD", "about", "около 21 миллиарда долларов США"),
        ("money 2 billion USD", "about", "около 2 миллиардов долларов США"),
        ("money 7 billion USD", "over", "более 7 миллиардов долларов США"),
        ("money 21 USD", "", "21 доллар США"),
        ("money 2 million USD", "ins", "2 миллионами долларов США"),
        ("money 1 thousand KZT", "acc", "1 тысячу тенге"),
        ("money 4.5 RUB", "", "4,5 российского рубля"),
        ("money 3 RUB", "", "3 российских рубля"),
        ("money 2 TRY", "words", "2 (две) турецкие лиры"),
        ("money 4.50 billion USD", "", "4,50 миллиарда долларов США"),
        ("money 4.55 billion USD", "", "4,55 миллиарда долларов США"),
        ("money 4.555 billion USD", "", "4 555 000 000 долларов США"),
        ("money 4555000000 USD", "", "4 555 000 000 долларов США"),
        ("money 999999999 USD", "", "999 999 999 долларов США"),
        ("money 0.5 billion USD", "", "0,5 миллиарда долларов США"),
        ("money 500000 USD", "", "500 000 долларов США"),
        ("money 1.25 EUR", "", "1,25 евро"),
    ],
)
def test_russian_sums_follow_their_number(value: str, role: str, text: str) -> None:
    assert said("ru", value, role) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("2024-08-28T10:30Z", "28 August 2024, 10:30 (UTC)"),
        ("2024-08-28T10:30+05:30", "28 August 2024, 10:30 (UTC+5:30)"),
        ("2024-08-28T10:30-03:00", "28 August 2024, 10:30 (UTC−3)"),
    ],
)
def test_an_instant_names_its_distance_from_utc(value: str, text: str) -> None:
    assert said("en", f"instant {value}") == text


def test_a_negative_number_has_a_minus_sign() -> None:
    assert said("ru", "percent -2.5 %") == "−2,5 %"


def test_names_are_joined_as_a_list() -> None:
    assert load("kk", Path()).join(["A", "B", "C"]) == "A, B және C"
    assert load("kk", Path()).join(["A"]) == "A"


def test_hyphens_that_hold_the_line_are_marked() -> None:
    locale = load("uz", Path())
    held = locale.nonbreaking(locale.say(parse("date", "2024-08-28"), "on"))
    assert held == "2024\u2011yil 28\u2011avgust kuni"
    assert load("en", Path()).nonbreaking("2024-08-28 Mirziyoyev-Tokayev") == (
        "2024\u201108\u201128 Mirziyoyev-Tokayev"
    )
