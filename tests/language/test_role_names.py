"""A role by another name, as grammars have it, is answered with the right one."""

from __future__ import annotations

from pathlib import Path

import pytest

from diptych.errors import ValueProblem
from diptych.language import data
from diptych.language.locale import load
from diptych.language.roles import refuse_other_names
from diptych.values import parse

# The names of the cases in Russian grammars of each language, the abbreviation, and in English.
RUSSIAN = {
    "nom": ("именительный", "И.п.", "nominative"),
    "gen": ("родительный", "Р.п.", "genitive"),
    "dat": ("дательный", "Д.п.", "dative"),
    "acc": ("винительный", "В.п.", "Accusative"),
    "ins": ("творительный", "Т.п.", "instrumental"),
    "pre": ("предложный", "П.п.", "prepositional"),
    "loc": ("местный", "М.п.", "locative"),
    "abl": ("исходный", "Исх.п.", "ablative"),
}
OWN = {
    "kk": {
        "nom": "атау",
        "gen": "ілік",
        "dat": "барыс",
        "acc": "табыс",
        "loc": "жатыс",
        "abl": "шығыс",
        "ins": "көмектес",
    },
    "ky": {
        "nom": "атооч",
        "gen": "илик",
        "dat": "барыш",
        "acc": "табыш",
        "loc": "жатыш",
        "abl": "чыгыш",
    },
    "uz": {
        "nom": "bosh",
        "gen": "qaratqich",
        "dat": "joʻnalish",
        "acc": "tushum",
        "loc": "oʻrin-payt",
        "abl": "chiqish",
    },
    "uz-Cyrl": {
        "nom": "бош",
        "gen": "қаратқич",
        "dat": "жўналиш",
        "acc": "тушум",
        "loc": "ўрин-пайт",
        "abl": "чиқиш",
    },
}
CASES = [(code, case) for code in data.codes() for case in data.read(code).cases]
QUESTIONS = {"кому": "dat", "чего": "gen", "кем": "ins", "к": "by", "до": "until"}


def remedy(code: str, role: str, value: str = "2024-08-28", kind: str = "date") -> str:
    with pytest.raises(ValueProblem) as refused:
        load(code, Path()).say(parse(kind, value), role)
    return str(refused.value.remedy)


def named(code: str, name: str) -> str:
    """What is said of a form called ``name``."""
    with pytest.raises(ValueProblem) as refused:
        refuse_other_names(name, " ".join(data.read(code).cases), code)
    return str(refused.value.remedy)


@pytest.mark.parametrize(("code", "case"), CASES)
def test_every_case_is_known_by_its_russian_and_english_names(code: str, case: str) -> None:
    for name in RUSSIAN[case]:
        assert named(code, name) == f"write «{case}»"
        assert named(code, f"{name.upper()} падеж") == f"write «{case}»"


@pytest.mark.parametrize("code", OWN)
def test_every_case_is_known_by_its_own_name(code: str) -> None:
    assert OWN[code].keys() == set(data.read(code).cases)
    for case, name in OWN[code].items():
        assert named(code, f"{name} kelishigi") == f"write «{case}»"
        assert named(code, name.replace("ʻ", "'")) == f"write «{case}»"


@pytest.mark.parametrize(("word", "role"), QUESTIONS.items())
def test_a_question_or_a_preposition_stands_for_a_role(word: str, role: str) -> None:
    assert remedy("ru", word) == f"write «{role}»"


def test_a_word_for_several_roles_is_answered_with_those_that_fit() -> None:
    assert remedy("ru", "кого") == "write «gen» or «acc»"
    assert remedy("ru", "прописью", "21", "ordinal").startswith("that would be «words»; there are ")


def test_a_case_that_the_language_lacks_is_named_with_those_it_has() -> None:
    told = remedy("en", "дательный")
    assert told.startswith("that would be «dat»; there are plain, on, ")


def test_a_role_that_is_there_is_no_other_name() -> None:
    refuse_other_names("short gen", "nom gen short", "ru")
    refuse_other_names("director", "nom gen short", "ru")
