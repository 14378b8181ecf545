"""The style sheets, fonts and dictionaries of hyphens, loaded once a process, and nothing else."""

from __future__ import annotations

import base64
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit
from urllib.request import url2pathname

from weasyprint import CSS
from weasyprint.css.counters import CounterStyle
from weasyprint.logger import LOGGER
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from diptych import inputs
from diptych.errors import DiptychError, phrase
from diptych.language import hyphenation

_SHEET = "document.css"
_LONGEST = 100  # characters of an address in a message


class TemplateFetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """Opens files below the given folders; refuses everything else, the network included.

    ``images`` are the addresses of images that a document holds itself.
    """

    def __init__(self, *folders: Path, images: frozenset[str] = frozenset()) -> None:
        # WeasyPrint goes on without what it could not fetch unless told to fail.
        super().__init__(fail_on_errors=True)
        self._folders = [folder.resolve() for folder in folders]
        self._images = images

    def showing(self, images: frozenset[str]) -> TemplateFetcher:
        """A fetcher that opens the same files, and the given images of a document."""
        return TemplateFetcher(*self._folders, images=images)

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """The file at ``url``; raises :class:`DiptychError` if it is none of ours or not there."""
        if url in self._images:
            head, _, data = url.partition(",")
            media = head.removeprefix("data:").removesuffix(";base64")
            return URLFetcherResponse(url, base64.b64decode(data), {"Content-Type": media})
        parts = urlsplit(url)
        path = Path(url2pathname(parts.path)).resolve()
        ours = any(path.is_relative_to(folder) for folder in self._folders)
        if parts.scheme != "file" or parts.netloc or not ours:
            shown = url if len(url) <= _LONGEST else f"{url[:_LONGEST]}…"
            raise DiptychError(
                phrase("«{shown}» is not a file of the templates: it was not opened", shown=shown)
            )
        if not path.is_file():
            raise DiptychError(phrase("the templates have no file «{name}»", name=path.name))
        about = {"Content-Type": "text/css"} if path.suffix == ".css" else {}
        return URLFetcherResponse(url, inputs.read_lasting(path), about)


class _Warnings(logging.Handler):
    """Keeps what WeasyPrint would only have logged."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the message of ``record``, unless it is about the machine and not the sheets."""
        message = record.getMessage()
        if "HarfBuzz-Subset" not in message:
            self.messages.append(message)


@contextmanager
def warnings_as_errors() -> Iterator[None]:
    """Raise :class:`DiptychError` with all that WeasyPrint warns of inside the ``with``.

    It would go on without what it does not understand: a misspelt property, a
    value that is none, an image without words. It says so once a sheet, so the
    sheets are read anew for whoever tries again.
    """
    warnings = _Warnings()
    LOGGER.addHandler(warnings)
    try:
        yield
    finally:
        LOGGER.removeHandler(warnings)
    if warnings.messages:
        load.cache_clear()
        text = "; ".join(warnings.messages)
        raise DiptychError(phrase("the style sheets cannot be followed:\n  {said}", said=text))


class Assets(NamedTuple):
    """What all documents of one templates folder share."""

    fetcher: TemplateFetcher
    fonts: FontConfiguration
    counters: CounterStyle
    sheet: CSS


@cache
def load(templates: Path) -> Assets:
    """The sheets in ``templates``, an absolute path; raises :class:`DiptychError` for bad ones."""
    fetcher = TemplateFetcher(templates, font_folder(templates).parent)
    hyphenation.register()
    fonts, counters = FontConfiguration(), CounterStyle()
    with warnings_as_errors():
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
