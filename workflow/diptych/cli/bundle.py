"""Write the bundle of one meeting: all its final files in a ZIP file, with their manifest.

diptych bundle 2024-08-28-second-session
"""

from __future__ import annotations

import argparse

from diptych.cli import options, places
from diptych.pipeline.publish import write_bundle


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say which arguments this command takes."""
    parser.add_argument("meeting", help="the name of the meeting")
    options.places(parser)


def run(args: argparse.Namespace) -> int:
    """Write ``<output>/bundles/<meeting>.zip``."""
    write_bundle(places.built(args), args.meeting)
    return 0
