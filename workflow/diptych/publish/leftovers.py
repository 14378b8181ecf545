"""Files below the output folder that were built once and have no source any more."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

import msgspec

from diptych.publish import record
from diptych.publish.manifest import orphans


class Leftovers(msgspec.Struct, frozen=True):
    """Paths below the output folder of which nothing is made now.

    ``ours`` are as a record says that they were written; ``others`` are in no record, or have
    been changed since.
    """

    ours: tuple[str, ...]
    others: tuple[str, ...]


def find(output: Path, records: Path, current: Iterable[str]) -> Leftovers:
    """What is below ``output`` and none of ``current``, by what the ``records`` know."""
    written: dict[str, str] = {}
    for path in records.glob("*/*.json"):
        kept = record.read(path)
        written |= kept.former | kept.files
    lost = orphans(output, current)
    ours = {name for name in lost if _is_file_of(output / name, written.get(name, ""))}
    return Leftovers(
        tuple(name for name in lost if name in ours), tuple(n for n in lost if n not in ours)
    )


def remove(output: Path, names: Iterable[str]) -> None:
    """Delete the files ``names`` below ``output``, and the folders that are then empty."""
    for name in names:
        path = output / name
        path.unlink()
        for folder in list(path.parents)[: name.count("/")]:
            if any(folder.iterdir()):
                break
            folder.rmdir()


def _is_file_of(path: Path, digest: str) -> bool:
    """Whether ``path`` is a file of this SHA-256; a link is none, which nobody has built."""
    return not path.is_symlink() and hashlib.sha256(path.read_bytes()).hexdigest() == digest
