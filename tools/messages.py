"""Bring the catalogues of messages in step with the code: what the program says to its users.

The patterns are the literals that ``phrase`` and ``say`` are called with; the schemas say the
descriptions of their fields. Run without arguments; prints what each catalogue lacks.
"""

from __future__ import annotations

import ast
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from diptych.language.messages import FOLDER
from diptych.pipeline.schemas import schema_files

PACKAGE = Path(__file__).resolve().parent.parent / "workflow/diptych"

# Said by name at run time: the severities and the states of a meeting.
_WORDS = ("error", "warning", "draft", "final")


def template() -> Catalog:
    """Every message there is, in English."""
    catalog = Catalog()
    for message in (*_patterns(), *_WORDS, *_descriptions()):
        catalog.add(message)
    return catalog


def updated(file: Path) -> Catalog:
    """The catalogue in ``file`` with the messages of now; those that nothing says are gone."""
    with file.open("rb") as lines:
        catalog = read_po(lines, abort_invalid=True)
    catalog.update(template(), no_fuzzy_matching=True, update_creation_date=False)
    return catalog


def written(catalog: Catalog) -> str:
    """``catalog`` as the text of its file."""
    out = io.BytesIO()
    write_po(out, catalog, width=0, sort_output=True, ignore_obsolete=True, omit_header=True)
    return out.getvalue().decode().strip("\n") + "\n"


def _patterns() -> Iterator[str]:
    """The literals that a message begins with, also within an f-string.

    Babel finds those only from Python 3.12 on.
    """
    for file in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Name(id="phrase" | "say") | ast.Attribute(attr="phrase" | "say"),
                    args=[ast.Constant(value=str(pattern)), *_],
                ):
                    yield pattern


def _descriptions() -> Iterator[str]:
    for content in schema_files().values():
        yield from _described(json.loads(content))


def _described(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(node.get("description"), str):
            yield node["description"]
        for value in node.values():
            yield from _described(value)
    elif isinstance(node, list):
        for value in node:
            yield from _described(value)


def main() -> None:
    """Update every catalogue of messages."""
    for file in sorted(FOLDER.glob("*.po")):
        catalog = updated(file)
        file.write_text(written(catalog), "utf-8")
        for message in catalog:
            if message.id and not message.string:
                print(f"{file.name}: {message.id}")


if __name__ == "__main__":
    main()
