"""People, bodies, terms and offices that are added to the registry."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from commands import command
from diptych.cli import main
from diptych.reader.registry import read_registry, registry_problems

ROOT = Path(__file__).parents[1]
CONFIG = "languages: [{languages}]\nformats: [html]\neditions: {{minutes: [{first}]}}\n"
STATE = (
    "kyrgyzstan:\n  languages: [ky]\n  name: {ru: Кыргызская Республика, ky: Кыргыз Республикасы}\n"
)
BODY = """\
# Bodies.
institute:  # of peace
  name:
    ru: {nom: Институт мира, abbr: ИМ}
    ky: Тынчтык институту
    en: {nom: Peace Institute, abbr: PI}
    kk: Бейбітшілік институты
    uz: Tinchlik instituti
    uz-Cyrl: Тинчлик институти
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "content/registry").mkdir(parents=True)
    (tmp_path / "content/registry/organisations.yaml").write_text(BODY, "utf-8")
    (tmp_path / "content/registry/terms.yaml").write_text(STATE, "utf-8")
    configured(tmp_path, "ru, ky, en")
    return tmp_path


def configured(project: Path, languages: str) -> None:
    (project / "config.yaml").write_text(
        CONFIG.format(languages=languages, first=languages.split(",")[0]), "utf-8"
    )


def add(project: Path, *words: str) -> int:
    places = ["--content", str(project / "content"), "--config", str(project / "config.yaml")]
    return main(["add", *words, *places, "--templates", str(ROOT / "templates")])


def registry(project: Path, file: str) -> str:
    return (project / "content/registry" / file).read_text("utf-8")


def sound(project: Path) -> bool:
    return not list(registry_problems(read_registry(project / "content")))


