"""Small documents as people of the field wrote them: printed whole, or refused with what to write.

The folders of ``tests/cases/documents`` hold texts for the one meeting of ``tests/broken/base``.
"""

from __future__ import annotations

import io
import re
import shutil
from contextlib import chdir, redirect_stderr, redirect_stdout
from pathlib import Path

import pytest
from PIL import Image

import breaking
import picturing
from diptych.cli import main
from reading import docx_notes, docx_text, pdf_text, skeleton

FOLDER = Path(__file__).parent / "cases" / "documents"
PICTURES = [folder.name for folder in FOLDER.glob("03-images-*")]

# What must stand on paper in the two languages.
PRINTED = {
    "01-lost-sections": [
        "Эксперты Потеряются ли эксперты?",
        "Обсуждение Уровень три. Доклад Уровень четыре не должен пропасть. Вопросы Уровень пять",
        "не должен пропасть.",
        "Первое решение",
        "Решение под заголовком.",
        "Level four must not vanish.",
        "Level five must not vanish.",
        "A decision under a heading.",
    ],
    "05-reference-wrong-number": [
        "Четвертое решение; см. пункт 1 и пункт 2.",
        "Fourth decision; see item 1 and item 2.",
    ],
    "09-list-continued": [
        "Пятое решение, см. пункт 6.",
        "Fifth decision, see item 6.",
        "Another of the fourth.",
    ],
    "13-same-note-twice": [
        "Введение с двумя ссылками на одну сноску",
        "Introduction with two references to one note",
    ],
    "10-caption-raw-fact": ["Подпись 5 марта 2031 года", "Caption 5 March 2031"],
    "11c-underscores-break-page": [
        "____________________ (подпись)",
        "____________________ (signature)",
    ],
} | {name: ["Подпись Текст.", "Caption Text."] for name in PICTURES}

# What is refused, and the place in the text of either language.
REFUSED = {
    "02-lost-cells": ["7:1: error: this row has 3 cells"],
    "02b-pipe-in-cell": ["7:1: error: this row has 3 cells"],
    "05b-two-lists": ["14:34: error: «#wells.1» may be any of 2 places"],
    "11-markup-printed": [
        "5:7: error: text cannot be struck out",
        "5:33: error: text cannot be highlighted",
        "5:44: error: text cannot be underlined",
    ],
    "11d-numbers-changed": ["6:1: error: the number 3 stands where 2 would be printed"],
    "16-empty-decided": [
        "20:1: error: nothing stands below this heading",
        "24:1: error: nothing stands below this heading",
    ],
}

# Where each of these pictures is blue, green and yellow once it stands upright.
FIELDS = {(300, 110): (0, 0, 200), (110, 310): (0, 160, 0), (310, 310): (255, 220, 0)}


def run(folder: Path, command: str) -> tuple[int, str]:
    """The exit status of ``command`` in ``folder``, and what it says."""
    told = io.StringIO()
    with chdir(folder), redirect_stdout(told), redirect_stderr(told):
        return main(command.split()), told.getvalue()


@pytest.fixture
def project(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """The base project with the texts of the folder that the test names."""
    breaking.prepared(tmp_path)
    meeting = tmp_path / breaking.MEETING
    for text in meeting.glob("*.md"):
        text.unlink()
    shutil.copytree(FOLDER / request.param, meeting, dirs_exist_ok=True)
    return tmp_path


def test_every_document_has_its_expectation() -> None:
    assert {each.name for each in FOLDER.iterdir()} == PRINTED.keys() | REFUSED.keys()


@pytest.mark.parametrize(("project", "texts"), PRINTED.items(), indirect=["project"])
def test_a_document_of_the_field_is_printed_whole(project: Path, texts: list[str]) -> None:
    assert run(project, "check")[0] == 0
    formats = "--editions ru en --formats docx pdf --output output"
    status, told = run(project, f"write {breaking.MEETING} minutes {formats}")
    assert status == 0, told
    word = "".join(docx_text(each.read_bytes()) for each in project.glob("output/**/*.docx"))
    paper = "".join(pdf_text(each.read_bytes()) for each in project.glob("output/**/*.pdf"))
    for text in texts:
        assert skeleton(text) in skeleton(word)
        assert skeleton(text) in skeleton(paper)
    assert not re.search(r"\{\{|\}\}|\]\(|\{#", word + paper)


@pytest.mark.parametrize("project", ["13-same-note-twice"], indirect=True)
def test_a_note_that_is_called_twice_stands_once(project: Path) -> None:
    formats = "--editions ru-en --formats docx pdf html --output output"
    status, told = run(project, f"write {breaking.MEETING} minutes {formats}")
    assert status == 0, told
    (word,) = project.glob("output/**/*.docx")
    page = word.with_suffix(".html").read_text("utf-8")
    assert [note.partition("\u00a0")[2] for note in docx_notes(word.read_bytes())].count(
        "One and the same."
    ) == 1
    paper = pdf_text(word.with_suffix(".pdf").read_bytes())
    assert paper.count(skeleton("One and the same.")) == 1
    assert skeleton("to one note2 and once more2.") in paper
    assert page.count("One and the same.") == 1
    calls = re.findall(r'<a[^>]*href="#(note[^"]*)"[^>]*doc-noteref[^>]*>2</a>', page)
    assert len(calls) == 4  # twice in each language
    assert len(set(calls)) == 2
    assert all(f'id="{call}"' in page for call in calls)


@pytest.mark.parametrize("project", PICTURES, indirect=True)
def test_a_photograph_of_the_field_is_upright_and_the_same_in_all_formats(project: Path) -> None:
    formats = "--editions ru --formats docx pdf html --output output"
    status, told = run(project, f"write {breaking.MEETING} minutes {formats}")
    assert status == 0, told
    (docx,) = project.glob("output/**/*.docx")
    page, paper = docx.with_suffix(".html"), docx.with_suffix(".pdf")
    shown = picturing.alike(docx.read_bytes(), page.read_bytes(), paper.read_bytes())
    image = Image.open(io.BytesIO(shown))
    assert (image.mode, image.size) == ("RGB", (600, 400))
    for place, colour in FIELDS.items():
        pixel = image.getpixel(place)
        assert max(abs(one - other) for one, other in zip(pixel, colour, strict=True)) <= 12


@pytest.mark.parametrize(("project", "problems"), REFUSED.items(), indirect=["project"])
def test_a_document_of_the_field_is_refused_with_its_line(
    project: Path, problems: list[str]
) -> None:
    status, told = run(project, "check")
    assert status == 1
    for language in ("en", "ru"):
        found = re.findall(rf"minutes\.{language}\.md:(.*)", told)
        assert len(found) == len(problems), told
        for line, expected in zip(found, problems, strict=True):
            assert line.startswith(expected)
