"""What a document leaves behind of itself when it is written, for whoever lists documents."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal

import msgspec

from diptych.errors import Position, Problem, phrase
from diptych.model import RegisterEntry

#: What the text of a language is: the one written first, one that somebody has read
#: beside it from end to end, or one that nobody has.
State = Literal["source", "confirmed", "unconfirmed"]


class BuildRecord(msgspec.Struct, frozen=True, kw_only=True):
    """One document as it was written.

    ``fingerprint`` is that of what was read (:meth:`diptych.plan.Plan.fingerprint`), ``state``
    the same as the workflow knows it (:func:`state`). ``files`` are the hashes of its files by
    path below the output folder, ``former`` those of earlier ones that are not made any more and
    may lie there still, ``draft`` says that it was written as a draft, ``date`` is its
    day in ISO form. By language: ``names`` of the kind, ``titles``, ``authors`` (who issues it),
    ``states``, ``decisions``, and of a press release its first paragraph (``leads``) and its
    whole text for a message (``texts``). ``asked`` are the forms of names that were looked up,
    and ``asked_fingerprint`` is the fingerprint that no other form changes.
    """

    fingerprint: str = ""
    state: str = ""
    files: dict[str, str] = {}
    former: dict[str, str] = {}
    draft: bool = False
    date: str = ""
    names: dict[str, str] = {}
    titles: dict[str, str] = {}
    authors: dict[str, str] = {}
    leads: dict[str, str] = {}
    texts: dict[str, str] = {}
    states: dict[str, State] = {}
    decisions: dict[str, Sequence[RegisterEntry]] = {}
    asked: Sequence[str] = ()
    asked_fingerprint: str = ""


class _RecordFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A record in its file, with the hash by which damage shows."""

    sha256: str
    record: BuildRecord


def hashes(files: Mapping[str, bytes]) -> dict[str, str]:
    """The SHA-256 of each of ``files``, by name."""
    return {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}


def encoded(record: BuildRecord) -> bytes:
    """``record`` as JSON, the same for the same record."""
    file = _RecordFile(_sum(record), record)
    return msgspec.json.encode(file, order="deterministic") + b"\n"


def _sum(record: BuildRecord) -> str:
    return hashlib.sha256(msgspec.json.encode(record, order="deterministic")).hexdigest()


def read(path: Path) -> BuildRecord:
    """The record kept at ``path``; an empty one where there is none, or a damaged one."""
    try:
        file = msgspec.json.decode(path.read_bytes(), type=_RecordFile)
    except (OSError, msgspec.DecodeError):
        return BuildRecord()
    return file.record if file.sha256 == _sum(file.record) else BuildRecord()


#: Stands between a fingerprint and what tells its states apart.
_DIVIDER = "."


def planned(state: str) -> str:
    """The fingerprint that ``state`` is of."""
    return state.partition(_DIVIDER)[0]


def state(path: Path, fingerprint: str) -> str:
    """What the workflow remembers of a document that is to be of ``fingerprint``.

    Snakemake runs a job again if it remembers another state. So this is the state in the record
    at ``path`` as long as that is sound and of the same fingerprint. For a damaged record it is
    a state that never was.
    """
    written = read(path)
    if written.fingerprint == fingerprint:
        return written.state
    return fingerprint if written.fingerprint else anew(path, fingerprint)


def anew(path: Path, fingerprint: str) -> str:
    """A state of ``fingerprint`` that has never been, if there is something at ``path``."""
    try:
        changed = path.lstat().st_ctime_ns
    except OSError:  # a missing file is made anyway
        return fingerprint
    return another(fingerprint, str(changed))


def another(fingerprint: str, what: str) -> str:
    """The state of ``fingerprint`` that is told from others by ``what``."""
    return f"{fingerprint}{_DIVIDER}{hashlib.sha256(what.encode()).hexdigest()[:16]}"


def make_room(path: Path) -> None:
    """Take away a folder where a record is to be written."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)


def kept(records: Path, meeting: str, kind: str) -> BuildRecord:
    """The record of a document below the folder ``records``."""
    return read(records / meeting / f"{kind}.json")


def changed(output: Path, records: Path) -> Iterator[Problem]:
    """A problem for each file below ``output`` that is not as ``records`` say it was written."""
    for path in sorted(records.glob("*/*.json")):
        for name, digest in read(path).files.items():
            file = output / name
            if file.is_file() and hashlib.sha256(file.read_bytes()).hexdigest() != digest:
                yield Problem(
                    Position(file.as_posix()),
                    phrase("this file was changed after it was written"),
                    phrase(
                        "delete it, or move it away, and run snakemake to have it written again"
                    ),
                )
