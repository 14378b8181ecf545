"""Write drafts of the messages about a meeting, one a list of recipients; nothing is sent.

diptych mail 2024-08-28-second-session newsrooms-ru
"""

from __future__ import annotations

import argparse

from diptych.cli import options, places
from diptych.pipeline.publish import write_messages


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say which arguments this command takes."""
    parser.add_argument("meeting", help="the name of the meeting")
    parser.add_argument("lists", nargs="+", help="lists of content/registry/recipients")
    options.places(parser)


def run(args: argparse.Namespace) -> int:
    """Write ``<output>/mail/<meeting>/<list>.eml`` for each list."""
    write_messages(places.built(args), args.meeting, args.lists)
    return 0
