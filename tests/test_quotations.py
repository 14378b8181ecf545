"""A quotation names its language in place, ``[text]{lang=kk}``, and is set in it everywhere."""

from __future__ import annotations

import shutil
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pikepdf
import pytest
from lxml import html

from diptych import bitext, plan, prose, tree, writers
from diptych.bitext import derivation
from diptych.bitext.terms import Terms
from diptych.gate import letters
from diptych.language import data
from diptych.pipeline import compose
from diptych.reader.configuration import read_configuration
from diptych.reader.registry import read_registry

ROOT = Path(__file__).parents[1]
TEMPLATES = ROOT / "templates"
RECORD = """facts:
  held: {date: 2024-08-28}
press-release: {issuer: isrs, date: held}
"""
QUOTATION = "Достастық пен өзара сенім бәрінен жоғары"
NO_TERMS = Terms({}, frozenset())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "content" / "2024-08-28-session"
    folder.mkdir(parents=True)
    shutil.copytree(ROOT / "content" / "registry", tmp_path / "content" / "registry")
    (folder / "meeting.yaml").write_text(RECORD, "utf-8")
    return folder


def composed(folder: Path, code: str, text: str, *also: str) -> dict[str, tree.Document]:
    (folder / f"press-release.{code}.md").write_text(f"# Title\n\n{text}\n", "utf-8")
    editions = [(each,) for each in (code, *also)]
    registry = read_registry(folder.parent)
    made = compose.compose(folder, "press-release", editions, registry, TEMPLATES)
    return {each: document for (each,), (document,) in made.editions.items()}


def quoted(document: tree.Document) -> list[tree.Text]:
    return [
        leaf
        for part in document.parts
        for block in tree.walk(part.blocks)
        for content in tree.inlines(block)
        for leaf in tree.leaves(content)
        if isinstance(leaf, tree.Text) and leaf.quoted
    ]


def test_a_quotation_is_a_passage_of_its_language_also_over_two_lines() -> None:
    text = prose.parse("# Т\n\nСказал: [Достар,\nкел]{lang=kk}.\n", "a.ru.md", "ru")
    (paragraph,) = text.opening
    (content,) = tree.inlines(paragraph)
    assert [(leaf.text, leaf.lang) for leaf in content if isinstance(leaf, tree.Text)] == [
        ("Сказал: ", "ru"),
        ("Достар, кел", "kk"),
        (".", "ru"),
    ]
    assert tree.source(content) == "Сказал: [Достар, кел]{lang=kk}."


def test_what_is_read_aloud_and_hyphenated_knows_the_language(folder: Path) -> None:
    document = composed(folder, "ru", f"Он сказал: *«[{QUOTATION}]{{lang=kk}}»* – и сел.")["ru"]
    made = {
        name: writers.load(name)(document, TEMPLATES / name) for name in ("html", "pdf", "docx")
    }
    spans = [each.text for each in html.fromstring(made["html"]).xpath("//span[@lang='kk']")]
    assert spans == [QUOTATION]
    with pikepdf.open(BytesIO(made["pdf"])) as pdf:
        things = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary)]
        assert "kk" in {str(each.Lang) for each in things if "/Lang" in each}
    with ZipFile(BytesIO(made["docx"])) as package:
        story = package.read("word/document.xml").decode()
    (run,) = [each for each in story.split("<w:r>") if QUOTATION in each]
    assert 'w:val="kk-KZ"' in run.split("</w:r>")[0]


def test_a_quotation_is_typeset_as_its_language_is(folder: Path) -> None:
    text = """Он сказал: "[O'zbekiston - "bog'" mamlakati, 2024-yil]{lang=uz}" - и сел."""
    document = composed(folder, "ru", text)["ru"]
    assert [each.text for each in quoted(document)] == [
        "Oʻzbekiston\u00a0– “bogʻ” mamlakati, 2024\u2011yil"
    ]
    whole = "\n".join(
        tree.plain(content)
        for block in tree.walk(document.parts[0].blocks)
        for content in tree.inlines(block)
    )
    assert "Он сказал: «Oʻzbekiston" in whole
    assert "yil»\u00a0– и\u00a0сел." in whole


def test_a_quotation_stays_as_it_is_in_a_derived_text(folder: Path) -> None:
    made = composed(folder, "uz", "Mehmon [peace and water for all]{lang=en} dedi.", "uz-Cyrl")
    for code in ("uz", "uz-Cyrl"):
        assert [(each.text, each.lang) for each in quoted(made[code])] == [
            ("peace and water for all", "en")
        ]
    derived = derivation.derive(
        prose.parse("# T\n\n[so'z 5]{lang=uz}\n", "a.uz.md", "uz"), "uz-Cyrl", TEMPLATES / "locale"
    )
    assert tree.source(derived.opening[0].content) == "[so'z 5]{lang=uz}"  # type: ignore[union-attr]


def test_the_numbers_of_a_quotation_are_its_own_where_every_language_marks_it() -> None:
    texts = {
        "ru": "# Т\n\nТост: [2024 жыл құтты болсын]{lang=kk}.",
        "kk": "# Т\n\nТілек: [2024 жыл құтты болсын]{lang=kk}.",
        "en": "# T\n\nA toast: [2024 жыл құтты болсын]{lang=kk}.",
    }
    parsed = [prose.parse(text, f"a.{code}.md", code) for code, text in texts.items()]
    assert list(bitext.check_unit_languages(parsed)) == []
    assert list(bitext.check_concordance(parsed, NO_TERMS)) == []


def test_letters_of_a_quotation_are_right_and_mixed_words_are_not() -> None:
    russian = "Он назвал это так: [not a\nword of a book]{lang=en}, и все согласились с ним сразу."
    assert list(letters.mixed(russian)) == []
    english = "He called it so, in a word that everybody knows: [нос]{lang=ru}, and sat down."
    assert list(letters.mixed(english)) == []
    ((line, column, what, _),) = letters.mixed("Он сказал: [слoво]{lang=ru}, и все согласились.")
    assert (line, column) == (1, 13)
    assert "latin small letter o" in what


@pytest.mark.parametrize(("said", "made_of_it"), [("[Кош келиңиз]{lang=ky}", True), ("Да", False)])
def test_a_document_is_made_anew_when_the_language_it_quotes_changes(
    folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, said: str, made_of_it: bool
) -> None:
    (folder / "press-release.ru.md").write_text(f"# Т\n\n{said}.\n", "utf-8")
    config = read_configuration(ROOT / "config" / "config.yaml")
    prints = []
    for name in ("before", "after"):
        shutil.copytree(data.HERE, tmp_path / name)
        if name == "after":
            (tmp_path / name / "ky.toml").open("a", encoding="utf-8").write("# changed\n")
        monkeypatch.setattr(plan, "_GRAMMAR", tmp_path / name)
        planned = plan.Plan(config, folder.parent, TEMPLATES)
        (document,) = planned.documents
        prints.append(planned.fingerprint(document))
    assert (prints[0] != prints[1]) == made_of_it
