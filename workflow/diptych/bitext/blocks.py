"""Whether the languages of a section have the same blocks, items and rows.

They belong together by what they say and how long they are, so that one that is missing is named
at the place where it is missing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from textwrap import shorten
from typing import NamedTuple, assert_never

from diptych.bitext.matching import Matcher, Passage, Way, joined, passage
from diptych.errors import Phrase, Position, Problem, phrase
from diptych.tree import (
    AnyBlock,
    Inlines,
    List,
    Marker,
    PageBreak,
    Paragraph,
    Picture,
    Quote,
    Table,
    inlines,
    source,
)

WRITE = phrase("write it here, too, or take it out there")
TAKE_OUT = phrase("write it there, too, or take it out here")

# How much of a passage a message quotes, in characters.
_QUOTED = 40


class Node(NamedTuple):
    """A block, an item of a list or a row of a table, and the ``parts`` that it has in their order.

    ``passage`` is all that stands in it; nodes of one kind may be each other's translation.
    """

    place: Position
    shape: Phrase
    passage: Passage
    begins: str
    parts: tuple[Node, ...] = ()

    def matches(self, other: Node) -> bool:
        """Whether the other may be its translation."""
        return self.passage.kind == other.passage.kind


class Strand(NamedTuple):
    """Nodes of one text in their order: the number of the text, and what they stand below."""

    text: int
    above: Position
    nodes: tuple[Node, ...]


def nodes(blocks: Sequence[AnyBlock], above: Position, language: str) -> tuple[Node, ...]:
    """The nodes of ``blocks``, which are in ``language`` and stand below ``above``."""
    return tuple(_node(block, block.source or above, language) for block in blocks)


def _node(block: AnyBlock, place: Position, language: str) -> Node:
    match block:
        case List(marker=marker, items=items):
            shape = phrase("{what} (items: {count})", what=_LISTS[marker], count=len(items))
            parts = tuple(_item(item, place, language) for item in items)
            return _whole(place, shape, parts, (List, marker))
        case Quote(blocks=inside):
            parts = nodes(inside, place, language)
            return _whole(place, phrase("a quotation"), parts, Quote)
        case Table(header=header, rows=rows, align=columns, joined=joined):
            head = phrase("with a header") if header else phrase("without a header")
            shape = phrase(
                "a table {head} (columns: {columns}, rows: {rows})",
                head=head,
                columns=len(columns),
                rows=len(rows),
            )
            if joined or len(header) > 1:
                shape = phrase(
                    "a table (columns: {columns}, rows of its head: {head}, other rows: {rows}, "
                    "cells in the place of several: {joined})",
                    columns=len(columns),
                    head=len(header),
                    rows=len(rows),
                    joined=len(joined),
                )
            texts = ([block.caption], *header, *rows) if block.caption else (*header, *rows)
            parts = tuple(_leaf(place, phrase("a row"), row, language) for row in texts)
            kind = (Table, len(header), len(columns), joined, bool(block.caption))
            return _whole(place, shape, parts, kind)
        case PageBreak():
            return _leaf(place, phrase("a page break"), (), language, PageBreak)
        case Paragraph(content=content):
            return _leaf(place, phrase("a paragraph"), (content,), language, Paragraph)
        case Picture():
            return _leaf(place, phrase("a picture"), tuple(inlines(block)), language, Picture)
        case _:
            raise AssertionError(f"prose holds no {type(block).__name__}")


_LISTS: Mapping[Marker, Phrase] = {
    "dash": phrase("a list"),
    "number": phrase("a numbered list"),
    "bracket": phrase("a list numbered 1)"),
    "letter": phrase("a lettered list"),
}


def _item(blocks: Sequence[AnyBlock], around: Position, language: str) -> Node:
    parts = nodes(blocks, around, language)
    place = parts[0].place if parts else around
    return _whole(place, phrase("an item"), parts, "item")


def _leaf(
    place: Position,
    shape: Phrase,
    contents: Sequence[Inlines],
    language: str,
    kind: object = None,
) -> Node:
    passages = [passage(content, language) for content in contents]
    begins = " ".join(source(content) for content in contents)
    return Node(place, shape, joined(passages, kind), begins)


def title(content: Inlines, place: Position, language: str) -> Node:
    """The title of a section, which begins at ``place``."""
    return _leaf(place, phrase("a title"), (content,), language)


def _whole(place: Position, shape: Phrase, parts: tuple[Node, ...], kind: object) -> Node:
    passages = [part.passage for part in parts]
    begins = next((part.begins for part in parts), "")
    return Node(place, shape, joined(passages, kind), begins, parts)


def leaves(nodes: Sequence[Node]) -> Iterator[Node]:
    """The nodes of ``nodes`` that have no parts, and those inside the others, in their order."""
    for node in nodes:
        if node.parts:
            yield from leaves(node.parts)
        else:
            yield node


_Spot = tuple[Way, int, int]
"""Where a text differs: in which way, at which node of the source, the how manieth there."""

SEEN_FROM_THERE: Mapping[Way, Way] = {
    "same": "same",
    "crossed": "crossed",
    "missing": "extra",
    "extra": "missing",
    "joined": "divided",
    "divided": "joined",
}
"""A way as it is called from the other text."""


class Blocks:
    """Compares the blocks of the texts ``files``, the source first.

    ``matchers`` has one for each text; it matches the passages of the source with those of the
    text.
    """

    def __init__(self, files: Sequence[str], matchers: Sequence[Matcher]) -> None:
        self._files = files
        self._matchers = matchers

    def differences(self, strands: Sequence[Strand]) -> Iterator[Problem]:
        """Every place where the nodes of ``strands``, which belong together, differ.

        The first is that of the source. What most of them have is right.
        """
        first = strands[0]
        same: list[Mapping[int, int]] = [{number: number for number in range(len(first.nodes))}]
        found: dict[_Spot, dict[int, int]] = defaultdict(dict)
        for number, strand in enumerate(strands[1:], 1):
            alike, spots = self._compared(first, strand)
            same.append(alike)
            for spot, theirs in spots.items():
                found[spot][number] = theirs
        for spot, there in sorted(found.items(), key=lambda item: item[0][1:]):
            yield from self._problems(spot, there, strands, same)
        for ours, node in enumerate(first.nodes):
            inside = [
                Strand(
                    strand.text, strand.nodes[alike[ours]].place, strand.nodes[alike[ours]].parts
                )
                for strand, alike in zip(strands, same, strict=True)
                if ours in alike
            ]
            if node.parts or any(strand.nodes for strand in inside):
                yield from self.differences(inside)

    def _compared(
        self, first: Strand, strand: Strand
    ) -> tuple[Mapping[int, int], Mapping[_Spot, int]]:
        """The nodes that are one to one, and the spots where they are not; each where in theirs."""
        ours, theirs = first.nodes, strand.nodes
        if [node.passage.kind for node in ours] == [node.passage.kind for node in theirs]:
            return {number: number for number in range(len(ours))}, {}
        matcher = self._matchers[strand.text]
        steps = matcher.match([n.passage for n in ours], [n.passage for n in theirs])
        alike: dict[int, int] = {}
        spots: dict[_Spot, int] = {}
        for step in steps:
            if step.way == "same" and ours[step.ours].matches(theirs[step.theirs]):
                alike[step.ours] = step.theirs
                continue
            before = sum(spot[:2] == (step.way, step.ours) for spot in spots)
            spots[step.way, step.ours, before] = step.theirs
        return alike, spots

    def _problems(
        self,
        spot: _Spot,
        there: Mapping[int, int],
        strands: Sequence[Strand],
        same: Sequence[Mapping[int, int]],
    ) -> Iterator[Problem]:
        """A problem at each strand that is other than most at ``spot``.

        ``there`` are the nodes of the strands that are other than the source.
        """
        way, ours, _ = spot
        if 2 * len(there) <= len(strands):
            for number, theirs in there.items():
                yield self._problem(way, strands[number], theirs, strands[0], ours)
            return
        (example, theirs), *_ = there.items()
        for number, strand in enumerate(strands):
            if number not in there:
                here = same[number].get(ours, len(strand.nodes))
                turned = SEEN_FROM_THERE[way]
                yield self._problem(turned, strand, here, strands[example], theirs)

    def _problem(self, way: Way, here: Strand, at: int, there: Strand, to: int) -> Problem:
        """What is wrong ``here``, at a node, beside what is right ``there``."""
        if way == "missing":
            return _missing(here, at, there.nodes[to])
        node = here.nodes[at]
        if way == "extra":
            line = (there.nodes[to - 1].place if to else there.above).line
            return Problem(
                node.place,
                phrase(
                    "{shape} stands here that {file} lacks below line {line}",
                    shape=node.shape,
                    file=self._files[there.text],
                    line=line,
                ),
                TAKE_OUT,
            )
        other = there.nodes[to]
        match way:
            case "same":
                return Problem(
                    node.place,
                    phrase(
                        "here stands {shape}, at {source} {other}",
                        shape=node.shape,
                        source=other.place,
                        other=other.shape,
                    ),
                    phrase("make both the same"),
                )
            case "crossed":
                return crossed(node.place, other.place)
            case "joined":
                return joined_here(node.place, other.place)
            case "divided":
                return divided_here(node.place, other.place)
            case _:
                assert_never(way)


def _missing(here: Strand, at: int, node: Node) -> Problem:
    place = here.nodes[min(at, len(here.nodes) - 1)].place if here.nodes else here.above
    if place == here.above:
        pattern = phrase("{shape} is missing below, which {place} has: «{begins}»")
    elif at < len(here.nodes):
        pattern = phrase("{shape} is missing before this, which {place} has: «{begins}»")
    else:
        pattern = phrase("{shape} is missing behind this, which {place} has: «{begins}»")
    begins = shorten(node.begins, _QUOTED, placeholder="…")
    return Problem(place, phrase(pattern, shape=node.shape, place=node.place, begins=begins), WRITE)


def crossed(here: Position, there: Position) -> Problem:
    """That the passage ``here`` and the next stand in each other's place."""
    return Problem(
        here,
        phrase(
            "this passage and the next seem to stand in each other's place: see {place}",
            place=there,
        ),
        phrase("put them in the order that they have there"),
    )


def joined_here(here: Position, there: Position) -> Problem:
    """That one passage ``here`` says what two say there."""
    return Problem(
        here,
        phrase("this seems to say what {place} and the next say there", place=there),
        phrase("divide it where they are divided, or join those"),
    )


def divided_here(here: Position, there: Position) -> Problem:
    """That two passages ``here`` say what one says there."""
    return Problem(
        here,
        phrase("this and the next seem to say what {place} says", place=there),
        phrase("join them, or divide that one"),
    )
