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

PARTS: Mapping[str, int] = MappingProxyType(
    {"Q1": 3, "Q2": 6, "Q3": 9, "Q4": 12, "H1": 6, "H2": 12}
)
"""The quarters and halves of a year, and the last month of each."""

STRETCHES: Mapping[str, tuple[int, int]] = MappingProxyType(
    {"beginning": (4, 10), "middle": (8, 20), "end": (12, 31)}
)
"""The beginning, middle and end of a year or month: its thirds, by their last month or day."""

BOUNDS: Mapping[str, str] = MappingProxyType(
    {">=": "at-least", "<=": "at-most", ">": "over", "<": "under", "≥": "at-least", "≤": "at-most"}
)
"""The marks that may stand before an amount, and the role each of them stands for."""

_YEARS = range(1000, 2200)
_LONG_YEAR = 4
_NOON, _HOUR = 12, 60
_MAX_DIGITS = 24
_OPEN = ".."

# --- the values ----------------------------------------------------------------


class Value(msgspec.Struct, frozen=True, tag=True):
    """The base of all values."""

    type_name: ClassVar[str] = ""

    @property
    def type(self) -> str:
        """The name that :func:`parse` knows the value by."""
        return self.type_name


class Date(Value, frozen=True, order=True):
    """A calendar day."""

    type_name: ClassVar[str] = "date"
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

    type_name: ClassVar[str] = "date"
    year: int
    month: int

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}"


class Period(Value, frozen=True):
    """Days or months from ``start`` to ``end``, both included; one end may be open."""

    type_name: ClassVar[str] = "date"
    start: Date | YearMonth | None
    end: Date | YearMonth | None

    def __str__(self) -> str:
        return f"{self.start or '..'}/{self.end or '..'}"


class Month(Value, frozen=True):
    """A month of any year, 1 to 12."""

    type_name: ClassVar[str] = "month"
    month: int

    def __str__(self) -> str:
        return str(self.month)


class YearPart(Value, frozen=True):
    """A quarter or half of a year, or the beginning, middle or end of a year or month.

    ``part`` is a key of :data:`PARTS` or :data:`STRETCHES`; ``month`` is 0 where it is a part of
    the year.
    """

    type_name: ClassVar[str] = "date"
    year: int
    part: str
    month: int = 0

    @property
    def is_stretch(self) -> bool:
        """Whether it is a beginning, middle or end, the days of which nobody counts."""
        return self.part in STRETCHES

    @property
    def last_day(self) -> datetime.date:
        """The day with which it is over."""
        if self.part in PARTS:
            return _last_day(self.year, PARTS[self.part])
        month, day = STRETCHES[self.part]
        if not self.month:
            return _last_day(self.year, month)
        last = _last_day(self.year, self.month)
        return last.replace(day=min(day, last.day))

    def __str__(self) -> str:
        if self.part in PARTS:
            return f"{self.year:04}-{self.part}"
        return f"{self.part} of {self.year:04}" + (f"-{self.month:02}" if self.month else "")


class Decade(Value, frozen=True):
    """Ten years, the first of which is ``start``."""

    type_name: ClassVar[str] = "years"
    start: int

    def __str__(self) -> str:
        return f"{self.start}s"


class Century(Value, frozen=True):
    """The hundred years of that number, counted from 1."""

    type_name: ClassVar[str] = "years"
    number: int

    def __str__(self) -> str:
        ending = {1: "st", 2: "nd", 3: "rd"}.get(self.number % 10, "th")
        ending = "th" if self.number in range(11, 14) else ending
        return f"{self.number}{ending} century"


class FinancialYear(Value, frozen=True):
    """A financial year, which is a calendar year or goes from one into the next."""

    type_name: ClassVar[str] = "years"
    start: int
    end: int

    def __str__(self) -> str:
        return f"FY{self.start}" + ("" if self.start == self.end else f"/{self.end}")


