"""Tables of terms (CSV): a row a concept, a column a language, as spreadsheets save them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from diptych.errors import ContentError, Position, Problem, phrase
from diptych.reader.termbase.concepts import KINDS, TYPES, Concept, Form, Term

_ID, _TYPE, _DEFINITION = "id", "type", "definition"
_DELIMITERS = ";\t,"  # Excel writes semicolons where a comma stands before decimals
_UTF_8 = phrase("save it in Excel as «CSV UTF-8», or as Unicode (UTF-8) elsewhere")


def parse(data: bytes, file: str) -> tuple[Concept, ...]:
    """The concepts in ``data``, the bytes of ``file``: rows of one id that follow are one.

    Raises :class:`~diptych.errors.ContentError` if it is not UTF-8, or no table with a header.
    """
    rows = _rows(_decoded(data, file), file)
    if not rows:
        raise ContentError([Problem(Position(file), phrase("this table is empty"), _HEADER)])
    _, head = rows[0]
    columns = [name.strip() for name in head]
    known = [name.lower() for name in columns]
    for number, name in enumerate(known):
        if name and name in known[:number]:
            what = phrase("two columns are called «{name}»", name=columns[number])
            raise ContentError([Problem(Position(file), what, phrase("keep one of the two"))])
    if not set(known) - {_ID, _TYPE, _DEFINITION, ""}:
        raise ContentError([Problem(Position(file), phrase("no column is a language"), _HEADER)])
    concepts: list[Concept] = []
    for line, row in rows[1:]:
        if any(cell.strip() for cell in row):
            concept = _concept(columns, row, Position(file, line))
            if concept.id and concepts and concepts[-1].id == concept.id:
                before = concepts.pop()
                concept = Concept(
                    before.id,
                    before.place,
                    before.terms + concept.terms,
                    before.definition or concept.definition,
                )
            concepts.append(concept)
    return tuple(concepts)


_HEADER = phrase("begin it with a row of language codes: id;ru;kk;en")


def _decoded(data: bytes, file: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        place = Position(file, before.count(b"\n") + 1, error.start - before.rfind(b"\n"))
        wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
        what = (
            phrase("this is in UTF-16") if wide else phrase("this is not UTF-8, but perhaps cp1251")
        )
        raise ContentError([Problem(place, what, _UTF_8)]) from None


def _rows(text: str, file: str) -> list[tuple[int, list[str]]]:
    """The rows of a table, each with the line that it begins in."""
    head = text.partition("\n")[0]
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=max(_DELIMITERS, key=head.count), strict=True
    )
    rows = []
    line = 1
    try:
        for row in reader:
            rows.append((line, row))
            line = reader.line_num + 1
    except csv.Error as error:
        what = phrase("this row cannot be read: {reason}", reason=error)
        remedy = phrase("close the quotation mark that opens a cell, and double one inside it")
        raise ContentError([Problem(Position(file, line), what, remedy)]) from None
    return rows


def _concept(columns: Sequence[str], row: Sequence[str], place: Position) -> Concept:
    if len(row) > len(columns) and any(cell.strip() for cell in row[len(columns) :]):
        what = phrase("this row has more cells than the header")
        raise ContentError(
            [Problem(place, what, phrase("put a cell with commas in quotation marks"))]
        )
    cells = {name: " ".join(cell.split()) for name, cell in zip(columns, row, strict=False) if name}
    own = {name.lower(): cell for name, cell in cells.items()}
    kind = own.get(_TYPE, "")
    if kind and kind not in TYPES:
        what = phrase("there is no type of term «{kind}»", kind=kind)
        raise ContentError(
            [Problem(place, what, phrase("write one of: {names}", names=", ".join(TYPES)))]
        )
    form: Form = TYPES.get(kind, "nom")
    terms = [
        Term(name, cell, place, form)
        for name, cell in cells.items()
        if cell and name.lower() not in (_ID, _TYPE, _DEFINITION)
    ]
    return Concept(own.get(_ID, ""), place, tuple(terms), own.get(_DEFINITION, ""))


def written(concepts: Iterable[Concept], tags: Sequence[str]) -> bytes:
    """``concepts`` as a table with a column for each of the languages ``tags``, as Excel opens it.

    Another form of the names is a row of its own below.
    """
    out = io.StringIO(newline="")
    table = csv.writer(out, delimiter=";", lineterminator="\r\n")
    table.writerow((_ID, _TYPE, _DEFINITION, *tags))
    for concept in concepts:
        for form, kind in KINDS.items():
            terms = {term.tag: term.text for term in concept.terms if term.form == form}
            if terms:
                definition = concept.definition if form == "nom" else ""
                cells = [terms.get(tag, "") for tag in tags]
                table.writerow((concept.id, kind, definition, *cells))
    return out.getvalue().encode("utf-8-sig")
