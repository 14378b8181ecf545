"""Typesetting of prose; in what is expected, ~ is U+00A0 and = is U+2011."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diptych.language.locale import load
from diptych.language.paragraph import ADDRESS

LANGUAGES = ("ru", "uz", "uz-Cyrl", "kk", "ky", "en")


def typeset(code: str, *chunks: str) -> str:
    pieces = load(code, Path()).typeset(chunks)
    assert len(pieces) == len(chunks)
    return "|".join(pieces).replace("\u00a0", "~").replace("\u2011", "=")


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("ru", 'План "Новый "Казахстан" сегодня"', "План «Новый „Казахстан“ сегодня»"),
        ("ru", "“Это ‘так’”", "«Это „так“»"),
        ("ru", "„Так“, ”так” и »так«", "«Так», «так» и~«так»"),
        ("ru", '("так")', "(«так»)"),
        ("ru", 'труба 5" и "угол', "труба 5″ и~«угол"),
        ("ru", 'АО "НАК "Казатомпром" подписало', "АО «НАК «Казатомпром» подписало"),
        ("kk", '"Қазатомөнеркәсіп" ҰАК" АҚ', "«Қазатомөнеркәсіп» ҰАК» АҚ"),
        ("en", "rock 'n' roll, ‘tis, o'clock", "rock ’n’ roll, ’tis, o’clock"),
        ("ru", "41°18'30\" с. ш.", "41°18′30″ с.~ш."),
        ("kk", '"Самұрық-Қазына"ның', "«Самұрық-Қазына»ның"),
        ("kk", "«А «Б» В»", "«А “Б” В»"),
        ("uz", "«Oʻzbekiston «yangi» davri»", "“Oʻzbekiston «yangi» davri”"),
        ("uz-Cyrl", '"Янги" Ўзбекистон', "“Янги” Ўзбекистон"),
        ("en", "\"a 'b' c\" and «d»", "“a ‘b’ c” and “d”"),
        ("en", "the parties' rights, it's the '90s", "the parties’ rights, it’s the ’90s"),
        ("ru", "Д'Артаньян", "Д’Артаньян"),
    ],
)
def test_quotes_become_those_of_the_language(code: str, text: str, expected: str) -> None:
    assert typeset(code, text) == expected


def test_quotes_are_nested_across_pieces() -> None:
    pieces = ("Он: ", '"', "ОАО «Ромашка»", ' и "Мир"', '"')
    assert typeset("ru", *pieces) == "Он: |«|ОАО „Ромашка“| и~„Мир“|»"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("O'zbekiston g`oyasi, o‘n, bog’i", "Oʻzbekiston gʻoyasi, oʻn, bogʻi"),
        ("san'at ma’no e`lon", "sanʼat maʼno eʼlon"),
        ("tog' va sog‘, QORATOG'", "togʻ va sogʻ, QORATOGʻ"),
        ("QO'SHMA SAN'AT", "QOʻSHMA SANʼAT"),
        ("O'. Xo'jayev", "Oʻ.~Xoʻjayev"),
        ("'so'z'", "“soʻz”"),
        ("bo' dedi, mashhur' dedi", "boʻ dedi, mashhurʼ dedi"),
        ("moʻljallangan sanʼat", "moʻljallangan sanʼat"),
    ],
)
def test_uzbek_letters_are_written_with_their_own_marks(text: str, expected: str) -> None:
    assert typeset("uz", text) == expected


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("ru", "мир - это", "мир~– это"),
        ("ru", "мир -- это — да", "мир~– это~– да"),
        ("en", "peace—now--here", "peace~– now~– here"),
        ("ru", "«Мир»—сказал", "«Мир»~– сказал"),
        ("ru", "- пункт", "– пункт"),
        (
            "ru",
            "2024-2034 гг. и 28—30, 12,5-13,5 %, 10:30-12:00",
            "2024–2034~гг. и~28–30, 12,5–13,5~%, 10:30–12:00",
        ),
        ("uz", "2024-2034-yillarga, 28-30-avgust", "2024–2034=yillarga, 28–30=avgust"),
        ("en", "the 2024-25 plan", "the 2024–25 plan"),
        (
            "ru",
            "Касым-Жомарт, 55-12-34, +7 (7172) 555-1234",
            "Касым-Жомарт, 55-12-34, +7 (7172) 555-1234",
        ),
        ("ru", "№ 12-34, счет 5-2", "№~12-34, счет 5-2"),
        ("en", "on 2024-08-28", "on 2024=08=28"),
    ],
)
def test_dashes_and_ranges_are_told_from_hyphens(code: str, text: str, expected: str) -> None:
    assert typeset(code, text) == expected


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("ru", "№ 5, №7, § 3, ст. 12", "№~5, №~7, §~3, ст.~12"),
        ("en", "No. 2 of Art. 5", "No.~2 of Art.~5"),
        ("ru", "Э. Арипов, Э. Ф. Арипов, А.С.Пушкин", "Э.~Арипов, Э.~Ф.~Арипов, А.С.~Пушкин"),
        ("uz", "Sh. Mirziyoyev, Oʻ. Xoʻjayev", "Sh.~Mirziyoyev, Oʻ.~Xoʻjayev"),
        ("kk", "Қ. Тоқаев", "Қ.~Тоқаев"),
        ("ru", "т. д. США", "т. д. США"),
        (
            "ru",
            "12,5 %, 12,5%, 5 млн, 28 августа 2024 года",
            "12,5~%, 12,5~%, 5~млн, 28~августа 2024~года",
        ),
        ("en", "12.5 %, 28 August, 5 million", "12.5%, 28~August, 5~million"),
        ("kk", "28 тамызда 2024 жылғы", "28~тамызда 2024~жылғы"),
        ("uz-Cyrl", "7 октябрдаги, 2024 йил", "7~октябрдаги, 2024~йил"),
        ("ru", "1 250 000 тенге; в 2024 100 человек", "1~250~000~тенге; в~2024 100 человек"),
        ("ru", "Я и в доме, и о мире", "Я~и~в~доме, и~о~мире"),
        ("ru", "5\u202fкм и 5\u2009кг", "5~км и~5~кг"),
        ("ru", "2-е и 10-летний", "2=е и~10=летний"),
    ],
)
def test_a_line_does_not_break_where_it_must_not(code: str, text: str, expected: str) -> None:
    assert typeset(code, text) == expected


def test_pieces_meet_where_they_met() -> None:
    assert typeset("ru", "с ", "28\u00a0августа", " - по ", "№", "5") == "с~|28~августа|~– по |№~|5"
    assert typeset("uz", "", "2-", "majlis") == "|2=|majlis"


ADDRESSES = (
    "https://isrs.uz/o'zbek-tili/2024-2034?q=2-e--x",
    "www.kisi.kz/a--b/28-30",
    "o'zbek-2-e@isrs.uz",
    "isrs.uz/2024-2034",
    "2-e.uz",
)


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("code", LANGUAGES)
def test_addresses_stay_as_they_are(code: str, address: str) -> None:
    for text in (address, f'"{address}"', f"({address}).", f"см. {address}, да"):
        assert address in "".join(load(code, Path()).typeset((text,)))


MARKED = [
    ("ru", ("дело 12-34 о ", "12-15", " годах"), "дело 12-34 о~|12-15|~годах"),
    ("ru", ('Он: "', "'\"", '" - да'), "Он: «|'\"|»~– да"),
    ("uz", ("soni ", "o'`2-e", ", 5 foiz"), "soni |o'`2-e|, 5~foiz"),
    ("ru", ("в ", "5", "-10 %"), "в~|5|–10~%"),
]


@pytest.mark.parametrize(("code", "chunks", "expected"), MARKED)
def test_what_is_kept_stays_to_the_letter(
    code: str, chunks: tuple[str, ...], expected: str
) -> None:
    pieces = load(code, Path()).typeset(chunks, {1})
    assert pieces[1] == chunks[1]
    assert "|".join(pieces).replace("\u00a0", "~").replace("\u2011", "=") == expected


@pytest.mark.parametrize(
    ("code", "text", "words"),
    [
        ("ru", "доклад 12-15, см. 2024-2034", ["12-15", "2024-2034"]),
        ("ru", "5-10 дней, ст. 5-10, Boeing 737-800, 24-7, 555-1234, № 5-10", []),
        ("ru", 'сказал: "Труд и "Мир" закрыты', ['"Труд']),
        ("ru", 'АО "НАК "Казатомпром" и "Мир"', []),
        ("kk", '"Қазатомөнеркәсіп" ҰАК" АҚ', []),
        ("ru", "мыс 'Доброй надежды", ["'Доброй"]),
        ("uz", "bo' dedi, tog' va san'at, 1-2-modda, 3-4 sahna", ["bo'", "3-4"]),
        ("en", "students' rights, '90s, the Boeing 737-800 and 3-4 more", ["3-4"]),
        ("en", 'a 5" pipe', ['5"']),
    ],
)
def test_what_is_guessed_is_told(code: str, text: str, words: list[str]) -> None:
    doubts = load(code, Path()).doubts((text,))
    assert sorted(doubt.word for doubt in doubts) == sorted(words)


_characters = st.text("аоoOgG'‘’`\"“”„«»‚ -–—\u00a0\u202f1239.,№%(Эв:/@\n", max_size=12)
_PROSE = "tog'|«|\"|'|в |2024-2034| - |№ 5|Э. Арипов|o'z|28 августа|12,5%|1 250 000|--|— |2-е|«а»"
_words = st.sampled_from([*_PROSE.split("|"), *ADDRESSES])


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(LANGUAGES), st.lists(_characters | _words, max_size=8))
def test_typeset_text_is_typeset_already(code: str, chunks: list[str]) -> None:
    locale = load(code, Path())
    once = locale.typeset(chunks)
    assert len(once) == len(chunks)
    assert locale.typeset(once) == once
    assert not set("\u202f\u2009") & set("".join(once))


def _unmarked(text: str) -> str:
    """The letters and digits of ``text`` without the marks that are letters to Unicode."""
    return "".join(char for char in text if char.isalnum() and char not in "ʻʼʹ")


@settings(max_examples=500, deadline=None)
@given(st.sampled_from(LANGUAGES), st.lists(st.text() | _characters | _words, max_size=8))
def test_no_straight_mark_is_left_and_no_letter_changes(code: str, chunks: list[str]) -> None:
    typed = "".join(chunks)
    finished = "".join(load(code, Path()).typeset(chunks))
    outside = ADDRESS.sub("", finished)
    assert not set("\"'`") & set(outside)
    assert _unmarked(finished) == _unmarked(typed)
