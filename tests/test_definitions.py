"""What a text defines, «(далее – Совет)», is called so from there on, in every language."""

from __future__ import annotations

from pathlib import Path

import pytest

from diptych.bitext import check_definitions
from diptych.language import data
from diptych.language.definitions import definitions
from diptych.language.ownership import FACT
from diptych.language.typography import plain_marks
from diptych.model import Prose, Unit
from diptych.prose import parse
from diptych.tree import plain

PARALLEL = Path(__file__).parent / "parallel"
NAMED = {"council": "council", "body": "council", "isrs": "isrs", "parties": "parties"}
DEFINED = "Стороны создают {{ council | acc }} (далее – {{ council | short }})."


def said(texts: dict[str, str], shortened: tuple[str, ...] = ()) -> list[str]:
    read = [parse(f"# T\n\n{text}\n", f"{code}.md", code) for code, text in texts.items()]
    return [
        f"{each.position} {each.message}: {each.remedy}"
        for each in check_definitions(read, NAMED, shortened)
    ]


@pytest.mark.parametrize("code", data.codes())
def test_every_frame_of_a_language_defines_a_fact_and_a_word_in_quotation_marks(code: str) -> None:
    assert definitions(code).example
    for frame in data.read(code).definitions.frames:
        terms = ["Term"] if "“" in frame else [FACT, "“Term”", "Term"]
        for term in terms:
            text = plain_marks(f"{FACT} {frame.replace('{term}', term)}, x")
            (found,) = definitions(code).find(text)
            assert text[slice(*found.term)] == term.strip("“”"), text


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("ru", f"{DEFINED}\n\n{{{{ council | short }}}} работает."),
        ("ru", "{{ parties }}, далее именуемые Сторонами, решили\n\nКаждая Сторона платит."),
        ("ru", "{{ isrs }} (далее – Институт) решил.\n\nДиректор Института согласен."),
        ("ru", "{{ isrs }} (далее см. раздел) решил. Далее – как было."),
        ("ru", "{{ isrs }} и {{ council }} (далее – Стороны)\n\n{{ isrs }} как Сторона"),
        ("ru", f"{DEFINED}\n\n{{{{ council | short }}}}\n\n> {{{{ council | gen }}}} сказано.\n\n"
               "## О работе {{ council | gen }} {#work}\n\nТекст."),
        ("ru", "Министерство энергетики Республики Узбекистан (далее – Министерство) решило.\n\n"
               "Министерство и Республика Узбекистан."),
        ("kk", "{{ parties }}, бұдан әрі «Тараптар» деп аталатындар,\n\nӘрбір Тарап бұдан әрі де."),
        ("kk", "Сараптамалық кеңес (бұдан әрі – Кеңес) құрылды.\n\nКеңестің ісі."),
        ("uz", "Ekspertlar kengashi (keyingi oʻrinlarda – Kengash) tuzildi\n\nKengashning ishi"),
        ("uz", "Ekspertlar kengashi tuzildi, bundan buyon ham birga"),
        ("uz-Cyrl", "Экспертлар кенгаши (кейинги ўринларда – Кенгаш)\n\nКенгашнинг иши"),
        ("ky", "Эксперттик кеңеш (мындан ары – Кеңеш) түзүлдү\n\nКеңештин иши"),
        ("en", "{{ parties | the }}, hereinafter referred to as “the Sides”,\n\nEach Side pays."),
        ("en", "The {{ council }} (hereinafter “the {{ council | short }}”)\n\n{{ body | short }}"),
        ("en", "He spoke of “soft power” (the “hard” kind) and a belt (“so called”)."),
    ],
)  # fmt: skip
def test_a_text_that_keeps_to_its_definitions_is_not_doubted(code: str, text: str) -> None:
    assert said({code: text}) == []


