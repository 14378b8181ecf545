"""A whole text: its title, its opening, its sections."""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it.tree import SyntaxTreeNode

from diptych.errors import Position, phrase
from diptych.model import Prose, Section
from diptych.prose import limits
from diptych.prose.blocks import BlockParser
from diptych.prose.dialect import Source
from diptych.prose.inlines import InlineParser
from diptych.prose.places import Places
from diptych.tree import AnyBlock, Inlines


def parse(content: str, file: str, language: str) -> Prose:
    """The prose in ``content``, the text of ``file`` in ``language``.

    Raises :class:`~diptych.errors.ContentError` with everything that has no
    meaning in a document.
    """
    return _Parser(content, file, language).parse()


class _Parser:
    def __init__(self, content: str, file: str, language: str) -> None:
        self.file = file
        self.lang = language
        limits.check_text(content, file)
        self.source = Source(content)
        limits.check_tree(self.source, file)
        self.places = Places(file, self.source)
        self.nodes = [node for node in self.source.root.children if node.type != "footnote_block"]
        notes = {
            note.meta["id"]: note
            for block in self.source.root.children
            if block.type == "footnote_block"
            for note in block.children
        }
        inline_parser = InlineParser(self.places, language, notes)
        self.inlines = inline_parser.inlines
        self.block_parser = BlockParser(self.places, language, inline_parser, self.source.letters)

    def parse(self) -> Prose:
        nodes: Sequence[SyntaxTreeNode] = self.nodes
        subject: Inlines = ()
        source = Position(self.file)
        if nodes and nodes[0].type == "heading" and nodes[0].tag == "h1":
            subject, name, annex = self._heading(nodes[0])
            if name or annex:
                self.places.add(
                    self.places.line(nodes[0]),
                    phrase("the title has an id, by which nothing is found"),
                    phrase("take {#{name}} out", name=name),
                )
            source = self.places.line(nodes[0])
            nodes = nodes[1:]
        if not subject:
            self.places.add(
                source,
                phrase("the text has no title"),
                phrase("begin the file with a line «# Title»"),
            )
        opening, rest = self._blocks_before_heading(nodes, "opening")
        sections = self._sections(rest, 2, "")
        for name in self.source.unused:
            self.places.add(
                self.places.first(f"[^{name}]:"),
                phrase("nothing calls for this note"),
                phrase("write [^{name}] where it belongs, or take the note out", name=name),
            )
        for line, name in self.source.again:
            self.places.add(
                Position(self.file, line),
                phrase("there is a note «{name}» already", name=name),
                phrase("write the note again under another name"),
            )
        self.places.problems.raise_if_any()
        return Prose(self.lang, self.file, subject, source, opening, sections)

    def _blocks_before_heading(
        self, nodes: Sequence[SyntaxTreeNode], unit: str
    ) -> tuple[tuple[AnyBlock, ...], Sequence[SyntaxTreeNode]]:
        end = next((i for i, node in enumerate(nodes) if node.type == "heading"), len(nodes))
        return self.block_parser.blocks(nodes[:end], unit, top=True), nodes[end:]

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
            if head.markup in ("=", "-"):
                self.places.add(
                    self.places.line(head),
                    phrase("this text is a heading because of the line below it"),
                    phrase("put an empty line between them, or write ## before a heading"),
                )
                continue
            self._refuse_depth(head, level)
            title, name, annex = self._heading(head)
            place = self.places.line(head)
            if not name:
                self.places.add(
                    place,
                    phrase("this heading has no id"),
                    phrase(
                        "end it with {#…}, one word in Latin letters, the same in every language"
                    ),
                )
                continue
            if name in seen:
                self.places.add(
                    place,
                    phrase(
                        "«{name}» names a section already, at line {line}",
                        name=name,
                        line=seen[name].line,
                    ),
                    phrase("give each section of this level an id of its own"),
                )
                continue
            if annex and level > 2:
                self.places.add(
                    place,
                    phrase("an annex stands inside a section"),
                    phrase("write ## before it, at the end"),
                )
            if not annex and sections and sections[-1].annex:
                self.places.add(
                    place,
                    phrase("a section stands after an annex"),
                    phrase("move the annexes to the end"),
                )
            seen[name] = place
            path = f"{above}/{name}" if above else name
            self.block_parser.begin_section()
            blocks, rest = self._blocks_before_heading(inside, path)
            inner = self._sections(rest, level + 1, path)
            sections.append(Section(path, title, place, blocks, inner, annex))
        return tuple(sections)

    def _refuse_depth(self, head: SyntaxTreeNode, level: int) -> None:
        """A heading that is deeper than it can be, or the text that was meant as one above it."""
        if _depth(head) == level or self.block_parser.lost_heading:
            return
        mark = "#" * level
        number = self.nodes.index(head)
        above = self.nodes[number - 1] if number else None
        if above is not None and _is_bold(above):
            self.places.add(
                self.places.line(above),
                phrase("this is a paragraph in bold, and looks like a heading"),
                phrase("write {mark} before it without the **, and {#…} behind it", mark=mark),
            )
            return
        self.places.add(
            self.places.line(head),
            phrase(
                "a heading with {depth} # stands where {level} belong",
                depth=_depth(head),
                level=level,
            ),
            phrase("write {mark} before it", mark=mark),
        )

    def _heading(self, node: SyntaxTreeNode) -> tuple[Inlines, str, bool]:
        inline = node.children[0]
        name, annex = self.block_parser.take_id(inline, heading=True)
        return self.inlines(inline), name, annex


def _is_bold(node: SyntaxTreeNode) -> bool:
    """Whether ``node`` is a paragraph that is bold from its beginning to its end."""
    if node.type != "paragraph":
        return False
    parts = [part.type for part in node.children[0].children if part.content or part.children]
    return parts == ["strong"]


def _depth(node: SyntaxTreeNode) -> int:
    return int(node.tag[1:])
