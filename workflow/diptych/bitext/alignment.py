"""Whether the languages of a document have the same sections, and in each the same units."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from diptych.bitext.blocks import Blocks, Node, Strand, leaves, nodes
from diptych.bitext.majority import usual
from diptych.bitext.matching import Matcher
from diptych.errors import Position, Problem, phrase
from diptych.model import Prose, Section

OPENING = ""
"""Stands for what is above all sections, where they are named by their ids."""


def check_alignment(texts: Sequence[Prose]) -> Iterator[Problem]:
    """Every place where a language lacks a unit, or has one, other than most of them.

    ``texts`` begin with the source, which is right where no more of them agree.
    """
    if len(texts) < 2:
        return
    parts = [parts_of(text) for text in texts]
    blocks = Blocks([text.file for text in texts], [matcher(parts[0], each) for each in parts])
    for name in _common(parts):
        yield from blocks.differences(
            [
                Strand(number, _place(text, name), each[name])
                for number, (text, each) in enumerate(zip(texts, parts, strict=True))
            ]
        )
    yield from _sections([t.sections for t in texts], [t.source for t in texts], texts)


Parts = Mapping[str, tuple[Node, ...]]
"""The nodes of a text by the id of their section."""


def parts_of(text: Prose) -> Parts:
    """The nodes of ``text``, those above all sections as of :data:`OPENING`."""
    sections = (inner for section in text.sections for inner in section.walk())
    return {
        OPENING: nodes(text.opening, text.source, text.language),
        **{each.id: nodes(each.blocks, each.source, text.language) for each in sections},
    }


def matcher(ours: Parts, theirs: Parts) -> Matcher:
    """What matches passages of two texts; it learns from the sections that are of one shape."""
    pairs = []
    for name in _common([ours, theirs]):
        one, other = [*leaves(ours[name])], [*leaves(theirs[name])]
        if [node.passage.kind for node in one] == [node.passage.kind for node in other]:
            pairs += [(a.passage, b.passage) for a, b in zip(one, other, strict=True)]
    return Matcher(pairs)


def _common(parts: Sequence[Parts]) -> list[str]:
    """The sections that all have, in the order of the first."""
    return [name for name in parts[0] if all(name in each for each in parts)]


def _place(text: Prose, name: str) -> Position:
    """Where the section ``name`` begins."""
    sections = (inner for section in text.sections for inner in section.walk())
    return next((each.source for each in sections if each.id == name), text.source)


def _sections(
    groups: Sequence[tuple[Section, ...]], above: Sequence[Position], texts: Sequence[Prose]
) -> Iterator[Problem]:
    """The differences between the sections of each text, which stand below ``above``."""
    by_id: dict[str, dict[int, Section]] = defaultdict(dict)
    for number, sections in enumerate(groups):
        for section in sections:
            by_id[section.id][number] = section
    everywhere = range(len(groups))
    for name, by_text in by_id.items():
        there = [number in by_text for number in everywhere]
        example = next(iter(by_text.values()))
        if all(there):
            versions = [by_text[number] for number in everywhere]
            yield from _sections(
                [each.sections for each in versions], [each.source for each in versions], texts
            )
            yield from _properties(versions)
        elif usual(there):
            order = [section.id for section in groups[next(iter(by_text))]]
            behind = order[order.index(name) + 1 :]
            for number in everywhere:
                if not there[number]:
                    after = next((s for s in groups[number] if s.id in behind), None)
                    yield _section_missing(example, above[number], after)
        else:
            lacking = [texts[number].file for number in everywhere if not there[number]]
            for section in by_text.values():
                yield _section_beyond(section, ", ".join(lacking))
    yield from _order(groups, {name for name in by_id if len(by_id[name]) == len(groups)})


def _section_missing(section: Section, above: Position, after: Section | None) -> Problem:
    """That ``section`` of another text is missing below ``above``, where ``after`` follows it."""
    missing = {"name": section.name, "source": section.source}
    return Problem(
        above if after is None else after.source,
        phrase("the section «{name}» is missing below, which {source} has", **missing)
        if after is None
        else phrase("the section «{name}» is missing before this, which {source} has", **missing),
        phrase("write it here, too, with {#{name}}", name=section.name),
    )


def _section_beyond(section: Section, files: str) -> Problem:
    return Problem(
        section.source,
        phrase("the section «{name}» is missing in {files}", name=section.name, files=files),
        phrase("write it there, too, with {#{name}}, or take it out here", name=section.name),
    )


def _properties(versions: Sequence[Section]) -> Iterator[Problem]:
    """Where one section is an annex, or has a title, other than in most of its ``versions``."""
    annexes = [section.annex for section in versions]
    titled = [bool(section.title) for section in versions]
    for section, is_annex, has_title in zip(versions, annexes, titled, strict=True):
        if is_annex != usual(annexes):
            right = versions[annexes.index(not is_annex)]
            yield Problem(
                section.source,
                phrase(
                    "«{name}» is an annex in only one of {source} and this place",
                    name=section.name,
                    source=right.source,
                ),
                phrase("end both headings with {#{name} .annex}, or neither", name=section.name),
            )
        if has_title != usual(titled):
            right = versions[titled.index(not has_title)]
            yield Problem(
                section.source,
                phrase(
                    "«{name}» has a title in only one of {source} and this place",
                    name=section.name,
                    source=right.source,
                ),
                phrase("write a title in both or in neither"),
            )


def _order(groups: Sequence[tuple[Section, ...]], common: set[str]) -> Iterator[Problem]:
    """Where the sections that all have stand in another order than in most."""
    orders = [tuple(s.id for s in sections if s.id in common) for sections in groups]
    right = usual(orders)
    for sections, order in zip(groups, orders, strict=True):
        if order != right:
            wrong = next(one for one, other in zip(order, right, strict=True) if one != other)
            section = next(each for each in sections if each.id == wrong)
            model = next(s for s in groups[orders.index(right)] if s.id == wrong)
            yield Problem(
                section.source,
                phrase(
                    "the sections stand in another order than in {file}", file=model.source.file
                ),
                phrase("put them in the same order"),
            )
