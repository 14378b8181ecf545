"""The warm process of a run: reads once what all jobs share, and forks for each of them."""

from __future__ import annotations

import gc
import os
import select
import signal
import socket
import sys
import threading
import traceback
from contextlib import suppress
from pathlib import Path

from diptych import cli
from diptych.warm import sharing
from diptych.warm.client import LENGTH, address

# How soon after its run the server ends, in seconds.
_PAUSE = 1.0


def serve(listener: socket.socket, run: int) -> None:
    """Answer every request that comes to ``listener`` until the process ``run`` has ended."""
    sharing.load()
    gc.collect()
    gc.freeze()  # what is not looked through is not copied
    while _lives(run):
        _bury()
        ready, _, _ = select.select([listener], [], [], _PAUSE)
        if ready:
            connection, _ = listener.accept()
            if os.fork() == 0:
                listener.close()
                _work(connection)
            connection.close()


def _bury() -> None:
    """Let go of the copies that have ended; whoever asked has been told how."""
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG) != (0, 0):
            pass


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


def _work(connection: socket.socket) -> None:
    """Do in this copy what ``connection`` asks, say how it went, and end."""
    status = 1
    try:
        argv = _received(connection)
        threading.Thread(target=_end_with, args=(connection,), daemon=True).start()
        status = cli.main(argv)
    except SystemExit as stop:
        status = stop.code if isinstance(stop.code, int) else 1
    except BaseException:  # as Python itself would
        traceback.print_exc()
    finally:
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError):
                stream.flush()
        with suppress(OSError):
            connection.sendall(bytes([status & 0xFF]))
        os._exit(status)


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


def _end_with(connection: socket.socket) -> None:
    """End when the client does, as when Snakemake has stopped it."""
    if not connection.recv(1):
        os.kill(os.getpid(), signal.SIGTERM)


def main() -> None:
    """Serve the run, and leave nothing behind."""
    run, descriptor = sys.argv[1:]
    place = Path(address(run))
    try:
        serve(socket.socket(fileno=int(descriptor)), int(run))
    finally:
        for path in (place, place.with_suffix(".lock")):
            path.unlink(missing_ok=True)


if __name__ == "__main__":
    main()
