"""Whether a person has read each unit of a translation beside its source.

A confirmation is a pair of texts: what the source said and what the translation said
when somebody put both side by side and found them to say the same. A unit is fresh as
long as its own pair is among them, wherever in the document it stands, so that two
people's confirmations add up and never contradict each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

import msgspec

from diptych.errors import Position
from diptych.model import Confirmation, Prose
from diptych.tree import source as written

State = Literal[
    "fresh",  # confirmed as it stands
    "stale",  # the source or the translation has changed since it was confirmed
    "unconfirmed",  # nobody ever confirmed it
    "missing",  # the source has it, the translation has not
    "derived",  # made from another script, and read by nobody
    "orphan",  # the translation, or a confirmation, has it, the source has not
]


class Review(msgspec.Struct, frozen=True):
    """One unit of a translation: its state, and both texts now and when last confirmed.

    ``before`` is empty where nobody ever confirmed it.
    """

    unit: str
    state: State
    source: str
    text: str
    place: Position
    source_place: Position
    before: Confirmation | None = None


def review(
    source: Prose, text: Prose, confirmed: Sequence[Confirmation], *, derived: bool = False
) -> list[Review]:
    """The state of every unit of ``text``, a translation of ``source``, and of what is left over.

    ``derived`` says that no person wrote ``text``.
    """
    pairs = {(each.source, each.text) for each in confirmed}
    ours = {unit.id: unit for unit in source.units() if unit.content}
    theirs = {unit.id: unit for unit in text.units() if unit.content}
    reviews: list[Review] = []
    for name, unit in ours.items():
        other = theirs.get(name)
        original = written(unit.content)
        if other is None:
            place = Position(text.file)
            reviews.append(Review(name, "missing", original, "", place, unit.source))
            continue
        translated = written(other.content)
        before = None
        state: State = "fresh"
        if (original, translated) not in pairs:
            before = _last(confirmed, name, original, translated)
            state = "derived" if derived else "stale" if before else "unconfirmed"
        reviews.append(Review(name, state, original, translated, other.source, unit.source, before))
    for name, unit in theirs.items():
        if name not in ours:
            here = written(unit.content)
            reviews.append(Review(name, "orphan", "", here, unit.source, Position(source.file)))
    return reviews


def orphans(reviews: Iterable[Review], confirmed: Iterable[Confirmation]) -> list[Confirmation]:
    """The confirmations that no unit needs any more, nor compares itself with."""
    needed = {(each.source, each.text) for each in reviews}
    compared = {each.before for each in reviews}
    return [
        each
        for each in confirmed
        if (each.source, each.text) not in needed and each not in compared
    ]


def _last(
    confirmed: Sequence[Confirmation], unit: str, source: str, text: str
) -> Confirmation | None:
    """The last confirmation with the same text, else the same source, else of the same unit."""
    for same in (
        [each for each in confirmed if each.text == text],
        [each for each in confirmed if each.source == source],
        [each for each in confirmed if each.unit == unit],
    ):
        if same:
            return same[-1]
    return None
