"""The PDF writer: what is in the file, and what is refused."""

from __future__ import annotations

import io
import logging
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from typing import NamedTuple

import pikepdf
import pypdfium2
import pytest
from pdf_samples import SAMPLES, TEMPLATES, add_languages_from_the_right, right_to_left

from diptych import tree
from diptych.errors import DiptychError
from diptych.writers.pdf import render, write
from diptych.writers.pdf.assets import load
from everything import EVERYTHING
from trees import NAMES, document, heading, paragraph, part


@pytest.fixture(scope="module")
def files():
    """The PDF of each sample."""
    return {name: write(sample, TEMPLATES) for name, sample in SAMPLES.items()}


def pages(pdf: bytes) -> list[str]:
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]


def words(string: str) -> str:
    """The characters without what line ends, divided words and layout put between them."""
    return re.sub(r"[\s\ufffe\u00ad]", "", string)


class Tagged(NamedTuple):
    tag: str
    lang: str
    kids: list[str]


def structure(pdf: bytes) -> list[Tagged]:
    """The structure elements that can be reached from the root, in reading order."""
    found = []

    def walk(element: pikepdf.Object) -> None:
        if isinstance(element, pikepdf.Array):
            for kid in element:
                walk(kid)
        elif isinstance(element, pikepdf.Dictionary) and "/S" in element:
            kids = element.get("/K", pikepdf.Array())
            tags = [
                str(kid.S) for kid in kids if isinstance(kid, pikepdf.Dictionary) and "/S" in kid
            ]
            found.append(Tagged(str(element.S), str(element.get("/Lang", "")), tags))
            walk(kids)

    with pikepdf.open(io.BytesIO(pdf)) as file:
        walk(file.Root.StructTreeRoot.K)
    return found


def small(*blocks: tree.AnyBlock) -> tree.Document:
    return document(part(*blocks, langs=("ru",)))


# --- what is in the file -----------------------------------------------------


def test_writing_raises_no_complaint_of_the_engine(caplog):
    with caplog.at_level(logging.WARNING):
        load.__wrapped__(TEMPLATES)
        for sample in SAMPLES.values():
            write(sample, TEMPLATES)
    assert [r.message for r in caplog.records if r.name.startswith("weasyprint")] == []


@pytest.mark.parametrize("name", ["memorandum.ru", "press-release.ru-en"])
def test_the_text_of_the_file_is_that_of_the_tree_in_its_order(name, files):
    everything = words("".join(pages(files[name])))
    position = 0
    for each in SAMPLES[name].parts:
        for block in each.blocks:
            if isinstance(block, tree.Paragraph | tree.Heading):
                # A header or footer may stand in the middle of longer ones.
                beginning = words(tree.plain(block.content))[:40]
                position = everything.find(beginning, position)
                assert position >= 0, beginning


def test_every_font_in_a_file_is_embedded_and_ours(files):
    for pdf in files.values():
        for page in pikepdf.open(io.BytesIO(pdf)).pages:
            for font in page.Resources.Font.values():
                (descendant,) = font.DescendantFonts
                assert "Diptych-Serif" in str(font.BaseFont)
                assert "/FontFile2" in descendant.FontDescriptor


def test_a_divided_word_copies_as_one_and_spaces_copy_as_spaces(files):
    everything = "".join(pages(files["memorandum.ru"]))
    assert re.search(r"каж[\ufffe\u00ad]?дый", everything.replace("\r\n", ""))
    assert "\u00a0" not in everything


def test_metadata_says_title_author_language_and_date(files):
    with pikepdf.open(io.BytesIO(files["minutes.uz-kk"])) as pdf:
        assert str(pdf.docinfo.Title) == "Ikkinchi majlis bayonnomasi"
        assert str(pdf.docinfo.Author) == "Expert Council"
        assert str(pdf.docinfo.CreationDate) == str(pdf.docinfo.ModDate) == "D:20240828000000Z"
        assert str(pdf.Root.Lang) == "uz-Latn"
        with pdf.open_metadata() as xmp:
            assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"]) == ("2", "A")
            assert xmp["pdfuaid:part"] == "1"


def test_each_passage_says_its_language(files):
    tagged = structure(files["minutes.uz-kk"])
    for tag in ("/H1", "/H2", "/P", "/L", "/TD", "/TH"):
        assert {each.lang for each in tagged if each.tag == tag} == {"uz-Latn", "kk"}


def test_list_items_hold_labels_and_bodies_and_nothing_else(files):
    items = [each for each in structure(files["memorandum.ru"]) if each.tag == "/LI"]
    assert items
    assert all(item.kids == ["/Lbl", "/LBody"] for item in items)