def test_the_name_in_full_is_doubted_once_there_is_a_short_one() -> None:
    text = f"{DEFINED}\n\n{{{{ council | short }}}} и {{{{ body | gen }}}}"
    assert said({"ru": text}) == [
        "ru.md:5:25 {{ body }} is named in full again, which ru.md:3:46 defines: "
        "say it as defined: {{ council | short }}"
    ]
    assert said({"ru": text}, ("council",)) == []


@pytest.mark.parametrize(
    ("code", "definition", "again", "name", "term"),
    [
        ("ru", "Создан Водный совет озера (далее – Совет).", "Совет, то есть Водного совета озера",
         "Водного совета озера", "Совет"),
        ("en", "The Expert Council (hereinafter “the Council”) met.", "So Council, Expert Council",
         "Expert Council", "Council"),
        ("uz", "Ekspertlar kengashi (bundan buyon – Kengash)", "Kengash, Ekspertlar kengashiga",
         "Ekspertlar kengashiga", "Kengash"),
    ],
)  # fmt: skip
def test_a_typed_name_in_full_is_doubted_in_any_form(
    code: str, definition: str, again: str, name: str, term: str
) -> None:
    (problem,) = said({code: f"{definition}\n\n{again}"})
    assert problem.startswith(f"{code}.md:5:1 «{name}» is named in full again")
    assert problem.endswith(f"say it as defined: {term}")


def test_the_short_name_is_doubted_before_it_is_defined_and_where_nothing_is_called_so() -> None:
    text = f"{{{{ council | short gen }}}} нет.\n\n{DEFINED}\n\nВсе."
    assert said({"ru": text}) == [
        "ru.md:3:1 «{{ council | short }}» is said before it is defined: "
        "say it in full here, or define it here",
        "ru.md:5:46 «{{ council | short }}» is defined here, and nothing is called so: "
        "say it so from here on, or take the definition out",
    ]
    early = "В этом Институте холодно, при Институте истории тепло.\n\n"
    defined = "{{ isrs }} (далее – Институт) решил. Институт прав."
    (problem,) = said({"ru": f"{early}{defined}"})
    assert problem.startswith("ru.md:3:1 «Институт» is said before it is defined")
    assert said({"ru": f"Учеба при Институте истории.\n\n{defined}"}) == []


def test_what_is_defined_twice_is_doubted_at_the_second_place() -> None:
    (problem,) = said({"ru": f"{DEFINED}\n\n{{{{ council | short }}}}\n\n{DEFINED}"})
    assert problem.startswith("ru.md:7:46 «{{ council | short }}» is defined twice, first at")


def test_each_language_defines_in_the_same_units() -> None:
    russian = "{{ parties }} (далее – Стороны) решили.\n\nСтороны правы."
    english = "{{ parties | the }} have agreed.\n\nThe Sides are right."
    kazakh = "{{ parties }} (бұдан әрі – Тараптар) шешті.\n\nТараптар дұрыс."
    assert said({"ru": russian, "en": english}) == [
        "en.md:3:1 nothing is defined here, but at ru.md:3:1 is: "
        "define it here, too: (hereinafter …)"
    ]
    assert said({"en": english, "ru": russian}) == [
        "ru.md:3:1 something is defined here, but nothing at en.md:3:1: "
        "define it there, too, or take it out here"
    ]
    assert [each[:9] for each in said({"en": english, "ru": russian, "kk": kazakh})] == [
        "en.md:3:1"
    ]


@pytest.mark.parametrize("folder", sorted(PARALLEL.iterdir()), ids=lambda each: each.name)
def test_real_texts_define_in_every_language_and_are_not_doubted(folder: Path) -> None:
    files = sorted(folder.glob("*.md"), key=lambda file: ".ru." not in file.name)
    texts = [parse(file.read_text("utf-8"), file.name, file.name.split(".")[1]) for file in files]
    assert list(check_definitions(texts, {})) == []
    for text in texts:
        unit = next(each for each in text.units() if each.source.line > 1 and found(text, each))
        assert unit.id.startswith("opening")


def found(text: Prose, unit: Unit) -> bool:
    return any(definitions(text.language).find(plain_marks(plain(unit.content))))
