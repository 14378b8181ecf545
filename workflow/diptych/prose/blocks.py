"""Blocks: tokens to blocks of the document tree, each with the id of its unit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Literal
from urllib.parse import unquote

import msgspec
from markdown_it.tree import SyntaxTreeNode

from diptych import tree
from diptych.errors import Phrase, phrase
from diptych.gate import image_names
from diptych.prose import stray_marks
from diptych.prose.dialect import token
from diptych.prose.inlines import FOREIGN, NAME, InlineParser, first_image, only_image
from diptych.prose.places import Places
from diptych.prose.tables import TableParser
from diptych.tree import AnyBlock, Inlines

_ID = re.compile(r"\s*\{(?P<sign>#?)(?P<name>[^{}]*?)(?P<annex>\s+\.annex)?\s*\}\s*$")
# What a table that stands on a page turned sideways has in the braces behind its caption.
_LANDSCAPE = re.compile(r"\s*\.landscape(?=\s*\}\s*$)")
_COLON = re.compile(r":(?=[ {]|$)")
_EMPTY = re.compile(r"\s*\{\s*\}\s*$")


class BlockParser:
    """Makes the blocks of one text; ``letters`` are those that mark items, by line from 0."""

    def __init__(
        self, places: Places, lang: str, inline_parser: InlineParser, letters: Mapping[int, str]
    ) -> None:
        self._places = places
        self._lang = lang
        self._inliner = inline_parser
        self._inlines = inline_parser.inlines
        self._letters = letters
        self._tables = TableParser(places, lang, inline_parser)
        #: Those tables and pictures of the whole text to which others can refer.
        self._captioned: set[str] = set()
        self._names: set[str] = set()
        #: Whether a heading was taken for text, so that those below it seem to be too deep.
        self.lost_heading = False

    def blocks(
        self, nodes: Sequence[SyntaxTreeNode], unit: str, *, top: bool = False
    ) -> tuple[AnyBlock, ...]:
        """The blocks of ``nodes``; ``top`` where they stand in no list or quotation."""
        self._refuse_other_numbering(nodes)
        blocks: list[AnyBlock] = []
        for number, (above, node, below) in enumerate(
            zip((None, *nodes), nodes, (*nodes[1:], None), strict=False), 1
        ):
            if node.type == "table":
                caption = above if above is not None and _is_caption(above) else None
                blocks.append(self._table(node, unit, number, caption, top=top))
            elif not _is_caption(node):
                blocks += self._block(node, f"{unit}.{number}", top)
            elif below is None or below.type != "table":
                self._places.add(
                    self._places.line(node),
                    phrase("this is the caption of no table"),
                    phrase("put it above its table, with an empty line between them"),
                )
        return tuple(blocks)

    def _refuse_other_numbering(self, nodes: Sequence[SyntaxTreeNode]) -> None:
        """An item that goes on with the numbers of the list above it, but in another way."""
        for above, below in pairwise(nodes):
            if (above.type, below.type) != ("ordered_list", "ordered_list"):
                continue
            number = int(below.attrs.get("start", 1))
            if number == int(above.attrs.get("start", 1)) + len(above.children):
                self._places.add(
                    self._places.line(below),
                    phrase(
                        "this item is numbered {number}{mark}, and those above it {other}",
                        number=number,
                        mark=below.markup,
                        other=f"1{above.markup}",
                    ),
                    phrase(
                        "write {number}{mark}, or put a paragraph between two lists",
                        number=number,
                        mark=above.markup,
                    ),
                )

    def begin_section(self) -> None:
        """From here on items are named anew."""
        self._names.clear()

    def take_id(self, inline: SyntaxTreeNode, *, heading: bool = False) -> tuple[str, bool]:
        """The id that ends the inline content, and whether it says ``.annex``; takes it off.

        Only that of a ``heading`` may. One that is refused is given as it is, in its braces.
        """
        if not inline.children or inline.children[-1].type != "text":
            return "", False
        last = inline.children[-1]
        match = _ID.search(last.content)
        if not match:
            return "", False
        token(last).content = last.content[: match.start()]
        name = match["name"].strip()
        if match["annex"] and not heading:
            self._places.add(
                self._places.inside(inline, inline.content.rfind("{")),
                phrase("only a section can be an annex"),
                phrase("write .annex behind the id of its heading"),
            )
        what = phrase("«{name}» cannot be an id", name=name)
        remedy = phrase("use small Latin letters, digits and hyphens")
        if not match["sign"]:
            what = phrase("«{{name}}» is neither an id nor a fact", name=name)
            remedy = phrase("write {#{name}} for an id, {{ {name} }} for a fact", name=name)
        elif NAME.fullmatch(name):
            return name, match["annex"] is not None
        self._places.add(
            self._places.inside(inline, inline.content.rfind("{")),
            what,
            remedy,
        )
        return match[0].strip(), match["annex"] is not None

    def _block(self, node: SyntaxTreeNode, unit: str, top: bool) -> Iterator[AnyBlock]:
        place = self._places.line(node)
        match node.type:
            case "paragraph":
                image = first_image(node)
                name, _ = self.take_id(node.children[0]) if image is not None else ("", False)
                if image is not None and only_image(node):
                    yield from self._picture(node, image, unit, name)
                    return
                if self._refuse_stray_marks(node.children[0], in_list=not top):
                    return
                yield tree.Paragraph(
                    id=unit,
                    source=place,
                    style="body",
                    content=self._inlines(node.children[0]),
                    lang=self._lang,
                )
            case "ordered_list" | "bullet_list":
                yield self._list(node, unit)
            case "blockquote":
                yield tree.Quote(
                    id=unit, source=place, blocks=self.blocks(node.children, unit), lang=self._lang
                )
            case "hr" if set(node.markup) != {"-"}:
                self._places.add(
                    place,
                    phrase("«{mark}» is no break between pages", mark=self._places.text(place)),
                    phrase("write --- for a new page, ____ (four or more) for a blank to fill in"),
                )
            case "hr" if top:
                yield tree.PageBreak(id=unit, source=place)
            case "hr":
                self._places.add(
                    place,
                    phrase("a page cannot break inside a list or quotation"),
                    phrase("move it out"),
                )
            case "heading":
                self._places.add(
                    place,
                    phrase("a heading cannot stand inside a list or quotation"),
                    phrase("move it out"),
                )
            case _:
                what = FOREIGN.get(node.type, node.type)
                self._places.add(
                    place,
                    phrase("{what} has no place in a document", what=what),
                    phrase("write it as a paragraph"),
                )

    def _refuse_stray_marks(self, inline: SyntaxTreeNode, *, in_list: bool) -> bool:
        """Whether there are lines of a paragraph that were meant as something else."""
        marks = list(stray_marks.in_paragraph(inline.content, in_list=in_list))
        for mark in marks:
            place = self._places.inside(inline, mark.offset)
            self._places.add(place, mark.message, mark.remedy)
            self.lost_heading |= mark.message == stray_marks.NO_HEADING
        return bool(marks)

    def _table(
        self,
        node: SyntaxTreeNode,
        unit: str,
        number: int,
        above: SyntaxTreeNode | None,
        *,
        top: bool,
    ) -> tree.Table:
        """The table ``node``, the paragraph ``above`` it being its caption."""
        if above is None:
            return self._tables.table(node, f"{unit}.{number}")
        inline = above.children[0]
        landscape = _take_landscape(inline)
        if landscape and not top:
            self._places.add(
                self._places.line(above),
                phrase("a page cannot turn inside a list or quotation"),
                phrase("move the table out"),
            )
        name, _ = self.take_id(inline)
        _take_colon(inline)
        caption = self._counted("table", name, self._inlines(inline), above)
        table = self._tables.table(node, f"{unit}.{name or number}")
        return msgspec.structs.replace(table, caption=caption, landscape=landscape)

    def _counted(
        self,
        series: Literal["table", "figure"],
        name: str,
        caption: Inlines,
        paragraph: SyntaxTreeNode,
    ) -> Inlines:
        """The ``caption`` in ``paragraph``, with a number where its author gave it a ``name``."""
        if not name:
            return caption
        place = self._places.line(paragraph)
        if name in self._captioned:
            self._places.add(
                place,
                phrase("«{name}» names a table or picture already", name=name),
                phrase("rename one"),
            )
        if not tree.source(caption):
            self._places.add(
                place,
                phrase("what has a number has no caption"),
                phrase(
                    "write it: «: Plan of work {#plan}» above a table, "
                    '«![what it shows](chart.png "Growth"){#growth}» for a picture'
                ),
            )
        self._captioned.add(name)
        return (tree.CaptionNumber(series, name, self._lang), *caption)

    def _picture(
        self, paragraph: SyntaxTreeNode, image: SyntaxTreeNode, unit: str, name: str
    ) -> Iterator[AnyBlock]:
        """The picture and, where it has one, its caption."""
        place = self._places.line(paragraph)
        # Markdown percent-encodes all letters but Latin ones.
        file = unquote(str(image.attrs.get("src", "")))
        inline = paragraph.children[0]
        alt = self._inliner.alternative(image, inline)
        caption = self._inliner.caption(image, inline)
        caption = self._counted("figure", name, caption, paragraph)
        wrong = self._misnamed(file)
        if wrong is not None:
            self._places.add(place, *wrong)
        else:
            self._inliner.refuse_hidden(inline)
        if not alt:
            self._places.add(
                place,
                phrase("this image says nothing to those who cannot see it"),
                phrase("write what it shows: ![what it shows](chart.png)"),
            )
        yield tree.Picture(
            id=unit,
            source=place,
            image=tree.Image(file),
            alt=alt,
            lang=self._lang,
        )
        if caption:
            yield tree.Paragraph(
                id=f"{unit}.caption",
                source=place,
                style="caption",
                content=caption,
                lang=self._lang,
            )

    def _misnamed(self, file: str) -> tuple[Phrase, Phrase] | None:
        """What is wrong with ``file`` as the name of an image, and what to do."""
        wrong = image_names.fault(file)
        if wrong is not None or self._places.names_image(file):
            return wrong
        return (
            phrase("the name of this image is written in signs that stand for others"),
            phrase("write it as it is, without \\, & and %: ![what it shows](chart.png)"),
        )

    def _list(self, node: SyntaxTreeNode, unit: str) -> tree.List:
        letters = self._lettering(node)
        self._refuse_marks(node, letters)
        items: list[tuple[AnyBlock, ...]] = []
        for number, item in enumerate(node.children, 1):
            name = ""
            for child in (*item.children[-1:], *item.children[:1]):
                if child.type == "paragraph" and not name:
                    name, _ = self.take_id(child.children[0])
            self._remember(name, item)
            blocks = self.blocks(item.children, f"{unit}.{name or number}")
            if not item.children or (blocks and not any(map(says_something, blocks))):
                self._places.add(
                    self._places.line(item),
                    phrase("this item says nothing"),
                    phrase("write it, or take it out"),
                )
                continue
            items.append(blocks)
        marker: tree.Marker = "dash"
        if node.type == "ordered_list":
            marker = "letter" if letters else "bracket" if node.markup == ")" else "number"
        start = int(node.attrs.get("start", 1)) if marker in ("number", "bracket") else 1
        return tree.List(
            id=unit,
            source=self._places.line(node),
            marker=marker,
            items=tuple(items),
            lang=self._lang,
            start=start,
            series=unit,
            letters=letters,
        )

    def _remember(self, name: str, item: SyntaxTreeNode) -> None:
        """Keep the id of an item; those of one section are told apart by it."""
        if name and name in self._names:
            self._places.add(
                self._places.line(item),
                phrase("«{name}» names an item already", name=name),
                phrase("rename one"),
            )
        self._names.add(name)

    def _refuse_marks(self, node: SyntaxTreeNode, letters: str) -> None:
        """Marks and numbers of items that would be printed otherwise than they were typed."""
        if node.type == "bullet_list" and node.markup != "-":
            self._places.add(
                self._places.line(node),
                phrase("«{mark}» would be printed as a dash", mark=node.markup),
                phrase(
                    "write - before an item; for the mark itself write a backslash before it, for "
                    "a note at the foot of the page [^name]"
                ),
            )
        if node.type != "ordered_list" or letters:
            return
        start = int(node.attrs.get("start", 1))
        for number, item in enumerate(node.children, start):
            if item.info != str(number):
                self._places.add(
                    self._places.line(item),
                    phrase(
                        "the number {typed} stands where {number} would be printed",
                        typed=item.info,
                        number=number,
                    ),
                    phrase("write {number}, or put a paragraph between two lists", number=number),
                )
                return

    def _lettering(self, node: SyntaxTreeNode) -> str:
        """The letters that mark the items of a list, as they were typed."""
        typed = [self._letters.get(item.map[0] if item.map else -1, "") for item in node.children]
        if any(typed) and not all(typed):
            item = node.children[typed.index("")]
            self._places.add(
                self._places.line(item),
                phrase("this item has a number, and others of its list have letters"),
                phrase("mark all items of a list alike, or put a paragraph between two lists"),
            )
        return "".join(typed)


def _is_caption(node: SyntaxTreeNode) -> bool:
    """Whether ``node`` is a paragraph that begins with a colon."""
    if node.type != "paragraph" or not node.children[0].children:
        return False
    first = node.children[0].children[0]
    return first.type == "text" and bool(_COLON.match(first.content))


def _take_colon(inline: SyntaxTreeNode) -> None:
    """Take off the colon that makes the inline content a caption."""
    first = token(inline.children[0])
    first.content = first.content.removeprefix(":").lstrip()


def _take_landscape(inline: SyntaxTreeNode) -> bool:
    """Whether the inline content ends in braces that say ``.landscape``; takes that off."""
    last = inline.children[-1]
    if last.type != "text" or not (mark := _LANDSCAPE.search(last.content)):
        return False
    left = last.content[: mark.start()] + last.content[mark.end() :]
    token(last).content = _EMPTY.sub("", left)
    return True


def says_something(block: AnyBlock) -> bool:
    """Whether anything of ``block`` is printed."""
    return not isinstance(block, tree.Paragraph) or bool(tree.source(block.content))
