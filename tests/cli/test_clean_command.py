"""`diptych clean` removes what was built and has no source any more, and nothing else."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pytest

from diptych.cli import main

ROOT = Path(__file__).parents[2]
MEETING = "2024-08-28-second-session"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A press release that was built in two editions, and then in one."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LANGUAGE", "en")
    monkeypatch.setattr("sys.stdin", io.StringIO())
    (tmp_path / "content" / MEETING).mkdir(parents=True)
    for name in ("meeting.yaml", "press-release.ru.md", "press-release.kk.md"):
        shutil.copy(ROOT / "content" / MEETING / name, f"content/{MEETING}/{name}")
    shutil.copytree(ROOT / "content/registry", "content/registry")
    (tmp_path / "templates").symlink_to(ROOT / "templates")
    meeting = tmp_path / "content" / MEETING / "meeting.yaml"
    meeting.write_text(meeting.read_text("utf-8").replace("status: final", "status: draft"))
    (tmp_path / "config").mkdir()
    (tmp_path / "config/config.yaml").write_text(
        "languages: [ru, kk]\nformats: [docx]\neditions:\n  press-release: [ru]\n"
    )
    record = f".snakemake/diptych/{MEETING}/press-release.json"
    for editions in (["ru", "kk"], ["ru"]):
        options = ["--formats", "docx", "--record", record, "--editions", *editions]
        assert main(["write", f"content/{MEETING}", "press-release", *options]) == 0
    return tmp_path


def there(project: Path) -> set[str]:
    return {path.name for path in (project / "output").rglob("*.*")}


def test_without_being_asked_it_only_lists(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["clean"]) == 0
    said = capsys.readouterr().out
    assert f"output/{MEETING}/press-release.kk.docx\n" in said
    assert "diptych clean --yes" in said
    assert there(project) == {"press-release.ru.docx", "press-release.kk.docx"}


def test_it_removes_what_has_no_source_any_more(project: Path) -> None:
    assert main(["clean", "--yes"]) == 0
    assert there(project) == {"press-release.ru.docx"}


@pytest.mark.parametrize(("answer", "left"), [("y", 1), ("да", 1), ("", 2), ("n", 2)])
def test_on_a_terminal_it_asks(
    project: Path, monkeypatch: pytest.MonkeyPatch, answer: str, left: int
) -> None:
    monkeypatch.setattr("sys.stdin", Terminal(f"{answer}\n"))
    assert main(["clean"]) == 0
    assert len(there(project)) == left


def test_a_meeting_that_is_gone_leaves_no_folder(project: Path) -> None:
    shutil.rmtree(project / "content" / MEETING)
    assert main(["clean", "--yes"]) == 0
    assert list((project / "output").iterdir()) == []


def test_what_was_not_built_here_or_was_changed_is_left_alone(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = project / "output" / MEETING
    (folder / "letter.docx").write_bytes(b"from somebody else")
    (folder / "link.docx").symlink_to(folder / "press-release.ru.docx")
    with (folder / "press-release.kk.docx").open("ab") as file:
        file.write(b"a remark of a lawyer")
    before = there(project)
    assert main(["clean", "--yes"]) == 0
    assert there(project) == before
    said = capsys.readouterr().out
    assert "left alone: 3" in said
    assert "nothing to remove" in said
