"""Writes a document tree as plain text, as for the body of a message.

A paragraph is one line, which whoever shows it wraps; blank lines stand between them. Of a
parallel edition the units stand one below the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import assert_never

from diptych import tree
from diptych.language.numerals import roman

_INDENT = "   "


def write(document: tree.Document, templates: Path) -> bytes:
    """``document`` as UTF-8; there are no templates for it."""
    return text(document).encode()


def text(document: tree.Document) -> str:
    """``document`` as plain text that ends in a line break."""
    parts = [_part(part) for part in document.parts]
    return "\n\n* * *\n\n".join("\n\n".join(part) for part in parts) + "\n"


def ordinary(content: str) -> str:
    """``content`` with hyphens as people type them."""
    return content.replace("\u2011", "-")


def _part(part: tree.Part) -> list[str]:
    lines = [_line(part.watermark)] if part.watermark else []
    notes: list[str] = []
    lines += _blocks(part.blocks, notes)
    return lines + notes


def _blocks(blocks: Iterable[tree.AnyBlock], notes: list[str]) -> list[str]:
    return [line for block in blocks for line in _block(block, notes) if line.strip()]


def _block(block: tree.AnyBlock, notes: list[str]) -> Iterator[str]:
    match block:
        case tree.Heading(label=label, content=content):
            yield f"{ordinary(label)} {_with_notes(content, notes)}".strip()
        case tree.Paragraph(content=content):
            yield _with_notes(content, notes)
        case tree.List():
            yield _list(block, notes)
        case tree.Quote(blocks=blocks):
            inside = "\n\n".join(_blocks(blocks, notes))
            yield "\n".join(f"> {line}".rstrip() for line in inside.split("\n"))
        case tree.Table(header=header, rows=rows):
            if block.caption:
                yield _with_notes(block.caption, notes)
            yield "\n".join(
                " | ".join(_with_notes(cell, notes) for cell in row)
                for row in (*header, *rows)
                if row
            )
        case tree.Picture(alt=alt):
            yield f"[{_with_notes(alt, notes)}]"
        case tree.Letterhead(lines=lines):
            yield "\n".join(_with_notes(line, notes) for line in lines if line)
        case tree.Signatures(entries=entries):
            for entry in entries:
                # Where nobody is named, no language has a name.
                pairs = zip_longest(entry.capacity, entry.name, fillvalue=())
                signed = [f"{_line(capacity)} {_line(name)}".strip() for capacity, name in pairs]
                yield "\n".join([*signed, *map(_line, entry.seal)])
        case tree.Parallel(rows=rows):
            for row in rows:
                for cell in row.cells:
                    yield from _blocks(cell, notes)
        case tree.ParallelTable(tables=tables):
            yield from _blocks(tables, notes)
        case tree.KeptTogether(blocks=blocks):
            yield from _blocks(blocks, notes)
        case tree.Contents() | tree.PageBreak():
            pass  # both are about pages
        case _:
            assert_never(block)


def _list(block: tree.List, notes: list[str]) -> str:
    items = []
    for number, item in enumerate(block.items, block.start):
        mark = f"{_mark(block, number)} "
        inside = "\n".join(_blocks(item, notes))
        items.append(mark + inside.replace("\n", "\n" + _INDENT))
    return "\n".join(items)


def _mark(block: tree.List, number: int) -> str:
    match block.marker:
        case "dash":
            return "–"
        case "none":
            return " "
        case "letter":
            return f"{block.letters[number - 1]})"
        case "bracket":
            return f"{number})"
        case "roman":
            return f"{roman(number).lower()})"
        case "number":
            return f"{number}."
        case _:
            assert_never(block.marker)


def _with_notes(content: tree.Inlines, notes: list[str]) -> str:
    """What ``content`` says; its notes, called for by number, join ``notes``."""
    for inline in tree.iter_inlines(content):
        if isinstance(inline, tree.Footnote) and not inline.again:
            notes.append(f"[{inline.number}] {_line(inline.content)}")
    return ordinary("".join(_inlines(content)))


def _line(content: Sequence[tree.AnyInline]) -> str:
    return ordinary("".join(_inlines(content)))


def _inlines(content: Sequence[tree.AnyInline]) -> Iterator[str]:
    for inline in content:
        match inline:
            case (
                tree.Text(text=text)
                | tree.Fact(text=text)
                | tree.Reference(text=text)
                | tree.CaptionNumber(text=text)
            ):
                yield text
            case tree.LineBreak():
                yield "\n"
            case tree.Link(target=target, content=inner, bare=False):
                shown = "".join(_inlines(inner))
                address = target.removeprefix("mailto:")
                yield shown if shown == address else f"{shown} <{address}>"
            case tree.Span(content=inner):
                yield from _inlines(inner)
            case tree.Footnote(number=number):
                yield f"[{number}]"
            case tree.PageField():
                pass
            case _:
                assert_never(inline)
