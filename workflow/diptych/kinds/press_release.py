"""The press release: letterhead, release line, headline, dateline and lead, body, end mark."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated

import msgspec
from msgspec import Meta

from diptych import tree
from diptych.compose import parts
from diptych.compose.agreement import Disagreement
from diptych.compose.alternat import leading_state
from diptych.compose.context import ComposeContext, Options, msgid
from diptych.errors import phrase
from diptych.model import DocumentFacts, Name, Prose
from diptych.tree import AnyBlock, Document

LABELLED = {"about": msgid("About the organisers"), "contacts": msgid("Contacts")}


class Section(Options, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The section press-release of meeting.yaml."""

    issuer: Annotated[Name, Meta(description="who issues it: an entry of organisations.yaml")]
    date: Annotated[Name, Meta(description="the name of the fact that dates it")]
    place: Annotated[
        Name | None, Meta(description="the place of the dateline: an entry of terms.yaml")
    ] = None
    embargo: Annotated[
        Name | None,
        Meta(description="the name of an instant before which nothing may be published"),
    ] = None


def lead(record: DocumentFacts, languages: Sequence[str]) -> str:
    """The state that is named first in an edition led by its own language."""
    section: Section = record.section
    return leading_state(record, section.issuer, languages)


def disagreements(record: DocumentFacts, texts: Sequence[Prose]) -> Iterator[Disagreement]:
    """The date of the dateline once more in the lead, said of the source alone."""
    section: Section = record.section
    lead = texts[0].opening[:1] if texts else ()
    for content in (content for block in lead for content in tree.inlines(block)):
        for inline in tree.iter_inlines(content):
            if isinstance(inline, tree.Fact) and inline.name == section.date:
                yield Disagreement(
                    inline.source or texts[0].source,
                    phrase(
                        "{{ {name} }} is printed before this paragraph already, in the dateline",
                        name=section.date,
                    ),
                    phrase(
                        "take it out, in each language; if the release has a day of its own, make "
                        "that a fact and name it at «date» in meeting.yaml"
                    ),
                    "warning",
                )


def compose(prose: Prose, context: ComposeContext) -> Document:
    """The document of a press release; its first paragraph becomes the lead."""
    section: Section = context.record.section
    day = context.date(section.date)
    context.offer("issuer", section.issuer)
    parts.number(prose, context, {})
    blocks: list[AnyBlock] = [
        parts.letterhead(context, section.issuer),
        parts.paragraph(context, "label", "label", context.text(context.label("PRESS RELEASE"))),
        _release(section, context),
        tree.Paragraph(
            id="title",
            source=prose.source,
            style="headline",
            content=context.title(prose.subject, prose.source),
            lang=context.lang,
        ),
        *_body(prose, section, context),
    ]
    for part in prose.body:
        if part.title:
            blocks.append(_heading(part.id, context.title(part.title, part.source), context))
            blocks += parts.body(part, context, 2)
        else:
            label = LABELLED.get(part.name)
            title = (context.text(context.label(label)),) if label else ()  # refused by now
            blocks.append(_heading(part.id, title, context))
            blocks += parts.restyled(context.blocks(part.blocks), "boilerplate")
            blocks += parts.inner_sections(part, context, 2)
    end = context.text(context.label("* * *"))
    blocks.append(parts.paragraph(context, "end", "end-mark", end))
    blocks += parts.annexes(
        prose,
        context,
        context.name(section.date, "of"),
        msgid("Annex {number}\nto the press release {date}"),
        msgid("Annex\nto the press release {date}"),
    )
    return parts.document(
        prose,
        context,
        blocks,
        name=context.label("Press release"),
        date=context.name(section.date),
        day=day,
        author=context.name(section.issuer),
    )


def _release(section: Section, context: ComposeContext) -> tree.Paragraph:
    """The line that says when this may be published."""
    if section.embargo is None:
        text = context.text(context.label("For immediate release"))
        return parts.paragraph(context, "release", "detail", text)
    instant = context.instant(section.embargo)
    text = context.text(context.label("Embargoed until {instant}", instant=instant))
    return parts.paragraph(context, "release", "embargo", text)


def _body(prose: Prose, section: Section, context: ComposeContext) -> list[AnyBlock]:
    """The text with the dateline before its first paragraph, which is the lead."""
    blocks = list(context.blocks(prose.opening))
    if not blocks or not isinstance(blocks[0], tree.Paragraph):
        context.problems.add(
            prose.source,
            phrase("a press release begins with a paragraph"),
            phrase("write the lead below the headline: who, what, when, where, why"),
        )
        return blocks
    lead = blocks[0]
    place = f"{context.entry(section.place)}, " if section.place else ""
    dateline = tree.Strong((context.text(f"{place}{context.name(section.date)}"),))
    content = (dateline, context.text("\u00a0– "), *lead.content)
    blocks[0] = msgspec.structs.replace(lead, style="lead", content=content)
    return blocks


def _heading(unit: str, content: tree.Inlines, context: ComposeContext) -> tree.Heading:
    return tree.Heading(id=unit, level=2, content=content, lang=context.lang)
