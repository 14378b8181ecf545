"""Names of people: their parts, and what follows from these without a dictionary."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Literal

import msgspec

from diptych.language.data import Endings, Names

PARTS = ("family", "given", "patronymic")
"""What a name may say of its parts, beside its forms."""

Part = Literal["family", "given", "patronymic", "fixed"]
Gender = Literal["m", "f", ""]


class Word(msgspec.Struct, frozen=True):
    """A word of a name, and the part it belongs to; what is ``fixed`` never changes."""

    text: str
    part: Part


class PersonName(msgspec.Struct, frozen=True):
    """The name of a person: its words as they follow one another, and its parts.

    A name that is ``whole`` is neither abbreviated nor turned around, as «Ким Чен Ын».
    """

    words: tuple[Word, ...]
    family: str
    given: str
    patronymic: str
    whole: bool = False

    @property
    def plain(self) -> str:
        """The name as it is said."""
        return " ".join(word.text for word in self.words)


def known(forms: Mapping[str, str]) -> PersonName | None:
    """The name whose parts ``forms`` has, nothing where it does not have enough of them."""
    nominative = forms.get("nom", "")
    family, given, patronymic = (forms.get(part, "") for part in PARTS)
    alone = nominative in (family, given)
    if not alone and (not given or not (family or patronymic)):
        return None
    of: dict[str, Part] = dict.fromkeys(family.split(), "family")
    of |= dict.fromkeys(patronymic.split(), "patronymic")
    of |= dict.fromkeys(given.split(), "given")
    words = [Word(text, of.get(text, "family")) for text in nominative.split()]
    said = " ".join(word.text for word in words if word.part == "patronymic")
    family_first = bool(family) and nominative.startswith(f"{family} ") and not said
    return PersonName(
        _fixed(words), family, given, patronymic, whole=alone or (family_first and not patronymic)
    )


def guessed(nominative: str, names: Names) -> PersonName:
    """The name ``nominative`` with the parts it may have."""
    texts = nominative.split()
    parts: list[Part | None] = [None] * len(texts)
    for number, text in enumerate(texts):
        if _is_child(text, names):
            parts[max(number - 1, 0) : number + 1] = ["patronymic"] * (2 if number else 1)
        elif number and text[0].islower():
            parts[number] = "family"
        elif number and gender_by(text, names.patronymics):
            parts[number] = "patronymic"
    free = [number for number, part in enumerate(parts) if part is None]
    whole = (
        len(free) == len(texts) > 1
        and texts[0] in names.whole
        and not gender_by(texts[-1], names.families)
    )
    if whole:
        words = (*(Word(text, "fixed") for text in texts[:-1]), Word(texts[-1], "given"))
        return PersonName(words, texts[0], " ".join(texts[1:]), "", whole=True)
    family = _family(texts, parts, free, names)
    named = [
        Word(text, part or ("family" if number == family else "given"))
        for number, (text, part) in enumerate(zip(texts, parts, strict=True))
    ]
    of = {part: " ".join(w.text for w in named if w.part == part) for part in PARTS}
    return PersonName(_fixed(named), **of, whole=len(texts) == 1)


def _family(texts: list[str], parts: list[Part | None], free: list[int], names: Names) -> int:
    """Which of the words that are ``free`` is the family name; none where there is but one."""
    if len(free) < 2:
        return -1
    first, last = free[0], free[-1]
    ends_in_patronymic = parts[-1] == "patronymic"
    turned = gender_by(texts[first], names.families) and not gender_by(texts[last], names.families)
    return first if ends_in_patronymic or turned else last


def _fixed(words: Iterable[Word]) -> tuple[Word, ...]:
    """The words with what never changes: «фон дер», and a patronymic of two words, «Али оглы»."""
    words = list(words)
    for number, (before, word) in enumerate(pairwise(words)):
        if word.text[0].islower():
            words[number + 1] = Word(word.text, "fixed")
            if word.part == before.part == "patronymic":
                words[number] = Word(before.text, "fixed")
    return tuple(words)


def _is_child(text: str, names: Names) -> bool:
    """Whether a word says whose child somebody is: «оглы», «кызы»."""
    return text in names.children.m or text in names.children.f


def gender_by(word: str, endings: Endings) -> Gender:
    """The gender that the ending of ``word`` says, if it has one of ``endings``.

    >>> families = Endings(m=("ев",), f=("ева",))
    >>> [gender_by(word, families) for word in ("Алиев", "Алиева", "Лев")]
    ['m', 'f', '']
    """
    lower = word.lower()
    if any(lower.endswith(ending) and len(ending) + 1 < len(lower) for ending in endings.f):
        return "f"
    if any(lower.endswith(ending) and len(ending) + 1 < len(lower) for ending in endings.m):
        return "m"
    return ""


def gender(name: PersonName, names: Names) -> Gender:
    """The gender that the words of a name say, nothing where they do not."""
    for word in name.words:
        if word.text in names.children.f:
            return "f"
        if word.text in names.children.m:
            return "m"
    for part, endings in (("patronymic", names.patronymics), ("family", names.families)):
        for word in name.words:
            if word.part == part and (found := gender_by(word.text, endings)):
                return found
    return ""


def derived(name: PersonName, digraphs: Iterable[str], names: Names) -> dict[str, str]:
    """What follows from the parts of a name: with initials, as lists have it, and both.

    The patronymic stands among the initials where the name says it, and always in lists.

    >>> forms = {"nom": "Касым-Жомарт Токаев", "given": "Касым-Жомарт", "family": "Токаев"}
    >>> derived(known(forms | {"patronymic": "Кемелевич"}), [], Names())
    {'initials': 'К.-Ж. Токаев', 'list': 'Токаев Касым-Жомарт Кемелевич',
     'list initials': 'Токаев К.-Ж. К.'}
    """
    if name.whole:
        return dict.fromkeys(("initials", "list", "list initials"), name.plain)
    digraphs = tuple(digraphs)
    surname = name.family or name.patronymic
    patronymic = name.patronymic if name.family else ""
    said = patronymic if patronymic in name.plain else ""
    short = _initials(f"{name.given} {patronymic}", digraphs, names)
    full = f"{name.given} {patronymic}".strip()
    return {
        "initials": f"{_initials(f'{name.given} {said}', digraphs, names)} {surname}",
        "list": f"{surname}{names.listed}{full}",
        "list initials": f"{surname}{names.listed}{short}",
    }


def _initials(text: str, digraphs: Iterable[str], names: Names) -> str:
    """The words of ``text`` cut to their first letters; ``digraphs`` are letters of two signs."""
    letter = "|".join([*map(re.escape, digraphs), r"\w"])
    cut = re.compile(rf"({letter})[^-]*")
    kept = (word for word in text.split() if not _is_child(word, names))
    return " ".join(word if word[0].islower() else cut.sub(r"\1.", word) for word in kept)
