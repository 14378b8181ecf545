"""Where everything lies, for commands about what has been built."""

from __future__ import annotations

import argparse
from pathlib import Path

import msgspec

from diptych.model import Configuration
from diptych.plan import Plan
from diptych.reader import content as reader


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say which arguments these commands share."""
    parser.add_argument("--content", type=Path, default=Path("content"))
    parser.add_argument("--templates", type=Path, default=Path("templates"))
    parser.add_argument("--config", type=Path, default=Path("config/config.yaml"))
    parser.add_argument("--settings", help="what holds in place of the configuration, as JSON")
    parser.add_argument("--records", type=Path, default=Path(".snakemake/diptych"))
    parser.add_argument("--output", type=Path, default=Path("output"))


def plan(args: argparse.Namespace) -> Plan:
    """What is to be built there; raises :class:`~diptych.errors.ContentError`."""
    config = (
        msgspec.json.decode(args.settings, type=Configuration)
        if args.settings
        else reader.configuration(args.config)
    )
    return Plan(config, args.content, args.templates)
