"""Whatever is broken is named: place, line, what is wrong and what to write, in both languages.

Each case below tests/broken is done to sound content alone; what is said of all cases of a
topic stands below tests/golden/broken. Accept a change with --accept, and read it.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from breaking import TOPICS, Case, broken, cases, prepared, said, warmed

LANGUAGES = ("en", "ru")


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    base = tmp_path_factory.mktemp("sound")
    prepared(base)
    warmed(base)
    return base


def test_the_base_is_sound(sound: Path) -> None:
    told = [(0, "meetings checked: 1; no problem found\n")]
    assert said(Case("", (), ("check",)), sound, ["en"]) == told


def test_there_are_enough_cases_and_each_has_a_name_of_its_own() -> None:
    names = [case.name for topic in TOPICS for case in cases(topic)]
    assert len(set(names)) == len(names) >= 120
    assert len(list(cases("novice"))) >= 40


@pytest.mark.parametrize("topic", TOPICS)
def test_everything_broken_is_named(
    topic: str,
    sound: Path,
    tmp_path: Path,
    golden: Callable[[str, str], None],
) -> None:
    told: dict[str, list[str]] = {language: [] for language in LANGUAGES}
    for number, case in enumerate(cases(topic)):
        base = tmp_path / str(number)
        prepared(base, case)
        broken(case, base)
        for language, (status, text) in zip(LANGUAGES, said(case, base, LANGUAGES), strict=True):
            assert "Traceback" not in text
            assert str(base) not in text, case.name
            named = status or re.search("warning|предупреждение", text)
            assert bool(named) is not case.sound, case.name
            assert not list(base.glob("output/**/*.*")), case.name
            told[language].append(f"== {case.name}: {status}\n\n{text.strip()}\n")
        shutil.rmtree(base)
    for language, texts in told.items():
        golden(f"broken/{topic}.{language}.txt", "\n".join(texts))
