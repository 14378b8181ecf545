"""Addresses typed in prose are links, and nothing in them is text, a number or a mark."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pikepdf
import pypdfium2
import pytest
from lxml import etree

import trees
from diptych import bitext, prose, tree, writers
from diptych.prose.addresses import addresses
from reading import docx_text
from trees import part

TEMPLATES = Path(__file__).parents[1] / "templates"
WEB = "https://example.org/a_b_c?y=2031-03-05&q=*x*_z~1^2"


def found(text: str) -> list[tuple[str, str]]:
    return [(text[each.start : each.end], each.target) for each in addresses(text)]


@pytest.mark.parametrize(
    ("text", "typed", "target"),
    [
        ("См. https://example.org.", "https://example.org", "https://example.org"),
        ("«https://example.org/a»", "https://example.org/a", "https://example.org/a"),
        ("(см. https://example.org/a_(b)).", "https://example.org/a_(b)", None),
        ("[https://example.org/a], и", "https://example.org/a", None),
        ("Сайт:www.example.org, и", "www.example.org", "https://www.example.org"),
        ("https://example.org/2031—здесь", "https://example.org/2031", None),
        ("https://сайт.рф/путь!", "https://сайт.рф/путь", None),
        ("http://example.org/1-2?", "http://example.org/1-2", None),
        ("пишите: info_desk@example.org.", "info_desk@example.org", "mailto:info_desk@example.org"),
        ("mailto:info@example.org", "mailto:info@example.org", "mailto:info@example.org"),
        ("<info@example.org>", "info@example.org", "mailto:info@example.org"),
    ],
)
def test_an_address_ends_where_its_author_ended_it(text: str, typed: str, target: str) -> None:
    assert found(text) == [(typed, target or typed)]


@pytest.mark.parametrize(
    "text", ["8 (7172) 12-34-56", "и т.д.", "a@b", "@example", "https://", "www.", "1@2.3", "12:30"]
)
def test_what_is_no_address_is_none(text: str) -> None:
    assert found(text) == []


def content(markdown: str, language: str = "ru") -> tree.Inlines:
    (block,) = parsed(markdown, language).opening
    assert isinstance(block, tree.Paragraph)
    return block.content


def parsed(markdown: str, language: str = "ru") -> prose.Prose:
    return prose.parse(f"# Т\n\n{markdown}\n", f"t.{language}.md", language)


def links(inlines: tree.Inlines) -> Iterator[tree.Link]:
    return (each for each in tree.iter_inlines(inlines) if isinstance(each, tree.Link))


@pytest.mark.parametrize("around", ["{}", "**{}**", "*{}*", "({})", "«{}».", "<{}>"])
def test_marks_within_an_address_mean_nothing_and_around_it_what_they_do(around: str) -> None:
    address = WEB.rstrip("*")
    inlines = content(around.format(address))
    (link,) = links(inlines)
    assert (tree.plain(link.content), link.bare) == (address, True)
    assert tree.plain(inlines) == around.replace("*", "").strip("<>").format(address)


def test_a_link_with_words_is_as_it_was_and_holds_no_second_one() -> None:
    first, second = links(content(f"[слова]({WEB}) и [www.example.org](https://example.org/a_b)"))
    assert (first.target, first.bare) == (WEB.replace("^", "%5E"), False)
    assert tree.plain(second.content) == "www.example.org"


def test_a_text_with_addresses_is_confirmed_as_it_was_typed() -> None:
    typed = "Пишите на info@example.org или www.example.org."
    assert tree.source(content(typed)) == typed


def problems(one: str, other: str) -> list[str]:
    texts = [parsed(one), parsed(other, "en")]
    terms = bitext.Terms({}, frozenset())
    told = [*bitext.check_concordance(texts, terms), *bitext.check_typed_out(texts, terms)]
    return [f"{each.severity}: {each.message}" for each in told]


def test_numbers_in_addresses_are_none_and_those_of_telephones_are() -> None:
    assert (
        problems("См. https://example.org/2031/12-15", "See https://example.org/2031/12-15") == []
    )
    assert problems("Тел. 12-34-56", "Phone 12-34-57")


def test_another_address_in_another_language_is_told() -> None:
    (told,) = problems("См. https://example.org/ru", "See https://example.org/en")
    assert told.startswith("warning: the address https://example.org/en stands here, and at")
    assert problems("См. https://example.org/", "See the site.")[0].startswith("error: a link")


LONG = f"https://example.org/{'long/' * 6}{'a_long_name_' * 20}end"


@pytest.fixture(scope="module")
def document() -> tree.Document:
    inlines = content(f"Адрес {LONG} и info@example.org здесь.")
    paragraph = tree.Paragraph(id="p", style="body", content=inlines, lang="ru")
    return trees.document(part(paragraph, langs=("ru",)))


def test_a_long_address_is_divided_within_the_margins_and_copied_whole(
    document: tree.Document,
) -> None:
    data = writers.load("pdf")(document, TEMPLATES / "pdf")
    page = pypdfium2.PdfDocument(data)[0]
    text = page.get_textpage()
    shown = (place for place in range(text.count_chars()) if text.get_text_range(place, 1).strip())
    edges = [text.get_charbox(place)[2] for place in shown]
    assert max(edges) <= (210 - 15) / 25.4 * 72 + 1
    assert LONG in text.get_text_range().replace("\r\n", "")
    with pikepdf.open(io.BytesIO(data)) as pdf:
        targets = {str(each.A.URI) for each in pdf.pages[0].Annots}
    assert targets == {LONG, "mailto:info@example.org"}


def test_addresses_are_links_in_word_and_on_the_web(document: tree.Document) -> None:
    data = writers.load("docx")(document, TEMPLATES / "docx")
    assert LONG in docx_text(data)
    with ZipFile(io.BytesIO(data)) as package:
        related = package.read("word/_rels/document.xml.rels").decode()
    assert LONG in related
    assert "mailto:info@example.org" in related
    page = etree.HTML(writers.load("html")(document, TEMPLATES / "html").decode())
    shown = {link.get("href"): "".join(link.itertext()) for link in page.iter("a")}
    assert shown == {LONG: LONG, "mailto:info@example.org": "info@example.org"}
