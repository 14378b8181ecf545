"""Where a line must not break: no-break spaces, and hyphens that hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from diptych.language.data import NO_BREAK, Language
from diptych.language.paragraph import LETTER, SPACE, Paragraph, Replacement
from diptych.language.ranges import words

_HELD = "\u2011"
# Within digits with a suffix (2024-yil) and within a date of ISO 8601.
_HELD_INSIDE = rf"(?<=\d)-(?={LETTER})|(?<=\b\d{{4}})-(?=\d\d\b)|(?<=\b\d{{4}}-\d\d)-(?=\d\d\b)"
_HELD_HYPHEN = re.compile(_HELD_INSIDE)
# An ordinal may end in its hyphen: the noun follows in the text.
_HELD_AT_END = re.compile(rf"{_HELD_INSIDE}|(?<=\d)-$")

_ROMAN = r"[IVXLC]+(?!\w)"
_GROUPS = re.compile(rf"(?<![\d.,])(?<!\d{SPACE})\d{{1,3}}(?:{SPACE}\d{{3}})+(?!\d)")
_INITIAL = re.compile(rf"(?<!{LETTER})({LETTER}{{1,2}}\.)({SPACE}?)(?={LETTER})")
_BEFORE_INITIALS = re.compile(rf"(?<![\w.-])({LETTER}{{3,}}(?:-{LETTER}+)*) (?={LETTER}{{1,2}}\.)")
_INITIALS = re.compile(rf"({LETTER}{{1,2}})\.{SPACE}?")
# Characters: an initial of two letters and its stop.
_LOOK_AHEAD = 3
# Units of area and volume: km², and m2 where the digit is raised by its author.
_POWER = "[²³23]?"


def nonbreaking(text: str) -> str:
    """``text`` with U+2011 for hyphens at which a line must not break.

    >>> nonbreaking("2024-yil 28-avgust, 2-").count(chr(0x2011))
    3
    """
    return _HELD_AT_END.sub(_HELD, text)


class Breaks:
    """The places in one language at which no line may end."""

    def __init__(self, language: Language) -> None:
        self._digraphs = frozenset(language.typography.initials)
        self._spaces = list(_space_rules(language))

    def set(self, paragraph: Paragraph) -> None:
        """Give ``paragraph`` its no-break spaces and hyphens."""
        paragraph.sub(_HELD_HYPHEN, _HELD)
        paragraph.sub(_BEFORE_INITIALS, self._surname)
        paragraph.sub(_INITIAL, self._initial)
        for pattern, new in self._spaces:
            paragraph.sub(pattern, new)
        paragraph.sub(_GROUPS, lambda match: match[0].replace(" ", NO_BREAK))

    def _is_initial(self, letters: str) -> bool:
        return letters[:1].isupper() and (len(letters) == 1 or letters in self._digraphs)

    def _initial(self, match: re.Match[str]) -> str:
        initial, space = match.groups()
        rest = match.string[match.end() : match.end() + _LOOK_AHEAD]
        surname = rest[:1].isupper() and rest[1:2].isalpha() and not rest[1:2].isupper()
        another = self._is_initial(rest.partition(".")[0])
        if self._is_initial(initial[:-1]) and (surname or (another and space)):
            return initial + NO_BREAK
        return match[0]

    def _surname(self, match: re.Match[str]) -> str:
        """A surname with the initials after it: «Иванов И. И.»."""
        text, place = match.string, match.end()
        count = 0
        while (initial := _INITIALS.match(text, place)) and self._is_initial(initial[1]):
            place, count = initial.end(), count + 1
        after = text[place : place + 1]
        # One letter may also end a sentence: «план А. Затем …».
        follows = after.isupper() or after.isdigit()
        if not match[1][0].isupper() or not count or follows:
            return match[0]
        return match[1] + NO_BREAK


def _space_rules(language: Language) -> Iterator[tuple[re.Pattern[str], Replacement]]:
    data = language.typography
    if data.percent:
        yield re.compile(rf"(?<=\d){SPACE}*%"), data.percent
    if data.before_number:
        signs = [each for each in data.before_number if not each[0].isalpha()]
        named = [each for each in data.before_number if each[0].isalpha()]
        yield (
            re.compile(rf"(?<!\w)({words(signs)})(?:{SPACE}+(?=\w)|(?=\d))"),
            rf"\1{NO_BREAK}",
        )
        yield (
            re.compile(
                rf"(?<![\w’-])({words(named)})(?:{SPACE}+(?=\d|{_ROMAN})|(?<=\.)(?=\d))",
                re.IGNORECASE,
            ),
            rf"\1{NO_BREAK}",
        )
    if data.before_name:
        pattern = re.compile(
            rf"(?<![\w’-])(?<!\d{SPACE})({words(data.before_name)}) (?=[«“„]?({LETTER}))"
        )
        yield (
            pattern,
            lambda match: match[1] + NO_BREAK if match[2].isupper() else match[0],
        )
    if data.after_number:
        yield (
            re.compile(rf"(?<=\d) (?={words(data.after_number)}{_POWER}(?!\w))"),
            NO_BREAK,
        )
    if data.cases_after_number:
        yield re.compile(rf"(?<=\d) (?={words(data.cases_after_number)}(?!\w))"), NO_BREAK
    if data.ranges.centuries:
        centuries = words(data.ranges.centuries)
        yield re.compile(rf"(?<!\w)({_ROMAN}) (?={centuries}(?!\w))"), rf"\1{NO_BREAK}"
    dropped = language.suffixes.dropped if language.suffixes else ""
    months = {name.removesuffix(dropped) for row in language.months.values() for name in row}
    yield re.compile(rf"(?<=\d) (?={words(months)})"), NO_BREAK
    if data.glue:
        pattern = re.compile(rf"(?<![\w’-])({words(data.glue)}) (?=\S)", re.IGNORECASE)
        yield pattern, rf"\1{NO_BREAK}"
    if data.together:
        phrases = "|".join(
            rf"{SPACE}*".join(map(re.escape, each.split())) for each in _longest(data.together)
        )
        pattern = re.compile(rf"(?<![\w’-])(?:{phrases})(?!\w)", re.IGNORECASE)
        yield pattern, lambda match: match[0].replace(" ", NO_BREAK)


def _longest(phrases: Sequence[str]) -> list[str]:
    return sorted(phrases, key=len, reverse=True)
