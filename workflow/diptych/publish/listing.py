"""What readers may know of the output folder: meetings, their documents, their files."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from itertools import groupby
from typing import Literal

import msgspec

from diptych.plan import SHEET
from diptych.publish.manifest import File
from diptych.publish.record import BuildRecord
from diptych.values import Instant, parse

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class PublishedDocument(msgspec.Struct, frozen=True):
    """One document as readers may know it.

    Of one that is no more than a draft, or under embargo until an instant, there are no
    ``files``, and the ``record`` says what kind it is and nothing else.
    """

    meeting: str
    kind: str
    state: Literal["final", "draft", "embargo"]
    record: BuildRecord
    files: tuple[File, ...] = ()
    embargo: Instant | None = None

    @property
    def source(self) -> str:
        """The language it was written in first."""
        states = self.record.states
        return next((code for code, state in states.items() if state == "source"), "")

    def in_language(self, code: str) -> str:
        """``code`` if the document has that language, else the one it was written in."""
        return code if code in self.record.titles else self.source

    def full_title(self, code: str) -> str:
        """Its title in the language ``code`` if it has that, with its name where that is not in it.

        So «Press release: Experts take stock», but «Minutes of the second session».
        """
        known = self.in_language(code)
        name, title = self.record.names.get(known, self.kind), self.record.titles.get(known, "")
        return title if name.casefold() in title.casefold() else f"{name}: {title}"


class Meeting(msgspec.Struct, frozen=True):
    """A meeting: the name of its folder, its day in ISO form if one is known, its documents."""

    name: str
    date: str
    documents: tuple[PublishedDocument, ...]

    @property
    def released(self) -> tuple[PublishedDocument, ...]:
        """The documents that may be read."""
        return tuple(each for each in self.documents if each.state == "final")


def meetings(
    files: Sequence[File], record: Callable[[str, str], BuildRecord], now: datetime
) -> tuple[Meeting, ...]:
    """The meetings of ``files``, the newest first; embargoes are compared with the aware ``now``.

    ``record`` gives the record of a document by meeting and kind.
    """
    ordered = sorted(files, key=lambda file: (file.meeting, file.kind))
    listed = [
        _meeting(name, tuple(_documents(tuple(members), record, now)))
        for name, members in groupby(ordered, lambda file: file.meeting)
    ]
    return tuple(sorted(listed, key=lambda each: (each.date, each.name), reverse=True))


def _meeting(name: str, documents: tuple[PublishedDocument, ...]) -> Meeting:
    named = _DAY.match(name)
    dates = [each.record.date for each in documents if each.record.date]
    return Meeting(name, named[0] if named else max(dates, default=""), documents)


def _documents(
    files: Sequence[File], record: Callable[[str, str], BuildRecord], now: datetime
) -> Iterator[PublishedDocument]:
    for kind, members in groupby(files, lambda file: file.kind):
        mine = tuple(file for file in members if file.edition != SHEET)
        if not mine:
            continue
        first = mine[0]
        written = record(first.meeting, kind)
        state = first.state(now)
        if state == "final":
            yield PublishedDocument(first.meeting, kind, state, written, mine)
        else:
            instant = parse("instant", first.embargo) if first.embargo else None
            until = instant if state == "embargo" and isinstance(instant, Instant) else None
            yield PublishedDocument(
                first.meeting, kind, state, BuildRecord(names=written.names), (), until
            )
