"""Check the content of all meetings, or of those named, and say everything that is wrong."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from diptych import kinds
from diptych.cli import assembly
from diptych.editions import split
from diptych.errors import ContentError, Problem, Problems, ValueProblem, nearest
from diptych.plan import Plan
from diptych.reader import content as reader
from diptych.reader import schema, yaml


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say which arguments this command takes."""
    parser.add_argument("meetings", nargs="*", help="names of meetings; all if none is given")
    parser.add_argument("--content", type=Path, default=Path("content"))
    parser.add_argument("--templates", type=Path, default=Path("templates"))
    parser.add_argument("--config", type=Path, default=Path("config/config.yaml"))


def run(args: argparse.Namespace) -> int:
    """Check, raise all problems together, or say that there are none."""
    plan = Plan(yaml.read(args.config).data, args.content)
    problems = Problems()
    registry = None
    try:
        registry = reader.registry(args.content)
        problems.extend(reader.registry_problems(registry))
    except ContentError as error:
        problems.extend(error.problems)
    meetings = args.meetings or plan.meetings
    if registry is not None:
        for meeting in meetings:
            problems.extend(_meeting(plan, meeting, registry, args.templates))
    problems.raise_if_any()
    count = len(meetings)
    print(f"{count} meeting{'' if count == 1 else 's'} checked: no problem found")
    return 0


def _meeting(
    plan: Plan, meeting: str, registry: reader.Registry, templates: Path
) -> Iterator[Problem]:
    folder = plan.content / meeting
    known = kinds.names()
    yield from reader.strays(folder, known, tuple(plan.config["languages"]))
    try:
        source = reader.meeting(folder)
    except ContentError as error:
        yield from error.problems
        return
    sections = {name: kinds.load(name).Section for name in known}
    yield from schema.problems(source, schema.meeting(sections))
    yield from reader.facts_problems(source, registry)
    yield from _settings(source, known)
    for kind, texts in plan.texts(meeting).items():
        if kind in known:
            yield from _document(plan, meeting, kind, texts, registry, templates)


def _settings(source: yaml.Source, known: Sequence[str]) -> Iterator[Problem]:
    """Editions that are none, and settings for kinds that do not exist."""
    for key in ("editions", "arrangement"):
        settings = source.data.get(key)
        for kind, value in settings.items() if isinstance(settings, dict) else ():
            if kind not in known:
                yield source.problem(
                    source.key((key, kind)),
                    f"there is no kind of document «{kind}»",
                    nearest(kind, known),
                )
            for index, edition in enumerate(value if isinstance(value, list) else ()):
                try:
                    split(str(edition))
                except ValueProblem as error:
                    place = source.at((key, kind, index))
                    yield source.problem(place, error.message, error.remedy)


def _document(
    plan: Plan,
    meeting: str,
    kind: str,
    texts: Mapping[str, Path],
    registry: reader.Registry,
    templates: Path,
) -> Iterator[Problem]:
    asked = [target for target in plan.asked(meeting) if target.kind == kind]
    wanted: dict[str, list[str]] = {}
    for target in asked:
        for code in plan.lacking(target):
            wanted.setdefault(code, []).append(target.edition)
    yield from assembly.missing_texts(plan.content, meeting, kind, wanted)
    try:
        draft = assembly.read(plan.content / meeting, kind, texts, registry)
    except ContentError as error:
        yield from error.problems
        return
    # A text may read differently by who leads: compose it once for each lead.
    composed: set[tuple[str, str]] = set()
    for languages in [target.languages for target in asked if not plan.lacking(target)]:
        lead = draft.kind.lead(draft.record, languages)
        pairs = {(lead, code) for code in languages}
        if not pairs <= composed:
            composed |= pairs
            try:
                assembly.compose(draft, languages, templates)
            except ContentError as error:
                yield from error.problems
