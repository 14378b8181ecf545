"""How the pages of every edition are filled and where they end, in both formats.

The table of what was measured is ``tests/golden/layout/*.txt``; page counts must be equal, and a
page may be filled by a few per cent more or less, as other releases of the libraries set it.
"""

from __future__ import annotations

import random
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest
from msgspec.structs import replace

import gallery
import measuring
import stressing
from diptych import bitext, tree
from diptych.editions import split
from diptych.language.tags import tags
from diptych.layout.measure import texts
from diptych.pipeline import compose
from diptych.reader.configuration import read_configuration
from diptych.reader.registry import read_registry
from diptych.writers import docx, pdf
from measuring import Page
from reading import skeleton
from trees import (
    body,
    cells,
    document,
    heading,
    items,
    paragraph,
    parallel,
    part,
    signatory,
    signatures,
    table,
)

ROOT = Path(__file__).parents[1]
TEMPLATES = ROOT / "templates"
GOLDEN = Path(__file__).parent / "golden" / "layout"
FOLDER = ROOT / "content" / "2024-08-28-second-session"
STRESS = [
    ("minutes", ("ru",), "parallel"),
    ("minutes", ("uz", "kk"), "parallel"),
    ("memorandum", ("uz", "kk", "ru"), "parallel"),
    ("press-release", ("ru", "kk"), "sequential"),
]
NAMES = frozenset(tags(code).name for code in ("ru", "uz", "uz-Cyrl", "kk", "en"))
SPACED = ("document-name", "label", "resolution")
FULL = 85  # per cent of the height of a page
TOLERANCE = 3  # per cent
LANGS = ("kk", "ru")

#: What is written once serves all.
pytestmark = pytest.mark.xdist_group("layout")
needs_libreoffice = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice is not installed"
)


@cache
def shipped() -> Mapping[str, tree.Document]:
    """Every edition that the configuration asks for of the meeting that ships."""
    config = read_configuration(ROOT / "config" / "config.yaml")
    registry = read_registry(ROOT / "content")
    documents = {}
    for kind, editions in config.editions.items():
        wanted = [split(edition) for edition in editions]
        authenticity = config.authenticity[kind]
        composed = compose.compose(FOLDER, kind, wanted, registry, TEMPLATES, authenticity)
        for edition, languages in zip(editions, wanted, strict=True):
            woven = bitext.weave(composed.editions[languages], config.arrangement[kind])
            documents[f"{kind}.{edition}"] = woven
    return documents


@pytest.fixture(scope="module")
def papers() -> Mapping[str, bytes]:
    """The PDF of each edition that ships."""
    return {name: pdf.write(each, TEMPLATES / "pdf") for name, each in shipped().items()}


@pytest.fixture(scope="module")
def pages(papers: Mapping[str, bytes]) -> Mapping[str, Sequence[Page]]:
    return {name: measuring.pages(paper) for name, paper in papers.items()}


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """The PDF that LibreOffice makes of each Word file that ships."""
    return through_libreoffice(shipped(), TEMPLATES, tmp_path_factory.mktemp("words"))


def through_libreoffice(
    documents: Mapping[str, tree.Document], templates: Path, folder: Path
) -> Mapping[str, Path]:
    words = []
    for name, each in documents.items():
        words.append(folder / f"{name}.docx")
        words[-1].write_bytes(docx.write(each, templates / "docx"))
    gallery.through_libreoffice(words, folder)
    return {name: folder / f"{name}.pdf" for name in documents}


def compare(
    name: str, measured: Mapping[str, Sequence[Page]], request: pytest.FixtureRequest
) -> None:
    """Compare how pages are filled with what was accepted."""
    file = GOLDEN / f"{name}.txt"
    lines = [measuring.table(edition, found) for edition, found in measured.items()]
    if request.config.getoption("--accept"):
        file.parent.mkdir(exist_ok=True)
        file.write_text("\n".join([measuring.HEAD, *lines]) + "\n", "utf-8")
    _, *accepted = file.read_text("utf-8").splitlines()
    for line, before in zip(lines, accepted, strict=True):
        (edition, *now), (known, *then) = (each.replace("|", "").split() for each in (line, before))
        assert (edition, len(now)) == (known, len(then)), f"{line}\n{before}"
        for one, other in zip(now, then, strict=True):
            assert abs(int(one) - int(other)) <= TOLERANCE, f"{line}\n{before}"


