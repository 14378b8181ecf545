"""What ``diptych new`` leaves to be written is known wherever it stands, and never published."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from commands import command
from diptych import prose, tree
from diptych.cli import main
from diptych.errors import ContentError, Problem
from diptych.model import Authenticity
from diptych.pipeline import compose
from diptych.reader import scaffold
from diptych.reader.meeting import read_meeting
from diptych.reader.registry import read_registry

ROOT = Path(__file__).parents[1]
SCAFFOLD = ROOT / "templates" / "new"
MEETING = "2025-03-14-third-session"
RU = "Напишите здесь, кто присутствовал."
KNOWN = scaffold.read(SCAFFOLD)


def prompts() -> Iterator[str]:
    """What stands in brackets in each text of the scaffold."""
    for file in sorted(SCAFFOLD.glob("*.md")):
        yield from re.findall(r"\[([^\]]+)\]", file.read_text("utf-8"))


# --- what is known ------------------------------------------------------------------


@pytest.mark.parametrize("prompt", sorted(set(prompts())))
def test_every_prompt_is_known_without_its_brackets_and_within_a_sentence(prompt: str) -> None:
    for text in (
        f"[{prompt}]",
        prompt,
        f"[{prompt}",
        f"{prompt}]",
        prompt.upper(),
        prompt.replace(" ", "\u00a0 "),
        f"Slovo, {prompt.rstrip('.')} and so on",
    ):
        assert KNOWN.prompt(text), text


@pytest.mark.parametrize(
    "text",
    [
        "**Напишите** здесь, *кто присутствовал*.",
        "Напишите\nздесь, кто присутствовал.",
        "Слово[^n].\n\n[^n]: Напишите здесь, кто присутствовал.",
        "[Слово]{=Напишите здесь, кто присутствовал}",
        "[Напишите здесь, кто присутствовал](https://example.org)",
        "> Напишите здесь, кто присутствовал.",
        "- первое;\n- Напишите здесь, кто присутствовал.",
        "| а | б |\n|---|---|\n| в | Напишите здесь, кто присутствовал |",
        '![Напишите здесь, кто присутствовал](a.png "Подпись")',
        '![Рисунок](a.png "Напишите здесь, кто присутствовал")',
        "## Напишите здесь, кто присутствовал {#a}\n\nСлово.",
        "## Раздел {#a}\n\n### Напишите здесь, кто присутствовал {#b}\n\nСлово.",
        r"\[Напишите здесь, кто присутствовал\]",
    ],
)
def test_it_is_known_in_every_field_of_a_text(text: str) -> None:
    read = prose.parse(f"# Тема\n\n{text}\n", "minutes.ru.md", "ru")
    assert [unit for unit in read.units() if KNOWN.prompt_in(unit.content)]


@pytest.mark.parametrize(
    "text",
    [
        "[Заголовок пресс-релиза]",
        "[Заголовок пресс-релиза",
        "Заголовок  пресс-релиза]",
        "[Подробности.]",
        "[Who, what, when, where and why.]",
        "[Kun tartibining birinchi masalasi",
    ],
)
def test_what_earlier_versions_wrote_is_known_by_one_of_its_brackets(text: str) -> None:
    assert KNOWN.prompt(text)


@pytest.mark.parametrize(
    "text",
    [
        "Подробности",
        "Об организаторах",
        "The details.",
        "Mr Lee, who was present, said [sic] that the first decision stands.",
        "What the Sides intend to do together is set out below.",
        "Он [директор] назвал [первое] решение важным.",
        "Просим написать, кто присутствовал.",
        "[…]",
        "",
    ],
)
def test_real_text_is_not_mistaken_for_it(text: str) -> None:
    assert not KNOWN.prompt(text)


def test_nothing_in_the_shipped_texts_and_names_is_mistaken_for_it() -> None:
    for file in (ROOT / "content").rglob("*.ru.md"):
        for code in ("ru", "uz", "uz-Cyrl", "kk", "en"):
            text = file.with_name(file.name.replace(".ru.", f".{code}."))
            read = prose.parse(text.read_text("utf-8"), text.name, code)
            assert not [unit for unit in read.units() if KNOWN.prompt_in(unit.content)]
    for entry in read_registry(ROOT / "content").valid_entries().values():
        assert not [f for forms in entry.name.values() for f in forms.values() if KNOWN.is_name(f)]


def test_a_short_prompt_of_a_scaffold_of_ones_own_needs_a_bracket(tmp_path: Path) -> None:
    (tmp_path / "minutes.en.md").write_text("# [Our subject]\n", "utf-8")
    known = scaffold.read(tmp_path)
    assert known.prompt("# [Our subject")
    assert not known.prompt("Our subject is water.")
    assert scaffold.read(tmp_path / "none") == scaffold.Scaffold()


# --- what new writes ------------------------------------------------------------------


def begun(base: Path, languages: str = "ru, uz, uz-Cyrl, kk, en") -> Path:
    """A meeting begun in a project with the registry of the real one; gives its folder."""
    if not (base / "content").exists():
        shutil.copytree(ROOT / "content/registry", base / "content/registry")
    config = base / "config.yaml"
    text = (ROOT / "config/config.yaml").read_text("utf-8")
    text = text.replace("[ru, uz, uz-Cyrl, kk, en]", f"[{languages}]", 1)
    first = languages.split(",")[0]
    head, _, _ = text.partition("# The editions")
    kinds = ("memorandum", "minutes", "press-release")
    config.write_text(head + "editions:\n" + "".join(f"  {k}: [{first}]\n" for k in kinds), "utf-8")
    assert run(base, f"new {MEETING}") == 0
    return base / "content" / MEETING


def run(base: Path, words: str) -> int:
    return command(
        words + " --content {content} --config {config} --templates {templates}",
        content=base / "content",
        config=base / "config.yaml",
        templates=ROOT / "templates",
    )


def composed(folder: Path, kind: str, code: str = "ru") -> compose.Composed:
    registry = read_registry(folder.parent)
    authenticity = Authenticity(source=code)
    return compose.compose(folder, kind, [(code,)], registry, ROOT / "templates", authenticity)


@pytest.mark.parametrize("languages", ["ru, uz, uz-Cyrl, kk, en", "ru, ky", "en", "kk, uz", "ky"])
@pytest.mark.parametrize("registry", ["real", "none"])
def test_a_new_meeting_builds_as_a_draft_whatever_the_project_has(
    tmp_path: Path, languages: str, registry: str, capsys: pytest.CaptureFixture[str]
) -> None:
    if registry == "none":
        (tmp_path / "content").mkdir()
    folder = begun(tmp_path, languages)
    assert run(tmp_path, "check") == 0
    said = capsys.readouterr().err
    assert "error" not in said
    for code in languages.split(", "):
        for kind in ("memorandum", "minutes", "press-release"):
            assert f"{kind}.{code}.md" in said
            (document,) = composed(folder, kind, code).editions[code,]
            assert document.title


def test_a_new_meeting_names_nobody(tmp_path: Path) -> None:
    folder = begun(tmp_path)
    ids = set(read_registry(ROOT / "content").entries)
    for file in [*folder.iterdir()]:
        assert not ids & set(re.findall(r"[a-z][a-z0-9-]+", file.read_text("utf-8"))) - {"short"}
    for kind in ("memorandum", "minutes", "press-release"):
        for code in ("ru", "uz", "uz-Cyrl", "kk", "en"):
            said = composed(folder, kind, code)
            assert all(unit.unit not in ids for unit in said.names)


def test_nothing_in_the_section_of_a_new_meeting_is_a_guess(tmp_path: Path) -> None:
    """Whatever is not known to be true is known as scaffold; the day is what was asked for."""
    folder = begun(tmp_path)
    said = set(words(read_meeting(folder).data))
    assert {each for each in said if not each.startswith("unnamed-")} == {
        "draft",
        "held",
        "2025-03-14",
        "und",
        "first-item",
    }
    found = [each.message for each in composed(folder, "memorandum").unwritten]
    assert len([each for each in found if "«unnamed-" in each]) == 5
    assert "«und» stands for languages that are still to be named" in found


def words(data: object) -> Iterator[str]:
    """Every scalar in ``data``."""
    match data:
        case dict():
            for value in data.values():
                yield from words(value)
        case list():
            for value in data:
                yield from words(value)
        case _:
            yield str(data)


def test_a_second_new_meeting_adds_only_the_entries_that_are_lacking(tmp_path: Path) -> None:
    begun(tmp_path)
    file = tmp_path / "content/registry" / scaffold.UNNAMED
    whole = file.read_text("utf-8")
    assert whole == (SCAFFOLD / scaffold.UNNAMED).read_text("utf-8")
    paragraphs = whole.rstrip("\n").split("\n\n")
    file.write_text("\n\n".join(paragraphs[:3]) + "\n", "utf-8")
    moved = tmp_path / "content/registry/ours.yaml"
    moved.write_text(paragraphs[3] + "\n", "utf-8")
    assert run(tmp_path, "new 2025-03-15-fourth-session") == 0
    assert file.read_text("utf-8") == "\n\n".join([*paragraphs[:3], *paragraphs[4:]]) + "\n"
    assert run(tmp_path, "check 2025-03-15-fourth-session") == 0


def test_a_registry_that_holds_all_entries_is_left_alone(tmp_path: Path) -> None:
    begun(tmp_path)
    file = tmp_path / "content/registry" / scaffold.UNNAMED
    file.rename(file.with_name("ours.yaml"))
    assert run(tmp_path, "new 2025-03-15-fourth-session") == 0
    assert not file.exists()


def test_prose_names_the_issuer_and_the_body_of_its_record(tmp_path: Path) -> None:
    folder = begun(tmp_path)
    record = folder / "meeting.yaml"
    record.write_text(record.read_text("utf-8").replace("unnamed-body", "kaziss"), "utf-8")
    (release,) = composed(folder, "press-release").editions["ru",]
    (minutes,) = composed(folder, "minutes").editions["ru",]
    assert "Казахстанский институт" in tree.plain(said(release, "opening.1"))
    assert "заседания Казахстанского института" in minutes.title


def test_an_entry_called_issuer_is_still_what_prose_names(tmp_path: Path) -> None:
    folder = begun(tmp_path)
    own = tmp_path / "content/registry/own.yaml"
    own.write_text("issuer:\n  name:\n    ru: {nom: Издатель}\n", "utf-8")
    for file in folder.glob("press-release.[!r]*.md"):
        file.unlink()
    (release,) = composed(folder, "press-release").editions["ru",]
    assert "Издатель" in tree.plain(said(release, "opening.1"))


def said(document: tree.Document, unit: str) -> tree.Inlines:
    (block,) = [b for b in tree.walk(document.parts[0].blocks) if b.id == unit]
    assert isinstance(block, tree.Paragraph)
    return block.content


# --- what is final -----------------------------------------------------------------------

WRITTEN = """\
# Заседание состоялось

