"""Whether the languages of a document say the same in each of their units."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from diptych.errors import Position, Problem
from diptych.model import Prose
from diptych.tree import Fact, Footnote, Inlines, Link, Reference, Text, spoken

_NUMBER = "the number"
_DIGITS = re.compile(r"\d+")


def discordant(texts: Sequence[Prose], free: Collection[str]) -> Iterator[Problem]:
    """Every fact, note, link, reference and literal number in one of two languages only.

    ``texts`` are aligned; each is compared with the first, paragraph by paragraph,
    title by title, cell by cell. ``free`` are the names that languages may say as
    often as their grammar wants: people, bodies and terms.
    """
    for text in texts[1:]:
        for (ours, here), (theirs, there) in zip(texts[0].texts(), text.texts(), strict=True):
            yield from _apart(ours, theirs, here, there, free)


def _apart(
    ours: Inlines, theirs: Inlines, here: Position, there: Position, free: Collection[str]
) -> Iterator[Problem]:
    mine, yours = _drawn(ours, free), _drawn(theirs, free)
    for name in sorted((mine - yours).keys()):
        remedy = "write it here, too, or take it out there"
        yield Problem(there, f"{name} is missing here, which {here} has", _advice(name, remedy))
    for name in sorted((yours - mine).keys()):
        remedy = "write it there, too, or take it out here"
        yield Problem(there, f"{name} stands here, which {here} has not", _advice(name, remedy))


def _advice(name: str, remedy: str) -> str:
    if not name.startswith(_NUMBER):
        return remedy
    return f"{remedy}, or make it a fact; where languages differ, mark it: [5]{{keep}}"


def _drawn(content: Inlines, free: Collection[str]) -> Counter[str]:
    """What a text says that every language must say, as messages name it."""
    drawn: Counter[str] = Counter()
    for inline in spoken(content):
        match inline:
            case Fact(name=name) if name not in free:
                drawn[f"{{{{ {name} }}}}"] += 1
            case Reference(name=name):
                drawn[f"{{{{ #{name} }}}}"] += 1
            case Text(text=text, derived=""):
                # The digits alone: 1,234.5 in one language is 1 234,5 in another.
                drawn.update(f"{_NUMBER} {int(digits)}" for digits in _DIGITS.findall(text))
            case Link():
                drawn["a link"] += 1  # its address may be that of a page in the language
            case Footnote():
                drawn["a note"] += 1
            case _:
                pass
    return drawn
