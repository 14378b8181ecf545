"""Values in typed prose: what the engine says, it recognises, in every language alike."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diptych.language.locale import load
from diptych.language.recognition import recogniser
from diptych.values import Century, Date, Money, Number, Ordinal, Percent, YearPart

LANGUAGES = ("ru", "uz", "uz-Cyrl", "kk", "ky", "en")


def found(code: str, text: str) -> list[tuple[str, str]]:
    """Kind and value of each mention in ``text``."""
    mentions = recogniser(code).find(text)
    return [(m.kind, f"{m.value:f}" if isinstance(m.value, Decimal) else m.value) for m in mentions]


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("ru", "двадцать пятое заседание", [("number", "25")]),
        ("en", "the twenty-fifth session", [("number", "25")]),
        ("kk", "жиырма бесінші отырыс", [("number", "25")]),
        ("uz", "yigirma beshinchi majlis", [("number", "25")]),
        ("ky", "жыйырма бешинчи жыйын", [("number", "25")]),
        ("ru", "пять тысяч тенге", [("number", "5000"), ("currency", "KZT")]),
        (
            "ru",
            "две тысячи сто тенге",
            [("number", "2000"), ("number", "100"), ("currency", "KZT")],
        ),
        ("kk", "екі мың жүз", [("number", "2000"), ("number", "100")]),
        ("en", "two hundred and five pages", [("number", "205")]),
        ("ru", "4,5 млрд долларов США", [("number", "4500000000"), ("currency", "USD")]),
        ("en", "US$4.5 billion", [("currency", "USD"), ("number", "4500000000")]),
        ("kk", "4,5 миллиард АҚШ долларына", [("number", "4500000000"), ("currency", "USD")]),
        ("ru", "XXI век", [("number", "21")]),
        ("en", "the 21st century", [("number", "21")]),
        ("ru", "в III квартале", [("number", "3")]),
        ("en", "I think so", []),
        ("kk", "III тоқсанда", [("number", "3")]),  # a quarter, not ninety
        ("ru", "12,5 процента", [("percent", "12.5")]),
        ("en", "12.5%", [("percent", "12.5")]),
        ("uz", "12,5 foizga", [("percent", "12.5")]),
        ("uz", "28.08.2031", [("number", "28"), ("number", "8"), ("number", "2031")]),
        ("uz", "1,234.5", [("number", "1234.5")]),
        ("ru", "1 234,5", [("number", "1234.5")]),
        ("en", "It may end in May", [("month", "5")]),
        ("ru", "в декабре", [("month", "12")]),
        ("kk", "желтоқсанда", [("month", "12")]),
        ("uz", "yuz berdi", []),  # happened
        ("ru", "сто, и двести", [("number", "200")]),
    ],
)
def test_what_is_typed_is_recognised(code: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert found(code, text) == expected


@settings(deadline=None)
@given(st.sampled_from(LANGUAGES), st.integers(3, 10**6 - 1))
def test_a_number_in_words_is_read_back(code: str, number: int) -> None:
    words = load(code, Path()).say(Number(Decimal(number)), "words")
    if number in (100, 1000):
        return
    values = [Decimal(value) for kind, value in found(code, words) if kind == "number"]
    assert sum(values) == number


@settings(deadline=None)
@given(st.sampled_from(LANGUAGES), st.integers(3, 99))
def test_an_ordinal_is_read_back_in_words_and_digits(code: str, number: int) -> None:
    locale = load(code, Path())
    for role in ("word", "digits", "roman"):
        if role == "roman" and (number > 40 or number in (5, 10, 50)):
            continue  # V, X and L are letters in Latin script
        said = locale.say(Ordinal(number), role)
        assert found(code, said) == [("number", str(number))], said


@settings(deadline=None)
@given(
    st.sampled_from(LANGUAGES),
    st.decimals(min_value=1, max_value=999, places=1),
    st.sampled_from(["USD", "KZT", "RUB"]),
)
def test_a_sum_and_a_share_are_read_back(code: str, amount: Decimal, currency: str) -> None:
    locale = load(code, Path())
    total = f"{(amount * 10**9).normalize():f}"
    said = locale.say(Money(amount, currency, 9))
    assert sorted(found(code, said)) == [("currency", currency), ("number", total)]
    assert found(code, locale.say(Percent(amount))) == [("percent", f"{amount.normalize():f}")]


@settings(deadline=None)
@given(st.sampled_from(LANGUAGES), st.dates(datetime.date(2001, 1, 1), datetime.date(2099, 1, 1)))
def test_a_day_a_quarter_and_a_century_are_read_alike(code: str, day: datetime.date) -> None:
    locale = load(code, Path())
    assert sorted(found(code, locale.say(Date(day)))) == sorted(
        [("number", str(day.day)), ("number", str(day.year)), ("month", str(day.month))]
    )
    assert ("number", "21") in found(code, locale.say(Century(21)))
    quarter = locale.say(YearPart(day.year, "Q3"), "in")
    assert sorted(found(code, quarter)) == sorted([("number", str(day.year)), ("number", "3")])
