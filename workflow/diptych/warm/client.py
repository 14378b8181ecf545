"""The command ``diptych`` as it is started: asks the server of the run, or does the work itself.

Whoever sets ``DIPTYCH_RUN`` to the process id of a run has the server of that run do the
work; without it, or where no server can be had, this process does. The outcome is the
same. It loads nothing but what it takes to ask, for it is started once a job.
"""

from __future__ import annotations

import os
import socket
import sys

#: Whose jobs these are: the process id of Snakemake.
RUN = "DIPTYCH_RUN"
#: How many bytes say how long a request is.
LENGTH = 4

_WAITING = 1024


def main() -> int:
    """Run one subcommand; returns its exit status."""
    run = os.environ.get(RUN, "")
    status = asked(run, sys.argv[1:]) if run.isdecimal() else None
    if status is not None:
        return status
    from diptych import cli  # loads everything

    return cli.main()


def asked(run: str, argv: list[str]) -> int | None:
    """The exit status of a copy of the server, or nothing if there is none to be had."""
    request = [os.getcwd(), *argv, "", *(f"{name}={said}" for name, said in os.environ.items())]
    data = "\0".join(request).encode(errors="surrogateescape")
    try:
        with _connected(run) as connection:
            socket.send_fds(connection, [len(data).to_bytes(LENGTH, "big")], [1, 2])
            connection.sendall(data)
            answer = connection.recv(1)
    except OSError:
        return None
    return answer[0] if answer else None


def address(run: str) -> str:
    """Where the server of ``run`` listens: in a folder that only its user may enter."""
    folder = f"{os.environ.get('TMPDIR', '/tmp')}/diptych-{os.getuid()}"
    os.makedirs(folder, mode=0o700, exist_ok=True)
    said = os.lstat(folder)
    if said.st_uid != os.getuid() or said.st_mode & 0o077:
        raise PermissionError(folder)
    return f"{folder}/{run}"


def _connected(run: str) -> socket.socket:
    """A connection to the server of ``run``, which is started if it is not there."""
    place = address(run)
    try:
        return _at(place)
    except (FileNotFoundError, ConnectionRefusedError):
        return _started(run, place)


def _at(place: str) -> socket.socket:
    connection = socket.socket(socket.AF_UNIX)
    connection.connect(place)
    return connection


def _started(run: str, place: str) -> socket.socket:
    """Start the server of ``run``, unless another job has done so in the meantime.

    It is given the socket that it listens at: whoever asks waits until it is ready, and
    nobody need try again.
    """
    import fcntl  # one job of a run needs them
    import subprocess

    with open(f"{place}.lock", "a") as lock, socket.socket(socket.AF_UNIX) as listener:
        fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            return _at(place)
        except ConnectionRefusedError:
            os.unlink(place)  # it has been killed
        except FileNotFoundError:
            pass
        listener.bind(place)
        listener.listen(_WAITING)
        subprocess.Popen(
            [sys.executable, "-m", "diptych.warm.server", run, str(listener.fileno())],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=[listener.fileno()],
            start_new_session=True,
        )
        return _at(place)
