"""The manifest of the output folder: which files are current, and which have lost their source."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from diptych.editions import split
from diptych.errors import DiptychError, Phrase, Position, Problem, phrase
from diptych.language.transliteration import source
from diptych.plan import SHEET, Plan
from diptych.values import Instant, parse

MANIFEST = "manifest.json"
#: What lies in the output folder beside documents.
FURNITURE = frozenset({MANIFEST, "README.md"})


class File(msgspec.Struct, frozen=True, kw_only=True):
    """One file of the manifest; ``path`` is relative to the output folder.

    ``derived`` are the languages that have no text of their own in it, ``status`` is that
    of the meeting, and ``embargo`` the instant before which it may not be published.
    """

    path: str
    meeting: str
    kind: str
    edition: str
    languages: tuple[str, ...]
    derived: tuple[str, ...]
    format: str
    status: Literal["draft", "final"]
    embargo: str | None
    size: int
    sha256: str
    sources: dict[str, str]

    def held(self, now: datetime) -> Phrase | None:
        """Why this may not be published ``now``, an aware time, or ``None`` if it may."""
        if self.status != "final":
            return phrase("its meeting is a draft")
        if self.edition == SHEET:
            return phrase("it is for the two sides alone")
        if self.embargo is not None:
            instant = parse("instant", self.embargo)
            if not isinstance(instant, Instant) or now < instant.moment:
                return phrase("it is under embargo until {instant}", instant=self.embargo)
        return None


class _Manifest(msgspec.Struct, frozen=True):
    version: int
    files: list[File]


def listed(path: Path) -> list[File]:
    """The files that the manifest at ``path`` lists.

    Raises :class:`~diptych.errors.DiptychError` if there is none.
    """
    try:
        return msgspec.json.decode(path.read_bytes(), type=_Manifest).files
    except (OSError, msgspec.DecodeError) as error:
        raise DiptychError(
            phrase("there is no manifest at {path}: run «snakemake» first", path=path)
        ) from error


def unchanged(output: Path, file: File) -> bytes:
    """The bytes of ``file`` below ``output``.

    Raises :class:`~diptych.errors.DiptychError` if they are not those of the manifest.
    """
    path = output / file.path
    data = path.read_bytes() if path.is_file() else b""
    if _digest(data) != file.sha256:
        raise DiptychError(
            phrase("{path} is not as the manifest lists it: run «snakemake» again", path=path)
        )
    return data


def manifest(output: Path, plan: Plan) -> bytes:
    """The manifest of the files that ``plan`` has below ``output``, as JSON.

    The same for the same files. ``sources`` gives the SHA-256 of each text,
    image and meeting that the file was made from.
    """
    sha256 = cache(_sha256)
    files = []
    for document in plan.documents:
        folder = plan.content / document.meeting
        status, embargo = plan.status(document), plan.embargo(document)
        for edition in document.outputs:
            every = (*document.languages, *document.derived)
            languages = every if edition == SHEET else split(edition)
            derived = tuple(code for code in languages if code in document.derived)
            written = [source(code) if code in derived else code for code in languages]
            texts = [folder / f"{document.kind}.{code}.md" for code in written]
            drawn = [*texts, folder / "meeting.yaml", *map(Path, plan.images(document))]
            sources = {path.as_posix(): sha256(path) for path in drawn}
            for output_format in plan.config.formats:
                path = output / document.file(edition, output_format)
                files.append(
                    File(
                        path=document.file(edition, output_format),
                        meeting=document.meeting,
                        kind=document.kind,
                        edition=edition,
                        languages=languages,
                        derived=derived,
                        format=output_format,
                        status=status,
                        embargo=None if embargo is None else str(embargo),
                        size=path.stat().st_size,
                        sha256=sha256(path),
                        sources=sources,
                    )
                )
    files.sort(key=lambda file: file.path)
    data = msgspec.json.encode(_Manifest(version=1, files=files))
    return msgspec.json.format(data, indent=2) + b"\n"


def record(files: Mapping[str, bytes]) -> bytes:
    """The hashes of ``files``, by path, as they were written; :func:`changed` reads them."""
    return msgspec.json.encode({name: _digest(data) for name, data in files.items()})


def changed(output: Path, records: Path) -> Iterator[Problem]:
    """A problem for each file below ``output`` that is not as ``records`` say it was written."""
    for kept in sorted(records.rglob("*.json")):
        for name, digest in msgspec.json.decode(kept.read_bytes(), type=dict[str, str]).items():
            path = output / name
            if path.is_file() and _sha256(path) != digest:
                yield Problem(
                    Position(path.as_posix()),
                    phrase("this file was changed after it was written"),
                    phrase(
                        "delete it, or move it away, and run snakemake to have it written again"
                    ),
                )


def withdraw(path: Path) -> None:
    """Delete the manifest at ``path`` unless each file it lists is there, unchanged.

    Called at the end of a run, which may have failed or been about a few files only.
    """
    if not path.is_file():
        return
    listed = msgspec.json.decode(path.read_bytes(), type=_Manifest).files
    for file in listed:
        member = path.parent / file.path
        if not member.is_file() or _sha256(member) != file.sha256:
            path.unlink()
            return


def orphans(output: Path, current: Iterable[str]) -> list[str]:
    """Files below ``output`` that are none of ``current``, relative to it, in order.

    Hidden files (a write under way) and the furniture of the folder do not count.
    """
    known = set(current)
    return sorted(
        name
        for path in output.rglob("*")
        if path.is_file()
        and not path.name.startswith(".")
        and (name := path.relative_to(output).as_posix()) not in known
        and name not in FURNITURE
    )


def _sha256(path: Path) -> str:
    return _digest(path.read_bytes())


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
