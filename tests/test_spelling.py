"""Spelling: what is wrong is named at the word, what cannot be looked at is named, too."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from commands import command
from diptych.language import data, spelling
from diptych.language.spelling import Speller, speller
from diptych.pipeline.spelling import check_spelling
from diptych.plan import Plan
from diptych.reader.configuration import read_configuration, source_of

ROOT = Path(__file__).parents[1]
BASE = ROOT / "tests" / "broken" / "base"
MEETING = "2031-03-05-first-meeting"
SYSTEM = Path("/usr/share/hunspell")

needs_library = pytest.mark.skipif(
    not spelling.is_installed(), reason="the library chunspell is not installed"
)


class Words:
    """A dictionary of a few words, which suggests those that begin alike."""

    def __init__(self, *words: str) -> None:
        self._words = words

    def spell(self, word: str) -> bool:
        return word.lower() in self._words or word in self._words

    def suggest(self, word: str) -> Sequence[str]:
        return [each for each in self._words if each[:2] == word[:2].lower()]


def test_a_word_is_right_in_any_case_with_hyphens_and_with_the_names_of_the_registry() -> None:
    english = Speller("en", "x", Words("session", "council's", "work", "plan"), "en")
    for word in ("session", "Session", "Council’s", "work-plan", "Lind"):
        assert english.is_right(word, {"lind"}), word
    for word in ("sesion", "work-plam", "Sessions"):
        assert not english.is_right(word, {"lind"}), word
    assert english.suggestions("sesion") == ("session",)


def test_case_suffixes_of_a_language_are_right_where_they_fit() -> None:
    kazakh = Speller("kk", "x", Words("кеңес", "қала"), "kk")
    for word in ("кеңестің", "қалада", "Астанадан"):
        assert kazakh.is_right(word, {"астана"}), word
    for word in ("кеңестың", "қалате", "астанаден"):
        assert not kazakh.is_right(word, {"астана"}), word


def test_latin_uzbek_is_checked_by_a_cyrillic_dictionary_and_told_in_latin() -> None:
    uzbek = Speller("uz", "x", Words("маъно", "ҳамкорлик", "тўғрисида"), "uz-Cyrl")
    for word in ("maʼno", "hamkorlik", "toʻgʻrisida", "to'g'risida", "Hamkorlik"):
        assert uzbek.is_right(word), word
    assert not uzbek.is_right("togrisida")
    assert uzbek.suggestions("hamkorlig") == ("hamkorlik",)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    shutil.copytree(BASE, tmp_path, dirs_exist_ok=True)
    (tmp_path / "templates").symlink_to(ROOT / "templates")
    return tmp_path / "content"


@pytest.fixture
def words(tmp_path: Path) -> Path:
    """A folder with a dictionary of what the sound content says in English."""
    folder = tmp_path / "words"
    folder.mkdir()
    english = data.read("en")
    known = [forms[0] for forms in english.cardinals.values()] + [*english.months["nom"]]
    text = " ".join(path.read_text("utf-8") for path in (BASE / "content").rglob("*.en.md"))
    known += re.findall(r"[A-Za-z]+", text)
    (folder / "en_GB.aff").write_text("SET UTF-8\nTRY abcdefghijklmnopqrstuvwxyz\n", "utf-8")
    (folder / "en_GB.dic").write_text("\n".join([str(len(known)), *known]) + "\n", "utf-8")
    return folder


def said(content: Path, *folders: Path) -> list[str]:
    config = content.parent / "config" / "config.yaml"
    configuration = read_configuration(config)
    plan = Plan(configuration, content, content.parent / "templates")
    found = check_spelling(plan, [MEETING], source_of(configuration, config, "x"), folders)
    base = f"{content.parent.as_posix()}/"
    return [
        f"{each.position} {each.message}: {each.remedy}".replace(base, "")
        for each in found.problems
    ]


def changed(content: Path, file: str, old: str, new: str) -> None:
    path = content / MEETING / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


@needs_library
def test_a_language_without_a_dictionary_is_named_with_its_package(content: Path) -> None:
    (content.parent / "config" / "config.yaml").write_text(
        (BASE / "config" / "config.yaml").read_text("utf-8").replace("[ru, en]", "[ru, en, ky]")
    )
    (content / MEETING / "press-release.ky.md").write_text("# Кеңеш\n", "utf-8")
    place = "config/config.yaml:1:"
    assert [each.removeprefix(place) for each in said(content, content.parent / "nothing")] == [
        "13 spelling not checked: ru: install the dictionary: apt-get install hunspell-ru",
        "17 spelling not checked: en: install the dictionary: apt-get install hunspell-en-gb",
        "21 spelling not checked: ky: name a folder that has one, such as ky_KG.aff and .dic, "
        "in DICPATH",
    ]


def test_without_the_library_nothing_is_said_to_be_checked(
    content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spelling, "is_installed", lambda: False)
    assert said(content, SYSTEM) == [
        "config/config.yaml:1:12 spelling not checked: en, ru: install the library that reads "
        "dictionaries: pip install chunspell"
    ]


@needs_library
def test_a_wrong_word_is_named_where_it_stands_and_nothing_else_is(
    content: Path, words: Path
) -> None:
    changed(
        content,
        "press-release.en.md",
        "looks after water.",
        "*loks* after water, `x`".replace(", `x`", "")
        + " and [watr]{keep} at wat.example, a@watr.org, https://watr.org/watr, NATO, IT-5, вода;\n"
        + "_bord_, [Lnd]{lind}, ‘watr’ {{ wells }} [site](https://example.org/watr) a[^n].\n\n"
        + "[^n]: A nte on Анна and Lind’s Annas.",
    )
    found = [each for each in said(content, words) if "press-release.en.md" in each]
    assert [each.split(" is not")[0].rpartition("press-release.en.md:")[2] for each in found] == [
        "7:14 «loks»",
        "8:2 «bord»",
        "8:10 «Lnd»",
        "8:23 «watr»",
        "10:9 «nte»",
        "10:32 «Annas»",
    ]
    assert found[0].endswith(
        "perhaps looks: put it right, or add the word to content/registry/spelling.en.txt; "
        "what stands so on purpose: [loks]{keep}"
    )


@needs_library
def test_the_list_of_the_project_makes_words_right_and_a_stray_list_is_named(
    content: Path, words: Path
) -> None:
    changed(content, "press-release.en.md", "looks", "loks")
    (content / "registry" / "spelling.en.txt").write_text("# ours\nloks # a bird\n", "utf-8")
    (content / "registry" / "spelling.xx.txt").write_text("x\n", "utf-8")
    russian, stray = said(content, words)
    assert "spelling.xx.txt:1:1 this list of words belongs to no language" in stray
    assert "spelling not checked: ru" in russian


@needs_library
def test_a_quotation_is_checked_in_its_language(content: Path, words: Path) -> None:
    changed(content, "press-release.ru.md", "заботится о воде", "сказал: [the lok]{lang=en}")
    found = said(content, words)
    assert ["ru.md:7:26 «lok»" in each for each in found if "not checked" not in each] == [True]


@needs_library
def test_a_dictionary_of_another_alphabet_is_none(words: Path) -> None:
    for name in ("uz_UZ", "kk_KZ"):
        for end in (".aff", ".dic"):
            shutil.copy(words / f"en_GB{end}", words / f"{name}{end}")
    (words / "ru_RU.aff").write_bytes(b"\xff\x00")
    (words / "ru_RU.dic").write_bytes(b"")
    for code in ("uz", "uz-Cyrl", "kk", "ru"):
        assert speller(code, (words,)) is None


@needs_library
def test_the_command_warns_and_goes_on(
    content: Path, words: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    changed(content, "press-release.en.md", "looks", "loks")
    monkeypatch.setenv("DICPATH", str(words))
    monkeypatch.setenv("LANGUAGE", "ru")
    monkeypatch.setattr("diptych.cli.dictionaries._FOLDERS", ())
    monkeypatch.setattr("diptych.cli.dictionaries._OFFICE", ())
    places = "--content {c} --config {f} --templates {t}"
    where = {
        "c": content,
        "f": content.parent / "config" / "config.yaml",
        "t": ROOT / "templates",
    }
    assert command(f"check --spelling {places}", **where) == 0
    out, err = capsys.readouterr()
    assert out.splitlines()[0] == "правописание проверено: en – en_GB"
    assert "press-release.en.md:7:13: предупреждение: «loks» нет в словаре; возможно, looks" in err
    assert "правописание не проверено: ru" in err
    assert command(f"check --spelling --format json {places}", **where) == 0
    problems = json.loads(capsys.readouterr().out)
    assert [(each["line"], each["column"]) for each in problems if "loks" in each["message"]] == [
        (7, 13)
    ]
    assert command(f"check {places}", **where) == 0
    assert "loks" not in capsys.readouterr().err


@needs_library
@pytest.mark.parametrize("code", ["en", "kk", "ru", "uz", "uz-Cyrl"])
def test_the_shipped_texts_are_right_by_the_dictionaries_of_debian(code: str) -> None:
    if speller(code, (SYSTEM,)) is None:
        pytest.skip(f"{data.read(code).spelling} is not installed")
    path = ROOT / "config" / "config.yaml"
    configuration = read_configuration(path)
    plan = Plan(configuration, ROOT / "content", ROOT / "templates")
    meetings = plan.chosen([])
    found = check_spelling(plan, meetings, source_of(configuration, path, "x"), (SYSTEM,))
    assert code in found.checked
    assert [str(each) for each in found.problems if f".{code}.md" in each.position.file] == []
