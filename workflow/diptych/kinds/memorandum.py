"""The memorandum: a text of two parties, of which each keeps an original.

In a party's original that party is named first in the title, the preamble and
wherever both are named, its language comes first, and it signs on the left
(the alternat); the operative text is the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from typing import Annotated

import msgspec
from msgspec import Meta

from diptych import tree
from diptych.compose import parts
from diptych.compose.context import Group, Options, Wording, msgid
from diptych.errors import nearest, phrase
from diptych.model import Language, Name, Prose, Record, Standing
from diptych.model import Section as Part
from diptych.tree import AnyBlock, Document
from diptych.values import parse

LABELLED = {"done": "", "prevailing": ""}

# The code of ISO 639 for a language that is not yet known.
_UNDETERMINED = "und"


class Party(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One of those who conclude the memorandum."""

    state: Annotated[Name, Meta(description="the state: the id of an entry in terms.yaml")]
    body: Annotated[Name, Meta(description="the party: the id of an entry in organisations.yaml")]
    signatory: Annotated[
        Name, Meta(description="who signs: the id of an entry in people.yaml, or nothing yet")
    ] = ""


class Section(Options, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The section memorandum of meeting.yaml."""

    date: Annotated[Name, Meta(description="the name of the fact that dates the memorandum")]
    place: Annotated[Name, Meta(description="where it is done: the id of an entry in terms.yaml")]
    originals: Annotated[int, Meta(ge=1, le=20, description="how many originals are signed")] = 2
    languages: Annotated[
        tuple[Language, ...], Meta(min_length=1, description="the languages of each original")
    ]
    prevailing: Annotated[
        Language | None, Meta(description="the language whose text is used where texts differ")
    ] = None
    initials: Annotated[
        bool, Meta(description="whether each page has places for the parties to initial it")
    ] = False
    seals: Annotated[bool, Meta(description="whether the signatures have places for seals")] = False
    parties: Annotated[
        tuple[Party, ...],
        Meta(
            min_length=2,
            max_length=4,  # whose signatures stand side by side on a page
            description="two to four parties in the order of an edition that none leads",
            extra_json_schema={"uniqueItems": True},
        ),
    ]

    def standing(self, configured: Standing) -> Standing:
        """The originals are authentic, and one of them may prevail."""
        known = tuple(code for code in self.languages if code != _UNDETERMINED)
        return msgspec.structs.replace(configured, authentic=known, prevailing=self.prevailing)


def lead(record: Record, languages: Sequence[str]) -> str:
    """The state of the party whose own language comes first among ``languages``."""
    section: Section = record.section
    for code in languages:
        for party in section.parties:
            state = record.entries.get(party.state)
            if state is not None and code in state.languages:
                return party.state
    return ""


def compose(prose: Prose, wording: Wording) -> Document:
    """Title, preamble, numbered articles, done clause, signatures."""
    section: Section = wording.record.section
    day = wording.date(section.date)
    parties = _led(section.parties, wording.lead)
    wording.define("parties", Group(tuple(party.body for party in parties)))
    wording.define("states", Group(tuple(party.state for party in parties)))
    wording.define("languages", Group(_languages(section, parties, wording)))
    wording.define("originals", parse("number", str(section.originals)))
    for alias, name in (("date", section.date), ("place", section.place)):
        wording.alias(alias, name)
    _prevailing(prose, section, wording)
    numbers = dict(zip((p.id for p in prose.body if p.title), count(1), strict=False))
    parts.number(prose, wording, numbers)
    blocks: list[AnyBlock] = parts.title(prose, wording, msgid("MEMORANDUM\n{subject}"))
    blocks += parts.contents(wording)
    blocks += wording.blocks(prose.opening)
    for part in prose.body:
        if part.id in numbers:
            blocks.append(_article(part, numbers[part.id], wording))
            blocks += parts.sections((part,), wording)
        else:
            blocks += parts.restyled(wording.blocks(part.blocks), "done")
            blocks += parts.inner_sections(part, wording)
    blocks.append(
        tree.Signatures(
            id="signatures",
            beside=True,
            entries=tuple(_signatory(party, section, wording) for party in parties),
        )
    )
    blocks += parts.annexes(
        prose,
        wording,
        wording.name(section.date, "of"),
        msgid("Annex {number}\nto the Memorandum {date}"),
        msgid("Annex\nto the Memorandum {date}"),
    )
    return parts.document(
        prose,
        wording,
        blocks,
        name=wording.label("Memorandum"),
        date=wording.name(section.date),
        day=day,
        author=wording.name("parties"),
        initials=tuple(_initials(party, wording) for party in parties) if section.initials else (),
    )


def _article(part: Part, number: int, wording: Wording) -> tree.Heading:
    return tree.Heading(
        id=part.id,
        source=part.source,
        level=1,
        label=wording.label("Article {number}.", number=str(number)),
        number=number,
        content=wording.title(part.title),
        lang=wording.lang,
    )


def _prevailing(prose: Prose, section: Section, wording: Wording) -> None:
    """Let prose name the prevailing language, and see that it does if there is one."""
    code = section.prevailing
    part = parts.section(prose, "prevailing")
    if code is None and part is not None:
        wording.problems.add(
            part.source,
            phrase("meeting.yaml does not say which text prevails"),
            phrase("add «prevailing: ru» to its section memorandum, or take this section out"),
        )
    elif code is not None:
        if code not in section.languages:
            wording.refuse(
                "prevailing",
                phrase("«{code}» prevails but is not one of the languages", code=code),
                nearest(code, section.languages),
            )
        elif part is None:
            wording.problems.add(
                prose.source,
                phrase("the text in {code} prevails, and this text does not say so", code=code),
                phrase("write a section «## {#prevailing}» that names {{ prevailing }}"),
            )
        wording.define("prevailing", Group((f"language-{code}",)))


def _led(parties: tuple[Party, ...], lead: str) -> tuple[Party, ...]:
    """The parties with the one of the state ``lead`` first."""
    return tuple(sorted(parties, key=lambda party: party.state != lead))


def _languages(section: Section, parties: tuple[Party, ...], wording: Wording) -> tuple[str, ...]:
    """The languages of the originals, those of the parties first in the parties' order."""
    order: list[str] = []
    for party in parties:
        entry = wording.record.entries.get(party.state)
        order += entry.languages if entry else ()
    ranked = sorted(
        section.languages, key=lambda code: order.index(code) if code in order else len(order)
    )
    return tuple(f"language-{code}" for code in ranked)


def _initials(party: Party, wording: Wording) -> tree.Inlines:
    """Whose initials: the party's abbreviation, or what it has of a short name."""
    return (wording.text(wording.shortest(party.body)),)


def _signatory(party: Party, section: Section, wording: Wording) -> tree.Signatory:
    return tree.Signatory(
        id=party.state,
        capacity=(wording.office(party.signatory) or (wording.text(wording.name(party.body)),),),
        name=(wording.person(party.signatory),),
        seal=((wording.text(wording.label("Place of seal")),),) if section.seals else (),
    )