class Years(Value, frozen=True):
    """Calendar years from ``start`` to ``end``, both included; equal for a single year."""

    type_name: ClassVar[str] = "years"
    start: int
    end: int

    def __str__(self) -> str:
        return str(self.start) if self.start == self.end else f"{self.start}/{self.end}"


class Time(Value, frozen=True, order=True):
    """A time of day, to the minute."""

    type_name: ClassVar[str] = "time"
    hour: int
    minute: int

    def __str__(self) -> str:
        return f"{self.hour:02}:{self.minute:02}"


class TimeRange(Value, frozen=True):
    """From one time to a later one, or to an earlier one of the next day; one end may be open."""

    type_name: ClassVar[str] = "time"
    start: Time | None
    end: Time | None

    def __str__(self) -> str:
        return f"{self.start or '..'}/{self.end or '..'}"


class Instant(Value, frozen=True):
    """A day and time at a place whose clock is ``offset`` minutes ahead of UTC."""

    type_name: ClassVar[str] = "instant"
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

    type_name: ClassVar[str] = "number"
    number: Decimal

    def __str__(self) -> str:
        return f"{self.number:f}"


class Percent(Value, frozen=True):
    """A share; ``number`` counts hundredths: 12.5 for 12.5 %."""

    type_name: ClassVar[str] = "percent"
    number: Decimal

    def __str__(self) -> str:
        return f"{self.number:f} %"


class Multiple(Value, frozen=True):
    """So many times as much, or more than that."""

    type_name: ClassVar[str] = "multiple"
    number: Decimal
    more: bool = False

    def __str__(self) -> str:
        return f"{'>' if self.more else ''}{self.number:f}"


class Money(Value, frozen=True):
    """``number`` × 10 ** ``scale`` units of an ISO 4217 ``currency``.

    ``scale`` is that of the word the author used, 0 where the digits stood alone.
    """

    type_name: ClassVar[str] = "money"
    number: Decimal
    currency: str
    scale: int = 0

    @property
    def total(self) -> Decimal:
        """The whole sum in units of the currency, without an exponent."""
        return _plain(EXACT.scaleb(self.number, self.scale))

    def __str__(self) -> str:
        return f"{self.number:f} {_scale_word(self.scale)}{self.currency}"


class Count(Value, frozen=True):
    """``number`` × 10 ** ``scale`` of what the noun called ``noun`` names, or in such a unit.

    The noun is one of the language files, or an entry of the registry.
    """

    type_name: ClassVar[str] = "count"
    number: Decimal
    noun: str
    scale: int = 0

    @property
    def total(self) -> Decimal:
        """All of it, without an exponent."""
        return _plain(EXACT.scaleb(self.number, self.scale))

    def __str__(self) -> str:
        return f"{self.number:f} {_scale_word(self.scale)}{self.noun}"


Amount = Number | Percent | Money | Count
"""A value that there can be more or less of."""


class Range(Value, frozen=True):
    """From one amount to a greater one of the same kind."""

    start: Amount
    end: Amount

    @property
    def type(self) -> str:
        """The type of its ends."""
        return self.end.type

    def __str__(self) -> str:
        return f"{self.start}/{self.end}"


class Bound(Value, frozen=True):
    """An amount that something is above, below, or goes from or to.

    ``role`` is the one that says so: a value of :data:`BOUNDS`, ``from`` or ``up-to``.
    """

    role: str
    amount: Amount

    @property
    def type(self) -> str:
        """The type of the amount."""
        return self.amount.type

    def __str__(self) -> str:
        match self.role:
            case "from":
                return f"{self.amount}/.."
            case "up-to":
                return f"../{self.amount}"
            case _:
                return next(mark for mark, role in BOUNDS.items() if role == self.role) + str(
                    self.amount
                )


