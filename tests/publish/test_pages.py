"""The press room, the register, feeds and calendars say what may be said, and no more."""

from __future__ import annotations

import csv
import io
import re
from datetime import date, timedelta
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import icalendar
import lxml.html
import pytest

import policies
from diptych.errors import ContentError
from diptych.language import locale
from diptych.model import RegisterEntry
from diptych.publish.site import decisions, feeds, pages
from diptych.publish.site.translations import PageTranslations
from publish.conftest import (
    CONFIDENTIAL,
    EMBARGO,
    NEW,
    NOW,
    OLD,
    RECORDS,
    ROOT,
    SECRET,
    TEMPLATES,
    Output,
)

TODAY = NOW.date()
ATOM = "{http://www.w3.org/2005/Atom}"


def made(output: Output, translations: PageTranslations) -> dict[str, bytes]:
    pictures = {f"{NEW}/press-release.ru.pdf": "data:image/webp;base64,AAAA"}
    return pages(output.listed(), translations, TEMPLATES, pictures, TODAY)


def test_nothing_of_a_draft_or_of_what_is_under_embargo_is_said_anywhere(
    output: Output, translations: PageTranslations
) -> None:
    pages = made(output, translations)
    held = [file for file in output.manifest.files if file.meeting in (OLD, SECRET)]
    sheets = [file for file in output.manifest.files if file.edition == "conformity"]
    for name, data in pages.items():
        texts = [data] if not name.endswith("xlsx") else unzipped(data)
        for text in texts:
            for secret in (*CONFIDENTIAL, OLD, SECRET):
                assert secret.encode() not in text, (name, secret)
            for file in (*held, *sheets):
                assert file.path.encode() not in text
                assert file.sha256.encode() not in text


def unzipped(data: bytes) -> list[bytes]:
    with ZipFile(io.BytesIO(data)) as archive:
        return [archive.read(name) for name in archive.namelist()]


def test_what_is_withheld_is_named_by_its_kind_and_its_state(
    output: Output, translations: PageTranslations
) -> None:
    page = lxml.html.fromstring(made(output, translations)["index.html"])
    said = [
        (
            article.get("data-state"),
            " ".join(article.xpath("string(.//*[@data-in='ru'])").split()),
            " ".join(article.xpath("string(.//strong/*[@data-in='ru'])").split()),
        )
        for article in page.xpath("//article[contains(@class, 'withheld')]")
    ]
    assert said[0][:2] == ("draft", "Протокол")
    assert said[0][2] == "проект"
    assert said[1][:2] == ("embargo", "Пресс-релиз")
    assert "1 сентября 2024 года" in said[1][2]
    assert EMBARGO not in said[1][2]


def test_the_embargo_ends_at_its_instant(output: Output) -> None:
    def states(minutes: int) -> str:
        (meeting,) = (
            each for each in output.listed(NOW + timedelta(minutes=minutes)) if each.name == OLD
        )
        return meeting.documents[0].state

    assert states(59) == "embargo"
    assert states(60) == "final"


def test_the_page_links_each_file_that_may_be_read_and_loads_nothing(
    output: Output, translations: PageTranslations
) -> None:
    text = made(output, translations)["index.html"].decode()
    page = lxml.html.fromstring(text)
    links = {link for link in page.xpath("//a/@href") if "/" in link}
    assert links == {
        file.path
        for file in output.manifest.files
        if file.meeting == NEW and file.edition != "conformity"
    }
    assert not re.search(r"(?:src|href)=\"(?:https?:)?//", text)
    assert "&lt;сессия&gt;" in text
    assert "Вчера &amp; сегодня" in text
    assert page.xpath("//img/@src") == ["data:image/webp;base64,AAAA"] * 2


def test_every_page_is_the_same_again(output: Output, translations: PageTranslations) -> None:
    assert made(output, translations) == made(output, translations)


def test_pages_load_nothing_and_run_nothing_but_their_own_script(
    output: Output, translations: PageTranslations
) -> None:
    pages = made(output, translations)
    for name in ("index.html", "decisions.html"):
        policy = policies.judged(pages[name])
        assert len(policy["style-src"]) == len(policy["script-src"]) == 1


@pytest.mark.parametrize("sign", ["</script>", "<!--<script>", "</style >"])
@pytest.mark.parametrize("name", ["site.css", "site.js"])
def test_looks_that_would_end_before_their_end_are_refused(
    output: Output, translations: PageTranslations, edited, name: str, sign: str
) -> None:
    folder = edited(name, lambda text: f"{text}/* {sign} */")
    with pytest.raises(ContentError, match="would end or hide it") as caught:
        pages(output.listed(), translations, folder, {}, TODAY)
    (problem,) = caught.value.problems
    lines = (folder / name).read_text("utf-8").split("\n")
    assert sign in lines[problem.position.line - 1]


