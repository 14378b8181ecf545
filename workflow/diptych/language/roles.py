"""Roles: the few words by which prose says how it uses a fact."""

from __future__ import annotations

import functools
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Protocol

from diptych import inputs
from diptych.errors import Phrase, ValueProblem, among, phrase
from diptych.values import Value

PLAIN = "plain"

_FILE = Path(__file__).parent / "data/shared/roles.toml"
_SEPARATORS = re.compile(r"[\s,:]+")
_APOSTROPHES = re.compile("[\u2018\u2019\u02bb\u02bc`]")
_Table = Mapping[str, tuple[str, ...]]


class ValueFormatter(Protocol):
    """Says the values of one type in one language.

    ``role_words`` are the words of its roles; a role has at most one word of each
    group. The words stand in the order of the groups, empty where none is given.
    """

    @property
    def role_words(self) -> tuple[tuple[str, ...], ...]:
        """The words of the roles."""
        ...

    def say(self, value: Value, words: tuple[str, ...]) -> str:
        """``value`` in the role of ``words``; raises :class:`ValueProblem` if that does not fit."""
        ...


def choose(
    role: str, groups: tuple[tuple[str, ...], ...], type_name: str, code: str
) -> tuple[str, ...]:
    """The words of ``role``, one for each group, empty where the role has none.

    Raises :class:`~diptych.errors.ValueProblem` for a word that is in no group
    and for two words of one group.
    """
    if not role:
        return ("",) * len(groups)
    chosen = [""] * len(groups)
    for typed in _SEPARATORS.split(role.strip(" ,:")):
        word = _known(typed, groups)
        if word is None:
            raise unknown(typed, [PLAIN, *(w for group in groups for w in group)], type_name, code)
        for place, group in enumerate(groups):
            if word not in group:
                continue
            if chosen[place] not in ("", word):
                raise ValueProblem(
                    phrase(
                        "«{chosen}» and «{word}» exclude each other in the role «{role}»",
                        chosen=chosen[place],
                        word=word,
                        role=role,
                    ),
                    phrase("write one of them"),
                )
            chosen[place] = word
    return tuple(chosen)


def _known(typed: str, groups: tuple[tuple[str, ...], ...]) -> str | None:
    for word in (typed, *_tables()[0].get(typed, ())):
        if word == PLAIN or any(word in group for group in groups):
            return word
    return None


def unknown(typed: str, known: Iterable[str], type_name: str, code: str) -> ValueProblem:
    """The error for the word ``typed`` where a value in the language ``code`` has ``known``."""
    roles = list(dict.fromkeys(known))
    return ValueProblem(
        phrase(
            "«{typed}» is not a role of {type_name} in {code}",
            typed=typed,
            type_name=type_name,
            code=code,
        ),
        _called(typed, roles) or among(typed, roles),
    )


def refuse_other_names(form: str, known: str, code: str) -> None:
    """Raise :class:`ValueProblem` for a word of ``form`` that is what people call one of ``known``.

    ``form`` is that of a name of the registry, ``known`` has the words there are, with spaces.
    """
    for word in _SEPARATORS.split(form):
        if remedy := _called(word, known.split()):
            raise ValueProblem(
                phrase("«{typed}» is not a form of a name in {code}", typed=word, code=code), remedy
            )


def _called(typed: str, known: Iterable[str]) -> Phrase | None:
    """The remedy for ``typed`` if that is what people call some of the words ``known``.

    That is a case by its name or its question, in the words of any language: «родительный»,
    «Р.п.», «ілік», genitive.
    """
    ours = _tables()[1].get(_folded(typed), ())
    names = [name for name in dict.fromkeys(known) if name in ours]
    if not ours or typed in names:
        return None
    if names:
        return phrase("write «{name}»", name="» or «".join(names))
    there = ", ".join(dict.fromkeys(known))
    return phrase("that would be «{name}»; there are {names}", name="», «".join(ours), names=there)


def _folded(typed: str) -> str:
    plain = _APOSTROPHES.sub("'", unicodedata.normalize("NFC", typed).lower())
    return plain.replace(".", "").replace("ё", "е")


@functools.cache
def _tables() -> tuple[_Table, _Table]:
    """The words that are taken, and the roles by what else people call them."""
    tables = tomllib.loads(inputs.read_lasting(_FILE).decode())
    names: dict[str, tuple[str, ...]] = {}
    for role, words in tables["said"].items():
        for word in map(_folded, words):
            names[word] = (*names.get(word, ()), role)
    return {word: tuple(roles) for word, roles in tables["accepted"].items()}, names
