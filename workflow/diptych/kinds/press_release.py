"""The press release: letterhead, release line, headline, dateline and lead, body, end mark."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import msgspec
from msgspec import Meta

from diptych import tree
from diptych.compose import parts
from diptych.compose.context import Options, Wording, msgid
from diptych.errors import phrase
from diptych.model import Name, Prose, Record
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


def lead(record: Record, languages: Sequence[str]) -> str:
    """No state leads: the order of names is the same in every edition."""
    return ""


def compose(prose: Prose, wording: Wording) -> Document:
    """The document of a press release; its first paragraph becomes the lead."""
    section: Section = wording.record.section
    day = wording.date(section.date)
    wording.offer("issuer", section.issuer)
    parts.number(prose, wording, {})
    blocks: list[AnyBlock] = [
        parts.letterhead(wording, section.issuer),
        parts.paragraph(wording, "label", "label", wording.text(wording.label("PRESS RELEASE"))),
        _release(section, wording),
        tree.Paragraph(
            id="title",
            source=prose.source,
            style="headline",
            content=wording.title(prose.subject),
            lang=wording.lang,
        ),
        *_body(prose, section, wording),
    ]
    for part in prose.body:
        if part.title:
            blocks.append(_heading(part.id, wording.title(part.title), wording))
            blocks += parts.sections((part,), wording, 2)
        else:
            label = LABELLED.get(part.name)
            title = (wording.text(wording.label(label)),) if label else ()  # refused by now
            blocks.append(_heading(part.id, title, wording))
            blocks += parts.restyled(wording.blocks(part.blocks), "boilerplate")
            blocks += parts.inner_sections(part, wording, 2)
    end = wording.text(wording.label("* * *"))
    blocks.append(parts.paragraph(wording, "end", "end-mark", end))
    blocks += parts.annexes(
        prose,
        wording,
        wording.name(section.date, "of"),
        msgid("Annex {number}\nto the press release {date}"),
        msgid("Annex\nto the press release {date}"),
    )
    return parts.document(
        prose,
        wording,
        blocks,
        name=wording.label("Press release"),
        date=wording.name(section.date),
        day=day,
        author=wording.name(section.issuer),
    )


def _release(section: Section, wording: Wording) -> tree.Paragraph:
    """The line that says when this may be published."""
    if section.embargo is None:
        text = wording.text(wording.label("For immediate release"))
        return parts.paragraph(wording, "release", "detail", text)
    instant = wording.instant(section.embargo)
    text = wording.text(wording.label("Embargoed until {instant}", instant=instant))
    return parts.paragraph(wording, "release", "embargo", text)


def _body(prose: Prose, section: Section, wording: Wording) -> list[AnyBlock]:
    """The text with the dateline before its first paragraph, which is the lead."""
    blocks = list(wording.blocks(prose.opening))
    if not blocks or not isinstance(blocks[0], tree.Paragraph):
        wording.problems.add(
            prose.source,
            phrase("a press release begins with a paragraph"),
            phrase("write the lead below the headline: who, what, when, where, why"),
        )
        return blocks
    lead = blocks[0]
    place = f"{wording.entry(section.place)}, " if section.place else ""
    dateline = tree.Strong((wording.text(f"{place}{wording.name(section.date)}"),))
    content = (dateline, wording.text("\u00a0– "), *lead.content)
    blocks[0] = msgspec.structs.replace(lead, style="lead", content=content)
    return blocks


def _heading(unit: str, content: tree.Inlines, wording: Wording) -> tree.Heading:
    return tree.Heading(id=unit, level=2, content=content, lang=wording.lang)
