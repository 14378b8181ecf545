"""What somebody has to read before a document is final, and what drafts show of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal

import msgspec

from diptych import tree
from diptych.bitext import confirmation
from diptych.bitext.confirmation import Review as Review
from diptych.compose.context import ComposeContext
from diptych.errors import ContentError, Phrase, Position, Problem, Problems, phrase
from diptych.model import Confirmation, FormKey
from diptych.pipeline.source_document import SourceDocument
from diptych.reader import ledger
from diptych.reader.registry import REGISTRY
from diptych.reader.scaffold import Scaffold

Reviews = Mapping[str, Sequence[Review]]

_MARKED = (tree.Heading, tree.Paragraph, tree.Table, tree.Picture)


def texts(document: SourceDocument, folder: Path) -> tuple[Reviews, Problems]:
    """Whether the units of each text are confirmed, and what is wrong in the ledgers.

    The units of the source are those that somebody has read: it stands beside itself.
    """
    problems = Problems()
    reviews: dict[str, Sequence[Review]] = {}
    source = document.texts.get(document.authenticity.source or "")
    for code, text in document.texts.items():
        if source is not None:
            try:
                confirmed = ledger.read(
                    ledger.path(folder, document.record.kind, code), source.language
                )
            except ContentError as error:
                problems.extend(error.problems)
                continue
            derived = code in document.derived
            reviews[code] = confirmation.review(source, text, confirmed, derived=derived)
    return reviews, problems


def names(
    document: SourceDocument, contexts: Sequence[ComposeContext], scaffold: Scaffold
) -> Mapping[Confirmation, Position]:
    """Each form of a name that the document states, as its confirmation, and its place.

    What ``scaffold`` has in place of a name is no name, and nobody can confirm it.
    """
    plain = {context.lang: context for context in contexts}
    source = plain.get(document.authenticity.source or "")
    places: dict[Confirmation, Position] = {}
    for context in contexts:
        for (name, form), text in context.forms.items():
            if scaffold.is_name(text):
                continue
            nominative = (source or context).nominative(name)
            unit = FormKey(name, context.lang, form)
            places[Confirmation(str(unit), nominative, text)] = document.registry.place(name)
    return dict(sorted(places.items(), key=lambda item: item[0].unit))


def unconfirmed(document: SourceDocument, reviews: Reviews) -> Iterator[Problem]:
    """A problem for each unit of a text that is not fresh, or one if none is."""
    for code, units in reviews.items():
        open_ = [each for each in units if each.state != "fresh"]
        which = {"meeting": document.record.meeting, "kind": document.record.kind, "code": code}
        if code == document.authenticity.source:
            nobody = phrase("nobody has confirmed having read this text, and the meeting is final")
            remedy = phrase("read it, then: diptych confirm {meeting} {kind} {code}", **which)
        else:
            nobody = phrase("nobody has confirmed this text, and the meeting is final")
            remedy = phrase(
                "read both side by side, then: diptych confirm {meeting} {kind} {code}", **which
            )
        if len(open_) == len(units) and not any(each.before for each in open_):
            yield Problem(Position(document.texts[code].file), nobody, remedy)
            continue
        for each in open_:
            line = document.lines[each.place.file][each.place.line - 1]
            yield Problem(each.place, why(each), remedy, line)


def why(each: Review) -> Phrase:
    """Why a unit is not fresh."""
    before = each.before
    if each.state == "missing":
        return phrase("this text lacks what stands at {place}", place=each.source_place)
    if each.state == "derived":
        return phrase("nobody has read this, which was derived from another script")
    if each.place == each.source_place:  # the source
        return (
            phrase("this has changed since it was confirmed")
            if before
            else phrase("nobody has confirmed having read this")
        )
    if before is None:
        return phrase("nobody has confirmed this beside {place}", place=each.source_place)
    if before.source == each.source:
        return phrase("this has changed since it was confirmed")
    if before.text == each.text:
        return phrase("{place} has changed since this was confirmed", place=each.source_place)
    return phrase("this and {place} have changed since it was confirmed", place=each.source_place)


def proposals(
    document: SourceDocument, contexts: Iterable[ComposeContext], names: Iterable[Confirmation]
) -> frozenset[Confirmation]:
    """Those of ``names`` that nobody typed: the language proposes them, or the registry says so."""
    made = {form for context in contexts for form in context.proposed}
    forms = {each: FormKey.of(each.unit) for each in names}
    return frozenset(
        each for each, form in forms.items() if form in made or document.registry.is_proposed(form)
    )


def unconfirmed_names(
    document: SourceDocument,
    names: Mapping[Confirmation, Position],
    proposed: Collection[Confirmation],
    content: Path,
) -> Iterator[Problem]:
    """A problem for each name that is not as it was confirmed, by language."""
    try:
        confirmed = set(ledger.read(content / REGISTRY / ledger.NAMES))
    except ContentError as error:
        yield from error.problems
        return
    if names and not confirmed:
        yield Problem(
            Position((content / REGISTRY / ledger.NAMES).as_posix()),
            phrase("nobody has confirmed the names of the registry, and the meeting is final"),
            phrase("read them, then: diptych confirm registry"),
        )
        return
    yield from _proposed(document, set(proposed) - confirmed, "error")
    open_: dict[str, dict[str, list[str]]] = {}
    for each in names:
        if each not in confirmed and each not in proposed:
            form = FormKey.of(each.unit)
            said = open_.setdefault(form.name, {}).setdefault(form.language, [])
            said.append(f"{form.form}: {each.text}")
    places = {FormKey.of(each.unit).name: place for each, place in names.items()}
    for name, languages in open_.items():
        yield Problem(
            places[name],
            phrase(
                "nobody has confirmed the name «{name}» as it stands: {forms}",
                name=name,
                forms=_listed(languages),
            ),
            phrase("read it, then: diptych confirm registry"),
        )


def _listed(languages: Mapping[str, Iterable[str]]) -> str:
    """Forms by language, on one line."""
    return "; ".join(f"{code}: {', '.join(forms)}" for code, forms in languages.items())


def proposed_names(
    document: SourceDocument, proposed: Collection[Confirmation], content: Path
) -> Iterator[Problem]:
    """A warning for each name that is ``proposed`` and that nobody has confirmed."""
    if not proposed:
        return
    try:
        confirmed = set(ledger.read(content / REGISTRY / ledger.NAMES))
    except ContentError as error:
        yield from error.problems
        return
    yield from _proposed(document, set(proposed) - confirmed, "warning")


def _proposed(
    document: SourceDocument, names: Iterable[Confirmation], severity: Literal["error", "warning"]
) -> Iterator[Problem]:
    open_: dict[str, list[FormKey]] = {}
    texts = {FormKey.of(each.unit): each.text for each in names}
    for form in sorted(texts, key=str):
        open_.setdefault(form.name, []).append(form)
    for name, forms in open_.items():
        place = min(map(document.registry.form_place, forms))
        said: dict[str, list[str]] = {}
        for form in forms:
            said.setdefault(form.language, []).append(f"{form.form}: {texts[form]}")
        yield Problem(
            place,
            phrase(
                "forms of «{name}» are proposed, and nobody has confirmed them: {forms}",
                name=name,
                forms=_listed(said),
            ),
            phrase("read them, put them right, then: diptych confirm registry"),
            document.registry.sources[name].lines[place.line - 1],
            severity,
        )


def marked(
    document: tree.Document, units: Sequence[Review], unwritten: Collection[Position]
) -> tree.Document:
    """``document``, in one language, with a mark at each of its ``units`` that is not confirmed.

    A text that nobody has begun to confirm has no marks, since all of it is to be read. What is
    still to be written, at the places ``unwritten``, is always marked.
    """
    places = set(unwritten)
    if any(each.before is not None or each.state == "fresh" for each in units):
        places |= {each.place for each in units if each.state != "fresh"}

    def mark(block: tree.AnyBlock) -> tree.AnyBlock:
        if isinstance(block, _MARKED) and block.source in places:
            return msgspec.structs.replace(block, unconfirmed=True)
        return block

    parts = tuple(
        msgspec.structs.replace(part, blocks=tree.map_blocks(part.blocks, mark))
        for part in document.parts
    )
    return msgspec.structs.replace(document, parts=parts) if places else document
