"""Writers: each a module that turns a document tree into the bytes of one format.

A writer is found by the name of its format (:mod:`diptych.writers.docx`), or,
from outside the package, by an entry point of that name in the group
``diptych.writers``.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import cast

from diptych import plugins
from diptych.errors import ValueProblem, nearest, phrase
from diptych.tree import Document

_GROUP = "diptych.writers"

Write = Callable[[Document, Path], bytes]


def names() -> tuple[str, ...]:
    """The formats there are, in alphabetical order."""
    here = [module.name for module in pkgutil.iter_modules(__path__)]
    return tuple(sorted({*here, *plugins.entry_points(_GROUP).names}))


def load(name: str) -> Write:
    """The function that writes the format ``name``: a document and its templates to bytes.

    Raises :class:`~diptych.errors.ValueProblem` if there is no such format.
    """
    if point := plugins.entry_point(_GROUP, name):
        return cast(Write, point.load().write)
    if name not in names():
        raise ValueProblem(phrase("there is no format «{name}»", name=name), nearest(name, names()))
    return cast(Write, import_module(f"diptych.writers.{name}").write)


def engines(name: str) -> dict[str, str]:
    """The versions of the C libraries that the writer of a format says it depends on."""
    if plugins.entry_point(_GROUP, name) or name not in names():
        return {}
    versions = getattr(import_module(f"diptych.writers.{name}"), "engines", None)
    return cast("dict[str, str]", versions()) if versions else {}
