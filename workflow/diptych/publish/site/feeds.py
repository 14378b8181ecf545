"""News as an Atom feed (RFC 4287), days as a calendar (RFC 5545); one file a language each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from uuid import NAMESPACE_URL, uuid5
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from icalendar import Calendar, Event, vText

from diptych.language.locale import Locale
from diptych.language.tags import tags
from diptych.plan import SHEET
from diptych.publish.listing import Meeting, PublishedDocument
from diptych.publish.names import media
from diptych.publish.site.decisions import rows

_ATOM = "http://www.w3.org/2005/Atom"
_XML_LANG = "xml:lang"
_ESCAPED = re.compile(r"[\\;,\n]")
_ESCAPES = {"\n": r"\n"}
_PRODUCT = "-//Diptych//Diptych//EN"


def atom(listed: Sequence[Meeting], locale: Locale) -> bytes:
    """The press releases among ``listed`` that have the language, as a feed, newest first.

    Addresses are relative to the feed: it works wherever the folder is put. A press
    release is a document with a lead.
    """
    code = locale.code
    documents = (document for meeting in listed for document in meeting.released)
    releases = [document for document in documents if code in document.record.leads]
    feed = Element("feed", {"xmlns": _ATOM, _XML_LANG: tags(code).html})
    _text(feed, "id", _urn(f"feed/{code}"))
    _text(feed, "title", locale.label("Press room"))
    _text(feed, "updated", max(map(_moment, releases), default="1970-01-01T00:00:00Z"))
    SubElement(feed, "link", {"rel": "self", "href": f"feed.{code}.atom"})
    SubElement(feed, "link", {"rel": "alternate", "type": "text/html", "href": "index.html"})
    for document in releases:
        feed.append(_entry(document, code))
    indent(feed)
    data: bytes = tostring(feed, encoding="utf-8", xml_declaration=True)
    return data + b"\n"


def _entry(document: PublishedDocument, code: str) -> Element:
    entry = Element("entry", {_XML_LANG: tags(code).html})
    _text(entry, "id", _urn(f"{document.meeting}/{document.kind}.{code}"))
    _text(entry, "title", document.record.titles[code])
    _text(entry, "updated", _moment(document))
    author = SubElement(entry, "author")
    _text(author, "name", document.record.authors[code])
    _text(entry, "summary", document.record.leads[code])
    for file in document.files:
        if file.languages == (code,) and file.edition != SHEET:
            link = {
                "rel": "alternate" if file.format == "html" else "enclosure",
                "type": media(file.format),
                "href": file.path,
                "length": str(file.size),
            }
            SubElement(entry, "link", link)
    return entry


def _moment(document: PublishedDocument) -> str:
    """Since when a document could be read: its day, or the end of its embargo."""
    embargo = next((file.embargo for file in document.files if file.embargo), None)
    if embargo is None:
        return f"{document.record.date}T00:00:00Z"
    moment = datetime.fromisoformat(embargo).astimezone(UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _text(parent: Element, tag: str, text: str) -> None:
    SubElement(parent, tag).text = text


def _urn(name: str) -> str:
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'diptych:{name}')}"


def calendar(listed: Sequence[Meeting], locale: Locale, today: date) -> bytes:
    """The meetings among ``listed``, and the days by which decisions are due that are open."""
    schedule = Calendar()
    schedule.add("prodid", _PRODUCT)
    schedule.add("version", "2.0")
    schedule.add("x-wr-calname", locale.label("Press room"))
    for event in (*_meetings(listed, locale), *_due(listed, locale, today)):
        schedule.add_component(event)
    data: bytes = schedule.to_ical()
    return data


def _meetings(listed: Sequence[Meeting], locale: Locale) -> Iterator[Event]:
    for meeting in listed:
        if meeting.date and meeting.released:
            lines = [
                document.full_title(locale.code)
                for document in meeting.released
                if document.in_language(locale.code) in document.record.titles
            ]
            authors = [
                document.record.authors[code]
                for document in meeting.released
                if (code := document.in_language(locale.code)) in document.record.authors
            ]
            title = locale.label("Session: {body}", body=authors[-1] if authors else meeting.name)
            yield _event(meeting.name, meeting.date, title, "\n".join(lines))


def _due(listed: Sequence[Meeting], locale: Locale, today: date) -> Iterator[Event]:
    for row in rows(listed, today):
        _, decided = row.in_language(locale.code)
        if decided.due_date and row.state not in ("done", "withdrawn"):
            title = locale.label("Due: {decision}", decision=decided.text)
            name = f"{row.meeting}/{decided.id}"
            yield _event(name, decided.due_date, title, decided.responsible)


class _Text(vText):  # type: ignore[misc]
    """A text as RFC 5545 (3.3.11) has it; the library takes the letters ``\\N`` for a line end."""

    def to_ical(self) -> bytes:
        return _ESCAPED.sub(lambda char: _ESCAPES.get(char[0], f"\\{char[0]}"), self).encode()


def _event(name: str, day: str, title: str, description: str) -> Event:
    event = Event()
    start = date.fromisoformat(day)
    event.add("uid", str(uuid5(NAMESPACE_URL, f"diptych:{name}")))
    event.add("dtstamp", datetime(start.year, start.month, start.day, tzinfo=UTC))
    event.add("dtstart", start)
    event.add("dtend", start + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    event.add("summary", _Text(title))
    if description:
        event.add("description", _Text(description))
    return event
