"""How columns of text share the width of the page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from diptych import tree
from diptych.layout.measure import texts

# The most a column may differ from an equal share: 0.42 to 0.58 of two.
_LEEWAY = 0.16
# How broad a Cyrillic letter of running text is beside a Latin one.
_CYRILLIC = 1.17


def text_width(text: str) -> float:
    """About how much room ``text`` takes, in Latin letters.

    >>> text_width("Astana"), round(text_width("Астана"), 2)
    (6.0, 7.02)
    """
    return sum(_CYRILLIC if "\u0400" <= letter <= "\u052f" else 1.0 for letter in text)


def column_widths(text_widths: Sequence[float]) -> list[float]:
    """The share of the width for each column, from the room its text takes; they add up to 1.

    Columns with more text are wider, so that all end at about the same height;
    none departs more than 16 % from an equal share.

    >>> column_widths([1000, 1000])
    [0.5, 0.5]
    >>> [round(share, 2) for share in column_widths([100, 9000])]
    [0.42, 0.58]
    """
    count, total = len(text_widths), sum(text_widths)
    if not total:
        return [1 / count] * count
    departures = [each * count / total - 1 for each in text_widths]
    scale = min(1.0, _LEEWAY / max(*map(abs, departures), _LEEWAY))
    return [(1 + departure * scale) / count for departure in departures]


def room(blocks: Iterable[tree.AnyBlock]) -> float:
    """About how much room the texts of ``blocks`` take, in Latin letters."""
    return sum(map(text_width, texts(blocks)))
