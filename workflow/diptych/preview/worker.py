"""A process that draws what the preview shows, one thing after another.

It is started as a program of its own and never forked, as a process that has drawn has threads.
What it is asked and what it answers are messages of msgpack, each with its length before it.
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Sequence
from typing import BinaryIO, TypeVar

import msgspec

from diptych.preview import view
from diptych.preview.view import Sources, View, Wanted

T = TypeVar("T")

_LENGTH = 4


class Asked(msgspec.Struct, frozen=True):
    """What is to be drawn: the function of :mod:`diptych.preview.view` called ``what``."""

    what: str
    sources: Sources
    wanted: Wanted | None = None


def _answer(asked: Asked) -> object:
    match asked:
        case Asked("view", sources, Wanted() as wanted):
            return view.view(sources, wanted)
        case Asked("pages", sources, Wanted() as wanted):
            return view.pages(sources, wanted)
        case Asked("overview", sources):
            return view.overview(sources)
        case _:
            raise AssertionError(f"nobody draws {asked.what}")


class Worker:
    """The process as it is seen from outside; it begins when it is first asked."""

    def __init__(self) -> None:
        self._process: asyncio.subprocess.Process | None = None
        self._alone = asyncio.Lock()

    async def view(self, sources: Sources, wanted: Wanted) -> View | None:
        """As :func:`diptych.preview.view.view`; nothing if the process was lost."""
        return await self._ask(Asked("view", sources, wanted), View)

    async def pages(self, sources: Sources, wanted: Wanted) -> Sequence[bytes] | None:
        """As :func:`diptych.preview.view.pages`; nothing if the process was lost."""
        return await self._ask(Asked("pages", sources, wanted), tuple[bytes, ...])

    async def overview(self, sources: Sources) -> View | None:
        """As :func:`diptych.preview.view.overview`; nothing if the process was lost."""
        return await self._ask(Asked("overview", sources), View)

    def restart(self) -> None:
        """Begin another process, which remembers nothing, when something is next asked."""
        process, self._process = self._process, None
        if process is not None and process.stdin is not None:
            process.stdin.close()  # it ends after what it is at

    async def _ask(self, asked: Asked, kind: type[T]) -> T | None:
        async with self._alone:
            if self._process is None or self._process.returncode is not None:
                self._process = await asyncio.create_subprocess_exec(
                    sys.executable,
                    "-m",
                    __name__,
                    stdin=asyncio.subprocess.PIPE,
                    stdout=asyncio.subprocess.PIPE,
                    # An interrupt is for the server, which then ends this.
                    start_new_session=True,
                )
            incoming, outgoing = self._process.stdout, self._process.stdin
            assert incoming is not None
            assert outgoing is not None
            try:
                outgoing.write(_framed(asked))
                await outgoing.drain()
                length = int.from_bytes(await incoming.readexactly(_LENGTH), "big")
                return msgspec.msgpack.decode(await incoming.readexactly(length), type=kind)
            except (asyncio.IncompleteReadError, ConnectionError):
                self.restart()
                return None


def _framed(message: object) -> bytes:
    data = msgspec.msgpack.encode(message, enc_hook=str)
    return len(data).to_bytes(_LENGTH, "big") + data


def serve(incoming: BinaryIO, outgoing: BinaryIO) -> None:
    """Answer what is asked until nobody can ask any more."""
    decoder = msgspec.msgpack.Decoder(Asked, dec_hook=lambda kind, value: kind(value))
    while head := incoming.read(_LENGTH):
        asked = decoder.decode(incoming.read(int.from_bytes(head, "big")))
        outgoing.write(_framed(_answer(asked)))
        outgoing.flush()


def main() -> None:
    """Serve on standard input and output; whatever is printed goes to standard error."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    serve(sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()
