"""What is taken from the Common Locale Data Repository: plural categories, signs, minor units."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from decimal import Decimal

from babel.core import Locale, UnknownLocaleError, get_global
from babel.numbers import get_currency_name

from diptych.errors import ValueProblem, phrase

# 1, 2, 5 and a fraction: each plural category of each language that Babel has but Arabic.
_ONE_OF_EACH_CATEGORY = (Decimal(1), Decimal(2), Decimal(5), Decimal("1.5"))
_NARROW_SPACES = str.maketrans({"\u202f": "\u00a0", "\u2009": "\u00a0"})


class Cldr:
    """The data of one Babel locale, such as ``uz_Cyrl``."""

    def __init__(self, name: str) -> None:
        try:
            self._locale = Locale.parse(name)
        except (UnknownLocaleError, ValueError) as error:
            raise ValueProblem(
                phrase("«{name}» is not a locale of Babel", name=name),
                phrase("write one it has as «babel»"),
            ) from error
        symbols = self._locale.number_symbols["latn"]
        self.decimal: str = symbols["decimal"]
        self.group: str = symbols["group"].translate(_NARROW_SPACES)

    def currency_names(self, code: str) -> Mapping[str, str]:
        """The name of a currency as it stands after a number, by plural category.

        Empty where the language has no name for it.
        """
        names = {
            self.plural(number): get_currency_name(code, number, self._locale)
            for number in _ONE_OF_EACH_CATEGORY
        }
        return {} if code in names.values() else names

    def plural(self, number: Decimal) -> str:
        """The plural category of a number as it is written, its trailing zeros included."""
        return str(self._locale.plural_form(number))


def is_currency(code: str) -> bool:
    """Whether ISO 4217 has, or had, a currency ``code``; metals, tests and «none» are not."""
    unions = {"XAF", "XCD", "XOF", "XPF"}
    return code in get_global("all_currencies") and (code[0] != "X" or code in unions)


@functools.cache
def minor_digits(currency: str) -> int:
    """How many decimals a sum in ``currency`` may have."""
    fractions = get_global("currency_fractions")
    digits: int = fractions.get(currency, fractions["DEFAULT"])[0]
    return digits
