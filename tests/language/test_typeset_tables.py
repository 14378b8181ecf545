"""Tables of typed strings, one a language, which typesetting must change so or leave alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from diptych.language.locale import load

TABLES = sorted((Path(__file__).parent / "typeset").glob("*.tsv"))
Row = tuple[str, str, str]

_SIGN = re.compile(r"\\(.)|([~=])")
_SIGNS = {"~": "\u00a0", "=": "\u2011"}


def sections(table: Path) -> dict[str, list[Row]]:
    """The rows below each heading: what is typed, what is printed, which words are doubtful."""
    below: dict[str, list[Row]] = {}
    for line in table.read_text("utf-8").splitlines():
        if line.startswith("## "):
            below[line.removeprefix("## ")] = []
        elif not line.startswith("#"):
            typed, printed, doubtful, *_ = (*map(_decoded, line.split("\t")), "")
            below[[*below][-1]].append((typed, printed, doubtful))
    return below


def _decoded(cell: str) -> str:
    return _SIGN.sub(lambda sign: sign[1] or _SIGNS[sign[2]], cell)


SECTIONS = [
    pytest.param(table.stem, rows, id=f"{table.stem}: {heading}")
    for table in TABLES
    for heading, rows in sections(table).items()
]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.stem)
def test_there_are_enough_rows_and_each_is_another(table: Path) -> None:
    typed = [row[0] for rows in sections(table).values() for row in rows]
    assert len(set(typed)) == len(typed) >= 300


@pytest.mark.parametrize(("code", "rows"), SECTIONS)
def test_what_is_typed_is_printed_so(code: str, rows: list[Row]) -> None:
    locale = load(code, Path())
    found = []
    for typed, printed, _ in rows:
        chunks = typed.split("¦")
        doubtful = sorted(doubt.word for doubt in locale.doubts(chunks))
        found.append((typed, "¦".join(locale.typeset(chunks)), " ".join(doubtful)))
        assert "¦".join(locale.typeset(printed.split("¦"))) == printed
    assert found == rows
