"""Quotation marks: found by what stands beside them, nested, and written as a language has them.

Which character was typed says only whether it is a single or a double mark;
its neighbours say whether it opens or closes. So marks of any language are
understood, and finished text comes out as it went in.
"""

from __future__ import annotations

from typing import NamedTuple

DOUBLE = frozenset('"“”„‟«»‹›')
SINGLE = frozenset("'`´‘’‚‛")
#: Every character that may be a quotation mark.
MARKS = DOUBLE | SINGLE
_BETWEEN = "-‑–—/"
_BEFORE = frozenset("([{<" + _BETWEEN)
_AFTER = frozenset(")]}>.,;:!?…" + _BETWEEN)

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
