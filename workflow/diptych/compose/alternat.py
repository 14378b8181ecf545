"""Whose text an edition is: the state that it names first."""

from __future__ import annotations

from collections.abc import Sequence

from diptych.compose.context import Options
from diptych.model import DocumentFacts


def leading_state(record: DocumentFacts, body: str, languages: Sequence[str]) -> str:
    """The state whose own language comes first among ``languages``; empty where none leads.

    None leads where the section says «alternat: false», and where ``body`` has the same name
    whoever is named first.
    """
    entry = record.entries.get(body)
    if entry is None or not entry.alternat or not _alternates(record):
        return ""
    states = {code: name for name, each in record.entries.items() for code in each.languages}
    return next((states[code] for code in languages if code in states), "")


def leading_side(record: DocumentFacts, states: Sequence[str], languages: Sequence[str]) -> str:
    """The one of ``states`` whose own language comes first among ``languages``, as above."""
    for code in languages if _alternates(record) else ():
        for state in states:
            if state in record.entries and code in record.entries[state].languages:
                return state
    return ""


def _alternates(record: DocumentFacts) -> bool:
    return isinstance(record.section, Options) and record.section.alternat
