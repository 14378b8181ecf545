"""What the documents of every kind have in common: title lines, header, footer, labels."""

from __future__ import annotations

import re

from diptych import tree
from diptych.kinds.wording import Wording
from diptych.model import Prose, Section
from diptych.tree import AnyBlock, AnyInline, Inlines, ParagraphStyle

_FIELD = re.compile(r"\{(page|pages)\}")


def document(
    prose: Prose,
    wording: Wording,
    blocks: list[AnyBlock],
    *,
    name: str,
    date: str,
    day: str,
    author: str,
) -> tree.Document:
    """The document that ``blocks`` make, with its running header and footer.

    ``name`` is what the paper is called in running text, ``date`` its day in
    words and ``day`` in ISO form, ``author`` who issues it. The title of the
    file is what the blocks of the unit ``title`` say.
    """
    lang = wording.lang
    header = wording.text(f"{name}, {date}")
    named = [
        tree.plain(block.content)
        for block in blocks
        if isinstance(block, tree.Paragraph) and block.id == "title"
    ]
    return tree.Document(
        kind=wording.record.kind,
        langs=(lang,),
        title=_ordinary(" ".join(named)),
        author=_ordinary(author),
        date=day,
        parts=(
            tree.Part(
                langs=(lang,), header=(header,), footer=page_number(wording), blocks=tuple(blocks)
            ),
        ),
    )


def page_number(wording: Wording) -> Inlines:
    """«Page 1 of 4» in the language of ``wording``, its numbers left to the writer."""
    label = wording.label("Page {page} of {pages}", page="{page}", pages="{pages}")
    pieces: list[AnyInline] = []
    for index, piece in enumerate(_FIELD.split(label)):
        if index % 2:
            pieces.append(tree.PageField("page" if piece == "page" else "pages", wording.lang))
        elif piece:
            pieces.append(wording.text(piece))
    return tuple(pieces)


def title(prose: Prose, wording: Wording, label: str) -> list[AnyBlock]:
    """The name of the document and its subject, in the order that the label puts them."""
    lines: list[AnyBlock] = []
    for line in wording.label(label, subject="{subject}").split("\n"):
        about = line == "{subject}"
        content = wording.title(prose.subject) if about else (wording.text(line),)
        lines.append(
            tree.Paragraph(
                id="title",
                source=prose.source,
                style="subject" if about else "document-name",
                content=content,
                lang=wording.lang,
            )
        )
    return lines


def paragraph(
    wording: Wording, unit: str, style: ParagraphStyle, *content: AnyInline
) -> tree.Paragraph:
    """A paragraph of finished inlines."""
    return tree.Paragraph(id=unit, style=style, content=content, lang=wording.lang)


def labelled(wording: Wording, unit: str, label: str, value: str) -> tree.Paragraph:
    """A line «Label: value» above the text."""
    return paragraph(
        wording,
        unit,
        "detail",
        tree.Strong((wording.text(f"{wording.label(label)}:"),)),
        wording.text(f" {value}"),
    )


def restyled(blocks: tuple[AnyBlock, ...], style: ParagraphStyle) -> list[AnyBlock]:
    """``blocks`` with their paragraphs, those in lists and quotations left alone, in ``style``."""
    return [
        tree.Paragraph(
            id=block.id, source=block.source, style=style, content=block.content, lang=block.lang
        )
        if isinstance(block, tree.Paragraph)
        else block
        for block in blocks
    ]


def section(prose: Prose, name: str) -> Section | None:
    """The section of the prose with the id ``name``."""
    return next((s for s in prose.sections if s.name == name), None)


def _ordinary(text: str) -> str:
    """``text`` for a property of the file, where nothing breaks lines."""
    return text.replace("\u00a0", " ").replace("\u2011", "-")
