"""Official equivalents that come into the registry from a termbase, or go out of it into one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal

import msgspec

from diptych.errors import DiptychError, Position, Problem, phrase
from diptych.files import replace
from diptych.gate import letters
from diptych.gate import text as gate
from diptych.language import data, ids
from diptych.language.tags import tags
from diptych.language.typography import plain_marks
from diptych.model import Entry
from diptych.reader.registry import REGISTRY, Registry, read_registry
from diptych.reader.registry_entries import NewEntry, with_entries
from diptych.reader.termbase import tables, tbx
from diptych.reader.termbase.concepts import KINDS, Concept, Term

Format = Literal["tbx", "csv"]

MAX_BYTES = 5_000_000
"""More than any registry holds."""

_ID = re.compile("[a-z][a-z0-9-]*")
# What programs count concepts by says nothing: c12, eid-5.
_COUNTED = re.compile("[a-z]{0,6}[-_]?[0-9]+")
_KEPT = phrase("what is there stays; change it by hand where it is to change")


class Imported(msgspec.Struct, frozen=True):
    """The ids of the entries that were added, where, and what was not taken."""

    added: Mapping[str, str]
    file: str
    left: tuple[Problem, ...]


def import_terms(content: Path, path: Path, into: Path, *, dry_run: bool = False) -> Imported:
    """Add to ``into``, a file of the registry below ``content``, what the termbase ``path`` has.

    Only the nominative is taken, and a short name or abbreviation. Nothing that is there is
    changed; what it conflicts with is not taken. Raises :class:`DiptychError` if a file cannot be
    read or would be none of the registry: nothing is written then, nor with ``dry_run``.
    """
    if into.parent.absolute() != (content / REGISTRY).absolute() or into.suffix != ".yaml":
        raise DiptychError(
            phrase(
                "{file} is no file of the registry; write {registry}/terms.yaml",
                file=into.as_posix(),
                registry=(content / REGISTRY).as_posix(),
            )
        )
    concepts = _parse(gate.read_regular(path, MAX_BYTES), path)
    registry = read_registry(content)
    chosen = _Choice(registry)
    for concept in concepts:
        chosen.take(concept)
    left = (*_unknown(path, concepts), *chosen.left)
    if chosen.entries:
        before = gate.read(into, markup=False) if into.exists() else ""
        whole = with_entries(into.as_posix(), before, chosen.entries)
        if not dry_run:
            replace(into, whole.encode())
    names = {each: _shown(entry) for each, entry in chosen.entries.items()}
    return Imported(names, into.as_posix(), left)


def export_terms(content: Path, output_format: Format) -> bytes:
    """The registry below ``content`` as a termbase; raises :class:`ContentError`."""
    registry = read_registry(content)
    entries = registry.valid_entries()
    concepts = [_concept(name, entry, registry) for name, entry in entries.items()]
    if output_format == "tbx":
        return tbx.written(concepts, "Diptych: content/registry")
    there = {term.tag for concept in concepts for term in concept.terms}
    return tables.written(concepts, [tag for tag in map(_tag, data.codes()) if tag in there])


def _concept(name: str, entry: Entry, registry: Registry) -> Concept:
    terms = [
        Term(_tag(code), forms[form], registry.place(name), form)
        for code, forms in entry.name.items()
        for form in KINDS
        if form in forms
    ]
    return Concept(name, registry.place(name), tuple(terms), entry.definition or "")


def _tag(code: str) -> str:
    return code if code not in data.codes() else _short(tags(code).html)


def _short(tag: str) -> str:
    """A tag without the region, which says nothing of a term: en-GB is en."""
    return re.sub("-[A-Z]{2}$", "", tag)


def _parse(given: bytes, path: Path) -> Sequence[Concept]:
    is_xml = given.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0")[:1] == b"<"
    file = path.as_posix()
    return tbx.parse(given, file) if is_xml else tables.parse(given, file)


def _code(tag: str) -> str | None:
    """The language that a termbase calls ``tag``: uz-Latn-UZ is uz, en-US is en."""
    small = tag.replace("_", "-").casefold()
    for code in data.codes():
        known = tags(code)
        if small in {code.casefold(), known.html.casefold(), known.word.casefold()}:
            return code
    shorter = small.rpartition("-")[0]
    return _code(shorter) if shorter else None


def _unknown(path: Path, concepts: Iterable[Concept]) -> Iterator[Problem]:
    """A warning for each language of a termbase that there is not, with how many terms it has."""
    terms = [term for concept in concepts for term in concept.terms if term.text]
    for tag in dict.fromkeys(term.tag for term in terms if _code(term.tag) is None):
        of_tag = [term for term in terms if term.tag == tag]
        yield _left(
            of_tag[0].place,
            phrase(
                "«{tag}» is no language here; terms left out: {count}", tag=tag, count=len(of_tag)
            ),
            phrase("there are {codes}", codes=", ".join(data.codes())),
        )


class _Choice:
    """The entries to be added, and what is left out of them."""

    def __init__(self, registry: Registry) -> None:
        self.entries: dict[str, NewEntry] = {}
        self.left: list[Problem] = []
        self._ids = {name: registry.place(name) for name in registry.entries}
        self._names: dict[tuple[str, str], Position] = {}
        for name, entry in registry.valid_entries().items():
            self._remember(entry.name, registry.place(name))

    def _remember(self, names: Mapping[str, Mapping[str, str]], place: Position) -> None:
        for code, forms in names.items():
            if nominative := forms.get("nom"):
                self._names.setdefault((code, _plain(nominative)), place)

    def take(self, concept: Concept) -> None:
        """Add the entry that ``concept`` makes, unless there is one of its id or name."""
        names = self._forms(concept)
        nominatives = {code: forms["nom"] for code, forms in names.items()}
        if not nominatives:
            self._leave(
                concept.place,
                phrase("this concept has no name in a language that is known"),
                phrase("give it a term, or leave it out"),
            )
            return
        given = concept.id.lower() if _ID.fullmatch(concept.id.lower()) else ""
        given = "" if _COUNTED.fullmatch(given) else given
        if given in self._ids:
            self._conflict(concept.place, given, self._ids[given])
            return
        for code, name in nominatives.items():
            if place := self._names.get((code, _plain(name))):
                self._conflict(concept.place, name, place)
                return
        name = given or self._free(nominatives)
        if not name:
            self._leave(
                concept.place,
                phrase("no id can be made of «{name}»", name=next(iter(nominatives.values()))),
                phrase("give it an id in small Latin letters"),
            )
            return
        self.entries[name] = NewEntry(names, concept.definition)
        self._ids[name] = concept.place
        self._remember(names, concept.place)

    def _forms(self, concept: Concept) -> dict[str, dict[str, str]]:
        """The forms of a concept by language, of several terms the one that is preferred."""
        names: dict[str, dict[str, str]] = {}
        order = sorted(concept.terms, key=lambda term: not term.status.startswith("preferred"))
        for term in order:
            code = _code(term.tag)
            if code is None or (fault := self._fault(term, names.get(code, {}))):
                if code is not None and fault is not None:
                    self._leave(term.place, *fault)
                continue
            names.setdefault(code, {})[term.form] = term.text
        for code in [each for each in names if "nom" not in names[each]]:
            forms = names.pop(code)
            self._leave(
                concept.place,
                phrase("«{term}» has no full form in {code}", term=_any(forms), code=code),
                phrase("give the full form, too"),
            )
        ordered = sorted(names, key=lambda code: data.codes().index(code))
        return {code: {f: names[code][f] for f in KINDS if f in names[code]} for code in ordered}

    def _fault(self, term: Term, there: Mapping[str, str]) -> tuple[str, str] | None:
        """Why a term is not taken, and what to do."""
        if not term.text:
            what = phrase("the term in «{tag}» is empty", tag=term.tag)
            return what, phrase("write it, or leave it out")
        if term.is_deprecated:
            what = phrase(
                "«{term}» is not to be used: {status}", term=term.text, status=term.status
            )
            return what, phrase("nothing is to be done")
        if term.form in there:
            return (
                phrase(
                    "«{term}» is one more word for «{name}»", term=term.text, name=there[term.form]
                ),
                phrase("the registry holds one: mark the right one as preferredTerm-admn-sts"),
            )
        for problem in gate.problems(term.text, term.place.file):
            return problem.message, problem.remedy
        for *_, what, remedy in (*letters.drawn(term.text), *letters.mixed(term.text)):
            return what, remedy
        return None

    def _free(self, nominatives: Mapping[str, str]) -> str:
        """An id made of the English name, or else of another, that nothing has yet."""
        order = sorted(nominatives, key=lambda code: (code != "en", code != "ru"))
        made = next(filter(None, (ids.made(nominatives[code]) for code in order)), "")
        number, name = 1, made
        while name in self._ids:
            number += 1
            name = f"{made}-{number}"
        return name

    def _conflict(self, place: Position, name: str, there: Position) -> None:
        self._leave(
            place, phrase("«{name}» stands at {place} already", name=name, place=there), _KEPT
        )

    def _leave(self, place: Position, what: str, remedy: str) -> None:
        self.left.append(_left(place, what, remedy))


def _left(place: Position, what: str, remedy: str) -> Problem:
    return Problem(place, what, remedy, severity="warning")


def _plain(name: str) -> str:
    return " ".join(plain_marks(name).casefold().split())


def _any(forms: Mapping[str, str]) -> str:
    return next(iter(forms.values()))


def _shown(entry: NewEntry) -> str:
    return "; ".join(f"{code}: {', '.join(forms.values())}" for code, forms in entry.name.items())
