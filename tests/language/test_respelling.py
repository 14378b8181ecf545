"""Names of people in the letters of other languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diptych.language import data
from diptych.language.respelling import respelled
from diptych.reader.registry import read_registry

CODES = ("ru", "uz", "uz-Cyrl", "kk", "ky", "en")
TABLE = Path(__file__).with_name("respelling.tsv")
ROWS = [line.split("\t") for line in TABLE.read_text("utf-8").splitlines()[1:]]


@pytest.mark.parametrize(("source", "name", "target", "wanted"), ROWS)
def test_a_name_is_spelled_as_the_states_spell_it(
    source: str, name: str, target: str, wanted: str
) -> None:
    assert respelled(name, source, target) == wanted


@pytest.mark.parametrize("person", ["aripov", "mirziyoyev"])
@pytest.mark.parametrize("target", CODES)
def test_the_people_of_the_real_case_are_spelled_as_its_registry_has_them(
    person: str, target: str
) -> None:
    registry = read_registry(Path(__file__).parents[2] / "content").valid_entries()
    names = {code: forms["nom"] for code, forms in registry[person].name.items()}
    assert respelled(names["ru"], "ru", target) == names[target]
    assert respelled(names["uz"], "uz", target) == names[target]


@pytest.mark.parametrize("source", [code for code in CODES if code != "en"])
@pytest.mark.parametrize("target", CODES)
@given(seed=st.data())
def test_every_letter_of_a_language_has_a_spelling_in_each_other(
    source: str, target: str, seed: st.DataObject
) -> None:
    letters = re.sub("[cʻʼ]", "", data.read(source).alphabet)  # which stand behind others
    ending = seed.draw(st.text(letters, max_size=12))
    word = f"{letters[1]}{ending}".capitalize()  # not «I» or «XI», which are numerals
    spelled = respelled(word, source, target)
    allowed = data.read(target).alphabet
    assert spelled
    assert all(letter in allowed for letter in spelled.lower())


def test_what_is_of_other_letters_has_no_spelling() -> None:
    assert respelled("Ján Łódź", "ru", "uz") == ""
    assert respelled("John Smith", "en", "ru") == ""
