"""Say of every text whether each unit is confirmed: read, and against its source.

diptych status                   a matrix of documents and languages
diptych status --diff            what has changed since it was confirmed
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path

from diptych.cli import options, places
from diptych.cli.console import messages, say
from diptych.cli.formats import formatted
from diptych.errors import phrase
from diptych.pipeline import review
from diptych.pipeline.compose import Composed
from diptych.pipeline.review import Review
from diptych.pipeline.status import changes, composed_documents, unconfirmed_names
from diptych.plan import PlannedDocument

_STATES = {
    "fresh": phrase("fresh"),
    "stale": phrase("stale"),
    "unconfirmed": phrase("never confirmed"),
    "missing": phrase("missing"),
    "derived": phrase("derived"),
    "orphan": phrase("orphan"),
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say which arguments this command takes."""
    parser.add_argument("meetings", nargs="*", help="names of meetings; all if none is given")
    options.sources(parser)
    parser.add_argument(
        "--diff", action="store_true", help="show each unit that is not confirmed, and why"
    )
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="for people or for machines"
    )


def run(args: argparse.Namespace) -> int:
    """Print the states, and which documents cannot be read; checking says why."""
    plan = places.plan(args)
    documents = dict(composed_documents(plan, args.meetings))
    if args.format == "json":
        print(_as_json(documents, args.content), end="")
        return 0
    for document, composed in documents.items():
        print(_row(document, composed))
        if composed is not None and args.diff:
            for problem in composed.unwritten:
                print(f"\n{problem.position}: {messages().say(problem.message)}")
            for code, units in composed.reviews.items():
                for each in units:
                    if each.state != "fresh":
                        print(difference(composed, code, each))
    open_ = unconfirmed_names(documents.values(), args.content)
    say("names of the registry that nobody has confirmed as they stand: {count}", count=len(open_))
    if args.diff:
        for name in open_:
            print(f"  {name.unit}: {name.source} → {name.text}")
    return 0


def _row(document: PlannedDocument, composed: Composed | None) -> str:
    name = f"{document.meeting}/{document.kind}"
    if composed is None:
        what = phrase("cannot be read: run «diptych check {meeting}»", meeting=document.meeting)
        return f"{name}  {messages().say(what)}"
    status = messages().say(phrase(composed.record.status))
    source = composed.authenticity.source or ""
    read = _counts(composed.reviews.get(source, ()))
    cells = [f"{source}: {messages().say(phrase('source'))}: {read}"]
    for code, units in composed.translations.items():
        cells.append(f"{code}: {_counts(units)}")
    if composed.unwritten:
        count = len(composed.unwritten)
        cells.append(messages().say(phrase("still to be written: {count}", count=count)))
    return f"{name} ({status})\n" + "\n".join(f"  {cell}" for cell in cells)


def _counts(units: Sequence[Review]) -> str:
    counts = _states(units)
    return ", ".join(
        f"{counts[state]} {messages().say(word)}"
        for state, word in _STATES.items()
        if counts[state]
    )


def _states(units: Sequence[Review]) -> dict[str, int]:
    return {state: sum(each.state == state for each in units) for state in _STATES}


def difference(composed: Composed, code: str, each: Review) -> str:
    """One unit that is not confirmed: why, and both texts with what has changed in them.

    The source stands alone.
    """
    lines = [f"\n{each.place}: {messages().say(review.why(each))}"]
    before = each.before
    was = (before.source, before.text) if before else (each.source, each.text)
    if code != composed.authenticity.source:
        lines.append(f"  {composed.authenticity.source}: {changes(was[0], each.source)}")
    lines.append(f"  {code}: {changes(was[1], each.text)}")
    return "\n".join(lines)


def _as_json(documents: Mapping[PlannedDocument, Composed | None], content: Path) -> str:
    data = [
        {
            "meeting": document.meeting,
            "kind": document.kind,
            "status": composed.record.status if composed else None,
            "source": document.authenticity.source,
            "read": _states(composed.reviews.get(composed.authenticity.source or "", ()))
            if composed
            else None,
            "languages": {
                code: _states(units)
                for code, units in (composed.translations if composed else {}).items()
            },
            "unwritten": len(composed.unwritten) if composed else None,
        }
        for document, composed in documents.items()
    ]
    open_ = len(unconfirmed_names(documents.values(), content))
    whole = {"documents": data, "unconfirmed names": open_}
    return formatted(whole).decode()
