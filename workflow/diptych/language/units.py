"""A number with the scale word and the noun that it counts, as money and other units have them."""

from __future__ import annotations

from decimal import Decimal

from diptych.language.data import AnyNoun, Language, Noun
from diptych.language.inflection import Inflection, RegistryNoun
from diptych.language.patterns import fill
from diptych.values import SCALES

AnyUnit = AnyNoun | RegistryNoun
_WORDS = {power: word for word, power in SCALES.items()}


class Units:
    """Numbers with their units in one language."""

    def __init__(self, language: Language, inflection: Inflection) -> None:
        self._data = language.money
        self._scales = language.scales
        self._inflection = inflection

    def say(
        self,
        digits: str,
        number: Decimal,
        scale: int,
        unit: AnyUnit,
        case: str,
        *,
        sign: str = "",
        abbreviation: str = "",
        short_scale: bool = False,
    ) -> str:
        """``digits``, which write ``number``, with their scale word, if any, and ``unit``.

        ``scale`` is a power of ten; ``short_scale`` shortens its word. An ``abbreviation`` takes
        the place of the unit, and a ``sign`` does so where the language has signs.
        """
        if not scale:
            word = abbreviation or self._inflection.counted(unit, case, number)
            parts = {"number": digits, "sign": sign, "unit": word}
            pattern = self._data.sign_amount if sign else self._data.amount
            return fill(pattern, parts.__getitem__)
        noun = self._scales[_WORDS[scale]]
        # Where a case is a suffix, only the last word takes it: the unit.
        suffixed = self._inflection.takes_suffixes
        parts = {
            "number": digits,
            "sign": sign,
            "scale": self._inflection.form(noun)
            if suffixed
            else self._inflection.counted(noun, case, number),
            "unit": abbreviation
            or self._inflection.choose(
                unit, (case,) if suffixed else (self._data.unit_after_scale,)
            ),
        }
        if short_scale and isinstance(noun, Noun) and noun.abbr:
            parts["scale"] = noun.abbr
        return fill(self._data.sign_scaled if sign else self._data.scaled, parts.__getitem__)
