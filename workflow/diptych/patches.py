"""Names inside libraries, replaced for a while: the only place that does so.

Some libraries offer no other way. What is replaced depends on how a library is written inside,
so it is replaced only in the release that it was made for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib import metadata
from typing import Any, NamedTuple

from diptych.errors import DiptychError, phrase

_version = cache(metadata.version)  # looking for it takes a thousandth of a second


class Patch(NamedTuple):
    """``name`` in ``owner``, a module or class, and what makes its new value of the old one."""

    owner: Any
    name: str
    make: Callable[[Any], Any]


class Release(NamedTuple):
    """A release of a library, by its name and version in the lock file."""

    library: str
    version: str


@contextmanager
def patched(*patches: Patch, made_for: Release | None = None) -> Iterator[None]:
    """A context in which ``patches`` are applied; they are undone also after an error.

    Raises :class:`~diptych.errors.DiptychError`, and replaces nothing, where another release
    than ``made_for`` is installed or a name is not there.
    """
    if made_for is not None and (installed := _version(made_for.library)) != made_for.version:
        raise DiptychError(
            phrase(
                "{library} {installed} is installed, but what Diptych changes inside it is made "
                "for {version}: delete the folder .venv and run `make`",
                library=made_for.library,
                installed=installed,
                version=made_for.version,
            )
        )
    plain = [_value(patch) for patch in patches]
    try:
        for patch, value in zip(patches, plain, strict=True):
            setattr(patch.owner, patch.name, patch.make(value))
        yield
    finally:
        for patch, value in zip(patches, plain, strict=True):
            setattr(patch.owner, patch.name, value)


def _value(patch: Patch) -> Any:
    values = vars(patch.owner)
    if patch.name not in values:
        raise DiptychError(
            phrase(
                "{owner} has no {name}, which Diptych changes: "
                "delete the folder .venv and run `make`",
                owner=patch.owner.__name__,
                name=patch.name,
            )
        )
    return values[patch.name]
