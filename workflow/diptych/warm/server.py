"""The warm process of a run: reads once what all jobs share, and has copies of itself do them."""

from __future__ import annotations

import gc
import os
import resource
import select
import signal
import socket
import sys
import threading
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from diptych import cli
from diptych.warm import sharing
from diptych.warm.client import LENGTH, address

# How soon after its run the server ends, in seconds.
_PAUSE = 1.0
# A copy that has done so many jobs, or has grown to so many bytes, is replaced by a new one.
_JOBS = 64
_GROWN = 250 * 1024**2


def serve(listener: socket.socket, run: int) -> None:
    """Have a copy answer each request to ``listener`` until the process ``run`` has ended.

    A copy that is done waits for the next request; where none waits, there is a new one.
    """
    sharing.load()
    gc.collect()
    gc.freeze()  # what is not looked through is not copied
    waiting: list[socket.socket] = []
    copies: set[socket.socket] = set()
    ended = _end_of(run)
    while not ended():
        _bury()
        ready, _, _ = select.select([listener, *copies], [], [], _PAUSE)
        for copy in copies.intersection(ready):
            if copy.recv(1):
                waiting.append(copy)
            else:
                copies.remove(copy)
                copy.close()
        waiting = [copy for copy in waiting if copy in copies]
        if listener in ready:
            connection, _ = listener.accept()
            with connection:
                if not _passed(connection, waiting):
                    copies.add(_copy(connection, [listener, *copies]))


def _passed(connection: socket.socket, waiting: list[socket.socket]) -> bool:
    """Whether one of the copies that are ``waiting`` has taken ``connection``."""
    while waiting:
        with suppress(OSError):  # which one that has been killed raises
            socket.send_fds(waiting.pop(), [b"."], [connection.fileno()])
            return True
    return False


def _copy(connection: socket.socket, ours: list[socket.socket]) -> socket.socket:
    """Fork for what ``connection`` asks and for what comes later; gives the way to the copy."""
    here, there = socket.socketpair()
    if os.fork():
        there.close()
        return here
    for each in (here, *ours):
        each.close()
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for _ in range(_JOBS):
        _work(connection, nowhere)
        if resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 > _GROWN:
            break
        there.send(b".")
        _, descriptors, _, _ = socket.recv_fds(there, 1, 1)
        if not descriptors:
            break
        connection = socket.socket(fileno=descriptors[0])
    os._exit(0)


def _bury() -> None:
    """Let go of the copies that have ended."""
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG) != (0, 0):
            pass


def _end_of(process: int) -> Callable[[], bool]:
    """Tells whether ``process`` has ended, also while nobody has asked how."""
    if sys.platform != "linux":
        return lambda: not _is_there(process)
    try:
        watch = os.pidfd_open(process)
    except ProcessLookupError:
        return lambda: True
    return lambda: bool(select.select([watch], [], [], 0)[0])


def _is_there(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def _work(connection: socket.socket, nowhere: int) -> None:
    """Do what ``connection`` asks, say how it went, and write to ``nowhere`` from then on."""
    status = 1
    done = threading.Event()
    with connection:
        try:
            argv = _received(connection)
            threading.Thread(target=_end_with, args=(connection, done), daemon=True).start()
            status = cli.main(argv)
        except SystemExit as stop:
            status = stop.code if isinstance(stop.code, int) else 1
        except BaseException:  # as Python itself would
            traceback.print_exc()
        for number, stream in enumerate((sys.stdout, sys.stderr), 1):
            with suppress(OSError):
                stream.flush()
            os.dup2(nowhere, number)  # whoever reads what was said waits for its end
        done.set()
        with suppress(OSError):
            connection.sendall(bytes([status & 0xFF]))
            connection.shutdown(socket.SHUT_RDWR)


def _received(connection: socket.socket) -> list[str]:
    """The arguments of the command; folder, environment and streams are those of the client."""
    head, streams, _, _ = socket.recv_fds(connection, LENGTH, 2)
    data = b""
    while len(data) < int.from_bytes(head, "big"):
        data += connection.recv(1 << 16)
    folder, *words = data.decode(errors="surrogateescape").split("\0")
    end = words.index("")
    os.chdir(folder)
    os.environ.clear()
    for word in words[end + 1 :]:
        name, _, said = word.partition("=")
        os.environ[name] = said
    for number, stream in enumerate(streams, 1):
        os.dup2(stream, number)
        os.close(stream)
    return words[:end]


def _end_with(connection: socket.socket, done: threading.Event) -> None:
    """End when the client does before it is answered, as when Snakemake has stopped it."""
    with suppress(OSError):
        connection.recv(1)
    if not done.is_set():
        os.kill(os.getpid(), signal.SIGKILL)


def main() -> None:
    """Serve the run, and leave nothing behind."""
    run, descriptor = sys.argv[1:]
    place = Path(address(run))
    try:
        serve(socket.socket(fileno=int(descriptor)), int(run))
    finally:
        for path in (place, place.with_suffix(".lock")):
            path.unlink(missing_ok=True)
        os.killpg(0, signal.SIGKILL)  # nothing is written any more for a run that has ended


if __name__ == "__main__":
    main()
