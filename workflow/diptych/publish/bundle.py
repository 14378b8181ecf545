"""All final files of one meeting in one ZIP file, with what proves that they are these."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import msgspec

from diptych.publish.manifest import File, Manifest, encoded, sums
from diptych.publish.names import MANIFEST, SUMS
from diptych.publish.record import BuildRecord, hashes

# A bundle holds no web edition, but that of a press release as the body of a message.
_LEFT_OUT = "html"
_MAIL = "mail"
# The first moment that a ZIP file can name.
_TIME = (1980, 1, 1, 0, 0, 0)
_MODE = 0o644 << 16
_PACKED = (".docx", ".pdf", ".png")


def chosen(files: Sequence[File], now: datetime) -> list[File]:
    """Those of ``files`` that go to the two sides: final and under no embargo ``now``."""
    return [file for file in files if file.state(now) == "final"]


def packed(files: Sequence[File]) -> list[File]:
    """Those of ``files`` that a bundle holds as documents."""
    return [file for file in files if file.format != _LEFT_OUT]


def members(
    manifest: Manifest,
    files: Sequence[File],
    content: Callable[[File], bytes],
    record: Callable[[File], BuildRecord],
) -> dict[str, bytes]:
    """What the bundle of the ``files`` of one meeting holds, by name.

    ``content`` gives the bytes of a file, ``record`` what its document has left of itself,
    and ``manifest`` is that of all files.
    """
    documents = packed(files)
    contents = {file.path: content(file) for file in documents}
    for file in files:
        texts = record(file).texts
        if len(file.languages) == 1 and file.languages[0] in texts:
            stem = f"{_MAIL}/{file.kind}.{file.languages[0]}"
            contents[f"{stem}.txt"] = texts[file.languages[0]].encode()
            if file.format == _LEFT_OUT:
                contents[f"{stem}.html"] = content(file)
    contents[MANIFEST] = encoded(msgspec.structs.replace(manifest, files=documents))
    contents[SUMS] = sums(hashes(contents))
    return contents


def zipped(contents: Mapping[str, bytes]) -> bytes:
    """``contents`` as a ZIP file; the same members give the same bytes."""
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        for name in sorted(contents):
            info = ZipInfo(name, _TIME)
            info.external_attr = _MODE
            info.create_system = 3  # Unix, wherever it is written
            packed = name.endswith(_PACKED)
            archive.writestr(info, contents[name], ZIP_STORED if packed else ZIP_DEFLATED)
    return out.getvalue()
