"""What a unit says that every language must say: facts, names, values, notes, marks."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Collection, Hashable, Sequence
from decimal import Decimal
from typing import NamedTuple, assert_never

from diptych.errors import Phrase, phrase
from diptych.language.recognition import Mention, recogniser
from diptych.tree import (
    AnyInline,
    CaptionNumber,
    Emphasis,
    Fact,
    Footnote,
    Inlines,
    LineBreak,
    Link,
    PageField,
    Reference,
    Strong,
    Subscript,
    Superscript,
    Text,
    iter_inlines,
)

Key = tuple[str, Hashable]
"""A kind of statement, and which of its kind: ``("fact", "session-date")``."""

_PRONOUNS = 2
# Words of roles that change what is said, not only how grammar puts it.
_MEANINGS = frozenset(
    {"on", "from", "until", "about", "to", "up-to", "past", "within"}
    | {"over", "under", "at-least", "at-most"}
)
_SYNONYMS = {"above": "over", "more": "over"}
_QUOTATION_MARKS = '«»„“”"'
# Boxes that are ticked or not.
_BOXES = frozenset("☐☑☒")
_MARK_NUMBER = phrase("{remedy}, or make it a fact; where languages differ, mark it: [5]{keep}")
_MARK_WORDS = phrase("{remedy}, or mark the words that mean it: [the director]{{name}}")


class Thing(NamedTuple):
    """Something that a text says: how messages call it, and what to do about it.

    ``certain`` is what can mean nothing else. What is not ``alone`` may be said in other words,
    and is wrong only where another of its kind stands.
    """

    said: Phrase
    advice: str = "{remedy}"
    name: str = ""
    certain: bool = True
    alone: bool = True


class Statements:
    """What ``content`` in ``language`` says; ``names`` are the ids of people, bodies and terms.

    ``counts`` is how often it says each thing, ``things`` are those that differ by mistake only.
    ``meanings`` has the roles of each fact that change
    what is said of it.
    """

    def __init__(self, content: Inlines, language: str, names: Collection[str] = ()) -> None:
        self.counts: Counter[Key] = Counter()
        self.things: dict[Key, Thing] = {}
        self.meanings: dict[str, Counter[str]] = {}
        for inline in iter_inlines(content):
            self._take(inline, language, names)

    def _add(self, kind: str, what: Hashable, thing: Thing) -> None:
        self.counts[kind, what] += 1
        self.things.setdefault((kind, what), thing)

    def _take(self, inline: AnyInline, language: str, names: Collection[str]) -> None:
        match inline:
            case Fact(name=name) if name in names:
                self._add_name(name)
            case Fact(name=name, role=role):
                mention = phrase("{{ {name} }}", name=name)
                self._add("fact", name, Thing(mention, _MARK_WORDS, name))
                meant = _MEANINGS & {_SYNONYMS.get(word, word) for word in role.split()}
                self.meanings.setdefault(name, Counter()).update(meant)
            case Text(name=name) if name:
                self._add_name(name)
            case Reference(name=name) | CaptionNumber(name=name):
                self._add("reference", name, Thing(phrase("{{ #{name} }}", name=name)))
            case Text(text=text, derived=""):
                # Languages differ in what they put in quotation marks or explain in brackets:
                # this only helps to tell which passages belong together.
                self.counts["typed", "quotation"] += sum(map(text.count, _QUOTATION_MARKS)) // 2
                self.counts["typed", "brackets"] += text.count("(")
                for box in _BOXES.intersection(text):
                    thing = Thing(phrase("the box {box}", box=box))
                    self._add("box", box, thing)
                    self.counts["box", box] += text.count(box) - 1
                for value in _values(text, language):
                    sure = value.certain
                    thing = Thing(_said(value), _MARK_NUMBER, certain=sure, alone=sure)
                    self._add(value.kind, value.value, thing)
            case Link(target=target, bare=bare):
                self._add("mark", "link", Thing(phrase("a link")))
                if bare:  # else nobody reads the address
                    said = phrase("the address {address}", address=target)
                    # It may be that of a page in the language.
                    self._add("address", target, Thing(said, certain=False, alone=False))
            case Footnote():
                self._add("mark", "note", Thing(phrase("a note")))
            case Superscript():
                self._add("mark", "raised", Thing(phrase("a raised passage")))
            case Subscript():
                self._add("mark", "lowered", Thing(phrase("a lowered passage")))
            case Strong():
                self._add("mark", "bold", Thing(phrase("a passage in bold")))
            case Emphasis():
                self._add("mark", "italics", Thing(phrase("a passage in italics")))
            case LineBreak() | PageField() | Text():
                pass
            case _:
                assert_never(inline)

    def _add_name(self, name: str) -> None:
        self._add("name", name, Thing(phrase("{{ {name} }}", name=name), _MARK_WORDS, name))


@functools.lru_cache(maxsize=1 << 14)
def _values(text: str, language: str) -> Sequence[Mention]:
    return tuple(filter(_counts, recogniser(language).find(text)))


def _counts(value: Mention) -> bool:
    """Whether every language must have it: «one» and «two» are articles and pronouns, too."""
    small = isinstance(value.value, Decimal) and value.value <= _PRONOUNS
    return value.certain or value.kind != "number" or not small


def _said(value: Mention) -> Phrase:
    if value.kind == "number" and value.text.isdecimal():
        return phrase("the number {number}", number=int(value.text))
    return phrase("«{typed}»", typed=value.text)
