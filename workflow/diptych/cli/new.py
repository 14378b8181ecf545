"""Begin a new meeting: a folder with every document in every language, ready to build.

diptych new 2025-03-14-third-session
"""

from __future__ import annotations

import argparse
import re
from datetime import date
from pathlib import Path

from diptych.cli import options, places
from diptych.cli.console import say
from diptych.errors import DiptychError, nearest, phrase
from diptych.files import replace
from diptych.reader.registry import REGISTRY, read_registry
from diptych.reader.scaffold import UNNAMED

_MEETING = re.compile(r"(?P<date>\d{4}-\d{2}-\d{2})-[a-z0-9]+(-[a-z0-9]+)*")
_DATE = "@DATE@"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say which arguments this command takes."""
    parser.add_argument("meeting", help="its date and a short name: 2025-03-14-third-session")
    options.sources(parser)
    parser.add_argument(
        "--kinds", nargs="+", metavar="KIND", help="only these kinds of documents; all by default"
    )


def run(args: argparse.Namespace) -> int:
    """Copy the scaffold of ``templates/new``, with the date and the entries that it names.

    Raises :class:`~diptych.errors.DiptychError` if the name is no date with a word or is taken,
    or if a kind has no scaffold.
    """
    day = _date(args.meeting)
    folder: Path = args.content / args.meeting
    if folder.exists():
        raise DiptychError(
            phrase("{folder} exists already; choose another name", folder=folder.as_posix())
        )
    scaffold = args.templates / "new"
    languages = places.configuration(args).languages
    named = [(path, *path.name.split(".")[:2]) for path in sorted(scaffold.glob("*.md"))]
    known = {kind for _, kind, _ in named}
    wanted = args.kinds or known
    texts = [path for path, kind, code in named if kind in wanted and code in languages]
    for kind in wanted:
        if kind not in known:
            raise DiptychError(
                phrase(
                    "there is no scaffold for «{kind}»; {nearest}",
                    kind=kind,
                    nearest=nearest(kind, known),
                )
            )
    names = args.content / REGISTRY / UNNAMED
    there = read_registry(args.content).entries
    # Entries of the registry that are not there yet, and comments.
    entries = (scaffold / UNNAMED).read_text("utf-8").strip().split("\n\n")
    lacking = [entry for entry in entries if entry.partition(":")[0] not in there]
    folder.mkdir(parents=True)
    for path in [scaffold / "meeting.yaml", *texts]:
        text = path.read_text("utf-8").replace(_DATE, day.isoformat())
        (folder / path.name).write_text(text, "utf-8")
    if any(not paragraph.startswith("#") for paragraph in lacking):
        before = names.read_text("utf-8").rstrip("\n").split("\n\n") if names.exists() else []
        paragraphs = [*before, *(each for each in lacking if each not in before)]
        replace(names, ("\n\n".join(paragraphs) + "\n").encode())
    say("{folder}: meeting.yaml and texts: {count}", folder=folder.as_posix(), count=len(texts))
    bare = [code for code in languages if not any(f".{code}." in path.name for path in texts)]
    if bare:
        say("no scaffold in {codes}: write these texts yourself", codes=", ".join(bare))
    say("run «snakemake» to build them, then put your facts and sentences in")
    return 0


def _date(meeting: str) -> date:
    match = _MEETING.fullmatch(meeting)
    try:
        return date.fromisoformat(match["date"] if match else "")
    except ValueError:
        raise DiptychError(
            phrase(
                "«{meeting}» is not the name of a meeting; write its date and a short name in "
                "small Latin letters, such as 2025-03-14-third-session",
                meeting=meeting,
            )
        ) from None
