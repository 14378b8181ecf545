"""A language as the rest of the project sees it: :func:`load` gives its :class:`Locale`."""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Sequence
from contextlib import suppress
from itertools import product
from pathlib import Path

from diptych.errors import ValueProblem, nearest, phrase
from diptych.language import data
from diptych.language.cldr import Cldr
from diptych.language.counts import Counts, RegistryNouns
from diptych.language.dates import Dates, Instants, Months, Times, YearRanges
from diptych.language.declension import Proposals
from diptych.language.frames import Frames
from diptych.language.inflection import Inflection
from diptych.language.labels import Labels
from diptych.language.money import Sums
from diptych.language.numerals import Numerals
from diptych.language.paragraph import Doubt as Doubt
from diptych.language.quantities import Lists, Multiples, Numbers, Ordinals, Percents
from diptych.language.roles import PLAIN, ValueFormatter, choose
from diptych.language.tags import tags
from diptych.language.typography import Typesetter, nonbreaking
from diptych.values import TYPES, Value

# Spaces that no file may hold, pattern fields nobody filled, and names of the
# Common Locale Data Repository that stand where a text should.
_UNFINISHED = re.compile(
    "[\u2000-\u200a\u202f{}]|\\b(?:area|digital|duration|length|mass|volume)-[a-z]+"
)


