"""Typesetting of prose: apostrophes, quotes, dashes, and where a line must not break."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from diptych.language.data import NO_BREAK, Language, Letters
from diptych.language.quotes import DOUBLE, MARKS, SINGLE, quoted

_HELD = "\u2011"
_LETTER = r"[^\W\d_]"
_SPACE = f"[ {NO_BREAK}]"
_DASH = f"{NO_BREAK}\u2013 "

_FOLDED = str.maketrans({"\u202f": NO_BREAK, "\u2009": NO_BREAK})

# What people type for an apostrophe, and in Uzbek for ʻ and ʼ.
_TYPED_MARKS = "'`´‘’‛′ʹʻʼ"
_UNSETTLED = "'`´‘’‛′"
_DOUBTFUL = re.compile(rf"{_LETTER}+[{_UNSETTLED}]{_LETTER}*|[{_UNSETTLED}]{_LETTER}+")

# Within digits with a suffix (2024-yil) and within a date of ISO 8601.
_HELD_INSIDE = rf"(?<=\d)-(?={_LETTER})|(?<=\b\d{{4}})-(?=\d\d\b)|(?<=\b\d{{4}}-\d\d)-(?=\d\d\b)"
_HELD_HYPHEN = re.compile(_HELD_INSIDE)
# An ordinal may end in its hyphen: the noun follows in the text.
_HELD_AT_END = re.compile(rf"{_HELD_INSIDE}|(?<=\d)-$")

# Marks that people put around an address; an apostrophe may stand within one.
_AROUND = re.escape("".join(sorted((DOUBLE | SINGLE) - {"'"})) + "<>")
_START = rf"(?<!\w)(?<!\w[{_TYPED_MARKS}])"
_REST = rf"[^\s{_AROUND}]*[^\s{_AROUND}.,;:!?)'\]]"
ADDRESS = re.compile(
    rf"{_START}(?:[a-z][a-z0-9+.-]*://|www\.){_REST}"
    rf"|[^\s{_AROUND}()@]+@[\w-]+(?:\.[\w-]+)+"
    rf"|{_START}(?:[a-z0-9-]+\.)+[a-z]{{2,}}/{_REST}"
    rf"|{_START}(?:[a-z0-9-]+\.)+(?:com|info|int|kz|net|org|ru|uz)\b",
    re.IGNORECASE,
)

# Every address holds one of these, and few paragraphs do: looking for it is cheap.
MAY_BE_ADDRESS = re.compile(r"@|://|\.\w")

_SPACED_DASH = re.compile(rf"(?<=\S){_SPACE}+(?:-{{1,3}}|[–—―]){_SPACE}+(?=\S)")
_LONG = rf"{_SPACE}*(?:—|―|--+){_SPACE}*"
_MARK = f"[{''.join(sorted(DOUBLE | SINGLE))}]"
_END = r"[\w).,!?%…]"
_LONG_DASH = re.compile(
    rf"(?:(?<={_END})|(?<={_END}{_MARK}))(?:(?<!\d){_LONG}|{_LONG}(?!\d))(?=[\w(]|{_MARK}\w)"
)
_FIRST_DASH = re.compile(rf"(?:^|(?<=\n))(?:-{{1,3}}|[–—―]){_SPACE}+(?=\S)")

_LONE_APOSTROPHE = re.compile(rf"(?<={_LETTER})['`´]|['`´](?={_LETTER})|(?<!\w)'(?=\d)")

_POINT = r"\d+(?:[.,:]\d+)?"
_RANGE = re.compile(
    rf"(?<![\w.,:/+–—‑-])(?<!№)(?<![№)]{_SPACE})({_POINT})[-–—]({_POINT})(?![\w–—/]|[-‑.,:]\d)"
)
_GROUPS = re.compile(rf"(?<![\d.,])(?<!\d{_SPACE})\d{{1,3}}(?:{_SPACE}\d{{3}})+(?!\d)")
_INITIAL = re.compile(rf"(?<!{_LETTER})({_LETTER}{{1,2}}\.)({_SPACE}?)(?={_LETTER})")

# Names, headings and what all editions of a document say are typeset again and again.
_REMEMBERED = 2048  # paragraphs

Replacement = str | Callable[[re.Match[str]], str]


class _Paragraph:
    """The text of a paragraph that remembers where its pieces meet."""

    def __init__(self, chunks: Sequence[str]) -> None:
        self.text = "".join(chunks)
        self._ends: list[int] = []
        end = 0
        for chunk in chunks:
            end += len(chunk)
            self._ends.append(end)

    def chunks(self) -> tuple[str, ...]:
        """The pieces, as many as there were at first."""
        return tuple(self.text[a:b] for a, b in pairwise((0, *self._ends)))

    def addresses(self) -> list[tuple[int, int]]:
        """Where links and e-mail addresses stand."""
        if not MAY_BE_ADDRESS.search(self.text):
            return []
        return [match.span() for match in ADDRESS.finditer(self.text)]

    def sub(self, pattern: re.Pattern[str], new: Replacement) -> None:
        """Replace what ``pattern`` finds outside of addresses.

        Where two pieces meet inside of what is replaced, they meet as many
        characters after its start as before.
        """
        matches = list(pattern.finditer(self.text))
        if not matches:
            return
        addresses = self.addresses()
        out, done, ends, moved = [], 0, iter(self._ends), list[int]()
        end = next(ends, None)
        length = 0
        for match in matches:
            if any(match.start() < b and a < match.end() for a, b in addresses):
                continue
            text = match.expand(new) if isinstance(new, str) else new(match)
            out += [self.text[done : match.start()], text]
            while end is not None and end < match.end():
                inside = min(max(0, end - match.start()), len(text))
                moved.append(length + min(end, match.start()) - done + inside)
                end = next(ends, None)
            length += match.start() - done + len(text)
            done = match.end()
        while end is not None:
            moved.append(length + end - done)
            end = next(ends, None)
        self.text = "".join((*out, self.text[done:]))
        self._ends = moved

    def quote(self, outer: str, inner: str) -> None:
        """Write the quotation marks as ``outer`` and ``inner``, addresses left alone."""
        if MARKS.isdisjoint(self.text):
            return
        skip = frozenset(place for a, b in self.addresses() for place in range(a, b))
        self.text = quoted(self.text, outer, inner, skip)


class Typesetter:
    """The typography of one language."""

    def __init__(self, language: Language) -> None:
        data = language.typography
        self._remembered = lru_cache(_REMEMBERED)(self._typeset)
        self._outer, self._inner = data.outer, data.inner
        self._initials = frozenset(data.initials)
        apostrophes = _turned(data.letters) if data.letters else _plain(data.apostrophe)
        self._apostrophes: list[tuple[re.Pattern[str], Replacement]] = apostrophes
        self._leftover = data.apostrophe
        self._letters = data.letters is not None
        self._spaces = list(_space_rules(language))

    def typeset(self, chunks: Sequence[str]) -> tuple[str, ...]:
        """The pieces of one paragraph, typeset together; as many come out as go in."""
        return self._remembered(tuple(chunks))

    def _typeset(self, chunks: tuple[str, ...]) -> tuple[str, ...]:
        paragraph = _Paragraph([chunk.translate(_FOLDED) for chunk in chunks])
        for pattern, new in self._apostrophes:
            paragraph.sub(pattern, new)
        paragraph.sub(_SPACED_DASH, _DASH)
        paragraph.sub(_LONG_DASH, _DASH)
        paragraph.sub(_FIRST_DASH, "\u2013 ")
        paragraph.sub(_RANGE, _range)
        paragraph.quote(self._outer, self._inner)
        if self._leftover:
            paragraph.sub(_LONE_APOSTROPHE, self._leftover)
        paragraph.sub(_HELD_HYPHEN, _HELD)
        paragraph.sub(_GROUPS, lambda match: match[0].replace(" ", NO_BREAK))
        paragraph.sub(_INITIAL, self._initial)
        for pattern, new in self._spaces:
            paragraph.sub(pattern, new)
        return paragraph.chunks()

    def doubtful(self, text: str) -> list[str]:
        """The words of typeset ``text`` with a mark that may be a letter's or a quotation's."""
        return _DOUBTFUL.findall(text) if self._letters else []

    def _initial(self, match: re.Match[str]) -> str:
        initial, space = match.groups()
        after = match.string[match.end() : match.end() + 2]
        surname = after[:1].isupper() and after[1:].isalpha() and not after[1:].isupper()
        another = after[:1].isupper() and match.string[match.end() :].partition(".")[0] in (
            after[:1],
            *self._initials,
        )
        is_initial = initial[0].isupper() and (len(initial) == 2 or initial[:-1] in self._initials)
        if is_initial and (surname or (another and space)):
            return initial + NO_BREAK
        return match[0]


def nonbreaking(text: str) -> str:
    """``text`` with U+2011 for hyphens at which a line must not break.

    >>> nonbreaking("2024-yil 28-avgust, 2-").count(chr(0x2011))
    3
    """
    return _HELD_AT_END.sub(_HELD, text)


def _any_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _plain(apostrophe: str) -> list[tuple[re.Pattern[str], Replacement]]:
    if not apostrophe:
        return []
    return [(re.compile(rf"(?<={_LETTER})['`´‘](?={_LETTER})"), apostrophe)]


def _turned(letters: Letters) -> list[tuple[re.Pattern[str], Replacement]]:
    after, marks = re.escape(letters.turned_after), f"[{_TYPED_MARKS}]"
    endings = _any_of(word.removesuffix(letters.turned) for word in letters.turned_at_end)
    return [
        (re.compile(rf"(?<=[{after}]){marks}(?={_LETTER})"), letters.turned),
        (re.compile(rf"(?<!{_LETTER})([{after}]){marks}(?=\.)"), rf"\1{letters.turned}"),
        (re.compile(rf"(?i:({endings})){marks}(?!{_LETTER})"), rf"\1{letters.turned}"),
        (
            re.compile(rf"(?<={_LETTER})(?<![{after}]){marks}(?={_LETTER})"),
            letters.apostrophe,
        ),
    ]


def _space_rules(language: Language) -> Iterable[tuple[re.Pattern[str], Replacement]]:
    data = language.typography
    if data.percent:
        yield re.compile(rf"(?<=\d){_SPACE}*%"), data.percent
    if data.before_number:
        signs = _any_of(data.before_number)
        pattern = rf"(?<!\w)({signs})(?:{_SPACE}+(?=\w)|(?=\d))"
        yield re.compile(pattern, re.IGNORECASE), rf"\1{NO_BREAK}"
    if data.after_number:
        units = _any_of(data.after_number).replace(re.escape("*"), r"\w*")
        yield re.compile(rf"(?<=\d) (?=(?:{units})(?!\w))"), NO_BREAK
    dropped = language.suffixes.dropped if language.suffixes else ""
    months = {name.removesuffix(dropped) for row in language.months.values() for name in row}
    yield re.compile(rf"(?<=\d) (?=(?:{_any_of(months)}))"), NO_BREAK
    if data.glue:
        pattern = rf"(?<![\w’-])({_any_of(data.glue)}) (?=\S)"
        yield re.compile(pattern, re.IGNORECASE), rf"\1{NO_BREAK}"


def _range(match: re.Match[str]) -> str:
    first, last = match.groups()
    whole = first.isdigit() and last.isdigit()
    is_phone = whole and len(first) == 3 and len(last) == 4
    is_school_year = whole and len(first) == 4 and len(last) == 2
    rises = int(last) == int(first[2:]) + 1 if is_school_year else _rank(first) < _rank(last)
    return f"{first}\u2013{last}" if rises and not is_phone else match[0]


def _rank(number: str) -> Decimal:
    return Decimal(number.replace(",", ".").replace(":", "."))
