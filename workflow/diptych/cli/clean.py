"""Remove files from the output folder that have no source any more.

diptych clean            list them, and on a terminal ask
diptych clean --yes      remove them

Only what was built here, and nobody has changed since, is removed.
"""

from __future__ import annotations

import argparse
import sys

from diptych.cli import options, places
from diptych.cli.console import messages, say
from diptych.errors import phrase
from diptych.publish import leftovers
from diptych.publish.names import pages


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say which arguments this command takes."""
    options.places(parser)
    parser.add_argument("--yes", action="store_true", help="remove them without asking")


def run(args: argparse.Namespace) -> int:
    """List what has no source, and remove it if that is wanted."""
    plan = places.plan(args)
    current = [*plan.files(), *pages(plan.config.languages)]
    found = leftovers.find(args.output, args.records, current)
    if found.others:
        say("not built here, or changed since; left alone: {count}", count=len(found.others))
        _list(args, found.others)
    if not found.ours:
        say("nothing to remove")
        return 0
    say("without a source any more: {count}", count=len(found.ours))
    _list(args, found.ours)
    if args.yes or _agreed():
        leftovers.remove(args.output, found.ours)
        say("removed: {count}", count=len(found.ours))
    elif not sys.stdin.isatty():
        say("to remove them: diptych clean --yes")
    return 0


def _list(args: argparse.Namespace, names: tuple[str, ...]) -> None:
    for name in names:
        print(f"  {args.output.as_posix()}/{name}")


def _agreed() -> bool:
    """Whether somebody at a terminal says yes."""
    if not sys.stdin.isatty():
        return False
    try:
        answer = input(messages().say(phrase("remove them? [y/N] ")))
    except EOFError:
        return False
    return answer.strip().lower() in ("y", "yes", "д", "да")
