"""Sign finished files: PDF files by a certificate, or the list of all files by an SSH key.

diptych sign pdf output/…/FILE.pdf...     output/signed/…/FILE.pdf, a signed copy of each
diptych sign list --output output         output/SHA256SUMS.sig
diptych sign file FILE.zip                FILE.zip.sig

Keys are named by the environment and lie outside of the project:
DIPTYCH_PKCS12 (a file), or DIPTYCH_PKCS11_MODULE, DIPTYCH_PKCS11_TOKEN and
DIPTYCH_PKCS11_CERTIFICATE (a device); DIPTYCH_PASSPHRASE_FILE or DIPTYCH_PASSPHRASE;
DIPTYCH_SSH_KEY.

Signatures of PDF files bear a time stamp if DIPTYCH_TSA is the address of an authority for
them (RFC 3161), and can be judged when certificates have expired if DIPTYCH_TSA_ROOTS, too, is
a file of the certificates that vouch for the authority and for the signer. Both ask servers.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import os
from pathlib import Path

from diptych.cli import options
from diptych.errors import DiptychError, phrase
from diptych.files import read, replace
from diptych.publish import copies, detached, signing
from diptych.publish.names import SIGNATURE, SIGNED, SUMS
from diptych.publish.signatures import Pdf

_PKCS12 = "DIPTYCH_PKCS12"
_TOKEN = ("DIPTYCH_PKCS11_MODULE", "DIPTYCH_PKCS11_TOKEN", "DIPTYCH_PKCS11_CERTIFICATE")
_SECRET = "DIPTYCH_PASSPHRASE"
_SECRET_FILE = "DIPTYCH_PASSPHRASE_FILE"
_SSH = "DIPTYCH_SSH_KEY"
_CLOCK = "DIPTYCH_TSA"
_CLOCK_ROOTS = "DIPTYCH_TSA_ROOTS"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say which arguments this command takes."""
    parser.add_argument(
        "what",
        choices=("pdf", "list", "file"),
        help="PDF files, the list of all files, or any other file",
    )
    parser.add_argument("files", nargs="*", type=Path, help="the files to be signed")
    options.output(parser)
    parser.add_argument("--to", type=Path, help="the folder of the signed copies; output/signed")


def run(args: argparse.Namespace) -> int:
    """Sign, all files or none."""
    match args.what:
        case "pdf":
            _pdf(args)
        case "list":
            data = read(args.output / SUMS)
            replace(args.output / SIGNATURE, detached.signed(data, _key(_SSH)))
        case "file":
            for path in args.files:
                signature = detached.signed(read(path), _key(_SSH))
                replace(path.with_name(f"{path.name}.sig"), signature)
    return 0


def _pdf(args: argparse.Namespace) -> None:
    strangers = [path for path in args.files if not path.is_relative_to(args.output)]
    if strangers:
        raise DiptychError(
            phrase("{path} does not lie in {folder}", path=strangers[0], folder=args.output)
        )
    contents = {path: read(path) for path in args.files}
    with signing.signer(_certified(), _secret()) as by:
        clock = _clock()
        copies = {path: _signed(path, data, by, clock) for path, data in contents.items()}
    for path, data in copies.items():
        replace((args.to or args.output / SIGNED) / path.relative_to(args.output), data)


def _signed(path: Path, data: bytes, by: signing.Signer, clock: signing.Stamping | None) -> bytes:
    """``data`` signed, after a look whether a recipient could accept it."""
    try:
        copy = signing.signed(data, by, clock)
    except DiptychError as error:
        raise DiptychError(
            phrase("{path} cannot be signed: {what}", path=path.as_posix(), what=error.args[0])
        ) from error
    original = (len(data), hashlib.sha256(data).hexdigest())
    for wrong in copies.problems(Pdf(io.BytesIO(copy)), original):
        raise DiptychError(
            phrase("{path} cannot be signed: {what}", path=path.as_posix(), what=wrong)
        )
    return copy


def _clock() -> signing.Stamping | None:
    """Whom the environment names to stamp signatures with the time, if anybody."""
    address, roots = os.environ.get(_CLOCK), os.environ.get(_CLOCK_ROOTS)
    if not address:
        return None
    return signing.stamping(address, [read(Path(roots).expanduser())] if roots else [])


def _certified() -> Path | signing.Token:
    given = [os.environ.get(name, "") for name in _TOKEN]
    if all(given):
        module, token, certificate = given
        return signing.Token(Path(module), token, certificate)
    return _key(_PKCS12)


def _key(variable: str) -> Path:
    """The file that ``variable`` names; one within the project is refused."""
    named = os.environ.get(variable)
    if not named:
        raise DiptychError(
            phrase("no key is named: set {variable} to the path of its file", variable=variable)
        )
    path = Path(named).expanduser().resolve()
    if path.is_relative_to(Path.cwd()):
        raise DiptychError(
            phrase("the key {name} lies in the project: keep it elsewhere", name=path.name)
        )
    return path


def _secret() -> str | None:
    if file := os.environ.get(_SECRET_FILE):
        return read(Path(file).expanduser()).decode().rstrip("\n")
    return os.environ.get(_SECRET)
