"""Copy what may be published out of output/: what is final and under no embargo.

diptych release --to FOLDER                          of all meetings
diptych release 2024-08-28-second-session --to FOLDER

Nothing else of Diptych puts documents anywhere but into output/.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from diptych.cli import options, places
from diptych.cli.console import say
from diptych.pipeline.publish import release


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say which arguments this command takes."""
    parser.add_argument("meetings", nargs="*", help="names of meetings; all if none is given")
    parser.add_argument("--to", type=Path, required=True, help="the folder that is published")
    options.places(parser)


def run(args: argparse.Namespace) -> int:
    """Copy each file that may leave, unchanged, and say of the others why they may not."""
    names = [Path(name).name for name in args.meetings]
    leaving, withheld = release(places.built(args), names, args.to)
    say("released into {folder}: {count}", folder=args.to.as_posix(), count=len(leaving))
    for path, reason in withheld.items():
        say("held back: {path}: {reason}", path=path, reason=reason)
    return 0
