"""Write output/manifest.json: every current file with its hash, languages and sources."""

from __future__ import annotations

import argparse
from pathlib import Path

from diptych import publish
from diptych.cli.files import replace
from diptych.errors import Problems
from diptych.plan import Plan
from diptych.reader import content as reader


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say which arguments this command takes."""
    parser.add_argument("--content", type=Path, default=Path("content"))
    parser.add_argument("--config", type=Path, default=Path("config/config.yaml"))
    parser.add_argument("--records", type=Path, default=Path(".snakemake/diptych"))
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument(
        "--withdraw",
        action="store_true",
        help="write nothing; delete the manifest if it does not match the files any more",
    )


def run(args: argparse.Namespace) -> int:
    """Write the manifest of the folder that it lies in, or withdraw it."""
    if args.withdraw:
        publish.withdraw(args.output)
        return 0
    problems = Problems()
    problems.extend(publish.changed(args.output.parent, args.records))
    problems.raise_if_any()
    plan = Plan(reader.configuration(args.config), args.content)
    replace(args.output, publish.manifest(args.output.parent, plan))
    return 0
