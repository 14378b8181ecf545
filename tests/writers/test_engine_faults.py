"""What WeasyPrint does wrong without each patch of the PDF writer, and that the patch mends it.

A test that fails after a newer WeasyPrint was pinned names a patch that has become needless:
take it out, with its test.
"""

from __future__ import annotations

import io
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import NamedTuple

import pikepdf
import pypdfium2
import pyphen
import pytest
import weasyprint.document
import weasyprint.layout
from fontTools.misc import timeTools
from pdf_samples import SENTENCE, TEMPLATES, document, paragraph, part, text
from weasyprint.layout import inline
from weasyprint.pdf import fonts, stream
from weasyprint.pdf import tags as structure

import measuring
from diptych import tree, writers
from diptych.errors import DiptychError
from diptych.language import hyphenation
from diptych.patches import Patch, Release, patched
from diptych.writers.pdf import conformance, copying, layout_patches, render, tagging_patches, write


@contextmanager
def without(*names: str) -> Iterator[None]:
    """The writer, but the patches of the ``names`` inside WeasyPrint are left out."""
    left = set(names)

    def others(*patches: Patch, made_for: Release) -> AbstractContextManager[None]:
        left.difference_update(patch.name for patch in patches)
        return patched(*(each for each in patches if each.name not in names), made_for=made_for)

    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(layout_patches, "patched", others)
        monkeypatch.setattr(tagging_patches, "patched", others)
        yield
    assert not left, "no such patch"


def page(content: str) -> str:
    return f"<html lang='ru'><head><title>x</title></head><body>{content}</body></html>"


def texts(pdf: bytes) -> list[str]:
    return [each.get_textpage().get_text_range() for each in pypdfium2.PdfDocument(pdf)]


class Element(NamedTuple):
    tag: str
    lang: str
    name: str
    kids: list[str]


def elements(pdf: bytes) -> list[Element]:
    """The structure elements that can be reached from the root, in reading order."""
    found = []

    def walk(element: pikepdf.Object) -> None:
        if isinstance(element, pikepdf.Array):
            for kid in element:
                walk(kid)
        elif isinstance(element, pikepdf.Dictionary) and "/S" in element:
            kids = [
                "content" if isinstance(kid, int) else str(kid.get("/S", kid.get("/Type")))
                for kid in element.get("/K", [])
            ]
            lang, name = (str(element.get(key, "")) for key in ("/Lang", "/ID"))
            found.append(Element(str(element.S), lang, name, kids))
            walk(element.get("/K"))

    with pikepdf.open(io.BytesIO(pdf)) as file:
        walk(file.Root.StructTreeRoot.K)
    return found


def tags(pdf: bytes) -> set[str]:
    return {element.tag for element in elements(pdf)}


# --- layout --------------------------------------------------------------------------


def first_lines(opening: str) -> list[str]:
    """The first lines, in columns of many widths, of ``opening`` and a name in an element."""
    widths = range(185, 245)  # at some of them, just the last space does not fit
    style = "break-before: page; font: 10.5pt/14pt Diptych Serif"
    content = (
        f"<p style='{style}; width: {width}pt'>{opening} <b>Eldor Aripov</b>.</p>"
        for width in widths
    )
    return [
        re.split(r"[\r\n]+", each)[0] for each in texts(render(page("".join(content)), TEMPLATES))
    ]


OF_TODAY = [int(each) for each in writers.engines("pdf")["pango"].split(".")[:2]] >= [1, 52]


@pytest.mark.parametrize(
    "opening",
    [
        "The session was opened by the Director of ISRS,",
        "Заседание открыл господин директор доктор",
    ],
)
def test_a_line_ends_after_its_first_word_where_only_its_last_space_does_not_fit(opening):
    word, _, _ = opening.partition(" ")
    assert word not in first_lines(opening)
    if OF_TODAY:
        pytest.skip("Pango 1.56 breaks these lines well without the patch, Pango 1.50 does not")
    with without("split_first_line"):
        assert word in first_lines(opening)


def far_notes(pdf: bytes) -> list[str]:
    """The notes that stand on another page than their calls."""
    shown = texts(pdf)
    called = {n: i for i, each in enumerate(shown) for n in re.findall(r"зов(\d+)\.", each)}
    noted = [(n, i) for i, each in enumerate(shown) for n in re.findall(r"сноска(\d+)", each)]
    assert called.keys() == {number for number, _ in noted}
    return [number for number, i in noted if called[number] != i]