class Locale:
    """One language: says values, joins and labels them, and typesets prose."""

    def __init__(self, language: data.Language, catalogues: Path) -> None:
        self.code = language.code
        self.cases = language.cases
        self.tags = tags(language.code)
        self._labels = Labels(catalogues, language.code.replace("-", "_"))
        self._typesetter = Typesetter(language)
        typography = language.typography
        self._abbreviations = frozenset(
            (*typography.before_number, *typography.after_number, *typography.before_name)
        )
        cldr = Cldr(language.babel)
        inflection = Inflection(language, cldr)
        proposals = Proposals(language, inflection)
        self.derived, self.propose = proposals.derived, proposals.propose
        #: Those before days, times and years; a language that says so has none before another.
        self.prepositions = _prepositions(language) if language.prepositions_govern else frozenset()
        #: A word that has another form before some numbers, by that form: «со», «с».
        self.variants = {
            easy.partition(data.NO_BREAK)[0]: plain.partition(data.NO_BREAK)[0]
            for plain, easy in language.euphony.items()
        }
        #: The letters that mark list items, in order, if lists have any.
        self.letters = language.typography.lettering
        #: What marks the items of a numbered list, of one inside it, and so on.
        self.list_markers = language.typography.list_markers
        self.takes_suffixes = inflection.takes_suffixes
        self.owner_form = language.owners.form
        numerals = Numerals(language, cldr, inflection)
        frames = Frames(language, inflection)
        dates = Dates(language, inflection, numerals)
        times = Times(language, numerals)
        self._lists = Lists(language)
        self._counts = Counts(
            language, numerals, inflection, Frames(language, inflection, language.durations)
        )
        self._formatters: dict[str, ValueFormatter] = {
            "date": dates,
            "month": Months(language, inflection),
            "years": YearRanges(language, numerals),
            "count": self._counts,
            "time": times,
            "instant": Instants(language, dates, times),
            "number": Numbers(language, numerals, inflection, frames),
            "percent": Percents(language, numerals, inflection, frames),
            "multiple": Multiples(language, numerals, inflection),
            "money": Sums(language, cldr, numerals, inflection, frames, self._typesetter),
            "ordinal": Ordinals(language, numerals),
            "list": self._lists,
        }

    def say(self, value: Value, role: str = "", nouns: RegistryNouns | None = None) -> str:
        """``value`` as prose says it in ``role``, on one line, with its no-break spaces.

        ``nouns`` gives those that are counted and no language file has. A role is a few words in
        any order, divided by spaces, commas or colons: ``on``, ``on day-month``, ``short dat``.
        Raises :class:`~diptych.errors.ValueProblem` for a role that does not fit.
        """
        formatter = self._formatters[value.type]
        words = choose(role, formatter.role_words, value.type, self.code)
        if formatter is self._counts:
            return self._finished(self._counts.say(value, words, nouns), value)
        text = formatter.say(value, words)
        return text if value.type == "list" else self._finished(text, value)

    def roles(self, type_name: str) -> tuple[str, ...]:
        """The words of the roles of a type, ``plain`` first; raises :class:`ValueProblem`."""
        formatter = self._formatters.get(type_name)
        if formatter is None:
            raise ValueProblem(
                phrase("«{type_name}» is not a type of value", type_name=type_name),
                nearest(type_name, TYPES),
            )
        return tuple(dict.fromkeys((PLAIN, *(w for group in formatter.role_words for w in group))))

    def said_in_roles(self, value: Value) -> dict[str, str]:
        """What each role that fits ``value`` prints, ``plain`` first.

        Roles of several words are left out where a shorter one prints the same.
        Raises :class:`ValueProblem` where not even the plain role does.
        """
        groups = self._formatters[value.type].role_words
        roles = sorted(
            (" ".join(filter(None, words)) for words in product(*(("", *each) for each in groups))),
            key=lambda role: len(role.split()),
        )
        said = {PLAIN: self.say(value)}
        for role in filter(None, roles):
            with suppress(ValueProblem):
                text = self.say(value, role)
                if " " not in role or text not in said.values():
                    said[role] = text
        return said

    def join(self, items: Sequence[str]) -> str:
        """``items``, at least one, as a list within a sentence: «A, B and C»."""
        return self._lists.join(items)

    def join_equals(self, items: Sequence[str]) -> str:
        """``items`` as parties named together in a title: «A мен B» in Kazakh for two."""
        return self._lists.join_equals(items)

    def label(self, msgid: str, **values: str) -> str:
        """The label ``msgid`` of the language's catalogue with its fields filled.

        Raises :class:`~diptych.errors.ValueProblem` where the catalogue has no
        finished translation; it never gives the text of another language.
        """
        return "".join(self._labels.pieces(msgid, **values))

    def untranslated(self) -> tuple[str, ...]:
        """The labels that the catalogue of another language has, and that of this one has not.

        Raises :class:`~diptych.errors.ValueProblem` where there is no catalogue.
        """
        return tuple(sorted(set(self._labels.untranslated())))

    def printed_label(self, msgid: str, **values: str) -> str:
        """As :meth:`label`, typeset around what fills its fields, which is finished."""
        pieces = self._labels.pieces(msgid, **values)
        return nonbreaking("".join(self.typeset(pieces, range(1, len(pieces), 2))))

    def typeset(
        self, chunks: Sequence[str], kept: Collection[int] = frozenset()
    ) -> tuple[str, ...]:
        """The pieces of one paragraph with the quotes, dashes and spaces of the language.

        Gives one piece for each that goes in, those of the numbers ``kept`` to the letter. What
        :meth:`nonbreaking` finished stays as it is.
        """
        return self._typesetter.typeset(chunks, kept)

    def doubts(
        self, chunks: Sequence[str], kept: Collection[int] = frozenset()
    ) -> tuple[Doubt, ...]:
        """What :meth:`typeset` has guessed, for a person to decide."""
        return self._typesetter.doubts(chunks, kept)

    def lettering(self) -> str:
        """The letters that mark list items, in order; raises :class:`ValueProblem` without any."""
        if not self.letters:
            raise ValueProblem(
                phrase("lists have no letters in {code}", code=self.code),
                phrase(
                    "number the items: 1), or give {code}.toml a line «lettering»", code=self.code
                ),
            )
        return self.letters

    def ends_sentence(self, word: str) -> bool:
        """Whether a full stop after ``word`` ends a sentence: after no initial or abbreviation."""
        return len(word) > 1 and f"{word}." not in self._abbreviations

    def nonbreaking(self, text: str) -> str:
        """``text`` with U+2011 for hyphens at which a line must not break: ``2024-yil``."""
        return nonbreaking(text)

    def _finished(self, text: str, value: Value) -> str:
        if match := _UNFINISHED.search(text):
            raise ValueProblem(
                phrase(
                    "«{value}» came out in {code} as «{said}», with «{found}» in it",
                    value=value,
                    code=self.code,
                    said=text,
                    found=match[0],
                ),
                phrase("put {code}.toml right", code=self.code),
            )
        return text


def _prepositions(language: data.Language) -> frozenset[str]:
    """The single words that the patterns of days, times and years begin with."""
    years = (getattr(language.years, shape) for shape in language.years.__struct_fields__)
    times = (language.time.one, language.time.several)
    shapes = (*language.date.values(), language.month, language.instant, *years, *times)
    found = (
        re.match(rf"(\w+)[ {data.NO_BREAK}]\{{", text) for each in shapes for text in each.values()
    )
    return frozenset(match[1] for match in found if match)


def typeset(text: str, code: str) -> str:
    """A quotation in the language ``code``, with the quotes, dashes and spaces of that language.

    Raises :class:`~diptych.errors.ValueProblem` when there is no such language.
    """
    (finished,) = Typesetter(data.read(code)).typeset((text,))
    return finished


@functools.cache
def load(code: str, catalogues: Path) -> Locale:
    """The language ``code``, its labels from the folder ``catalogues``.

    Raises :class:`~diptych.errors.ValueProblem` when there is no such language.
    """
    return Locale(data.read(code), catalogues)
