"""What the rules of the workflow are about: groups of documents, their sources, their states.

``workflow/rules/common.smk`` makes one :class:`Jobs` a run. Everything here only reads, and
nothing fails on bad content: the jobs report it.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import groupby
from pathlib import Path

from diptych.editions import split
from diptych.model import Recipients
from diptych.plan import SHEET, Plan, PlannedDocument, site_digest
from diptych.publish import fresh, record
from diptych.publish.names import MANIFEST, SUMS, pages
from diptych.reader.recipients import read_recipients

OUTPUT = "output"
# The rules that are there in any case.
_RULES = frozenset(
    {
        *("all", "build", "bundles", "check_meetings", "mail", "publish", "sign_document"),
        *("sign_list", "signatures", "write_bundle", "write_message"),
    }
)
RECORDS = ".snakemake/diptych"
"""Beside Snakemake's own metadata: once that is deleted, it cannot tell what has changed. Then the
records are deleted, too, and each document is written again."""


@dataclass(frozen=True)
class Group:
    """Documents of one kind in the same editions, which share the rule ``name``."""

    name: str
    documents: tuple[PlannedDocument, ...]

    @property
    def kind(self) -> str:
        """The kind of the documents."""
        return self.documents[0].kind

    @property
    def editions(self) -> tuple[str, ...]:
        """The editions that each of them is written in."""
        return self.documents[0].editions

    @property
    def outputs(self) -> tuple[str, ...]:
        """The same, and «conformity» where each has a conformity sheet."""
        return self.documents[0].outputs

    @property
    def has_sheet(self) -> bool:
        """Whether each has a conformity sheet."""
        return SHEET in self.outputs

    @cached_property
    def by_meeting(self) -> Mapping[str, PlannedDocument]:
        """The documents by the names of their meetings."""
        return {document.meeting: document for document in self.documents}


class Jobs:
    """The jobs there may be, of what ``plan`` asks for at the aware time ``now``.

    Paths of what is built are relative to the folder ``root`` of the project, as rules name
    them; those of sources are not.
    """

    def __init__(self, plan: Plan, root: Path, now: datetime) -> None:
        self.plan = plan
        self._root = root
        self._now = now

    # --- documents ------------------------------------------------------------------

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """The documents by kind and editions, under names that depend on nothing else."""
        alike: dict[tuple[str, tuple[str, ...]], list[PlannedDocument]] = {}
        for document in self.plan.documents:
            if document.editions:
                alike.setdefault((document.kind, document.outputs), []).append(document)
        return tuple(
            Group(self._name(kind, outputs), tuple(documents))
            for (kind, outputs), documents in sorted(alike.items())
        )

    def _name(self, kind: str, outputs: Sequence[str]) -> str:
        usual = (*self.plan.config.editions.get(kind, ()), SHEET)
        which = [] if outputs == usual else ["in", *outputs]
        return _rule_name("_".join(["write", kind, *which]))

    @cached_property
    def kinds(self) -> Mapping[str, str]:
        """The kinds of which there are documents, and the names of their rules."""
        return {group.kind: _rule_name(group.kind) for group in self.groups}

    def files(self) -> list[str]:
        """The files of all documents, and their records."""
        return [
            path
            for document in self.plan.documents
            if document.editions
            for path in self.files_of(document)
        ]

    def records(self, kind: str) -> list[str]:
        """The records of all documents of a kind."""
        mine = (group.documents for group in self.groups if group.kind == kind)
        return [self.record(document) for documents in mine for document in documents]

    def files_of(self, document: PlannedDocument) -> list[str]:
        """The files of ``document`` and its record."""
        names = document.files(self.plan.config.formats)
        return [*(f"{OUTPUT}/{name}" for name in names), self.record(document)]

    def record(self, document: PlannedDocument) -> str:
        """Where the record of ``document`` is kept."""
        return f"{RECORDS}/{document.meeting}/{document.kind}.json"

    def state(self, document: PlannedDocument) -> str:
        """Changes with anything that ``document`` is made from, and if its record is damaged."""
        path = self._root / self.record(document)
        written = record.read(path)
        if fresh.is_of(written, self.plan, document):
            return written.state
        return record.state(path, self.plan.fingerprint(document))

    def discard_outdated(self, since: Path) -> None:
        """Delete records newer than ``since`` of documents that are of other content than planned.

        A job on another machine plans for itself, from what it finds there. Snakemake remembers
        what was planned here, so such a document has to be made again.
        """
        began = since.stat().st_mtime_ns
        for document in self.plan.documents:
            path = self._root / self.record(document)
            if not path.is_file() or path.stat().st_mtime_ns < began:
                continue
            if not fresh.is_of(record.read(path), self.plan, document):
                path.unlink()

    # --- checks ---------------------------------------------------------------------

    @cached_property
    def months(self) -> Mapping[str, Sequence[str]]:
        """The meetings by year and month, with which their names begin: «2024-08».

        Where there is no meeting, there is still something to check.
        """
        named = groupby(self.plan.meetings, lambda name: name[:7])
        return {month: list(names) for month, names in named} or {"none": []}

    # --- what goes out --------------------------------------------------------------

    @cached_property
    def site(self) -> list[str]:
        """Manifest, pages, lists and sums, and the record of these."""
        names = [MANIFEST, *pages(self.plan.config.languages), SUMS]
        return [*(f"{OUTPUT}/{name}" for name in names), f"{RECORDS}/{fresh.PUBLISHED}"]

    @cached_property
    def site_state(self) -> str:
        """Changes with the code, templates and labels of the site, and if one of its files does."""
        digest = site_digest(self.plan.templates)
        return fresh.state(self._root / RECORDS, self._root / OUTPUT, digest)

    @cached_property
    def deadlines_reached(self) -> int:
        """How many embargoes and due dates are over."""
        return self.plan.deadlines_reached(self._now)

    @cached_property
    def released(self) -> Mapping[str, Sequence[PlannedDocument]]:
        """The documents that may be published, by meeting."""
        by_meeting: dict[str, list[PlannedDocument]] = {}
        for document in self.plan.documents:
            if document.editions and self.plan.is_released(document, self._now):
                by_meeting.setdefault(document.meeting, []).append(document)
        return by_meeting

    def released_files(self, meeting: str) -> list[str]:
        """The files of the documents of a meeting that may be published, and their records."""
        return [path for each in self.released.get(meeting, ()) for path in self.files_of(each)]

    def messages(self) -> list[tuple[str, str]]:
        """Each meeting and list of recipients that is sent something of it."""
        return [
            (meeting, name)
            for meeting, documents in self.released.items()
            for name, recipients in self._lists.items()
            if any(self._is_sent(each, recipients) for each in documents)
        ]

    @cached_property
    def _lists(self) -> Mapping[str, Recipients]:
        """The lists of recipients that can be read; checking reports the others."""
        return read_recipients(self.plan.content, strict=False)

    def _is_sent(self, document: PlannedDocument, recipients: Recipients) -> bool:
        there = {*document.languages, *document.derived}
        return any(
            recipients.are_sent(document.kind, there.intersection(split(edition)), each)
            for edition in document.editions
            for each in self.plan.config.formats
        )

    def signable(self) -> list[str]:
        """The PDF files that may be published, below the output folder."""
        formats = {"pdf"}.intersection(self.plan.config.formats)
        return [
            name
            for documents in self.released.values()
            for document in documents
            for name in document.files(formats)
        ]

    # --- sources --------------------------------------------------------------------

    def sources(self, document: PlannedDocument) -> list[str]:
        """The files of content that ``document`` is made from, those that are there."""
        plan = self.plan
        named = [*plan.record_files(document), *plan.texts(document), *plan.ledgers(document)]
        return [path for path in [*named, *plan.images(document)] if os.path.isfile(path)]


def _rule_name(name: str) -> str:
    """``name`` as rules are called, unless another rule is."""
    plain = name.replace("-", "_").lower()
    return f"{plain}_" if plain in _RULES else plain
