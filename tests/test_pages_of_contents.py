"""The pages that tables of contents name are those of the PDF, and it is laid out once."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from diptych import tree
from diptych.pipeline import pages
from diptych.tree import Contents, ContentsEntry, PageBreak, Text
from diptych.writers.pdf import writer
from reading import docx_text
from trees import body, document, heading, part

TEMPLATES = Path(__file__).parents[1] / "templates"


def paper(*, contents: bool) -> tree.Document:
    """Two headings, the second on a page of its own, with or without a table of contents."""
    titles = [heading("", name, "ru", unit=name) for name in ("Первый", "Второй")]
    entries = tuple(
        ContentsEntry(title.id, 1, (Text(title.id, "ru"),))
        for title in (titles if contents else ())
    )
    table = Contents(id="contents", title=(Text("Содержание", "ru"),), entries=entries, lang="ru")
    blocks = (table, titles[0], body("…", "ru"), PageBreak(id="break"), titles[1], body("…", "ru"))
    return document(part(*blocks, langs=("ru",)))


@pytest.fixture
def laid_out(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pages of HTML that were laid out."""
    seen: list[str] = []
    lay_out = writer.lay_out

    def counted(page: str, *rest: object, **others: object) -> object:
        seen.append(page)
        return lay_out(page, *rest, **others)  # type: ignore[arg-type]

    monkeypatch.setattr(writer, "lay_out", counted)
    return seen


@pytest.mark.parametrize("formats", [["docx"], ["docx", "pdf"], ["docx", "pdf", "html"]])
def test_a_word_file_names_the_pages_of_the_pdf(formats: list[str], laid_out: list[str]) -> None:
    files = pages.files(paper(contents=True), formats, TEMPLATES)
    assert list(files) == formats
    lines = docx_text(files["docx"]).splitlines()
    assert [re.sub(r"\s", " ", line) for line in lines[1:3]] == ["Первый 1", "Второй 2"]
    assert len(laid_out) == 1


@pytest.mark.parametrize(("contents", "formats"), [(False, ["docx"]), (True, ["html"])])
def test_nothing_is_laid_out_for_pages_that_nothing_names(
    contents: bool, formats: list[str], laid_out: list[str]
) -> None:
    pages.files(paper(contents=contents), formats, TEMPLATES)
    assert laid_out == []


def test_the_pdf_is_the_one_that_its_writer_makes() -> None:
    made = paper(contents=True)
    files = pages.files(made, ["pdf"], TEMPLATES)
    assert files["pdf"] == writer.write(made, TEMPLATES / "pdf")
