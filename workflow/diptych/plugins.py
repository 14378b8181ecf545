"""What other packages bring: kinds, formats and languages, by the entry points they declare."""

from __future__ import annotations

import sys
from functools import cache
from importlib.metadata import EntryPoint, EntryPoints, entry_points


def points(group: str) -> EntryPoints:
    """The entry points of ``group`` in the packages installed."""
    return _declared(tuple(sys.path), group)


def point(group: str, name: str) -> EntryPoint | None:
    """The entry point called ``name``, if a package declares one."""
    return next(iter(points(group).select(name=name)), None)


@cache
def _declared(path: tuple[str, ...], group: str) -> EntryPoints:
    """What ``path`` has; looking through every package takes longer than reading a document."""
    return entry_points(group=group)
