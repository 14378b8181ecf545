"""Write one document: every edition in every format, all of them or none.

diptych write content/2024-08-28-second-session minutes --editions ru uz-kk --formats docx pdf
"""

from __future__ import annotations

import argparse
from pathlib import Path

from diptych.cli import options
from diptych.cli.console import warn
from diptych.model import Authenticity
from diptych.pipeline.templates import templates_of
from diptych.pipeline.write import Job, write


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say which arguments this command takes."""
    parser.add_argument("folder", type=Path, help="the folder of the meeting")
    parser.add_argument("kind", help="the kind of document, such as press-release")
    parser.add_argument("--editions", nargs="+", required=True, help="such as ru uz-kk")
    parser.add_argument("--formats", nargs="+", default=["docx", "pdf"], help="such as docx pdf")
    parser.add_argument(
        "--arrangement",
        choices=("parallel", "sequential"),
        default="parallel",
        help="languages in columns, or one after the other",
    )
    parser.add_argument(
        "--authenticity", default="{}", help="what the languages are to one another, as JSON"
    )
    parser.add_argument(
        "--conformity", action="store_true", help="write the sheet that compares the languages, too"
    )
    options.templates(parser)
    options.output(parser)
    parser.add_argument("--record", type=Path, help="where to keep the hashes of the files")
    options.fingerprint(parser)
    parser.add_argument("--state", default="", help="how the workflow remembers what was planned")


def run(args: argparse.Namespace) -> int:
    """Write the files ``<output>/<meeting>/<kind>.<edition>.<format>``."""
    job = Job(
        folder=args.folder,
        kind=args.kind,
        editions=args.editions,
        formats=args.formats,
        arrangement=args.arrangement,
        authenticity=options.decoded("--authenticity", args.authenticity, Authenticity),
        conformity=args.conformity,
        templates=templates_of(args.templates),
        output=args.output,
        record=args.record,
        fingerprint=args.fingerprint or "",
        state=args.state,
    )
    write(job, warn)
    return 0
