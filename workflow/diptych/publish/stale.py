"""What was made on demand and is not of the current documents any more."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from diptych.errors import DiptychError
from diptych.model import Recipients
from diptych.publish import bundle, mail, received, verify
from diptych.publish.listing import Meeting
from diptych.publish.manifest import File
from diptych.publish.names import BUNDLES, MAIL, SIGNED


def made_of(output: Path, files: Sequence[File]) -> Iterator[Path]:
    """What has been made of ``files`` or of the meetings that they belong to."""
    for meeting in sorted({file.meeting for file in files}):
        yield from (output / BUNDLES).glob(f"{meeting}.zip*")
        yield from (output / MAIL / meeting).glob("*.eml")
    for file in files:
        yield from (output / SIGNED).glob(file.path)


def stale(
    output: Path,
    meetings: Sequence[Meeting],
    current: Sequence[File],
    recipients: Mapping[str, Recipients],
    content: Callable[[File], bytes],
) -> Iterator[Path]:
    """Bundles, drafts and signed copies below ``output`` that would now be others, or none.

    ``current`` are the files that go into bundles. Raises
    :class:`~diptych.errors.DiptychError` if a draft cannot be written.
    """
    for path in sorted((output / BUNDLES).glob("*.zip")):
        if not _holds(path, [file for file in current if file.meeting == path.stem]):
            yield from (output / BUNDLES).glob(f"{path.name}*")
    shown = {meeting.name: meeting for meeting in meetings}
    for path in sorted((output / MAIL).glob("*/*.eml")):
        meeting, to = shown.get(path.parent.name), recipients.get(path.stem)
        if (
            not meeting
            or not to
            or not mail.wanted(meeting, to)
            or path.read_bytes() != mail.draft(meeting, to, content)
        ):
            yield path
    hashes = {file.path: (file.size, file.sha256) for file in current}
    for path in sorted((output / SIGNED).rglob("*.pdf")):
        size, digest = hashes.get(path.relative_to(output / SIGNED).as_posix(), (0, ""))
        if hashlib.sha256(path.read_bytes()[:size]).hexdigest() != digest:
            yield path


def _holds(path: Path, files: Sequence[File]) -> bool:
    """Whether the bundle at ``path`` is of ``files``."""
    try:
        with received.opened(path) as opened:
            stated = verify.manifest(opened)
    except DiptychError:
        return False
    wanted = {file.path: file.sha256 for file in bundle.packed(files)}
    return {file.path: file.sha256 for file in stated.files} == wanted
