"""Where words may be divided, in languages that Pyphen has no dictionary for.

A dictionary is a file ``hyph_<code>.dic`` of patterns, as of libhyphen, beside
the file of its language; it says itself which rules it follows.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from contextlib import AbstractContextManager
from functools import cache
from itertools import pairwise
from pathlib import Path

import pyphen

from diptych import inputs
from diptych.language.data import folders
from diptych.language.tags import tags
from diptych.patches import Patch, Release, patched

#: The release that the patch is for. See whether another needs it before that is pinned.
PYPHEN = Release("pyphen", "0.18.1")

_PREFIX = "hyph_"
# How many letters stand at least before and behind a hyphen in a narrow cell.
_BEFORE, _BEHIND = 2, 3


class _Patterns(pyphen.HyphDict):  # type: ignore[misc]  # Pyphen has no types
    """The patterns of a dictionary, which hold for words and names only."""

    def __init__(self, path: Path) -> None:
        super().__init__(_Watched(path))

    def positions(self, word: str) -> list[int]:
        """Where ``word`` may be divided; nowhere if it has digits or inner capitals: СӨЗ, ToshDU.

        Pyphen itself would divide such abbreviations like words in small letters.
        """
        if not (word.isalpha() and word[1:].islower()):
            return []
        positions: list[int] = super().positions(word)
        return positions


class _Watched:
    """What Pyphen uses of a path, read as :mod:`diptych.inputs` does."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def open(self, mode: str) -> io.BytesIO:
        """The bytes of the file."""
        return io.BytesIO(inputs.read_lasting(self._path))

    def read_text(self, encoding: str) -> str:
        """The text of the file."""
        return io.TextIOWrapper(self.open("rb"), encoding).read()


def dictionaries() -> Mapping[str, Path]:
    """The dictionaries there are, by the code of their language."""
    paths = [path for folder in folders() for path in folder.glob(f"{_PREFIX}*.dic")]
    return {path.stem.removeprefix(_PREFIX): path for path in paths}


def register() -> None:
    """Let Pyphen, and with it WeasyPrint, find our dictionaries by the HTML tags of the languages.

    Registering again changes nothing.
    """
    for code, path in dictionaries().items():
        name = tags(code).html.replace("-", "_")
        pyphen.LANGUAGES[name] = path
        pyphen.LANGUAGES_LOWERCASE[name.lower()] = name


def with_soft_hyphens(word: str, lang: str) -> str:
    """``word``, in the Diptych language ``lang``, with U+00AD wherever it may be divided.

    The word itself where it may not, or where its language has no dictionary.
    """
    patterns = _patterns(lang)
    if patterns is None:
        return word
    places = [p for p in patterns.positions(word) if _BEFORE <= p <= len(word) - _BEHIND]
    edges = [0, *places, len(word)]
    return "\u00ad".join(word[left:right] for left, right in pairwise(edges))


@cache
def _patterns(lang: str) -> _Patterns | None:
    register()
    name = pyphen.language_fallback(tags(lang).html)
    return _Patterns(Path(pyphen.LANGUAGES[name])) if name else None


def hyphenation_patches() -> AbstractContextManager[None]:
    """A context in which no abbreviation is divided, in any language.

    Pyphen offers no place for such a rule; it reads each dictionary through this name when first
    needed. Raises :class:`~diptych.errors.DiptychError` for another Pyphen.
    """
    return patched(Patch(pyphen, "HyphDict", lambda _: _Patterns), made_for=PYPHEN)
