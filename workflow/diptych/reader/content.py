"""The content folder: which meetings, texts and registry entries there are.

The file system is the table of contents: ``content/<meeting>/<kind>.<language>.md``
exists, so that document has that language.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec

from diptych import inputs
from diptych.editions import split
from diptych.errors import (
    ContentError,
    Phrase,
    Position,
    Problem,
    Problems,
    ValueProblem,
    nearest,
    phrase,
)
from diptych.model import Configuration, Entry, Recipients, Record, excerpt, images, names
from diptych.reader import folders, image_names, ledger, schema, yaml
from diptych.reader import text as gate
from diptych.reader.addresses import mailbox
from diptych.values import TYPES, Value, parse

REGISTRY = "registry"
MEETING = "meeting.yaml"
PEOPLE = "people.yaml"

_TEXT = re.compile(r"(?P<kind>[a-z][a-z-]*)\.(?P<language>[a-z]{2,3}(?:-[A-Z][a-z]{3})?)\.md")
_NAME = re.compile(r"[^\W_][\w.-]*")
_WORK_FILE = re.compile(r"(^[.~#])|(~$)|(\.(bak|swp|tmp|orig)$)")


class Registry(msgspec.Struct, frozen=True, eq=False):
    """The entries of all files of the registry, as read, and the file of each."""

    entries: Mapping[str, Any]
    sources: Mapping[str, yaml.Source]

    def sound(self) -> dict[str, Entry]:
        """The entries that have the form of one."""
        found = {}
        for name, entry in self.entries.items():
            with suppress(msgspec.ValidationError):
                found[name] = msgspec.convert(entry, Entry)
        return found

    @property
    def people(self) -> frozenset[str]:
        """The entries that are persons: those of people.yaml."""
        return frozenset(n for n, s in self.sources.items() if Path(s.file).name == PEOPLE)

    def place(self, name: str) -> Position:
        """Where the entry ``name`` stands."""
        return self.sources[name].key((name,))


def configuration(path: Path) -> Configuration:
    """The configuration in the file ``path``; raises :class:`ContentError`."""
    source = yaml.read(path)
    problems = Problems()
    problems.extend(schema.problems(source, schema.configuration()))
    problems.raise_if_any()
    config = msgspec.convert(source.data, Configuration)
    for kind, editions in config.editions.items():
        for index, edition in enumerate(editions):
            place = source.at(("editions", kind, index))
            try:
                unknown = set(split(edition)) - set(config.languages)
            except ValueProblem as error:
                problems.extend([source.problem(place, error.message, error.remedy)])
                continue
            for code in sorted(unknown):
                message = phrase("«{code}» is not one of the languages above", code=code)
                problems.extend([source.problem(place, message, nearest(code, config.languages))])
    problems.extend(standing_problems(source, config.languages))
    problems.raise_if_any()
    return config


def meetings(content: Path) -> tuple[str, ...]:
    """The names of the folders of meetings below ``content``, in order.

    A folder with texts counts also if its meeting.yaml is missing, so that this
    is noticed.
    """
    found = {path.parent.name for name in (MEETING, "*.md") for path in content.glob(f"*/{name}")}
    return tuple(sorted(found - {REGISTRY} - _misnamed(content).keys()))


def misnamed(content: Path) -> Problems:
    """Folders that are left out because their name cannot be that of a meeting."""
    problems = Problems()
    for name, (what, remedy) in sorted(_misnamed(content).items()):
        shown = "".join(char if char.isprintable() else "\ufffd" for char in name)
        problems.add(
            Position(f"{content.as_posix()}/{shown}"),
            phrase(
                "«{name}» cannot be the name of a meeting: {what}; it is left out",
                name=shown,
                what=what,
            ),
            remedy,
        )
    return problems


def _misnamed(content: Path) -> dict[str, tuple[Phrase, Phrase]]:
    """Folders that cannot be meetings: what is wrong with their name, and what to do."""
    there = [path.name for path in content.iterdir() if path.is_dir()] if content.is_dir() else []
    names = [name for name in there if name != REGISTRY]
    found = {name: fault for name in names if (fault := folders.fault(name)) is not None}
    for name, other in folders.twins(names):
        what = phrase("some computers take it for «{other}»", other=other)
        found.setdefault(name, (what, phrase("rename one of the two folders")))
    return found


def standing_problems(source: yaml.Source, languages: Sequence[str]) -> Problems:
    """Languages under «standing» that are not among those of the configuration."""
    problems = Problems()
    kinds = source.data.get("standing")
    for kind, standing in kinds.items() if isinstance(kinds, dict) else ():
        for key, value in standing.items() if isinstance(standing, dict) else ():
            named = (
                [((key, n), code) for n, code in enumerate(value)]
                if isinstance(value, list)
                else [((key,), value)]
            )
            for path, code in named:
                if isinstance(code, str) and code not in languages:
                    place = source.at(("standing", kind, *path))
                    message = phrase(
                        "«{code}» is not one of the languages of the configuration", code=code
                    )
                    problems.extend([source.problem(place, message, nearest(code, languages))])
    return problems


def texts(folder: Path) -> dict[str, dict[str, Path]]:
    """The texts of the meeting in ``folder``: by kind, then by language."""
    found: dict[str, dict[str, Path]] = {}
    for path in sorted(folder.glob("*.md")):
        match = _TEXT.fullmatch(path.name)
        if match:
            found.setdefault(match["kind"], {})[match["language"]] = path
    listed = [path.name for languages in found.values() for path in languages.values()]
    inputs.listed(folder, listed)
    return found


def strays(folder: Path, kinds: tuple[str, ...], languages: tuple[str, ...]) -> Problems:
    """Files of a meeting's folder that belong to no document."""
    problems = Problems()
    shown = frozenset[str]().union(*(images(gate.glimpse(path)) for path in folder.glob("*.md")))
    for path in sorted(folder.iterdir()):
        if path.name == MEETING or path.name in shown or _WORK_FILE.search(path.name):
            continue
        if path.name.endswith(ledger.SUFFIX):
            text = path.name.removesuffix(ledger.SUFFIX) + ".md"
            if not any(folder.glob(f"{text.split('.')[0]}.*.md")):
                problems.add(
                    Position(path.as_posix()),
                    phrase("this ledger belongs to no document"),
                    phrase("move it away, or write {text}", text=text),
                    severity="warning",
                )
            continue
        match = _TEXT.fullmatch(path.name)
        position = Position(path.as_posix())
        if image_names.is_image(path.name):
            wrong = image_names.fault(path.name)
            problems.add(position, *(wrong or _unshown(path.name)))
        elif match is None:
            problems.add(
                position,
                phrase("this file belongs to no document"),
                phrase(
                    "name a text <kind>.<language>.md, such as minutes.ru.md, or move the file away"
                ),
            )
        elif match["kind"] not in kinds:
            problems.add(
                position,
                phrase("there is no kind of document «{kind}»", kind=match["kind"]),
                nearest(match["kind"], kinds),
            )
        elif match["language"] not in languages:
            problems.add(
                position,
                phrase("there is no language «{language}»", language=match["language"]),
                nearest(match["language"], languages),
            )
    return problems


