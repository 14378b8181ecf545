"""Names of people: what can be said of them without a dictionary."""

from __future__ import annotations

import re
from collections.abc import Iterable


def initials(name: str, digraphs: Iterable[str]) -> str:
    """The name with its last word whole and the others cut to their first letter.

    ``digraphs`` are the letters of the language that are written with two signs.

    >>> initials("Shavkat Mirziyoyev", ["Sh", "Ch"])
    'Sh. Mirziyoyev'
    >>> initials("Касым-Жомарт Токаев", [])
    'К.-Ж. Токаев'
    """
    *given, surname = name.split()
    letter = "|".join([*map(re.escape, digraphs), r"\w"])
    cut = re.compile(rf"({letter})[^-]*")
    return " ".join([*(cut.sub(r"\1.", word) for word in given), surname])
