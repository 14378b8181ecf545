"""Builders for document trees, for tests to say no more than what they are about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from diptych.layout.together import kept_together
from diptych.tree import (
    AnyBlock,
    AnyInline,
    Document,
    Heading,
    Inlines,
    Letterhead,
    List,
    Marker,
    PageField,
    Paragraph,
    ParagraphStyle,
    Parallel,
    Part,
    Quote,
    Row,
    Signatory,
    Signatures,
    Table,
    Text,
)

#: Running text as tests may write it: a string, an inline, or several.
Content = str | AnyInline | Inlines
Blocks = tuple[AnyBlock, ...]

NAMES = {
    "ru": "Русский",
    "uz": "Oʻzbekcha",
    "kk": "Қазақша",
    "en": "English",
    "ar": "العربية",
    "he": "עברית",
}


def text(content: Content, lang: str) -> Inlines:
    """Running text in a language; nothing for an empty string."""
    if isinstance(content, str):
        return (Text(content, lang),) if content else ()
    return content if isinstance(content, tuple) else (content,)


def paragraph(style: ParagraphStyle, content: Content, lang: str, unit: str = "p") -> Paragraph:
    return Paragraph(id=unit, style=style, content=text(content, lang), lang=lang)


def body(content: Content, lang: str, unit: str = "p") -> Paragraph:
    return paragraph("body", content, lang, unit)


def heading(label: str, content: Content, lang: str, level: int = 1, unit: str = "h") -> Heading:
    return Heading(id=unit, level=level, content=text(content, lang), lang=lang, label=label)


def quote(content: Content, lang: str) -> Quote:
    return Quote(id="q", blocks=(body(content, lang, "q"),), lang=lang)


def items(
    lang: str,
    *contents: str | Blocks,
    marker: Marker = "number",
    start: int = 1,
    series: str = "",
    letters: str = "",
    unit: str = "l",
) -> List:
    """A list, of which each item is a text or several blocks."""
    made = [(body(each, lang),) if isinstance(each, str) else each for each in contents]
    return List(
        id=unit,
        marker=marker,
        items=tuple(made),
        lang=lang,
        start=start,
        series=series,
        letters=letters,
    )


def table(
    lang: str,
    align: Sequence[Literal["start", "center", "end"]],
    *rows: Sequence[Content],
    unit: str = "t",
) -> Table:
    """A table with a header, which is the first of ``rows``."""
    header, *others = (tuple(text(cell, lang) for cell in row) for row in rows)
    return Table(id=unit, header=(header,), rows=tuple(others), align=tuple(align), lang=lang)


def letterhead(*lines: Inlines) -> Letterhead:
    return Letterhead(id="letterhead", lines=lines)


def signatory(unit: str, **forms: tuple[str, str]) -> Signatory:
    """Who signs: a capacity and a name, or "" for none, in each language."""
    return Signatory(
        unit,
        capacity=tuple(text(capacity, lang) for lang, (capacity, _) in forms.items()),
        name=tuple(text(name, lang) for lang, (_, name) in forms.items()),
    )


def signatures(*entries: Signatory, beside: bool = True) -> Signatures:
    return Signatures(id="signatures", entries=entries, beside=beside)


def cells(*blocks: AnyBlock) -> tuple[Blocks, ...]:
    """The cells of a row, with a block in each."""
    return tuple((block,) for block in blocks)


def parallel(langs: Sequence[str], *rows: tuple[Blocks, ...]) -> Parallel:
    return Parallel(
        id="text",
        langs=tuple(langs),
        names=tuple(text(NAMES[lang], lang) for lang in langs),
        rows=tuple(Row(f"row-{number}", cells) for number, cells in enumerate(rows, 1)),
        shares=(1 / len(langs),) * len(langs),
    )


def part(
    *blocks: AnyBlock, langs: tuple[str, ...], landscape: bool = False, first: bool = False
) -> Part:
    """A part whose header names its languages and whose footer counts pages in each.

    If ``first``, all but the names is in the first language alone.
    """
    header: list[AnyInline] = []
    footer: list[AnyInline] = []
    for lang in langs:
        own = langs[0] if first else lang
        header += [*text(" · " if header else "", own), *text(NAMES[lang], lang)]
        if not (footer and first):
            footer += text(" · " if footer else "", own)
            footer += [PageField("page", own), Text(" / ", own), PageField("pages", own)]
    columns = [b for b in blocks if isinstance(b, Parallel) and b.langs == langs]
    return Part(
        langs,
        tuple(header),
        tuple(footer),
        tuple(kept_together(blocks)),
        landscape,
        column_names=columns[0].names if columns else (),
        shares=columns[0].shares if columns else (),
    )


def document(
    *parts: Part,
    kind: str = "minutes",
    title: str = "Образец",
    author: str = "Совет",
    date: str = "2031-03-05",
) -> Document:
    langs = tuple(dict.fromkeys(lang for each in parts for lang in each.langs))
    return Document(kind, langs, title, author, date, parts)
