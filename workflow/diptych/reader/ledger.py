"""Ledgers of confirmations: tables that people review in a diff and that git merges by itself.

One line a confirmation, three columns divided by tabs: the unit, what the source said, what
the translation said. Lines only add up, so ``.gitattributes`` lets git keep those of both
sides of a merge.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from diptych import inputs
from diptych.errors import ContentError, Position, Problems, phrase
from diptych.gate import text as gate
from diptych.model import Confirmation, FormKey

SUFFIX = ".confirmed.tsv"
#: The ledger of the names of the registry, in its folder.
NAMES = "confirmed.tsv"

MAX_BYTES = 4_000_000

_COLUMNS = 3
_HEAD = "unit"


def path(folder: Path, kind: str, language: str) -> Path:
    """The ledger of the text of ``kind`` in ``language``, beside it."""
    return folder / f"{kind}.{language}{SUFFIX}"


def read(file: Path, source: str = "") -> tuple[Confirmation, ...]:
    """The confirmations in ``file``, none if it is not there.

    Nor are there any if it confirms against another language than ``source``, where one
    is given.
    Raises :class:`~diptych.errors.ContentError` for each line that is none.
    """
    if not file.exists() and not file.is_symlink():
        inputs.missing(file)
        return ()
    confirmations: list[Confirmation] = []
    problems = Problems()
    for number, line in enumerate(gate.read(file, MAX_BYTES).split("\n"), 1):
        fields = line.split("\t")
        if number == 1 and (line == "" or (fields[0] == _HEAD and len(fields) == _COLUMNS)):
            if source and fields[1:2] != [source]:
                return ()
            continue
        if not line:
            continue
        if len(fields) == _COLUMNS and number > 1:
            confirmations.append(Confirmation(*fields))
        else:
            problems.add(
                Position(file.as_posix(), number),
                phrase("this line is no confirmation: it has no three columns divided by tabs"),
                phrase("delete it, and run «diptych confirm» to write it again"),
                line,
            )
    if problems:
        raise ContentError(problems)
    return tuple(confirmations)


def form(line: str) -> FormKey | None:
    """The form of a name that a ``line`` confirms, nothing where it cannot be read.

    >>> form("isrs kk gen\\tИСМИ\\tСӨЗИ")
    FormKey(name='isrs', language='kk', form='gen')
    """
    unit, *texts = line.split("\t")
    readable = len(texts) == _COLUMNS - 1 and len(unit.split(" ", 2)) == _COLUMNS
    return FormKey.of(unit) if readable else None


def written(source: str, language: str, confirmations: Iterable[Confirmation]) -> bytes:
    """The file that holds ``confirmations``, each once, in their order."""
    rows = [(_HEAD, source, language)]
    rows += [(each.unit, each.source, each.text) for each in dict.fromkeys(confirmations)]
    return "".join("\t".join(row) + "\n" for row in rows).encode()