class Ordinal(Value, frozen=True):
    """A place in an order, from 1."""

    type_name: ClassVar[str] = "ordinal"
    number: int

    def __str__(self) -> str:
        return str(self.number)


class Items(Value, frozen=True):
    """Items of a list, in order, at least one."""

    type_name: ClassVar[str] = "list"
    items: tuple[str, ...]

    def __str__(self) -> str:
        return "|".join(self.items)


def last_day(value: Value) -> datetime.date | None:
    """The day with which the time that ``value`` names is over; nothing if it names none."""
    match value:
        case Date(value=day):
            return day
        case YearMonth(year=year, month=month):
            return _last_day(year, month)
        case YearPart():
            return value.last_day
        case Period(end=Date() | YearMonth() as end):
            return last_day(end)
        case Years(end=year):
            return _last_day(year, 12)
        case _:
            return None


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
    text = text.strip()
    if read is not _read_list and QUOTED.fullmatch(text):
        raise ValueProblem(
            phrase("«{text}» has quotation marks around it", text=text),
            phrase("write {value}", value=text[1:-1].strip()),
        )
    return read(text)


#: A text in marks that are printed, and that YAML does not take for its own.
QUOTED = re.compile("[\u00ab\u201c\u201d\u201e\u2018\u2019].+[\u00bb\u201c\u201d\u2018\u2019]")


def _scale_word(scale: int) -> str:
    return next((f"{word} " for word, power in SCALES.items() if power == scale), "")


def _last_day(year: int, month: int) -> datetime.date:
    following = datetime.date(year + month // 12, month % 12 + 1, 1)
    return following - datetime.timedelta(days=1)


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
    if alone := re.fullmatch(r"(-?[0-9][0-9., ]*?)\s+[^\W\d_].*", bare):
        return phrase(
            "write {number} alone, or what is counted: {count: {number}, of: participant}",
            number=alone[1],
        )
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


_PART = re.compile(r"([0-9]{4})-([QH][0-9])")
_STRETCH = re.compile(rf"({'|'.join(STRETCHES)}) of ([0-9]{{4}})(?:-([0-9]{{2}}))?")


def _read_date(text: str) -> Value:
    if parts := _PART.fullmatch(text):
        if parts[2] not in PARTS:
            raise ValueProblem(
                phrase("«{text}» is no part of a year", text=text), nearest(parts[2], PARTS)
            )
        return YearPart(_year(parts[1]), parts[2])
    if parts := _STRETCH.fullmatch(text):
        month = _month(text, parts[3]) if parts[3] else 0
        return YearPart(_year(parts[2]), parts[1], month)
    if "/" not in text or _SLASHED.fullmatch(text):  # the latter to be refused as a whole
        return _day_or_month(text)
    first, _, last = text.partition("/")
    start = None if first.strip() == _OPEN else _day_or_month(first.strip())
    end = None if last.strip() == _OPEN else _day_or_month(last.strip())
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
    month = _month(text, parts[2])
    if parts[3] is None:
        return YearMonth(year, month)
    try:
        return Date(datetime.date(year, month, int(parts[3])))
    except ValueError:
        last = _last_day(year, month).day
        raise ValueProblem(
            phrase("«{text}» is not in the calendar", text=text),
            phrase("write a day from 01 to {last} for that month", last=last),
        ) from None


def _month(text: str, digits: str) -> int:
    if not 1 <= int(digits) <= 12:
        raise ValueProblem(
            phrase("«{text}» has no such month", text=text), phrase("write a month from 01 to 12")
        )
    return int(digits)


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


_CENTURY = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th) century")
_CENTURIES = range(1, 23)


def _read_years(text: str) -> Value:
    if parts := re.fullmatch("([0-9]{3}0)s", text):
        return Decade(_year(parts[1]))
    if (parts := _CENTURY.fullmatch(text)) and int(parts[1]) in _CENTURIES:
        return Century(int(parts[1]))
    start, end = _first_and_last_year(text.removeprefix("FY"))
    return FinancialYear(start, end) if text.startswith("FY") else Years(start, end)


