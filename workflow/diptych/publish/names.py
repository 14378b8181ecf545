"""What the files are called that lie in the output folder beside documents."""

from __future__ import annotations

from collections.abc import Sequence

MANIFEST = "manifest.json"
SUMS = "SHA256SUMS"
SIGNATURE = f"{SUMS}.sig"
INDEX = "index.html"
REGISTER = "decisions.html"
TABLE = "decisions.xlsx"
#: Folders of what is made on demand: bundles, drafts of messages, signed copies.
BUNDLES, MAIL, SIGNED = ON_DEMAND = ("bundles", "mail", "signed")

_MEDIA = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html",
    "pdf": "application/pdf",
}

_LISTS = (("csv", "decisions", "csv"), ("feed", "feed", "atom"), ("calendar", "calendar", "ics"))


def lists(codes: Sequence[str]) -> dict[str, str]:
    """The lists there are of each of the languages ``codes``, by ``<what>.<language>``.

    >>> lists(["ru"])["calendar.ru"]
    'calendar.ru.ics'
    """
    return {
        f"{what}.{code}": f"{stem}.{code}.{suffix}"
        for code in codes
        for what, stem, suffix in _LISTS
    }


def pages(codes: Sequence[str]) -> tuple[str, ...]:
    """The files of the site in the languages ``codes``."""
    return (INDEX, REGISTER, TABLE, *lists(codes).values())


def media(output_format: str) -> str:
    """The media type of the files of a format (RFC 6838)."""
    return _MEDIA.get(output_format, "application/octet-stream")
