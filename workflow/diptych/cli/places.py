"""Where everything lies and how it is configured, for commands about the whole project."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import msgspec

from diptych.errors import DiptychError, phrase
from diptych.model import Configuration
from diptych.pipeline.publish import Built
from diptych.plan import Plan
from diptych.reader.configuration import given_configuration, read_configuration

GIVEN = "--settings"


def sources(parser: argparse.ArgumentParser) -> None:
    """Say which arguments tell where the sources are."""
    parser.add_argument(
        "--content", type=Path, default=Path("content"), help="the folder of the meetings"
    )
    parser.add_argument(
        "--templates",
        type=Path,
        default=Path("templates"),
        help="the folder of looks, labels and scaffolds",
    )
    parser.add_argument(
        "--config",
        type=Path,
        default=Path("config/config.yaml"),
        help="the file of the configuration",
    )
    parser.add_argument(GIVEN, help="the configuration as JSON, in place of that file")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say which arguments tell where sources and files are."""
    sources(parser)
    parser.add_argument(
        "--output", type=Path, default=Path("output"), help="the folder of the documents"
    )
    parser.add_argument(
        "--records",
        type=Path,
        default=Path(".snakemake/diptych"),
        help="the folder of what documents left behind when they were written",
    )
    parser.add_argument(
        "--pictures",
        type=Path,
        default=Path(".diptych/thumbnails"),
        help="the folder where pictures of first pages are kept",
    )


def configuration(args: argparse.Namespace) -> Configuration:
    """The configuration given, or that of the file.

    Raises :class:`~diptych.errors.DiptychError`.
    """
    if args.settings is None:
        return read_configuration(args.config)
    try:
        settings = msgspec.json.decode(args.settings, type=dict[str, Any])
    except msgspec.DecodeError as error:
        raise DiptychError(
            phrase("{option} says nothing that can be read: {reason}", option=GIVEN, reason=error)
        ) from None
    return given_configuration(settings, GIVEN)


def plan(args: argparse.Namespace) -> Plan:
    """What is to be built there; raises :class:`~diptych.errors.ContentError`."""
    return Plan(configuration(args), args.content, args.templates)


def built(args: argparse.Namespace) -> Built:
    """What has been built there; raises :class:`~diptych.errors.ContentError`."""
    return Built(plan(args), args.output, args.records, args.pictures)
