"""Whether files are what they were when they were listed, for whoever received them."""

from __future__ import annotations

import hashlib
import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Protocol

import msgspec

from diptych.errors import DiptychError, Position, Problem, phrase
from diptych.publish import manifest as manifests
from diptych.publish.manifest import Manifest
from diptych.publish.names import MANIFEST, ON_DEMAND, SIGNATURE, SUMS

_LINE = re.compile(r"(?P<digest>[0-9a-f]{64})  (?P<name>[^\n]+)")
_UNLISTED = frozenset({SUMS, SIGNATURE, "README.md"})
# A bundle is no larger than what a mail program or a person would open.
_LARGEST = 2_000_000_000


class Files(Protocol):
    """Files by name, in a folder or in a ZIP file."""

    label: str

    def names(self) -> list[str]:
        """The names of all files, in order."""

    def read(self, name: str) -> bytes:
        """The bytes of one; raises :class:`KeyError` where there is none."""


class Folder:
    """The files below a folder, without those that are hidden or made on demand."""

    def __init__(self, root: Path) -> None:
        self.label = root.as_posix()
        self._root = root

    def names(self) -> list[str]:
        """The names of all files, in order."""
        found = (path for path in self._root.rglob("*") if path.is_file() or path.is_symlink())
        relative = (path.relative_to(self._root) for path in found)
        return sorted(
            path.as_posix()
            for path in relative
            if not any(part.startswith(".") for part in path.parts)
            and path.parts[0] not in ON_DEMAND
        )

    def read(self, name: str) -> bytes:
        """The bytes of one; raises :class:`KeyError` where there is none."""
        path = self._root / name
        if path.is_symlink() or not path.is_file():
            raise KeyError(name)
        return path.read_bytes()


class Archive:
    """The files in a ZIP file; raises :class:`~diptych.errors.DiptychError` for what is none."""

    def __init__(self, path: Path) -> None:
        self.label = path.as_posix()
        try:
            self._zip = zipfile.ZipFile(path)
        except (OSError, zipfile.BadZipFile) as error:
            raise DiptychError(phrase("{path} is no ZIP file", path=path.as_posix())) from error
        if sum(info.file_size for info in self._zip.infolist()) > _LARGEST:
            raise DiptychError(phrase("{path} is too large to be a bundle", path=path.as_posix()))

    def names(self) -> list[str]:
        """The names of all files, in order; one that stands twice is named twice."""
        return sorted(info.filename for info in self._zip.infolist() if not info.is_dir())

    def read(self, name: str) -> bytes:
        """The bytes of one; raises :class:`KeyError` where there is none, or where it is broken."""
        try:
            return self._zip.read(name)
        except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError) as error:
            raise KeyError(name) from error
        except Exception as error:  # zlib has errors of its own
            raise KeyError(name) from error


def opened(path: Path) -> Files:
    """What lies at ``path``, a folder or a ZIP file.

    Raises :class:`~diptych.errors.DiptychError` if it is neither.
    """
    return Folder(path) if path.is_dir() else Archive(path)


def problems(files: Files) -> Iterator[Problem]:
    """Everything about ``files`` that is not as listed: altered, swapped, missing, extra."""
    try:
        listed = _sums(files.read(SUMS).decode())
    except (KeyError, UnicodeDecodeError):
        yield _problem(files, SUMS, phrase("there is no list of files"))
        return
    there = files.names()
    contents = {name: _digest(files, name) for name in there}
    by_digest: dict[str, str] = {digest: name for name, digest in listed.items()}
    for name, digest in listed.items():
        found = contents.get(name)
        if name not in contents:
            yield _problem(files, name, phrase("this file is missing"))
        elif found is None:
            yield _problem(files, name, phrase("this file cannot be read"))
        elif found != digest:
            other = by_digest.get(found)
            if other is None:
                yield _problem(files, name, phrase("this file has been altered"))
            else:
                yield _problem(files, name, phrase("this is the file «{other}»", other=other))
    for name in sorted(set(there) - set(listed) - _UNLISTED):
        yield _problem(files, name, phrase("this file is not listed"))
    for name in sorted({each for each in there if there.count(each) > 1}):
        yield _problem(files, name, phrase("there are two files of this name"))
    yield from _disagreements(files, listed)


def _disagreements(files: Files, listed: Mapping[str, str]) -> Iterator[Problem]:
    """Where the manifest and the list of sums say different things."""
    try:
        stated = manifests.decoded(files.read(MANIFEST))
    except KeyError:
        if MANIFEST not in listed:
            yield _problem(files, MANIFEST, phrase("this file is missing"))
        return
    except msgspec.DecodeError:
        yield _problem(files, MANIFEST, phrase("this is no manifest"))
        return
    for file in stated.files:
        if listed.get(file.path) != file.sha256:
            yield _problem(
                files, file.path, phrase("{one} and {other} differ", one=MANIFEST, other=SUMS)
            )


def manifest(files: Files) -> Manifest | None:
    """The manifest among ``files``, if there is one that can be read."""
    try:
        return manifests.decoded(files.read(MANIFEST))
    except (KeyError, msgspec.DecodeError):
        return None


def _sums(text: str) -> dict[str, str]:
    found = (_LINE.fullmatch(line) for line in text.splitlines())
    return {line["name"]: line["digest"] for line in found if line}


def _digest(files: Files, name: str) -> str | None:
    try:
        return hashlib.sha256(files.read(name)).hexdigest()
    except KeyError:
        return None


def _problem(files: Files, name: str, what: str) -> Problem:
    return Problem(
        Position(f"{files.label}/{name}"),
        what,
        phrase("ask whoever sent it for the file again"),
    )
