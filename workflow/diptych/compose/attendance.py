"""Who was there: lists below the requisites, or in an annex of their own where they are long."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from diptych import tree
from diptych.compose import parts
from diptych.compose.context import ComposeContext, msgid
from diptych.compose.delegations import GROUPS, Delegation, in_order, owner
from diptych.compose.sentences import capitalised
from diptych.compose.sitting import Sitting
from diptych.model import Prose
from diptych.tree import AnyBlock, Inlines

LABELLED: Mapping[str, str] = {
    "present": msgid("Present"),
    "absent": msgid("Apologies"),
    "invited": msgid("In attendance"),
}

_ATTENDEES = (msgid("Name"), msgid("Position"))
_ANNEX = "attendance-annex"


def requisites(sitting: Sitting, context: ComposeContext) -> Iterator[tuple[str, str]]:
    """The labels of who chaired and wrote, as far as no list beside them says so, and who."""
    if sitting.chair:
        yield msgid("Chair"), tree.plain(context.person(sitting.chair))
    if sitting.secretary:
        yield msgid("Secretary"), tree.plain(context.person(sitting.secretary))
    if is_annexed(sitting):
        sides = in_order(sitting.delegations, context)
        heads = [each.head for each in sides if each.head and not sitting.chair]
        writers = [each.secretary for each in sides if each.secretary]
        for label, one, people in (
            (msgid("Co-chairs"), msgid("Co-chair"), heads),
            (msgid("Secretaries"), msgid("Secretary"), writers),
        ):
            names = [tree.plain(context.person(person)) for person in people]
            if names:
                yield label if len(names) > 1 else one, context.joined(names)


def is_annexed(sitting: Sitting) -> bool:
    """Whether so many are listed that the lists stand in an annex."""
    limit = sitting.attendance_annex_above
    return limit is not None and sum(1 for _ in sitting.named()) > limit


def in_body(prose: Prose, sitting: Sitting, context: ComposeContext) -> list[AnyBlock]:
    """The lists, or a line that says that they are annexed."""
    if not is_annexed(sitting):
        return _lists(prose, sitting, context)
    said = (
        context.label("The list of participants is attached (Annex {number}).", number="1")
        if prose.annexes
        else context.label("The list of participants is attached.")
    )
    return [parts.paragraph(context, "attendance-annexed", "detail", context.text(said))]


def annexed(prose: Prose, sitting: Sitting, context: ComposeContext) -> list[list[AnyBlock]]:
    """The annex that holds the lists, if there is one; it is the first of all."""
    if not is_annexed(sitting):
        return []
    heading = tree.Heading(
        id=_ANNEX,
        level=1,
        content=(context.text(context.label("List of participants")),),
        lang=context.lang,
    )
    return [[heading, *_lists(prose, sitting, context)]]


def _lists(prose: Prose, sitting: Sitting, context: ComposeContext) -> list[AnyBlock]:
    blocks: list[AnyBlock] = []
    for each in in_order(sitting.delegations, context):
        blocks += _delegation(each, sitting, context)
    for name, label in LABELLED.items():
        part = parts.section(prose, name)
        people = getattr(sitting, name)
        if part is not None or people:
            blocks.append(parts.resolution(context, name, label))
        if people:
            blocks.append(_attendees(name, people, sitting, context))
        if part is not None:
            blocks += parts.body(part, context)
    return blocks


# --- of one body --------------------------------------------------------------------


def _attendees(
    name: str, people: Sequence[str], sitting: Sitting, context: ComposeContext
) -> AnyBlock:
    """A table of the people and their offices; a list where nobody has one."""
    rows = tuple((_person(each, sitting, context), context.office(each)) for each in people)
    if any(office for _, office in rows):
        header = tuple((context.text(context.label(label)),) for label in _ATTENDEES)
        return tree.Table(
            id=f"{name}-people",
            header=(header,),
            rows=rows,
            align=("start", "start"),
            lang=context.lang,
        )
    items = tuple(
        (parts.paragraph(context, f"{name}-{person}", "body", *full_name),)
        for person, (full_name, _) in zip(people, rows, strict=True)
    )
    return tree.List(id=f"{name}-people", marker="dash", items=items, lang=context.lang)


def _person(name: str, sitting: Sitting, context: ComposeContext) -> Inlines:
    """The name of somebody who was there, and whether by video link."""
    person = context.person(name)
    if name not in sitting.by_video or not person:
        return person
    return (context.text(context.label("{name} (by video link)", name=tree.plain(person))),)


# --- of several sides ---------------------------------------------------------------


def _delegation(
    delegation: Delegation, sitting: Sitting, context: ComposeContext
) -> Iterator[AnyBlock]:
    """The name of a side, and its people in one list: as what they came, and what they did."""
    side = f"delegation-{delegation.state}"
    title = context.text(f"{delegation.title(context)}:")
    yield parts.paragraph(context, side, "resolution", title)
    items = []
    for group, role in GROUPS.items():
        if group == "head" and not sitting.chair:
            role = msgid("head of the delegation, co-chair")
        for person in delegation.people(group):
            text = context.text(_with_office(person, role, sitting, context))
            items.append((parts.paragraph(context, f"{side}-{person}", "detail", text),))
    if items:
        yield tree.List(id=f"{side}-people", marker="number", items=tuple(items), lang=context.lang)


def _with_office(name: str, role: str, sitting: Sitting, context: ComposeContext) -> str:
    """«Anna Berg – director of the institute, secretary of the delegation»."""
    person = tree.plain(_person(name, sitting, context))
    office = context.office(name, within_sentence=True)
    offices = [tree.plain(office)] if office else []
    offices += [context.label(role)] if role else []
    if not offices:
        return person
    return context.label("{name} – {office}", name=person, office=", ".join(offices))


# --- who signs ----------------------------------------------------------------------


def signatures(sitting: Sitting, context: ComposeContext) -> tree.Signatures:
    """Chair and secretary, a line each; of several sides the heads beside each other, then those
    who wrote.
    """
    if sitting.delegations:
        return _of_delegations(sitting, context)
    signers = (
        ("chair", msgid("Chair"), sitting.chair),
        ("secretary", msgid("Secretary"), sitting.secretary),
    )
    return tree.Signatures(
        id="signatures",
        beside=False,
        entries=tuple(
            tree.Signatory(
                id=name,
                capacity=((context.text(capitalised(context.label(label))),),),
                name=(context.person(person),),
            )
            for name, label, person in signers
        ),
    )


_HEADS = {
    "co-chair": (msgid("Co-chair"), msgid("Co-chair,\nHead of the Delegation of {state}")),
    "chair": (msgid("Chair"), msgid("Chair,\nHead of the Delegation of {state}")),
    "head": (msgid("Head of the delegation"), msgid("Head of the Delegation of {state}")),
}
_SECRETARY = (msgid("Secretary"), msgid("Secretary of the Delegation of {state}"))


def _of_delegations(sitting: Sitting, context: ComposeContext) -> tree.Signatures:
    sides = in_order(sitting.delegations, context)
    entries = []
    for each in sides:
        role = "head" if sitting.chair else "co-chair"
        role = "chair" if sitting.chair and each.head == sitting.chair else role
        entries.append(_signatory(each, "head", each.head, _HEADS[role], context))
    if any(each.secretary for each in sides):
        entries += [
            _signatory(each, "secretary", each.secretary, _SECRETARY, context) for each in sides
        ]
    return tree.Signatures(id="signatures", beside=True, columns=len(sides), entries=tuple(entries))


def _signatory(
    side: Delegation,
    role: str,
    person: str,
    labels: tuple[str, str],
    context: ComposeContext,
) -> tree.Signatory:
    """A place to sign for a ``side``, called by its body or, where it has none, by its state."""
    plain, of_state = labels
    said = (
        f"{context.label(plain)}\n{context.entry(side.body)}"
        if side.body
        else context.label(of_state, state=owner(side.state, context))
    )
    return tree.Signatory(
        id=f"{side.state}-{role}",
        capacity=(tuple(parts.lines(said, context)),),
        name=(context.person(person),),
    )
