"""Editions: ordered lists of languages and their names in file names.

``uz-Cyrl-kk`` is the edition in Uzbek Cyrillic and Kazakh, in that order: a
language is two or three small letters, and a script subtag of four letters
with a capital belongs to the language before it.
"""

from __future__ import annotations

import re

from diptych.errors import ValueProblem, phrase

_LANGUAGE = r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?"
_EDITION = re.compile(rf"{_LANGUAGE}(?:-{_LANGUAGE})*")


def split(edition: str) -> tuple[str, ...]:
    """The languages of an edition, in its order.

    >>> split("uz-Cyrl-kk")
    ('uz-Cyrl', 'kk')

    Raises :class:`~diptych.errors.ValueProblem` for what is no edition or
    names a language twice.
    """
    if not _EDITION.fullmatch(edition):
        raise ValueProblem(
            phrase("«{edition}» is not an edition", edition=edition),
            phrase("join language codes by hyphens, as in uz-kk"),
        )
    languages = tuple(re.findall(_LANGUAGE, edition))
    if len(set(languages)) < len(languages):
        raise ValueProblem(
            phrase("«{edition}» names a language twice", edition=edition),
            phrase("name each language once"),
        )
    return languages
