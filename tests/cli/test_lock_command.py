"""A project is one build's at a time, whatever becomes of the clock."""

from __future__ import annotations

import json
import os
import socket
from pathlib import Path

import psutil
import pytest

from diptych.cli import main

HERE = socket.gethostname()


def locked(file: Path, process: int, began: float, machine: str = HERE) -> int:
    """The exit status of locking for this process's parent where another has locked before."""
    file.write_text(json.dumps({"machine": machine, "process": process, "began": began}))
    return main(["lock", str(os.getppid()), "--file", str(file)])


@pytest.mark.parametrize("drift", [0, 0.01, -1, 30])
def test_a_build_at_work_is_waited_for_though_the_clock_was_put_right(
    tmp_path: Path, drift: float, capsys: pytest.CaptureFixture[str]
) -> None:
    began = psutil.Process().create_time()
    assert locked(tmp_path / "lock.json", os.getpid(), began + drift) == 1
    assert f"another build is at work here: process {os.getpid()}" in capsys.readouterr().err


def test_a_process_that_only_has_its_number_is_not_waited_for(tmp_path: Path) -> None:
    began = psutil.Process().create_time()
    assert locked(tmp_path / "lock.json", os.getpid(), began - 3600) == 0
    held = json.loads((tmp_path / "lock.json").read_text())
    assert held["process"] == os.getppid()


def test_a_build_that_has_ended_is_not_waited_for(tmp_path: Path) -> None:
    ended = max(psutil.pids()) + 1000
    assert locked(tmp_path / "lock.json", ended, 0) == 0


def test_what_another_machine_does_nobody_here_can_tell(tmp_path: Path) -> None:
    assert locked(tmp_path / "lock.json", 1, 0, "elsewhere") == 1
