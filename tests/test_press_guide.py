"""The guide for press officers shows content that is right, and what comes of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import press
from diptych.cli import main

LANGUAGES = ("en", "ru")


def guide(language: str) -> str:
    return (press.ROOT / f"docs/press.{language}.md").read_text("utf-8")


def test_the_example_is_sound(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content = press.content(tmp_path)
    places = ["--content", str(content), "--templates", str(press.ROOT / "templates")]
    assert main(["check", *places, "--config", str(press.ROOT / "config/config.yaml")]) == 0
    said = capsys.readouterr()
    assert "warning" not in said.err


def test_the_example_is_finished_as_the_guide_says(tmp_path: Path) -> None:
    content = press.content(tmp_path)
    config = str(press.ROOT / "config/config.yaml")
    options = ["--content", str(content), "--templates", str(press.ROOT / "templates")]
    options += ["--config", config]
    meeting = content / press.MEETING / "meeting.yaml"
    meeting.write_text(meeting.read_text("utf-8").replace("status: draft", "status: final"))
    assert main(["check", *options]) == 1
    for kind in ("press-release", "minutes"):
        for language in ("ru", "en"):
            assert main(["confirm", press.MEETING, kind, language, "--yes", *options]) == 0
    assert main(["confirm", "registry", "--yes", *options]) == 0
    assert main(["check", *options]) == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_guide_shows_is_the_example(language: str) -> None:
    files = [path.read_text("utf-8") for path in (press.GUIDE / press.MEETING).iterdir()]
    shown = re.findall(r"(?s)```(?:yaml|markdown)\n(.*?)```", guide(language))
    assert len(shown) == 4
    for block in shown:
        assert any(block in text for text in files), block


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_guide_fits_two_pages_and_its_pictures_are_light(language: str) -> None:
    text = guide(language)
    assert len(re.sub(r"<img.*?>", "", text)) < 5200
    pictures = re.findall(r'src="(press/.*?)"', text)
    assert len(pictures) == 2
    for name in pictures:
        assert 5_000 < (press.ROOT / "docs" / name).stat().st_size < 150_000
