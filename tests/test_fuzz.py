"""Whatever content comes, it is refused in words or written alike in both formats.

And whatever is done to files on their way to a recipient, it is named. Some two hundred cases
with a fixed seed; `make fuzz` runs ten thousand others.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import forging
import fuzzing
import letters
from fuzzing import Target, outcome

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
SMALL = fuzzing.read(ROOT / "tests/broken/base/content")
REAL = {
    name: data.replace(b"status: final", b"status: draft")
    for name, data in fuzzing.read(ROOT / "content").items()
}
MADE_UP = "2031-03-05-first-meeting"
CASE = "2024-08-28-second-session"

TARGETS = (
    Target(MADE_UP, "minutes", "ru-en"),
    Target(MADE_UP, "press-release", "en-ru"),
)
REAL_TARGETS = (
    Target(CASE, "memorandum", "uz-kk"),
    Target(CASE, "minutes", "ru-uz-Cyrl"),
    Target(CASE, "press-release", "kk-en"),
)

_ASKED = os.environ.get("FUZZ_CASES")
_TESTS = len(TARGETS) + len(REAL_TARGETS) + 5


def cases(few: int) -> settings:
    """The settings for as many cases as `make fuzz` asks for, or for ``few``."""
    return settings(
        max_examples=-(-int(_ASKED) // _TESTS) if _ASKED else few,
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


@pytest.mark.parametrize("target", TARGETS, ids=" ".join)
@cases(24)
@given(data=st.data())
def test_mutated_content(target: Target, data: st.DataObject) -> None:
    outcome(data.draw(fuzzing.mutated(SMALL, touched(SMALL, target))), target)


@pytest.mark.parametrize("target", REAL_TARGETS, ids=" ".join)
@cases(8)
@given(data=st.data())
def test_mutated_content_of_the_real_case(target: Target, data: st.DataObject) -> None:
    outcome(data.draw(fuzzing.mutated(REAL, touched(REAL, target))), target)


@cases(16)
@given(files=fuzzing.meetings(SMALL, MADE_UP))
def test_made_up_meetings(files: fuzzing.Files) -> None:
    outcome(files, TARGETS[1])


@cases(24)
@given(data=fuzzing.pictures())
def test_spoilt_pictures(data: bytes) -> None:
    fuzzing.pictured(data)


@cases(24)
@given(
    title=letters.SUBJECTS,
    recipients=st.one_of(letters.SOUND, letters.RECIPIENTS),
    file=letters.FILES,
)
def test_titles_and_recipients_of_messages(title: str, recipients: list[str], file: str) -> None:
    letters.outcome(title, recipients, file)


def test_what_is_sound_is_written() -> None:
    for target in TARGETS:
        assert outcome(SMALL, target) == (0, "")


@cases(24)
@given(folder=forging.folders())
def test_forged_folders(folder: forging.Folder) -> None:
    forging.outcome(folder)


@cases(24)
@given(archive=forging.archives())
def test_forged_archives(archive: forging.Archive) -> None:
    forging.outcome(archive)


def test_what_was_sent_is_accepted() -> None:
    assert forging.outcome(forging.Folder(forging.sent()))[0] == 0
    assert forging.outcome(forging.Archive(forging.parcel()))[0] == 0
