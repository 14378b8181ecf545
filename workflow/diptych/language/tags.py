"""The names a language goes by in HTML, PDF and Word."""

from __future__ import annotations

from typing import Literal

import msgspec


class Tags(msgspec.Struct, frozen=True):
    """``html`` is a BCP 47 tag for HTML and PDF, ``word`` the value of ``w:lang``."""

    html: str
    word: str
    direction: Literal["ltr", "rtl"] = "ltr"


_STUB = {
    "ru": Tags("ru", "ru-RU"),
    "uz": Tags("uz-Latn", "uz-Latn-UZ"),
    "uz-Cyrl": Tags("uz-Cyrl", "uz-Cyrl-UZ"),
    "kk": Tags("kk", "kk-KZ"),
    "en": Tags("en-GB", "en-GB"),
}


def tags(code: str) -> Tags:
    """The tags of the language ``code``."""
    return _STUB[code]
