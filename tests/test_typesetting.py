"""What is typed is typeset, wherever it stands: in prose, in the registry, in every format."""

from __future__ import annotations

import shutil
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import html

from diptych import tree, writers
from diptych.bitext import derivation
from diptych.bitext.terms import Terms
from diptych.language.typography import plain_marks
from diptych.model import Entry
from diptych.pipeline import compose
from diptych.pipeline.compose import Composed, conformity
from diptych.prose import parse
from diptych.reader.registry import read_registry
from reading import docx_notes, docx_text, pdf_text, skeleton

ROOT = Path(__file__).parents[1]
TEMPLATES = ROOT / "templates"

RECORD = """facts:
  held: {date: 2024-08-28}
minutes: {body: uranium, date: held, number: '12-"A"', chair: doniyor, agenda: [plan]}
press-release: {issuer: uranium, date: held}
"""
BODIES = """uranium:
  name:
    ru: {nom: 'АО "НАК "Казатомпром"', gen: 'АО "НАК "Казатомпром"'}
    uz: {nom: '"Qozatomprom" MAK'}
    uz-Cyrl: {nom: '"Қозатомпром" МАК'}
    kk: {nom: '"Қазатомөнеркәсіп" ҰАК" АҚ'}
    en: {nom: 'the "Kazatomprom" company'}
"""
PEOPLE = """doniyor:
  name:
    ru: {nom: "Дониёр Собир угли", initials: "Д. С. Угли"}
    uz: {nom: "Doniyor Sobir o'g'li", initials: "D. S. O'g'li"}
    uz-Cyrl: {nom: "Дониёр Собир ўғли"}
    kk: {nom: "Дониёр Собирұлы"}
    en: {nom: "Doniyor Sobir o'g'li"}
"""
PLAIN = "## {}{{#plan}}\n\n### {{#decided}}\n\n1. {}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "content" / "2024-08-28-session"
    folder.mkdir(parents=True)
    registry = tmp_path / "content" / "registry"
    shutil.copytree(ROOT / "content" / "registry", registry)
    (registry / "organisations.yaml").open("a", encoding="utf-8").write(BODIES)
    (registry / "people.yaml").open("a", encoding="utf-8").write(PEOPLE)
    (folder / "meeting.yaml").write_text(RECORD, "utf-8")
    return folder


def composed(folder: Path, kind: str, texts: dict[str, str], *also: str) -> Composed:
    for code, text in texts.items():
        (folder / f"{kind}.{code}.md").write_text(text, "utf-8")
    registry = read_registry(folder.parent)
    editions = [(code,) for code in (*texts, *also)]
    return compose.compose(folder, kind, editions, registry, TEMPLATES)


def said(document: tree.Document) -> str:
    """All that a reader of ``document`` sees, and the properties of its file."""
    lines = [document.title, document.author, document.name]
    for part in document.parts:
        lines += map(tree.plain, (part.header, *part.initials))
        for block in tree.walk(part.blocks):
            lines += map(tree.plain, tree.inlines(block))
    return "\n".join(lines)


def edition(made: Composed, code: str) -> tree.Document:
    (document,) = made.editions[code,]
    return document


def test_names_of_the_registry_are_typeset_as_prose_is(folder: Path) -> None:
    texts = {
        "ru": "# заседания {{ uranium | gen }}\n\n" + PLAIN.format("План ", "Да."),
        "uz": "# {{ uranium }} majlisi\n\n" + PLAIN.format("Reja ", "Ha."),
        "kk": "# {{ uranium }} отырысы\n\n" + PLAIN.format("Жоспар ", "Иә."),
        "en": "# of {{ uranium }}\n\n" + PLAIN.format("Plan ", "Yes."),
    }
    made = composed(folder, "minutes", texts)
    printed = {code: said(edition(made, code)) for code in texts}
    for code, text in printed.items():
        assert not set("\"'`") & set(text), code
    assert "АО «НАК «Казатомпром»" in printed["ru"]
    assert "“Qozatomprom” MAK" in printed["uz"]
    assert "Doniyor Sobir oʻgʻli" in printed["uz"]
    assert "«Қазатомөнеркәсіп» ҰАК» АҚ" in printed["kk"]
    assert "12-«A»" in printed["ru"]
    assert "o’g’li" in printed["en"]
    assert not made.warnings


def test_a_name_that_is_confirmed_is_confirmed_as_it_was_typed(folder: Path) -> None:
    made = composed(folder, "minutes", {"uz": "# majlis\n\n" + PLAIN.format("Reja ", "Ha.")})
    assert {each.text for each in made.names if each.unit.startswith("doniyor")} == {
        "Doniyor Sobir o'g'li"
    }


def test_a_name_in_a_quotation_has_the_inner_marks_and_stays_one_name(folder: Path) -> None:
    said_of = 'Он сказал: "Завод {{ council | gen }} и {{ uranium }} – рядом".'
    text = f"# Слова\n\n{{{{ uranium }}}}. {said_of}\n"
    registry = folder.parent / "registry" / "organisations.yaml"
    bodies = registry.read_text("utf-8").replace('АО "НАК "Казатомпром"', 'АО "Казатомпром"')
    registry.write_text(bodies, "utf-8")
    made = composed(folder, "press-release", {"ru": text})
    printed = said(edition(made, "ru"))
    assert "АО «Казатомпром». Он сказал" in printed
    assert "и\u00a0АО „Казатомпром“\u00a0– рядом»" in printed
    sheet = said(conformity(made, {}))
    assert "„Казатомпром“" not in sheet


