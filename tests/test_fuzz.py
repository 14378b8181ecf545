"""Whatever content comes, it is refused in words or written alike in both formats.

A few hundred cases with a fixed seed; `make fuzz` runs ten thousand others.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import fuzzing
from fuzzing import Target, outcome

ROOT = Path(__file__).parents[1]
SMALL = fuzzing.read(ROOT / "tests/broken/base/content")
REAL = {
    name: data.replace(b"status: final", b"status: draft")
    for name, data in fuzzing.read(ROOT / "content").items()
}
MADE_UP = "2031-03-05-first-meeting"
CASE = "2024-08-28-second-session"

TARGETS = {
    "minutes": Target(MADE_UP, "minutes", "ru-en"),
    "press release": Target(MADE_UP, "press-release", "en-ru"),
}
REAL_TARGETS = {
    "memorandum": Target(CASE, "memorandum", "uz-kk"),
    "minutes": Target(CASE, "minutes", "ru-uz-Cyrl"),
    "press release": Target(CASE, "press-release", "kk-en"),
}

_ASKED = os.environ.get("FUZZ_CASES")
_TESTS = len(TARGETS) + len(REAL_TARGETS) + 1

cases = settings(
    max_examples=-(-int(_ASKED or 240) // _TESTS),
    derandomize=not _ASKED,
    phases=[Phase.generate, Phase.shrink] if _ASKED else [Phase.generate],
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


def touched(files: fuzzing.Files, target: Target) -> list[str]:
    """The files of the document, and the record."""
    folder = f"{target.meeting}/"
    texts = [name for name in files if name.startswith(f"{folder}{target.kind}.")]
    return [*texts, f"{folder}meeting.yaml"]


@pytest.mark.parametrize("kind", TARGETS)
@cases
@given(data=st.data())
def test_mutated_content(kind: str, data: st.DataObject) -> None:
    target = TARGETS[kind]
    outcome(data.draw(fuzzing.mutated(SMALL, touched(SMALL, target))), target)


@pytest.mark.parametrize("kind", REAL_TARGETS)
@cases
@given(data=st.data())
def test_mutated_content_of_the_real_case(kind: str, data: st.DataObject) -> None:
    target = REAL_TARGETS[kind]
    outcome(data.draw(fuzzing.mutated(REAL, touched(REAL, target))), target)


@cases
@given(files=fuzzing.meetings(SMALL, MADE_UP))
def test_made_up_meetings(files: fuzzing.Files) -> None:
    outcome(files, TARGETS["press release"])


def test_what_is_sound_is_written() -> None:
    for target in TARGETS.values():
        assert outcome(SMALL, target) == (0, "")
