"""How much a text may hold: what is more was not written by a person.

Each limit is far above what official documents have, and low enough that reading and
laying out a text at all limits ends in bounded time.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it.token import Token

from diptych.errors import ContentError, Phrase, Position, Problem, phrase
from diptych.prose.dialect import MAX_NESTING, Source

MAX_PARAGRAPHS = 4_000
MAX_PARAGRAPH = 60_000  # characters
MAX_COLUMNS = 12
MAX_NOTES = 500

_BLANK = re.compile(r"\n[ \t]*\n")
_NOTE = re.compile(r"^\[\^[^\]]+\]:", re.MULTILINE)
_DEEP = re.compile(r"^(?:[ \t]*>){40}|^ {120}", re.MULTILINE)


def check_text(content: str, file: str) -> None:
    """Raise :class:`~diptych.errors.ContentError` for a text too large to be parsed."""
    line = 1
    paragraphs = _BLANK.split(content)
    for paragraph, gap in zip(paragraphs, [*_BLANK.findall(content), ""], strict=True):
        if len(paragraph) > MAX_PARAGRAPH:
            raise _refused(
                Position(file, line),
                phrase("a paragraph of {count} characters stands here", count=len(paragraph)),
                MAX_PARAGRAPH,
            )
        line += paragraph.count("\n") + gap.count("\n")
    if len(paragraphs) > MAX_PARAGRAPHS:
        what = phrase("this text has {count} paragraphs", count=len(paragraphs))
        raise _refused(Position(file), what, MAX_PARAGRAPHS)
    if (notes := len(_NOTE.findall(content))) > MAX_NOTES:
        raise _refused(
            Position(file), phrase("this text has {count} notes", count=notes), MAX_NOTES
        )
    if deep := _DEEP.search(content):
        raise _too_deep(Position(file, content.count("\n", 0, deep.start()) + 1))


def check_tree(source: Source, file: str) -> None:
    """Raise :class:`~diptych.errors.ContentError` for what stands too deep or too wide."""
    columns, line = 0, 1
    for token in source.tokens:
        line = token.map[0] + 1 if token.map else line
        if token.level > MAX_NESTING or _depth(token.children or ()) > MAX_NESTING:
            raise _too_deep(Position(file, line))
        columns = 0 if token.type == "tr_open" else columns + (token.type in ("th_open", "td_open"))
        if columns > MAX_COLUMNS:
            what = phrase("this table has more than {limit} columns", limit=MAX_COLUMNS)
            raise _refused(Position(file, line), what, MAX_COLUMNS)


def _depth(tokens: Sequence[Token]) -> int:
    return max((token.level for token in tokens), default=0)


def _too_deep(place: Position) -> ContentError:
    remedy = phrase("write it flatter: at most {limit} levels", limit=MAX_NESTING)
    return ContentError(
        [Problem(place, phrase("lists, quotations or emphasis stand too deep here"), remedy)]
    )


def _refused(place: Position, what: Phrase, limit: int) -> ContentError:
    return ContentError([Problem(place, what, phrase("divide it: at most {limit}", limit=limit))])
