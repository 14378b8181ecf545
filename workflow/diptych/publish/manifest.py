"""The manifest of the output folder: which files are current, and which have lost their source."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from diptych import inputs
from diptych.editions import split
from diptych.errors import DiptychError, Phrase, phrase
from diptych.language.transliteration import source
from diptych.model import publication_state
from diptych.plan import SHEET, Plan
from diptych.publish.names import MANIFEST, ON_DEMAND, SIGNATURE, SUMS
from diptych.publish.record import State, kept
from diptych.values import Instant, parse

VERSION = 2
#: What lies in the output folder beside documents and pages.
KNOWN_FILES = frozenset({MANIFEST, SUMS, SIGNATURE, "README.md"})


class File(msgspec.Struct, frozen=True, kw_only=True):
    """One file of the manifest; ``path`` is relative to the output folder.

    ``derived`` are the languages that have no text of their own in it, ``status`` is that
    of the meeting, and ``embargo`` the instant before which it may not be published.
    ``translations`` says of each language whether its text is the source, confirmed beside
    it, or not.
    """

    path: str
    meeting: str
    kind: str
    edition: str
    languages: tuple[str, ...]
    derived: tuple[str, ...]
    translations: dict[str, State]
    format: str
    status: Literal["draft", "final"]
    embargo: str | None
    size: int
    sha256: str
    sources: dict[str, str]

    def state(self, now: datetime) -> Literal["draft", "embargo", "final"]:
        """What this is ``now``, an aware time; an embargo that cannot be read never ends."""
        embargo = parse("instant", self.embargo) if self.embargo is not None else None
        if embargo is not None and not isinstance(embargo, Instant):
            return "embargo"
        return publication_state(self.status, embargo, now)

    def publication_blocker(self, now: datetime) -> Phrase | None:
        """Why this may not be published ``now``, an aware time, or ``None`` if it may."""
        match self.state(now):
            case "draft":
                return phrase("its meeting is a draft")
            case "embargo":
                return phrase("it is under embargo until {instant}", instant=self.embargo)
        return phrase("it is for the two sides alone") if self.edition == SHEET else None


class Font(msgspec.Struct, frozen=True):
    """A font of the templates: the version it states, and its hash."""

    version: str
    sha256: str


class Manifest(msgspec.Struct, frozen=True):
    """All current files, and by name the versions of the programs and fonts they owe to."""

    version: int
    engines: dict[str, str]
    fonts: dict[str, Font]
    files: list[File]


def read(path: Path) -> Manifest:
    """The manifest at ``path``.

    Raises :class:`~diptych.errors.DiptychError` if there is none.
    """
    try:
        return decoded(path.read_bytes())
    except (OSError, msgspec.DecodeError) as error:
        raise DiptychError(
            phrase("there is no manifest at {path}: run «snakemake» first", path=path)
        ) from error


def decoded(data: bytes) -> Manifest:
    """The manifest in ``data``; raises :class:`msgspec.DecodeError` if that is none."""
    return msgspec.json.decode(data, type=Manifest)


def encoded(manifest: Manifest) -> bytes:
    """``manifest`` as JSON to be read by people, too."""
    data = msgspec.json.encode(manifest, order="deterministic")
    return msgspec.json.format(data, indent=2) + b"\n"


def sums(hashes: Mapping[str, str]) -> bytes:
    """The ``hashes`` of files, by path, as ``sha256sum --check`` reads them."""
    return "".join(f"{hashes[name]}  {name}\n" for name in sorted(hashes)).encode()


def unchanged(output: Path, file: File) -> bytes:
    """The bytes of ``file`` below ``output``.

    Raises :class:`~diptych.errors.DiptychError` if they are not those of the manifest.
    """
    path = output / file.path
    data = path.read_bytes() if path.is_file() else b""
    if hashlib.sha256(data).hexdigest() != file.sha256:
        raise DiptychError(
            phrase("{path} is not as the manifest lists it: run «snakemake» again", path=path)
        )
    return data


def manifest(
    output: Path, plan: Plan, records: Path, engines: Mapping[str, str], fonts: Mapping[Path, str]
) -> Manifest:
    """The manifest of the files that ``plan`` has below ``output``.

    Raises :class:`~diptych.errors.DiptychError` if one of them is not there. The same for
    the same files. ``sources`` gives the SHA-256 of each text,
    image and meeting that the file was made from; ``records`` is the folder of the
    documents' records, and ``engines`` and ``fonts`` (by file) are versions.
    """
    sha256 = cache(inputs.digest)
    files = []
    for document in plan.documents:
        folder = plan.content / document.meeting
        status, embargo = plan.status(document), plan.embargo(document)
        written_as = kept(records, document.meeting, document.kind)
        states = written_as.states
        if written_as.draft:  # whatever the meeting has been made since
            status = "draft"
        for edition in document.outputs:
            every = (*document.languages, *document.derived)
            languages = every if edition == SHEET else split(edition)
            derived = tuple(code for code in languages if code in document.derived)
            written = [source(code) if code in derived else code for code in languages]
            texts = [folder / f"{document.kind}.{code}.md" for code in written]
            drawn = [*texts, folder / "meeting.yaml", *map(Path, plan.images(document))]
            sources = {path.as_posix(): sha256(path) for path in drawn}
            for output_format in plan.config.formats:
                name = document.file(edition, output_format)
                path = output / name
                if not path.is_file():
                    raise DiptychError(
                        phrase("{path} has not been built: run «snakemake» first", path=path)
                    )
                files.append(
                    File(
                        path=name,
                        meeting=document.meeting,
                        kind=document.kind,
                        edition=edition,
                        languages=languages,
                        derived=derived,
                        translations={code: states.get(code, "unconfirmed") for code in languages},
                        format=output_format,
                        status=status,
                        embargo=None if embargo is None else str(embargo),
                        size=path.stat().st_size,
                        sha256=sha256(path),
                        sources=sources,
                    )
                )
    files.sort(key=lambda file: file.path)
    drawn_with = {path.name: Font(version, sha256(path)) for path, version in sorted(fonts.items())}
    return Manifest(VERSION, dict(sorted(engines.items())), drawn_with, files)


def withdraw(path: Path, *, whole: bool = True) -> list[File]:
    """Delete the manifest at ``path``, and what was made from it, unless it still holds.

    It holds as long as each file it lists is there unchanged, and so is the site (``whole``).
    Returns the files that are not.
    Called at the end of a run, which may have failed or been about a few files only.
    """
    if not path.is_file():
        return []
    try:
        files = decoded(path.read_bytes()).files
    except msgspec.DecodeError:  # of an older version
        files = []
    lost = [
        file
        for file in files
        if not (member := path.parent / file.path).is_file() or inputs.digest(member) != file.sha256
    ]
    if lost or not files or not whole:
        for name in _summed(path.parent / SUMS):
            if "/" not in name:  # the site, no documents
                (path.parent / name).unlink(missing_ok=True)
        for name in (SUMS, SIGNATURE, path.name):
            (path.parent / name).unlink(missing_ok=True)
    return lost


def _summed(path: Path) -> list[str]:
    """The names in a list of sums."""
    try:
        return [line.partition("  ")[2] for line in path.read_text("utf-8").splitlines()]
    except OSError:
        return []


def orphans(output: Path, current: Iterable[str]) -> list[str]:
    """Files below ``output`` that are none of ``current``, relative to it, in order.

    Hidden files (a write under way) and the :data:`KNOWN_FILES` do not count.
    """
    known = set(current)
    return sorted(
        name
        for path in output.rglob("*")
        if path.is_file()
        and not path.name.startswith(".")
        and (name := path.relative_to(output).as_posix()) not in known
        and name not in KNOWN_FILES
        and name.partition("/")[0] not in ON_DEMAND
    )
