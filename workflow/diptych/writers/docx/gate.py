"""What a Word template may hold: styles and settings, nothing that runs or leads outside."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import Final
from zipfile import ZipFile, ZipInfo

from diptych import inputs
from diptych.errors import Phrase, phrase
from diptych.writers.docx import parts
from diptych.writers.docx.xml import Element

MAX_BYTES: Final = 10_000_000
MAX_PARTS: Final = 500
MAX_EXPANDED: Final = 60_000_000  # bytes

_TYPES: Final = "[Content_Types].xml"
_ACTIVE: Final = re.compile(
    r"vbaProject|vbaData|activeX|embeddings/|oleObject|customUI|afchunk", re.I
)
_MACROS: Final = re.compile(r"macroEnabled|vbaProject", re.I)
_XML: Final = re.compile(r".*\.(?:xml|rels|vml)", re.I)
# What is no XML and may be there: pictures, fonts.
_INERT: Final = re.compile(
    r"image/[a-z.-]+|font/[a-z.-]+|application/(?:x-font.*|.*\.obfuscatedFont)", re.I
)
_ENCRYPTED: Final = 0x1


def fault(path: Path) -> Phrase | None:
    """Why the file at ``path`` cannot be a template, or ``None``; it is read, not opened.

    Raises :class:`~diptych.inputs.Changed` if it has changed since it was read before.
    """
    if path.is_symlink():
        return phrase("is a link to another place")
    if not path.is_file():
        return phrase("is not there")
    if path.stat().st_size > MAX_BYTES:
        return phrase("is larger than {limit} MB", limit=MAX_BYTES // 1_000_000)
    try:
        with ZipFile(io.BytesIO(inputs.read_lasting(path))) as package:
            return _package(package)
    except inputs.Changed:
        raise
    except Exception:  # zipfile, zlib, lzma and struct have errors of their own
        return phrase("is not a Word document")


def _package(package: ZipFile) -> Phrase | None:
    members = package.infolist()
    wrong = _form(members)
    if wrong is not None:
        return wrong
    if _TYPES not in package.namelist():
        return phrase("is not a Word document")
    root, wrong = parts.judged(_TYPES, "", package.read(_TYPES))
    if root is None or wrong is not None:
        return wrong
    if any(_MACROS.search(kind.get("ContentType", "")) for kind in root.iter("*")):
        return phrase("is a document with macros")
    media = _media(root, package.namelist())
    faults = (_part(package, member, media[member.filename]) for member in members)
    return next(filter(None, faults), None)


def _form(members: list[ZipInfo]) -> Phrase | None:
    """What is wrong with the names and sizes of the parts."""
    if len(members) > MAX_PARTS:
        return phrase("has more than {limit} parts", limit=MAX_PARTS)
    if sum(member.file_size for member in members) > MAX_EXPANDED:
        return phrase("expands to more than {limit} MB", limit=MAX_EXPANDED // 1_000_000)
    if len({member.filename.lower() for member in members}) < len(members):
        return phrase("has two parts of one name")
    for member in members:
        name = member.filename
        shown = "".join(char if char.isprintable() else "\ufffd" for char in name)
        if ".." in PurePosixPath(name).parts or name.startswith("/") or "\\" in name:
            return phrase("has a part «{name}» outside itself", name=shown)
        if shown != name or "%" in name:  # names are compared as they stand
            return phrase("has a part «{name}» with a sign that no name needs", name=shown)
        if member.flag_bits & _ENCRYPTED:
            return phrase("is encrypted")
        if _ACTIVE.search(name):
            return phrase("holds something that runs: «{name}»", name=name)
    return None


def _media(types: Element, names: Iterable[str]) -> dict[str, str]:
    """Which media type the parts ``names`` have, as ``types`` says."""
    known = [*types.iterchildren("*")]
    by_name = {kind.get("PartName", "").lower(): kind.get("ContentType", "") for kind in known}
    by_end = {kind.get("Extension", "").lower(): kind.get("ContentType", "") for kind in known}
    return {
        name: by_name.get(f"/{name}".lower(), by_end.get(name.rpartition(".")[2].lower(), ""))
        for name in names
    }


def _part(package: ZipFile, member: ZipInfo, kind: str) -> Phrase | None:
    name = member.filename
    if member.is_dir():
        return phrase("expands to more than it says") if member.file_size else None
    with package.open(member) as part:
        data = part.read(MAX_EXPANDED + 1)
    if len(data) > member.file_size:
        return phrase("expands to more than it says")
    if name == _TYPES:
        return None
    if not kind:
        return phrase("has a part «{name}» of which {types} says nothing", name=name, types=_TYPES)
    if _XML.fullmatch(name) or kind.lower().endswith(("+xml", "/xml")):
        return parts.judged(name, kind, data)[1]
    if not _INERT.fullmatch(kind):
        return phrase("has a part «{name}» that is no picture, font or XML", name=name)
    return None
