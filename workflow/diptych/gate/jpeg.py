"""The segments of a JPEG file: which of them say what it shows, and which are to be left behind.

A camera writes more than one picture into a file: where it was taken, a preview, a second view,
a film. Programs treat these differently, so they are removed. The rest is copied unchanged:
decoding a photograph and encoding it again would cost quality.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

SIGNATURE = b"\xff\xd8\xff"

_BEGIN, _END = b"\xff\xd8", b"\xff\xd9"
_JFIF = b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
_MARKER = re.compile(rb"\xff([^\x00\x01\xd0-\xd8\xff])", re.DOTALL)
_EOI, _SOS = 0xD9, 0xDA
# Baseline and progressive: what every program reads.
_COMMON = frozenset({0xC0, 0xC2})
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
# Tables, frames, scans, and how they are divided.
_DRAWN = _FRAMES | {0xC4, 0xCC, 0xDA, 0xDB, 0xDC, 0xDD}
# Orientation, colour profile, and what the channels are, by marker and first bytes.
_COLOURED = ((0xE0, b"JFIF\x00"), (0xE1, b"Exif\x00"), (0xE2, b"ICC_PROFILE\x00"), (0xEE, b"Adobe"))
#: Each scan goes over the whole picture, however little it says: a few dozen are enough.
MAX_SCANS = 100
#: Far more than any camera writes.
MAX_SEGMENTS = 1000


class Segment(NamedTuple):
    """One segment: its marker, and all its bytes, those of a scan with the data after it."""

    marker: int
    data: bytes

    def holds(self, marker: int, beginning: bytes) -> bool:
        """Whether this is a segment ``marker`` whose content begins so."""
        return self.marker == marker and self.data.startswith(beginning, 4)


class Jpeg(NamedTuple):
    """A file that is whole.

    ``readable`` holds only what its pixels depend on. ``plain`` holds what all programs draw
    alike, without the colour profile and the orientation. It is empty where programs differ:
    where the file has four channels, or is coded in a rare way.
    """

    readable: bytes
    plain: bytes


def read(data: bytes) -> Jpeg:
    """The JPEG file ``data``; raises :class:`ValueError` if it is cut short or damaged."""
    segments = list(islice(_segments(data), MAX_SEGMENTS + 1))
    markers = [segment.marker for segment in segments]
    frames = [segment for segment in segments if segment.marker in _FRAMES]
    scans = markers.count(_SOS)
    many = scans > MAX_SCANS or len(segments) > MAX_SEGMENTS
    if many or not scans or len(frames) != 1 or len(frames[0].data) < 10:
        raise ValueError("a JPEG without a picture, or with too many")
    frame = frames[0]
    drawn = [segment for segment in segments if segment.marker in _DRAWN]
    coloured = [
        segment
        for segment in segments
        if segment.marker in _DRAWN or any(segment.holds(*each) for each in _COLOURED)
    ]
    common = frame.marker in _COMMON and frame.data[4] == 8 and frame.data[9] in (1, 3)
    return Jpeg(
        readable=_joined(_BEGIN, coloured),
        plain=_joined(_BEGIN + _first(segments[0]), drawn) if common else b"",
    )


def _first(segment: Segment) -> bytes:
    """The head that must stand first: ``segment``, if it is one without a preview, else another."""
    data = segment.data
    own = segment.holds(0xE0, b"JFIF\x00") and len(data) == len(_JFIF) and data[16:] == b"\0\0"
    dense = any(data[12:14]) and any(data[14:16])
    return data if own and dense else _JFIF


def _segments(data: bytes) -> Iterator[Segment]:
    """The segments of the first picture; what stands behind it is no part of it."""
    match = _MARKER.search(data, len(_BEGIN))
    while match is not None and (marker := match[1][0]) != _EOI:
        place = match.end()
        length = int.from_bytes(data[place : place + 2])
        end = place + length
        if length < 2 or end > len(data):
            raise ValueError("a JPEG that is cut short")
        match = _MARKER.search(data, end)
        if marker == _SOS and match is not None:
            end = match.start()
        yield Segment(marker, bytes((0xFF, marker)) + data[place:end])
    if match is None:
        raise ValueError("a JPEG without an end")


def _joined(head: bytes, segments: Iterable[Segment]) -> bytes:
    return b"".join([head, *(segment.data for segment in segments), _END])
