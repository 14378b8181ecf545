"""Begin a project of your own in an empty folder, for two bodies and their states.

diptych init our-documents --languages ru,ky,kk \
  --state kyrgyzstan --body-name "ru=Институт мира;ky=Тынчтык институту" --abbreviation ru=ИМ \
  --state kazakhstan --body-name "ru=Институт дружбы;kk=Достық институты"

The names of states come with it. A terminal asks for what is missing.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from diptych.cli.console import messages, say
from diptych.errors import DiptychError, phrase
from diptych.modules import TEMPLATES
from diptych.pipeline.add import typed_names
from diptych.pipeline.initiate import Party, initiate

_PARTIES = 2


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say which arguments this command takes."""
    parser.add_argument("folder", type=Path, help="a folder that is empty or not there")
    parser.add_argument("--languages", default="", metavar="CODES", help="such as ru,ky,kk")
    for name, value, meaning in (
        ("--state", "NAME", "a state, such as kyrgyzstan or KG; once for each body"),
        ("--body-name", "NAMES", "the names of its body: ru=…;ky=…; in the order of the states"),
        ("--abbreviation", "NAMES", "its abbreviations: ru=…;ky=…"),
        ("--emblem", "FILE", "its mark as SVG; the PNG for Word is beside it"),
    ):
        parser.add_argument(name, action="append", default=[], metavar=value, help=meaning)
    parser.add_argument(
        "--from",
        dest="origin",
        default=TEMPLATES.parent.as_posix(),
        metavar="PLACE",
        help="the workflow: a checkout of Diptych, or owner/repository@version on GitHub; this "
        "checkout by default",
    )


def run(args: argparse.Namespace) -> int:
    """Write the project; raises :class:`~diptych.errors.DiptychError` for what cannot be."""
    languages = (args.languages or _asked(phrase("languages, such as ru,ky,kk: "))).split(",")
    languages = [code.strip() for code in languages if code.strip()]
    states = list(args.state)
    while len(states) < _PARTIES and sys.stdin.isatty():
        states.append(_asked(phrase("a state, such as kyrgyzstan: ")))
    if len(states) < _PARTIES or not languages:
        raise DiptychError(phrase("say --languages ru,… and --state twice, once for each body"))
    parties = [_party(args, number, state, languages) for number, state in enumerate(states)]
    initiate(args.folder, languages, parties, args.origin)
    say("{folder}: a project of its own; README.md says what comes next", folder=args.folder)
    return 0


def _party(args: argparse.Namespace, number: int, state: str, languages: Sequence[str]) -> Party:
    def given(values: Sequence[str]) -> dict[str, str]:
        typed = values[number].split(";") if number < len(values) else []
        return typed_names([each for each in typed if each.strip()], languages[0], languages)

    names = given(args.body_name)
    for code in languages if not names and sys.stdin.isatty() else ():
        if typed := _asked(phrase("the body of «{state}» in {code}: ", state=state, code=code)):
            names[code] = typed
    emblem = Path(args.emblem[number]) if number < len(args.emblem) else None
    return Party(state, names, given(args.abbreviation), emblem)


def _asked(question: str) -> str:
    return input(messages().say(question)).strip() if sys.stdin.isatty() else ""
