"""The memorandum: a text of two parties, of which each keeps an original.

In a party's original that party is named first in the title, the preamble and
wherever both are named, its language comes first, and it signs on the left
(the alternat); the operative text is the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from diptych import tree
from diptych.compose import parts, points
from diptych.compose.agreement import Disagreement
from diptych.compose.alternat import leading_side
from diptych.compose.context import ComposeContext, Group, Options, msgid
from diptych.errors import nearest, phrase
from diptych.model import Authenticity, DocumentFacts, Language, Name, Prose
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
    articles: Annotated[
        Literal["titled", "untitled", "points"],
        Meta(
            description="titled: «Article 1. Aims»; untitled: a section without a title is "
            "«Article 1»; points: sections are numbered 1., 1.1., before their title or text"
        ),
    ] = "titled"
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

    def authenticity(self, configured: Authenticity) -> Authenticity:
        """The originals are authentic, and one of them may prevail."""
        known = tuple(code for code in self.languages if code != _UNDETERMINED)
        return msgspec.structs.replace(configured, authentic=known, prevailing=self.prevailing)

    @property
    def has_untitled_sections(self) -> bool:
        """Whether sections may have no title, beside those whose titles are labels."""
        return self.articles != "titled"


def lead(record: DocumentFacts, languages: Sequence[str]) -> str:
    """The state of the party whose own language comes first among ``languages``."""
    section: Section = record.section
    return leading_side(record, [party.state for party in section.parties], languages)


def disagreements(record: DocumentFacts, texts: Sequence[Prose]) -> Iterator[Disagreement]:
    """Parties without an original, a language or a text of their own, or not two."""
    section: Section = record.section
    if section.originals < len(section.parties):
        yield Disagreement(
            ("originals",),
            phrase(
                "{originals} originals for {parties} parties, each of which keeps one",
                originals=section.originals,
                parties=len(section.parties),
            ),
            phrase("write «originals: {count}», or more", count=len(section.parties)),
        )
    yield from _named_twice("body", phrase("this party is a party already"), "error", section)
    signs = phrase("who signs for this party signs for another one")
    yield from _named_twice("signatory", signs, "warning", section)
    yield from _without_headings(section, texts)
    if section.languages != (_UNDETERMINED,):
        yield from _speechless(section, record)
        yield from _unwritten(section, record, texts)


def _without_headings(section: Section, texts: Sequence[Prose]) -> Iterator[Disagreement]:
    """A table of contents of points, none of which has a title."""
    titled = any(part.title for text in texts for part in text.sections)
    if section.contents and section.articles == "points" and texts and not titled:
        yield Disagreement(
            ("contents",),
            phrase("a table of contents lists titles, and no point of this text has one"),
            phrase("take «contents: true» out, or give points titles"),
        )


def _named_twice(
    key: str, message: str, severity: Literal["error", "warning"], section: Section
) -> Iterator[Disagreement]:
    before: set[str] = set()
    for index, party in enumerate(section.parties):
        name = getattr(party, key)
        if name and name in before:
            remedy = phrase("write another id than «{name}»", name=name)
            yield Disagreement(("parties", index, key), message, remedy, severity)
        before.add(name)


def _speechless(section: Section, record: DocumentFacts) -> Iterator[Disagreement]:
    """Parties none of whose own languages is one of the originals."""
    for index, party in enumerate(section.parties if section.alternat else ()):
        state = record.entries.get(party.state)
        if state and state.languages and not set(state.languages) & set(section.languages):
            yield Disagreement(
                ("parties", index, "state"),
                phrase(
                    "«{state}» has no original in a language of its own: {languages}",
                    state=party.state,
                    languages=", ".join(state.languages),
                ),
                phrase(
                    "add one to «languages»; if the parties chose others, write «alternat: false»"
                ),
                "warning",
            )


def _unwritten(
    section: Section, record: DocumentFacts, texts: Sequence[Prose]
) -> Iterator[Disagreement]:
    """Languages of the originals that there is no text in."""
    written = {text.language.partition("-")[0] for text in texts}
    for index, code in enumerate(section.languages):
        if code.partition("-")[0] not in written and code != _UNDETERMINED:
            yield Disagreement(
                ("languages", index),
                phrase("the originals are in «{code}», and there is no text in it", code=code),
                phrase("write memorandum.{code}.md, or take the language out", code=code),
                "error" if record.status == "final" else "warning",
            )


def compose(prose: Prose, context: ComposeContext) -> Document:
    """Title, preamble, numbered articles, done clause, signatures."""
    section: Section = context.record.section
    day = context.date(section.date)
    # The one that leads is first.
    parties = tuple(sorted(section.parties, key=lambda party: party.state != context.lead))
    context.define("parties", Group(tuple(party.body for party in parties)))
    context.define("states", Group(tuple(party.state for party in parties)))
    context.define("languages", Group(_languages(section, parties, context)))
    context.define("originals", parse("number", str(section.originals)))
    for alias, name in (("date", section.date), ("place", section.place)):
        context.alias(alias, name)
    _prevailing(prose, section, context)
    articles = [part for part in prose.body if part.title or part.name not in LABELLED]
    if section.articles == "points":
        numbers = points.numbers(articles)
        parts.number(
            prose, context, numbers, targets=points.targets(articles), depth=points.IN_A_POINT
        )
    else:
        numbers = {part.id: str(number) for number, part in enumerate(articles, 1)}
        parts.number(prose, context, numbers)
    blocks: list[AnyBlock] = parts.title(prose, context, msgid("MEMORANDUM\n{subject}"))
    blocks += parts.contents(context)
    blocks += context.blocks(prose.opening)
    for part in prose.body:
        if part not in articles:
            blocks += parts.restyled(context.blocks(part.blocks), "done")
            blocks += parts.inner_sections(part, context)
        elif section.articles == "points":
            blocks += points.blocks(part, numbers, context)
        else:
            blocks += _article(part, numbers[part.id], context)
    blocks.append(
        tree.Signatures(
            id="signatures",
            beside=True,
            entries=tuple(_signatory(party, section, context) for party in parties),
        )
    )
    blocks += parts.annexes(
        prose,
        context,
        context.name(section.date, "of"),
        msgid("Annex {number}\nto the Memorandum {date}"),
        msgid("Annex\nto the Memorandum {date}"),
    )
    return parts.document(
        prose,
        context,
        blocks,
        name=context.label("Memorandum"),
        date=context.name(section.date),
        day=day,
        author=context.name("parties"),
        initials=tuple(
            (context.text(context.initialling(party.body, party.state)),) for party in parties
        )
        if section.initials
        else (),
    )


def _article(part: Part, number: str, context: ComposeContext) -> list[AnyBlock]:
    """«Article 1. Aims» and what stands below it, or «Article 1» alone."""
    if part.title:
        label = context.label("Article {number}.", number=number)
        heading = parts.heading(part, context, 1, label, int(number))
    else:
        # Its number is text: Word's table of contents leaves out a heading that has none.
        heading = parts.heading(part, context, 1, context.label("Article {number}", number=number))
    return [heading, *parts.body(part, context)]


def _prevailing(prose: Prose, section: Section, context: ComposeContext) -> None:
    """Let prose name the prevailing language, and see that it does if there is one."""
    code = section.prevailing
    part = parts.section(prose, "prevailing")
    if code is None and part is not None:
        context.problems.add(
            part.source,
            phrase("meeting.yaml does not say which text prevails"),
            phrase("add «prevailing: ru» to its section memorandum, or take this section out"),
        )
    elif code is not None:
        if code not in section.languages:
            context.refuse(
                "prevailing",
                phrase("«{code}» prevails but is not one of the languages", code=code),
                nearest(code, section.languages),
            )
        elif part is None:
            context.problems.add(
                prose.source,
                phrase("the text in {code} prevails, and this text does not say so", code=code),
                phrase("write a section «## {#prevailing}» that names {{ prevailing }}"),
            )
        context.define("prevailing", Group((f"language-{code}",)))


def _languages(
    section: Section, parties: tuple[Party, ...], context: ComposeContext
) -> tuple[str, ...]:
    """The languages of the originals, those of the parties first in the parties' order."""
    order: list[str] = []
    for party in parties:
        entry = context.record.entries.get(party.state)
        order += entry.languages if entry else ()
    ranked = sorted(
        section.languages, key=lambda code: order.index(code) if code in order else len(order)
    )
    return tuple(f"language-{code}" for code in ranked)


def _signatory(party: Party, section: Section, context: ComposeContext) -> tree.Signatory:
    return tree.Signatory(
        id=party.state,
        capacity=(context.office(party.signatory) or (context.text(context.name(party.body)),),),
        name=(context.person(party.signatory),),
        seal=((context.text(context.label("Place of seal")),),) if section.seals else (),
    )
