"""A language may come from another package: one file, an entry point, a catalogue of labels."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import pytest

from commands import command
from diptych.errors import ValueProblem
from diptych.language import data
from diptych.language.locale import load
from diptych.language.tags import tags
from diptych.values import parse
from plugged import PACKAGE, languages

ROOT = Path(__file__).parents[1]
MEETING = "2024-08-28-second-session"
CODE = "kk-Latn"

REGISTRY = """
council:
  name:
    ru: {nom: Экспертный совет, gen: Экспертного совета}
    kk-Latn: {nom: Sarapshylar keńesi, gen: Sarapshylar keńesiniń}
"""
RECORD = """
facts:
  held: {date: 2024-08-28}
press-release:
  issuer: council
  date: held
"""
TEXTS = {
    "ru": "# Заседание {{ council | gen }}\n\n{{ council }} собрался {{ held | on }}.\n",
    CODE: "# {{ council | gen }} otyrysy\n\n{{ council }} {{ held | on }} jınaldy.\n",
}


@pytest.fixture(scope="module")
def kazakh_in_latin() -> str:
    """The file of a seventh language: that of Kazakh with what it says about itself changed."""
    text = (data.HERE / "kk.toml").read_text("utf-8")
    for old, new in {
        'code = "kk"': f'code = "{CODE}"',
        'name = "Қазақша"': 'name = "Qazaqsha"',
        'html = "kk"': 'html = "kk-Latn"',
        'word = "kk-KZ"': 'word = "kk-Latn-KZ"',
        "{first} және {last}": "{first} jáne {last}",
        '"тамыз"': '"tamyz"',
        "жылғы": "jylǵy",
        'vowels = ["а': 'vowels = ["aoyuа',
        'voiced = "з': 'voiced = "zз',
    }.items():
        assert old in text
        text = text.replace(old, new)
    return text


@pytest.fixture
def outside(tmp_path: Path, kazakh_in_latin: str) -> Iterator[None]:
    with languages(tmp_path / "site", {CODE: kazakh_in_latin}):
        yield


@pytest.mark.usefixtures("outside")
def test_a_language_from_outside_is_one_file() -> None:
    locale = load(CODE, Path())
    assert locale.say(parse("list", "A|B")) == "A jáne B"
    assert locale.say(parse("date", "2024-08-28"), "of") == "2024\u00a0jylǵy 28\u00a0tamyzдағы"
    assert (locale.tags, tags(CODE).html) == (tags(CODE), "kk-Latn")
    assert data.codes() == ("en", "kk", CODE, "ky", "ru", "uz", "uz-Cyrl")


@pytest.mark.usefixtures("outside")
def test_a_document_is_written_in_it_with_labels_from_the_project(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    templates = shutil.copytree(ROOT / "templates", tmp_path / "templates")
    folder = tmp_path / "content" / MEETING
    for file, text in {
        folder.parent / "registry" / "organisations.yaml": REGISTRY,
        folder / "meeting.yaml": RECORD,
        **{folder / f"press-release.{code}.md": text for code, text in TEXTS.items()},
    }.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")

    def write() -> int:
        return command(
            "write {folder} press-release --editions ru-{code} {code} --templates {templates} "
            "--output {output}",
            folder=folder,
            code=CODE,
            templates=templates,
            output=tmp_path,
        )

    assert write() == 1
    assert "kk_Latn/LC_MESSAGES/diptych.po is missing" in capsys.readouterr().err
    shutil.copytree(templates / "locale" / "kk", templates / "locale" / "kk_Latn")
    assert write() == 0
    assert {path.name for path in (tmp_path / MEETING).iterdir()} == {
        f"press-release.{edition}.{suffix}"
        for edition in (f"ru-{CODE}", CODE)
        for suffix in ("docx", "pdf")
    }


@pytest.mark.parametrize(
    ("module", "files"),
    [
        ("single", {"single.py": "raise SystemExit", f"{CODE}.toml": ""}),
        ("whole", {"whole/__init__.py": "raise SystemExit", f"whole/{CODE}.toml": ""}),
        ("folder", {f"folder/{CODE}.toml": ""}),
    ],
)
def test_its_file_lies_in_a_package_or_beside_a_module_and_neither_is_run(
    tmp_path: Path, kazakh_in_latin: str, module: str, files: dict[str, str]
) -> None:
    files = {path: text or kazakh_in_latin for path, text in files.items()}
    with languages(tmp_path, files, {CODE: module}):
        assert data.read(CODE).name == "Qazaqsha"


@pytest.mark.parametrize("module", [PACKAGE, "nowhere", "nowhere.at_all", "sys"])
def test_a_language_without_its_file_is_refused(tmp_path: Path, module: str) -> None:
    files = {f"{PACKAGE}/__init__.py": ""}
    message = "the language «tt» from outside has no file tt.toml"
    with languages(tmp_path, files, {"tt": module}), pytest.raises(ValueProblem, match=message):
        data.read("tt")


@pytest.mark.usefixtures("outside")
def test_an_unknown_language_is_refused_with_all_there_are() -> None:
    with pytest.raises(ValueProblem) as refused:
        data.read("kk-Latin")
    assert refused.value.remedy == "write «kk-Latn»; there are en, kk, kk-Latn, ky, ru, uz, uz-Cyrl"
    with pytest.raises(ValueProblem) as refused:
        load("zh", Path())
    assert refused.value.remedy == "write one of: en, kk, kk-Latn, ky, ru, uz, uz-Cyrl"


def test_it_is_gone_with_its_package(tmp_path: Path, kazakh_in_latin: str) -> None:
    with languages(tmp_path, {CODE: kazakh_in_latin}):
        load(CODE, Path())
    for ask in (data.read, tags, lambda code: load(code, Path())):
        with pytest.raises(ValueProblem, match="is not a language"):
            ask(CODE)


def test_a_language_of_our_own_cannot_be_replaced(tmp_path: Path, kazakh_in_latin: str) -> None:
    data.read.cache_clear()
    with languages(tmp_path, {"kk": kazakh_in_latin.replace(f'"{CODE}"', '"kk"')}):
        assert data.read("kk").name == "Қазақша"


def test_the_packages_are_asked_once(
    tmp_path: Path, kazakh_in_latin: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    entry_points = metadata.entry_points

    def counted(**query: str) -> object:
        asked.append(query)
        return entry_points(**query)

    monkeypatch.setattr(metadata, "entry_points", counted)
    with languages(tmp_path, {CODE: kazakh_in_latin}):
        for code in ("ru", CODE, "kk", CODE):
            load(code, tmp_path)
            load(code, Path())
            tags(code)
    assert asked == [{"group": "diptych.languages"}]
