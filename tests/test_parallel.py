"""Whole texts, typed as in Word, that say the same in two or three languages: no alarm is false."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from diptych import bitext, prose
from diptych.errors import Problem
from diptych.model import Prose

FOLDERS = sorted(path for path in (Path(__file__).parent / "parallel").iterdir() if path.is_dir())
SOURCE = "ru"
TERMS = bitext.Terms({}, frozenset())


def read(folder: Path) -> list[Prose]:
    """The texts in ``folder``, the source first."""
    texts = [
        prose.parse(path.read_text("utf-8"), path.name, path.name.split(".")[1])
        for path in folder.glob("*.md")
    ]
    return sorted(texts, key=lambda text: (text.language != SOURCE, text.language))


def alarms(texts: list[Prose]) -> Iterator[Problem]:
    """What is said to differ between ``texts``."""
    yield from bitext.check_alignment(texts)
    yield from (found.problem for found in bitext.check_order(texts))
    yield from bitext.check_unit_languages(texts)
    yield from bitext.check_concordance(texts, TERMS)
    yield from bitext.check_lengths(texts)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_texts_that_say_the_same_raise_at_most_one_alarm_in_a_hundred_passages(
    folder: Path,
) -> None:
    texts = read(folder)
    passages = sum(len(list(text.units())) for text in texts[1:])
    found = [f"{each.position} {each.message}" for each in alarms(texts)]
    assert passages > 80
    assert len(texts) > 2
    assert len(found) * 100 <= passages, found


@pytest.mark.parametrize(
    ("folder", "code", "was", "now"),
    [
        ("transport", "en", "more than 80 per cent", "more than 70 per cent"),
        ("transport", "kk", "қараша", "желтоқсан"),
        ("declaration", "uz", "oltmish", "yetmish"),
        ("programme", "uz", "yigirmata", "oʻttizta"),
    ],
)
def test_one_word_changed_in_them_is_found(folder: str, code: str, was: str, now: str) -> None:
    path = Path(__file__).parent / "parallel" / folder / f"memorandum.{code}.md"
    text = path.read_text("utf-8")
    if was not in text:
        pytest.fail(f"{path.name} does not say «{was}»")
    changed = prose.parse(text.replace(was, now, 1), path.name, code)
    texts = [changed if each.language == code else each for each in read(path.parent)]
    assert {each.position.file for each in alarms(texts)} == {path.name}