def test_what_runs_on_every_page_is_an_artifact(files):
    with pikepdf.open(io.BytesIO(files["press-release.ru-en"])) as pdf:
        content = pdf.pages[1].Contents.read_bytes()
    assert content.count(b"/Subtype /Header") >= 1
    assert content.count(b"/Subtype /Footer") >= 1


def test_bookmarks_follow_titles_and_headings(files):
    with pikepdf.open(io.BytesIO(files["memorandum.ru"])) as pdf, pdf.open_outline() as outline:
        (title,) = outline.root
        assert title.title == "МЕМОРАНДУМ"
        assert title.children[0].title == "Статья 1. Цель"


# --- pages -------------------------------------------------------------------


def test_a_part_begins_on_a_new_page_and_has_its_header_from_its_second(files):
    assert [
        ("Русский" in page, "English" in page) for page in pages(files["press-release.ru-en"])
    ] == [(False, False), (True, False), (False, False), (False, True)]


def test_every_page_says_its_number_and_how_many_there_are(files):
    for pdf in files.values():
        every = pages(pdf)
        for number, page in enumerate(every, 1):
            assert f"{number} / {len(every)}" in page


def test_three_columns_lie_on_landscape_pages(files):
    for page in pikepdf.open(io.BytesIO(files["minutes.uz-kk-ru"])).pages:
        left, bottom, right, top = map(float, page.MediaBox)
        assert right - left > top - bottom


def test_the_names_of_the_languages_head_every_page_of_columns(files):
    for page in pages(files["long-row.ru-en"]):
        assert page.count("Русский English") == 1


def test_a_row_longer_than_a_page_loses_nothing(files):
    every = pages(files["long-row.ru-en"])
    assert len(every) > 2
    numbers = re.findall(r"\((\d{3})\)", "".join(every))
    assert Counter(numbers) == {f"{n:03}": 2 for n in range(60)}


def test_a_heading_never_ends_a_page():
    for lines in range(30, 50):
        blocks = [paragraph("detail", "строка", "ru") for _ in range(lines)]
        first, *_ = pages(
            write(
                small(*blocks, heading("", "Заголовок", "ru"), paragraph("body", "текст", "ru")),
                TEMPLATES,
            )
        )
        assert ("Заголовок" in first) == ("текст" in first)


def test_signatures_stay_whole_and_never_stand_alone():
    signatures = SAMPLES["memorandum.ru"].parts[0].blocks[-1]
    for lines in range(30, 48, 2):
        blocks = [paragraph("detail", "строка", "ru") for _ in range(lines)]
        last = pages(write(small(*blocks, signatures), TEMPLATES))[-1]
        assert "строка" in last
        assert last.count("За ") == 2
        assert "Арипов" in last


def test_what_is_written_from_the_right_is_laid_out_from_the_right(monkeypatch):
    add_languages_from_the_right(monkeypatch)
    page = pypdfium2.PdfDocument(write(right_to_left("he"), TEMPLATES))[0]
    written = page.get_textpage()

    def right_edge(string: str) -> float:
        index, _ = written.search(string).get_next()
        return max(written.get_charbox(index + n)[2] for n in range(len(string)))

    margin = page.get_width() - 15 / 25.4 * 72
    assert right_edge("English") < margin / 2  # the second language stands in the left column
    assert right_edge(NAMES["he"]) == pytest.approx(margin, abs=2)


# --- the same bytes ----------------------------------------------------------


def test_equal_documents_give_equal_bytes_wherever_and_whenever(files, tmp_path):
    script = (
        "import sys, pathlib; from pdf_samples import minutes; from diptych.writers.pdf import "
        "write; sys.stdout.buffer.write(write(minutes(), pathlib.Path(sys.argv[1])))"
    )
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(sys.path),
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "C",
        "PYTHONHASHSEED": "7",
    }
    again = subprocess.run(
        [sys.executable, "-c", script, str(TEMPLATES)],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        check=True,
    ).stdout
    assert again == files["minutes.uz-kk"]


# --- what is refused ---------------------------------------------------------


@pytest.mark.parametrize(
    "reference",
    ["file:///etc/hostname", "http://127.0.0.1/a", "data:text/plain,a", "//host/a", "missing.ttf"],
)
@pytest.mark.parametrize(
    "element", ['<link rel="attachment" href="{}">', '<p style="background: url({})">a</p>']
)
def test_nothing_but_files_of_the_templates_is_opened(reference, element):
    base = f'<base href="{TEMPLATES.resolve().as_uri()}/">'
    page = f'<html lang="ru"><head>{base}<title>a</title></head><body>{element}</body></html>'
    with pytest.raises(DiptychError, match=r"not a file of the templates|have no file"):
        render(page.replace("{}", reference), TEMPLATES)


