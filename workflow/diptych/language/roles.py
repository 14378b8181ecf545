"""Roles: the few words by which prose says how it uses a fact."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Protocol

from diptych.errors import ValueProblem, among, phrase
from diptych.values import Value

PLAIN = "plain"

_SEPARATORS = re.compile(r"[\s,:]+")

# Other words for a role, each with the roles it may stand for: which of them it
# is depends on what the type of the value has.
_ALIASES = {
    "attr": ("of",),
    "dm": ("day-month",),
    "ym": ("month-year",),
    "full": ("weekday",),
    "long": (PLAIN,),
    "num": ("numeric", "digits"),
    "word": ("words",),
    "words": ("word",),
    "fem": ("f",),
    "masc": ("m",),
    "neut": ("n",),
}


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
    for word in (typed, *_ALIASES.get(typed, ())):
        if word == PLAIN or any(word in group for group in groups):
            return word
    return None


def unknown(typed: str, known: Iterable[str], type_name: str, code: str) -> ValueProblem:
    """The error for the word ``typed`` where a value in the language ``code`` has ``known``."""
    roles = list(dict.fromkeys(known))
    return ValueProblem(
        phrase(
            "«{typed}» is not a role of a {type_name} in {code}",
            typed=typed,
            type_name=type_name,
            code=code,
        ),
        among(typed, roles),
    )
