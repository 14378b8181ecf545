"""A passage is known to be in its language, or which other one it is in."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from diptych import prose, tree
from diptych.bitext import check_unit_languages
from diptych.errors import Problem
from diptych.language import data, transliteration
from diptych.language.identification import foreign, recognised
from plugged import languages

ROOT = Path(__file__).parents[2]
MEETING = ROOT / "content" / "2024-08-28-second-session"
KINDS = ("memorandum", "minutes", "press-release")
WRITTEN = ("ru", "uz", "uz-Cyrl", "kk", "en")
CODES = (*WRITTEN, "ky")
ENOUGH = 40


def passages() -> Iterator[tuple[str, str]]:
    for line in (Path(__file__).parent / "passages.tsv").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            code, _, text = line.partition("\t")
            yield code, text


def letters(content: tree.Inlines) -> int:
    own = (leaf.text for leaf in tree.leaves(content) if isinstance(leaf, tree.Text))
    return sum(map(str.isalpha, "".join(own)))


def said(content: str, language: str) -> list[Problem]:
    return list(check_unit_languages([prose.parse(content, "text.md", language)]))


@pytest.mark.parametrize(("code", "text"), [*passages()])
def test_a_passage_is_in_its_own_language_and_in_no_other(code: str, text: str) -> None:
    for language in CODES:
        found = foreign(text, language)
        if code in ("any", language):
            assert found is None, language
        elif sum(map(str.isalpha, text)) >= ENOUGH:
            assert found is not None, language
            assert found.code == code, language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("отырыстың қорытындылары", "ru"),
        ("ўзаро ҳамкорлик тўғрисида", "kk"),
        ("on the results of the session", "ru"),
        ("итоги заседания", "en"),
        ("итоги заседания", "uz"),
        ("majlis yakunlari", "uz-Cyrl"),
        ("съезд объявлен", "uz"),
    ],
)
def test_of_a_short_passage_counts_what_letters_prove(text: str, language: str) -> None:
    found = foreign(text, language)
    assert found is not None
    assert found.code == ""
    assert found.word in text


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("итоги заседания", "kk"),  # Kazakh has all these letters
        ("Айгүл Сейітова", "ru"),
        ("газета «Егемен Қазақстан»", "ru"),
        ("Air Astana, офис", "ru"),
        ("kg, kWh, pH", "kk"),
        ("12 %", "en"),
        ("", "ru"),
    ],
)
def test_of_a_short_passage_nothing_is_guessed(text: str, language: str) -> None:
    assert foreign(text, language) is None


def test_a_language_that_nobody_knows_is_not_called_by_the_name_of_another() -> None:
    turkish = "Taraflar taşkınlara ilişkin verileri ayda en az iki kez birbirlerine iletecektir."
    found = foreign(turkish, "ru")
    assert found is not None
    assert found.code == ""


@pytest.mark.parametrize("code", CODES)
def test_each_language_has_a_sample_in_its_alphabet(code: str) -> None:
    text = (data.HERE / "samples" / f"{code}.txt").read_text("utf-8")
    assert 3_500 <= len(text) <= 4_500
    used = {letter for letter in text.lower() if letter.isalpha()}
    assert used <= {*data.read(code).alphabet}
    assert foreign(text, code) is None


def test_the_sample_of_a_derived_script_is_derived() -> None:
    latin, cyrillic = (
        (data.HERE / "samples" / f"{code}.txt").read_text("utf-8") for code in ("uz", "uz-Cyrl")
    )
    assert transliteration.derive(latin, "uz-Cyrl") == cyrillic


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", WRITTEN)
def test_nothing_is_found_in_the_texts_of_the_real_case(kind: str, language: str) -> None:
    assert said((MEETING / f"{kind}.{language}.md").read_text("utf-8"), language) == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_paragraph_left_in_another_language_is_found(kind: str) -> None:
    texts = {
        code: (MEETING / f"{kind}.{code}.md").read_text("utf-8").split("\n") for code in WRITTEN
    }
    planted = 0
    for language, other in itertools.permutations(WRITTEN, 2):
        for number, line in enumerate(texts[other]):
            if not line or "{#" in line:
                continue
            lines = [*texts[language]]
            lines[number] = line
            parsed = prose.parse("\n".join(lines), "text.md", language)
            found = {problem.position.line for problem in check_unit_languages([parsed])}
            assert found <= {number + 1}, (language, other, line)
            units = [unit for unit in parsed.units() if unit.source.line == number + 1]
            if any(letters(unit.content) >= ENOUGH for unit in units):
                planted += 1
                assert found, (language, other, line)
    assert planted >= 5 * 4 * 5


def test_facts_and_what_is_marked_do_not_count() -> None:
    kept = "[Hujjatlarni almashish tartibi toʻgʻrisidagi qaror]{keep}"
    assert (
        said(f"# Title\n\nThe decision is called {kept} and {{{{ held | on }}}} it ended.", "en")
        == []
    )


def test_notes_cells_and_pictures_are_looked_at() -> None:
    foreign_words = "Стороны будут обмениваться сведениями о паводках"
    text = (
        "# Title\n\nThe parties met.[^a]\n\n"
        f"[^a]: {foreign_words}.\n\n"
        f"| Head | Other |\n|--|--|\n| {foreign_words} | the parties |\n\n"
        f"![{foreign_words}](chart.png)\n"
    )
    assert [problem.position.line for problem in said(text, "en")] == [3, 7, 11]


def test_a_quotation_says_which_language_it_is_in() -> None:
    quotation = "Біз қабырға емес, көпір саламыз, деді кештің иесі жиналғандарға"
    (problem,) = said(f"# Title\n\n{quotation}", "en")
    assert problem.message == "this is in «Қазақша» (kk), and should be in «English» (en)"
    assert problem.remedy == "write it in en, or mark a quotation: [text]{lang=kk}"
    assert said(f"# Title\n\n> [{quotation}]{{lang=kk}}", "en") == []
    (problem,) = said(f"# Title\n\n> [{quotation}]{{lang=ru}}", "en")
    assert problem.message == "this is in «Қазақша» (kk), and should be in «Русский» (ru)"


def kazakh_in_latin(text: str) -> str:
    pairs = dict(zip("абвгдежзклмнопрстуфхыіэ", "abvgdejzklmnoprstufhyıe", strict=True))
    pairs |= dict(zip("әғқңөұүһийшчцюяёщъь", "äğqñöūühiişçcuaeş''", strict=True))
    return "".join(pairs.get(letter, letter) for letter in text.lower()).replace("'", "")


def language_file(code: str) -> str:
    text = (data.HERE / "kk.toml").read_text("utf-8")
    alphabet = data.read("kk").alphabet
    for old, new in {
        'code = "kk"': f'code = "{code}"',
        alphabet: "abcçdeäfgğhıijklmnñoöpqrsştuūüvyz",
    }.items():
        assert old in text
        text = text.replace(old, new)
    return text


def test_a_language_from_outside_is_told_by_its_sample(tmp_path: Path) -> None:
    code = "kk-Latn"
    latin = kazakh_in_latin((data.HERE / "samples" / "kk.txt").read_text("utf-8"))
    file = language_file(code)
    sample = f"spoken_elsewhere/samples/{code}.txt"
    passage = kazakh_in_latin("Тараптар су тасқыны туралы мәліметтермен айына екі рет алмасады.")
    before = foreign(passage, "en")
    assert before is not None
    assert before.code != code
    with languages(tmp_path / "site", {code: file, sample: latin}):
        for language in CODES:
            found = foreign(passage, language)
            assert found is not None
            assert found.code == code, language
        assert foreign(passage, code) is None
        english = foreign("The parties shall exchange data on floods twice a month.", code)
        assert english is not None
        assert english.code == "en"


def test_a_language_without_a_sample_is_told_by_its_letters(tmp_path: Path) -> None:
    code = "kk-Latn"
    file = language_file(code)
    with languages(tmp_path / "site", {code: file}):
        found = foreign("Стороны будут обмениваться сведениями о паводках", code)
        assert found is not None
        assert found.code == ""
        assert foreign("The parties shall exchange data on floods twice a month.", code) is None


# --- what is known to be in its language ----------------------------------------------------


def test_only_what_is_known_to_be_in_its_language_is_said_to_be() -> None:
    """Nearly every passage is in its own, and none of them in any other."""
    known = [each for each in passages() if each[0] in CODES and len(each[1]) > ENOUGH]
    assert len(known) >= 25
    for code, text in known:
        assert not recognised(text, code) or foreign(text, code) is None
        others = [other for other in CODES if other != code]
        assert not any(recognised(text, other) for other in others), text
    assert sum(recognised(text, code) for code, text in known) > 0.9 * len(known)


@pytest.mark.parametrize("text", ["", "План работы", "Элдор Арипов, ИСМИ, 2024", "5 – 7", "…"])
def test_what_is_too_short_to_tell_is_not(text: str) -> None:
    assert not any(recognised(text, code) for code in CODES)
