"""The registry: the people, bodies, places and terms that stand once for all meetings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec

from diptych import inputs
from diptych.errors import (
    ContentError,
    Position,
    Problem,
    Problems,
    ValueProblem,
    nearest,
    phrase,
)
from diptych.model import NEVER, Entry, FormKey
from diptych.reader import registry_forms, schema, yaml
from diptych.values import parse

REGISTRY = "registry"
PEOPLE = "people.yaml"


class Registry(msgspec.Struct, frozen=True, eq=False):
    """The entries of all files of the registry, as read, and the file of each."""

    entries: Mapping[str, Any]
    sources: Mapping[str, yaml.Source]

    def valid_entries(self) -> dict[str, Entry]:
        """The entries that have the form of one."""
        entries = {}
        for name, entry in self.entries.items():
            with suppress(msgspec.ValidationError):
                entries[name] = msgspec.convert(entry, Entry)
        return entries

    @property
    def people(self) -> frozenset[str]:
        """The entries that are persons: those of people.yaml."""
        return frozenset(n for n, s in self.sources.items() if Path(s.file).name == PEOPLE)

    def place(self, name: str) -> Position:
        """Where the entry ``name`` stands."""
        return self.sources[name].key((name,))

    def is_proposed(self, form: FormKey) -> bool:
        """Whether a form of a name is marked as proposed."""
        source = self.sources[form.name]
        line = source.lines[source.at(form.path).line - 1]
        return form.path in source.values and registry_forms.is_marked(line)

    def form_place(self, form: FormKey) -> Position:
        """Where a form of a name stands, or the nearest key around it."""
        return self.sources[form.name].key(form.path)


def read_registry(content: Path) -> Registry:
    """All entries of ``content/registry/*.yaml``; raises :class:`ContentError`."""
    problems = Problems()
    files = []
    paths = sorted((content / REGISTRY).glob("*.yaml"))
    inputs.listed(content / REGISTRY, [path.name for path in paths])
    for path in paths:
        try:
            files.append(yaml.read(path))
        except ContentError as error:
            problems.extend(error.problems)
    registry, wrong = _joined(tuple(files))
    problems.extend(wrong)
    problems.raise_if_any()
    return registry


@lru_cache(maxsize=4)
def _joined(files: tuple[yaml.Source, ...]) -> tuple[Registry, Problems]:
    """The entries of all files, and what is wrong with their ids."""
    problems = Problems()
    entries: dict[str, Any] = {}
    sources: dict[str, yaml.Source] = {}
    for source in files:
        if not isinstance(source.data, dict):
            if source.data is not None:
                what = phrase("this file holds no entries")
                problems.add(source.at(()), what, phrase("write «id:» and its names"))
            continue
        for name, entry in source.data.items():
            if name in entries:
                first = sources[name].file
                what = phrase("«{name}» stands in {file} already", name=name, file=first)
                remedy = phrase("give one of the two another id")
                problems.append(source.problem(source.key((name,)), what, remedy))
            else:
                entries[name] = entry
                sources[name] = source
    return Registry(entries, sources), problems


def registry_problems(registry: Registry) -> Iterator[Problem]:
    """Everything in the registry that its schema does not allow."""
    for source in {source.file: source for source in registry.sources.values()}.values():
        yield from _entry_problems(source)
    for name, source in registry.sources.items():
        entry = registry.entries[name]
        owner = entry.get("of") if isinstance(entry, dict) else None
        if isinstance(owner, str) and owner not in registry.entries:
            yield source.problem(
                source.at((name, "of")),
                phrase("there is no entry «{name}»", name=owner),
                nearest(owner, registry.entries),
            )


@lru_cache(maxsize=128)
def _entry_problems(file: yaml.Source) -> tuple[Problem, ...]:
    return tuple(entry_problems(file))


def entry_problems(source: yaml.Source) -> Iterator[Problem]:
    """Everything in a file of the registry, or in one entry of it, that cannot stand there."""
    wrong = list(schema.problems(source, schema.REGISTRY))
    yield from wrong
    if not wrong and Path(source.file).name == PEOPLE:
        yield from _misplaced_parts(source)
        yield from _conflicting_offices(source)


def _conflicting_offices(source: yaml.Source) -> Iterator[Problem]:
    """Offices that do not follow one another, or stand beside one without a time."""
    for entry, data in source.data.items():
        offices = data.get("offices") or ()
        if offices and "office" in data:
            yield source.problem(
                source.key((entry, "office")),
                phrase("«{name}» has «office» and «offices»", name=entry),
                phrase("write one of the two"),
            )
        held = []
        for number, tenure in enumerate(offices):
            yield from _no_days(source, (entry, "offices", number), tenure)
            held.append((tenure.get("from", ""), tenure.get("until", NEVER), number))
        for first, last, number in held:
            if first > last:
                yield source.problem(
                    source.at((entry, "offices", number)),
                    phrase("this office ends before it begins"),
                    phrase("write its first day at «from» and its last day at «until»"),
                )
        for (_, last, one), (first, _, other) in pairwise(sorted(held)):
            if first <= last:
                yield source.problem(
                    source.at((entry, "offices", max(one, other))),
                    phrase("«{name}» holds two offices at one time", name=entry),
                    phrase("let «until» of the one be a day before «from» of the other"),
                )


def _no_days(source: yaml.Source, path: yaml.Path_, tenure: Mapping[str, str]) -> Iterator[Problem]:
    """The bounds of an office that no calendar has."""
    for key in sorted(tenure.keys() & {"from", "until"}):
        try:
            parse("date", tenure[key])
        except ValueProblem as error:
            yield source.problem(source.at((*path, key)), error.message, error.remedy)


def _misplaced_parts(source: yaml.Source) -> Iterator[Problem]:
    """Parts of a person's name that the name itself does not hold."""
    for entry, data in source.data.items():
        for language, forms in data["name"].items():
            whole = forms.get("nom", "")
            for part in ("family", "given"):
                if part in forms and f" {forms[part]} " not in f" {whole} ":
                    yield source.problem(
                        source.at((entry, "name", language, part)),
                        phrase(
                            "«{part}: {text}» does not stand in the name «{name}»",
                            part=part,
                            text=forms[part],
                            name=whole,
                        ),
                        phrase("write it as «nom» has it"),
                    )
