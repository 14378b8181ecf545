"""Whose a thing is, as the words beside its name say: «План работы Комиссии».

A fact among those words stands as :data:`FACT`.
"""

from __future__ import annotations

import functools
import re

from diptych.language import data
from diptych.language.data import Language
from diptych.language.typography import plain_marks

FACT = "\ufffc"

_WORD = rf"[^\W\d_][\w'-]*|{FACT}"
_NEXT = re.compile(rf" ({_WORD})")
_LAST = re.compile(rf"(?:^|(?<![\w'-]))({_WORD}) $")
# What stands before the first word of a sentence.
_BEGINNING = re.compile(r"(?:^|[.!?…:;]\"?\s)[\"'(]*$")


class Ownership:
    """Finds the owner of something in one language; texts have plain marks."""

    def __init__(self, language: Language) -> None:
        owners = language.owners
        self._before, self._after = owners.before, owners.after
        joints = "|".join(map(re.escape, sorted(owners.joints, key=len, reverse=True)))
        self._joint = re.compile(f" (?:{joints})(?= )" if joints else "(?!)")
        of_suffixes = language.suffixes.forms.get("gen", {}) if language.suffixes else {}
        suffixes = [each for forms in of_suffixes.values() for each in forms.split("/")]
        self._genitive = tuple(map(plain_marks, (*owners.endings, *suffixes)))
        self._declines = language.names.declension == "russian"

    def behind(self, text: str) -> int | None:
        """Where in ``text``, which follows a name, its owner begins, if there is one."""
        if joint := self._joint.match(text):
            word = _NEXT.match(text, joint.end())
            return word.start(1) if word else None
        word = _NEXT.match(text) if self._after else None
        return word.start(1) if word and (_is_name(word[1]) or self._is_genitive(word[1])) else None

    def before(self, text: str) -> int | None:
        """Where in ``text``, which a name follows, its owner ends, if there is one."""
        word = _LAST.search(text) if self._before else None
        if word is None:
            return None
        first = _BEGINNING.search(text[: word.start(1)])
        named = _is_name(word[1]) and (word[1] == FACT or not first)
        return word.end(1) if named or self._is_genitive(word[1]) else None

    def _is_genitive(self, word: str) -> bool:
        if self._declines:
            from diptych.language.russian import is_genitive

            return is_genitive(word)
        return any(word.endswith(end) and len(word) > len(end) + 1 for end in self._genitive)


def _is_name(word: str) -> bool:
    return word == FACT or word[:1].isupper()


@functools.cache
def ownership(code: str) -> Ownership:
    """The owners in the language ``code``; raises as :func:`diptych.language.data.read`."""
    return Ownership(data.read(code))
