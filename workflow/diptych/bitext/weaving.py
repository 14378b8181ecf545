"""One tree of several, each in one language."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Literal, assert_never

import msgspec

from diptych.bitext.apart import with_tables_apart
from diptych.language.tags import tags
from diptych.layout.columns import column_widths, room
from diptych.layout.together import kept_together
from diptych.layout.turning import turned
from diptych.tree import (
    AnyBlock,
    AnyInline,
    Contents,
    Document,
    Heading,
    Image,
    Inlines,
    KeptTogether,
    Letterhead,
    List,
    PageBreak,
    Paragraph,
    Parallel,
    ParallelTable,
    Part,
    Picture,
    Quote,
    Row,
    Signatory,
    Signatures,
    Table,
    Text,
    language,
    plain,
)

Arrangement = Literal["parallel", "sequential"]

JOINT = " / "
# A table of more columns than this does not fit into one of two or three columns of text.
_NARROW_TABLE = 2


def weave(documents: Sequence[Document], arrangement: Arrangement) -> Document:
    """One document of several, each in one language and of the same shape, in their order.

    What stands once (letterhead, signatures) is merged; the rest stands in
    columns or one language after the other.
    """
    first = documents[0]
    parts = [document.parts[0] for document in documents]
    if len(documents) == 1:
        return msgspec.structs.replace(first, parts=turned([_announced(parts[0])]))
    woven = [_columns(parts)] if arrangement == "parallel" else _sequence(parts)
    return Document(
        kind=first.kind,
        langs=tuple(lang for document in documents for lang in document.langs),
        title=JOINT.join(document.title for document in documents),
        author=first.author,
        date=first.date,
        parts=turned(woven),
    )


def _columns(parts: Sequence[Part]) -> Part:
    """The parts in columns, which keep their widths from the first page to the last."""
    langs = tuple(part.langs[0] for part in parts)
    names = tuple(map(_column_name, parts))
    shares = tuple(column_widths([room(part.blocks) for part in parts]))
    blocks: list[AnyBlock] = []
    shared = _shared_pictures(parts)
    streams = [_runs([*with_tables_apart(part.blocks)], shared) for part in parts]
    above = names
    for runs in zip(*streams, strict=True):
        first = runs[0][0]
        match _placement(first, shared):
            case "once":
                blocks.append(_below_columns(_merge([run[0] for run in runs]), shares))
            case "across":
                blocks += [run[0] for run in runs]
            case "level":
                tables = tuple(run[0] for run in runs if isinstance(run[0], Table))
                unread = any(table.unconfirmed for table in tables)
                blocks.append(
                    ParallelTable(id=first.id, tables=tables, shares=shares, unconfirmed=unread)
                )
            case "beside":
                rows = _rows(runs)
                name = f"{first.id}-columns"
                blocks.append(Parallel(id=name, langs=langs, names=above, rows=rows, shares=shares))
                above = ()
    return Part(
        langs=langs,
        header=_joined([part.header for part in parts]),
        footer=_joined([part.footer for part in parts]),
        blocks=tuple(kept_together(blocks)),
        landscape=len(parts) > 2,
        watermark=_joined([part.watermark for part in parts]),
        initials=tuple(
            _joined(_distinct(same))
            for same in zip(*(part.initials for part in parts), strict=True)
        ),
        column_names=names,
        shares=shares,
    )


def _column_name(part: Part) -> Inlines:
    """What the language calls itself, and what its text is if it is only a translation."""
    lang = part.langs[0]
    name = Text(tags(lang).name, lang)
    if not part.translation_note:
        return (name,)
    return (name, Text(f" ({plain(part.translation_note)})", lang))


def _announced(part: Part) -> Part:
    """The part of one language; a translation without force says so above its text."""
    if not part.translation_note:
        return part
    lang, note = part.langs[0], plain(part.translation_note)
    line = (Text(note[:1].upper() + note[1:], lang),)
    above = Paragraph(id="translation-note", style="detail", content=line, lang=lang)
    heads = [block for block in part.blocks[:1] if isinstance(block, Letterhead)]
    blocks = (*heads, above, *part.blocks[len(heads) :])
    return msgspec.structs.replace(part, blocks=blocks, translation_note=())


def _sequence(parts: Sequence[Part]) -> tuple[Part, ...]:
    """Each text whole, the signatures below the last; then what follows them, each text whole.

    The letterhead stands at the head of the first.
    """
    parts = [*map(_announced, parts)]
    heads = [[b for b in part.blocks if isinstance(b, Letterhead)] for part in parts]
    places = [[b for b in part.blocks if isinstance(b, Signatures)] for part in parts]
    texts = [_split(part.blocks) for part in parts]
    woven: list[Part] = []
    for index, (part, (before, _)) in enumerate(zip(parts, texts, strict=True)):
        blocks = before
        if index == 0:
            blocks = [*map(_merge, zip(*heads, strict=True)), *blocks]
        if index == len(parts) - 1:
            blocks = [*blocks, *map(_merge, zip(*places, strict=True))]
        woven.append(msgspec.structs.replace(part, blocks=tuple(blocks)))
    for part, (_, after) in zip(parts, texts, strict=True):
        # A part begins on a new page by itself.
        blocks = after[1:] if after and isinstance(after[0], PageBreak) else after
        if blocks:
            woven.append(msgspec.structs.replace(part, blocks=tuple(blocks)))
    return tuple(woven)


def _split(blocks: Sequence[AnyBlock]) -> tuple[list[AnyBlock], list[AnyBlock]]:
    """What stands before and after the signatures, without the letterhead."""
    place = next((i for i, b in enumerate(blocks) if isinstance(b, Signatures)), len(blocks))
    before: list[AnyBlock] = [b for b in blocks[:place] if not isinstance(b, Letterhead)]
    return before, list(blocks[place + 1 :])


# --- how a block stands in columns --------------------------------------------------

Placement = Literal[
    "once",  # for all languages together
    "across",  # over all columns, one language below the other
    "level",  # in the column of its language, row by row
    "beside",  # in the column of its language
]


def _placement(block: AnyBlock, shared: frozenset[str]) -> Placement:
    match block:
        case Letterhead() | Signatures() | PageBreak():
            return "once"
        case Contents():
            return "across"
        case Picture(id=name):
            return "once" if name in shared else "beside"
        case Table(align=columns, landscape=landscape):
            return "across" if landscape or len(columns) > _NARROW_TABLE else "level"
        case Heading() | Paragraph() | List() | Quote():
            return "beside"
        case Parallel() | ParallelTable() | KeptTogether():
            raise AssertionError("this is woven already")
        case _:
            assert_never(block)


def _shared_pictures(parts: Sequence[Part]) -> frozenset[str]:
    """The ids of the pictures that show the same image in all languages."""
    images: dict[str, set[Image]] = {}
    for part in parts:
        for block in part.blocks:
            if isinstance(block, Picture):
                images.setdefault(block.id, set()).add(block.image)
    return frozenset(name for name, same in images.items() if len(same) == 1)


def _runs(blocks: Sequence[AnyBlock], shared: frozenset[str]) -> list[list[AnyBlock]]:
    """The blocks in runs: those that stand in columns together, each other alone."""
    runs: list[list[AnyBlock]] = []
    for placement, group in groupby(blocks, lambda block: _placement(block, shared)):
        run = list(group)
        runs += [run] if placement == "beside" else [[block] for block in run]
    return runs


def _rows(runs: Sequence[list[AnyBlock]]) -> tuple[Row, ...]:
    columns = [_units(run) for run in runs]
    rows: list[Row] = []
    for units in zip(*columns, strict=True):
        ids = {unit[0].id for unit in units}
        assert len(ids) == 1, f"units out of step: {sorted(ids)}"
        rows += [Row(id=units[0][0].id, cells=cells) for cells in _level(units)]
    return tuple(rows)


def _level(units: tuple[tuple[AnyBlock, ...], ...]) -> list[tuple[tuple[AnyBlock, ...], ...]]:
    """The cells of one unit: block by block, where all languages have them in one order.

    So the name of a paper is level in all languages, however long its subject above it.
    """
    shapes = {tuple(map(_shape, unit)) for unit in units}
    if len(shapes) > 1:
        return [units]
    return [tuple((block,) for block in same) for same in zip(*units, strict=True)]


def _shape(block: AnyBlock) -> tuple[type, str]:
    return type(block), block.style if isinstance(block, Paragraph) else ""


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
            marker=block.marker,
            items=(item,),
            lang=block.lang,
            start=block.start + number - 1,
            series=block.series or block.id,
            letters=block.letters,
        )
        for number, item in enumerate(block.items, 1)
    ]


def _merge(blocks: Sequence[AnyBlock]) -> AnyBlock:
    first = blocks[0]
    match first:
        case Letterhead():
            lines = [line for b in blocks if isinstance(b, Letterhead) for line in b.lines]
            return msgspec.structs.replace(first, lines=tuple(lines))
        case PageBreak():
            return first
        case Picture():
            alts = [b.alt for b in blocks if isinstance(b, Picture)]
            return msgspec.structs.replace(first, alt=_joined(_distinct(alts)))
        case Signatures():
            all_entries = [b.entries for b in blocks if isinstance(b, Signatures)]
            entries = tuple(_signatory(same) for same in zip(*all_entries, strict=True))
            return msgspec.structs.replace(first, entries=entries)
        case _:
            raise AssertionError(f"{type(first).__name__} does not stand once")


def _below_columns(block: AnyBlock, shares: tuple[float, ...]) -> AnyBlock:
    """``block``; as many places to sign as there are columns begin where these do."""
    if isinstance(block, Signatures) and {len(row) for row in block.rows} == {len(shares)}:
        return msgspec.structs.replace(block, shares=shares)
    return block


def _signatory(same: Sequence[Signatory]) -> Signatory:
    return Signatory(
        id=same[0].id,
        capacity=tuple(text for entry in same for text in entry.capacity),
        name=_distinct([text for entry in same for text in entry.name]),
        seal=_one(_distinct([text for entry in same for text in entry.seal])),
    )


def _distinct(names: Sequence[Inlines]) -> tuple[Inlines, ...]:
    """The names without repetition: «Э. Арипов» in Russian and in Kazakh is one line."""
    by_text: dict[str, Inlines] = {}
    for name in names:
        if name:
            by_text.setdefault(plain(name), name)
    return tuple(by_text.values())


def _one(texts: Sequence[Inlines]) -> tuple[Inlines, ...]:
    """The texts as a single one, nothing where there are none."""
    return (_joined(texts),) if texts else ()


def _joined(texts: Sequence[Inlines]) -> Inlines:
    """The texts joined by slashes; each slash runs on from the text before it, in its language."""
    joined: list[AnyInline] = []
    before = ""
    for text in texts:
        if joined and text:
            joined.append(Text(JOINT, before))
        joined += text
        before = language(text, before)
    return tuple(joined)
