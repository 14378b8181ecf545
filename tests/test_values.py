"""Values: what is read, what is refused, and what the refusal says."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diptych.errors import ValueProblem
from diptych.values import (
    SCALES,
    TYPES,
    Date,
    Instant,
    Items,
    Money,
    Month,
    Multiple,
    Number,
    Ordinal,
    Percent,
    Period,
    Time,
    TimeRange,
    Value,
    YearMonth,
    Years,
    parse,
)


def day(text: str) -> Date:
    return Date(datetime.date.fromisoformat(text))


@pytest.mark.parametrize(
    ("type_name", "text", "value"),
    [
        ("date", "2024-08-28", day("2024-08-28")),
        ("date", "2024-02-29", day("2024-02-29")),
        ("date", "2024-08", YearMonth(2024, 8)),
        ("date", "2024-08-28/2024-08-30", Period(day("2024-08-28"), day("2024-08-30"))),
        ("date", "2024-08-28/2024-08-28", day("2024-08-28")),
        ("date", "2024-08/2025-01", Period(YearMonth(2024, 8), YearMonth(2025, 1))),
        ("date", "2024-08-28/..", Period(day("2024-08-28"), None)),
        ("date", "../2024-08", Period(None, YearMonth(2024, 8))),
        ("daterange", "2024-08-28/..", Period(day("2024-08-28"), None)),
        ("ym", "2024-08", YearMonth(2024, 8)),
        ("month", "8", Month(8)),
        ("years", "2024/2034", Years(2024, 2034)),
        ("years", "2024", Years(2024, 2024)),
        ("time", "10:30", Time(10, 30)),
        ("time", "10:30/12:00", TimeRange(Time(10, 30), Time(12, 0))),
        ("instant", "2024-08-28T10:30+05:00", Instant(day("2024-08-28"), Time(10, 30), 300)),
        ("instant", "2024-08-28T10:30:00Z", Instant(day("2024-08-28"), Time(10, 30), 0)),
        ("instant", "2024-08-28T10:30-03:30", Instant(day("2024-08-28"), Time(10, 30), -210)),
        ("number", "1234567.89", Number(Decimal("1234567.89"))),
        ("number", "1 250 000", Number(Decimal(1250000))),
        ("number", "-5", Number(Decimal(-5))),
        ("percent", "12.5 %", Percent(Decimal("12.5"))),
        ("percent", "12.5%", Percent(Decimal("12.5"))),
        ("percent", "0.5 %", Percent(Decimal("0.5"))),
        # A point stands before decimals, whatever their number; a dash parts year, month, day.
        ("number", "1.234", Number(Decimal("1.234"))),
        ("multiple", "1.234", Multiple(Decimal("1.234"))),
        ("money", "1.234 billion USD", Money(Decimal("1.234"), "USD", 9)),
        ("money", "1.234 KWD", Money(Decimal("1.234"), "KWD")),
        ("money", "0.125 USD", Money(Decimal("0.125"), "USD")),
        ("date", "2024-03-04", Date(datetime.date(2024, 3, 4))),
        ("month", "08", Month(8)),
        ("times", ">2", Multiple(Decimal(2), more=True)),
        ("multiple", "1.5", Multiple(Decimal("1.5"))),
        ("money", "4.5 billion USD", Money(Decimal("4.5"), "USD", 9)),
        ("money", "4500000000 USD", Money(Decimal(4500000000), "USD")),
        ("money", "1 250 000 KZT", Money(Decimal(1250000), "KZT")),
        ("ordinal", "2", Ordinal(2)),
        ("list", "A | B|C", Items(("A", "B", "C"))),
    ],
)
def test_a_text_is_read_as_its_value(type_name: str, text: str, value: Value) -> None:
    assert parse(type_name, text) == value


@pytest.mark.parametrize("text", ["4.50", "4.5", "4", "0.10"])
def test_the_digits_of_the_author_are_kept(text: str) -> None:
    assert str(parse("number", text)) == text
    assert str(parse("money", f"{text} billion USD")) == f"{text} billion USD"


def test_a_sum_knows_its_whole_amount() -> None:
    sums = {
        "4.5 billion USD": "4500000000",
        "0.25 thousand USD": "250",
        "1.50 USD": "1.50",
        "999999999999.99 trillion USD": "999999999999990000000000",
    }
    for text, total in sums.items():
        value = parse("money", text)
        assert isinstance(value, Money)
        assert f"{value.total}" == total


@pytest.mark.parametrize(
    ("type_name", "text", "remedy"),
    [
        ("dat", "2024-08-28", "«date»"),
        ("date", "2024-02-30", "01 to 29"),
        ("date", "2023-02-29", "01 to 28"),
        ("date", "2024-12-32", "01 to 31"),
        ("date", "2024-13-01", "01 to 12"),
        ("date", "2024-8-28", "2024-08-28"),
        ("date", "28.08.2024", "2024-08-28"),
        ("date", "0999-01-01", "1000 to 2199"),
        ("date", "2024-08-30/2024-08-28", "2024-08-28/2024-08-30"),
        ("date", "2024-08-30/2024-09", "two days or two months"),
        ("date", "../..", "one date"),
        ("date", "", "like 2024-08-28"),
        ("date", "２０２４-08-28", "like 2024-08-28"),
        ("month", "13", "1 to 12"),
        ("month", "август", "1 to 12"),
        ("years", "2034/2024", "2024/2034"),
        ("years", "24", "like 2024"),
        ("time", "24:00", "00:00 to 23:59"),
        ("time", "9:30", "like 09:30"),
        ("time", "12:00/12:00", "another time"),
        ("instant", "2024-08-28T10:30", "distance from UTC"),
        ("instant", "2024-08-28 10:30+05:00", "distance from UTC"),
        ("instant", "2024-08-28T10:30+15:00", "distance from UTC"),
        ("number", "12,5", "12.5"),
        ("number", "1,234", "1234 or 1.234"),
        ("number", "1,234,567", "1234567"),
        ("number", "1e9", "digits"),
        ("number", "NaN", "digits"),
        ("number", "007", "write 7"),
        ("number", "1" * 30, "at most"),
        ("percent", "12.5", "«12.5 %» or «1250 %»"),
        ("percent", "0.5", "«0.5 %» or «50 %»"),
        ("percent", "1", "«1 %» or «100 %»"),
        ("percent", "-0.125", "«-0.125 %» or «-12.5 %»"),
        ("percent", "0", "write «0 %»"),
        ("percent", "0,5", "0.5"),
        ("date", "03/04/2024", "write 2024-04-03 or 2024-03-04"),
        ("date", "03.04.2024", "write 2024-04-03 or 2024-03-04"),
        ("date", "03.04.24", "write 2024-04-03, 2024-03-04 or 2003-04-24"),
        ("date", "28/08/2024", "write 2024-08-28"),
        ("date", "04/04/2024", "write 2024-04-04"),
        ("date", "2024/03/04", "write 2024-03-04"),
        ("date", "2024/08", "write 2024-08"),
        ("date", "20240828", "like 2024-08-28"),
        ("date", "03/04/2024/05/04/2024", "like 2024-08-28"),
        ("time", "5:30", "05:30, or 17:30 after noon"),
        ("time", "5.30", "05:30, or 17:30 after noon"),
        ("time", "5:30 pm", "write 17:30"),
        ("time", "12:15 a.m.", "write 00:15"),
        ("time", "24:00", "00:00 and the day after, or 23:59"),
        ("time", "5:30/12:00", "05:30, or 17:30"),
        ("time", "10", "like 09:30"),
        ("number", "1.234.567", "write 1234567"),
        ("number", "1.234,56", "write 1234.56"),
        ("number", "1,234.56", "write 1234.56"),
        ("number", "0,125", "write 0.125"),
        ("number", "1_000", "write 1000"),
        ("number", "1'000", "write 1000"),
        ("number", "12 34", "write 1234"),
        ("number", "1:30", "digits"),
        ("number", "0x1F", "digits"),
        ("multiple", "1,234", "1234 or 1.234"),
        ("multiple", "50 %", "digits"),
        ("money", "1,234 USD", "1234 or 1.234"),
        ("ordinal", "010", "write 10"),
        ("month", "012", "write 12"),
        ("multiple", "0", "like 2"),
        ("money", "4.5 billions USD", "«billion»"),
        ("money", "4.5 usd", "USD"),
        ("money", "USD 5", "number and currency"),
        ("money", "-5 USD", "without a sign"),
        ("ordinal", "0", "from 1"),
        ("list", "A||B", "between bars"),
    ],
)
def test_a_bad_text_is_refused_with_what_to_write(type_name: str, text: str, remedy: str) -> None:
    with pytest.raises(ValueProblem) as caught:
        parse(type_name, text)
    assert remedy in caught.value.remedy


def test_every_type_is_explained_by_examples_that_parse() -> None:
    for name, text in TYPES.items():
        examples = text.partition(": ")[2].split(", ")
        assert examples, name
        for example in examples:
            assert parse(name, example).type == name


_days = st.dates(datetime.date(1900, 1, 1), datetime.date(2199, 12, 31)).map(Date)
_digits = st.decimals(min_value=0, max_value=10**12, places=2)
_values = st.one_of(
    _days,
    st.tuples(_days, _days)
    .filter(lambda pair: pair[0] < pair[1])
    .map(lambda pair: Period(pair[0], pair[1])),
    st.builds(Number, _digits),
    st.builds(Percent, _digits),
    st.builds(
        Money, _digits, st.sampled_from(["USD", "KZT"]), st.sampled_from([0, *SCALES.values()])
    ),
    st.builds(
        Instant,
        _days,
        st.builds(Time, st.integers(0, 23), st.integers(0, 59)),
        st.integers(-14 * 60, 14 * 60),
    ),
)


@settings(deadline=None)
@given(_values)
def test_the_text_of_a_value_reads_as_that_value(value: Value) -> None:
    assert parse(value.type, str(value)) == value
