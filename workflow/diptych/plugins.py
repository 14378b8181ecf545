"""What other packages bring: kinds, formats and languages, by the entry points they declare."""

from __future__ import annotations

import sys
from functools import cache
from importlib import metadata
from importlib.metadata import EntryPoint, EntryPoints


def entry_points(group: str) -> EntryPoints:
    """The entry points of ``group`` in the packages installed."""
    return _declared(tuple(sys.path), group)


def entry_point(group: str, name: str) -> EntryPoint | None:
    """The entry point called ``name``, if a package declares one."""
    return next(iter(entry_points(group).select(name=name)), None)


@cache
def _declared(path: tuple[str, ...], group: str) -> EntryPoints:
    """What ``path`` has; looking through every package takes longer than reading a document."""
    return metadata.entry_points(group=group)
