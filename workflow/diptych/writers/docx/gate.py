"""What a Word template may hold: styles and settings, nothing that runs or leads outside."""

from __future__ import annotations

import io
import re
from pathlib import Path, PurePosixPath
from typing import Final
from zipfile import BadZipFile, ZipFile

from diptych import inputs
from diptych.errors import Phrase, phrase

MAX_BYTES: Final = 10_000_000
MAX_PARTS: Final = 500
MAX_EXPANDED: Final = 60_000_000

_ACTIVE: Final = re.compile(
    r"vbaProject|vbaData|activeX|embeddings/|oleObject|customUI|afchunk", re.I
)
_MACROS: Final = re.compile(rb"macroEnabled|vbaProject", re.I)
_EXTERNAL: Final = re.compile(rb"TargetMode\s*=\s*[\"']External", re.I)
_ENTITIES: Final = re.compile(rb"<!DOCTYPE|<!ENTITY", re.I)
_ENCRYPTED: Final = 0x1


def fault(path: Path) -> Phrase | None:
    """Why the file at ``path`` cannot be a template, or ``None``; it is read, not opened."""
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
    except (BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError):
        return phrase("is not a Word document")
    except Exception:  # zlib, lzma and struct have errors of their own
        return phrase("is not a Word document")


def _package(package: ZipFile) -> Phrase | None:
    members = package.infolist()
    if len(members) > MAX_PARTS:
        return phrase("has more than {limit} parts", limit=MAX_PARTS)
    if sum(member.file_size for member in members) > MAX_EXPANDED:
        return phrase("expands to more than {limit} MB", limit=MAX_EXPANDED // 1_000_000)
    if len({member.filename.lower() for member in members}) < len(members):
        return phrase("has two parts of one name")
    for member in members:
        name = member.filename
        if ".." in PurePosixPath(name).parts or name.startswith("/") or "\\" in name:
            return phrase("has a part «{name}» outside itself", name=name)
        if member.flag_bits & _ENCRYPTED:
            return phrase("is encrypted")
        if _ACTIVE.search(name):
            return phrase("holds something that runs: «{name}»", name=name)
        if name.endswith((".xml", ".rels")):
            with package.open(member) as part:
                data = part.read(MAX_EXPANDED + 1)
            if len(data) > member.file_size:
                return phrase("expands to more than it says")
            if _ENTITIES.search(data):
                return phrase("declares entities in «{name}»", name=name)
            if name == "[Content_Types].xml" and _MACROS.search(data):
                return phrase("is a document with macros")
            if name.endswith(".rels") and _EXTERNAL.search(data):
                return phrase("leads to something outside itself in «{name}»", name=name)
    return None
