"""Whether what texts define, «(далее – Совет)», is called so from there on, in every language."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from diptych.bitext.majority import usual
from diptych.bitext.passages import APART, Passage, passages
from diptych.errors import Phrase, Position, Problem, phrase
from diptych.language.definitions import alike, definitions, words
from diptych.language.ownership import FACT, ownership
from diptych.language.typography import plain_marks
from diptych.model import Prose, Unit
from diptych.tree import Fact, Quote, walk

_LENGTHS = frozenset({"abbr", "short", "initials"})
# Between the name of what is defined and the definition.
_BETWEEN = " \"',"
_JOINT = 10  # characters of a conjunction and an article
# Two names with a conjunction between them, which have one term.
_SEVERAL = re.compile(rf"{FACT}(?:[^{FACT}.;:!?]{{1,{_JOINT}}}){FACT}$")
_SENTENCE = re.compile(rf"[.;:!?{FACT}{APART}]")

_Place = tuple[int, int, int]  # the unit, the passage in it, the character in that


class _Term(NamedTuple):
    """A term that a text defines.

    It is the fact ``name`` in one of ``lengths``, or ``typed`` words; ``full`` is the name of the
    registry that it stands for, or else ``full_words`` are the words typed before it.
    """

    at: _Place
    end: int
    place: Position
    said: str
    name: str
    lengths: frozenset[str]
    typed: tuple[str, ...]
    full: str
    full_words: tuple[str, ...]


class _Line(NamedTuple):
    """A passage of a text: where it stands, and whether names may stand in full there."""

    unit: int
    number: int
    source: Position
    passage: Passage
    plain: str
    free: bool


def check_definitions(
    texts: Sequence[Prose], named: Mapping[str, str], shortened: Collection[str] = ()
) -> Iterator[Problem]:
    """Warnings where ``texts``, which are aligned, the source first, do not keep to a definition.

    Each must define something in the same units, and nothing twice; what is defined is said in
    full before that and as defined after it, but for titles and quotations. ``named`` gives for
    each name that stands for something of the registry which it is; those of ``shortened`` are
    said short anyway.
    """
    read = [_Text(text, named) for text in texts if definitions(text.language).example]
    yield from _unequal(read)
    for text in read:
        yield from text.problems(shortened)


def _unequal(texts: Sequence[_Text]) -> Iterator[Problem]:
    """A warning at each text that does not define something where most do."""
    for number in sorted({term.at[0] for text in texts for term in text.terms}):
        counts = [sum(term.at[0] == number for term in text.terms) for text in texts]
        most = usual(counts)
        example = next(term for text in texts for term in text.terms if term.at[0] == number)
        right = texts[counts.index(most)].units[number].source
        for text, count in zip(texts, counts, strict=True):
            place = text.units[number].source
            if count < most:
                yield _warning(
                    place,
                    phrase("nothing is defined here, but at {place} is", place=example.place),
                    phrase("define it here, too: {example}", example=text.example),
                )
            elif count > most:
                yield _warning(
                    place,
                    phrase("something is defined here, but nothing at {place}", place=right),
                    phrase("define it there, too, or take it out here"),
                )


class _Text:
    """One text, its terms and its passages in their order."""

    def __init__(self, text: Prose, named: Mapping[str, str]) -> None:
        self.units: list[Unit] = list(text.units())
        self._language = text.language
        self._named = named
        self.example = definitions(text.language).example
        titles = {"title", *(inner.id for outer in text.sections for inner in outer.walk())}
        blocks = [*text.opening]
        for section in (inner for outer in text.sections for inner in outer.walk()):
            blocks += section.blocks
        quotes = [block for block in walk(blocks) if isinstance(block, Quote)]
        apart = titles | {inner.id for quote in quotes for inner in walk(quote.blocks)}
        self._lines = [
            _Line(u, n, unit.source, passage, plain_marks(passage.text), unit.id in apart)
            for u, unit in enumerate(self.units)
            for n, passage in enumerate(passages(unit.content, named.keys()))
        ]
        self.terms = [term for line in self._lines if not line.free for term in self._defined(line)]

    def _defined(self, line: _Line) -> Iterator[_Term]:
        for found in definitions(self._language).find(line.plain):
            start, end = found.term
            fact = line.passage.facts.get(start)
            lengths = _LENGTHS & set(fact.role.split()) if fact is not None else frozenset()
            if fact is not None and not lengths:
                continue
            before = line.plain[: found.start].rstrip(_BETWEEN)
            whole = line.passage.facts.get(len(before) - 1)
            if _SEVERAL.search(before):
                whole = None  # «{{ isrs }} и {{ kaziss }} (далее – Стороны)»
            typed = tuple(word for word, *_ in words(line.plain[start:end]))
            said = f"{{{{ {fact.name} | {fact.role} }}}}" if fact else line.passage.text[start:end]
            yield _Term(
                (line.unit, line.number, start),
                found.end,
                (fact.source if fact else None) or line.source,
                said,
                self._named[fact.name] if fact else "",
                lengths,
                typed,
                self._named[whole.name] if whole and not _LENGTHS & set(whole.role.split()) else "",
                () if fact or before.endswith(FACT) else _name_before(before, typed),
            )

    def problems(self, shortened: Collection[str]) -> Iterator[Problem]:
        """What does not keep to the definitions of this text."""
        firsts: list[_Term] = []
        for term in self.terms:
            first = next((each for each in firsts if _is_same(each, term)), None)
            if first is not None:
                yield _warning(
                    term.place,
                    phrase(
                        "«{term}» is defined twice, first at {place}",
                        term=term.said,
                        place=first.place,
                    ),
                    phrase("keep the first definition alone"),
                )
                continue
            firsts.append(term)
            yield from self._before(term)
            again = list(self._in_full_again(term, shortened))
            yield from again
            if not again and not self._is_used(term):
                yield _warning(
                    term.place,
                    phrase("«{term}» is defined here, and nothing is called so", term=term.said),
                    phrase("say it so from here on, or take the definition out"),
                )

    def _before(self, term: _Term) -> Iterator[Problem]:
        """Where it is said as defined before it is defined."""
        remedy = phrase("say it in full here, or define it here")
        for line in self._lines:
            if line.free:
                continue
            for offset, fact in self._facts(line, term.name, term.lengths):
                if (line.unit, line.number, offset) < term.at:
                    yield _warning(
                        fact.source or line.source,
                        phrase("«{term}» is said before it is defined", term=term.said),
                        remedy,
                    )
            if term.typed and line.unit < term.at[0] and self._is_called_so(line, term):
                yield _warning(
                    line.source,
                    phrase("«{term}» is said before it is defined", term=term.said),
                    remedy,
                )

    def _in_full_again(self, term: _Term, shortened: Collection[str]) -> Iterator[Problem]:
        """Where it is named in full though it is defined."""
        whole = term.full or term.name
        defined = {(other.at[0], other.at[1]) for other in self.terms if other is not term}
        for line in self._lines:
            here = (line.unit, line.number)
            if line.free or here < term.at[:2] or here in defined:
                continue
            after = term.end if here == term.at[:2] else 0
            remedy = phrase("say it as defined: {term}", term=term.said)
            if whole and whole not in shortened:
                for offset, fact in self._facts(line, whole):
                    if offset >= after and not _LENGTHS & set(fact.role.split()):
                        yield _warning(
                            fact.source or line.source,
                            phrase(
                                "{{ {name} }} is named in full again, which {place} defines",
                                name=fact.name,
                                place=term.place,
                            ),
                            remedy,
                        )
            elif place := _place(line.plain, term.full_words, after):
                typed = line.passage.text[place[0] : place[1]]
                yield _warning(
                    line.source,
                    phrase(
                        "«{typed}» is named in full again, which {place} defines",
                        typed=typed,
                        place=term.place,
                    ),
                    remedy,
                )

    def _is_used(self, term: _Term) -> bool:
        for line in self._lines:
            here = (line.unit, line.number)
            if here < term.at[:2]:
                continue
            after = term.end if here == term.at[:2] else 0
            facts = self._facts(line, term.name, term.lengths)
            if any(offset >= after for offset, _ in facts):
                return True
            if _place(line.plain, term.typed, after):
                return True
        return False

    def _facts(
        self, line: _Line, name: str, lengths: frozenset[str] = frozenset()
    ) -> Iterator[tuple[int, Fact]]:
        """The mentions of what ``name`` is, in one of ``lengths`` if any is given."""
        for offset, fact in line.passage.facts.items():
            of_length = not lengths or lengths & set(fact.role.split())
            if name and self._named[fact.name] == name and of_length:
                yield offset, fact

    def _is_called_so(self, line: _Line, term: _Term) -> bool:
        """Whether words within a sentence are the term, and not part of another name."""
        place = _place(line.plain, term.typed)
        if place is None or not term.typed[0][:1].isupper():
            return False
        start, end = place
        sentence = line.plain[:start].rstrip(" \"'(")
        owners = ownership(self._language)
        alone = (
            owners.behind(line.plain[end:]) is None and owners.before(line.plain[:start]) is None
        )
        within = _place(line.plain, term.full_words)
        inside = within is not None and within[0] <= start < within[1]
        return bool(sentence) and sentence[-1] not in ".!?…:;" and alone and not inside


def _is_same(one: _Term, other: _Term) -> bool:
    if one.name or other.name:
        return one.name == other.name and one.lengths == other.lengths
    return len(one.typed) == len(other.typed) and all(map(alike, one.typed, other.typed))


def _name_before(before: str, term: Sequence[str]) -> tuple[str, ...]:
    """The words at the end of ``before`` that ``term`` is short for, as far as one can tell.

    They begin with a capital, are several, and one of them is that of the term.
    """
    sentence = _SENTENCE.split(before)[-1]
    found = [word for word, *_ in words(sentence)]
    for start in range(len(found) - 2, -1, -1):
        name = found[start:]
        short = [word.lower() for word in term]
        if name[0][:1].isupper() and any(alike(short[-1], word.lower()) for word in name):
            return tuple(name)
    return ()


def _place(text: str, name: Sequence[str], after: int = 0) -> tuple[int, int] | None:
    """Where the words ``name`` stand in ``text`` first behind ``after``, in whatever forms."""
    found = words(text) if name else ()
    for first, (word, start, _) in enumerate(found):
        row = found[first : first + len(name)]
        if start < after or not alike(word, name[0]) or len(row) < len(name):
            continue
        end = row[-1][2]
        same = all(alike(each, wanted) for (each, *_), wanted in zip(row, name, strict=True))
        if same and not _SENTENCE.search(text[start:end]):
            return start, end
    return None


def _warning(place: Position, what: Phrase, remedy: Phrase) -> Problem:
    return Problem(place, what, remedy, severity="warning")
