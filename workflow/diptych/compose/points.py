"""Numbered points: texts whose sections have a number before their text in place of a heading."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from diptych import tree
from diptych.compose import parts
from diptych.compose.context import ComposeContext
from diptych.errors import phrase
from diptych.model import Section
from diptych.tree import AnyBlock

#: How many lists a list in a point counts as standing in: «1.» is the point.
IN_A_POINT = 1


def numbers(sections: Sequence[Section], above: str = "") -> Mapping[str, str]:
    """The number of each of ``sections`` and of those inside them, by id: 1, 1.1, 1.1.1."""
    known: dict[str, str] = {}
    for number, section in enumerate(sections, 1):
        known[section.id] = f"{above}{number}"
        known |= numbers(section.sections, f"{above}{number}.")
    return known


def targets(sections: Sequence[Section]) -> Mapping[str, str]:
    """The block at which the number of a point stands: that is no heading but its first text."""
    return {
        each.id: each.blocks[0].id
        for outer in sections
        for each in outer.walk()
        if not each.title and each.blocks
    }


def blocks(
    section: Section, known: Mapping[str, str], context: ComposeContext, level: int = 1
) -> Iterator[AnyBlock]:
    """A point and those inside it: «1. Text», «1.1. Text»; a title has the number before it."""
    label = f"{known[section.id]}."
    written = context.blocks(section.blocks, IN_A_POINT)
    if section.title:
        yield parts.heading(section, context, level, label)
        yield from written
    else:
        first = written[0] if written else None
        if isinstance(first, tree.Paragraph):
            yield replace(first, content=(context.text(f"{label}\u00a0"), *first.content))
            yield from written[1:]
        else:
            context.problems.add(
                section.source,
                phrase("the point {number} does not begin with a paragraph", number=label),
                phrase(
                    "write its text below the heading, or a title before {#{name}}",
                    name=section.name,
                ),
            )
    for inner in section.sections:
        yield from blocks(inner, known, context, level + 1)
