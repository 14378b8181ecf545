"""Where everything lies and how it is configured, for commands about the whole project."""

from __future__ import annotations

import argparse
from typing import Any

from diptych.cli import options
from diptych.model import Configuration
from diptych.pipeline.publish import Built
from diptych.pipeline.templates import templates_of
from diptych.plan import Plan
from diptych.reader.configuration import given_configuration, read_configuration


def configuration(args: argparse.Namespace) -> Configuration:
    """The configuration given, or that of the file.

    Raises :class:`~diptych.errors.DiptychError`.
    """
    if args.settings is None:
        return read_configuration(args.config)
    settings = options.decoded(options.GIVEN, args.settings, dict[str, Any])
    return given_configuration(settings, options.GIVEN)


def plan(args: argparse.Namespace) -> Plan:
    """What is to be built there; raises :class:`~diptych.errors.ContentError`."""
    return Plan(configuration(args), args.content, templates_of(args.templates))


def built(args: argparse.Namespace) -> Built:
    """What has been built there; raises :class:`~diptych.errors.ContentError`."""
    return Built(plan(args), args.output, args.records, args.pictures)
