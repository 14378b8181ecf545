"""Copy what may be published out of output/: what is final and under no embargo.

diptych release --to FOLDER                          of all meetings
diptych release 2024-08-28-second-session --to FOLDER

Nothing else of Diptych puts documents anywhere but into output/.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from diptych.cli import places, publish
from diptych.cli.clock import clock
from diptych.cli.files import replace
from diptych.cli.voice import say
from diptych.errors import DiptychError, nearest, phrase
from diptych.publish import manifest, names
from diptych.publish.fresh import insist


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say which arguments this command takes."""
    parser.add_argument("meetings", nargs="*", help="names of meetings; all if none is given")
    parser.add_argument("--to", type=Path, required=True, help="the folder that is published")
    places.arguments(parser)
    publish.pictures(parser)


def run(args: argparse.Namespace) -> int:
    """Copy each file that may leave, unchanged, and say of the others why they may not."""
    stated = manifest.read(args.output / names.MANIFEST)
    files = stated.files
    meetings = {file.meeting for file in files}
    chosen = {Path(name).name for name in args.meetings} or meetings
    for name in sorted(chosen - meetings):
        raise DiptychError(
            phrase(
                "there is no meeting «{name}»; {nearest}",
                name=name,
                nearest=nearest(name, meetings),
            )
        )
    insist(places.plan(args), chosen, args.records, args.output)
    now = clock()
    wanted = [file for file in files if file.meeting in chosen]
    held = {file.path: reason for file in wanted if (reason := file.held(now)) is not None}
    leaving = [file for file in wanted if file.path not in held]
    copies = {file.path: manifest.unchanged(args.output, file) for file in leaving}
    if (args.output / names.INDEX).is_file():
        copies |= publish.about(stated, leaving, args)
    for path, data in copies.items():
        replace(args.to / path, data)
    say("released into {folder}: {count}", folder=args.to.as_posix(), count=len(leaving))
    for path, reason in held.items():
        say("held back: {path}: {reason}", path=path, reason=reason)
    return 0
