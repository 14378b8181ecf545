"""Dates, months, years, times and instants in the roles of a language file."""

from __future__ import annotations

from collections.abc import Callable

from diptych.errors import ValueProblem
from diptych.language.data import Language, Patterns
from diptych.language.inflection import Inflection
from diptych.language.numerals import Numerals, roman
from diptych.language.patterns import expand, fill
from diptych.language.roles import PLAIN, unknown
from diptych.values import (
    PARTS,
    Century,
    Date,
    Decade,
    FinancialYear,
    Instant,
    Month,
    Period,
    Time,
    TimeRange,
    Value,
    YearMonth,
    YearPart,
    Years,
)

_DAY_MONTH, _MONTH_YEAR = "day-month", "month-year"
_CASE = "case"
_TO = "to."

Point = Date | YearMonth


class _Roles:
    """The patterns for one shape of value, and which of them a role means."""

    def __init__(self, patterns: Patterns, cases: tuple[str, ...]) -> None:
        self._patterns = expand(patterns)
        self._cases = cases if _CASE in patterns else ()
        self.names = (*(name for name in patterns if name != _CASE), *self._cases)

    def pattern(self, role: str) -> str | None:
        role = role or PLAIN
        if role in self._cases and role not in self._patterns:
            return self._patterns[_CASE]
        return self._patterns.get(role)


class _Speaker:
    """What all speakers of this module share."""

    def __init__(self, language: Language) -> None:
        self._code = language.code

    def _does_not_fit(self, value: Value, role: str, roles: _Roles) -> ValueProblem:
        return unknown(role, roles.names, f"{value.type} like {value}", self._code)


class Dates(_Speaker):
    """Days, months of a year, and ranges of either."""

    def __init__(self, language: Language, inflection: Inflection, numerals: Numerals) -> None:
        super().__init__(language)
        self._inflection = inflection
        self._numerals = numerals
        self._parts = language.parts
        self._first = language.cases[0]
        self._weekdays = language.weekdays
        self._euphony = language.euphony
        self._shapes = {
            shape: _Roles(patterns, language.cases) for shape, patterns in language.date.items()
        }
        names = dict.fromkeys(name for roles in self._shapes.values() for name in roles.names)
        self.role_words = (tuple(names), (_DAY_MONTH, _MONTH_YEAR))

    def say(self, value: Value, words: tuple[str, ...]) -> str:
        """A :class:`Date`, :class:`YearMonth`, :class:`Period` or :class:`YearPart` in a role.

        Raises :class:`~diptych.errors.ValueProblem` for a role that does not fit.
        """
        text = self._say(value, words)
        for plain, easy in self._euphony.items():
            if text.startswith(plain) and not text[len(plain) :][:1].isdigit():
                return easy + text[len(plain) :]
        return text

    def _say(self, value: Value, words: tuple[str, ...]) -> str:
        role, part = words
        if isinstance(value, YearPart):
            if part:
                raise unknown(part, [PLAIN], f"date like {value}", self._code)
            return self._year_part(value, role)
        start, end = (value.start, value.end) if isinstance(value, Period) else (value, value)
        if start is None or end is None:
            open_role = "from" if end is None else "until"
            known = start or end
            assert isinstance(known, Point)
            if role not in ("", PLAIN, "on", open_role):
                raise unknown(role, [PLAIN, open_role], f"date like {value}", self._code)
            start, end, role = known, known, open_role
        assert isinstance(start, Point)
        assert isinstance(end, Point)
        if part == _MONTH_YEAR or (role == "in" and isinstance(start, Date)):
            start, end = YearMonth(start.year, start.month), YearMonth(end.year, end.month)
        roles = self._shapes[_shape(start, end)]
        pattern = roles.pattern(role)
        if pattern is None:
            raise self._does_not_fit(value, role, roles)
        if part == _DAY_MONTH and isinstance(start, YearMonth):
            raise self._does_not_fit(value, _DAY_MONTH, roles)
        return fill(pattern, self._fields(start, end, role), year=part != _DAY_MONTH)

    def _year_part(self, value: YearPart, role: str) -> str:
        roles = self._shapes[_part_shape(value)]
        pattern = roles.pattern(role)
        if pattern is None:
            raise self._does_not_fit(value, role, roles)
        name, number = _PART_NAMES.get(value.part[0], value.part), value.part[1:]

        def field(named: str) -> str:
            what, _, form = named.partition(".")
            form = role if form == _CASE else form
            match what:
                case "part":
                    return self._inflection.form(self._parts[name], form)
                case "roman":
                    return roman(int(number))
                case "nth":
                    return self._numerals.ordinal(int(number), PLAIN)
                case "month":
                    return self._inflection.month(value.month, form)
                case "year":
                    return str(value.year)
                case "mm":
                    return f"{value.month:02}"
                case _:
                    raise KeyError(named)

        return fill(pattern, field)

    def _fields(self, start: Point, end: Point, role: str) -> Callable[[str], str]:
        def field(name: str) -> str:
            point = start
            if name.startswith(_TO):
                point, name = end, name.removeprefix(_TO)
            if name.startswith("month"):
                form = name.removeprefix("month").removeprefix(".")
                return self._inflection.month(point.month, role if form == _CASE else form)
            if name == "year":
                return str(point.year)
            if name == "mm":
                return f"{point.month:02}"
            if isinstance(point, Date):
                if name == "day":
                    return str(point.value.day)
                if name == "dd":
                    return f"{point.value.day:02}"
                if name == "weekday":
                    return self._weekdays[point.value.weekday()]
            raise KeyError(name)

        return field


