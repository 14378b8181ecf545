"""Jobs are done by processes that stay for a run, and by nobody else if those cannot be had."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil
import pytest

from diptych.warm import client

ROOT = Path(__file__).parents[1]
SAY = ["say", "--type", "date", "--role", "of", "--language", "kk", "2024-08-28"]
SAID = "2024 жылғы 28 тамыздағы"


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """The process id of what stands for Snakemake; its workers listen in a folder of their own."""
    # The path of a socket may have a hundred bytes only.
    with (
        TemporaryDirectory(prefix="diptych-", dir="/tmp") as folder,
        subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process,
    ):
        monkeypatch.setenv("TMPDIR", folder)
        yield process.pid
        process.kill()
        assert not psutil.wait_procs(workers(process.pid), timeout=10)[1]


def workers(run: int) -> list[psutil.Process]:
    return [
        process
        for process in psutil.process_iter(["cmdline"])
        if {"diptych.warm.worker", f"{run}"} <= set(process.info["cmdline"] or ())
    ]


def said(capfd: pytest.CaptureFixture[str]) -> str:
    return capfd.readouterr().out.strip().replace("\u00a0", " ")


def test_jobs_that_follow_each_other_have_one_worker(run: int, capfd) -> None:
    assert client.request(run, SAY) == 0
    assert said(capfd) == SAID
    first = workers(run)
    assert client.request(run, SAY) == 0
    assert said(capfd) == SAID
    assert workers(run) == first
    assert len(first) == 1


def test_jobs_at_the_same_time_have_a_worker_each(run: int) -> None:
    with client._worker(run) as one, client._worker(run) as other:
        assert one.process != other.process
        assert client._ask(one, SAY) == client._ask(other, SAY) == 0


def test_a_worker_that_has_been_killed_is_replaced(run: int) -> None:
    assert client.request(run, SAY) == 0
    (worker,) = workers(run)
    worker.kill()
    psutil.wait_procs([worker], timeout=10)
    assert client.request(run, SAY) == 0
    assert workers(run) != [worker]


def test_a_job_fails_in_a_worker_as_it_does_alone(run: int, capfd) -> None:
    wrong = [*SAY[:-1], "2024-13-01"]
    assert client.request(run, wrong) == 1
    assert "2024-13-01" in capfd.readouterr().err
    assert client.request(run, ["nothing"]) == 2  # argparse ends the command


def test_a_worker_that_is_stuck_is_ended_and_the_job_goes_on_without_it(
    run: int, capfd, monkeypatch
) -> None:
    assert client.request(run, SAY) == 0
    (worker,) = workers(run)
    os.kill(worker.pid, signal.SIGSTOP)
    monkeypatch.setattr(client, "PATIENCE_SECONDS", 0.2)
    assert client.request(run, SAY) is None
    assert "made no progress" in capfd.readouterr().err
    assert psutil.wait_procs([worker], timeout=10)[1] == []


def test_a_worker_that_is_busy_is_waited_for(run: int, monkeypatch, capfd) -> None:
    monkeypatch.setattr(client, "PATIENCE_SECONDS", 0.1)  # loading alone takes longer
    assert client.request(run, SAY) == 0
    assert said(capfd) == SAID


def test_a_worker_ends_with_its_client(run: int) -> None:
    words = "\0".join([os.fspath(ROOT), "check", ""]).encode()  # longer than a client stays
    with client._worker(run) as worker:
        process = psutil.Process(worker.process)
        socket.send_fds(worker.connection, [len(words).to_bytes(client.LENGTH, "big")], [1, 2])
        worker.connection.sendall(words)
    assert not psutil.wait_procs([process], timeout=10)[1]
    assert client.request(run, SAY) == 0


def test_workers_leave_nothing_behind(run: int) -> None:
    assert client.request(run, SAY) == 0
    folder = Path(client.folder_of(run))
    assert list(folder.iterdir())
    left = workers(run)
    os.kill(run, signal.SIGKILL)
    assert not psutil.wait_procs(left, timeout=10)[1]
    assert not folder.exists()


def test_a_run_that_has_ended_gets_no_more_files() -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    assert client.request(process.pid, SAY) == 1


def test_the_command_does_the_work_itself_where_no_worker_can_be_had(
    monkeypatch, capsys, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "argv", ["diptych", *SAY])
    monkeypatch.setenv("TMPDIR", str(tmp_path / "none"))
    (tmp_path / "none").touch()
    monkeypatch.setenv(client.RUN, f"{os.getpid()}")
    assert client.main() == 0
    assert said(capsys) == SAID
