"""Whether a document agrees with itself: its record, and what its languages say."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from diptych import bitext, kinds
from diptych.compose.context import Options
from diptych.errors import Position, Problem
from diptych.model import Prose
from diptych.pipeline.names import Names
from diptych.pipeline.source_document import CATALOGUES, SourceDocument
from diptych.reader.registry import Registry


def in_order(document: SourceDocument) -> Sequence[Prose]:
    """The texts of ``document``, the source first: it is what the others are compared with."""
    source = document.authenticity.source
    return sorted(document.texts.values(), key=lambda text: text.language != source)


def of_texts(
    document: SourceDocument,
    registry: Registry,
    called: Mapping[str, str],
    confirmed: Collection[Position],
) -> Iterator[Problem]:
    """Where the texts of ``document`` do not say the same, or not in their own language.

    ``called`` is what entries of the ``registry`` are called in prose. What is only doubtful in a
    passage at one of the places ``confirmed`` has been found to be right by a person.
    """
    texts = in_order(document)
    written = [text for text in texts if text.language not in document.derived]
    yield from bitext.check_unit_languages(written)
    yield from bitext.check_typed_out(texts, _known_terms(registry, tuple(sorted(document.texts))))
    options = document.record.section
    shortened = options.abbreviate if isinstance(options, Options) else ()
    yield from bitext.check_definitions(written, called, shortened)
    numbers = [name for name, value in document.record.facts.items() if value.type == "number"]
    yield from bitext.check_counted_words(texts, numbers)
    for problem in _discords(texts, terms(document)):
        if problem.severity == "error" or problem.position not in confirmed:
            yield problem


def _discords(texts: Sequence[Prose], terms: bitext.Terms) -> Iterator[Problem]:
    """Where ``texts``, the source first, do not say the same; each cause once.

    A warning is what a person may find to be right after all.
    """
    apart: set[Position] = set()
    for displaced in bitext.check_order(texts):
        yield displaced.problem
        apart |= displaced.places
    for problem in (*bitext.check_concordance(texts, terms), *bitext.check_lengths(texts)):
        if problem.position not in apart:
            yield problem


def of_record(document: SourceDocument) -> Iterator[Problem]:
    """What does not agree in the record of ``document``, at its place."""
    for each in kinds.disagreements(document.kind, document.record, in_order(document)):
        place = each.place
        if isinstance(place, Position):
            rows = document.lines.get(place.file, ())
            line = rows[place.line - 1] if place.line <= len(rows) else ""
            yield Problem(place, each.message, each.remedy, line, each.severity)
        else:
            place = document.meeting.at((document.record.kind, *place))
            yield document.meeting.problem(place, each.message, each.remedy, each.severity)


def terms(document: SourceDocument) -> bitext.Terms:
    """What the languages are judged by: entries that the document does not draw on only advise."""
    names = Names(document.entries, document.registry.people, Path(CATALOGUES))
    return bitext.Terms(names.spelled_out(document.texts), frozenset(document.entries))


@lru_cache(maxsize=16)
def _known_terms(registry: Registry, codes: tuple[str, ...]) -> bitext.Terms:
    """The names of the registry in ``codes``, the languages of a document."""
    names = Names(registry.valid_entries(), registry.people, Path(CATALOGUES))
    return bitext.Terms(names.spelled_out(codes), frozenset(registry.entries))
