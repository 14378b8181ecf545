"""Whether the languages of a document say the same in each of their units."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import assert_never

from diptych.bitext.terms import Terms
from diptych.errors import Phrase, Problem, phrase
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

_DIGITS = re.compile(r"\d+")
# Words of roles that change what is said, not only how grammar puts it.
_MEANINGS = frozenset({"on", "from", "until", "about", "to", "more"})
# A year, a share, a number with decimals or of several digits.
_FIGURE = re.compile(r"(?<![\w-])\d+(?:[\u00a0 .,]\d+)*(?:\s?%|(?<=\d\d))(?![\w-])")

_HERE = phrase("write it here, too, or take it out there")
_THERE = phrase("write it there, too, or take it out here")


def check_concordance(texts: Sequence[Prose], terms: Terms) -> Iterator[Problem]:
    """Whatever one of two languages says and the other does not, unit by unit.

    That is facts and what their roles mean, names, notes, links, references, emphasis and
    literal numbers; and as a warning, what should not stand in prose at all: figures that
    should be facts and names of the registry typed out. ``texts`` are aligned, and each is
    compared with the first, paragraph by paragraph, title by title, cell by cell.
    """
    if len(texts) < 2:
        return
    for unit in texts[0].units():
        yield from _figures(unit)
    for text in texts:
        for unit in text.units():
            yield from _typed(unit, terms.found(unit.content, text.language))
    for text in texts[1:]:
        for ours, theirs in zip(texts[0].units(), text.units(), strict=True):
            one, other = (
                _Statements(ours, texts[0].language, terms),
                _Statements(theirs, text.language, terms),
            )
            yield from one.missing_in(other)
            yield from one.role_conflicts(other)


class _Statements:
    """What one text says that every language must say, as messages name it.

    ``counted`` must stand equally often in each language, ``named`` at least once: grammar
    decides how often the name of a person or body is repeated.
    """

    def __init__(self, unit: Unit, language: str, terms: Terms) -> None:
        self.place = unit.source
        self.counted: Counter[Phrase] = Counter()
        self.named: dict[str, Phrase] = {}
        self.meanings: dict[str, Counter[str]] = {}
        for inline in iter_inlines(unit.content):
            self._take(inline, terms)
        self.typed = frozenset(name for name, _ in terms.found(unit.content, language))

    def _take(self, inline: AnyInline, terms: Terms) -> None:
        match inline:
            case Fact(name=name, role=role):
                mention = phrase("{{ {name} }}", name=name)
                if name in terms.names:
                    self.named[name] = mention
                else:
                    self.counted[mention] += 1
                    meant = _MEANINGS & set(role.split())
                    self.meanings.setdefault(name, Counter()).update(meant)
            case Text(name=name) if name:
                self.named[name] = phrase("{{ {name} }}", name=name)
            case Reference(name=name):
                self.counted[phrase("{{ #{name} }}", name=name)] += 1
            case Text(text=text, derived=""):
                # The digits alone: 1,234.5 in one language is 1 234,5 in another.
                numbers = map(int, _DIGITS.findall(text))
                self.counted.update(phrase("the number {number}", number=n) for n in numbers)
            case Link():  # its address may be that of a page in the language
                self.counted[phrase("a link")] += 1
            case Footnote():
                self.counted[phrase("a note")] += 1
            case Superscript():
                self.counted[phrase("a raised passage")] += 1
            case Subscript():
                self.counted[phrase("a lowered passage")] += 1
            case Strong():
                self.counted[phrase("a passage in bold")] += 1
            case Emphasis():
                self.counted[phrase("a passage in italics")] += 1
            case LineBreak() | PageField() | Text():
                pass
            case _:
                assert_never(inline)

    def missing_in(self, other: _Statements) -> Iterator[Problem]:
        """What stands only here or only in ``other``, as problems of the latter."""
        for thing in sorted(self._beyond(other)):
            what = phrase("{said} is missing here, which {place} has", said=thing, place=self.place)
            yield Problem(other.place, what, _advice(thing, _HERE))
        for thing in sorted(other._beyond(self)):
            what = phrase("{said} stands here, which {place} has not", said=thing, place=self.place)
            yield Problem(other.place, what, _advice(thing, _THERE))

    def _beyond(self, other: _Statements) -> Iterable[Phrase]:
        yield from (self.counted - other.counted).keys()
        for name, thing in self.named.items():
            if name not in other.named and name not in other.typed:
                yield thing

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


def _advice(thing: Phrase, remedy: Phrase) -> Phrase:
    match thing.pattern:
        case "the number {number}":
            return phrase(
                "{remedy}, or make it a fact; where languages differ, mark it: [5]{keep}",
                remedy=remedy,
            )
        case "{{ {name} }}":
            return phrase(
                "{remedy}, or mark the words that mean it: [the director]{{name}}",
                remedy=remedy,
                name=thing.values["name"],
            )
        case _:
            return remedy


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
