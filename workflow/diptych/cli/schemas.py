"""Write the schemas of the content files, for editors, from the definitions in the code."""

from __future__ import annotations

import argparse
from pathlib import Path

import msgspec

from diptych import kinds
from diptych.cli.files import replace
from diptych.reader import schema


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say which arguments this command takes."""
    parser.add_argument("--output", type=Path, default=Path("workflow/schemas"))


def run(args: argparse.Namespace) -> int:
    """Write one file a schema."""
    for name, content in documents().items():
        replace(args.output / name, content)
    return 0


def documents() -> dict[str, bytes]:
    """The schema files by name, as JSON."""
    sections = {name: kinds.load(name).Section for name in kinds.names()}
    schemas = {
        "config.schema.json": schema.configuration(),
        "meeting.schema.json": schema.meeting(sections),
        "recipients.schema.json": schema.recipients(),
        "registry.schema.json": schema.registry(),
    }
    return {
        name: msgspec.json.format(msgspec.json.encode(content, order="sorted")) + b"\n"
        for name, content in schemas.items()
    }
