"""Names of people in the letters of another language, as its officials spell them.

A language file says letter by letter how names from another language are written in it
(``names.spelled``): what stands in no table, but in the alphabet, stays. Behind ``^`` stands what a
letter is at the beginning of a word and after the letters that ``"^"`` lists. A language that has
a second script takes the way over it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from diptych.language import data, transliteration

_FIRST = "^"


def respelled(name: str, source: str, target: str) -> str:
    """The ``name`` that stands in ``source`` as ``target`` spells it; nothing where it is unknown.

    >>> respelled("Еркін Тұқымов", "kk", "ru"), respelled("Шавкат Мирзиёев", "ru", "en")
    ('Еркин Тукымов', 'Shavkat Mirziyoyev')
    >>> respelled("Oʻtkir Xoʻjayev", "uz", "ru"), respelled("Асан Щербаков", "ru", "uz")
    ('Уткир Хужаев', 'Asan Shcherbakov')
    """
    if source == target:
        return name
    tables = data.read(target).names.spelled
    if source in tables:
        return _by_letters(name, tables[source], data.read(target).alphabet)
    if transliteration.source(target) == source:
        return transliteration.derive(name, target)
    # Over the other script of the one or the other.
    other = transliteration.source(source)
    if other in tables:
        return respelled(transliteration.derive(name, other), other, target)
    other = transliteration.source(target)
    if other is not None and (there := respelled(name, source, other)):
        return transliteration.derive(there, target)
    return ""


def _by_letters(name: str, table: Mapping[str, str], alphabet: str) -> str:
    after = table.get(_FIRST, "")
    written: list[str] = []
    for number, letter in enumerate(name):
        small, before = letter.lower(), name[number - 1 : number].lower()
        initial = not before.isalpha() or before in after
        first = table.get(_FIRST + small) if initial and small != _FIRST else None
        new = first if first is not None else table.get(small)
        if new is None and re.fullmatch(r"\w", letter) and small not in alphabet:
            return ""
        written.append(letter if new is None else _like(name, number, new))
    return "".join(written)


def _like(name: str, number: int, new: str) -> str:
    """``new`` with the capitals of the letter that it stands for."""
    if not name[number].isupper():
        return new
    around = name[max(number - 1, 0) : number + 2]
    return new.upper() if len(around.strip()) > 1 and around.isupper() else new.capitalize()
