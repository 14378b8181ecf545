"""Typed values without a language: what a fact is before any language says it.

:func:`parse` reads the text an author wrote into one of the value classes;
``str(value)`` gives a text that parses to an equal value. Numbers are exact
decimals and keep the digits that were given, trailing zeros included.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping
from decimal import Context, Decimal, Inexact, InvalidOperation, Overflow
from types import MappingProxyType
from typing import ClassVar

import msgspec

from diptych.errors import Phrase, ValueProblem, nearest, phrase

EXACT = Context(prec=80, traps=[Inexact, InvalidOperation, Overflow])
"""Arithmetic that raises where it would round."""

SCALES: Mapping[str, int] = MappingProxyType(
    {"thousand": 3, "million": 6, "billion": 9, "trillion": 12}
)
"""The words that may follow the number of a sum, and the power of ten each stands for."""

_YEARS = range(1900, 2200)
_LONG_YEAR = 4
_NOON, _HOUR = 12, 60
_MAX_DIGITS = 24

# --- the values ----------------------------------------------------------------


class Value(msgspec.Struct, frozen=True, tag=True):
    """The base of all values; ``type`` is the name :func:`parse` knows it by."""

    type: ClassVar[str] = ""


class Date(Value, frozen=True, order=True):
    """A calendar day."""

    type: ClassVar[str] = "date"
    value: datetime.date

    @property
    def year(self) -> int:
        """The calendar year."""
        return self.value.year

    @property
    def month(self) -> int:
        """The month, 1 to 12."""
        return self.value.month

    def __str__(self) -> str:
        return self.value.isoformat()


class YearMonth(Value, frozen=True, order=True):
    """A month of a year."""

    type: ClassVar[str] = "date"
    year: int
    month: int

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}"


class Period(Value, frozen=True):
    """Days or months from ``start`` to ``end``, both included; one end may be open."""

    type: ClassVar[str] = "date"
    start: Date | YearMonth | None
    end: Date | YearMonth | None

    def __str__(self) -> str:
        return f"{self.start or '..'}/{self.end or '..'}"


class Month(Value, frozen=True):
    """A month of any year, 1 to 12."""

    type: ClassVar[str] = "month"
    month: int

    def __str__(self) -> str:
        return str(self.month)


class Years(Value, frozen=True):
    """Calendar years from ``start`` to ``end``, both included; equal for a single year."""

    type: ClassVar[str] = "years"
    start: int
    end: int

    def __str__(self) -> str:
        return str(self.start) if self.start == self.end else f"{self.start}/{self.end}"


class Time(Value, frozen=True, order=True):
    """A time of day, to the minute."""

    type: ClassVar[str] = "time"
    hour: int
    minute: int

    def __str__(self) -> str:
        return f"{self.hour:02}:{self.minute:02}"


class TimeRange(Value, frozen=True):
    """From one time to a later one of the same day."""

    type: ClassVar[str] = "time"
    start: Time
    end: Time

    def __str__(self) -> str:
        return f"{self.start}/{self.end}"


class Instant(Value, frozen=True):
    """A day and time at a place whose clock is ``offset`` minutes ahead of UTC."""

    type: ClassVar[str] = "instant"
    date: Date
    time: Time
    offset: int

    @property
    def moment(self) -> datetime.datetime:
        """The same, for a clock: aware of its distance from UTC."""
        zone = datetime.timezone(datetime.timedelta(minutes=self.offset))
        time = datetime.time(self.time.hour, self.time.minute, tzinfo=zone)
        return datetime.datetime.combine(self.date.value, time)

    def __str__(self) -> str:
        hours, minutes = divmod(abs(self.offset), 60)
        return f"{self.date}T{self.time}{'-' if self.offset < 0 else '+'}{hours:02}:{minutes:02}"


class Number(Value, frozen=True):
    """A bare number."""

    type: ClassVar[str] = "number"
    number: Decimal

    def __str__(self) -> str:
        return f"{self.number:f}"


class Percent(Value, frozen=True):
    """A share; ``number`` counts hundredths: 12.5 for 12.5 %."""

    type: ClassVar[str] = "percent"
    number: Decimal

    def __str__(self) -> str:
        return f"{self.number:f} %"


class Multiple(Value, frozen=True):
    """So many times as much, or more than that."""

    type: ClassVar[str] = "multiple"
    number: Decimal
    more: bool = False

    def __str__(self) -> str:
        return f"{'>' if self.more else ''}{self.number:f}"


class Money(Value, frozen=True):
    """``number`` × 10 ** ``scale`` units of an ISO 4217 ``currency``.

    ``scale`` is that of the word the author used, 0 where the digits stood alone.
    """

    type: ClassVar[str] = "money"
    number: Decimal
    currency: str
    scale: int = 0

    @property
    def total(self) -> Decimal:
        """The whole sum in units of the currency, without an exponent."""
        return _plain(EXACT.scaleb(self.number, self.scale))

    def __str__(self) -> str:
        word = next((f"{w} " for w, s in SCALES.items() if s == self.scale), "")
        return f"{self.number:f} {word}{self.currency}"


class Ordinal(Value, frozen=True):
    """A place in an order, from 1."""

    type: ClassVar[str] = "ordinal"
    number: int

    def __str__(self) -> str:
        return str(self.number)


class Items(Value, frozen=True):
    """Items of a list, in order, at least one."""

    type: ClassVar[str] = "list"
    items: tuple[str, ...]

    def __str__(self) -> str:
        return "|".join(self.items)


# --- reading ---------------------------------------------------------------------


def parse(type: str, text: str) -> Value:  # noqa: A002 - the author's word
    """The value of a ``type`` (a key of :data:`TYPES` or an alias) that ``text`` writes.

    Raises :class:`~diptych.errors.ValueProblem` for an unknown type and for any
    text that does not write a value of the type.

    >>> parse("date", "2024-08-28")
    Date(value=datetime.date(2024, 8, 28))
    >>> parse("money", "4.5 billion USD")
    Money(number=Decimal('4.5'), currency='USD', scale=9)
    """
    read = _READERS.get(_ALIASES.get(type, type))
    if read is None:
        raise ValueProblem(
            phrase("«{type}» is not a type of value", type=type), nearest(type, TYPES)
        )
    return read(text.strip())


def _plain(number: Decimal) -> Decimal:
    """An equal number without a positive exponent."""
    return EXACT.quantize(number, Decimal(1)) if number.as_tuple().exponent > 0 else number  # type: ignore[operator]


_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_GROUPED = re.compile(r"-?[0-9]{1,3}([ \u00a0][0-9]{3})+(\.[0-9]+)?")


def _decimal(text: str, *, signed: bool = False) -> Decimal:
    ascii_minus = text.replace("\u2212", "-")
    if _GROUPED.fullmatch(ascii_minus):
        ascii_minus = re.sub("[ \u00a0]", "", ascii_minus)
    if not _NUMBER.fullmatch(ascii_minus):
        raise ValueProblem(
            phrase("«{text}» is not a number", text=text), _number_remedy(ascii_minus)
        )
    if len(ascii_minus) > _MAX_DIGITS:
        raise ValueProblem(
            phrase("«{text}» is too long for a number", text=text),
            phrase("write at most {max_digits} characters", max_digits=_MAX_DIGITS),
        )
    digits = ascii_minus.lstrip("-")
    if digits.startswith("0") and digits[1:2].isdigit():
        raise ValueProblem(
            phrase("«{text}» begins with a zero too many", text=text),
            phrase("write {number}", number=re.sub(r"^0+(?=\d)", "", digits)),
        )
    if ascii_minus.startswith("-") and not signed:
        raise ValueProblem(
            phrase("«{text}» is negative", text=text),
            phrase("write it without a sign and say in words which way it goes"),
        )
    return Decimal(ascii_minus)


def _number_remedy(text: str) -> Phrase:
    """How to write what is no number: a point stands before decimals, a space between thousands."""
    bare = text.replace("\u00a0", " ").replace("_", " ").replace("'", " ").replace("\u2019", " ")
    match [*re.findall("[.,]", bare)]:
        case [","] if re.fullmatch(r"-?[1-9][0-9]{0,2},[0-9]{3}", bare):
            return _either(bare.replace(",", ""), bare.replace(",", "."))
        case [","]:
            number = bare.replace(",", ".")
        case [*marks, last] if marks and last not in marks:  # the last one stands before decimals
            whole, _, decimals = bare.rpartition(last)
            number = re.sub("[.,]", "", whole) + "." + decimals
        case [*marks]:
            number = re.sub("[.,]", "", bare) if len(marks) > 1 else bare
    number = number.replace(" ", "")
    if _NUMBER.fullmatch(number) and number != text:
        return phrase("write {number}", number=number)
    return phrase("write digits with a point before decimals, like 1234.5")


def _either(*readings: str) -> Phrase:
    """A remedy that names each way to read a text; what is the same twice is named once."""
    *before, last = dict.fromkeys(readings)
    if not before:
        return phrase("write {number}", number=last)
    return phrase("write {one} or {other}", one=", ".join(before), other=last)


def _whole(text: str, what: str, low: int, high: int) -> int:
    if re.fullmatch("0[0-9]{2,5}", text):  # YAML 1.1 reads this as octal
        raise ValueProblem(
            phrase("«{text}» begins with a zero too many", text=text),
            phrase("write {number}", number=int(text)),
        )
    if re.fullmatch("[0-9]{1,6}", text) and low <= int(text) <= high:
        return int(text)
    raise ValueProblem(
        phrase("«{text}» is not {what}", text=text, what=what),
        phrase("write a whole number from {low} to {high}", low=low, high=high),
    )


def _year(text: str) -> int:
    if not re.fullmatch("[0-9]{4}", text) or int(text) not in _YEARS:
        raise ValueProblem(
            phrase("«{text}» is not a year", text=text),
            phrase(
                "write a year from {first} to {last}, like 2024",
                first=_YEARS[0],
                last=_YEARS[-1],
            ),
        )
    return int(text)


_SLASHED = re.compile(r"[0-9]{1,4}/[0-9]{1,2}/[0-9]{1,4}|[0-9]{4}/[0-9]{1,2}")


def _read_date(text: str) -> Value:
    if "/" not in text or _SLASHED.fullmatch(text):  # the latter to be refused as a whole
        return _day_or_month(text)
    first, _, last = text.partition("/")
    start = None if first.strip() == ".." else _day_or_month(first.strip())
    end = None if last.strip() == ".." else _day_or_month(last.strip())
    if start is None and end is None:
        raise ValueProblem(
            phrase("«{text}» has no end at all", text=text),
            phrase("write one date, like 2024-08-28/.."),
        )
    if start is None or end is None:
        return Period(start, end)
    if type(start) is not type(end):
        raise ValueProblem(
            phrase("«{text}» joins a day and a month", text=text),
            phrase("write two days or two months, like 2024-08/2024-10"),
        )
    if str(end) < str(start):
        raise ValueProblem(
            phrase("«{text}» ends before it starts", text=text),
            phrase("write {end}/{start}", end=end, start=start),
        )
    return start if start == end else Period(start, end)


def _day_or_month(text: str) -> Date | YearMonth:
    parts = re.fullmatch("([0-9]{4})-([0-9]{2})(?:-([0-9]{2}))?", text)
    if not parts:
        raise ValueProblem(phrase("«{text}» is not a date", text=text), _date_remedy(text))
    year = _year(parts[1])
    month = int(parts[2])
    if not 1 <= month <= 12:
        raise ValueProblem(
            phrase("«{text}» has no such month", text=text), phrase("write a month from 01 to 12")
        )
    if parts[3] is None:
        return YearMonth(year, month)
    try:
        return Date(datetime.date(year, month, int(parts[3])))
    except ValueError:
        after = datetime.date(year + month // 12, month % 12 + 1, 1)
        last = (after - datetime.timedelta(days=1)).day
        raise ValueProblem(
            phrase("«{text}» is not in the calendar", text=text),
            phrase("write a day from 01 to {last} for that month", last=last),
        ) from None


def _date_remedy(text: str) -> Phrase:
    if parts := re.fullmatch(r"([0-9]{1,2})[-./ ]([0-9]{1,2})[-./ ]([0-9]{2}|[0-9]{4})", text):
        one, two, three = parts.groups()
        orders = [(three, two, one), (three, one, two)]
        if len(three) != _LONG_YEAR:
            orders.append((one, two, three))
        readings = [day for order in orders if (day := _iso(*order))]
        if readings:
            return _either(*readings)
    if parts := re.fullmatch(r"([0-9]{4})[-./ ]([0-9]{1,2})[-./ ]([0-9]{1,2})", text):
        return phrase("write {date}", date=f"{parts[1]}-{parts[2]:0>2}-{parts[3]:0>2}")
    if parts := re.fullmatch(r"([0-9]{4})[-./ ](0?[1-9]|1[0-2])", text):
        return phrase("write {date}", date=f"{parts[1]}-{parts[2]:0>2}")
    return phrase("write year, month, day like 2024-08-28, or a range like 2024-08-28/2024-08-30")


def _iso(year: str, month: str, day: str) -> str:
    """The day in ISO form, a year of two digits being one of this century; else nothing."""
    try:
        whole = int(year) if len(year) == _LONG_YEAR else 2000 + int(year)
        return datetime.date(whole, int(month), int(day)).isoformat()
    except ValueError:
        return ""


def _read_month(text: str) -> Value:
    return Month(_whole(text, phrase("a month"), 1, 12))


def _read_years(text: str) -> Value:
    first, slash, last = text.partition("/")
    start = _year(first.strip())
    end = _year(last.strip()) if slash else start
    if end < start:
        raise ValueProblem(
            phrase("«{text}» ends before it starts", text=text),
            phrase("write {end}/{start}", end=end, start=start),
        )
    return Years(start, end)


def _time(text: str) -> Time:
    parts = re.fullmatch("([0-9]{2}):([0-9]{2})", text)
    if not parts or int(parts[1]) > 23 or int(parts[2]) > 59:
        raise ValueProblem(phrase("«{text}» is not a time", text=text), _time_remedy(text))
    return Time(int(parts[1]), int(parts[2]))


def _time_remedy(text: str) -> Phrase:
    parts = re.fullmatch(r"([0-9]{1,2})[:.]([0-9]{2}) ?([ap])?\.?m?\.?", text.lower())
    hour, minute, half = (int(parts[1]), parts[2], parts[3]) if parts else (0, "", None)
    if (hour, minute, half) == (24, "00", None):
        return phrase("write 00:00 and the day after, or 23:59: hours go from 00:00 to 23:59")
    if parts and half and 1 <= hour <= _NOON and int(minute) < _HOUR:
        return phrase("write {time}", time=f"{hour % _NOON + _NOON * (half == 'p'):02}:{minute}")
    if parts and not half and len(parts[1]) == 1 and hour > 0 and int(minute) < _HOUR:
        return phrase(
            "write hours with two digits, like {one}, or {other} after noon",
            one=f"{hour:02}:{minute}",
            other=f"{hour + _NOON}:{minute}",
        )
    return phrase("write hours and minutes from 00:00 to 23:59, like 09:30")


def _read_time(text: str) -> Value:
    first, slash, last = text.partition("/")
    start = _time(first.strip())
    if not slash:
        return start
    end = _time(last.strip())
    if end <= start:
        raise ValueProblem(
            phrase("«{text}» does not end after it starts", text=text),
            phrase("write a later time after the slash"),
        )
    return TimeRange(start, end)


def _read_instant(text: str) -> Value:
    remedy = phrase("write day, time and the distance from UTC, like 2024-08-28T10:30+05:00")
    day, has_time, rest = text.partition("T")
    parts = re.fullmatch(r"([0-9]{2}:[0-9]{2})(?::00)?(Z|[+-][0-9]{2}:[0-9]{2})", rest)
    date = _day_or_month(day) if has_time else None
    if not isinstance(date, Date) or not parts:
        raise ValueProblem(phrase("«{text}» is not an instant", text=text), remedy)
    offset = 0
    if parts[2] != "Z":
        hours, minutes = int(parts[2][1:3]), int(parts[2][4:])
        offset = (hours * 60 + minutes) * (-1 if parts[2][0] == "-" else 1)
        if minutes > 59 or abs(offset) > 14 * 60:
            raise ValueProblem(
                phrase("«{parts}» is not a distance from UTC", parts=parts[2]), remedy
            )
    return Instant(date, _time(parts[1]), offset)


def _read_number(text: str) -> Value:
    return Number(_decimal(text, signed=True))


def _read_percent(text: str) -> Value:
    if text.endswith("%"):
        return Percent(_decimal(text[:-1].rstrip(), signed=True))
    number = _decimal(text, signed=True)
    share = _plain(EXACT.scaleb(number, 2))
    raise ValueProblem(
        phrase("«{text}» may be a percentage or a share of one whole", text=text),
        phrase("write «{one}» or «{other}»", one=f"{number:f} %", other=f"{share:f} %")
        if number
        else phrase("write «{name}»", name="0 %"),
    )


def _read_multiple(text: str) -> Value:
    number = _decimal(text.removeprefix(">").lstrip())
    if not number:
        raise ValueProblem(
            phrase("nothing is zero times as much"), phrase("write a number like 2, or >2")
        )
    return Multiple(number, more=text.startswith(">"))


def _read_money(text: str) -> Value:
    example = "4.5 billion USD"
    parts = re.fullmatch(r"(.*?[0-9])\s*(?:([^\W\d_]+)\s+)?([^\W\d_]+)", text)
    if not parts:
        raise ValueProblem(
            phrase("«{text}» is not a sum", text=text),
            phrase("write number and currency, like {example} or 500 KZT", example=example),
        )
    number, word, currency = parts.groups()
    if not re.fullmatch("[A-Z]{3}", currency):
        code = currency.upper() if re.fullmatch("[a-z]{3}", currency) else phrase("a code like USD")
        raise ValueProblem(
            phrase("«{currency}» is not a currency code", currency=currency),
            phrase("write {code}", code=code),
        )
    if word is not None and word not in SCALES:
        raise ValueProblem(phrase("«{word}» is not a scale word", word=word), nearest(word, SCALES))
    return Money(_decimal(number), currency, SCALES[word] if word else 0)


def _read_ordinal(text: str) -> Value:
    return Ordinal(_whole(text, phrase("an ordinal"), 1, 9999))


def _read_list(text: str) -> Value:
    items = tuple(item.strip() for item in text.split("|"))
    if not all(items):
        raise ValueProblem(
            phrase("«{text}» has an empty item", text=text),
            phrase("write items between bars, like A|B|C"),
        )
    return Items(items)


TYPES: Mapping[str, str] = MappingProxyType(
    {
        "date": "a day, a month or a range of either: "
        "2024-08-28, 2024-08, 2024-08-28/2024-08-30, 2024-08-28/..",
        "month": "a month of any year: 8",
        "years": "a year or a range of years: 2024, 2024/2034",
        "time": "a time of day or a range: 10:30, 10:30/12:00",
        "instant": "a day and time with the distance from UTC: 2024-08-28T10:30+05:00",
        "number": "a number: 1234567.89",
        "percent": "a percentage, with its sign: 12.5 %",
        "multiple": "so many times as much, or more than that: 2, >2",
        "money": "a sum: 4.5 billion USD, 1 250 000 KZT",
        "ordinal": "a place in an order: 2",
        "list": "items between bars: A|B|C",
    }
)
"""The types of value by name; each text says what is written and gives examples."""

_ALIASES = {
    "daterange": "date",
    "ym": "date",
    "times": "multiple",
    "num": "number",
    "pct": "percent",
}

_READERS: dict[str, Callable[[str], Value]] = {
    "date": _read_date,
    "month": _read_month,
    "years": _read_years,
    "time": _read_time,
    "instant": _read_instant,
    "number": _read_number,
    "percent": _read_percent,
    "multiple": _read_multiple,
    "money": _read_money,
    "ordinal": _read_ordinal,
    "list": _read_list,
}
