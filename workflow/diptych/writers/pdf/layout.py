"""Where WeasyPrint 70 goes wrong while it lays out pages, put right.

* Text before an inline element ends in a space. Where all but this last space fits
  the line, WeasyPrint cuts the text after its first word instead of letting the
  space hang.
* When pages are counted again, WeasyPrint keeps those whose text has not changed.
  A note that did not fit its page is then set on the next page that was not kept,
  far away from its call, or twice.
* To win room for one more line, WeasyPrint moves notes whose calls stand above it to
  the next page. It does not do so in columns, so lines are laid out as if in one.

WeasyPrint offers no extension point for these; the version is pinned and tests hold
each effect.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from math import inf
from typing import Any
from unittest.mock import patch

import weasyprint.layout
from weasyprint.layout import LayoutContext, block, inline

_split_first_line = inline.split_first_line
_make_all_pages = weasyprint.layout.make_all_pages
_linebox_layout = block._linebox_layout
_update_footnote_area = LayoutContext._update_footnote_area

_RESUME = 2  # in what split_first_line returns: where the next line begins, or None
_COLLAPSING = ("normal", "pre-line")


@contextmanager
def mended() -> Iterator[None]:
    """While pages are laid out: spaces hang, notes stay and stand once."""
    with (
        patch.object(inline, "split_first_line", _split),
        patch.object(weasyprint.layout, "make_all_pages", _make_pages),
        patch.object(block, "_linebox_layout", _lines),
        patch.object(LayoutContext, "_update_footnote_area", _footnote_area),
    ):
        yield


def _make_pages(context: Any, root_box: Any, html: Any, pages: Any) -> Iterator[Any]:
    kept = [] if context.footnotes else pages
    return _make_all_pages(context, root_box, html, kept)  # type: ignore[no-any-return]


def _lines(context: Any, *rest: Any) -> Any:
    real, context.in_column = context.in_column, True
    outer, context.really_in_column = getattr(context, "really_in_column", None), real
    try:
        return _linebox_layout(context, *rest)
    finally:
        context.in_column, context.really_in_column = real, outer


def _footnote_area(context: Any) -> Any:
    """The area of notes as it is out of the columns that :func:`_lines` pretends."""
    pretended = context.in_column
    real = getattr(context, "really_in_column", None)
    context.in_column = pretended if real is None else real
    try:
        return _update_footnote_area(context)
    finally:
        context.in_column = pretended


def _split(
    text: str, style: Any, context: Any, max_width: float | None, *rest: Any, **options: Any
) -> Any:
    found = _split_first_line(text, style, context, max_width, *rest, **options)
    if found[_RESUME] is None or not text.endswith(" ") or style["white_space"] not in _COLLAPSING:
        return found
    bare = _split_first_line(text.rstrip(" "), style, context, max_width, *rest, **options)
    if bare[_RESUME] is not None:
        return found
    return _split_first_line(text, style, context, inf, *rest, **options)
