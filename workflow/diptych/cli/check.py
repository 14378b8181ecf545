"""Check the content of all meetings, or of those named, and say everything that is wrong."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

from diptych import kinds, publish
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
    parts = parser.add_mutually_exclusive_group()
    parts.add_argument("--document", metavar="KIND", help="check only this kind of document")
    parts.add_argument("--no-documents", action="store_true", help="check all but the documents")
    parser.add_argument(
        "--withdraw",
        metavar="OUTPUT",
        type=Path,
        help="with --document: if there is a problem, delete the document's files there",
    )


def run(args: argparse.Namespace) -> int:
    """Check, raise all problems together, or say that there are none."""
    plan = Plan(yaml.read(args.config).data, args.content)
    meetings = args.meetings or plan.meetings
    problems = Problems()
    try:
        registry = reader.registry(args.content)
    except ContentError as error:
        problems.extend(error.problems)
    else:
        if not args.document:
            problems.extend(reader.registry_problems(registry))
        for meeting in meetings:
            if not args.document:
                problems.extend(_meeting(plan, meeting, registry))
            if not args.no_documents:
                kinds_ = [args.document] if args.document else plan.texts(meeting)
                for kind in kinds_:
                    problems.extend(_document(plan, meeting, kind, registry, args.templates))
    if problems and args.withdraw:
        for meeting in meetings:
            publish.withdraw_document(args.withdraw, meeting, args.document)
    problems.raise_if_any()
    count = len(meetings)
    print(f"{count} meeting{'' if count == 1 else 's'} checked: no problem found")
    return 0


def _meeting(plan: Plan, meeting: str, registry: reader.Registry) -> Iterator[Problem]:
    """What is wrong in a meeting outside the texts of its documents."""
    folder = plan.content / meeting
    known = kinds.names()
    yield from reader.strays(folder, known, tuple(plan.config["languages"]))
    for kind in plan.texts(meeting):
        wanted: dict[str, list[str]] = {}
        for target in plan.asked(meeting):
            for code in plan.lacking(target) if target.kind == kind else ():
                wanted.setdefault(code, []).append(target.edition)
        yield from assembly.missing_texts(plan.content, meeting, kind, wanted)
    try:
        source = reader.meeting(folder)
    except ContentError as error:
        yield from error.problems
        return
    sections = {name: kinds.load(name).Section for name in known}
    yield from schema.problems(source, schema.meeting(sections))
    yield from reader.facts_problems(source, registry)
    yield from _settings(source, known)


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
    plan: Plan, meeting: str, kind: str, registry: reader.Registry, templates: Path
) -> Iterator[Problem]:
    """What is wrong in the texts of a document and in what they draw on."""
    if kind not in kinds.names():
        return  # the meeting says so
    texts = plan.texts(meeting)[kind]
    draft, problems = assembly.examine(plan.content / meeting, kind, texts, registry)
    yield from problems
    if draft is None:
        return
    # A text may read differently by who leads: compose it once for each lead.
    composed: set[tuple[str, str]] = set()
    asked = [target for target in plan.asked(meeting) if target.kind == kind]
    for target in asked:
        languages = [code for code in target.languages if code in draft.texts]
        lead = draft.kind.lead(draft.record, languages)
        pairs = {(lead, code) for code in languages}
        if not pairs <= composed:
            composed |= pairs
            try:
                assembly.compose(draft, languages, templates)
            except ContentError as error:
                yield from error.problems
