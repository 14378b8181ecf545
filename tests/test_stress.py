"""Documents that hold everything a text may, short and long, in both formats."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf
import pypdfium2
import pytest
from lxml import etree
from msgspec.structs import replace
from weasyprint.formatting_structure.boxes import FootnoteAreaBox, LineBox, TextBox

import stressing
from diptych import tree
from diptych.language.tags import tags
from diptych.writers import docx, pdf
from diptych.writers.html import letterhead
from reading import docx_notes, docx_text, pdf_text, skeleton

EDITIONS = [
    ("minutes", ("ru",), "parallel"),
    ("minutes", ("uz", "kk"), "parallel"),
    ("memorandum", ("uz", "kk", "ru"), "parallel"),
    ("press-release", ("ru", "kk"), "sequential"),
]
LONG = {"parallel": 10, "sequential": 8}  # chapters: some 55 pages
# What is written once serves all.
pytestmark = [pytest.mark.xdist_group("stress"), pytest.mark.slow]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return stressing.project(tmp_path_factory.mktemp("stress") / "short", 1)


@pytest.fixture(scope="module")
def long_folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    root = tmp_path_factory.mktemp("stress")
    return {name: stressing.project(root / name, chapters) for name, chapters in LONG.items()}


def final(document: tree.Document) -> tree.Document:
    """The document without its watermark, which would stand between the lines of a PDF."""
    parts = tuple(replace(part, watermark=()) for part in document.parts)
    return replace(document, parts=parts)


def templates(folder: Path) -> Path:
    return stressing.emblems(folder.parent)


class Written(NamedTuple):
    """A document, and what both writers make of it."""

    document: tree.Document
    word: bytes
    paper: bytes


@cache
def written(folder: Path, kind: str, languages: tuple[str, ...], arrangement: str) -> Written:
    document = final(stressing.document(folder, kind, languages, arrangement))
    looks = templates(folder)
    word, paper = docx.write(document, looks / "docx"), pdf.write(document, looks / "pdf")
    return Written(document, word, paper)


class LaidOut(NamedTuple):
    """A document, and the boxes of its pages."""

    document: tree.Document
    pages: list[Any]


@cache
def laid_out(folder: Path, arrangement: str) -> LaidOut:
    document = stressing.document(folder, "memorandum", ("uz", "kk"), arrangement)
    page, images = pdf.html(document), letterhead.images(document)
    pages = pdf.lay_out(page, templates(folder) / "pdf", images).pages
    return LaidOut(document, [each._page_box for each in pages])


#: What stands again on each page, and what the formats put at other places: notes, numbers.
AGAIN = [
    *("".join(skeleton(tags(code).name) for code in codes) for _, codes, _ in EDITIONS),
    *(skeleton("".join(words.columns * 2)) for words in stressing.WORDS.values()),
    *(skeleton("".join(words.columns)) for words in stressing.WORDS.values()),
]


def comparable(text: str) -> str:
    bones = skeleton(text)
    for words in stressing.WORDS.values():
        bones = bones.replace(skeleton(words.note), "")
    for again in AGAIN:
        bones = bones.replace(again, "")
    return re.sub(r"[^\W\d_]\)|[\d.…)–]", "", bones)


@pytest.mark.parametrize(("kind", "languages", "arrangement"), EDITIONS)
def test_both_formats_say_the_same_in_the_same_order(
    folder: Path, kind: str, languages: tuple[str, ...], arrangement: str
) -> None:
    document, word, paper = written(folder, kind, languages, arrangement)
    ours, theirs = comparable(docx_text(word)), comparable(pdf_text(paper))
    if len(document.parts[0].langs) > 1:
        # A page ends a long row in all columns at once, so only what they say can be compared.
        assert Counter(ours) == Counter(theirs)
    else:
        assert ours == theirs


@pytest.mark.parametrize(("kind", "languages", "arrangement"), EDITIONS)
def test_both_formats_hold_every_note_with_its_number(
    folder: Path, kind: str, languages: tuple[str, ...], arrangement: str
) -> None:
    document, word, paper = written(folder, kind, languages, arrangement)
    wanted = [
        f"{inline.number}{tree.plain(inline.content)}"
        for part in document.parts
        for block in tree.walk(part.blocks)
        for content in tree.inlines(block)
        for inline in tree.iter_inlines(content)
        if isinstance(inline, tree.Footnote)
    ]
    assert len(wanted) == 3 * len(languages)
    assert sorted(map(skeleton, docx_notes(word))) == sorted(map(skeleton, wanted))
    everything = "".join(
        skeleton(page.get_textpage().get_text_range()) for page in pypdfium2.PdfDocument(paper)
    )
    for note in wanted:
        assert skeleton(note) in everything


def descendants(box: Any) -> Iterator[Any]:
    yield box
    for child in getattr(box, "children", ()):
        yield from descendants(child)


@pytest.mark.parametrize("arrangement", ["parallel", "sequential"])
def test_fifty_pages_lose_nothing_overflow_nothing_and_leave_no_heading_behind(
    long_folders: dict[str, Path], arrangement: str
) -> None:
    document, pages = laid_out(long_folders[arrangement], arrangement)
    assert len(pages) >= 50
    said = []
    for page in pages:
        root, notes = page.children[0], _notes(page)
        right = page.position_x + page.margin_left + page.width
        bottom = page.position_y + page.margin_top + page.height
        lines = [box for box in descendants(root) if isinstance(box, LineBox)]
        for box in (each for line in lines for each in descendants(line)):
            if isinstance(box, TextBox):
                assert box.position_x + box.width <= right + 1, box.text
                assert box.position_y + box.height <= bottom + 1, box.text
        said += [box.text for box in descendants(root) if isinstance(box, TextBox)]
        calls = {each.element for each in descendants(root) if _is_call(each)}
        assert {each.element for each in notes} == calls
        last = max(lines, key=lambda line: line.position_y)
        assert "heading" not in (last.element.get("class") or "").split()
    text = skeleton("".join(said))
    for lang, word in (("uz", "fikr"), ("kk", "пікір")):  # once in each sentence, never divided
        assert text.count(word) == _count(document, word, lang)


def _is_call(box: Any) -> bool:
    return box.element_tag == "span::footnote-call"


def _notes(page: Any) -> list[Any]:
    return [note for area in page.children if _holds_notes(area) for note in area.children]


def _count(document: tree.Document, word: str, lang: str) -> int:
    return sum(
        skeleton(tree.plain(content)).count(word)
        for part in document.parts
        for block in tree.walk(part.blocks)
        if getattr(block, "lang", lang) == lang
        for content in tree.inlines(block)
    )


def test_no_row_leaves_more_than_a_quarter_of_a_page_empty(long_folders: dict[str, Path]) -> None:
    _, pages = laid_out(long_folders["parallel"], "parallel")
    for page, after in pairwise(pages):
        begins = [_class(box) for box in descendants(after.children[0])][:12]
        if any("new-page" in name or "picture" in name or "together" in name for name in begins):
            continue
        root = page.children[0]
        end = max(
            box.position_y + box.height for box in descendants(root) if isinstance(box, LineBox)
        )
        room = page.position_y + page.margin_top + page.height
        room -= sum(each.margin_height() for each in page.children if _holds_notes(each))
        assert room - end < page.height / 4


def _holds_notes(box: Any) -> bool:
    return isinstance(box, FootnoteAreaBox)


def _class(box: Any) -> str:
    return (box.element.get("class") or "") if box.element is not None else ""


# --- the language of every part -------------------------------------------------------


@pytest.mark.parametrize(("kind", "languages", "arrangement"), EDITIONS)
def test_every_run_of_a_word_file_names_its_language(
    folder: Path, kind: str, languages: tuple[str, ...], arrangement: str
) -> None:
    data = written(folder, kind, languages, arrangement).word
    named = {tags(code).word for code in languages}
    seen = 0
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            if re.match(r"word/(document|header|footer|footnotes)\d*\.xml", name):
                for run in etree.fromstring(package.read(name)).iter(f"{W}r"):
                    if run.find(f"{W}t") is not None:
                        language = run.find(f"{W}rPr/{W}lang")
                        assert language is not None, etree.tostring(run)
                        assert language.get(f"{W}val") in named
                        seen += 1
    assert seen > 100


@pytest.mark.parametrize(("kind", "languages", "arrangement"), EDITIONS)
def test_every_content_of_a_pdf_stands_below_an_element_that_names_its_language(
    folder: Path, kind: str, languages: tuple[str, ...], arrangement: str
) -> None:
    data = written(folder, kind, languages, arrangement).paper
    named = {tags(code).html for code in languages}
    contents: list[str] = []

    def walk(element: Any, lang: str) -> None:
        if isinstance(element, pikepdf.Array):
            for kid in element:
                walk(kid, lang)
        elif isinstance(element, pikepdf.Dictionary):
            if "/S" in element:
                walk(element.get("/K", pikepdf.Array()), str(element.get("/Lang", lang)))
            elif element.get("/Type") == "/MCR":
                contents.append(lang)
        else:
            contents.append(lang)  # the number of a marked content

    with pikepdf.open(io.BytesIO(data)) as file:
        walk(file.Root.StructTreeRoot.K, "")
    assert len(contents) > 100
    assert set(contents) <= named
    assert len({*contents}) == len(languages)
