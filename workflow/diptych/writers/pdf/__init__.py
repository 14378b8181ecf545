"""Writes a document tree as PDF.

The tree becomes an HTML page (:func:`html`), the style sheets of the templates
say how it looks, WeasyPrint lays it out. The file is tagged with the language
of each passage and claims PDF/A-2a and PDF/UA-1.
"""

from __future__ import annotations

from pathlib import Path

from pydyf import PDF
from weasyprint import HTML, Document
from weasyprint.urls import FatalURLFetchingError

from diptych import tree
from diptych.errors import DiptychError
from diptych.writers.pdf import conformance, coverage
from diptych.writers.pdf.assets import font_folder, load
from diptych.writers.pdf.engine import extended
from diptych.writers.pdf.lines import hanging_spaces
from diptych.writers.pdf.markup import html

__all__ = ["html", "write"]

_OUR_FAMILIES = "Diptych "  # how the names of the families in templates/pdf/fonts.css begin

_OPTIONS = {
    "pdf_variant": conformance.VARIANT,
    "presentational_hints": True,  # so that lists start where they say
}


def write(document: tree.Document, templates: Path) -> bytes:
    """The PDF of ``document``, styled by ``document.css`` in the folder ``templates``.

    Fonts lie in ``../assets/fonts`` beside that folder; no other font and no
    other file is used. Equal documents give equal bytes. Raises
    :class:`~diptych.errors.ContentError` or :class:`~diptych.errors.ValueProblem`
    for a character no font has, :class:`~diptych.errors.DiptychError` when a
    template asks for what it must not or does not have.
    """
    coverage.check(document, font_folder(templates.resolve()))
    return render(html(document), templates)


def render(page: str, templates: Path) -> bytes:
    """The PDF of the HTML ``page``; errors as of :func:`write`."""
    try:
        assets = load(templates.resolve())
        with hanging_spaces():
            laid_out = HTML(string=page, url_fetcher=assets.fetcher).render(
                stylesheets=[assets.sheet],
                font_config=assets.fonts,
                counter_style=assets.counters,
                **_OPTIONS,
            )
        with extended(laid_out):
            pdf: bytes = laid_out.write_pdf(finisher=_finish, **_OPTIONS)
    except FatalURLFetchingError as failure:
        raise DiptychError(str(failure.__cause__)) from failure
    return pdf


def _finish(laid_out: Document, pdf: PDF) -> None:
    strange = {font.family for font in laid_out.fonts.values()}
    strange = {family for family in strange if not family.startswith(_OUR_FAMILIES)}
    if strange:
        raise DiptychError(f"fonts that the templates do not have came in: {sorted(strange)}")
    conformance.claim_accessibility(pdf)
