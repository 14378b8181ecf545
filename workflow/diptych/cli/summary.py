"""Say at the end of a run what was built, what is missing and what has lost its source."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from diptych.cli import options, places
from diptych.cli.console import messages, say
from diptych.errors import phrase
from diptych.plan import PlannedDocument
from diptych.publish.manifest import orphans
from diptych.publish.names import pages
from diptych.reader.texts import invalid_folder_names


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say which arguments this command takes."""
    options.places(parser)
    parser.add_argument("--since", type=Path, help="a file touched when the run began")
    options.path(parser, "--logs", ".diptych/log", "the folder of the jobs' logs")


def run(args: argparse.Namespace) -> int:
    """Print a line for each document this run was about, then orphans, warnings and problems."""
    plan = places.plan(args)
    since = args.since.stat().st_mtime_ns if args.since and args.since.exists() else 0
    print()
    others = 0
    for document in plan.documents:
        log = args.logs / document.meeting / f"{document.kind}.log"
        if not since or _changed(log, since):
            print(_line(args.output, document, plan.config.formats, since))
        else:
            others += 1
    if others:
        say("other documents, not part of this run: {count}", count=others)
    lost = orphans(args.output, [*plan.files(), *pages(plan.config.languages)])
    if lost:
        print()
        say(
            "without a source any more (orphans): {count}; «diptych clean» removes them",
            count=len(lost),
        )
        for name in lost:
            print(f"  {args.output.as_posix()}/{name}")
    problems = _problems([log for log in args.logs.rglob("*.log") if _changed(log, since)])
    misnamed = map(messages().problem, invalid_folder_names(args.content))
    # Checking may have said the same.
    problems += [problem for problem in misnamed if problem not in problems]
    if problems:
        print("\n" + "\n\n".join(problems))
        print()
        say("to look at or put right: {count}", count=len(problems))
    return 0


def _changed(path: Path, since: int) -> bool:
    return path.is_file() and path.stat().st_mtime_ns >= since


def _problems(logs: Iterable[Path]) -> list[str]:
    """What ``logs`` say is wrong, each thing once, in the order of the places it is about."""
    paragraphs = {
        paragraph.strip() for log in logs for paragraph in log.read_text("utf-8").split("\n\n")
    }
    error = messages().say(phrase("error: {what}", what=""))
    return sorted(
        (each for each in paragraphs if _PLACE.match(each) or each.startswith(error)), key=_place
    )


_PLACE = re.compile(r"(?P<file>.+?):(?P<line>\d+):(?P<column>\d+): ")


def _place(paragraph: str) -> tuple[str, int, int]:
    match = _PLACE.match(paragraph)
    return (match["file"], int(match["line"]), int(match["column"])) if match else ("", 0, 0)


def _line(output: Path, document: PlannedDocument, formats: Sequence[str], since: int) -> str:
    paths = [output / name for name in document.files(formats)]
    built = sum(_changed(path, since) for path in paths)
    missing = sum(not path.is_file() for path in paths)
    before = len(paths) - missing - built
    counts = {
        phrase("built: {count}", count=built): built,
        phrase("as before: {count}", count=before): before,
        phrase("NOT BUILT: {count}", count=missing): missing,
    }
    state = ", ".join(messages().say(what) for what, count in counts.items() if count)
    name = f"{output.as_posix()}/{document.meeting}/{document.kind}"
    derived = (
        phrase("; derived: {codes}", codes=" ".join(document.derived)) if document.derived else ""
    )
    none = phrase("no edition")
    editions = " ".join(document.outputs)
    return f"{name}: {state or messages().say(none)} ({editions}{messages().say(derived)})"
