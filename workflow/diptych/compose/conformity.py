"""The conformity sheet of a document: what two secretaries compare and initial.

One page in the source language: the texts and what each is, the facts as every
language states them side by side, and the files they were read in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from diptych import tree
from diptych.compose import parts
from diptych.compose.context import Wording, capitalised, msgid
from diptych.language.tags import tags
from diptych.tree import AnyBlock, Inlines

_STANDINGS = {
    "prevailing": msgid("prevailing text"),
    "authentic": msgid("authentic text"),
    "courtesy": msgid("courtesy translation"),
}
# How much of a hash tells two files of one document apart for a reader.
_SHOWN = 8
_PARTIES = 2
# What is longer cannot be compared at a glance: full names of parties, which the title has.
_GLANCE = 90
_UNBROKEN = "\u2011"


class Column(msgspec.Struct, frozen=True):
    """One language of the sheet.

    ``standing`` is what it is to the others, ``fresh`` of ``units`` are confirmed; the
    source has none to confirm. ``document`` is its text.
    """

    code: str
    standing: str
    document: tree.Document
    fresh: int = 0
    units: int = 0


def compose(
    wording: Wording,
    columns: Sequence[Column],
    files: Mapping[str, Mapping[str, str]],
    bodies: Sequence[str],
) -> tree.Document:
    """The sheet in the language of ``wording``; ``columns`` begin with the source.

    ``files`` gives for each edition its formats and their hashes, ``bodies`` are those
    whose secretaries initial the sheet, ids of entries, or none are known.
    """
    first = columns[0].document
    name = wording.text(wording.label("CONFORMITY SHEET"))
    blocks: list[AnyBlock] = [
        parts.paragraph(wording, "title", "document-name", name),
        parts.paragraph(wording, "title", "subject", wording.text(wording.plain(first.title))),
        _table("facts", wording, _head(columns, wording), _facts(columns, wording)),
        parts.paragraph(wording, "files", "boilerplate", *_files(files, wording)),
    ]
    draft = wording.record.status == "draft"
    header = wording.label("Conformity sheet: {document}", document=wording.plain(first.title))
    return tree.Document(
        kind=wording.record.kind,
        langs=(wording.lang,),
        title=header,
        author=first.author,
        date=first.date,
        parts=(
            tree.Part(
                langs=(wording.lang,),
                header=(wording.text(header),),
                footer=parts.page_number(wording),
                blocks=tuple(blocks),
                landscape=True,
                watermark=(wording.text(wording.label("DRAFT")),) if draft else (),
                initials=tuple((wording.text(said),) for said in _secretaries(bodies, wording)),
            ),
        ),
    )


def _head(columns: Sequence[Column], wording: Wording) -> list[Inlines]:
    """The names of the languages, below each what its text is and how much is confirmed."""
    cells: list[Inlines] = [(wording.text(wording.label("Fact")),)]
    for number, column in enumerate(columns):
        said = [] if number else [wording.label("source text")]
        if column.standing in _STANDINGS:
            said.append(wording.label(_STANDINGS[column.standing]))
        if number:
            fresh, units = str(column.fresh), str(column.units)
            said.append(wording.label("confirmed: {fresh} of {all}", fresh=fresh, all=units))
        cell: list[tree.AnyInline] = [tree.Text(tags(column.code).name, column.code)]
        for line in said:
            cell += [tree.LineBreak(), wording.text(line)]
        cells.append(tuple(cell))
    return cells


def _facts(columns: Sequence[Column], wording: Wording) -> list[list[Inlines]]:
    """A row for each fact, group and person: what each language says of it, each thing once."""
    stated = [_stated(column.document) for column in columns]
    names = dict.fromkeys(name for each in stated for name in each)
    rows: list[list[Inlines]] = []
    for name in names:
        texts = [text for said in stated for text in said.get(name, ())]
        if wording.is_stated(name) and max(map(len, texts)) <= _GLANCE:
            row: list[Inlines] = [(wording.text(wording.locale.hold(name)),)]
            for column, said in zip(columns, stated, strict=True):
                row.append(_distinct(said.get(name, ()), column.code))
            rows.append(row)
    return rows


def _distinct(texts: Iterable[str], lang: str) -> Inlines:
    out: list[tree.AnyInline] = []
    for text in dict.fromkeys(texts):
        if out:
            out.append(tree.LineBreak())
        out.append(tree.Text(text, lang))
    return tuple(out)


def _stated(document: tree.Document) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for part in document.parts:
        for block in tree.walk(part.blocks):
            for content in tree.inlines(block):
                for inline in tree.spoken(content):
                    if isinstance(inline, tree.Fact):
                        found.setdefault(inline.name, []).append(inline.text)
    return found


def _files(files: Mapping[str, Mapping[str, str]], wording: Wording) -> Inlines:
    """Each edition, and the beginnings of the hashes of its files."""
    said = [wording.label("Files and their SHA-256:")]
    for edition, by_format in files.items():
        hashes = ", ".join(f"{each}\u00a0{sha[:_SHOWN]}" for each, sha in by_format.items())
        said.append(f"{edition.replace('-', _UNBROKEN)}\u00a0({hashes})")
    return (wording.text(wording.locale.hold(" ".join(said))),)


def _table(
    unit: str, wording: Wording, head: Sequence[Inlines], rows: Sequence[Sequence[Inlines]]
) -> tree.Table:
    return tree.Table(
        id=unit,
        header=tuple(head),
        rows=tuple(map(tuple, rows)),
        align=("start",) * len(head),  # type: ignore[arg-type]
        lang=wording.lang,
        dense=True,
    )


def _secretaries(bodies: Sequence[str], wording: Wording) -> list[str]:
    """Who initials the sheet: the secretaries of two bodies, or two secretaries."""
    secretary = capitalised(wording.label("Secretary"))
    if len(bodies) < _PARTIES:
        return [secretary] * _PARTIES
    return [f"{secretary}, {wording.shortest(body)}" for body in bodies]
