"""Who carries out a decision, until when, and what has become of it."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from diptych import tree
from diptych.compose import parts
from diptych.compose.context import ComposeContext, msgid
from diptych.model import Name
from diptych.tree import AnyInline, Inlines

PERMANENT = "permanent"
"""What stands for the due date of what is to be done always."""


class Decision(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who carries out a decision, and until when."""

    responsible: Annotated[
        tuple[Name, ...], Meta(description="ids of people or bodies in the registry")
    ] = ()
    due: Annotated[
        Name | None,
        Meta(
            description="the name of the fact that is the due date, or a month, quarter or year; "
            "or the word permanent"
        ),
    ] = None
    done: Annotated[
        Name | None,
        Meta(description="the name of the fact that is the day on which it was carried out"),
    ] = None
    postponed: Annotated[
        Name | None,
        Meta(description="the name of the fact that is the due date in place of the first one"),
    ] = None
    withdrawn: Annotated[
        Name | bool,
        Meta(
            description="true, or the name of the fact that is the day of it, if it need no "
            "longer be carried out"
        ),
    ] = False

    @property
    def deadline(self) -> str | None:
        """The name of the due date that counts, if it is a fact."""
        due = self.postponed or self.due
        return None if due == PERMANENT else due


def responsible(decision: Decision) -> str:
    """The label of those who are responsible for ``decision``."""
    return msgid("Responsible") if len(decision.responsible) < 2 else msgid("Responsible, several")


def due(decision: Decision, context: ComposeContext) -> str:
    """Until when ``decision`` is due, as a register says it; empty where nothing is said."""
    if decision.deadline:
        return context.name(decision.deadline)
    return context.label("permanent") if decision.due else ""


def withdrawal(decision: Decision, context: ComposeContext) -> str:
    """That ``decision`` need not be carried out, and since when; empty if it must be."""
    if isinstance(decision.withdrawn, str):
        if not context.date(decision.withdrawn):
            return ""
        return context.label("Withdrawn {day}", day=context.name(decision.withdrawn, "on"))
    return context.label("Withdrawn") if decision.withdrawn else ""


def note(name: str, decision: Decision, context: ComposeContext) -> tree.Paragraph:
    """What stands below the decision ``name``."""
    lines = []
    if decision.responsible:
        people = context.joined([context.name(person) for person in decision.responsible])
        lines.append(context.label(responsible(decision)) + f": {people}.")
    if decision.due == PERMANENT:
        lines.append(context.label("Due") + ": " + context.label("permanent") + ".")
    elif decision.due:
        lines.append(context.label("Due") + f": {context.due(decision.due)}.")
    lines += [f"{line}." for line in _changes(decision, context)]
    return parts.paragraph(context, f"duty-{name}", "note", context.text(" ".join(lines)))


def cells(decision: Decision, context: ComposeContext) -> tuple[Inlines, Inlines]:
    """Who is responsible and until when, for a table of decisions."""
    people = [context.shortest(name) for name in decision.responsible]
    who = (context.text(context.joined(people)),) if people else ()
    first = msgspec.structs.replace(decision, postponed=None)
    lines = [line for line in (due(first, context), *_changes(decision, context)) if line]
    until: list[AnyInline] = []
    for line in lines:
        until += [tree.LineBreak(), context.text(line)] if until else [context.text(line)]
    return who, tuple(until)


def _changes(decision: Decision, context: ComposeContext) -> list[str]:
    """What was said of the decision later: another due date, or that it is withdrawn."""
    changes = []
    if decision.postponed:
        changes.append(context.label("Postponed") + f": {context.due(decision.postponed)}")
    return [*changes, *filter(None, [withdrawal(decision, context)])]
