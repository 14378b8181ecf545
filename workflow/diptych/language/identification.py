"""Which language a passage is in: by its letters, and by how they follow one another.

The letters of a language stand in its file. How they follow one another is learnt from a text
of some four thousand letters beside it, ``samples/<code>.txt``: what newspapers and officials
write, on many subjects. A language without such a text is known by its letters alone.
"""

from __future__ import annotations

import functools
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec

from diptych import inputs
from diptych.language import data
from diptych.language.typography import ADDRESS

# The marks of letters, as they are typed.
_MARKS = "'`´‘’ʼ"
_WORD = re.compile(rf"[^\W\d_]+(?:[{_MARKS}][^\W\d_]+)*")
_MARK = re.compile(f"[{_MARKS}]")
_TURNED = "ʻ"

# How many letters are compared, the last one with those before it.
_ORDER = 4
# How likely a letter is of which nothing is known.
_UNKNOWN = 1 / 500

# Fewer letters than these may be a name, a formula, an abbreviation.
_ENOUGH = 40
# A passage is judged if names are no more than so much of it: they say little of a language.
_NAMES = 0.75
# How much more likely another language must be, as natural logarithms; and what one word and
# one name may add to this.
_MARGIN = 5.0
_WORD_LIMIT = 12.0
_NAME_LIMIT = 2.0
# Words whose letters are less likely than this, each, are in none of the languages known.
_STRANGE = -3.1
# So many letters in words that the alphabet does not allow are no name.
_FOREIGN = 12


class Foreign(msgspec.Struct, frozen=True):
    """That a passage is not in the language it should be in.

    ``code`` is the language it is in, empty if that is unknown; ``word`` is a word of it.
    """

    code: str
    word: str


def foreign(text: str, language: str) -> Foreign | None:
    """What speaks against ``text`` being in ``language``, if anything does.

    >>> foreign("Отырыста алдағы жылға арналған жұмыс жоспары бекітілді", "ru").code
    'kk'
    >>> foreign("На заседании утвержден план работы на будущий год", "ru")
    """
    known = identifier(data.codes())
    words = [known.word(typed) for typed in _words(ADDRESS.sub(" ", text))]
    letters = _count(words)
    plain = [word for word in words if not word.is_name]
    evidence = known.compared(words, language)
    if max(evidence.values(), default=0) >= _MARGIN:
        return Foreign(known.likeliest(plain, list(evidence)), plain[0].typed)
    alphabet = {*data.read(language).alphabet, _TURNED}
    strange = [word for word in plain if not alphabet.issuperset(word.letters)]
    if _count(strange) >= max(_FOREIGN, letters / 2):
        return Foreign("", strange[0].typed)
    return None


def recognised(text: str, language: str) -> bool:
    """Whether ``text`` is in ``language`` and in no other; what is too short to tell is not.

    >>> recognised("На заседании утвержден план работы на будущий год", "ru")
    True
    >>> recognised("План работы", "ru")
    False
    """
    known = identifier(data.codes())
    words = [known.word(typed) for typed in _words(ADDRESS.sub(" ", text))]
    return max(known.compared(words, language).values(), default=0) <= -_MARGIN


class _Word(NamedTuple):
    """A word as it was ``typed``, and its ``letters``, small and with one mark for all marks."""

    typed: str
    letters: str
    is_name: bool


def _words(text: str) -> Iterator[str]:
    return (match[0] for match in _WORD.finditer(text))


def _letters(typed: str) -> str:
    return _MARK.sub(_TURNED, typed).lower()


def _count(words: Iterable[_Word]) -> int:
    return sum(len(word.letters) for word in words)


class Identifier:
    """How likely words are in each language that has a sample."""

    def __init__(self, samples: Mapping[str, str]) -> None:
        self.codes = tuple(samples)
        typed = {word for text in samples.values() for word in _words(text)}
        self._plain = {_letters(word) for word in typed if len(word) > 1 and word.islower()}
        models = [_Model(text) for text in samples.values()]

        def likelihoods(letters: str) -> Mapping[str, float]:
            each = (model.likelihood(letters) for model in models)
            return dict(zip(samples, each, strict=True))

        self._likelihoods = functools.lru_cache(maxsize=1 << 15)(likelihoods)

    def word(self, typed: str) -> _Word:
        """A word, which is a name if it has a capital and no sample has it without."""
        letters = _letters(typed)
        return _Word(typed, letters, typed[0].isupper() and letters not in self._plain)

    def compared(self, words: Sequence[_Word], language: str) -> Mapping[str, float]:
        """How much more likely ``words`` are in each other language; empty if they tell nothing."""
        letters = _count(words)
        names = _count(word for word in words if word.is_name)
        if language not in self.codes or letters < _ENOUGH or names > _NAMES * letters:
            return {}
        others = (code for code in self.codes if code != language)
        return {code: self.evidence(words, code, language) for code in others}

    def evidence(self, words: Sequence[_Word], code: str, language: str) -> float:
        """How much more likely ``words`` are in ``code`` than in ``language``."""
        total = 0.0
        for word in words:
            likelihoods = self._likelihoods(word.letters)
            limit = _NAME_LIMIT if word.is_name else _WORD_LIMIT
            total += max(-limit, min(limit, likelihoods[code] - likelihoods[language]))
        return total

    def likeliest(self, words: Sequence[_Word], codes: Sequence[str]) -> str:
        """The language of ``words``, empty if they are likely in none of ``codes``."""
        totals = Counter[str]()
        for word in words:
            totals.update(self._likelihoods(word.letters))
        best = max(codes, key=totals.__getitem__)
        return best if totals[best] >= _STRANGE * (_count(words) + len(words)) else ""


class _Model:
    """How likely a letter is after others, learnt from a text (Witten and Bell's smoothing)."""

    def __init__(self, text: str) -> None:
        self._grams = Counter(
            before[start:] + letter
            for word in _words(text)
            for before, letter in _contexts(_letters(word))
            for start in range(len(before) + 1)
        )
        self._totals = Counter[str]()
        for gram, count in self._grams.items():
            self._totals[gram[:-1]] += count
        self._kinds = Counter(gram[:-1] for gram in self._grams)
        self._remembered = functools.lru_cache(maxsize=1 << 16)(self._chance)

    def likelihood(self, letters: str) -> float:
        """The logarithm of how likely the word is."""
        return sum(math.log(self._remembered(*each)) for each in _contexts(letters))

    def _chance(self, before: str, letter: str) -> float:
        chance = self._remembered(before[1:], letter) if before else _UNKNOWN
        kinds = self._kinds.get(before, 0)
        if not kinds:
            return chance
        count = self._grams.get(before + letter, 0)
        return (count + kinds * chance) / (self._totals[before] + kinds)


def _contexts(letters: str) -> Iterator[tuple[str, str]]:
    """Each letter of a word and the space after it, with what stands before."""
    whole = f" {letters} "
    for place in range(1, len(whole)):
        yield whole[max(place - _ORDER + 1, 0) : place], whole[place]


@functools.cache
def identifier(codes: tuple[str, ...]) -> Identifier:
    """Tells the languages ``codes`` from one another, as far as they have samples."""
    samples = {code: _sample(code) for code in codes}
    return Identifier({code: text for code, text in samples.items() if text is not None})


def _sample(code: str) -> str | None:
    """The sample of a language, if it has one."""
    paths = [folder / "samples" / f"{code}.txt" for folder in data.folders()]
    path = next((path for path in paths if path.is_file()), None)
    return None if path is None else inputs.decoded(inputs.read_lasting(path), path.name)
