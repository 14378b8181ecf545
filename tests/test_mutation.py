"""One number, date or name changed in one language of the real case, in any place, is caught."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from diptych import bitext, prose
from diptych.bitext import confirmation
from diptych.bitext.confirmation import Confirmation
from diptych.errors import ContentError, Problem
from diptych.language.locale import load
from diptych.model import Prose
from diptych.reader import ledger
from diptych.reader.meeting import read_meeting
from diptych.reader.registry import read_registry
from diptych.reader.texts import texts_of
from diptych.values import parse as parse_value

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
MEETING = ROOT / "content" / "2024-08-28-second-session"
SOURCE = "ru"
KINDS = ("memorandum", "minutes", "press-release")

_PLACEHOLDER = re.compile(r"\{\{\s*([a-z][a-z0-9-]*)")
# Not the number of an item, which counts its place only.
_DIGIT = re.compile(r"(?m:^ *\d+\. )|(?<![#\w-])\d(?![\w]*[-\w]*\})")


class Mutant(NamedTuple):
    """A text with one place changed: what stood there, and what stands there now."""

    text: str
    was: str
    now: str


def mutants(text: str, names: dict[str, list[str]]) -> Iterator[Mutant]:
    """``text`` with each name replaced by its next of kin, and each written digit by another."""
    for match in _PLACEHOLDER.finditer(text):
        kin = names.get(match[1], [])
        if len(kin) > 1:
            other = kin[(kin.index(match[1]) + 1) % len(kin)]
            now = f"{text[: match.start(1)]}{other}{text[match.end(1) :]}"
            yield Mutant(now, match[1], other)
    for match in _DIGIT.finditer(text):
        if not match[0].isdigit():
            continue
        digit = str((int(match[0]) + 1) % 10)
        yield Mutant(f"{text[: match.start()]}{digit}{text[match.end() :]}", match[0], digit)


@pytest.fixture(scope="module")
def names() -> dict[str, list[str]]:
    """For each fact and entry, all that could stand in its place: of its type, of its file."""
    kin: dict[str, list[str]] = {}
    facts = read_meeting(MEETING).data["facts"]
    groups: dict[str, list[str]] = {}
    for name, spec in facts.items():
        groups.setdefault(next(iter(spec)), []).append(name)
    registry = read_registry(ROOT / "content")
    for name in registry.entries:
        groups.setdefault(registry.place(name).file, []).append(name)
    for group in groups.values():
        kin |= dict.fromkeys(group, group)
    return kin


@pytest.mark.parametrize("kind", KINDS)
def test_every_changed_name_and_figure_is_caught(kind: str, names: dict[str, list[str]]) -> None:
    registry = read_registry(ROOT / "content")
    terms = bitext.Terms(registry.valid_entries(), frozenset(registry.entries))
    files = texts_of(MEETING)[kind]
    sources = {code: path.read_text("utf-8") for code, path in files.items()}
    parsed = {code: parse(text, code) for code, text in sources.items()}
    confirmed = {
        code: ledger.read(MEETING / f"{kind}.{code}.confirmed.tsv")
        for code in parsed
        if code != SOURCE
    }
    assert not check_concordance(parsed, terms)
    assert not stale(parsed, confirmed)
    tried, undetected, unnoticed = 0, [], []
    for code, text in sources.items():
        for mutant in mutants(text, names):
            tried += 1
            try:
                changed = {**parsed, code: parse(mutant.text, code)}
            except ContentError:
                continue
            if not check_concordance(changed, terms):
                undetected.append(mutant)
                if not stale(changed, confirmed):
                    unnoticed.append(mutant)
    print(f"{kind}: {tried} mutants, {tried - len(undetected)} caught by concordance alone")
    assert tried > 50
    assert unnoticed == []
    # Two bodies in one sentence may change places: grammar says how often each is named.
    assert all(not mutant.was.isdigit() for mutant in undetected)
    assert len(undetected) * 8 < tried


def parse(text: str, code: str) -> Prose:
    return prose.parse(text, f"{code}.md", code)


def check_concordance(texts: dict[str, Prose], terms: bitext.Terms) -> bool:
    """Whether the languages are seen to differ, as an error."""
    each = list(texts.values())
    found = [*bitext.check_alignment(each)] or [*bitext.check_concordance(each, terms)]
    return any(problem.severity == "error" for problem in found)


def stale(texts: dict[str, Prose], confirmed: dict[str, Sequence[Confirmation]]) -> bool:
    """Whether the ledgers know that a unit is not what was confirmed."""
    return any(
        each.state != "fresh"
        for code, known in confirmed.items()
        for each in confirmation.review(texts[SOURCE], texts[code], known)
    )


# --- values in words -------------------------------------------------------------------

# What a paragraph may state in words, alike in each language, and what one of them says wrong.
PLANTED = {
    "Roman numeral": ("XXI–III", "XXI–IV"),
    "decimal": ("7,5", "8,5"),
    "number word": ("{number:7}", "{number:9}"),
    "ordinal word": ("{ordinal:25}", "{ordinal:26}"),
    "month": ("{date:2024-12}", "{date:2024-11}"),
    "scale word": ("{money:5 million USD}", "{money:5 billion USD}"),
    "currency": ("{money:5 million USD}", "{money:5 million KZT}"),
    "percentage": ("{percent:12 %}", "{percent:13 %}"),
}
_VALUE = re.compile(r"\{(\w+):([^}]*)\}")
_NO_TEXT = re.compile(r"#|\d+\.")


def said(pattern: str, code: str) -> str:
    """``pattern`` with its values as the language ``code`` says them."""
    locale = load(code, ROOT / "templates" / "locale")
    if code == "en":
        pattern = pattern.replace(",", ".")
    roles = {"number": "words", "ordinal": "word"}
    return _VALUE.sub(
        lambda found: locale.say(parse_value(found[1], found[2]), roles.get(found[1], "")), pattern
    )


@pytest.mark.parametrize("kind", KINDS)
def test_a_value_that_one_language_states_otherwise_is_found_in_every_paragraph(kind: str) -> None:
    registry = read_registry(ROOT / "content")
    terms = bitext.Terms(registry.valid_entries(), frozenset(registry.entries))
    lines = {
        code: path.read_text("utf-8").split("\n") for code, path in texts_of(MEETING)[kind].items()
    }
    places = [n for n, line in enumerate(lines[SOURCE]) if line and not _NO_TEXT.match(line)]
    codes = sorted(lines, key=lambda code: code != SOURCE)
    tried, missed = 0, []
    for turn, place in enumerate(places):

        def planted(code: str, wrong: str = "", place: int = place) -> Prose:
            values = (pair[what == wrong] for what, pair in PLANTED.items())
            text = list(lines[code])
            text[place] += " (" + "; ".join(said(value, code) for value in values) + ")"
            return parse("\n".join(text), code)

        sound = {code: planted(code) for code in codes}
        assert differences(list(sound.values()), terms) == []
        for number, what in enumerate(PLANTED):
            changed = codes[(turn + number) % len(codes)]
            broken = {**sound, changed: planted(changed, what)}
            tried += 1
            problems = differences(list(broken.values()), terms)
            if {problem.position.file for problem in problems} != {f"{changed}.md"}:
                missed.append((what, changed, place))
    print(f"{kind}: {tried} values changed, {tried - len(missed)} found where they stand")
    assert missed == []


def differences(texts: Sequence[Prose], terms: bitext.Terms) -> list[Problem]:
    """What the languages say differently, without what should not be typed at all."""
    return [
        problem
        for problem in bitext.check_concordance(texts, terms)
        if "typed out" not in problem.message
    ]
