"""What a language says of a day can be read back, by months written down here once more."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from diptych.language.locale import load
from diptych.values import Date, Period

CATALOGUES = Path("templates/locale")

CYRILLIC = "янв фев мар апр ма июн июл авг сен окт ноя дек"
STEMS = {
    "ru": CYRILLIC,
    "uz": "yanv fev mart apr may iyun iyul avg sent okt noy dek",
    "uz-Cyrl": CYRILLIC,
    "kk": "қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан",
    "en": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
}
ROLES = ("plain", "on", "of", "from", "until", "by", "weekday")
YEARS_AFTER = {"ru", "en"}  # the year follows the month

days = st.dates(datetime.date(2000, 1, 1), datetime.date(2100, 12, 31))
languages = st.sampled_from(sorted(STEMS))
FORBIDDEN = set("\u202f\u2009{}[]~_") | {chr(c) for c in range(32)}


def months(text: str, language: str) -> list[int]:
    """The months a text names, in its order; of two stems that fit the longer counts."""
    stems = STEMS[language].split()
    found = []
    for word in re.findall(r"[^\W\d_]+", text):
        fitting = [stem for stem in stems if word.startswith(stem)]
        if fitting:
            found.append(stems.index(max(fitting, key=len)) + 1)
    return found


@given(days, languages, st.sampled_from(ROLES))
def test_a_day_in_any_role_is_read_back(day: datetime.date, language: str, role: str) -> None:
    said = load(language, CATALOGUES).say(Date(day), role)
    numbers = [int(number) for number in re.findall(r"\d+", said)]
    expected = [day.day, day.year] if language in YEARS_AFTER else [day.year, day.day]
    assert numbers == expected
    assert months(said, language) == [day.month]
    assert not FORBIDDEN & set(said)


@given(days, languages)
def test_a_numeric_day_is_read_back(day: datetime.date, language: str) -> None:
    said = load(language, CATALOGUES).say(Date(day), "numeric")
    form = "%Y-%m-%d" if language == "en" else "%d.%m.%Y"
    assert datetime.datetime.strptime(said, form).date() == day


@given(days, st.integers(1, 800), languages)
def test_a_range_of_days_is_read_back(first: datetime.date, length: int, language: str) -> None:
    last = first + datetime.timedelta(days=length)
    said = load(language, CATALOGUES).say(Period(Date(first), Date(last)), "")
    named = months(said, language)
    assert named[0] == first.month
    assert named[-1] == last.month
    numbers = {int(number) for number in re.findall(r"\d+", said)}
    assert numbers == {first.year, last.year, first.day, last.day}
    assert "–" in said
