"""From a document tree to a page, and from the page to a PDF."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import weasyprint
from pydyf import PDF
from weasyprint import HTML
from weasyprint.urls import FatalURLFetchingError

from diptych import tree
from diptych.errors import DiptychError, phrase
from diptych.language.hyphenation import hyphenation_patches
from diptych.writers.html import letterhead, markup
from diptych.writers.html.inline import anchor
from diptych.writers.pdf import conformance, copying, margins
from diptych.writers.pdf.assets import load, warnings_as_errors
from diptych.writers.pdf.layout_patches import layout_patches
from diptych.writers.pdf.mirroring import mirror_grids
from diptych.writers.pdf.places import align_places
from diptych.writers.pdf.tagging_patches import tagging_patches

_OUR_FAMILIES = "Diptych "  # how the names of the families in templates/pdf/fonts.css begin

_OPTIONS = {
    "pdf_variant": conformance.VARIANT,
    "presentational_hints": True,  # so that lists start where they say
}


def html(document: tree.Document) -> str:
    """The page that WeasyPrint lays out."""
    page = markup.page(document, margins.running)
    margins.make_room(page)
    mirror_grids(page)
    align_places(page)
    return markup.serialised(page)


def write(document: tree.Document, templates: Path) -> bytes:
    """The PDF of ``document``, styled by ``document.css`` in the folder ``templates``.

    Fonts lie in ``../assets/fonts`` beside that folder; no other font and no
    other file is used. Equal documents give equal bytes. Raises
    :class:`~diptych.errors.DiptychError` when a template asks for what it must not
    or does not have, or cannot be followed.
    """
    return Layout(document, templates).pdf()


class Layout:
    """A document laid out on its pages, from which the PDF can be made; errors as of :func:`write`.

    ``pages`` gives the number of the page on which each place stands that something refers to,
    by language and id.
    """

    def __init__(self, document: tree.Document, templates: Path) -> None:
        with _fetching_faults():
            self._laid_out = lay_out(html(document), templates, letterhead.images(document))
        found = {
            name: str(number)
            for number, page in enumerate(self._laid_out.pages, 1)
            for name in page.anchors
        }
        self.pages = {
            place: found[name]
            for place in tree.targets(document)
            if (name := anchor(*place)) in found
        }

    def pdf(self) -> bytes:
        """The PDF of the document."""
        return _drawn(self._laid_out)


def lay_out(
    page: str, templates: Path, images: frozenset[str] = frozenset()
) -> weasyprint.Document:
    """The HTML ``page``, which shows ``images``, laid out; errors as of :func:`write`."""
    assets = load(templates.resolve())
    with warnings_as_errors(), hyphenation_patches(), layout_patches():
        return HTML(string=page, url_fetcher=assets.fetcher.showing(images)).render(
            stylesheets=[assets.sheet],
            font_config=assets.fonts,
            counter_style=assets.counters,
            **_OPTIONS,
        )


def render(page: str, templates: Path, images: frozenset[str] = frozenset()) -> bytes:
    """The PDF of the HTML ``page`` with ``images``; errors as of :func:`write`."""
    with _fetching_faults():
        laid_out = lay_out(page, templates, images)
    return _drawn(laid_out)


def _drawn(laid_out: weasyprint.Document) -> bytes:
    with _fetching_faults(), warnings_as_errors(), tagging_patches(laid_out):
        pdf: bytes = laid_out.write_pdf(finisher=_finish, **_OPTIONS)
    return pdf


@contextmanager
def _fetching_faults() -> Iterator[None]:
    """Raise what was wrong with a file as it was said where the file was to be opened."""
    try:
        yield
    except FatalURLFetchingError as failure:
        raise DiptychError(*failure.__cause__.args) from failure


def _finish(laid_out: weasyprint.Document, pdf: PDF) -> None:
    strange = {font.family for font in laid_out.fonts.values()}
    strange = {family for family in strange if not family.startswith(_OUR_FAMILIES)}
    if strange:
        raise DiptychError(
            phrase(
                "fonts that the templates do not have came in: {fonts}",
                fonts=", ".join(sorted(strange)),
            )
        )
    copying.copy_whole_words(pdf)
    conformance.claim_accessibility(pdf)
