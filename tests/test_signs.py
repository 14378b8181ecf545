"""Signs that forms and minutes have: boxes, ticks, arrows; and characters that no font has."""

from __future__ import annotations

import io
import re
from pathlib import Path
from uuid import UUID
from zipfile import ZipFile

import pikepdf
import pytest
from lxml import etree

import trees
from diptych import prose, tree, writers
from diptych.errors import ContentError, Position, ValueProblem
from diptych.language import locale
from diptych.layout import coverage, fonts
from diptych.writers.docx.fonts import obfuscated
from reading import docx_text, pdf_text
from trees import body, part

TEMPLATES = Path(__file__).parents[1] / "templates"
FONTS = TEMPLATES / coverage.FONTS
SIGNS = "☐☑☒✓✔✗✘●○■□▪→←↑↓↔⇒≤≥≠≈×÷±√∞°′″†‡•§¶©®™★☆☎✉"
LACKED = "☐☑☒✓✔✗✘⇒★☆☎✉"  # by Tinos
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def small(*content: tree.AnyInline) -> tree.Document:
    paragraph = tree.Paragraph(id="p", style="body", content=content, lang="ru")
    return trees.document(part(paragraph, langs=("ru",)))


def written(text: str, file_format: str) -> bytes:
    runs = (tree.Text(text, "ru"), tree.Strong((tree.Text(text, "ru"),)))
    return writers.load(file_format)(small(*runs), TEMPLATES / file_format)


def test_signs_are_read_out_of_both_formats_as_they_were_typed() -> None:
    shown = " ".join(SIGNS)
    assert re.sub(r"\s", "", docx_text(written(shown, "docx"))) == SIGNS * 2
    assert SIGNS * 2 in re.sub(r"\s", "", pdf_text(written(shown, "pdf")))


def test_a_pdf_takes_signs_from_their_own_font_and_all_else_from_the_first() -> None:
    with pikepdf.open(io.BytesIO(written("да ☐ нет", "pdf"))) as pdf:
        named = {str(font.BaseFont).split("+")[-1] for font in pdf.pages[0].Resources.Font.values()}
    assert {name.removesuffix("-Bold") for name in named} == {"Diptych-Serif", "Diptych-Signs"}


def test_a_word_file_names_and_holds_the_font_of_its_signs_and_of_them_alone() -> None:
    with ZipFile(io.BytesIO(written(f"да {LACKED} → нет", "docx"))) as package:
        document = etree.fromstring(package.read("word/document.xml"))
        table = etree.fromstring(package.read("word/fontTable.xml"))
        for run in document.iter(f"{W}r"):
            text = "".join(run.itertext())
            asked = run.find(f"{W}rPr/{W}rFonts")
            assert (asked is not None) is (text == LACKED)
            assert asked is None or set(asked.attrib.values()) == {"Diptych Signs"}
        (entry,) = [each for each in table if each.get(f"{W}name") == "Diptych Signs"]
        keys = [UUID(each.get(f"{W}fontKey")) for each in entry if "embed" in each.tag]
        held = [package.read(name) for name in package.namelist() if name.endswith(".odttf")]
        originals = {file.read_bytes() for file in FONTS.glob("DiptychSigns-*.ttf")}
        assert {obfuscated(data, key) for data in held for key in keys} >= originals
        assert len(held) == len(originals)
        assert b"embedTrueTypeFonts" in package.read("word/settings.xml")


def test_a_word_file_without_signs_holds_no_font() -> None:
    with ZipFile(io.BytesIO(written("да → нет ±", "docx"))) as package:
        assert not [name for name in package.namelist() if name.endswith(".odttf")]


def test_signs_stand_in_every_style_and_no_letter_among_them() -> None:
    signs = fonts.families(FONTS)["Diptych Signs"]
    assert set(LACKED) <= signs
    assert not [each for each in signs if each.isalpha()]


def typed(text: str) -> str:
    parsed = prose.parse(f"# Т\n\n{text}\n", "t.md", "ru")
    return "|".join(
        tree.plain(content)
        for block in tree.walk(parsed.opening)
        for content in tree.inlines(block)
    )


@pytest.mark.parametrize(
    ("markdown", "printed"),
    [
        ("- [ ] сделать\n- [x] сделано", "☐ сделать|☑ сделано"),
        ("1. [X] раз\n2. [х] два", "☑ раз|☑ два"),
        ("[ ] да\\\n[x] нет", "☐ да ☑ нет"),
        ("| А | Б |\n|--|--|\n| [x] | [ ] нет |", "А|Б|☑|☐ нет|"),
        ("- ✓ готово", "✓ готово"),
        ("✓ готово", "✓ готово"),
        ("☐ да  \n☐ нет", "☐ да ☐ нет"),
    ],
)
def test_a_box_to_tick_is_printed_as_one(markdown: str, printed: str) -> None:
    assert typed(markdown) == printed


@pytest.mark.parametrize("markdown", ["☐ да\n☐ нет", "[ ] да\n[x] нет", "✓ да\n✓ нет"])
def test_boxes_that_would_run_on_in_one_line_are_refused(markdown: str) -> None:
    with pytest.raises(ContentError) as caught:
        typed(markdown)
    (problem,) = caught.value.problems
    assert (problem.position.line, problem.position.column) == (4, 1)


# --- characters that no font has ---------------------------------------------------------


@pytest.mark.parametrize("text", ["😀", "水", "თ", "Ա", "अ"])
def test_a_character_no_font_has_is_missing_at_the_place_of_its_block(text: str) -> None:
    place = Position("content/meeting/minutes.ru.md", 7, 3)
    block = tree.Paragraph(
        id="p", style="body", content=trees.text(text, "ru"), lang="ru", source=place
    )
    document = trees.document(part(block, langs=("ru",)))
    assert coverage.missing(document, FONTS) == {(text, place)}
    with pytest.raises(ContentError, match=f"no font has the character «{text}» U"):
        coverage.check(document, FONTS)


def test_a_character_of_a_fact_is_missing_where_the_fact_stands() -> None:
    place = Position("content/meeting/minutes.ru.md", 9, 12)
    document = small(tree.Fact("sum", "plain", "ru", "😀", place))
    assert coverage.missing(document, FONTS) == {("😀", place)}


def test_a_script_no_font_has_is_refused_without_a_place_too() -> None:
    with pytest.raises(ValueProblem, match="no font has the characters «აბ»"):
        coverage.check(trees.document(part(body("აბ", "ru"), langs=("ru",))), FONTS)


def test_a_font_that_a_project_adds_counts(tmp_path: Path) -> None:
    document = trees.document(part(body("да", "ru"), langs=("ru",)))
    assert {each for each, _ in coverage.missing(document, tmp_path)} >= set("да")
    (tmp_path / "Own.ttf").write_bytes((FONTS / "Tinos-Regular.ttf").read_bytes())
    fonts.faces.cache_clear()
    assert not coverage.missing(document, tmp_path)


def test_the_fonts_have_every_character_the_languages_need() -> None:
    letters = "әғқңөұүһі ўқғҳё ʻʼ ₸₽№§–—«»“”„‘’ \u00a0\u2011\u00ad…%€$"
    document = trees.document(part(body(letters + letters.upper(), "ru"), langs=("ru",)))
    assert not coverage.missing(document, FONTS)
    assert locale.load("ru", TEMPLATES / "locale").typeset((SIGNS,)) == (SIGNS,)
