"""The document tree: what kinds compose, bitext weaves and writers write.

Blocks and inlines are frozen values. Every :class:`Text` is a finished string
in one language: whoever writes a file formats nothing and translates nothing.
Two conventions of the strings matter to writers:

* U+00A0 is a space that must not stretch or break;
* U+2011 is a hyphen at which a line must not break; a writer shows it as an
  ordinary hyphen-minus that holds the line (``w:noBreakHyphen`` in Word), so
  that text copied from the file has U+002D.

Nothing here knows how many languages a document has: a document in one
language holds one part whose blocks stand in a row, a parallel edition holds
:class:`Parallel` tables, a sequential edition one :class:`Part` a language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from types import UnionType
from typing import (
    Annotated,
    Any,
    Literal,
    TypeVar,
    Union,
    assert_never,
    get_args,
    get_origin,
    get_type_hints,
)

import msgspec

from diptych.errors import Position

B = TypeVar("B", bound="AnyBlock")
S = TypeVar("S", bound=msgspec.Struct)

# --- inlines -----------------------------------------------------------------


class Inline(msgspec.Struct, frozen=True, tag=True, omit_defaults=True):
    """The base of all inlines."""


class Text(Inline, frozen=True):
    """A run of finished text; ``lang`` is a Diptych language code.

    ``kept`` says that it stands to the letter as its author typed it: no stage
    changes it, and no word of it is divided at the end of a line.

    Writers do not look at the rest. ``derived`` is what an author wants in its
    place in a text derived from this one into another script, ``name`` whom or
    what of the registry it means without naming it. ``quoted`` says that its author
    has named its language: it stays in it, whatever language is around it.
    """

    text: str
    lang: str
    kept: bool = False
    derived: str = ""
    name: str = ""
    quoted: bool = False


class Fact(Inline, frozen=True):
    """A fact as prose says it: ``{{ name | role }}`` in the source.

    ``text`` is what the reader sees, finished like that of :class:`Text`; it is
    empty only between reading the prose and composing the document. ``whole``
    says that no word of it may be divided at the end of a line: people, sums, dates.
    """

    name: str
    role: str
    lang: str
    text: str = ""
    source: Position | None = None
    whole: bool = False


class LineBreak(Inline, frozen=True):
    """A new line within a paragraph."""


class Footnote(Inline, frozen=True):
    """A note at the foot of the page, called for here by ``number``.

    Notes count from 1 in each language of a document, so that a note and its
    translation have one number. ``number`` is empty only between reading the
    prose and composing the document; a note holds no note.

    ``name`` is what its author calls it by. From composing on only the first of several calls
    for a note holds its content: those that call for it ``again`` have its number alone.
    """

    content: tuple[AnyInline, ...]
    lang: str
    number: str = ""
    name: str = ""
    again: bool = False


class Reference(Inline, frozen=True):
    """The number of a heading or an item elsewhere: ``{{ #purposes }}`` in the source.

    ``name`` is what the author wrote, ``target`` the id of the block it means in
    the same language, ``text`` its number; the latter two are empty only between
    reading the prose and composing the document.
    """

    name: str
    lang: str
    target: str = ""
    text: str = ""
    source: Position | None = None


class CaptionNumber(Inline, frozen=True):
    """What a caption begins with: «Table 1. », counted through each ``series`` of a document.

    ``name`` is what the author calls the table or picture by, to refer to its number; ``text``
    holds ``number``, ``target`` is the id of the block that it is the number of. These are empty
    only between reading the prose and composing the document.
    """

    series: Literal["table", "figure"]
    name: str
    lang: str
    text: str = ""
    number: str = ""
    target: str = ""


class PageField(Inline, frozen=True):
    """The number of this page, or of all pages, counted by who shows the file."""

    count: Literal["page", "pages"]
    lang: str


class Span(Inline, frozen=True):
    """The base of the inlines that say something of the running text inside them."""

    content: tuple[AnyInline, ...]


class Emphasis(Span, frozen=True):
    """Stressed text, in italics."""


class Strong(Span, frozen=True):
    """Important text, in bold."""


class Superscript(Span, frozen=True):
    """Text above the line, as in m²."""


class Subscript(Span, frozen=True):
    """Text below the line, as in H₂O."""


class Link(Span, frozen=True):
    """A link to ``target``, an ``https:`` or ``mailto:`` address.

    ``bare`` says that its content is the address itself, as somebody typed it.
    """

    target: str
    bare: bool = False


AnyInline = (
    Text
    | Fact
    | LineBreak
    | Footnote
    | Reference
    | CaptionNumber
    | PageField
    | Emphasis
    | Strong
    | Superscript
    | Subscript
    | Link
)
Inlines = tuple[AnyInline, ...]
#: A text in words for whoever does not see what stands there, so nothing that is printed.
AlternativeText = Annotated[Inlines, "not printed"]

# --- blocks ------------------------------------------------------------------

ParagraphStyle = Literal[
    "body",  # running text
    "document-name",  # ПРОТОКОЛ, MEMORANDUM: what the paper is
    "subject",  # what it is about, below or above its name
    "label",  # ПРЕСС-РЕЛИЗ above the headline
    "embargo",  # until when nothing of this may be published
    "headline",  # the headline of a press release
    "detail",  # date, number, place, chair: one line each, above the text
    "lead",  # the first paragraph of a press release
    "resolution",  # СЛУШАЛИ, РЕШИЛИ: the label of a block of the minutes
    "note",  # responsible and due date below a decision, vote
    "boilerplate",  # about the organisers, contacts
    "end-mark",  # the end of a press release
    "done",  # the done clause of a treaty text
    "caption",  # below a picture
    "annex",  # «Приложение 1 к протоколу» above the title of an annex
]


class Block(msgspec.Struct, frozen=True, tag=True, omit_defaults=True, kw_only=True):
    """The base of all blocks.

    ``id`` is the unit the block belongs to, the same in every language of a
    document; neighbouring blocks may share one (they then stay in one row of a
    parallel edition). ``source`` is where it was written, for messages.
    ``unconfirmed`` marks in the margin what nobody has read beside its source.
    """

    id: str
    source: Position | None = None
    unconfirmed: bool = False


class Heading(Block, frozen=True):
    """A heading; level 1 is below the title of the document, 2 below 1, and so on.

    ``label`` is a number with its word (``Статья 1.``, ``1.``), already
    finished text; writers put it before the content. ``number`` is the number
    in it, for formats that count headings themselves; 0 where there is none.
    """

    level: int
    content: Inlines
    lang: str
    label: str = ""
    number: int = 0


class Paragraph(Block, frozen=True):
    """A paragraph; ``style`` says what it is, not what it looks like."""

    style: ParagraphStyle
    content: Inlines
    lang: str


Marker = Literal[
    "dash",
    "number",  # 1.
    "bracket",  # 1)
    "letter",  # а)
    "roman",  # i)
    "none",  # what goes on with an item after something that stands by itself
]


class List(Block, frozen=True):
    """Items of blocks, numbered from ``start`` or marked by a dash.

    ``letters`` are the letters of the language in their order, given where
    ``marker`` is ``letter``. ``series`` names the list an item belongs to: lists of one
    series in one language are one list to the reader, cut into rows or by what stands between.
    Prose marks by a number whatever its author has numbered 1., at any depth.
    """

    marker: Marker
    items: tuple[tuple[AnyBlock, ...], ...]
    lang: str
    start: int = 1
    series: str = ""
    letters: str = ""

    @property
    def ordered(self) -> bool:
        """Whether the order of the items says something."""
        return self.marker not in ("dash", "none")


class Quote(Block, frozen=True):
    """A quotation that stands by itself."""

    blocks: tuple[AnyBlock, ...]
    lang: str


class Joined(msgspec.Struct, frozen=True, omit_defaults=True):
    """A cell in the place of several: the first of them, and how many rows and columns it takes.

    ``row`` and ``column`` count from 0, the rows of the head first.
    """

    row: int
    column: int
    rows: int = 1
    columns: int = 1


class Table(Block, frozen=True):
    """A grid of cells; the rows of ``header`` repeat on each page, ``align`` has an entry a column.

    Every row has a cell a column: of those that are ``joined`` the first holds the text, the
    others are empty. ``caption`` stands above it. ``dense`` sets it small, as in columns;
    ``landscape`` asks for a page of that orientation.
    """

    header: tuple[tuple[Inlines, ...], ...]
    rows: tuple[tuple[Inlines, ...], ...]
    align: tuple[Literal["start", "center", "end"], ...]
    lang: str
    dense: bool = False
    caption: Inlines = ()
    joined: tuple[Joined, ...] = ()
    landscape: bool = False

    def cell(self, row: int, column: int) -> Joined:
        """The cell that covers a place, ``row`` and ``column`` counting as in :class:`Joined`."""
        for each in self.joined:
            down, across = row - each.row, column - each.column
            if 0 <= down < each.rows and 0 <= across < each.columns:
                return each
        return Joined(row, column)


class Image(msgspec.Struct, frozen=True, omit_defaults=True):
    """A raster image, ``file`` its name; ``data`` is empty only until the document is composed.

    ``width`` and ``height`` are in points as it is to be shown where there is room. ``vector``
    is the same image as SVG, for whoever can draw it sharper.
    """

    file: str
    media: Literal["image/png", "image/jpeg"] = "image/png"
    data: bytes = b""
    width: float = 0
    height: float = 0
    vector: bytes = b""


class Picture(Block, frozen=True):
    """An image that stands by itself; ``alt`` says in words what it shows."""

    image: Image
    alt: AlternativeText
    lang: str


class PageBreak(Block, frozen=True):
    """What follows begins on a new page; stands once for all languages."""


class ContentsEntry(msgspec.Struct, frozen=True, omit_defaults=True):
    """A line of a table of contents: the heading ``target``, its level and what it says.

    ``page`` is the number of its page in the PDF, for formats that do not lay out pages
    themselves; empty until then.
    """

    target: str
    level: int
    content: Inlines
    page: str = ""


class Contents(Block, frozen=True):
    """The table of contents of one language under its ``title``; writers find the pages."""

    title: Inlines
    entries: tuple[ContentsEntry, ...]
    lang: str


class Emblem(msgspec.Struct, frozen=True, omit_defaults=True):
    """The mark of a body in a letterhead; ``alt`` says whose it is."""

    image: Image
    alt: AlternativeText


class Letterhead(Block, frozen=True):
    """Who issues the document: one line a language, stands once for all of them.

    Of two emblems the first stands on the left and the second on the right; a
    single one stands above the lines.
    """

    lines: tuple[Inlines, ...]
    emblems: tuple[Emblem, ...] = ()


class Signatory(msgspec.Struct, frozen=True, omit_defaults=True):
    """A place to sign. ``capacity``, ``name`` and ``seal`` hold one entry a language.

    A ``name`` may be empty where nobody is named: the rule stands alone.
    ``seal`` marks the place of a seal (М.П.); without an entry there is none.
    """

    id: str
    capacity: tuple[Inlines, ...]
    name: tuple[Inlines, ...]
    seal: tuple[Inlines, ...] = ()


class Signatures(Block, frozen=True):
    """Places to sign, the first on the left; stands once for all languages.

    ``beside`` puts them in columns (two parties), else each has a line of its
    own: capacity, rule, name (chair and secretary). No more than ``columns``, if that is not 0,
    stand beside each other; the next ones stand below them. Those beside each other begin
    where columns with ``shares`` of the width begin, if any are given, one a place.
    """

    entries: tuple[Signatory, ...]
    beside: bool
    columns: int = 0
    shares: tuple[float, ...] = ()

    @property
    def rows(self) -> tuple[tuple[Signatory, ...], ...]:
        """Those that stand beside each other."""
        count = self.columns or len(self.entries) if self.beside else 1
        starts = range(0, len(self.entries), max(count, 1))
        return tuple(self.entries[start : start + count] for start in starts)


class Row(msgspec.Struct, frozen=True, omit_defaults=True):
    """One unit in every language: a cell a language, each holding blocks."""

    id: str
    cells: tuple[tuple[AnyBlock, ...], ...]


class Parallel(Block, frozen=True):
    """The same text in columns, one language a column, one row a unit.

    ``names`` are the languages' own names for a row above the others, each a finished
    text in its language. The columns have ``shares`` of the width.
    """

    langs: tuple[str, ...]
    names: tuple[Inlines, ...]
    rows: tuple[Row, ...]
    shares: tuple[float, ...]


class ParallelTable(Block, frozen=True):
    """The same table in each language, side by side: rows of one number stand level.

    The languages have ``shares`` of the width. All tables have equally many rows and columns.
    """

    tables: tuple[Table, ...]
    shares: tuple[float, ...]


class KeptTogether(Block, frozen=True):
    """What no page divides, as the end of a text and the places to sign below it."""

    blocks: tuple[AnyBlock, ...]


AnyBlock = (
    Heading
    | Paragraph
    | List
    | Quote
    | Table
    | Picture
    | PageBreak
    | Contents
    | Letterhead
    | Signatures
    | Parallel
    | ParallelTable
    | KeptTogether
)

# --- documents ---------------------------------------------------------------


class Part(msgspec.Struct, frozen=True, omit_defaults=True):
    """Pages with one header and footer. A part begins on a new page.

    The header runs from the second page of the part; it, the footer and the
    watermark (on drafts) hold every language of the part, already joined.
    ``column_names`` run below the header where text stands in columns; these have
    ``shares`` of the width. A part that is ``continued`` goes on with the one before it, on
    paper of the other orientation: its header runs from its first page.
    ``initials`` are the places to initial at the foot of each page, from the left.
    ``translation_note`` says of a translation that it is only that; weaving puts it where it
    belongs, so that writers see none.
    """

    langs: tuple[str, ...]
    header: Inlines
    footer: Inlines
    blocks: tuple[AnyBlock, ...]
    landscape: bool = False
    watermark: Inlines = ()
    initials: tuple[Inlines, ...] = ()
    column_names: tuple[Inlines, ...] = ()
    shares: tuple[float, ...] = ()
    continued: bool = False
    translation_note: Inlines = ()


class Document(msgspec.Struct, frozen=True, omit_defaults=True):
    """A whole file to be. ``date`` is the ISO date of the document, ``title`` plain text.

    ``langs`` are its languages in order: the first is the language of the file
    where a format knows only one. ``author`` is the issuing body and ``name`` what the
    paper is called in running text, plain text in that language.
    """

    kind: str
    langs: tuple[str, ...]
    title: str
    author: str
    date: str
    parts: tuple[Part, ...]
    name: str = ""


# --- walking and rewriting --------------------------------------------------------
#
# What stands inside a node follows from the types of its fields, so a new type of node needs
# nothing here.


def walk(blocks: Iterable[AnyBlock]) -> Iterator[AnyBlock]:
    """All ``blocks`` and those inside them, in reading order."""
    for block in blocks:
        yield block
        for inner in children(block):
            yield from walk(inner)


def children(block: AnyBlock) -> Iterator[tuple[AnyBlock, ...]]:
    """The sequences of blocks directly inside ``block``."""
    return _sequences(block, Block)


def inlines(block: AnyBlock) -> Iterator[Inlines]:
    """The texts that stand in ``block`` itself, not in the blocks inside it."""
    return _sequences(block, Inline)


def printed(block: AnyBlock) -> Iterator[Inlines]:
    """Those of :func:`inlines` that a reader of paper finds: no alternative texts."""
    return _sequences(block, Inline, unprinted=False)


def iter_inlines(content: Inlines) -> Iterator[AnyInline]:
    """All inlines of ``content`` and those inside them, in reading order."""
    for inline in content:
        yield inline
        for inner in _sequences(inline, Inline):
            yield from iter_inlines(inner)


def leaves(content: Inlines) -> Iterator[AnyInline]:
    """The inlines of one paragraph in a row: those inside spans, not the spans themselves."""
    for inline in content:
        if isinstance(inline, Span):
            yield from leaves(inline.content)
        else:
            yield inline


def language(content: Inlines, otherwise: str = "") -> str:
    """The language in which ``content`` begins; ``otherwise`` where it says none."""
    named = (getattr(leaf, "lang", "") for leaf in leaves(content))
    return next(filter(None, named), otherwise)


def map_blocks(
    blocks: Iterable[AnyBlock], change: Callable[[AnyBlock], AnyBlock]
) -> tuple[AnyBlock, ...]:
    """``blocks`` and those inside them, each as ``change`` makes it, inner ones first."""
    return tuple(
        change(_with_sequences(block, Block, lambda inner: map_blocks(inner, change)))
        for block in blocks
    )


def map_inlines(block: B, change: Callable[[Inlines], Inlines]) -> B:
    """``block`` with each of its own texts (:func:`inlines`) as ``change`` makes it."""
    return _with_sequences(block, Inline, change)


def map_leaves(content: Inlines, change: Callable[[AnyInline], AnyInline | None]) -> Inlines:
    """``content`` with each of its :func:`leaves` as ``change`` makes it, or without it."""
    out: list[AnyInline] = []
    for inline in content:
        if isinstance(inline, Span):
            inside = map_leaves(inline.content, change)
            out.append(msgspec.structs.replace(inline, content=inside))
        elif (changed := change(inline)) is not None:
            out.append(changed)
    return tuple(out)


def _sequences(
    node: msgspec.Struct, base: type, *, unprinted: bool = True
) -> Iterator[tuple[Any, ...]]:
    """The sequences of nodes of the type ``base`` in the fields of ``node``."""
    for name, hint in _fields(type(node)).items():
        yield from _nodes_in(getattr(node, name), hint, base, unprinted)


def _nodes_in(value: Any, hint: Any, base: type, unprinted: bool) -> Iterator[tuple[Any, ...]]:
    if get_origin(hint) is Annotated:
        if unprinted:
            yield from _nodes_in(value, get_args(hint)[0], base, unprinted)
    elif get_origin(hint) is not tuple:
        if not issubclass(hint, Block | Inline):
            yield from _sequences(value, base, unprinted=unprinted)
    elif _are(inner := get_args(hint)[0], base):
        yield value
    elif not _are(inner, Block | Inline):
        for each in value:
            yield from _nodes_in(each, inner, base, unprinted)


def _with_sequences(node: S, base: type, change: Callable[[tuple[Any, ...]], Any]) -> S:
    """``node`` with each of its :func:`_sequences` as ``change`` makes it."""
    changes = {
        name: _changed(getattr(node, name), hint, base, change)
        for name, hint in _fields(type(node)).items()
    }
    return msgspec.structs.replace(node, **changes) if changes else node


def _changed(value: Any, hint: Any, base: type, change: Callable[[tuple[Any, ...]], Any]) -> Any:
    if get_origin(hint) is Annotated:
        return _changed(value, get_args(hint)[0], base, change)
    if get_origin(hint) is not tuple:
        return value if issubclass(hint, Block | Inline) else _with_sequences(value, base, change)
    if _are(inner := get_args(hint)[0], base):
        return change(value)
    if _are(inner, Block | Inline):
        return value
    return tuple(_changed(each, inner, base, change) for each in value)


@cache
def _fields(kind: type) -> Mapping[str, Any]:
    """The fields of a type of node in which nodes may stand, and their types."""
    hints = get_type_hints(kind, include_extras=True)
    return {name: hint for name, hint in hints.items() if _holds_nodes(hint)}


def _holds_nodes(hint: Any) -> bool:
    if get_origin(hint) in (Annotated, tuple):
        return any(map(_holds_nodes, get_args(hint)))
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        return issubclass(hint, Block | Inline) or bool(_fields(hint))
    return _are(hint, Block | Inline)


@cache
def _are(hint: Any, base: Any) -> bool:
    """Whether the type ``hint`` is ``base`` or a union of such types."""
    kinds = get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)
    return all(isinstance(kind, type) and issubclass(kind, base) for kind in kinds)


# --- texts -------------------------------------------------------------------------


def plain(inlines: Inlines) -> str:
    """The characters of ``inlines``, a line break as a space; no notes and page numbers."""
    return "".join(map(_plain, leaves(inlines)))


def _plain(leaf: AnyInline) -> str:
    match leaf:
        case Text(text=text) | Fact(text=text) | Reference(text=text) | CaptionNumber(text=text):
            return text
        case LineBreak():
            return " "
        case PageField() | Footnote():
            return ""
        case Span():
            raise AssertionError("a span is no leaf")
        case _:
            assert_never(leaf)


def source(content: Inlines) -> str:
    """``content`` as its author wrote it, on one line, its facts not filled in.

    >>> source((Strong((Text("on", "en"),)), Text(" ", "en"), Fact("held", "of", "en")))
    '**on** {{ held | of }}'
    """
    return " ".join("".join(map(_written, content)).split())


def _written(inline: AnyInline) -> str:
    match inline:
        case Text(text=text, lang=lang, quoted=True):
            return f"[{text}]{{lang={lang}}}"
        case Text(text=text, kept=True):
            return f"[{text}]{{keep}}"
        case Text(text=text, derived=derived, name=name) if derived or name:
            return f"[{text}]{{{name or f'={derived}'}}}"
        case Text(text=text):
            return text
        case Fact(name=name, role=role):
            return f"{{{{ {name}{f' | {role}' if role else ''} }}}}"
        case Reference(name=name):
            return f"{{{{ #{name} }}}}"
        case LineBreak():
            return " \\ "
        case Emphasis(content=content):
            return f"*{source(content)}*"
        case Strong(content=content):
            return f"**{source(content)}**"
        case Superscript(content=content):
            return f"^{source(content)}^"
        case Subscript(content=content):
            return f"~{source(content)}~"
        case Link(content=content, bare=True):
            return plain(content)
        case Link(target=target, content=content):
            return f"[{source(content)}]({target})"
        case Footnote(content=content):
            return f"[^: {source(content)}]"
        case PageField() | CaptionNumber():
            return ""
        case _:
            assert_never(inline)


def targets(document: Document) -> frozenset[tuple[str, str]]:
    """The language and id of each block that something in ``document`` refers to."""
    referred: set[tuple[str, str]] = set()
    for part in document.parts:
        for block in walk(part.blocks):
            if isinstance(block, Contents):
                referred |= {(block.lang, entry.target) for entry in block.entries}
            referred |= {
                (each.lang, each.target)
                for content in inlines(block)
                for each in iter_inlines(content)
                if isinstance(each, Reference)
            }
    return frozenset(referred)
