"""Lock the project for one build; another one that is still running refuses it.

Snakemake's own lock outlives a build that was killed, and has to be taken away by
hand; this one ends with the process it is for.
"""

from __future__ import annotations

import argparse
import fcntl
import socket

import msgspec
import psutil

from diptych.cli import options
from diptych.errors import DiptychError, phrase

# The start of a process is computed from the clock, which may have been corrected since.
_DRIFT_SECONDS = 60.0


class Holder(msgspec.Struct):
    """Who holds the lock: a process of a machine, and when it began (seconds since 1970)."""

    machine: str
    process: int
    began: float


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say which arguments this command takes."""
    parser.add_argument("process", type=int, help="the process id of the build")
    options.path(parser, "--file", ".diptych/lock.json", "where the lock is kept")


def run(args: argparse.Namespace) -> int:
    """Write down who holds the lock; raises :class:`DiptychError` while another build holds it."""
    args.file.parent.mkdir(parents=True, exist_ok=True)
    began = psutil.Process(args.process).create_time()
    with args.file.open("a+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        before = _read(file.read())
        if before is not None and before.process != args.process and _lasts(before):
            raise DiptychError(
                phrase(
                    "another build is at work here: process {process} on {machine} "
                    "(wait for it, or stop it; if there is none, delete {file})",
                    process=before.process,
                    machine=before.machine,
                    file=args.file.as_posix(),
                )
            )
        file.truncate(0)
        file.write(msgspec.json.encode(Holder(socket.gethostname(), args.process, began)))
    return 0


def _read(data: bytes) -> Holder | None:
    try:
        return msgspec.json.decode(data, type=Holder)
    except msgspec.DecodeError:
        return None


def _lasts(holder: Holder) -> bool:
    """Whether that process still runs; one on another machine counts as running."""
    if holder.machine != socket.gethostname():
        return True
    try:
        process = psutil.Process(holder.process)
        same: bool = abs(process.create_time() - holder.began) < _DRIFT_SECONDS
        return same and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
