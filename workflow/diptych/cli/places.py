"""Where everything lies, for commands about what has been built."""

from __future__ import annotations

import argparse
from pathlib import Path

import msgspec

from diptych.model import Configuration
from diptych.pipeline.publish import Built
from diptych.plan import Plan
from diptych.reader.configuration import read_configuration


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say which arguments these commands share."""
    parser.add_argument("--content", type=Path, default=Path("content"))
    parser.add_argument("--templates", type=Path, default=Path("templates"))
    parser.add_argument("--config", type=Path, default=Path("config/config.yaml"))
    parser.add_argument("--settings", help="what holds in place of the configuration, as JSON")
    parser.add_argument("--records", type=Path, default=Path(".snakemake/diptych"))
    parser.add_argument("--output", type=Path, default=Path("output"))
    parser.add_argument("--pictures", type=Path, default=Path(".diptych/thumbnails"))


def built(args: argparse.Namespace) -> Built:
    """What has been built there; raises :class:`~diptych.errors.ContentError`."""
    config = (
        msgspec.json.decode(args.settings, type=Configuration)
        if args.settings
        else read_configuration(args.config)
    )
    plan = Plan(config, args.content, args.templates)
    return Built(plan, args.output, args.records, args.pictures)