def _first_and_last_year(text: str) -> tuple[int, int]:
    first, slash, last = text.partition("/")
    start = _year(first.strip())
    end = _year(last.strip()) if slash else start
    if end < start:
        raise ValueProblem(
            phrase("«{text}» ends before it starts", text=text),
            phrase("write {end}/{start}", end=end, start=start),
        )
    return start, end


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
    first, slash, last = (part.strip() for part in text.partition("/"))
    if not slash:
        return _time(first)
    start = None if first == _OPEN else _time(first)
    end = None if last == _OPEN else _time(last)
    if start == end:
        raise ValueProblem(
            phrase("«{text}» ends when it starts", text=text),
            phrase("write another time after the slash, or {open} for no end", open=_OPEN),
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


_UNIT = re.compile(r"(.*?[0-9])[ \u00a0]+([a-zA-Z][a-zA-Z0-9\u00b2\u00b3 -]*)")
_UNITS = {"pp": "percentage-point", "km\u00b2": "km2", "m\u00b2": "m2", "m\u00b3": "m3"}


def _read_number(text: str) -> Amount:
    if _UNIT.fullmatch(text):
        return _read_count(text)
    return Number(_decimal(text, signed=True))


def _read_percent(text: str) -> Amount:
    if text.endswith("%"):
        return Percent(_decimal(text[:-1].rstrip(), signed=True))
    if _UNIT.fullmatch(text):
        return _read_count(text)
    number = _decimal(text, signed=True)
    share = _plain(EXACT.scaleb(number, 2))
    raise ValueProblem(
        phrase("«{text}» may be a percentage or a share of one whole", text=text),
        phrase("write «{one}» or «{other}»", one=f"{number:f} %", other=f"{share:f} %")
        if number
        else phrase("write «{name}»", name="0 %"),
    )


def _read_count(text: str) -> Amount:
    parts = _UNIT.fullmatch(text)
    if parts is None:
        if worded := re.fullmatch(r"-?[0-9][0-9., ]*\s(?P<noun>[^\W\d].*)", text):
            raise ValueProblem(
                phrase("«{noun}» is not the name of what is counted", noun=worded["noun"]),
                phrase(
                    "write its English name or an id of the registry, in small Latin letters: "
                    "participant, year, working-day, km"
                ),
            )
        _decimal(text)
        raise ValueProblem(
            phrase("«{text}» does not say what is counted", text=text),
            phrase("write number and noun: {count: 7, of: year}"),
        )
    *words, noun = parts[2].split()
    if len(words) > 1 or (words and words[0] not in SCALES):
        raise ValueProblem(
            phrase("«{word}» is not a scale word", word=words[0]), nearest(words[0], SCALES)
        )
    scale = SCALES[words[0]] if words else 0
    return Count(_decimal(parts[1]), _UNITS.get(noun, noun), scale)


def _amount(read: Callable[[str], Amount]) -> Callable[[str], Value]:
    """Reads an amount, a bound before one, or a range of two."""

    def read_any(text: str) -> Value:
        for mark, role in BOUNDS.items():
            if text.startswith(mark):
                return Bound(role, read(text.removeprefix(mark).lstrip()))
        low, slash, high = (part.strip() for part in text.partition("/"))
        if not slash:
            return read(text)
        if high == _OPEN:
            return Bound("from", read(low))
        end = read(high)
        if low == _OPEN:
            return Bound("up-to", end)
        start = read(_with_unit(low, high))
        if _total(end) <= _total(start):
            raise ValueProblem(
                phrase("«{text}» ends before it starts", text=text),
                phrase("write the smaller one first: {low}/{high}", low=high, high=low),
            )
        if _unit_of(start) != _unit_of(end):
            raise ValueProblem(
                phrase("«{text}» goes from one unit to another", text=text),
                phrase("write both in one unit"),
            )
        return Range(start, end)

    return read_any


def _with_unit(low: str, high: str) -> str:
    """The lower end of a range with the unit that stands at the upper one only."""
    number = _LEADING_NUMBER.match(high)
    unit = high[number.end() :] if number else ""
    own = low.split()[-1] if low else ""
    if own in SCALES and unit:
        return f"{low} {unit.split()[-1]}"
    return low + unit if own[-1:].isdigit() else low


_LEADING_NUMBER = re.compile("[-\u2212]?[0-9](?:[0-9., \u00a0]*[0-9])?")


def _total(amount: Amount) -> Decimal:
    return amount.total if isinstance(amount, Money | Count) else amount.number


def _unit_of(amount: Amount) -> str:
    match amount:
        case Money(currency=currency):
            return currency
        case Count(noun=noun):
            return noun
        case _:
            return amount.type


def _read_multiple(text: str) -> Value:
    number = _decimal(text.removeprefix(">").lstrip())
    if not number:
        raise ValueProblem(
            phrase("nothing is zero times as much"), phrase("write a number like 2, or >2")
        )
    return Multiple(number, more=text.startswith(">"))


_SIGNS = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "CNY", "₽": "RUB", "₸": "KZT", "₺": "TRY"}


