"""Say at the end of a run what was built, what is missing and what has lost its source."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from diptych import publish
from diptych.plan import Document, Plan
from diptych.reader import content as reader


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say which arguments this command takes."""
    parser.add_argument("--content", type=Path, default=Path("content"))
    parser.add_argument("--config", type=Path, default=Path("config/config.yaml"))
    parser.add_argument("--output", type=Path, default=Path("output"))
    parser.add_argument("--since", type=Path, help="a file touched when the run began")
    parser.add_argument("--logs", type=Path, default=Path(".diptych/log"))
    parser.add_argument(
        "--failed", action="store_true", help="repeat the problems from the logs of what failed"
    )


def run(args: argparse.Namespace) -> int:
    """Print one line a document, then orphans and problems."""
    plan = Plan(reader.configuration(args.config), args.content)
    since = args.since.stat().st_mtime_ns if args.since and args.since.exists() else 0
    print()
    for document in plan.documents:
        print(_line(args.output, document, plan.config.formats, since))
    lost = publish.orphans(args.output, plan.files()) if args.output.is_dir() else []
    if lost:
        print(f"\n{len(lost)} without a source any more (orphans); delete what is not needed:")
        for name in lost:
            print(f"  {args.output.as_posix()}/{name}")
    if args.failed:
        documents = [f"{document.meeting}/{document.kind}" for document in plan.documents]
        names = [*plan.meetings, *documents]
        problems = _problems([args.logs / f"{name}.log" for name in names])
        if problems:
            print("\n" + "\n\n".join(problems))
            print(f"\n{len(problems)} to put right")
    return 0


def _problems(logs: list[Path]) -> list[str]:
    """The problems in ``logs``, each once, in the order of the places they are about."""
    paragraphs = {
        paragraph.strip()
        for log in logs
        if log.is_file()
        for paragraph in log.read_text("utf-8").split("\n\n")
        if ": error: " in paragraph
    }
    return sorted(paragraphs, key=_place)


def _place(paragraph: str) -> tuple[str, int, int]:
    file, line, column = paragraph.split(": error: ", 1)[0].rsplit(":", 2)
    return file, int(line), int(column)


def _line(output: Path, document: Document, formats: Sequence[str], since: int) -> str:
    paths = [
        output / document.file(edition, each) for edition in document.editions for each in formats
    ]
    there = [path.stat().st_mtime_ns for path in paths if path.is_file()]
    built = sum(time >= since for time in there)
    counts = {
        "built": built,
        "up to date": len(there) - built,
        "NOT BUILT": len(paths) - len(there),
    }
    state = ", ".join(f"{count} {what}" for what, count in counts.items() if count)
    name = f"{output.as_posix()}/{document.meeting}/{document.kind}"
    derived = f"; {', '.join(document.derived)} derived" if document.derived else ""
    return f"{name}: {state or 'no edition'} ({' '.join(document.editions)}{derived})"
