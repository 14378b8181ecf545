"""Where people wrote the characters that no font of the templates has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from pathlib import Path

from diptych import tree
from diptych.errors import Position, Problem
from diptych.layout import coverage
from diptych.pipeline.source_document import SourceDocument


def problems(
    document: SourceDocument, composed: Iterable[tree.Document], templates: Path
) -> Iterator[Problem]:
    """Each stretch of characters that ``document`` prints and no font of ``templates`` has.

    It is told where it stands in a text, in meeting.yaml or in the names that the document draws
    on. What stands in none of them (an entity, a label) is told at the passage that prints it.
    ``composed`` is the document in all its languages.
    """
    missing: dict[str, set[Position]] = {}
    for each in composed:
        for character, place in coverage.missing(each, templates / coverage.FONTS):
            missing.setdefault(character, set()).update([place] if place else ())
    if not missing:
        return
    wanted = {other for each in missing for other in (each, each.lower(), each.upper())}
    stretch = re.compile(f"[{re.escape(''.join(sorted(wanted)))}]+")
    told = set[str]()
    for file, first, lines in _written(document):
        for number, line in enumerate(lines, first):
            for found in stretch.finditer(line):
                told |= {other for each in found[0] for other in (each, each.lower(), each.upper())}
                place = Position(file, number, found.start() + 1)
                yield Problem(place, *coverage.lacking(found[0]), line)
    somewhere = Position(next(iter(document.texts.values())).file)
    for character, places in missing.items():
        if character not in told:
            for place in places or {somewhere}:
                yield Problem(place, *coverage.lacking(character))


def _written(document: SourceDocument) -> Iterator[tuple[str, int, Sequence[str]]]:
    """What people wrote of the document: file, number of the first line, and the lines."""
    for file, lines in document.lines.items():
        yield file, 1, lines
    yield document.meeting.file, 1, document.meeting.lines
    for name in document.entries:
        place = document.registry.place(name)
        lines = document.registry.sources[name].lines[place.line - 1 :]
        yield place.file, place.line, [lines[0], *takewhile(_is_inside, lines[1:])]


def _is_inside(line: str) -> bool:
    """Whether ``line`` of a file of the registry belongs to the entry above it."""
    return not line.strip() or line[0] in " #"
