"""Arabic beside English, in every order and arrangement: a language from outside, to the files.

The columns of an edition follow the direction of its first language, which
stands first in it: on the right in ``ar-en``, on the left in ``en-ar``.
"""

from __future__ import annotations

import contextlib
import ctypes
import io
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pikepdf
import pypdfium2
import pytest
from lxml import etree

import gallery
import trees
from commands import command
from diptych import tree, writers
from diptych.writers.pdf import writer
from plugged import languages
from trees import body, part, signatory, signatures

ROOT = Path(__file__).parents[1]
DATA = Path(__file__).parent / "languages" / "ar"
MEETING = "2024-08-28-second-session"
EDITIONS = ("ar-en", "en-ar")
ARRANGEMENTS = ("parallel", "sequential")

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ARABIC = re.compile("[\u0620-\u064a]")
LATIN = re.compile("[A-Za-z]")

both = pytest.mark.parametrize(
    ("edition", "arrangement"), [(e, a) for e in EDITIONS for a in ARRANGEMENTS]
)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A project with Arabic in its content and catalogues, Arabic itself being from outside."""
    folder = tmp_path_factory.mktemp("project")
    shutil.copytree(ROOT / "templates", folder / "templates")
    labels = folder / "templates" / "locale" / "ar" / "LC_MESSAGES"
    labels.mkdir(parents=True)
    shutil.copy(DATA / "locale" / "diptych.po", labels)
    shutil.copytree(DATA / "content", folder / "content")
    with languages(folder / "site", {"ar": (DATA / "ar.toml").read_text("utf-8")}):
        yield folder


def write(project: Path, arrangement: str, formats: str, output: Path) -> Path:
    assert not command(
        "write {folder} minutes --editions {editions} --arrangement {arrangement} "
        "--formats {formats} --templates {templates} --output {output}",
        folder=project / "content" / MEETING,
        editions=EDITIONS,
        arrangement=arrangement,
        formats=formats.split(),
        templates=project / "templates",
        output=output,
    )
    return output / MEETING


@pytest.fixture(scope="module")
def written(project: Path) -> dict[str, Path]:
    """By arrangement, the folder with the editions in both formats."""
    return {each: write(project, each, "docx pdf", project / each) for each in ARRANGEMENTS}


# --- Word ------------------------------------------------------------------------


def story(folder: Path, edition: str) -> etree._Element:
    with ZipFile(folder / f"minutes.{edition}.docx") as package:
        return etree.fromstring(package.read("word/document.xml"))


def text(element: etree._Element) -> str:
    return "".join(found.text or "" for found in element.iter(f"{W}t"))


def language(properties: etree._Element) -> str:
    """What is said by the ``w:lang`` in the run properties of a run or of a paragraph's mark."""
    (lang,) = properties.iterfind(f"{W}rPr/{W}lang")
    (said,) = lang.attrib.values()
    return said


@both
def test_in_word_paragraphs_and_runs_have_the_direction_of_their_language(
    written: dict[str, Path], edition: str, arrangement: str
) -> None:
    root = story(written[arrangement], edition)
    seen = set()
    for paragraph in root.iter(f"{W}p"):
        properties = paragraph.find(f"{W}pPr")
        assert properties is not None
        arabic = language(properties) == "ar-SA"
        assert (properties.find(f"{W}bidi") is not None) is arabic
        if ARABIC.search(text(paragraph)):
            assert arabic
        seen.add(arabic)
    assert seen == {True, False}
    for run in root.iter(f"{W}r"):
        arabic = language(run) == "ar-SA"
        assert (run.find(f"{W}rPr/{W}rtl") is not None) is arabic
        if ARABIC.search(text(run)):
            assert arabic


@pytest.mark.parametrize("edition", EDITIONS)
def test_in_word_the_first_column_is_the_first_language_and_stands_where_it_begins(
    written: dict[str, Path], edition: str
) -> None:
    root = story(written["parallel"], edition)
    (columns, *_) = (
        table
        for table in root.iter(f"{W}tbl")
        if table.find(f"{W}tblPr/{W}tblStyle").get(f"{W}val") == "Parallel"
    )
    names = [text(cell) for cell in next(columns.iter(f"{W}tr")).iter(f"{W}tc")]
    from_the_right = edition == "ar-en"
    assert names == (["العربية", "English"] if from_the_right else ["English", "العربية"])
    for table in root.iter(f"{W}tbl"):
        assert (table.find(f"{W}tblPr/{W}bidiVisual") is not None) is from_the_right
    (section,) = root.iter(f"{W}sectPr")
    assert (section.find(f"{W}bidi") is not None) is from_the_right


@pytest.mark.parametrize("edition", EDITIONS)
def test_in_word_each_part_of_a_sequence_has_its_own_direction(
    written: dict[str, Path], edition: str
) -> None:
    sections = list(story(written["sequential"], edition).iter(f"{W}sectPr"))
    directions = [section.find(f"{W}bidi") is not None for section in sections]
    assert directions == [code == "ar" for code in edition.split("-")]


