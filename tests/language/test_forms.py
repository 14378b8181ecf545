"""Forms of names that are proposed, against tables of what official texts write."""

from __future__ import annotations

import csv
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import diptych
from diptych.language import locale
from diptych.language.locale import Locale
from diptych.reader.registry import PEOPLE, read_registry

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
TABLES = sorted(HERE.glob("forms-*.tsv"))
#: Names of the table of people whose forms are not proposed rightly.
WRONG = {"Эрих Мария Ремарк"}


def load(code: str) -> Locale:
    return locale.load(code, ROOT / "templates" / "locale")


def table(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


ROWS = [
    pytest.param(file.stem.removeprefix("forms-"), *row.values(), id=f"{row['form']}-{file.stem}")
    for file in TABLES
    for row in table(file)
]
PEOPLE_IN_RUSSIAN = [row for row in table(HERE / "names-ru.tsv") if row["nom"] not in WRONG]


@pytest.mark.parametrize(("code", "name", "case", "form"), ROWS)
def test_a_form_is_proposed_as_official_texts_have_it(
    code: str, name: str, case: str, form: str
) -> None:
    assert load(code).propose({"nom": name}, case) == form


@pytest.mark.parametrize("row", PEOPLE_IN_RUSSIAN, ids=lambda row: row["gender"] + row["nom"])
def test_a_person_is_declined_in_russian(row: dict[str, str]) -> None:
    gender = "f" if row["gender"] == "f" else "m"
    for case in ("gen", "dat", "acc", "ins", "pre"):
        proposed = load("ru").propose({"nom": row["nom"]}, case, person=True, gender=gender)
        assert proposed == row[case]


def test_the_gender_of_most_people_is_known_by_their_names() -> None:
    wrong = [
        row["nom"]
        for row in PEOPLE_IN_RUSSIAN
        if load("ru").propose({"nom": row["nom"]}, "gen", person=True) != row["gen"]
    ]
    assert wrong == ["Мирза Улугбек"]


def forms_of_the_registry() -> Iterator[tuple[str, dict[str, str], str, bool]]:
    """Each form that the registry states: its language, all forms of its name, which one it is."""
    registry = read_registry(ROOT / "content")
    for name, entry in registry.valid_entries().items():
        for names in (entry.name, *entry.alternat.values()):
            for code, forms in names.items():
                for form in forms:
                    yield code, dict(forms), form, Path(registry.sources[name].file).name == PEOPLE


def test_every_form_of_the_registry_would_be_proposed() -> None:
    wrong, count = [], 0
    for code, forms, form, person in forms_of_the_registry():
        *length, case = form.split()
        others = {each: text for each, text in forms.items() if each != form}
        if case in load(code).cases[1:] and (" ".join(length) or "nom") in forms:
            proposed = load(code).propose(others, form, person=person)
            count += 1
            if proposed != forms[form]:
                wrong.append((code, form, forms[form], proposed))
    assert wrong == []
    assert count > 600


def test_nothing_is_proposed_where_nothing_is_known() -> None:
    kazakh = load("kk")
    assert kazakh.propose({"nom": "Қазақстан"}, "short gen") == ""  # there is no short name
    assert kazakh.propose({"nom": "Қазақстан"}, "initials") == ""  # it is nobody
    assert kazakh.propose({"nom": "Boeing 737"}, "dat") == ""
    assert load("ru").propose({"nom": "Олий Мажлис"}, "gen") == ""
    assert load("en").propose({"nom": "United Nations"}, "gen") == ""


# --- people -----------------------------------------------------------------------------


def parts(name: str, family: str = "", given: str = "", patronymic: str = "") -> dict[str, str]:
    said = {"nom": name, "family": family, "given": given, "patronymic": patronymic}
    return {part: text for part, text in said.items() if text}


@pytest.mark.parametrize("row", table(HERE / "parts.tsv"), ids=lambda row: row["nom"])
def test_initials_and_lists_follow_from_the_parts_of_a_name(row: dict[str, str]) -> None:
    code, *forms = (row[key] for key in ("language", "nom", "family", "given", "patronymic"))
    wanted = {role: row[role] for role in ("initials", "list", "list initials")}
    assert load(code).derived(parts(*forms)) == wanted


def test_nothing_follows_where_the_parts_are_not_known() -> None:
    assert load("ru").derived({"nom": "Элдор Арипов"}) == {}
    assert load("ru").derived(parts("Элдор Арипов", "Арипов")) == {}


@pytest.mark.parametrize(
    ("code", "name", "initials"),
    [
        ("en", "Kim Jong Un", "Kim Jong Un"),
        ("uz", "Kim Chen In", "Kim Chen In"),
        ("ru", "Урсула фон дер Ляйен", "У. фон дер Ляйен"),
        ("ru", "Арипов Элдор Иномжонович", "Э. И. Арипов"),
        ("ru", "Кылычбек уулу Азамат", "А. Кылычбек уулу"),
        ("uz", "Chori Sobirov", "Ch. Sobirov"),
    ],
)
def test_initials_are_proposed_without_parts(code: str, name: str, initials: str) -> None:
    assert load(code).propose({"nom": name}, "initials", person=True) == initials


def test_a_case_of_the_initials_is_proposed_by_the_parts() -> None:
    forms = parts("Гульнара Ким", "Ким", "Гульнара")
    assert load("ru").propose(forms, "initials gen", person=True, gender="f") == "Г. Ким"
    assert load("ru").propose(forms, "initials gen", person=True, gender="m") == "Г. Кима"
    assert load("kk").propose(forms, "initials gen", person=True) == "Г. Кимнің"
    assert load("kk").propose(forms, "list initials gen", person=True) == ""
    assert load("ru").propose(forms, "short gen", person=True, gender="m") == "Кима"
    korean = {"nom": "Ким Чен Ын"}
    assert load("ru").propose(korean, "short gen", person=True, gender="m") == "Ким Чен Ына"


def test_nothing_loads_a_dictionary_before_a_form_is_proposed() -> None:
    code = (
        "import sys; from pathlib import Path; from diptych.language import locale;"
        f"locale.load('ru', Path({str(ROOT / 'templates' / 'locale')!r}));"
        "sys.exit(bool({'pymorphy3', 'pytrovich'} & sys.modules.keys()))"
    )
    path = str(Path(diptych.__file__).parents[1])
    subprocess.run([sys.executable, "-c", code], check=True, env={"PYTHONPATH": path})


LETTERS = st.text(alphabet="абвейклмнорстуъьыяАБВЕКИқҚұ abdkoʻʼShCh-–.«»'1", max_size=24)


@settings(max_examples=60, deadline=None)
@given(name=LETTERS, family=LETTERS, given=LETTERS, patronymic=LETTERS, person=st.booleans())
def test_no_name_breaks_a_proposal(
    name: str, family: str, given: str, patronymic: str, person: bool
) -> None:
    forms = parts(name, family, given, patronymic)
    for code in ("ru", "uz", "uz-Cyrl", "kk", "ky", "en"):
        language = load(code)
        assert language.derived(forms).keys() <= {"initials", "list", "list initials"}
        for role in (*language.cases, "initials", "list", "initials gen", "gen pl", "about"):
            assert isinstance(language.propose(forms, role, person=person), str)
