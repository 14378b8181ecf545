"""A small tree of every node that texts of today have beyond paragraphs, lists and columns."""

from __future__ import annotations

import base64

from msgspec.structs import replace

from diptych.layout.closing import closed
from diptych.tree import (
    Contents,
    ContentsEntry,
    Document,
    Emblem,
    Footnote,
    Heading,
    Image,
    Inlines,
    Letterhead,
    List,
    PageBreak,
    PageField,
    Paragraph,
    ParagraphStyle,
    Parallel,
    Part,
    Picture,
    Reference,
    Row,
    Signatory,
    Signatures,
    Table,
    Text,
)

_DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAQAAAACCAAAAABawyK/AAAAEElEQVR42mNgCFjwgQFEAAAPqgPBbSX1/AAAAABJRU5ErkJggg=="
)
_MARK = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 2"><path d="M0 0h2v2z"/></svg>'
IMAGE = Image("chart.png", "image/png", _DOT, width=96, height=48)
EMBLEM = Image("mark.png", "image/png", _DOT, width=40, height=40, vector=_MARK)

_LETTERS = {"ru": "абвг", "kk": "абвг", "en": "abcd"}


def said(text: str, lang: str) -> Inlines:
    return (Text(text, lang),)


def paragraph(style: ParagraphStyle, text: str, lang: str, name: str = "p") -> Paragraph:
    return Paragraph(id=name, style=style, content=said(text, lang), lang=lang)


def noted(lang: str) -> Paragraph:
    """A paragraph with a note and a reference to the second item of the list below."""
    content = (
        Text("see ", lang),
        Reference("aims.b", lang, target="aims.1.b.1", text="b", source=None),
        Footnote(said("the note", lang), lang, "1"),
        Text(" above.", lang),
    )
    return Paragraph(id="noted", style="body", content=content, lang=lang)


def lettered(lang: str) -> List:
    items = tuple((paragraph("body", name, lang, f"aims.1.{name}.1"),) for name in ("a", "b"))
    return List(id="aims.1", marker="letter", items=items, lang=lang, letters=_LETTERS[lang])


def bracketed(lang: str) -> List:
    items = ((paragraph("body", "one", lang),), (paragraph("body", "two", lang),))
    return List(id="aims.2", marker="bracket", items=items, lang=lang)


def article(lang: str) -> Heading:
    labels = {"ru": "Статья 1.", "kk": "1\u2011бап.", "en": "Article 1."}
    return Heading(
        id="aims", level=1, content=said("Aims", lang), lang=lang, label=labels[lang], number=1
    )


def contents(lang: str) -> Contents:
    entry = ContentsEntry("aims", 1, said("Aims", lang))
    return Contents(id="contents", title=said("CONTENTS", lang), entries=(entry,), lang=lang)


def picture(lang: str) -> Picture:
    return Picture(id="picture", image=IMAGE, alt=said("what it shows", lang), lang=lang)


def table(lang: str) -> Table:
    row = tuple(said(text, lang) for text in ("a", "b", "c"))
    return Table(id="t", header=row, rows=(row,), align=("start", "center", "end"), lang=lang)


def letterhead(lang: str) -> Letterhead:
    emblems = (Emblem(EMBLEM, said("left", lang)), Emblem(EMBLEM, said("right", lang)))
    return Letterhead(id="l", lines=(said("Body", lang),), emblems=emblems)


def signatures(lang: str) -> Signatures:
    entries = tuple(
        Signatory(name, (said("Director", lang),), (said(name, lang),), (said("L.S.", lang),))
        for name in ("A", "B")
    )
    return Signatures(id="s", entries=entries, beside=True)


def part(*blocks: object, langs: tuple[str, ...]) -> Part:
    lang = langs[0]
    return Part(
        langs,
        header=said("Header", lang),
        footer=(PageField("page", lang),),
        blocks=tuple(closed(blocks)),  # type: ignore[arg-type]
        watermark=said("DRAFT", lang),
        initials=(said("A", lang), said("B", lang)),
    )


def document(*parts: Part) -> Document:
    langs = tuple(dict.fromkeys(lang for each in parts for lang in each.langs))
    return Document("memorandum", langs, "Everything", "Body", "2031-03-05", parts)


def one_language() -> Document:
    lang = "en"
    return document(
        part(
            letterhead(lang),
            paragraph("embargo", "Embargoed until noon", lang),
            contents(lang),
            article(lang),
            noted(lang),
            lettered(lang),
            bracketed(lang),
            picture(lang),
            paragraph("caption", "Figure 1", lang),
            table(lang),
            signatures(lang),
            PageBreak(id="break"),
            paragraph("annex", "Annex 1", lang),
            langs=(lang,),
        )
    )


def columns() -> Document:
    langs = ("ru", "kk")

    def row(name: str, *cells: object) -> Row:
        return Row(name, tuple((cell,) for cell in cells))  # type: ignore[misc]

    text = Parallel(
        id="text",
        langs=langs,
        names=(said("Русский", "ru"), said("Қазақша", "kk")),
        rows=(
            row("aims", *map(article, langs)),
            row("noted", *map(noted, langs)),
            row("list", *map(lettered, langs)),
            row("picture", *map(picture, langs)),
            row("last", *(paragraph("body", "Last", lang) for lang in langs)),
        ),
    )
    end = replace(
        text,
        rows=(
            row("more", *(paragraph("body", "More", lang) for lang in langs)),
            row("done", *(paragraph("done", "Done", lang) for lang in langs)),
        ),
    )
    return document(
        part(*map(contents, langs), text, *map(table, langs), end, signatures("ru"), langs=langs)
    )


EVERYTHING = {"one-language": one_language, "two-columns": columns}
