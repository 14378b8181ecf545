"""A session: who was there, how they voted, what they decided, and whether all of it can be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from diptych import tree
from diptych.compose.agreement import Disagreement
from diptych.compose.context import Options
from diptych.compose.delegations import Delegation, People, contradictions
from diptych.compose.duties import PERMANENT, Decision
from diptych.compose.references import item_id
from diptych.errors import Position, nearest, phrase
from diptych.model import DocumentFacts, Name, Prose
from diptych.tree import AnyBlock, Inlines
from diptych.values import Value, last_day

_ONCE = {"uniqueItems": True}
_LISTS = ("present", "absent", "invited")
_SPEAKING = ("heard", "spoke")
_DECIDED = "decided"
_FOR_INFORMATION = "for-information"


class Vote(
    msgspec.Struct,
    frozen=True,
    forbid_unknown_fields=True,
    rename={"in_favour": "for", "not_voting": "not-voting"},
):
    """How those present voted."""

    in_favour: Annotated[int, Meta(ge=0, description="how many voted for it")]
    against: Annotated[int, Meta(ge=0, description="how many voted against it")] = 0
    abstained: Annotated[int, Meta(ge=0, description="how many abstained")] = 0
    not_voting: Annotated[
        int, Meta(ge=0, description="how many of those present have no vote or took no part in it")
    ] = 0

    @property
    def total(self) -> int:
        """How many people it speaks of."""
        return self.in_favour + self.against + self.abstained + self.not_voting


class Sitting(Options, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="kebab"):
    """What meeting.yaml says of a session."""

    body: Annotated[Name, Meta(description="who met: the id of an entry in organisations.yaml")]
    date: Annotated[Name, Meta(description="the name of the fact that dates the session")]
    session: Annotated[
        Name | None,
        Meta(
            description="the name of the fact that says which session of the body it is, an "
            "ordinal; it is compared with the other meetings of the body"
        ),
    ] = None
    chair: Annotated[Name, Meta(description="who chaired: an entry of people.yaml")] = ""
    secretary: Annotated[Name, Meta(description="who wrote: an entry of people.yaml")] = ""
    present: People = ()
    absent: People = ()
    invited: People = ()
    delegations: Annotated[
        tuple[Delegation, ...],
        Meta(
            min_length=2,
            max_length=4,  # whose signatures stand side by side on a page
            description="the delegations of a body of two to four states, in the order of an "
            "edition that none leads; in place of «present» and «secretary»",
        ),
    ] = ()
    by_video: Annotated[
        tuple[Name, ...],
        Meta(
            description="those of the lists who joined by video link, which is printed behind "
            "their names",
            extra_json_schema=_ONCE,
        ),
    ] = ()
    attendance_annex_above: Annotated[
        Annotated[int, Meta(ge=0)] | None,
        Meta(
            description="if more people than this are listed, the lists are an annex, and the "
            "text says so: 20",
        ),
    ] = None
    agenda: Annotated[
        tuple[Name, ...],
        Meta(
            min_length=1,
            description="the items in their order, each once: ids of sections of the text",
            extra_json_schema=_ONCE,
        ),
    ]
    for_information: Annotated[
        tuple[Name, ...],
        Meta(
            description="the items of the agenda on which nothing was to be decided",
            extra_json_schema=_ONCE,
        ),
    ] = ()
    votes: Annotated[dict[Name, Vote], Meta(description="the vote on an item of the agenda")] = (
        msgspec.field(default_factory=dict)
    )
    decisions: Annotated[
        dict[Name, Decision],
        Meta(description="by the id of a decision, {#id} at the end of its item in the text"),
    ] = msgspec.field(default_factory=dict)

    def named(self) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """Each person of the lists, and the path at which it has them."""
        for name in _LISTS:
            for index, person in enumerate(getattr(self, name)):
                yield (name, index), person
        for number, delegation in enumerate(self.delegations):
            for path, person in delegation.named():
                yield ("delegations", number, *path), person

    def list_of(self, path: tuple[str | int, ...]) -> str:
        """What a person at ``path`` of :meth:`named` stands under, for messages."""
        if path[0] != "delegations":
            return str(path[0])
        _, number, group, *_ = path
        return f"{self.delegations[int(number)].state}, {group}"

    @property
    def voters(self) -> frozenset[str]:
        """Those present who have a vote."""
        sides = (person for each in self.delegations for person in (each.head, *each.members))
        return frozenset({*self.present, self.chair, *sides} - {""})


def disagreements(record: DocumentFacts, texts: Sequence[Prose]) -> Iterator[Disagreement]:
    """What cannot be, or is unusual, in the session that ``record`` is about.

    ``texts`` are aligned, the source first; what stands in each of them is said of the source.
    """
    sitting: Sitting = record.section
    yield from _unwritten(sitting, texts)
    wrong = list(_attendance(sitting))
    if sitting.delegations:
        wrong += contradictions(sitting.delegations, sitting.chair)
    yield from wrong
    for text in texts[:1]:
        # A section of the text may name others who were there.
        complete = "present" not in {part.name for part in text.sections}
        if (sitting.present or sitting.delegations) and complete and not wrong:
            yield from _chair(sitting, record)
            yield from _votes(sitting)
        yield from _absent_speakers(sitting, text)
        yield from _undecided(sitting, text)
        decided = dict(_decided(text))
        yield from _times(sitting, record, decided)
        yield from _duties(sitting, record, decided)


def _unwritten(sitting: Sitting, texts: Sequence[Prose]) -> Iterator[Disagreement]:
    """Items of the agenda that no text has; what only some have, comparing them tells."""
    written = {part.name for text in texts for part in text.sections}
    for number, name in enumerate(sitting.agenda):
        if texts and name not in written:
            yield Disagreement(
                ("agenda", number),
                phrase(
                    "«{name}» is on the agenda, and no text has a section of that id", name=name
                ),
                phrase(
                    "write «## …  {#{name}}» in each text, or take it off the agenda", name=name
                ),
            )


def _decided(text: Prose) -> Iterator[tuple[str, Position]]:
    """What names each decision of ``text`` and where it stands: an item below «DECIDED».

    Of one without an id nothing else can be said: it goes by its place in the text.
    """
    for part in (inner for outer in text.body for inner in outer.walk()):
        if _DECIDED in part.id.split("/"):
            for block in part.blocks:
                for item in block.items if isinstance(block, tree.List) else ():
                    if item:
                        name = item_id(item)
                        yield item[0].id if name.isdigit() else name, item[0].source or part.source


# --- who was there ----------------------------------------------------------------


def _attendance(sitting: Sitting) -> Iterator[Disagreement]:
    """People in more than one place, and those who chaired or wrote without being there."""
    where: dict[str, list[str]] = {}
    for path, person in sitting.named():
        where.setdefault(person, []).append(sitting.list_of(path))
        if len(where[person]) > 1:
            yield Disagreement(
                path,
                phrase(
                    "«{person}» stands under «{one}» and under «{other}»",
                    person=person,
                    one=where[person][0],
                    other=where[person][-1],
                ),
                phrase("leave the person where they belong"),
            )
    yield from _one_sided(sitting)
    yield from _by_video(sitting, where)
    for role, person, message in (
        ("chair", sitting.chair, phrase("«{person}» chaired and is absent", person=sitting.chair)),
        (
            "secretary",
            sitting.secretary,
            phrase("«{person}» is the secretary and absent", person=sitting.secretary),
        ),
    ):
        if where.get(person) == ["absent"]:
            remedy = phrase("name who did it, or put the person under «present»")
            yield Disagreement((role,), message, remedy)


def _one_sided(sitting: Sitting) -> Iterator[Disagreement]:
    """What each delegation says itself."""
    for name in ("present", "secretary") if sitting.delegations else ():
        if getattr(sitting, name):
            yield Disagreement(
                (name,),
                phrase("«{name}» stands beside «delegations»", name=name),
                phrase("say it in each delegation, and take it out here"),
            )


def _by_video(sitting: Sitting, where: Mapping[str, Sequence[str]]) -> Iterator[Disagreement]:
    """Those who joined by video link and are in no list of those who were there."""
    for index, person in enumerate(sitting.by_video):
        if not set(where.get(person, ())) - {"absent"}:
            yield Disagreement(
                ("by-video", index),
                phrase("«{person}» is in no list of those who were there", person=person),
                phrase("list the person, or take them out here"),
            )


def _chair(sitting: Sitting, record: DocumentFacts) -> Iterator[Disagreement]:
    """One who chaired and is in no list of those present; a secretary may be of the staff."""
    listed = {*sitting.present, *sitting.absent, *(each.head for each in sitting.delegations)}
    if sitting.chair in record.people and sitting.chair not in listed:
        yield Disagreement(
            ("chair",),
            phrase("«{person}» chaired and is not among those present", person=sitting.chair),
            phrase("add the person to «present»"),
            "warning",
        )


def _votes(sitting: Sitting) -> Iterator[Disagreement]:
    """Votes of more people than were there, or of fewer."""
    there = len(sitting.voters)
    for item, vote in sitting.votes.items():
        if vote.total == there:
            continue
        said = phrase(
            "{votes} votes on «{item}», and {count} present",
            votes=vote.total,
            item=item,
            count=there,
        )
        if vote.total > there:
            remedy = (
                phrase("count the votes again, or name all who voted in their delegations")
                if sitting.delegations
                else phrase("count the votes again, or put all who voted under «present»")
            )
            yield Disagreement(("votes", item), said, remedy)
        else:
            remedy = phrase(
                "add those who did not vote: «not-voting: {rest}»",
                rest=there - vote.total + vote.not_voting,
            )
            yield Disagreement(("votes", item), said, remedy, "warning")


def _absent_speakers(sitting: Sitting, text: Prose) -> Iterator[Disagreement]:
    """Those who are absent and with whose name a paragraph begins below «HEARD» or «DISCUSSION»."""
    for part in (inner for outer in text.body for inner in outer.walk()):
        if part.name not in _SPEAKING:
            continue
        for block in tree.walk(part.blocks):
            speaker = _speaker(block, sitting.absent)
            if speaker:
                yield Disagreement(
                    block.source or part.source,
                    phrase("«{person}» speaks here and is absent", person=speaker),
                    phrase(
                        "put the person under «present»; if somebody read it for them, begin with "
                        "other words"
                    ),
                    "warning",
                )


def _speaker(block: AnyBlock, absent: Sequence[str]) -> str:
    """Whoever of the ``absent`` a paragraph begins with, alone or behind an office."""
    content: Inlines = block.content if isinstance(block, tree.Paragraph) else ()
    for leaf in tree.leaves(content):
        name = getattr(leaf, "name", "")
        if name in absent:
            return name
        if not isinstance(leaf, tree.Fact) and tree.plain((leaf,)).strip():
            return ""
    return ""


# --- what was decided ---------------------------------------------------------------


def _undecided(sitting: Sitting, text: Prose) -> Iterator[Disagreement]:
    """Items without a decision that are not for information, and the other way round."""
    for index, name in enumerate(sitting.for_information):
        if name not in sitting.agenda:
            yield Disagreement(
                (_FOR_INFORMATION, index),
                phrase("«{name}» is not {what}", name=name, what=phrase("an item of the agenda")),
                nearest(name, sitting.agenda),
            )
    for part in text.body:
        if part.name not in sitting.agenda or not (part.blocks or part.sections):
            continue  # which is refused already
        decides = any(inner.name == _DECIDED for inner in part.walk())
        informs = part.name in sitting.for_information
        if decides and informs:
            yield Disagreement(
                (_FOR_INFORMATION, sitting.for_information.index(part.name)),
                phrase(
                    "«{name}» is for information, and something is decided on it", name=part.name
                ),
                phrase("take it out here, or «### {#decided}» out of the text"),
            )
        elif not decides and not informs:
            yield Disagreement(
                ("agenda", sitting.agenda.index(part.name)),
                phrase("nothing is decided on «{name}»", name=part.name),
                phrase(
                    "write «### {#decided}» in the text, or here «for-information: [{name}]»",
                    name=part.name,
                ),
                "warning",
            )


def _times(
    sitting: Sitting, record: DocumentFacts, decided: Mapping[str, Position]
) -> Iterator[Disagreement]:
    """Decisions that are due, or were carried out or withdrawn, before they were taken."""
    held = _last_day(record.facts.get(sitting.date))
    for name in decided.keys() & sitting.decisions.keys():
        decision = sitting.decisions[name]
        yield from _changes(name, decision, record)
        for key, fact, message in (
            ("due", decision.due, phrase("«{name}» is due before the session", name=name)),
            ("done", decision.done, phrase("«{name}» is done before the session", name=name)),
            (
                "withdrawn",
                decision.withdrawn,
                phrase("«{name}» is withdrawn before the session", name=name),
            ),
        ):
            day = _last_day(record.facts.get(fact)) if isinstance(fact, str) else ""
            if held and day and day < held:
                yield Disagreement(
                    ("decisions", name, key),
                    message,
                    phrase(
                        "name a day that is not before {held}, the date of the session", held=held
                    ),
                )


def _changes(name: str, decision: Decision, record: DocumentFacts) -> Iterator[Disagreement]:
    """A decision that cannot have been put off, or called off."""
    if decision.done and decision.withdrawn:
        yield Disagreement(
            ("decisions", name, "withdrawn"),
            phrase("«{name}» is done and withdrawn", name=name),
            phrase("leave the one that is so"),
        )
    if decision.postponed is None:
        return
    place = ("decisions", name, "postponed")
    first, later = (
        _last_day(record.facts.get(fact)) if fact else ""
        for fact in (decision.due, decision.postponed)
    )
    if decision.due is None or decision.due == PERMANENT:
        yield Disagreement(
            place,
            phrase("«{name}» is postponed and has no due date", name=name),
            phrase("add «due: …», the first one, or write this one there"),
        )
    elif first and later and later <= first:
        yield Disagreement(
            place,
            phrase("«{name}» is postponed to a day that is not after {due}", name=name, due=first),
            phrase("name a later one"),
        )


def _last_day(value: Value | None) -> str:
    day = last_day(value) if value is not None else None
    return day.isoformat() if day is not None else ""


def _duties(
    sitting: Sitting, record: DocumentFacts, decided: Mapping[str, Position]
) -> Iterator[Disagreement]:
    """Decisions that nobody is to carry out, or that do not say until when."""
    body = record.entries.get(sitting.body)
    needed = body.decisions_need if body is not None else ()
    severity: Literal["error", "warning"] = "error" if record.status == "final" else "warning"
    for name, place in decided.items():
        duty = sitting.decisions.get(name)
        where = ("decisions", name) if duty is not None else place
        for key in needed:
            if not getattr(duty, key, None):
                yield _missing(key, sitting.body, where, severity)
        if duty is not None and duty.due and not duty.responsible and "responsible" not in needed:
            yield Disagreement(
                where,
                phrase("«{name}» is due, and nobody is responsible for it", name=name),
                phrase("add «responsible: […]», or take «due» out"),
                "warning",
            )


def _missing(
    key: str,
    body: str,
    place: tuple[str | int, ...] | Position,
    severity: Literal["error", "warning"],
) -> Disagreement:
    message = (
        phrase("nobody is responsible for this decision, and «{body}» asks for it", body=body)
        if key == "responsible"
        else phrase("this decision has no due date, and «{body}» asks for one", body=body)
    )
    example = "[…]" if key == "responsible" else "…"
    remedy = (
        phrase(
            "end it with an id, {#id}, and add in meeting.yaml under decisions: "
            "«id: {{key}: {example}}»",
            key=key,
            example=example,
        )
        if isinstance(place, Position)
        else phrase("add «{key}: {example}»", key=key, example=example)
    )
    return Disagreement(place, message, remedy, severity)
