"""Check the content of all meetings, or of those named, and say everything that is wrong."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from diptych import inputs, kinds, modules, writers
from diptych.cli import assembly
from diptych.cli.bounds import OutOfBounds, bounded
from diptych.cli.formats import FORMATS
from diptych.cli.voice import say, voice, warn
from diptych.editions import split
from diptych.errors import (
    ContentError,
    DiptychError,
    Position,
    Problem,
    Problems,
    ValueProblem,
    nearest,
    phrase,
)
from diptych.language.data import codes
from diptych.plan import Document, Plan
from diptych.reader import content as reader
from diptych.reader import schema, yaml

#: Seconds of CPU time that checking one document may take; the longest known takes a few.
SECONDS = 100


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say which arguments this command takes."""
    parser.add_argument("meetings", nargs="*", help="names of meetings; all if none is given")
    parser.add_argument("--content", type=Path, default=Path("content"))
    parser.add_argument("--templates", type=Path, default=Path("templates"))
    parser.add_argument("--config", type=Path, default=Path("config/config.yaml"))
    parser.add_argument(
        "--no-documents", action="store_true", help="leave out the texts, which building checks"
    )

    parser.add_argument(
        "--fingerprint", help="what was planned: anything else that is read is refused"
    )
    parser.add_argument(
        "--format",
        choices=("text", *FORMATS),
        default="text",
        help="text to read on standard error, or all problems on standard output for machines",
    )


def run(args: argparse.Namespace) -> int:
    """Check, and say everything that is wrong or that nothing is; 1 if anything is an error."""
    if args.fingerprint:
        with inputs.steady(planned=True):
            return _planned(args)
    if args.format == "text":
        return _check(args)
    try:
        problems = tuple(sorted(set(_problems(args)[1])))
    except ContentError as error:
        problems = error.problems
    print(FORMATS[args.format](map(voice().translated, problems)).decode(), end="")
    return int(any(problem.severity == "error" for problem in problems))


def _planned(args: argparse.Namespace) -> int:
    """Check what was planned and nothing else."""
    plan = Plan(reader.configuration(args.config), args.content, args.templates)
    if plan.checked(args.meetings, args.config) != args.fingerprint:
        raise inputs.Changed(args.content.as_posix())
    status = _check(args)
    if module := modules.changed():
        raise inputs.Changed(module.as_posix())
    return status


def _check(args: argparse.Namespace) -> int:
    meetings, problems = _problems(args)
    warnings = sorted(problem for problem in set(problems) if problem.severity == "warning")
    for warning in warnings:
        warn(warning)
    errors = Problems()
    errors.extend(problem for problem in problems if problem.severity == "error")
    errors.raise_if_any()
    if warnings:
        say(
            "meetings checked: {count}; to look at: {found}",
            count=len(meetings),
            found=len(warnings),
        )
    else:
        say("meetings checked: {count}; no problem found", count=len(meetings))
    return 0


def _problems(args: argparse.Namespace) -> tuple[Sequence[str], Problems]:
    """The meetings that were checked, and everything that is wrong in them."""
    plan = Plan(reader.configuration(args.config), args.content)
    meetings = [Path(name).name for name in args.meetings] or plan.meetings
    for name in meetings:
        if name not in plan.meetings:
            raise DiptychError(
                phrase(
                    "there is no meeting «{name}»; {nearest}",
                    name=name,
                    nearest=nearest(name, plan.meetings),
                )
            )
    problems = Problems()
    problems.extend(_unbuildable(args.config, plan))
    problems.extend(reader.misnamed(args.content))
    try:
        reader.recipients(args.content)
    except ContentError as error:
        problems.extend(error.problems)
    try:
        registry = reader.registry(args.content)
    except ContentError as error:
        problems.extend(error.problems)
    else:
        problems.extend(reader.registry_problems(registry))
        for meeting in meetings:
            place = Position(f"{plan.content.as_posix()}/{meeting}")
            problems.extend(_in_bounds(place, _meeting(plan, meeting, registry)))
        wanted = [] if args.no_documents else meetings
        for document in (each for meeting in wanted for each in plan.of(meeting)):
            place = Position(f"{plan.content.as_posix()}/{document.meeting}/{document.kind}")
            found = _document(plan, document, registry, args.templates)
            problems.extend(_in_bounds(place, found))
    return meetings, problems


