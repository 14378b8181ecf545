"""Markdown in, prose out: blocks with ids and facts still to be filled in.

CommonMark without raw HTML, plus three constructs of our own: a fact
``{{ name | role }}`` anywhere in running text, an id ``{#id}`` at the end of a
heading or of a list item, and a passage ``[AKP]{=АКП}`` or ``[PDF]{keep}`` that
says what stands there in a text derived into another script. A fact is a node,
not a template: nothing in content is executed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.tree import SyntaxTreeNode

from diptych import tree
from diptych.errors import Position, Problems
from diptych.model import Prose, Section
from diptych.reader import text as gate
from diptych.tree import AnyBlock, Inlines

MAX_NESTING = 12

_FACT = re.compile(r"\{\{\s*(?P<name>[^|{}]*?)\s*(?:\|\s*(?P<role>[^|{}]*?)\s*)?\}\}")
_NAME = re.compile(r"[a-z][a-z0-9-]*")
_ID = re.compile(r"\s*\{#([^}]*)\}\s*$")
_PASSAGE = re.compile(r"\[(?P<text>[^\[\]{}]+)\]\{(?:keep|=(?P<derived>[^{}]+))\}")
_TARGET = re.compile(r"(https://|mailto:)\S+")


def parse(content: str, file: str, language: str) -> Prose:
    """The prose in ``content``, the text of ``file`` in ``language``.

    Raises :class:`~diptych.errors.ContentError` with everything that has no
    meaning in a document.
    """
    return _Parser(content, file, language).parse()


def _fact(state: StateInline, silent: bool) -> bool:
    """The inline rule for ``{{ name | role }}``; a broken one becomes a token without a name."""
    if not state.src.startswith("{{", state.pos):
        return False
    match = _FACT.match(state.src, state.pos)
    if not silent:
        token = state.push("fact", "", 0)
        token.content = state.src[state.pos : match.end() if match else state.pos + 2]
        token.meta = {
            "offset": state.pos,
            "name": match["name"] if match else "",
            "role": (match["role"] or "") if match else "",
        }
    state.pos = match.end() if match else state.pos + 2
    return True


def _passage(state: StateInline, silent: bool) -> bool:
    """The inline rule for ``[text]{=other}`` and ``[text]{keep}``."""
    match = _PASSAGE.match(state.src, state.pos)
    if match is None:
        return False
    if not silent:
        token = state.push("passage", "", 0)
        token.content = match["text"]
        token.meta = {"derived": match["text"] if match["derived"] is None else match["derived"]}
    state.pos = match.end()
    return True


def _markdown() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": False, "maxNesting": MAX_NESTING})
    markdown.inline.ruler.before("escape", "fact", _fact)
    markdown.inline.ruler.before("link", "passage", _passage)
    # Let every address through here: one that no reader can open is an error, not text.
    markdown.validateLink = lambda url: True  # type: ignore[method-assign]
    return markdown


_MARKDOWN = _markdown()


class _Parser:
    def __init__(self, content: str, file: str, language: str) -> None:
        self.content = content
        self.file = file
        self.lang = language
        self.lines = content.split("\n")
        self.problems = Problems()

    def parse(self) -> Prose:
        root = SyntaxTreeNode(_MARKDOWN.parse(self.content))
        nodes = list(root.children)
        subject: Inlines = ()
        source = Position(self.file)
        if nodes and nodes[0].type == "heading" and nodes[0].tag == "h1":
            subject, _ = self._heading(nodes[0])
            source = self._line(nodes[0])
            nodes = nodes[1:]
        if not subject:
            self._add(source, "the text has no title", "begin the file with a line «# Title»")
        opening, rest = self._blocks_before_heading(nodes, "opening")
        sections = self._sections(rest, 2, "")
        self.problems.raise_if_any()
        return Prose(self.lang, self.file, subject, source, opening, sections)

    # --- sections ---------------------------------------------------------------

    def _blocks_before_heading(
        self, nodes: Sequence[SyntaxTreeNode], unit: str
    ) -> tuple[tuple[AnyBlock, ...], Sequence[SyntaxTreeNode]]:
        end = next((i for i, node in enumerate(nodes) if node.type == "heading"), len(nodes))
        return self._blocks(nodes[:end], unit), nodes[end:]

    def _sections(
        self, nodes: Sequence[SyntaxTreeNode], level: int, above: str
    ) -> tuple[Section, ...]:
        sections: list[Section] = []
        seen: dict[str, Position] = {}
        while nodes:
            head, nodes = nodes[0], nodes[1:]
            end = next(
                (i for i, n in enumerate(nodes) if n.type == "heading" and _depth(n) <= level),
                len(nodes),
            )
            inside, nodes = nodes[:end], nodes[end:]
            if _depth(head) != level:
                self._add(
                    self._line(head),
                    f"a heading with {_depth(head)} # stands where {level} belong",
                    f"write {'#' * level} before it",
                )
            title, name = self._heading(head)
            place = self._line(head)
            if not name:
                self._add(
                    place,
                    "this heading has no id",
                    "end it with {#…}, one word in Latin letters, the same in every language",
                )
                continue
            if name in seen:
                self._add(
                    place,
                    f"«{name}» names a section already, at line {seen[name].line}",
                    "give each section of this level an id of its own",
                )
                continue
            seen[name] = place
            path = f"{above}/{name}" if above else name
            blocks, rest = self._blocks_before_heading(inside, path)
            sections.append(
                Section(path, title, place, blocks, self._sections(rest, level + 1, path))
            )
        return tuple(sections)

    def _heading(self, node: SyntaxTreeNode) -> tuple[Inlines, str]:
        inline = node.children[0]
        name = self._take_id(inline)
        return self._inlines(inline), name

    def _take_id(self, inline: SyntaxTreeNode) -> str:
        """The id that ends the inline content, if there is one; takes it off."""
        if not inline.children or inline.children[-1].type != "text":
            return ""
        last = inline.children[-1]
        match = _ID.search(last.content)
        if not match:
            return ""
        assert last.token is not None
        last.token.content = last.content[: match.start()]
        if not _NAME.fullmatch(match[1]):
            self._add(
                self._inside(inline, inline.content.rfind("{#")),
                f"«{match[1]}» cannot be an id",
                "use small Latin letters, digits and hyphens",
            )
            return ""
        return match[1]

    # --- blocks -----------------------------------------------------------------

    def _blocks(self, nodes: Sequence[SyntaxTreeNode], unit: str) -> tuple[AnyBlock, ...]:
        blocks: list[AnyBlock] = []
        for number, node in enumerate(nodes, 1):
            block = self._block(node, f"{unit}.{number}")
            if block is not None:
                blocks.append(block)
        return tuple(blocks)

    def _block(self, node: SyntaxTreeNode, unit: str) -> AnyBlock | None:
        place = self._line(node)
        match node.type:
            case "paragraph":
                return tree.Paragraph(
                    id=unit,
                    source=place,
                    style="body",
                    content=self._inlines(node.children[0]),
                    lang=self.lang,
                )
            case "ordered_list" | "bullet_list":
                return self._list(node, unit)
            case "blockquote":
                return tree.Quote(
                    id=unit, source=place, blocks=self._blocks(node.children, unit), lang=self.lang
                )
            case "heading":
                self._add(place, "a heading cannot stand inside a list or quotation", "move it out")
            case _:
                name = _NAMES.get(node.type, node.type)
                self._add(place, f"{name} has no place in a document", "write it as a paragraph")
        return None

    def _list(self, node: SyntaxTreeNode, unit: str) -> tree.List:
        items: list[tuple[AnyBlock, ...]] = []
        names: set[str] = set()
        for number, item in enumerate(node.children, 1):
            name = ""
            if item.children and item.children[-1].type == "paragraph":
                name = self._take_id(item.children[-1].children[0])
            if name in names:
                self._add(self._line(item), f"«{name}» names an item already", "rename one")
            names.add(name or str(number))
            items.append(self._blocks(item.children, f"{unit}.{name or number}"))
        start = int(node.attrs.get("start", 1)) if node.type == "ordered_list" else 1
        return tree.List(
            id=unit,
            source=self._line(node),
            ordered=node.type == "ordered_list",
            items=tuple(items),
            lang=self.lang,
            start=start,
            series=unit,
        )

    # --- inlines ----------------------------------------------------------------

    def _inlines(self, inline: SyntaxTreeNode) -> Inlines:
        return self._content(inline.children, inline)

    def _content(self, nodes: Sequence[SyntaxTreeNode], inline: SyntaxTreeNode) -> Inlines:
        out: list[tree.AnyInline] = []
        for node in nodes:
            match node.type:
                case "text" | "text_special":
                    for problem in gate.problems(node.content, self.file):  # &#x202e; and the like
                        place = self._inside(inline, max(inline.content.find("&"), 0))
                        self._add(place, problem.message, problem.remedy)
                    if node.content:
                        out.append(tree.Text(node.content, self.lang))
                case "passage":
                    out.append(tree.Text(node.content, self.lang, derived=node.meta["derived"]))
                case "softbreak":
                    out.append(tree.Text(" ", self.lang))
                case "hardbreak":
                    out.append(tree.LineBreak())
                case "em":
                    out.append(tree.Emphasis(self._content(node.children, inline)))
                case "strong":
                    out.append(tree.Strong(self._content(node.children, inline)))
                case "link":
                    out.append(self._link(node, inline))
                case "fact":
                    out += self._fact(node, inline)
                case _:
                    name = _NAMES.get(node.type, node.type)
                    self._add(
                        self._inside(inline, max(inline.content.find(node.markup), 0)),
                        f"{name} has no place in a document",
                        "write it as running text",
                    )
        return tuple(out)

    def _link(self, node: SyntaxTreeNode, inline: SyntaxTreeNode) -> tree.Link:
        target = str(node.attrs.get("href", ""))
        if not _TARGET.fullmatch(target):
            self._add(
                self._inside(inline, max(inline.content.find("]("), 0)),
                f"«{target}» is no address a reader can open",
                "link to https://… or mailto:…",
            )
        return tree.Link(target, self._content(node.children, inline))

    def _fact(self, node: SyntaxTreeNode, inline: SyntaxTreeNode) -> list[tree.AnyInline]:
        place = self._inside(inline, node.meta["offset"])
        name, role = node.meta["name"], " ".join(node.meta["role"].split())
        if not _NAME.fullmatch(name):
            self._add(
                place,
                f"«{node.content}» is not a fact" if name else "«{{» does not open a fact",
                "write {{ name }} or {{ name | role }}, the name in small Latin letters",
            )
            return []
        return [tree.Fact(name, role, self.lang, source=place)]

    # --- places -----------------------------------------------------------------

    def _line(self, node: SyntaxTreeNode) -> Position:
        line = node.map[0] if node.map else 0
        text = self.lines[line]
        return Position(self.file, line + 1, len(text) - len(text.lstrip()) + 1)

    def _inside(self, inline: SyntaxTreeNode, offset: int) -> Position:
        """The place of the character at ``offset`` of the inline content."""
        before = inline.content[:offset]
        number = (inline.map[0] if inline.map else 0) + before.count("\n")
        row = inline.content.split("\n")[before.count("\n")]
        indent = self.lines[number].find(row.strip())
        column = offset - (before.rfind("\n") + 1) + max(indent, 0) + 1
        return Position(self.file, number + 1, column)

    def _add(self, position: Position, message: str, remedy: str) -> None:
        self.problems.add(position, message, remedy, self.lines[position.line - 1])


_NAMES = {
    "code_inline": "code",
    "code_block": "an indented block",
    "fence": "a block of code",
    "hr": "a rule",
    "image": "an image",
    "html_block": "HTML",
    "html_inline": "HTML",
}


def _depth(node: SyntaxTreeNode) -> int:
    return int(node.tag[1:])
