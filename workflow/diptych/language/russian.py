"""Russian names in their cases, as Pytrovich and Pymorphy have them; both load when asked for."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from itertools import takewhile
from typing import Any

from diptych.language.data import Names
from diptych.language.names import Gender, PersonName, Word, gender

# The cases as Pytrovich and as Pymorphy call them.
_CASES = {
    "gen": ("GENITIVE", "gent"),
    "dat": ("DATIVE", "datv"),
    "acc": ("ACCUSATIVE", "accs"),
    "ins": ("INSTRUMENTAL", "ablt"),
    "pre": ("PREPOSITIONAL", "loct"),
}
_PARTS = {"given": "FIRSTNAME", "family": "LASTNAME", "patronymic": "MIDDLENAME"}

# What Pytrovich takes for Russian: names of men that lose no vowel (Ермека), or are no
# Russian surnames (Мухриддином), and names of women in a soft sign (Айгули).
_REGULAR = {"given": ("ек",), "family": ("ддин",)}
_HARD = {"gen": "а", "dat": "у", "acc": "а", "ins": "ом", "pre": "е"}
_SOFT = {"gen": "и", "dat": "и", "acc": "ь", "ins": "ью", "pre": "и"}


class Russian:
    """Declines names of people by rules, and other names by a dictionary."""

    def __init__(self, names: Names) -> None:
        self._names = names

    def person(self, name: PersonName, who: Gender, case: str) -> str:
        """The name of a person in ``case``."""
        who = who or gender(name, self._names) or _detected(name)
        return " ".join(_person_word(word, who, case) for word in name.words)

    def other(self, nominative: str, case: str, *, plural: bool) -> str:
        """The name in ``case``: its first noun, the adjectives before it, what «и» adds to both."""
        words = nominative.split()
        end = _decline_phrase(words, 0, case, plural=plural)
        if 0 < end < len(words) and nominative.split()[end - 1].lower() in self._names.apposed:
            end = _decline_phrase(words, end, case, plural=plural)
        while 0 < end < len(words) - 1 and words[end] == "и":
            further = _decline_phrase(words, end + 1, case, plural=plural)
            if not further:
                break
            end = further
        return " ".join(words) if end else ""


def is_genitive(word: str) -> bool:
    """Whether ``word`` may be a noun, or what stands before one, in the genitive."""
    kinds = ("NOUN", "ADJF", "PRTF")
    return any(
        parse.tag.POS in kinds and "gent" in parse.tag and parse.is_known for parse in _parses(word)
    )


# --- people ---------------------------------------------------------------------------


def _person_word(word: Word, who: Gender, case: str) -> str:
    *before, last = word.text.split("-")
    if word.part == "fixed" or not last:
        return word.text
    if word.part == "given":  # Касым-Жомарта, but Анны-Марии
        before = [_piece(p, word.part, who, case) if p[-1:] in ("а", "я") else p for p in before]
    else:
        before = [_piece(piece, word.part, who, case) for piece in before]
    return "-".join([*before, _piece(last, word.part, who, case)])


def _piece(text: str, part: str, who: Gender, case: str) -> str:
    if not text:
        return text
    if who == "m" and text.endswith(_REGULAR.get(part, ())):
        return text + _HARD[case]
    if who == "f" and part == "given" and text.endswith("ь"):
        return text[:-1] + _SOFT[case]
    from pytrovich import enums

    gender_ = enums.Gender.FEMALE if who == "f" else enums.Gender.MALE
    pytrovich_case = enums.Case[_CASES[case][0]]
    declined = str(_maker().make(enums.NamePart[_PARTS[part]], gender_, pytrovich_case, text))
    return _spelled(declined, text)


def _spelled(declined: str, nominative: str) -> str:
    """``declined`` as it is spelled after ж, ш, ч, щ, and with ё only where ``nominative`` has it.

    >>> _spelled("Джорджы", "Джорджа"), _spelled("Олешой", "Олеша"), _spelled("Ильёй", "Илья")
    ('Джорджи', 'Олешей', 'Ильей')
    """
    declined = re.sub("(?<=[жшчщгкх])ы$", "и", declined)
    if nominative[-1] == "а":
        declined = re.sub("(?<=[жшчщц])ой$", "ей", declined)
    return declined if "ё" in nominative else declined.replace("ё", "е")


@functools.cache
def _maker() -> Any:
    from pytrovich.maker import PetrovichDeclinationMaker

    return PetrovichDeclinationMaker()


def _detected(name: PersonName) -> Gender:
    """The gender that the given name is usual for; that of men where it is not known."""
    from pytrovich.detector import PetrovichGenderDetector
    from pytrovich.enums import Gender as Known

    given = name.given.split()
    if not given:
        return "m"
    detector: Any = PetrovichGenderDetector()
    found = detector.detect(firstname=given[0])
    soft = found is not Known.MALE and given[0][-1] in "ая"
    return "f" if found is Known.FEMALE or soft else "m"


# --- bodies, places, terms ----------------------------------------------------------------


@functools.cache
def _analyzer() -> Any:
    import pymorphy3

    return pymorphy3.MorphAnalyzer(lang="ru")


def _decline_phrase(words: list[str], start: int, case: str, *, plural: bool) -> int:
    """Decline the noun of ``words`` from ``start`` on with what agrees with it; returns its end.

    The end is 0, and nothing is declined, where there is no such noun.
    """
    head, noun = _head(words, start)
    if noun is None:
        return 0
    number = "plur" if plural else noun.tag.number or "sing"
    wanted = {_CASES[case][1], number}
    declined = noun.inflect(wanted | ({"inan"} if case == "acc" and "ADJF" in noun.tag else set()))
    if declined is None:
        return 0
    agreeing = set(wanted)
    if number == "sing" and noun.tag.gender:
        agreeing.add(noun.tag.gender)
    if case == "acc" and noun.tag.animacy and (number == "plur" or noun.tag.gender == "masc"):
        agreeing.add(noun.tag.animacy)
    adjectives = []
    for word in words[start:head]:
        if word == "и":  # Чрезвычайный и Полномочный Посол
            adjectives.append(word)
            continue
        adjective = _inflected_adjective(word, agreeing)
        if adjective is None:
            return 0
        adjectives.append(adjective)
    # A name that no dictionary has is taken for that of a place: в Шымкент.
    same = case == "acc" and number == "sing" and noun.tag.gender == "masc" and not noun.is_known
    last = words[head] if same else _like(words[head], declined.word)
    words[start : head + 1] = [*adjectives, last]
    return head + 1


def _head(words: list[str], start: int) -> tuple[int, Any]:
    """The first noun in the nominative from ``start`` on, if nothing but adjectives precedes it."""
    for place in range(start, len(words)):
        if words[place] == "и" and place > start:
            continue
        nouns = [p for p in _parses(words[place]) if "NOUN" in p.tag and "nomn" in p.tag]
        following = _parses(words[place + 1]) if place + 1 < len(words) else ()
        if _is_adjective(words[place]) and (not nouns or _agrees(nouns[0], following)):
            continue
        return place, nouns[0] if nouns else None
    # An adjective stands for a noun: «английский», a language.
    adjectives = [p for p in _parses(words[-1]) if "ADJF" in p.tag and "nomn" in p.tag]
    return len(words) - 1, adjectives[0] if adjectives else None


def _agrees(noun: Any, following: Iterable[Any]) -> bool:
    """Whether a word that may be ``noun`` is an adjective, as what follows can be its noun."""
    return any(
        "nomn" in p.tag and ("NOUN" in p.tag or "ADJF" in p.tag) and p.tag.gender == noun.tag.gender
        for p in following
    )


def _is_adjective(word: str) -> bool:
    last = word.rpartition("-")[2]
    return any("nomn" in p.tag and ("ADJF" in p.tag or "PRTF" in p.tag) for p in _parses(last))


def _inflected_adjective(word: str, wanted: set[str]) -> str | None:
    before, hyphen, last = word.rpartition("-")
    for parse in _parses(last):
        if "nomn" in parse.tag and ("ADJF" in parse.tag or "PRTF" in parse.tag):
            # The superlative of «высокий» is both «высший» and «высочайший».
            forms = [form.word for form in parse.lexeme if _fits(form, parse, wanted)]
            if not forms:
                return None
            alike = max(forms, key=lambda form: _common(form, last.lower()))
            return before + hyphen + _like(last, alike)
    return None


def _fits(form: Any, parse: Any, wanted: set[str]) -> bool:
    """Whether ``form`` of the word ``parse`` has the grammemes ``wanted``, in the same degree."""
    return wanted <= form.tag.grammemes and ("Supr" in form.tag) == ("Supr" in parse.tag)


def _common(one: str, other: str) -> int:
    """How many letters two words begin with in common."""
    return len(list(takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))))


def _parses(word: str) -> list[Any]:
    return list(_analyzer().parse(word))


def _like(model: str, word: str) -> str:
    """``word`` with capitals where ``model`` has them, and ё only where that has it."""
    if "ё" not in model:
        word = word.replace("ё", "е")
    if model.isupper() and len(model) > 1:
        return word.upper()
    pieces = zip(model.split("-"), word.split("-"), strict=False)
    return "-".join(p[:1].upper() + p[1:] if m[:1].isupper() else p for m, p in pieces)
