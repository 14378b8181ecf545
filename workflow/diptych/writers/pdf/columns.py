"""How wide the columns of a parallel edition are."""

from __future__ import annotations

from collections.abc import Sequence

_LEAN = 0.16  # the most a column may differ from an equal share
_CYRILLIC = 1.17  # how broad a letter is beside a Latin one, on average in running text


def breadth(text: str) -> float:
    """About how much room ``text`` takes, in Latin letters.

    >>> breadth("Astana"), round(breadth("Астана"), 2)
    (6.0, 7.02)
    """
    return sum(_CYRILLIC if "\u0400" <= character <= "\u052f" else 1.0 for character in text)


def shares(breadths: Sequence[float]) -> list[float]:
    """The share of the width for each column, from the room its text takes; they add up to 1.

    Columns with more text are wider, so that all end at about the same height;
    none departs more than 16 % from an equal share.

    >>> shares([1000, 1000])
    [0.5, 0.5]
    >>> [round(share, 2) for share in shares([100, 9000])]
    [0.42, 0.58]
    """
    count, total = len(breadths), sum(breadths)
    if not total:
        return [1 / count] * count
    departures = [each * count / total - 1 for each in breadths]
    farthest = max(map(abs, departures))
    scale = min(1.0, _LEAN / farthest) if farthest else 1.0
    return [(1 + departure * scale) / count for departure in departures]
