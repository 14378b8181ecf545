"""Values in typed prose: what the language files can say, they can recognise."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

import msgspec

from diptych.language import data
from diptych.language.cldr import Cldr
from diptych.language.data import AnyNoun, Language, Noun
from diptych.language.inflection import Inflection
from diptych.language.numerals import Numerals, roman
from diptych.values import SCALES

Kind = Literal["number", "percent", "scale", "month", "weekday", "currency"]

# Beyond this nobody types a Roman numeral or an ordinal in words.
_LAST_ROMAN, _LAST_ORDINAL = 40, 100
_ROUND = (100, 1000)  # words that mean other things as well: a face, a lot
_ROMAN = r"(?<![\w-])[IVXL]+(?![\w-]*[^\WIVXL\d-])"
_WORD = r"[^\W\d_]+(?:[\u02bb\u02bc'\u2019][^\W\d_]+)*"


class Mention(msgspec.Struct, frozen=True):
    """A value that a text states: what kind, how much, and as it is typed.

    ``value`` is a number, a month or weekday from 1, or a currency. ``certain`` is what can
    mean nothing else: digits, a Roman numeral.
    """

    kind: Kind
    value: Decimal | str
    text: str
    certain: bool


class _Numeral(msgspec.Struct, frozen=True):
    """A word for a number: its value, and whether it is an ordinal, which ends a number."""

    value: int
    ordinal: bool = False


class Recogniser:
    """Finds the values in the running text of one language."""

    def __init__(self, language: Language) -> None:
        cldr = Cldr(language.babel)
        inflection = Inflection(language, cldr)
        self._decimal = cldr.decimal
        self._inflection = inflection
        # Where these are letters of the alphabet, one of them alone is no numeral.
        self._spells_with_numerals = not {*"ivx"}.isdisjoint(language.alphabet)
        self._cases = (*language.cases, *(inflection.counted_forms))
        self._words: dict[str, tuple[Kind, Decimal | str]] = {}
        self._numerals = dict(self._number_words(language, Numerals(language, cldr, inflection)))
        self._scales = {
            form: 10 ** SCALES[name]
            for name, noun in language.scales.items()
            for form in self._forms(noun)
        }
        for key, forms in language.months.items():
            for number, form in enumerate(forms, 1):
                self._words[form] = ("month", Decimal(number))
                if key == language.cases[0]:
                    for other in self._forms(form):
                        self._words.setdefault(other, ("month", Decimal(number)))
        others = language.typed.weekdays or [()] * len(language.weekdays)
        for number, (day, forms) in enumerate(zip(language.weekdays, others, strict=True), 1):
            if day in language.typed.homographs:
                continue
            for form in (day, *self._forms(day), *forms):
                self._words.setdefault(form, ("weekday", Decimal(number)))
        for code, currency in language.currencies.items():
            for form in (*self._forms(currency.full), *self._forms(currency.short)):
                head = form.split()[-1] if inflection.takes_suffixes else form
                self._words.setdefault(head, ("currency", code))
        self._homographs = {*language.typed.homographs}
        self._joints = {"", *(j.strip() for j in (language.number.tens, language.number.hundreds))}
        # In Kazakh a quarter, behind a Roman numeral, is called as ninety is.
        self._parts = {form for noun in language.parts.values() for form in self._forms(noun)}
        self._half = language.typed.half
        numerals = "|".join(sorted(map(re.escape, self._numerals), key=len, reverse=True))
        endings = "|".join(language.typed.endings)
        self._ended = re.compile(rf"(?P<numeral>{numerals})(?:{endings})")
        self._by_sign = {
            sign: code
            for code, currency in language.currencies.items()
            for sign in (currency.sign, currency.short_sign)
            if sign
        }
        signs = "|".join(map(re.escape, sorted(self._by_sign, key=len, reverse=True)))
        mark = re.escape(self._decimal)
        # 1 234,5 and 1,234.5, but a day such as 28.08.2031 is three numbers.
        digits = (
            rf"(?<!\d)(?:\d{{1,3}}(?:[ \u00a0]\d{{3}})+(?:{mark}\d+)?"
            rf"|\d{{1,3}}(?:[.,]\d{{3}})+(?:[.,]\d+)?|\d+{mark}\d+)(?![.,]?\d)|\d+"
        )
        self._token = re.compile(
            f"(?P<number>{digits})|(?P<roman>{_ROMAN})|(?P<sign>{signs or '(?!)'})"
            f"|(?P<percent>%|{self._percent(language)})|(?P<word>{_WORD}\\.?)"
        )

    def _percent(self, language: Language) -> str:
        """The words for a percent as a pattern; whatever suffixes may follow."""
        forms = sorted(self._forms(language.percent.unit), key=len, reverse=True)
        words = "|".join("[ \u00a0]".join(map(re.escape, form.split())) for form in forms)
        suffixes = r"\w*" if self._inflection.takes_suffixes else r"\b"
        return rf"\b(?:{words}){suffixes}"

    def _is_numeral(self, letters: str) -> bool:
        return len(letters) > 1 or not self._spells_with_numerals

    def _forms(self, noun: AnyNoun) -> Iterator[str]:
        """Every form of ``noun`` that the language file gives or its suffixes make."""
        if not noun:
            return
        if isinstance(noun, Noun):
            yield from filter(None, (*noun.one, *noun.many, noun.paucal, noun.abbr))
        else:
            yield noun
        if self._inflection.takes_suffixes:
            for case in self._cases:
                yield self._inflection.form(noun, case)

    def _number_words(
        self, language: Language, numerals: Numerals
    ) -> Iterator[tuple[str, _Numeral]]:
        genders = language.ordinals.genders or ("",)
        cases = language.cases if language.ordinals.endings else ("",)
        for number in (int(key) for key in language.ordinals.words if int(key) <= _LAST_ORDINAL):
            for gender in genders:
                for case in cases:
                    word = numerals.ordinal(number, "plain", case, gender)
                    yield word, _Numeral(number, ordinal=True)
        for key, forms in language.cardinals.items():
            number = int(key.strip("=").partition(" ")[0])
            for form in forms:
                yield form, _Numeral(number)
            if self._inflection.takes_suffixes:
                for case in self._cases:
                    yield self._inflection.with_suffix(forms[0], case), _Numeral(number)

    def find(self, text: str) -> Iterator[Mention]:
        """The values that ``text`` states, in their order."""
        tokens = list(self._token.finditer(text))
        place = 0
        while place < len(tokens):
            mention, place = self._at(tokens, place)
            if mention is not None:
                yield mention

    def _at(self, tokens: list[re.Match[str]], place: int) -> tuple[Mention | None, int]:
        token = tokens[place]
        typed = token[0]
        match token.lastgroup:
            case "number":
                return self._quantity(tokens, place, place + 1, self._read(typed), certain=True)
            case "roman" if (value := _ROMANS.get(typed)) and self._is_numeral(typed):
                certain = len(typed) > 1  # else it may be a letter where numerals are letters
                return Mention("number", Decimal(value), typed, certain), place + 1
            case "sign":
                return Mention("currency", self._by_sign[typed], typed, certain=True), place + 1
            case "word":
                return self._word(tokens, place)
            case _:
                return None, place + 1

    def _word(self, tokens: list[re.Match[str]], place: int) -> tuple[Mention | None, int]:
        word = self._known(tokens[place][0])
        counted = place > 0 and tokens[place - 1].lastgroup == "roman" and word in self._parts
        if word in self._numerals and not counted:
            whole, end = self._number(tokens, place)
            value, end = self._with_half(tokens, whole, end)
            mention, last = self._quantity(tokens, place, end, value, certain=False)
            doubtful = word in self._homographs
            doubtful |= value in _ROUND and not self._goes_on(tokens, place)
            return (None, end) if doubtful and last == place + 1 else (mention, last)
        if word in self._scales:
            scale = Decimal(self._scales[word])
            return Mention("scale", scale, tokens[place][0], certain=False), place + 1
        if word in self._words:
            kind, what = self._words[word]
            return Mention(kind, what, tokens[place][0], certain=False), place + 1
        return None, place + 1

    def _goes_on(self, tokens: list[re.Match[str]], place: int) -> bool:
        """Whether the word at ``place`` goes on with a number: «две тысячи сто»."""
        if not place:
            return False
        before, here = tokens[place - 1], tokens[place]
        between = here.string[before.end() : here.start()].strip(" \u00a0")
        word = self._known(before[0])
        return not between and (word in self._scales or word in self._numerals)

    def _known(self, typed: str) -> str:
        """The spelling of a typed word under which it is known, if any is."""
        for word in (typed, typed.rstrip("."), typed.casefold(), typed.rstrip(".").casefold()):
            if word in self._numerals or word in self._scales or word in self._words:
                return word
        ended = self._ended.fullmatch(typed.casefold())
        return ended["numeral"] if ended else typed

    def _number(self, tokens: list[re.Match[str]], place: int) -> tuple[int, int]:
        """The number that the words from ``place`` on write, and where they end."""
        value, last = 0, 1000
        while place < len(tokens) and (word := self._known(tokens[place][0])) in self._numerals:
            numeral = self._numerals[word]
            if numeral.value == 100 and 0 < value < 10:  # two hundred
                value *= 100
            elif numeral.value >= last or (value and not _follows(last, numeral.value)):
                break
            else:
                value += numeral.value
            last = numeral.value
            place += 1
            if numeral.ordinal or place == len(tokens):
                break
            if tokens[place][0] in self._joints and place + 1 < len(tokens):
                place += self._known(tokens[place + 1][0]) in self._numerals
            elif (
                tokens[place]
                .string[tokens[place - 1].end() : tokens[place].start()]
                .strip(" -\u00a0")
            ):
                break
        return value, place

    def _with_half(self, tokens: list[re.Match[str]], whole: int, end: int) -> tuple[Decimal, int]:
        """``whole``, or half more where this is said behind it, and where that ends."""
        words = self._half.split()
        behind = [token[0] for token in tokens[end : end + len(words)]]
        if words and behind == words:
            return whole + Decimal("0.5"), end + len(words)
        return Decimal(whole), end

    def _quantity(
        self, tokens: list[re.Match[str]], start: int, end: int, value: Decimal, *, certain: bool
    ) -> tuple[Mention, int]:
        """A number with the scale word and the percent sign behind it."""
        kind: Kind = "number"
        if end < len(tokens) and (word := self._known(tokens[end][0])) in self._scales:
            value *= self._scales[word]
            end += 1
        if end < len(tokens) and tokens[end].lastgroup == "percent":
            kind = "percent"
            end += 1
        typed = tokens[start].string[tokens[start].start() : tokens[end - 1].end()]
        return Mention(kind, value.normalize(), typed, certain), end

    def _read(self, typed: str) -> Decimal:
        """A number in digits, grouped or not: the last of two kinds of marks is for decimals."""
        text = re.sub("[ \u00a0]", "", typed)
        marks = re.findall("[.,]", text)
        if not marks or (len(set(marks)) == 1 and marks[-1] != self._decimal):
            return Decimal(re.sub("[.,]", "", text))
        whole, _, decimals = text.rpartition(marks[-1])
        return Decimal(re.sub("[.,]", "", whole) + "." + decimals)


_ROMANS = {roman(number): number for number in range(1, _LAST_ROMAN + 1)}


def _follows(last: int, value: int) -> bool:
    """Whether a word for ``value`` goes on with a number that ``last`` is the last word of."""
    return (last >= 100 and value < 100) or (last % 10 == 0 and 10 <= last < 100 and value < 10)


@functools.cache
def recogniser(code: str) -> Recogniser:
    """The recogniser of the language ``code``; raises as :func:`diptych.language.data.read`."""
    return Recogniser(data.read(code))
