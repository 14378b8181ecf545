"""The command ``diptych``: one module a subcommand, the only code that knows argv."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module

from diptych import modules  # noqa: F401  # first, to see the code as it is now
from diptych.cli.console import report
from diptych.errors import DiptychError

_COMMANDS = (
    "check",
    "status",
    "confirm",
    "new",
    "say",
    "write",
    "lock",
    "publish",
    "release",
    "bundle",
    "mail",
    "sign",
    "verify",
    "summary",
    "schemas",
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one subcommand; returns the exit status, 0 if all went well.

    What is wrong in the content goes to standard error, one message each.
    """
    args = _arguments(sys.argv[1:] if argv is None else argv)
    try:
        return int(args.run(args))
    except DiptychError as error:
        report(error)
        return 1
    except BrokenPipeError:
        return 1


def _arguments(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="diptych", description=__doc__)
    subparsers = parser.add_subparsers(required=True, metavar="command")
    # A command starts faster if it does not load what the others need.
    named = [name for name in _COMMANDS if list(argv[:1]) == [name]]
    for name in named or _COMMANDS:
        command = import_module(f"diptych.cli.{name}")
        about = command.__doc__ or ""
        subparser = subparsers.add_parser(
            name,
            help=about.split("\n", 1)[0].rstrip("."),
            description=about,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        command.arguments(subparser)
        subparser.set_defaults(run=command.run)
    return parser.parse_args(list(argv))
