"""Marks that Markdown leaves in the text when it does not understand them.

Printed as they stand they would surprise their author, who meant something by them. A mark
that is meant as a character is written with a backslash before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from diptych.errors import Phrase, phrase


class StrayMark(NamedTuple):
    """A mark at ``offset`` of a text, what is wrong with it and what to write instead."""

    offset: int
    message: Phrase
    remedy: Phrase


_NO_LINK = phrase("write [words](https://…), with nothing between the two brackets")
_ID = phrase(
    "write {{ name }} for a fact, {#id} at the end of a heading or of an item; a brace that is "
    "to be printed has a backslash before it"
)
#: What to do with marks that mean nothing in a document.
TAKEN_OUT = phrase("take the marks out, or write a backslash before each")

#: In running text: pattern, what it is, what to write.
_IN_TEXT: Sequence[tuple[re.Pattern[str], Phrase, Phrase]] = [
    (re.compile(r"[{}]"), phrase("this brace belongs to no fact"), _ID),
    (
        re.compile(r"\[\[(?!\s*\])[^\[\]]*\]\]"),
        phrase("square brackets open no fact"),
        phrase(
            "write {{ name }} for a fact; brackets that are to be printed have a backslash each"
        ),
    ),
    (re.compile(r"==(?=\S).*?\S=="), phrase("text cannot be highlighted"), TAKEN_OUT),
    (re.compile(r"\+\+(?=\S).*?\S\+\+"), phrase("text cannot be underlined"), TAKEN_OUT),
    (
        re.compile(r"(?<!\[)\^"),
        phrase("this mark raises nothing"),
        phrase("write it on both sides of what is to be raised: m^2^"),
    ),
    (
        re.compile(r"\*\*"),
        phrase("nothing is set in bold by this mark"),
        phrase("write ** on both sides, without spaces inside: **words**"),
    ),
    (re.compile(r"\](?=[(\[])"), phrase("this is no link"), _NO_LINK),
]

#: What is wrong with a heading that Markdown takes for text.
NO_HEADING = phrase("this is no heading")

#: At the beginning of a paragraph or an item.
_AT_START: Sequence[tuple[re.Pattern[str], Phrase, Phrase]] = [
    (
        re.compile(r"\[\](?=\s|$)"),
        phrase("these brackets are no box to tick"),
        phrase("write [ ] for an empty box, [x] for one that is ticked"),
    ),
]

#: At the beginning of a line of a paragraph.
_AT_LINE: Sequence[tuple[re.Pattern[str], Phrase, Phrase]] = [
    (
        re.compile(r"#+(?!\s)"),
        NO_HEADING,
        phrase("write a space after the #, at most six of them"),
    ),
    (
        re.compile(r"\|"),
        phrase("this line is no row of a table"),
        phrase(
            "write a row of dashes below the head, a cell for each column: |--|--|; a bar that is "
            "to be printed has a backslash before it"
        ),
    ),
    (
        re.compile(r":?-+:?\s*(\|\s*:?-+:?\s*)+$"),
        phrase("these dashes do not belong to a table"),
        phrase("write as many cells of dashes as the head above them has"),
    ),
]

_NO_ITEM = phrase("this mark begins no item of a list")
_ITEMS = phrase("write - before each item, and an empty line above the first")

#: At the beginning of a line of a paragraph that is no item itself.
_OUTSIDE_LISTS: Sequence[tuple[re.Pattern[str], Phrase, Phrase]] = [
    (re.compile(r"[•●▪■◦○·▸►](?=\s)"), _NO_ITEM, _ITEMS),
]

#: At the beginning of a line that runs on with the one above it.
_RUNNING_ON: Sequence[tuple[re.Pattern[str], Phrase, Phrase]] = [
    (re.compile(r"[☐☑☒✓✔✗✘□](?=\s|\ue005)"), _NO_ITEM, _ITEMS),
]

#: At the beginning of a line of a paragraph that is not its first.
_AT_LATER_LINE: Sequence[tuple[re.Pattern[str], Phrase, Phrase]] = [
    (
        re.compile(r"\d{1,9}[.)](?=\s)"),
        phrase("this looks like an item of a list and runs on as text"),
        phrase("put an empty line before it; or, if it belongs to the sentence, on the line above"),
    ),
]


def in_text(text: str) -> Iterator[StrayMark]:
    """The marks left in ``text``, a piece of running text without what was escaped."""
    for pattern, message, remedy in _IN_TEXT:
        if match := pattern.search(text):
            yield StrayMark(match.start(), message, remedy)


def in_paragraph(content: str, *, in_list: bool = False) -> Iterator[StrayMark]:
    """The marks that begin a paragraph, or a line of it, as its author wrote it.

    The same fault of several lines is that of the first. ``in_list`` says that the paragraph has
    the mark of its list already.
    """
    offset = 0
    told = set[str]()
    above = ""
    for number, line in enumerate(content.split("\n")):
        rules = (
            *(_AT_START if not number else ()),
            *(_OUTSIDE_LISTS if number or not in_list else ()),
            *_AT_LINE,
            *(_AT_LATER_LINE if number else ()),
            *(_RUNNING_ON if number and not above.endswith(("\\", "  ")) else ()),
        )
        indent = len(line) - len(line.lstrip())
        for pattern, message, remedy in rules:
            if pattern.match(line, indent):
                if message not in told:
                    yield StrayMark(offset + indent, message, remedy)
                told.add(message)
                break
        offset += len(line) + 1
        above = line
