"""Hyphens between numbers: a range where the words around say so, else part of an identifier.

«статья 1-2», «Boeing 737-800» and «дом 3-5» look like «5-10 дней» and are none. So a hyphen
becomes a dash only beside a word, or between times or dates, that make it a range; and where
it may be either, it stays and is doubtful.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from diptych.errors import phrase
from diptych.language.data import NO_BREAK, Language
from diptych.language.paragraph import LETTER, SPACE, Doubt, Paragraph

_DASH = "\u2013"
_SPACES = f" {NO_BREAK}"
# Between a number and its word: «28-30 avgust», «28-30-avgust».
_JOINT = rf"(?:{SPACE}|[-\u2011])?"

# What people type between two numbers or names: most paragraphs have none.
_JOINTS = frozenset("-—")
_NUMBER = rf"\d{{1,3}}(?:{SPACE}\d{{3}})+(?:,\d+)?|\d{{1,3}}(?:,\d{{3}})+|\d+(?:[.,]\d+)?"
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+")
_PERCENT = rf"{SPACE}?%"
_BEFORE = r"(?<![\w.,:/+–—‑-])"
# Nothing that would make of both a longer code.
_AFTER = r"(?![\w–—/]|[-‑.,:]\d)"
_BETWEEN = re.compile(
    rf"{_BEFORE}(?P<first>{_NUMBER})(?P<ending>{LETTER}{{2}}|{_PERCENT})?"
    rf"(?P<joint>[-—])(?P<last>{_NUMBER})(?P<again>(?P=ending))?{_AFTER}"
)
_TIME = r"(?:[01]?\d|2[0-4]):[0-5]\d"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])\.(?:0[1-9]|1[0-2])(?:\.(?:19|20)\d\d)?"
# Times and dates are written so by nobody for anything else.
_MOMENTS = re.compile(rf"{_BEFORE}(?:({_TIME})[-—]({_TIME})|({_DAY})[-—]({_DAY})){_AFTER}")
_ROMAN = r"[IVXLC]+"
_YEAR = re.compile(r"(?:1\d|20|21)\d\d")
# Of a year, two digits are left in «2024-25».
_SHORT_YEAR = 2
# Numbers of more digits are those of telephones and files.
_LONGEST = 4
# The longest word before a number that is looked at, in characters.
_WINDOW = 60
_CLOCK = re.compile(r"(?:[01]?\d|2[0-4])-[0-5]\d")
_PHONE = re.compile(r"\d{3}-\d{4}")
_WORD_BEFORE = re.compile(
    rf"(?P<start>(?:^|[.!?…:][{_SPACES}\n]|\n)[«“„\"(]?)?(?P<word>\S+){SPACE}$"
)


def words(listed: Iterable[str]) -> str:
    """A pattern for any of the words ``listed``: a star is any ending, a space also no-break."""
    escaped = (re.escape(word) for word in sorted(listed, key=len, reverse=True))
    patterns = (word.replace(r"\*", r"\w*").replace(r"\ ", f"{SPACE}") for word in escaped)
    return f"(?:{'|'.join(patterns) or '(?!)'})"


class Ranges:
    """What says in one language that two numbers are a range, and what that they are none."""

    def __init__(self, language: Language) -> None:
        data = language.typography.ranges
        none = language.typography.identifiers
        endings = r"\w{0,6}" if language.suffixes else ""
        dropped = language.suffixes.dropped if language.suffixes else ""
        months = {name.removesuffix(dropped) for row in language.months.values() for name in row}
        month = rf"(?:{words(months)}{endings}(?!\w))"
        weekday = rf"(?:{words(language.weekdays)}(?!\w))"
        units = {*language.typography.after_number} - {"%", *data.years}
        counted = {*data.counted, *units}
        self._after = re.compile(
            rf"{_PERCENT}|{_JOINT}(?:(?:{words(counted)})[²³23]?(?!\w)|{month})"
        )
        self._after_years = re.compile(rf"{_JOINT}{words(data.years)}(?!\w)", re.IGNORECASE)
        self._before = _ends_in(data.before)
        self._before_years = _ends_in(data.before_years)
        self._identifier_before = _ends_in(none.before)
        self._identifier_after = re.compile(rf"{_JOINT}{words(none.after)}(?!\w)", re.IGNORECASE)
        self._before_clock = _ends_in(none.clock)
        self._latin = language.typography.lettering.isascii()
        self._month_before = re.compile(rf"{month}{SPACE}$")
        date = rf"\d{{1,2}}(?:{SPACE}|[-\u2011]){month}"
        self._names = [
            (
                re.compile(
                    rf"(?<!\w)({_ROMAN})[-—]({_ROMAN})(?={_JOINT}{words(data.centuries)}(?!\w))"
                ),
                _DASH,
            ),
            (re.compile(rf"(?<!\w)({month})-({month})", re.IGNORECASE), _DASH),
            (re.compile(rf"(?<!\w)({weekday})-({weekday})", re.IGNORECASE), _DASH),
            (re.compile(rf"(?<!\w)({date})-({date})"), f"{NO_BREAK}{_DASH} "),
        ]

    def set(self, paragraph: Paragraph) -> None:
        """Give the ranges of ``paragraph`` their dashes, and say what is doubtful."""
        if _JOINTS.isdisjoint(paragraph.text):
            return
        for pattern, dash in self._names:
            paragraph.sub(pattern, rf"\g<1>{dash}\g<2>")
        paragraph.sub(_MOMENTS, _moments)
        paragraph.sub(_BETWEEN, self._range)
        paragraph.doubts += self._doubts(paragraph)

    def _range(self, match: re.Match[str]) -> str:
        if match["joint"] != "-":  # somebody has typed a dash
            says_so = True
        elif self._names_something(match):
            says_so = False
        else:
            says_so = self._is_range(match)
        if not (says_so and _rises(match)):
            return match[0]
        return (
            f"{match['first']}{match['ending'] or ''}{_DASH}{match['last']}{match['again'] or ''}"
        )

    def _names_something(self, match: re.Match[str]) -> bool:
        text = match.string
        return bool(
            self._identifier_before.search(text, _near(match), match.start())
            or self._identifier_after.match(text, match.end())
        )

    def _is_range(self, match: re.Match[str]) -> bool:
        text, start, end = match.string, match.start(), match.end()
        if (match["ending"] or "").endswith("%") and match["again"]:
            return True
        if _years(match):
            return bool(
                self._after_years.match(text, end)
                or self._after.match(text, end)
                or self._before_years.search(text, _near(match), start)
            )
        return bool(
            self._after.match(text, end)
            or self._before.search(text, _near(match), start)
            or self._month_before.search(text, _near(match), start)
        )

    def _doubts(self, paragraph: Paragraph) -> Iterator[Doubt]:
        untouchable = paragraph.untouchable()
        for match in _BETWEEN.finditer(paragraph.text):
            typed = match[0]
            inside = any(match.start() < b and a < match.end() for a, b in untouchable)
            if match["joint"] == "-" and not inside and self._is_doubtful(match):
                yield Doubt(
                    typed,
                    phrase("«{word}» may be a range or a number with a hyphen", word=typed),
                    phrase(
                        "for a range write an en dash: {range}; otherwise mark it: [{word}]{keep}",
                        range=typed.replace("-", _DASH),
                        word=typed,
                    ),
                    in_names=False,
                )

    def _is_doubtful(self, match: re.Match[str]) -> bool:
        first, last = match["first"], match["last"]
        codes = any(len(each) > _LONGEST or re.match(r"0\d", each) for each in (first, last))
        if codes or match["ending"] or not _rises(match) or _PHONE.fullmatch(match[0]):
            return False
        if self._names_something(match):
            return False
        text, start = match.string, match.start()
        if _CLOCK.fullmatch(match[0]) and self._before_clock.search(text, _near(match), start):
            return False
        before = _WORD_BEFORE.search(text, _near(match), start)
        return before is None or not self._is_name(before["word"], before["start"] is not None)

    def _is_name(self, word: str, first: bool) -> bool:
        """Whether ``word`` names what has a number of its own: «Boeing 737-800», «МКТУ 35-42».

        The first word of a sentence has a capital for that; other capitals, digits and foreign
        letters are those of names.
        """
        if word[-1] in ",;:.!?)»”":
            return False
        bare = word.lstrip('«“„"(')
        return (
            any(map(str.isdigit, bare))
            or any(map(str.isupper, bare[first:]))
            or (bare.isascii() and not self._latin)
        )


def _near(match: re.Match[str]) -> int:
    """From where on to look for the words before ``match``."""
    return max(0, match.start() - _WINDOW)


def _ends_in(listed: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){words(listed)}{SPACE}?$", re.IGNORECASE)


def _years(match: re.Match[str]) -> bool:
    first, last = match["first"], match["last"]
    return bool(_YEAR.fullmatch(first)) and (
        bool(_YEAR.fullmatch(last)) or (last.isdigit() and len(last) == _SHORT_YEAR)
    )


def _rises(match: re.Match[str]) -> bool:
    first, last = match["first"], match["last"]
    if _years(match) and len(last) == _SHORT_YEAR:
        return int(last) == (int(first) + 1) % 100
    return _rank(first) < _rank(last)


def _rank(number: str) -> Decimal:
    bare = number.translate({ord(space): None for space in _SPACES})
    return Decimal(bare.replace(",", "" if _GROUPED.fullmatch(bare) else "."))


def _moments(match: re.Match[str]) -> str:
    first, last = [group for group in match.groups() if group]
    same_kind = first.count(".") <= last.count(".") or ":" in first
    return f"{first}{_DASH}{last}" if same_kind else match[0]
