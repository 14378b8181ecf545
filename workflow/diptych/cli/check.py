"""Check the content of all meetings, or of those named, and say everything that is wrong."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from diptych import inputs, modules
from diptych.cli import options, places
from diptych.cli.console import messages, say, warn
from diptych.cli.dictionaries import dictionary_folders
from diptych.cli.formats import FORMATS
from diptych.clock import clock
from diptych.errors import ContentError, Problems
from diptych.pipeline.check import check, future_sources
from diptych.pipeline.spelling import check_spelling
from diptych.reader.configuration import source_of


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say which arguments this command takes."""
    parser.add_argument("meetings", nargs="*", help="names of meetings; all if none is given")
    options.places(parser)
    parser.add_argument(
        "--no-documents", action="store_true", help="leave out the texts, which building checks"
    )
    parser.add_argument(
        "--spelling",
        action="store_true",
        help="also the spelling of all texts, by the dictionaries of Hunspell on this machine",
    )
    parser.add_argument(
        "--dates", action="store_true", help="only look for sources that are dated in the future"
    )
    options.fingerprint(parser)
    parser.add_argument(
        "--format",
        choices=("text", *FORMATS),
        default="text",
        help="text to read on standard error, or all problems on standard output for machines",
    )


def run(args: argparse.Namespace) -> int:
    """Check, and print the problems or that there are none; returns 1 if there is an error.

    Raises :class:`~diptych.errors.DiptychError` with the errors, or if a file has changed since.
    """
    if args.dates:
        future_sources(places.plan(args), clock()).raise_if_any()
        return 0
    if args.fingerprint:
        with inputs.steady(planned=True):
            return _planned(args)
    if args.format == "text":
        return _check(args)
    try:
        problems = tuple(sorted(set(_problems(args)[1])))
    except ContentError as error:
        problems = error.problems
    print(FORMATS[args.format](map(messages().translated, problems)).decode(), end="")
    return int(any(problem.severity == "error" for problem in problems))


def _planned(args: argparse.Namespace) -> int:
    """Check what was planned and nothing else."""
    if places.plan(args).check_digest(args.meetings) != args.fingerprint:
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
    if errors := [problem for problem in problems if problem.severity == "error"]:
        raise ContentError(errors)
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
    plan = places.plan(args)
    source = source_of(plan.config, args.config, options.GIVEN)
    named, problems = check(plan, args.meetings, source, documents=not args.no_documents)
    if args.spelling:
        found = check_spelling(plan, named, source, dictionary_folders())
        problems.extend(found.problems)
        if args.format == "text" and found.checked:
            by = ", ".join(f"{code} – {name}" for code, name in found.checked.items())
            say("spelling checked: {by}", by=by)
    return named, problems
