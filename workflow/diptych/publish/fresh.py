"""Whether what lies in the output folder is of the content as it stands."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from diptych.errors import Position, Problem, Problems, phrase
from diptych.plan import Plan, PlannedDocument
from diptych.publish import manifest, record
from diptych.publish.names import MANIFEST

#: The record of the site, in the folder of the records of documents.
PUBLISHED = "published.json"

_REMEDY = phrase("run «snakemake», and look at what it builds")


def is_of(written: record.BuildRecord, plan: Plan, document: PlannedDocument) -> bool:
    """Whether ``document`` as ``written`` is that of the content as it stands.

    Forms of names may have changed meanwhile that it was written without looking up.
    """
    if written.fingerprint == plan.fingerprint(document):
        return True
    same = written.asked_fingerprint
    return bool(same) and same == plan.fingerprint(document, written.asked)


def outdated(
    plan: Plan, documents: Iterable[PlannedDocument], records: Path, output: Path
) -> Iterator[Problem]:
    """A problem for each of ``documents`` that is not made from the content as it stands.

    ``records`` is the folder of their records.
    """
    for document in documents:
        written = record.kept(records, document.meeting, document.kind)
        if document.editions and not is_of(written, plan, document):
            yield Problem(
                Position(f"{output.as_posix()}/{document.meeting}/{document.kind}"),
                phrase("this document is not of the content as it stands now"),
                _REMEDY,
            )


def stated(plan: Plan, meetings: Collection[str], records: Path, output: Path) -> manifest.Manifest:
    """The manifest, if what it says of ``meetings`` may be relied on.

    Raises :class:`~diptych.errors.DiptychError` if there is none, and
    :class:`~diptych.errors.ContentError` if it was changed after it was written, if it
    lists other files than there would be now, or for documents that are not of the content
    as it stands.
    """
    problems = Problems()
    path = output / MANIFEST
    whole = manifest.read(path)
    if record.read(records / PUBLISHED).files.get(MANIFEST) != _digest(path):
        problems.add(
            Position(path.as_posix()), phrase("this file was changed after it was written"), _REMEDY
        )
    documents = [each for name in plan.meetings if name in meetings for each in plan.of(name)]
    problems.extend(outdated(plan, documents, records, output))
    wanted = {name for document in documents for name in document.files(plan.config.formats)}
    for name in sorted(wanted ^ {file.path for file in whole.files if file.meeting in meetings}):
        what = (
            phrase("the manifest does not list this file")
            if name in wanted
            else phrase("the manifest lists this file, which has no source any more")
        )
        problems.add(Position(f"{output.as_posix()}/{name}"), what, _REMEDY)
    problems.raise_if_any()
    return whole


def state(records: Path, output: Path, fingerprint: str) -> str:
    """What the workflow remembers of a site that is to be of ``fingerprint``.

    As :func:`diptych.publish.record.state`, but a state that never was if one of its files has
    changed.
    """
    path = records / PUBLISHED
    written = record.read(path)
    if written.fingerprint != fingerprint or is_whole(records, output):
        return record.state(path, fingerprint)
    there = "".join(_digest(output / name) for name in sorted(written.files))
    return record.another(fingerprint, f"{written.state} {there}")


def is_whole(records: Path, output: Path) -> bool:
    """Whether the site is as it was written; true if none was."""
    files = record.read(records / PUBLISHED).files
    return all(_digest(output / name) == digest for name, digest in files.items())


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
