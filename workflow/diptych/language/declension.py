"""Proposed forms of names: what an editor is told to write where the registry lacks a form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

import msgspec

from diptych.language.data import Language
from diptych.language.inflection import Inflection
from diptych.language.names import Gender, PersonName, Word, derived, guessed, known
from diptych.language.russian import Russian


class _Declension(Protocol):
    """What declines names in one language; it gives nothing where it cannot."""

    def person(self, name: PersonName, gender: Gender, case: str) -> str:
        """The name of a person in ``case``."""
        ...

    def other(self, nominative: str, case: str, *, plural: bool) -> str:
        """The name of a body or a place, or a term, in ``case``."""
        ...


class Proposals:
    """Proposes forms of names in one language."""

    def __init__(self, language: Language, inflection: Inflection) -> None:
        self._language = language
        self._digraphs = language.typography.initials
        self._names = language.names
        self._declension = _declension(language, inflection)

    def derived(self, forms: Mapping[str, str]) -> Mapping[str, str]:
        """What follows from the parts of a person's name that ``forms`` has, beside its forms."""
        name = known(forms)
        return {} if name is None else derived(name, self._digraphs, self._names)

    def _with_prefix(self, form: str, name: str) -> str:
        """``name`` with what stands before it in ``form``, if it is of several words."""
        return f"{self._names.prefixed[form]}{name}" if " " in name else name

    def propose(
        self, forms: Mapping[str, str], role: str, *, person: bool = False, gender: Gender = ""
    ) -> str:
        """The form that a name may have in ``role``, for a person to look at; nothing if unknown.

        ``person`` says that it is the name of a person.
        """
        words = role.split()
        case = next((word for word in words if word in self._language.cases), "")
        plural = "pl" in words
        length = " ".join(word for word in words if word not in (case, "pl"))
        name: PersonName | None = None
        if person and "nom" in forms:
            name = known(forms) or guessed(forms["nom"], self._names)
        shortened: dict[str, str] = {}
        if name is not None:
            surname = name.plain if name.whole else name.family or name.plain
            shortened = derived(name, self._digraphs, self._names) | {"short": surname}
        stem = forms.get(length or "nom") or shortened.get(length, "")
        if not stem and name is None and length in self._names.prefixed:
            stem = self._with_prefix(length, forms.get("nom", ""))
        if _is_open(stem):
            return stem
        if case in ("", self._language.cases[0]) or not stem.strip():
            return "" if plural else stem
        if name is None:
            return self._declension.other(stem, case, plural=plural)
        if stem != name.plain:
            name = _only(stem, name)
        return "" if plural else self._declension.person(name, gender, case)


def _is_open(name: str) -> bool:
    """Whether a name is still to be written: it stands in brackets, and never changes."""
    return name.endswith("]")


def _only(stem: str, name: PersonName) -> PersonName:
    """The words of ``stem``, each as the part that it is of ``name``; initials never change."""
    parts = {word.text: word for word in name.words}
    words = tuple(parts.get(text, Word(text, "fixed")) for text in stem.split())
    return msgspec.structs.replace(name, words=words)


def _declension(language: Language, inflection: Inflection) -> _Declension:
    if language.names.declension == "russian":
        return Russian(language.names)
    return _Suffixed(language, inflection)


class _Suffixed:
    """Names whose last word takes a suffix, which is chosen by how it is heard."""

    def __init__(self, language: Language, inflection: Inflection) -> None:
        self._names = language.names
        self._cases = language.suffixes.forms if language.suffixes is not None else {}
        self._inflection = inflection

    def person(self, name: PersonName, gender: Gender, case: str) -> str:
        """The name of a person in ``case``; none where it ends in an initial."""
        return "" if name.plain.endswith(".") else self._with_suffix(name.plain, case, izafet=False)

    def other(self, nominative: str, case: str, *, plural: bool) -> str:
        """The name of a body or a place, or a term, in ``case``."""
        if plural:
            return ""
        return self._with_suffix(nominative, case, izafet=len(nominative.split()) > 1)

    def _with_suffix(self, name: str, case: str, *, izafet: bool) -> str:
        if added := self._names.added.get(case):
            return "" if name.endswith("s") else f"{name}{added}"
        *_, last = name.split()
        letters = last.rstrip('»”’)]"')
        if case not in self._cases or not letters[-1:].isalpha():
            return ""
        if _is_abbreviation(letters):
            read = letters in self._names.words
            word = self._heard(letters.lower()) if read else self._heard_letter(letters[-1])
            return f"{name}{self._names.joint}{self._inflection.suffix(letters, case, word)}"
        lower = letters.lower()
        endings = self._names.izafet + self._names.possessive if izafet else self._names.possessive
        possessive = lower.endswith(endings) and not lower.endswith(self._names.plain)
        like = self._heard(lower)
        if letters != last:  # a quotation mark or a bracket stands last
            suffix = self._inflection.suffix(letters, case, like, possessive=possessive)
            return f"{name}{self._names.joint}{suffix}"
        return self._inflection.with_suffix(name, case, like, possessive=possessive)

    def _heard(self, word: str) -> str:
        """A word with its ending as it sounds."""
        for ending, heard in self._names.heard.items():
            if word.endswith(ending):
                return word.removesuffix(ending) + heard
        return word

    def _heard_letter(self, letter: str) -> str:
        """How the name of a letter ends."""
        names = self._names.letters.items()
        return next((heard for heard, letters in names if letter in letters), letter.lower())


def _is_abbreviation(word: str) -> bool:
    """Whether a word ends as abbreviations do: БҰҰ, ҚазҰУ.

    >>> [_is_abbreviation(word) for word in ("БҰҰ", "ҚазҰУ", "Ұйым", "NATO")]
    [True, True, False, True]
    """
    return len(word) > 1 and word[-2:].isupper()
