"""Forms of words: from a list of forms, or by suffixes chosen by how a word ends and sounds."""

from __future__ import annotations

import functools
from decimal import Decimal
from typing import Protocol

from diptych.errors import ValueProblem, phrase
from diptych.language.cldr import Cldr
from diptych.language.data import AnyNoun, Language, Noun, Suffixes


class RegistryNoun(Protocol):
    """A noun of the registry."""

    @property
    def gender(self) -> str:
        """Its gender, empty where nothing is said."""
        ...

    def form(self, keys: tuple[str, ...]) -> str:
        """The first form among ``keys`` that it has; raises :class:`ValueProblem` without any."""
        ...


class Inflection:
    """The forms of words in one language."""

    def __init__(self, language: Language, cldr: Cldr) -> None:
        self._language = language
        self._cldr = cldr
        self._suffixes = language.suffixes
        self._first = language.cases[0]
        self._months: dict[tuple[int, str], str] = {}

    @property
    def takes_suffixes(self) -> bool:
        """Whether cases are suffixes here, so that digits can have them, too."""
        return self._suffixes is not None

    @functools.cached_property
    def counted_cases(self) -> tuple[str, ...]:
        """The cases that a number with its noun has."""
        if self.takes_suffixes:
            return self._language.cases
        return tuple(case for case in self._language.cases if case in self._language.counting)

    @functools.cached_property
    def counted_forms(self) -> tuple[str, ...]:
        """Those cases, and the suffixes that are none: «attr» in «тамыздағы»."""
        suffixes = self._suffixes.forms if self._suffixes is not None else ()
        return tuple(dict.fromkeys((*self.counted_cases, *suffixes)))

    def form(self, noun: AnyNoun, key: str = "") -> str:
        """The form ``key`` of ``noun``: a case, or a case and ``pl``; the first case by default."""
        key = key or self._first
        if isinstance(noun, str):
            return noun if self._suffixes is None else self.with_suffix(noun, key)
        if (listed := self._listed(noun, key)) is not None:
            return listed
        return self.with_suffix(noun.one[0], key, noun.like, possessive=noun.possessive)

    def _listed(self, noun: Noun, key: str) -> str | None:
        if key == "paucal":
            return noun.paucal or None
        case, _, number = key.partition(" ")
        forms = noun.many if number else noun.one
        if case in self._language.cases:
            place = self._language.cases.index(case)
            if place < len(forms):
                return forms[place]
        return None

    def counted(self, noun: AnyNoun | RegistryNoun, case: str, number: Decimal) -> str:
        """The form of ``noun`` after ``number`` when the whole stands in ``case``."""
        return self.choose(noun, self.counted_keys(case, number, gender_of(noun)))

    def choose(self, noun: AnyNoun | RegistryNoun, keys: tuple[str, ...]) -> str:
        """The first form among ``keys`` that ``noun`` has; the last of them it must have."""
        if isinstance(noun, Noun):
            for key in keys[:-1]:
                if (listed := self._listed(noun, key)) is not None:
                    return listed
        if isinstance(noun, str | Noun):
            return self.form(noun, keys[-1])
        return noun.form(keys)

    def counted_keys(self, case: str, number: Decimal, gender: str = "") -> tuple[str, ...]:
        """The forms that a noun may have after ``number``, the last being the one it must have.

        The whole stands in ``case``; ``gender`` is that of the noun.
        """
        exact, category = f"={number:f}", self._cldr.plural(number)
        counting = self._language.counting.get(f"{case} {gender}", {})
        return self.category_keys(case, exact if exact in counting else category, gender)

    def category(self, number: Decimal) -> str:
        """The plural category of ``number``."""
        return self._cldr.plural(number)

    def category_keys(self, case: str, category: str, gender: str = "") -> tuple[str, ...]:
        """As :meth:`counted_keys` for the plural category of a number, or «=2» for one number."""
        counting = self._language.counting
        forms = counting.get(f"{case} {gender}", counting.get(case))
        if forms is None:
            return (case,)
        return tuple(forms.get(category, forms["other"]).split("|"))

    def month(self, number: int, key: str = "") -> str:
        """The name of month 1 to 12 in the form ``key``."""
        key = key or self._first
        name = self._months.get((number, key))
        if name is None:
            forms = self._language.months.get(key)
            name = (
                forms[number - 1]
                if forms
                else self.with_suffix(self._language.months[self._first][number - 1], key)
            )
            self._months[number, key] = name
        return name

    def with_suffix(self, word: str, case: str, like: str = "", *, possessive: bool = False) -> str:
        """``word`` with the suffix of ``case``; raises as :meth:`suffix`."""
        if case == self._first:
            return word
        suffix = self.suffix(word, case, like, possessive=possessive)
        if self._suffixes is not None and self._suffixes.dropped:
            word = word.removesuffix(self._suffixes.dropped)
        return word + suffix

    def suffix(self, word: str, case: str, like: str = "", *, possessive: bool = False) -> str:
        """The suffix of ``case`` that ``word`` takes, or ``like`` where that is given.

        Raises :class:`~diptych.errors.ValueProblem` if the language has no such suffix.
        """
        rules = self._suffixes
        forms = rules.forms.get(case) if rules is not None else None
        if rules is None or forms is None:
            raise ValueProblem(
                phrase(
                    "«{word}» has no form «{case}» in {code}",
                    word=word,
                    case=case,
                    code=self._language.code,
                ),
                phrase("add it in {file}", file=self._language.file),
            )
        model = like or word
        ending = "possessive" if possessive else _ending(model, rules)
        by_vowel = forms.get(ending, forms["other"]).split("/")
        return by_vowel[min(_vowels(model, rules), len(by_vowel) - 1)]


def gender_of(noun: AnyNoun | RegistryNoun) -> str:
    """The gender of ``noun``, empty where nothing is said."""
    return "" if isinstance(noun, str) else noun.gender


def _ending(word: str, rules: Suffixes) -> str:
    heard = word.rstrip(rules.silent) or word if rules.silent else word
    return next((name for name, letters in rules.endings.items() if heard[-1] in letters), "other")


def _vowels(word: str, rules: Suffixes) -> int:
    """The class of the last vowel of ``word``; the first one for a word without any."""
    for letter in reversed(word.lower()):
        for number, letters in enumerate(rules.vowels):
            if letter in letters:
                return number
    return 0
