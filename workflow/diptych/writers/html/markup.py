"""The document tree as one HTML page: structure and languages, no looks.

Classes name what a block is; style sheets say how it looks, on paper
(:mod:`diptych.writers.pdf`) and on a screen (:mod:`diptych.writers.html`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import assert_never
from xml.etree.ElementTree import Element, SubElement, tostring

from diptych import tree
from diptych.layout.measure import announcing, keeps_with_next
from diptych.layout.rows import closes_list, column_letters, is_whole
from diptych.writers.html import tables
from diptych.writers.html.inline import AGAIN, NOTE, anchor, append, append_text, begin, mark
from diptych.writers.html.letterhead import letterhead, picture, signatures

_TITLES = {"document-name", "headline"}
_TRAILING = {"note"}  # nothing without what is before
#: What a heading is called in the outline of a file.
BOOKMARK = "data-bookmark"
#: How wide the text of a page is, upright and turned sideways, in points: as in
#: templates/pdf/page.css.
PAGE_WIDTHS = (467.7, 728.5)


Margins = Callable[[tree.Part], Iterable[Element]]


def page(document: tree.Document, margins: Margins, around: str = "") -> Element:
    """The ``html`` element; ``margins`` gives what stands in each part before its text.

    The parts stand in the element ``around`` of that name, or in the body itself.
    """
    root = mark(Element("html"), document.langs[0])
    root.append(_head(document))
    body = SubElement(root, "body")
    inside = SubElement(body, around) if around else body
    state = _State(document)
    for part in document.parts:
        inside.append(_part(part, document.langs[0], state, margins))
    return root


def serialised(root: Element) -> str:
    """The page as text; blocks stand indented on lines of their own."""
    _indent(root)
    return "<!DOCTYPE html>\n" + tostring(root, encoding="unicode", method="html") + "\n"


class _State:
    """What the elements of one page share: which blocks others refer to, and the last heading.

    Headings get their tags here, so that a screen reader finds no level skipped.
    """

    def __init__(self, document: tree.Document) -> None:
        self.targets = tree.targets(document)
        titled = any(
            isinstance(block, tree.Paragraph) and block.style in _TITLES
            for part in document.parts
            for block in tree.walk(part.blocks)
        )
        self._above = 1 if titled else 0
        self._last = 0
        #: How wide the text is that is being written, in points.
        self.width = 0.0

    @contextmanager
    def within(self, width: float) -> Iterator[None]:
        """While the text of something ``width`` points wide is written."""
        around, self.width = self.width, width
        yield
        self.width = around

    def title(self) -> str:
        return self._tag(1)

    def heading(self, level: int) -> str:
        return self._tag(min(level + self._above, self._last + 1, 6))

    def _tag(self, level: int) -> str:
        self._last = level
        return f"h{level}"


def _head(document: tree.Document) -> Element:
    head = Element("head")
    SubElement(head, "meta", {"charset": "utf-8"})
    SubElement(head, "title").text = document.title
    SubElement(head, "meta", {"name": "author", "content": document.author})
    midnight = f"{document.date}T00:00:00Z"
    SubElement(head, "meta", {"name": "dcterms.created", "content": midnight})
    SubElement(head, "meta", {"name": "dcterms.modified", "content": midnight})
    return head


def _part(part: tree.Part, around: str, state: _State, margins: Margins) -> Element:
    lang = part.langs[0]
    shape = "landscape" if part.landscape else "portrait"
    shape += " continued" if part.continued else ""
    section = begin("section", lang, around, f"part {shape}")
    section.extend(margins(part))
    with state.within(PAGE_WIDTHS[part.landscape]):
        section.extend(_blocks(part.blocks, lang, state))
    return section


def _blocks(blocks: Iterable[tree.AnyBlock], around: str, state: _State) -> list[Element]:
    elements: list[Element] = []
    breaks = False
    for block in blocks:
        if isinstance(block, tree.PageBreak):
            breaks = True
            continue
        element = _block(block, around, state)
        if breaks:
            _add_class(element, "new-page")
        breaks = False
        if block.unconfirmed:
            _add_class(element, "unconfirmed")
        lang = getattr(block, "lang", around)
        if (lang, block.id) in state.targets:
            element.set("id", anchor(lang, block.id))
        elements.append(element)
    return elements


def _block(block: tree.AnyBlock, around: str, state: _State) -> Element:
    """One block inside something whose language is ``around``."""
    match block:
        case tree.Heading():
            return _heading(block, around, state)
        case tree.Paragraph(style=style, content=content, lang=lang):
            tag = state.title() if style in _TITLES else "p"
            names = f"{style} announcing" if style == "body" and keeps_with_next(block) else style
            return append(begin(tag, lang, around, names), content, lang)
        case tree.List():
            return _list(block, around, state)
        case tree.Quote(blocks=blocks, lang=lang):
            quote = begin("blockquote", lang, around)
            quote.extend(_blocks(blocks, lang, state))
            return quote
        case tree.Table():
            return tables.table(block, around, state.width)
        case tree.Picture():
            return picture(block, around)
        case tree.Contents():
            return _contents(block, around)
        case tree.Letterhead():
            return letterhead(block, around)
        case tree.Signatures():
            return signatures(block, around)
        case tree.Parallel():
            return _parallel(block, around, state)
        case tree.ParallelTable():
            return tables.parallel_table(block, around, state.width)
        case tree.KeptTogether(blocks=blocks):
            together = Element("div", {"class": "together"})
            together.extend(_blocks(blocks, around, state))
            return together
        case tree.PageBreak():
            raise AssertionError("a page breaks before a block, not inside one")
        case _:
            assert_never(block)


def _add_class(element: Element, name: str) -> None:
    element.set("class", f"{element.get('class', '')} {name}".strip())


def _heading(block: tree.Heading, around: str, state: _State) -> Element:
    name = f"heading heading-{block.level}"
    heading = begin(state.heading(block.level), block.lang, around, name)
    label = block.label + (" " if block.label and block.content else "")
    heading.set(BOOKMARK, (label + tree.plain(block.content)).replace("\u2011", "-"))
    append_text(heading, label)
    return append(heading, block.content, block.lang)


def _list(block: tree.List, around: str, state: _State) -> Element:
    element = begin("ol" if block.ordered else "ul", block.lang, around)
    if block.marker in ("bracket", "letter", "roman", "none"):
        element.set("class", block.marker)
    if block.ordered and block.start != 1:
        element.set("start", str(block.start))
    for number, item in enumerate(block.items, block.start):
        line = SubElement(element, "li")
        if block.letters:
            # Each language has letters of its own, which no style sheet can know.
            line.set("style", f'list-style-type: "{block.letters[number - 1]})\\a0"')
        line.extend(_blocks(item, block.lang, state))
    return element


def _contents(block: tree.Contents, around: str) -> Element:
    whole = begin("div", block.lang, around)
    title = begin("p", block.lang, block.lang, "resolution")
    whole.append(append(title, block.title, block.lang))
    contents = begin("div", block.lang, block.lang, "contents")
    whole.append(contents)
    for entry in block.entries:
        line = begin("p", block.lang, block.lang, f"entry entry-{entry.level}")
        link = SubElement(line, "a", {"href": f"#{anchor(block.lang, entry.target)}"})
        append(link, entry.content, block.lang)
        contents.append(line)
    return whole


def _parallel(block: tree.Parallel, around: str, state: _State) -> Element:
    table = Element("table", {"class": "parallel"})
    if all(map(announcing, block.rows)):
        _add_class(table, "announcing")
    tables.add_columns(table, block.shares)
    widths = tables.text_widths(block.shares, state.width)
    if any(map(tree.plain, block.names)):
        header = SubElement(SubElement(table, "thead"), "tr")
        for lang, name in zip(block.langs, block.names, strict=True):
            cell = begin("th", lang, around)
            cell.set("scope", "col")
            header.append(append(cell, name, lang))
    body = SubElement(table, "tbody")
    letters = column_letters(block)
    for place, row in enumerate(block.rows):
        line = SubElement(body, "tr")
        if names := " ".join(_row_names(block.rows, place, letters)):
            line.set("class", names)
        for lang, blocks, width in zip(block.langs, row.cells, widths, strict=True):
            cell = begin("td", lang, around)
            with state.within(width):
                cell.extend(_blocks(blocks, lang, state))
            line.append(cell)
        _join_bookmarks(line)
    return table


def _row_names(rows: Sequence[tree.Row], place: int, letters: Sequence[float]) -> Iterator[str]:
    """What a page break has to know about the row at ``place``.

    ``letters`` are those of a line of each column.
    """
    row = rows[place]
    if is_whole(row, letters):
        yield "undivided"
    if announcing(row):
        yield "announcing"
    notes = any(_style(cell[0]) in _TRAILING for cell in row.cells if cell)
    if notes or closes_list(rows, place, letters):
        yield "trailing"


def _style(block: tree.AnyBlock) -> str:
    if isinstance(block, tree.Heading):
        return "heading"
    return block.style if isinstance(block, tree.Paragraph) else ""


def _without_notes(element: Element) -> str:
    """What ``element`` says, without its notes."""
    inside = [
        ("" if child.get("class") in (NOTE, AGAIN) else _without_notes(child)) + (child.tail or "")
        for child in element
    ]
    return (element.text or "") + "".join(inside)


def _join_bookmarks(row: Element) -> None:
    """Give the headings of a row one bookmark that shows them in every language.

    The nth heading of each cell says the same; the first of them carries the
    bookmark for all, the others none.
    """
    columns = [[each for each in cell.iter() if each.tag in _HEADING_TAGS] for cell in row]
    for same in zip(*(column for column in columns if column), strict=False):
        same[0].set(
            BOOKMARK, " · ".join(each.get(BOOKMARK) or _without_notes(each) for each in same)
        )
        for other in same[1:]:
            other.set(BOOKMARK, "")


_HEADING_TAGS = {f"h{level}" for level in range(1, 7)}


_INLINE = {"a", "br", "em", "span", "strong", "sup"}


def _indent(element: Element, depth: int = 0) -> None:
    """Set the blocks inside ``element`` on lines of their own; text stays as it is."""
    if not len(element) or element.text or any(child.tag in _INLINE for child in element):
        return
    element.text = "\n" + "  " * (depth + 1)
    for child in element:
        _indent(child, depth + 1)
        child.tail = "\n" + "  " * (depth + 1)
    element[-1].tail = "\n" + "  " * depth
