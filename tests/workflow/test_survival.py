"""Whatever ends a build, no file is half there, and the next build makes the same bytes.

A few moments in `make test`; `make crash` kills at a hundred.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import time
from pathlib import Path

import psutil
import pytest

import archive
from workflow.conftest import Project
from workflow.resident import Resident, workers

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("survival")]

MOMENTS = int(os.environ.get("CRASHES", "3"))
MEETINGS = 2
MANY = "CRASHES" in os.environ
SEED = 0 if MANY else 30  # an archive of shorter texts

Built = tuple[Project, dict[str, str], float]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, resident: Resident) -> Built:
    """A small project, the hashes of its files, and the seconds that a build takes."""
    root = tmp_path_factory.mktemp("survival") / "project"
    archive.write(root, MEETINGS, SEED)
    project = Project(root, resident)
    if not MANY:
        project.write_as("[docx, html]")
        project.take_one_core()
    began = time.monotonic()
    assert project.begin().wait() == 0
    seconds = time.monotonic() - began
    return project, project.files(), seconds


def emptied(project: Project) -> None:
    for name in ("output", ".snakemake", ".diptych"):
        shutil.rmtree(project.root / name, ignore_errors=True)


def test_a_killed_build_leaves_nothing_half_done(
    built: Built,
) -> None:
    project, files, seconds = built
    chance = random.Random(1)
    for _ in range(MOMENTS):
        emptied(project)
        build = project.begin()
        time.sleep(chance.uniform(0, seconds))
        os.kill(build.pid, signal.SIGKILL)
        build.wait()
        there = project.files()
        assert there.items() <= files.items()
        done = project.build()
        assert done.returncode == 0, done.stderr
        assert project.files() == files
        assert not list(project.output.rglob(".*.part"))


def at_work(project: Project, build: subprocess.Popen[bytes]) -> list[psutil.Process]:
    """The warm processes of a build that has written a document, and has others to write."""
    while not project.files():
        assert build.poll() is None
        time.sleep(0.05)
    return workers(build.pid)


def test_killed_workers_are_done_without(built: Built) -> None:
    project, files, _ = built
    emptied(project)
    build = project.begin()
    killed = at_work(project, build)
    for worker in killed:
        worker.kill()
    assert build.wait() == 0
    assert killed
    assert project.files() == files


def test_workers_end_with_a_killed_build(built: Built) -> None:
    project, _, _ = built
    emptied(project)
    build = project.begin()
    left = at_work(project, build)
    build.kill()
    build.wait()
    assert left
    _, alive = psutil.wait_procs(left, timeout=10)
    assert not alive


def test_two_builds_at_once(built: Built) -> None:
    project, files, _ = built
    emptied(project)
    first = project.begin()
    lock = project.root / ".diptych/lock.json"
    while not lock.exists() or str(first.pid) not in lock.read_text():
        time.sleep(0.05)
    first.send_signal(signal.SIGSTOP)  # it must not be done before the second looks
    second = project.build(LANGUAGE="en")
    first.send_signal(signal.SIGCONT)
    assert second.returncode
    assert f"another build is at work here: process {first.pid}" in second.stdout + second.stderr
    assert first.wait() == 0
    assert project.files() == files


def test_a_source_that_vanishes(built: Built) -> None:
    project, files, seconds = built
    emptied(project)
    text = next(iter(sorted((project.root / "content").glob("2*1/*.kk.md"))))
    kept = text.read_bytes()
    build = project.begin()
    time.sleep(seconds * 0.4)
    text.unlink()
    build.wait()
    text.write_bytes(kept)
    done = project.build()
    assert done.returncode == 0, done.stderr
    assert project.files() == files


def test_a_source_of_long_ago(built: Built) -> None:
    """Dates of files are those of a clock that was wrong; content decides."""
    project, files, _ = built
    dated(project, "1970-01-02")
    emptied(project)
    done = project.build()
    assert done.returncode == 0, done.stderr
    assert project.files() == files


def test_a_source_of_the_future_is_named_and_built_once_it_is_put_right(built: Built) -> None:
    """Snakemake would take a job for failed whose output is older than its input."""
    project, files, _ = built
    dated(project, "2100-06-01")
    emptied(project)
    refused = project.build(LANGUAGE="en")
    assert refused.returncode != 0
    assert "is dated in the future: 2100-06-01" in refused.stdout + refused.stderr
    assert project.files() == {}
    dated(project, "2024-08-28")
    done = project.build()
    assert done.returncode == 0, done.stderr
    assert project.files() == files


def dated(project: Project, day: str) -> None:
    """Give all content the date ``day``."""
    seconds = time.mktime(time.strptime(day, "%Y-%m-%d"))
    for path in (project.root / "content").rglob("*"):
        os.utime(path, (seconds, seconds))


def full(folder: Path) -> bool:
    """Whether ``folder`` could be made a disk of a hundred kilobytes."""
    folder.mkdir(exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", "size=100k", "none", str(folder)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def test_a_full_disk(built: Built) -> None:
    project, files, _ = built
    emptied(project)
    if not full(project.output):
        pytest.skip("no disk of its own can be mounted here")
    try:
        done = project.build(LANGUAGE="en")
        assert done.returncode
        assert "make room on the disk" in done.stdout + done.stderr
        assert project.files().items() <= files.items()
    finally:
        subprocess.run(["umount", str(project.output)], check=True)
    done = project.build()
    assert done.returncode == 0, done.stderr
    assert project.files() == files


def test_a_folder_that_may_only_be_read(built: Built) -> None:
    project, files, _ = built
    emptied(project)
    project.output.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "ro", "none", str(project.output)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no disk of its own can be mounted here")
    try:
        done = project.build(LANGUAGE="en")
        assert done.returncode
        assert "Read-only file system" in done.stdout + done.stderr
    finally:
        subprocess.run(["umount", str(project.output)], check=True)
    done = project.build()
    assert done.returncode == 0, done.stderr
    assert project.files() == files