def with_notes(style: str) -> bytes:
    """Pages of two notes each and a paragraph below them, which at some heights ends the page."""
    content = ""
    for number, space in enumerate(range(580, 660, 7)):
        calls = "<br>".join(
            f"зов{n}.<span class='footnote' data-number='{n}'>сноска{n}</span>"
            for n in (2 * number, 2 * number + 1)
        )
        content += (
            f"<div style='break-before: page; height: {space}pt'></div>"
            f"<p style='{style}'>{calls}</p><p style='{style}'>{'строка<br>' * 8}</p>"
        )
    return render(page(content), TEMPLATES)


@pytest.mark.parametrize("style", ["", "orphans: 1; widows: 1", "orphans: 3; widows: 3"])
def test_notes_move_to_the_next_page_to_win_room_for_a_line_whatever_the_style_sheet_says(style):
    with without("LayoutContext"):
        assert far_notes(with_notes(style))
    assert not far_notes(with_notes(style))


def counted_again(words: int) -> bytes:
    """Two tables of contents, whose pages are known only at the end, and two long notes."""

    def language(lang: str, *inlines: tree.Inline) -> tree.Part:
        entry = tree.ContentsEntry(f"end.{lang}", 1, text("конец", lang))
        contents = tree.Contents(
            id="c", title=text("содержание", lang), entries=(entry,), lang=lang
        )
        filler = [paragraph("body", SENTENCE[lang] * 5, lang) for _ in range(6)]
        end = tree.Heading(id=f"end.{lang}", level=1, content=text("конец", lang), lang=lang)
        first = paragraph("body", (*inlines, *text("начало", lang)), lang)
        return part(first, contents, *filler, end, langs=(lang,))

    calls = [
        inline
        for n in ("1", "2")
        for inline in (
            tree.Text(f"зов{n}.", "ru"),
            tree.Footnote(text(f"сноска{n}" + " слово" * words, "ru"), "ru", n),
        )
    ]
    return write(document(language("ru", *calls), language("kk")), TEMPLATES)


@pytest.mark.parametrize("words", [600, 700])
def test_a_note_longer_than_its_page_stands_twice_where_pages_are_counted_again(words):
    with without("make_all_pages"):
        assert "".join(texts(counted_again(words))).count("сноска2") == 2
    assert "".join(texts(counted_again(words))).count("сноска2") == 1


LONG = "договаривающихся межправительственных природопользования "


MIXED = (
    "Стороны обменялись мнениями о ходе межправительственных испытаний и договорились "
    "регулярно подводить итоги сотрудничества в области водопользования "
)


def divided(content: str) -> int:
    """How many pages of ``content`` end within a word."""
    return sum(bool(each.divided) for each in measuring.pages(render(page(content), TEMPLATES)))


def below(space: int, content: str) -> str:
    return f"<div style='break-before: page; height: {space}pt'></div>{content}"


def test_a_page_ends_within_a_word():
    content = "".join(
        below(space, f"<p class='body' style='width: 150pt'>{LONG * 8}</p>")
        for space in range(600, 640, 5)
    )
    with without("_break_line"):
        assert divided(content) > 2
    assert divided(content) == 0


def test_a_page_ends_within_a_word_where_lines_move_to_what_follows():
    kept = "<p style='break-before: avoid; break-inside: avoid; height: 120pt'>x</p>"
    content = "".join(
        below(500, f"<p class='body' style='width: {width}pt'>{MIXED * 2}</p>{kept}")
        for width in range(125, 200, 3)
    )
    with without("find_earlier_page_break"):
        assert divided(content)
    assert divided(content) == 0


def test_a_row_leaves_the_page_for_the_margin_below_its_list():
    item = "<ol><li><p class='body'>x<br>x</p></li></ol>"  # 28 points of text, and 4 below it
    row = f"<tr><td>{item}</td></tr>"
    content = below(666, f"<table class='parallel'>{row * 2}</table>")
    with without("block_container_layout"):
        assert len(texts(render(page(content), TEMPLATES))) == 2
    assert len(texts(render(page(content), TEMPLATES))) == 1


