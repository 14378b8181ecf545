"""Writing one document: every edition in every format, all of them or none."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import Literal

import msgspec

from diptych import bitext, inputs, modules, tree
from diptych.editions import split
from diptych.errors import Problem
from diptych.files import replace
from diptych.layout import coverage
from diptych.model import Authenticity
from diptych.pipeline import pages
from diptych.pipeline.compose import Composed, compose, conformity
from diptych.pipeline.limits import limited
from diptych.plan import SHEET, written
from diptych.publish import record
from diptych.reader.registry import read_registry
from diptych.writers import txt


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked of one document.

    ``folder`` is that of the meeting and ``output`` that of all meetings. ``conformity`` asks for
    the sheet that compares the languages, too. ``record`` is where the record of the document is
    kept, if anywhere. ``fingerprint`` is what was planned: where it is given, anything else that is
    read is refused. ``state`` is how the workflow remembers it
    (:func:`diptych.publish.record.state`).
    """

    folder: Path
    kind: str
    editions: Sequence[str]
    formats: Sequence[str]
    arrangement: Literal["parallel", "sequential"]
    authenticity: Authenticity
    conformity: bool
    templates: Path
    output: Path
    record: Path | None = None
    fingerprint: str = ""
    state: str = ""


def write(job: Job, warn: Callable[[Problem], None]) -> None:
    """Write the files ``<output>/<meeting>/<kind>.<edition>.<format>``, and the record.

    Each warning is passed to ``warn``. Raises :class:`~diptych.errors.ContentError`
    with everything that is wrong in the content, :class:`~diptych.inputs.Changed` if something
    else is read than was planned, and another :class:`~diptych.errors.DiptychError` if a writer
    cannot write the document or takes too long; then nothing is written.
    """
    with limited(), inputs.steady(planned=bool(job.fingerprint)):
        fingerprint = _fingerprint(job)
        if job.fingerprint not in ("", fingerprint):
            raise inputs.Changed(f"{job.folder.as_posix()}: {job.kind}")
        registry = read_registry(job.folder.parent)
        editions = {edition: split(edition) for edition in job.editions}
        wanted = list(editions.values())
        composed = compose(job.folder, job.kind, wanted, registry, job.templates, job.authenticity)
        for warning in composed.warnings:
            warn(warning)
        files = _files(job, composed, editions)
        if job.fingerprint and (module := modules.changed()):
            raise inputs.Changed(module.as_posix())
        for name, data in files.items():
            replace(job.output / name, data)
        if job.record:
            build_record = _record(job, composed, files, fingerprint)
            record.make_room(job.record)
            replace(job.record, record.encoded(build_record))


def _fingerprint(job: Job, asked: Collection[str] | None = None) -> str:
    """The fingerprint of what is read, or of what counts in it if these forms are ``asked`` for."""
    return written(
        job.folder,
        job.kind,
        editions=job.editions,
        formats=job.formats,
        arrangement=job.arrangement,
        authenticity=job.authenticity,
        templates=job.templates,
        asked=asked,
    )


def _files(
    job: Job, composed: Composed, editions: Mapping[str, Sequence[str]]
) -> Mapping[str, bytes]:
    """The files of the document, by name below the output folder."""
    files: dict[str, bytes] = {}
    hashes: dict[str, dict[str, str]] = {}

    def add(edition: str, document: tree.Document) -> None:
        coverage.check(document, job.templates / coverage.FONTS)
        for output_format, data in pages.files(document, job.formats, job.templates).items():
            files[f"{job.folder.name}/{job.kind}.{edition}.{output_format}"] = data
            hashes.setdefault(edition, {})[output_format] = hashlib.sha256(data).hexdigest()

    for edition, languages in editions.items():
        add(edition, bitext.weave(composed.editions[tuple(languages)], job.arrangement))
    if job.conformity:
        add(SHEET, conformity(composed, hashes))
    return files


def _former(job: Job, files: Mapping[str, bytes]) -> dict[str, str]:
    """What was written of the document before, is not any more, and lies there still."""
    before = record.read(job.record) if job.record else record.BuildRecord()
    return {
        name: digest
        for name, digest in (before.former | before.files).items()
        if name not in files and (job.output / name).is_file()
    }


def _record(
    job: Job, composed: Composed, files: Mapping[str, bytes], fingerprint: str
) -> record.BuildRecord:
    """The record of the document."""
    documents = {column.code: column.document for column in composed.columns}
    states: dict[str, record.State] = {
        code: "confirmed" if all(each.state == "fresh" for each in units) else "unconfirmed"
        for code, units in composed.translations.items()
    }
    if composed.authenticity.source:
        states[composed.authenticity.source] = "source"
    asked = sorted(map(str, composed.asked))
    leads = {code: lead for code, each in documents.items() if (lead := _lead(each))}
    return record.BuildRecord(
        fingerprint=fingerprint,
        state=job.state or fingerprint,
        files=record.hashes(files),
        former=_former(job, files),
        draft=composed.record.status != "final",
        date=next((each.date for each in documents.values()), ""),
        names={code: each.name for code, each in documents.items()},
        titles={code: each.title for code, each in documents.items()},
        authors={code: each.author for code, each in documents.items()},
        leads=leads,
        texts={code: txt.text(documents[code]) for code in leads},
        states=states,
        decisions={code: entries for code, entries in composed.decisions.items() if entries},
        asked=asked,
        asked_fingerprint=_fingerprint(job, asked),
    )


def _lead(document: tree.Document) -> str:
    """The first paragraph of a press release, nothing of other documents."""
    blocks = (block for part in document.parts for block in part.blocks)
    leads = (b for b in blocks if isinstance(b, tree.Paragraph) and b.style == "lead")
    return next((txt.ordinary(tree.plain(lead.content)) for lead in leads), "")
