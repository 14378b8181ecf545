"""A new meeting: its folder, with what will be used of the scaffold and nothing else."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import msgspec

from diptych.editions import split
from diptych.errors import DiptychError, ValueProblem, nearest, phrase
from diptych.files import replace
from diptych.language.transliteration import source
from diptych.model import Configuration
from diptych.plan import Plan
from diptych.reader import beginning, yaml
from diptych.reader.meeting import MEETING, read_meeting
from diptych.reader.registry import REGISTRY, Registry, read_registry
from diptych.reader.scaffold import UNNAMED
from diptych.reader.texts import texts_of


class Wanted(msgspec.Struct, frozen=True):
    """What a new meeting on ``day`` (in ISO form) is to have; empty is all that there is.

    ``body`` meets and issues, ``like`` is a meeting that it is like.
    """

    day: str
    kinds: Sequence[str] = ()
    languages: Sequence[str] = ()
    body: str = ""
    like: str = ""


class Begun(msgspec.Struct, frozen=True):
    """The files of texts that were written, and the languages that have no scaffold."""

    texts: tuple[str, ...]
    bare: tuple[str, ...]


def begin(plan: Plan, meeting: str, wanted: Wanted) -> Begun:
    """Write the folder ``meeting`` of the project of ``plan``.

    Raises :class:`DiptychError` if the folder is there already, or for a kind, language, body or
    meeting that there is not: nothing is written then.
    """
    folder = plan.content / meeting
    if folder.exists():
        raise DiptychError(
            phrase("{folder} exists already; choose another name", folder=folder.as_posix())
        )
    scaffold = plan.templates / "new"
    there = {tuple(path.name.split(".")[:2]): path for path in sorted(scaffold.glob("*.md"))}
    registry = read_registry(plan.content)
    like, had = _like(plan, wanted.like)
    kinds = _kinds(wanted.kinds, {kind for kind, _ in there}, had)
    languages = _languages(wanted.languages, plan.config, had)
    if wanted.body:
        _refuse_unknown_body(wanted.body, registry)
    record = beginning.record(
        (scaffold / MEETING).read_text("utf-8"),
        wanted.day,
        kinds,
        body=wanted.body,
        like=like,
        editions=_editions(kinds, languages, plan.config),
    )
    data = yaml.read_text((folder / MEETING).as_posix(), record).data
    chosen = {(kind, code): path for (kind, code), path in there.items() if kind in kinds}
    texts = {
        path.name: beginning.text(path.read_text("utf-8"), data.get(kind))
        for (kind, code), path in chosen.items()
        if code in languages
    }
    _write_unnamed(plan, registry, data)
    folder.mkdir(parents=True)
    for name, text in {MEETING: record, **texts}.items():
        (folder / name).write_text(text, "utf-8")
    bare = [code for code in languages if not any(code == each for _, each in chosen)]
    return Begun(tuple(texts), tuple(bare))


def _write_unnamed(plan: Plan, registry: Registry, data: Any) -> None:
    file = plan.content / REGISTRY / UNNAMED
    before = file.read_text("utf-8") if file.exists() else ""
    template = (plan.templates / "new" / UNNAMED).read_text("utf-8")
    after = beginning.unnamed(template, before, data, registry.entries, plan.config.languages)
    if after != before:
        replace(file, after.encode())


def _like(plan: Plan, name: str) -> tuple[Mapping[str, Any] | None, Mapping[str, Collection[str]]]:
    """The record of the meeting ``name``, and the languages of its texts by kind."""
    if not name:
        return None, {}
    (meeting,) = plan.chosen([name])
    folder = plan.content / meeting
    return read_meeting(folder).data, texts_of(folder)


def _kinds(
    asked: Sequence[str], known: Collection[str], had: Mapping[str, Collection[str]]
) -> Sequence[str]:
    for kind in asked:
        if kind not in known:
            raise DiptychError(
                phrase(
                    "there is no scaffold for «{kind}»; {nearest}",
                    kind=kind,
                    nearest=nearest(kind, known),
                )
            )
    return asked or sorted(known & had.keys() or known)


def _languages(
    asked: Sequence[str], config: Configuration, had: Mapping[str, Collection[str]]
) -> Sequence[str]:
    for code in asked:
        if code not in config.languages:
            raise DiptychError(
                phrase(
                    "«{code}» is not one of the languages of the configuration; {nearest}",
                    code=code,
                    nearest=nearest(code, config.languages),
                )
            )
    before = {code for codes in had.values() for code in codes}
    chosen = set(asked) or before or set(config.languages)
    return [code for code in config.languages if code in chosen]


def _refuse_unknown_body(body: str, registry: Registry) -> None:
    bodies = registry.entries.keys() - registry.people
    if body in registry.people:
        raise DiptychError(phrase("«{name}» is a person and no body", name=body))
    if body not in bodies:
        raise DiptychError(
            phrase(
                "there is no entry «{name}» in the registry; {nearest}",
                name=body,
                nearest=nearest(body, bodies),
            )
        )


def _editions(
    kinds: Sequence[str], languages: Sequence[str], config: Configuration
) -> Mapping[str, Sequence[str]]:
    """The editions of each kind, where the languages are not enough for all configured ones."""

    def is_possible(edition: str) -> bool:
        try:
            codes = split(edition)
        except ValueProblem:
            return False
        return all(code in languages or source(code) in languages for code in codes)

    chosen = {}
    for kind in kinds:
        configured = config.editions.get(kind, ())
        possible = [edition for edition in configured if is_possible(edition)]
        if len(possible) < len(configured):
            chosen[kind] = possible or list(languages)
    return chosen
