"""Draws the rooms of the house from its own imports, for CONTRIBUTING.md.

usage: python tools/rooms.py [--check]     writes the picture, or says whether it is stale
"""

from __future__ import annotations

import ast
import sys
import textwrap
from collections.abc import Mapping
from graphlib import TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "workflow" / "diptych"
PAGE = ROOT / "CONTRIBUTING.md"
WIDTH = 98
BEGIN, END = "<!-- rooms: make rooms -->", "<!-- end of rooms -->"


def imports() -> dict[str, set[str]]:
    """For each room, the rooms whose modules its modules import."""
    found: dict[str, set[str]] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        room = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        if room == "__init__":
            continue
        used = found.setdefault(room, set())
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("diptych"):
                names = [f"{node.module}.{alias.name}" for alias in node.names]
                used |= {name.split(".")[1] for name in names} - {room}
    return found


def floors(rooms: Mapping[str, set[str]]) -> list[list[str]]:
    """The rooms from the top floor down: each imports only from floors below its own.

    Raises :class:`graphlib.CycleError` if two rooms import one another.
    """
    height: dict[str, int] = {}
    for room in TopologicalSorter(rooms).static_order():
        height[room] = 1 + max((height[each] for each in rooms[room]), default=0)
    return [
        sorted(room for room, level in height.items() if level == floor)
        for floor in range(max(height.values()), 0, -1)
    ]


def about(room: str) -> str:
    """What a room says of itself, on one line."""
    package, module = PACKAGE / room / "__init__.py", PACKAGE / f"{room}.py"
    said = ast.get_docstring(
        ast.parse((package if package.exists() else module).read_text("utf-8"))
    )
    return (said or "").partition("\n\n")[0].replace("\n", " ").rstrip(".")


def picture() -> str:
    """The floors as text: each room with what it says of itself and what it imports."""
    rooms = imports()
    lines = []
    for floor in floors(rooms):
        for room in floor:
            lines += wrapped(f"{room:<17} {about(room)}")
            if below := sorted(rooms[room] - {"errors"}):  # which all import
                lines += wrapped(f"{'':<17} ▸ {' '.join(below)}")
        lines.append("─" * WIDTH)
    return "\n".join(lines[:-1])


def wrapped(line: str) -> list[str]:
    """``line`` in lines that fit the page."""
    return textwrap.wrap(line, WIDTH, subsequent_indent=" " * 20, break_on_hyphens=False)


def page() -> str:
    """CONTRIBUTING.md with the picture as it is now."""
    text = PAGE.read_text("utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n```\n{picture()}\n```\n\n{END}{after}"


if __name__ == "__main__":
    if "--check" in sys.argv:
        sys.exit(PAGE.read_text("utf-8") != page())
    PAGE.write_text(page(), "utf-8")
