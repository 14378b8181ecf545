"""The font files of the templates, through their gate."""

from __future__ import annotations

import io
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import msgspec
from fontTools.ttLib import TTFont

from diptych import inputs
from diptych.errors import DiptychError, Phrase, phrase

MAX_BYTES = 30_000_000

_BEGINNINGS = (b"\x00\x01\x00\x00", b"true", b"OTTO")
# The bit of OS/2.fsType that forbids embedding (OpenType specification, «fsType»).
_RESTRICTED = 0x0002
# The name that states the version (OpenType specification, «name»).
_VERSION = 5


class Face(msgspec.Struct, frozen=True):
    """One font: what it says of itself, and the characters it has."""

    file: Path
    family: str
    style: str
    version: str
    characters: frozenset[str]


@cache
def faces(folder: Path) -> tuple[Face, ...]:
    """The fonts in ``folder``, in the order of their files.

    Raises :class:`~diptych.errors.DiptychError` for a file that is no font, is larger than
    30 MB or may not be embedded.
    """
    return tuple(_face(file) for file in sorted(folder.glob("*.ttf")))


def families(folder: Path) -> Mapping[str, frozenset[str]]:
    """For each family of the fonts in ``folder`` the characters that all its styles have.

    Raises as :func:`faces`.
    """
    characters: dict[str, frozenset[str]] = {}
    for face in faces(folder):
        characters[face.family] = characters.get(face.family, face.characters) & face.characters
    return characters


def _face(file: Path) -> Face:
    if file.is_symlink() or not file.is_file():
        raise _refused(file, phrase("is a link or no file"))
    if file.stat().st_size > MAX_BYTES:
        raise _refused(file, phrase("is larger than {limit} MB", limit=MAX_BYTES // 1_000_000))
    data = inputs.read_lasting(file)
    if data[:4] not in _BEGINNINGS:
        raise _refused(file, phrase("is no TrueType or OpenType font"))
    try:
        with TTFont(io.BytesIO(data), lazy=True) as font:
            if font["OS/2"].fsType & _RESTRICTED:
                raise _refused(file, phrase("has a licence that forbids embedding it"))
            name = font["name"]
            return Face(
                file,
                name.getBestFamilyName() or "",
                (name.getBestSubFamilyName() or "").replace(" ", ""),
                name.getDebugName(_VERSION) or "",
                frozenset(map(chr, font.getBestCmap() or ())),
            )
    except DiptychError:
        raise
    except Exception as error:  # fontTools fails in many ways on data that was made to
        raise _refused(file, phrase("is a broken font")) from error


def _refused(file: Path, what: Phrase) -> DiptychError:
    here = Path.cwd()
    file = file.relative_to(here) if file.is_relative_to(here) else file
    return DiptychError(
        phrase("{file} {what}: restore it, or put another font there", file=file, what=what)
    )
