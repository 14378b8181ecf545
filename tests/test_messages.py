"""Whatever the program says, it says in every language that has a catalogue of messages."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from diptych.errors import Position, Problem, phrase
from diptych.language.messages import FOLDER, load

sys.path.insert(0, str(Path(__file__).parents[1] / "tools"))

import messages

CATALOGUES = sorted(FOLDER.glob("*.po"))
_FIELD = re.compile(r"\{([a-z_]+)\}")


def test_there_is_a_catalogue_in_russian() -> None:
    assert [file.stem for file in CATALOGUES] == ["ru"]


@pytest.mark.parametrize("file", CATALOGUES, ids=lambda file: file.stem)
def test_a_catalogue_has_every_message_with_its_fields(file: Path) -> None:
    assert file.read_text("utf-8") == messages.written(messages.updated(file)), "make catalogues"
    catalog = messages.updated(file)
    for message in catalog:
        if message.id:
            assert message.string, message.id
            assert set(_FIELD.findall(message.id)) == set(_FIELD.findall(message.string))
            assert (
                message.string == message.id
                or re.search("[а-яё]", message.string.lower())
                or (set(message.string) <= set("«»{}abcdefghijklmnopqrstuvwxyz_:#;() "))
            )


def test_a_problem_is_said_in_the_language_of_the_user() -> None:
    problem = Problem(
        Position("content/meeting.yaml", 3, 5),
        phrase("«{text}» is not a number", text="x"),
        phrase("write {one} or {other}", one=phrase("a text"), other=phrase("a list")),
    )
    said = load("ru_RU.UTF-8").problem(problem)
    assert "content/meeting.yaml:3:5: ошибка: «x» — не число" in said
    assert "что делать: напишите текст или список" in said
    assert load("de_DE.UTF-8").problem(problem) == load("C").problem(problem) == str(problem)
