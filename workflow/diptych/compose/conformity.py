"""The conformity sheet of a document: what two secretaries compare and initial.

One page in the source language: the texts and what each is, the facts as every
language states them side by side, and the files they were read in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from diptych import tree
from diptych.compose import parts
from diptych.compose.context import ComposeContext, msgid
from diptych.compose.sentences import capitalised
from diptych.language.tags import tags
from diptych.language.typography import plain_marks
from diptych.tree import AnyBlock, Inlines

_AUTHENTICITY_LABELS = {
    "prevailing": msgid("prevailing text"),
    "authentic": msgid("authentic text"),
    "courtesy": msgid("courtesy translation"),
}
# How many characters of a hash tell a reader two files of one document apart.
_SHOWN = 8
_PARTIES = 2
# Texts of more characters cannot be compared at a glance, such as the full names of parties.
_GLANCE = 90
_UNBROKEN = "\u2011"


class Column(msgspec.Struct, frozen=True):
    """One language of the sheet.

    ``authenticity`` is what it is to the others, ``fresh`` of ``units`` are confirmed; the
    source has none to confirm. ``document`` is its text.
    """

    code: str
    authenticity: str
    document: tree.Document
    fresh: int = 0
    units: int = 0


def compose(
    context: ComposeContext,
    columns: Sequence[Column],
    files: Mapping[str, Mapping[str, str]],
    bodies: Sequence[str],
) -> tree.Document:
    """The sheet in the language of ``context``; ``columns`` begin with the source.

    ``files`` gives for each edition its formats and their hashes. ``bodies`` are the ids of
    the bodies, or states, whose secretaries initial the sheet, empty if none are known.
    """
    first = columns[0].document
    name = context.text(context.label("CONFORMITY SHEET"))
    title = parts.named(first.name, first.parts[0].blocks, context)
    blocks: list[AnyBlock] = [
        parts.paragraph(context, "title", "document-name", name),
        parts.paragraph(context, "title", "subject", context.text(title)),
        tree.Table(
            id="facts",
            header=_head(columns, context),
            rows=_facts(columns, context),
            align=("start",) * (1 + len(columns)),  # type: ignore[arg-type]
            lang=context.lang,
            dense=True,
        ),
        parts.paragraph(context, "files", "boilerplate", *_files(files, context)),
    ]
    draft = context.record.status == "draft"
    header = context.label("Conformity sheet: {document}", document=title)
    return tree.Document(
        kind=context.record.kind,
        langs=(context.lang,),
        title=header,
        author=first.author,
        date=first.date,
        parts=(
            tree.Part(
                langs=(context.lang,),
                header=(context.text(header),),
                footer=parts.page_number(context),
                blocks=tuple(blocks),
                landscape=True,
                watermark=(context.text(context.label("DRAFT")),) if draft else (),
                initials=tuple((context.text(each),) for each in _secretaries(bodies, context)),
            ),
        ),
    )


def _head(columns: Sequence[Column], context: ComposeContext) -> tuple[Inlines, ...]:
    """The names of the languages, below each what its text is and how much is confirmed."""
    cells: list[Inlines] = [(context.text(context.label("Fact")),)]
    for number, column in enumerate(columns):
        lines = [] if number else [context.label("source text")]
        if column.authenticity in _AUTHENTICITY_LABELS:
            lines.append(context.label(_AUTHENTICITY_LABELS[column.authenticity]))
        if number:
            fresh, units = str(column.fresh), str(column.units)
            lines.append(context.label("confirmed: {fresh} of {all}", fresh=fresh, all=units))
        cell: list[tree.AnyInline] = [tree.Text(tags(column.code).name, column.code)]
        for line in lines:
            cell += [tree.LineBreak(), context.text(line)]
        cells.append(tuple(cell))
    return tuple(cells)


def _facts(columns: Sequence[Column], context: ComposeContext) -> tuple[tuple[Inlines, ...], ...]:
    """A row for each fact, group and person: what each language says of it, each thing once."""
    stated = [_stated(column.document) for column in columns]
    names = dict.fromkeys(name for each in stated for name in each)
    rows: list[tuple[Inlines, ...]] = []
    for name in names:
        texts = [text for by_name in stated for text in by_name.get(name, ())]
        if context.is_stated(name) and max(map(len, texts)) <= _GLANCE:
            said = [
                _distinct(by_name.get(name, ()), column.code)
                for column, by_name in zip(columns, stated, strict=True)
            ]
            rows.append(((context.text(context.locale.nonbreaking(name)),), *said))
    return tuple(rows)


def _distinct(texts: Iterable[str], lang: str) -> Inlines:
    out: list[tree.AnyInline] = []
    for text in _once(texts):
        if out:
            out.append(tree.LineBreak())
        out.append(tree.Text(text, lang))
    return tuple(out)


def _once(texts: Iterable[str]) -> Iterable[str]:
    """Each of ``texts`` once; inside a quotation a name has other marks and is the same."""
    first: dict[str, str] = {}
    for text in texts:
        first.setdefault(plain_marks(text), text)
    return first.values()


def _stated(document: tree.Document) -> dict[str, list[str]]:
    by_name: dict[str, list[str]] = {}
    for part in document.parts:
        for block in tree.walk(part.blocks):
            for content in tree.inlines(block):
                for inline in tree.iter_inlines(content):
                    if isinstance(inline, tree.Fact):
                        by_name.setdefault(inline.name, []).append(inline.text)
    return by_name


def _files(files: Mapping[str, Mapping[str, str]], context: ComposeContext) -> Inlines:
    """Each edition, and the beginnings of the hashes of its files."""
    pieces = [context.label("Files and their SHA-256:")]
    for edition, by_format in files.items():
        hashes = ", ".join(f"{each}\u00a0{sha[:_SHOWN]}" for each, sha in by_format.items())
        pieces.append(f"{edition.replace('-', _UNBROKEN)}\u00a0({hashes})")
    return (context.text(context.locale.nonbreaking(" ".join(pieces))),)


def _secretaries(bodies: Sequence[str], context: ComposeContext) -> list[str]:
    """Who initials the sheet: the secretaries of two bodies, or two secretaries."""
    secretary = capitalised(context.label("Secretary"))
    if len(bodies) < _PARTIES:
        return [secretary] * _PARTIES
    return [f"{secretary}, {context.shortest(body)}" for body in bodies]
