"""Quotation marks: found by what stands beside them, nested, and written as a language has them.

Which character was typed says only whether it is a single or a double mark;
its neighbours say whether it opens or closes. So marks of any language are
understood, and finished text comes out as it went in.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from diptych.errors import phrase
from diptych.language.paragraph import DOUBLE, LETTER, SINGLE, SPACE, Doubt, Paragraph

#: Every character that may be a quotation mark.
MARKS = DOUBLE | SINGLE
_BETWEEN = "-‑–—/"
_BEFORE = frozenset("([{<" + _BETWEEN)
_AFTER = frozenset(")]}>.,;:!?…" + _BETWEEN)

_INCHES = "\u2033"

# «АО "НАК "Казатомпром"» and «"Қазатомөнеркәсіп" ҰАК" АҚ» share a mark with the name inside:
# such names stand beside an abbreviation, a few words apart, in one sentence.
_LONGEST = 8
_ABBREVIATION = f"{LETTER}{{2,6}}"
_NAMED_BEFORE = re.compile(rf"(?<!\w)({_ABBREVIATION}){SPACE}$")
_NAMED_AFTER = re.compile(rf"{SPACE}?({_ABBREVIATION})(?!\w)")
_NAME = re.compile(r"[^.;:!?\n]{0,80}")

# Double marks may become single ones and then pair with apostrophes they passed over.
_PASSES = 8


class _Opener(NamedTuple):
    place: int
    single: bool


def quoted(text: str, outer: str, inner: str, skip: frozenset[int]) -> str:
    """``text`` with its pairs of quotation marks as ``outer`` and, inside these, ``inner``.

    Each is an opening and a closing mark. Marks without a partner stay as they
    are, so do those at the places ``skip``.

    >>> quoted('"a" and "b \\'c\\'"', "«»", "„“", frozenset())
    '«a» and «b „c“»'
    """
    for _ in range(_PASSES):
        before, text = text, _quoted_once(text, outer, inner, skip)
        if text == before:
            break
    return text


class Quotes:
    """The quotation marks of one language, ``outer`` and ``inner``."""

    def __init__(self, outer: str, inner: str) -> None:
        self._outer, self._inner = outer, inner

    def set(self, paragraph: Paragraph, apostrophes: frozenset[int]) -> None:
        """Write the marks of ``paragraph`` as the language has them, and say which are guessed.

        At the places ``apostrophes`` stand none.
        """
        if MARKS.isdisjoint(paragraph.text):
            return
        places = (range(*span) for span in paragraph.untouchable())
        skip = apostrophes.union(*places)
        paragraph.text = quoted(paragraph.text, self._outer, self._inner, skip)
        letters = list(paragraph.text)
        for place, mark, guessed in unpaired(paragraph.text, self._outer, skip):
            if guessed:
                paragraph.doubts.append(self._doubt(paragraph.word(place, place + 1)))
            letters[place] = mark
        paragraph.text = "".join(letters)

    def _doubt(self, word: str) -> Doubt:
        return Doubt(
            word,
            phrase("the quotation mark in «{word}» has no partner", word=word),
            phrase(
                "write both, as they are to be printed: {outer}, inside them {inner}; for inches ″",
                outer=self._outer,
                inner=self._inner,
            ),
        )


class Unpaired(NamedTuple):
    """A straight mark without a partner: its place, what it becomes, whether that is a guess."""

    place: int
    mark: str
    guessed: bool


def unpaired(text: str, outer: str, skip: frozenset[int]) -> list[Unpaired]:
    """The straight double marks of ``text`` that have no partner, as their neighbours have them.

    Company names that share their last mark with a name inside them are no guess.
    """
    pairs = _pairs(text, skip)
    paired = {place for _, *pair in pairs for place in pair}
    found = []
    for place, char in enumerate(text):
        if char == '"' and place not in paired and place not in skip:
            mark = _side(text, place, outer)
            shared = mark != _INCHES and _is_shared(text, place, pairs)
            found.append(Unpaired(place, mark, not shared))
    return found


def _side(text: str, place: int, outer: str) -> str:
    """The mark that stands at ``place``: an opening, a closing one or that of inches."""
    opens, closes = _may_open(text, place, set()), _may_close(text, place, set())
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    if opens != closes:
        is_opening = opens
    elif before.isalnum() != after.isalnum():
        is_opening = after.isalnum()
    else:
        is_opening = text.count(outer[0], 0, place) <= text.count(outer[1], 0, place)
    if is_opening:
        return outer[0]
    return _INCHES if before.isdigit() else outer[1]


def _is_shared(text: str, place: int, pairs: list[tuple[int, int, int]]) -> bool:
    """Whether the mark at ``place`` is one of a name that has a name with both marks inside."""
    inside = min((pair[1:] for pair in pairs if pair[1] > place), default=None)
    if inside is not None and _NAME.fullmatch(text, place + 1, inside[0]):
        return _is_named(_NAMED_BEFORE.search(text, max(0, place - _LONGEST), place)) or _is_named(
            _NAMED_AFTER.match(text, inside[1] + 1)
        )
    end = max((pair[2] for pair in pairs if pair[2] < place), default=None)
    if end is not None and _NAME.fullmatch(text, end + 1, place):
        return _is_named(_NAMED_AFTER.match(text, place + 1))
    return False


def _is_named(match: re.Match[str] | None) -> bool:
    return match is not None and match[1].isupper()


def _quoted_once(text: str, outer: str, inner: str, skip: frozenset[int]) -> str:
    out = list(text)
    for depth, start, end in _pairs(text, skip):
        marks = inner if depth % 2 else outer
        out[start], out[end] = marks[0], marks[1]
    return "".join(out)


def _pairs(text: str, skip: frozenset[int]) -> list[tuple[int, int, int]]:
    """Depth, opening and closing place of each pair of marks."""
    stack: list[_Opener] = []
    pairs: list[tuple[int, int]] = []
    opened: set[int] = set()
    for place, mark in enumerate(text):
        if mark not in MARKS or place in skip or _is_apostrophe(text, place):
            continue
        single = mark in SINGLE
        opens, closes = _may_open(text, place, opened), _may_close(text, place, opened)
        partner = _partner(stack, single=single) if closes or not opens else None
        if partner is not None:
            pairs.append((stack[partner].place, place))
            del stack[partner:]
        elif opens:
            stack.append(_Opener(place, single))
            opened.add(place)
    return _with_depth(sorted(pairs))


def _with_depth(pairs: list[tuple[int, int]]) -> list[tuple[int, int, int]]:
    deep = []
    ends: list[int] = []
    for start, end in pairs:
        while ends and ends[-1] < start:
            ends.pop()
        deep.append((len(ends), start, end))
        ends.append(end)
    return deep


def _partner(stack: list[_Opener], *, single: bool) -> int | None:
    """The place in ``stack`` of what a closing mark closes; a double one passes single ones."""
    if single:
        return len(stack) - 1 if stack and stack[-1].single else None
    return next((i for i in reversed(range(len(stack))) if not stack[i].single), None)


def _is_apostrophe(text: str, place: int) -> bool:
    if text[place] not in SINGLE:
        return False
    after = text[place + 1 : place + 2]
    before = text[place - 1 : place]
    return after.isdigit() or (before.isalnum() and after.isalnum())


def _may_open(text: str, place: int, opened: set[int]) -> bool:
    after = text[place + 1 : place + 2]
    if not after or after.isspace():
        return False
    before = text[place - 1 : place]
    return not before or before.isspace() or before in _BEFORE or place - 1 in opened


def _may_close(text: str, place: int, opened: set[int]) -> bool:
    before = text[place - 1 : place]
    if not before or before.isspace() or place - 1 in opened:
        return False
    end = place + 1
    while end < len(text) and text[end] in MARKS:
        end += 1
    after = text[end : end + 1]
    return not after or after.isspace() or after in _AFTER
