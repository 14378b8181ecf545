"""The templates of a project: its own, and those that come with the package for all the rest."""

from __future__ import annotations

from pathlib import Path

from diptych.errors import DiptychError, phrase
from diptych.files import replace
from diptych.modules import TEMPLATES

_WHOLE = ("assets", "docx", "html", "locale", "new", "pdf", "site")
# The marks of a body are its own.
_OTHERS = TEMPLATES / "assets" / "emblems"


def templates_of(own: Path) -> Path:
    """The folder of templates of the project whose own are in ``own``.

    A project without any has those of the package. One that has all of their folders has only its
    own; files of another are laid over those of the package, in ``.diptych/templates`` beside
    ``own``. Raises :class:`~diptych.errors.DiptychError` where the package has none.
    """
    if all((own / name).is_dir() for name in _WHOLE):
        return own
    if not TEMPLATES.is_dir():
        raise DiptychError(
            phrase("{folder}: the package is installed without its templates", folder=TEMPLATES)
        )
    if not own.is_dir():
        return TEMPLATES
    merged = own.parent / ".diptych" / "templates"
    shipped = {path.relative_to(TEMPLATES): path for path in _files(TEMPLATES)}
    wanted = {name: path for name, path in shipped.items() if _OTHERS not in path.parents}
    wanted |= {path.relative_to(own): path for path in _files(own)}
    for name, path in wanted.items():
        content, there = path.read_bytes(), merged / name
        if not there.is_file() or there.read_bytes() != content:
            there.parent.mkdir(parents=True, exist_ok=True)
            replace(there, content)
    for path in _files(merged):
        if path.relative_to(merged) not in wanted:
            path.unlink()
    return merged


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and path.name[0] != "."]
