"""The stages in their order: from the content folder to a document tree."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import msgspec

from diptych import bitext, derivation, kinds, prose, tree
from diptych.bitext.confirmation import Review
from diptych.cli import leftovers, review
from diptych.cli.draft import Draft
from diptych.errors import ContentError, Position, Problem, Problems, ValueProblem, phrase
from diptych.kinds import completeness, frame
from diptych.kinds import conformity as sheets
from diptych.kinds.conformity import Column
from diptych.kinds.wording import Options, Wording
from diptych.language import locale, transliteration
from diptych.language.data import codes as languages
from diptych.model import Confirmation, Decided, Prose, Record, Standing
from diptych.reader import content as reader
from diptych.reader import images

CATALOGUES = "locale"
EMBLEMS = Path("assets", "emblems")

ANY = Standing()
"""Nothing said of the languages: the first is the source."""

_WRITE_IT = phrase("write it, or leave its editions out")


class Composed(msgspec.Struct, frozen=True):
    """A document composed: for each edition one tree a language, and what to look at.

    ``columns`` are its languages, the source first, as a conformity sheet compares
    them, and ``wording`` that of the source.
    ``decisions`` has what each language says was decided.
    ``reviews`` has, for each language, whether its units are confirmed, those of
    the source beside themselves, ``names`` each form of a name that the document
    states: its place in the registry, and what would confirm it. ``unwritten`` is
    what the document still has of the scaffold of a new meeting.
    """

    record: Record
    standing: Standing
    editions: Mapping[tuple[str, ...], Sequence[tree.Document]]
    columns: Sequence[Column]
    wording: Wording
    decisions: Mapping[str, Sequence[Decided]]
    warnings: tuple[Problem, ...]
    reviews: Mapping[str, Sequence[Review]]
    names: Mapping[Confirmation, Position]
    unwritten: tuple[Problem, ...]

    @property
    def translations(self) -> Mapping[str, Sequence[Review]]:
        """The reviews of the languages but the source."""
        source = self.standing.source
        return {code: units for code, units in self.reviews.items() if code != source}


def compose(
    folder: Path,
    kind: str,
    editions: Sequence[Sequence[str]],
    registry: reader.Registry,
    templates: Path,
    standing: Standing = ANY,
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
    draft, problems = _read(folder, kind, registry, codes, templates / CATALOGUES, standing)
    if draft is None:
        problems.raise_if_any()
        raise AssertionError("what cannot be read has a problem")
    final = draft.record.status == "final" and judged
    scaffold = leftovers.read(templates)
    unwritten = tuple(leftovers.leftovers(draft, scaffold))
    problems.extend(_refused(unwritten) if final else unwritten)
    editions_ = [tuple(edition) for edition in editions]
    leads = {edition: draft.kind.lead(draft.record, edition) for edition in editions_}
    wanted = {(code, leads[edition]) for edition in editions_ for code in edition}
    wanted |= {(code, "") for code in draft.texts}
    trees: dict[tuple[str, str], tree.Document] = {}
    wordings: list[Wording] = []
    decisions: dict[str, Sequence[Decided]] = {}
    for code, lead in sorted(wanted):
        if code in draft.texts:
            try:
                wording = _wording(draft, code, lead, templates)
            except ValueProblem as problem:
                place = Position(draft.texts[code].file)
                problems.add(place, problem.message, problem.remedy)
                continue
            composed = draft.kind.compose(draft.texts[code], wording)
            if not any(each.severity == "error" for each in wording.problems):
                problems.extend(completeness.problems(draft.texts[code], composed))
            trees[code, lead] = composed
            if not lead:
                decisions[code] = kinds.decisions(draft.kind, composed, wording)
            problems.extend(wording.problems)
            wordings.append(wording)
    problems.raise_if_any()
    source = draft.standing.source
    # What is wrong in one language would be named again in all the others.
    problems.extend(bitext.discordant(list(draft.texts.values()), _terms(registry)))
    problems.raise_if_any()
    reviews, wrong = review.texts(draft, folder)
    problems.extend(wrong)
    names = review.names(draft, wordings, scaffold)
    if final:
        problems.extend(review.unconfirmed(draft, reviews))
        problems.extend(review.unconfirmed_names(draft, names, folder.parent))
    problems.raise_if_any()
    open_ = {problem.position for problem in unwritten}
    marked = {
        key: review.marked(each, () if key[0] == source else reviews.get(key[0], ()), open_)
        for key, each in trees.items()
    }
    return Composed(
        draft.record,
        draft.standing,
        {edition: [marked[code, leads[edition]] for code in edition] for edition in editions_},
        _columns(draft, marked, reviews),
        next(each for each in wordings if each.lang == source and not each.lead),
        decisions,
        tuple(sorted(set(problems))),
        reviews,
        names,
        unwritten,
    )


def _refused(unwritten: Iterable[Problem]) -> Iterator[Problem]:
    """What is still to be written of a document that is final."""
    for problem in unwritten:
        yield msgspec.structs.replace(problem, severity="error")


@lru_cache(maxsize=4)
def _terms(registry: reader.Registry) -> bitext.Terms:
    return bitext.Terms(registry.sound(), frozenset(registry.entries))


def conformity(composed: Composed, files: Mapping[str, Mapping[str, str]]) -> tree.Document:
    """The conformity sheet of a document whose ``files`` have these hashes, by edition and format.

    Raises :class:`ContentError` if it cannot be said in the source language.
    """
    parties = getattr(composed.record.section, "parties", ())
    bodies = [party.body for party in parties]
    said = sheets.compose(composed.wording, composed.columns, files, bodies)
    composed.wording.problems.raise_if_any()
    return said


def _columns(
    draft: Draft, trees: Mapping[tuple[str, str], tree.Document], reviews: review.Reviews
) -> Sequence[Column]:
    source = draft.standing.source or ""
    columns = []
    for code in (source, *(each for each in reviews if each != source)):
        units = reviews.get(code, ()) if code != source else ()
        fresh = sum(each.state == "fresh" for each in units)
        standing = draft.standing.of(code)
        columns.append(Column(code, standing, trees[code, ""], fresh, len(units)))
    return columns


def _read(
    folder: Path,
    kind: str,
    registry: reader.Registry,
    codes: Collection[str],
    catalogues: Path,
    standing: Standing,
) -> tuple[Draft | None, Problems]:
    """The document as far as it can be read, and what is wrong with it.

    Of the languages ``codes`` those are derived that have no text and can be.
    The draft leaves out texts and facts that cannot be read; there is none
    where the meeting's section for the document cannot.
    """
    problems = Problems()
    module = kinds.load(kind)
    contents: dict[str, str] = {}
    texts: dict[str, Prose] = {}
    there = reader.texts(folder).get(kind, {})
    for code, path in there.items():
        if code not in languages():
            continue  # a stray, and named as one
        try:
            contents[code] = reader.prose_text(path)
            texts[code] = prose.parse(contents[code], path.as_posix(), code)
        except ContentError as error:
            problems.extend(error.problems)
    problems.extend(bitext.misaligned(list(texts.values())))
    for code, text in texts.items():
        written = transliteration.source(code)
        if written in texts and not problems:
            derived = derivation.derive(texts[written], code, catalogues)
            problems.extend(derivation.drift(text, derived))
    made = set()
    for code in sorted(set(codes) - set(contents)):
        written = transliteration.source(code)
        if written in texts:
            contents[code] = contents[written]
            texts[code] = derivation.derive(texts[written], code, catalogues)
            made.add(code)
        elif code not in there and written not in there:  # else what is wrong has been said
            place = Position(f"{folder.as_posix()}/{kind}.{code}.md")
            problems.add(place, phrase("this text is missing"), _WRITE_IT)
    problems.extend(_untitled(module, texts))
    try:
        meeting = reader.meeting(folder)
    except ContentError as error:
        problems.extend(error.problems)
        return None, problems
    record, wrong = reader.record(folder, meeting, registry, kind, module.Section, contents)
    problems.extend(wrong)
    if record is None:
        return None, problems
    lines = {text.file: contents[code].split("\n") for code, text in texts.items()}
    section = record.section
    if isinstance(section, Options):
        standing = section.standing(standing)
    if texts and standing.source not in texts:
        standing = msgspec.structs.replace(standing, source=next(iter(texts)))
    draft = Draft(module, record, texts, frozenset(made), lines, meeting, registry, standing)
    return draft, problems


def _wording(draft: Draft, code: str, lead: str, templates: Path) -> Wording:
    return Wording(
        draft.record,
        locale.load(code, templates / CATALOGUES),
        lead=lead,
        standing=draft.standing.of(code),
        places={name: draft.registry.place(name) for name in draft.record.entries},
        mentions=reader.mentions(draft.meeting, draft.record.kind),
        people=draft.registry.people,
        known=[*draft.registry.entries, *(draft.meeting.data.get("facts") or {})],
        file=draft.texts[code].file,
        lines={**draft.lines, draft.meeting.file: draft.meeting.lines},
        picture=lambda file: images.read(Path(draft.meeting.file).parent / file),
        emblem=lambda body: images.emblem(templates / EMBLEMS, body),
    )


def _untitled(kind: kinds.Kind, texts: Mapping[str, Prose]) -> Iterator[Problem]:
    """Sections without a title that the kind has no label for; those inside it names itself."""
    for text in texts.values():
        for section in text.sections:
            if not section.title and section.name not in kind.LABELLED:
                yield frame.untitled(section, kind.LABELLED)