def test_pages_of_the_pdf_files_are_filled_as_accepted(
    pages: Mapping[str, Sequence[Page]], request: pytest.FixtureRequest
) -> None:
    compare("pdf", pages, request)


@pytest.mark.slow
@needs_libreoffice
def test_pages_of_the_word_files_are_filled_as_accepted_and_as_many_as_in_the_pdf(
    pages: Mapping[str, Sequence[Page]],
    printed: Mapping[str, Path],
    request: pytest.FixtureRequest,
) -> None:
    measured = {name: measuring.pages(file) for name, file in printed.items()}
    compare("docx", measured, request)
    for name, found in measured.items():
        assert abs(len(found) - len(pages[name])) <= 1, name
        assert faults(found) == [], name


@pytest.mark.slow
def test_pages_of_documents_that_hold_everything_are_filled_as_accepted(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    folder = stressing.project(tmp_path / "stress", 1)
    templates = stressing.emblems(folder.parent)
    documents = {}
    for kind, languages, arrangement in STRESS:
        each = stressing.document(folder, kind, languages, arrangement)
        # A watermark would stand between the lines.
        parts = tuple(replace(part, watermark=()) for part in each.parts)
        documents[f"{kind}.{'-'.join(languages)}"] = replace(each, parts=parts)
    papers = {name: pdf.write(each, templates / "pdf") for name, each in documents.items()}
    measured = {name: measuring.pages(paper) for name, paper in papers.items()}
    compare("stress-pdf", measured, request)
    assert [faults(found) for found in measured.values()] == [[]] * len(measured)
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    printed = through_libreoffice(documents, templates, tmp_path)
    others = {name: measuring.pages(file) for name, file in printed.items()}
    compare("stress-docx", others, request)
    for name, found in others.items():
        assert abs(len(found) - len(measured[name])) <= 1, name


def faults(measured: Sequence[Page]) -> list[str]:
    """What is wrong on the pages, whatever they hold."""
    return [
        f"p. {page.number}: {what} {found}"
        for page in measured
        for what in ("unlevel", "overlaps", "outside", "left_behind")
        if (found := getattr(page, what)) and (what != "left_behind" or page is not measured[-1])
    ]


# --- where pages end ------------------------------------------------------------------


def test_a_page_ends_with_whole_words_whole_thoughts_and_no_lone_line(
    pages: Mapping[str, Sequence[Page]],
) -> None:
    for name, found in pages.items():
        assert faults(found) == [], name
        assert [page.divided for page in found if page.divided] == [], name
        assert [page.off_grid for page in found if page.off_grid] == [], name
        assert measuring.lone_lines(found, NAMES) == [], name


def test_pages_are_full_but_before_a_break_and_where_the_signatures_follow(
    pages: Mapping[str, Sequence[Page]],
) -> None:
    for name, found in pages.items():
        begins = set(beginnings(shipped()[name]))
        for page, after in pairwise(found):
            said = skeleton(" ".join(line.text for line in after.text if line.text not in NAMES))
            fresh = any(said.startswith(each) for each in begins)
            signed = after is found[-1]
            assert page.fill >= FULL or fresh or signed, f"{name}, p. {page.number}"


def beginnings(document: tree.Document) -> Iterator[str]:
    """What stands first where a page must begin."""
    for each in document.parts:
        yield skeleton(next(texts(each.blocks)))[:15]
        for block, after in pairwise(each.blocks):
            if isinstance(block, tree.PageBreak):
                yield skeleton(next(texts([after])))[:15]


_WORDS = {
    "ru": "стороны обменялись мнениями о ходе испытаний и договорились подводить их итоги",
    "kk": "тараптар сынақтардың барысы туралы пікір алмасып нәтижелерін қорытындылауға келісті",
    "uz": "tomonlar sinovlarning borishi haqida fikr almashdilar va natijalarini koʻrib chiqishdi",
}


def sentence(dice: random.Random, lang: str, length: int) -> str:
    return " ".join(dice.choice(_WORDS[lang].split()) for _ in range(length)) + "."


def some_document(seed: int, langs: tuple[str, ...]) -> tree.Document:
    """A text in columns: headings, passages of one to eight lines, lists, places to sign."""
    dice = random.Random(seed)

    def row(length: int) -> tuple[tuple[tree.AnyBlock, ...], ...]:
        lengths = [max(2, round(length * dice.uniform(0.8, 1.2))) for _ in langs]
        both = zip(langs, lengths, strict=True)
        return cells(*(body(sentence(dice, lang, words), lang) for lang, words in both))

    rows = []
    for number in range(40):
        if number % 6 == 0:
            rows.append(cells(*(heading(f"{number}.", _WORDS[each][:40], each) for each in langs)))
        elif number % 9 == 0:
            rows.append(cells(*(body(f"{_WORDS[lang]}:", lang) for lang in langs)))
            rows += [
                cells(*(items(lang, "item.", start=n, series=f"l{number}") for lang in langs))
                for n in range(1, 4)
            ]
        rows.append(row(dice.choice((4, 8, 12, 20, 30, 45))))
    places = [signatory(name, **dict.fromkeys(langs, ("Глава", "А. Б."))) for name in "ab"]
    text = parallel(langs, *rows)
    return document(part(text, signatures(*places), langs=langs, landscape=len(langs) > 2))


SOME = [(1, ("kk", "ru")), (2, ("uz", "kk")), (3, ("uz", "kk", "ru"))]


@pytest.mark.parametrize(("seed", "langs"), SOME)
def test_pages_of_any_text_in_columns_end_well(seed: int, langs: tuple[str, ...]) -> None:
    found = measuring.pages(pdf.write(some_document(seed, langs), TEMPLATES / "pdf"))
    assert len(found) > 3
    assert faults(found) == []
    assert [page.divided for page in found if page.divided] == []
    assert measuring.lone_lines(found, NAMES) == []
    assert [round(page.fill) for page in found[:-2] if page.fill < FULL] == []
    assert not found[-1].text[1].text.startswith("Глава")


_AFTER = {
    "a passage": [body("После", "ru")],
    "columns": [parallel(LANGS, cells(body("После", "kk"), body("После", "ru")))],
    "two rows": [parallel(LANGS, *[cells(body("После", "kk"), body("б", "ru"))] * 2)],
    "a table": [table("ru", ("start", "start"), ("После", "б"), ("в", "г"))],
    "a note": [paragraph("note", "После", "ru")],
    "an end": [paragraph("end-mark", "После", "ru")],
    "nothing": [],
}
_SIGNED = signatures(signatory("a", ru=("Подпись", "А. Б.")))


@pytest.mark.parametrize("blocks", _AFTER.values(), ids=_AFTER)
@pytest.mark.parametrize("lines", [2, 40])
def test_a_page_breaks_before_whatever_stands_below_the_break(
    lines: int, blocks: list[tree.AnyBlock]
) -> None:
    before = parallel(LANGS, *[cells(body("До", "kk"), body("До", "ru"))] * lines)
    written = document(part(before, tree.PageBreak(id="b"), *blocks, _SIGNED, langs=LANGS))
    shown = [
        page.get_textpage().get_text_range()
        for page in pypdfium2.PdfDocument(pdf.write(written, TEMPLATES / "pdf"))
    ]
    first = next(n for n, page in enumerate(shown) if ("После" if blocks else "Подпись") in page)
    assert first > max(n for n, page in enumerate(shown) if "До" in page)


@pytest.mark.parametrize("columns", [False, True])
def test_no_item_of_a_list_stands_alone_at_either_end_of_a_page(columns: bool) -> None:
    for lines in range(33, 40):
        found = measuring.pages(pdf.write(listed(lines, columns=columns), TEMPLATES / "pdf"))
        last = found[0].text[-1].text
        assert not last.endswith(":")
        assert not last.startswith("3.")


def listed(lines: int, *, columns: bool) -> tree.Document:
    """So many lines, an introduction and a list of four items."""
    if not columns:
        one = [body("x", "ru")] * lines
        four = items("ru", *(f"пункт {n}" for n in range(4)))
        return document(part(*one, body("А именно:", "ru"), four, langs=("ru",)))
    rows = [cells(*(body("x", lang) for lang in LANGS))] * lines
    rows.append(cells(*(body("А именно:", lang) for lang in LANGS)))
    rows += [
        cells(*(items(lang, f"пункт {n}", start=n, series="l") for lang in LANGS))
        for n in range(1, 5)
    ]
    return document(part(parallel(LANGS, *rows), langs=LANGS))


@pytest.mark.slow
@needs_libreoffice
def test_no_table_leaves_the_places_to_sign_alone_and_no_heading_leaves_its_table(
    tmp_path: Path,
) -> None:
    rows = [("Решение", "Срок"), *(("решение " * 9, "март") for _ in range(6))]
    decisions = [table(lang, ("start", "start"), *rows) for lang in LANGS]
    title = cells(*(paragraph("resolution", "РЕШЕНИЯ", lang) for lang in LANGS))
    documents = {}
    for lines in range(10, 30, 2):
        text = [cells(*(body(f"{_WORDS[lang]}.", lang) for lang in LANGS))] * lines
        blocks = (parallel(LANGS, *text, title), *decisions, _SIGNED)
        documents[f"{lines}"] = document(part(*blocks, langs=LANGS))
    for name, file in through_libreoffice(documents, TEMPLATES, tmp_path).items():
        found = measuring.pages(file)
        assert not any(page.text[0].text.startswith("Подпись") for page in found), name
        assert faults(found) == [], name


# --- what is copied out of a page ---------------------------------------------------------


def spaced(document: tree.Document) -> set[str]:
    """The words of the lines whose letters are set apart, and of headings."""
    return {
        word.replace("\u2011", "-")
        for each in document.parts
        for block in tree.walk(each.blocks)
        if isinstance(block, tree.Heading)
        or (isinstance(block, tree.Paragraph) and block.style in SPACED)
        for word in tree.plain(block.content).split()
    }


_COMMON = re.compile("[ -~А-яЁё–«»]+")


def words(text: str) -> set[str]:
    return set(re.sub("[\u2011\u2010]", "-", text).split())


def copied(paper: Path | bytes) -> set[str]:
    shown = pypdfium2.PdfDocument(paper)
    return words(" ".join(page.get_textpage().get_text_range() for page in shown))


def test_headings_are_copied_as_words(papers: Mapping[str, bytes]) -> None:
    for name, paper in papers.items():
        assert spaced(shipped()[name]) - copied(paper) == set(), name


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils is not installed")
@pytest.mark.parametrize("options", [[], ["-layout"]])
def test_other_readers_find_the_words_of_headings_too(
    papers: Mapping[str, bytes], options: list[str]
) -> None:
    for name, paper in papers.items():
        run = subprocess.run(
            ["pdftotext", *options, "-", "-"], input=paper, capture_output=True, check=True
        )
        assert spaced(shipped()[name]) - words(run.stdout.decode()) == set(), name


@pytest.mark.slow
@needs_libreoffice
def test_headings_of_a_word_file_are_copied_as_words(printed: Mapping[str, Path]) -> None:
    for name, file in printed.items():
        # Letters that the Times of the machine lacks come from another font, between spaces.
        common = {word for word in spaced(shipped()[name]) if _COMMON.fullmatch(word)}
        assert common - copied(file) == set(), name
