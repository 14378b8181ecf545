"""Nothing leaves for publication that may not: drafts, embargoes, sheets, changed files."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from pathlib import Path

import pytest

from diptych.cli import main
from diptych.pipeline import publish
from diptych.publish import fresh
from diptych.publish.manifest import read

MEETING = "2024-08-28-second-session"
INSTANT = "2024-08-28T18:00+05:00"


@pytest.fixture
def output(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An output folder that is of the content as it stands.

    It has a release under embargo, final minutes, a draft and a sheet.
    """
    files = [
        ("press-release.ru.pdf", "final", INSTANT),
        ("minutes.ru.pdf", "final", None),
        ("memorandum.ru.pdf", "draft", None),
        ("minutes.conformity.pdf", "final", None),
    ]
    folder = tmp_path / "output" / MEETING
    folder.mkdir(parents=True)
    monkeypatch.setattr(fresh, "stated", lambda *_: read(folder.parent / "manifest.json"))
    listed = []
    for name, status, embargo in files:
        (folder / name).write_bytes(name.encode())
        kind, edition, output_format = name.split(".")
        listed.append(
            {
                "path": f"{MEETING}/{name}",
                "meeting": MEETING,
                "kind": kind,
                "edition": edition,
                "languages": ["ru"],
                "derived": [],
                "translations": {"ru": "source"},
                "format": output_format,
                "status": status,
                "embargo": embargo,
                "size": len(name),
                "sha256": hashlib.sha256(name.encode()).hexdigest(),
                "sources": {},
            }
        )
    manifest = folder.parent / "manifest.json"
    manifest.write_text(
        json.dumps({"version": 2, "engines": {}, "fonts": {}, "files": listed}), "utf-8"
    )
    return folder.parent


def released(output: Path, now: str, monkeypatch: pytest.MonkeyPatch, *names: str) -> set[str]:
    monkeypatch.setattr(publish, "clock", lambda: datetime.fromisoformat(now))
    to = output.parent / "public"
    command = ["release", *names, "--output", str(output), "--to", str(to)]
    assert main(command) == 0
    return {path.name for path in to.rglob("*.pdf")}


@pytest.mark.parametrize(
    ("now", "leaves"),
    [
        ("2024-08-28T12:59:59+00:00", False),
        ("2024-08-28T17:59:59+05:00", False),
        ("2024-08-28T18:00:00+05:00", True),
        ("2024-08-28T13:00:00+00:00", True),
        ("2024-08-28T18:30:00+06:00", False),
        ("1970-01-01T00:00:00+00:00", False),
    ],
)
def test_nothing_leaves_before_the_instant_of_its_embargo(
    output: Path,
    now: str,
    leaves: bool,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    expected = {"minutes.ru.pdf"} | ({"press-release.ru.pdf"} if leaves else set())
    assert released(output, now, monkeypatch) == expected
    said = capsys.readouterr().out
    assert f"released into {output.parent.as_posix()}/public: {len(expected)}\n" in said
    assert ("it is under embargo until 2024-08-28T18:00+05:00" in said) is not leaves
    assert f"held back: {MEETING}/memorandum.ru.pdf: its meeting is a draft" in said
    assert "minutes.conformity.pdf: it is for the two sides alone" in said


def test_an_embargo_that_cannot_be_read_never_ends(
    output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    manifest = output / "manifest.json"
    manifest.write_text(manifest.read_text("utf-8").replace(INSTANT, "2024-08-28"), "utf-8")
    monkeypatch.setattr(publish, "clock", lambda: datetime.fromisoformat("2200-01-01T00:00+00:00"))
    assert main(["release", "--output", str(output), "--to", str(output.parent / "p")]) == 1
    assert not (output.parent / "p").exists()


def test_a_file_that_was_changed_stops_the_release(
    output: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (output / MEETING / "minutes.ru.pdf").write_bytes(b"forged")
    assert main(["release", "--output", str(output), "--to", str(output.parent / "p")]) == 1
    assert "minutes.ru.pdf is not as the manifest lists it" in capsys.readouterr().err
    assert not (output.parent / "p").exists()


@pytest.mark.parametrize(
    ("names", "message"), [(("2023",), "there is no meeting «2023»"), ((), "there is no manifest")]
)
def test_a_release_of_nothing_is_refused(
    output: Path, names: tuple[str, ...], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    if not names:
        (output / "manifest.json").unlink()
    assert main(["release", *names, "--output", str(output), "--to", str(output / "p")]) == 1
    assert message in capsys.readouterr().err
