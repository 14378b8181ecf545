"""Which of several texts is right: what most of them say, else what the source says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from typing import TypeVar

T = TypeVar("T", bound=Hashable)


def usual(values: Sequence[T]) -> T:
    """What most of ``values`` are; the first of them, that of the source, where no two are more.

    >>> usual([3, 2, 2]), usual([3, 2])
    (2, 3)
    """
    (most, often), *others = Counter(values).most_common(2)
    return values[0] if others and others[0][1] == often else most
