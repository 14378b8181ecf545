"""Write what goes out with the documents: manifest, sums, site.

diptych publish --output output
"""

from __future__ import annotations

import argparse

from diptych.cli import options, places
from diptych.pipeline import publish


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say which arguments this command takes."""
    options.places(parser)
    options.fingerprint(parser)
    parser.add_argument(
        "--withdraw",
        action="store_true",
        help="write nothing; delete all this if it does not match the files any more",
    )


def run(args: argparse.Namespace) -> int:
    """Write everything or, on a problem, nothing; or withdraw it."""
    if args.withdraw:
        publish.withdraw(args.output, args.records)
    else:
        publish.publish(places.built(args), args.fingerprint or "")
    return 0
