"""Running text: tokens to inlines of the document tree."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from itertools import groupby

from markdown_it.tree import SyntaxTreeNode

from diptych import tree
from diptych.errors import Phrase, phrase
from diptych.gate import image_names
from diptych.gate import text as gate
from diptych.prose import stray_marks
from diptych.prose.addresses import addresses
from diptych.prose.dialect import parse_inline, shown, shown_address, token
from diptych.prose.places import Places
from diptych.tree import Inlines

NAME = re.compile(r"[a-z][a-z0-9-]*")
_TARGET = re.compile(r"(https://|mailto:)\S+")
_ENTITY = re.compile(r"(?<!\\)&(?:#\w+|\w+);")
_STRUCK = re.compile(r"(?<!\\)~~")
_NO_IMAGE = re.compile(r"!\[[^\]]*\]\((?P<file>[^()\"]*)")
_HTML = re.compile(r"</?[A-Za-z][^<>]*>|<!--|<[!?][A-Za-z]")
_BARS = re.compile(r"\{\{([^{}|\n]*(?:\|[^{}|\n]*){2,})\}\}")
_PLACE = re.compile(r"#[a-z][a-z0-9-]*(/[a-z][a-z0-9-]*)*(\.[a-z0-9][a-z0-9-]*)*")

_SPANS: Mapping[
    str, type[tree.Emphasis] | type[tree.Strong] | type[tree.Superscript] | type[tree.Subscript]
] = {
    "em": tree.Emphasis,
    "strong": tree.Strong,
    "sup": tree.Superscript,
    "sub": tree.Subscript,
}

#: What Markdown has and documents do not, as messages call it.
FOREIGN = {
    "code_inline": phrase("code"),
    "code_block": phrase("an indented block"),
    "fence": phrase("a block of code"),
}


class InlineParser:
    """Makes the inlines of one text; ``notes`` holds the notes of the file by number."""

    def __init__(self, places: Places, lang: str, notes: Mapping[int, SyntaxTreeNode]) -> None:
        self._places = places
        self._lang = lang
        self._notes = notes
        self._contents: dict[int, Inlines] = {}
        self._in_note = False
        self._in_link = False
        self._in_cell = False

    def inlines(self, inline: SyntaxTreeNode) -> Inlines:
        """The content of a paragraph, heading or cell."""
        self.refuse_hidden(inline)
        self._refuse_within_words(inline)
        return self._content(inline.children, inline)

    def cell(self, inline: SyntaxTreeNode) -> Inlines:
        """The running text of a cell, which may have line breaks of its own."""
        self._in_cell = True
        content = self.inlines(inline)
        self._in_cell = False
        return content

    def alternative(self, image: SyntaxTreeNode, inline: SyntaxTreeNode) -> Inlines:
        """What an image shows, in words."""
        return self._content(SyntaxTreeNode(token(image).children or ()).children, inline)

    def caption(self, image: SyntaxTreeNode, inline: SyntaxTreeNode) -> Inlines:
        """The words below an image."""
        written = str(image.attrs.get("title", ""))
        parsed = parse_inline(written)
        return self._content(parsed.children, parsed)

    def _content(self, nodes: Sequence[SyntaxTreeNode], inline: SyntaxTreeNode) -> Inlines:
        out: list[tree.AnyInline] = []
        for node in nodes:
            match node.type:
                case "text":
                    self._refuse_stray_marks(node.content, inline)
                    out += self._text(shown(node.content), inline)
                case "text_special":
                    out += self._text(node.content, inline)
                case "passage":
                    out.append(tree.Text(node.content, **{"lang": self._lang} | node.meta))
                case "softbreak":
                    out.append(tree.Text(" ", self._lang))
                case "hardbreak":
                    out.append(tree.LineBreak())
                case "cell_break":
                    out += self._cell_break(node, inline)
                case "em" | "strong" | "sup" | "sub":
                    kind = _SPANS[node.type]
                    out.append(kind(_without(kind, self._content(node.children, inline))))
                case "link":
                    out.append(self._link(node, inline))
                case "fact":
                    out += self._fact(node, inline)
                case "footnote_ref":
                    out += self._footnote(node, inline)
                case "footnote_anchor":
                    pass  # the way back from a note, which no paper needs
                case "image":
                    self._places.add(
                        self._places.inside(inline, max(inline.content.find("!["), 0)),
                        phrase("an image stands in running text"),
                        phrase("give it a paragraph of its own"),
                    )
                case _:
                    self._places.add(
                        self._places.inside(inline, max(inline.content.find(node.markup), 0)),
                        phrase(
                            "{what} has no place in a document",
                            what=FOREIGN.get(node.type, node.type),
                        ),
                        phrase("write it as running text"),
                    )
        return tuple(self._with_addresses(out))

    def _with_addresses(self, content: Sequence[tree.AnyInline]) -> Iterator[tree.AnyInline]:
        """``content`` with each stretch of plain text in one piece, and its addresses as links."""
        for inline in _joined(content):
            if not isinstance(inline, tree.Text) or not _is_plain(inline):
                yield inline
                continue
            text, done = inline.text, 0
            for found in addresses(text):
                if before := text[done : found.start]:
                    yield tree.Text(before, inline.lang)
                typed = text[found.start : found.end]
                address = tree.Text(typed, inline.lang, kept=True, derived=typed)
                link = tree.Link((address,), found.target, bare=True)
                yield address if self._in_link else link
                done = found.end
            if rest := text[done:]:
                yield tree.Text(rest, inline.lang)

    def _refuse_stray_marks(self, content: str, inline: SyntaxTreeNode) -> None:
        """Marks that Markdown has left in the text."""
        for mark in stray_marks.in_text(content):
            if content[mark.offset] in "{}" and _has_broken_fact(inline):
                continue  # it is reported already
            if content[mark.offset] == "]" and _NO_IMAGE.search(content):
                continue  # it is reported as an image
            place = self._places.inside(inline, self._offset(content, mark.offset, inline))
            self._places.add(place, mark.message, mark.remedy)

    def _offset(self, content: str, offset: int, inline: SyntaxTreeNode) -> int:
        """Where the character at ``offset`` of a piece of text stands in the inline content."""
        return max(inline.content.find(content), 0) + offset

    def refuse_hidden(self, inline: SyntaxTreeNode) -> None:
        """Refuse what Markdown changes before its text can be looked at.

        A letter or digit written as an entity has not passed the gate of letters, and two tildes
        become one and something lowered.
        """
        if struck := _STRUCK.search(inline.content):
            self._places.add(
                self._places.inside(inline, struck.start()),
                phrase("text cannot be struck out"),
                stray_marks.TAKEN_OUT,
            )
        for entity in _ENTITY.finditer(inline.content):
            character = unescape(entity[0])
            if any(map(str.isalnum, character)) or "\ufffd" in character:
                self._places.add(
                    self._places.inside(inline, entity.start()),
                    phrase("«{entity}» hides a character", entity=entity[0]),
                    phrase("type the character itself"),
                )

    def _refuse_within_words(self, inline: SyntaxTreeNode) -> None:
        """Refuse emphasis that begins within a word: most likely a multiplication is meant."""
        before = ""
        for child in inline.children:
            if child.type in ("em", "strong") and before[-1:].isalnum():
                mark = f"{before[-1:]}{child.markup}"
                self._places.add(
                    self._places.inside(inline, max(inline.content.find(mark), 0) + 1),
                    phrase("«{mark}» within a word sets what follows apart", mark=child.markup),
                    phrase("to multiply write ×; for the mark itself write a backslash before it"),
                )
            before = child.content if child.type == "text" else ""

    def _text(self, content: str, inline: SyntaxTreeNode) -> Inlines:
        for problem in gate.problems(content, self._places.file):  # &#x202e; and the like
            place = self._places.inside(inline, max(inline.content.find("&"), 0))
            self._places.add(place, problem.message, problem.remedy)
        if html := _HTML.search(content):
            self._places.add(
                self._places.inside(inline, max(inline.content.find(html[0]), 0)),
                phrase("{what} has no place in a document", what=phrase("HTML")),
                phrase("write it as running text"),
            )
        if unread := _NO_IMAGE.search(content):
            place = self._places.inside(inline, max(inline.content.find(unread[0]), 0))
            self._places.add(place, *_no_image(unread["file"].strip()))
        if "[^" in content:
            self._places.add(
                self._places.inside(inline, max(inline.content.find("[^"), 0)),
                phrase("this calls for a note that is not there"),
                phrase("write the note on a line of its own: «[^name]: The note.»"),
            )
        return (tree.Text(content, self._lang),) if content else ()

    def _cell_break(self, node: SyntaxTreeNode, inline: SyntaxTreeNode) -> list[tree.AnyInline]:
        if not self._in_cell:
            self._places.add(
                self._places.inside(inline, max(inline.content.find(node.markup), 0)),
                phrase("{what} has no place in a document", what=phrase("HTML")),
                phrase("for a new line end the line with a backslash"),
            )
        return [tree.LineBreak()]

    def _link(self, node: SyntaxTreeNode, inline: SyntaxTreeNode) -> tree.Link:
        target = shown_address(str(node.attrs.get("href", "")))
        if not _TARGET.fullmatch(target):
            self._places.add(
                self._places.inside(inline, max(inline.content.find("]("), 0)),
                phrase("«{target}» is no address a reader can open", target=target),
                phrase("link to https://… or mailto:…"),
            )
        self._in_link = True
        content = self._content(node.children, inline)
        self._in_link = False
        return tree.Link(content, target, bare=node.markup == "autolink")

    def _fact(self, node: SyntaxTreeNode, inline: SyntaxTreeNode) -> list[tree.AnyInline]:
        place = self._places.inside(inline, node.meta["offset"])
        name, role = node.meta["name"], " ".join(node.meta["role"].split())
        if _PLACE.fullmatch(name) and not role:
            return [tree.Reference(name[1:], self._lang, source=place)]
        if bars := _BARS.match(shown(inline.content), node.meta["offset"]):
            first, *words = (" ".join(each.split()) for each in bars[1].split("|"))
            self._places.add(
                place,
                phrase("«{written}» has more than one bar", written=bars[0]),
                phrase(
                    "write the words of the role with spaces between them: {{ {name} | {role} }}",
                    name=first,
                    role=" ".join(words),
                ),
            )
            return []
        if not NAME.fullmatch(name):
            self._places.add(
                place,
                phrase("«{name}» is not a fact", name=shown(node.content))
                if name
                else phrase("«{{» does not open a fact"),
                phrase(
                    "write {{ name }} or {{ name | role }}, the name in small Latin letters, or "
                    "{{ #id }} for the number of another place"
                ),
            )
            return []
        return [tree.Fact(name, role, self._lang, source=place)]

    def _footnote(self, node: SyntaxTreeNode, inline: SyntaxTreeNode) -> list[tree.AnyInline]:
        number, call = node.meta["id"], f"[^{node.meta['label']}]"
        place = self._places.inside(inline, max(inline.content.find(call), 0))
        note = self._notes[number]
        if self._in_note:
            self._places.add(place, phrase("a note calls for a note"), phrase("write both as one"))
            return []
        name = str(node.meta["label"])
        if number in self._contents:
            return [tree.Footnote(self._contents[number], self._lang, name=name)]
        if [child.type for child in note.children] != ["paragraph"]:
            self._places.add(
                self._places.first(f"{call}:"),
                phrase("a note holds more or less than one paragraph"),
                phrase("write it as one paragraph"),
            )
            return []
        self._in_note = True
        content = self.inlines(note.children[0].children[0])
        self._in_note = False
        self._contents[number] = content
        return [tree.Footnote(content, self._lang, name=name)]


def _joined(content: Sequence[tree.AnyInline]) -> Iterator[tree.AnyInline]:
    """``content`` with each stretch of plain text in one piece: an escape divides no word."""
    for plain, group in groupby(content, _is_plain):
        if plain:
            pieces = [each for each in group if isinstance(each, tree.Text)]
            yield tree.Text("".join(each.text for each in pieces), pieces[0].lang)
        else:
            yield from group


def _is_plain(inline: tree.AnyInline) -> bool:
    return isinstance(inline, tree.Text) and not inline.derived and not inline.name


def _without(kind: type[tree.AnyInline], content: Inlines) -> Inlines:
    """``content`` without spans of a kind that it stands in already: italics in italics."""
    if not issubclass(kind, tree.Emphasis | tree.Strong):
        return content
    out: list[tree.AnyInline] = []
    for inline in content:
        out += inline.content if isinstance(inline, kind) else (inline,)
    return tuple(_joined(out))


def _has_broken_fact(inline: SyntaxTreeNode) -> bool:
    return any(node.type == "fact" and not node.meta["name"] for node in inline.walk())


def first_image(paragraph: SyntaxTreeNode) -> SyntaxTreeNode | None:
    """The image that ``paragraph`` begins with, if it does."""
    first = next(iter(paragraph.children[0].children), None)
    return first if first is not None and first.type == "image" else None


def only_image(paragraph: SyntaxTreeNode) -> bool:
    """Whether nothing stands in ``paragraph`` behind its first image."""
    return not any(
        child.type != "text" or child.content for child in paragraph.children[0].children[1:]
    )


def _no_image(written: str) -> tuple[Phrase, Phrase]:
    """Why Markdown does not see the image that somebody wrote so, and what to write."""
    first = written.split(maxsplit=1)[:1]
    sound = all(image_names.fault(word) is None for word in first)
    return (None if sound else image_names.fault(written)) or (
        phrase("this is not written as an image"),
        phrase(
            "write ![what it shows](chart.png), or with a caption ![what it shows](chart.png "
            '"Growth")'
        ),
    )