def _unshown(name: str) -> tuple[Phrase, Phrase]:
    return (
        phrase("no text shows this image"),
        phrase("write ![what it shows]({name}) where it belongs, or move the file away", name=name),
    )


def registry(content: Path) -> Registry:
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
                position = source.at(())
                problems.add(
                    position,
                    phrase("this file holds no entries"),
                    phrase("write «id:» and its names"),
                )
            continue
        for name, entry in source.data.items():
            if name in entries:
                problems.extend(
                    [
                        source.problem(
                            source.key((name,)),
                            phrase(
                                "«{name}» stands in {file} already",
                                name=name,
                                file=sources[name].file,
                            ),
                            phrase("give one of the two another id"),
                        )
                    ]
                )
            else:
                entries[name] = entry
                sources[name] = source
    return Registry(entries, sources), problems


def recipients(content: Path, *, strict: bool = True) -> dict[str, Recipients]:
    """The lists in ``content/registry/recipients``, by the name of their file.

    If ``strict``, raises :class:`ContentError` with everything that is wrong in them; else
    what is wrong is left out.
    """
    problems = Problems()
    found = {}
    for path in sorted((content / REGISTRY / "recipients").glob("*.yaml")):
        try:
            source = yaml.read(path)
        except ContentError as error:
            problems.extend(error.problems)
            continue
        wrong = list(schema.problems(source, schema.recipients()))
        wrong += _address_problems(source, {problem.position for problem in wrong})
        problems.extend(wrong)
        if not wrong:
            found[path.stem] = msgspec.convert(source.data, Recipients)
    if strict:
        problems.raise_if_any()
    return found


def _address_problems(source: yaml.Source, told: Collection[Position]) -> Iterator[Problem]:
    """What cannot be the address of one recipient, at places of which nothing is ``told`` yet."""
    lists = source.data if isinstance(source.data, dict) else {}
    for name in ("to", "cc", "bcc"):
        boxes = lists.get(name)
        for number, text in enumerate(boxes if isinstance(boxes, list) else ()):
            position = source.at((name, number))
            if isinstance(text, str) and position not in told:
                try:
                    mailbox(text)
                except ValueProblem as error:
                    yield source.problem(position, error.message, error.remedy)


def registry_problems(registry: Registry) -> Problems:
    """Everything in the registry that its schema does not allow."""
    problems = Problems()
    for source in {source.file: source for source in registry.sources.values()}.values():
        problems.extend(_entry_problems(source))
    return problems


@lru_cache(maxsize=128)
def _entry_problems(file: yaml.Source) -> tuple[Problem, ...]:
    return tuple(schema.problems(file, schema.registry()))


def meeting(folder: Path) -> yaml.Source:
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


def record(
    folder: Path,
    meeting: yaml.Source,
    registry: Registry,
    kind: str,
    section: type,
    texts: Mapping[str, str],
) -> tuple[Record | None, Problems]:
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
        one = msgspec.structs.replace(meeting, data={"facts": {name: fact}})
        wrong = list(schema.problems(one, schema.meeting({})))
        problems.extend(wrong)
        if not wrong:
            facts[name] = fact
    record = Record(
        meeting=folder.name,
        kind=kind,
        status="final" if chosen["status"] == "final" else "draft",
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
            if isinstance(fact, dict)
            and len(fact) == 1
            and TYPES.keys() >= fact.keys()
            and None not in fact.values()
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
        ((kind, text),) = spec.items()
        try:
            values[name] = parse(str(kind), str(text))
        except ValueProblem as error:
            place = meeting.at(("facts", name, kind))
            problems.extend([meeting.problem(place, error.message, error.remedy)])
    return values


def mentions(meeting: yaml.Source, kind: str) -> dict[str, Position]:
    """Where each word of the section ``kind`` stands in meeting.yaml."""
    found: dict[str, Position] = {}
    for path, position in meeting.values.items():
        if path[:1] == (kind,):
            value: Any = meeting.data
            for step in path:
                value = value[step] if not isinstance(value, str) else ""
            if isinstance(value, str):
                found.setdefault(value, position)
    for path, position in meeting.keys.items():
        if path[:1] == (kind,):
            found.setdefault(str(path[-1]), position)
    return found


def prose_text(path: Path) -> str:
    """The text of a prose file through the gate."""
    return gate.read(path)
