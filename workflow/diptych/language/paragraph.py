"""The text of one paragraph while it is typeset: one string that remembers its pieces."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from itertools import pairwise
from typing import NamedTuple

from diptych.errors import Phrase
from diptych.language.data import NO_BREAK

LETTER = r"[^\W\d_]"
SPACE = f"[ {NO_BREAK}]"

Replacement = str | Callable[[re.Match[str]], str]

# Every character that may be a quotation mark, an apostrophe, or one of these mistyped.
DOUBLE = frozenset('"“”„‟«»‹›')
SINGLE = frozenset("'`´‘’‚‛")
#: What people type for an apostrophe, and in Uzbek for ʻ and ʼ.
TYPED_MARKS = "'`´‘’‛′ʹʻʼ"

# Marks that people put around an address; an apostrophe may stand within one.
_AROUND = re.escape("".join(sorted((DOUBLE | SINGLE) - {"'"})) + "<>")
_START = rf"(?<!\w)(?<!\w[{TYPED_MARKS}])"
_REST = rf"[^\s{_AROUND}]*[^\s{_AROUND}.,;:!?)'\]]"
ADDRESS = re.compile(
    rf"{_START}(?:[a-z][a-z0-9+.-]*://|www\.){_REST}"
    rf"|[^\s{_AROUND}()@]+@[\w-]+(?:\.[\w-]+)+"
    rf"|{_START}(?:[a-z0-9-]+\.)+[a-z]{{2,}}/{_REST}"
    rf"|{_START}(?:[a-z0-9-]+\.)+(?:com|info|int|kg|kz|net|org|ru|uz)\b",
    re.IGNORECASE,
)
# Every address holds one of these, and few paragraphs do: looking for it is cheap.
MAY_BE_ADDRESS = re.compile(r"@|://|\.\w")


class Doubt(NamedTuple):
    """A mark that typesetting could only guess at.

    ``word`` is what it stands in as typed, ``message`` and ``remedy`` say what is doubtful and
    what to type; ``in_names`` is false for what names have as it stands.
    """

    word: str
    message: Phrase
    remedy: Phrase
    in_names: bool = True


class Paragraph:
    """The text of a paragraph that remembers where its pieces meet.

    The pieces of the numbers ``kept`` stay as they are, but stand beside the others. What is
    doubtful gathers in ``doubts``.
    """

    def __init__(self, chunks: Sequence[str], kept: Collection[int] = ()) -> None:
        self.text = "".join(chunks)
        self.doubts: list[Doubt] = []
        self._kept = frozenset(kept)
        self._ends: list[int] = []
        end = 0
        for chunk in chunks:
            end += len(chunk)
            self._ends.append(end)

    def chunks(self) -> tuple[str, ...]:
        """The pieces, as many as there were at first."""
        return tuple(self.text[a:b] for a, b in pairwise((0, *self._ends)))

    def untouchable(self) -> list[tuple[int, int]]:
        """Where the pieces that are kept stand, and links and e-mail addresses."""
        places = [*pairwise((0, *self._ends))]
        spans = [places[number] for number in self._kept]
        if MAY_BE_ADDRESS.search(self.text):
            spans += [match.span() for match in ADDRESS.finditer(self.text)]
        return spans

    def word(self, start: int, end: int) -> str:
        """What stands from ``start`` to ``end``, out to the spaces around it."""
        while start > 0 and not self.text[start - 1].isspace():
            start -= 1
        while end < len(self.text) and not self.text[end].isspace():
            end += 1
        return self.text[start:end]

    def sub(self, pattern: re.Pattern[str], new: Replacement) -> None:
        """Replace what ``pattern`` finds, unless this changes an address or what is kept.

        Where two pieces meet inside of what is replaced, they meet as many
        characters after its start as before.
        """
        matches = list(pattern.finditer(self.text))
        if not matches:
            return
        untouchable = self.untouchable()
        out, done, ends, moved = [], 0, iter(self._ends), list[int]()
        end = next(ends, None)
        length = 0
        for match in matches:
            text = match.expand(new) if isinstance(new, str) else new(match)
            if any(_changes(match, text, a, b) for a, b in untouchable):
                continue
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


def _changes(match: re.Match[str], new: str, start: int, end: int) -> bool:
    """Whether ``new`` in place of ``match`` changes what stands from ``start`` to ``end``."""
    first = max(start - match.start(), 0)
    last = end - match.start() if end < match.end() else None
    return start < match.end() and match.start() < end and new[first:last] != match[0][first:last]
