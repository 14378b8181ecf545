"""Who has signed which of the files that were received."""

from __future__ import annotations

import msgspec

from diptych.errors import DiptychError, Phrase, Problem, phrase
from diptych.publish import copies
from diptych.publish.manifest import File
from diptych.publish.names import SIGNED
from diptych.publish.received import Files, Unreadable
from diptych.publish.signatures import Pdf, Signature, Trust
from diptych.publish.verify import Findings, problem

# A PDF file says so within its first bytes, whatever it is called.
_HEAD, _MARK = 1024, b"%PDF-"


class Examined(msgspec.Struct):
    """Each good signature with the file that it is in, and what is wrong with others."""

    signed: list[tuple[str, Signature]] = []
    problems: list[Problem] = []

    def add(self, files: Files, name: str, judged: list[Signature], *others: Phrase) -> bool:
        """Add the signatures in a file, or what is wrong in them or otherwise; true if nothing."""
        wrong = [*(each.problem for each in judged if each.problem), *others]
        self.problems += [problem(files, name, each) for each in wrong]
        if not wrong:
            self.signed += [(name, each) for each in judged]
        return not wrong


def examined(files: Files, findings: Findings, trust: Trust) -> Examined:
    """The signatures in listed PDF files and in signed copies of these.

    Whatever lies where signed copies do must be one. If ``trust`` names anybody, each listed
    PDF file must be signed, itself or in its copy, by somebody that these vouch for.
    """
    seen = Examined()
    originals = findings.originals()
    covered = set()
    for name in findings.copies:
        of = name.removeprefix(f"{SIGNED}/")
        if _copy(files, name, originals.get(of), trust, seen):
            covered.add(of)
    for name in findings.listed:
        wanted = _listed(files, name, trust, seen)
        if wanted is False and trust.roots and name not in covered:
            what = phrase("nobody who is trusted has signed this file, or a copy of it")
            seen.problems.append(problem(files, name, what))
    if trust.roots and not seen.signed and not seen.problems:
        seen.problems.append(problem(files, "", phrase("there is no signature here")))
    return seen


def _copy(files: Files, name: str, original: File | None, trust: Trust, seen: Examined) -> bool:
    """Whether ``name`` is a signed copy of ``original``; what is wrong is put into ``seen``."""
    try:
        with files.reading(name) as file:
            pdf = Pdf(file)
            judged = pdf.judged(trust)
            listed = (original.size, original.sha256) if original else None
            return seen.add(files, name, judged, *copies.problems(pdf, listed))
    except DiptychError as error:  # unreadable, or no PDF file
        return seen.add(files, name, [], error.args[0])


def _listed(files: Files, name: str, trust: Trust, seen: Examined) -> bool | None:
    """Whether a listed PDF file is signed itself; ``None`` if it is no PDF file."""
    try:
        with files.reading(name) as file:
            is_pdf = name.casefold().endswith(".pdf") or _MARK in file.read(_HEAD)
            if not is_pdf:
                return None
            judged = Pdf(file).judged(trust)
    except Unreadable:
        return None  # this is reported already
    except DiptychError:
        return False
    return seen.add(files, name, judged) and bool(judged)
