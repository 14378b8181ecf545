"""Say at the end of a run what was built, what is missing and what has lost its source."""

from __future__ import annotations

import argparse
from itertools import groupby
from pathlib import Path

from diptych import publish
from diptych.plan import Plan, Target
from diptych.reader import yaml


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
    config = yaml.read(args.config).data
    plan = Plan(config, args.content)
    targets = sorted(plan.targets())
    since = args.since.stat().st_mtime_ns if args.since and args.since.exists() else 0
    print()
    for (meeting, kind), group in groupby(targets, lambda target: (target.meeting, target.kind)):
        print(_line(args.output, meeting, kind, list(group), config["formats"], since))
    files = [target.file(each) for target in targets for each in config["formats"]]
    lost = publish.orphans(args.output, files) if args.output.is_dir() else []
    if lost:
        print(f"\n{len(lost)} without a source any more (orphans); delete what is not needed:")
        for name in lost:
            print(f"  {args.output.as_posix()}/{name}")
    if args.failed:
        missing = [name for name in files if not (args.output / name).is_file()]
        checks = [name for m in plan.meetings for name in (m, *(f"{m}/{k}" for k in plan.texts(m)))]
        problems = _problems([args.logs / f"{name}.log" for name in (*checks, *missing)])
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


def _line(
    output: Path, meeting: str, kind: str, targets: list[Target], formats: list[str], since: int
) -> str:
    files = [output / target.file(each) for target in targets for each in formats]
    there = [path.stat().st_mtime_ns for path in files if path.is_file()]
    built = sum(time >= since for time in there)
    editions = " ".join(target.edition for target in targets)
    counts = {
        "built": built,
        "up to date": len(there) - built,
        "NOT BUILT": len(files) - len(there),
    }
    state = ", ".join(f"{count} {what}" for what, count in counts.items() if count)
    return f"{output.as_posix()}/{meeting}/{kind}: {state} ({editions})"
