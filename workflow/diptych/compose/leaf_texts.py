"""A paragraph as the typesetter sees it: its texts in a row, and put back in their places."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from diptych import tree
from diptych.tree import AnyInline, Inlines


def chunks(content: Inlines) -> Iterator[str]:
    """The texts of a paragraph as the typesetter sees them, one a leaf."""
    for inline in content:
        match inline:
            case tree.Text(text=text) | tree.Fact(text=text) | tree.Reference(text=text):
                yield text
            case tree.Footnote():
                yield ""  # the sentence goes on around the call for a note
            case tree.LineBreak():
                yield "\n"
            case tree.Span():
                yield from chunks(inline.content)
            case tree.PageField():
                pass


def with_chunks(content: Inlines, finished: Iterator[str]) -> Inlines:
    """``content`` with the texts of :func:`chunks`, ``finished`` by the typesetter."""
    out: list[AnyInline] = []
    for inline in content:
        match inline:
            case tree.Text():
                out.append(msgspec.structs.replace(inline, text=next(finished)))
            case tree.Fact() | tree.Reference() | tree.Footnote() | tree.LineBreak():
                next(finished)
                out.append(inline)
            case tree.Span():
                inside = with_chunks(inline.content, finished)
                out.append(msgspec.structs.replace(inline, content=inside))
            case tree.PageField():
                out.append(inline)
    return tuple(out)
