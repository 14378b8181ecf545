"""Web editions and plain texts: the same document without its pages."""

from __future__ import annotations

import io
import re
from pathlib import Path
from zipfile import ZipFile

import lxml.etree
import lxml.html
import pytest
from msgspec.structs import replace
from pdf_samples import SAMPLES

import breaking
import policies
from commands import command
from diptych import tree
from diptych.errors import DiptychError
from diptych.writers import docx, html, names, pdf, txt
from everything import EVERYTHING
from reading import docx_text, pdf_text

TEMPLATES = Path(__file__).parents[2] / "templates/html"
ALL = {name: (lambda each=each: each) for name, each in SAMPLES.items()} | EVERYTHING


def page(document: tree.Document) -> str:
    return html.write(document, TEMPLATES).decode()


def bones(text: str) -> str:
    return re.sub(r"[\s\u00a0-]", "", text)


@pytest.mark.parametrize("name", EVERYTHING)
def test_a_web_edition_of_everything_is_as_accepted(name, golden):
    text = re.sub(r"base64,[^\"]+", "base64,…", page(EVERYTHING[name]()))
    text = re.sub(r"sha256-[^']+", "sha256-…", text)
    golden(f"web/{name}.html", re.sub(r"<style>.*?</style>", "<style>…</style>", text, flags=re.S))


@pytest.mark.parametrize("name", EVERYTHING)
def test_a_plain_text_of_everything_is_as_accepted(name, golden):
    golden(f"web/{name}.txt", txt.write(EVERYTHING[name](), TEMPLATES).decode())


@pytest.mark.parametrize("name", ALL)
def test_a_web_edition_says_what_the_pdf_says_but_for_margins(name):
    document = ALL[name]()
    web = lxml.html.fromstring(page(document))
    paper = lxml.html.fromstring(pdf.html(document))
    for margin in paper.xpath(
        "//*[contains(' header footer watermark ', concat(' ', @class, ' '))]"
    ):
        margin.drop_tree()
    for margin in paper.xpath("//*[contains(@class, 'initialled') or contains(@class, 'header')]"):
        margin.drop_tree()
    for note in paper.xpath("//span[@class='footnote']"):
        note.drop_tree()
    for extra in web.xpath("//*[@class='notes' or @class='draft' or @role='doc-noteref']"):
        extra.drop_tree()
    assert bones(web.find("body").text_content()) == bones(paper.find("body").text_content())


@pytest.mark.parametrize("name", ALL)
def test_a_web_edition_loads_nothing_and_each_id_stands_once(name):
    web = lxml.html.fromstring(page(ALL[name]()))
    sources = [*web.xpath("//@src"), *web.xpath("//link/@href")]
    assert all(source.startswith("data:") for source in sources)
    assert not web.xpath("//script")
    ids = web.xpath("//@id")
    assert len(ids) == len(set(ids))
    within = [link[1:] for link in web.xpath("//a/@href") if link.startswith("#")]
    assert set(within) <= set(ids)


@pytest.mark.parametrize("name", EVERYTHING)
def test_every_note_is_called_for_once_and_leads_back(name):
    web = lxml.html.fromstring(page(EVERYTHING[name]()))
    calls = {link.get("href"): link.get("id") for link in web.xpath("//a[@role='doc-noteref']")}
    notes = web.xpath("//*[@role='doc-endnotes']/p")
    assert [f"#{note.get('id')}" for note in notes] == list(calls)
    for note in notes:
        (back,) = note.xpath("a[@role='doc-backlink']/@href")
        assert back == f"#{calls['#' + note.get('id')]}"


@pytest.mark.parametrize("name", ALL)
def test_a_browser_is_told_to_load_nothing_and_to_run_nothing(name):
    policy = policies.judged(page(ALL[name]()).encode())
    assert policy.keys() == {"default-src", "img-src", "style-src", "base-uri", "form-action"}


def test_fonts_that_a_sheet_holds_are_let_in(tmp_path):
    (tmp_path / "document.css").write_text("@font-face { src: url(data:font/woff2;base64,AA) }")
    policy = policies.judged(html.write(next(iter(SAMPLES.values())), tmp_path))
    assert policy["font-src"] == ["data:"]


