"""Ids made of names: small Latin letters, digits and hyphens."""

from __future__ import annotations

import re
import unicodedata

# As Russian, Kazakh, Uzbek and Kyrgyz names are spelled in Latin letters.
_LATIN = {
    **dict(zip("абвгдезийклмнопрстуфыэ", "abvgdeziyklmnoprstufye", strict=True)),
    "ё": "yo",
    "ж": "zh",
    "х": "kh",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "shch",
    "ю": "yu",
    "я": "ya",
    "ъ": "",
    "ь": "",
    "ә": "a",
    "ғ": "gh",
    "қ": "q",
    "ң": "ng",
    "ө": "o",
    "ұ": "u",
    "ү": "u",
    "һ": "h",
    "і": "i",
    "ҳ": "h",
    "ў": "o",
}
_APOSTROPHES = re.compile("['\u2018\u2019\u02bb\u02bc`]")
_OTHERS = re.compile("[^a-z0-9]+")
_LONGEST = 48


def made(name: str) -> str:
    """The id that ``name`` makes, empty where it has no letter that is known.

    >>> made("Work Plan"), made("Жұмыс жоспары"), made("Oʻzbekiston"), made("5 лет")
    ('work-plan', 'zhumys-zhospary', 'ozbekiston', 'let')
    """
    small = _APOSTROPHES.sub("", unicodedata.normalize("NFC", name).lower())
    latin = "".join(_LATIN.get(letter, letter) for letter in small)
    plain = unicodedata.normalize("NFKD", latin)
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    words = _OTHERS.sub("-", plain).strip("-").lstrip("0123456789-").split("-")
    while len("-".join(words)) > _LONGEST and len(words) > 1:
        words.pop()
    return "-".join(words)[:_LONGEST]
