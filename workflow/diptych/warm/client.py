"""The command ``diptych`` as it is started: hands its work to a worker, or does it itself.

Whoever sets ``DIPTYCH_RUN`` to the process id of a run has the workers of that run do the work.
Without it, or where no worker can be had or none makes progress, this process does it. The
outcome is the same. This module loads only what it takes to ask, since it is started once a job.
"""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from typing import NamedTuple

#: The process id of Snakemake, whose jobs these are.
RUN = "DIPTYCH_RUN"
#: How many bytes say how long a request is.
LENGTH = 4
#: A worker that has used no CPU for so many seconds is stuck: the job goes on without it.
PATIENCE_SECONDS = 30.0

_PROGRESS_SECONDS = 0.01


class Worker(NamedTuple):
    """A worker that is ours for one job: its process id, and a connection to it."""

    process: int
    connection: socket.socket


def main() -> int:
    """Run one subcommand; returns its exit status."""
    run = os.environ.get(RUN, "")
    status = request(int(run), sys.argv[1:]) if run.isdecimal() else None
    if status is not None:
        return status
    from diptych import cli  # takes long to load

    return cli.main()


def request(run: int, argv: list[str]) -> int | None:
    """The exit status of ``argv`` in a worker of ``run``, or None if no worker did it."""
    status = None
    with suppress(OSError), _worker(run) as worker:
        status = _ask(worker, argv)
    if status is None and _has_ended(run):
        return 1  # nothing is written any more for a run that has ended
    return status


def folder_of(run: int) -> str:
    """The folder where workers of ``run`` listen; raises :class:`PermissionError` if others may."""
    ours = f"{os.environ.get('TMPDIR', '/tmp')}/diptych-{os.getuid()}"
    for path in (ours, f"{ours}/{run}"):
        os.makedirs(path, mode=0o700, exist_ok=True)
        status = os.lstat(path)
        if status.st_uid != os.getuid() or status.st_mode & 0o077:
            raise PermissionError(path)
    return f"{ours}/{run}"


@contextmanager
def _worker(run: int) -> Iterator[Worker]:
    """A worker of ``run`` that no other job uses, for the time of a ``with``.

    Each worker has a number and a lock that holds its process id. The first lock that is free
    gives the worker. If that worker has not been started yet or has ended, a new one is started.
    """
    import fcntl  # not on every system

    folder = folder_of(run)
    for number in count():
        with open(f"{folder}/{number}.lock", "a+") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            path = f"{folder}/{number}"
            lock.seek(0)
            try:
                worker = Worker(int(lock.read()), _connect(path))
            except (ValueError, FileNotFoundError, ConnectionRefusedError):
                worker = _start(run, path)
                lock.truncate(0)
                lock.write(f"{worker.process}")
                lock.flush()
            with worker.connection:
                yield worker
            return


def _connect(path: str) -> socket.socket:
    connection = socket.socket(socket.AF_UNIX)
    connection.settimeout(PATIENCE_SECONDS)
    connection.connect(path)
    return connection


def _start(run: int, path: str) -> Worker:
    """Start a worker that listens at ``path``.

    It gets the socket it listens at, so that one can connect before it has loaded.
    """
    import subprocess

    with socket.socket(socket.AF_UNIX) as listener:
        if os.path.exists(path):
            os.unlink(path)  # of a worker that has ended
        listener.bind(path)
        listener.listen()
        process = subprocess.Popen(
            [sys.executable, "-m", "diptych.warm.worker", f"{run}", f"{listener.fileno()}"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=[listener.fileno()],
            start_new_session=True,
        )
        process.returncode = 0  # it outlives this process, which does not wait for it
        return Worker(process.pid, _connect(path))


def _ask(worker: Worker, argv: list[str]) -> int | None:
    """The exit status of ``argv`` in ``worker``, or None if it ends before or gets stuck."""
    words = [os.getcwd(), *argv, "", *(f"{name}={value}" for name, value in os.environ.items())]
    data = "\0".join(words).encode(errors="surrogateescape")
    try:
        socket.send_fds(worker.connection, [len(data).to_bytes(LENGTH, "big")], [1, 2])
        worker.connection.sendall(data)
        return _answer(worker)
    except TimeoutError:
        _give_up(worker)
        return None


def _answer(worker: Worker) -> int | None:
    """Wait for the answer; raises :class:`TimeoutError` if ``worker`` makes no progress."""
    used = -1.0
    while True:
        try:
            answer = worker.connection.recv(1)
        except TimeoutError:
            before, used = used, _cpu_seconds(worker.process)
            if used < before + _PROGRESS_SECONDS:
                raise
        else:
            return answer[0] if answer else None


def _cpu_seconds(process: int) -> float:
    import psutil  # takes long to load

    try:
        times = psutil.Process(process).cpu_times()
    except psutil.NoSuchProcess:
        return 0.0
    return float(times.user + times.system)


def _has_ended(process: int) -> bool:
    import psutil

    try:
        return bool(psutil.Process(process).status() == psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return True


def _give_up(worker: Worker) -> None:
    """End a worker that is stuck, and say so."""
    import signal

    from diptych.cli.console import say

    with suppress(ProcessLookupError):
        os.kill(worker.process, signal.SIGKILL)
    say(
        "warning: a warm process made no progress for {seconds} seconds and was ended; "
        "this job does without it",
        seconds=int(PATIENCE_SECONDS),
        to=sys.stderr,
    )
