"""The workflow is an ordinary one: configured, used as a module and looked at like any other."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from workflow.conftest import BIN, ROOT, Project

pytestmark = pytest.mark.slow

SMALL = ROOT / "tests" / "broken" / "base"
MEETING = "2031-03-05-first-meeting"
MODULE = """
configfile: "{folder}config/config.yaml"

module diptych:
    snakefile: {snakefile}
    config: config
    {prefix}

use rule * from diptych as {names}
"""


class Small(Project):
    """A folder with one small meeting, whose workflow is that of another folder, ``code``."""

    def __init__(self, root: Path, code: Project, options: tuple[str, ...] = ()) -> None:
        super().__init__(root)
        self._code = code
        self._options = options

    @property
    def environment(self) -> dict[str, str]:
        return self._code.environment

    def snakemake(self, *options: str, **environment: str) -> str:
        """What Snakemake says; it must not fail."""
        done = self.apart("snakemake", "--cores", "2", *self._options, *options, **environment)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr

    def names(self, below: str = "output") -> set[str]:
        return {path.name for path in (self.root / below / MEETING).glob("*.*")}


@pytest.fixture(scope="module")
def code(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The workflow, to be used from elsewhere."""
    return Project.copied(tmp_path_factory.mktemp("code") / "project")


def settled(folder: Path) -> None:
    """Put the small meeting and its configuration into ``folder``."""
    shutil.copytree(SMALL, folder, dirs_exist_ok=True)


@pytest.fixture
def elsewhere(code: Project, tmp_path: Path) -> Small:
    """The small meeting in a folder that holds nothing of the workflow."""
    settled(tmp_path)
    options = ("--snakefile", str(code.root / "Snakefile"), "--directory", str(tmp_path))
    return Small(tmp_path, code, options)


def module(code: Project, folder: Path, snakefile: str = "", prefix: str = "", names: str = "*"):
    """The small meeting with a workflow that uses ours as a module."""
    settled(folder / prefix)
    text = MODULE.format(
        folder=f"{prefix}/" if prefix else "",
        snakefile=snakefile or repr(str(code.root / "workflow/Snakefile")),
        prefix=f"prefix: {prefix!r}" if prefix else "",
        names=names,
    )
    (folder / "Snakefile").write_text(text, "utf-8")
    return Small(folder, code)


# --- configuration --------------------------------------------------------------------


def test_the_command_line_configures_every_job(elsewhere: Small) -> None:
    elsewhere.snakemake("--config", 'formats=["docx"]')
    assert elsewhere.names() == {
        *(f"minutes.{edition}.docx" for edition in ("ru-en", "conformity")),
        *(f"press-release.{edition}.docx" for edition in ("ru", "en", "conformity")),
    }
    assert "Nothing to be done" in elsewhere.snakemake("--config", 'formats=["docx"]')


def test_another_file_configures_every_job(elsewhere: Small) -> None:
    (elsewhere.root / "other.yaml").write_text("formats: [txt]\nwarm: false\n", "utf-8")
    elsewhere.snakemake("--configfile", "other.yaml")
    assert {Path(name).suffix for name in elsewhere.names()} == {".txt"}
    assert "Nothing to be done" in elsewhere.snakemake("--configfile", "other.yaml")


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ('languages=["ru"]', "«en» is not one of the languages above"),
        ('formats=["odt"]', "there is no format «odt»"),
        ("formats=docx", "--config:1:1: error: "),
        ("format=docx", "--config:1:1: error: "),
    ],
)
def test_what_is_wrong_on_the_command_line_is_said(
    elsewhere: Small, given: str, problem: str
) -> None:
    done = elsewhere.apart("snakemake", "--cores", "2", *elsewhere._options, "--config", given)
    assert done.returncode != 0
    assert problem in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr


def test_without_warm_processes_the_same_is_built(elsewhere: Small, tmp_path: Path) -> None:
    elsewhere.snakemake()
    warm = elsewhere.files()
    shutil.rmtree(elsewhere.output)
    elsewhere.snakemake("--config", "warm=False", TMPDIR=str(scratch(tmp_path)))
    assert elsewhere.files() == warm != {}
    assert not list(scratch(tmp_path).glob("diptych-*"))


def scratch(tmp_path: Path) -> Path:
    folder = tmp_path.parent / f"{tmp_path.name}-tmp"
    folder.mkdir(exist_ok=True)
    return folder


# --- as a module ----------------------------------------------------------------------


@pytest.mark.parametrize(("prefix", "names"), [("", "*"), ("", "diptych_*"), ("sub", "*")])
def test_as_a_module_it_builds_and_builds_again_after_an_edit_of_its_code(
    code: Project, tmp_path: Path, prefix: str, names: str
) -> None:
    project = module(code, tmp_path, prefix=prefix, names=names)
    project.snakemake()
    below = f"{prefix}/output" if prefix else "output"
    assert {"minutes.ru-en.pdf", "press-release.ru.docx"} <= project.names(below)
    assert (tmp_path / below / "index.html").is_file()
    assert {each.name for each in tmp_path.iterdir()} <= {
        *("Snakefile", "config", "content", "output", "sub", ".snakemake", ".diptych")
    }
    assert "Nothing to be done" in project.snakemake("-n")
    with code.edited("workflow/diptych/kinds/minutes.py", "import", "import "):
        said = project.snakemake("-n")
    assert re.search(r"write_minutes\s+1", said)
    assert "write_press_release" not in said


