"""Entries that are added to a file of the registry; what is in it stays as it was typed."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from diptych.errors import Problems
from diptych.gate import text as gate
from diptych.reader import schema, yaml
from diptych.reader.registry_forms import MARK, scalar

_LONGEST = 96


class NewEntry(NamedTuple):
    """The forms of a name by language, and what else is said of it.

    The names in the languages ``proposed`` are not yet read by anybody.
    """

    name: Mapping[str, Mapping[str, str]]
    definition: str = ""
    fields: Mapping[str, str | Sequence[str]] = {}
    proposed: Collection[str] = ()


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
    """An entry as people write it: a name that has but its nominative stands alone."""
    definition = {"definition": entry.definition} if entry.definition else {}
    lines = [f"{name}:"]
    lines += [f"  {key}: {scalar(value)}" for key, value in {**definition, **entry.fields}.items()]
    alone = {
        c: forms["nom"] if forms.keys() == {"nom"} else forms for c, forms in entry.name.items()
    }
    line = f"  name: {scalar(alone)}"
    if len(line) <= _LONGEST and all(isinstance(each, str) for each in alone.values()):
        return [*lines, line + (MARK if entry.proposed else "")]
    lines.append("  name:")
    for code, forms in alone.items():
        mark = MARK if code in entry.proposed else ""
        lines.append(f"    {code}: {scalar(forms)}{mark}")
    return lines
