"""One look in both formats, and all of it in the templates."""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from lxml import etree

import looks
from diptych import tree
from diptych.errors import DiptychError
from diptych.writers import docx, pdf
from diptych.writers.docx.fonts import obfuscated
from diptych.writers.docx.styles import PARAGRAPH_STYLES
from trees import body, document, part

ROOT = Path(__file__).parents[1]
TEMPLATES = ROOT / "templates"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PIXELS = 96 / 72
_TWIPS = 20


def test_every_paragraph_looks_the_same_in_word_and_in_the_pdf() -> None:
    assert list(map(str, looks.differences(TEMPLATES))) == []


def test_the_comparison_sees_what_it_compares() -> None:
    document = looks.specimen("full")
    paper = looks.in_pdf(document, TEMPLATES)
    word = looks.in_word(document, TEMPLATES)
    both = paper.keys() & word.keys()
    assert {"body", "done", "heading 1", "number 3", "quotation", "table text"} <= both
    assert {"letterhead", "header", "footer", "seal", "at the foot", "contents 2"} <= both
    assert paper["body"].size == 12
    assert word["heading 1"][1].bold


@pytest.mark.parametrize(
    ("measure", "landscape"), [("full", False), ("column", False), ("narrow", True)]
)
def test_pages_have_one_size_and_one_set_of_margins(measure: str, landscape: bool) -> None:
    document = looks.specimen(measure)
    page = pdf.lay_out(pdf.html(document), TEMPLATES / "pdf").pages[0]._page_box
    with zipfile.ZipFile(_saved(document)) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    size, margins = (root.find(f".//{W}sectPr/{W}{tag}") for tag in ("pgSz", "pgMar"))
    sides = {
        "w": page.margin_width(),
        "h": page.margin_height(),
        "left": page.margin_left,
        "right": page.margin_right,
        "top": page.margin_top,
        "bottom": page.margin_bottom,
    }
    for name, pixels in sides.items():
        element = size if name in "wh" else margins
        assert int(element.get(f"{W}{name}")) / _TWIPS == pytest.approx(pixels / _PIXELS, abs=0.5)
    assert (page.margin_width() > page.margin_height()) is landscape


def _saved(document: tree.Document, templates: Path = TEMPLATES) -> io.BytesIO:
    return io.BytesIO(docx.write(document, templates / "docx"))


def test_word_has_the_font_whose_measures_the_font_of_the_pdf_has() -> None:
    with zipfile.ZipFile(_saved(looks.specimen("full"))) as package:
        styles = etree.fromstring(package.read("word/styles.xml"))
        fonts = etree.fromstring(package.read("word/fontTable.xml"))
    named = {each.get(f"{W}ascii") for each in styles.iter(f"{W}rFonts")}
    assert named == {"Times New Roman"}
    (font,) = fonts.findall(f"{W}font")
    # Tinos was drawn to the widths of Times New Roman; where that is missing it stands in.
    assert "Tinos" in font.find(f"{W}altName").get(f"{W}val")


# --- templates alone say how it looks -------------------------------------------------


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    shutil.copytree(TEMPLATES, tmp_path / "templates")
    return tmp_path / "templates"


def edited(file: Path, change: Callable[[str], str]) -> None:
    """Change the styles and the document of a Word file as one would in Word."""
    with zipfile.ZipFile(file) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for name in ("word/styles.xml", "word/document.xml", "word/settings.xml"):
        parts[name] = change(parts[name].decode()).encode()
    with zipfile.ZipFile(file, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)