def test_the_spaces_of_a_line_become_holes_before_a_word_that_is_not_divided():
    first = "Стороны обменялись мнениями о ходе испытаний и решили"
    content = f"<p class='body'>{first} <span class='whole'>{'я' * 35}</span> и далее.</p>"

    def widest() -> float:
        return measuring.pages(render(page(content), TEMPLATES))[0].widest_gap(justified=False)

    with without("justify_line"):
        assert widest() > 1.2
    assert widest() < 0.5


# --- tagging -------------------------------------------------------------------------

# What runs in the margins is left out by both.
STRUCTURE = ("_build_box_tree", "marked")


def both(content: str) -> tuple[bytes, bytes]:
    """The page without the patches of the structure, and with them."""
    with without(*STRUCTURE):
        plain = render(page(content), TEMPLATES)
    return plain, render(page(content), TEMPLATES)


@pytest.mark.parametrize("element", ["p", "h1", "blockquote", "span"])
def test_only_the_document_says_its_language(element):
    plain, mended = both(f"<div><{element} lang='kk'>Қазақ</{element}></div>")
    assert {each.lang for each in elements(plain)} == {""}
    assert [each.lang for each in elements(mended) if each.lang] == ["kk"]


def test_a_table_of_contents_has_no_tag_of_its_own():
    plain, mended = both("<div class='contents'><p class='entry'>Цель</p></div>")
    assert not {"/TOC", "/TOCI"} & tags(plain)
    assert {"/TOC", "/TOCI"} <= tags(mended)


def test_a_note_has_no_tag_of_its_own_and_no_name():
    plain, mended = both("<p>а<span class='footnote' data-number='1'>сноска</span></p>")
    assert "/Note" not in tags(plain)
    (note,) = (each for each in elements(mended) if each.tag == "/Note")
    assert note.name


def link_holders(pdf: bytes) -> set[str]:
    """The tags of what has an area that can be clicked on."""
    return {element.tag for element in elements(pdf) if "/OBJR" in element.kids}


def test_an_element_within_a_link_is_tagged_as_a_span_with_an_area_to_be_clicked_on():
    plain, mended = both("<p><a href='https://a.example/'>а <span lang='kk'>б</span></a></p>")
    assert link_holders(plain) == {"/Link", "/Span"}
    assert link_holders(mended) == {"/Link"}


@pytest.mark.parametrize("content", ["<p>а</p>", "<p>а</p><p>б</p>", "<p>а</p><ul><li>б</ul>"])
def test_what_stands_in_a_list_item_has_no_body(content):
    def loose(pdf: bytes) -> bool:
        items = [each for each in elements(pdf) if each.tag == "/LI"]
        return any({*item.kids} - {"/Lbl", "/LBody"} for item in items)

    plain, mended = both(f"<ol><li>{content}</li></ol>")
    assert loose(plain)
    assert not loose(mended)


@pytest.mark.parametrize("kind", ["ol", "ul"])
def test_an_item_is_empty_where_a_page_begins_within_the_list_that_it_holds(kind):
    def empty(pdf: bytes) -> bool:
        return any(each.tag == "/LI" and not each.kids for each in elements(pdf))

    inner = "<li><p>б</p></li>" * 80
    plain, mended = both(f"<{kind}><li><p>а</p><{kind}>{inner}</{kind}></li></{kind}>")
    assert empty(plain)
    assert not empty(mended)


def test_what_runs_in_the_margins_is_content_without_a_place_in_the_structure():
    def artifacts(pdf: bytes) -> int:
        with pikepdf.open(io.BytesIO(pdf)) as file:
            return file.pages[0].Contents.read_bytes().count(b"/Footer")

    plain, mended = both("<div class='footer'>нижний</div><p>а</p>")
    assert (artifacts(plain), artifacts(mended)) == (0, 1)
    for pdf in (plain, mended):
        assert "нижний" in texts(pdf)[0]


# --- fonts, metadata, libraries --------------------------------------------------------


def test_fonts_of_fonttools_hold_the_time_at_which_they_were_made(monkeypatch):
    def at(seconds: float) -> bytes:
        monkeypatch.setattr(timeTools.time, "time", lambda: seconds)
        return render(page("<p>Текст</p>"), TEMPLATES)

    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    monkeypatch.setattr(fonts, "harfbuzz_subset", None)
    now = time.time()
    with without("TTFont"):
        assert at(now) != at(now + 3600)
    assert at(now) == at(now + 3600)


