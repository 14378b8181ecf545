"""What is read while something is made: every file in one state, or the making fails.

Whoever makes something opens a scope (:func:`steady`). A file that is read again inside it and has
changed raises :class:`Changed`; so does a file that appears or disappears. So what is computed
from the states of the files, such as a fingerprint, holds for all that was read, although nothing
of it is kept.

Content is looked at anew by each job. What a process remembers by path (templates, labels,
languages) is read with :func:`read_lasting`, and its state counts as long as the process lasts:
where something is made as it was planned, it must not change either.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from diptych.errors import ContentError, DiptychError, Position, Problem, phrase

MISSING = "missing"

_MIXED = "mixed"

_COPY = phrase("copy the words into a file of plain text, saved as UTF-8")
_RESAVE = phrase("save the file as UTF-8")
# How files begin that people take for texts.
_NO_TEXTS = (
    (b"PK\x03\x04", phrase("this is a document of Word, or another archive, and no text"), _COPY),
    (b"\xd0\xcf\x11\xe0", phrase("this is a document of Word, and no text"), _COPY),
    (b"{\\rtf", phrase("this is a document of Word, and no text"), _COPY),
    (b"%PDF", phrase("this is a PDF file, and no text"), _COPY),
    (b"\xff\xfe", phrase("this text is in UTF-16, which Notepad calls Unicode"), _RESAVE),
    (b"\xfe\xff", phrase("this text is in UTF-16, which Notepad calls Unicode"), _RESAVE),
)


class Changed(DiptychError):
    """What was read has changed while something was made of it."""

    def __init__(self, name: str) -> None:
        super().__init__(
            phrase(
                "«{name}» has changed during the build: nothing was made of it; run «snakemake» "
                "again",
                name=name,
            )
        )


_lasting: dict[str, str] = {}
_job: dict[str, str] | None = None
_planned = False


@contextmanager
def steady(*, planned: bool = False) -> Iterator[None]:
    """The scope of a job: raises :class:`Changed` if content that is read inside changes.

    If ``planned``, also if a file does that this process remembers.
    """
    global _job, _planned
    outer, _job, _planned = (_job, _planned), {}, planned
    try:
        yield
    finally:
        _job, _planned = outer


def read(path: Path) -> bytes:
    """The bytes of the file of content at ``path``.

    Raises :class:`OSError` if there is no regular file, and :class:`Changed`.
    """
    return _read(path, _job)


def read_lasting(path: Path) -> bytes:
    """The bytes of a file that this process remembers by its path; raises as :func:`read`."""
    return _read(path, _lasting)


def read_template(path: Path) -> str:
    """The text of a template, which this process remembers by its path.

    Raises :class:`~diptych.errors.ContentError` if it is not there, is a link or is not UTF-8, and
    :class:`Changed`.
    """
    name = path.as_posix()
    remedy = phrase("put the file there")
    try:
        if not path.is_symlink():
            return decoded(read_lasting(path), name)
        what = phrase("this is a link to another place, which is not followed")
        remedy = phrase("put the file itself there")
    except PermissionError as error:
        what = phrase("this file cannot be read: {reason}", reason=str(error.strerror).lower())
    except OSError:
        what = phrase("the templates have no file «{name}»", name=path.name)
    raise ContentError([Problem(Position(name), what, remedy)])


def decoded(data: bytes, name: str) -> str:
    """The text of a file, with ``\\n`` at line ends; raises :class:`~diptych.errors.ContentError`.

    A byte order mark does not count.
    """
    data = data.removeprefix(b"\xef\xbb\xbf")
    for begin, what, remedy in _NO_TEXTS:
        if data.startswith(begin):
            raise ContentError([Problem(Position(name), what, remedy)])
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        before = data[: error.start]
        place = Position(name, before.count(b"\n") + 1, error.start - before.rfind(b"\n"))
        what = phrase("byte 0x{byte} is not UTF-8", byte=f"{data[error.start]:02X}")
        raise ContentError([Problem(place, what, phrase("save the file as UTF-8"))]) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def digest(path: Path) -> str:
    """The SHA-256 of the file of content at ``path``, or :data:`MISSING`."""
    return _digest(path, _job)


def digest_lasting(path: Path) -> str:
    """The SHA-256 of a file that this process remembers by its path, or :data:`MISSING`."""
    return _digest(path, _lasting)


def listed(folder: Path, names: Iterable[str]) -> None:
    """Note that ``names`` were found in ``folder``; raises :class:`Changed` if others were."""
    _note(_job, f"{os.path.abspath(folder)}{os.sep}", "\n".join(sorted(names)), folder)


def missing(path: Path) -> None:
    """Note that there is no file at ``path``; raises :class:`Changed` if there was one."""
    _note(_job, os.path.abspath(path), MISSING, path)


def _read(path: Path, states: dict[str, str] | None) -> bytes:
    key = os.path.abspath(path)
    try:
        data = _bytes(path)
    except FileNotFoundError:
        _note(states, key, MISSING, path)
        raise
    if states is not None:
        _note(states, key, hashlib.sha256(data).hexdigest(), path)
    return data


def _bytes(path: Path) -> bytes:
    """The content of a regular file; a pipe or a device is opened without waiting, and refused."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    with open(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise IsADirectoryError(f"{path} is no file")
        return file.read()


def _digest(path: Path, states: dict[str, str] | None) -> str:
    known = states.get(os.path.abspath(path)) if states is not None else None
    if known is not None:
        return known
    if not os.path.isfile(path):
        _note(states, os.path.abspath(path), MISSING, path)
        return MISSING
    try:
        return hashlib.sha256(_read(path, states)).hexdigest()
    except FileNotFoundError:
        return MISSING


def _note(states: dict[str, str] | None, key: str, state: str, path: Path) -> None:
    if states is not None and states.setdefault(key, state) != state:
        states[key] = _MIXED  # equal to no state that was planned
        if states is not _lasting or _planned:
            raise Changed(path.as_posix())
