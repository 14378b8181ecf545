"""A project that somebody begins for bodies of their own, from nothing to built documents."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from diptych.cli import main
from diptych.language.territories import territory
from diptych.modules import TEMPLATES
from diptych.pipeline.templates import templates_of
from diptych.reader.configuration import read_configuration
from diptych.reader.registry import read_registry, registry_problems

ROOT = Path(__file__).parents[1]
WORDS = [
    *("--languages", "ru,ky,kk"),
    *("--state", "kyrgyzstan"),
    *("--body-name", "ru=Институт мира;ky=Тынчтык институту;kk=Бейбітшілік институты"),
    *("--state", "KZ"),
    *("--body-name", "ru=Институт дружбы;ky=Достук институту;kk=Достық институты"),
]
BARE = ["--state", "KG", "--body-name", "ru=Совет", "--state", "KZ", "--body-name", "ru=Центр"]


def init(folder: Path, *words: str) -> int:
    return main(["init", str(folder), *(words or WORDS)])


def test_the_registry_has_both_bodies_their_states_and_languages(tmp_path: Path) -> None:
    assert init(tmp_path / "ours", *WORDS, "--abbreviation", "ru=ИМ;kk=БИ") == 0
    registry = read_registry(tmp_path / "ours/content")
    assert set(registry.entries) == {
        *("im", "institut-druzhby", "kyrgyzstan", "kazakhstan"),
        *("language-ru", "language-ky", "language-kk"),
    }
    assert registry.entries["kyrgyzstan"]["languages"] == ["ky"]
    assert registry.entries["kazakhstan"]["name"]["ky"]["nom"] == "Казакстан Республикасы"
    assert not list(registry_problems(registry))
    config = read_configuration(tmp_path / "ours/config/config.yaml")
    assert config.languages == ("ru", "ky", "kk")
    assert config.editions["memorandum"] == ("ru", "ky-kk", "kk-ky")


def test_any_state_has_its_name_from_the_common_repository(tmp_path: Path) -> None:
    words = [word.replace("KZ", "mongolia") for word in WORDS]
    assert init(tmp_path, *words) == 0
    entry = read_registry(tmp_path / "content").entries["mongolia"]
    assert entry == {"name": {c: {"nom": "Монголия"} for c in ("ru", "ky")} | {
        "kk": {"nom": "Моңғолия"}
    }}  # fmt: skip
    assert territory("mn") == ("mongolia", "MN")


def test_a_release_is_named_once(tmp_path: Path) -> None:
    assert init(tmp_path, *WORDS, "--from", "someone/diptych@v1.2.0") == 0
    said = {
        path: path.read_text("utf-8").count("1.2.0")
        for path in tmp_path.rglob("*")
        if path.is_file()
    }
    assert {path.name: count for path, count in said.items() if count} == {"requirements.txt": 1}
    requirement = (tmp_path / "requirements.txt").read_text("utf-8")
    assert requirement == "diptych @ git+https://github.com/someone/diptych@v1.2.0\n"
    assert 'github("someone/diptych", path="workflow/Snakefile", tag=' in (
        tmp_path / "Snakefile"
    ).read_text("utf-8")


def test_a_mark_stands_in_the_letterhead_and_everything_else_is_taken_from_the_package(
    tmp_path: Path,
) -> None:
    for suffix in ("svg", "png"):
        shutil.copy(ROOT / f"templates/assets/emblems/council.{suffix}", tmp_path / f"m.{suffix}")
    ours = tmp_path / "ours"
    assert init(ours, *WORDS, "--emblem", str(tmp_path / "m.svg")) == 0
    body = "institut-mira"
    assert read_registry(ours / "content").entries[body]["emblems"] == [body]
    merged = templates_of(ours / "templates")
    assert merged == ours / ".diptych/templates"
    assert {path.name for path in (merged / "assets/emblems").iterdir()} == {
        f"{body}.svg",
        f"{body}.png",
    }
    label = "locale/ru/LC_MESSAGES/diptych.po"
    assert (merged / label).read_bytes() == (TEMPLATES / label).read_bytes()
    own = ours / "templates/pdf/tokens.css"
    own.parent.mkdir(parents=True)
    own.write_text(":root {}\n", "utf-8")
    assert (templates_of(ours / "templates") / "pdf/tokens.css").read_text("utf-8") == ":root {}\n"
    own.unlink()
    assert "--line" in (templates_of(ours / "templates") / "pdf/tokens.css").read_text("utf-8")


def test_a_project_without_templates_and_one_with_all_of_them_have_one_folder(
    tmp_path: Path,
) -> None:
    assert templates_of(tmp_path / "templates") == TEMPLATES
    assert templates_of(TEMPLATES) == TEMPLATES
    assert not (tmp_path / ".diptych").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "say --languages ru,… and --state twice, once for each body"),
        (WORDS[:4], "say --languages ru,… and --state twice"),
        (["--languages", "ru,xx", *BARE], "«xx» is not a language"),
        ([*WORDS[:2], "--state", "kyrgistan", *WORDS[4:]], "there is no state «kyrgistan»"),
        ([*WORDS[:2], "--state", "KG", "--state", "KZ"], "the body of «KG» has no name"),
        ([*WORDS, "--from", "nowhere"], "«nowhere» is neither a checkout of Diptych nor a release"),
        ([*WORDS, "--emblem", "no.svg"], "there is no image «no.png»"),
        ([*WORDS, "--abbreviation", "kz=И"], "«kz» is not one of the languages"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    assert main(["init", str(tmp_path / "ours"), *words]) == 1
    assert said in capsys.readouterr().err
    assert not (tmp_path / "ours").exists()


def test_a_folder_that_is_not_empty_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    assert init(tmp_path) == 1
    assert "is not empty; name another folder" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_terminal_asks_for_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter(["ru,ky", "kyrgyzstan", "kazakhstan", "Совет", "Кеңеш", "Центр", ""])
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("builtins.input", lambda _: next(answers))
    assert main(["init", str(tmp_path / "ours")]) == 0
    entries = read_registry(tmp_path / "ours/content").entries
    assert entries["sovet"]["name"] == {"ru": {"nom": "Совет"}, "ky": {"nom": "Кеңеш"}}
    assert entries["tsentr"]["name"] == {"ru": {"nom": "Центр"}}


def test_whatever_templates_there_are_is_installed_with_the_package() -> None:
    configuration = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    listed = configuration["tool"]["setuptools"]["data-files"]
    files = {path for patterns in listed.values() for each in patterns for path in ROOT.glob(each)}
    there = {path for path in TEMPLATES.rglob("*") if path.is_file()}
    assert there - files == {path for path in there if path.parent.name == "emblems"}
    assert all(folder == f"share/diptych/{listed[folder][0][:-2]}" for folder in listed)


# --- from nothing to documents --------------------------------------------------------

MEETING = "2031-03-14-first-session"
SIDES = {"ru": "Стороны", "ky": "Тараптар", "kk": "Тараптар"}
OF_THE_CASE = re.compile(
    r"узбекско|казахстанск|исми|киси|арипов|тукум|мирзи|aripov|tukumov|isrs|kaziss|council|"
    r"strategi|стратеги|ташкент|астан|tashkent|astana",
    re.I,
)


def run(folder: Path, *words: str) -> str:
    """What a command says in the folder of the project; it must not fail."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "workflow"), "LANGUAGE": "en"}
    environment["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        words, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.mark.slow
def test_two_other_bodies_come_from_nothing_to_built_documents(tmp_path: Path) -> None:
    ours = tmp_path / "our documents"
    run(tmp_path, "diptych", "init", str(ours), *WORDS, "--from", str(ROOT))
    run(ours, "diptych", "add", "term", "--name", "ru=Бишкек", "--name", "ky=Бишкек",
        "--name", "kk=Бішкек")  # fmt: skip
    run(ours, "diptych", "add", "office", "--body", "institut-mira", "--name", "директор",
        "--name", "ky=директору", "--name", "kk=директоры", "--id", "director")  # fmt: skip
    for name, state in (("Асан Усенов", "kyrgyzstan"), ("Ерлан Сейтов", "kazakhstan")):
        run(ours, "diptych", "add", "person", "--name", name, "--state", state,
            "--office", "director")  # fmt: skip
    run(ours, "diptych", "new", MEETING, "--body", "institut-mira")
    folder = ours / "content" / MEETING
    record = folder / "meeting.yaml"
    text = record.read_text("utf-8")
    for old, new in {
        "unnamed-place": "bishkek",
        "[und]": "[ky, kk, ru]",
        "unnamed-first-state, body: unnamed-first-party": "kyrgyzstan, body: institut-mira, "
        "signatory: usenov",
        "unnamed-second-state, body: unnamed-second-party": "kazakhstan, body: institut-druzhby, "
        "signatory: seytov",
    }.items():
        assert old in text
        text = text.replace(old, new)
    record.write_text(text, "utf-8")
    (ours / "content/registry/unnamed.yaml").unlink()
    for file in folder.glob("*.md"):
        text = file.read_text("utf-8")
        word = SIDES[file.name.split(".")[1]]
        file.write_text(re.sub(r"\[[^\]]+\](?![({])", word, text), "utf-8")
    run(ours, "diptych", "confirm", "registry", "--yes")
    assert "meetings checked: 1; no problem found" in run(ours, "diptych", "check")
    run(ours, "snakemake", "--cores", "1")
    names = {path.name for path in (ours / "output" / MEETING).iterdir()}
    for edition in ("memorandum.ru", "memorandum.ky-kk", "memorandum.kk-ky", "minutes.ky-kk"):
        assert {f"{edition}.{each}" for each in ("docx", "pdf", "html")} <= names
    said = (ours / "output" / MEETING / "memorandum.ky-kk.html").read_text("utf-8")
    assert "Тынчтык институтунун директору" in said
    assert "Nothing to be done" in run(ours, "snakemake", "--cores", "1")
    for path in ours.rglob("*"):
        if ".snakemake" not in path.parts and path.is_file():
            assert not OF_THE_CASE.search(path.name)
            if path.suffix in (".yaml", ".md", ".html", ".json", ".csv", ".txt", ".yml", ""):
                found = OF_THE_CASE.search(path.read_text("utf-8"))
                assert found is None, f"{path}: {found}"
