"""Where in a file a piece of Markdown stands, and what is wrong there."""

from __future__ import annotations

import re

from markdown_it.tree import SyntaxTreeNode

from diptych.errors import Position, Problems
from diptych.model import images
from diptych.prose.dialect import Source

_BAR = re.compile(r"(?<!\\)\|")
_BEFORE_ROW = re.compile(r"^[ \t>]*")


class Places:
    """The places of one file, and the problems found at them."""

    def __init__(self, file: str, source: Source) -> None:
        self.file = file
        self.problems = Problems()
        self._lines = source.lines
        self._prepared = source.prepared
        self._cells: dict[int, int] = {}

    def line(self, node: SyntaxTreeNode) -> Position:
        """Where the first line of ``node`` begins."""
        line = node.map[0] if node.map else 0
        text = self._lines[line]
        return Position(self.file, line + 1, len(text) - len(text.lstrip()) + 1)

    def text(self, place: Position) -> str:
        """The line at ``place`` as it was written, without the spaces around it."""
        return self._lines[place.line - 1].strip()

    def inside(self, inline: SyntaxTreeNode, offset: int) -> Position:
        """The place of the character at ``offset`` of the inline content."""
        before = inline.content[:offset]
        number = (inline.map[0] if inline.map else 0) + before.count("\n")
        row = inline.content.split("\n")[before.count("\n")]
        indent = self._cells.get(id(inline.token))
        if indent is None:
            spaces = len(row) - len(row.lstrip())  # the offset counts these already
            indent = max(self._prepared[number].find(row.strip()), 0) - spaces
        column = offset - (before.rfind("\n") + 1) + indent + 1
        return Position(self.file, number + 1, column)

    def cells(self, row: SyntaxTreeNode) -> None:
        """Remember in which column each cell of ``row``, a line of a table, begins."""
        line = self._prepared[row.map[0]] if row.map else ""
        column = 0
        for cell in row.children:
            inline = cell.children[0]
            column = max(line.find(inline.content, column), column)
            self._cells[id(inline.token)] = column
            column += len(inline.content)

    def cells_written(self, row: SyntaxTreeNode) -> int:
        """How many cells ``row``, a line of a table, has as it was written."""
        line = self._prepared[row.map[0]] if row.map else ""
        line = _BEFORE_ROW.sub("", line).strip()
        cells = _BAR.split(line)
        return len(cells) - line.startswith("|") - (len(cells) > 1 and cells[-1] == "")

    def names_image(self, file: str) -> bool:
        """Whether :func:`diptych.model.images`, which parses nothing, sees ``file`` in the text."""
        return file in images("\n".join(self._lines))

    def first(self, text: str) -> Position:
        """Where ``text`` stands first in the file."""
        for number, line in enumerate(self._lines, 1):
            if text in line:
                return Position(self.file, number, line.index(text) + 1)
        return Position(self.file)

    def add(self, position: Position, message: str, remedy: str) -> None:
        """Keep what is wrong at ``position``."""
        self.problems.add(position, message, remedy, self._lines[position.line - 1])
