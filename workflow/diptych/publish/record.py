"""What a document leaves behind of itself when it is written, for whoever lists documents."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal

import msgspec

from diptych.errors import Position, Problem, phrase
from diptych.model import Decided

#: What the text of a language is: the one written first, one that somebody has read
#: beside it from end to end, or one that nobody has.
State = Literal["source", "confirmed", "unconfirmed"]


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """One document as it was written.

    ``files`` are the hashes of its files by path below the output folder, ``draft`` says that
    it was written as a draft, ``date`` is its day in ISO form. By language: ``names`` of the
    kind, ``titles``, ``authors`` (who issues it), ``states``, ``decisions``, and of a press
    release its first paragraph (``leads``) and its whole text for a message (``texts``).
    """

    files: dict[str, str] = {}
    draft: bool = False
    date: str = ""
    names: dict[str, str] = {}
    titles: dict[str, str] = {}
    authors: dict[str, str] = {}
    leads: dict[str, str] = {}
    texts: dict[str, str] = {}
    states: dict[str, State] = {}
    decisions: dict[str, Sequence[Decided]] = {}


def hashes(files: Mapping[str, bytes]) -> dict[str, str]:
    """The SHA-256 of each of ``files``, by name."""
    return {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}


def encoded(record: Record) -> bytes:
    """``record`` as JSON, the same for the same record."""
    return msgspec.json.encode(record, order="deterministic") + b"\n"


def read(path: Path) -> Record:
    """The record kept at ``path``; an empty one where there is none that can be read."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Record)
    except (OSError, msgspec.DecodeError):
        return Record()


def kept(records: Path, meeting: str, kind: str) -> Record:
    """The record of a document below the folder ``records``."""
    return read(records / meeting / f"{kind}.json")


def changed(output: Path, records: Path) -> Iterator[Problem]:
    """A problem for each file below ``output`` that is not as ``records`` say it was written."""
    for path in sorted(records.rglob("*.json")):
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
