"""Forms of words: from a list of forms, or by suffixes chosen by how a word ends and sounds."""

from __future__ import annotations

import functools
from decimal import Decimal

from diptych.errors import ValueProblem, phrase
from diptych.language.cldr import Cldr
from diptych.language.data import AnyNoun, Language, Noun, Suffixes


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

    def counted(self, noun: AnyNoun, case: str, number: Decimal) -> str:
        """The form of ``noun`` after ``number`` when the whole stands in ``case``."""
        by_category = self._language.counting.get(case)
        if by_category is None:
            return self.form(noun, case)
        category = self._cldr.plural(number)
        *preferred, key = by_category.get(category, by_category["other"]).split("|")
        if isinstance(noun, Noun):
            for choice in preferred:
                if (listed := self._listed(noun, choice)) is not None:
                    return listed
        return self.form(noun, key)

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
        hard, _, soft = forms.get(ending, forms["other"]).partition("/")
        return soft if soft and _is_soft(model, rules) else hard


def _ending(word: str, rules: Suffixes) -> str:
    heard = word.rstrip(rules.silent) or word if rules.silent else word
    return next((name for name, letters in rules.endings.items() if heard[-1] in letters), "other")


def _is_soft(word: str, rules: Suffixes) -> bool:
    for letter in reversed(word.lower()):
        if letter in rules.hard:
            return False
        if letter in rules.soft:
            return True
    return False
