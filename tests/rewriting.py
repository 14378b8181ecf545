"""Prose as Markdown again, so that the parser can judge what no person wrote."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

import msgspec

from diptych import tree
from diptych.model import Prose, Section
from diptych.tree import AnyBlock, AnyInline, Inlines

_MARK = re.compile(r"[!-/:-@\[-`{-~]")
_AROUND: dict[type, str] = {
    tree.Emphasis: "*",
    tree.Strong: "**",
    tree.Superscript: "^",
    tree.Subscript: "~",
}
_RULES = {"start": ":--", "center": ":-:", "end": "--:"}


def markdown(prose: Prose) -> str:
    """A text that reads as ``prose``, every mark that is a character escaped."""
    return _Writer(prose).text


class _Writer:
    def __init__(self, prose: Prose) -> None:
        self._notes: dict[str, str] = {}
        parts = [f"# {self._inlines(prose.subject)}", *self._blocks(prose.opening)]
        for section in prose.sections:
            parts += self._section(section, 2)
        self.text = "\n\n".join([*parts, *self._notes.values()]) + "\n"

    def _section(self, section: Section, level: int) -> Iterator[str]:
        named = f"{{#{section.name}{' .annex' if section.annex else ''}}}"
        yield " ".join(filter(None, ["#" * level, self._inlines(section.title), named]))
        yield from self._blocks(section.blocks)
        for inner in section.sections:
            yield from self._section(inner, level + 1)

    def _blocks(self, blocks: Sequence[AnyBlock]) -> list[str]:
        parts = []
        for number, block in enumerate(blocks):
            after = blocks[number + 1] if number + 1 < len(blocks) else None
            if isinstance(block, tree.Paragraph) and block.style == "caption":
                continue  # it stands with its picture
            caption = after if isinstance(after, tree.Paragraph) else None
            parts.append(self._block(block, caption))
        return parts

    def _block(self, block: AnyBlock, caption: tree.Paragraph | None) -> str:
        match block:
            case tree.Paragraph():
                return self._inlines(block.content)
            case tree.List():
                return "\n".join(self._items(block))
            case tree.Quote():
                inside = "\n\n".join(self._blocks(block.blocks))
                return "\n".join(f"> {line}".rstrip() for line in inside.split("\n"))
            case tree.Table():
                return self._table(block)
            case tree.Picture():
                title = named = ""
                if caption is not None and caption.style == "caption":
                    words = "".join(map(self._inline, _titled(caption.content)))
                    title = ' "' + re.sub(r'[\\"]', r"\\\g<0>", words) + '"'
                    named = _named(caption.content)
                return f"![{self._inlines(block.alt)}]({block.image.file}{title}){named}"
            case tree.PageBreak():
                return "---"
            case _:
                raise AssertionError(f"prose holds no {type(block).__name__}")

    def _table(self, block: tree.Table) -> str:
        rules = "| " + " | ".join(_RULES[each] for each in block.align) + " |"
        rows = [*(block.header or [((),) * len(block.align)]), *block.rows]
        head = len(rows) - len(block.rows)
        offset = head - len(block.header)
        lines = [self._row(block, number - offset, row) for number, row in enumerate(rows)]
        if head > 1:
            lines.insert(head, rules.replace(":", "-"))
        lines.insert(1, rules)
        marks = [_named(block.caption)[1:-1], ".landscape" if block.landscape else ""]
        braces = " ".join(filter(None, marks))
        caption = self._inlines(_titled(block.caption)) + (f" {{{braces}}}" if braces else "")
        return "\n".join([f": {caption}\n", *lines] if caption else lines)

    def _row(self, block: tree.Table, number: int, row: Sequence[Inlines]) -> str:
        cells = []
        for column, content in enumerate(row):
            first = block.cell(number, column)
            if first.column < column:
                cells.append("<")
            elif first.row < number:
                cells.append("^")
            else:
                cells.append(self._inlines(content).replace("\\\n", "<br>"))
        return f"| {' | '.join(cells)} |"

    def _items(self, block: tree.List) -> Iterator[str]:
        for number, item in enumerate(block.items):
            sign = {
                "dash": "-",
                "number": f"{block.start + number}.",
                "bracket": f"{block.start + number})",
                "letter": f"{block.letters[number : number + 1]})",
            }[block.marker]
            first, *rest = self._blocks(item)
            name = item[0].id.removeprefix(f"{block.id}.").partition(".")[0]
            if not name.isdigit():
                first += f" {{#{name}}}"
            text = "\n\n".join([first, *rest]).replace("\n", "\n" + " " * (len(sign) + 1))
            yield f"{sign} {text}"

    def _inlines(self, content: Inlines) -> str:
        return "".join(map(self._inline, content)).strip(" ")

    def _inline(self, inline: AnyInline) -> str:
        match inline:
            case tree.Text(text=text, lang=lang, quoted=True):
                return f"[{text}]{{lang={lang}}}"
            case tree.Text(text=text, kept=True):
                return f"[{text}]{{keep}}"
            case tree.Text(text=text, derived=derived, name=name) if derived or name:
                return f"[{text}]{{{name or f'={derived}'}}}"
            case tree.Text(text=text):
                return _MARK.sub(r"\\\g<0>", text)
            case tree.Fact() | tree.Reference():
                return tree.source((inline,))
            case tree.LineBreak():
                return "\\\n"
            case tree.Footnote(name=name, content=content):
                if name not in self._notes:
                    self._notes[name] = ""  # keeps its place among the others
                    self._notes[name] = f"[^{name}]: {self._inlines(content)}"
                return f"[^{name}]"
            case tree.Link(content=content, bare=True):
                return tree.plain(content)
            case tree.Link(content=content, target=target):
                return f"[{self._inlines(content)}](<{target}>)"
            case tree.Span(content=content):
                mark = _AROUND[type(inline)]
                return f"{mark}{''.join(map(self._inline, content))}{mark}"
            case _:
                raise AssertionError(f"prose holds no {type(inline).__name__}")


def _named(caption: Inlines) -> str:
    """The id of a caption that has a number, in its braces."""
    first = caption[0] if caption else None
    return f"{{#{first.name}}}" if isinstance(first, tree.CaptionNumber) else ""


def _titled(caption: Inlines) -> Inlines:
    return tuple(each for each in caption if not isinstance(each, tree.CaptionNumber))


def bare(prose: Prose) -> Any:
    """``prose`` as data, whatever its place, with neighbouring pieces of plain text as one.

    Spaces at the end of a text, which no reader sees, are left out.
    """
    return _bare(msgspec.to_builtins(prose))


def _bare(node: Any) -> Any:
    match node:
        case dict():
            return {key: _bare(value) for key, value in node.items() if key not in _PLACES}
        case list() | tuple():
            pieces = [each for piece in _pieces(node) for each in piece]
            if pieces and isinstance(pieces[-1], dict) and pieces[-1].keys() == {"type", "text"}:
                pieces[-1]["text"] = pieces[-1]["text"].rstrip(" ")
            return pieces
        case _:
            return node


def _pieces(nodes: Sequence[Any]) -> Iterator[list[Any]]:
    for plain, group in groupby(nodes, key=_is_plain):
        if plain:
            joined = "".join(each["text"] for each in group)
            yield [{"type": "Text", "text": joined}]
        else:
            yield [_bare(each) for each in group]


def _is_plain(node: Any) -> bool:
    return isinstance(node, dict) and node.keys() == {"type", "text", "lang"} and "lang" in node


_PLACES = {"source", "file", "language", "lang"}
