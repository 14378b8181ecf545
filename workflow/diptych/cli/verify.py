"""Check, without a network, that files are as they were sent: a folder or a ZIP file.

diptych verify output
diptych verify 2024-08-28-second-session.zip --signers allowed_signers
diptych verify output --trust root.pem

Says which files were altered, swapped, lost or added, and which signatures are wrong.
"""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from diptych.cli.clock import clock
from diptych.cli.files import read
from diptych.cli.voice import say
from diptych.errors import DiptychError, Phrase, Position, Problem, Problems, phrase
from diptych.publish import signing, verify
from diptych.publish.names import SIGNATURE, SIGNED, SUMS

_REMEDY = phrase("ask whoever sent it for the file again")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say which arguments this command takes."""
    parser.add_argument("path", type=Path, metavar="DIR|ZIP", help="what was received")
    parser.add_argument(
        "--signers",
        type=Path,
        help="whose signatures of the list of files count: a file of allowed signers, as "
        "ssh-keygen has it",
    )
    parser.add_argument(
        "--trust",
        type=Path,
        action="append",
        default=[],
        help="a certificate (PEM or DER) that vouches for those of signed PDF files",
    )


def run(args: argparse.Namespace) -> int:
    """Check everything; say that all is well, or everything that is wrong."""
    files = verify.opened(args.path)
    problems = Problems()
    problems.extend(verify.problems(files))
    signers: list[str] = []
    for place, signature in _signatures(args, files):
        if signature.problem is not None:
            problems.add(Position(place), signature.problem, _REMEDY)
        elif signature.by not in signers:
            signers.append(signature.by)
    problems.extend(_records(args.path, files))
    problems.raise_if_any()
    say("files that are as they were listed: {count}", count=len(files.names()))
    for name in signers:
        say("signed by {name}", name=name)
    if not signers:
        say("nobody has signed them")
    return 0


def _signatures(
    args: argparse.Namespace, files: verify.Files
) -> Iterator[tuple[str, signing.Signature]]:
    """Each signature there is, and where."""
    place, detached = _detached(args.path, files)
    if detached:
        data = args.path.read_bytes() if args.path.is_file() else files.read(SUMS)
        yield place, signing.check(data, detached, args.signers)
    elif args.signers is not None:
        yield place, signing.Signature("", phrase("there is no signature here"))
    roots = [read(path) for path in args.trust]
    for name, pdf in _pdfs(args.path, files):
        if signing.is_signed(pdf):
            place = f"{files.label}/{name}"
            try:
                found = signing.signatures(pdf, roots, clock())
            except DiptychError as error:
                found = [signing.Signature("", _said(error))]
            yield from ((place, each) for each in found)


def _detached(path: Path, files: verify.Files) -> tuple[str, bytes]:
    """Where the detached signature is, or would be, and the signature: beside a ZIP file."""
    beside = path.with_name(f"{path.name}.sig")
    if path.is_file():
        return beside.as_posix(), beside.read_bytes() if beside.is_file() else b""
    try:
        return f"{files.label}/{SIGNATURE}", files.read(SIGNATURE)
    except KeyError:
        return f"{files.label}/{SIGNATURE}", b""


def _pdfs(path: Path, files: verify.Files) -> Iterator[tuple[str, bytes]]:
    for name in files.names():
        if name.endswith(".pdf"):
            try:
                yield name, files.read(name)
            except KeyError:
                continue  # which has been said
    yield from _signed_copies(path).items()


def _signed_copies(path: Path) -> Mapping[str, bytes]:
    """The signed copies in an output folder, by name."""
    folder = path / SIGNED
    found = sorted(folder.rglob("*.pdf")) if folder.is_dir() else []
    return {copy.relative_to(path).as_posix(): copy.read_bytes() for copy in found}


def _records(path: Path, files: verify.Files) -> Iterator[Problem]:
    """A problem for each signed copy that is not the listed file and a signature after it."""
    stated = verify.manifest(files)
    listed = {file.path: file for file in stated.files} if stated else {}
    for name, copy in _signed_copies(path).items():
        file = listed.get(name.removeprefix(f"{SIGNED}/"))
        same = file and hashlib.sha256(copy[: file.size]).hexdigest() == file.sha256
        if not same:
            yield Problem(
                Position(f"{files.label}/{name}"),
                phrase("this is no signed copy of a file that is listed"),
                _REMEDY,
            )


def _said(error: DiptychError) -> Phrase:
    said = error.args[0]
    return said if isinstance(said, Phrase) else phrase("{what}", what=said)
