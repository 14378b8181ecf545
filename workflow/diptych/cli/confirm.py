"""Confirm that a text was read, and a translation says what its source says, by a person.

diptych confirm 2024-08-28-second-session minutes kk     one translation beside its source
diptych confirm 2024-08-28-second-session minutes ru     the source, read by itself
diptych confirm 2024-08-28-second-session                all texts of a meeting
diptych confirm registry                                 the names that documents state
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator

from diptych.cli import options, places, status
from diptych.cli.console import messages, say
from diptych.errors import DiptychError, phrase
from diptych.model import Confirmation, FormKey
from diptych.pipeline.compose import Composed
from diptych.pipeline.confirm import keep, name_ledger, open_units, text_ledger
from diptych.pipeline.propose import unmark
from diptych.pipeline.status import composed_documents, unconfirmed_names
from diptych.plan import Plan, PlannedDocument
from diptych.reader import ledger
from diptych.reader.registry import REGISTRY, read_registry


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say which arguments this command takes."""
    parser.add_argument("meeting", help="the name of a meeting, or «registry»")
    parser.add_argument("kind", nargs="?", help="the kind of document; all if none is given")
    parser.add_argument("languages", nargs="*", help="language codes; all if none is given")
    parser.add_argument("--unit", action="append", help="only this unit, as «status» names it")
    parser.add_argument("--yes", action="store_true", help="do not ask")
    options.sources(parser)


def run(args: argparse.Namespace) -> int:
    """Show what is not confirmed, ask, and keep the answer in the ledgers beside the texts.

    Raises :class:`~diptych.errors.DiptychError` if a text cannot be read, or nobody can be asked.
    """
    plan = places.plan(args)
    if args.meeting == REGISTRY:
        return _names(plan, args)
    count = 0
    for document, composed in composed_documents(plan, [args.meeting]):
        if args.kind in (None, document.kind):
            if composed is None:
                raise DiptychError(
                    phrase(
                        "{meeting}/{kind} cannot be read: run «diptych check {meeting}»",
                        meeting=document.meeting,
                        kind=document.kind,
                    )
                )
            first = str(composed.authenticity.source)
            for code in args.languages or (first, *composed.translations):
                count += _text(args, document, composed, code)
    say("confirmed: {count}", count=count)
    return 0


def _text(
    args: argparse.Namespace, document: PlannedDocument, composed: Composed, code: str
) -> int:
    """Confirm the text in ``code``; returns how many units were."""
    open_, unwritten = open_units(composed, code, args.unit)
    what = f"{document.meeting}/{document.kind}.{code}"
    if unwritten:
        count = len(unwritten)
        say("{what}: left out, since still to be written: {count}", what=what, count=count)
    for each in open_:
        print(f"{status.difference(composed, code, each)}\n  {each.unit}")
    if open_ and not _agreed(args, len(open_), what):
        return 0
    path = ledger.path(args.content / document.meeting, document.kind, code)
    keep(path, text_ledger(composed, code, open_, path))
    return len(open_)


def _names(plan: Plan, args: argparse.Namespace) -> int:
    documents = [composed for _, composed in composed_documents(plan, [])]
    path = args.content / REGISTRY / ledger.NAMES
    open_ = unconfirmed_names(documents, args.content)
    for each in open_:
        print(f"{each.unit}: {each.source} → {each.text}")
    if open_ and not _agreed(args, len(open_), path.as_posix()):
        return 0
    keep(path, name_ledger(documents, path))
    unmark(read_registry(args.content), [FormKey.of(each.unit) for each in _names_of(documents)])
    say("confirmed: {count}", count=len(open_))
    return 0


def _names_of(documents: Iterable[Composed | None]) -> Iterator[Confirmation]:
    for composed in documents:
        yield from composed.names if composed is not None else ()


def _agreed(args: argparse.Namespace, count: int, what: str) -> bool:
    """Whether the user says that these ``count`` units of ``what`` say the same."""
    if args.yes:
        return True
    if not sys.stdin.isatty():
        raise DiptychError(
            phrase("nobody is there to ask: read them, then run this again with --yes")
        )
    question = phrase("{what}: confirm these {count}? [y/N] ", what=what, count=count)
    return input(messages().say(question)).strip().lower() in ("y", "yes", "д", "да")
