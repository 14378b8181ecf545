"""The conformity sheet of a document: what two secretaries compare and initial.

In the source language: how far the texts were compared, the files, the facts as every language
states them side by side, and what of each part of the text is equal and what is left to the eye.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from diptych import tree
from diptych.compose import comparisons, parts
from diptych.compose.context import ComposeContext, msgid
from diptych.compose.sentences import capitalised
from diptych.language.tags import tags
from diptych.language.typography import plain_marks
from diptych.model import Comparison
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
# So many editions stand beside each other in the table of files.
_EDITIONS = 11


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
    compared: Sequence[Comparison],
    files: Mapping[str, Mapping[str, str]],
    sides: Sequence[tuple[str, str]],
) -> tree.Document:
    """The sheet in the language of ``context``; ``columns`` begin with the source.

    ``compared`` says what is equal in each part of the text. ``files`` gives for each edition its
    formats and their hashes. ``sides`` are the ids of body and state of each side whose secretary
    initials the sheet, one of the two perhaps empty; there are none if they are not known.
    """
    first = columns[0].document
    codes = [column.code for column in columns]
    rows = comparisons.rows(codes, first, compared, context)
    name = context.text(context.label("CONFORMITY SHEET"))
    title = parts.named(first.name, first.parts[0].blocks, context)
    blocks: list[AnyBlock] = [
        parts.paragraph(context, "title", "document-name", name),
        parts.paragraph(context, "title", "subject", context.text(title)),
        parts.paragraph(
            context, "summary", "boilerplate", *comparisons.summary(codes, compared, context)
        ),
        *_files(files, context),
        _table("facts", _head(columns, context), _facts(columns, context), context),
        _table("parts", comparisons.header(context), rows, context),
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
                initials=tuple((context.text(each),) for each in _secretaries(sides, context)),
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


def _table(
    name: str,
    header: tuple[Inlines, ...],
    rows: Iterable[tuple[Inlines, ...]],
    context: ComposeContext,
) -> tree.Table:
    return tree.Table(
        id=name,
        header=(header,),
        rows=tuple(rows),
        align=("start",) * len(header),  # type: ignore[arg-type]
        lang=context.lang,
        dense=True,
    )


def _files(files: Mapping[str, Mapping[str, str]], context: ComposeContext) -> Iterator[tree.Table]:
    """The beginnings of the hashes: a column for each edition, a row for each format."""
    for start in range(0, len(files), _EDITIONS):
        shown = dict(list(files.items())[start : start + _EDITIONS])
        formats = dict.fromkeys(each for by_format in shown.values() for each in by_format)
        header = [comparisons.listed([cell]) for cell in (context.label("Files, SHA-256"), *shown)]
        rows = [
            [each, *(by_format.get(each, "")[:_SHOWN] for by_format in shown.values())]
            for each in formats
        ]
        yield _table(
            f"files-{start // _EDITIONS + 1}",
            tuple((context.text(cell),) for cell in header),
            [tuple((context.text(cell),) if cell else () for cell in row) for row in rows],
            context,
        )


def _secretaries(sides: Sequence[tuple[str, str]], context: ComposeContext) -> list[str]:
    """Who initials the sheet: the secretary of each side, or two secretaries."""
    secretary = capitalised(context.label("Secretary"))
    if len(sides) < _PARTIES:
        return [secretary] * _PARTIES
    return [f"{secretary}, {context.initialling(*side)}" for side in sides]
