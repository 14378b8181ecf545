"""Write the bundle of one meeting: all its final files in a ZIP file, with their manifest.

diptych bundle 2024-08-28-second-session
"""

from __future__ import annotations

import argparse
from pathlib import Path

from diptych.cli.clock import clock
from diptych.cli.files import replace
from diptych.errors import DiptychError, phrase
from diptych.publish import bundle, manifest, record
from diptych.publish.names import BUNDLES, MANIFEST


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say which arguments this command takes."""
    parser.add_argument("meeting", help="the name of the meeting")
    parser.add_argument("--records", type=Path, default=Path(".snakemake/diptych"))
    parser.add_argument("--output", type=Path, default=Path("output"))


def run(args: argparse.Namespace) -> int:
    """Write ``<output>/bundles/<meeting>.zip``."""
    stated = manifest.read(args.output / MANIFEST)
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
