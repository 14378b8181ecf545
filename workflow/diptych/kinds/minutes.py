"""The minutes: who met, what was heard and said, what was decided."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated

import msgspec
from msgspec import Meta

from diptych import tree
from diptych.compose import attendance, duties, parts
from diptych.compose.alternat import leading_side, leading_state
from diptych.compose.context import ComposeContext, msgid
from diptych.compose.duties import Decision
from diptych.compose.references import item_id, item_name, without_notes
from diptych.compose.sitting import Sitting, Vote
from diptych.compose.sitting import disagreements as disagreements
from diptych.errors import nearest, phrase
from diptych.model import DocumentFacts, Name, Prose, RegisterEntry
from diptych.model import Section as Part
from diptych.tree import AnyBlock, Document

_DECIDED = re.compile(r"/decided[./]")

LABELLED = {
    **attendance.LABELLED,
    "heard": msgid("HEARD"),
    "spoke": msgid("DISCUSSION"),
    "decided": msgid("DECIDED"),
}

_SUMMARY = (msgid("No."), msgid("Decision"), msgid("Responsible"), msgid("Due"))


class Section(Sitting, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The section minutes of meeting.yaml."""

    number: Annotated[
        str | int | None, Meta(description="the registration number of the minutes")
    ] = None
    place: Annotated[Name | None, Meta(description="where: the id of an entry in terms.yaml")] = (
        None
    )
    format: Annotated[
        Name | None, Meta(description="how they met: an entry of terms.yaml, as videoconference")
    ] = None
    summary: Annotated[
        bool, Meta(description="whether a table of all decisions stands at the end")
    ] = False


def lead(record: DocumentFacts, languages: Sequence[str]) -> str:
    """The state that is named first in an edition led by its own language."""
    section: Section = record.section
    if section.delegations:
        return leading_side(record, [each.state for each in section.delegations], languages)
    return leading_state(record, section.body, languages)


def compose(prose: Prose, context: ComposeContext) -> Document:
    """Requisites, attendance, agenda, then each item with what was heard and decided."""
    section: Section = context.record.section
    day = context.date(section.date)
    if section.session:
        context.ordinal(section.session)
    context.offer("body", section.body)
    items = _agenda(prose, section, context)
    parts.number(
        prose,
        context,
        {name: each for each, name in enumerate(section.agenda, 1)},
        made=int(attendance.is_annexed(section)),
    )
    if len(items) == len(section.agenda):  # else a decision may be of what is missing
        _refuse_strays(items, section, context)
    blocks: list[AnyBlock] = [
        parts.letterhead(context, section.body),
        *parts.title(prose, context, msgid("MINUTES\n{subject}")),
        *_requisites(section, context),
        *parts.contents(context),
        *context.blocks(prose.opening),
    ]
    blocks += attendance.in_body(prose, section, context)
    blocks += _contents(items, context)
    for number, item in enumerate(items, 1):
        blocks += _item(number, item, section, context)
    blocks += _summary(blocks, section, context) if section.summary else []
    blocks.append(attendance.signatures(section, context))
    blocks += parts.annexes(
        prose,
        context,
        context.name(section.date, "of"),
        msgid("Annex {number}\nto the minutes {date}"),
        msgid("Annex\nto the minutes {date}"),
        attendance.annexed(prose, section, context),
    )
    return parts.document(
        prose,
        context,
        blocks,
        name=context.label("Minutes"),
        date=context.name(section.date),
        day=day,
        author=context.name(section.body),
        filled=[name for name in attendance.LABELLED if getattr(section, name)],
    )


def decisions(document: Document, context: ComposeContext) -> tuple[RegisterEntry, ...]:
    """What ``document``, which :func:`compose` made with ``context``, says was decided."""
    section: Section = context.record.section
    (part,) = document.parts
    titles = {
        block.id: parts.ordinary(tree.plain(block.content))
        for block in part.blocks
        if isinstance(block, tree.Heading)
    }
    entries = []
    for block, index in _decided(part.blocks):
        item = block.items[index]
        name = item_name(block, index)
        duty = section.decisions.get(name, Decision())
        people = [context.name(each) for each in duty.responsible]
        first = item[0]
        entries.append(
            RegisterEntry(
                id=f"{block.id.partition('/')[0]}/{name}",
                body=parts.ordinary(context.name(section.body)),
                item=titles.get(block.id.partition("/")[0], ""),
                text=parts.ordinary(tree.plain(first.content))
                if isinstance(first, tree.Paragraph)
                else "",
                responsible=parts.ordinary(context.joined(people)) if people else "",
                due=duties.due(duty, context),
                due_date=context.last_day(duty.deadline) if duty.deadline else "",
                done=context.name(duty.done) if duty.done else "",
                done_date=context.date(duty.done) if duty.done else "",
                postponed=duty.postponed is not None,
                withdrawn=bool(duty.withdrawn),
                withdrawn_on=context.name(duty.withdrawn)
                if isinstance(duty.withdrawn, str)
                else "",
            )
        )
    return tuple(entries)


def _decided(blocks: Iterable[AnyBlock]) -> Iterator[tuple[tree.List, int]]:
    """Each decision among ``blocks``: a list below «DECIDED», and the index of an item of it."""
    for block in blocks:
        if isinstance(block, tree.List) and _DECIDED.search(block.id):
            for index in range(len(block.items)):
                yield block, index


