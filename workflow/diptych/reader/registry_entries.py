"""Entries that are added to a file of the registry; what is in it stays as it was typed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from diptych.errors import Problems
from diptych.gate import text as gate
from diptych.reader import schema, yaml
from diptych.reader.registry_forms import scalar


class NewEntry(NamedTuple):
    """The forms of a name by language, and what it means."""

    name: Mapping[str, Mapping[str, str]]
    definition: str = ""


def with_entries(file: str, text: str, entries: Mapping[str, NewEntry]) -> str:
    """The ``text`` of ``file`` with ``entries`` at its end.

    Raises :class:`~diptych.errors.ContentError` where the whole would be no file of the registry.
    """
    blocks = [text.rstrip("\n")] if text.strip() else []
    blocks += ["\n".join(_lines(name, entry)) for name, entry in entries.items()]
    whole = "\n\n".join(blocks) + "\n"
    problems = Problems()
    problems.extend(gate.problems(whole, file))
    problems.raise_if_any()
    problems.extend(schema.problems(yaml.read_text(file, whole), schema.REGISTRY))
    problems.raise_if_any()
    return whole


def _lines(name: str, entry: NewEntry) -> list[str]:
    lines = [f"{name}:"]
    if entry.definition:
        lines.append(f"  definition: {scalar(entry.definition)}")
    lines.append("  name:")
    for language, forms in entry.name.items():
        lines.append(f"    {language}:")
        lines += [f"      {form}: {scalar(text)}" for form, text in forms.items()]
    return lines
