"""The names a language goes by in HTML, PDF and Word, and in a column heading."""

from __future__ import annotations

import functools
from typing import Literal

import msgspec

from diptych.language import data


class Tags(msgspec.Struct, frozen=True):
    """``html`` is a BCP 47 tag for HTML and PDF, ``word`` the value of ``w:lang``.

    ``name`` is what the language calls itself.
    """

    html: str
    word: str
    direction: Literal["ltr", "rtl"] = "ltr"
    name: str = ""


@functools.cache
def tags(code: str) -> Tags:
    """The tags of the language ``code``.

    Raises :class:`~diptych.errors.ValueProblem` for a code there is no language for.

    >>> tags("kk").name
    'Қазақша'
    """
    language = data.read(code)
    return Tags(language.html, language.word, language.direction, language.name)
