"""The language files: their examples are true, and what is wrong in one is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from diptych.errors import ValueProblem
from diptych.language import data
from diptych.language.locale import load
from diptych.language.tags import tags
from diptych.values import TYPES, parse
from plugged import languages
from reference import examples

LANGUAGES = ("en", "kk", "ky", "ru", "uz", "uz-Cyrl")

# These need a range that is open, or show nothing of their own.
_WITHOUT_EXAMPLE = {"plain", "nom"}


def test_the_languages_are_known() -> None:
    assert data.codes() == LANGUAGES


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_examples_of_a_language_file_are_true(code: str) -> None:
    locale = load(code, Path())
    wrong = {}
    for type_name, value, role, text in examples(code):
        actual = locale.say(parse(type_name, value), role).replace("\u00a0", " ")
        if actual != text:
            wrong[type_name, value, role] = actual
    assert not wrong


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_language_file_has_an_example_of_each_role(code: str) -> None:
    shown: dict[str, set[str]] = {name: set() for name in TYPES}
    for type_name, _, role, _ in examples(code):
        shown[type_name].update(role.split())
    for type_name, words in shown.items():
        assert set(load(code, Path()).roles(type_name)) - words <= _WITHOUT_EXAMPLE, type_name


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_currency_is_named_in_every_language(code: str) -> None:
    assert set(data.read(code).currencies) == set(data.read("en").currencies)


def test_a_language_names_itself_and_its_tags() -> None:
    assert {code: tags(code).name for code in LANGUAGES} == {
        "en": "English",
        "kk": "Қазақша",
        "ky": "Кыргызча",
        "ru": "Русский",
        "uz": "Oʻzbekcha",
        "uz-Cyrl": "Ўзбекча",
    }
    assert (tags("uz").html, tags("uz").word) == ("uz-Latn", "uz-Latn-UZ")
    assert tags("ru").direction == "ltr"
    with pytest.raises(ValueProblem, match="uz-Cyrl"):
        tags("uz-Cyr")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('or = "{first}', 'nor = "{first}', "xx.toml: .*nor"),
        ('"Monday", ', "", "xx.toml: 6 weekdays"),
        ('code = "en"', 'code = "us"', "xx.toml: the code is «us»"),
        ('code = "en"', "code = en", "xx.toml"),
        ("grouping_from = 4", 'grouping_from = "4"', "xx.toml: .*grouping_from"),
        ('outer = "“”"', 'outer = "“"', "xx.toml: 1 quotes"),
        ('20 = ["twenty"]', "", "xx.toml: cardinals has no «20»"),
        ("[date.days]", "[date.weeks]", "xx.toml: date has no «days»"),
        ('[month]\nplain = "{month}"', "[month]", "xx.toml: .* no «plain»"),
    ],
)
def test_a_wrong_language_file_is_named(tmp_path: Path, old: str, new: str, message: str) -> None:
    text = (data.HERE / "en.toml").read_text("utf-8")
    assert old in text
    if old != 'code = "en"':
        text = text.replace('code = "en"', 'code = "xx"')
    wrong = {"xx": text.replace(old, new)}
    with languages(tmp_path, wrong), pytest.raises(ValueProblem, match=message):
        data.read("xx")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('on = "on {plain}"', 'on = "on {plain} {length-short}"'),
        ('babel = "en_GB"', 'babel = "en_KZ"'),
        ('on = "on {plain}"', 'on = "on {plain} {night}"'),
        ('over = "more than {nom}"', 'over = "more than {dat}"'),
        ('on = "on {plain}"', 'on = "on\u202f{plain}"'),
        ('on = "on {plain}"', 'on = "on {plain} duration-day"'),
    ],
)
def test_nothing_unfinished_comes_out(tmp_path: Path, old: str, new: str) -> None:
    text = (data.HERE / "en.toml").read_text("utf-8").replace('code = "en"', 'code = "xx"')
    assert old in text
    wrong = {"xx": text.replace(old, new)}
    with languages(tmp_path, wrong), pytest.raises(ValueProblem) as refused:
        load("xx", tmp_path).say(parse("date", "2024-08-28"), "on")
    assert "is not a language" not in refused.value.message
