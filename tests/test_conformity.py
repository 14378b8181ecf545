"""The conformity sheet: every language beside the others, and what is left to people."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
import pypdfium2
import pytest

from diptych import bitext, prose, tree, writers
from diptych.errors import Position
from diptych.model import Authenticity, Comparison
from diptych.pipeline import compose
from diptych.reader.registry import read_registry

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "content" / "2024-08-28-second-session"
KINDS = ("memorandum", "minutes", "press-release")
HASHES = {"ru": {"docx": "a" * 64, "pdf": "b" * 64}, "uz-kk": {"pdf": "c" * 64}}


@pytest.fixture(scope="module")
def composed() -> Mapping[str, compose.Composed]:
    registry = read_registry(ROOT / "content")
    authenticity = Authenticity(source="ru", courtesy=("en",))
    templates = ROOT / "templates"
    return {
        kind: compose.compose(FOLDER, kind, [("ru", "en")], registry, templates, authenticity)
        for kind in KINDS
    }


@pytest.fixture(scope="module")
def sheets(composed: Mapping[str, compose.Composed]) -> dict[str, tree.Document]:
    return {kind: compose.conformity(each, HASHES) for kind, each in composed.items()}


def table(sheet: tree.Document, name: str = "facts") -> tree.Table:
    tables = [block for block in sheet.parts[0].blocks if isinstance(block, tree.Table)]
    (found,) = [block for block in tables if block.id == name]
    return found


def plain(content: tree.Inlines) -> str:
    return tree.plain(content).replace("\u00a0", " ").replace("\u2011", "-")


def row(sheet: tree.Document, name: str, of: str = "facts") -> list[str]:
    rows = [[plain(cell) for cell in row] for row in table(sheet, of).rows]
    (found,) = [each for each in rows if each[0] == name]
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
    head = [tree.plain(cell) for cell in table(sheets["memorandum"]).header[0]]
    assert head[1] == "Русский исходный текст аутентичный текст"
    assert head[2] == "English неофициальный перевод сверено: 34 из 34"
    assert head[5] == "Oʻzbekcha аутентичный текст сверено: 34 из 34"
    head = [tree.plain(cell) for cell in table(sheets["minutes"]).header[0]]
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
    files = table(sheets["memorandum"], "files-1")
    assert [plain(cell) for cell in files.header[0]] == ["Файлы, SHA-256", "ru", "uz-kk"]
    assert row(sheets["memorandum"], "docx", "files-1") == ["a" * 8, ""]
    assert row(sheets["memorandum"], "pdf", "files-1") == ["b" * 8, "c" * 8]


def test_many_editions_stand_in_several_tables(composed: Mapping[str, compose.Composed]) -> None:
    hashes = {f"uz-Cyrl-{number}": {"pdf": "a" * 64} for number in range(23)}
    blocks = compose.conformity(composed["minutes"], hashes).parts[0].blocks
    tables = [block for block in blocks if isinstance(block, tree.Table)]
    shown = [len(block.header[0]) for block in tables if block.id.startswith("files-")]
    assert shown == [12, 12, 2]


# --- the parts of the text ---------------------------------------------------------------


def strong(content: tree.Inlines) -> bool:
    return any(isinstance(piece, tree.Strong) for piece in content)


def test_what_was_compared_of_each_part_stands_beside_its_number_and_beginning(
    sheets: dict[str, tree.Document],
) -> None:
    minutes, memorandum = sheets["minutes"], sheets["memorandum"]
    assert row(minutes, "За последние 7 лет взаимный…", "parts") == [
        "факты: 4",
        "да",
        "обычный",
        "да",
    ]
    assert row(minutes, "1. Разработать План работы Совета…", "parts") == [
        *("факты: 1; имена и названия: 2", "–", "–", "да")
    ]
    assert row(memorandum, "Статья 1. Цели", "parts") == ["сверить чтением", "–", "–", "да"]
    assert row(memorandum, "4. проведение конференций, круглых…", "parts")[:2] == [
        *("сверить чтением", "да")
    ]


def test_what_is_left_to_the_eye_is_bold_and_counted_at_the_top(
    sheets: dict[str, tree.Document],
) -> None:
    for kind, every, eye in (("minutes", 16, 2), ("memorandum", 34, 22)):
        said = (
            f"Частей текста: {every}; сопоставлено по значениям: {every - eye}; прочитано на всех "
            f"языках: {every}; сверяется только чтением: {eye}. "
            "Полужирным выделено то, что остается человеку."
        )
        blocks = sheets[kind].parts[0].blocks
        (summary,) = (each for each in blocks if each.id == "summary")
        assert isinstance(summary, tree.Paragraph)
        assert plain(summary.content) == said
        rows = table(sheets[kind], "parts").rows
        left = [cells for cells in rows if plain(cells[1]) == "сверить чтением"]
        assert [cells for cells in rows if strong(cells[0])] == left
        assert len(left) == eye


def compared(kind: str, *changes: tuple[str, str, str]) -> list[Comparison]:
    """What is compared of a document of the real case; each of ``changes`` in one language."""
    texts = []
    for code in ("ru", "en", "kk", "uz"):
        content = (FOLDER / f"{kind}.{code}.md").read_text("utf-8")
        for language, old, new in changes:
            assert language != code or old in content
            content = content.replace(old, new) if language == code else content
        texts.append(prose.parse(content, f"{kind}.{code}.md", code))
    registry = read_registry(ROOT / "content")
    terms = bitext.Terms(registry.valid_entries(), frozenset(registry.entries))
    return list(bitext.compare(texts, terms))


def changed(kind: str, *changes: tuple[str, str, str]) -> Comparison:
    """The one part of the text of which something else is said after these ``changes``."""
    pairs = zip(compared(kind), compared(kind, *changes), strict=True)
    nowhere: dict[str, Any] = {"content": (), "place": Position("")}
    (found,) = (
        after
        for before, after in pairs
        if msgspec.structs.replace(before, **nowhere) != msgspec.structs.replace(after, **nowhere)
    )
    return found


def test_what_one_language_lacks_or_has_more_often_is_not_said_to_be_equal() -> None:
    whole = next(each for each in compared("minutes") if each.facts == 4)
    assert changed("minutes", ("kk", "{{ turnover-goal ", "{{ portfolio ")).facts == whole.facts - 1
    for languages, numbers in ((("ru", "en", "kk", "uz"), ("5",)), (("ru", "en", "kk"), ())):
        marks = {"ru": "Обе стороны", "en": "Both sides", "kk": "Екі тарап", "uz": "Har ikki tomon"}
        texts = [(code, marks[code], f"5 {marks[code]}") for code in languages]
        found = [each.numbers for each in compared("minutes", *texts)]
        assert max(found, default=()) == numbers


def test_a_passage_in_another_language_or_of_another_length_is_not_said_to_be_right() -> None:
    texts = ((FOLDER / f"minutes.{code}.md").read_text("utf-8") for code in ("en", "kk"))
    en, kk = (text.split("\n")[28] for text in texts)
    foreign = changed("minutes", ("kk", kk, en))
    assert foreign.recognised == {"ru", "en", "uz"}
    short = changed("minutes", ("kk", kk, kk[: len(kk) // 3]))
    assert short.unusual == {"kk"}
    assert short.usual == {"en", "uz"}


def test_what_nobody_has_read_in_some_language_is_bold(
    composed: Mapping[str, compose.Composed],
) -> None:
    whole = composed["minutes"]
    reviews = dict(whole.reviews)
    reviews["kk"] = [msgspec.structs.replace(reviews["kk"][0], state="stale"), *reviews["kk"][1:]]
    part = compose.conformity(msgspec.structs.replace(whole, reviews=reviews), HASHES)
    first, *others = table(part, "parts").rows
    assert plain(first[4]) == "кроме: kk"
    assert strong(first[4])
    assert not any(strong(cells[4]) for cells in others)


@pytest.mark.parametrize("kind", KINDS)
def test_the_sheet_of_the_real_case_is_one_leaf(
    sheets: dict[str, tree.Document], kind: str
) -> None:
    data = writers.load("pdf")(sheets[kind], ROOT / "templates" / "pdf")
    assert len(pypdfium2.PdfDocument(io.BytesIO(data))) <= 2
