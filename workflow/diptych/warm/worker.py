"""A worker of a run: does one job after another until the run has ended."""

from __future__ import annotations

import gc
import os
import select
import shutil
import signal
import socket
import sys
import threading
import traceback
from contextlib import suppress

import psutil

from diptych import cli
from diptych.warm.client import LENGTH, folder_of

# How often a worker looks whether its run has ended.
_LOOK_SECONDS = 1.0
# A worker that has grown larger ends, and the next job starts a new one in its place.
_MEMORY_BYTES = 250 * 1024**2


def serve(listener: socket.socket, run: psutil.Process) -> None:
    """Do each job that is asked for at ``listener`` until ``run`` has ended."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    while _waits_for_job(listener, run):
        connection, _ = listener.accept()
        with connection:
            status = _do(connection, run)
            # Whoever reads the output of a job waits until nobody can write to it any more.
            for number in (1, 2):
                os.dup2(nowhere, number)
            if too_large := psutil.Process().memory_info().rss > _MEMORY_BYTES:
                listener.close()  # before the answer, after which the next job connects
            with suppress(OSError):
                connection.sendall(bytes([status & 0xFF]))
                connection.shutdown(socket.SHUT_RDWR)
        if too_large:
            break
        _collect_garbage()


def _waits_for_job(listener: socket.socket, run: psutil.Process) -> bool:
    """Wait for a job; False once the run has ended."""
    while not _has_ended(run):
        if select.select([listener], [], [], _LOOK_SECONDS)[0]:
            return True
    return False


def _has_ended(run: psutil.Process) -> bool:
    try:
        return not run.is_running() or run.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def _collect_garbage() -> None:
    """Collect what the last job left; whatever is still there then stays for good.

    Between jobs, since a job takes a twentieth longer if its garbage is collected meanwhile.
    """
    gc.collect()
    gc.freeze()


def _do(connection: socket.socket, run: psutil.Process) -> int:
    """Do the job that ``connection`` asks for; gives its exit status."""
    status = 1
    done = threading.Event()
    try:
        argv = _receive(connection)
        threading.Thread(target=_watch, args=(connection, run, done), daemon=True).start()
        status = cli.main(argv)
    except SystemExit as stop:
        status = stop.code if isinstance(stop.code, int) else 1
    except BaseException:  # as Python itself would
        traceback.print_exc()
    done.set()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError):
            stream.flush()
    return status


def _receive(connection: socket.socket) -> list[str]:
    """The arguments of the command; takes over the client's folder, environment and streams."""
    head, streams, _, _ = socket.recv_fds(connection, LENGTH, 2)
    data = b""
    while len(data) < int.from_bytes(head, "big"):
        received = connection.recv(1 << 16)
        if not received:
            raise EOFError("the client has ended")
        data += received
    folder, *words = data.decode(errors="surrogateescape").split("\0")
    end = words.index("")
    os.chdir(folder)
    os.environ.clear()
    for word in words[end + 1 :]:
        name, _, value = word.partition("=")
        os.environ[name] = value
    for number, stream in enumerate(streams, 1):
        os.dup2(stream, number)
        os.close(stream)
    return words[:end]


def _watch(connection: socket.socket, run: psutil.Process, done: threading.Event) -> None:
    """End this process at once if the client or the run ends before the job is ``done``."""
    with suppress(OSError, ValueError):  # once the job is done, the connection is closed
        while not select.select([connection], [], [], _LOOK_SECONDS)[0] and not _has_ended(run):
            if done.is_set():
                return
    if not done.is_set():
        _leave(run)
        os.kill(os.getpid(), signal.SIGKILL)


def _leave(run: psutil.Process) -> None:
    """Remove what the workers of a run that has ended leave behind."""
    if _has_ended(run):
        shutil.rmtree(folder_of(run.pid), ignore_errors=True)


def main() -> None:
    """Serve the run, and leave nothing behind."""
    pid, descriptor = map(int, sys.argv[1:])
    try:
        run = psutil.Process(pid)
    except psutil.NoSuchProcess:
        return
    gc.disable()
    serve(socket.socket(fileno=descriptor), run)
    _leave(run)


if __name__ == "__main__":
    main()
