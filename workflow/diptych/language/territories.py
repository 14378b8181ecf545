"""States by the codes of ISO 3166, with the names that the CLDR has for them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from babel import Locale
from babel.languages import get_official_languages

from diptych.errors import ValueProblem, nearest, phrase
from diptych.language import data, ids

_LETTERS = 2


@cache
def _by_id() -> Mapping[str, str]:
    """The codes of all states by an id, which is made of the English name."""
    names = Locale.parse("en").territories
    return {ids.made(name): code for code, name in names.items() if code.isalpha()}


def territory(name: str) -> tuple[str, str]:
    """The id and the code of the state that ``name`` is: ``kyrgyzstan`` or ``KG``.

    Raises :class:`~diptych.errors.ValueProblem` if there is none.

    >>> territory("KG"), territory("kazakhstan")
    (('kyrgyzstan', 'KG'), ('kazakhstan', 'KZ'))
    """
    for id_, code in _by_id().items():
        if len(code) == _LETTERS and (name.lower() == id_ or name.upper() == code):
            return id_, code
    what = phrase("there is no state «{name}»", name=name)
    raise ValueProblem(what, nearest(name.lower(), _by_id()))


def name_of(territory_code: str, language: str) -> str:
    """What ``language`` calls a state, empty where it has no name for it."""
    locale = Locale.parse(data.read(language).babel.replace("-", "_"))
    return str(locale.territories.get(territory_code, ""))


def languages_of(territory_code: str) -> tuple[str, ...]:
    """The official languages of a state that there are files of."""
    official = get_official_languages(territory_code, de_facto=True)
    return tuple(code for code in data.codes() if code.replace("-", "_") in official)
