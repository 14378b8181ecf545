"""Write drafts of the messages about a meeting, one a list of recipients; nothing is sent.

diptych mail 2024-08-28-second-session newsrooms-ru
"""

from __future__ import annotations

import argparse

from diptych.cli import places
from diptych.cli.clock import clock
from diptych.cli.files import replace
from diptych.errors import DiptychError, nearest, phrase
from diptych.publish import mail, manifest, record
from diptych.publish.fresh import insist
from diptych.publish.listing import meetings
from diptych.publish.names import MAIL, MANIFEST
from diptych.reader import content as reader


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say which arguments this command takes."""
    parser.add_argument("meeting", help="the name of the meeting")
    parser.add_argument("lists", nargs="+", help="lists of content/registry/recipients")
    places.arguments(parser)


def run(args: argparse.Namespace) -> int:
    """Write ``<output>/mail/<meeting>/<list>.eml`` for each list."""
    known = reader.recipients(args.content)
    stated = manifest.read(args.output / MANIFEST)
    insist(places.plan(args), {args.meeting}, args.records, args.output)
    shown = meetings(
        [file for file in stated.files if file.meeting == args.meeting],
        lambda meeting, kind: record.kept(args.records, meeting, kind),
        clock(),
    )
    drafts = {}
    for name in args.lists:
        if name not in known:
            raise DiptychError(
                phrase(
                    "there is no list «{name}»; {nearest}", name=name, nearest=nearest(name, known)
                )
            )
        if not shown or not mail.wanted(shown[0], known[name]):
            raise DiptychError(
                phrase(
                    "{meeting} has nothing to be published that «{name}» are sent",
                    meeting=args.meeting,
                    name=name,
                )
            )
        drafts[name] = mail.draft(
            shown[0], known[name], lambda file: manifest.unchanged(args.output, file)
        )
    for name, data in drafts.items():
        replace(args.output / MAIL / args.meeting / f"{name}.eml", data)
    return 0
