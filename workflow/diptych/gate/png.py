"""The chunks of a PNG file: which of them say what it shows, and which are to be left behind."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from typing import NamedTuple

SIGNATURE = b"\x89PNG\r\n\x1a\n"

_DRAWN = frozenset({b"IHDR", b"PLTE", b"IDAT", b"IEND"})
_COLOURED = frozenset({b"tRNS", b"iCCP", b"eXIf"})
#: Chunks that do not change what a document shows, with their length in bytes.
_HARMLESS = {b"sRGB": 1, b"pHYs": 9}
_DEEP = 16  # bits a channel
_WITH_ALPHA = 4


class Chunk(NamedTuple):
    """One chunk of a file: its four letters and what it holds."""

    type: bytes
    body: bytes


class Png(NamedTuple):
    """A file that is whole.

    ``readable`` holds only what its pixels depend on, ``plain`` what all programs draw alike;
    ``plain`` is empty where that is not enough: where it is transparent or of 16 bits a channel.
    ``depth`` is that of a channel in bits, ``moving`` says that it has several frames.
    """

    readable: bytes
    plain: bytes
    depth: int
    moving: bool


def read(data: bytes) -> Png:
    """The PNG file ``data``; raises :class:`ValueError` if it is cut short or damaged."""
    chunks = list(_chunks(data))
    types, head = [chunk.type for chunk in chunks], chunks[0].body
    if types[0] != b"IHDR" or len(head) != 13 or head[10:12] != b"\0\0":
        raise ValueError("a PNG without a head")
    if any(types.count(once) > 1 for once in (b"IHDR", b"PLTE", b"tRNS")):
        raise ValueError("a PNG with two heads")
    depth = head[8]
    clear = bool(head[9] & _WITH_ALPHA) or b"tRNS" in types
    plain = [c for c in chunks if c.type in _DRAWN or len(c.body) == _HARMLESS.get(c.type)]
    return Png(
        readable=_joined(c for c in chunks if c.type in _DRAWN | _COLOURED),
        plain=b"" if depth == _DEEP or clear else _joined(plain),
        depth=depth,
        moving=b"acTL" in types,
    )


def _chunks(data: bytes) -> Iterator[Chunk]:
    """The chunks up to the last; what stands behind it is no part of the picture."""
    place = len(SIGNATURE)
    while True:
        length = int.from_bytes(data[place : place + 4])
        end = place + 8 + length
        name, body, check = data[place + 4 : place + 8], data[place + 8 : end], data[end : end + 4]
        if len(check) < 4 or int.from_bytes(check) != zlib.crc32(name + body):
            raise ValueError("a PNG that is cut short or damaged")
        yield Chunk(name, body)
        if name == b"IEND":
            return
        place = end + 4


def _joined(chunks: Iterable[Chunk]) -> bytes:
    parts = [SIGNATURE]
    for name, body in chunks:
        parts += [len(body).to_bytes(4), name, body, zlib.crc32(name + body).to_bytes(4)]
    return b"".join(parts)
