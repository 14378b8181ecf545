"""The code of this package as it was when this process began.

Python reads each module when it is first needed. What it read then cannot be looked at later.
But a file whose number, size and times have not changed since this process began is what was read.
The time of the last change (``ctime``) cannot be set back, so an edit that was undone shows.
Imported before all other modules of the package.
"""

from __future__ import annotations

import os
import re
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

#: The folder of the package that this process runs.
PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = PACKAGE.parents[1] / "templates"
#: The templates that come with it: those of its checkout, or as they were installed with it.
TEMPLATES = (
    _CHECKOUT
    if _CHECKOUT.is_dir()
    else Path(sysconfig.get_path("data"), "share", "diptych", "templates")
)

_IMPORT = re.compile(
    r"^[ ]*(?:from[ ]+(diptych[.\w]*)[ ]+import[ ]+(\([^)]*\)|[^\n]*)|import[ ]+(diptych[.\w]*))",
    re.M,
)
_NAME = re.compile(r"\w+")

_State = tuple[int, int, int, int]


def changed() -> Path | None:
    """A module that may not have been loaded as its file now is, if there is one.

    A module that was found unchanged once is loaded for good: its file does not matter any more.
    """
    for name, module in list(sys.modules.items()):
        origin = getattr(module, "__file__", None)
        if name in _sound or not origin or not name.startswith("diptych."):
            continue
        path = os.path.realpath(origin)
        if path.startswith(f"{PACKAGE}{os.sep}") and _state(path) != _at_start.get(path):
            return Path(path)
        _sound.add(name)
    return None


def imported(*names: str, without: Iterable[str] = ()) -> frozenset[Path]:
    """The files of the modules ``names`` and of all modules of the package that they import.

    An import counts wherever it stands, also within a function. An import by a computed name
    does not: give that module in ``names``. The modules ``without`` are left out, with what
    only they import. Raises :class:`ModuleNotFoundError` for a name that is no module.
    """
    files: dict[str, Path] = {}
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name in files or name in without:
            continue
        if (path := file(name)) is None:
            raise ModuleNotFoundError(name)
        files[name] = path
        waiting += _imports(path)
        waiting += [above] if (above := name.rpartition(".")[0]) else []
    return frozenset(files.values())


@cache
def _imports(path: Path) -> tuple[str, ...]:
    """The modules of the package that the module at ``path`` imports."""
    modules = []
    for package, names, whole in _IMPORT.findall(path.read_text("utf-8")):
        modules.append(package or whole)
        submodules = (f"{package}.{name}" for name in _NAME.findall(names))
        modules += [name for name in submodules if package and file(name) is not None]
    return tuple(modules)


@cache
def file(name: str) -> Path | None:
    """The file of the module ``name`` of the package, if there is one."""
    path = PACKAGE.parent.joinpath(*name.split("."))
    files = (path / "__init__.py", path.with_suffix(".py"))
    return next((each for each in files if each.is_file()), None)


def _files(folder: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir() and entry.name != "__pycache__":
                yield from _files(entry.path)
            elif entry.name.endswith(".py"):
                yield entry.path


def _state(path: str) -> _State | None:
    try:
        status = os.stat(path)
    except OSError:
        return None
    return status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns


_at_start = {path: _state(path) for path in _files(str(PACKAGE))}
_sound: set[str] = set()
