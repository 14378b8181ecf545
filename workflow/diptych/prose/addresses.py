"""Addresses typed in running text: where they begin and end, and what a link to them is.

As GitHub Flavored Markdown has them (its specification, «Autolinks (extension)»): what ends a
sentence or closes a bracket around an address does not belong to it. Nor do quotation marks and
dashes, which addresses hold percent-encoded only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

# What stands around addresses and never in them: quotation marks, dashes, braces, bars.
_AROUND = '\\s<>{}|«»„“”"‹›‘’‚‛`´—–…'
_ADDRESS = re.compile(
    rf"(?<![^\W_])(?P<web>(?:https?://|www\.)(?=[^\W_])[^{_AROUND}]+)"
    r"|(?<![^\W_])(?<![.%+@/-])(?P<mail>(?:mailto:)?[A-Za-z0-9][A-Za-z0-9._%+-]*"
    r"@(?:[^\W_][\w-]*\.)+[^\W\d_]{2,})",
    re.IGNORECASE,
)
# Every address holds one of these, and few texts do: looking for it is cheap.
_MAYBE = re.compile(r"@|://|www\.", re.IGNORECASE)
_CLOSING = {")": "(", "]": "["}
_ENDING = ".,;:!?'*_~^"


class Address(NamedTuple):
    """An address that stands from ``start`` to ``end`` of a text, and the ``target`` of a link."""

    start: int
    end: int
    target: str


def addresses(text: str) -> Iterator[Address]:
    """The addresses in ``text`` in their order: of pages, and of people.

    >>> [text[a.start:a.end] for text in ["(см. www.example.org/a_(b), стр. 1)."]
    ...  for a in addresses(text)]
    ['www.example.org/a_(b)']
    """
    for match in _ADDRESS.finditer(text) if _MAYBE.search(text) else ():
        if match["mail"]:
            target = match["mail"]
            known = target.lower().startswith("mailto:")
            yield Address(*match.span(), target if known else f"mailto:{target}")
        elif "." in (typed := _trimmed(match["web"])):
            named = typed.lower().startswith("www.")
            end = match.start() + len(typed)
            yield Address(match.start(), end, f"https://{typed}" if named else typed)


def _trimmed(stretch: str) -> str:
    """``stretch`` up to a bracket that it does not open, without what ends a sentence."""
    open_ = {"(": 0, "[": 0}
    for place, character in enumerate(stretch):
        if character in open_:
            open_[character] += 1
        elif character in _CLOSING:
            if not open_[_CLOSING[character]]:
                stretch = stretch[:place]
                break
            open_[_CLOSING[character]] -= 1
    return stretch.rstrip(_ENDING)
