"""The record of a meeting: its facts, and those that each of its documents draws on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from diptych.errors import ContentError, Position, Problem, Problems, ValueProblem, phrase
from diptych.model import DocumentFacts, Entry, excerpt, fact_source, names
from diptych.reader import schema, yaml
from diptych.reader.registry import Registry, entry_problems
from diptych.values import Value, parse

MEETING = "meeting.yaml"
_OTHER_NAME = re.compile(r"meeting\.ya?ml(\.txt)?", re.IGNORECASE)


def read_meeting(folder: Path) -> yaml.Source:
    """The meeting.yaml of ``folder`` as read; raises :class:`ContentError`."""
    if not (folder / MEETING).exists() and folder.is_dir():
        for path in sorted(folder.iterdir()):
            if _OTHER_NAME.fullmatch(path.name):
                what = phrase("this file belongs to no document")
                remedy = phrase("rename it {name}", name=MEETING)
                raise ContentError([Problem(Position(path.as_posix()), what, remedy)])
    source = yaml.read(folder / MEETING)
    if not isinstance(source.data, dict):
        what = phrase("a meeting is a mapping")
        raise ContentError([source.problem(source.at(()), what, phrase("begin with «facts:»"))])
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

    def is_valid(source: yaml.Source, data: Any, rules: schema.Schema) -> bool:
        wrong = list(schema.problems(msgspec.structs.replace(source, data=data), rules))
        problems.extend(wrong)
        return not wrong

    if not is_valid(meeting, {kind: chosen["section"]}, schema.meeting({kind: section})):
        return None, problems
    entries: dict[str, Any] = {}
    for name, entry in chosen["entries"].items():
        source = msgspec.structs.replace(registry.sources[name], data={name: entry})
        wrong = list(entry_problems(source))
        problems.extend(wrong)
        if not wrong:
            entries[name] = entry
    facts: dict[str, Value] = {}
    for name, fact in chosen["facts"].items():
        if is_valid(meeting, {"facts": {name: fact}}, schema.meeting({})):
            problems.extend(_read_fact(meeting, name, fact, facts))
    record = DocumentFacts(
        meeting=folder.name,
        kind=kind,
        status="final" if chosen["settings"]["status"] == "final" else "draft",
        section=msgspec.convert(chosen["section"], section),
        facts=facts,
        entries=msgspec.convert(entries, dict[str, Entry]),
        people=registry.people & entries.keys(),
    )
    return record, problems


def facts_problems(meeting: yaml.Source, registry: Registry) -> Iterator[Problem]:
    """Every fact of the meeting that cannot be read or whose name is taken."""
    facts = meeting.data.get("facts")
    for name, fact in facts.items() if isinstance(facts, dict) else ():
        one = msgspec.structs.replace(meeting, data={"facts": {name: fact}})
        if not any(schema.problems(one, schema.meeting({}))):  # else the schema says what is wrong
            yield from _read_fact(meeting, name, fact, {})
        if name in registry.entries:
            yield meeting.problem(
                meeting.key(("facts", name)),
                phrase(
                    "«{name}» is in the registry already, at {place}",
                    name=name,
                    place=registry.place(name),
                ),
                phrase("give the fact another name"),
            )


def _read_fact(
    meeting: yaml.Source, name: str, spec: Mapping[str, Any], values: dict[str, Value]
) -> Iterator[Problem]:
    """Put the fact ``name`` into ``values``; a problem if it cannot be read."""
    kind, text = fact_source(spec)
    try:
        values[name] = parse(kind, text)
    except ValueProblem as error:
        place = meeting.at(("facts", name, kind))
        yield meeting.problem(place, error.message, error.remedy)


def mentions(meeting: yaml.Source, kind: str) -> dict[str, Position]:
    """Where each word of the section ``kind`` stands in meeting.yaml."""
    places: dict[str, Position] = {}
    for path, position in meeting.values.items():
        if path[:1] == (kind,):
            value = meeting.value(path)
            if isinstance(value, str):
                places.setdefault(value, position)
    for path, position in meeting.keys.items():
        if path[:1] == (kind,):
            places.setdefault(str(path[-1]), position)
    return places
