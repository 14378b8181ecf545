"""Signs that the fonts of the styles lack: each run of them names a font that has them.

A program that shows the file would take any font for ☐ or ⇒; this way it takes the one of the
templates, which stands in the file.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator, Mapping
from itertools import groupby

# What scripts from the right have, for which Word keeps fonts (ECMA-376, 17.3.2.26).
_RIGHT_TO_LEFT = ("R", "AL", "AN")


class Signs:
    """The characters that no family of the styles has, and the family that has each.

    ``families`` are those of the templates with their characters, ``styled`` the names of those
    that the styles ask for. ``used`` are the families that :meth:`pieces` has named so far.
    """

    def __init__(self, families: Mapping[str, frozenset[str]], styled: Collection[str]) -> None:
        self.used: set[str] = set()
        self._families: dict[str, str] = {}
        own = [characters for family, characters in families.items() if family in styled]
        for family, characters in families.items() if own else ():
            for character in characters.difference(*own):
                if unicodedata.bidirectional(character) not in _RIGHT_TO_LEFT:
                    self._families.setdefault(character, family)

    def pieces(self, text: str) -> Iterator[tuple[str, str]]:
        """``text`` in pieces, each with the family it asks for; empty where the style has it."""
        if self._families.keys().isdisjoint(text):
            yield text, ""
            return
        for family, characters in groupby(text, lambda each: self._families.get(each, "")):
            self.used.update([family] if family else ())
            yield "".join(characters), family
