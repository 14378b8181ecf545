"""Kinds of documents: each a module that composes a record and prose into a tree.

A kind is found by its name with hyphens as underscores (``press-release`` is
:mod:`diptych.kinds.press_release`), or, from outside the package, by an entry
point of that name in the group ``diptych.kinds``.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import import_module
from typing import Protocol, cast

from diptych import plugins
from diptych.compose.agreement import Disagreement
from diptych.compose.context import ComposeContext
from diptych.errors import ValueProblem, nearest, phrase
from diptych.model import DocumentFacts, Prose, RegisterEntry
from diptych.tree import Document

_GROUP = "diptych.kinds"


class Kind(Protocol):
    """What a kind's module holds.

    One whose documents decide something also has ``decisions(document, context)``:
    see :func:`decisions`; one whose record may contradict itself ``disagreements(record,
    texts)``: see :func:`disagreements`. The ``date`` of a section names the fact that dates the
    document.
    """

    #: The type of the kind's section in meeting.yaml.
    Section: type
    #: The sections without a title of their own, by id, and the label each is given.
    LABELLED: Mapping[str, str]

    def lead(self, record: DocumentFacts, languages: Sequence[str]) -> str:
        """The state that is named first throughout an edition, or empty where none leads."""

    def compose(self, prose: Prose, context: ComposeContext) -> Document:
        """The document in the language of ``prose``; problems are left with ``context``."""


def decisions(kind: Kind, document: Document, context: ComposeContext) -> tuple[RegisterEntry, ...]:
    """What ``document``, which ``kind`` composed with ``context``, says was decided."""
    decide = getattr(kind, "decisions", None)
    return cast("tuple[RegisterEntry, ...]", decide(document, context)) if decide else ()


def disagreements(
    kind: Kind, record: DocumentFacts, texts: Sequence[Prose]
) -> Iterator[Disagreement]:
    """What does not agree in the ``record`` of a document of ``kind``, and with its ``texts``.

    The texts are in all its languages, the source first. What is wrong is wrong in each of them,
    and said once.
    """
    find = getattr(kind, "disagreements", None)
    if find is not None:
        yield from find(record, texts)


def names() -> tuple[str, ...]:
    """The names of all kinds there are, in alphabetical order."""
    return tuple(sorted({*_ours(), *plugins.entry_points(_GROUP).names}))


@cache
def _ours() -> tuple[str, ...]:
    return tuple(module.name.replace("_", "-") for module in pkgutil.iter_modules(__path__))


def load(name: str) -> Kind:
    """The kind called ``name``; raises :class:`~diptych.errors.ValueProblem` if there is none."""
    if point := plugins.entry_point(_GROUP, name):
        return cast(Kind, point.load())
    if name not in names():
        raise ValueProblem(
            phrase("there is no kind of document «{name}»", name=name), nearest(name, names())
        )
    return cast(Kind, import_module(f"diptych.kinds.{name.replace('-', '_')}"))
