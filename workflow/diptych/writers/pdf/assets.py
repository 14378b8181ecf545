"""The style sheets, fonts and dictionaries of hyphens, loaded once a process, and nothing else."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit
from urllib.request import url2pathname

from weasyprint import CSS
from weasyprint.css.counters import CounterStyle
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from diptych.errors import DiptychError
from diptych.language import hyphenation

_SHEET = "document.css"


class TemplateFetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """Opens files below the given folders; refuses everything else, the network included."""

    def __init__(self, *folders: Path) -> None:
        # WeasyPrint goes on without what it could not fetch unless told to fail.
        super().__init__(fail_on_errors=True)
        self._folders = [folder.resolve() for folder in folders]

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """The file at ``url``; raises :class:`DiptychError` if it is none of ours or not there."""
        parts = urlsplit(url)
        path = Path(url2pathname(parts.path)).resolve()
        ours = any(path.is_relative_to(folder) for folder in self._folders)
        if parts.scheme != "file" or parts.netloc or not ours:
            raise DiptychError(f"«{url}» is not a file of the templates: it was not opened")
        if not path.is_file():
            raise DiptychError(f"the templates have no file «{path.name}»")
        return URLFetcherResponse(
            url, path.read_bytes(), {"Content-Type": "text/css"} if path.suffix == ".css" else {}
        )


class Assets(NamedTuple):
    """What all documents of one templates folder share."""

    fetcher: TemplateFetcher
    fonts: FontConfiguration
    counters: CounterStyle
    sheet: CSS


@cache
def load(templates: Path) -> Assets:
    """The sheet ``document.css`` in ``templates``, an absolute path, with what it imports."""
    fetcher = TemplateFetcher(templates, font_folder(templates).parent)
    hyphenation.register()
    fonts, counters = FontConfiguration(), CounterStyle()
    sheet = CSS(
        url=(templates / _SHEET).as_uri(),
        url_fetcher=fetcher,
        font_config=fonts,
        counter_style=counters,
    )
    return Assets(fetcher, fonts, counters, sheet)


def font_folder(templates: Path) -> Path:
    """Where the fonts lie that the style sheets in ``templates`` name."""
    return templates.parent / "assets" / "fonts"
