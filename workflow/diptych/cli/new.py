"""Begin a new meeting: a folder with every document in every language, ready to build.

diptych new 2025-03-14-third-session
diptych new 2025-03-14-third-session --kinds minutes --languages ru kk --body council
diptych new 2025-03-14-third-session --like 2024-08-28-second-session

What is still to be written stands in brackets in the texts, and as «unnamed-…» in meeting.yaml.
"""

from __future__ import annotations

import argparse
import re
from datetime import date

from diptych.cli import options, places
from diptych.cli.console import say
from diptych.errors import DiptychError, phrase
from diptych.pipeline.begin import Wanted, begin

_MEETING = re.compile(r"(?P<date>\d{4}-\d{2}-\d{2})-[a-z0-9]+(-[a-z0-9]+)*")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say which arguments this command takes."""
    parser.add_argument("meeting", help="its date and a short name: 2025-03-14-third-session")
    options.sources(parser)
    parser.add_argument(
        "--kinds",
        nargs="+",
        default=(),
        metavar="KIND",
        help="only these kinds of documents; all by default",
    )
    parser.add_argument(
        "--languages",
        nargs="+",
        default=(),
        metavar="CODE",
        help="only texts in these languages; all of the configuration by default",
    )
    parser.add_argument("--body", default="", metavar="ID", help="who meets and issues: an entry")
    parser.add_argument(
        "--like",
        default="",
        metavar="MEETING",
        help="a meeting whose kinds, languages, body, place, format, people, items of the agenda "
        "and parties this one has, too; never its dates, decisions and texts",
    )


def run(args: argparse.Namespace) -> int:
    """Write what will be used of ``templates/new``, with the date and the entries that it names.

    Raises :class:`~diptych.errors.DiptychError` if the name is no date with a word or is taken,
    or for a kind, language, body or meeting that there is not.
    """
    wanted = Wanted(_date(args.meeting), args.kinds, args.languages, args.body, args.like)
    begun = begin(places.plan(args), args.meeting, wanted)
    folder = (args.content / args.meeting).as_posix()
    say("{folder}: meeting.yaml and texts: {count}", folder=folder, count=len(begun.texts))
    if begun.bare:
        say("no scaffold in {codes}: write these texts yourself", codes=", ".join(begun.bare))
    say("run «snakemake» to build them, then put your facts and sentences in")
    return 0


def _date(meeting: str) -> str:
    match = _MEETING.fullmatch(meeting)
    try:
        return date.fromisoformat(match["date"] if match else "").isoformat()
    except ValueError:
        raise DiptychError(
            phrase(
                "«{meeting}» is not the name of a meeting; write its date and a short name in "
                "small Latin letters, such as 2025-03-14-third-session",
                meeting=meeting,
            )
        ) from None