def test_in_another_folder_it_builds_and_builds_again_after_an_edit_of_its_code(
    code: Project, elsewhere: Small
) -> None:
    elsewhere.snakemake()
    with code.edited("workflow/diptych/kinds/minutes.py", "import", "import "):
        assert re.search(r"write.minutes\s+1", elsewhere.snakemake("-n"))


def test_as_a_module_of_a_repository_it_builds(code: Project, tmp_path: Path) -> None:
    git = ["git", "-C", str(code.root), "-c", "user.name=x", "-c", "user.email=x@example.org"]
    subprocess.run([*git, "init", "--quiet"], check=True)
    subprocess.run([*git, "add", "Snakefile", "workflow", "config"], check=True)
    subprocess.run([*git, "commit", "--quiet", "--message", "first"], check=True)
    subprocess.run([*git, "tag", "v1"], check=True)
    where = f'gitfile("{code.root}", path="workflow/Snakefile", tag="v1")'
    project = module(code, tmp_path, where)
    project.snakemake(XDG_CACHE_HOME=str(tmp_path / "cache"))
    assert (project.output / "index.html").is_file()


def test_two_builds_of_a_module_do_not_meet(code: Project, tmp_path: Path) -> None:
    project = module(code, tmp_path)
    command = [str(BIN / "snakemake"), "--cores", "1"]
    first = subprocess.Popen(command, cwd=tmp_path, env=code.environment, stderr=subprocess.DEVNULL)
    try:
        while not list((tmp_path / ".snakemake/locks").glob("*")):
            assert first.poll() is None
            time.sleep(0.02)
        second = project.apart("snakemake", "--cores", "1")
        assert second.returncode != 0
        assert "lock" in (second.stdout + second.stderr).lower()
    finally:
        assert first.wait(timeout=120) == 0


# --- what Snakemake knows of it ---------------------------------------------------------


@pytest.fixture(scope="module")
def small(code: Project, tmp_path_factory: pytest.TempPathFactory) -> Small:
    """The small meeting built, and another one whose minutes have an edition of their own."""
    folder = tmp_path_factory.mktemp("small")
    settled(folder)
    other = folder / "content" / "2030-01-01-older"
    shutil.copytree(folder / "content" / MEETING, other)
    with (other / "meeting.yaml").open("a", encoding="utf-8") as record:
        record.write("\neditions:\n  minutes: [en]\n")
    options = ("--snakefile", str(code.root / "Snakefile"), "--directory", str(folder))
    project = Small(folder, code, options)
    project.snakemake()
    return project


def test_a_rule_named_like_a_kind_is_about_all_its_documents(small: Small) -> None:
    said = small.snakemake("-n", "--forceall", "--until", "minutes")
    assert re.search(r"write.minutes\s+1", said)
    assert re.search(r"write.minutes.in.en.conformity\s+1", said)
    assert "press" not in said.partition("Job stats")[2].partition("total")[0]


def test_the_names_of_rules_do_not_depend_on_what_else_there_is(small: Small) -> None:
    before = small.snakemake("--list-rules")
    assert "write_minutes_in_en" in before
    assert not re.search(r"_other|_\d", before)


def test_sources_are_inputs(small: Small) -> None:
    rows = small.snakemake("--detailed-summary").splitlines()
    (row,) = [each for each in rows if each.startswith(f"output/{MEETING}/minutes.ru-en.docx")]
    assert f"content/{MEETING}/minutes.ru.md" in row
    assert f"content/{MEETING}/meeting.yaml" in row
    assert "content/registry/" in row


def test_a_touched_source_builds_nothing(small: Small) -> None:
    (small.root / "content" / MEETING / "minutes.ru.md").touch()
    assert "Nothing to be done" in small.snakemake("-n")


def test_the_report_shows_the_documents(small: Small) -> None:
    small.snakemake("--report", "report.html")
    report = (small.root / "report.html").read_text("utf-8")
    assert "minutes.ru-en.pdf" in report
    assert "Official documents in several languages" in report
    assert MEETING in report


def test_a_source_of_the_future_is_named_before_anything_is_done(small: Small) -> None:
    text = small.root / "content" / MEETING / "minutes.ru.md"
    ahead = time.time() + 86_400
    os.utime(text, (ahead, ahead))
    try:
        done = small.apart("snakemake", "--cores", "2", *small._options, "--forceall")
        said = done.stdout + done.stderr
        assert done.returncode != 0
        assert f"content/{MEETING}/minutes.ru.md:1:1: error: this file is dated" in said
        assert f"touch content/{MEETING}/minutes.ru.md" in said
        checked = small.apart("diptych", "check")
        assert "this file is dated in the future" in checked.stderr
    finally:
        text.touch()
    assert "Nothing to be done" in small.snakemake("-n")
