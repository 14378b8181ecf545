"""Snakemake in a process that stays, so that it is loaded once for the many runs of a test file.

For each run the package is loaded anew from the folder of the project. Snakemake and the other
libraries stay, and so do the warm processes that do the jobs, until code or templates have changed.
"""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil

WORKER = "diptych.warm.worker"


def workers(run: int) -> list[psutil.Process]:
    """The warm processes of the run that has this process id."""
    return [
        process
        for process in psutil.process_iter(["cmdline"])
        if {WORKER, f"{run}"} <= set(process.info["cmdline"] or ())
    ]


class Resident:
    """A process that runs Snakemake as often as it is asked to, in any project."""

    def __init__(self) -> None:
        self._said = TemporaryDirectory()
        self._state: list[object] = []

    @cached_property
    def _process(self) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-P", __file__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def serving(self, root: Path, code: Path) -> int:
        """The process id, whose warm processes know ``root`` and the ``code`` as they are now."""
        if (state := [*_lasting(code), *_lasting(root / "templates")]) != self._state:
            self._state = state
            self.alone()
        return self._process.pid

    def alone(self) -> None:
        """End the warm processes, so that the next run begins without any."""
        ended = workers(self._process.pid)
        for worker in ended:
            worker.kill()
        psutil.wait_procs(ended, timeout=10)

    def start(self, root: Path, arguments: Sequence[str], environment: Mapping[str, str]) -> None:
        """Begin a run in the folder ``root``, which :meth:`finish` waits for."""
        self.serving(root, Path(environment["PYTHONPATH"]))
        job = {
            "root": str(root),
            "argv": [*arguments],
            "environment": {**environment},
            "to": self._said.name,
        }
        assert self._process.stdin
        print(json.dumps(job), file=self._process.stdin, flush=True)

    def runs(self) -> bool:
        """Whether a run that was begun is still at work."""
        return not select.select([self._process.stdout], [], [], 0)[0]

    def finish(self) -> subprocess.CompletedProcess[str]:
        """The outcome of the run."""
        assert self._process.stdout
        status = int(self._process.stdout.readline())
        out, err = (
            Path(self._said.name, name).read_text("utf-8", "replace") for name in ("out", "err")
        )
        return subprocess.CompletedProcess([], status, out, err)

    def close(self) -> None:
        """End the process; its warm processes end with it."""
        if "_process" in vars(self):
            self._process.kill()
            self._process.communicate()
        self._said.cleanup()


def _lasting(folder: Path) -> list[object]:
    """The states of files that a process remembers by their paths."""
    found: list[object] = [folder]
    for path in sorted(folder.rglob("*")):
        if "__pycache__" not in path.parts and path.is_file():
            state = path.stat()
            found.append((str(path), state.st_ino, state.st_size, state.st_ctime_ns))
    return found


def serve() -> None:
    """Do each run that a line of standard input asks for, and say its status."""
    from snakemake import cli

    answers = os.fdopen(os.dup(1), "w")
    sys.path.insert(0, "")
    for line in sys.stdin:
        job = json.loads(line)
        os.chdir(job["root"])
        sys.path[0] = job["environment"]["PYTHONPATH"]
        os.environ.clear()
        os.environ.update(job["environment"])
        for name in [each for each in sys.modules if each.split(".")[0] == "diptych"]:
            del sys.modules[name]
        for number, name in ((1, "out"), (2, "err")):
            _lead(number, os.path.join(job["to"], name))
        try:
            cli.main(job["argv"])
        except SystemExit as stop:
            status = stop.code
        sys.stdout.flush()
        sys.stderr.flush()
        for number in (1, 2):
            _lead(number, os.devnull)
        print(status, file=answers, flush=True)


def _lead(stream: int, path: str) -> None:
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(file, stream)
    os.close(file)


if __name__ == "__main__":
    serve()
