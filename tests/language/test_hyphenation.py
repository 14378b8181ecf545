"""Where words are divided at the end of a line, in the languages whose dictionaries we ship."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pyphen
import pytest
from hypothesis import given
from hypothesis import strategies as st

from diptych.language import hyphenation
from diptych.language.tags import tags
from diptych.writers.pdf import render

ROOT = Path(__file__).parents[2]

#: Words as the rules and orthographic dictionaries divide them; where these leave a
#: doubt, the place that is not in doubt.
DIVIDED = {
    "kk": """
        мем-ле-кет мем-ле-кет-тік Қа-зақ-стан Өз-бек-стан Қыр-ғыз-стан рес-пуб-ли-ка-сы
        құ-мырс-қа күң-гірт-теу жаң-ғырт-ты ор-на-лас-ты-ру құр-мет-ті кі-тап-тың кі-тап-тар-ға
        ала-қан ана ара ақыл отыр өзі-міз-ге еле-уіш ою-лы сия қию аю төрт жалт пункт
        да-уыс са-уат жа-уап са-уын ке-йін да-йын-дық құ-йын қа-йың ба-йып бай-рақ бай-ла-ныс
        бу-ын су-ық қи-ын ти-ын жи-ын ки-ім қи-ық ту-ын-ды қу-а-қы қу-ат ша-ру-а-шы-лық
        сау-да бау-лу ау-дар-ма уә-кіл уа-қыт тә-уел-сіз-дік қа-уіп-сіз-дік қа-уым-дас-тық
        бас-қа-ру-шы да-му-дың ал-ма-су-ға тал-қы-лау ті-іс-ті ұйым-дас-ты-ру ба-ян-да-ма
        ар-мия ар-ми-я-лар про-ект ро-яль по-э-ма паль-то объ-ект субъ-ект пье-са
        стра-те-ги-я-лық ми-нистр-лік фа-куль-тет кон-суль-та-ция пре-зи-дент
        ха-лық-ара-лық мем-ле-кет-ара-лық үкі-мет-ара-лық өңір-ара-лық да-ра-лық
        хат-та-ма оты-рыс төр-аға өзара Ақ-ор-да қол-өнер-ші ын-ты-мақ-тас-тық То-қа-ев
        Мир-зи-ё-ев ре-сурс-тан
        """,
    "uz": """
        toʻq-son si-fat-li pax-ta-kor vaʼ-da maʼ-ri-fat mashʼ-al inʼ-om sanʼ-at masʼ-ul
        masʼ-u-li-yat maʼ-na-viy qatʼ-iy eʼlon aʼlo eʼti-rof aba-diy eshik-dan mu-do-faa mat-baa
        pe-sho-na pi-choq bi-chiq-chi singil dengiz koʻngil tong-da sing-li-si teng-dosh
        teng-la-ma soʻng-gi mung-li yangi kenga-shi ming-lab ing-liz bosh-lan-gʻich mash-hur
        is-siq qat-tiq shaf-fof push-ti boch-ka och-di di-a-gram-ma mo-no-gra-fi-ya si-lin-drik
        kon-gress Oʻz-be-kis-ton Qo-zo-gʻis-ton Tosh-kent Os-to-na oʻta oʻtish oʻt-kaz-moq
        oʻza-ro toʻgʻ-ri-si-da bogʻ-liq gʻo-ya boʻ-yi-cha doʻst-lik yax-shi qish-loq
        oʻr-ta-si-da ham-kor-lik ho-kim-lik va-zir-lik raq-bar shart-no-ma bi-tim
        maj-lis ba-yon-no-ma qoʻ-mi-ta sa-o-dat fa-o-li-yat so-at ri-o-ya iq-ti-so-diy
        xal-qa-ro hu-dud-lararo stra-te-gik kon-fe-ren-si-ya pre-zi-dent mu-ta-xas-sis
        """,
    "uz-Cyrl": """
        тўқ-сон си-фат-ли пах-та-кор ваъ-да маъ-ри-фат машъ-ал инъ-ом санъ-ат масъ-ул
        масъ-у-ли-ят маъ-на-вий қатъ-ий эълон аъло эъти-роф аба-дий эшик-дан му-до-фаа мат-баа
        пе-шо-на пи-чоқ би-чиқ-чи сингил денгиз кўнгил тонг-да синг-ли-си тенг-дош
        тенг-ла-ма сўнг-ги янги кенга-ши минг-лаб инг-лиз бош-лан-ғич маш-ҳур
        ис-сиқ қат-тиқ шаф-фоф пуш-ти боч-ка оч-ди мо-но-гра-фия ци-лин-дрик кон-гресс
        Ўз-бе-кис-тон Қо-зо-ғис-тон Тош-кент Ос-то-на ўтиш ўт-каз-моқ ўза-ро тўғ-ри-си-да
        боғ-лиқ ғоя ғо-я-лар бў-йи-ча дўст-лик ях-ши қиш-лоқ ўр-та-си-да ҳам-кор-лик
        ва-зир-лик шарт-но-ма би-тим маж-лис ба-ён-но-ма тай-ёр да-рё қў-ми-та
        фа-о-ли-ят со-ат ри-оя иқ-ти-со-дий хал-қа-ро ҳу-дуд-лараро стра-те-гик
        кон-фе-рен-ция пре-зи-дент му-та-хас-сис объ-ект
        """,
    "ky": """
        ки-теп бо-ёк то-ют ай-тыл-ган-дар кел-ген-дер тоо-лор-до бе-ки-нүү-чү заар-ка-нуу-чу
        жол эл таан суук тоо ээр тарс акт ага ата атак аалам аары араа эне эшик ээле элек
        өмүр өтүк ысык оона уула унаа ишен имер ба-таль-он кон-суль-та-ция разъ-езд подъ-езд
        Кыр-гыз-стан Ка-зак-стан Өз-бек-стан мам-ле-кет мам-ле-кет-тик өк-мөт эл-ара-лык
        рес-пуб-ли-ка пре-зи-дент ми-нистр-лик кыз-мат-таш-тык ке-ли-шим жооп-туу баш-ка-руу
        баш-ка-руу-чу ко-юу со-юу-га бо-ёо кы-йын бай-ла-ныш жо-ба-лар кө-мөк ме-мо-ран-дум
        конс-ти-ту-ция эко-но-ми-ка туу-ра таа-ныш-ты-руу ту-рук-туу ат-ка-руу аяк-тоо уулу
        ке-ңеш жы-йын-тык чоң-дук жаң-жал Жа-па-ров Ра-уан То-ка-ев таш-кент биш-кек
        """,
}
VOWELS = {
    "kk": "аәеёиоөуұүыіэюя",
    "uz": "aeiou",
    "uz-Cyrl": "аеёиоуўыэюя",
    "ky": "аеёиоөуүыэюя",
}
LETTERS = {
    "kk": [*VOWELS["kk"], *"бвгғджзйкқлмнңпрстфхһцчшщьъ"],
    "uz": [*VOWELS["uz"], *"bdfghjklmnpqrstvxyz", "sh", "ch", "ng", "oʻ", "gʻ", "ʼ"],
    "uz-Cyrl": [*VOWELS["uz-Cyrl"], *"бвгғджзйкқлмнпрстфхҳцчшщьъ", "нг"],
    "ky": [*VOWELS["ky"], *"бвгджзйклмнңпрстфхцчшщьъ", "аа", "оо", "өө", "уу", "үү", "ээ"],
}
#: What no line begins with, and what no line is divided inside.
FORBIDDEN = {
    "kk": r"-[ьъ]|-й(?![аәеёиоөуұүыіэюя])",
    "uz": r"-[ʼʻ]|[sc]-h|n-g(?!ʻ)|-ng",
    "uz-Cyrl": r"-[ьъ]|н-г|-нг",
    "ky": r"-[ьъ]|а-а|о-о|ө-ө|у-у|ү-ү|э-э",
}


@pytest.fixture(scope="module", autouse=True)
def _registered() -> Iterator[None]:
    hyphenation.register()
    with hyphenation.hyphenation_patches():
        yield


def divide(code: str, word: str) -> str:
    return pyphen.Pyphen(lang=tags(code).html).inserted(word)


def examples() -> list[tuple[str, str]]:
    return [(code, word) for code, words in DIVIDED.items() for word in words.split()]


def test_at_least_sixty_words_of_each_language_are_held() -> None:
    assert set(DIVIDED) == set(hyphenation.dictionaries())
    assert all(len(set(words.split())) >= 60 for words in DIVIDED.values())


@pytest.mark.parametrize(("code", "divided"), examples())
def test_a_word_is_divided_as_the_rules_say(code: str, divided: str) -> None:
    assert divide(code, divided.replace("-", "")) == divided


def consonants(code: str) -> list[str]:
    signs = ("ь", "ъ", "ʼ", "ng", "нг")
    return [c for c in LETTERS[code] if c[0] not in VOWELS[code] and c not in signs]


@st.composite
def words(draw: st.DrawFn) -> tuple[str, str]:
    """A code and a word that begins with at most two consonants, the second of them not й."""
    code = draw(st.sampled_from(sorted(LETTERS)))
    onset = draw(st.lists(st.sampled_from(consonants(code)), max_size=2))
    if onset[1:] == ["й"]:
        onset.pop()
    vowel = draw(st.sampled_from(VOWELS[code]))
    rest = draw(st.lists(st.sampled_from(LETTERS[code]), max_size=14))
    return code, "".join([*onset, vowel, *rest])


@given(words())
def test_no_word_is_ever_divided_where_it_must_not_be(drawn: tuple[str, str]) -> None:
    code, word = drawn
    divided = divide(code, word)
    pieces = divided.split("-")
    assert not re.search(FORBIDDEN[code], divided), divided
    if len(pieces) > 1:
        assert all(set(piece) & set(VOWELS[code]) for piece in pieces), divided
        for end in (pieces[0], pieces[-1]):
            assert len(re.sub("sh|ch|oʻ|gʻ", "x", end)) > 1, divided


@pytest.mark.parametrize("code", VOWELS)
def test_every_consonant_opens_a_syllable_before_every_vowel(code: str) -> None:
    before, after = ("ta", "m") if code == "uz" else ("та", "м")
    for consonant in consonants(code):
        for vowel in VOWELS[code]:
            closes = code == "uz-Cyrl" and consonant == "й" and vowel in "еёюя"  # тай-ёр
            syllables = [before + consonant, vowel] if closes else [before, consonant + vowel]
            expected = "-".join(syllables) + after
            assert divide(code, expected.replace("-", "")) == expected


@pytest.mark.parametrize(
    ("code", "word"),
    [
        ("kk", "САПАЛЫ"),
        ("kk", "ЮНЕСКО"),
        ("kk", "ҚазМұнайГаз"),
        ("uz", "YUNESKO"),
        ("uz", "OʻzLiDeP"),
        ("uz-Cyrl", "МАГАТЭ"),
        ("ky", "модель5модель"),
        ("ru", "МИНИСТЕРСТВО"),
        ("en", "INTERNATIONAL"),
    ],
)
def test_capitals_abbreviations_and_words_with_digits_are_not_divided(code: str, word: str) -> None:
    assert divide(code, word) == word


def test_languages_that_pyphen_knows_are_divided_as_before() -> None:
    assert divide("ru", "Министерство") == "Ми-ни-стер-ство"
    assert divide("en", "international") == "in-ter-na-tion-al"


@pytest.mark.parametrize("code", VOWELS)
def test_a_dictionary_is_found_by_the_tag_of_its_language(code: str) -> None:
    name = pyphen.language_fallback(tags(code).html)
    assert pyphen.LANGUAGES[name] == hyphenation.dictionaries()[code]


@pytest.mark.parametrize("code", VOWELS)
def test_no_pattern_of_a_dictionary_silences_another(code: str) -> None:
    lines = hyphenation.dictionaries()[code].read_text("utf-8").splitlines()
    patterns = [line for line in lines[1:] if line and not line.startswith(("#", "LEFT", "RIGHT"))]
    counts = Counter(re.sub(r"\d", "", pattern) for pattern in patterns)
    assert [letters for letters, count in counts.items() if count > 1] == []


def test_dictionaries_travel_with_the_package() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert "language/data/*.dic" in project["tool"]["setuptools"]["package-data"]["diptych"]


@pytest.mark.parametrize(
    ("code", "word"), [("kk", "ынтымақтастықтарының"), ("uz", "mustahkamlashgacha")]
)
def test_a_word_divided_on_a_page_copies_as_one(code: str, word: str) -> None:
    page = (
        f'<html lang="{tags(code).html}"><body><p class="lead" style="width: 25mm">'
        f"{word} {word}</p></body></html>"
    )
    (sheet,) = pypdfium2.PdfDocument(render(page, ROOT / "templates" / "pdf"))
    copied = sheet.get_textpage().get_text_range()
    assert re.search(r"\w[\ufffe\u00ad]", copied), "no word was divided"
    assert re.sub(r"[\ufffe\u00ad]\s*", "", copied).split() == [word, word]
