"""A new meeting has what was asked for, or what the one that it is like has, and nothing else."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from commands import command
from diptych.reader import scaffold, yaml
from diptych.reader.meeting import read_meeting

ROOT = Path(__file__).parents[1]
BEFORE = "2024-08-28-second-session"
NEW = "2025-03-14-third-session"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The registry and the meeting of the real project, in a folder of their own."""
    for name in ("registry", BEFORE):
        shutil.copytree(ROOT / "content" / name, tmp_path / "content" / name)
    return tmp_path


def new(project: Path, words: str = "", meeting: str = NEW) -> int:
    return run(project, f"new {meeting} {words}")


def run(project: Path, words: str) -> int:
    return command(
        words + " --content {content} --config {config} --templates {templates}",
        content=project / "content",
        config=ROOT / "config/config.yaml",
        templates=ROOT / "templates",
    )


def files(project: Path, meeting: str = NEW) -> list[str]:
    return sorted(path.name for path in (project / "content" / meeting).iterdir())


def test_only_what_was_asked_for_is_written(project: Path) -> None:
    assert new(project, "--kinds minutes --languages ru kk --body council") == 0
    assert files(project) == ["meeting.yaml", "minutes.kk.md", "minutes.ru.md"]
    record = (project / "content" / NEW / "meeting.yaml").read_text("utf-8")
    assert (
        record
        == """\
# A meeting on 2025-03-14: everything that must not differ between two languages.
# Prose refers to a fact by its name: {{ held | on }}. For example:
#   session: {ordinal: 2}
#   turnover: {money: 4.5 billion USD}

status: draft  # every page says so; write final when the documents are to be signed or sent

facts:
  held: {date: 2025-03-14}

minutes:
  body: council
  date: held
  agenda: [first-item]

editions:
  minutes: [ru, ru-kk]
"""
    )
    assert not (project / "content/registry" / scaffold.UNNAMED).exists()
    assert run(project, f"check {NEW}") == 0


def test_languages_of_which_no_edition_is_configured_stand_alone(project: Path) -> None:
    assert new(project, "--kinds memorandum --languages kk en") == 0
    data = read_meeting(project / "content" / NEW).data
    assert data["editions"] == {"memorandum": ["kk", "en"]}


def test_only_the_unnamed_entries_that_are_named_are_added(project: Path) -> None:
    assert new(project, "--kinds press-release") == 0
    file = project / "content/registry" / scaffold.UNNAMED
    assert list(yaml.read(file).data) == ["unnamed-body"]
    assert "# What begins with «unnamed»" in (project / "content" / NEW / "meeting.yaml").read_text(
        "utf-8"
    )
    assert new(project, "", "2025-03-15-fourth-session") == 0
    assert len(yaml.read(file).data) == 7


def test_an_unnamed_entry_gets_the_languages_that_it_lacks(project: Path) -> None:
    assert new(project, "--kinds press-release") == 0
    file = project / "content/registry" / scaffold.UNNAMED
    text = file.read_text("utf-8")
    kept = [line for line in text.splitlines(keepends=True) if not line.startswith("    kk: ")]
    file.write_text("".join(kept), "utf-8")
    assert new(project, "--kinds press-release", "2025-03-15-fourth-session") == 0
    assert sorted(file.read_text("utf-8")) == sorted(text)


def test_a_meeting_like_another_has_its_frame_and_not_its_content(project: Path) -> None:
    record = project / "content" / BEFORE / "meeting.yaml"
    text = record.read_text("utf-8").replace(
        "  format: videoconference\n",
        "  format: videoconference\n  chair: aripov\n  secretary: tukumov\n"
        "  present: [aripov, tukumov]\n  votes: {work-plan: {for: 2}}\n  number: 7\n",
    )
    record.write_text(text, "utf-8")
    assert new(project, f"--like {BEFORE}") == 0
    assert len(files(project)) == 16
    data = read_meeting(project / "content" / NEW).data
    old = read_meeting(project / "content" / BEFORE).data
    frame = ("place", "originals", "languages", "parties")
    assert [data["memorandum"][key] for key in frame] == [old["memorandum"][key] for key in frame]
    assert dict(data["minutes"]) == {
        "body": "council",
        "date": "held",
        "agenda": ["visit-results", "work-plan"],
        "format": "videoconference",
        "chair": "aripov",
        "secretary": "tukumov",
        "present": ["aripov", "tukumov"],
        "for-information": ["visit-results"],
    }
    assert data["press-release"] == {"issuer": "council", "date": "held"}
    assert data["facts"] == {"held": {"date": "2025-03-14"}}
    assert not (project / "content/registry" / scaffold.UNNAMED).exists()


@pytest.mark.parametrize("code", ["ru", "uz", "uz-Cyrl", "kk", "en"])
def test_its_minutes_have_a_part_for_each_item_of_the_agenda(project: Path, code: str) -> None:
    assert new(project, f"--like {BEFORE}") == 0
    text = (project / "content" / NEW / f"minutes.{code}.md").read_text("utf-8")
    _, visit, plan = text.split("\n## [")
    assert "{#visit-results}" in visit
    assert "### {#heard}" in visit
    assert "{#decided}" not in visit
    assert "{#work-plan}" in plan
    assert "### {#decided}" in plan


def test_a_meeting_like_another_builds_and_all_of_it_is_still_to_be_written(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert new(project, f"--like {BEFORE} --kinds minutes --languages ru --body kaziss") == 0
    assert files(project) == ["meeting.yaml", "minutes.ru.md"]
    assert read_meeting(project / "content" / NEW).data["minutes"]["body"] == "kaziss"
    capsys.readouterr()
    assert run(project, f"check {NEW}") == 0
    said = capsys.readouterr().err
    assert "error" not in said
    assert said.count("this is still to be written") == 6


def test_whatever_is_asked_for_and_not_there_is_named_with_its_nearest(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for words, said in {
        "--kinds minuts": "there is no scaffold for «minuts»; write «minutes»",
        "--languages uz-Cyr": "«uz-Cyr» is not one of the languages of the configuration; write "
        "«uz-Cyrl»",
        "--body concil": "there is no entry «concil» in the registry; write «council»",
        "--body aripov": "«aripov» is a person and no body",
        "--like 2024-08-28-second": f"there is no meeting «2024-08-28-second»; write «{BEFORE}»",
    }.items():
        assert new(project, words) == 1
        assert capsys.readouterr().err == f"error: {said}\n"
        assert not (project / "content" / NEW).exists()
