"""The page of the output folder: meetings by date, their documents, editions and files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from xml.etree.ElementTree import Element

from diptych.language.labels import msgid
from diptych.language.locale import Locale
from diptych.language.tags import tags
from diptych.publish.listing import Meeting, PublishedDocument
from diptych.publish.manifest import File
from diptych.publish.site.markup import Speech, element, language, page, saying, serialised, speak
from diptych.values import Date, Number, parse

# The order of formats on the page; others follow by name.
_FORMATS = ("pdf", "docx", "html")
_KILO = 1000
# Below this many bytes a size is said in kilobytes.
_MEGA = 1_000_000
_HEADS = (msgid("Edition"), msgid("Files"))
_STATES = {"final": msgid("final"), "draft": msgid("draft"), "embargo": msgid("under embargo")}


def written(
    listed: Sequence[Meeting],
    speech: Speech,
    looks: Path,
    thumbnails: Mapping[str, str],
    also: Mapping[str, str],
) -> bytes:
    """The page of the meetings ``listed``.

    ``thumbnails`` are images by the path of the file they show, as data addresses, and
    ``also`` what else there is to read, by what it is: ``register`` (a page), ``table``,
    and ``feed.<language>``, ``calendar.<language>``.
    """
    feeds = [
        {
            "rel": "alternate",
            "type": "application/atom+xml",
            "href": also[f"feed.{code}"],
            "hreflang": tags(code).html,
            "title": tags(code).name,
        }
        for code in speech.codes
        if f"feed.{code}" in also
    ]
    root = page(speech, speech.label("Press room"), feeds, looks)
    body = root[-1]
    header = element(body, "header")
    speak(element(header, "h1"), speech.label("Press room"))
    _issuers(header, listed, speech)
    _elsewhere(header, also, speech)
    main = element(body, "main")
    _filters(main, listed, speech)
    for meeting in listed:
        _meeting(main, meeting, speech, thumbnails)
    none = element(main, "p", "none", hidden="hidden")
    speak(none, speech.label("Nothing was found"))
    return serialised(root, looks)


def size(locale: Locale, count: int) -> str:
    """So many bytes in words: ``132 KB``, ``1.4 MB``.

    Kilobytes are of 1,000 bytes, rounded up, megabytes to one decimal.
    """
    if count < _MEGA:
        value = Decimal(-(-count // _KILO))
        return locale.label("{size} KB", size=locale.say(Number(value)))
    value = (Decimal(count) / _MEGA).quantize(Decimal("0.1"))
    return locale.label("{size} MB", size=locale.say(Number(value)))


def day(locale: Locale, date: str) -> str:
    """A day in ISO form in words; what is none as it stands."""
    value = parse("date", date) if date else None
    return locale.say(value) if isinstance(value, Date) else date


def _issuers(parent: Element, listed: Sequence[Meeting], speech: Speech) -> None:
    """Whose documents most of these are."""
    found: dict[str, dict[str, str]] = {}
    counts: Counter[str] = Counter()
    for meeting in listed:
        for document in meeting.released:
            authors = document.record.authors
            if set(speech.codes) <= set(authors):
                first = authors[speech.codes[0]]
                counts[first] += 1
                found[first] = {code: authors[code] for code in speech.codes}
    for first, _ in counts.most_common(1):
        speak(element(parent, "p", "issuer"), found[first])


def _elsewhere(parent: Element, also: Mapping[str, str], speech: Speech) -> None:
    """Links to the register of decisions, to feeds and calendars."""
    nav = element(parent, "nav", "also")
    saying(nav, "aria-label", speech.label("More"))
    if "register" in also:
        link = element(nav, "a", href=also["register"])
        speak(link, speech.label("Register of decisions"))
    for name, label in (("feed", msgid("News feed")), ("calendar", msgid("Calendar"))):
        said = speech.label(label)
        for code in speech.codes:
            if f"{name}.{code}" in also:
                link = element(nav, "a", href=also[f"{name}.{code}"], data_in=code)
                language(link, code).text = said[code]


def _filters(parent: Element, listed: Sequence[Meeting], speech: Speech) -> None:
    """The form that narrows the page; shown by the script, which does it."""
    form = element(parent, "form", "filters", hidden="hidden", role="search")
    label = element(form, "label")
    speak(element(label, "span"), speech.label("Search"))
    element(label, "input", type="search", name="words", autocomplete="off")
    documents = [document for meeting in listed for document in meeting.documents]
    kinds = {each.kind: {code: _kind(each, code) for code in speech.codes} for each in documents}
    _choice(form, "kind", speech.label("Document"), dict(sorted(kinds.items())), speech)
    codes = sorted({code for each in documents for file in each.files for code in file.languages})
    spoken = {code: dict.fromkeys(speech.codes, tags(code).name) for code in codes}
    _choice(form, "language", speech.label("In the language"), spoken, speech)
    years = sorted({meeting.date[:4] for meeting in listed if meeting.date}, reverse=True)
    _choice(
        form,
        "year",
        speech.label("Year"),
        {y: dict.fromkeys(speech.codes, y) for y in years},
        speech,
    )
    states = [state for state in _STATES if any(each.state == state for each in documents)]
    said = {state: speech.label(_STATES[state]) for state in states}
    _choice(form, "state", speech.label("Status"), said, speech)
    output = element(form, "output", "count")
    saying(output, "data-template", speech.label("Found: {count}", count=_as_is(speech)))


def _as_is(speech: Speech) -> dict[str, str]:
    """A field that the script fills in."""
    return dict.fromkeys(speech.codes, "{count}")


def _choice(
    form: Element,
    name: str,
    label: Mapping[str, str],
    options: Mapping[str, Mapping[str, str]],
    speech: Speech,
) -> None:
    whole = element(form, "label")
    speak(element(whole, "span"), label)
    select = element(whole, "select", name=name)
    saying(element(select, "option", value=""), "", speech.label("all"))
    for value, said in options.items():
        saying(element(select, "option", value=value), "", said)


def _meeting(
    parent: Element, meeting: Meeting, speech: Speech, thumbnails: Mapping[str, str]
) -> None:
    section = element(parent, "section", "meeting", data_year=meeting.date[:4])
    speak(element(section, "h2"), speech.each(lambda locale: day(locale, meeting.date)))
    for document in meeting.documents:
        if document.state == "final":
            _document(section, document, speech, thumbnails)
        else:
            _withheld(section, document, speech)


def _article(parent: Element, document: PublishedDocument) -> Element:
    spoken = sorted({code for file in document.files for code in file.languages})
    return element(
        parent,
        "article",
        data_kind=document.kind,
        data_state=document.state,
        data_languages=" ".join(spoken),
    )


def _withheld(parent: Element, document: PublishedDocument, speech: Speech) -> None:
    """That there is such a document, and nothing that it says."""
    article = _article(parent, document)
    article.set("class", "withheld")
    line = element(article, "p", "kind")
    speak(line, {code: _kind(document, code) for code in speech.codes})
    line[-1].tail = " "
    state = element(line, "strong", f"state {document.state}")
    embargo = document.embargo
    if embargo is None:
        speak(state, speech.label(_STATES[document.state]))
    else:
        until = speech.each(lambda locale: locale.say(embargo))
        speak(state, speech.label("under embargo until {instant}", instant=until))


def _document(
    parent: Element, document: PublishedDocument, speech: Speech, thumbnails: Mapping[str, str]
) -> None:
    article = _article(parent, document)
    spoken = {code: document.in_language(code) for code in speech.codes}
    titles = {code: document.record.titles.get(spoken[code], "") for code in speech.codes}
    for code in speech.codes:
        shown = _thumbnail(document, spoken[code], thumbnails)
        if shown:
            element(article, "img", "page", alt="", src=shown, data_in=code)
    text = element(article, "div", "text")
    line = element(text, "p", "kind")
    speak(line, {code: _kind(document, code) for code in speech.codes})
    line[-1].tail = " "
    speak(element(line, "strong", "state final"), speech.label(_STATES["final"]))
    speak(element(text, "h3"), titles, spoken)
    details = element(text, "p", "detail")
    time = element(details, "time", datetime=document.record.date)
    speak(time, speech.each(lambda locale: day(locale, document.record.date)))
    leads = document.record.leads
    if leads:
        said = {code: leads.get(spoken[code], "") for code in speech.codes}
        speak(element(text, "p", "lead"), said, spoken)
    _editions(text, document, titles, speech)


def _kind(document: PublishedDocument, code: str) -> str:
    names = document.record.names
    return names.get(code) or next(iter(names.values()), document.kind)


def _thumbnail(document: PublishedDocument, code: str, thumbnails: Mapping[str, str]) -> str:
    """The first page of the edition that says the most in the language ``code``."""
    found = [file for file in document.files if file.path in thumbnails]
    ranked = sorted(
        found,
        key=lambda file: (
            code not in file.languages,
            file.languages[:1] != (code,),
            len(file.languages),
            file.path,
        ),
    )
    return thumbnails[ranked[0].path] if ranked else ""


def _editions(
    parent: Element, document: PublishedDocument, titles: Mapping[str, str], speech: Speech
) -> None:
    table = element(parent, "table")
    caption = element(table, "caption", "unseen")
    speak(caption, {code: f"{_kind(document, code)}: {titles[code]}" for code in speech.codes})
    row = element(element(table, "thead"), "tr")
    for head in _HEADS:
        speak(element(row, "th", scope="col"), speech.label(head))
    body = element(table, "tbody")
    by_edition: dict[str, list[File]] = {}
    for file in document.files:
        by_edition.setdefault(file.edition, []).append(file)
    for files in sorted(by_edition.values(), key=lambda files: _order(files[0], speech)):
        row = element(body, "tr", data_languages=" ".join(files[0].languages))
        cell = element(row, "th", scope="row")
        for number, code in enumerate(files[0].languages):
            name = language(element(cell, "span"), code)
            name.text = tags(code).name
            if number < len(files[0].languages) - 1:
                name.tail = " · "
        cell = element(row, "td")
        for file in sorted(files, key=_rank):
            link = element(cell, "a", "file", href=file.path)
            link.text = file.format.upper()
            said = speech.each(lambda locale, file=file: size(locale, file.size))  # type: ignore[misc]
            speak(element(link, "span", "size"), said)


def _order(file: File, speech: Speech) -> tuple[int, list[int]]:
    """Editions in one language first, each in the order that the languages have."""
    places = [speech.codes.index(c) if c in speech.codes else 99 for c in file.languages]
    return len(places), places


def _rank(file: File) -> tuple[int, str]:
    known = file.format in _FORMATS
    return (_FORMATS.index(file.format) if known else len(_FORMATS), file.format)
