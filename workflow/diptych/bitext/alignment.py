"""Whether the languages of a document have the same units."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from diptych.errors import Position, Problem
from diptych.model import Prose, Section
from diptych.tree import AnyBlock, List, Marker, PageBreak, Quote, Table, children


def misaligned(texts: Sequence[Prose]) -> Iterator[Problem]:
    """Every place where one language has a unit that another lacks.

    A section is reported where it stands if at most half of the languages have
    it, and otherwise at the languages that lack it. Blocks and list items are
    compared with the first language.
    """
    if len(texts) < 2:
        return
    first = texts[0]
    yield from _sections(texts, [t.sections for t in texts], [t.source for t in texts])
    for text in texts[1:]:
        yield from _blocks(first.opening, text.opening, first.source, text.source)


def _sections(
    texts: Sequence[Prose],
    groups: Sequence[tuple[Section, ...]],
    above: Sequence[Position],
) -> Iterator[Problem]:
    found: dict[str, dict[int, Section]] = {}
    for index, sections in enumerate(groups):
        for section in sections:
            found.setdefault(section.id, {})[index] = section
    for name, by_text in found.items():
        missing = [i for i in range(len(texts)) if i not in by_text]
        if not missing:
            held = [by_text[i] for i in range(len(texts))]
            yield from _sections(texts, [s.sections for s in held], [s.source for s in held])
            for section in held[1:]:
                here, there = held[0].source, section.source
                yield from _blocks(held[0].blocks, section.blocks, here, there)
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
        for inside, beside in zip(children(one), children(other), strict=True):
            yield from _blocks(inside, beside, *places)
    if len(ours) != len(theirs):
        longer, shorter = (ours, there) if len(ours) > len(theirs) else (theirs, here)
        extra = longer[min(len(ours), len(theirs))]
        yield Problem(
            extra.source or here,
            f"{_shape(extra)} stands here that {shorter.file} lacks below line {shorter.line}",
            "write it there, too, or take it out here",
        )


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
