"""Small documents as people of the field wrote them: printed whole, or refused with what to write.

The folders of ``tests/cases/documents`` hold texts for the one meeting of ``tests/broken/base``.
"""

from __future__ import annotations

import io
import re
import shutil
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import chdir, redirect_stderr, redirect_stdout
from pathlib import Path

import pytest
from PIL import Image

import breaking
import gallery
import measuring
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
    "04-page-break-lost": ["Первый абзац.", "Второй абзац на новой странице."],
    "06-text-printed-twice": ["предложение номер 099 про колодцы и насосы района. Текст после."],
    "07b-wide-header": ["Ответственные исполнители", "Источник финансирования"],
    "08-attendance-60": ["Сапармырат Ниязгельдыевич Гурбангулыев 60"],
    "14-heading-picture-LO": ["Особый заголовок Подпись"],
    "20-tables": [
        "План приведен в таблице 1, расходы – в таблице 2, люди – в таблице 3.",
        "Таблица 1 – План мероприятий",
        "Table 3. Members of the working group",
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


def prepared(base: Path, name: str) -> Path:
    """The base project with the texts and the registry of the folder ``name``, below ``base``."""
    breaking.prepared(base)
    meeting = base / breaking.MEETING
    for text in meeting.glob("*.md"):
        text.unlink()
    aside = shutil.ignore_patterns("registry")
    shutil.copytree(FOLDER / name, meeting, dirs_exist_ok=True, ignore=aside)
    for entries in (FOLDER / name).glob("registry/*.yaml"):
        file = base / "content" / "registry" / entries.name
        file.write_text(file.read_text("utf-8") + "\n" + entries.read_text("utf-8"), "utf-8")
    return base


@pytest.fixture
def project(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """The base project with what the folder has that the test names."""
    return prepared(tmp_path, request.param)


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


# --- on the page ----------------------------------------------------------------------

PAGES = (
    *("04-page-break-lost", "06-text-printed-twice", "07b-wide-header"),
    *("08-attendance-60", "14-heading-picture-LO", "20-tables"),
)
EDITIONS = ("ru", "ru-en")
of_pages = pytest.mark.xdist_group("field-pages")
needs_libreoffice = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice is not installed"
)

Files = Mapping[tuple[str, str], Path]


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Files:
    """The PDF of each of these documents, by folder and edition; its Word file lies beside it."""
    made = {}
    for name in PAGES:
        base = prepared(tmp_path_factory.mktemp(name), name)
        wanted = f"--editions {' '.join(EDITIONS)} --formats docx pdf --output output"
        status, told = run(base, f"write {breaking.MEETING} minutes {wanted}")
        assert status == 0, told
        for edition in EDITIONS:
            (made[name, edition],) = base.glob(f"output/*/minutes.{edition}.pdf")
    return made


@pytest.fixture(scope="module")
def printed(papers: Files, tmp_path_factory: pytest.TempPathFactory) -> Files:
    """What LibreOffice makes of their Word files."""
    folder = tmp_path_factory.mktemp("printed")
    words = []
    for (name, edition), paper in papers.items():
        words.append(folder / f"{name}.{edition}.docx")
        shutil.copy(paper.with_suffix(".docx"), words[-1])
    gallery.through_libreoffice(words, folder)
    return {place: word.with_suffix(".pdf") for place, word in zip(papers, words, strict=True)}


def measured(files: Files) -> Mapping[tuple[str, str], list[measuring.Page]]:
    return {place: measuring.pages(file) for place, file in files.items()}


def where(pages: Sequence[measuring.Page], text: str) -> int:
    """The number of the first page that has ``text`` on a line."""
    return next(p.number for p in pages if any(text in line.text for line in p.lines))


def check_pages(files: Files) -> None:
    found = measured(files)
    for place, pages in found.items():
        for page in pages:
            assert page.overlaps == [], place
            assert page.outside == [], place
            assert page.unlevel == 0, place
    for edition in EDITIONS:
        turned = [page.sheet.right > page.sheet.bottom for page in found["20-tables", edition]]
        assert turned == [False, True, False]
        parted = found["04-page-break-lost", edition]
        assert where(parted, "Второй абзац") == where(parted, "Первый абзац") + 1
        pictured = found["14-heading-picture-LO", edition]
        assert where(pictured, "Особый заголовок") == where(pictured, "Подпись")
        *full, _ = found["08-attendance-60", edition]
        assert all(page.fill > 80 for page in full)
    for edition in EDITIONS:
        text = pdf_text(files["06-text-printed-twice", edition].read_bytes())
        typed = ""
        for language in edition.split("-"):
            typed += (FOLDER / f"06-text-printed-twice/minutes.{language}.md").read_text("utf-8")
        assert Counter(_NUMBER.findall(text)) == Counter(_NUMBER.findall(typed))


_NUMBER = re.compile(r"(?<!\d)\d{3}(?!\d)")


@of_pages
def test_pages_of_documents_of_the_field_are_sound(papers: Files) -> None:
    check_pages(papers)


@of_pages
@pytest.mark.slow
@needs_libreoffice
def test_pages_of_their_word_files_are_sound_and_as_many(papers: Files, printed: Files) -> None:
    check_pages(printed)
    for place, pages in measured(printed).items():
        assert abs(len(pages) - len(measuring.pages(papers[place]))) <= 1, place