# --- PDF -------------------------------------------------------------------------


class AsPage:
    """Stands for the layout of a document: its page itself, not drawn."""

    def __init__(self, document: tree.Document, templates: Path) -> None:
        self._page = writer.html(document)

    def pdf(self) -> bytes:
        return self._page.encode()


@both
def test_the_page_says_which_way_each_passage_runs(
    project: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    edition: str,
    arrangement: str,
) -> None:
    monkeypatch.setattr(writer, "Layout", AsPage)
    folder = write(project, arrangement, "pdf", tmp_path)
    page = etree.HTML((folder / f"minutes.{edition}.pdf").read_text("utf-8"))
    first = ("ar", "rtl") if edition == "ar-en" else ("en-GB", None)
    assert (page.get("lang"), page.get("dir")) == first
    seen = set()
    for element in page.find("body").iter():
        own = "".join([element.text or "", *(child.tail or "" for child in element)])
        if not own.strip():
            continue
        spoken = element.xpath("ancestor-or-self::*[@lang][1]/@lang")[0]
        (direction,) = element.xpath("ancestor-or-self::*[@dir][1]/@dir") or ["ltr"]
        if ARABIC.search(own):
            assert spoken == "ar", own
        assert direction == ("rtl" if spoken == "ar" else "ltr"), own
        seen.add(spoken)
    assert seen == {"ar", "en-GB"}


def characters(page: pypdfium2.PdfPage) -> Iterator[tuple[str, str]]:
    """Each character of a page and the name of its font."""
    written = page.get_textpage()
    name, flags = ctypes.create_string_buffer(100), ctypes.c_int()
    for index, character in enumerate(written.get_text_range()):
        pypdfium2.raw.FPDFText_GetFontInfo(written, index, name, len(name), flags)
        yield character, name.value.decode()


@both
def test_the_text_of_a_pdf_is_arabic_letters_in_an_embedded_arabic_font(
    written: dict[str, Path], edition: str, arrangement: str
) -> None:
    file = written[arrangement] / f"minutes.{edition}.pdf"
    pages = list(pypdfium2.PdfDocument(file))
    for letter, font in (pair for page in pages for pair in characters(page)):
        if ARABIC.match(letter):
            assert "Diptych-Naskh" in font, letter
        elif LATIN.match(letter) or letter.isdigit():
            assert "Diptych-Serif" in font, letter
        assert not "\ufb50" <= letter <= "\ufeff", "a form of presentation, not a letter"
        assert letter != "\ufffd"
    words = " ".join(page.get_textpage().get_text_range() for page in pages).split()
    assert {"التجارة", "المجلس", "أغسطس", "دولار", "turnover", "2024"} <= set(words)
    with pikepdf.open(file) as opened:
        for font in (f for page in opened.pages for f in page.Resources.Font.values()):
            (descendant,) = font.DescendantFonts
            assert "/FontFile2" in descendant.FontDescriptor


@both
def test_the_structure_of_a_pdf_says_the_language_of_each_passage(
    written: dict[str, Path], edition: str, arrangement: str
) -> None:
    with pikepdf.open(written[arrangement] / f"minutes.{edition}.pdf") as opened:
        assert str(opened.Root.Lang) == ("ar" if edition == "ar-en" else "en-GB")
        spoken = {
            str(thing.Lang)
            for thing in opened.objects
            if isinstance(thing, pikepdf.Dictionary)
            and thing.get("/Type") == "/StructElem"
            and "/Lang" in thing
        }
        assert spoken == {"ar", "en-GB"}


def edges(page: pypdfium2.PdfPage, string: str) -> tuple[float, float]:
    """How far from the left ``string`` begins and ends on a page, as shares of its width."""
    written = page.get_textpage()
    found = written.search(string).get_next()
    assert found is not None, string
    boxes = [written.get_charbox(found[0] + n) for n in range(found[1])]
    return (
        min(box[0] for box in boxes) / page.get_width(),
        max(box[2] for box in boxes) / page.get_width(),
    )


@pytest.mark.parametrize("edition", EDITIONS)
def test_in_a_pdf_arabic_stands_in_the_right_column_whichever_is_first(
    written: dict[str, Path], edition: str
) -> None:
    page = pypdfium2.PdfDocument(written["parallel"] / f"minutes.{edition}.pdf")[0]
    assert edges(page, "English")[0] == pytest.approx(30 / 210, abs=0.005)
    assert edges(page, "العربية")[1] == pytest.approx(1 - 15 / 210, abs=0.005)


@pytest.mark.parametrize("edition", EDITIONS)
def test_in_a_pdf_each_part_of_a_sequence_begins_at_its_own_side(
    written: dict[str, Path], edition: str
) -> None:
    pages = list(pypdfium2.PdfDocument(written["sequential"] / f"minutes.{edition}.pdf"))
    arabic, english = pages if edition == "ar-en" else reversed(pages)
    assert edges(arabic, "التاريخ")[1] == pytest.approx(1 - 15 / 210, abs=0.005)
    assert edges(english, "Date:")[0] == pytest.approx(30 / 210, abs=0.005)


