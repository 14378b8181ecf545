"""Lists of participants as ministries send them: a row a person, columns in Russian or English."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from diptych.errors import ContentError, Position, Problem, Problems, nearest, phrase
from diptych.gate import text as gate
from diptych.reader.termbase import tables

MAX_BYTES = 1_000_000

#: What each column may be called, in small letters.
COLUMNS: Mapping[str, Sequence[str]] = {
    "name": ("фио", "ф.и.о.", "ф. и. о.", "участник", "name", "full name", "participant"),
    "family": ("фамилия", "surname", "family name", "last name"),
    "given": ("имя", "given name", "first name"),
    "patronymic": ("отчество", "patronymic", "middle name"),
    "office": ("должность", "position", "office", "title"),
    "body": ("организация", "орган", "ведомство", "organisation", "organization", "body"),
    "state": ("государство", "сторона", "страна", "state", "side", "party", "country"),
}
_NUMBERS = ("№", "n", "no", "no.", "№ п/п", "#", "п/п", "")
_INITIAL = re.compile(r"(?:^|[\s.])\w\.")


class Participant(msgspec.Struct, frozen=True):
    """A row: a name, as a rule the family name first; office, body and state as they were typed."""

    place: Position
    name: str
    office: str = ""
    body: str = ""
    state: str = ""


def read(path: Path) -> tuple[tuple[Participant, ...], Problems]:
    """The participants in the table ``path``, and a warning for each row that is none.

    Raises :class:`~diptych.errors.ContentError` if it is not UTF-8, or has no column of names.
    """
    file = path.as_posix()
    rows = tables.rows(tables.decoded(gate.read_regular(path, MAX_BYTES), file), file)
    left = Problems()
    if not rows:
        raise ContentError([Problem(Position(file), phrase("this table is empty"), _HEADER)])
    line, head = rows[0]
    fields = [_field(name) for name in head]
    if not {"name", "family"} & set(fields):
        what = phrase("no column holds the names of people")
        raise ContentError([Problem(Position(file, line), what, _HEADER, ";".join(head))])
    known = [name for names in COLUMNS.values() for name in names]
    for name, field in zip(head, fields, strict=True):
        if field is None and name.strip().lower() not in _NUMBERS:
            what = phrase("the column «{name}» is not known, and left out", name=name.strip())
            left.add(Position(file, line), what, nearest(name.lower(), known), severity="warning")
    people = []
    for line, row in rows[1:]:
        cells = {
            field: " ".join(cell.split())
            for field, cell in zip(fields, row, strict=False)
            if field is not None
        }
        if any(cells.values()):
            place = Position(file, line)
            person, fault = _participant(place, cells)
            if fault is None:
                people.append(person)
            else:
                left.add(place, *fault, ";".join(row), "warning")
    return tuple(people), left


_HEADER = phrase("begin it with a row such as: ФИО;должность;организация;государство")


def _field(name: str) -> str | None:
    small = " ".join(name.lower().split())
    return next((field for field, names in COLUMNS.items() if small in names), None)


def _participant(
    place: Position, cells: Mapping[str, str]
) -> tuple[Participant, tuple[str, str] | None]:
    parts = [cells.get(each, "") for each in ("family", "given", "patronymic")]
    name = cells.get("name") or " ".join(filter(None, parts))
    name = " ".join(map(plain_capitals, name.replace(",", " ").split()))
    office, body, state = (cells.get(each, "") for each in ("office", "body", "state"))
    return Participant(place, name, office, body, state), fault(name)


def fault(name: str) -> tuple[str, str] | None:
    """Why ``name`` is not enough to name a person by, and what to do."""
    if not name:
        return phrase("this row names nobody"), phrase("write family name, given name, patronymic")
    if _INITIAL.search(name):
        return (
            phrase("«{name}» has initials in place of names", name=name),
            phrase("write family name, given name, patronymic in full"),
        )
    if len(name.split()) < 2:
        return (
            phrase("«{name}» is one word and no name of a person", name=name),
            phrase("write family name, given name, patronymic in full"),
        )
    return None


def plain_capitals(word: str) -> str:
    """``word`` with one capital, if all of it is typed in capitals.

    >>> [plain_capitals(word) for word in ("УСЕНОВ", "АХМЕДОВА-ХАН", "Асан", "OʻKTAM")]
    ['Усенов', 'Ахмедова-Хан', 'Асан', 'Oʻktam']
    """
    if len(word) < 2 or not word.isupper():
        return word
    return "-".join(part.capitalize() for part in word.split("-"))
