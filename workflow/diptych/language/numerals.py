"""Numbers in digits and in words, with case, gender and suffix; ordinals."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from diptych.errors import ValueProblem, phrase
from diptych.language.cldr import Cldr
from diptych.language.data import NO_BREAK, Language, Noun
from diptych.language.inflection import Inflection
from diptych.language.patterns import fill
from diptych.values import SCALES

_LIMIT = 10**15
_MAX_ORDINAL = 1000
_MINUS = "\u2212"
_RANGE = "\u2013"
_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L")),
    *((40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
_MAX_ROMAN = 3999
_DESCENDING = sorted(((10**power, word) for word, power in SCALES.items()), reverse=True)


class Numerals:
    """The numbers of one language."""

    def __init__(self, language: Language, cldr: Cldr, inflection: Inflection) -> None:
        self._language = language
        self._cldr = cldr
        self._inflection = inflection
        self._first = language.cases[0]

    # --- digits -------------------------------------------------------------------

    def digits(self, number: Decimal) -> str:
        """``number`` with every digit that it has."""
        whole, point, decimals = f"{abs(number):f}".partition(".")
        if len(whole) >= self._language.number.grouping_from:
            whole = f"{int(whole):,}".replace(",", self._cldr.group)
        sign = _MINUS if number.is_signed() and number else ""
        return sign + whole + (self._cldr.decimal + decimals if point else "")

    def digits_in(self, numbers: Sequence[Decimal], case: str = "") -> str:
        """A number, or the first and last of a range, in digits in ``case``.

        A language with suffixes writes one after the last.
        """
        digits = _RANGE.join(map(self.digits, numbers))
        if case in ("", self._first) or not self._inflection.takes_suffixes:
            return digits
        _, point, decimals = f"{abs(numbers[-1]):f}".partition(".")
        last = int(decimals) if point else int(abs(numbers[-1]))
        return self.attached(digits, last, case)

    def attached(self, digits: str, last: int, case: str) -> str:
        """``digits``, read with the number ``last`` at their end, with the suffix of ``case``."""
        if case == self._first:
            return digits
        numeral = self.cardinal(last).rpartition(" ")[2]
        parts = {"number": digits, "suffix": self._inflection.suffix(numeral, case)}
        return fill(self._language.number.suffix, parts.__getitem__)

    # --- words --------------------------------------------------------------------

    def cardinals(self, numbers: Sequence[Decimal], case: str = "", gender: str = "") -> str:
        """As :meth:`digits_in`, in words; raises as :meth:`cardinal`."""
        *before, last = (whole_number(number, number) for number in numbers)
        words = [self.cardinal(number, gender=gender) for number in before]
        if not self._inflection.takes_suffixes:
            words = [self.cardinal(number, case, gender) for number in before]
        return f"{NO_BREAK}{_RANGE} ".join([*words, self.cardinal(last, case, gender)])

    def cardinal(self, number: int, case: str = "", gender: str = "") -> str:
        """``number``, not negative, in words.

        ``gender`` is a key that the table of cardinals has behind a number: «1 f», or for the
        whole number only, «=2 animate».

        Raises :class:`~diptych.errors.ValueProblem` from 10 ** 15 on.
        """
        if not 0 <= number < _LIMIT:
            raise ValueProblem(
                phrase("{number} cannot be written in words", number=number),
                phrase("leave «words» out"),
            )
        case = case or self._first
        if self._inflection.takes_suffixes and case != self._first:
            return self._inflection.with_suffix(self.cardinal(number, "", gender), case)
        if number == 0:
            return self._word(0, case)
        if (alone := self._language.cardinals.get(f"={number} {gender}")) is not None:
            return alone[self._language.cases.index(case)]
        parts = []
        rest = number
        for power, word in _DESCENDING:
            count, rest = divmod(rest, power)
            if count:
                scale = self._language.scales[word]
                its_gender = scale.gender if isinstance(scale, Noun) else ""
                counted = self._inflection.counted(scale, case, Decimal(count))
                parts.append(f"{self._below_thousand(count, case, its_gender)} {counted}")
        joiner = " " if rest >= 100 or not rest else self._language.number.hundreds
        head = " ".join(parts)
        if not rest:
            return head
        tail = self._below_thousand(rest, case, gender)
        return f"{head}{joiner}{tail}" if head else tail

    def _below_thousand(self, number: int, case: str, gender: str) -> str:
        hundreds, rest = divmod(number, 100)
        if not hundreds:
            return self._below_hundred(rest, case, gender)
        head = self._hundreds(hundreds, case)
        if not rest:
            return head
        return head + self._language.number.hundreds + self._below_hundred(rest, case, gender)

    def _hundreds(self, count: int, case: str) -> str:
        if str(count * 100) in self._language.cardinals and count > 1:
            return self._word(count * 100, case)
        hundred = self._word(100, case)
        if count == 1 and not self._language.number.one_hundred:
            return hundred
        return f"{self._word(count, case)} {hundred}"

    def _below_hundred(self, number: int, case: str, gender: str) -> str:
        if str(number) in self._language.cardinals:
            return self._word(number, case, gender)
        units = number % 10
        joiner = self._language.number.tens
        return self._word(number - units, case) + joiner + self._word(units, case, gender)

    def _word(self, number: int, case: str, gender: str = "") -> str:
        table = self._language.cardinals
        forms = table.get(f"{number} {gender}") or table[str(number)]
        place = self._language.cases.index(case)
        return forms[place] if place < len(forms) else forms[0]

    # --- ordinals -----------------------------------------------------------------

    def ordinal(self, number: int, role: str, case: str = "", gender: str = "") -> str:
        """The ordinal of ``number`` as the pattern of ``role`` has it: plain, digits or suffix.

        Raises :class:`~diptych.errors.ValueProblem` for words from 1001 on.
        """
        data = self._language.ordinals
        pattern = {"plain": data.plain, "digits": data.digits, "suffix": data.suffix}[role]
        if role == "digits" and "{ending}" not in pattern:
            return fill(pattern, {"number": str(number)}.__getitem__)
        if "{word}" in pattern and number > _MAX_ORDINAL:
            raise ValueProblem(
                phrase("the ordinal of {number} cannot be written in words", number=number),
                phrase("write the role «digits»"),
            )
        read = (number - 1) % _MAX_ORDINAL + 1
        word, ending = self._ordinal_word(read, case or self._first, gender or data.gender)
        parts = {"number": str(number), "word": word, "ending": ending}
        return fill(pattern, parts.__getitem__)

    def _ordinal_word(self, number: int, case: str, gender: str) -> tuple[str, str]:
        data = self._language.ordinals
        head, last = self._ordinal_parts(number)
        stem, _, ending = data.words[last].partition("|")
        if ending in data.endings:
            forms = data.endings[ending][gender]
            linking, _, ending = forms[self._language.cases.index(case)].partition("|")
            stem += linking
        return head + stem + ending, ending

    def _ordinal_parts(self, number: int) -> tuple[str, str]:
        """The words before the last one, joined to it, and the key of the last one."""
        words = self._language.ordinals.words
        rest = number % 100
        if rest == 0:
            if str(number) in words:
                return "", str(number)
            return f"{self._word(number // 100, self._first)} ", "100"
        last = rest if str(rest) in words else rest % 10
        before = ""
        if number > rest:
            before = self._hundreds(number // 100, self._first) + self._language.number.hundreds
        if last != rest:
            before += self._word(rest - last, self._first) + self._language.number.tens
        return before, str(last)


def roman(number: int) -> str:
    """``number``, from 1, in Roman numerals; raises :class:`ValueProblem` from 4000 on.

    >>> roman(21)
    'XXI'
    """
    if number > _MAX_ROMAN:
        raise ValueProblem(
            phrase("{number} cannot be written in Roman numerals", number=number),
            phrase("write the role «digits»"),
        )
    written = ""
    for value, numeral in _ROMAN:
        count, number = divmod(number, value)
        written += numeral * count
    return written


def whole_number(number: Decimal, value: object) -> int:
    """``number`` as an integer; raises :class:`ValueProblem` about ``value`` if it is none."""
    if number != int(number) or number < 0:
        raise ValueProblem(
            phrase("«{value}» cannot be written in words", value=value),
            phrase("leave «words» out of the role"),
        )
    return int(number)
