"""Spelling by the dictionaries of Hunspell that a machine has, as LibreOffice has them, too."""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol

import msgspec

from diptych.language import data, transliteration
from diptych.language.cldr import Cldr
from diptych.language.data import Language
from diptych.language.inflection import Inflection
from diptych.language.typography import plain_marks

_AFFIXES, _WORDS = ".aff", ".dic"
_SUGGESTED = 3
_SHORTEST_STEM = 3


class Dictionary(Protocol):
    """What knows the words of a language: that of the library ``hunspell``."""

    def spell(self, word: str) -> bool:
        """Whether it knows a word."""
        ...

    def suggest(self, word: str) -> Iterable[str]:
        """The words like it that there are, the nearest first."""
        ...


def is_installed() -> bool:
    """Whether there is the library that reads dictionaries."""
    try:
        import hunspell  # noqa: F401
    except ImportError:
        return False
    return True


class Speller:
    """Checks the words of one language by a dictionary of it, or of its other script.

    ``name`` is that of the dictionary, ``script`` the language that it is in.
    """

    def __init__(self, code: str, name: str, dictionary: Dictionary, script: str) -> None:
        language = data.read(code)
        self.name = name
        self.script = script
        self._code = code
        self._dictionary = dictionary
        self._inflection = Inflection(language, Cldr(language.babel))
        self._cases = tuple(language.suffixes.forms) if language.suffixes else ()
        self._added = tuple(map(plain_marks, language.names.added.values()))
        self._known = functools.lru_cache(maxsize=None)(self._looked_up)

    def is_right(self, word: str, names: Collection[str] = frozenset()) -> bool:
        """Whether ``word`` is one of the language, or of ``names``, in whatever case.

        ``names`` are in small letters with plain marks. A word with hyphens is right if each of
        its parts is.
        """
        parts = [part for part in word.split("-") if part]
        return self._is_right(word, names) or (
            len(parts) > 1 and all(self._is_right(part, names) for part in parts)
        )

    def _is_right(self, word: str, names: Collection[str]) -> bool:
        if self._is_known(word, names):
            return True
        plain = plain_marks(word)
        for added in self._added:
            if plain.endswith(added) and self._is_known(plain.removesuffix(added), names):
                return True
        # Dictionaries of languages whose words take suffixes lack many forms.
        for case in self._cases:
            for length in range(1, min(len(word) - _SHORTEST_STEM, 6) + 1):
                stem = word[:-length]
                forms = {
                    self._inflection.with_suffix(stem, case, possessive=possessive)
                    for possessive in (False, True)
                }
                if word in forms and self._is_known(stem, names):
                    return True
        return False

    def _is_known(self, word: str, names: Collection[str]) -> bool:
        plain = plain_marks(word)
        return plain.casefold() in names or self._known(word)

    def _looked_up(self, word: str) -> bool:
        if self.script != self._code:
            word = transliteration.derive(word, self.script)
        return self._dictionary.spell(plain_marks(word)) or self._dictionary.spell(word)

    @functools.cached_property
    def suggestions(self) -> Any:
        """A function that gives for a word those that may be meant: three at most."""
        return functools.lru_cache(maxsize=None)(self._suggested)

    def _suggested(self, word: str) -> tuple[str, ...]:
        if self.script == self._code:
            found = list(self._dictionary.suggest(plain_marks(word)))
        else:
            derived = transliteration.derive(word, self.script)
            found = [
                transliteration.derive(each, self._code)
                for each in self._dictionary.suggest(plain_marks(derived))
            ]
        return tuple(found[:_SUGGESTED])


@functools.lru_cache(maxsize=32)
def speller(code: str, folders: tuple[Path, ...]) -> Speller | None:
    """What checks the language ``code`` by a dictionary in one of ``folders``, if there is one.

    A dictionary is one of the language if it knows its numbers and months. Raises
    :class:`~diptych.errors.ValueProblem` as :func:`diptych.language.data.read`.
    """
    scripts = [other for other in data.codes() if transliteration.source(other) == code]
    for script in (code, *scripts):
        language = data.read(script)
        for path in _candidates(language, folders):
            dictionary = _opened(path)
            if dictionary is not None and _knows(dictionary, language):
                return Speller(code, path.stem, dictionary, script)
    return None


def _candidates(language: Language, folders: Sequence[Path]) -> Iterator[Path]:
    """Files that may hold the dictionary: of the tag of the language, then of any country."""
    bare = language.code.partition("-")[0]
    names = [tag.replace("-", "_") for tag in (language.word, language.html, language.code, bare)]
    for folder in folders:
        others = sorted(path.stem for path in folder.glob(f"{bare}_*{_AFFIXES}"))
        for name in dict.fromkeys([*names, *others]):
            path = folder / f"{name}{_AFFIXES}"
            if path.is_file() and path.with_suffix(_WORDS).is_file():
                yield path


@functools.lru_cache(maxsize=32)
def _opened(path: Path) -> Dictionary | None:
    from hunspell import Hunspell, HunspellFilePathError

    try:
        return _InItsLetters(Hunspell(path.stem, hunspell_data_dir=str(path.parent)))
    except (HunspellFilePathError, OSError, ValueError):
        return None


class _InItsLetters:
    """A dictionary that knows no word in letters its encoding does not have."""

    def __init__(self, dictionary: Dictionary) -> None:
        self._dictionary = dictionary

    def spell(self, word: str) -> bool:
        try:
            return self._dictionary.spell(word)
        except UnicodeEncodeError:
            return False

    def suggest(self, word: str) -> Iterable[str]:
        try:
            return self._dictionary.suggest(word)
        except UnicodeEncodeError:
            return ()


def _knows(dictionary: Dictionary, language: Language) -> bool:
    """Whether a dictionary knows at least half of the numbers and months of a language."""
    numbers = [forms[0] for forms in language.cardinals.values()]
    words = [word for word in (*numbers, *language.months[language.cases[0]]) if word.isalpha()]
    return 2 * sum(dictionary.spell(plain_marks(word)) for word in words) >= len(words)


@functools.cache
def words_of_data(code: str) -> frozenset[str]:
    """The words that the language file has, in small letters with plain marks.

    These are months, units, currencies, numerals, abbreviations.
    """
    language = msgspec.to_builtins(data.read(code))
    return frozenset(_data_words(language))


def _data_words(node: Any) -> Iterator[str]:
    match node:
        case str():
            for word in plain_marks(node).replace("{", " {").split():
                if not word.startswith("{"):
                    yield word.strip('*.,()[]|"').casefold()
        case dict():
            for value in node.values():
                yield from _data_words(value)
        case list() | tuple():
            for value in node:
                yield from _data_words(value)