{{ issuer }} провел заседание.

Обсудили воду и дороги.

## {#about}

{{ issuer }} занимается водой и дорогами.
"""


@pytest.fixture
def release(tmp_path: Path) -> Path:
    """A press release in Russian, all of it written, confirmed and final; gives its folder."""
    folder = begun(tmp_path, "ru")
    for kind in ("memorandum", "minutes"):
        (folder / f"{kind}.ru.md").unlink()
    (folder / "press-release.ru.md").write_text(WRITTEN, "utf-8")
    record = folder / "meeting.yaml"
    text = record.read_text("utf-8").replace("status: draft", "status: final")
    record.write_text(text.replace("unnamed-body", "isrs"), "utf-8")
    assert run(tmp_path, f"confirm {MEETING} --yes") == 0
    assert run(tmp_path, "confirm registry --yes") == 0
    return folder


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def refused(folder: Path) -> list[Problem]:
    """What refuses the final press release: confirmed or not, nothing but scaffold."""
    with pytest.raises(ContentError) as error:
        composed(folder, "press-release")
    assert all(each.severity == "error" for each in error.value.problems)
    return list(error.value.problems)


def test_what_is_written_read_and_confirmed_is_built(release: Path) -> None:
    built = composed(release, "press-release")
    assert not built.unwritten
    assert not built.warnings


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("Заседание состоялось", "[Напишите здесь заголовок пресс-релиза]", 1),
        ("Обсудили воду и дороги.", f"[{RU}]", 5),
        ("Обсудили воду и дороги.", f"[{RU}", 5),
        ("Обсудили воду и дороги.", "[Write here who was present.]", 5),
        ("Обсудили воду и дороги.", "[Who was present.]", 5),
        ("Обсудили воду и дороги.", f"Обсудили воду[^1].\n\n[^1]: {RU}", 5),
        ("Обсудили воду и дороги.", f"- вода;\n- {RU}", 6),
        ("Обсудили воду и дороги.", f"| а | б |\n|---|---|\n| в | {RU} |", 5),
        ("Обсудили воду и дороги.", f'![Карта](map.png "{RU}")', 5),
        ("Обсудили воду и дороги.", f"![{RU}](map.png)", 5),
        ("## {#about}", f"## [{RU}] {{#one}}\n\nСлово.\n\n## {{#about}}", 7),
    ],
)  # fmt: skip
def test_a_final_text_with_scaffold_is_refused_at_its_place(
    release: Path, old: str, new: str, line: int
) -> None:
    shutil.copy(ROOT / "docs/minutes.uz-kk.png", release / "map.png")
    edit(release / "press-release.ru.md", old, new)
    (problem,) = refused(release)
    assert problem.position.file == (release / "press-release.ru.md").as_posix()
    assert problem.position.line == line
    assert "this is still to be written" in problem.message
    assert problem.remedy.startswith("write your own text over it")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("issuer: isrs", "issuer: unnamed-body", "«unnamed-body» stands for a name"),
        ("  issuer: isrs", "  place: unnamed-place\n  issuer: isrs", "«unnamed-place» stands for"),
    ],
)
def test_a_final_record_that_names_what_is_unnamed_is_refused(
    release: Path, old: str, new: str, said: str
) -> None:
    edit(release / "meeting.yaml", old, new)
    (problem,) = refused(release)
    assert problem.position.file.endswith("meeting.yaml")
    assert said in problem.message
    assert old.split(":")[0] in problem.source or "place" in problem.source


@pytest.mark.parametrize(
    "field", ["number: '[Напишите здесь, кто присутствовал.]'", "number: наименование  органа"]
)
def test_scaffold_in_a_text_of_the_record_is_known(tmp_path: Path, field: str) -> None:
    folder = begun(tmp_path, "ru")
    edit(folder / "meeting.yaml", "  body: unnamed-body", f"  body: isrs\n  {field}")
    found = [each for each in composed(folder, "minutes").unwritten if "number" in each.source]
    assert [each.remedy for each in found] == ["write what it is, or take it out"]


def test_a_fact_that_is_scaffold_is_known_if_the_document_states_it(tmp_path: Path) -> None:
    folder = begun(tmp_path, "ru")
    edit(
        folder / "meeting.yaml",
        "facts:",
        "facts:\n  who: {list: 'Напишите здесь, кто присутствовал'}",
    )
    assert not [e for e in composed(folder, "minutes").unwritten if "who:" in e.source]
    edit(folder / "minutes.ru.md", f"[{RU}]", "Были {{ who }}.")
    assert [e for e in composed(folder, "minutes").unwritten if "who:" in e.source]


@pytest.mark.parametrize(
    "name", ["[наименование органа]", "наименование органа", "[Наименование  органа"]
)
@pytest.mark.parametrize("where", ["people.yaml", "organisations.yaml"])
def test_a_final_document_with_a_name_that_is_not_written_is_refused(
    release: Path, name: str, where: str
) -> None:
    file = release.parent / "registry" / where
    entry = f'\nwater-board:\n  name:\n    ru:\n      nom: Совет\n      gen: "{name}"\n'
    file.write_text(file.read_text("utf-8") + entry, "utf-8")
    edit(
        release / "press-release.ru.md",
        "Обсудили воду",
        "От {{ water-board | gen }} был отчет. Обсудили воду",
    )
    (problem,) = refused(release)
    assert problem.position.file == file.as_posix()
    assert name in problem.source
    assert problem.remedy == "write the name, in each of its forms"


def test_an_entry_that_has_been_given_its_names_is_none_of_the_scaffold(release: Path) -> None:
    file = release.parent / "registry" / scaffold.UNNAMED
    text = re.sub(r'"\[наименование органа\]"', "Водный совет", file.read_text("utf-8"))
    file.write_text(text, "utf-8")
    edit(release / "meeting.yaml", "issuer: isrs", "issuer: unnamed-body")
    assert run(release.parents[1], "confirm registry --yes") == 0
    assert not composed(release, "press-release").unwritten


@pytest.mark.parametrize("text", [f"[{RU}]", RU])
def test_a_draft_warns_and_marks_what_is_still_to_be_written(release: Path, text: str) -> None:
    edit(release / "meeting.yaml", "status: final", "status: draft")
    edit(release / "press-release.ru.md", "Обсудили воду и дороги.", text)
    built = composed(release, "press-release")
    assert [each.severity for each in built.unwritten] == ["warning"]
    assert set(built.unwritten) <= set(built.warnings)
    (document,) = built.editions["ru",]
    assert [b.id for b in tree.walk(document.parts[0].blocks) if b.unconfirmed] == ["opening.2"]


def test_a_derived_text_is_marked_where_its_source_is_still_to_be_written(tmp_path: Path) -> None:
    folder = begun(tmp_path, "uz, uz-Cyrl")
    (folder / "minutes.uz-Cyrl.md").unlink()
    registry, templates = read_registry(folder.parent), ROOT / "templates"
    built = compose.compose(
        folder, "minutes", [("uz-Cyrl",)], registry, templates, Authenticity(source="uz")
    )
    (document,) = built.editions["uz-Cyrl",]
    marked = [b.id for b in tree.walk(document.parts[0].blocks) if b.unconfirmed]
    assert marked == ["present.1", "first-item", "first-item/heard.1", "first-item/decided.1.1.1"]


def test_nobody_can_confirm_what_is_still_to_be_written(
    release: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(release / "press-release.ru.md", "Обсудили воду и дороги.", f"[{RU}]")
    edit(release / "meeting.yaml", "issuer: isrs", "issuer: unnamed-body")
    base = release.parents[1]
    capsys.readouterr()
    assert run(base, f"confirm {MEETING} press-release --yes") == 0
    said = capsys.readouterr().out
    assert f"{MEETING}/press-release.ru: left out, since still to be written: 1" in said
    assert "confirmed: 0" in said
    assert run(base, "confirm registry --yes") == 0
    assert "confirmed: 0" in capsys.readouterr().out
    assert "unnamed" not in (release.parent / "registry/confirmed.tsv").read_text("utf-8")
    assert run(base, "status") == 0
    assert "  ru: source: 3 fresh, 1 stale\n  still to be written: 2\n" in capsys.readouterr().out
    assert run(base, "status --format json") == 0
    (document,) = json.loads(capsys.readouterr().out)["documents"]
    assert document["unwritten"] == 2
    assert (document["read"]["fresh"], document["read"]["stale"]) == (3, 1)


def test_a_final_document_with_scaffold_leaves_no_file(release: Path, tmp_path: Path) -> None:
    edit(release / "press-release.ru.md", "Обсудили воду и дороги.", f"[{RU}]")
    output = tmp_path / "output"
    words = ["write", str(release), "press-release", "--editions", "ru", "--formats", "html"]
    assert main([*words, "--templates", str(ROOT / "templates"), "--output", str(output)]) == 1
    assert not list(output.rglob("*.*"))
