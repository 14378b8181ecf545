"""Forms of names from where they are missing to where somebody has confirmed them."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from diptych.cli import main
from diptych.errors import DiptychError
from diptych.language import data
from diptych.model import FormKey
from diptych.reader import registry_forms, yaml
from diptych.reader.registry import read_registry
from drafts import as_draft

ROOT = Path(__file__).parents[1]
MEETING = "2024-08-28-second-session"
GENITIVE = FormKey("aripov", "kk", "gen")
LOST = "      gen: Элдор Ариповтың\n"
PROPOSED = "      gen: Элдор Ариповтың  # proposed\n"


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The real case, whose registry has lost forms that its texts need, and their confirmation."""
    monkeypatch.chdir(ROOT)
    shutil.copytree(ROOT / "content", tmp_path / "content")
    folder = tmp_path / "content" / "registry"
    edit(folder / "people.yaml", LOST, "")
    edit(folder / "organisations.yaml", "      short gen: Кеңестің\n", "")
    ledger = folder / "confirmed.tsv"
    kept = [
        line
        for line in ledger.read_text("utf-8").splitlines(keepends=True)
        if not re.match(r"(aripov kk gen|council kk short gen)\t", line)
    ]
    ledger.write_text("".join(kept), "utf-8")
    return tmp_path / "content"


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def run(content: Path, *command: str) -> int:
    return main([*command, "--content", str(content)])


def registry(content: Path) -> str:
    return "".join(p.read_text("utf-8") for p in sorted((content / "registry").glob("*.yaml")))


