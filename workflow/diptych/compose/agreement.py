"""Whether what meeting.yaml says of a document agrees with itself, whatever the language."""

from __future__ import annotations

from typing import Literal

import msgspec

from diptych.errors import Position


class Disagreement(msgspec.Struct, frozen=True):
    """Something that cannot be, or is unusual, in the record of a document.

    ``place`` is the path within the document's section of meeting.yaml, or a place in a text.
    ``message``, ``remedy`` and ``severity`` are those of a :class:`~diptych.errors.Problem`.
    """

    place: tuple[str | int, ...] | Position
    message: str
    remedy: str
    severity: Literal["error", "warning"] = "error"
