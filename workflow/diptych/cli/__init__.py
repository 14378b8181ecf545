"""The command ``diptych``: one module a subcommand, the only code that knows argv."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from importlib.metadata import version
from types import ModuleType

from diptych import modules  # noqa: F401  # first, to see the code as it is now
from diptych.cli.console import report
from diptych.errors import DiptychError

_GROUPS: Mapping[str, Sequence[str]] = {
    "Write the texts of a meeting": (
        "init",
        "new",
        "add",
        "check",
        "propose",
        "terms",
        "status",
        "confirm",
        "say",
        "preview",
    ),
    "Send documents out, once «snakemake» has built them": ("release", "sign", "verify", "clean"),
    "Run by the workflow": ("write", "publish", "bundle", "mail", "lock", "summary"),
    "For those who work on Diptych": ("schemas",),
}
_COMMANDS = tuple(name for names in _GROUPS.values() for name in names)
_ABOUT = """One structured record of a meeting in, official documents in several languages out.

Edit the texts and facts below content/, run «snakemake», and look into output/."""
_MORE = "diptych COMMAND --help says more of each."


def main(argv: Sequence[str] | None = None) -> int:
    """Run one subcommand; returns the exit status, 0 if all went well.

    A command raises :class:`~diptych.errors.DiptychError` for whatever is wrong. That goes to
    standard error, one message a problem.
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
    # A command starts faster if it does not load what the others need.
    named = [name for name in _COMMANDS if list(argv[:1]) == [name]]
    commands = {name: import_module(f"diptych.cli.{name}") for name in named or _COMMANDS}
    parser = argparse.ArgumentParser(
        prog="diptych",
        usage=None if named else "diptych [--help] [--version] COMMAND ...",
        description=_ABOUT,
        epilog=None if named else _overview(commands),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"diptych {version('diptych')}")
    subparsers = parser.add_subparsers(required=True, metavar="COMMAND", help=argparse.SUPPRESS)
    for name, command in commands.items():
        subparser = subparsers.add_parser(
            name, description=command.__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
        )
        command.arguments(subparser)
        subparser.set_defaults(run=command.run)
    return parser.parse_args(list(argv))


def _overview(commands: Mapping[str, ModuleType]) -> str:
    """The commands by what people do with them, a line each."""
    lines = []
    for title, names in _GROUPS.items():
        lines.append(f"{title}:")
        for name in names:
            about = (commands[name].__doc__ or "").partition("\n")[0].rstrip(".")
            lines.append(f"  {name:<9} {about[:1].lower()}{about[1:]}")
        lines.append("")
    return "\n".join([*lines, _MORE])
