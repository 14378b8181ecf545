"""A copy of the whole project that tests may build and break."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from workflow.resident import Resident

ROOT = Path(__file__).parents[2]
PARTS = ("Snakefile", "workflow", "config", "content", "templates", "profiles")
MEETING = "2024-08-28-second-session"
RECORD = f"content/{MEETING}/meeting.yaml"
FEW = "memorandum: [ru], minutes: [ru, ru-uz], press-release: [ru, uz, kk, en]"
BIN = Path(sys.executable).parent


class Project:
    """A project folder and what may be done to it.

    Where there is a ``resident``, Snakemake stays loaded from one run to the next, and its warm
    processes do what other commands are asked for, but for :meth:`apart` and :meth:`begin`.
    """

    original = ROOT / "content"

    def __init__(self, root: Path, resident: Resident | None = None) -> None:
        self.root = root
        self.resident = resident
        self.meeting = root / "content" / MEETING
        self.output = root / "output"

    @property
    def code(self) -> dict[str, str]:
        """What has commands run the code of this copy, as those of a real project run its own."""
        return {"PYTHONPATH": str(self.root / "workflow")}

    @property
    def environment(self) -> dict[str, str]:
        """The environment of its commands."""
        return {**os.environ, **self.code}

    @classmethod
    def copied(cls, root: Path, resident: Resident | None = None) -> Project:
        root.mkdir(parents=True)
        for part in PARTS:
            source = ROOT / part
            copy = shutil.copytree if source.is_dir() else shutil.copy2
            copy(source, root / part)
        project = cls(root, resident)
        project.take_one_core()
        return project

    def take_one_core(self) -> None:
        """Have one job done at a time: other tests have the other cores."""
        profile = self.root / "profiles/default/profile.yaml"
        profile.write_text(profile.read_text("utf-8").replace("cores: all", "cores: 1"), "utf-8")

    def run(self, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run a command of the project's environment in the folder, without loading it anew."""
        if self.resident is None:
            return self.apart(*command, **environment)
        if command[0] != "snakemake":
            run = self.resident.serving(self.root, Path(self.code["PYTHONPATH"]))
            return self.apart(*command, DIPTYCH_RUN=f"{run}", **environment)
        self.resident.start(self.root, command[1:], {**self.environment, **environment})
        return self.resident.finish()

    def apart(self, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run a command in a process of its own."""
        return subprocess.run(
            [str(BIN / command[0]), *command[1:]],
            cwd=self.root,
            env={**self.environment, **environment},
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )

    def begin(self) -> subprocess.Popen[bytes]:
        """Begin a build in a process of its own, which may be killed."""
        # The process that stays holds the lock of the project for as long as it does.
        (self.root / ".diptych/lock.json").unlink(missing_ok=True)
        return subprocess.Popen(
            [str(BIN / "snakemake")],
            cwd=self.root,
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def build(self, **environment: str) -> subprocess.CompletedProcess[str]:
        return self.run("snakemake", **environment)

    def files(self) -> dict[str, str]:
        """The documents and their hashes."""
        return {
            path.relative_to(self.output).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(self.output.glob("2*/*"))
            if path.suffix in (".docx", ".pdf", ".html")
        }

    def stale(self) -> set[str]:
        """The files below the output folder that the next run would write again."""
        summary = self.run("snakemake", "--summary")
        assert summary.returncode == 0, summary.stderr
        rows = [line.split("\t") for line in summary.stdout.splitlines()]
        files = {row[0] for row in rows if row[-1] == "update pending"}
        return {file.removeprefix("output/") for file in files if file.startswith("output/")}

    def pending(self) -> set[str]:
        """The kinds of documents that the next run would write again."""
        return {Path(file).name.split(".")[0] for file in self.stale() if file.startswith("2")}

    def limit(self, editions: str) -> None:
        """Have the meeting ask for these editions alone."""
        record = self.root / RECORD
        text = record.read_text("utf-8")
        record.write_text(
            text.replace("facts:\n", f"editions: {{{editions}}}\n\nfacts:\n", 1), "utf-8"
        )

    def write_as(self, formats: str) -> None:
        """Have every document written in these formats alone."""
        config = self.root / "config/config.yaml"
        text = config.read_text("utf-8")
        assert text.count("formats: [docx, pdf, html]") == 1
        config.write_text(
            text.replace("formats: [docx, pdf, html]", f"formats: {formats}"), "utf-8"
        )

    @contextmanager
    def edited(self, path: str, old: str, new: str) -> Iterator[None]:
        """Replace ``old`` by ``new`` in a text file for the time of a ``with``."""
        file = self.root / path
        before = file.read_bytes()
        text = before.decode()
        assert old in text, f"{path} does not hold {old!r}"
        file.write_text(text.replace(old, new, 1), "utf-8")
        try:
            yield
        finally:
            file.write_bytes(before)

    @contextmanager
    def without(self, *paths: Path) -> Iterator[None]:
        """Take files away for the time of a ``with``."""
        kept = {path: path.read_bytes() for path in paths}
        for path in paths:
            path.unlink()
        try:
            yield
        finally:
            for path, data in kept.items():
                path.write_bytes(data)


@pytest.fixture(scope="session")
def resident() -> Iterator[Resident]:
    """The process that runs Snakemake for all tests that this process runs."""
    process = Resident()
    yield process
    process.close()


def made(root: Path, resident: Resident, editions: str = "", formats: str = "") -> Project:
    """A project in the new folder ``root``, of which everything is built."""
    project = Project.copied(root, resident)
    if editions:
        project.limit(editions)
    if formats:
        project.write_as(formats)
    result = project.build()
    assert result.returncode == 0, result.stdout + result.stderr
    return project


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, resident: Resident) -> Project:
    """The project with every document built; whoever changes it puts it back."""
    return made(tmp_path_factory.mktemp("diptych") / "project", resident)


@pytest.fixture(scope="session")
def few(tmp_path_factory: pytest.TempPathFactory, resident: Resident) -> Project:
    """The project with a few editions, all built; whoever changes it puts it back."""
    return made(tmp_path_factory.mktemp("few") / "project", resident, FEW)


@pytest.fixture
def project(tmp_path: Path, resident: Resident) -> Project:
    """A project of one's own, nothing built."""
    return Project.copied(tmp_path / "project", resident)