def test_missing_forms_are_proposed_where_they_belong(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(content, "check") == 1
    assert "perhaps «gen: Элдор Ариповтың», or run: diptych propose" in capsys.readouterr().err
    assert run(content, "propose") == 0
    said = capsys.readouterr().out
    people = content / "registry" / "people.yaml"
    assert f"{people.as_posix()}:46:7: aripov kk gen: Элдор Ариповтың\n" in said
    assert said.endswith("proposed: 2; read them, then: diptych confirm registry\n")
    written = registry(content)
    assert written.count("# proposed") == 2
    assert written.replace("  # proposed", "") == registry(ROOT / "content")


def test_a_draft_warns_of_a_proposed_form_at_its_place(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    as_draft(content / MEETING)
    assert run(content, "propose") == 0
    assert run(content, "check") == 0
    said = capsys.readouterr()
    people = (content / "registry" / "people.yaml").as_posix()
    assert (
        f"{people}:46:7: warning: forms of «aripov» are proposed, and nobody has confirmed them: "
        "kk: gen: Элдор Ариповтың"
    ) in said.err
    assert "read them, put them right, then: diptych confirm registry" in said.err


def test_a_final_document_refuses_a_proposed_form(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(content, "propose") == 0
    assert run(content, "check") == 1
    said = capsys.readouterr().err
    assert "error: forms of «aripov» are proposed, and nobody has confirmed them: kk: gen" in said
    assert "short gen: Кеңестің" in said
    assert "nobody has confirmed the name" not in said  # the same, less exactly


def test_confirming_takes_the_marks_off_and_lets_the_document_be_built(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(content, "propose") == 0
    assert run(content, "confirm", "registry", "--yes") == 0
    assert capsys.readouterr().out.endswith("confirmed: 2\n")
    assert registry(content) == registry(ROOT / "content")
    ledger = Path("registry", "confirmed.tsv")
    assert (content / ledger).read_bytes() == (ROOT / "content" / ledger).read_bytes()
    assert run(content, "check") == 0
    assert "no problem found" in capsys.readouterr().out


def test_a_proposed_form_that_was_put_right_is_confirmed_as_it_stands(content: Path) -> None:
    assert run(content, "propose") == 0
    edit(
        content / "registry" / "people.yaml", "Элдор Ариповтың  # proposed", "Арыповтың  # proposed"
    )
    assert run(content, "confirm", "registry", "--yes") == 0
    assert "      gen: Арыповтың\n" in registry(content)
    assert run(content, "check") == 0


def test_nothing_is_proposed_twice(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(content, "propose", MEETING) == 0
    before = registry(content)
    capsys.readouterr()
    assert run(content, "propose") == 0
    assert capsys.readouterr().out == "no form is missing that could be proposed\n"
    assert registry(content) == before


def test_a_mark_that_somebody_has_confirmed_says_nothing(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(content, "propose") == 0
    assert run(content, "confirm", "registry", "--yes") == 0
    edit(content / "registry" / "people.yaml", LOST, PROPOSED)
    assert read_registry(content).is_proposed(GENITIVE)
    assert run(content, "check") == 0
    assert "proposed" not in capsys.readouterr().err


def test_what_follows_from_the_parts_of_a_name_needs_no_form(content: Path) -> None:
    people = content / "registry" / "people.yaml"
    assert run(content, "propose") == 0
    edit(people, "      initials: Э. Арипов\n", "      family: Арипов\n      given: Элдор\n")
    text = content / MEETING / "press-release.ru.md"
    edit(text, "{{ aripov }}", "{{ aripov | initials }}")
    as_draft(content / MEETING)
    assert run(content, "check") == 0
    edit(text, "{{ aripov | initials }}", "{{ aripov | initials gen }}")
    assert run(content, "check") == 1  # a case nobody has typed is never said
    assert run(content, "propose") == 0
    assert "      initials gen: Э. Арипова  # proposed\n" in people.read_text("utf-8")


def test_the_name_in_an_original_gets_its_own_form() -> None:
    assert FormKey.of("council kk gen @kazakhstan").path == (
        *("council", "alternat", "kazakhstan"),
        *("kk", "gen"),
    )


SHORT = """\
# Places.
city:  # the capital
  name:
    ru: {nom: 'Озерск: город', pre: Озерске}  # on the lake
    en: {nom: Lakeside}
"""


def test_names_in_one_line_are_written_one_form_a_line(tmp_path: Path) -> None:
    file = tmp_path / "terms.yaml"
    file.write_text(SHORT, "utf-8")
    forms = {("city", "name", "ru", "gen"): "Озерска: города"}
    written = registry_forms.with_forms(yaml.read(file), forms, {"ru": ("nom", "gen", "pre")})
    assert (
        written
        == """\
# Places.
city:  # the capital
  name:
    ru:  # on the lake
      nom: 'Озерск: город'
      gen: 'Озерска: города'  # proposed
      pre: Озерске
    en: {nom: Lakeside}
"""
    )


@pytest.mark.parametrize(
    "typed",
    [
        "city: {name: {ru: {nom: Озерск}, en: Lakeside}}",
        "city: {name: {ru: Озерск, en: Lakeside}}",
        "city:\n  name: {ru: Озерск, en: Lakeside}",
        "city:\n  name:\n    ru: Озерск\n    en: Lakeside",
    ],
)
def test_a_name_that_stands_alone_or_within_braces_is_written_one_form_a_line(
    tmp_path: Path, typed: str
) -> None:
    file = tmp_path / "terms.yaml"
    file.write_text(f"{typed}\n", "utf-8")
    forms = {("city", "name", "ru", "gen"): "Озерска"}
    assert (
        registry_forms.with_forms(yaml.read(file), forms, {"ru": ("nom", "gen")})
        == """\
city:
  name:
    ru:
      nom: Озерск
      gen: Озерска  # proposed
    en: Lakeside
"""
    )


FOLDED = """\
city:
  name:
    ru:
      nom: >-
        Озерск,
        город
      abbr: О.
"""


def test_a_form_follows_a_name_of_several_lines(tmp_path: Path) -> None:
    file = tmp_path / "terms.yaml"
    file.write_text(FOLDED, "utf-8")
    forms = {("city", "name", "ru", "gen"): "Озерска"}
    written = registry_forms.with_forms(yaml.read(file), forms, {"ru": ("nom", "gen")})
    assert written == FOLDED.replace("      abbr", "      gen: Озерска  # proposed\n      abbr")


def test_comments_within_braces_are_not_lost(tmp_path: Path) -> None:
    file = tmp_path / "terms.yaml"
    file.write_text("city:\n  name:\n    ru: {\n      nom: Озерск  # by the lake\n    }\n", "utf-8")
    forms = {("city", "name", "ru", "gen"): "Озерска"}
    with pytest.raises(DiptychError, match="write the forms of «city» one a line"):
        registry_forms.with_forms(yaml.read(file), forms, {"ru": ("nom", "gen")})


def test_an_entry_that_lacks_many_forms_has_one_message_a_document(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = content / MEETING
    for text in folder.glob("press-release.??.md"):
        cases = data.read(text.name.split(".")[1]).cases[1:]
        asked = " ".join(
            f"{{{{ lakeside | {case} }}}}, {{{{ lakeside | {case} }}}}" for case in cases
        )
        text.write_text(text.read_text("utf-8") + f"\n{asked}.\n", "utf-8")
    with (content / "registry/terms.yaml").open("a", encoding="utf-8") as terms:
        terms.write("lakeside:\n  name:\n")
        terms.writelines(f"    {code}: {{nom: Town}}\n" for code in data.codes())
    assert run(content, "check") == 1
    told = [line for line in capsys.readouterr().err.splitlines() if "«lakeside»" in line]
    (message,) = [line for line in told if "error" in line]
    assert "press-release." in message
    assert "«lakeside» lacks forms that texts ask for: " in message
