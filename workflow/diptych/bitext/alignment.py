"""Whether the languages of a document have the same units, and say the same facts in each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from diptych.errors import Position, Problem
from diptych.model import Prose, Section
from diptych.tree import (
    AnyBlock,
    Fact,
    Footnote,
    Inlines,
    Link,
    List,
    Marker,
    PageBreak,
    Quote,
    Reference,
    Table,
    Text,
    children,
    inlines,
    spoken,
)

_NUMBER = "the number"
_DIGITS = re.compile(r"\d+")


def misaligned(texts: Sequence[Prose], free: Collection[str] = ()) -> Iterator[Problem]:
    """Every place where one language has a unit that another lacks.

    A section is reported where it stands if at most half of the languages have
    it, and otherwise at the languages that lack it. Blocks and list items are
    compared with the first language: their shapes, and the facts, notes, links,
    references and literal numbers in each. ``free`` are the names that languages
    may say as often as their grammar wants: people, bodies and terms.
    """
    if len(texts) < 2:
        return
    first = texts[0]
    yield from _sections(texts, [t.sections for t in texts], [t.source for t in texts], free)
    for text in texts[1:]:
        yield from _inlines(first.subject, text.subject, first.source, text.source, free)
        yield from _blocks(first.opening, text.opening, first.source, text.source, free)


def _sections(
    texts: Sequence[Prose],
    groups: Sequence[tuple[Section, ...]],
    above: Sequence[Position],
    free: Collection[str],
) -> Iterator[Problem]:
    found: dict[str, dict[int, Section]] = {}
    for index, sections in enumerate(groups):
        for section in sections:
            found.setdefault(section.id, {})[index] = section
    for name, by_text in found.items():
        missing = [i for i in range(len(texts)) if i not in by_text]
        if not missing:
            held = [by_text[i] for i in range(len(texts))]
            yield from _sections(texts, [s.sections for s in held], [s.source for s in held], free)
            for section in held[1:]:
                here, there = held[0].source, section.source
                yield from _inlines(held[0].title, section.title, here, there, free)
                yield from _blocks(held[0].blocks, section.blocks, here, there, free)
                if section.annex != held[0].annex:
                    yield Problem(
                        section.source,
                        f"«{name}» is an annex in only one of {held[0].source} and this place",
                        f"end both headings with {{#{section.name} .annex}}, or neither",
                    )
                if bool(section.title) != bool(held[0].title):
                    yield Problem(
                        section.source,
                        f"«{name}» has a title in only one of {held[0].source} and this place",
                        "write a title in both or in neither",
                    )
        elif 2 * len(by_text) <= len(texts):
            for section in by_text.values():
                yield Problem(
                    section.source,
                    f"the section «{name}» is missing in {_files(texts, missing)}",
                    f"write it there, too, with {{#{section.name}}}, or take it out here",
                )
        else:
            example = next(iter(by_text.values()))
            for i in missing:
                yield Problem(
                    above[i],
                    f"the section «{name}» is missing below, which {example.source} has",
                    f"write it here, too, with {{#{example.name}}}",
                )
    common = [i for i in found if len(found[i]) == len(texts)]
    for sections in groups[1:]:
        if [s.id for s in sections if s.id in common] != [
            s.id for s in groups[0] if s.id in common
        ]:
            first = next(s for s in sections if s.id in common)
            yield Problem(
                first.source,
                f"the sections stand in another order than in {groups[0][0].source.file}",
                "put them in the same order",
            )


def _blocks(
    ours: Sequence[AnyBlock],
    theirs: Sequence[AnyBlock],
    here: Position,
    there: Position,
    free: Collection[str],
) -> Iterator[Problem]:
    for one, other in zip(ours, theirs, strict=False):
        if _shape(one) != _shape(other):
            yield Problem(
                other.source or there,
                f"here stands {_shape(other)}, at {one.source} {_shape(one)}",
                "make both the same",
            )
            return
        places = (one.source or here, other.source or there)
        for mine, yours in zip(inlines(one), inlines(other), strict=True):
            yield from _inlines(mine, yours, *places, free)
        for inside, beside in zip(children(one), children(other), strict=True):
            yield from _blocks(inside, beside, *places, free)
    if len(ours) != len(theirs):
        longer, shorter = (ours, there) if len(ours) > len(theirs) else (theirs, here)
        extra = longer[min(len(ours), len(theirs))]
        yield Problem(
            extra.source or here,
            f"{_shape(extra)} stands here that {shorter.file} lacks below line {shorter.line}",
            "write it there, too, or take it out here",
        )


def _inlines(
    ours: Inlines, theirs: Inlines, here: Position, there: Position, free: Collection[str]
) -> Iterator[Problem]:
    """What one of two texts of a paragraph, title or cell says and the other does not."""
    mine, yours = _drawn(ours, free), _drawn(theirs, free)
    for name in sorted((mine - yours).keys()):
        remedy = "write it here, too, or take it out there"
        yield Problem(there, f"{name} is missing here, which {here} has", _advice(name, remedy))
    for name in sorted((yours - mine).keys()):
        remedy = "write it there, too, or take it out here"
        yield Problem(there, f"{name} stands here, which {here} has not", _advice(name, remedy))


def _advice(name: str, remedy: str) -> str:
    if not name.startswith(_NUMBER):
        return remedy
    return f"{remedy}, or make it a fact; where languages differ, mark it: [5]{{keep}}"


def _drawn(content: Inlines, free: Collection[str]) -> Counter[str]:
    """What a text says that every language must say, as messages name it."""
    drawn: Counter[str] = Counter()
    for inline in spoken(content):
        match inline:
            case Fact(name=name) if name not in free:
                drawn[f"{{{{ {name} }}}}"] += 1
            case Reference(name=name):
                drawn[f"{{{{ #{name} }}}}"] += 1
            case Text(text=text, derived=""):
                # The digits alone: 1,234.5 in one language is 1 234,5 in another.
                drawn.update(f"{_NUMBER} {int(digits)}" for digits in _DIGITS.findall(text))
            case Link():
                drawn["a link"] += 1  # its address may be that of a page in the language
            case Footnote():
                drawn["a note"] += 1
            case _:
                pass
    return drawn


_LISTS: Mapping[Marker, str] = {
    "dash": "a list",
    "number": "a numbered list",
    "bracket": "a list numbered 1)",
    "letter": "a lettered list",
}


def _shape(block: AnyBlock) -> str:
    match block:
        case List(marker=marker, items=items):
            what = _LISTS[marker]
            count = len(items)
            return f"{what} of {count} {'item' if count == 1 else 'items'}"
        case Quote():
            return "a quotation"
        case Table(header=header, rows=rows, align=columns):
            head = "with a header" if header else "without a header"
            return f"a table of {len(columns)} columns and {len(rows)} rows {head}"
        case PageBreak():
            return "a page break"
        case _:
            return f"a {type(block).__name__.lower()}"


def _files(texts: Sequence[Prose], indices: Sequence[int]) -> str:
    return ", ".join(texts[i].file for i in indices)
