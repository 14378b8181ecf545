"""Whether the languages of a document say the same in each of their units."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple, assert_never

from diptych.bitext.terms import Terms
from diptych.errors import Phrase, Problem, phrase
from diptych.language.recognition import Mention, recogniser
from diptych.model import Prose, Unit
from diptych.tree import (
    AnyInline,
    Emphasis,
    Fact,
    Footnote,
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

_PRONOUNS = 2
# A year, a share, a number with decimals or of several digits.
_FIGURE = re.compile(r"(?<![\w-])\d+(?:[\u00a0 .,]\d+)*(?:\s?%|(?<=\d\d)|(?<=[.,]\d))(?![\w-])")
# Words of roles that change what is said, not only how grammar puts it.
_MEANINGS = frozenset(
    {"on", "from", "until", "about", "to", "up-to", "past", "within"}
    | {"over", "under", "at-least", "at-most"}
)
_SYNONYMS = {"above": "over", "more": "over"}

_MISSING = (
    phrase("{said} is missing here, which {place} has"),
    phrase("write it here, too, or take it out there"),
)
_BEYOND = (
    phrase("{said} stands here, which {place} has not"),
    phrase("write it there, too, or take it out here"),
)
_MARK_NUMBER = phrase("{remedy}, or make it a fact; where languages differ, mark it: [5]{keep}")
_MARK_WORDS = phrase("{remedy}, or mark the words that mean it: [the director]{{name}}")


def check_concordance(texts: Sequence[Prose], terms: Terms) -> Iterator[Problem]:
    """Whatever one language says and another does not, unit by unit.

    That is facts and what their roles mean, names, notes, links, references, emphasis, and the
    values that are typed: numbers in digits, Roman numerals and words, months, currencies. What
    words alone say is a warning, and so is what should not stand in prose at all: figures that
    should be facts and names of the registry typed out. ``texts`` are aligned, the source first;
    what most of them say is right, and a text that differs is named once.
    """
    if len(texts) < 2:
        return
    for unit in texts[0].units():
        yield from _figures(unit)
    for text in texts:
        for unit in text.units():
            yield from _typed(unit, terms.typed_out(unit.content, text.language))
    for units in zip(*(text.units() for text in texts), strict=True):
        stated = [
            _Statements(unit, text.language, terms) for unit, text in zip(units, texts, strict=True)
        ]
        yield from _differences(stated)
        for other in stated[1:]:
            yield from stated[0].role_conflicts(other)


class _Thing(NamedTuple):
    """Something that a text says: how messages call it, and what to do about it."""

    said: Phrase
    advice: str = "{remedy}"
    name: str = ""
    certain: bool = True


_Key = tuple[str, Hashable]


class _Statements:
    """What one text says that every language must say.

    ``counts`` must be equal in each language; the name of a person or body counts once, since
    grammar decides how often it is repeated.
    """

    def __init__(self, unit: Unit, language: str, terms: Terms) -> None:
        self.place = unit.source
        self.counts: Counter[_Key] = Counter()
        self.things: dict[_Key, _Thing] = {}
        self.meanings: dict[str, Counter[str]] = {}
        self._recogniser = recogniser(language)
        for inline in iter_inlines(unit.content):
            self._take(inline, terms)
        self._typed = frozenset(name for name, _ in terms.found(unit.content, language))

    def count(self, key: _Key) -> int:
        """How often this text says it."""
        kind, what = key
        if kind == "name":
            return int(key in self.counts or what in self._typed)
        return self.counts[key]

    def _add(self, kind: str, what: Hashable, thing: _Thing) -> None:
        self.counts[kind, what] += 1
        self.things.setdefault((kind, what), thing)

    def _take(self, inline: AnyInline, terms: Terms) -> None:
        match inline:
            case Fact(name=name) if name in terms.names:
                self._add_name(name)
            case Fact(name=name, role=role):
                mention = phrase("{{ {name} }}", name=name)
                self._add("fact", name, _Thing(mention, _MARK_WORDS, name))
                meant = _MEANINGS & {_SYNONYMS.get(word, word) for word in role.split()}
                self.meanings.setdefault(name, Counter()).update(meant)
            case Text(name=name) if name:
                self._add_name(name)
            case Reference(name=name):
                self._add("reference", name, _Thing(phrase("{{ #{name} }}", name=name)))
            case Text(text=text, derived=""):
                for value in self._recogniser.find(text):
                    if _counts(value):
                        thing = _Thing(_said(value), _MARK_NUMBER, certain=value.certain)
                        self._add(value.kind, value.value, thing)
            case Link():  # its address may be that of a page in the language
                self._add("mark", "link", _Thing(phrase("a link")))
            case Footnote():
                self._add("mark", "note", _Thing(phrase("a note")))
            case Superscript():
                self._add("mark", "raised", _Thing(phrase("a raised passage")))
            case Subscript():
                self._add("mark", "lowered", _Thing(phrase("a lowered passage")))
            case Strong():
                self._add("mark", "bold", _Thing(phrase("a passage in bold")))
            case Emphasis():
                self._add("mark", "italics", _Thing(phrase("a passage in italics")))
            case LineBreak() | PageField() | Text():
                pass
            case _:
                assert_never(inline)

    def _add_name(self, name: str) -> None:
        self._add("name", name, _Thing(phrase("{{ {name} }}", name=name), _MARK_WORDS, name))

    def role_conflicts(self, other: _Statements) -> Iterator[Problem]:
        """Facts whose roles mean one thing here and another thing there."""
        for name, meant in self.meanings.items():
            there = other.meanings.get(name, Counter())
            mine, yours = sorted((meant - there).keys()), sorted((there - meant).keys())
            if mine and yours:
                yield Problem(
                    other.place,
                    phrase(
                        "{{ {name} | {role} }} stands here, and at {place} {{ {name} | {other} }}",
                        name=name,
                        role=yours[0],
                        place=self.place,
                        other=mine[0],
                    ),
                    phrase("say the same of it in both"),
                )


def _differences(stated: Sequence[_Statements]) -> Iterator[Problem]:
    """A problem at each text that says something more or less often than most of them do."""
    for key in dict.fromkeys(key for each in stated for key in each.counts):
        counts = [each.count(key) for each in stated]
        usual = _usual(counts)
        right = stated[counts.index(usual)]
        thing = next(each.things[key] for each in stated if key in each.things)
        for each, count in zip(stated, counts, strict=True):
            if count == usual:
                continue
            thing = each.things.get(key, thing)
            pattern, remedy = _MISSING if count < usual else _BEYOND
            yield Problem(
                each.place,
                phrase(pattern, said=thing.said, place=right.place),
                phrase(thing.advice, remedy=remedy, name=thing.name),
                severity="error" if thing.certain else "warning",
            )


def _usual(counts: Sequence[int]) -> int:
    """The count that most texts have; that of the first of them, the source, where none is."""
    (usual, often), *others = Counter(counts).most_common(2)
    return counts[0] if others and others[0][1] == often else usual


def _counts(value: Mention) -> bool:
    """Whether every language must have it: «one» and «two» are articles and pronouns, too."""
    small = isinstance(value.value, Decimal) and value.value <= _PRONOUNS
    return value.certain or value.kind != "number" or not small


def _said(value: Mention) -> Phrase:
    if value.kind == "number" and value.text.isdecimal():
        return phrase("the number {number}", number=int(value.text))
    return phrase("«{typed}»", typed=value.text)


def _figures(unit: Unit) -> Iterator[Problem]:
    for inline in iter_inlines(unit.content):
        if isinstance(inline, Text) and not inline.derived:
            for figure in _FIGURE.findall(inline.text):
                yield Problem(
                    unit.source,
                    phrase("«{figure}» is typed out, in each language for itself", figure=figure),
                    phrase(
                        "make it a fact in meeting.yaml, and no language can differ; "
                        "if it is none, mark it: [{figure}]{keep}",
                        figure=figure,
                    ),
                    severity="warning",
                )


def _typed(unit: Unit, names: Iterable[tuple[str, str]]) -> Iterator[Problem]:
    for name, typed in names:
        yield Problem(
            unit.source,
            phrase("«{typed}» is typed out, which the registry has", typed=typed),
            phrase("write {{ {name} }} in the role it has here", name=name),
            severity="warning",
        )


def compared(units: Sequence[Unit], languages: Sequence[str], terms: Terms) -> Mapping[_Key, int]:
    """What all of ``units``, one in each of ``languages``, say, and how often the first of them.

    A name counts once, and only what each of them says as often is here.
    """
    first, *others = (
        _Statements(unit, language, terms) for unit, language in zip(units, languages, strict=True)
    )
    counts = {key: first.count(key) for key in first.counts}
    return {
        key: count
        for key, count in counts.items()
        if all(other.count(key) == count for other in others)
    }
