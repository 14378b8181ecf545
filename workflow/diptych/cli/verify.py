"""Check, without a network, that files are as they were sent: a folder or a ZIP file.

diptych verify output
diptych verify 2024-08-28-second-session.zip --signers allowed_signers
diptych verify output --trust root.pem

Says which files were altered, swapped, lost or added, and which signatures are wrong. With
--signers the list of files must be signed by one of them, with --trust every PDF file.
Without these, whoever changed a file may have changed the list, and names are claims.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

from diptych.cli.console import say
from diptych.clock import clock
from diptych.errors import DiptychError, Position, Problem, Problems, phrase
from diptych.files import read
from diptych.publish import detached, received, signatures, signed_files, verify
from diptych.publish.names import SIGNATURE
from diptych.publish.signatures import Signature, Trust


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
        help="certificates (PEM or DER) that vouch for those of signed PDF files; every PDF file "
        "must then be signed, or have a signed copy",
    )
    parser.add_argument(
        "--trust-time",
        type=Path,
        action="append",
        default=[],
        help="certificates that vouch for time stamps: a signature counts if it was right then",
    )


def run(args: argparse.Namespace) -> int:
    """Check everything; say that all is well, or everything that is wrong."""
    trust = Trust(clock(), _roots(args.trust), _roots(args.trust_time))
    problems = Problems()
    with received.opened(args.path) as files:
        findings = verify.compared(files)
        listed = list(_of_the_list(args, files, findings))
        seen = signed_files.examined(files, findings, trust)
    problems.extend(findings.problems)
    problems.extend(
        Problem(Position(place), each.problem, verify.ASK) for place, each in listed if each.problem
    )
    problems.extend(seen.problems)
    problems.raise_if_any()
    say("files that are as they were listed: {count}", count=len(findings.listed))
    _report([*((Path(place).name, each) for place, each in listed), *seen.signed])
    for name in findings.beside:
        say("of no list, and not looked at: {name}", name=name)
    return 0


def _roots(paths: Sequence[Path]) -> tuple[object, ...]:
    certificates: list[object] = []
    for path in paths:
        try:
            certificates += signatures.certificates(read(path))
        except DiptychError as error:
            raise DiptychError(
                phrase("{path}: {what}", path=path.as_posix(), what=error.args[0])
            ) from error
    return tuple(certificates)


def _of_the_list(
    args: argparse.Namespace, files: received.Files, findings: verify.Findings
) -> Iterator[tuple[str, Signature]]:
    """The detached signature and its place: inside a folder, but beside a ZIP file."""
    path: Path = args.path
    try:
        if path.is_dir():
            place = f"{files.label}/{SIGNATURE}"
            data = received.content(files, SIGNATURE, verify.LARGEST_SIGNATURE)
            yield place, detached.check(findings.sums, data, args.signers)
        else:
            place = f"{files.label}.sig"
            beside = path.with_name(f"{path.name}.sig")
            with received.regular(beside, follow=True) as file:
                data = file.read(verify.LARGEST_SIGNATURE)
            with received.regular(path, follow=True) as whole:
                yield place, detached.check(whole, data, args.signers)
    except (received.Unreadable, OSError):
        if args.signers is not None:
            yield place, Signature("", phrase("there is no signature here"))


def _report(signed: Sequence[tuple[str, Signature]]) -> None:
    """Say which files each name has signed, and who vouches for that."""
    if not signed:
        say("nobody has signed them")
    for place, each in sorted(signed, key=lambda pair: (pair[1].by, pair[0])):
        if not each.checked:
            say("signed by {name}, who was not checked: {file}", name=each.by, file=place)
        elif each.stamped:
            stamp = each.stamped.isoformat(sep=" ", timespec="seconds")
            say("signed by {name} at {time}: {file}", name=each.by, time=stamp, file=place)
        else:
            say("signed by {name}: {file}", name=each.by, file=place)
