"""Somebody goes on working in a Word file: numbers, references and contents stay right.

LibreOffice stands for Word here. It is told through its API what a person would do.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from msgspec.structs import replace

from diptych.bitext import weave
from diptych.bitext.weaving import Arrangement
from diptych.tree import AnyBlock, Contents, ContentsEntry, Document, Footnote, Reference, Text
from diptych.writers.docx import write
from reading import pdf_text
from trees import body, document, heading, items, paragraph, part, table

TEMPLATES = Path(__file__).parents[2] / "templates" / "docx"
SCRIPT = Path(__file__).parents[2] / "tools" / "judges" / "office.py"
PYTHON = "/usr/bin/python3"
LANGS = ("ru", "kk", "uz")

Paragraphs = list[tuple[str, str]]


def has_api() -> bool:
    return (
        shutil.which("soffice") is not None
        and Path(PYTHON).is_file()
        and subprocess.run([PYTHON, "-c", "import uno"], capture_output=True).returncode == 0
    )


pytestmark = [
    pytest.mark.conformance,
    pytest.mark.xdist_group("libreoffice"),
    pytest.mark.skipif(not has_api(), reason="LibreOffice or its API for Python is not installed"),
]


class Office:
    """One LibreOffice for all tests of this module."""

    def __init__(self, profile: Path) -> None:
        self._process = subprocess.Popen(
            [PYTHON, SCRIPT, profile], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def ask(self, **request: object) -> Paragraphs:
        """The paragraphs after what ``request`` asks for, as ``office.py`` has it."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        answered = self._process.stdout.readline()
        assert answered, "LibreOffice has ended"
        return [(label, said.replace("\u2011", "-")) for label, said in json.loads(answered)]

    def close(self) -> None:
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait(60)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    opened = Office(tmp_path_factory.mktemp("office"))
    yield opened
    opened.close()


Edit = Callable[..., Paragraphs]


@pytest.fixture
def edit(office: Office, tmp_path: Path) -> Edit:
    """Writes a document, lets LibreOffice insert into it, store it, and read it again."""

    def edited(made: Document, *insert: tuple[str, str]) -> Paragraphs:
        file, stored = tmp_path / "a.docx", tmp_path / "b.docx"
        file.write_bytes(write(made, TEMPLATES))
        wanted = [{"before": before, "text": text} for before, text in insert]
        office.ask(open=str(file), insert=wanted, docx=str(stored))
        return office.ask(open=str(stored))

    return edited


def edition(make: Callable[[str], Sequence[AnyBlock]], count: int, way: Arrangement) -> Document:
    """What ``make`` makes of the first ``count`` languages, as one document."""
    texts = [document(part(*make(lang), langs=(lang,))) for lang in LANGS[:count]]
    return weave(texts, way)


EDITIONS: list[tuple[int, Arrangement]] = [
    (1, "parallel"),
    (2, "parallel"),
    (3, "parallel"),
    (2, "sequential"),
]
each_edition = pytest.mark.parametrize(("count", "way"), EDITIONS)


def listed(paragraphs: Paragraphs, lang: str) -> list[str]:
    """The numbers before what is said in ``lang``, and what is."""
    return [f"{label} {said}" for label, said in paragraphs if label and said.endswith(lang)]


def item(lang: str, name: str) -> tuple[AnyBlock, ...]:
    return (body(f"{name} {lang}", lang, f"list.{name}.1"),)


def continued(lang: str) -> list[AnyBlock]:
    """A list that goes on below a paragraph, a note and a table, and a reference to its end."""
    refers = Reference("list.f", lang, target="list.f.1", text="5")
    return [
        items(lang, item(lang, "a"), item(lang, "b"), series="list", unit="list.1"),
        body("…", lang, "between"),
        items(lang, item(lang, "c"), start=3, series="list", unit="list.2"),
        paragraph("note", "…", lang, "noted"),
        items(lang, item(lang, "d"), start=4, series="list", unit="list.3"),
        table(lang, ("start",), ("…",), unit="table"),
        items(lang, item(lang, "f"), start=5, series="list", unit="list.4"),
        body((Text(f"See {lang}: ", lang), refers), lang, "refers"),
    ]