def _in_bounds(place: Position, problems: Iterable[Problem]) -> Sequence[Problem]:
    """The ``problems`` of what stands at ``place``, or that looking for them takes too long."""
    try:
        with bounded(SECONDS):
            return list(problems)
    except OutOfBounds:
        return [
            Problem(
                place,
                phrase("checking this takes more time or memory than it may"),
                phrase("look for what repeats without end in it, and divide what is very long"),
            )
        ]


def _unbuildable(path: Path, plan: Plan) -> Iterator[Problem]:
    """Kinds, languages and formats in the configuration that there are not."""
    source = yaml.read(path)
    named = [
        (key, kind) for key in ("editions", "arrangement") for kind in source.data.get(key, {})
    ]
    for key, kind in named:
        if kind not in kinds.names():
            place = source.key((key, kind))
            what = phrase("there is no kind of document «{kind}»", kind=kind)
            yield source.problem(place, what, nearest(kind, kinds.names()))
    for index, code in enumerate(plan.config.languages):
        if code not in codes():
            yield source.problem(
                source.at(("languages", index)),
                phrase("there is no language «{language}»", language=code),
                nearest(code, codes()),
            )
    for index, name in enumerate(plan.config.formats):
        if name not in writers.names():
            place = source.at(("formats", index))
            yield source.problem(
                place,
                phrase("there is no format «{name}»", name=name),
                nearest(name, writers.names()),
            )


def _meeting(plan: Plan, meeting: str, registry: reader.Registry) -> Iterator[Problem]:
    """What is wrong in a meeting outside the texts of its documents."""
    folder = plan.content / meeting
    known = kinds.names()
    yield from reader.strays(folder, known, plan.config.languages)
    for document in plan.of(meeting):
        yield from _missing(plan.content, document)
    try:
        source = reader.meeting(folder)
    except ContentError as error:
        yield from error.problems
        return
    sections = {name: kinds.load(name).Section for name in known}
    yield from schema.problems(source, schema.meeting(sections))
    yield from reader.facts_problems(source, registry)
    yield from reader.standing_problems(source, plan.config.languages)
    yield from _settings(source, known, plan.config.languages)


def _missing(content: Path, document: Document) -> Iterator[Problem]:
    """A problem for each text that is not there and that some edition needs."""
    wanted: dict[str, list[str]] = {}
    for edition in document.lacking:
        for code in set(split(edition)) - {*document.languages, *document.derived}:
            wanted.setdefault(code, []).append(edition)
    for code, editions in wanted.items():
        yield Problem(
            Position(f"{content.as_posix()}/{document.meeting}/{document.kind}.{code}.md"),
            phrase(
                "this text is missing, and the editions {editions} need it",
                editions=", ".join(editions),
            ),
            phrase(
                "write it, or list the editions you want in {meeting}/meeting.yaml: «editions: "
                "{{kind}: […]}»",
                meeting=document.meeting,
                kind=document.kind,
            ),
        )


def _document(
    plan: Plan, document: Document, registry: reader.Registry, templates: Path
) -> Iterator[Problem]:
    """What is wrong in the texts of a document and in what they draw on."""
    if document.kind in kinds.names():  # else the meeting says so
        folder = plan.content / document.meeting
        editions = [split(edition) for edition in document.editions]
        try:
            composed = assembly.compose(
                folder, document.kind, editions, registry, templates, document.standing
            )
        except ContentError as error:
            yield from error.problems
        else:
            yield from composed.warnings


def _settings(
    source: yaml.Source, known: Sequence[str], languages: Sequence[str]
) -> Iterator[Problem]:
    """Editions that are none, and settings for kinds that do not exist."""
    for key in ("editions", "arrangement"):
        settings = source.data.get(key)
        for kind, value in settings.items() if isinstance(settings, dict) else ():
            if kind not in known:
                yield source.problem(
                    source.key((key, kind)),
                    phrase("there is no kind of document «{kind}»", kind=kind),
                    nearest(kind, known),
                )
            for index, edition in enumerate(value if isinstance(value, list) else ()):
                place = source.at((key, kind, index))
                try:
                    unknown = sorted(set(split(str(edition))) - set(languages))
                except ValueProblem as error:
                    yield source.problem(place, error.message, error.remedy)
                    continue
                for code in unknown:
                    message = phrase(
                        "«{code}» is not one of the languages of the configuration", code=code
                    )
                    yield source.problem(place, message, nearest(code, languages))
