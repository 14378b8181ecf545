"""The command ``diptych``: one module a subcommand, the only code that knows argv."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from diptych.cli import check, manifest, new, say, schemas, summary, write
from diptych.errors import ContentError, DiptychError

_COMMANDS = (check, new, say, write, manifest, summary, schemas)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one subcommand; returns the exit status, 0 if all went well.

    What is wrong in the content goes to standard error, one message each.
    """
    parser = argparse.ArgumentParser(prog="diptych", description=__doc__)
    subparsers = parser.add_subparsers(required=True, metavar="command")
    for command in _COMMANDS:
        name = command.__name__.rsplit(".", 1)[-1]
        summary_line = (command.__doc__ or "").split("\n", 1)[0].rstrip(".")
        subparser = subparsers.add_parser(
            name,
            help=summary_line,
            description=command.__doc__,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        command.arguments(subparser)
        subparser.set_defaults(run=command.run)
    args = parser.parse_args(argv)
    try:
        return int(args.run(args))
    except ContentError as error:
        report(error)
        return 1
    except DiptychError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        return 1


def report(error: ContentError) -> None:
    """Print every problem of ``error`` and their number to standard error."""
    for problem in error.problems:
        print(problem, end="\n\n", file=sys.stderr)
    count = len(error.problems)
    print(f"{count} problem{'' if count == 1 else 's'} found", file=sys.stderr)
