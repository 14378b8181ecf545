"""Aligning the languages of a document, and weaving them into one tree.

Alignment compares prose before it is composed, so that a difference is named
where people wrote it. Weaving is then a zip of the composed trees by the ids
of their units; whether two languages or seven makes no difference.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Literal

from diptych.errors import Position, Problem
from diptych.language.tags import tags
from diptych.model import Prose, Section
from diptych.tree import (
    AnyBlock,
    AnyInline,
    Document,
    Inlines,
    Letterhead,
    List,
    Parallel,
    Part,
    Quote,
    Row,
    Signatory,
    Signatures,
    Text,
    plain,
)

Arrangement = Literal["parallel", "sequential"]

# --- alignment --------------------------------------------------------------------


def misaligned(texts: Sequence[Prose]) -> Iterator[Problem]:
    """Every place where one language has a unit that another lacks.

    A section is reported where it stands if at most half of the languages have
    it, and otherwise at the languages that lack it. Blocks and list items are
    compared with the first language.
    """
    if len(texts) < 2:
        return
    yield from _sections(texts, [text.sections for text in texts], [text.source for text in texts])
    for text in texts[1:]:
        yield from _blocks(texts[0].opening, text.opening, texts[0].source, text.source)


def _sections(
    texts: Sequence[Prose], groups: Sequence[tuple[Section, ...]], above: Sequence[Position]
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
                yield from _blocks(held[0].blocks, section.blocks, held[0].source, section.source)
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
    ours: Sequence[AnyBlock], theirs: Sequence[AnyBlock], here: Position, there: Position
) -> Iterator[Problem]:
    for one, other in zip(ours, theirs, strict=False):
        if _shape(one) != _shape(other):
            yield Problem(
                other.source or there,
                f"here stands {_shape(other)}, at {one.source} {_shape(one)}",
                "make both the same",
            )
            return
        match one, other:
            case List(), List():
                for mine, yours in zip(one.items, other.items, strict=True):
                    yield from _blocks(mine, yours, one.source or here, other.source or there)
            case Quote(), Quote():
                yield from _blocks(
                    one.blocks, other.blocks, one.source or here, other.source or there
                )
    if len(ours) != len(theirs):
        longer, shorter = (ours, there) if len(ours) > len(theirs) else (theirs, here)
        extra = longer[min(len(ours), len(theirs))]
        yield Problem(
            extra.source or here,
            f"{_shape(extra)} stands here that {shorter.file} lacks below line {shorter.line}",
            "write it there, too, or take it out here",
        )


def _shape(block: AnyBlock) -> str:
    match block:
        case List(ordered=ordered, items=items):
            what = "a numbered list" if ordered else "a list"
            count = len(items)
            return f"{what} of {count} {'item' if count == 1 else 'items'}"
        case Quote():
            return "a quotation"
        case _:
            return f"a {type(block).__name__.lower()}"


def _files(texts: Sequence[Prose], indices: Sequence[int]) -> str:
    return ", ".join(texts[i].file for i in indices)


# --- weaving ----------------------------------------------------------------------

JOINT = " / "


def weave(documents: Sequence[Document], arrangement: Arrangement) -> Document:
    """One document of several, each in one language and of the same shape, in their order.

    What stands once (letterhead, signatures) is merged; the rest stands in
    columns or one language after the other.
    """
    first = documents[0]
    if len(documents) == 1:
        return first
    parts = [document.parts[0] for document in documents]
    woven = _columns(parts) if arrangement == "parallel" else _sequence(parts)
    return Document(
        kind=first.kind,
        langs=tuple(lang for document in documents for lang in document.langs),
        title=JOINT.join(document.title for document in documents),
        author=first.author,
        date=first.date,
        parts=woven,
    )


def _columns(parts: Sequence[Part]) -> tuple[Part, ...]:
    langs = tuple(part.langs[0] for part in parts)
    blocks: list[AnyBlock] = []
    streams = [_runs(part.blocks) for part in parts]
    for runs in zip(*streams, strict=True):
        if _stands_once(runs[0][0]):
            blocks.append(_merge([run[0] for run in runs]))
        else:
            names: tuple[Inlines, ...] = tuple((Text(tags(code).name, code),) for code in langs)
            blocks.append(
                Parallel(id=f"{runs[0][0].id}-columns", langs=langs, names=names, rows=_rows(runs))
            )
    return (
        Part(
            langs=langs,
            header=_joined([(part.langs[0], part.header) for part in parts]),
            footer=_joined([(part.langs[0], part.footer) for part in parts]),
            blocks=tuple(blocks),
            landscape=len(parts) > 2,
        ),
    )


def _sequence(parts: Sequence[Part]) -> tuple[Part, ...]:
    """Each part whole; what stands once goes to the first part's head or the last part's end."""
    shared = [[block for block in part.blocks if _stands_once(block)] for part in parts]
    merged = [_merge(blocks) for blocks in zip(*shared, strict=True)]
    head: list[AnyBlock] = [block for block in merged if isinstance(block, Letterhead)]
    tail: list[AnyBlock] = [block for block in merged if not isinstance(block, Letterhead)]
    woven: list[Part] = []
    for index, part in enumerate(parts):
        blocks = [block for block in part.blocks if not _stands_once(block)]
        if index == 0:
            blocks = head + blocks
        if index == len(parts) - 1:
            blocks = blocks + tail
        woven.append(
            Part(
                langs=part.langs,
                header=part.header,
                footer=part.footer,
                blocks=tuple(blocks),
                landscape=part.landscape,
            )
        )
    return tuple(woven)


def _stands_once(block: AnyBlock) -> bool:
    return isinstance(block, Letterhead | Signatures)


def _runs(blocks: Sequence[AnyBlock]) -> list[list[AnyBlock]]:
    """The blocks in runs: each block that stands once alone, the others together."""
    runs: list[list[AnyBlock]] = []
    for once, group in groupby(blocks, _stands_once):
        blocks_of_run = list(group)
        runs += [[block] for block in blocks_of_run] if once else [blocks_of_run]
    return runs


def _rows(runs: Sequence[list[AnyBlock]]) -> tuple[Row, ...]:
    columns = [_units(run) for run in runs]
    rows: list[Row] = []
    for units in zip(*columns, strict=True):
        ids = {unit[0].id for unit in units}
        assert len(ids) == 1, f"units out of step: {sorted(ids)}"
        rows.append(Row(id=units[0][0].id, cells=units))
    return tuple(rows)


def _units(run: list[AnyBlock]) -> list[tuple[AnyBlock, ...]]:
    """The blocks by unit, each list cut into its items so that items stand side by side."""
    cut: list[AnyBlock] = []
    for block in run:
        cut += _items(block) if isinstance(block, List) else [block]
    return [tuple(group) for _, group in groupby(cut, lambda block: block.id)]


def _items(block: List) -> list[AnyBlock]:
    return [
        List(
            id=f"{block.id}.{number}",
            source=block.source,
            ordered=block.ordered,
            items=(item,),
            lang=block.lang,
            start=block.start + number - 1,
            series=block.series or block.id,
        )
        for number, item in enumerate(block.items, 1)
    ]


def _merge(blocks: Sequence[AnyBlock]) -> AnyBlock:
    first = blocks[0]
    match first:
        case Letterhead():
            lines = [line for b in blocks if isinstance(b, Letterhead) for line in b.lines]
            return Letterhead(id=first.id, lines=tuple(lines))
        case Signatures():
            all_entries = [b.entries for b in blocks if isinstance(b, Signatures)]
            return Signatures(
                id=first.id,
                beside=first.beside,
                entries=tuple(_signatory(same) for same in zip(*all_entries, strict=True)),
            )
        case _:
            raise AssertionError(f"{type(first).__name__} does not stand once")


def _signatory(same: Sequence[Signatory]) -> Signatory:
    return Signatory(
        id=same[0].id,
        capacity=tuple(text for entry in same for text in entry.capacity),
        name=_distinct([text for entry in same for text in entry.name]),
    )


def _distinct(names: Sequence[Inlines]) -> tuple[Inlines, ...]:
    """The names without repetition: «Э. Арипов» in Russian and in Kazakh is one line."""
    kept: dict[str, Inlines] = {}
    for name in names:
        if name:
            kept.setdefault(plain(name), name)
    return tuple(kept.values())


def _joined(texts: Sequence[tuple[str, Inlines]]) -> Inlines:
    joined: list[AnyInline] = []
    for lang, text in texts:
        if joined and text:
            joined.append(Text(JOINT, lang))
        joined += text
    return tuple(joined)
