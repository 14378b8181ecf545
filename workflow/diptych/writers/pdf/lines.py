"""Where WeasyPrint 70 breaks a line too early, put right while it lays out a page.

Text before an inline element ends in a space. Where all but this last space
fits the line, WeasyPrint cuts the text after its first word instead of letting
the space hang.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from math import inf
from typing import Any
from unittest.mock import patch

from weasyprint.layout import inline

_split_first_line = inline.split_first_line

_RESUME = 2  # in what split_first_line returns: where the next line begins, or None
_COLLAPSING = ("normal", "pre-line")


@contextmanager
def hanging_spaces() -> Iterator[None]:
    """While pages are laid out: a space at the end of a line needs no room."""
    with patch.object(inline, "split_first_line", _split):
        yield


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
