"""Lists of names within a sentence."""

from pathlib import Path

import pytest

from diptych.language.locale import load

CATALOGUES = Path("templates/locale")


@pytest.mark.parametrize(
    ("items", "joined"),
    [
        (["Үкіметі", "Үкіметі"], "Үкіметі мен Үкіметі"),
        (["Қазақстан", "Өзбекстан"], "Қазақстан мен Өзбекстан"),
        (["қырғыз", "қазақ"], "қырғыз бен қазақ"),
        (["қазақ", "өзбек"], "қазақ пен өзбек"),
        (["қазақ", "өзбек", "орыс"], "қазақ, өзбек және орыс"),
    ],
)
def test_two_equals_in_kazakh_are_joined_by_the_last_sound_of_the_first(
    items: list[str], joined: str
) -> None:
    assert load("kk", CATALOGUES).join_equals(items) == joined


def test_a_language_without_a_rule_of_its_own_joins_equals_as_a_list() -> None:
    assert load("ru", CATALOGUES).join_equals(["А", "Б"]) == "А и\u00a0Б"