def _agenda(prose: Prose, section: Section, context: ComposeContext) -> list[Part]:
    """The sections of the prose that the agenda names, in its order, as far as they are there."""
    there = {part.name: part for part in prose.sections}
    for part in prose.body:
        if part.name not in section.agenda and part.name not in attendance.LABELLED:
            context.problems.add(
                part.source,
                phrase("«{name}» is not on the agenda", name=part.name),
                phrase("put it on the agenda in meeting.yaml, or take it out here"),
            )
    return [there[name] for name in section.agenda if name in there]


def _refuse_strays(items: list[Part], section: Section, context: ComposeContext) -> None:
    """Votes on items, and duties from decisions, that the text does not have."""
    decided = {
        item_id(item)
        for part in items
        for inner in part.walk()
        for block in inner.blocks
        if isinstance(block, tree.List)
        for item in block.items
    }
    for what, names, known in (
        (phrase("an item of the agenda"), section.votes, set(section.agenda)),
        (phrase("the id of a decision in this text"), section.decisions, decided),
    ):
        for name in names:
            if name not in known:
                named = {each for each in known if not each.isdigit()}
                remedy = nearest(name, named) if named else phrase("end its item with {#id}")
                context.refuse(name, phrase("«{name}» is not {what}", name=name, what=what), remedy)


def _requisites(section: Section, context: ComposeContext) -> list[AnyBlock]:
    lines = [(msgid("Date"), context.name(section.date))]
    if section.number is not None:
        number = context.typeset(str(section.number))
        lines.append((msgid("Number"), context.label("No. {number}", number=number)))
    if section.place:
        lines.append((msgid("Place"), context.entry(section.place)))
    if section.format:
        lines.append((msgid("Format"), context.entry(section.format)))
    lines += attendance.requisites(section, context)
    return [parts.labelled(context, f"requisite-{k.lower()}", k, v) for k, v in lines]


def _contents(items: list[Part], context: ComposeContext) -> list[AnyBlock]:
    listed = tuple(
        (
            parts.paragraph(
                context,
                f"agenda-{item.name}",
                "body",
                *without_notes(context.title(item.title, item.source)),
            ),
        )
        for item in items
    )
    return [
        parts.resolution(context, "agenda", msgid("AGENDA")),
        tree.List(id="agenda-items", marker="number", items=listed, lang=context.lang),
    ]


def _item(number: int, item: Part, section: Section, context: ComposeContext) -> list[AnyBlock]:
    blocks: list[AnyBlock] = [
        parts.heading(item, context, 1, f"{number}.", number),
        *context.blocks(item.blocks),
        *_parts(item, 2, section, context),
    ]
    if item.name in section.votes:
        blocks.append(_vote(item, section.votes[item.name], context))
    return blocks


def _parts(whole: Part, level: int, section: Section, context: ComposeContext) -> list[AnyBlock]:
    """The sections inside ``whole``, at any depth; headings of the first ones are of ``level``."""
    blocks: list[AnyBlock] = []
    for part in whole.sections:
        if part.title:
            blocks.append(parts.heading(part, context, level))
        elif part.name in LABELLED:
            blocks.append(parts.resolution(context, part.id, LABELLED[part.name]))
        else:
            context.problems.append(parts.untitled(part, LABELLED))
        blocks += [_with_duties(block, section, context) for block in context.blocks(part.blocks)]
        blocks += _parts(part, level + 1, section, context)
    return blocks


def _with_duties(block: AnyBlock, section: Section, context: ComposeContext) -> AnyBlock:
    """A list of decisions with a line below each that has someone responsible or a due date."""
    if not isinstance(block, tree.List):
        return block
    items = []
    for item in block.items:
        name = item_id(item)
        decision = section.decisions.get(name)
        items.append((*item, duties.note(name, decision, context)) if decision else item)
    return msgspec.structs.replace(block, items=tuple(items))


def _summary(blocks: list[AnyBlock], section: Section, context: ComposeContext) -> list[AnyBlock]:
    """A table of the decisions among ``blocks``: number, text, who, until when."""
    decided = [block.items[index] for block, index in _decided(blocks)]
    rows = tuple(
        (
            (context.text(str(number)),),
            without_notes(item[0].content) if isinstance(item[0], tree.Paragraph) else (),
            *duties.cells(section.decisions.get(item_id(item), Decision()), context),
        )
        for number, item in enumerate(decided, 1)
    )
    return [
        parts.resolution(context, "summary", msgid("DECISIONS")),
        tree.Table(
            id="summary-table",
            header=(tuple((context.text(context.label(label)),) for label in _SUMMARY),),
            rows=rows,
            align=("end", "start", "start", "start"),
            lang=context.lang,
        ),
    ]


def _vote(item: Part, vote: Vote, context: ComposeContext) -> AnyBlock:
    counts = {
        "for": str(vote.in_favour),
        "against": str(vote.against),
        "abstained": str(vote.abstained),
    }
    if vote.not_voting:
        text = context.label(
            "Votes: for {for}, against {against}, abstained {abstained}, not voting {others}",
            **counts,
            others=str(vote.not_voting),
        )
    else:
        text = context.label("Votes: for {for}, against {against}, abstained {abstained}", **counts)
    return parts.paragraph(context, f"{item.id}-vote", "note", context.text(text))
