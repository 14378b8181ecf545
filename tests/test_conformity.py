"""The conformity sheet: every language beside the others, on one page."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
import pytest

from diptych import tree, writers
from diptych.model import Authenticity
from diptych.pipeline import compose
from diptych.reader.registry import read_registry

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "content" / "2024-08-28-second-session"
KINDS = ("memorandum", "minutes", "press-release")
HASHES = {"ru": {"docx": "a" * 64, "pdf": "b" * 64}, "uz-kk": {"pdf": "c" * 64}}


@pytest.fixture(scope="module")
def sheets() -> dict[str, tree.Document]:
    registry = read_registry(ROOT / "content")
    authenticity = Authenticity(source="ru", courtesy=("en",))
    templates = ROOT / "templates"
    return {
        kind: compose.conformity(
            compose.compose(FOLDER, kind, [("ru", "en")], registry, templates, authenticity), HASHES
        )
        for kind in KINDS
    }


def table(sheet: tree.Document) -> tree.Table:
    (found,) = [block for block in sheet.parts[0].blocks if isinstance(block, tree.Table)]
    return found


def row(sheet: tree.Document, name: str) -> list[str]:
    rows = [[tree.plain(cell).replace("\u00a0", " ") for cell in row] for row in table(sheet).rows]
    (found,) = [each for each in rows if each[0].replace("\u2011", "-") == name]
    return found[1:]


def test_a_fact_stands_in_every_language_side_by_side(sheets: dict[str, tree.Document]) -> None:
    assert row(sheets["minutes"], "turnover") == [
        "около 4,5 миллиарда долларов США",
        "about US$4.5 billion",
        "4,5 миллиард АҚШ долларына",
        "4,5 миллиард АҚШ долларига",
        "4,5 milliard AQSH dollariga",
    ]
    assert row(sheets["minutes"], "aripov")[0] == "Элдор Арипов Элдора Арипова"


def test_the_head_says_what_each_text_is(sheets: dict[str, tree.Document]) -> None:
    head = [tree.plain(cell) for cell in table(sheets["memorandum"]).header]
    assert head[1] == "Русский исходный текст аутентичный текст"
    assert head[2] == "English неофициальный перевод сверено: 34 из 34"
    assert head[5] == "Oʻzbekcha аутентичный текст сверено: 34 из 34"
    head = [tree.plain(cell) for cell in table(sheets["minutes"]).header]
    assert head[2:4] == [
        "English неофициальный перевод сверено: 16 из 16",
        "Қазақша сверено: 16 из 16",
    ]


def test_every_cell_is_in_its_language(sheets: dict[str, tree.Document]) -> None:
    for sheet in sheets.values():
        for cells in table(sheet).rows:
            for code, cell in zip(("ru", "en", "kk", "uz-Cyrl", "uz"), cells[1:], strict=True):
                assert all(piece.lang == code for piece in cell if isinstance(piece, tree.Text))


def test_both_secretaries_initial_it_and_the_files_are_named(
    sheets: dict[str, tree.Document],
) -> None:
    (part,) = sheets["memorandum"].parts
    assert [tree.plain(each) for each in part.initials] == ["Секретарь, ИСМИ", "Секретарь, КИСИ"]
    assert [tree.plain(each) for each in sheets["minutes"].parts[0].initials] == ["Секретарь"] * 2
    said = tree.plain(part.blocks[-1].content).replace("\u00a0", " ").replace("\u2011", "-")
    assert "ru (docx aaaaaaaa, pdf bbbbbbbb) uz-kk (pdf cccccccc)" in said


@pytest.mark.parametrize("kind", KINDS)
def test_the_sheet_of_the_real_case_is_one_page(
    sheets: dict[str, tree.Document], kind: str
) -> None:
    data = writers.load("pdf")(sheets[kind], ROOT / "templates" / "pdf")
    assert len(pypdfium2.PdfDocument(io.BytesIO(data))) == 1
