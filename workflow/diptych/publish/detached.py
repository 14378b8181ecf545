"""Detached signatures by SSH keys: of the list of sums, or of any one file.

Private keys are only named here; nothing of them is kept, printed or written.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from diptych.errors import DiptychError, phrase
from diptych.publish.signatures import Signature

#: What a signature is for: an SSH signature of anything else is none.
NAMESPACE = "diptych"


def signed(data: bytes, key: Path) -> bytes:
    """The SSH signature of ``data`` by ``key``, a private key or the public one of an agent.

    Raises :class:`~diptych.errors.DiptychError` if ssh-keygen is missing or refuses.
    """
    command = ["-Y", "sign", "-q", "-n", NAMESPACE, "-f", str(key)]
    done = _ssh(command, data)
    if done.returncode:
        raise DiptychError(phrase("the key {name} cannot be used by ssh-keygen", name=key.name))
    return done.stdout


def check(data: bytes | BinaryIO, signature: bytes, allowed: Path | None) -> Signature:
    """Who signed ``data``, bytes or a real file, and whether that is one of the ``allowed``.

    These are a file in the form that ssh-keygen(1) calls allowed signers; without it, the
    fingerprint of the key stands for who signed.
    """
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "signature"
        place.write_bytes(signature)
        named = ["-n", NAMESPACE, "-s", str(place)]
        alone = _ssh(["-Y", "check-novalidate", *named], data)
        if alone.returncode:
            return Signature("", phrase("the signature is wrong: it is not of this list of files"))
        if allowed is None:
            output = alone.stdout.decode(errors="replace").strip()
            return Signature(output.rpartition(" ")[2], None)
        principals = _ssh(["-Y", "find-principals", "-f", str(allowed), "-s", str(place)], b"")
        names = principals.stdout.decode(errors="replace").splitlines()
        for who in filter(None, names):
            known = _ssh(["-Y", "verify", "-f", str(allowed), "-I", who, *named], data)
            if not known.returncode:
                return Signature(who, None, checked=True)
        return Signature("", phrase("the signature is by a key that is not trusted"))


def _ssh(arguments: Sequence[str], data: bytes | BinaryIO) -> subprocess.CompletedProcess[bytes]:
    command = ["ssh-keygen", *arguments]
    try:
        if isinstance(data, bytes):
            return subprocess.run(command, input=data, capture_output=True, check=False)
        data.seek(0)
        return subprocess.run(command, stdin=data, capture_output=True, check=False)
    except FileNotFoundError as error:
        raise DiptychError(
            phrase("ssh-keygen is missing: install OpenSSH (apt install openssh-client)")
        ) from error