def test_a_person_is_spelled_in_all_languages_and_marked_as_proposed(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert add(project, "person", "--name", "Асан Усенов") == 0
    assert (
        registry(project, "people.yaml")
        == """\
usenov:
  name: {ru: Асан Усенов, ky: Асан Усенов, en: Asan Usenov}  # proposed
"""
    )
    shown = [line.split(None, 3) for line in capsys.readouterr().out.splitlines()[:-2]]
    table = {(code, form): text for _, code, form, text in shown}
    assert table["ru", "dat"] == "Асану Усенову"
    assert table["ky", "dat"] == "Асан Усеновго"
    assert table["en", "list"] == "Usenov, Asan"
    assert sound(project)


def test_a_patronymic_is_kept_as_a_part_of_the_name(project: Path) -> None:
    assert add(project, "person", "--name", "Усенова Айгуль Маратовна", "--gender", "f") == 0
    text = registry(project, "people.yaml")
    assert "  gender: f\n" in text
    assert (
        "    ky: {nom: Айгуль Усенова, family: Усенова, given: Айгуль, patronymic: Маратовна}"
        "  # proposed\n"
    ) in text
    assert len(text.splitlines()) == 6


def test_confirming_takes_the_marks_off(project: Path) -> None:
    assert add(project, "person", "--name", "Асан Усенов") == 0
    folder = project / "content/2025-03-14-meeting"
    folder.mkdir()
    (folder / "meeting.yaml").write_text(
        "facts:\n  held: {date: 2025-03-14}\nminutes:\n  body: institute\n  date: held\n"
        "  agenda: [one]\n",
        "utf-8",
    )
    (folder / "minutes.ru.md").write_text(
        "# Заседания\n\n## Вопрос {#one}\n\n### {#heard}\n\n{{ usenov | acc }}.\n\n"
        "### {#decided}\n\n1. Решить.\n",
        "utf-8",
    )
    words = "confirm registry --yes --content {content} --config {config} --templates {templates}"
    status = command(
        words,
        content=project / "content",
        config=project / "config.yaml",
        templates=ROOT / "templates",
    )
    assert status == 0
    assert "proposed" not in registry(project, "people.yaml")


@pytest.mark.parametrize(
    ("state", "wanted"), [("", "Yermek Kulubayev"), ("kyrgyzstan", "Ermek Kulubaev")]
)
def test_the_state_of_a_person_says_how_the_name_is_spelled(
    project: Path, state: str, wanted: str
) -> None:
    assert add(project, "person", "--name", "Ермек Кулубаев", "--state", state) == 0
    assert f"en: {wanted}" in registry(project, "people.yaml")


def test_a_name_in_latin_uzbek_is_spelled_in_cyrillic(project: Path) -> None:
    configured(project, "uz, uz-Cyrl, ru, kk")
    assert add(project, "person", "--name", "Gʻafur Qodirov", "--id", "qodirov") == 0
    entry = read_registry(project / "content").entries["qodirov"]["name"]
    assert {code: forms["nom"] for code, forms in entry.items()} == {
        "uz": "Gʻafur Qodirov",
        "uz-Cyrl": "Ғафур Қодиров",
        "ru": "Гафур Кодиров",
        "kk": "Ғафур Қодиров",
    }


def test_a_body_has_the_names_that_are_given_and_the_rest_of_the_file_stays(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("body", "--name", "ru=Совет: второй", "--name", "en=Council", "--abbreviation", "ru=С")
    assert add(project, *words) == 0
    assert (
        registry(project, "organisations.yaml")
        == BODY
        + """
council:
  name:
    ru: {nom: 'Совет: второй', abbr: С}
    en: Council
"""
    )
    assert "without a name in ky: write it there" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("code", "office", "nominative", "other"),
    [
        ("ru", "директор", "директор Института мира", ("dat", "директору Института мира")),
        ("kk", "директоры", "Бейбітшілік институтының директоры",
         ("ins", "Бейбітшілік институтының директорымен")),
        ("ky", "директору", "Тынчтык институтунун директору",
         ("abl", "Тынчтык институтунун директорунан")),
        ("uz", "direktori", "Tinchlik instituti direktori",
         ("acc", "Tinchlik instituti direktorini")),
        ("uz-Cyrl", "директори", "Тинчлик институти директори",
         ("loc", "Тинчлик институти директорида")),
        ("en", "Director", "Director of the Peace Institute",
         ("gen", "Director of the Peace Institute’s")),
    ],
)  # fmt: skip
def test_an_office_draws_on_its_body(
    project: Path,
    capsys: pytest.CaptureFixture[str],
    code: str,
    office: str,
    nominative: str,
    other: tuple[str, str],
) -> None:
    configured(project, code)
    assert add(project, "office", "--body", "institute", "--name", office, "--id", "head") == 0
    shown = [line.split(None, 3) for line in capsys.readouterr().out.splitlines()]
    table = {row[2]: row[3] for row in shown if row[:1] == ["head"]}
    assert table["nom"] == nominative
    assert table[other[0]] == other[1]
    assert "{{ institute" in registry(project, "terms.yaml")
    assert sound(project)


def test_nothing_is_written_on_trial(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert add(project, "person", "--name", "Асан Усенов", "--dry-run") == 0
    assert "would be added: usenov" in capsys.readouterr().out
    assert not (project / "content/registry/people.yaml").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["person", "--name", "А. Усенов"], "«А. Усенов» has initials in place of names; write"),
        (["person", "--name", "Усенов"], "«Усенов» is one word and no name of a person"),
        (["person"], "say what it is called: --name"),
        (["person", "--name", "Asan Usenov"], "«Asan Usenov» has letters that ru does not have"),
        (["person", "--name", "kg=Асан Усенов"], "«kg» is not one of the languages of the config"),
        (["person", "--name", "Асан Усенов", "--office", "hed"], "no entry «hed» in the registry"),
        (["person", "--name", "Асан Усенов", "--id", "Usenov"], "«Usenov» is no id; write small"),
        (["body", "--name", "институт мира"], "stands at"),
        (["term", "--name", "План", "--id", "institute"], "«institute» stands at"),
        (["office", "--name", "директор", "--body", "institut"], "«institut» in the registry; "
         "write «institute»"),
    ],
)  # fmt: skip
def test_what_cannot_be_added_is_refused_and_nothing_is_written(
    project: Path, capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    before = registry(project, "organisations.yaml") + registry(project, "terms.yaml")
    assert add(project, *words) == 1
    assert said in capsys.readouterr().err
    assert registry(project, "organisations.yaml") + registry(project, "terms.yaml") == before
    assert not (project / "content/registry/people.yaml").exists()


def test_a_terminal_asks_for_what_is_missing(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter(["План мира", "Тынчтык планы", ""])
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("builtins.input", lambda _: next(answers))
    assert add(project, "term", "--of", "institute") == 0
    assert (
        registry(project, "terms.yaml")
        == STATE
        + """
plan-mira:
  of: institute
  name: {ru: План мира, ky: Тынчтык планы}
"""
    )


LIST = """\
№;ФИО;Должность;Организация;Государство
1;УСЕНОВА Гульнара Рустамовна;Заместитель директора;Институт мира;Кыргызская Республика
2;И. О. Фамилия;Директор;ИМ;
3;Кулубаев Ермек;Директор;ИМ;Кыргызская Республика
4;Кулубаев Ермек;Директор;ИМ;
5;Ким Алексей Олегович;эксперт;Минторг;Корея
6;Асанов Тимур;Директор;институт  мира;
"""


@pytest.mark.parametrize("separator", [";", "\t", ","])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_list_of_participants_is_taken_and_each_row_that_is_not_is_named(
    project: Path, capsys: pytest.CaptureFixture[str], separator: str, mark: str
) -> None:
    file = project / "list.csv"
    file.write_text(mark + LIST.replace(";", separator), "utf-8")
    assert add(project, "person", "--from", str(file)) == 0
    entries = read_registry(project / "content").entries
    people = {
        name: entries[name].get("office") for name in ("usenova", "kulubayev", "kim", "asanov")
    }
    assert people == {
        "usenova": "zamestitel-direktora-institute",
        "kulubayev": "direktor-institute",
        "kim": None,
        "asanov": "direktor-institute",
    }
    assert entries["kulubayev"]["name"]["en"] == {"nom": "Ermek Kulubaev"}
    assert entries["direktor-institute"]["name"] == {
        "ru": {"nom": "директор {{ institute | gen }}"}
    }
    said = capsys.readouterr().err
    places = [line.partition(": warning: ") for line in said.splitlines() if ": warning: " in line]
    assert [(place.rpartition(".csv:")[2], what) for place, _, what in places] == [
        ("3:1", "«И. О. Фамилия» has initials in place of names"),
        ("5:1", "«Кулубаев Ермек» stands at «kulubayev» already"),
        ("6:1", "no entry of the registry is called «Корея»"),
        ("6:1", "no entry of the registry is called «Минторг»"),
    ]
    assert sound(project)
    again = registry(project, "people.yaml")
    assert add(project, "person", "--from", str(file)) == 1
    assert registry(project, "people.yaml") == again


def test_a_list_in_english_has_columns_of_its_own(project: Path) -> None:
    file = project / "list.csv"
    file.write_text(
        "Surname,Given name,Position,Body\nBell,Anna,Adviser,Peace Institute\n", "utf-8"
    )
    assert add(project, "person", "--from", str(file), "--language", "en") == 0
    assert "bell:\n  office: adviser-institute\n  name: {en: Anna Bell}\n" in (
        registry(project, "people.yaml")
    )
    assert "    en" not in registry(project, "terms.yaml").partition("adviser-institute:")[0]
    assert "Adviser of {{ institute | the }}" in registry(project, "terms.yaml")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (LIST.encode("cp1251"), "this is not UTF-8, but perhaps cp1251"),
        (LIST.encode("utf-16"), "this is in UTF-16"),
        (b"", "this table is empty"),
        ("Имена;Должность\nАсан;директор\n".encode(), "no column holds the names of people"),
        ('ФИО\n"Асан\n'.encode(), "this row cannot be read"),
    ],
)
def test_a_list_that_cannot_be_read_is_refused(
    project: Path, capsys: pytest.CaptureFixture[str], data: bytes, said: str
) -> None:
    file = project / "list.csv"
    file.write_bytes(data)
    assert add(project, "person", "--from", str(file)) == 1
    assert said in capsys.readouterr().err


def test_a_list_can_be_added_to_the_registry_of_the_real_case(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "content/registry", tmp_path / "content/registry")
    configured(tmp_path, "ru, uz, uz-Cyrl, kk, en")
    file = tmp_path / "list.csv"
    file.write_text("ФИО,организация\nАрипов Элдор,ИСМИ\nЮсупов Акмал,ИСМИ\n", "utf-8")
    before = registry(tmp_path, "people.yaml")
    assert add(tmp_path, "person", "--from", str(file)) == 0
    assert registry(tmp_path, "people.yaml").startswith(before)
    assert "\nyusupov:\n" in registry(tmp_path, "people.yaml")
    assert "\naripov-2:" not in registry(tmp_path, "people.yaml")