def test_other_templates_make_other_pages_without_a_change_to_the_code(templates: Path) -> None:
    tokens = templates / "pdf" / "tokens.css"
    tokens.write_text(
        tokens.read_text("utf-8").replace("--size: 12pt", "--size: 13pt"), encoding="utf-8"
    )
    page = templates / "pdf" / "page.css"
    page.write_text(page.read_text("utf-8").replace("20mm 15mm 20mm 30mm", "25mm"), "utf-8")
    body = f'w:styleId="{_style_id("Body Text")}"'

    def change(xml: str) -> str:
        head, found, rest = xml.partition(body)
        rest = rest.replace('<w:sz w:val="24"/>', '<w:sz w:val="26"/>', 1) if found else rest
        return (head + found + rest).replace('w:left="1701"', 'w:left="1417"')

    edited(templates / "docx" / "reference.docx", change)
    document = looks.specimen("full")
    assert looks.in_pdf(document, templates)["body"].size == 13
    assert looks.in_word(document, templates)["body"][1].size == 13
    laid_out = pdf.lay_out(pdf.html(document), templates / "pdf").pages[0]._page_box
    assert laid_out.margin_left == pytest.approx(25 / 25.4 * 96)
    with zipfile.ZipFile(_saved(document, templates)) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    assert root.find(f".//{W}sectPr/{W}pgMar").get(f"{W}left") == "1417"


def _style_id(name: str) -> str:
    assert name in PARAGRAPH_STYLES.values()
    return name.replace(" ", "")


def test_the_tool_brings_word_in_step_with_the_style_sheets(templates: Path) -> None:
    tokens = templates / "pdf" / "tokens.css"
    changed = tokens.read_text("utf-8").replace("--size: 12pt", "--size: 13pt")
    tokens.write_text(changed.replace("--accent: #1f3a5f", "--accent: #004030"), "utf-8")
    apart = list(looks.differences(templates))
    assert {"full: body", "full: label"} <= {each.text for each in apart}
    wanted = {each.style: each.pdf for each in apart}
    lists = frozenset(name for name in wanted if name.startswith(("ListNumber", "ListBullet")))
    looks.bring_in_step(templates / "docx" / "reference.docx", wanted, lists)
    assert list(map(str, looks.differences(templates))) == []


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ("colour: red", "unknown property"),
        ("color: reddish", "invalid value"),
        ("color: var(--nowhere)", "no value"),
        ("font-size: var(--nowhere)", "no value"),
        ("--bad: reddish; background-color: var(--bad)", "invalid value"),
    ],
)
def test_a_style_sheet_that_cannot_be_followed_is_refused(
    templates: Path, wrong: str, message: str
) -> None:
    sheet = templates / "pdf" / "text.css"
    sheet.write_text(sheet.read_text("utf-8") + f"\n.body {{ {wrong} }}\n", "utf-8")
    small = document(part(body("Да.", "ru"), langs=("ru",)))
    for _ in range(2):  # the engine itself says it once
        with pytest.raises(DiptychError, match=message):
            pdf.write(small, templates / "pdf")


def test_fonts_go_into_the_file_if_the_reference_document_says_so(templates: Path) -> None:
    def change(xml: str) -> str:
        xml = xml.replace("Times New Roman", "Tinos")
        return xml.replace("<w:defaultTabStop", "<w:embedTrueTypeFonts/><w:defaultTabStop")

    edited(templates / "docx" / "reference.docx", change)
    with zipfile.ZipFile(_saved(looks.specimen("full"), templates)) as package:
        fonts = etree.fromstring(package.read("word/fontTable.xml"))
        (entry,) = [each for each in fonts if each.get(f"{W}name") == "Tinos"]
        embedded = [each for each in entry if "embed" in each.tag]
        assert [etree.QName(each).localname for each in embedded] == [
            "embedRegular",
            "embedBold",
            "embedItalic",
            "embedBoldItalic",
        ]
        files = sorted(name for name in package.namelist() if name.endswith(".odttf"))
        assert len(files) == 4
        originals = {
            (TEMPLATES / "assets" / "fonts" / f"Tinos-{style}.ttf").read_bytes()
            for style in ("Regular", "Bold", "Italic", "BoldItalic")
        }
        keys = [UUID(each.get(f"{W}fontKey")) for each in embedded]
        plain = {obfuscated(package.read(name), key) for name in files for key in keys}
        assert originals <= plain
    assert not [
        name
        for name in zipfile.ZipFile(_saved(looks.specimen("full"))).namelist()
        if name.endswith(".odttf")
    ]
