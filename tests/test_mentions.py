"""A body is named in full with its abbreviation once, and by the abbreviation after it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from diptych import tree
from diptych.errors import ContentError
from diptych.pipeline import compose
from diptych.reader.registry import read_registry

ROOT = Path(__file__).parents[1]
MEETING = "2024-08-28-second-session"

TEXT = {
    "ru": (
        "# {{ isrs }}\n\nВ {{ isrs | pre }} прошло заседание.\n\n"
        "По данным {{ isrs | gen }}, рост есть. {{ isrs | nom }} благодарит. {{ kaziss | abbr }}.\n"
    ),
    "kk": "# {{ isrs }}\n\n{{ isrs | loc }} отырыс өтті.\n\n{{ isrs | gen }} деректері бойынша.\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "content" / "registry", tmp_path / "registry")
    folder = tmp_path / MEETING
    folder.mkdir()
    (folder / "meeting.yaml").write_text(
        "facts:\n  held: {date: 2024-08-28}\n"
        "press-release: {issuer: council, date: held, abbreviate: [isrs, kaziss]}\n",
        "utf-8",
    )
    return folder


def paragraphs(folder: Path, language: str) -> list[str]:
    (folder / f"press-release.{language}.md").write_text(TEXT[language], "utf-8")
    registry = read_registry(folder.parent)
    composed = compose.compose(folder, "press-release", [(language,)], registry, ROOT / "templates")
    ((document,),) = composed.editions.values()
    texts = [b for b in document.parts[0].blocks if isinstance(b, tree.Paragraph)]
    return [
        tree.plain(text.content).replace("\u00a0", " ")
        for text in texts
        if text.style in ("headline", "lead", "body")
    ]


def test_a_title_is_no_mention_and_a_role_that_asks_for_a_length_has_it(folder: Path) -> None:
    full = "стратегических и межрегиональных исследований при Президенте Республики Узбекистан"
    assert paragraphs(folder, "ru") == [
        f"Институт {full}",
        f"28 августа 2024 года – В Институте {full} (ИСМИ) прошло заседание.",
        "По данным ИСМИ, рост есть. ИСМИ благодарит. КИСИ.",
    ]


def test_where_abbreviations_take_suffixes_the_form_must_be_there(folder: Path) -> None:
    with pytest.raises(ContentError, match="«isrs» has no form «abbr gen» in kk"):
        paragraphs(folder, "kk")
    path = folder.parent / "registry" / "organisations.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("abbr: СӨЗИ", "abbr: СӨЗИ\n      abbr gen: СӨЗИ-дің"), "utf-8")
    _, lead, later = paragraphs(folder, "kk")
    assert "зерттеулер институтында (СӨЗИ) отырыс өтті" in lead
    assert later == "СӨЗИ-дің деректері бойынша."
