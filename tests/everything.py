"""A small tree of every node that texts of today have beyond paragraphs, lists and columns."""

from __future__ import annotations

import base64

from msgspec.structs import replace

from diptych.layout.together import kept_together
from diptych.tree import (
    AnyBlock,
    CaptionNumber,
    Contents,
    ContentsEntry,
    Document,
    Emblem,
    Footnote,
    Heading,
    Image,
    Joined,
    Letterhead,
    List,
    PageBreak,
    PageField,
    Paragraph,
    ParallelTable,
    Part,
    Picture,
    Reference,
    Signatures,
    Table,
    Text,
)
from trees import (
    body,
    cells,
    document,
    heading,
    items,
    letterhead,
    paragraph,
    parallel,
    signatory,
    signatures,
    table,
    text,
)

_DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAQAAAACCAAAAABawyK/AAAAEElEQVR42mNgCFjwgQFEAAAPqgPBbSX1/AAAAABJRU5ErkJggg=="
)
_MARK = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 2"><path d="M0 0h2v2z"/></svg>'
IMAGE = Image("chart.png", "image/png", _DOT, width=96, height=48)
EMBLEM = Image("mark.png", "image/png", _DOT, width=40, height=40, vector=_MARK)

_LETTERS = {"ru": "абвг", "kk": "абвг", "en": "abcd"}
_TITLED = {"kind": "memorandum", "title": "Everything", "author": "Body"}


def noted(lang: str) -> Paragraph:
    """A paragraph with a note and a reference to the second item of the list below."""
    content = (
        Text("see ", lang),
        Reference("aims.b", lang, target="aims.1.b.1", text="b", source=None),
        Footnote(text("the note", lang), lang, "1"),
        Text(" above.", lang),
    )
    return body(content, lang, "noted")


def lettered(lang: str) -> List:
    entries = cells(*(body(name, lang, f"aims.1.{name}.1") for name in ("a", "b")))
    return items(lang, *entries, marker="letter", letters=_LETTERS[lang], unit="aims.1")


def bracketed(lang: str) -> List:
    return items(lang, "one", "two", marker="bracket", unit="aims.2")


def article(lang: str) -> Heading:
    labels = {"ru": "Статья 1.", "kk": "1\u2011бап.", "en": "Article 1."}
    return replace(heading(labels[lang], "Aims", lang, unit="aims"), number=1)


def contents(lang: str) -> Contents:
    entry = ContentsEntry("aims", 1, text("Aims", lang))
    return Contents(id="contents", title=text("CONTENTS", lang), entries=(entry,), lang=lang)


def picture(lang: str) -> Picture:
    return Picture(id="picture", image=IMAGE, alt=text("what it shows", lang), lang=lang)


def grid(lang: str) -> Table:
    """A table of everything: a numbered caption, a head of two rows, cells that are joined."""
    made = table(lang, ("start", "center", "end"), ("a", "b", ""), *[("", "d", "e")] * 3)
    return replace(
        made,
        header=(made.header[0], made.rows[0]),
        rows=made.rows[1:],
        caption=(CaptionNumber("table", "grid", lang, "Table 1. ", "1"), *text("Grid", lang)),
        joined=(Joined(0, 0, rows=2), Joined(0, 1, columns=2), Joined(2, 0, rows=2)),
    )


def narrow(*langs: str) -> ParallelTable:
    tables = [table(lang, ("start", "end"), ("a", "b"), ("c", "d")) for lang in langs]
    return ParallelTable(
        id="level",
        tables=tuple(replace(each, caption=text("Level", each.lang)) for each in tables),
        shares=(1 / len(langs),) * len(langs),
    )


def head(lang: str) -> Letterhead:
    emblems = tuple(Emblem(EMBLEM, text(side, lang)) for side in ("left", "right"))
    return replace(letterhead(text("Body", lang)), emblems=emblems)


def signed(lang: str) -> Signatures:
    entries = (signatory(name, **{lang: ("Director", name)}) for name in ("A", "B"))
    return signatures(*(replace(each, seal=(text("L.S.", lang),)) for each in entries))


def draft(*blocks: AnyBlock, langs: tuple[str, ...]) -> Part:
    lang = langs[0]
    return Part(
        langs,
        header=text("Header", lang),
        footer=(PageField("page", lang),),
        blocks=tuple(kept_together(blocks)),
        watermark=text("DRAFT", lang),
        initials=(text("A", lang), text("B", lang)),
    )


def one_language() -> Document:
    lang = "en"
    return document(
        draft(
            head(lang),
            paragraph("embargo", "Embargoed until noon", lang),
            contents(lang),
            article(lang),
            noted(lang),
            lettered(lang),
            bracketed(lang),
            picture(lang),
            paragraph("caption", "Figure 1", lang),
            grid(lang),
            signed(lang),
            PageBreak(id="break"),
            paragraph("annex", "Annex 1", lang),
            langs=(lang,),
        ),
        **_TITLED,
    )


def columns() -> Document:
    langs = ("ru", "kk")

    columns = parallel(
        langs,
        *(cells(*map(make, langs)) for make in (article, noted, lettered, picture)),
        cells(*(body("Last", lang) for lang in langs)),
    )
    end = parallel(
        langs,
        cells(*(body("More", lang) for lang in langs)),
        cells(*(paragraph("done", "Done", lang) for lang in langs)),
    )
    across = (*map(grid, langs), narrow(*langs))
    blocks = (*map(contents, langs), columns, *across, end, signed("ru"))
    return document(draft(*blocks, langs=langs), **_TITLED)


EVERYTHING = {"one-language": one_language, "two-columns": columns}
