"""Counts: a number with the noun of what is counted, or of the unit it is measured in."""

from __future__ import annotations

from collections.abc import Callable

from diptych.errors import ValueProblem, nearest, phrase
from diptych.language.data import Language, Noun
from diptych.language.frames import Frames, amount_of
from diptych.language.inflection import Inflection, RegistryNoun, gender_of
from diptych.language.numerals import Numerals
from diptych.language.quantities import DIGITS, WORDS
from diptych.language.units import AnyUnit, Units
from diptych.values import Amount, Bound, Count, Range, Value

_BELOW_TEN = "words-below-ten"
_TEN = 10

RegistryNouns = Callable[[str], RegistryNoun | None]
"""Gives the noun of the registry that is called so, nothing where there is none."""


class Counts:
    """Counts in one language."""

    def __init__(
        self, language: Language, numerals: Numerals, inflection: Inflection, frames: Frames
    ) -> None:
        self._language = language
        self._first = language.cases[0]
        self._numerals = numerals
        self._inflection = inflection
        self._frames = frames
        self._units = Units(language, inflection)
        self.role_words = (frames.names, ("full", "abbr"), (DIGITS, WORDS, _BELOW_TEN))

    def say(self, value: Value, words: tuple[str, ...], nouns: RegistryNouns | None = None) -> str:
        """A :class:`Count` in a role, its noun being one of the language or of ``nouns``.

        Raises :class:`ValueProblem` for a role that does not fit and for an unknown noun.
        """
        assert isinstance(value, Count | Range | Bound)
        role, length, style = words
        counted = amount_of(value)
        assert isinstance(counted, Count)
        noun = self._noun(counted.noun, nouns)

        def quantity(ends: tuple[Amount, ...], case: str, *, alone: bool = False) -> str:
            return self._quantity(ends, case, noun, length, style, alone=alone)

        return self._frames.say(role, value, quantity, gender=gender_of(noun)[:1])

    def _quantity(
        self,
        ends: tuple[Amount, ...],
        case: str,
        noun: AnyUnit,
        length: str,
        style: str,
        *,
        alone: bool,
    ) -> str:
        counted = amount_of(ends[-1])
        assert isinstance(counted, Count)
        numbers = [end.number for end in ends]
        suffixed = self._inflection.takes_suffixes
        if style == WORDS or (style == _BELOW_TEN and numbers[-1] < _TEN and not counted.scale):
            # Where a case is a suffix, only the last word takes it: the noun.
            its_case = self._first if suffixed and not alone else case
            number = self._numerals.cardinals(numbers, its_case, gender_of(noun))
        else:
            number = self._numerals.digits_in(numbers, case if alone else "")
        if alone:
            return number
        short = length == "abbr" or (not length and not counted.scale)
        fits = short and (case == self._first or not suffixed)
        return self._units.say(
            number,
            numbers[-1],
            counted.scale,
            noun,
            case,
            abbreviation=noun.abbr if fits and isinstance(noun, Noun) else "",
            short_scale=length == "abbr",
        )

    def _noun(self, name: str, nouns: RegistryNouns | None) -> AnyUnit:
        known: AnyUnit | None = self._language.nouns.get(name)
        if known is None and nouns is not None:
            known = nouns(name)
        if known is None:
            raise ValueProblem(
                phrase(
                    "«{name}» is no noun that can be counted in {code}",
                    name=name,
                    code=self._language.code,
                ),
                phrase(
                    "{nearest}, or add it to the registry with its forms: nom, gen …",
                    nearest=nearest(name, self._language.nouns),
                ),
            )
        return known
