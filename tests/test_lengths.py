"""Passages torn in half are found from the lengths of those around them."""

from __future__ import annotations

from pathlib import Path

from diptych import bitext, prose
from diptych.reader.texts import texts_of

ROOT = Path(__file__).parents[1]
MEETING = ROOT / "content" / "2024-08-28-second-session"
SOURCE = "ru"
KINDS = ("memorandum", "minutes", "press-release")


def warned(lines: dict[str, list[str]]) -> list[str]:
    """The messages about ``lines``, the texts by language."""
    order = sorted(lines, key=lambda code: code != SOURCE)
    texts = [prose.parse("\n".join(lines[code]), f"{code}.md", code) for code in order]
    return [f"{each.position} {each.message}" for each in bitext.check_lengths(texts)]


def cases() -> list[tuple[str, dict[str, list[str]]]]:
    """The texts of each document of the real case, in lines."""
    return [
        (kind, {code: path.read_text("utf-8").split("\n") for code, path in texts.items()})
        for kind, texts in ((kind, texts_of(MEETING)[kind]) for kind in KINDS)
    ]


def test_the_real_case_raises_nothing() -> None:
    assert [warned(lines) for _, lines in cases()] == [[], [], []]


def test_half_a_paragraph_gone_is_found_where_it_stood() -> None:
    tried, missed = 0, []
    for kind, lines in cases():
        for code in sorted(set(lines) - {SOURCE}):
            for place, line in enumerate(lines[code]):
                if len(line) < 150 or line.startswith("#"):
                    continue
                half = line[: line.rindex(" ", 0, len(line) // 2)]
                if half.count("{{") != half.count("}}"):
                    half = half[: half.rindex("{{")]
                torn = [*lines[code][:place], half, *lines[code][place + 1 :]]
                tried += 1
                if f"{code}.md:{place + 1}:1 this says much less" not in " ".join(
                    warned({**lines, code: torn})
                ):
                    missed.append((kind, code, place, line))
    print(f"{tried} paragraphs torn, {tried - len(missed)} found")
    assert tried > 80
    assert len(missed) * 50 <= tried
