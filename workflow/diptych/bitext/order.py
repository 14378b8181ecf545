"""Passages that stand beside others than they belong to, in texts that have the same units.

Two may have changed places, one may be torn out and stand elsewhere, two may be divided otherwise
than in the source.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import assert_never

import msgspec

from diptych.bitext import blocks
from diptych.bitext.alignment import OPENING, Parts, matcher, parts_of
from diptych.bitext.blocks import Node
from diptych.bitext.matching import TAKES, Matcher, Step, Way
from diptych.errors import Position, Problem, phrase
from diptych.model import Prose

# What no two passages say by chance.
_CERTAIN = ("fact", "name", "reference")


class Displaced(msgspec.Struct, frozen=True):
    """Passages in the wrong place: what is wrong, and all ``places`` where that can be seen."""

    problem: Problem
    places: frozenset[Position]


Passages = Mapping[str, Sequence[Node]]
"""The titles of a text, and what stands below them, each in reading order."""


class _Run(msgspec.Struct, frozen=True):
    """Passages from ``start`` to ``end`` that are not those which stand there in the source."""

    sequence: str
    start: int
    end: int
    way: Way


def check_order(texts: Sequence[Prose]) -> Iterator[Displaced]:
    """The passages of ``texts``, which are aligned, that do not stand beside those of the first.

    What most texts have is right. An error where facts or names say so, otherwise a warning.
    """
    parts = [parts_of(text) for text in texts]
    passages = [_passages(text, each) for text, each in zip(texts, parts, strict=True)]
    found: dict[_Run, list[int]] = defaultdict(list)
    for number, other in enumerate(parts[1:], 1):
        for run in _all_runs(passages[0], passages[number], matcher(parts[0], other)):
            found[run].append(number)
    for run, there in found.items():
        here = [0] if 2 * len(there) > len(texts) else there
        beside = there[0] if here == [0] else 0
        for number in here:
            yield _displaced(run, passages[number], passages[beside], turned=number == 0)


def _passages(text: Prose, parts: Parts) -> Passages:
    sections = [inner for section in text.sections for inner in section.walk()]
    titles = [blocks.title(each.title, each.source, text.language) for each in sections]
    order = (OPENING, *(each.id for each in sections))
    return {
        "titles": titles,
        "text": [leaf for name in order for leaf in blocks.leaves(parts[name])],
    }


def _all_runs(ours: Passages, theirs: Passages, known: Matcher) -> Iterator[_Run]:
    """What is displaced, by a matcher that has not learnt from what is."""
    steps = _matched(ours, theirs, known)
    if any(step.way != "same" for each in steps.values() for step in each):
        pairs = [
            (ours[name][step.ours].passage, theirs[name][step.theirs].passage)
            for name, each in steps.items()
            for step in _one_to_one(each)
        ]
        steps = _matched(ours, theirs, Matcher(pairs))
    for name, each in steps.items():
        yield from _runs(name, each)


def _matched(ours: Passages, theirs: Passages, known: Matcher) -> Mapping[str, Sequence[Step]]:
    return {
        name: known.match([n.passage for n in nodes], [n.passage for n in theirs[name]])
        for name, nodes in ours.items()
    }


def _one_to_one(steps: Iterable[Step]) -> Iterator[Step]:
    """The passages that belong together one to one, also where they have changed places."""
    for step in steps:
        if step.way == "same":
            yield step
        if step.way == "crossed":
            yield step._replace(theirs=step.theirs + 1)
            yield step._replace(ours=step.ours + 1)


def _runs(sequence: str, steps: Sequence[Step]) -> Iterator[_Run]:
    """The runs of steps that end where as many of ours as of theirs are over."""
    begun: Step | None = None
    for step in steps:
        if step.way != "same" and begun is None:
            begun = step
        ours, theirs = TAKES[step.way]
        if begun is not None and step.ours + ours == step.theirs + theirs:
            yield _Run(sequence, begun.ours, step.ours + ours, begun.way)
            begun = None


def _displaced(
    run: _Run,
    here: Passages,
    there: Passages,
    *,
    turned: bool,
) -> Displaced:
    """``run`` as it is seen here, beside what is right there; ``turned`` if here is the source."""
    ours = here[run.sequence][run.start : run.end]
    theirs = there[run.sequence][run.start : run.end]
    place, other, last = ours[0].place, theirs[0].place, ours[-1].place
    match blocks.SEEN_FROM_THERE[run.way] if turned else run.way:
        case "crossed":
            problem = blocks.crossed(place, other)
        case "joined":
            problem = blocks.joined_here(place, other)
        case "divided":
            problem = blocks.divided_here(place, other)
        case "missing" | "extra":
            problem = Problem(
                place,
                phrase(
                    "from here to line {line} other passages seem to stand than from {place} on",
                    line=last.line,
                    place=other,
                ),
                phrase("put them in the order that they have there"),
            )
        case "same":
            raise AssertionError("what stands where it belongs is not displaced")
        case way:
            assert_never(way)
    certain = any(
        kind in _CERTAIN
        for one, two in zip(ours, theirs, strict=True)
        for kind, _ in (one.passage.says - two.passage.says)
    )
    if not certain:
        remedy = phrase(
            "{remedy}; what says the same is confirmed: diptych confirm", remedy=problem.remedy
        )
        problem = msgspec.structs.replace(problem, remedy=remedy, severity="warning")
    places = frozenset(node.place for node in (*ours, *theirs))
    return Displaced(problem, places)
