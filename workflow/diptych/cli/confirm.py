"""Confirm that a text was read, and a translation says what its source says, by a person.

diptych confirm 2024-08-28-second-session minutes kk     one translation beside its source
diptych confirm 2024-08-28-second-session minutes ru     the source, read by itself
diptych confirm 2024-08-28-second-session                all texts of a meeting
diptych confirm registry                                 the names that documents state
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from diptych.bitext import confirmation
from diptych.bitext.confirmation import Review
from diptych.cli import status
from diptych.cli.assembly import Composed
from diptych.cli.files import replace
from diptych.cli.voice import say, voice
from diptych.errors import DiptychError, nearest, phrase
from diptych.model import Confirmation
from diptych.plan import Document, Plan
from diptych.reader import content as reader
from diptych.reader import ledger


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say which arguments this command takes."""
    parser.add_argument("meeting", help="the name of a meeting, or «registry»")
    parser.add_argument("kind", nargs="?", help="the kind of document; all if none is given")
    parser.add_argument("languages", nargs="*", help="language codes; all if none is given")
    parser.add_argument("--unit", action="append", help="only this unit, as «status» names it")
    parser.add_argument("--yes", action="store_true", help="do not ask")
    parser.add_argument("--content", type=Path, default=Path("content"))
    parser.add_argument("--templates", type=Path, default=Path("templates"))
    parser.add_argument("--config", type=Path, default=Path("config/config.yaml"))


def run(args: argparse.Namespace) -> int:
    """Show what is not confirmed, ask, and keep the answer in the ledgers beside the texts."""
    plan = Plan(reader.configuration(args.config), args.content)
    if args.meeting == reader.REGISTRY:
        return _names(plan, args)
    count = 0
    for document, composed in status.documents(plan, [args.meeting], args.templates):
        if args.kind in (None, document.kind):
            if composed is None:
                raise DiptychError(
                    phrase(
                        "{meeting}/{kind} cannot be read: run «diptych check {meeting}»",
                        meeting=document.meeting,
                        kind=document.kind,
                    )
                )
            first = str(composed.standing.source)
            for code in args.languages or (first, *composed.translations):
                count += _text(args, document, composed, code)
    say("confirmed: {count}", count=count)
    return 0


def _text(args: argparse.Namespace, document: Document, composed: Composed, code: str) -> int:
    """Confirm the text in ``code``; returns how many units were."""
    if code not in composed.reviews:
        raise DiptychError(
            phrase(
                "«{code}» is no language of this document; {nearest}",
                code=code,
                nearest=nearest(code, composed.reviews),
            )
        )
    units = composed.reviews[code]
    open_ = [each for each in units if _is_open(each) and (not args.unit or each.unit in args.unit)]
    # Nobody can confirm what nobody has written.
    unwritten = {problem.position for problem in composed.unwritten}
    left = [each for each in open_ if unwritten & {each.place, each.source_place}]
    open_ = [each for each in open_ if each not in left]
    what = f"{document.meeting}/{document.kind}.{code}"
    if left:
        say("{what}: left out, since still to be written: {count}", what=what, count=len(left))
    for each in open_:
        print(f"{status.difference(composed, code, each)}\n  {each.unit}")
    if open_ and not _agreed(args, len(open_), what):
        return 0
    path = ledger.path(args.content / document.meeting, document.kind, code)
    kept = ledger.read(path, str(composed.standing.source))
    done = {each.unit for each in open_}
    lines = [
        Confirmation(each.unit, each.source, each.text)
        for each in units
        if each.state == "fresh" or each.unit in done
    ]
    # Somebody else's confirmations of what has changed here stay until it is read again.
    compared = [each.before for each in units if each.before is not None and each.unit not in done]
    orphans = set(confirmation.orphans(units, kept))
    lines += [each for each in compared if each not in orphans]
    data = ledger.written(str(composed.standing.source), code, lines)
    if lines and not (path.is_file() and path.read_bytes() == data):
        replace(path, data)
    return len(open_)


def _is_open(each: Review) -> bool:
    return each.state in ("stale", "derived")


def _names(plan: Plan, args: argparse.Namespace) -> int:
    found = [composed for _, composed in status.documents(plan, [], args.templates)]
    path = args.content / reader.REGISTRY / ledger.NAMES
    open_ = status.open_names(found, args.content)
    for each in open_:
        print(f"{each.unit}: {each.source} → {each.text}")
    if open_ and not _agreed(args, len(open_), path.as_posix()):
        return 0
    used = {name for composed in found if composed is not None for name in composed.names}
    whole = all(composed is not None for composed in found)
    kept = used if whole else used | set(ledger.read(path))
    data = ledger.written("name", "form", sorted(kept, key=lambda each: each.unit))
    if not (path.is_file() and path.read_bytes() == data):
        replace(path, data)
    say("confirmed: {count}", count=len(open_))
    return 0


def _agreed(args: argparse.Namespace, count: int, what: str) -> bool:
    """Whether the user says that these ``count`` units of ``what`` say the same."""
    if args.yes:
        return True
    if not sys.stdin.isatty():
        raise DiptychError(
            phrase("nobody is there to ask: read them, then run this again with --yes")
        )
    question = phrase("{what}: confirm these {count}? [y/N] ", what=what, count=count)
    return input(voice().say(question)).strip().lower() in ("y", "yes", "д", "да")
