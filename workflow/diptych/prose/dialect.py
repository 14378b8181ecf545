"""The Markdown that content is written in, as tokens.

CommonMark without raw HTML, with tables and footnotes (``text[^name]``), plus

* a fact ``{{ name | role }}`` or the number of another place ``{{ #id }}`` anywhere
  in running text;
* a blank to fill in, ``____``: four or more underscores; a box to tick, ``[ ]`` or ``[x]``, where
  a line, an item or a cell begins;
* an address, ``https://…``, ``www.…`` or ``…@…``, in which no mark means anything;
* what stands above or below the line, ``m^2^`` and ``H~2~O``;
* a passage ``[AKP]{=АКП}`` that says what stands there in a text derived into another script,
  ``[12-15]{keep}`` that stands to the letter in this text and in that one,
  ``[the Director]{aripov}`` that says whom or what it means, or ``[Құрметті достар]{lang=kk}``
  that says which language it is in, and is set in that;
* a new line within a cell of a table, ``<br>``;
* lists lettered ``а)``, which the parser sees as numbered ``1)``.

The constructs that would clash with CommonMark are replaced, character for
character, before it is parsed, so that every place in the text stays where it was.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.subscript import sub_plugin
from mdit_py_plugins.superscript import superscript_plugin

from diptych.prose.addresses import addresses

#: How deep lists, quotations and emphasis may stand inside one another.
MAX_NESTING = 12
# Beyond this the parser drops what stands inside, so it must see deeper than we allow.
_SEEN = 100

# Stands for the bar of a fact, which would end the cell of a table. Private-use characters
# do not pass the gate, so no text holds this one.
_BAR = "\ue000"
# Stands for an underscore of a blank, which would be emphasis or a break between passages.
_UNDERSCORE = "\ue001"
# Stand for the marks of an address, which would set a part of it apart.
_MARKS = {"_": _UNDERSCORE, "*": "\ue002", "~": "\ue003", "^": "\ue004"}
# Stands for nothing: a box is one character, and was typed as three.
_NOTHING = "\ue005"
_SHOWN = str.maketrans({_BAR: "|", _NOTHING: ""} | {stand: mark for mark, stand in _MARKS.items()})

_FACT = re.compile(
    rf"\{{\{{\s*(?P<name>[^|{_BAR}{{}}]*?)\s*(?:[|{_BAR}]\s*(?P<role>[^|{_BAR}{{}}]*?)\s*)?\}}\}}"
)
_ON_ONE_LINE = re.compile(r"\{\{[^{}\n]*\}\}")
_PASSAGE = re.compile(
    r"\[(?P<text>[^\[\]{}]+)\]\{(?:(?P<keep>keep)|=(?P<derived>[^{}]+)"
    r"|lang=(?P<lang>[A-Za-z][A-Za-z0-9-]*)|(?P<name>[a-z][a-z0-9-]*))\}"
)
_BLANK = re.compile("_{4,}")
_MARK = re.compile(r"(?<!\\)[_*~^]")
_BOX = re.compile(
    r"^(?P<before>[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*)\[(?P<tick>[ xXхХ])\](?=[ \t]|$)",
    re.MULTILINE,
)
_ROW = re.compile(r"^[ \t>]*\|.*$", re.MULTILINE)
_BOX_IN_CELL = re.compile(r"(?P<before>\|[ \t]*)\[(?P<tick>[ xXхХ])\](?=[ \t|])")
_CELL_BREAK = re.compile(r"<br */?>[ \t]*", re.IGNORECASE)
_DEFINED = re.compile(r" {0,3}\[\^([^\]\s]+)\]:")
_LETTERED = re.compile(r"^(?P<before>[ \t>]*)(?P<letter>[^\W\d_])\)(?=[ \t])", re.MULTILINE)


class Source:
    """The tokens of a text as a tree, and what the replaced characters were.

    ``tokens`` are those of the tree in a row, ``letters`` gives the letter that marks the
    list item on each line (from 0) which has one, ``unused`` the names of notes that
    nothing calls for, ``again`` the line (from 1) and name of each note that another of that
    name stands above.
    """

    def __init__(self, content: str) -> None:
        self.lines = content.split("\n")
        self.letters: dict[int, str] = {}
        prepared = _ON_ONE_LINE.sub(lambda match: match[0].replace("|", _BAR), content)
        prepared = _BLANK.sub(lambda match: _UNDERSCORE * len(match[0]), prepared)
        prepared = _with_plain_addresses(prepared)
        prepared = _LETTERED.sub(self._numbered, prepared)
        prepared = _BOX.sub(_box, prepared)
        prepared = _ROW.sub(lambda row: _BOX_IN_CELL.sub(_box, row[0]), prepared)
        self.prepared = prepared.split("\n")
        env: dict[str, Any] = {}
        self.tokens = _MARKDOWN.parse(prepared, env)
        self.root = SyntaxTreeNode(self.tokens)
        notes = env.get("footnotes", {}).get("refs", {})
        defined = [
            (number, match[1])
            for number, line in enumerate(self.lines, 1)
            if (match := _DEFINED.match(line))
        ]
        first = {name: number for number, name in reversed(defined)}
        self.again = tuple((n, name) for n, name in defined if first[name] != n)
        self.unused = tuple(name.removeprefix(":") for name, number in notes.items() if number < 0)

    def _numbered(self, match: re.Match[str]) -> str:
        self.letters[match.string.count("\n", 0, match.start("letter"))] = match["letter"]
        return f"{match['before']}1)"


def shown(text: str) -> str:
    """``text`` of a token as it was written."""
    return text.translate(_SHOWN)


def shown_address(address: str) -> str:
    """The ``address`` of a link as it was written."""
    for mark, stand in {"|": _BAR, **_MARKS}.items():
        address = address.replace(quote(stand), mark if mark in "_*~" else quote(mark))
    return address


def _with_plain_addresses(text: str) -> str:
    """``text`` with the marks of each address replaced, unless they stand behind a backslash."""
    out, done = [], 0
    for found in addresses(text):
        plain = _MARK.sub(lambda mark: _MARKS[mark[0]], text[found.start : found.end])
        out += [text[done : found.start], plain]
        done = found.end
    return "".join((*out, text[done:]))


def _box(match: re.Match[str]) -> str:
    return f"{match['before']}{'☐' if match['tick'] == ' ' else '☑'}{_NOTHING * 2}"


def _fact(state: StateInline, silent: bool) -> bool:
    """The inline rule for ``{{ name | role }}``; a broken one becomes a token without a name."""
    if not state.src.startswith("{{", state.pos):
        return False
    match = _FACT.match(state.src, state.pos)
    if not silent:
        token = state.push("fact", "", 0)
        token.content = shown(state.src[state.pos : match.end() if match else state.pos + 2])
        token.meta = {
            "offset": state.pos,
            "name": match["name"] if match else "",
            "role": (match["role"] or "") if match else "",
        }
    state.pos = match.end() if match else state.pos + 2
    return True


def _passage(state: StateInline, silent: bool) -> bool:
    """The inline rule for a passage: its text in brackets, and in braces what it is."""
    match = _PASSAGE.match(state.src, state.pos)
    if match is None:
        return False
    if not silent:
        token = state.push("passage", "", 0)
        token.content = shown(match["text"].replace("\n", " "))
        own = token.content if match["keep"] or match["lang"] else ""
        token.meta = {
            "kept": bool(match["keep"]),
            "derived": shown(match["derived"] or own),
            "name": match["name"] or "",
        }
        if match["lang"]:
            token.meta |= {"lang": match["lang"], "quoted": True}
    state.pos = match.end()
    return True


def _cell_break(state: StateInline, silent: bool) -> bool:
    """The inline rule for ``<br>``, which breaks the lines of a cell."""
    match = _CELL_BREAK.match(state.src, state.pos)
    if match is None:
        return False
    if not silent:
        state.pending = state.pending.rstrip()
        token = state.push("cell_break", "", 0)
        token.markup = match[0]
    state.pos = match.end()
    return True


def _markdown() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": False, "maxNesting": _SEEN})
    markdown.enable("table")
    markdown.disable("text_join")  # it would hide which characters were escaped
    footnote_plugin(markdown, inline=False)
    markdown.use(superscript_plugin).use(sub_plugin)
    markdown.inline.ruler.before("escape", "fact", _fact)
    markdown.inline.ruler.before("link", "passage", _passage)
    markdown.inline.ruler.before("escape", "cell_break", _cell_break)
    # Let every address through here: one that no reader can open is an error, not text.
    markdown.validateLink = lambda url: True  # type: ignore[method-assign]
    return markdown


_MARKDOWN = _markdown()


def parse_inline(text: str) -> SyntaxTreeNode:
    """The node of ``text``, running text that stands in no block."""
    (inline,) = _MARKDOWN.parseInline(_ON_ONE_LINE.sub(lambda f: f[0].replace("|", _BAR), text))
    return SyntaxTreeNode([inline]).children[0]


def token(node: SyntaxTreeNode) -> Token:
    """The one token that ``node``, a leaf, was made from."""
    assert node.token is not None
    return node.token
