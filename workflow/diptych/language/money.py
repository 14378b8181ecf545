"""Sums of money: with scale words while these stay short and exact, else in all digits."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import msgspec

from diptych.errors import Phrase, ValueProblem, nearest, phrase
from diptych.language import data, transliteration
from diptych.language.cldr import Cldr, is_currency, minor_digits
from diptych.language.data import Language, Noun
from diptych.language.frames import Frames, amount_of
from diptych.language.inflection import Inflection, gender_of
from diptych.language.numerals import Numerals
from diptych.language.patterns import fill
from diptych.language.quantities import DIGITS, WORDS
from diptych.language.typography import Typesetter
from diptych.language.units import AnyUnit, Units
from diptych.values import EXACT, SCALES, Amount, Bound, Money, Range, Value

_THOUSANDS = 3  # digits
_SHORT_MANTISSA = 2  # decimals
_TOO_MANY = 1000
_SMALLEST_IMPLIED = SCALES["million"]
_DESCENDING = sorted(SCALES.values(), reverse=True)


class Sums:
    """Sums of money in one language."""

    def __init__(
        self,
        language: Language,
        cldr: Cldr,
        numerals: Numerals,
        inflection: Inflection,
        frames: Frames,
        typesetter: Typesetter,
    ) -> None:
        self._language = language
        self._typesetter = typesetter
        self._data = language.money
        self._first = language.cases[0]
        self._numerals = numerals
        self._inflection = inflection
        self._frames = frames
        self._units = Units(language, inflection)
        self._cldr = cldr
        self.role_words = (frames.names, ("full", "short"), (DIGITS, WORDS), ("abbr",))

    def say(self, value: Value, words: tuple[str, ...]) -> str:
        """A :class:`Money` in a role.

        Raises :class:`~diptych.errors.ValueProblem` for what is no currency, and for
        a sum that could only be written rounded.
        """
        assert isinstance(value, Money | Range | Bound)
        role, length, style, abbreviated = words
        sums = (value.start, value.end) if isinstance(value, Range) else (amount_of(value),)
        for each in sums:
            _refuse_small_change(each)
        if style == WORDS and isinstance(value, Range):
            raise ValueProblem(
                phrase("«{value}» cannot be written in words", value=value),
                phrase("leave «words» out of the role"),
            )
        layouts = _layouts(sums, digits=style == DIGITS)
        unit, sign = self._unit(_money(sums[0]).currency, short=length == "short")

        def quantity(ends: tuple[Amount, ...], case: str, *, alone: bool = False) -> str:
            numbers, scales = zip(*(layouts[end] for end in ends), strict=True)
            if alone and not sign:
                return self._numerals.digits_in(numbers, case)
            if style == WORDS:
                return self._in_words(_money(ends[-1]), unit, sign, case)
            return self._units.say(
                self._numerals.digits_in(numbers),
                numbers[-1],
                scales[-1],
                unit,
                case,
                sign=sign,
                short_scale=bool(abbreviated),
            )

        return self._frames.say(role, value, quantity, self._data.range)

    def _unit(self, code: str, *, short: bool) -> tuple[AnyUnit, str]:
        """The noun of a currency and its sign, if it has one.

        The noun is that of the language file, else that of the Common Locale Data Repository,
        else the ISO code, which never changes.
        """
        currency = self._language.currencies.get(code)
        if currency is not None:
            noun = currency.short if short and currency.short else currency.full
            sign = currency.short_sign if short and currency.short_sign else currency.sign
            return noun, sign
        if not is_currency(code):
            raise ValueProblem(
                phrase("«{code}» is no currency of ISO 4217", code=code),
                nearest(code, self._language.currencies),
            )
        names = self._names(code)
        if not names:
            return _Unchanging(code), f"{code}\u00a0" if self._data.sign_amount else ""
        if not self._inflection.takes_suffixes:
            return _Listed(self._language.code, names), ""
        (name,) = set(names.values())
        return Noun(one=(name,), possessive=" " in name), ""

    def _names(self, code: str) -> Mapping[str, str]:
        """The name of a currency by form, nothing where none is known in the language."""
        origin = transliteration.original(self._language.code)
        if origin is None:
            names = self._cldr.currency_names(code)
        else:
            other = Cldr(data.read(origin).babel).currency_names(code)
            names = {
                category: transliteration.derive(name, self._language.code)
                for category, name in other.items()
            }
        forms: dict[str, str] = {}
        for category, name in names.items():
            keys = self._inflection.category_keys(self._first, category)
            forms |= dict.fromkeys(keys, self._typesetter.typeset((name,))[0])
        return forms

    def _in_words(self, sum_: Money, unit: AnyUnit, sign: str, case: str) -> str:
        whole, minor = divmod(sum_.total, 1)
        # Where a case is a suffix, only the last word of the sum takes it: the currency.
        words_case = self._first if self._inflection.takes_suffixes else case
        parts = {
            "number": self._numerals.digits(EXACT.quantize(whole, Decimal(1))),
            "words": self._numerals.cardinal(int(whole), words_case, gender_of(unit)),
            "unit": self._inflection.counted(unit, case, whole),
            "sign": sign,
        }
        if not minor:
            return fill(self._data.sign_words if sign else self._data.words, parts.__getitem__)
        count = EXACT.scaleb(minor, minor_digits(sum_.currency))
        count = EXACT.quantize(count, Decimal(1))
        currency = self._language.currencies.get(sum_.currency)
        if currency is None or not currency.minor:
            raise ValueProblem(
                phrase(
                    "{currency} has no name for its smaller coin in {code}",
                    currency=sum_.currency,
                    code=self._language.code,
                ),
                phrase("leave «words» out of the role"),
            )
        # The smaller coin takes the case of the whole: it stands last.
        first = self._first if self._inflection.takes_suffixes else case
        parts |= {
            "total": self._numerals.digits(sum_.total),
            "unit": self._inflection.counted(unit, first, whole),
            "minor": f"{int(count):02}",
            "minor_words": self._numerals.cardinal(int(count), words_case),
            "minor_unit": self._inflection.counted(currency.minor, case, count),
        }
        pattern = self._data.sign_words_and_minor if sign else self._data.words_and_minor
        return fill(pattern, parts.__getitem__)


class _Unchanging(msgspec.Struct, frozen=True):
    """A unit that is written alike in every form."""

    text: str
    gender: str = ""

    def form(self, keys: tuple[str, ...]) -> str:
        """The text, whatever the form."""
        return self.text


class _Listed(msgspec.Struct, frozen=True):
    """A unit of which some forms are known."""

    language: str
    forms: Mapping[str, str]
    gender: str = ""

    def form(self, keys: tuple[str, ...]) -> str:
        """The first form of ``keys`` there is; raises :class:`ValueProblem` without any."""
        for key in keys:
            if key in self.forms:
                return self.forms[key]
        raise ValueProblem(
            phrase(
                "«{word}» has no form «{case}» in {code}",
                word=next(iter(self.forms.values())),
                case=keys[-1],
                code=self.language,
            ),
            phrase(
                "write a role that needs another form, or add the currency in {code}.toml",
                code=self.language,
            ),
        )


def _money(amount: Amount) -> Money:
    assert isinstance(amount, Money)
    return amount


def _refuse_small_change(amount: Amount) -> None:
    value = _money(amount)
    if _decimals(value.total) > minor_digits(value.currency):
        raise ValueProblem(
            phrase(
                "«{value}» has more decimals than {currency} has",
                value=value,
                currency=value.currency,
            ),
            _fewer(value),
        )


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


def _layouts(ends: tuple[Amount, ...], *, digits: bool) -> Mapping[Amount, tuple[Decimal, int]]:
    """The number to print for each sum, and the power of its scale word, or 0.

    Two sums without scale words of their own get the same one, or none.
    """
    sums = [_money(end) for end in ends]
    layouts: dict[Amount, tuple[Decimal, int]] = {
        end: (end.total, 0) if digits else _layout(end) for end in sums
    }
    written = {end.scale for end in sums}
    if len(written) == 1 and len({scale for _, scale in layouts.values()}) > 1:
        return {end: (end.total, 0) for end in sums}
    return layouts


def _layout(value: Money) -> tuple[Decimal, int]:
    """The number to print and the power of the scale word after it, or 0.

    The author's own scale word stays; without one, a whole sum from a million
    on gets the largest that leaves a number of at least 1. In either case only
    while that number has at most two decimals; else all digits are printed.
    """
    if value.scale:
        if _decimals(value.number) > _SHORT_MANTISSA:
            return value.total, 0
        return value.number, value.scale
    total = value.total
    if _decimals(total):
        return total, 0
    for power in _DESCENDING:
        if power >= _SMALLEST_IMPLIED and total >= 10**power:
            number = EXACT.normalize(EXACT.scaleb(total, -power))
            if number >= _TOO_MANY:
                return total, 0
            number = number if _decimals(number) else EXACT.quantize(number, Decimal(1))
            return (number, power) if _decimals(number) <= _SHORT_MANTISSA else (total, 0)
    return total, 0
