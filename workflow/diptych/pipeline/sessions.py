"""Whether the sessions of a body follow one another: their numbers and days in all meetings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from pathlib import Path

from diptych.errors import Position, Problem, phrase
from diptych.plan import HeldSession
from diptych.reader.meeting import read_meeting
from diptych.reader.yaml import Source


def problems(sessions: Iterable[HeldSession], content: Path) -> Iterator[Problem]:
    """What cannot be in the numbers of ``sessions``, each told at the later of two meetings.

    Raises :class:`~diptych.errors.ContentError` for a meeting that cannot be read.
    """
    for _, of_body in groupby(sorted(sessions), key=lambda each: each.body):
        held = list(of_body)
        wrong = [*_repeated(held, content), *_backwards(held, content)]
        yield from wrong or _missing(held, content)


def _repeated(held: Sequence[HeldSession], content: Path) -> Iterator[Problem]:
    first: dict[int, HeldSession] = {}
    for each in held:
        other = first.setdefault(each.number, each)
        if other.meeting != each.meeting:
            yield _problem(
                each,
                content,
                phrase(
                    "session {number} of «{body}» is at {place} already",
                    number=each.number,
                    body=each.body,
                    place=_place(other, content)[1],
                ),
                phrase("write in one of the two places which session it is"),
            )


def _backwards(held: Sequence[HeldSession], content: Path) -> Iterator[Problem]:
    for before, each in pairwise(held):
        if each.number < before.number and each.day > before.day:
            yield _problem(
                each,
                content,
                phrase(
                    "session {number} of «{body}» is later than its session {other} at {place}",
                    number=each.number,
                    body=each.body,
                    other=before.number,
                    place=_place(before, content)[1],
                ),
                phrase(
                    "put the number or the date right; where a body counts anew, leave «session» "
                    "out"
                ),
            )


def _missing(held: Sequence[HeldSession], content: Path) -> Iterator[Problem]:
    for before, each in pairwise(held):
        between = range(before.number + 1, each.number)
        if between:
            missing = f"{between[0]}" if len(between) == 1 else f"{between[0]}–{between[-1]}"
            yield _problem(
                each,
                content,
                phrase(
                    "session {number} of «{body}» follows its session {other} at {place}, without "
                    "{missing}",
                    number=each.number,
                    body=each.body,
                    other=before.number,
                    place=_place(before, content)[1],
                    missing=missing,
                ),
                phrase(
                    "put the number right, or add what is missing: a folder with a meeting.yaml of "
                    "«facts» and «minutes» is enough"
                ),
                warning=True,
            )


def _problem(
    each: HeldSession, content: Path, message: str, remedy: str, *, warning: bool = False
) -> Problem:
    source, place = _place(each, content)
    return source.problem(place, message, remedy, "warning" if warning else "error")


def _place(each: HeldSession, content: Path) -> tuple[Source, Position]:
    """Where the fact stands that says which session it is."""
    source = read_meeting(content / each.meeting)
    return source, source.at(("facts", each.fact, "ordinal"))
