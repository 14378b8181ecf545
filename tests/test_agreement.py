"""What agrees with itself is not told of; what does not is told once.

Each rule that is broken, with what is said of it, stands in ``tests/broken/agreement.toml``.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

import breaking
from breaking import Case
from diptych import kinds, model, prose, tree
from diptych.errors import ContentError, Problem
from diptych.kinds.minutes import Section
from diptych.model import Configuration, DocumentFacts
from diptych.pipeline import compose, sessions
from diptych.plan import HeldSession, Plan
from diptych.reader import yaml
from diptych.reader.registry import read_registry

ROOT = Path(__file__).parents[1]
RECORD = "MEETING/meeting.yaml"
BERG = {
    "file": "content/registry/people.yaml",
    "append": "berg:\n  name:\n    ru: {nom: Эва Берг, gen: Эвы Берг}\n    en: {nom: Eva Berg}\n",
}
SESSION = {"file": RECORD, "old": "  place: lake", "new": "  session: first\n  place: lake"}
FACT = "  first: {ordinal: 1}\n"
SIDES = (
    "north:\n  name:\n    ru: {nom: Северия, gen: Северии}\n    en: {the: Northland}\n"
    "south:\n  name:\n    ru: {nom: Южния, gen: Южнии}\n    en: {the: Southland}\n"
)


def record(old: str, new: str) -> dict[str, str]:
    return {"file": RECORD, "old": old, "new": new}


def text(language: str, old: str, new: str, kind: str = "minutes") -> dict[str, str]:
    return {"file": f"MEETING/{kind}.{language}.md", "old": old, "new": new}


def other_meeting(name: str, day: str, number: int, body: str = "board") -> dict[str, str]:
    facts = f"facts:\n  held: {{date: {day}}}\n  nth: {{ordinal: {number}}}\n"
    minutes = f"minutes: {{body: {body}, date: held, session: nth, agenda: [wells]}}\n"
    return {"file": f"content/{name}/meeting.yaml", "text": facts + minutes}


RIGHT: list[tuple[str, list[dict[str, str]]]] = [
    (
        "as many votes as people",
        [record("  decisions:", "  votes: {wells: {for: 1}}\n  decisions:")],
    ),
    (
        "one who does not vote",
        [record("  decisions:", "  votes: {wells: {for: 0, not-voting: 1}}\n  decisions:")],
    ),
    (
        "guests do not vote",
        [
            BERG,
            record("  present: [lind]", "  present: [lind]\n  invited: [berg]"),
            record("  decisions:", "  votes: {wells: {for: 1}}\n  decisions:"),
        ],
    ),
    (
        "more people than the list names, as the text says",
        [
            record("  decisions:", "  votes: {wells: {for: 7}}\n  decisions:"),
            text("ru", "## Колодцы", "## {#present}\n\nДелегации.\n\n## Колодцы"),
            text("en", "## Wells", "## {#present}\n\nThe delegations.\n\n## Wells"),
        ],
    ),
    (
        "as many votes as the heads and members of both sides",
        [
            BERG,
            {"file": "content/registry/terms.yaml", "append": SIDES},
            record(
                "  chair: lind\n  present: [lind]",
                "  votes: {wells: {for: 2}}\n  by-video: [berg]\n  delegations:\n"
                "    - {state: north, head: lind}\n    - {state: south, members: [berg]}",
            ),
        ],
    ),
    (
        "a decision that is always due, and one that is put off",
        [
            record(FACT, FACT + "  later: {date: end of 2031}\n"),
            text("ru", "от всех.", "от всех. {#wells}"),
            text("en", "them all.", "them all. {#wells}"),
            record(
                "due: held}",
                "due: held, postponed: later}\n"
                "    wells: {responsible: [lind], due: permanent, withdrawn: true}",
            ),
        ],
    ),
    ("a secretary of the staff", [BERG, record("  present:", "  secretary: berg\n  present:")]),
    (
        "a message of somebody absent, and what was said of them",
        [
            BERG,
            record("  present: [lind]", "  present: [lind]\n  absent: [berg]"),
            text(
                "ru", "### {#decided}", "### {#heard}\n\nПисьмо {{ berg | gen }}.\n\n### {#decided}"
            ),
            text(
                "en",
                "### {#decided}",
                "### {#heard}\n\nThe letter of {{ berg }}.\n\n### {#decided}",
            ),
        ],
    ),
    (
        "somebody absent whom a decision is given to",
        [
            BERG,
            record("  present: [lind]", "  present: [lind]\n  absent: [berg]"),
            record("responsible: [lind]", "responsible: [berg]"),
        ],
    ),
    (
        "a decision due in the month of the session, and carried out after its time",
        [
            record(FACT, FACT + "  due: {date: 2031-03}\n  done: {date: 2031-05-01}\n"),
            record("due: held", "due: due, done: done"),
        ],
    ),
    (
        "decisions with all that their body asks for",
        [
            {
                "file": "content/registry/organisations.yaml",
                "append": "  decisions-need: [responsible, due]\n",
            },
            text("ru", "от всех.", "от всех. {#wells}"),
            text("en", "them all.", "them all. {#wells}"),
            record("    survey:", "    wells: {responsible: [lind], due: held}\n    survey:"),
        ],
    ),
    (
        "an item for information",
        [
            record("  decisions:\n    survey: {responsible: [lind], due: held}\n", ""),
            record("[wells]", "[wells]\n  for-information: [wells]"),
            text("ru", "{#decided}", "{#heard}"),
            text("en", "{#decided}", "{#heard}"),
        ],
    ),
    (
        "a word that is meant twice",
        [
            text("ru", "{{ held | on }}", "[до]{keep} {{ held | until }}"),
            text("en", "{{ held | on }}", "[until]{keep} {{ held | until }}"),
        ],
    ),
    (
        "the date of the release in its second paragraph, and another day in its first",
        [
            record(FACT, FACT + "  opened-on: {date: 2031-03-05}\n"),
            text("ru", "у озера", "у озера {{ opened-on | on }}", "press-release"),
            text("en", "by the lake", "by the lake {{ opened-on | on }}", "press-release"),
            text("ru", "\n## {", "\nСегодня, {{ held }}.\n\n## {", "press-release"),
            text("en", "\n## {", "\nToday, {{ held }}.\n\n## {", "press-release"),
        ],
    ),
    ("the next session", [SESSION, other_meeting("2032-03-05-next", "2032-03-05", 2)]),
    (
        "a session of another body",
        [SESSION, other_meeting("2032-03-05-next", "2032-03-05", 1, "lind")],
    ),
    (
        "an earlier session of a smaller number",
        [
            SESSION,
            record(FACT, "  first: {ordinal: 2}\n"),
            other_meeting("2030-01-01-b", "2030-01-01", 1),
        ],
    ),
    (
        "a body that counts anew and says nothing",
        [other_meeting("2032-03-05-next", "2032-03-05", 1)],
    ),
    (
        "an office until the very day, and another one after",
        [
            {
                "file": "content/registry/people.yaml",
                "old": "  office: chair\n",
                "new": "  offices:\n    - {office: chair, until: 2031-03-05}\n"
                "    - {office: lakeside, from: 2031-03-06}\n",
            }
        ],
    ),
]


@pytest.mark.parametrize("edits", [row[1] for row in RIGHT], ids=[row[0] for row in RIGHT])
def test_what_agrees_is_not_told_of(tmp_path: Path, edits: Sequence[dict[str, Any]]) -> None:
    case = Case("", edits, ("check",))
    breaking.prepared(tmp_path, case)
    breaking.broken(case, tmp_path)
    ((status, said),) = breaking.said(case, tmp_path, ["en"])
    assert (status, said.partition("; ")[2]) == (0, "no problem found\n"), said


# --- who was there, and how they voted ------------------------------------------------

_PEOPLE = tuple(f"person-{letter}" for letter in "abcdefghij")
_TEXT = "# заседания\n\n## Вопрос {#item}\n\n### {#decided}\n\n1. Решено.\n"


def told(section: dict[str, Any]) -> list[tuple[Any, str]]:
    """The place and severity of all that is told of minutes with ``section``."""
    data = {"body": "board", "date": "held", "agenda": ["item"], **section}
    facts = DocumentFacts(
        meeting="",
        kind="minutes",
        status="draft",
        section=msgspec.convert(data, Section),
        facts={},
        entries={},
        people=frozenset(_PEOPLE),
    )
    found = kinds.disagreements(kinds.load("minutes"), facts, [prose.parse(_TEXT, "a.ru.md", "ru")])
    return [(each.place, each.severity) for each in found]


@st.composite
def meetings(draw: st.DrawFn) -> dict[str, Any]:
    """Attendance and votes that agree."""
    people = draw(st.permutations(_PEOPLE))
    present, absent, invited = (draw(st.integers(low, 3)) for low in (1, 0, 0))
    first, second = present + absent, present + absent + invited
    members = len(people[:present])
    shares = sorted(draw(st.tuples(*[st.integers(0, members)] * 3)))
    return {
        "present": people[:present],
        "absent": people[present:first],
        "invited": people[first:second],
        "chair": people[0],
        "secretary": draw(st.sampled_from([*people[:present], *people[first:]])),
        "votes": {
            "item": {
                "for": shares[0],
                "against": shares[1] - shares[0],
                "abstained": shares[2] - shares[1],
                "not-voting": members - shares[2],
            }
        },
    }


def plant(section: dict[str, Any], what: str) -> list[tuple[Any, str]]:
    """Make ``section`` contradict itself in one way, and say what is to be told of it."""
    vote, absent = section["votes"]["item"], section["absent"]
    match what:
        case "a vote too many":
            vote["for"] += 1
            return [(("votes", "item"), "error")]
        case "a vote too few" if vote["for"]:
            vote["for"] -= 1
            return [(("votes", "item"), "warning")]
        case "an absent chair":
            section["absent"] = [*absent, section["chair"]]
            section["present"] = section["present"][1:]
            if section["secretary"] == section["chair"]:
                del section["secretary"]
            return [(("chair",), "error")]
        case "a chair from elsewhere" if section["present"][1:]:
            section["present"] = section["present"][1:]
            return [(("chair",), "warning")]
        case "an absent secretary" if absent:
            section["secretary"] = absent[0]
            return [(("secretary",), "error")]
        case "somebody present and absent":
            section["absent"] = [*absent, section["present"][-1]]
            return [(("absent", len(absent)), "error")]
        case "somebody absent and invited" if absent:
            section["invited"] = [absent[-1], *section["invited"]]
            return [(("invited", 0), "error")]
        case _:
            return []


PLANTED = (
    *("a vote too many", "a vote too few", "an absent chair", "a chair from elsewhere"),
    *("an absent secretary", "somebody present and absent", "somebody absent and invited"),
)


@given(meetings())
def test_a_meeting_that_agrees_is_not_told_of(section: dict[str, Any]) -> None:
    assert told(section) == []


@given(meetings(), st.sampled_from(PLANTED))
def test_each_contradiction_is_told_once(section: dict[str, Any], what: str) -> None:
    wanted = plant(section, what)
    assert told(section) == wanted


# --- words that a fact brings along -----------------------------------------------------

WORDS = [
    ("ru", "Работа идет до {{ due | until }}.", "до"),
    ("ru", "До {{ due | until }} идет работа.", "До"),
    ("ru", "Работа идет (с {{ second | from }}).", "с"),
    ("ru", "Работа идет, в {{ month | in }} особенно.", "в"),
    ("ru", "Решение от {{ due | of }}.", "от"),
    ("ru", "Работа (к {{ second | from }}).", "к"),
    ("ru", "Работа за {{ second | from }}.", ""),
    ("ru", "Мощность {{ power }} *МВт*.", "МВт"),
    ("ru", "Уже **до** *{{ due | until }}*.", "до"),
    ("ru", "Работа идет до {{ due }}, до {{ sum | to }}.", "до"),
    ("ru", "Работа идет до {{ due }}, не до{{ sum | to }} и до: {{ sum | to }}.", ""),
    ("kk", "Жұмыс {{ due | until }} дейін жүреді.", "дейін"),
    ("kk", "Жұмыс {{ due | from }} бастап жүреді.", "бастап"),
    ("ky", "Иш {{ due | until }} чейин жүрөт.", "чейин"),
    ("uz", "Ish {{ due | by }} qadar davom etadi.", "qadar"),
    ("uz", "Ish {{ due | on }} kuni boshlanadi.", "kuni"),
    ("uz-Cyrl", "Иш {{ due | by }} қадар давом этади.", "қадар"),
    ("en", "It ends by {{ due | by }}, at last.", "by"),
    ("en", "It takes {{ power }} MW, or 30.", "MW"),
    ("en", "The {{ isrs | the }} was there.", "The"),
    ("en", "Talks went on until {{ due }}, on and on {{ due | until }}.", ""),
]


def words_told(tmp_path: Path, language: str, sentence: str) -> list[Problem]:
    """The errors of a press release whose second paragraph is ``sentence``."""
    shutil.copytree(ROOT / "content" / "registry", tmp_path / "registry")
    folder = tmp_path / "2024-08-28-session"
    folder.mkdir()
    (folder / "meeting.yaml").write_text(
        "facts:\n  due: {date: 2024-12-20}\n  second: {date: 2024-12-02}\n"
        "  month: {date: 2024-12}\n"
        "  power: {count: 25, of: MW}\n  sum: {money: 5 billion USD}\n"
        "press-release: {issuer: isrs, date: due}\n",
        "utf-8",
    )
    lead = {"ru": "Прошло заседание.", "en": "They met."}.get(language, "{{ issuer }}.")
    body = f"# {{{{ issuer }}}}\n\n{lead}\n\n{sentence}\n"
    (folder / f"press-release.{language}.md").write_text(body, "utf-8")
    try:
        compose.compose(
            folder,
            "press-release",
            [(language,)],
            read_registry(tmp_path),
            ROOT / "templates",
            judged=False,
        )
    except ContentError as error:
        return list(error.problems)
    return []


@pytest.mark.parametrize(("language", "sentence", "word"), WORDS)
def test_a_word_that_a_fact_brings_along_is_not_typed_beside_it(
    tmp_path: Path, language: str, sentence: str, word: str
) -> None:
    found = words_told(tmp_path, language, sentence)
    assert [each.message.split("»")[0] for each in found] == ([f"«{word}"] if word else [])
    assert all(sentence[each.position.column - 1 :].startswith("{{") for each in found)


def test_a_derived_text_does_not_say_it_again(tmp_path: Path) -> None:
    base = tmp_path / "content"
    shutil.copytree(ROOT / "content" / "registry", base / "registry")
    folder = base / "2024-08-28-session"
    folder.mkdir()
    (folder / "meeting.yaml").write_text(
        "facts:\n  due: {date: 2024-12-20}\npress-release: {issuer: isrs, date: due}\n", "utf-8"
    )
    (folder / "press-release.uz.md").write_text(
        "# {{ issuer }}\n\n{{ issuer }}.\n\nIsh {{ due | by }} qadar davom etadi.\n", "utf-8"
    )
    editions = [("uz",), ("uz-Cyrl",)]
    registry = read_registry(base)
    with pytest.raises(ContentError) as error:
        compose.compose(folder, "press-release", editions, registry, ROOT / "templates")
    assert len([each for each in error.value.problems if "qadar" in each.message]) == 1
    assert not any("қадар" in each.message for each in error.value.problems)


# --- sessions of a body in all meetings -------------------------------------------------


def test_checking_a_meeting_depends_on_the_other_sessions_of_its_body(tmp_path: Path) -> None:
    breaking.prepared(tmp_path)
    breaking.broken(Case("", [SESSION], ()), tmp_path)
    config = Configuration(languages=("ru", "en"), formats=("pdf",), editions={})
    meeting = Path(breaking.MEETING).name

    def digests(number: int, body: str) -> tuple[str, list[str]]:
        edit = other_meeting("2032-03-05-next", "2032-03-05", number, body)
        breaking.broken(Case("", [edit], ()), tmp_path)
        plan = Plan(config, tmp_path / "content", ROOT / "templates")
        return plan.check_digest([meeting]), list(map(plan.fingerprint, plan.of(meeting)))

    checks, documents = zip(
        *(digests(*each) for each in [(2, "board"), (3, "board"), (3, "lind"), (4, "lind")]),
        strict=True,
    )
    assert len(set(checks)) == 3
    assert checks[2] == checks[3]
    assert all(each == documents[0] for each in documents)


@given(st.lists(st.integers(1, 9), min_size=1, max_size=6, unique=True))
def test_the_sessions_of_a_body_are_told_of_unless_they_follow_one_another(
    numbers: list[int],
) -> None:
    held = [
        HeldSession("board", f"20{20 + year}-01-01", number, f"m{year}", "nth")
        for year, number in enumerate(numbers)
    ]
    with pytest.MonkeyPatch.context() as patch:
        source = yaml.Source("", {}, (), {}, {})
        patch.setattr(sessions, "read_meeting", lambda folder: source)
        told = list(sessions.problems(held, Path("content")))
    steps = [after - before for before, after in pairwise(numbers)]
    falls = sum(step < 0 for step in steps)
    gaps = 0 if falls else sum(step > 1 for step in steps)
    severities = [each.severity for each in told]
    assert (severities.count("error"), severities.count("warning")) == (falls, gaps)


# --- offices over time ------------------------------------------------------------------

OFFICES = (
    "[{office: director-isrs, until: 2024-08-27}, {office: president-uzbekistan, from: 2024-08-28}]"
)
MEETING = """
facts:
  held: {date: DAY}
