"""Write the bundle of one meeting: all its final files in a ZIP file, with their manifest.

diptych bundle 2024-08-28-second-session
"""

from __future__ import annotations

import argparse

from diptych.cli import places
from diptych.cli.clock import clock
from diptych.cli.files import replace
from diptych.errors import DiptychError, phrase
from diptych.publish import bundle, manifest, record
from diptych.publish.fresh import insist
from diptych.publish.names import BUNDLES, MANIFEST


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say which arguments this command takes."""
    parser.add_argument("meeting", help="the name of the meeting")
    places.arguments(parser)


def run(args: argparse.Namespace) -> int:
    """Write ``<output>/bundles/<meeting>.zip``."""
    stated = manifest.read(args.output / MANIFEST)
    insist(places.plan(args), {args.meeting}, args.records, args.output)
    files = [file for file in stated.files if file.meeting == args.meeting]
    chosen = bundle.chosen(files, clock())
    if not chosen:
        raise DiptychError(phrase("{meeting} has no document that is final", meeting=args.meeting))
    found = bundle.members(
        stated,
        chosen,
        lambda file: manifest.unchanged(args.output, file),
        lambda file: record.kept(args.records, file.meeting, file.kind),
    )
    replace(args.output / BUNDLES / f"{args.meeting}.zip", bundle.zipped(found))
    return 0
