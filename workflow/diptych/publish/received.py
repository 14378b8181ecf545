"""Files as somebody received them: a folder or a ZIP file, opened within limits.

Nothing here trusts a name, a size or a kind that the sender chose. Only regular files are
opened, and read in pieces.
"""

from __future__ import annotations

import hashlib
import os
import stat
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import BinaryIO, Literal, Protocol, cast

import msgspec

from diptych.errors import DiptychError, Phrase, phrase
from diptych.publish import paths

#: The limits of a bundle: members, bytes of its table of contents, bytes unpacked, and how
#: many times as large as the ZIP file what it holds may be.
MEMBERS = 10_000
DIRECTORY = 4_000_000
UNPACKED = 2_000_000_000
RATIO = 50
# Below this many bytes no ratio is too much.
_SMALL = 16_000_000
_PIECE = 1 << 20  # bytes read at once
# A pipe would never end, a link leads elsewhere. Windows has neither of these.
_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_BINARY", 0)
)
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# Flags of a member that is encrypted or a patch.
_ENCRYPTED = 0x1 | 0x20 | 0x40
# How many bytes nothing at all takes when it is packed.
_NOTHING_PACKED = 2
_END, _LOCATOR64 = b"PK\5\6", b"PK\6\7"
_END_SIZE, _COMMENT, _LOCATOR_SIZE = 22, 1 << 16, 20  # bytes
_BROKEN = (
    OSError,
    ValueError,
    EOFError,
    RuntimeError,
    NotImplementedError,
    struct.error,
    zlib.error,
    zipfile.BadZipFile,
)

Kind = Literal["file", "folder", "other"]


class Unreadable(DiptychError):
    """A file that cannot be read, for whatever reason."""


class Entry(msgspec.Struct, frozen=True):
    """Something that lies in what was received; ``fault`` says why it may not be opened."""

    name: str
    kind: Kind
    size: int
    fault: Phrase | None = None


class Files(Protocol):
    """What was received; ``label`` is what it is called in messages."""

    label: str

    def entries(self) -> Sequence[Entry]:
        """Everything that is there, hidden or not, in order."""

    def reading(self, name: str) -> AbstractContextManager[BinaryIO]:
        """A context: the file ``name`` as a stream that can be read from anywhere.

        Raises :class:`Unreadable` where it is none of the entries that may be opened, or broken.
        """