@each_edition
def test_an_item_put_into_a_list_moves_on_all_that_follow(
    count: int, way: Arrangement, edit: Edit
) -> None:
    found = edit(edition(continued, count, way), ("c ru", "new ru"))
    assert listed(found, "ru") == [
        "1. a ru",
        "2. b ru",
        "3. new ru",
        "4. c ru",
        "5. d ru",
        "6. f ru",
    ]
    for lang in LANGS[1:count]:
        assert listed(found, lang) == [f"{n}. {name} {lang}" for n, name in enumerate("abcdf", 1)]


@each_edition
def test_a_reference_says_the_number_that_its_place_has_now(
    count: int, way: Arrangement, edit: Edit
) -> None:
    made = edition(continued, count, way)
    before = [said for _, said in edit(made) if said.startswith("See")]
    assert before == [f"See {lang}: 5" for lang in LANGS[:count]]
    for place in ("c ru", "f ru"):
        after = [said for _, said in edit(made, (place, "new ru")) if said.startswith("See")]
        assert after == ["See ru: 6", *before[1:]]


ARTICLES = {"ru": "Статья {}.", "kk": "{}\u2011бап.", "uz": "{}\u2011modda."}


def articles(lang: str) -> list[AnyBlock]:
    """Two articles under a table of contents, and a reference to the second."""
    made = []
    for number, name in enumerate(("One", "Two"), 1):
        label = ARTICLES[lang].format(number)
        title = heading(label, f"{name} {lang}", lang, unit=f"article-{number}")
        made.append((replace(title, number=number), body("…", lang, f"text-{number}")))
    entries = tuple(
        ContentsEntry(title.id, 1, (Text(f"{title.label} ", lang), *title.content), page="1")
        for title, _ in made
    )
    contents = Contents(id="contents", title=(Text("…", lang),), entries=entries, lang=lang)
    refers = Reference("article-2", lang, target="article-2", text="2")
    closing = body((Text(f"See {lang}: ", lang), refers), lang, "refers")
    return [contents, *(block for both in made for block in both), closing]


@each_edition
def test_an_article_put_in_counts_and_stands_in_the_contents_of_its_language(
    count: int, way: Arrangement, edit: Edit
) -> None:
    found = edit(edition(articles, count, way), ("Two ru", "New ru"))
    for lang in LANGS[:count]:
        names = ["One", "New", "Two"] if lang == "ru" else ["One", "Two"]
        label = ARTICLES[lang].replace("\u2011", "-")
        expected = [f"{label.format(n)} {name} {lang}" for n, name in enumerate(names, 1)]
        assert listed(found, lang) == expected
        entries = [said for _, said in found if re.search(rf"{lang}\t\d+$", said)]
        assert [entry.partition("\t")[0] for entry in entries] == expected


def noted(lang: str) -> list[AnyBlock]:
    """Notes, the twelfth of them called for again at the end."""
    again = Footnote((), lang, "12", again=True)
    return [
        body(
            (
                Text(f"word{lang}x", lang),
                Footnote((Text(f"note{lang}x{number};", lang),), lang, str(number)),
                Text(" end.", lang),
                *((again, Text(" again.", lang)) if number == 25 else ()),
            ),
            lang,
            f"p{number}",
        )
        for number in range(1, 26)
    ]


@each_edition
def test_each_note_shows_its_number_once_at_its_call_and_once_at_the_foot(
    count: int, way: Arrangement, office: Office, tmp_path: Path
) -> None:
    file, printed = tmp_path / "notes.docx", tmp_path / "notes.pdf"
    file.write_bytes(write(edition(noted, count, way), TEMPLATES))
    office.ask(open=str(file), pdf=str(printed))
    text = re.sub(r"\s", "", pdf_text(printed.read_bytes()))
    for lang in LANGS[:count]:
        assert re.findall(r"end\.(\d*)again", text) == ["12"] * count
        assert re.findall(rf"word{lang}x(\d*)end\.", text) == [str(n) for n in range(1, 26)]
        assert re.findall(rf"(?<!\d)(\d+)note{lang}x\1;", text) == [str(n) for n in range(1, 26)]