@pytest.mark.parametrize("edition", EDITIONS)
def test_in_a_pdf_each_language_of_the_footer_is_read_its_own_way(
    written: dict[str, Path], edition: str
) -> None:
    page = pypdfium2.PdfDocument(written["parallel"] / f"minutes.{edition}.pdf")[0]
    footer = page.get_textpage()
    placed = [
        (box[0], letter)
        for index, letter in enumerate(footer.get_text_range())
        for box in [footer.get_charbox(index)]
        if box[1] < 20 / 297 * page.get_height() and not letter.isspace()
    ]
    from_the_left = "".join(letter for _, letter in sorted(placed))
    assert "Page1of1" in from_the_left
    assert ("Page1of1/" if edition == "ar-en" else "Page1of1/1") in from_the_left
    assert "صفحة1من1" in from_the_left[::-1]


# --- both formats ----------------------------------------------------------------------


@pytest.fixture(scope="module")
def through_word(
    written: dict[str, Path], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Path]:
    """By arrangement, the folder with what LibreOffice makes of the Word files."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    folders = {}
    with contextlib.chdir(ROOT):  # where the fonts are that LibreOffice takes
        for arrangement, folder in written.items():
            folders[arrangement] = tmp_path_factory.mktemp(arrangement)
            gallery.through_libreoffice(sorted(folder.glob("*.docx")), folders[arrangement])
    return folders


@both
def test_who_signs_stands_on_the_same_side_in_both_formats(
    written: dict[str, Path], through_word: dict[str, Path], edition: str, arrangement: str
) -> None:
    name = f"minutes.{edition}.pdf"
    files = (written[arrangement] / name, through_word[arrangement] / name)
    ours, words = (list(pypdfium2.PdfDocument(file))[-1] for file in files)
    for string in ("Omar Saleh", "Secretary", "عمر صالح"):
        one, other = (last_edges(page, string) for page in (ours, words))
        assert one == pytest.approx(other, abs=0.1), string


def last_edges(page: pypdfium2.PdfPage, string: str) -> tuple[float, float]:
    """As :func:`edges`, of the place of ``string`` that is lowest on the page."""
    written = page.get_textpage()
    search, lowest, found = written.search(string), page.get_height(), (0.0, 0.0)
    while place := search.get_next():
        boxes = [written.get_charbox(place[0] + n) for n in range(place[1])]
        if boxes[0][1] < lowest:
            lowest = boxes[0][1]
            found = (min(box[0] for box in boxes), max(box[2] for box in boxes))
    assert lowest < page.get_height(), string
    return found[0] / page.get_width(), found[1] / page.get_width()


@both
def test_no_letters_are_pulled_apart_in_word(
    written: dict[str, Path], edition: str, arrangement: str
) -> None:
    for run in story(written[arrangement], edition).iter(f"{W}r"):
        if language(run) == "ar-SA":
            spacing = run.find(f"{W}rPr/{W}spacing")
            assert spacing is not None
            assert spacing.get(f"{W}val") == "0"


@both
def test_headings_are_whole_in_word(
    through_word: dict[str, Path], edition: str, arrangement: str
) -> None:
    file = through_word[arrangement] / f"minutes.{edition}.pdf"
    read = " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(file))
    for heading in ("محضر", "الحاضرون", "استمع المجتمعون", "القرارات"):
        assert heading in read


# --- who signs where -------------------------------------------------------------------


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize("beside", [True, False], ids=["beside", "below"])
@pytest.mark.parametrize("lang", ["ar", "en"])
def test_signatures_begin_on_the_side_their_language_begins_on_in_both_formats(
    lang: str, beside: bool
) -> None:
    parties = [
        signatory("one", **{lang: ("CHAIR", "FIRST")}),
        signatory("two", **{lang: ("SECRETARY", "SECOND")}),
    ]
    blocks = body("x", lang), signatures(*parties, beside=beside)
    signed = trees.document(part(*blocks, langs=(lang,)))
    page = pypdfium2.PdfDocument(writers.load("pdf")(signed, ROOT / "templates" / "pdf"))[0]
    text = page.get_textpage()

    def left(word: str) -> float:
        return float(text.get_charbox(text.search(word).get_next()[0])[0])

    first, last = left("CHAIR"), left("SECRETARY" if beside else "FIRST")
    assert (first > last) is (lang == "ar")
    with ZipFile(io.BytesIO(writers.load("docx")(signed, ROOT / "templates" / "docx"))) as package:
        xml = package.read("word/document.xml").decode()
    table = xml[xml.rindex("<w:tbl>", 0, xml.index("CHAIR")) :]
    assert ("w:bidiVisual" in table) is (lang == "ar")
