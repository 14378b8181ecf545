"""Whether the languages of a document have the same units."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from diptych.errors import Phrase, Position, Problem, phrase
from diptych.model import Prose, Section
from diptych.tree import (
    AnyBlock,
    List,
    Marker,
    PageBreak,
    Paragraph,
    Picture,
    Quote,
    Table,
    children,
)


def check_alignment(texts: Sequence[Prose]) -> Iterator[Problem]:
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
    by_id: dict[str, dict[int, Section]] = {}
    for index, sections in enumerate(groups):
        for section in sections:
            by_id.setdefault(section.id, {})[index] = section
    for name, by_text in by_id.items():
        missing = [i for i in range(len(texts)) if i not in by_text]
        if not missing:
            versions = [by_text[i] for i in range(len(texts))]
            yield from _sections(
                texts, [v.sections for v in versions], [v.source for v in versions]
            )
            for section in versions[1:]:
                here, there = versions[0].source, section.source
                yield from _blocks(versions[0].blocks, section.blocks, here, there)
                if section.annex != versions[0].annex:
                    yield Problem(
                        section.source,
                        phrase(
                            "«{name}» is an annex in only one of {source} and this place",
                            name=name,
                            source=versions[0].source,
                        ),
                        phrase(
                            "end both headings with {#{name} .annex}, or neither", name=section.name
                        ),
                    )
                if bool(section.title) != bool(versions[0].title):
                    yield Problem(
                        section.source,
                        phrase(
                            "«{name}» has a title in only one of {source} and this place",
                            name=name,
                            source=versions[0].source,
                        ),
                        phrase("write a title in both or in neither"),
                    )
        elif 2 * len(by_text) <= len(texts):
            for section in by_text.values():
                yield Problem(
                    section.source,
                    phrase(
                        "the section «{name}» is missing in {files}",
                        name=name,
                        files=_files(texts, missing),
                    ),
                    phrase(
                        "write it there, too, with {#{name}}, or take it out here",
                        name=section.name,
                    ),
                )
        else:
            example = next(iter(by_text.values()))
            for i in missing:
                yield Problem(
                    above[i],
                    phrase(
                        "the section «{name}» is missing below, which {source} has",
                        name=name,
                        source=example.source,
                    ),
                    phrase("write it here, too, with {#{name}}", name=example.name),
                )
    common = [i for i in by_id if len(by_id[i]) == len(texts)]
    for sections in groups[1:]:
        if [s.id for s in sections if s.id in common] != [
            s.id for s in groups[0] if s.id in common
        ]:
            first = next(s for s in sections if s.id in common)
            yield Problem(
                first.source,
                phrase(
                    "the sections stand in another order than in {file}",
                    file=groups[0][0].source.file,
                ),
                phrase("put them in the same order"),
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
                phrase(
                    "here stands {shape}, at {source} {other}",
                    shape=_shape(other),
                    source=one.source,
                    other=_shape(one),
                ),
                phrase("make both the same"),
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
            phrase(
                "{shape} stands here that {file} lacks below line {line}",
                shape=_shape(extra),
                file=shorter.file,
                line=shorter.line,
            ),
            phrase("write it there, too, or take it out here"),
        )


_LISTS: Mapping[Marker, Phrase] = {
    "dash": phrase("a list"),
    "number": phrase("a numbered list"),
    "bracket": phrase("a list numbered 1)"),
    "letter": phrase("a lettered list"),
}


def _shape(block: AnyBlock) -> Phrase:
    match block:
        case List(marker=marker, items=items):
            what = _LISTS[marker]
            return phrase("{what} (items: {count})", what=what, count=len(items))
        case Quote():
            return phrase("a quotation")
        case Table(header=header, rows=rows, align=columns):
            head = phrase("with a header") if header else phrase("without a header")
            return phrase(
                "a table {head} (columns: {columns}, rows: {rows})",
                head=head,
                columns=len(columns),
                rows=len(rows),
            )
        case PageBreak():
            return phrase("a page break")
        case Paragraph():
            return phrase("a paragraph")
        case Picture():
            return phrase("a picture")
        case _:
            raise AssertionError(f"prose holds no {type(block).__name__}")


def _files(texts: Sequence[Prose], indices: Sequence[int]) -> str:
    return ", ".join(texts[i].file for i in indices)
