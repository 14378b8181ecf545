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
    parser.add_argument(
        "--problems", type=Path, nargs="*", default=[], help="reports of failed checks to repeat"
    )


def run(args: argparse.Namespace) -> int:
    """Print one line a document, then orphans and problems."""
    config = yaml.read(args.config).data
    plan = Plan(config, args.content)
    targets = plan.targets()
    since = args.since.stat().st_mtime_ns if args.since and args.since.exists() else 0
    print()
    for (meeting, kind), group in groupby(sorted(targets), lambda t: (t.meeting, t.kind)):
        print(_line(args.output, meeting, kind, list(group), config["formats"], since))
    known = [target.file(each) for target in targets for each in config["formats"]]
    lost = publish.orphans(args.output, known) if args.output.is_dir() else []
    if lost:
        print(f"\n{len(lost)} without a source any more (orphans), delete what is not needed:")
        for name in lost:
            print(f"  {args.output.as_posix()}/{name}")
    reports = [path.read_text("utf-8").strip() for path in args.problems if path.is_file()]
    for report in filter(None, reports):
        print(f"\n{report}")
    return 0


def _line(
    output: Path, meeting: str, kind: str, targets: list[Target], formats: list[str], since: int
) -> str:
    files = [output / target.file(each) for target in targets for each in formats]
    there = [path.stat().st_mtime_ns for path in files if path.is_file()]
    built = sum(time >= since for time in there)
    editions = " ".join(target.edition for target in targets)
    state = f"{built} built" if built else "up to date"
    lacking = f", {len(files) - len(there)} NOT BUILT" if len(there) < len(files) else ""
    return (
        f"{output.as_posix()}/{meeting}/{kind}: {len(there)} files ({state}{lacking}): {editions}"
    )