_PART_NAMES = {"Q": "quarter", "H": "half"}


def _part_shape(value: YearPart) -> str:
    if value.part in PARTS:
        return "part-of-year"
    return "stretch-of-month" if value.month else "stretch-of-year"


def _shape(start: Point, end: Point) -> str:
    if start == end:
        return "day" if isinstance(start, Date) else "month"
    kind = "days" if isinstance(start, Date) else "months"
    if start.year != end.year:
        return kind
    if kind == "days" and start.month == end.month:
        return "days-of-one-month"
    return f"{kind}-of-one-year"


class Months(_Speaker):
    """Months of any year."""

    def __init__(self, language: Language, inflection: Inflection) -> None:
        super().__init__(language)
        self._inflection = inflection
        self._roles = _Roles(language.month, language.cases)
        self.role_words = (self._roles.names,)

    def say(self, value: Value, words: tuple[str, ...]) -> str:
        """A :class:`Month` in a role."""
        assert isinstance(value, Month)
        (role,) = words
        pattern = self._roles.pattern(role)
        assert pattern is not None

        def field(name: str) -> str:
            form = name.removeprefix("month").removeprefix(".")
            return self._inflection.month(value.month, role if form == _CASE else form)

        return fill(pattern, field)


class YearRanges(_Speaker):
    """Years, ranges of years, decades, centuries and financial years."""

    def __init__(self, language: Language, numerals: Numerals) -> None:
        super().__init__(language)
        self._numerals = numerals
        years = language.years
        self._roles = {
            shape: _Roles(getattr(years, shape), ()) for shape in years.__struct_fields__
        }
        names = (name for roles in self._roles.values() for name in roles.names)
        self.role_words = (tuple(dict.fromkeys(names)),)

    def say(self, value: Value, words: tuple[str, ...]) -> str:
        """:class:`Years` or the like in a role; raises :class:`ValueProblem` for an unfit one."""
        (role,) = words
        match value:
            case Years(start=start, end=end):
                shape = "one" if start == end else "several"
                fields = {"year": str(start), "to.year": str(end)}
            case Decade(start=start):
                shape, fields = "decade", {"year": str(start)}
            case Century(number=number):
                shape = "century"
                ordinal = self._numerals.ordinal(number, "digits")
                fields = {"roman": roman(number), "nth": ordinal}
            case FinancialYear(start=start, end=end):
                shape = "financial"
                fields = {"years": str(start) if start == end else f"{start}/{end}"}
            case _:
                raise AssertionError(value)
        roles = self._roles[shape]
        pattern = roles.pattern(role)
        if pattern is None:
            raise self._does_not_fit(value, role, roles)
        return fill(pattern, fields.__getitem__)


class Times(_Speaker):
    """Times of day and ranges of them."""

    def __init__(self, language: Language, numerals: Numerals) -> None:
        super().__init__(language)
        self._numerals = numerals
        self._one = _Roles(language.time.one, language.cases)
        self._several = _Roles(language.time.several, ())
        self.role_words = (tuple(dict.fromkeys((*self._one.names, *self._several.names))),)

    def say(self, value: Value, words: tuple[str, ...]) -> str:
        """A :class:`Time` or :class:`TimeRange` in a role; raises as :meth:`YearRanges.say`."""
        (role,) = words
        if isinstance(value, TimeRange):
            roles, start, end = self._several, value.start, value.end
        else:
            assert isinstance(value, Time)
            roles, start, end = self._one, value, value
        if start is None or end is None:
            open_role = "from" if end is None else "until"
            if role not in ("", PLAIN, "at", open_role):
                raise unknown(role, [PLAIN, open_role], f"time like {value}", self._code)
            roles, role, start, end = self._one, open_role, start or end, end or start
        pattern = roles.pattern(role)
        if pattern is None:
            raise self._does_not_fit(value, role, roles)

        def field(name: str) -> str:
            time = end if name.startswith(_TO) else start
            assert time is not None
            form = name.removeprefix(_TO).removeprefix("time").removeprefix(".")
            return self._in_case(time, role if form == _CASE else form)

        return fill(pattern, field)

    def _in_case(self, time: Time, case: str) -> str:
        return self._numerals.attached(str(time), time.minute, case) if case else str(time)


class Instants(_Speaker):
    """Days with a time and a distance from UTC."""

    def __init__(self, language: Language, dates: Dates, times: Times) -> None:
        super().__init__(language)
        self._dates = dates
        self._times = times
        self._roles = _Roles(language.instant, ())
        self.role_words = (self._roles.names, (_DAY_MONTH,))

    def say(self, value: Value, words: tuple[str, ...]) -> str:
        """An :class:`Instant` in a role."""
        assert isinstance(value, Instant)
        role, part = words
        pattern = self._roles.pattern(role)
        assert pattern is not None

        def field(name: str) -> str:
            what, _, its_role = name.partition(".")
            match what:
                case "date":
                    return self._dates.say(value.date, (its_role, part))
                case "time":
                    return self._times.say(value.time, (its_role,))
                case "zone":
                    return _zone(value.offset)
                case _:
                    raise KeyError(name)

        return fill(pattern, field)


def _zone(offset: int) -> str:
    if offset == 0:
        return "UTC"
    hours, minutes = divmod(abs(offset), 60)
    sign = "\u2212" if offset < 0 else "+"
    return f"UTC{sign}{hours}" + (f":{minutes:02}" if minutes else "")
