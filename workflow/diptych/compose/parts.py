"""What the documents of every kind have in common: title lines, header, footer, labels."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

import msgspec

from diptych import tree
from diptych.compose.context import ComposeContext, Options
from diptych.compose.references import with_notes, without_notes
from diptych.errors import Problem, nearest, phrase
from diptych.model import Prose, Section
from diptych.tree import AnyBlock, AnyInline, Inlines, ParagraphStyle

_DEEPEST_ENTRY = 2  # headings of a lower level stand in no table of contents
_FIELD = re.compile(r"\{(page|pages)\}")


def document(
    prose: Prose,
    context: ComposeContext,
    blocks: list[AnyBlock],
    *,
    name: str,
    date: str,
    day: str,
    author: str,
    initials: tuple[Inlines, ...] = (),
    filled: Collection[str] = (),
) -> tree.Document:
    """The document that ``blocks`` make, with its running header and footer.

    ``name`` is what the paper is called in running text, ``date`` its day in
    words and ``day`` in ISO form, ``author`` who issues it. The title of the
    file is what the blocks of the unit ``title`` say, with ``name`` for what stands in
    capitals. ``initials`` are the places to initial each page. Sections over nothing are
    refused, but for those of the ids ``filled``, below which the kind prints something of its
    own.
    """
    _refuse_empty(prose, context, filled)
    lang = context.lang
    header = context.text(f"{name}, {date}")
    draft = context.record.status == "draft"
    return tree.Document(
        kind=context.record.kind,
        langs=(lang,),
        title=ordinary(named(name, blocks, context)),
        author=ordinary(author),
        date=day,
        name=ordinary(name),
        parts=(
            tree.Part(
                langs=(lang,),
                header=(header,),
                footer=page_number(context),
                blocks=_with_contents(with_notes(blocks)),
                watermark=(context.text(context.label("DRAFT")),) if draft else (),
                # What a text is if it is only a translation.
                translation_note=(context.text(context.label("courtesy translation")),)
                if context.authenticity == "courtesy"
                else (),
                initials=initials,
            ),
        ),
    )


def named(name: str, blocks: Sequence[AnyBlock], context: ComposeContext) -> str:
    """What the title says that stands in ``blocks`` of the paper ``name``."""
    # In languages with suffixes, what the paper is about stands in no case behind its name.
    called = f"{name}:" if context.locale.takes_suffixes else name
    lines = [
        called if block.style == "document-name" else tree.plain(block.content)
        for block in blocks
        if isinstance(block, tree.Paragraph) and block.id == "title"
    ]
    return " ".join(lines).removesuffix(":")


def _refuse_empty(prose: Prose, context: ComposeContext, filled: Collection[str]) -> None:
    for section in prose.sections:
        for part in section.walk():
            if not part.blocks and not part.sections and part.id not in filled:
                context.problems.add(
                    part.source,
                    phrase("nothing stands below this heading"),
                    phrase("write what belongs there, or take the heading out"),
                )


def letterhead(context: ComposeContext, body: str) -> tree.Letterhead:
    """The letterhead of the ``body`` that issues a document: its name and its emblems."""
    line = (context.text(context.entry(body)),)
    return tree.Letterhead(id="letterhead", lines=(line,), emblems=context.emblems(body))


def contents(context: ComposeContext) -> list[AnyBlock]:
    """The place of the table of contents, if the document is to have one."""
    options = context.record.section
    if not isinstance(options, Options) or not options.contents:
        return []
    title = (context.text(context.label("CONTENTS")),)
    return [tree.Contents(id="contents", title=title, entries=(), lang=context.lang)]


def number(
    prose: Prose,
    context: ComposeContext,
    numbers: Mapping[str, int] | Mapping[str, str],
    *,
    targets: Mapping[str, str] = {},
    made: int = 0,
) -> None:
    """Let prose refer to its sections by their ``numbers``, by id, and to its annexes by theirs.

    ``targets`` are the blocks that have a number where that is not the heading of its section,
    ``made`` is how many annexes the kind puts before those of the prose.
    """
    several = made + len(prose.annexes) > 1
    annexed = {annex.id: each for each, annex in enumerate(prose.annexes, made + 1)}
    known: dict[str, int | str] = {**numbers, **(annexed if several else {})}
    places = {name: (str(each), targets.get(name, name)) for name, each in known.items()}
    context.count(prose.opening)
    for part in _as_printed(prose.sections, numbers):
        context.number(part, places)


def _as_printed(
    sections: Sequence[Section], numbers: Mapping[str, int] | Mapping[str, str]
) -> Iterator[Section]:
    """``sections`` in the order of their ``numbers``; those without one stay where they are."""
    order = {name: place for place, name in enumerate(numbers)}
    numbered = iter(sorted((s for s in sections if s.id in order), key=lambda s: order[s.id]))
    for part in sections:
        yield next(numbered) if part.id in order else part


def annexes(
    prose: Prose,
    context: ComposeContext,
    date: str,
    numbered: str,
    only: str,
    made: Sequence[Sequence[AnyBlock]] = (),
) -> list[AnyBlock]:
    """The annexes, each on a page of its own under what it is an annex of.

    ``date`` is that of the document, as «of 28 August 2024»; ``numbered`` and ``only``
    are the labels of one of several and of a single annex. Those that the kind has ``made``,
    each of which begins with its heading, stand before those of the prose.
    """
    blocks: list[AnyBlock] = []
    written = [[heading(each, context, 1), *body(each, context)] for each in prose.annexes]
    all_ = [*made, *written]
    for count, annex in enumerate(all_, 1):
        number = {"number": str(count)} if len(all_) > 1 else {}
        label = context.label(numbered if number else only, date=date, **number)
        name = annex[0].id
        blocks += [
            tree.PageBreak(id=f"{name}-page"),
            paragraph(context, f"{name}-label", "annex", *lines(label, context)),
            *annex,
        ]
    return blocks


def lines(label: str, context: ComposeContext) -> Iterator[AnyInline]:
    """Finished text that has line ends, as inlines."""
    for index, line in enumerate(label.split("\n")):
        if index:
            yield tree.LineBreak()
        yield context.text(line)


def body(part: Section, context: ComposeContext, level: int = 1) -> list[AnyBlock]:
    """What stands below the heading of ``part``, which is of ``level``: blocks, inner sections."""
    return [*context.blocks(part.blocks), *inner_sections(part, context, level)]


def inner_sections(part: Section, context: ComposeContext, level: int = 1) -> list[AnyBlock]:
    """The sections inside ``part``, whose own heading is of ``level``, with their headings."""
    blocks: list[AnyBlock] = []
    for inner in part.sections:
        if not inner.title:
            context.problems.add(
                inner.source,
                phrase("a section without a title has no place here"),
                phrase("write one before {#{name}}", name=inner.name),
            )
        blocks.append(heading(inner, context, level + 1))
        blocks += body(inner, context, level + 1)
    return blocks


def heading(
    part: Section, context: ComposeContext, level: int, label: str = "", number: int = 0
) -> tree.Heading:
    """The heading of ``part``, with its ``number`` and the ``label`` that holds it."""
    return tree.Heading(
        id=part.id,
        source=part.source,
        level=level,
        label=label,
        number=number,
        content=context.title(part.title, part.source),
        lang=context.lang,
    )


def untitled(part: Section, labelled: Collection[str]) -> Problem:
    """A section without a title, where only those of the ids ``labelled`` may lack one."""
    return Problem(
        part.source,
        phrase("the section «{name}» has no title", name=part.name),
        phrase(
            "write one, or {nearest} for a section whose title is printed by itself",
            nearest=nearest(part.name, labelled),
        ),
    )


def _with_contents(blocks: tuple[AnyBlock, ...]) -> tuple[AnyBlock, ...]:
    """``blocks``, the table of contents among them filled from their headings."""
    entries = tuple(
        tree.ContentsEntry(
            target=block.id,
            level=block.level,
            content=(
                *((tree.Text(f"{block.label} ", block.lang),) if block.label else ()),
                *without_notes(block.content),
            ),
        )
        for block in blocks
        if isinstance(block, tree.Heading) and block.level <= _DEEPEST_ENTRY
    )
    return tuple(
        msgspec.structs.replace(block, entries=entries)
        if isinstance(block, tree.Contents)
        else block
        for block in blocks
    )


def page_number(context: ComposeContext) -> Inlines:
    """«Page 1 of 4» in the language of ``context``, its numbers left to the writer."""
    label = context.label("Page {page} of {pages}", page="{page}", pages="{pages}")
    pieces: list[AnyInline] = []
    for index, piece in enumerate(_FIELD.split(label)):
        if index % 2:
            pieces.append(tree.PageField("page" if piece == "page" else "pages", context.lang))
        elif piece:
            pieces.append(context.text(piece))
    return tuple(pieces)


def title(prose: Prose, context: ComposeContext, label: str) -> list[AnyBlock]:
    """The name of the document and its subject, in the order that the label puts them."""
    lines: list[AnyBlock] = []
    for line in context.label(label, subject="{subject}").split("\n"):
        about = line == "{subject}"
        content: Inlines = (context.text(line),)
        if about:  # what follows the name of the document goes on with it
            content = context.title(prose.subject, prose.source, sentence=not lines)
        lines.append(
            tree.Paragraph(
                id="title",
                source=prose.source,
                style="subject" if about else "document-name",
                content=content,
                lang=context.lang,
            )
        )
    return lines


def paragraph(
    context: ComposeContext, unit: str, style: ParagraphStyle, *content: AnyInline
) -> tree.Paragraph:
    """A paragraph of finished inlines."""
    return tree.Paragraph(id=unit, style=style, content=content, lang=context.lang)


def labelled(context: ComposeContext, unit: str, label: str, value: str = "") -> tree.Paragraph:
    """A line «Label: value» above the text; without a value it leads to what stands below."""
    title = tree.Strong((context.text(f"{context.label(label)}:"),))
    rest = (context.text(f" {value}"),) if value else ()
    return paragraph(context, unit, "detail", title, *rest)


def resolution(context: ComposeContext, unit: str, label: str) -> tree.Paragraph:
    """The label of a block of the minutes: «HEARD:»."""
    text = context.text(f"{context.label(label)}:")
    return paragraph(context, unit, "resolution", text)


def restyled(blocks: tuple[AnyBlock, ...], style: ParagraphStyle) -> list[AnyBlock]:
    """``blocks`` with their paragraphs, those in lists and quotations left alone, in ``style``."""
    return [
        msgspec.structs.replace(block, style=style) if isinstance(block, tree.Paragraph) else block
        for block in blocks
    ]


def section(prose: Prose, name: str) -> Section | None:
    """The section of the prose with the id ``name``."""
    return next((s for s in prose.sections if s.name == name), None)


def ordinary(text: str) -> str:
    """``text`` for a property of the file, where nothing breaks lines."""
    return text.replace("\u00a0", " ").replace("\u2011", "-")
