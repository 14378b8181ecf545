"""Terms typed out in prose: whose they are is said by the words beside them."""

from __future__ import annotations

from pathlib import Path

import pytest

from diptych.bitext import Terms
from diptych.model import Entry
from diptych.prose import parse
from diptych.reader.registry import read_registry, registry_problems

ROOT = Path(__file__).parents[1]

OURS = (
    ("ru", "План работы утвержден"),
    ("ru", "План работы на год"),
    ("ru", "План работы Совета"),
    ("ru", "План работы {{ council | short gen }}"),
    ("ru", "План работы {{ plan-years | for }}"),
    ("uz", "Ish rejasi tasdiqlandi"),
    ("uz", "Kengashning Ish rejasi"),
    ("uz-Cyrl", "Кенгашнинг Иш режаси"),
    ("kk", "Бұл Жұмыс жоспары"),
    ("kk", "Кеңестің Жұмыс жоспары"),
    ("kk", "{{ council | short gen }} Жұмыс жоспары"),
    ("ky", "Кеңештин Иш планы"),
    ("en", "The Work Plan was adopted"),
    ("en", "Done. The Work Plan of 2024"),
    ("en", "the Council's Work Plan"),
    ("en", "the Work Plan of the Council"),
)
OF_OTHERS = (
    ("ru", "План работы Комиссии утвержден"),
    ("ru", "План работы комиссии утвержден"),
    ("ru", "Планом работы этой комиссии"),
    ("ru", "План работы {{ isrs | gen }}"),
    ("ru", "[План работы]{keep} утвержден"),
    ("ru", "слово[^n]\n\n[^n]: План работы Комиссии."),
    ("uz", "Komissiyaning Ish rejasi"),
    ("uz", "{{ isrs | gen }} Ish rejasi"),
    ("uz-Cyrl", "Комиссиянинг Иш режаси"),
    ("kk", "Комиссияның Жұмыс жоспары"),
    ("kk", "бекітілген Комиссия Жұмыс жоспары"),
    ("ky", "Комиссиянын Иш планы"),
    ("en", "the Commission’s Work Plan"),
    ("en", "the Commission Work Plan"),
    ("en", "both Sides' Work Plan"),
    ("en", "the Work Plan of the Commission"),
    ("en", "{{ isrs | gen }} Work Plan"),
)


@pytest.fixture(scope="module")
def terms() -> Terms:
    registry = read_registry(ROOT / "content")
    return Terms(registry.valid_entries(), frozenset(registry.entries))


def found(terms: Terms, language: str, words: str) -> list[str]:
    units = parse(f"# t\n\n{words}\n", "m/minutes.md", language).units()
    return [name for unit in units for name, _ in terms.found(unit.content, language)]


@pytest.mark.parametrize(("language", "words"), OURS)
def test_a_term_of_its_own_body_or_of_none_that_is_named_is_found(
    terms: Terms, language: str, words: str
) -> None:
    assert found(terms, language, words) == ["work-plan"]


@pytest.mark.parametrize(("language", "words"), OF_OTHERS)
def test_a_term_of_another_body_is_not_that_of_the_registry(
    terms: Terms, language: str, words: str
) -> None:
    assert found(terms, language, words) == []


def test_an_official_name_of_several_words_is_found_whatever_stands_beside_it(
    terms: Terms,
) -> None:
    words = "Высший межгосударственный совет Узбекистана"
    assert found(terms, "ru", words) == ["supreme-council"]
    assert found(terms, "en", "the Leaders’ Supreme Interstate Council") == ["supreme-council"]


def test_a_name_of_two_words_may_be_another_body_though_nobody_said_whose_it_is() -> None:
    council = Entry(name={"ru": {"nom": "Экспертный совет"}})
    lind = Entry(name={"ru": {"nom": "Анна Линд"}})
    terms = Terms({"council": council, "lind": lind}, frozenset({"council", "lind"}))
    assert found(terms, "ru", "Экспертный совет Министерства") == []
    assert found(terms, "ru", "Экспертный совет решил") == ["council"]
    assert found(terms, "ru", "Анна Линд Комиссии доложила") == ["lind"]


def test_a_term_is_of_an_entry_that_there_is(tmp_path: Path) -> None:
    (tmp_path / "registry").mkdir()
    entry = "plan:\n  of: bord\n  name: {ru: {nom: План}}\nboard:\n  name: {ru: {nom: Совет}}\n"
    (tmp_path / "registry" / "terms.yaml").write_text(entry, "utf-8")
    (problem,) = registry_problems(read_registry(tmp_path))
    assert (problem.position.line, problem.position.column) == (2, 7)
    assert (problem.message, problem.remedy) == ("there is no entry «bord»", "write «board»")