@pytest.mark.parametrize("name", EVERYTHING)
def test_what_an_element_says_of_its_own_looks_stands_in_the_sheet(name):
    document = EVERYTHING[name]()
    web, paper = lxml.html.fromstring(page(document)), lxml.html.fromstring(pdf.html(document))
    sheet = web.find("head/style").text
    own = dict(re.findall(r"^\.(own-\d+) { (.*) !important; }$", sheet, re.M))
    said = [
        own[each.get("class").split()[-1]] for each in web.iter() if "own-" in each.get("class", "")
    ]
    assert said
    assert set(said) == set(paper.xpath("//@style"))


@pytest.mark.parametrize(
    "rule",
    [
        "@import url(x.css);",
        "@\\69mport 'x.css';",
        "@im/**/port 'x.css';",
        "p { background: url(http://x/y.png) }",
        "p { background: u\\72l(http://x/y.png) }",
        "p { background: \\000075 rl( 'http://x/y.png') }",
        "p { background: image-set('http://x/y.png' 1x) }",
        "</style><script>",
    ],
)
def test_a_sheet_that_leads_out_of_the_page_is_refused(tmp_path, rule):
    (tmp_path / "document.css").write_text(rule)
    with pytest.raises(DiptychError, match="it was not opened"):
        html.write(next(iter(SAMPLES.values())), tmp_path)


def test_a_sheet_of_another_encoding_is_told_at_its_place(tmp_path):
    (tmp_path / "document.css").write_bytes(b"/* */\n/* " + "ё".encode("cp1251"))
    with pytest.raises(DiptychError, match=r"document\.css:2:4: error: byte 0xB8 is not UTF-8"):
        html.write(next(iter(SAMPLES.values())), tmp_path)


def test_a_sheet_has_the_line_ends_that_a_browser_sees(tmp_path):
    pages = []
    for end in (b"\n", b"\r\n"):
        (tmp_path / "document.css").write_bytes(b"p {" + end + b"}" + end)
        pages.append(html.write(next(iter(SAMPLES.values())), tmp_path))
    assert pages[0] == pages[1]


def test_a_missing_sheet_is_named(tmp_path):
    with pytest.raises(DiptychError, match=r"document\.css"):
        html.write(next(iter(SAMPLES.values())), tmp_path)


def test_the_formats_there_are():
    assert names() == ("docx", "html", "pdf", "txt")


def test_a_secretary_who_is_not_named_signs_in_every_language(tmp_path: Path) -> None:
    breaking.prepared(tmp_path)
    assert not command(
        "write {folder} minutes --editions ru-en --formats txt --templates {templates} "
        "--output {output}",
        folder=tmp_path / breaking.MEETING,
        templates=TEMPLATES.parent,
        output=tmp_path,
    )
    text = next(tmp_path.rglob("minutes.ru-en.txt")).read_text("utf-8")
    assert "\n\nСекретарь\nSecretary\n\n" in text


def test_what_stands_above_and_below_the_line_does_so_in_every_format() -> None:
    document = next(iter(SAMPLES.values()))
    two = (tree.Text("2", "ru"),)
    content = (
        *(tree.Text("м", "ru"), tree.Superscript(two), tree.Text(" и H", "ru")),
        *(tree.Strong((tree.Subscript(two),)), tree.Text("O", "ru")),
    )
    formula = tree.Paragraph(id="formula", style="body", content=content, lang="ru")
    part = replace(document.parts[0], blocks=(*document.parts[0].blocks, formula))
    document = replace(document, parts=(part,))
    assert "м<sup>2</sup> и H<strong><sub>2</sub></strong>O" in page(document)
    assert "м2 и H2O" in txt.write(document, TEMPLATES).decode()
    paper = pdf.write(document, TEMPLATES.parent / "pdf")
    assert "м2иH2O" in pdf_text(paper)
    word = docx.write(document, TEMPLATES.parent / "docx")
    assert "м2 и H2O" in docx_text(word)
    with ZipFile(io.BytesIO(word)) as package:
        story = lxml.etree.fromstring(package.read("word/document.xml"))
    namespace = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}
    aligned = story.findall(".//w:vertAlign", namespace)[-2:]
    assert [each.values() for each in aligned] == [["superscript"], ["subscript"]]
