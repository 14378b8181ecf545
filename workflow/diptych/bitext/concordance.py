"""Whether the languages of a document say the same in each of their units."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from diptych.bitext.majority import usual
from diptych.bitext.statements import Key, Statements, Thing
from diptych.bitext.terms import Terms
from diptych.errors import Position, Problem, phrase
from diptych.model import Prose, Unit

_MISSING = (
    phrase("{said} is missing here, which {place} has"),
    phrase("write it here, too, or take it out there"),
)
_BEYOND = (
    phrase("{said} stands here, which {place} has not"),
    phrase("write it there, too, or take it out here"),
)


def check_concordance(texts: Sequence[Prose], terms: Terms) -> Iterator[Problem]:
    """Whatever one language says and another does not, unit by unit.

    That is facts and what their roles mean, names, notes, links, references, emphasis, and the
    values that are typed: numbers in digits, Roman numerals and words, months, currencies. What
    words alone say is a warning. ``texts`` are aligned, the source first; what most of them say is
    right, and a text that differs is named once.
    """
    if len(texts) < 2:
        return
    for units in zip(*(text.units() for text in texts), strict=True):
        stated = [
            _Stated(unit, text.language, terms) for unit, text in zip(units, texts, strict=True)
        ]
        yield from _differences(stated)
        for other in stated[1:]:
            yield from stated[0].role_conflicts(other)


class _Stated:
    """What one unit says.

    The name of a person or body counts once, since grammar decides how often it is repeated.
    """

    def __init__(self, unit: Unit, language: str, terms: Terms) -> None:
        self.place = unit.source
        self.says = Statements(unit.content, language, terms.names)
        self._typed = frozenset(name for name, _ in terms.found(unit.content, language))

    def count(self, key: Key) -> int:
        """How often this text says it."""
        kind, what = key
        if kind == "name":
            return int(key in self.says.counts or what in self._typed)
        return self.says.counts[key]

    def role_conflicts(self, other: _Stated) -> Iterator[Problem]:
        """Facts whose roles mean one thing here and another thing there."""
        for name, meant in self.says.meanings.items():
            there = other.says.meanings.get(name, Counter[str]())
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


def _differences(stated: Sequence[_Stated]) -> Iterator[Problem]:
    """A problem at each text that says something more or less often than most of them do.

    A number in words may be said in other words: only another one in its place is a problem.
    """
    doubts: dict[tuple[int, str], _Doubt] = defaultdict(_Doubt)
    for key in dict.fromkeys(key for each in stated for key in each.says.things):
        counts = [each.count(key) for each in stated]
        most = usual(counts)
        right = stated[counts.index(most)]
        thing = next(each.says.things[key] for each in stated if key in each.says.things)
        for number, (each, count) in enumerate(zip(stated, counts, strict=True)):
            if count == most:
                continue
            thing = each.says.things.get(key, thing)
            if thing.alone:
                yield _difference(each.place, right.place, thing, missing=count < most)
            elif count < most:
                doubts[number, key[0]].missing.append((right.place, thing))
            else:
                doubts[number, key[0]].beyond.append(thing)
    for (number, _), doubt in doubts.items():
        yield from doubt.problems(stated[number].place)


def _difference(here: Position, there: Position, thing: Thing, *, missing: bool) -> Problem:
    pattern, remedy = _MISSING if missing else _BEYOND
    return Problem(
        here,
        phrase(pattern, said=thing.said, place=there),
        phrase(thing.advice, remedy=remedy, name=thing.name),
        severity="error" if thing.certain else "warning",
    )


class _Doubt:
    """What seems to be missing in one unit, and what others of its kind stand there."""

    def __init__(self) -> None:
        self.missing: list[tuple[Position, Thing]] = []
        self.beyond: list[Thing] = []

    def problems(self, here: Position) -> Iterator[Problem]:
        """A warning for each that stands in the place of another."""
        for (there, right), wrong in zip(self.missing, self.beyond, strict=False):
            yield Problem(
                here,
                phrase(
                    "{said} stands here, and at {place} {other}",
                    said=wrong.said,
                    place=there,
                    other=right.said,
                ),
                phrase("say the same in both; what says the same is confirmed: diptych confirm"),
                severity="warning",
            )


def compared(units: Sequence[Unit], languages: Sequence[str], terms: Terms) -> Mapping[Key, int]:
    """What all of ``units``, one in each of ``languages``, say, and how often the first of them.

    A name counts once, and only what each of them says as often is here.
    """
    first, *others = (
        _Stated(unit, language, terms) for unit, language in zip(units, languages, strict=True)
    )
    counts = {key: first.count(key) for key in first.says.things}
    return {
        key: count
        for key, count in counts.items()
        if all(other.count(key) == count for other in others)
    }
