"""Write the schemas of the content files, for editors, from the definitions in the code."""

from __future__ import annotations

import argparse

from diptych.cli import options
from diptych.files import replace
from diptych.pipeline.schemas import schema_files


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say which arguments this command takes."""
    options.path(parser, "--output", "workflow/schemas", "the folder that they are written into")


def run(args: argparse.Namespace) -> int:
    """Write one file a schema."""
    for name, content in schema_files().items():
        replace(args.output / name, content)
    return 0
