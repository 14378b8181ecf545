"""Write into the registry the forms of names that it lacks, as proposals.

These are the forms that documents need. Each stands at its place with the mark «# proposed».
Read them, put right what is wrong, then run «diptych confirm registry», which takes the marks off.
"""

from __future__ import annotations

import argparse

from diptych.cli import options, places
from diptych.cli.console import say
from diptych.pipeline.propose import propose
from diptych.reader.registry import read_registry


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say which arguments this command takes."""
    parser.add_argument("meetings", nargs="*", help="names of meetings; all if none is given")
    options.sources(parser)


def run(args: argparse.Namespace) -> int:
    """Write what is missing, and print each form with its place.

    Raises :class:`~diptych.errors.DiptychError` if the registry cannot be read or added to.
    """
    forms = propose(places.plan(args), args.meetings)
    registry = read_registry(args.content)
    for form, text in sorted(forms.items(), key=lambda each: str(each[0])):
        print(f"{registry.form_place(form)}: {form}: {text}")
    if forms:
        say("proposed: {count}; read them, then: diptych confirm registry", count=len(forms))
    else:
        say("no form is missing that could be proposed")
    return 0
