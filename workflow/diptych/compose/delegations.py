"""The delegations of a body of two states or more: who is on which side, and which comes first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated

import msgspec
from msgspec import Meta

from diptych.compose.agreement import Disagreement
from diptych.compose.context import ComposeContext, msgid
from diptych.errors import phrase
from diptych.model import Name

People = Annotated[
    tuple[Name, ...],
    Meta(
        description="people, each once: ids of entries in people.yaml",
        extra_json_schema={"uniqueItems": True},
    ),
]

#: Those of a delegation in the order they are listed: the key in meeting.yaml, and what each is
#: called; of members nothing need be said.
GROUPS = {
    "head": msgid("head of the delegation"),
    "members": "",
    "secretary": msgid("secretary of the delegation"),
    "observers": msgid("observer"),
    "interpreters": msgid("interpreter"),
    "guests": msgid("guest"),
}


class Delegation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Those who came from one side."""

    state: Annotated[Name, Meta(description="the state: the id of an entry in terms.yaml")]
    body: Annotated[
        Name,
        Meta(
            description="whose delegation it is, if not the state's: the id of an entry in "
            "organisations.yaml, under whose name it is listed and signs"
        ),
    ] = ""
    head: Annotated[
        Name,
        Meta(description="who led it, co-chaired and signs: an entry of people.yaml"),
    ] = ""
    members: People = ()
    secretary: Annotated[
        Name, Meta(description="who wrote for it and signs: an entry of people.yaml")
    ] = ""
    observers: People = ()
    interpreters: People = ()
    guests: People = ()

    def people(self, group: str) -> tuple[str, ...]:
        """Those of a group of :data:`GROUPS`."""
        named: str | tuple[str, ...] = getattr(self, group)
        return (named,) if isinstance(named, str) and named else tuple(named)

    def named(self) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """Each person, and the path at which the delegation names them."""
        for group in GROUPS:
            one = isinstance(getattr(self, group), str)
            for index, person in enumerate(self.people(group)):
                yield ((group,) if one else (group, index)), person

    def title(self, context: ComposeContext) -> str:
        """What it is listed under: «Delegation of the Republic of Uzbekistan», or its body."""
        if self.body:
            return context.entry(self.body)
        return context.label("Delegation of {state}", state=owner(self.state, context))


def owner(state: str, context: ComposeContext) -> str:
    """The name of a state as that of whom something is: «Республики Узбекистан»."""
    return context.name(state, context.locale.owner_form)


def in_order(delegations: Sequence[Delegation], context: ComposeContext) -> tuple[Delegation, ...]:
    """``delegations`` with that of the leading state first, the others as the record has them."""
    return tuple(sorted(delegations, key=lambda each: each.state != context.lead))


def contradictions(delegations: Sequence[Delegation], chair: str) -> Iterator[Disagreement]:
    """States with two delegations, and a chair who leads none."""
    before: set[str] = set()
    for index, each in enumerate(delegations):
        if each.state in before:
            yield Disagreement(
                ("delegations", index, "state"),
                phrase("«{state}» has a delegation already", state=each.state),
                phrase("write another id than «{name}»", name=each.state),
            )
        before.add(each.state)
    if chair and chair not in {each.head for each in delegations}:
        yield Disagreement(
            ("chair",),
            phrase("«{person}» chaired and is the head of no delegation", person=chair),
            phrase("name one of the heads; without «chair» they are co-chairs"),
        )
