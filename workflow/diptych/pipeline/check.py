"""Whether everything that all meetings need can be built: what is wrong, each with its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from diptych import kinds, writers
from diptych.clock import clock
from diptych.editions import split
from diptych.errors import ContentError, Position, Problem, Problems, ValueProblem, nearest, phrase
from diptych.language import locale, transliteration
from diptych.language.data import codes
from diptych.pipeline import compose, sessions
from diptych.pipeline.limits import LimitExceeded, limited
from diptych.pipeline.source_document import CATALOGUES
from diptych.plan import Plan, PlannedDocument
from diptych.reader import schema, yaml
from diptych.reader.configuration import authenticity_problems
from diptych.reader.meeting import facts_problems, read_meeting
from diptych.reader.recipients import read_recipients
from diptych.reader.registry import Registry, read_registry, registry_problems
from diptych.reader.texts import invalid_folder_names, meant, unknown_files

# What is set by kind of document.
_BY_KIND = ("editions", "arrangement")
# As far as the clocks of two machines that share a folder may differ.
_CLOCK_SKEW_SECONDS = 5
_SHOWN_LABELS = 5
CPU_SECONDS = 100
"""What checking one document may take; the longest known takes a few."""


def check(
    plan: Plan, meetings: Iterable[str], configuration: yaml.Source, *, documents: bool
) -> tuple[Sequence[str], Problems]:
    """The meetings that were checked, and everything that is wrong in them.

    Without ``meetings`` these are all of the ``plan``. ``configuration`` is where the
    configuration of the plan stands, ``documents`` whether texts are checked, too.
    Raises :class:`DiptychError` for a meeting that is not there.
    """
    named = plan.chosen(meetings)
    problems = Problems()
    problems.extend(_unbuildable(configuration, plan))
    problems.extend(future_sources(plan, clock()))
    problems.extend(invalid_folder_names(plan.content))
    try:
        read_recipients(plan.content)
    except ContentError as error:
        problems.extend(error.problems)
    try:
        registry = read_registry(plan.content)
    except ContentError as error:
        problems.extend(error.problems)
    else:
        problems.extend(registry_problems(registry))
        order = sessions.problems(plan.sessions, plan.content)
        problems.extend(each for each in order if Path(each.position.file).parent.name in named)
        for meeting in named:
            place = Position(f"{plan.content.as_posix()}/{meeting}")
            problems.extend(_within_limits(place, _meeting(plan, meeting, registry)))
        wanted = named if documents else ()
        for document in (each for meeting in wanted for each in plan.of(meeting)):
            place = Position(f"{plan.content.as_posix()}/{document.meeting}/{document.kind}")
            faults = _document(plan, document, registry)
            problems.extend(_within_limits(place, faults))
    return named, problems


def future_sources(plan: Plan, now: datetime) -> Problems:
    """A problem for each file of content that is dated after ``now``, an aware time.

    Snakemake would take its outputs for older than it, and the job for failed.
    """
    problems = Problems()
    tolerated = now.timestamp() + _CLOCK_SKEW_SECONDS
    for path in sorted(each for each in plan.content.rglob("*") if each.is_file()):
        changed = path.stat().st_mtime
        if changed > tolerated:
            day = datetime.fromtimestamp(changed, now.tzinfo).date().isoformat()
            problems.add(
                Position(path.as_posix()),
                phrase("this file is dated in the future: {day}", day=day),
                phrase("set the clock right, or save the file again: touch {path}", path=path),
            )
    return problems


def _within_limits(place: Position, problems: Iterable[Problem]) -> Sequence[Problem]:
    """The ``problems`` of what stands at ``place``, or that looking for them takes too long."""
    try:
        with limited(CPU_SECONDS):
            return list(problems)
    except LimitExceeded:
        return [
            Problem(
                place,
                phrase("checking this takes more time or memory than it may"),
                phrase("look for what repeats without end in it, and divide what is very long"),
            )
        ]


def _unbuildable(source: yaml.Source, plan: Plan) -> Iterator[Problem]:
    """Kinds, languages and formats in the configuration that do not exist."""
    yield from _unknown_kinds(source, kinds.names())
    for index, code in enumerate(plan.config.languages):
        if code not in codes():
            what = phrase("there is no language «{language}»", language=code)
            yield source.problem(source.at(("languages", index)), what, nearest(code, codes()))
        else:
            yield from _untranslated(plan, code, source.at(("languages", index)))
    for index, name in enumerate(plan.config.formats):
        if name not in writers.names():
            what = phrase("there is no format «{name}»", name=name)
            place = source.at(("formats", index))
            yield source.problem(place, what, nearest(name, writers.names()))


def _untranslated(plan: Plan, code: str, place: Position) -> Iterator[Problem]:
    """A warning about the labels that a language lacks, which some document may need."""
    try:
        missing = locale.load(code, plan.templates / CATALOGUES).untranslated()
    except ValueProblem:  # a text in the language says so
        return
    if missing:
        shown = ", ".join(label.replace("\n", "⏎") for label in missing[:_SHOWN_LABELS])
        yield Problem(
            place,
            phrase(
                "labels of documents that {code} lacks: {count} ({labels}{more})",
                code=code,
                count=len(missing),
                labels=shown,
                more=", …" if len(missing) > _SHOWN_LABELS else "",
            ),
            phrase("write their msgstr in the catalogue of the language"),
            severity="warning",
        )


def _unknown_kinds(source: yaml.Source, known: Sequence[str]) -> Iterator[Problem]:
    """Settings for kinds that do not exist."""
    for key in _BY_KIND:
        settings = source.data.get(key)
        for kind in settings if isinstance(settings, dict) else ():
            if kind not in known:
                what = phrase("there is no kind of document «{kind}»", kind=kind)
                yield source.problem(source.key((key, kind)), what, nearest(kind, known))


def _meeting(plan: Plan, meeting: str, registry: Registry) -> Iterator[Problem]:
    """What is wrong in a meeting outside the texts of its documents."""
    folder = plan.content / meeting
    known = kinds.names()
    yield from unknown_files(folder, known, plan.config.languages)
    # What is missing because another name was given to it is said there.
    named = {meant(path.name, known, plan.config.languages) for path in folder.iterdir()}
    misnamed = {(folder / name).as_posix() for name in named if not (folder / name).exists()}
    try:
        source = read_meeting(folder)
    except ContentError as error:  # which editions there are to be, nobody can say
        yield from (each for each in error.problems if each.position.file not in misnamed)
        return
    for document in plan.of(meeting):
        missing = _missing(plan, document)
        yield from (each for each in missing if each.position.file not in misnamed)
    sections = {name: kinds.load(name).Section for name in known}
    yield from schema.problems(source, schema.meeting(sections))
    yield from facts_problems(source, registry)
    yield from authenticity_problems(source, plan.config.languages)
    yield from _unknown_kinds(source, known)
    yield from _wrong_editions(source, plan.config.languages)


def _missing(plan: Plan, document: PlannedDocument) -> Iterator[Problem]:
    """A problem for each text that is not there and that some edition needs."""
    wanted: dict[str, list[str]] = {}
    for edition in document.lacking:
        for code in set(split(edition)) - {*document.languages, *document.derived}:
            if code not in plan.config.languages:  # which is said where the edition stands
                continue
            wanted.setdefault(code, []).append(edition)
    for code, editions in wanted.items():
        other = transliteration.source(code)
        what = phrase(
            "this text is missing, and the editions {editions} need it",
            editions=", ".join(editions),
        )
        if other in wanted and transliteration.source(other) == code:  # one problem, at the first
            if other < code:
                continue
            editions = sorted({*editions, *wanted[other]})
        if other is not None:
            what = phrase(
                "neither this text is there nor {other}, which it can be derived from, and the "
                "editions {editions} need it",
                other=f"{document.kind}.{other}.md",
                editions=", ".join(editions),
            )
        yield Problem(
            Position(f"{plan.content.as_posix()}/{document.meeting}/{document.kind}.{code}.md"),
            what,
            phrase(
                "write it, or list the editions you want in {meeting}/meeting.yaml: «editions: "
                "{{kind}: […]}»",
                meeting=document.meeting,
                kind=document.kind,
            ),
        )


def _document(plan: Plan, document: PlannedDocument, registry: Registry) -> Iterator[Problem]:
    """What is wrong in the texts of a document and in what they draw on."""
    if document.kind in kinds.names():  # else the meeting says so
        try:
            composed = compose.planned(plan, document, registry)
        except ContentError as error:
            yield from error.problems
        else:
            yield from composed.warnings


def _wrong_editions(source: yaml.Source, languages: Sequence[str]) -> Iterator[Problem]:
    """Editions that are none, or in languages that are not configured."""
    for key in _BY_KIND:
        settings = source.data.get(key)
        for kind, value in settings.items() if isinstance(settings, dict) else ():
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
