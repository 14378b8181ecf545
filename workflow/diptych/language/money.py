"""Sums of money: with scale words while these stay short and exact, else in all digits."""

from __future__ import annotations

from decimal import Decimal

from diptych.errors import Phrase, ValueProblem, nearest, phrase
from diptych.language.cldr import is_currency, minor_digits
from diptych.language.data import AnyNoun, Currency, Language, Noun
from diptych.language.inflection import Inflection
from diptych.language.numerals import Numerals
from diptych.language.patterns import fill
from diptych.language.quantities import DIGITS, WORDS, Frames, whole_number
from diptych.values import EXACT, SCALES, Money, Value

_THOUSANDS = 3  # digits
_SHORT_MANTISSA = 2  # decimals
_TOO_MANY = 1000
_SMALLEST_IMPLIED = SCALES["million"]
_DESCENDING = sorted(SCALES.items(), key=lambda scale: -scale[1])


class Sums:
    """Sums of money in one language."""

    def __init__(
        self, language: Language, numerals: Numerals, inflection: Inflection, frames: Frames
    ) -> None:
        self._language = language
        self._data = language.money
        self._first = language.cases[0]
        self._numerals = numerals
        self._inflection = inflection
        self._frames = frames
        self.role_words = (frames.names, ("full", "short"), (DIGITS, WORDS))

    def say(self, value: Value, words: tuple[str, ...]) -> str:
        """A :class:`Money` in a role.

        Raises :class:`~diptych.errors.ValueProblem` for what is no currency, and for
        a sum that could only be written rounded.
        """
        assert isinstance(value, Money)
        role, length, style = words
        currency = self._currency(value.currency)
        total = value.total
        if _decimals(total) > minor_digits(value.currency):
            raise ValueProblem(
                phrase(
                    "«{value}» has more decimals than {currency} has",
                    value=value,
                    currency=value.currency,
                ),
                _fewer(value),
            )
        short = length == "short"
        unit = currency.short if short and currency.short else currency.full
        sign = currency.short_sign if short and currency.short_sign else currency.sign
        if style == WORDS:
            whole = whole_number(total, value)
            return self._frames.say(role, lambda case: self._in_words(whole, unit, sign, case))
        number, scale = (total, "") if style == DIGITS else _layout(value)
        return self._frames.say(role, lambda case: self._amount(number, scale, unit, sign, case))

    def _currency(self, code: str) -> Currency:
        """The currency as the language file names it, else its ISO code, which never changes."""
        currency = self._language.currencies.get(code)
        if currency is not None:
            return currency
        if not is_currency(code):
            raise ValueProblem(
                phrase("«{code}» is no currency of ISO 4217", code=code),
                nearest(code, self._language.currencies),
            )
        forms = (code,) * len(self._language.cases)
        sign = f"{code}\u00a0" if self._data.sign_amount else ""
        return Currency(full=Noun(one=forms, many=forms, paucal=code), sign=sign)

    def _amount(self, number: Decimal, scale: str, unit: AnyNoun, sign: str, case: str) -> str:
        digits = self._numerals.digits(number)
        if not scale:
            pattern = self._data.sign_amount if sign else self._data.amount
            parts = {"number": digits, "sign": sign, "unit": self._unit(unit, number, case)}
            return fill(pattern, parts.__getitem__)
        noun = self._language.scales[scale]
        if self._inflection.takes_suffixes:
            scale_word, unit_word = self._inflection.form(noun), self._inflection.form(unit, case)
        else:
            scale_word = self._inflection.counted(noun, case, number)
            unit_word = self._inflection.form(unit, self._data.unit_after_scale)
        pattern = self._data.sign_scaled if sign else self._data.scaled
        parts = {"number": digits, "scale": scale_word, "unit": unit_word, "sign": sign}
        return fill(pattern, parts.__getitem__)

    def _in_words(self, whole: int, unit: AnyNoun, sign: str, case: str) -> str:
        gender = unit.gender if isinstance(unit, Noun) else ""
        # Where a case is a suffix, only the last word of the sum takes it: the currency.
        words_case = self._first if self._inflection.takes_suffixes else case
        parts = {
            "number": self._numerals.digits(Decimal(whole)),
            "words": self._numerals.cardinal(whole, words_case, gender),
            "unit": self._unit(unit, Decimal(whole), case),
            "sign": sign,
        }
        return fill(self._data.sign_words if sign else self._data.words, parts.__getitem__)

    def _unit(self, unit: AnyNoun, number: Decimal, case: str) -> str:
        return self._inflection.counted(unit, case, number)


def _fewer(value: Money) -> Phrase:
    """What to write for a sum with too many decimals, which may be thousands: ``1.234 USD``."""
    allowed = minor_digits(value.currency)
    if value.scale or _decimals(value.number) != _THOUSANDS:
        return phrase("write at most {minor_digits} of them", minor_digits=allowed)
    return phrase(
        "write at most {minor_digits} of them, or {sum} if thousands are meant",
        minor_digits=allowed,
        sum=Money(value.number.scaleb(_THOUSANDS), value.currency),
    )


def _decimals(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int)
    return max(0, -exponent)


def _layout(value: Money) -> tuple[Decimal, str]:
    """The number to print and the scale word after it, or none.

    The author's own scale word stays; without one, a whole sum from a million
    on gets the largest that leaves a number of at least 1. In either case only
    while that number has at most two decimals; else all digits are printed.
    """
    if value.scale:
        if _decimals(value.number) > _SHORT_MANTISSA:
            return value.total, ""
        return value.number, next(word for word, power in _DESCENDING if power == value.scale)
    total = value.total
    if _decimals(total):
        return total, ""
    for word, power in _DESCENDING:
        if power >= _SMALLEST_IMPLIED and total >= 10**power:
            number = EXACT.normalize(EXACT.scaleb(total, -power))
            if number >= _TOO_MANY:
                return total, ""
            number = number if _decimals(number) else EXACT.quantize(number, Decimal(1))
            return (number, word) if _decimals(number) <= _SHORT_MANTISSA else (total, "")
    return total, ""