def test_a_style_sheet_that_leaves_the_templates_is_refused(tmp_path):
    copy = tmp_path / "templates"
    shutil.copytree(TEMPLATES.parent, copy, ignore=shutil.ignore_patterns("docx", "locale"))
    with (copy / "pdf" / "page.css").open("a", encoding="utf-8") as sheet:
        sheet.write("\nbody { background: url('../../outside.png') }\n")
    with pytest.raises(DiptychError, match=r"outside\.png"):
        write(small(paragraph("body", "а", "ru")), copy / "pdf")


def test_a_font_from_elsewhere_is_refused(tmp_path):
    copy = tmp_path / "templates"
    shutil.copytree(TEMPLATES.parent, copy, ignore=shutil.ignore_patterns("docx", "locale"))
    with (copy / "pdf" / "text.css").open("a", encoding="utf-8") as sheet:
        sheet.write("\np { font-family: monospace }\n")
    with pytest.raises(DiptychError, match="fonts that the templates do not have"):
        write(small(paragraph("body", "а", "ru")), copy / "pdf")


# --- notes, references, pictures, what stands on every page ----------------------------


@pytest.fixture(scope="module")
def everything():
    return {name: write(sample(), TEMPLATES) for name, sample in EVERYTHING.items()}


def said(pdf: bytes, tag: str, *keys: str) -> list[list[str]]:
    """What each structure element of a kind says under ``keys``."""
    found = []

    def walk(element: pikepdf.Object) -> None:
        if isinstance(element, pikepdf.Array):
            for kid in element:
                walk(kid)
        elif isinstance(element, pikepdf.Dictionary) and "/S" in element:
            if str(element.S) == tag:
                found.append([str(element[key]) for key in keys])
            walk(element.get("/K", pikepdf.Array()))

    with pikepdf.open(io.BytesIO(pdf)) as file:
        walk(file.Root.StructTreeRoot.K)
    return found


def test_a_note_has_a_name_of_its_own_and_its_language(everything):
    (first, ru), (second, kk) = said(everything["two-columns"], "/Note", "/ID", "/Lang")
    assert first != second
    assert (ru, kk) == ("ru", "kk")


def test_a_picture_says_what_it_shows(everything):
    figures = said(everything["one-language"], "/Figure", "/Alt")
    assert figures == [["left"], ["right"], ["what it shows"]]


def test_a_reference_is_a_link_to_its_place(everything):
    with pikepdf.open(io.BytesIO(everything["one-language"])) as pdf:
        places = [str(each) for each in pdf.Root.Names.Dests.Names[::2]]
        links = [
            str(annotation.get("/Dest", annotation.get("/A", {}).get("/D")))
            for page in pdf.pages
            for annotation in page.get("/Annots", [])
        ]
    assert {"en-GB.aims", "en-GB.aims.1.b.1"} <= set(places)
    assert [*dict.fromkeys(links)] == ["en-GB.aims", "en-GB.aims.1.b.1"]


def test_a_table_of_contents_is_tagged_as_one_and_names_the_pages(everything):
    (contents,) = (each for each in structure(everything["one-language"]) if each.tag == "/TOC")
    assert contents.kids == ["/TOCI"]
    assert re.search(r"Aims[.\s]*1\s", pages(everything["one-language"])[0])


def test_a_page_break_begins_a_page_and_leaves_no_empty_one(everything):
    first, second = pages(everything["one-language"])
    assert "Director" in first
    assert "Annex 1" in second


def test_watermark_and_initials_stand_on_every_page_and_in_no_structure(everything):
    for page in pages(everything["one-language"]):
        assert "DRAFT" in page
        assert re.search(r"A\s+\d\s+B", page)
    with pikepdf.open(io.BytesIO(everything["one-language"])) as pdf:
        contents = b"".join(page.Contents.read_bytes() for page in pdf.pages)
    assert contents.count(b"/Artifact") >= 2 * 4


def test_an_image_that_is_not_of_the_document_is_not_shown():
    page = html_of("<img src='data:image/png;base64,AAAA' alt='x'>")
    with pytest.raises(DiptychError, match="is not a file of the templates"):
        render(page, TEMPLATES, frozenset({"data:image/png;base64,BBBB"}))


def html_of(content: str) -> str:
    return f"<html lang='ru'><head><title>x</title></head><body>{content}</body></html>"
