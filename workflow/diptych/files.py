"""Files put in place whole or not at all."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from pathlib import Path

from diptych.errors import DiptychError, phrase

_REMEDIES = {
    errno.ENOSPC: phrase("make room on the disk, and build again"),
    errno.EDQUOT: phrase("make room on the disk, and build again"),
    errno.EROFS: phrase("this disk can only be read: let it be written to, and build again"),
    errno.EACCES: phrase("ask whoever owns the folder for the right to write there"),
    errno.EPERM: phrase("ask whoever owns the folder for the right to write there"),
}
_OTHERWISE = phrase("put the disk or the folder right, and build again")


def read(path: Path) -> bytes:
    """The bytes of a file that somebody named.

    Raises :class:`DiptychError` if it cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise DiptychError(phrase("{path} cannot be read", path=path.as_posix())) from error


def replace(path: Path, data: bytes) -> None:
    """Put ``data`` under ``path``, whole or not at all, whoever else does the same.

    Raises :class:`DiptychError` if the disk is full, or is not to be written to.
    """
    partial = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with partial.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())  # a name must not survive a power cut without its data
        os.replace(partial, path)
    except OSError as error:
        raise DiptychError(
            phrase(
                "«{path}» cannot be written: {reason} ({remedy})",
                path=path.as_posix(),
                reason=(error.strerror or "").lower(),
                remedy=_REMEDIES.get(error.errno or 0, _OTHERWISE),
            )
        ) from error
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
