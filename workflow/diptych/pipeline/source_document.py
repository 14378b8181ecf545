"""One document as read, in all its languages, before it is composed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from diptych import bitext, kinds, prose
from diptych.bitext import derivation
from diptych.compose import parts
from diptych.compose.context import Options
from diptych.errors import ContentError, Position, Problem, Problems, phrase
from diptych.gate import text as gate
from diptych.language import transliteration
from diptych.language.data import codes as known_languages
from diptych.model import Authenticity, DocumentFacts, Prose
from diptych.reader.meeting import document_facts, read_meeting
from diptych.reader.registry import Registry
from diptych.reader.texts import texts_of
from diptych.reader.yaml import Source

_WRITE_IT = phrase("write it, or leave its editions out")


class SourceDocument(msgspec.Struct, frozen=True):
    """One document as read, in all its languages, before it is composed.

    ``derived`` are the languages whose texts no person wrote.
    """

    kind: kinds.Kind
    record: DocumentFacts
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
            texts[code] = prose.parse(contents[code], path.as_posix(), code)
        except ContentError as error:
            problems.extend(error.problems)
    problems.extend(bitext.check_alignment(list(texts.values())))
    for code, text in texts.items():
        written = transliteration.source(code)
        if written in texts and not problems:
            derived = derivation.derive(texts[written], code, catalogues)
            problems.extend(derivation.drift(text, derived))
    derived_codes = set()
    for code in sorted(set(codes) - set(contents)):
        written = transliteration.source(code)
        if written in texts:
            contents[code] = contents[written]
            texts[code] = derivation.derive(texts[written], code, catalogues)
            derived_codes.add(code)
        elif code not in there and written not in there:  # else this is reported already
            place = Position(f"{folder.as_posix()}/{kind}.{code}.md")
            problems.add(place, phrase("this text is missing"), _WRITE_IT)
    problems.extend(_untitled(module, texts))
    try:
        meeting = read_meeting(folder)
    except ContentError as error:
        problems.extend(error.problems)
        return None, problems
    record, wrong = document_facts(folder, meeting, registry, kind, module.Section, contents)
    problems.extend(wrong)
    if record is None:
        return None, problems
    lines = {text.file: contents[code].split("\n") for code, text in texts.items()}
    section = record.section
    if isinstance(section, Options):
        authenticity = section.authenticity(authenticity)
    if texts and authenticity.source not in texts:
        authenticity = msgspec.structs.replace(authenticity, source=next(iter(texts)))
    document = SourceDocument(
        module, record, texts, frozenset(derived_codes), lines, meeting, registry, authenticity
    )
    return document, problems


def _untitled(kind: kinds.Kind, texts: Mapping[str, Prose]) -> Iterator[Problem]:
    """Outer sections that have neither title nor label; the kind looks at the inner ones itself."""
    for text in texts.values():
        for section in text.sections:
            if not section.title and section.name not in kind.LABELLED:
                yield parts.untitled(section, kind.LABELLED)
