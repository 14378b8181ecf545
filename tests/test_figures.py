"""The real case with other figures: every sentence stays grammatical whatever a fact says."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

from diptych import tree
from diptych.model import Authenticity
from diptych.pipeline import compose
from diptych.reader.registry import read_registry
from drafts import as_draft

ROOT = Path(__file__).parents[1]
MEETING = "2024-08-28-second-session"
LANGUAGES = ("ru", "uz", "uz-Cyrl", "kk", "en")
FIGURES = ("1", "2", "3", "5", "7", "11", "21", "101", "1.5")
# The facts that are numbers, and how each is written with another figure.
FACTS = {
    "turnover": "{{money: {figure} billion USD}}",
    "turnover-growth": '{{multiple: ">{figure}"}}',
    "turnover-period": "{{count: {figure}, of: year}}",
    "turnover-goal": "{{money: {figure} million USD}}",
    "portfolio": "{{money: {figure} USD}}",
    "session": "{{ordinal: {whole}}}",
    "supreme-session": "{{ordinal: {whole}}}",
}


def with_figure(content: Path, figure: str) -> Path:
    """The meeting below ``content`` with every number in its facts made ``figure``."""
    meeting = content / MEETING
    record = meeting / "meeting.yaml"
    text = record.read_text("utf-8")
    for name, written in FACTS.items():
        fact = written.format(figure=figure, whole=figure.partition(".")[0])
        text, count = re.subn(rf"(?m)^  {name}: .*$", f"  {name}: {fact}", text, count=1)
        assert count == 1
    record.write_text(text, "utf-8")
    return meeting


def sentences(document: tree.Document) -> list[str]:
    """Each paragraph and title that says one of those facts, in plain text."""
    contents = [
        content
        for part in document.parts
        for block in tree.walk(part.blocks)
        for content in tree.inlines(block)
    ]
    return [
        tree.plain(content).replace("\u00a0", " ").replace("\u2011", "-")
        for content in contents
        if any(isinstance(leaf, tree.Fact) and leaf.name in FACTS for leaf in tree.leaves(content))
    ]


def test_every_sentence_follows_its_figures(
    tmp_path: Path, golden: Callable[[str, str], None]
) -> None:
    registry = read_registry(ROOT / "content")
    said: dict[str, list[str]] = {code: [] for code in LANGUAGES}
    for figure in FIGURES:
        content = tmp_path / figure
        shutil.copytree(ROOT / "content", content)
        as_draft(content / MEETING)
        meeting = with_figure(content, figure)
        for kind in ("press-release", "minutes"):
            composed = compose.compose(
                meeting,
                kind,
                [(code,) for code in LANGUAGES],
                registry,
                ROOT / "templates",
                Authenticity(source="ru"),
            )
            for (code,), (document,) in composed.editions.items():
                said[code] += [f"{figure}: {text}" for text in sentences(document)]
    for code, lines in said.items():
        golden(f"figures/{code}.txt", "\n\n".join(lines) + "\n")
