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
    section = record.section
    entry = record.entries.get(body)
    alternates = isinstance(section, Options) and section.alternat
    if entry is None or not entry.alternat or not alternates:
        return ""
    states = {code: name for name, each in record.entries.items() for code in each.languages}
    return next((states[code] for code in languages if code in states), "")
