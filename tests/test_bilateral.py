"""Minutes of a body of two states: each side is listed, and signs, beside the other."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diptych import bitext, prose, tree, writers
from diptych.compose.context import ComposeContext
from diptych.compose.delegations import GROUPS, Delegation
from diptych.kinds import minutes
from diptych.language import locale
from diptych.model import Authenticity, DocumentFacts, Entry
from diptych.pipeline import compose
from diptych.pipeline.compose import Composed
from diptych.reader.registry import read_registry
from diptych.values import parse
from reading import docx_text, pdf_text, skeleton
from test_documents import outline, shown

ROOT = Path(__file__).parents[1]
CASE = Path(__file__).parent / "cases" / "bilateral"
MEETING = "2031-05-20-water-commission"
EDITIONS = (("ru",), ("uz",), ("uz-Cyrl",), ("kk",), ("en",), ("uz", "kk"), ("kk", "ru"))
LANGUAGES = ("ru", "uz", "uz-Cyrl", "kk", "ky", "en")
STATES = {"uzbekistan": ("uz", "uz-Cyrl"), "kazakhstan": ("kk",), "kyrgyzstan": ("ky",)}


def composed_in(folder: Path, change: Mapping[str, str]) -> Composed:
    """The minutes of the case, whose meeting.yaml is changed."""
    shutil.copytree(ROOT / "content" / "registry", folder / "registry")
    for path in (CASE / "registry").iterdir():
        with (folder / "registry" / path.name).open("a", encoding="utf-8") as file:
            file.write(path.read_text("utf-8"))
    shutil.copytree(CASE / MEETING, folder / MEETING)
    record = folder / MEETING / "meeting.yaml"
    text = record.read_text("utf-8")
    for old, new in change.items():
        assert old in text
        text = text.replace(old, new)
    record.write_text(text, "utf-8")
    registry = read_registry(folder)
    source = Authenticity(source="ru")
    return compose.compose(
        folder / MEETING, "minutes", EDITIONS, registry, ROOT / "templates", source, judged=False
    )


@pytest.fixture(scope="module")
def composed(tmp_path_factory: pytest.TempPathFactory) -> Composed:
    return composed_in(tmp_path_factory.mktemp("bilateral"), {})


@pytest.fixture(scope="module")
def annexed(tmp_path_factory: pytest.TempPathFactory) -> Composed:
    number = "  number: 4\n"
    change = {number: f"{number}  attendance-annex-above: 12\n"}
    return composed_in(tmp_path_factory.mktemp("annexed"), change)


def blocks(composed: Composed, *edition: str) -> tuple[tree.AnyBlock, ...]:
    return composed.editions[edition][0].parts[0].blocks


def texts(blocks: Sequence[tree.AnyBlock]) -> list[str]:
    """What stands in ``blocks``, each paragraph a line."""
    return [
        tree.plain(content).replace("\u00a0", " ").replace("\u2011", "-")
        for block in tree.walk(blocks)
        for content in tree.inlines(block)
    ]


@pytest.mark.parametrize("edition", [("ru",), ("uz", "kk"), ("kk", "ru"), ("en",)], ids="-".join)
def test_minutes_of_two_delegations_read_as_accepted(
    composed: Composed, golden: Callable[[str, str], None], edition: tuple[str, ...]
) -> None:
    document = bitext.weave(composed.editions[edition], "parallel")
    lines = shown("\n".join(outline(document)))
    golden(f"tree/bilateral.{'-'.join(edition)}.txt", lines + "\n")


@pytest.mark.parametrize("edition", EDITIONS, ids="-".join)
def test_the_state_whose_language_leads_is_listed_first_and_signs_on_the_left(
    composed: Composed, edition: tuple[str, ...]
) -> None:
    leads = "uzbekistan" if edition[0].startswith("uz") else "kazakhstan"
    listed = [b.id for b in blocks(composed, *edition) if b.id in SIDES]
    (signatures,) = [b for b in blocks(composed, *edition) if isinstance(b, tree.Signatures)]
    assert listed[0] == f"delegation-{leads}"
    assert [len(row) for row in signatures.rows] == [2, 2]
    assert [row[0].id for row in signatures.rows] == [f"{leads}-head", f"{leads}-secretary"]


SIDES = {f"delegation-{state}" for state in STATES}


def test_who_joined_by_video_link_is_marked_in_every_language(composed: Composed) -> None:
    marks = {
        "ru": "Анна Берг (по видеосвязи) – советник",
        "uz": "Anna Berg (videoaloqa orqali) – Xalqaro",
        "uz-Cyrl": "Анна Берг (видеоалоқа орқали) – Халқаро",
        "kk": "Анна Берг (бейнебайланыс арқылы) – Халықаралық",
        "en": "Anna Berg (by video link), Adviser",
    }
    for code, mark in marks.items():
        assert [line for line in texts(blocks(composed, code)) if line.startswith(mark)]


def test_a_long_list_is_an_annex_and_the_text_says_so(annexed: Composed) -> None:
    said = {
        "ru": ("Список участников прилагается.", "Список участников"),
        "uz": ("Qatnashchilar roʻyxati ilova qilinadi.", "Qatnashchilar roʻyxati"),
        "uz-Cyrl": ("Қатнашчилар рўйхати илова қилинади.", "Қатнашчилар рўйхати"),
        "kk": ("Қатысушылар тізімі қоса беріледі.", "Қатысушылар тізімі"),
        "en": ("The list of participants is attached.", "List of participants"),
    }
    for code, (sentence, title) in said.items():
        lines = texts(blocks(annexed, code))
        assert lines.index(sentence) < lines.index(title)
        before = blocks(annexed, code)
        place = next(n for n, block in enumerate(before) if isinstance(block, tree.PageBreak))
        assert isinstance(before[place + 2], tree.Heading)
        assert not SIDES & {block.id for block in before[:place]}
        assert len(SIDES & {block.id for block in before[place:]}) == 2


def test_who_chaired_and_wrote_stands_above_an_annexed_list(annexed: Composed) -> None:
    lines = texts(blocks(annexed, "ru"))
    assert "Сопредседатели: Аскар Нурланов и Карим Олимов" in lines
    assert "Секретари: Мадина Омарова и Дилноза Рахимова" in lines


def test_as_many_as_the_limit_stay_in_the_text(tmp_path: Path) -> None:
    number = "  number: 4\n"
    change = {number: f"{number}  attendance-annex-above: 13\n"}
    assert not any(
        isinstance(block, tree.PageBreak) for block in blocks(composed_in(tmp_path, change), "ru")
    )


def test_an_annexed_list_is_the_first_of_several_annexes(tmp_path: Path) -> None:
    number = "  number: 4\n"
    change = {number: f"{number}  attendance-annex-above: 0\n"}
    folder = tmp_path / "content"
    composed_in(folder, change)
    for path in (folder / MEETING).glob("minutes.*.md"):
        text = path.read_text("utf-8") + "\n## X {#map .annex}\n\n{{ #map }}.\n"
        path.write_text(text, "utf-8")
    again = compose.compose(
        folder / MEETING,
        "minutes",
        EDITIONS,
        read_registry(folder),
        ROOT / "templates",
        judged=False,
    )
    lines = texts(blocks(again, "ru"))
    assert "Список участников прилагается (приложение 1)." in lines
    assert lines[-1] == "2."


def test_one_may_preside_over_both(tmp_path: Path) -> None:
    lines = list(
        outline(
            composed_in(tmp_path, {"  delegations:": "  chair: olimov\n  delegations:"}).editions[
                "ru",
            ][0]
        )
    )
    assert "  detail: Председательствующий: Карим Олимов" in lines
    signed = [shown(line).replace("⍽", " ") for line in lines if "signature:" in line]
    assert signed[0].startswith("  signature: Руководитель делегации Республики Казахстан |")
    assert signed[1].startswith("  signature: Председательствующий, руководитель делегации")


def test_a_side_may_be_a_body(tmp_path: Path) -> None:
    change = {"state: uzbekistan\n": "state: uzbekistan\n      body: isrs\n"}
    lines = texts(blocks(composed_in(tmp_path, change), "ru"))
    name = (
        "Институт стратегических и межрегиональных исследований при Президенте Республики "
        "Узбекистан"
    )
    assert f"{name}:" in lines
    assert f"Сопредседатель {name}" in lines


def test_what_has_become_of_decisions_is_said_in_every_language(composed: Composed) -> None:
    survey = {
        "ru": "Срок перенесен: до 15 декабря 2031 года.",
        "uz": "Muddat koʻchirilgan: 2031-yil 15-dekabrgacha.",
        "uz-Cyrl": "Муддат кўчирилган: 2031 йил 15 декабргача.",
        "kk": "Мерзімі ауыстырылды: 2031 жылғы 15 желтоқсанға дейін.",
        "en": "Postponed: until 15 December 2031.",
    }
    withdrawn = {
        "ru": "Снято с контроля 10 июня 2031 года.",
        "uz": "2031-yil 10-iyun kuni nazoratdan yechilgan.",
        "uz-Cyrl": "2031 йил 10 июнь куни назоратдан ечилган.",
        "kk": "2031 жылғы 10 маусымда бақылаудан алынды.",
        "en": "Withdrawn on 10 June 2031.",
    }
    permanent = {
        "ru": "Ответственные: Нодира Саидова и Алия Серикова. Срок: постоянно.",
        "uz": "Masʼullar: Nodira Saidova va Aliya Serikova. Muddat: doimiy.",
        "uz-Cyrl": "Масъуллар: Нодира Саидова ва Алия Серикова. Муддат: доимий.",
        "kk": "Жауаптылар: Нодира Саидова және Әлия Серікова. Мерзімі: тұрақты.",
        "en": "Responsible: Nodira Saidova and Aliya Serikova. Due: ongoing.",
    }
    for code in survey:
        lines = texts(blocks(composed, code))
        for ending in (survey[code], withdrawn[code], permanent[code]):
            assert [line for line in lines if line.endswith(ending)], ending


def test_the_register_knows_what_is_put_off_or_called_off(composed: Composed) -> None:
    plan, survey, data, calendar = composed.decisions["ru"]
    assert (plan.postponed, plan.withdrawn, plan.due_date) == (False, False, "2031-09-30")
    assert (survey.postponed, survey.due_date) == (True, "2031-12-15")
    assert (data.due, data.due_date) == ("постоянно", "")
    assert calendar.withdrawn
    assert calendar.withdrawn_on.replace("\u00a0", " ") == "10 июня 2031 года"


def test_the_secretaries_of_both_sides_initial_the_conformity_sheet(composed: Composed) -> None:
    sheet = compose.conformity(composed, {})
    initials = [tree.plain(each) for each in sheet.parts[0].initials]
    assert initials == ["Секретарь, Казахстан", "Секретарь, Узбекистан"]


@pytest.mark.parametrize("edition", [("ru",), ("uz", "kk")], ids="-".join)
def test_both_formats_have_all_that_the_tree_has(
    composed: Composed, edition: tuple[str, ...]
) -> None:
    document = bitext.weave(composed.editions[edition], "parallel")
    word = docx_text(writers.load("docx")(document, ROOT / "templates" / "docx"))
    page = pdf_text(writers.load("pdf")(document, ROOT / "templates" / "pdf"))
    for block in document.parts[0].blocks:
        for inner in tree.walk([block]):
            for content in tree.printed(inner):
                text = skeleton(tree.plain(content))
                assert text in skeleton(word)
                if not isinstance(inner, tree.Signatures):  # beside each other, line by line
                    assert text in skeleton(page), text
    for name in ("Olimov", "Nurlanov", "Rahimova", "Omarova"):
        if "uz" in edition:
            assert page.count(name) == word.count(name)


# --- delegations of any size -----------------------------------------------------------


def entry(name: str, **more: object) -> Entry:
    """An entry that is called by its id, whatever the language and the form."""
    forms = dict.fromkeys(("nom", "gen", "the", "short"), name)
    return msgspec.convert({"name": dict.fromkeys(LANGUAGES, forms), **more}, Entry)


@st.composite
def sides(draw: st.DrawFn) -> tuple[Delegation, ...]:
    """Delegations of two or three states, each of its own people; heads and members may lack."""
    states = draw(st.permutations(list(STATES)))[: draw(st.integers(2, 3))]
    made = []
    for state in states:
        groups: dict[str, object] = {}
        for group in GROUPS:
            count = draw(st.integers(0, 1 if group in ("head", "secretary") else 5))
            people = [f"{state}-{group}-{number}" for number in range(count)]
            single = group in ("head", "secretary")
            groups[group] = (people[0] if people else "") if single else tuple(people)
        made.append(Delegation(state=state, **groups))
    return tuple(made)


def minutes_of(
    delegations: tuple[Delegation, ...], limit: int | None, code: str, lead: Sequence[str]
) -> tree.Document:
    people = [person for each in delegations for _, person in each.named()]
    section = minutes.Section(
        body="board",
        date="held",
        agenda=("item",),
        delegations=delegations,
        by_video=tuple(people[::3]),
        attendance_annex_above=limit,
    )
    record = DocumentFacts(
        meeting="any",
        kind="minutes",
        status="final",
        section=section,
        facts={"held": parse("date", "2031-05-20")},
        entries={
            "board": entry("board"),
            **{state: entry(state, languages=own) for state, own in STATES.items()},
            **{person: entry(person) for person in people},
        },
        people=frozenset(people),
    )

    def none(_: str) -> tree.Image:
        raise AssertionError

    context = ComposeContext(
        record,
        locale.load(code, ROOT / "templates" / "locale"),
        lead=minutes.lead(record, lead),
        places={},
        mentions={},
        known=list(record.entries),
        people=people,
        file="minutes.md",
        lines={},
        picture=none,
        emblem=none,
    )
    document = minutes.compose(prose.parse("# x\n\n## Y {#item}\n\nz\n", "m.md", code), context)
    assert list(context.problems) == []
    return document


def attendance(document: tree.Document) -> Iterator[tree.AnyBlock]:
    for block in document.parts[0].blocks:
        if block.id.startswith("delegation-"):
            yield block


@settings(max_examples=60, deadline=None)
@given(
    sides(), st.none() | st.integers(0, 30), st.sampled_from(LANGUAGES), st.permutations(LANGUAGES)
)
def test_everybody_is_listed_once_in_every_language_the_leading_side_first(
    delegations: tuple[Delegation, ...], limit: int | None, code: str, lead: Sequence[str]
) -> None:
    document = minutes_of(delegations, limit, code, lead)
    listed = [
        block for block in tree.walk(attendance(document)) if isinstance(block, tree.Paragraph)
    ]
    found = Counter(
        person
        for each in delegations
        for _, person in each.named()
        for block in listed
        if tree.plain(block.content).split()[0].replace("\u2011", "-").rstrip(",") == person
    )
    everybody = [person for each in delegations for _, person in each.named()]
    assert found == Counter(everybody)
    order = [
        block.id.removeprefix("delegation-") for block in listed if block.style == "resolution"
    ]
    states = [each.state for each in delegations]
    leading = next((s for own in lead for s in states if own in STATES[s]), "")
    assert order == sorted(states, key=lambda state: state != leading)
    # Above the limit they stand behind a page break, else before it, or there is none.
    places = [each.id for each in document.parts[0].blocks if isinstance(each, tree.PageBreak)]
    assert bool(places) == (limit is not None and len(everybody) > limit)


def test_a_place_in_the_record_is_that_of_the_person() -> None:
    delegation = Delegation(state="x", head="a", members=("b", "c"), guests=("d",))
    assert {person: path for path, person in delegation.named()} == {
        "a": ("head",),
        "b": ("members", 0),
        "c": ("members", 1),
        "d": ("guests", 0),
    }
