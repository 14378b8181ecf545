"""The record of a meeting: its facts, and those that each of its documents draws on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from diptych.errors import (
    ContentError,
    Position,
    Problem,
    Problems,
    ValueProblem,
    phrase,
)
from diptych.model import DocumentFacts, Entry, excerpt, fact_source, names
from diptych.reader import schema, yaml
from diptych.reader.registry import Registry
from diptych.values import Value, parse

MEETING = "meeting.yaml"


def read_meeting(folder: Path) -> yaml.Source:
    """The meeting.yaml of ``folder`` as read; raises :class:`ContentError`."""
    source = yaml.read(folder / MEETING)
    if not isinstance(source.data, dict):
        raise ContentError(
            [
                source.problem(
                    source.at(()), phrase("a meeting is a mapping"), phrase("begin with «facts:»")
                )
            ]
        )
    return source


def document_facts(
    folder: Path,
    meeting: yaml.Source,
    registry: Registry,
    kind: str,
    section: type,
    texts: Mapping[str, str],
) -> tuple[DocumentFacts | None, Problems]:
    """The record that the document ``kind`` with ``texts`` (by language) draws on.

    ``section`` is the type of the kind's section. What is wrong in the facts
    and entries that the document uses comes second; they are left out of the
    record. There is no record if the section itself is wrong.
    """
    named = sorted(frozenset().union(*(names(text) for text in texts.values())))
    chosen = excerpt(meeting.data, registry.entries, kind, named, texts)
    problems = Problems()
    if chosen["section"] is None:
        problems.add(
            Position(meeting.file),
            phrase("the meeting says nothing about its {kind}", kind=kind),
            phrase("add a section «{kind}:»", kind=kind),
        )
        return None, problems
    narrowed = msgspec.structs.replace(meeting, data={kind: chosen["section"]})
    problems.extend(schema.problems(narrowed, schema.meeting({kind: section})))
    if problems:
        return None, problems
    entries: dict[str, Any] = {}
    for name, entry in chosen["entries"].items():
        source = msgspec.structs.replace(registry.sources[name], data={name: entry})
        wrong = list(schema.problems(source, schema.registry()))
        problems.extend(wrong)
        if not wrong:
            entries[name] = entry
    facts = {}
    for name, fact in chosen["facts"].items():
        wrong = list(_fact_problems(meeting, name, fact))
        problems.extend(wrong)
        if not wrong:
            facts[name] = fact
    record = DocumentFacts(
        meeting=folder.name,
        kind=kind,
        status="final" if chosen["settings"]["status"] == "final" else "draft",
        section=msgspec.convert(chosen["section"], section),
        facts=_facts(meeting, facts, problems),
        entries=msgspec.convert(entries, dict[str, Entry]),
    )
    return record, problems


def facts_problems(meeting: yaml.Source, registry: Registry) -> Problems:
    """Every fact of the meeting that cannot be read or whose name is taken."""
    problems = Problems()
    facts = meeting.data.get("facts")
    if isinstance(facts, dict):
        # What is wrong in form the schema says.
        sound = {
            name: fact
            for name, fact in facts.items()
            if not list(_fact_problems(meeting, name, fact))
        }
        _facts(meeting, sound, problems)
        for name in facts:
            if name in registry.entries:
                problems.extend(
                    [
                        meeting.problem(
                            meeting.key(("facts", name)),
                            phrase(
                                "«{name}» is in the registry already, at {place}",
                                name=name,
                                place=registry.place(name),
                            ),
                            phrase("give the fact another name"),
                        )
                    ]
                )
    return problems


def _facts(meeting: yaml.Source, facts: Mapping[str, Any], problems: Problems) -> dict[str, Value]:
    values: dict[str, Value] = {}
    for name, spec in facts.items():
        kind, text = fact_source(spec)
        try:
            values[name] = parse(kind, text)
        except ValueProblem as error:
            place = meeting.at(("facts", name, kind))
            problems.extend([meeting.problem(place, error.message, error.remedy)])
    return values


def _fact_problems(meeting: yaml.Source, name: str, fact: Any) -> Iterator[Problem]:
    """What is wrong in the form of a fact."""
    one = msgspec.structs.replace(meeting, data={"facts": {name: fact}})
    yield from schema.problems(one, schema.meeting({}))


def mentions(meeting: yaml.Source, kind: str) -> dict[str, Position]:
    """Where each word of the section ``kind`` stands in meeting.yaml."""
    places: dict[str, Position] = {}
    for path, position in meeting.values.items():
        if path[:1] == (kind,):
            value: Any = meeting.data
            for step in path:
                value = value[step] if not isinstance(value, str) else ""
            if isinstance(value, str):
                places.setdefault(value, position)
    for path, position in meeting.keys.items():
        if path[:1] == (kind,):
            places.setdefault(str(path[-1]), position)
    return places
