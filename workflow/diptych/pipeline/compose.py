"""The stages in their order: from the content folder to a document tree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from contextlib import suppress
from pathlib import Path

import msgspec

from diptych import bitext, kinds, tree
from diptych.bitext.confirmation import Review
from diptych.compose import completeness, missing_forms
from diptych.compose import conformity as sheets
from diptych.compose.conformity import Column
from diptych.compose.context import ComposeContext
from diptych.editions import split
from diptych.errors import Position, Problem, Problems, ValueProblem
from diptych.gate import images
from diptych.language import locale
from diptych.model import (
    Authenticity,
    Comparison,
    Confirmation,
    DocumentFacts,
    FormKey,
    Prose,
    RegisterEntry,
)
from diptych.pipeline import agreement, characters, leftovers, review, source_document
from diptych.pipeline.source_document import CATALOGUES, SourceDocument
from diptych.plan import Plan, PlannedDocument
from diptych.reader import scaffold
from diptych.reader.meeting import mentions
from diptych.reader.registry import Registry

EMBLEMS = Path("assets", "emblems")

ANY = Authenticity()
"""Says nothing of the languages: the first is the source."""


class Composed(msgspec.Struct, frozen=True):
    """A document composed: for each edition one tree a language, and what to look at.

    ``columns`` are its languages, the source first, as a conformity sheet compares
    them, ``texts`` what people wrote, in the same order, with the ``terms`` they are judged by,
    and ``context`` is that of the source.
    ``decisions`` has what each language says was decided.
    ``reviews`` has, for each language, whether its units are confirmed, those of
    the source beside themselves, ``names`` each form of a name that the document
    states: its place in the registry, and what would confirm it. ``unwritten`` is
    what the document still has of the scaffold of a new meeting, ``asked`` the forms
    of names that have been looked up so far.
    """

    record: DocumentFacts
    authenticity: Authenticity
    editions: Mapping[tuple[str, ...], Sequence[tree.Document]]
    columns: Sequence[Column]
    texts: Sequence[Prose]
    terms: bitext.Terms
    context: ComposeContext
    decisions: Mapping[str, Sequence[RegisterEntry]]
    warnings: tuple[Problem, ...]
    reviews: Mapping[str, Sequence[Review]]
    names: Mapping[Confirmation, Position]
    unwritten: tuple[Problem, ...]
    asked: Set[FormKey]

    @property
    def translations(self) -> Mapping[str, Sequence[Review]]:
        """The reviews of the languages but the source."""
        source = self.authenticity.source
        return {code: units for code, units in self.reviews.items() if code != source}


def compose(
    folder: Path,
    kind: str,
    editions: Sequence[Sequence[str]],
    registry: Registry,
    templates: Path,
    authenticity: Authenticity = ANY,
    *,
    judged: bool = True,
) -> Composed:
    """The document ``kind`` of the meeting in ``folder`` in ``editions``.

    All texts of the document are read, also those that no edition needs.
    Raises :class:`ContentError` with everything that is wrong in them and in
    what they draw on; if ``judged``, also with what nobody has written or
    confirmed of a document that is final.
    """
    codes = {code for edition in editions for code in edition}
    document, problems = source_document.read(
        folder, kind, registry, codes, templates / CATALOGUES, authenticity
    )
    if document is None:
        problems.raise_if_any()
        raise AssertionError("what cannot be read has a problem")
    final = document.record.status == "final" and judged
    known = scaffold.read(templates / "new")
    unwritten = tuple(leftovers.leftovers(document, known))
    problems.extend(
        msgspec.structs.replace(each, severity="error" if final else each.severity)
        for each in unwritten
    )
    editions_ = [tuple(edition) for edition in editions]
    leads = {edition: document.kind.lead(document.record, edition) for edition in editions_}
    trees: dict[tuple[str, str], tree.Document] = {}
    contexts: list[ComposeContext] = []
    decisions: dict[str, Sequence[RegisterEntry]] = {}
    for code, lead in _versions(document, leads):
        try:
            context = _context(document, code, lead, templates)
        except ValueProblem as problem:
            place = Position(document.texts[code].file)
            problems.add(place, problem.message, problem.remedy)
            continue
        composed = document.kind.compose(document.texts[code], context)
        wrong_here = any(each.severity == "error" for each in context.problems)
        if not wrong_here and not context.missing_forms:
            problems.extend(completeness.problems(document.texts[code], composed))
        trees[code, lead] = composed
        if not lead:
            decisions[code] = kinds.decisions(document.kind, composed, context)
        problems.extend(context.problems)
        contexts.append(context)
    asked = [each for context in contexts for each in context.missing_forms]
    problems.extend(missing_forms.together(asked))
    problems.extend(characters.problems(document, trees.values(), templates))
    wrong = {each.position for each in problems if each.severity == "error"}
    # What is wrong in itself need not agree with anything.
    disagreements = agreement.of_record(document)
    problems.extend(each for each in disagreements if each.position not in wrong)
    problems.raise_if_any()
    source = document.authenticity.source
    reviews, faults = review.texts(document, folder)
    problems.extend(faults)
    read = {each.place for units in reviews.values() for each in units if each.state == "fresh"}
    called = contexts[0].named if contexts else {}
    problems.extend(agreement.of_texts(document, registry, called, read))
    problems.raise_if_any()
    names = review.names(document, contexts, known)
    proposed = review.proposals(document, contexts, names)
    if final:
        problems.extend(review.unconfirmed(document, reviews))
        problems.extend(review.unconfirmed_names(document, names, proposed, folder.parent))
    elif judged:
        problems.extend(review.proposed_names(document, proposed, folder.parent))
    problems.raise_if_any()
    open_ = {problem.position for problem in unwritten}
    marked = {
        key: review.marked(each, () if key[0] == source else reviews.get(key[0], ()), open_)
        for key, each in trees.items()
    }
    return Composed(
        document.record,
        document.authenticity,
        {edition: [marked[code, leads[edition]] for code in edition] for edition in editions_},
        _columns(document, marked, reviews),
        agreement.in_order(document),
        agreement.terms(document),
        next(each for each in contexts if each.lang == source and not each.lead),
        decisions,
        tuple(sorted(set(problems))),
        reviews,
        names,
        unwritten,
        document.asked,
    )


def planned(
    plan: Plan, document: PlannedDocument, registry: Registry, *, judged: bool = True
) -> Composed:
    """A document of ``plan``; as :func:`compose`, which it raises as."""
    return compose(
        plan.content / document.meeting,
        document.kind,
        [split(edition) for edition in document.editions],
        registry,
        plan.templates,
        document.authenticity,
        judged=judged,
    )


def proposed_forms(
    plan: Plan, document: PlannedDocument, registry: Registry
) -> Mapping[FormKey, str]:
    """The forms of names that a document needs and the registry lacks, as they may be.

    Whatever else is wrong is left to checking.
    """
    editions = [tuple(split(edition)) for edition in document.editions]
    read, _ = source_document.read(
        plan.content / document.meeting,
        document.kind,
        registry,
        {code for edition in editions for code in edition},
        plan.templates / CATALOGUES,
        document.authenticity,
    )
    proposed: dict[FormKey, str] = {}
    if read is not None:
        leads = {edition: read.kind.lead(read.record, edition) for edition in editions}
        for code, lead in _versions(read, leads):
            with suppress(ValueProblem):
                context = _context(read, code, lead, plan.templates)
                read.kind.compose(read.texts[code], context)
                proposed |= context.proposed
    return proposed


def _versions(
    document: SourceDocument, leads: Mapping[tuple[str, ...], str]
) -> Sequence[tuple[str, str]]:
    """The languages that there is a text in, each with every state that leads an edition of it.

    ``leads`` gives the state that leads an edition. Each language also stands without one.
    """
    wanted = {(code, lead) for edition, lead in leads.items() for code in edition}
    wanted |= {(code, "") for code in document.texts}
    return sorted(each for each in wanted if each[0] in document.texts)


def conformity(composed: Composed, files: Mapping[str, Mapping[str, str]]) -> tree.Document:
    """The conformity sheet of a document whose ``files`` have these hashes, by edition and format.

    Raises :class:`ContentError` if it cannot be said in the source language.
    """
    section = composed.record.section
    sides = getattr(section, "parties", ()) or getattr(section, "delegations", ())
    who = [(side.body, side.state) for side in sides]
    sheet = sheets.compose(composed.context, composed.columns, _comparisons(composed), files, who)
    problems = Problems()
    problems.extend(composed.context.problems)
    problems.extend(missing_forms.together(composed.context.missing_forms))
    problems.raise_if_any()
    return sheet


def _columns(
    document: SourceDocument,
    trees: Mapping[tuple[str, str], tree.Document],
    reviews: review.Reviews,
) -> Sequence[Column]:
    source = document.authenticity.source or ""
    columns = []
    for code in (source, *(each for each in reviews if each != source)):
        units = reviews.get(code, ()) if code != source else ()
        fresh = sum(each.state == "fresh" for each in units)
        authenticity = document.authenticity.of(code)
        columns.append(Column(code, authenticity, trees[code, ""], fresh, len(units)))
    return columns


def _comparisons(composed: Composed) -> Sequence[Comparison]:
    """What was compared of each unit, and in which languages somebody has read it."""
    read: dict[str, set[str]] = {}
    for code, units in composed.reviews.items():
        for each in units:
            if each.state == "fresh":
                read.setdefault(each.unit, set()).add(code)
    return [
        msgspec.structs.replace(each, read=frozenset(read.get(each.unit, ())))
        for each in bitext.compare(composed.texts, composed.terms)
    ]


def _context(document: SourceDocument, code: str, lead: str, templates: Path) -> ComposeContext:
    return ComposeContext(
        document.record,
        locale.load(code, templates / CATALOGUES),
        lead=lead,
        authenticity=document.authenticity.of(code),
        places={name: document.registry.place(name) for name in document.record.entries},
        mentions=mentions(document.meeting, document.record.kind),
        people=document.registry.people,
        known=[*document.registry.entries, *(document.meeting.data.get("facts") or {})],
        file=document.texts[code].file,
        lines={**document.lines, document.meeting.file: document.meeting.lines},
        picture=lambda file: images.read(Path(document.meeting.file).parent / file),
        emblem=lambda body: images.emblem(templates / EMBLEMS, body),
        derived=code in document.derived,
    )
