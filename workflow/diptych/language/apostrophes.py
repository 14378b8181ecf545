"""Apostrophes: letters that are typed with one, letters left out, and marks that may be either."""

from __future__ import annotations

import re
from collections.abc import Iterator

from diptych.errors import phrase
from diptych.language.data import Letters, Typography
from diptych.language.paragraph import LETTER, TYPED_MARKS, Doubt, Paragraph, Replacement
from diptych.language.ranges import words

_APOSTROPHE = "\u2019"
_MINUTES, _SECONDS = "\u2032", "\u2033"
_TYPED = "['`´]"
# Marks that may be a quotation mark as well as an apostrophe.
_UNSETTLED = "['`´‘’‛′]"
_INSIDE = re.compile(rf"(?<={LETTER})['`´‘](?={LETTER})")
_LONE = re.compile(_TYPED)
# Latitude and longitude: 41°18'30".
_DEGREES = [
    (re.compile(r"(°\s?\d{1,2})['’](?![^\W\d_])"), rf"\1{_MINUTES}"),
    (re.compile(rf"({_MINUTES}\s?\d{{1,2}}(?:[.,]\d+)?)(?:[\"”]|'')"), rf"\1{_SECONDS}"),
]
_DOUBTFUL = re.compile(rf"{LETTER}+{_UNSETTLED}{LETTER}*|{_UNSETTLED}{LETTER}+")

_Rule = tuple[re.Pattern[str], Replacement]


class Apostrophes:
    """The apostrophes of one language."""

    def __init__(self, data: Typography) -> None:
        self._letters = data.letters
        self._at_end = data.apostrophe_at_end
        self._outer = data.outer
        self._rules: list[_Rule] = (
            list(_turned(data.letters))
            if data.letters
            else [(_INSIDE, data.apostrophe or _APOSTROPHE)]
        )
        marked = words(data.omissions).replace("'", f"{_UNSETTLED}")
        self._omissions = re.compile(rf"(?<![\w]){marked}(?!\w)", re.IGNORECASE)
        self._has_omissions = bool(data.omissions)

    def set_letters(self, paragraph: Paragraph) -> None:
        """Set what can be no quotation mark: within words, and in angles."""
        for pattern, sign in _DEGREES:
            paragraph.sub(pattern, sign)
        for rule, new in self._rules:
            paragraph.sub(rule, new)
        if self._has_omissions:
            paragraph.sub(self._omissions, lambda match: re.sub(_UNSETTLED, _APOSTROPHE, match[0]))

    def omissions(self, paragraph: Paragraph) -> frozenset[int]:
        """The places of apostrophes before or after a word that lacks a letter: ’n’, ’tis."""
        if not self._has_omissions:
            return frozenset()
        return frozenset(
            place
            for match in self._omissions.finditer(paragraph.text)
            for place in range(match.start(), match.end())
        )

    def set_others(self, paragraph: Paragraph) -> None:
        """Set the marks that are half of no pair of quotation marks, and say which are doubtful."""
        untouchable = paragraph.untouchable()
        for match in (_DOUBTFUL if self._letters else _LONE).finditer(paragraph.text):
            if not any(match.start() < b and a < match.end() for a, b in untouchable):
                paragraph.doubts += self._doubts(paragraph, match)
        for rule, letter in _at_end(self._letters) if self._letters else ():
            paragraph.sub(rule, letter)
        paragraph.sub(_LONE, _lone)

    def _doubts(self, paragraph: Paragraph, match: re.Match[str]) -> Iterator[Doubt]:
        if self._letters:
            yield Doubt(
                match[0],
                phrase("the mark in «{word}» may be a letter's or a quotation mark", word=match[0]),
                phrase("type ʻ (U+02BB), ʼ (U+02BC) or a quotation mark"),
            )
            return
        before, after = match.string[: match.start()][-1:], match.string[match.end() :][:1]
        inside = before.isalnum() and after.isalnum()
        of_digits = after.isdigit() or inside  # the '90s, the 1990's
        possessive = self._at_end and (before.isalpha() or before == self._outer[1])
        if not of_digits and not possessive:
            word = paragraph.word(*match.span())
            yield Doubt(
                word,
                phrase("the mark in «{word}» may be an apostrophe or a quotation mark", word=word),
                phrase("type ’ (U+2019), or both quotation marks: {marks}", marks=self._outer),
            )


def _turned(letters: Letters) -> Iterator[_Rule]:
    after, marks = re.escape(letters.turned_after), f"[{TYPED_MARKS}]"
    signs = re.escape(letters.turned + letters.apostrophe)
    endings = words(word.removesuffix(letters.turned) for word in letters.turned_at_end)
    yield re.compile(rf"(?<=[{after}]){marks}(?={LETTER})"), letters.turned
    yield re.compile(rf"(?<!{LETTER})([{after}]){marks}(?=\.)"), rf"\1{letters.turned}"
    yield re.compile(rf"(?i:({endings})){marks}(?!{LETTER})"), rf"\1{letters.turned}"
    yield (
        re.compile(rf"(?<={LETTER})(?<![{after}{signs}]){marks}(?={LETTER})"),
        letters.apostrophe,
    )


def _at_end(letters: Letters) -> Iterator[_Rule]:
    """What a doubtful mark after a letter becomes."""
    after = re.escape(letters.turned_after)
    yield re.compile(rf"(?<=[{after}]){_UNSETTLED}"), letters.turned
    signs = re.escape(letters.turned + letters.apostrophe)
    yield re.compile(rf"(?<={LETTER})(?<![{signs}]){_UNSETTLED}"), letters.apostrophe


def _lone(match: re.Match[str]) -> str:
    before, after = match.string[: match.start()][-1:], match.string[match.end() :][:1]
    return _MINUTES if before.isdigit() and not after.isalnum() else _APOSTROPHE
