"""What the press room shows: meetings by date, their documents, editions and files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import msgspec

from diptych.language.labels import msgid
from diptych.language.tags import tags
from diptych.publish.listing import Meeting, PublishedDocument
from diptych.publish.manifest import File
from diptych.publish.site.translations import PageTranslations, Translated

# The order of formats on the page; others follow by name.
_FORMATS = ("pdf", "docx", "html")
_STATES = {"final": msgid("final"), "draft": msgid("draft"), "embargo": msgid("under embargo")}


class ShownDocument(msgspec.Struct, frozen=True):
    """A document as it is ``listed``, and what the page says of it.

    ``name`` is what its kind is called, ``pictures`` are first pages as data addresses by the
    language of the page, ``editions`` the files of each.
    """

    listed: PublishedDocument
    name: Translated
    status: Translated
    languages: tuple[str, ...]
    pictures: Translated
    editions: tuple[tuple[File, ...], ...]


class ShownMeeting(msgspec.Struct, frozen=True):
    """A meeting, its day in ISO form, and its documents."""

    date: str
    documents: tuple[ShownDocument, ...]


def press_room(
    listed: Sequence[Meeting], translations: PageTranslations, pictures: Mapping[str, str]
) -> dict[str, object]:
    """What the template ``index.html`` is given of the meetings ``listed``.

    ``issuer`` is whose documents most of these are, or none; ``filters`` are the choices of each
    filter. ``pictures`` are first pages by the path of the file they show, as data addresses.
    """
    meetings = [
        ShownMeeting(
            meeting.date,
            tuple(_document(each, translations, pictures) for each in meeting.documents),
        )
        for meeting in listed
    ]
    return {
        "issuer": _issuer(listed, translations.codes),
        "filters": _filters(meetings, translations),
        "meetings": meetings,
    }


def _issuer(listed: Sequence[Meeting], codes: Sequence[str]) -> Translated | None:
    issuers = [
        {code: document.record.authors[code] for code in codes}
        for meeting in listed
        for document in meeting.released
        if {*codes} <= document.record.authors.keys()
    ]
    named = {authors[codes[0]]: authors for authors in issuers}
    counts = Counter(authors[codes[0]] for authors in issuers)
    return next((named[name] for name, _ in counts.most_common(1)), None)


def _filters(
    meetings: Sequence[ShownMeeting], translations: PageTranslations
) -> dict[str, dict[str, Translated]]:
    """The choices of each filter: what the script looks for, and what is said of it."""
    documents = [document for meeting in meetings for document in meeting.documents]
    kinds = {each.listed.kind: each.name for each in documents}
    codes = sorted({code for each in documents for code in each.languages})
    years = sorted({meeting.date[:4] for meeting in meetings if meeting.date}, reverse=True)
    states = {each.listed.state for each in documents}
    return {
        "kind": dict(sorted(kinds.items())),
        "language": {code: translations.same(tags(code).name) for code in codes},
        "year": {year: translations.same(year) for year in years},
        "state": {
            state: translations.label(label) for state, label in _STATES.items() if state in states
        },
    }


def _document(
    document: PublishedDocument, translations: PageTranslations, pictures: Mapping[str, str]
) -> ShownDocument:
    names = document.record.names
    otherwise = next(iter(names.values()), document.kind)
    status = translations.label(_STATES[document.state])
    if embargo := document.embargo:
        until = translations.each(lambda locale: locale.say(embargo))
        status = translations.label("under embargo until {instant}", instant=until)
    shown = {code: _picture(document, code, pictures) for code in translations.codes}
    return ShownDocument(
        listed=document,
        name={code: names.get(code) or otherwise for code in translations.codes},
        status=status,
        languages=tuple(sorted({code for file in document.files for code in file.languages})),
        pictures={code: picture for code, picture in shown.items() if picture},
        editions=_editions(document.files, translations.codes),
    )


def _picture(document: PublishedDocument, code: str, pictures: Mapping[str, str]) -> str:
    """The first page of the edition that says the most to who reads the language ``code``."""
    code = document.in_language(code)
    ranked = sorted(
        (code not in file.languages, file.languages[:1] != (code,), len(file.languages), file.path)
        for file in document.files
        if file.path in pictures
    )
    return pictures[ranked[0][-1]] if ranked else ""


def _editions(files: Sequence[File], codes: Sequence[str]) -> tuple[tuple[File, ...], ...]:
    """Editions in one language first, each in the order that the languages have."""
    by_edition: dict[str, list[File]] = {}
    for file in files:
        by_edition.setdefault(file.edition, []).append(file)

    def order(edition: Sequence[File]) -> tuple[int, list[int]]:
        places = [codes.index(c) if c in codes else len(codes) for c in edition[0].languages]
        return len(places), places

    return tuple(tuple(sorted(each, key=_rank)) for each in sorted(by_edition.values(), key=order))


def _rank(file: File) -> tuple[int, str]:
    known = file.format in _FORMATS
    return (_FORMATS.index(file.format) if known else len(_FORMATS), file.format)
