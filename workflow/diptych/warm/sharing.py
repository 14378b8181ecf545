"""What all jobs of a run share, read before the first of them."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from diptych import tree, writers
from diptych.cli import assembly, check, write
from diptych.editions import split
from diptych.errors import DiptychError
from diptych.language.tags import tags
from diptych.plan import Document, Plan
from diptych.reader import content as reader

__all__ = ["check", "load", "write"]  # the commands that jobs run, loaded with this module

_CONFIG = Path("config/config.yaml")
_CONTENT = Path("content")
_TEMPLATES = Path("templates")
_WORDS = tree.Text("1–10", "en")


def load() -> None:
    """Fill what a process remembers, from the project in the current folder.

    What is wrong in it is left to the jobs to say.
    """
    with suppress(DiptychError, OSError):
        configured = reader.configuration(_CONFIG)
        for name in configured.formats:
            writers.load(name)(_page(configured.languages), _TEMPLATES / name)
        registry = reader.registry(_CONTENT)
        reader.registry_problems(registry)
        plan = Plan(configured, _CONTENT)
        first = next((each for name in plan.meetings for each in plan.of(name)), None)
        if first is not None:
            _compose(first, registry)


def _compose(document: Document, registry: reader.Registry) -> None:
    """Compose one edition and forget it, for what is found out on the way to be remembered."""
    folder = _CONTENT / document.meeting
    editions = [split(edition) for edition in document.editions[:1]]
    assembly.compose(folder, document.kind, editions, registry, _TEMPLATES, document.standing)


def _page(languages: Sequence[str]) -> tree.Document:
    """A page with all languages, for the engines to find their fonts and hyphens."""
    paragraphs = [
        tree.Paragraph(
            id=code, style="body", content=(tree.Text(tags(code).name, code),), lang=code
        )
        for code in languages
    ]
    part = tree.Part(langs=("en",), header=(_WORDS,), footer=(_WORDS,), blocks=tuple(paragraphs))
    return tree.Document("", ("en",), "…", "…", "2000-01-01", (part,))