def test_divided_words_copy_with_their_hyphens_and_spaces_that_do_not_break_as_such(monkeypatch):
    def copied(pdf: bytes) -> set[bytes]:
        with pikepdf.open(io.BytesIO(pdf)) as file:
            streams = [
                font.ToUnicode.read_bytes() for font in file.pages[0].Resources.Font.values()
            ]
        return set(re.findall(rb"> <(2011|00a0|00ad|0020)>", b"".join(streams)))

    divided = page("<p style='width: 40pt; text-indent: 0'>№\u00a02 заседа\u00adния</p>")
    mended = copied(render(divided, TEMPLATES))
    monkeypatch.setattr(copying, "copy_whole_words", lambda pdf: None)
    assert copied(render(divided, TEMPLATES)) == {b"2011", b"00a0"}
    assert mended == {b"00ad", b"0020"}


def test_a_file_claims_only_one_of_the_two_standards_that_it_keeps(monkeypatch):
    def claims(pdf: bytes) -> list[str]:
        with pikepdf.open(io.BytesIO(pdf)) as file, file.open_metadata() as xmp:
            return [key for key in ("pdfaid:part", "pdfuaid:part") if key in xmp]

    mended = render(page("<p>а</p>"), TEMPLATES)
    monkeypatch.setattr(conformance, "claim_accessibility", lambda pdf: None)
    assert claims(render(page("<p>а</p>"), TEMPLATES)) == ["pdfaid:part"]
    assert claims(mended) == ["pdfaid:part", "pdfuaid:part"]


@pytest.mark.skipif(sys.platform != "linux", reason="the loader knows the names on Linux only")
def test_libraries_are_looked_for_by_names_that_they_do_not_have():
    script = (
        "import ctypes.util; find = ctypes.util.find_library; missed = []\n"
        "ctypes.util.find_library = lambda name: find(name) or missed.append(name)\n"
        "import {}; print(len(missed))"
    )
    found = [
        int(subprocess.check_output([sys.executable, "-c", script.format(name)]))
        for name in ("weasyprint.text.ffi", "diptych.writers.pdf")
    ]
    assert found[0] > 0
    assert found[1] == 0


@pytest.mark.parametrize("word", ["САПАЛЫ", "ҚазМұнайГаз"])
def test_pyphen_divides_abbreviations(word):
    dictionary = hyphenation.dictionaries()["kk"]
    assert pyphen.HyphDict(dictionary).positions(word)
    with hyphenation.hyphenation_patches():
        assert not pyphen.HyphDict(dictionary).positions(word)


# --- one process, many documents -------------------------------------------------------

PATCHED = [
    (inline, "split_first_line"),
    (weasyprint.layout, "make_all_pages"),
    (weasyprint.document, "LayoutContext"),
    (structure, "_build_box_tree"),
    (stream.Stream, "marked"),
    (fonts, "TTFont"),
]


@pytest.mark.parametrize(
    "wrong",
    [
        "<img src='data:image/png;base64,AAAA' alt='x'>",  # seen while pages are laid out
        "<link rel='attachment' href='file:///etc/hostname'>",  # seen while the file is written
        "<p style='colour: red'>а</p>",  # said at the end of the layout
        "<p style='font-family: monospace'>а</p>",  # seen when the file is finished
    ],
)
def test_after_a_document_and_after_an_error_the_engine_is_as_it_was(wrong):
    before = [vars(owner)[name] for owner, name in PATCHED]
    first = render(page("<p>Текст</p>"), TEMPLATES)
    assert [vars(owner)[name] for owner, name in PATCHED] == before
    with pytest.raises(DiptychError):
        render(page(wrong), TEMPLATES)
    assert [vars(owner)[name] for owner, name in PATCHED] == before
    assert render(page("<p>Текст</p>"), TEMPLATES) == first


# --- grids ---------------------------------------------------------------------------


def test_a_grid_begins_on_the_left_whatever_its_direction() -> None:
    """What :mod:`diptych.writers.pdf.mirroring` mends."""
    columns = "display: grid; grid-template-columns: 1fr 1fr; direction: rtl"
    html = f"<div style='{columns}'><p>ONE</p><p>TWO</p></div>"
    pdf = weasyprint.HTML(string=page(html)).write_pdf()
    found = pypdfium2.PdfDocument(pdf)[0].get_textpage()
    one, two = (found.get_charbox(found.search(word).get_next()[0])[0] for word in ("ONE", "TWO"))
    assert one < two
