"""Options that several commands have in common; this module loads nothing that takes long."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TypeVar

import msgspec

from diptych.errors import DiptychError, phrase

T = TypeVar("T")

#: The configuration as JSON.
GIVEN = "--settings"


def path(parser: argparse.ArgumentParser, name: str, default: str, meaning: str) -> None:
    """The option ``name``, a path that is ``default`` if it is not given."""
    parser.add_argument(name, type=Path, default=Path(default), help=meaning)


def templates(parser: argparse.ArgumentParser) -> None:
    """Where the templates are."""
    path(parser, "--templates", "templates", "the folder of looks, labels and scaffolds")


def output(parser: argparse.ArgumentParser) -> None:
    """Where the documents are."""
    path(parser, "--output", "output", "the folder of the documents")


def sources(parser: argparse.ArgumentParser) -> None:
    """Where the sources are."""
    path(parser, "--content", "content", "the folder of the meetings")
    templates(parser)
    path(parser, "--config", "config/config.yaml", "the file of the configuration")
    parser.add_argument(GIVEN, help="the configuration as JSON, in place of that file")


def places(parser: argparse.ArgumentParser) -> None:
    """Where sources and files are."""
    sources(parser)
    output(parser)
    path(
        parser,
        "--records",
        ".snakemake/diptych",
        "the folder of what documents left behind when they were written",
    )
    path(
        parser,
        "--pictures",
        ".diptych/thumbnails",
        "the folder where pictures of first pages are kept",
    )


def fingerprint(parser: argparse.ArgumentParser) -> None:
    """What must still be as it was planned."""
    parser.add_argument(
        "--fingerprint", help="what was planned: anything else that is read is refused"
    )


def decoded(option: str, text: str, kind: type[T]) -> T:
    """The JSON that ``option`` was given; raises :class:`~diptych.errors.DiptychError`."""
    try:
        return msgspec.json.decode(text, type=kind)
    except msgspec.DecodeError as error:
        raise DiptychError(
            phrase("{option} says nothing that can be read: {reason}", option=option, reason=error)
        ) from None
