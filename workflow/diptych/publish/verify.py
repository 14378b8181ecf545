"""Whether files are what they were when they were listed, for whoever received them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from diptych.errors import Position, Problem, phrase
from diptych.publish import manifest as manifests
from diptych.publish import paths
from diptych.publish.manifest import File, Manifest
from diptych.publish.names import BUNDLES, MAIL, MANIFEST, ON_DEMAND, SIGNATURE, SIGNED, SUMS
from diptych.publish.received import Entry, Files, Unreadable, content, digest

_LINE = re.compile(r"(?P<digest>[0-9a-f]{64})  (?P<name>[^\n]+)")
#: The most bytes of a list of files, and of a signature of it.
LARGEST_LIST = 256_000_000
LARGEST_SIGNATURE = 1_000_000
# What the project puts beside what it lists. Nothing vouches for it, so nothing is said of it.
_BESIDE = re.compile(
    rf"README\.md|{BUNDLES}/[^/]+\.zip(?:\.sig)?|{MAIL}/[^/]+/[^/]+\.eml", re.DOTALL
)
_MAIL_FOLDER = re.compile(rf"{MAIL}/[^/]+", re.DOTALL)
#: What to do about a file that is wrong.
ASK = phrase("ask whoever sent it for the file again")
_NOBODYS = phrase("nobody vouches for it: delete it, or ask whoever sent it what it is")


class Findings(msgspec.Struct):
    """What a look at all files has found.

    ``listed`` are the hashes of the list, by name; ``copies`` the names of what lies where
    signed copies do, ``beside`` of what is ours and of no list. Neither has been looked into.
    ``sums`` is the list as it is signed.
    """

    problems: list[Problem] = []
    listed: dict[str, str] = {}
    copies: list[str] = []
    beside: list[str] = []
    sums: bytes = b""
    manifest: Manifest | None = None

    def originals(self) -> dict[str, File]:
        """What the manifest says of each file of which the list says the same, by path."""
        files = self.manifest.files if self.manifest else []
        return {file.path: file for file in files if self.listed.get(file.path) == file.sha256}


def problem(files: Files, name: str, what: str, remedy: str = ASK) -> Problem:
    """What is wrong with the file ``name``."""
    return Problem(Position(f"{files.label}/{name}"), what, remedy)


def compared(files: Files) -> Findings:
    """Everything about ``files`` that is not as listed: altered, swapped, missing, extra."""
    findings = Findings()
    try:
        findings.sums = content(files, SUMS, LARGEST_LIST)
        lines = findings.sums.decode().removesuffix("\n").split("\n")
    except (Unreadable, UnicodeDecodeError):
        findings.problems.append(problem(files, SUMS, phrase("there is no list of files")))
        return findings
    findings.problems += _listed(files, lines, findings.listed)
    entries = files.entries()
    there = {entry.name: entry for entry in entries}
    findings.problems += _hostile(files, entries)
    findings.problems += _different(files, findings.listed, there)
    findings.problems += _unlisted(files, entries, findings)
    try:
        findings.manifest = manifest(files)
    except Unreadable as error:
        wrong = error.args[0] if MANIFEST in there else phrase("this file is missing")
        findings.problems.append(problem(files, MANIFEST, wrong))
    else:
        findings.problems += _disagreements(files, findings.manifest, findings.listed, there)
    return findings


def manifest(files: Files) -> Manifest:
    """The manifest among ``files``; raises :class:`Unreadable` if there is none."""
    data = content(files, MANIFEST, LARGEST_LIST)
    try:
        return manifests.decoded(data)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise Unreadable(phrase("this is no manifest")) from error


def _listed(files: Files, lines: Sequence[str], hashes: dict[str, str]) -> Iterator[Problem]:
    """Put what the ``lines`` of the list say into ``hashes``; a problem for each that says none."""
    names = []
    for number, line in enumerate(lines, 1):
        match = _LINE.fullmatch(line)
        wrong = (
            paths.fault(match["name"]) if match else phrase("this is no line of a list of files")
        )
        if match is None or wrong:
            yield Problem(Position(f"{files.label}/{SUMS}", number), wrong or "", ASK)
        else:
            names.append(match["name"])
            hashes.setdefault(match["name"], match["digest"])
    for name, what in paths.clashes(names):
        yield problem(files, SUMS, phrase("the list names «{name}»: {what}", name=name, what=what))


def _hostile(files: Files, entries: Sequence[Entry]) -> Iterator[Problem]:
    """A problem for each entry that may not be opened, or whose name is another one's."""
    for entry in entries:
        if entry.fault:
            yield problem(files, entry.name, entry.fault)
    names = [entry.name for entry in entries if entry.kind != "folder"]
    empty = [entry.name for entry in entries if entry.kind == "folder"]
    for name, what in paths.clashes(names, empty):
        yield problem(files, name, what)


def _different(
    files: Files, listed: Mapping[str, str], there: Mapping[str, Entry]
) -> Iterator[Problem]:
    """A problem for each file that is not there as the list says."""
    by_digest = {digest: name for name, digest in listed.items()}
    for name, right in listed.items():
        entry = there.get(name)
        if entry is None:
            yield problem(files, name, phrase("this file is missing"))
        elif entry.kind == "folder":
            yield problem(files, name, phrase("this is a folder, not a file"))
        elif not entry.fault:  # this is reported already
            try:
                with files.reading(name) as file:
                    is_ = digest(file)
            except Unreadable as error:
                yield problem(files, name, error.args[0])
                continue
            if is_ != right:
                what = phrase("this file has been altered")
                if other := by_digest.get(is_):
                    what = phrase("this is the file «{other}»", other=other)
                yield problem(files, name, what)


def _unlisted(files: Files, entries: Sequence[Entry], findings: Findings) -> Iterator[Problem]:
    """A problem for each entry that is of no list, but for what has a place of its own."""
    ways = paths.folders(findings.listed)
    ways |= {*ON_DEMAND, *(f"{SIGNED}/{way}" for way in ways)}
    for entry in entries:
        name = entry.name
        if entry.fault or name in findings.listed or name in (SUMS, SIGNATURE):
            continue
        if entry.kind == "folder":
            if name not in ways and not _MAIL_FOLDER.fullmatch(name):
                yield problem(files, name, phrase("this folder is not listed"), _NOBODYS)
        elif name.startswith(f"{SIGNED}/"):
            findings.copies.append(name)
        elif _BESIDE.fullmatch(name):
            findings.beside.append(name)
        else:
            yield problem(files, name, phrase("this file is not listed"), _NOBODYS)


def _disagreements(
    files: Files, stated: Manifest, listed: Mapping[str, str], there: Mapping[str, Entry]
) -> Iterator[Problem]:
    """Where the manifest and the list of sums, or the files, say different things."""
    differ = phrase("{one} and {other} differ", one=MANIFEST, other=SUMS)
    seen = set()
    for file in stated.files:
        entry = there.get(file.path)
        if listed.get(file.path) != file.sha256 or file.path in seen:
            yield problem(files, file.path, differ)
        elif entry is not None and entry.size != file.size:
            yield problem(files, file.path, phrase("its size is not that of {name}", name=MANIFEST))
        seen.add(file.path)
