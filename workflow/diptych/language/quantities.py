"""Numbers, percentages, multiples, ordinals and lists in the roles of a language file."""

from __future__ import annotations

from collections.abc import Sequence

from diptych.errors import ValueProblem, phrase
from diptych.language.data import Language
from diptych.language.frames import Frames
from diptych.language.inflection import Inflection
from diptych.language.numerals import Numerals, roman
from diptych.language.patterns import fill
from diptych.language.roles import PLAIN, unknown
from diptych.values import (
    Amount,
    Bound,
    Items,
    Multiple,
    Number,
    Ordinal,
    Percent,
    Range,
    Value,
)

DIGITS, WORDS, ROMAN = "digits", "words", "roman"


class Numbers:
    """Bare numbers."""

    def __init__(
        self, language: Language, numerals: Numerals, inflection: Inflection, frames: Frames
    ) -> None:
        self._code = language.code
        self._numerals = numerals
        self._case_on_digits = inflection.takes_suffixes
        self._frames = frames
        counted = {key.partition(" ")[2] for key in language.cardinals}
        base = language.ordinals.genders[:1]
        genders = tuple(g for g in language.ordinals.genders if g in counted or g in base)
        self.role_words = (frames.names, (DIGITS, WORDS), genders)

    def say(self, value: Value, words: tuple[str, ...]) -> str:
        """A :class:`Number` in a role; raises :class:`ValueProblem` for one that does not fit."""
        assert isinstance(value, Number | Range | Bound)
        role, style, gender = words
        if style != WORDS and gender:
            raise ValueProblem(
                phrase("digits show no gender in {code}", code=self._code),
                phrase("write the role «words {gender}»", gender=gender),
            )
        if style != WORDS and self._frames.shows_case(role) and not self._case_on_digits:
            raise ValueProblem(
                phrase("digits show no case in {code}", code=self._code),
                phrase("write the role «words {role}», or leave «{role}» out", role=role),
            )

        def quantity(ends: tuple[Amount, ...], case: str, *, alone: bool = False) -> str:
            if style == WORDS:
                return self._numerals.cardinals([end.number for end in ends], case, gender)
            return self._numerals.digits_in([end.number for end in ends], case)

        return self._frames.say(role, value, quantity)


class Percents:
    """Percentages."""

    def __init__(
        self, language: Language, numerals: Numerals, inflection: Inflection, frames: Frames
    ) -> None:
        self._code = language.code
        self._data = language.percent
        self._numerals = numerals
        self._inflection = inflection
        self._frames = frames
        self.role_words = (frames.names, ("sign", "word"))

    def say(self, value: Value, words: tuple[str, ...]) -> str:
        """A :class:`Percent` in a role; raises :class:`ValueProblem` for one that does not fit."""
        assert isinstance(value, Percent | Range | Bound)
        role, style = words
        style = style or self._data.plain
        if style == "sign" and self._frames.shows_case(role):
            raise ValueProblem(
                phrase("the sign % shows no case in {code}", code=self._code),
                phrase("write the role «word {role}», or leave «{role}» out", role=role),
            )
        pattern = self._data.sign if style == "sign" else self._data.word

        def quantity(ends: tuple[Amount, ...], case: str, *, alone: bool = False) -> str:
            numbers = [end.number for end in ends]
            if alone:
                return self._numerals.digits_in(numbers, case)
            unit = self._inflection.counted(self._data.unit, case, numbers[-1])
            parts = {"number": self._numerals.digits_in(numbers), "unit": unit}
            return fill(pattern, parts.__getitem__)

        return self._frames.say(role, value, quantity)


class Multiples:
    """So many times as much."""

    def __init__(self, language: Language, numerals: Numerals, inflection: Inflection) -> None:
        self._code = language.code
        self._first = language.cases[0]
        self._data = language.multiple
        self._numerals = numerals
        self._inflection = inflection
        self.role_words = ((PLAIN, "about"),)

    def say(self, value: Value, words: tuple[str, ...]) -> str:
        """A :class:`Multiple` in a role; raises :class:`ValueProblem` for one that does not fit."""
        assert isinstance(value, Multiple)
        (role,) = words
        if role == "about" and value.more:
            raise unknown(role, [PLAIN], f"multiple like {value}", self._code)
        if value.more:
            pattern = self._data.more
        else:
            pattern = self._data.about if role == "about" else self._data.plain
        number = self._numerals.digits(value.number)

        def field(name: str) -> str:
            if name == "number":
                return number
            if name == "fold":
                fold = self._data.folds.get(str(value.number), self._data.fold)
                return fill(fold, {"number": number}.__getitem__)
            case = name.removeprefix("unit").removeprefix(".")
            return self._inflection.counted(self._data.unit, case or self._first, value.number)

        return fill(pattern, field)


class Ordinals:
    """Places in an order."""

    def __init__(self, language: Language, numerals: Numerals) -> None:
        self._numerals = numerals
        data = language.ordinals
        styles = ("word", DIGITS, *(("suffix",) if data.suffix else ()), ROMAN)
        cases = language.cases if data.endings else ()
        self.role_words = (styles, data.genders, cases)

    def say(self, value: Value, words: tuple[str, ...]) -> str:
        """An :class:`Ordinal` in a role."""
        assert isinstance(value, Ordinal)
        style, gender, case = words
        if style == ROMAN:
            return roman(value.number)
        role = PLAIN if style in ("", "word") else style
        return self._numerals.ordinal(value.number, role, case, gender)


class Lists:
    """Lists of names."""

    role_words = (("and", "or"),)

    def __init__(self, language: Language) -> None:
        self._pairs = language.list.pair
        self._joints = {"and": language.list.and_, "or": language.list.or_}

    def say(self, value: Value, words: tuple[str, ...]) -> str:
        """:class:`Items` in a role."""
        assert isinstance(value, Items)
        (role,) = words
        return self.join(value.items, role or "and")

    def join_equals(self, items: Sequence[str]) -> str:
        """``items`` as the equals of a title, «A мен B»: two may be joined otherwise than more.

        How two are joined depends on the bare word before the joint.
        """
        if len(items) == 2:
            first, last = items
            for pair in self._pairs:
                if not pair.after or first[-1:].lower() in pair.after:
                    return fill(pair.joint, {"first": first, "last": last}.__getitem__)
        return self.join(items)

    def join(self, items: Sequence[str], joint: str = "and") -> str:
        """One sentence part of ``items``, at least one."""
        *before, last = items
        if not before:
            return last
        parts = {"first": ", ".join(before), "last": last}
        return fill(self._joints[joint], parts.__getitem__)