@contextmanager
def regular(path: Path, *, follow: bool = False) -> Iterator[BinaryIO]:
    """The regular file at ``path``; with ``follow``, a link to one will do.

    Raises :class:`OSError` where there is none.
    """
    descriptor = os.open(path, _FLAGS & ~getattr(os, "O_NOFOLLOW", 0) if follow else _FLAGS)
    with open(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(f"{path} is no regular file")
        yield file


class Folder:
    """What lies below a folder."""

    def __init__(self, root: Path) -> None:
        self.label = root.as_posix()
        self._root = root
        self._entries = {entry.name: entry for entry in self._walked()}

    def entries(self) -> Sequence[Entry]:
        """Everything that is there, hidden or not, in order."""
        return sorted(self._entries.values(), key=lambda entry: entry.name)

    def _walked(self) -> Iterator[Entry]:
        waiting = [""]
        while waiting:
            folder = waiting.pop()
            try:
                with os.scandir(self._root / folder) as scanned:
                    for each in scanned:
                        name = f"{folder}/{each.name}" if folder else each.name
                        entry = _entry(name, each)
                        if entry.kind == "folder" and not entry.fault:
                            waiting.append(name)
                        yield entry
            except OSError:
                yield Entry(folder, "folder", 0, phrase("this folder cannot be read"))

    @contextmanager
    def reading(self, name: str) -> Iterator[BinaryIO]:
        """A context: the file ``name`` as a seekable stream; raises :class:`Unreadable`."""
        entry = self._entries.get(name)
        if entry is None or entry.kind != "file" or entry.fault:
            raise Unreadable(phrase("there is no such file"))
        try:
            with regular(self._root / name) as file:
                yield file
        except OSError as error:
            raise Unreadable(phrase("this file cannot be read")) from error


def _entry(name: str, item: os.DirEntry[str]) -> Entry:
    wrong = paths.fault(name)
    try:
        status = item.stat(follow_symlinks=False)
    except OSError:
        return Entry(name, "other", 0, phrase("this file cannot be read"))
    if stat.S_ISDIR(status.st_mode):
        return Entry(name, "folder", 0, wrong)
    if stat.S_ISREG(status.st_mode):
        return Entry(name, "file", status.st_size, wrong)
    return Entry(name, "other", 0, wrong or _special(status.st_mode))


def _special(mode: int) -> Phrase:
    return (
        phrase("this is a link, not a file")
        if stat.S_ISLNK(mode)
        else phrase("this is no file: it is a pipe, a socket or a device")
    )


class Archive:
    """What a ZIP file holds, as a stream that can be read from anywhere or by its path.

    Raises :class:`~diptych.errors.DiptychError` for what is none, or larger than a bundle is.
    """

    def __init__(self, file: BinaryIO, label: str) -> None:
        self.label = label
        try:
            size = file.seek(0, os.SEEK_END)
            large = _directory(file, size) > DIRECTORY
            self._zip = None if large else zipfile.ZipFile(file)
        except _BROKEN as error:
            raise DiptychError(phrase("{path} is no ZIP file", path=label)) from error
        members = self._zip.infolist() if self._zip else []
        unpacked = sum(info.file_size for info in members)
        if (
            large
            or len(members) > MEMBERS
            or unpacked > UNPACKED
            or unpacked > max(_SMALL, RATIO * size)
        ):
            raise DiptychError(phrase("{path} is too large to be a bundle", path=label))
        self._entries = [_member(info) for info in members]
        self._sound = {
            entry.name: info
            for entry, info in zip(self._entries, members, strict=True)
            if entry.kind == "file" and not entry.fault
        }

    def entries(self) -> Sequence[Entry]:
        """Everything that is there, in order; what stands twice is named twice."""
        return sorted(self._entries, key=lambda entry: entry.name)

    @contextmanager
    def reading(self, name: str) -> Iterator[BinaryIO]:
        """A context: the file ``name`` as a seekable stream; raises :class:`Unreadable`."""
        info = self._sound.get(name)
        if info is None or self._zip is None:
            raise Unreadable(phrase("there is no such file"))
        with tempfile.SpooledTemporaryFile(_PIECE) as whole:
            try:
                with self._zip.open(info) as file:
                    while piece := file.read(_PIECE):
                        whole.write(piece)
                if whole.tell() != info.file_size:
                    raise EOFError
            except _BROKEN as error:
                raise Unreadable(phrase("this file cannot be read")) from error
            whole.seek(0)
            yield cast("BinaryIO", whole)


def _directory(file: BinaryIO, size: int) -> int:
    """How large a ZIP file says that its table of contents is, before anybody reads that.

    Raises :class:`ValueError` where none can be found, or one that only the largest files need.
    """
    start = max(0, size - _END_SIZE - _COMMENT - _LOCATOR_SIZE)
    file.seek(start)
    tail = file.read(size - start)
    at = len(tail) - _END_SIZE
    if at < 0 or tail[at : at + 4] != _END or tail[-2:] != b"\0\0":
        at = tail.rfind(_END)
    record = tail[at : at + _END_SIZE] if at >= 0 else b""
    if len(record) != _END_SIZE:
        raise ValueError("no end of a ZIP file")
    if tail[max(0, at - _LOCATOR_SIZE) :].startswith(_LOCATOR64):
        raise ValueError("more than four gigabytes")
    declared: int = struct.unpack("<4s4H2LH", record)[5]
    return declared


def _member(info: zipfile.ZipInfo) -> Entry:
    # A name that ends at a zero byte, or is given twice, is one thing here and another there.
    name = info.orig_filename
    mode = info.external_attr >> 16
    kind = stat.S_IFMT(mode)
    folder = name.endswith("/")
    wrong = paths.fault(name.removesuffix("/"))
    if wrong is None and info.filename != name:
        wrong = phrase("this name is written in two ways")
    elif wrong is None and kind not in (0, stat.S_IFDIR if folder else stat.S_IFREG):
        wrong = _special(mode) if kind != stat.S_IFDIR else phrase("this is a folder, not a file")
    elif wrong is None and folder and (info.file_size or info.compress_size > _NOTHING_PACKED):
        wrong = phrase("this is a folder that holds data as a file does")
    elif wrong is None and (info.flag_bits & _ENCRYPTED or info.compress_type not in _METHODS):
        wrong = phrase("this file is encrypted, or packed in an unusual way")
    return Entry(name.removesuffix("/"), "folder" if folder else "file", info.file_size, wrong)


@contextmanager
def opened(path: Path) -> Iterator[Files]:
    """A context: what lies at ``path``, a folder or a ZIP file.

    Raises :class:`~diptych.errors.DiptychError` if it is neither.
    """
    if path.is_dir():
        yield Folder(path)
        return
    try:
        with regular(path, follow=True) as file:
            yield Archive(file, path.as_posix())
    except OSError as error:
        raise DiptychError(phrase("{path} is no ZIP file", path=path.as_posix())) from error


def content(files: Files, name: str, largest: int) -> bytes:
    """The bytes of the file ``name``; raises :class:`Unreadable` also if they are too many."""
    data = bytearray()
    with files.reading(name) as file:
        # A read of so many bytes at once would make room for all of them.
        while piece := file.read(_PIECE):
            data += piece
            if len(data) > largest:
                raise Unreadable(phrase("this file is too large"))
    return bytes(data)


def digest(file: BinaryIO, size: int | None = None) -> str:
    """The SHA-256 of ``file``, or of its first ``size`` bytes."""
    file.seek(0)
    hashed = hashlib.sha256()
    remaining = size
    while piece := file.read(_PIECE if remaining is None else min(_PIECE, remaining)):
        hashed.update(piece)
        remaining = None if remaining is None else remaining - len(piece)
    return hashed.hexdigest()