minutes: {body: council, date: held, chair: aripov, present: [aripov], agenda: [plan]}
"""


@pytest.mark.parametrize(
    ("day", "office"),
    [("2024-08-27", "Директор"), ("2024-08-28", "Президент"), ("2030-01-01", "Президент")],
)
def test_the_office_at_the_date_is_printed(tmp_path: Path, day: str, office: str) -> None:
    shutil.copytree(ROOT / "content" / "registry", tmp_path / "registry")
    people = tmp_path / "registry" / "people.yaml"
    told = people.read_text("utf-8").replace("office: director-isrs", f"offices: {OFFICES}", 1)
    people.write_text(told, "utf-8")
    folder = tmp_path / f"{day}-session"
    folder.mkdir()
    (folder / "meeting.yaml").write_text(MEETING.replace("DAY", day), "utf-8")
    (folder / "minutes.ru.md").write_text(
        "# заседания\n\n## План {#plan}\n\n### {#decided}\n\n1. Принять.\n", "utf-8"
    )
    composed = compose.compose(
        folder, "minutes", [("ru",)], read_registry(tmp_path), ROOT / "templates", judged=False
    )
    (document,) = composed.editions["ru",]
    (table,) = (b for b in document.parts[0].blocks if isinstance(b, tree.Table))
    assert tree.plain(table.rows[0][1]).startswith(office)


def test_only_the_office_at_the_date_is_part_of_a_document() -> None:
    def excerpt(person: dict[str, Any]) -> dict[str, Any]:
        facts = {"held": {"date": "2024-08-28"}}
        meeting = {"facts": facts, "minutes": {"date": "held", "chair": "x"}}
        return model.excerpt(meeting, {"x": person, "old": {}, "new": {}}, "minutes", (), ("ru",))

    alone = excerpt({"office": "old"})
    ended = excerpt({"offices": [{"office": "old", "until": "2024-12-31"}]})
    followed = {
        "offices": [
            {"office": "old", "until": "2025-01-31"},
            {"office": "new", "from": "2025-02-01"},
        ]
    }
    assert model.digest(excerpt(followed)) == model.digest(ended) == model.digest(alone)
    assert set(alone["entries"]) == {"x", "old"}
    before = excerpt({"offices": [{"office": "new", "from": "2024-08-29"}]})
    assert before["entries"] == {"x": {"offices": []}}
