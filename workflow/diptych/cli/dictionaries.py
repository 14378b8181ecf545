"""Where this machine keeps the dictionaries of Hunspell."""

from __future__ import annotations

import os
from pathlib import Path

# Hunspell of Debian and others, and LibreOffice.
_FOLDERS = ("usr/share/hunspell", "usr/share/myspell/dicts", "usr/share/myspell")
_OFFICE = ("usr/lib/libreoffice/share/extensions", "opt/libreoffice*/share/extensions")


def dictionary_folders() -> tuple[Path, ...]:
    """The folders that there are: those that DICPATH names first."""
    named = [Path(each) for each in os.environ.get("DICPATH", "").split(os.pathsep) if each]
    root = Path("/")
    office = [each for pattern in _OFFICE for each in sorted(root.glob(f"{pattern}/dict-*"))]
    folders = [*named, *(root / each for each in _FOLDERS), *office]
    return tuple(folder for folder in dict.fromkeys(folders) if folder.is_dir())
