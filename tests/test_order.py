"""Passages left out, crossed, divided otherwise are found where they stand, from what they say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from diptych import bitext, prose
from diptych.model import Prose
from diptych.reader.texts import texts_of

ROOT = Path(__file__).parents[1]
MEETING = ROOT / "content" / "2024-08-28-second-session"
SOURCE = "ru"
pytestmark = pytest.mark.slow

KINDS = ("memorandum", "minutes", "press-release")

_ITEM = re.compile(r"\s*(?:\d+\.|[-*]) ")
_NO_PASSAGE = re.compile(r"#|\||\s*$")

Lines = dict[str, list[str]]


class Neighbours(NamedTuple):
    """Two passages of one text that stand below each other: the numbers of their lines."""

    code: str
    one: int
    other: int


def texts(lines: Lines) -> list[Prose]:
    """The texts that are written in ``lines``, the source first."""
    order = sorted(lines, key=lambda code: code != SOURCE)
    return [prose.parse("\n".join(lines[code]), f"{code}.md", code) for code in order]


def warned(lines: Lines) -> list[str]:
    """What is said of ``lines``, the texts by language."""
    each = texts(lines)
    problems = list(bitext.check_alignment(each))
    problems = problems or [found.problem for found in bitext.check_order(each)]
    return [f"{problem.position} {problem.message}" for problem in problems]


def real(kind: str) -> Lines:
    return {
        code: path.read_text("utf-8").split("\n") for code, path in texts_of(MEETING)[kind].items()
    }


def passages(lines: Lines) -> Iterator[tuple[str, int]]:
    """Each line of a translation that is a paragraph or an item."""
    for code in sorted(set(lines) - {SOURCE}):
        for number, line in enumerate(lines[code]):
            if not _NO_PASSAGE.match(line):
                yield code, number


def neighbours(lines: Lines) -> Iterator[Neighbours]:
    """Paragraphs one below the other, and items of one list."""
    for code, number in passages(lines):
        text = lines[code]
        if _ITEM.match(text[number]):
            other = number + 1
            fits = other < len(text) and _ITEM.match(text[other])
        else:
            other = number + 2
            fits = other < len(text) and not _NO_PASSAGE.match(text[other]) and not text[other - 1]
            fits = fits and not _ITEM.match(text[other])
        if fits:
            yield Neighbours(code, number, other)


def put(lines: Lines, code: str, *changes: tuple[int, str | None]) -> Lines:
    """``lines`` with some of one text changed; nothing takes a line out."""
    text = list(lines[code])
    for number, line in sorted(changes, key=lambda change: -change[0]):
        if line is None:
            del text[number]
        else:
            text[number] = line
    return {**lines, code: text}


def renumbered(lines: Lines, code: str) -> Lines:
    """``lines`` with the items of each list of one text numbered anew."""
    text, last = [], 0
    for line in lines[code]:
        numbered = re.match(r"\d+\. ", line)
        last = last + 1 if numbered else 0
        text.append(f"{last}. {bare(line)}" if numbered else line)
    return {**lines, code: text}


def bare(line: str) -> str:
    return _ITEM.sub("", line)


@pytest.mark.parametrize("kind", KINDS)
def test_the_real_case_raises_nothing(kind: str) -> None:
    assert warned(real(kind)) == []


def test_a_passage_left_out_is_found_and_mostly_at_its_place() -> None:
    tried, misplaced = 0, []
    for kind in KINDS:
        lines = real(kind)
        for code, number in passages(lines):
            blank = number + 1 < len(lines[code]) and not lines[code][number + 1]
            gone: list[tuple[int, str | None]] = [(number, None)]
            if blank and not lines[code][number - 1]:
                gone.append((number + 1, None))
            found = warned(renumbered(put(lines, code, *gone), code))
            tried += 1
            assert found
            assert all(each.startswith(f"{code}.md:") for each in found)
            # The next passage has the number of the line that is gone.
            near = {number + 1, number, number - 1}
            if not any(int(each.split(":")[1]) in near and "missing" in each for each in found):
                misplaced.append((kind, code, number, found))
    print(f"{tried} passages left out, {tried - len(misplaced)} named where they stood")
    assert tried > 150
    assert len(misplaced) * 8 <= tried


def test_neighbours_in_each_other_s_place_are_found() -> None:
    tried, missed = 0, []
    for kind in KINDS:
        lines = real(kind)
        for code, one, other in neighbours(lines):
            text = lines[code]
            changes = ((one, _as(text[one], text[other])), (other, _as(text[other], text[one])))
            found = warned(put(lines, code, *changes))
            tried += 1
            if [each.split(" ")[0] for each in found] != [f"{code}.md:{one + 1}:1"]:
                missed.append((kind, code, one, found))
    print(f"{tried} pairs crossed, {tried - len(missed)} found")
    assert tried > 100
    assert len(missed) * 25 <= tried, missed


def test_passages_divided_otherwise_are_found_where_the_counts_agree() -> None:
    tried, missed = 0, []
    for kind in KINDS:
        lines = real(kind)
        for code, one, other in neighbours(lines):
            text = lines[code]
            beyond = 2 * other - one
            if beyond >= len(text) or _NO_PASSAGE.match(text[beyond]) or len(text[beyond]) < 150:
                continue
            half = text[beyond].find(" ", len(text[beyond]) // 2)
            if text[beyond][:half].count("{{") != text[beyond][:half].count("}}"):
                continue
            whole = f"{text[one]} {bare(text[other])}"
            torn = text[beyond][:half], _as(text[beyond], text[beyond][half + 1 :])
            changes = ((one, whole), (other, _as(text[other], torn[0])), (beyond, torn[1]))
            found = warned(put(lines, code, *changes))
            tried += 1
            if [each.split(" ")[0] for each in found] != [f"{code}.md:{one + 1}:1"]:
                missed.append((kind, code, one, found))
    print(f"{tried} passages divided otherwise, {tried - len(missed)} found")
    assert tried > 20
    assert len(missed) * 20 <= tried, missed


def _as(line: str, other: str) -> str:
    """What ``other`` says, with the number that ``line`` has as an item."""
    item = _ITEM.match(line)
    return (item[0] if item else "") + bare(other)
