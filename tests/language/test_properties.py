"""What holds for every date and every sum in every language and role."""

from __future__ import annotations

import datetime
import json
import re
import shutil
import subprocess
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diptych.errors import ValueProblem
from diptych.language.locale import load
from diptych.values import SCALES, TYPES, Date, Money, Ordinal, Value, parse

LANGUAGES = ("ru", "uz", "uz-Cyrl", "kk", "en")
FORBIDDEN = re.compile("[\u2000-\u200a\u2010-\u2012\u2014\u2015\u202f\ufffd{}~]|  | $|^ |\\[|\\]")

MONTHS = {
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "uz": "yanvar fevral mart aprel may iyun iyul avgust sentabr oktabr noyabr dekabr",
    "uz-Cyrl": "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
    "kk": "қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан",
    "en": "January February March April May June July August September October November December",
}
PLAIN = {
    "ru": r"(?P<d>\d+) (?P<m>\w+) (?P<y>\d{4}) года",
    "uz": r"(?P<y>\d{4})-yil (?P<d>\d+)-(?P<m>\w+)",
    "uz-Cyrl": r"(?P<y>\d{4}) йил (?P<d>\d+) (?P<m>\w+)",
    "kk": r"(?P<y>\d{4}) жылғы (?P<d>\d+) (?P<m>\w+)",
    "en": r"(?P<d>\d+) (?P<m>\w+) (?P<y>\d{4})",
}

codes = st.sampled_from(LANGUAGES)
days = st.dates(datetime.date(2000, 1, 1), datetime.date(2100, 12, 31)).map(Date)


def well_formed(code: str, value: Value) -> int:
    """Check ``value`` in every role that it has; gives their number."""
    locale = load(code, Path())
    count = 0
    for role in locale.roles(value.type):
        try:
            said = locale.say(value, role)
        except ValueProblem:
            continue
        count += 1
        assert not FORBIDDEN.search(said), (role, said)
        held = locale.nonbreaking(said)
        assert locale.typeset((held,)) == (held,), (role, said)
    return count


@settings(deadline=None)
@given(codes, days)
def test_a_date_is_well_formed_in_every_role(code: str, day: Date) -> None:
    assert well_formed(code, day) == len(load(code, Path()).roles("date"))


@settings(deadline=None)
@given(codes, days, days)
def test_a_range_of_dates_is_well_formed_in_every_role(code: str, a: Date, b: Date) -> None:
    first, last = sorted((a, b))
    assert well_formed(code, parse("date", f"{first}/{last}")) >= 5
    assert well_formed(code, parse("date", f"{str(first)[:7]}/{str(last)[:7]}")) >= 4
    assert well_formed(code, parse("years", f"{first.year}/{last.year}")) >= 4


@settings(deadline=None)
@given(codes, st.sampled_from(sorted(TYPES)))
def test_every_other_type_is_well_formed_in_every_role(code: str, type_name: str) -> None:
    for example in TYPES[type_name].partition(": ")[2].split(", "):
        assert well_formed(code, parse(type_name, example)) >= 1


@settings(deadline=None)
@given(codes, days)
def test_a_plain_date_reads_back_as_itself(code: str, day: Date) -> None:
    said = load(code, Path()).say(day).replace("\u00a0", " ")
    found = re.fullmatch(PLAIN[code], said)
    assert found
    month = MONTHS[code].split().index(found["m"]) + 1
    assert datetime.date(int(found["y"]), month, int(found["d"])) == day.value


amounts = st.decimals(min_value=0, max_value=10**13, places=2) | st.integers(0, 10**13).map(Decimal)


@settings(deadline=None)
@given(codes, amounts, st.sampled_from(["", "about", "short", "digits"]))
def test_a_sum_keeps_every_digit(code: str, amount: Decimal, role: str) -> None:
    locale = load(code, Path())
    said = locale.say(Money(amount, "USD"), role)
    separator = "." if code == "en" else ","
    digits = re.sub("[^0-9.]" if code == "en" else "[^0-9,]", "", said).replace(separator, ".")
    scale = next((power for word, power in SCALES.items() if _scale_word(code, word) in said), 0)
    assert Decimal(digits.strip(".")).scaleb(scale) == amount


def _scale_word(code: str, word: str) -> str:
    first = {"million": "million", "billion": "billion", "trillion": "trillion"}.get(word, "\0")
    if code == "en":
        return first
    milliard = {"million": "million", "billion": "milliard", "trillion": "trillion"}
    cyrillic = {"million": "миллион", "billion": "миллиард", "trillion": "триллион"}
    return (milliard if code == "uz" else cyrillic).get(word, "\0")


@settings(deadline=None)
@given(st.integers(0, 10**15 - 1), codes)
def test_a_number_in_words_has_no_digit_and_differs_from_the_next(number: int, code: str) -> None:
    locale = load(code, Path())
    words = locale.say(parse("number", str(number)), "words")
    assert not re.search(r"\d", words)
    assert not FORBIDDEN.search(words)
    if number:
        assert words != locale.say(parse("number", str(number - 1)), "words")


@settings(deadline=None)
@given(codes, st.integers(1, 9999).map(Ordinal))
def test_an_ordinal_in_digits_begins_with_them(code: str, value: Ordinal) -> None:
    assert load(code, Path()).say(value, "digits").startswith(str(value.number))


RUSSIAN_MILLIARDS = {
    "one": "миллиард",
    "few": "миллиарда",
    "many": "миллиардов",
    "other": "миллиарда",
}
RUSSIAN_DOLLARS = {"one": "доллар", "few": "доллара", "many": "долларов", "other": "доллара"}


@pytest.mark.skipif(shutil.which("node") is None, reason="Node is not here")
def test_russian_plurals_agree_with_another_oracle() -> None:
    counts = [*range(1, 131), 1001, 1011, 2022, 4.5, 1.1, 2.5, 21.5, 111.25]
    script = "const r = new Intl.PluralRules('ru'); " + (
        f"console.log(JSON.stringify({json.dumps(counts)}.map(n => r.select(n))))"
    )
    done = subprocess.run(["node", "-e", script], capture_output=True, text=True, check=True)
    locale = load("ru", Path())
    for count, category in zip(counts, json.loads(done.stdout), strict=True):
        billions = locale.say(parse("money", f"{count} billion USD")).split("\u00a0")[1]
        assert billions == f"{RUSSIAN_MILLIARDS[category]} долларов США"
        dollars = locale.say(parse("money", f"{count} USD"), "digits").split("\u00a0")[-1]
        assert dollars == f"{RUSSIAN_DOLLARS[category]} США"
