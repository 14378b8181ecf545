"""Take official equivalents from a termbase into the registry, or write one from it.

diptych terms import FILE                    TBX (ISO 30042), or CSV in UTF-8 with a row of codes
diptych terms export --format tbx > terms.tbx
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from diptych.cli import options
from diptych.cli.console import say, warn
from diptych.pipeline.termbase import export_terms, import_terms
from diptych.reader.registry import REGISTRY


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say which arguments this command takes."""
    actions = parser.add_subparsers(
        required=True, metavar="ACTION", dest="action", help="import or export"
    )
    taken = actions.add_parser("import", help="add what is new to a file of the registry")
    taken.add_argument("file", type=Path, help="a file of TBX, or CSV in UTF-8")
    taken.add_argument(
        "--into", type=Path, help="the file of the registry; content/registry/terms.yaml by default"
    )
    taken.add_argument("--dry-run", action="store_true", help="only say what would be added")
    given = actions.add_parser("export", help="write the registry to standard output")
    given.add_argument(
        "--format", choices=("tbx", "csv"), default="tbx", help="tbx by default, or a table"
    )
    for action in (taken, given):
        options.path(action, "--content", "content", "the folder of the meetings")


def run(args: argparse.Namespace) -> int:
    """Import, and say what was added and what was not; or export.

    Raises :class:`~diptych.errors.DiptychError` if a file cannot be read: nothing is written then.
    """
    if args.action == "export":
        sys.stdout.buffer.write(export_terms(args.content, args.format))
        return 0
    into = args.into or args.content / REGISTRY / "terms.yaml"
    done = import_terms(args.content, args.file, into, dry_run=args.dry_run)
    for problem in sorted(set(done.left)):
        warn(problem)
    for name, text in done.added.items():
        print(f"{name}: {text}")
    if args.dry_run:
        say(
            "would be added to {file}: {count}; nothing is written",
            file=done.file,
            count=len(done.added),
        )
    else:
        say("added to {file}: {count}; read them", file=done.file, count=len(done.added))
    return 0
