"""Write one document: every edition in every format, all of them or none.

diptych write content/2024-08-28-second-session minutes --editions ru uz-kk --formats docx pdf
"""

from __future__ import annotations

import argparse
from pathlib import Path

import msgspec

from diptych.cli.console import warn
from diptych.errors import DiptychError, phrase
from diptych.model import Authenticity
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
    parser.add_argument(
        "--templates",
        type=Path,
        default=Path("templates"),
        help="the folder of looks, labels and scaffolds",
    )
    parser.add_argument(
        "--output", type=Path, default=Path("output"), help="the folder of the documents"
    )
    parser.add_argument("--record", type=Path, help="where to keep the hashes of the files")
    parser.add_argument(
        "--fingerprint", help="what was planned: anything else that is read is refused"
    )


def run(args: argparse.Namespace) -> int:
    """Write the files ``<output>/<meeting>/<kind>.<edition>.<format>``."""
    job = Job(
        folder=args.folder,
        kind=args.kind,
        editions=args.editions,
        formats=args.formats,
        arrangement=args.arrangement,
        authenticity=_authenticity(args.authenticity),
        conformity=args.conformity,
        templates=args.templates,
        output=args.output,
        record=args.record,
        state=args.fingerprint or "",
    )
    write(job, warn)
    return 0


def _authenticity(text: str) -> Authenticity:
    try:
        return msgspec.json.decode(text, type=Authenticity)
    except msgspec.DecodeError as error:
        raise DiptychError(
            phrase(
                "{option} says nothing that can be read: {reason}",
                option="--authenticity",
                reason=error,
            )
        ) from None
