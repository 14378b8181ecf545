"""Counts, ranges and bounds in every language, against generators that know nothing of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diptych.errors import ValueProblem
from diptych.language import data
from diptych.language.cldr import is_currency
from diptych.language.data import Noun
from diptych.language.locale import load
from diptych.values import BOUNDS, SCALES, Count, Range, Value, parse

HERE = Path(__file__).parent
LANGUAGES = ("ru", "uz", "uz-Cyrl", "kk", "ky", "en")
NOUNS = sorted(data.read("en").nouns)
NUMBERS = [*range(31), *range(100, 126), 1001, 2002, 12_345, 1_000_021]


def said(code: str, type_name: str, text: str, role: str = "") -> str:
    """What ``code`` says, with common spaces."""
    return load(code, Path()).say(parse(type_name, text), role).replace("\u00a0", " ")


def rows() -> Iterator[tuple[str, ...]]:
    for line in (HERE / "values.tsv").read_text("utf-8").splitlines()[1:]:
        yield tuple(line.split("\t"))


@pytest.mark.parametrize(("type_name", "value", "role", "code", "expected"), [*rows()])
def test_a_value_of_the_table_comes_out(
    type_name: str, value: str, role: str, code: str, expected: str
) -> None:
    actual = said(code, type_name, value, role)
    if expected.startswith("… "):
        assert actual.endswith(expected.removeprefix("…"))
    elif role == "words":
        assert expected in actual
    else:
        assert actual == expected


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_counts_the_same_nouns(code: str) -> None:
    assert sorted(data.read(code).nouns) == NOUNS


# --- Russian, against a morphological dictionary ------------------------------------

CASES = {"nom": "nomn", "gen": "gent", "dat": "datv", "acc": "accs", "ins": "ablt", "pre": "loct"}
# After numbers these have forms of their own, which the dictionary has under other words.
IRREGULAR = {"year", "person"}


@cache
def analyser() -> Any:
    """The dictionary, where it is installed."""
    return pytest.importorskip("pymorphy3").MorphAnalyzer()


@cache
def nominative(word: str) -> Any:
    """``word`` as the dictionary has it: a noun or adjective in the nominative singular."""
    for parsed in analyser().parse(word):
        if {"nomn", "sing"} in parsed.tag and parsed.tag.POS in ("NOUN", "ADJF"):
            return parsed
    raise AssertionError(word)


@cache
def agreed(noun: str, number: int, case: str) -> str:
    """``noun``, one or two words, as it stands after ``number``."""
    *adjectives, head = noun.split()
    prefix, hyphen, stem = head.rpartition("-")
    parsed = nominative(stem)
    inflected = parsed.inflect({CASES[case]}).make_agree_with_number(number).word
    words = []
    for adjective in adjectives:
        if number % 10 == 1 and number % 100 != 11:
            wanted = {CASES["nom" if case == "acc" else case], "sing", parsed.tag.gender}
        else:
            wanted = {CASES["gen" if case in ("nom", "acc") else case], "plur"}
        words.append(nominative(adjective).inflect(wanted).word)
    return " ".join([*words, prefix + hyphen + inflected]).replace("ё", "е")


@pytest.mark.parametrize("name", [name for name in NOUNS if name not in IRREGULAR])
def test_russian_nouns_agree_with_their_numbers_as_a_dictionary_has_it(name: str) -> None:
    noun = data.read("ru").nouns[name]
    assert isinstance(noun, Noun)
    living = noun.gender.endswith("a")
    wrong = {}
    for number in NUMBERS:
        for case in CASES:
            if living and case == "acc" and number in (2, 3, 4):
                continue  # the dictionary knows no difference between 2 and 22
            actual = said("ru", "count", f"{number} {name}", f"full {case}")
            expected = agreed(noun.one[0], number, case)
            if actual.lstrip("0123456789 ") != expected:
                wrong[number, case] = (actual, expected)
    assert not wrong


@pytest.mark.parametrize(
    ("value", "role", "expected"),
    [
        ("3 year", "past", "за последние 3 года"),
        ("7 year", "past", "за последние 7 лет"),
        ("21 year", "past", "за последний 21 год"),
        ("1 week", "past", "за последнюю 1 неделю"),
        ("1 thousand year", "past", "за последние 1 тысячу лет"),
        ("5/10 day", "past", "за последние 5–10 дней"),
        ("21 participant", "ins", "21 участником"),
        ("2 participant", "acc", "2 участников"),
        ("22 participant", "acc", "22 участника"),
        ("2 participant", "words acc", "двух участников"),
        ("22 participant", "words acc", "двадцать два участника"),
        ("21 participant", "words acc", "двадцать одного участника"),
        ("1.5 person", "", "1,5 человека"),
        ("5 million person", "dat", "5 миллионам человек"),
        ("2 country", "words ins", "двумя странами"),
        ("10 working-day", "within", "в течение 10 рабочих дней"),
        ("2.5 percentage-point", "gen", "2,5 процентного пункта"),
        ("5/10 year", "from", "от 5 до 10 лет"),
        (">=100 guest", "", "не менее 100 гостей"),
    ],
)
def test_russian_counts(value: str, role: str, expected: str) -> None:
    assert said("ru", "count", value, role) == expected


# --- Turkic languages, against rules written here -------------------------------------

KAZAKH_BACK, KAZAKH_FRONT = "аоұыюяё", "әөүіеэ"


def kazakh(word: str, case: str, *, possessive: bool) -> str:
    """``word`` with a suffix by the rules of a school grammar."""
    vowels = [letter for letter in word.lower() if letter in KAZAKH_BACK + KAZAKH_FRONT]
    back = not vowels or vowels[-1] in KAZAKH_BACK  # минут
    last = word.removesuffix("ь")[-1].lower()
    if possessive:
        kind = 4
    elif last in KAZAKH_BACK + KAZAKH_FRONT:
        kind = 0
    elif last in "мнң":
        kind = 1
    elif last in "рлйуи":
        kind = 2
    else:
        kind = 5 if last in "зж" else 3
    table = {
        "gen": ("ның", "ның", "дың", "тың", "ның", "дың"),
        "dat": ("ға", "ға", "ға", "қа", "на", "ға"),
        "acc": ("ны", "ды", "ды", "ты", "н", "ды"),
        "loc": ("да", "да", "да", "та", "нда", "да"),
        "abl": ("дан", "нан", "дан", "тан", "нан", "дан"),
    }
    suffix = table[case][kind]
    soft = str.maketrans({"а": "е", "ы": "і", "ғ": "г", "қ": "к"})
    return word + (suffix if back else suffix.translate(soft))


@pytest.mark.parametrize("case", ["gen", "dat", "acc", "loc", "abl"])
def test_kazakh_nouns_take_their_suffix(case: str) -> None:
    for name, noun in data.read("kk").nouns.items():
        word = noun if isinstance(noun, str) else noun.one[0]
        expected = kazakh(word, case, possessive=isinstance(noun, Noun) and noun.possessive)
        assert said("kk", "count", f"7 {name}", f"full {case}") == f"7 {expected}"


@pytest.mark.parametrize(
    ("case", "suffix"),
    [("gen", "ning"), ("acc", "ni"), ("dat", "ga"), ("loc", "da"), ("abl", "dan")],
)
def test_uzbek_nouns_take_their_suffix(case: str, suffix: str) -> None:
    for name, noun in data.read("uz").nouns.items():
        word = noun if isinstance(noun, str) else noun.one[0]
        own = word[-1] + "a" if case == "dat" and word[-1] in "kq" else suffix
        assert said("uz", "count", f"7 {name}", f"full {case}") == f"7 {word}{own}"


def kyrgyz(word: str, case: str, *, possessive: bool) -> str:
    """``word`` with a suffix by the rules of a school grammar: four classes of vowels."""
    vowel = [letter for letter in word.lower() if letter in "аыяеиэоёуюөү"][-1]
    narrow = {"а": "ы", "ы": "ы", "я": "ы", "е": "и", "и": "и", "э": "и", "о": "у", "ё": "у"}
    narrow |= {"у": "у", "ю": "у", "ө": "ү", "ү": "ү"}
    wide = {"а": "а", "ы": "а", "я": "а", "у": "а", "ю": "а", "е": "е", "и": "е", "э": "е"}
    wide |= {"о": "о", "ё": "о", "ө": "ө", "ү": "ө"}
    last = word.removesuffix("ь")[-1]
    kind = "v" if last in "аыяеиэоёуюөү" else "s" if last in "пфктсшщчцхь" else "d"
    first = {"gen": "ндт", "acc": "ндт", "dat": "ггк", "loc": "ддт", "abl": "ддт"}
    letter = first[case]["vds".index(kind)]
    a, y = wide[vowel], narrow[vowel]
    stem = word.removesuffix("ь")
    if possessive:
        return (
            stem
            + {"gen": f"н{y}н", "acc": "н", "dat": f"н{a}", "loc": f"нд{a}", "abl": f"н{a}н"}[case]
        )
    ending = {"gen": f"{y}н", "acc": y, "dat": a, "loc": a, "abl": f"{a}н"}[case]
    return stem + letter + ending


@pytest.mark.parametrize("case", ["gen", "dat", "acc", "loc", "abl"])
def test_kyrgyz_nouns_take_their_suffix(case: str) -> None:
    for name, noun in data.read("ky").nouns.items():
        word = noun if isinstance(noun, str) else noun.one[0]
        expected = kyrgyz(word, case, possessive=isinstance(noun, Noun) and noun.possessive)
        assert said("ky", "count", f"7 {name}", f"full {case}") == f"7 {expected}"


# --- every language --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "role", "expected"),
    [
        ("1 year", "", "1 year"),
        ("7 year", "words-below-ten", "seven years"),
        ("10 year", "words-below-ten", "10 years"),
        ("1 person", "words", "one person"),
        ("2 person", "", "2 people"),
        ("25 MW", "full", "25 megawatts"),
        ("5/10 year", "between", "between 5 and 10 years"),
        ("120 thousand t", "abbr", "120 thousand t"),
        ("1.5 million person", "", "1.5 million people"),
    ],
)
def test_english_counts(value: str, role: str, expected: str) -> None:
    assert said("en", "count", value, role) == expected


amounts = st.decimals(min_value=0, max_value=10**6, places=1) | st.integers(0, 10**6).map(Decimal)


@settings(deadline=None)
@given(st.sampled_from(LANGUAGES), amounts, amounts, st.sampled_from(NOUNS))
def test_a_range_names_both_ends_and_its_unit_once(
    code: str, one: Decimal, other: Decimal, noun: str
) -> None:
    low, high = sorted((one, other))
    if low == high:
        return
    locale = load(code, Path())
    text = locale.say(Range(Count(low, noun), Count(high, noun)))
    whole = locale.say(Count(high, noun))
    first = locale.say(parse("number", f"{low:f}"))
    assert text == f"{first}–{whole}"


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("mark", sorted(BOUNDS))
@pytest.mark.parametrize(
    ("type_name", "text"),
    [("money", "7 billion USD"), ("percent", "5 %"), ("number", "5"), ("count", "5 year")],
)
def test_a_bound_says_what_its_role_says(code: str, mark: str, type_name: str, text: str) -> None:
    assert said(code, type_name, mark + text) == said(code, type_name, text, BOUNDS[mark])
    with pytest.raises(ValueProblem, match="not a role"):
        said(code, type_name, mark + text, "about")


@pytest.mark.parametrize("code", LANGUAGES)
def test_sums_with_scale_words_of_their_own_are_each_said_whole(code: str) -> None:
    text = said(code, "money", "500 million/2 billion USD", "dash")
    assert said(code, "money", "500 million USD") in text
    assert said(code, "money", "2 billion USD") in text


@pytest.mark.parametrize("code", LANGUAGES)
def test_sums_without_scale_words_get_the_same_one_in_a_range_or_none(code: str) -> None:
    text = said(code, "money", "900000000/1500000000 USD", "dash")
    scales = [word for word in SCALES if said(code, "money", f"1 {word} USD").split()[1] in text]
    assert "900" in text
    assert not scales


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_currency_of_today_is_named_or_says_its_code(code: str) -> None:
    from babel.core import get_global

    named = 0
    for currency in sorted(get_global("all_currencies")):
        if is_currency(currency):
            text = said(code, "money", f"5 {currency}")
            named += currency not in text
            assert code == "en" or not re.search("[‘’'`]", text), text
            if code in ("ru", "kk", "ky", "uz-Cyrl"):
                assert currency in text or not re.search("[a-z]", text), text
    assert named > 140


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("ru", "2 NOK", "2 норвежские кроны"),
        ("ru", "5 UAH", "5 украинских гривен"),
        ("kk", "5 UAH", "5 Украина гривнасы"),
        ("uz", "5 UAH", "5 Ukraina grivnasi"),
        ("uz-Cyrl", "5 UAH", "5 Украина гривнаси"),
        ("en", "1 NOK", "1 Norwegian krone"),
    ],
)
def test_a_currency_the_language_file_lacks_has_the_name_of_the_common_repository(
    code: str, text: str, expected: str
) -> None:
    assert said(code, "money", text) == expected


@pytest.mark.parametrize("value", ["2.5 foo", "7 yaer"])
def test_an_unknown_noun_is_refused_with_the_nearest(value: str) -> None:
    with pytest.raises(ValueProblem) as error:
        said("ru", "count", value)
    assert "is no noun that can be counted" in str(error.value)


@pytest.mark.parametrize(
    ("type_name", "text", "message"),
    [
        ("count", "7", "does not say what is counted"),
        ("number", "10/5", "ends before it starts"),
        ("money", "5 USD/10 EUR", "one unit to another"),
        ("date", "2024-Q5", "no part of a year"),
        ("date", "end of 2024-13", "no such month"),
        ("number", "/5", "is not a number"),
        ("number", ">", "is not a number"),
        ("years", "FY2025/2024", "ends before it starts"),
        ("count", "7 dozen year", "not a scale word"),
    ],
)
def test_what_is_no_amount_is_refused(type_name: str, text: str, message: str) -> None:
    with pytest.raises(ValueProblem, match=message):
        parse(type_name, text)


values = st.builds(Count, st.integers(0, 10**6).map(Decimal), st.sampled_from(NOUNS))


@given(values)
def test_a_count_reads_back_as_itself(value: Value) -> None:
    assert parse("count", str(value)) == value
