"""A capital where a sentence begins with a fact, a case once in a list, nouns of the registry."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from diptych import tree
from diptych.compose.sentences import capitalised
from diptych.errors import ContentError
from diptych.model import Authenticity
from diptych.pipeline import compose
from diptych.reader.registry import read_registry

ROOT = Path(__file__).parents[1]
MEETING = """
facts:
  held: {date: 2024-09-02}
  due: {date: end of 2024}
  sum: {money: 4.5 billion USD}
  sites: {count: %s, of: site}
  both: {list: uzbekistan|kazakhstan}
press-release:
  issuer: council
  date: held
"""
SITE = """
site:
  name:
    ru:
      nom: площадка
      gen: площадки
      dat: площадке
      acc: площадку
      ins: площадкой
      pre: площадке
      nom pl: площадки
      gen pl: площадок
      dat pl: площадкам
      ins pl: площадками
      pre pl: площадках
      gender: f
    kk: {nom: алаң, gen: алаңның, loc: алаңда}
    uz: {nom: maydon, gen: maydonning, loc: maydonda}
    en: {nom: site, nom pl: sites}
"""


def texts(tmp_path: Path, code: str, prose: str, number: str = "2") -> list[str]:
    """The paragraphs of a press release whose body is ``prose``, behind its dateline."""
    content = tmp_path / "content"
    shutil.copytree(ROOT / "content" / "registry", content / "registry")
    (content / "registry" / "sites.yaml").write_text(SITE, "utf-8")
    folder = content / "2024-09-02-test"
    folder.mkdir()
    (folder / "meeting.yaml").write_text(MEETING % number, "utf-8")
    (folder / f"press-release.{code}.md").write_text(f"# Title\n\n{prose}\n", "utf-8")
    composed = compose.compose(
        folder,
        "press-release",
        [(code,)],
        read_registry(content),
        ROOT / "templates",
        Authenticity(source=code),
    )
    (document,) = composed.editions[code,]
    lines = [
        tree.plain(content)
        for block in tree.walk(document.parts[0].blocks)
        for content in tree.inlines(block)
    ]
    plain = [line.replace("\u00a0", " ").replace("\u2011", "-") for line in lines]
    return [line for line in plain[plain.index("Title") + 1 :] if line != "* * *"]


@pytest.mark.parametrize(
    ("code", "prose", "expected"),
    [
        ("ru", "{{ sum | about }} вложено.", "Около 4,5 миллиарда долларов США вложено."),
        ("ru", "Итог. {{ held | from }} все иначе.", "Итог. Со 2 сентября 2024 года все иначе."),
        ("ru", "Что это? {{ sum | about }}.", "Что это? Около 4,5 миллиарда долларов США."),
        (
            "ru",
            "«{{ sum | about }}», – сказал он.",
            "«Около 4,5 миллиарда долларов США», – сказал он.",
        ),
        ("ru", "Всего: {{ sum | about }}.", "Всего: около 4,5 миллиарда долларов США."),
        ("ru", "См. ст. {{ sum | about }}.", "См. ст. около 4,5 миллиарда долларов США."),
        ("ru", "Это Ю. {{ sum | about }}.", "Это Ю. около 4,5 миллиарда долларов США."),
        ("uz", "{{ sum | about }} ajratildi.", "Qariyb 4,5 milliard AQSH dollari ajratildi."),
        ("en", "{{ sum | over }} was spent.", "More than US$4.5 billion was spent."),
        ("en", "It *ended.* {{ held | on }} it began.", "It ended. On 2 September 2024 it began."),
    ],
)
def test_a_fact_that_begins_a_sentence_has_a_capital(
    tmp_path: Path, code: str, prose: str, expected: str
) -> None:
    assert texts(tmp_path, code, f"Lead.\n\n{prose}")[-1] == expected


def test_the_lead_begins_with_a_capital_behind_its_dateline(tmp_path: Path) -> None:
    assert texts(tmp_path, "en", "{{ sum | about }} was spent.") == [
        "2 September 2024 – About US$4.5 billion was spent."
    ]


def test_an_item_of_a_list_has_a_capital_where_it_is_a_sentence(tmp_path: Path) -> None:
    prose = "Решено:\n\n1. {{ sum | about }} вложить;\n2. {{ held | from }} начать.\n"
    *_, first, second = texts(tmp_path, "ru", prose)
    assert first == "около 4,5 миллиарда долларов США вложить;"
    assert second == "Со 2 сентября 2024 года начать."


@pytest.mark.parametrize(
    ("code", "role", "expected"),
    [
        ("kk", "gen", "Қазақстан Республикасы мен Өзбекстан Республикасының"),
        ("kk", "short loc", "Қазақстан мен Өзбекстанда"),
        ("uz", "short acc", "Oʻzbekiston va Qozogʻistonni"),
        ("uz-Cyrl", "gen", "Ўзбекистон Республикаси ва Қозоғистон Республикасининг"),
        ("ru", "short gen", "Узбекистана и Казахстана"),
        ("en", "the", "the Republic of Uzbekistan and the Republic of Kazakhstan"),
    ],
)
def test_a_list_takes_its_case_once_where_that_is_a_suffix(
    tmp_path: Path, code: str, role: str, expected: str
) -> None:
    words = {"ru": "Для", "en": "For"}.get(code, "A")
    # Each edition names its own state first.
    text = texts(tmp_path, code, f"Lead.\n\n{words} {{{{ both | {role} }}}}.")[-1]
    assert text == f"{words} {expected}."


@pytest.mark.parametrize(
    ("code", "number", "role", "expected"),
    [
        ("ru", "2", "", "2 площадки"),
        ("ru", "5", "words ins", "пятью площадками"),
        ("ru", "1", "words acc", "одну площадку"),
        ("ru", "2.5", "", "2,5 площадки"),
        ("kk", "5", "loc", "5 алаңда"),
        ("uz", "5", "", "5 maydon"),
        ("en", "1", "", "1 site"),
        ("en", "7", "words-below-ten", "seven sites"),
    ],
)
def test_a_noun_of_the_registry_is_counted(
    tmp_path: Path, code: str, number: str, role: str, expected: str
) -> None:
    mark = f"{{{{ sites | {role} }}}}" if role else "{{ sites }}"
    assert texts(tmp_path, code, f"Lead.\n\nA {mark}.", number)[-1] == f"A {expected}."


def test_a_form_that_a_counted_noun_lacks_is_named_with_its_place(tmp_path: Path) -> None:
    with pytest.raises(ContentError) as error:
        texts(tmp_path, "kk", "Lead.\n\nA {{ sites | abl }}.")
    (problem,) = error.value.problems
    assert "«site» has no form «abl» in kk" in problem.message
    assert "sites.yaml:2:1" in problem.remedy


def test_a_noun_that_nobody_knows_is_refused_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(ContentError) as error:
        texts(tmp_path, "kk", "Lead.\n\nA {{ sites }}.", "2, of: yaer}\n  unused: {count: 2")
    (problem,) = error.value.problems
    assert "«yaer» is no noun that can be counted in kk" in problem.message
    assert "year" in problem.remedy


@pytest.mark.parametrize(("text", "expected"), [("", ""), ("12", "12"), ("oʻn", "Oʻn")])
def test_only_a_first_letter_is_made_a_capital(text: str, expected: str) -> None:
    assert capitalised(text) == expected
