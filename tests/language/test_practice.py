"""The tables of practice, cell by cell; ⍽ is a no-break space.

Where a cell holds an ordinary space, the kind of space is not what it is about.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from diptych.language.locale import load
from diptych.values import parse

LANGUAGES = ("ru", "uz", "uz-Cyrl", "kk", "en")

TABLE = (Path(__file__).parent / "practice.txt").read_text("utf-8").splitlines()


def _cells() -> list[tuple[str, str, str, str]]:
    cells = []
    for line in TABLE:
        value, role, *texts = line.replace("A|B|C", "A¦B¦C").replace("A|B", "A¦B").split("|")
        for code, text in zip(LANGUAGES, texts, strict=True):
            cells.append((value.strip().replace("¦", "|"), role.strip(), code, text.strip()))
    return cells


def said(code: str, value: str, role: str) -> str:
    type_name, _, text = value.partition(" ")
    return load(code, Path()).say(parse(type_name, text), role)


@pytest.mark.parametrize(("value", "role", "code", "text"), _cells())
def test_a_cell_of_the_tables_comes_out(value: str, role: str, code: str, text: str) -> None:
    actual = said(code, value, role)
    if "⍽" in text:
        assert actual.replace("\u00a0", "⍽").replace("⍽billion", " billion") == text
    assert actual.replace("\u00a0", " ") == text.replace("⍽", " ")


KAZAKH_MONTHS = {  # locative, attribute, dative, ablative
    "қаңтар": "да дағы ға дан",
    "ақпан": "да дағы ға нан",
    "наурыз": "да дағы ға дан",
    "сәуір": "де дегі ге ден",
    "мамыр": "да дағы ға дан",
    "маусым": "да дағы ға нан",
    "шілде": "де дегі ге ден",
    "тамыз": "да дағы ға дан",
    "қыркүйек": "те тегі ке тен",
    "қазан": "да дағы ға нан",
    "қараша": "да дағы ға дан",
    "желтоқсан": "да дағы ға нан",
}


def test_kazakh_months_take_the_suffixes_of_the_table() -> None:
    for number, (name, suffixes) in enumerate(KAZAKH_MONTHS.items(), 1):
        forms = [said("kk", f"month {number}", role) for role in ("loc", "attr", "dat", "abl")]
        assert forms == [name + suffix for suffix in suffixes.split()]


def test_russian_months_have_the_prepositional_of_the_table() -> None:
    names = "январе феврале марте апреле мае июне июле августе сентябре октябре ноябре декабре"
    assert [said("ru", f"month {n}", "pre") for n in range(1, 13)] == names.split()


@pytest.mark.parametrize(
    ("suffix", "numbers"),
    [
        ("де", [0, 1, 2, 7, 8, 50, 80, 100, 2007, 300]),
        ("те", [3, 4, 5, 70, 2025]),
        ("да", [6, 9, 10, 20, 30, 90, 1000, 10**6, 2030]),
        ("та", [40, 60, 10**9]),
    ],
)
def test_kazakh_digits_take_the_locative_of_how_they_are_read(
    suffix: str, numbers: list[int]
) -> None:
    for number in numbers:
        digits = said("kk", f"number {number}", "")
        assert said("kk", f"number {number}", "loc") == f"{digits}-{suffix}"


@pytest.mark.parametrize(
    ("suffix", "numbers"),
    [
        ("ші", [1, 2, 3, 4, 5, 7, 8, 50, 70, 80, 100, 21, 108]),
        ("шы", [6, 9, 10, 20, 30, 40, 60, 90, 16, 109, 1000]),
    ],
)
def test_kazakh_ordinals_take_the_suffix_of_how_they_are_read(
    suffix: str, numbers: list[int]
) -> None:
    for number in numbers:
        assert said("kk", f"ordinal {number}", "suffix") == f"{number}-{suffix}"


@pytest.mark.parametrize(
    ("code", "value", "role", "text"),
    [
        ("kk", "number 2025", "dat", "2025-ке"),
        ("kk", "time 10:30", "loc", "10:30-да"),
        ("kk", "time 10:05", "loc", "10:05-те"),
        ("kk", "time 10:00", "dat", "10:00-ге"),
        ("kk", "number 4.5", "dat", "4,5-ке"),
        ("uz", "number 5", "dat", "5 ga"),
        ("uz", "number 40", "dat", "40 qa"),
        ("uz", "number 50", "dat", "50 ka"),
        ("uz-Cyrl", "number 40", "dat", "40 қа"),
        ("uz", "money 4.5 billion USD", "acc", "4,5 milliard AQSH dollarini"),
        ("uz-Cyrl", "money 4.5 billion USD", "acc", "4,5 миллиард АҚШ долларини"),
        ("kk", "money 4.5 billion USD", "acc", "4,5 миллиард АҚШ долларын"),
        ("ru", "money 4.5 billion USD", "acc", "4,5 миллиарда долларов США"),
        ("kk", "money 100 CNY", "short dat", "100 юаньға"),
        ("kk", "money 100 RUB", "short dat", "100 рубльге"),
        ("uz-Cyrl", "month 10", "until", "октябргача"),
    ],
)
def test_suffixes_join_digits_and_currencies(code: str, value: str, role: str, text: str) -> None:
    assert said(code, value, role).replace("\u00a0", " ") == text
