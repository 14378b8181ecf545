"""The laws of the house: who may import whom, and who may touch the outside."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import rooms
from diptych import tree

# Each module is parsed once, by one worker.
pytestmark = pytest.mark.xdist_group("laws")

PACKAGE = Path(__file__).parents[1] / "workflow" / "diptych"
MODULES = sorted(PACKAGE.rglob("*.py"))
TESTS = sorted(Path(__file__).parent.rglob("*.py"))

GROUND = {
    *("clock", "content_security", "errors", "files"),
    *("inputs", "modules", "patches", "plugins"),
}
NOUNS = {"values", "tree", "model", "editions"}
STAGES = {"reader", "prose", "compose", "kinds", "bitext", "writers"}

#: The rooms from below, and which others each may import. No stage imports another, but that
#: kinds are made of what lies in ``compose``; the conductor, ``pipeline``, imports all.
ROOMS = {
    "errors": set(),
    "clock": set(),
    "content_security": set(),
    "modules": set(),
    "plugins": set(),
    "files": {"errors"},
    "inputs": {"errors"},
    "patches": {"errors"},
    "values": {"errors"},
    "tree": {"errors"},
    "editions": {"errors"},
    "model": {"errors", "tree", "values"},
    "gate": {"errors", "inputs", "patches", "tree"},
    "language": {"errors", "inputs", "patches", "plugins", "values"},
    "reader": {"errors", "inputs", "gate"} | NOUNS,
    "prose": {"errors", "gate", "model", "tree"},
    "compose": {"errors", "language", "model", "tree", "values"},
    "kinds": {"compose", "errors", "language", "model", "plugins", "tree", "values"},
    "bitext": {"errors", "language", "layout", "model", "tree"},
    "layout": {"errors", "inputs", "language", "tree"},
    "writers": {"errors", "language", "layout", "tree"}
    | {"content_security", "inputs", "patches", "plugins"},
    "plan": {"gate", "language", "reader"} | (GROUND - {"clock"}) | NOUNS,
    "publish": {"gate", "language", "plan", "reader"} | GROUND | NOUNS,
    "jobs": {"editions", "model", "plan", "publish", "reader"},
    "pipeline": {"gate", "language", "layout", "plan", "publish"} | GROUND | NOUNS | STAGES,
    "preview": {"errors", "inputs", "language", "pipeline", "plan", "reader"},
    "cli": {"language", "pipeline", "preview", "plan", "publish", "reader"} | GROUND | NOUNS,
    "warm": {"cli"},
}

#: Libraries that one room keeps to itself.
KEPT = {
    "argparse": ["cli"],
    "babel": ["language"],
    "docx": ["writers/docx"],
    "fontTools": ["layout"],
    "hunspell": ["language"],
    "icalendar": ["publish/site"],
    "jinja2": ["publish/site"],
    "jsonschema": ["reader"],
    "lxml": ["gate", "reader/termbase", "writers/docx"],
    "markdown_it": ["prose"],
    "markupsafe": ["publish/site"],
    "mdit_py_plugins": ["prose"],
    "PIL": ["gate"],
    "psutil": ["cli", "warm"],
    "pydyf": ["writers/pdf"],
    "pymorphy3": ["language"],
    "pyhanko": ["publish"],
    "pyphen": ["language"],
    "pypdfium2": ["preview", "publish/site"],
    "pytrovich": ["language"],
    "starlette": ["preview"],
    "uvicorn": ["preview"],
    "watchfiles": ["preview"],
    "weasyprint": ["writers/pdf"],
    "xlsxwriter": ["publish/site"],
    "yaml": ["reader"],
}


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """All nodes of a module, which many laws look at."""
    return tuple(ast.walk(ast.parse(path.read_text("utf-8"))))


@cache
def imports(path: Path) -> frozenset[str]:
    names: set[str] = set()
    for node in nodes(path):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: import by full name"
            names |= {node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)}
    return frozenset(names)


@cache
def attributes(path: Path) -> frozenset[str]:
    """What a module names of others, such as ``os.environ``."""
    return frozenset(
        f"{node.value.id}.{node.attr}"
        for node in nodes(path)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
    )


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_a_room_imports_only_what_lies_below_it(path: Path) -> None:
    here = room(path)
    ours = {name.split(".")[1] for name in imports(path) if name.startswith("diptych.")}
    assert ours <= ROOMS.get(here, set()) | {here}


def test_every_room_has_its_law_and_every_law_a_room() -> None:
    assert {room(path) for path in MODULES} - {"__init__"} == ROOMS.keys()


@pytest.mark.parametrize("library", KEPT)
def test_a_library_is_known_to_one_room_only(library: str) -> None:
    users = {
        path.relative_to(PACKAGE).as_posix()
        for path in MODULES
        if any(name.split(".")[0] == library for name in imports(path))
    }
    rooms = KEPT[library]
    assert all(any(user.startswith(place) for user in users) for place in rooms), "an idle law"
    assert all(user.startswith(tuple(rooms)) for user in users), users


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


NODES = {each.__name__ for each in (*tree.AnyBlock.__args__, *tree.AnyInline.__args__, tree.Span)}


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_a_match_over_nodes_ends_in_an_error_for_those_it_does_not_know(path: Path) -> None:
    """Otherwise a node of a new type would be left out without a word."""
    for match in nodes(path):
        if isinstance(match, ast.Match) and NODES & set(classes(match)):
            last = match.cases[-1]
            place = f"{path}:{match.lineno}"
            assert isinstance(last.pattern, ast.MatchAs), f"{place}: end in «case _:»"
            assert last.pattern.pattern is None, f"{place}: end in «case _:»"
            (end,) = last.body
            said = ast.unparse(end)
            assert said.startswith(("assert_never(", "raise ")), f"{place}: {said}"


def classes(match: ast.Match) -> Iterator[str]:
    """The names of the classes that the cases of ``match`` are about."""
    for case in match.cases:
        for pattern in ast.walk(case.pattern):
            if isinstance(pattern, ast.MatchClass):
                yield ast.unparse(pattern.cls).rpartition(".")[2]


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_only_patches_replace_what_belongs_to_others(path: Path) -> None:
    """Nothing of a test, and nothing that another room or library is made of, is set elsewhere."""
    assert "unittest" not in {name.split(".")[0] for name in imports(path)}
    if room(path) == "patches":
        return
    everything = nodes(path)
    imported = {
        (alias.asname or alias.name).split(".")[0]
        for node in everything
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    set_here = {
        ast.unparse(node)
        for node in everything
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store | ast.Del)
    }
    calls = {ast.unparse(node.func) for node in everything if isinstance(node, ast.Call)}
    set_here -= {"sys.unraisablehook"}  # which Python has for programs to set
    assert not {name for name in set_here if name.split(".")[0] in imported and "(" not in name}
    assert not calls & {"setattr", "delattr"}


def test_a_kind_knows_no_file_format() -> None:
    for path in (PACKAGE / "kinds").glob("*.py"):
        words = path.read_text("utf-8").lower()
        assert "docx" not in words
        assert "pdf" not in words


def test_the_picture_of_the_rooms_is_of_today() -> None:
    assert rooms.PAGE.read_text("utf-8") == rooms.page(), "run make rooms"
