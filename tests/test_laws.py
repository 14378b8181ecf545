"""The laws of the house: who may import whom, and who may touch the outside."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "workflow" / "diptych"
MODULES = sorted(PACKAGE.rglob("*.py"))
TESTS = sorted(Path(__file__).parent.rglob("*.py"))

#: The rooms, and which other rooms each may import. ``errors`` is the floor.
ROOMS = {
    "errors": set(),
    "outside": set(),
    "modules": set(),
    "inputs": {"errors"},
    "editions": {"errors"},
    "values": {"errors"},
    "tree": {"errors"},
    "language": {"errors", "inputs", "outside", "values"},
    "model": {"errors", "tree", "values"},
    "reader": {"editions", "errors", "inputs", "model", "tree", "values"},
    "prose": {"errors", "model", "reader", "tree"},
    "kinds": {"errors", "language", "model", "outside", "tree", "values"},
    "bitext": {"errors", "language", "model", "tree"},
    "measure": {"tree"},
    "fonts": {"errors", "inputs"},
    "writers": {"errors", "fonts", "inputs", "language", "measure", "outside", "tree"},
    "derivation": {"errors", "language", "model", "tree"},
    "plan": {"editions", "errors", "inputs", "language", "model", "modules", "reader", "values"},
    "publish": {"editions", "errors", "inputs", "language", "model", "plan", "reader", "values"},
    "warm": {"cli"},
}

#: Libraries that one room keeps to itself.
KEPT = {
    "babel": "language",
    "docx": "writers/docx",
    "weasyprint": "writers/pdf",
    "pydyf": "writers/pdf",
    "markdown_it": "prose",
    "mdit_py_plugins": "prose",
    "PIL": "reader",
    "yaml": "reader",
    "jsonschema": "reader",
    "argparse": "cli",
}


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: import by full name"
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def attributes(path: Path) -> set[str]:
    """What a module names of others, such as ``os.environ``."""
    return {
        f"{node.value.id}.{node.attr}"
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
    }


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_a_room_imports_only_what_lies_below_it(path: Path) -> None:
    here = room(path)
    if here in ("cli", "__init__"):
        return
    ours = {name.split(".")[1] for name in imports(path) if name.startswith("diptych.")}
    assert ours <= ROOMS[here] | {here}


@pytest.mark.parametrize("library", KEPT)
def test_a_library_is_known_to_one_room_only(library: str) -> None:
    users = {
        path.relative_to(PACKAGE).as_posix()
        for path in MODULES
        if any(name.split(".")[0] == library for name in imports(path))
    }
    assert users, f"nobody imports {library}: take it off the list"
    assert all(user.startswith(KEPT[library]) for user in users), users


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_only_the_command_reads_arguments_and_environment(path: Path) -> None:
    if room(path) in ("cli", "warm"):
        return
    assert not attributes(path) & {"sys.argv", "os.environ", "os.getenv", "os.putenv"}


@pytest.mark.parametrize(
    "path", [*MODULES, *TESTS], ids=lambda p: p.relative_to(PACKAGE.parents[1]).as_posix()
)
def test_nobody_forks(path: Path) -> None:
    """A copy of a process that has threads, as Pango does, waits for ever for their locks."""
    forks = {"os.fork", "os.forkpty", "pty.fork", "multiprocessing", "concurrent.futures.process"}
    assert not forks & {*imports(path), *attributes(path)}


def test_a_kind_knows_no_file_format() -> None:
    for path in (PACKAGE / "kinds").glob("*.py"):
        words = path.read_text("utf-8").lower()
        assert "docx" not in words
        assert "pdf" not in words
