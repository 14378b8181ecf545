"""One document as read, in all its languages, before it is composed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from pathlib import Path

import msgspec

from diptych import bitext, kinds, prose
from diptych.bitext import derivation
from diptych.compose import lookups, parts
from diptych.compose.context import Options
from diptych.errors import ContentError, Position, Problem, Problems, phrase
from diptych.gate import text as gate
from diptych.language import transliteration
from diptych.language.data import codes as known_languages
from diptych.model import Authenticity, DocumentFacts, Entry, FormKey, Prose
from diptych.reader.meeting import document_facts, read_meeting
from diptych.reader.registry import Registry
from diptych.reader.texts import texts_of
from diptych.reader.yaml import Source

CATALOGUES = "locale"
"""Where the catalogues of labels stand in the templates."""


class SourceDocument(msgspec.Struct, frozen=True):
    """One document as read, in all its languages, before it is composed.

    ``derived`` are the languages whose texts no person wrote. The record is for composing, and
    notes in ``asked`` which forms of names are looked up; ``entries`` are its entries for judging.
    """

    kind: kinds.Kind
    record: DocumentFacts
    entries: Mapping[str, Entry]
    asked: Set[FormKey]
    texts: Mapping[str, Prose]
    derived: frozenset[str]
    lines: Mapping[str, Sequence[str]]
    meeting: Source
    registry: Registry
    authenticity: Authenticity


def read(
    folder: Path,
    kind: str,
    registry: Registry,
    codes: Collection[str],
    catalogues: Path,
    authenticity: Authenticity,
) -> tuple[SourceDocument | None, Problems]:
    """The document as far as it can be read, and what is wrong with it.

    Those of the languages ``codes`` that have no text are derived where they can be. Texts and
    facts that cannot be read are left out. There is no document if the meeting's section for
    it cannot be read.
    """
    problems = Problems()
    module = kinds.load(kind)
    contents: dict[str, str] = {}
    texts: dict[str, Prose] = {}
    there = texts_of(folder).get(kind, {})
    for code, path in there.items():
        if code not in known_languages():
            continue  # a stray, and named as one
        try:
            contents[code] = gate.read(path)
            text = prose.parse(contents[code], path.as_posix(), code)
            if unknown := list(bitext.check_quotations(text)):
                raise ContentError(unknown)
            texts[code] = text
        except ContentError as error:
            problems.extend(error.problems)
    missing: list[str] = []
    to_derive: dict[str, str] = {}
    for code in sorted(set(codes) - set(contents)):
        written = transliteration.source(code)
        if written in texts:
            contents[code] = contents[written]
            to_derive[code] = written
        elif code not in there and written not in there:  # else this is reported already
            missing.append(code)
    problems.extend(_missing(f"{folder.as_posix()}/{kind}", missing))
    try:
        meeting = read_meeting(folder)
    except ContentError as error:
        problems.extend(error.problems)
        problems.extend(_misaligned(texts, authenticity))
        return None, problems
    record, wrong = document_facts(folder, meeting, registry, kind, module.Section, contents)
    problems.extend(wrong)
    if record is None:
        problems.extend(_misaligned(texts, authenticity))
        return None, problems
    judged = record.entries
    entries, asked = lookups.noted(judged)
    record = msgspec.structs.replace(record, entries=entries)
    section = record.section
    if isinstance(section, Options):
        authenticity = section.authenticity(authenticity)
    if not (isinstance(section, Options) and section.has_untitled_sections):
        problems.extend(_untitled(module, texts))
    misaligned = _misaligned(texts, authenticity)
    problems.extend(misaligned)
    if not misaligned and texts.keys() == contents.keys() - to_derive.keys():
        for code, leading in _followers(tuple(texts), authenticity.source):
            derived = derivation.derive(texts[leading], code, catalogues, entries)
            problems.extend(derivation.drift(texts[code], derived))
    for code, written in to_derive.items():
        texts[code] = derivation.derive(texts[written], code, catalogues, entries)
    lines = {text.file: contents[code].split("\n") for code, text in texts.items()}
    if texts and authenticity.source not in texts:
        authenticity = msgspec.structs.replace(authenticity, source=next(iter(texts)))
    document = SourceDocument(
        module,
        record,
        judged,
        asked,
        texts,
        frozenset(to_derive),
        lines,
        meeting,
        registry,
        authenticity,
    )
    return document, problems


def _misaligned(texts: Mapping[str, Prose], authenticity: Authenticity) -> Sequence[Problem]:
    """Where the texts do not have the same units, compared with the source first."""
    in_order = sorted(texts.values(), key=lambda text: text.language != authenticity.source)
    return list(bitext.check_alignment(in_order))


def _missing(stem: str, codes: Collection[str]) -> Iterator[Problem]:
    """A problem for each language of ``codes`` that has no text, and none it can be derived from.

    Two that can be derived from each other are one problem.
    """
    for code in codes:
        place = Position(f"{stem}.{code}.md")
        other = transliteration.source(code)
        if other is None:
            yield Problem(
                place,
                phrase("this text is missing"),
                phrase("write it, or leave its editions out"),
            )
        elif other not in codes or other > code:
            yield Problem(
                place,
                phrase(
                    "neither this text is there nor {other}, which it can be derived from",
                    other=f"{stem.rpartition('/')[2]}.{other}.md",
                ),
                phrase("write one of the two, or leave the editions out"),
            )


def _followers(codes: Collection[str], source: str | None) -> Iterator[tuple[str, str]]:
    """Each language of ``codes`` that follows another of them, from which it can be derived.

    Of two that can be derived from each other one leads: the ``source`` of the document, or the
    one that is the original.
    """
    for code in codes:
        leading = transliteration.source(code)
        if leading is not None and leading in codes:
            either = source in (code, leading)
            if (source if either else transliteration.original(code)) == leading:
                yield code, leading


def _untitled(kind: kinds.Kind, texts: Mapping[str, Prose]) -> Iterator[Problem]:
    """Outer sections that have neither title nor label; the kind looks at the inner ones itself."""
    for text in texts.values():
        for section in text.sections:
            if not section.title and section.name not in kind.LABELLED:
                yield parts.untitled(section, kind.LABELLED)
