"""The document tree as one HTML page: structure and languages, no looks.

Classes name what a block is; templates/pdf says how it looks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element, SubElement, tostring

from diptych import tree
from diptych.language.tags import tags
from diptych.measure import announces, column_shares, is_short_row
from diptych.writers.pdf.inline import append, language, mark

_TITLES = {"document-name", "headline"}
_TRAILING = {"note"}  # nothing without what is before
_BOOKMARK = "data-bookmark"


def html(document: tree.Document) -> str:
    """The page that WeasyPrint lays out; blocks stand indented on lines of their own."""
    root = mark(Element("html"), document.langs[0])
    root.append(_head(document))
    body = SubElement(root, "body")
    headings = _Headings(document)
    for part in document.parts:
        body.append(_part(part, document.langs[0], headings))
    _indent(root)
    return "<!DOCTYPE html>\n" + tostring(root, encoding="unicode", method="html") + "\n"


class _Headings:
    """Gives headings their tags, so that a screen reader finds no level skipped."""

    def __init__(self, document: tree.Document) -> None:
        titled = any(
            isinstance(block, tree.Paragraph) and block.style in _TITLES
            for part in document.parts
            for block in _all_blocks(part.blocks)
        )
        self._above = 1 if titled else 0
        self._last = 0

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


def _part(part: tree.Part, around: str, headings: _Headings) -> Element:
    lang = part.langs[0]
    shape = "landscape" if part.landscape else "portrait"
    section = _begin("section", lang, around, f"part {shape}")
    for name, inlines in (("header", part.header), ("footer", part.footer)):
        spoken = language(inlines, lang)
        append(mark(SubElement(section, "div", {"class": name}), spoken, lang), inlines, spoken)
    section.extend(_blocks(part.blocks, lang, headings))
    return section


def _blocks(blocks: Iterable[tree.AnyBlock], around: str, headings: _Headings) -> list[Element]:
    return [_block(block, around, headings) for block in blocks]


def _block(block: tree.AnyBlock, around: str, headings: _Headings) -> Element:
    """One block inside something whose language is ``around``."""
    match block:
        case tree.Heading():
            return _heading(block, around, headings)
        case tree.Paragraph(style=style, content=content, lang=lang):
            tag = headings.title() if style in _TITLES else "p"
            names = f"{style} announcing" if style == "body" and announces(block) else style
            return append(_begin(tag, lang, around, names), content, lang)
        case tree.List():
            return _list(block, around, headings)
        case tree.Quote(blocks=blocks, lang=lang):
            quote = _begin("blockquote", lang, around)
            quote.extend(_blocks(blocks, lang, headings))
            return quote
        case tree.Table():
            return _table(block, around)
        case tree.Letterhead(lines=lines):
            letterhead = Element("div", {"class": "letterhead"})
            letterhead.extend(_lines(lines, around))
            return letterhead
        case tree.Signatures():
            return _signatures(block, around)
        case tree.Parallel():
            return _parallel(block, around, headings)


def _begin(tag: str, lang: str, around: str, name: str = "") -> Element:
    """An element that says its language whatever the one around it is."""
    element = Element(tag, {"class": name} if name else {})
    mark(element, lang, around)
    element.set("lang", tags(lang).html)
    return element


def _heading(block: tree.Heading, around: str, headings: _Headings) -> Element:
    name = f"heading heading-{block.level}"
    heading = _begin(headings.heading(block.level), block.lang, around, name)
    heading.text = block.label + (" " if block.label and block.content else "")
    return append(heading, block.content, block.lang)


def _list(block: tree.List, around: str, headings: _Headings) -> Element:
    element = _begin("ol" if block.ordered else "ul", block.lang, around)
    if block.ordered and block.start != 1:
        element.set("start", str(block.start))
    for item in block.items:
        SubElement(element, "li").extend(_blocks(item, block.lang, headings))
    return element


def _table(block: tree.Table, around: str) -> Element:
    table = _begin("table", block.lang, around, "data")
    groups = (("thead", "th", [block.header] if block.header else []), ("tbody", "td", block.rows))
    for group, tag, rows in groups:
        if not rows:
            continue
        body = SubElement(table, group)
        for row in rows:
            line = SubElement(body, "tr")
            for cell, align in zip(row, block.align, strict=True):
                element = SubElement(line, tag, {"class": align})
                if tag == "th":
                    element.set("scope", "col")
                append(element, cell, block.lang)
    return table


def _lines(lines: Iterable[tree.Inlines], around: str) -> list[Element]:
    """A paragraph for each line that is not empty."""
    return [
        append(_begin("p", lang, around), line, lang)
        for line in lines
        if line
        for lang in [language(line, around)]
    ]


def _signatures(block: tree.Signatures, around: str) -> Element:
    arrangement = "beside" if block.beside else "below"
    signatures = Element("div", {"class": f"signatures {arrangement}"})
    for entry in block.entries:
        SubElement(signatures, "div", {"class": "capacity"}).extend(_lines(entry.capacity, around))
        SubElement(signatures, "div", {"class": "rule"})
        SubElement(signatures, "div", {"class": "name"}).extend(_lines(entry.name, around))
    return signatures


def _parallel(block: tree.Parallel, around: str, headings: _Headings) -> Element:
    table = Element("table", {"class": "parallel"})
    group = SubElement(table, "colgroup")
    for share in column_shares(block):
        SubElement(group, "col", {"style": f"width: {share:.2%}"})
    if any(map(tree.plain, block.names)):
        header = SubElement(SubElement(table, "thead"), "tr")
        for lang, name in zip(block.langs, block.names, strict=True):
            cell = _begin("th", lang, around)
            cell.set("scope", "col")
            header.append(append(cell, name, lang))
    body = SubElement(table, "tbody")
    for row in block.rows:
        line = SubElement(body, "tr")
        if names := " ".join(_row_names(row)):
            line.set("class", names)
        for lang, blocks in zip(block.langs, row.cells, strict=True):
            cell = _begin("td", lang, around)
            cell.extend(_blocks(blocks, lang, headings))
            line.append(cell)
        _join_bookmarks(line)
    return table


def _row_names(row: tree.Row) -> Iterator[str]:
    """What a page break has to know about ``row``."""
    if is_short_row(row):
        yield "short"
    if any(announces(cell[-1]) for cell in row.cells if cell):
        yield "announcing"
    if any(_style(cell[0]) in _TRAILING for cell in row.cells if cell):
        yield "trailing"


def _style(block: tree.AnyBlock) -> str:
    match block:
        case tree.Heading():
            return "heading"
        case tree.Paragraph(style=style):
            return style
        case _:
            return ""


def _join_bookmarks(row: Element) -> None:
    """Give the headings of a row one bookmark that shows them in every language.

    The nth heading of each cell says the same; the first of them carries the
    bookmark for all, the others none.
    """
    columns = [[each for each in cell.iter() if each.tag in _HEADING_TAGS] for cell in row]
    for same in zip(*(column for column in columns if column), strict=False):
        same[0].set(_BOOKMARK, " · ".join("".join(each.itertext()) for each in same))
        for other in same[1:]:
            other.set(_BOOKMARK, "")


_HEADING_TAGS = {f"h{level}" for level in range(1, 7)}


def _all_blocks(blocks: Iterable[tree.AnyBlock]) -> Iterable[tree.AnyBlock]:
    for block in blocks:
        yield block
        for inner in tree.children(block):
            yield from _all_blocks(inner)


_INLINE = {"a", "br", "em", "span", "strong"}


def _indent(element: Element, depth: int = 0) -> None:
    """Set the blocks inside ``element`` on lines of their own; text stays as it is."""
    if not len(element) or element.text or any(child.tag in _INLINE for child in element):
        return
    element.text = "\n" + "  " * (depth + 1)
    for child in element:
        _indent(child, depth + 1)
        child.tail = "\n" + "  " * (depth + 1)
    element[-1].tail = "\n" + "  " * depth
