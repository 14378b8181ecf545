"""One document as read, between reading and composing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from diptych import kinds
from diptych.model import Prose, Record, Standing
from diptych.reader.content import Registry
from diptych.reader.yaml import Source


class Draft(msgspec.Struct, frozen=True):
    """One document as read, in all its languages, before it is composed.

    ``derived`` are the languages whose texts no person wrote.
    """

    kind: kinds.Kind
    record: Record
    texts: Mapping[str, Prose]
    derived: frozenset[str]
    lines: Mapping[str, Sequence[str]]
    meeting: Source
    registry: Registry
    standing: Standing