def test_a_name_is_known_whichever_marks_it_is_typed_with() -> None:
    entry = Entry(name={"uz": {"nom": "Doniyor Sobir o'g'li"}, "ru": {"nom": 'АО "Сад-1"'}})
    terms = Terms({"doniyor": entry}, frozenset({"doniyor"}))
    for code, typed in (
        ("uz", "Doniyor Sobir oʻgʻli"),
        ("uz", "Doniyor\u00a0Sobir o‘g’li"),
        ("ru", "АО «Сад-1»"),
    ):
        assert list(terms.found((tree.Text(f"{typed} keldi", code),), code)) == [("doniyor", typed)]
    assert len(plain_marks("„“ʻ\u00a0–")) == 5


KEPT = """o'`2-е "12-15" 5% - и т. д."""


def html_text(data: bytes) -> str:
    return "".join(html.fromstring(data).itertext())


READ = {"docx": docx_text, "pdf": pdf_text, "html": html_text, "txt": bytes.decode}


@pytest.mark.parametrize("output_format", writers.names())
def test_what_is_kept_is_in_every_format_to_the_letter(folder: Path, output_format: str) -> None:
    text = (
        f"# [Title's 12-15]{{keep}}\n\n"
        f'Он сказал: "да" [{KEPT}]{{keep}} 2-е.[^n]\n\n[^n]: Сноска [5-10 %]{{keep}}\n'
    )
    made = composed(folder, "press-release", {"ru": text})
    document = edition(made, "ru")
    data = writers.load(output_format)(document, TEMPLATES / output_format)
    printed = " ".join(READ[output_format](data).split())
    if output_format == "docx":
        printed += " ".join(docx_notes(data))
    for kept in (KEPT, "Title's 12-15", "5-10 %"):
        # Of a PDF no spaces and hyphens are read, but a dash would be.
        assert (skeleton(kept) if output_format == "pdf" else kept) in printed
    assert document.title.startswith("Title's 12-15")
    assert "Title's 12-15" in said(conformity(made, {}))


def test_no_word_of_what_is_kept_is_divided(folder: Path) -> None:
    text = f"# Слова\n\nОн [{KEPT}]{{keep}} сказал.\n"
    document = edition(composed(folder, "press-release", {"ru": text}), "ru")
    page = html.fromstring(writers.load("html")(document, TEMPLATES / "html"))
    assert [each.text for each in page.iter("span") if each.get("class") == "whole"] == [KEPT]
    with ZipFile(BytesIO(writers.load("docx")(document, TEMPLATES / "docx"))) as package:
        story = package.read("word/document.xml").decode()
    (run,) = [each for each in story.split("<w:r>") if "12-15" in each]
    assert "w:noProof" in run


def test_what_is_kept_is_kept_in_a_derived_text(folder: Path) -> None:
    text = "# Majlis\n\nO'zbekiston [o'`zbek 12-15 uy]{keep} va 5%.\n"
    made = composed(folder, "press-release", {"uz": text}, "uz-Cyrl")
    for code in ("uz", "uz-Cyrl"):
        leaves = [
            leaf
            for block in tree.walk(edition(made, code).parts[0].blocks)
            for content in tree.inlines(block)
            for leaf in tree.leaves(content)
        ]
        assert [leaf.text for leaf in leaves if getattr(leaf, "kept", False)] == [
            "o'`zbek 12-15 uy"
        ]
    derived = derivation.derive(parse(text, "a.uz.md", "uz"), "uz-Cyrl", TEMPLATES / "locale")
    (unit,) = [unit for unit in derived.units() if "Ўзбекистон" in tree.plain(unit.content)]
    assert "o'`zbek 12-15 uy" in tree.plain(unit.content)


def test_what_is_guessed_is_told_at_its_place_with_what_to_write(folder: Path) -> None:
    text = (
        '# Доклад "Сад\n\nПервая строка,\nвторая *12-15* и 3-4.[^n]\n\n'
        "- пункт 5-6;\n- мыс 'Надежды.\n\n| а | 7-8 |\n|--|--|\n| 9-11 % | 2024-2034 |\n\n"
        "[^n]: Сноска 1-9.\n"
    )
    made = composed(folder, "press-release", {"ru": text})
    places = [
        (each.position.line, each.position.column, each.message.split("»")[0].split("«")[1])
        for each in made.warnings
        if "typed out" not in each.message
    ]
    assert places == [
        (1, 10, '"Сад'),
        (4, 9, "12-15"),
        (4, 18, "3-4"),
        (7, 7, "'Надежды."),
        (9, 7, "7-8"),
        (11, 12, "2024-2034"),
        (13, 14, "1-9"),
    ]
    told = next(each for each in made.warnings if "12-15" in each.message)
    assert told.remedy == "for a range write an en dash: 12–15; otherwise mark it: [12-15]{keep}"
    assert told.severity == "warning"


def test_a_mark_of_a_name_that_is_guessed_is_told_at_the_name(folder: Path) -> None:
    registry = folder.parent / "registry" / "organisations.yaml"
    bodies = registry.read_text("utf-8").replace('АО "НАК "Казатомпром"', 'завод "Сад-12-15')
    registry.write_text(bodies, "utf-8")
    made = composed(folder, "press-release", {"ru": "# Слова\n\nДа {{ uranium }}.\n"})
    told = [each for each in made.warnings if "Сад" in each.message]
    assert {each.position.file.rsplit("/", 1)[1] for each in told} == {"organisations.yaml"}
    assert "завод «Сад-12-15" in said(edition(made, "ru"))
