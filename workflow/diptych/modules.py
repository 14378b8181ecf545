"""The code of this package as it was when this process began.

Python reads each module when it is first needed. What it read then is not to be had any more;
but a file that has kept its number, size and times since this process began is what was read.
The time of the last change (``ctime``) cannot be set back, so an edit that was undone shows.
Imported before all other modules of the package.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

#: The folder of the package that this process runs.
PACKAGE = Path(__file__).resolve().parent

_State = tuple[int, int, int, int]


def changed() -> Path | None:
    """A module that may not have been loaded as its file now is, if there is one.

    A module that was found unchanged once is loaded for good: its file does not matter any more.
    """
    for name, module in list(sys.modules.items()):
        file = getattr(module, "__file__", None)
        if name in _sound or not file or not name.startswith("diptych."):
            continue
        path = os.path.realpath(file)
        if path.startswith(f"{PACKAGE}{os.sep}") and _state(path) != _at_start.get(path):
            return Path(path)
        _sound.add(name)
    return None


def _files(folder: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir() and entry.name != "__pycache__":
                yield from _files(entry.path)
            elif entry.name.endswith(".py"):
                yield entry.path


def _state(path: str) -> _State | None:
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


_at_start = {path: _state(path) for path in _files(str(PACKAGE))}
_sound: set[str] = set()