def _read_money(text: str) -> Amount:
    example = "4.5 billion USD"
    if text[:1] in _SIGNS:
        bare = text[1:].strip()
        raise ValueProblem(
            phrase("«{text}» has a sign in place of a code", text=text),
            phrase("write the code behind it: {sum}", sum=f"{bare} {_SIGNS[text[:1]]}"),
        )
    parts = re.fullmatch(r"(.*?[0-9])\s*(?:([^\W\d_]+)\s+)?([^\W\d_]+)", text)
    if not parts:
        raise ValueProblem(
            phrase("«{text}» is not a sum", text=text),
            phrase("write number and currency, like {example} or 500 KZT", example=example),
        )
    number, word, currency = parts.groups()
    if not re.fullmatch("[A-Z]{3}", currency):
        code = currency.upper() if re.fullmatch("[a-z]{3}", currency) else None
        raise ValueProblem(
            phrase("«{currency}» is not a currency code", currency=currency),
            phrase("write {code}", code=code)
            if code
            else phrase("write its three capital letters, such as USD, EUR, RUB, UZS, KZT or KGS"),
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
        "date": "a day, a month, a range of either, or a part of a year: "
        "2024-08-28, 2024-08, 2024-08-28/2024-08-30, 2024-08-28/.., 2024-Q3, 2024-H1, "
        "end of 2024, beginning of 2024-12",
        "month": "a month of any year: 8",
        "years": "a year, a range of years, a decade, a century or a financial year: "
        "2024, 2024/2034, 2020s, 21st century, FY2024, FY2024/2025",
        "time": "a time of day or a range: 10:30, 10:30/12:00, 23:00/01:00, 10:30/..",
        "instant": "a day and time with the distance from UTC: 2024-08-28T10:30+05:00",
        "number": "a number, a range or a bound: 1234567.89, 5/10, >5, <=5, 5/.., ../10",
        "percent": "a percentage, with its sign: 12.5 %, 5/10 %, >=5 %",
        "count": "a number of things, or of a unit: 7 year, 10 working-day, 25 MW, "
        "1.5 million person, 5/10 year, >100 participant",
        "multiple": "so many times as much, or more than that: 2, >2",
        "money": "a sum: 4.5 billion USD, 1 250 000 KZT, 5/10 billion USD, >7 billion USD",
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
    "number": _amount(_read_number),
    "percent": _amount(_read_percent),
    "count": _amount(_read_count),
    "multiple": _read_multiple,
    "money": _amount(_read_money),
    "ordinal": _read_ordinal,
    "list": _read_list,
}