def test_the_page_is_as_accepted(output: Output, translations: PageTranslations, golden) -> None:
    text = made(output, translations)["index.html"].decode()
    text = re.sub(r"<(style|script)>.*?</\1>", r"<\1>…</\1>", text, flags=re.DOTALL)
    text = re.sub(r"sha256-[^'&]+", "sha256-…", text)
    golden("pages/index.html", text.replace("><", ">\n<"))


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (1, "1 KB"),
        (1000, "1 KB"),
        (131_001, "132 KB"),
        (1_000_000, "1.0 MB"),
        (2_449_999, "2.4 MB"),
    ],
)
def test_sizes_are_said_in_words(count: int, said: str) -> None:
    english = locale.load("en", ROOT / "templates/locale")
    assert PageTranslations([english]).size(count) == {"en": said}


def test_the_register_says_what_became_of_each_decision(output: Output) -> None:
    rows = decisions.rows(output.listed(), TODAY)
    assert [row.state for row in rows] == ["overdue", "open", "done", "open"]
    due = RECORDS[NEW, "minutes"].decisions["ru"][0]
    assert decisions.state(due, date(2024, 8, 1)) == "open"  # until the day is over
    assert decisions.state(due, date(2024, 8, 2)) == "overdue"


@pytest.mark.parametrize(
    ("more", "states"),
    [
        ({}, ["open", "overdue"]),
        ({"postponed": True}, ["postponed", "overdue"]),
        ({"withdrawn": True}, ["withdrawn", "withdrawn"]),
        ({"postponed": True, "withdrawn": True}, ["withdrawn", "withdrawn"]),
        ({"postponed": True, "done_date": "2024-09-01"}, ["done", "done"]),
    ],
)
def test_what_is_put_off_is_overdue_later_and_what_is_called_off_never(
    more: dict[str, Any], states: list[str]
) -> None:
    entry = RegisterEntry(id="a/b", body="b", item="i", text="t", due_date="2024-09-10", **more)
    days = (date(2024, 9, 10), date(2024, 9, 11))
    assert [decisions.state(entry, day) for day in days] == states


def test_the_register_is_a_table_in_each_language(
    output: Output, translations: PageTranslations
) -> None:
    rows = decisions.rows(output.listed(), TODAY)
    data = decisions.csv_file(rows, translations.locales["kk"])
    table = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert [len(row) for row in table] == [7] * 5
    assert table[1] == [
        "2024-08-28", "Совет kk", "План", "'=сделать kk", "", "2024-08-01", "мерзімі өткен",
    ]  # fmt: skip
    book = decisions.xlsx(rows, list(translations.locales.values()))
    with ZipFile(io.BytesIO(book)) as archive:
        sheets = [name for name in archive.namelist() if "worksheets/sheet" in name]
        assert len(sheets) == 2
        assert b"<f>" not in archive.read(sheets[0])  # what begins with = is a text
        assert "=сделать ru" in archive.read("xl/sharedStrings.xml").decode()


def test_a_register_without_decisions_says_so(translations: PageTranslations) -> None:
    page = pages((), translations, TEMPLATES, {}, TODAY)["decisions.html"]
    assert "Решений пока нет" in page.decode()
    assert decisions.xlsx((), list(translations.locales.values()))


def test_the_feed_has_the_press_releases_of_its_language(
    output: Output, translations: PageTranslations
) -> None:
    feed = ElementTree.fromstring(feeds.atom(output.listed(), translations.locales["kk"]))
    assert [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")] == [
        "Отырыс өтті"
    ]
    links = {link.get("href"): link.get("rel") for link in feed.iter(f"{ATOM}link")}
    assert links[f"{NEW}/press-release.kk.html"] == "alternate"
    assert links[f"{NEW}/press-release.kk.pdf"] == "enclosure"
    later = feeds.atom(output.listed(NOW + timedelta(days=1)), translations.locales["ru"])
    assert b"2024-09-01T13:00:00Z" in later  # when the embargo ended


def test_the_calendar_has_meetings_and_what_is_to_be_done(
    output: Output, translations: PageTranslations
) -> None:
    data = feeds.calendar(output.listed(), translations.locales["ru"], TODAY)
    calendar = icalendar.Calendar.from_ical(data)
    events = {str(each["summary"]): each["dtstart"].dt for each in calendar.walk("VEVENT")}
    assert events == {
        "Заседание: Совет": date(2024, 8, 28),
        "Срок исполнения: =сделать ru": date(2024, 8, 1),
        "Срок исполнения: Позже ru": date(2025, 5, 1),
    }
    assert max(len(line) for line in data.split(b"\r\n")) <= 75
