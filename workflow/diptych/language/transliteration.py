"""Deriving a text in one script from the text in another, as the files in ``data/derived`` say.

A pair of scripts is one TOML file ``<code>.toml``, named after the language that
is derived; its fields are explained in the file. The engine knows no letters,
only the two marks that people type in many ways.
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta

from diptych import inputs
from diptych.errors import ValueProblem, nearest, phrase
from diptych.language.data import NO_BREAK, folders
from diptych.language.typography import ADDRESS, MAY_BE_ADDRESS

OPEN, CLOSE = "\ue000", "\ue001"
"""What stands between these two comes out untouched, they included."""

FACT = "\ue002"
"""Stands for a fact, which another says; it comes out untouched."""

_TURNED, _APOSTROPHE = "\u02bb", "\u02bc"
_TYPED = "'`´‘’"
_MARKS = frozenset(_TYPED + _APOSTROPHE)

_LETTER = rf"[^\W\d_{_TURNED}{_APOSTROPHE}]"
# A typed mark at the end of a word is a quotation mark.
_WORD = rf"{_LETTER}(?:[^\W\d_]|[{_TYPED}](?={_LETTER}))*"
_HANDLE = r"@\w+"
_KEPT = f"(?:{OPEN}[^{CLOSE}]*{CLOSE})"
# A4, CO2, G20, B2B, also where a digit is lowered; 5G, 4K
_FORMULA = rf"(?:[A-Z]+(?:{_KEPT}*\d(?:{_KEPT}*[A-Z])*)+|\d+[A-Z])(?!\w)"
# No address goes on beyond a mark.
_ADDRESS = ADDRESS.pattern.replace("[^", f"[^{OPEN}{CLOSE}{FACT}")

# Chapters, sessions, centuries; C, D and M only in years, as DXX and MM are institutions.
_TO_HUNDRED = "(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})"
_ROMAN = re.compile(
    rf"(?=..|[IVX]\b){_TO_HUNDRED}|(?=.{{5}})M{{1,3}}(?:CM|CD|D?C{{0,3}}){_TO_HUNDRED}"
)

_HYPHENS, _SPACES = "-\u2011", f" {NO_BREAK}"
_JOINTS = str.maketrans(_HYPHENS + _SPACES, _SPACES + _HYPHENS)

_NO_NAMES: Mapping[str, str] = {}

_FIELDS = {"origin": "from", "after_vowel": "after-vowel", "after_consonant": "after-consonant"}


class Pair(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename=_FIELDS):
    """A whole file: how the script of ``origin`` becomes that of ``code``."""

    code: str
    origin: str
    letters: dict[str, str]
    back: bool = False
    vowels: tuple[str, ...] = ()
    consonants: tuple[str, ...] = ()
    after_vowel: dict[str, str] = {}
    after_consonant: dict[str, str] = {}
    parts: dict[str, str] = {}
    stems: dict[str, str] = {}
    words: dict[str, str] = {}
    prefixes: tuple[str, ...] = ()
    suffixes: tuple[str, ...] = ()
    dropped: str = ""
    unhyphened: tuple[str, ...] = ()
    hyphened: dict[Annotated[str, Meta(pattern=r"^(\d+(-\d+)?|fact)$")], tuple[str, ...]] = {}
    acronyms: dict[str, str] = {}
    keep: tuple[str, ...] = ()


def source(code: str) -> str | None:
    """The language that texts in ``code`` are derived from, or none if they cannot be.

    Raises :class:`~diptych.errors.ValueProblem` when the file of the pair is wrong.

    >>> source("uz-Cyrl")
    'uz'
    """
    return _deriver(code).pair.origin if code in _codes() else None


def original(code: str) -> str | None:
    """The language that leads ``code``, or none: no file leads that is but the way back.

    >>> original("uz-Cyrl"), original("uz")
    ('uz', None)
    """
    return source(code) if code in _codes() and not _deriver(code).pair.back else None


def derive(text: str, code: str, names: Mapping[str, str] = _NO_NAMES) -> str:
    """The plain running ``text``, written in the script of ``code``.

    Addresses, Roman numerals, the names that the file of the pair keeps, words
    with letters that it does not know, and all between ``OPEN`` and ``CLOSE``
    stay as they are. ``names`` are written as they say. Raises
    :class:`~diptych.errors.ValueProblem` when nothing is known of ``code``, or the
    file of the pair is wrong.

    >>> derive("2024-yil 28-avgust kuni 5-majlis", "uz-Cyrl")
    '2024 йил 28 август куни 5-мажлис'
    >>> derive("2024 йил 28 август куни 5-мажлис", "uz")
    '2024-yil 28-avgust kuni 5-majlis'
    """
    return _deriver(code).text(text, names)


class _Deriver:
    """A pair of scripts, ready for use."""

    def __init__(self, pair: Pair) -> None:
        self.pair = pair
        self._longest = max(map(len, (*pair.stems, *pair.words)), default=0)
        self._suffixes = re.compile(f"(?:{_any(pair.suffixes)})*")
        self._alphabet = re.compile(f"(?:{_any(pair.letters)})*")
        self._names = re.compile(_any((*pair.keep, *pair.acronyms)))
        compounds = _any(name for name in pair.keep if "-" in name)
        self._turned_after = "".join({key[-2] for key in pair.letters if key[1:].endswith(_TURNED)})
        self._rules = re.compile(
            f"(?P<parts>{_any(pair.parts)})"
            f"|(?:^|{_behind(pair.vowels)})(?P<after_vowel>{_any(pair.after_vowel)})"
            f"|(?:{_behind(pair.consonants)})(?P<after_consonant>{_any(pair.after_consonant)})"
            f"|(?P<letters>{_any(pair.letters)})"
        )
        ending = f"{self._suffixes.pattern}(?!{_LETTER})"
        dated = "|".join(
            (
                _joint(rf"\d+|{FACT}", _HYPHENS, pair.unhyphened, ending),
                *(
                    _joint(_number(before), _SPACES, words, ending)
                    for before, words in pair.hyphened.items()
                ),
            )
        )
        self._pattern = (
            rf"(?<!\w)(?:{_HANDLE}|{_FORMULA}|(?:{compounds})(?={ending})|(?P<dated>{dated}))"
            rf"|(?P<initial>\b{_LETTER}(?=\.))|(?P<word>{_WORD})"
        )
        self._tokens = re.compile(f"{_KEPT}|{self._pattern}")
        self._cached = functools.lru_cache(maxsize=1 << 14)(self._word)

    @functools.cached_property
    def _tokens_and_addresses(self) -> re.Pattern[str]:
        return re.compile(f"{_KEPT}|(?i:{_ADDRESS})|{self._pattern}")

    def text(self, text: str, names: Mapping[str, str]) -> str:
        tokens = self._tokens_and_addresses if MAY_BE_ADDRESS.search(text) else self._tokens
        return tokens.sub(lambda piece: self._token(piece, names), text)

    def _token(self, piece: re.Match[str], names: Mapping[str, str]) -> str:
        token = piece[0]
        match piece.lastgroup:
            case "dated":
                return token[:-1] + token[-1].translate(_JOINTS)
            case "initial":
                return self._cached(token)
            case "word" if not _ROMAN.fullmatch(token):
                return self._named(token, names) or self._cached(token)
            case _:
                return token

    def _named(self, word: str, names: Mapping[str, str]) -> str:
        """``word`` where it is one of ``names``, or such a name with suffixes."""
        for name, new in names.items():
            if word.startswith(name) and self._suffixes.fullmatch(word, len(name)):
                return new + self._spelled(word[len(name) :])
        return ""

    def _word(self, typed: str) -> str:
        word = self._with_own_marks(typed)
        name = self._names.match(word)
        if name and self._suffixes.fullmatch(word, name.end()):
            return self.pair.acronyms.get(name[0], name[0]) + self._spelled(word[name.end() :])
        return self._spelled(word) if self._alphabet.fullmatch(word.lower()) else typed

    def _with_own_marks(self, word: str) -> str:
        if _MARKS.isdisjoint(word):
            return word
        if self._turned_after:
            before = f"(?i:(?<=[{self._turned_after}]))"
            word = re.sub(f"{before}[{_TYPED}{_APOSTROPHE}]", _TURNED, word)
        return re.sub(f"[{_TYPED}]", _APOSTROPHE, word)

    def _spelled(self, word: str) -> str:
        small = word.lower()
        start, stem, new = self._stem(small)
        done = start + len(stem)
        if done < len(word) and self.pair.dropped:
            new = new.removesuffix(self.pair.dropped)
        pieces = (
            *self._by_rules(word, small, 0, start),
            _like(word, start, done, new),
            *self._by_rules(word, small, done, len(word)),
        )
        spelled = "".join(pieces)
        return spelled.upper() if word.isupper() and len(word) > 1 else spelled

    def _stem(self, word: str) -> tuple[int, str, str]:
        """Where a known stem stands in the word, the stem, and how it is written."""
        for start in (0, *(len(p) for p in self.pair.prefixes if word.startswith(p))):
            for end in range(min(len(word), start + self._longest), start, -1):
                stem = word[start:end]
                new = self.pair.stems.get(stem)
                if new is None and not start and stem in self.pair.words:
                    new = self.pair.words[stem] if self._suffixes.fullmatch(word, end) else None
                if new is not None:
                    return start, stem, new
        return 0, "", ""

    def _by_rules(self, word: str, small: str, start: int, end: int) -> Iterator[str]:
        for match in self._rules.finditer(small, start, end):
            rules: dict[str, str] = getattr(self.pair, match.lastgroup or "")
            yield _like(word, *match.span(), rules[match[0]])


def _like(word: str, start: int, end: int, new: str) -> str:
    """The small letters ``new`` with the capitals of what they replace in ``word``.

    A single capital is one of several if its neighbour is a capital.
    """
    old = word[start:end]
    if not old[:1].isupper():
        return new
    around = word[max(0, start - 1) : end + 1] if len(new) > len(old) == 1 else old
    capitals = sum(map(str.isupper, around)) > 1
    return new.upper() if old.isupper() and capitals else new[:1].upper() + new[1:]


def _joint(before: str, joints: str, words: Iterable[str], ending: str) -> str:
    """A pattern that finds a number and what joins it to one of ``words``."""
    return rf"(?:{before}){_KEPT}*[{joints}](?=(?i:(?:{_any(words)}){ending}))"


def _number(digits: str) -> str:
    """A pattern that finds a number of so many ``digits``, such as «4» or «1-2», or a «fact»."""
    if digits == "fact":
        return FACT
    fewest, _, most = digits.partition("-")
    return rf"\d{{{int(fewest)},{int(most or fewest)}}}"


def _any(texts: Iterable[str]) -> str:
    """A pattern that finds the longest of ``texts``, and nothing if there are none."""
    return "|".join(map(re.escape, sorted(texts, key=len, reverse=True))) or r"(?!)"


def _behind(letters: Iterable[str]) -> str:
    """A pattern that finds the place after one of ``letters``."""
    return "|".join(f"(?<={re.escape(letter)})" for letter in letters) or r"(?!)"


def _folders() -> tuple[Path, ...]:
    return tuple(folder / "derived" for folder in folders())


@functools.cache
def _codes() -> frozenset[str]:
    return frozenset(path.stem for folder in _folders() for path in folder.glob("*.toml"))


@functools.cache
def _deriver(code: str) -> _Deriver:
    for folder in _folders():
        path = folder / f"{code}.toml"
        if path.is_file():
            return _Deriver(_read(path))
    raise ValueProblem(
        phrase("no text can be derived in «{code}»", code=code), nearest(code, _codes())
    )


def _read(path: Path) -> Pair:
    try:
        pair = msgspec.convert(tomllib.loads(inputs.read_lasting(path).decode()), Pair)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        remedy = phrase("compare the file with {name}", name="derived/uz-Cyrl.toml")
        raise ValueProblem(
            phrase("derived/{name}: {error}", name=path.name, error=error), remedy
        ) from error
    if pair.code != path.stem:
        message = phrase("derived/{name}: the code is «{code}»", name=path.name, code=pair.code)
        raise ValueProblem(message, phrase("write «{stem}»", stem=path.stem))
    return pair
