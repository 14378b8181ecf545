"""The tables of practice, cell by cell; ⍽ is a no-break space.

Where a cell holds an ordinary space, the kind of space is not what it is about.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from diptych.language.locale import load
from diptych.values import parse

LANGUAGES = ("ru", "uz", "uz-Cyrl", "kk", "en")

TABLE = """
date 2024-08-28 | | 28⍽августа 2024⍽года | 2024-yil 28-avgust | 2024⍽йил 28⍽август | 2024⍽жылғы 28⍽тамыз | 28⍽August 2024
date 2024-08-28 | on | 28 августа 2024 года | 2024-yil 28-avgust kuni | 2024 йил 28 август куни | 2024 жылғы 28 тамызда | on 28 August 2024
date 2024-08-28 | of | от 28 августа 2024 года | 2024-yil 28-avgustdagi | 2024 йил 28 августдаги | 2024 жылғы 28 тамыздағы | of 28 August 2024
date 2024-08-28 | from | с 28 августа 2024 года | 2024-yil 28-avgustdan | 2024 йил 28 августдан | 2024 жылғы 28 тамыздан бастап | from 28 August 2024
date 2024-08-28 | until | до 28 августа 2024 года | 2024-yil 28-avgustgacha | 2024 йил 28 августгача | 2024 жылғы 28 тамызға дейін | until 28 August 2024
date 2024-08-28 | day-month | 28 августа | 28-avgust | 28 август | 28 тамыз | 28 August
date 2024-08-28 | on day-month | 28 августа | 28-avgust kuni | 28 август куни | 28 тамызда | on 28 August
date 2024-08-28 | of day-month | от 28 августа | 28-avgustdagi | 28 августдаги | 28 тамыздағы | of 28 August
date 2024-08-28 | month-year | август 2024 года | 2024-yil avgust | 2024 йил август | 2024 жылғы тамыз | August 2024
date 2024-08-28 | in month-year | в августе 2024 года | 2024-yil avgust oyida | 2024 йил август ойида | 2024 жылғы тамызда | in August 2024
date 2024-08-28 | weekday | среда, 28 августа 2024 года | 2024-yil 28-avgust, chorshanba | 2024 йил 28 август, чоршанба | 2024 жылғы 28 тамыз, сәрсенбі | Wednesday, 28 August 2024
date 2024-08-28 | numeric | 28.08.2024 | 28.08.2024 | 28.08.2024 | 28.08.2024 | 2024-08-28
date 2024-08-28/2024-08-30 | | 28–30 августа 2024 года | 2024-yil 28–30-avgust | 2024 йил 28–30 август | 2024 жылғы 28–30 тамыз | 28–30 August 2024
date 2024-08-28/2024-09-02 | | 28 августа – 2 сентября 2024 года | 2024-yil 28-avgust – 2-sentabr | 2024 йил 28 август – 2 сентябрь | 2024 жылғы 28 тамыз – 2 қыркүйек | 28 August – 2 September 2024
date 2024-12-28/2025-01-02 | | 28 декабря 2024 года – 2 января 2025 года | 2024-yil 28-dekabr – 2025-yil 2-yanvar | 2024 йил 28 декабрь – 2025 йил 2 январь | 2024 жылғы 28 желтоқсан – 2025 жылғы 2 қаңтар | 28 December 2024 – 2 January 2025
date 2024-08-28/2024-08-30 | from | с 28 по 30 августа 2024 года | 2024-yil 28-avgustdan 30-avgustgacha | 2024 йил 28 августдан 30 августгача | 2024 жылғы 28 тамыздан 30 тамызға дейін | from 28 to 30 August 2024
date 2024-08-28/.. | | с 28 августа 2024 года | 2024-yil 28-avgustdan | 2024 йил 28 августдан | 2024 жылғы 28 тамыздан бастап | from 28 August 2024
date ../2024-08-28 | day-month | до 28 августа | 28-avgustgacha | 28 августгача | 28 тамызға дейін | until 28 August
years 2024/2034 | | 2024–2034 | 2024–2034 | 2024–2034 | 2024–2034 | 2024–2034
years 2024/2034 | for | на 2024–2034 годы | 2024–2034-yillarga moʻljallangan | 2024–2034 йилларга мўлжалланган | 2024–2034 жылдарға арналған | for 2024–2034
years 2024/2025 | in | в 2024–2025 годах | 2024–2025-yillarda | 2024–2025 йилларда | 2024–2025 жылдары | in 2024–2025
time 10:30 | | 10:30 | 10:30 | 10:30 | 10:30 | 10:30
instant 2024-08-28T10:30+05:00 | time | 10:30 (UTC+5) | 10:30 (UTC+5) | 10:30 (UTC+5) | 10:30 (UTC+5) | 10:30 (UTC+5)
money 4.5 billion USD | | 4,5⍽миллиарда долларов США | 4,5⍽milliard AQSH dollari | 4,5⍽миллиард АҚШ доллари | 4,5⍽миллиард АҚШ доллары | US$4.5 billion
money 4500000000 USD | | 4,5⍽миллиарда долларов США | 4,5⍽milliard AQSH dollari | 4,5⍽миллиард АҚШ доллари | 4,5⍽миллиард АҚШ доллары | US$4.5 billion
money 10 billion USD | | 10⍽миллиардов долларов США | 10⍽milliard AQSH dollari | 10⍽миллиард АҚШ доллари | 10⍽миллиард АҚШ доллары | US$10 billion
money 10 billion USD | to | до 10 миллиардов долларов США | 10 milliard AQSH dollariga | 10 миллиард АҚШ долларига | 10 миллиард АҚШ долларына | to US$10 billion
money 4.5 billion USD | nom | 4,5 миллиарда долларов США | 4,5 milliard AQSH dollari | 4,5 миллиард АҚШ доллари | 4,5 миллиард АҚШ доллары | US$4.5 billion
money 4.5 billion USD | about | около 4,5 миллиарда долларов США | qariyb 4,5 milliard AQSH dollari | қарийб 4,5 миллиард АҚШ доллари | шамамен 4,5 миллиард АҚШ доллары | about US$4.5 billion
money 4.5 billion USD | about short | около 4,5 миллиарда долларов | qariyb 4,5 milliard dollar | қарийб 4,5 миллиард доллар | шамамен 4,5 миллиард доллар | about $4.5 billion
money 4.5 million USD | words | 4 500 000 (четыре миллиона пятьсот тысяч) долларов США | 4 500 000 (toʻrt million besh yuz ming) AQSH dollari | 4 500 000 (тўрт миллион беш юз минг) АҚШ доллари | 4 500 000 (төрт миллион бес жүз мың) АҚШ доллары | US$4,500,000 (four million five hundred thousand US dollars)
money 1500 KZT | | 1500 тенге | 1500 tenge | 1500 тенге | 1500 теңге | 1,500 tenge
money 2 billion UZS | | 2 миллиарда сумов | 2 milliard soʻm | 2 миллиард сўм | 2 миллиард сом | 2 billion soums
multiple >2 | | более чем в 2 раза | 2 baravardan koʻproq | 2 баравардан кўпроқ | 2 еседен астам | more than twofold
percent 12.5 % | | 12,5⍽% | 12,5 foiz | 12,5 фоиз | 12,5 пайыз | 12.5%
number 1234567.89 | | 1⍽234⍽567,89 | 1⍽234⍽567,89 | 1⍽234⍽567,89 | 1⍽234⍽567,89 | 1,234,567.89
number 1234 | | 1234 | 1234 | 1234 | 1234 | 1,234
number 12345 | | 12⍽345 | 12⍽345 | 12⍽345 | 12⍽345 | 12,345
list A|B|C | | A, B и C | A, B va C | A, B ва C | A, B және C | A, B and C
list A|B | | A и B | A va B | A ва B | A және B | A and B
ordinal 2 | | второе | ikkinchi | иккинчи | екінші | second
ordinal 2 | digits | 2-е | 2- | 2- | 2- | 2nd
""".strip().splitlines()


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
        assert said("kk", f"number {number}", "loc") == f"{number}-{suffix}"


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
        ("uz", "number 5", "dat", "5-ga"),
        ("uz", "number 40", "dat", "40-qa"),
        ("uz", "number 50", "dat", "50-ka"),
        ("uz-Cyrl", "number 40", "dat", "40-қа"),
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
