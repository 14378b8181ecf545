"""Numbers, percentages, multiples, ordinals and lists in the roles of a language file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from diptych.errors import ValueProblem, nearest, phrase
from diptych.language.data import Language
from diptych.language.inflection import Inflection
from diptych.language.numerals import Numerals
from diptych.language.patterns import fields, fill
from diptych.language.roles import PLAIN, unknown
from diptych.values import Items, Multiple, Number, Ordinal, Percent, Value

DIGITS, WORDS = "digits", "words"


class Frames:
    """Roles of a quantity: its cases, and frames that put a word beside one of them."""

    def __init__(self, language: Language, inflection: Inflection) -> None:
        self._frames = language.frames
        self._first = language.cases[0]
        for role, frame in language.frames.items():
            for case in set(fields(frame)) - set(inflection.counted_cases):
                raise ValueProblem(
                    phrase(
                        "{file}: the frame «{role}» has the unknown case {{case}}",
                        file=language.file,
                        role=role,
                        case=case,
                    ),
                    nearest(case, inflection.counted_cases),
                )
        self.names = (*language.frames, *inflection.counted_cases)

    def say(self, role: str, quantity: Callable[[str], str]) -> str:
        """``role`` of the quantity that the function gives in each case."""
        frame = self._frames.get(role)
        return fill(frame, quantity) if frame is not None else quantity(role or self._first)

    def shows_case(self, role: str) -> bool:
        """Whether ``role`` asks for another form of the quantity and for nothing else."""
        return role not in ("", self._first) and role not in self._frames


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
        assert isinstance(value, Number)
        role, style, gender = words
        if style == WORDS:
            whole = whole_number(value.number, value)
            return self._frames.say(role, lambda c: self._numerals.cardinal(whole, c, gender))
        if gender:
            raise ValueProblem(
                phrase("digits show no gender in {code}", code=self._code),
                phrase("write the role «words {gender}»", gender=gender),
            )
        if self._frames.shows_case(role) and not self._case_on_digits:
            raise ValueProblem(
                phrase("digits show no case in {code}", code=self._code),
                phrase("write the role «words {role}», or leave «{role}» out", role=role),
            )
        return self._frames.say(role, lambda case: self._numerals.digits_in(value.number, case))


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
        assert isinstance(value, Percent)
        role, style = words
        style = style or self._data.plain
        if style == "sign" and self._frames.shows_case(role):
            raise ValueProblem(
                phrase("the sign % shows no case in {code}", code=self._code),
                phrase("write the role «word {role}», or leave «{role}» out", role=role),
            )
        pattern = self._data.sign if style == "sign" else self._data.word
        number = self._numerals.digits(value.number)

        def quantity(case: str) -> str:
            unit = self._inflection.counted(self._data.unit, case, value.number)
            return fill(pattern, {"number": number, "unit": unit}.__getitem__)

        return self._frames.say(role, quantity)


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
        styles = ("word", DIGITS, "suffix") if data.suffix else ("word", DIGITS)
        cases = language.cases if data.endings else ()
        self.role_words = (styles, data.genders, cases)

    def say(self, value: Value, words: tuple[str, ...]) -> str:
        """An :class:`Ordinal` in a role."""
        assert isinstance(value, Ordinal)
        style, gender, case = words
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
        """``items`` as the equals of a title, «A мен B»: two may be joined otherwise than more."""
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


def whole_number(number: Decimal, value: Value) -> int:
    """``number`` as an integer; raises :class:`ValueProblem` about ``value`` if it is none."""
    if number != int(number) or number < 0:
        raise ValueProblem(
            phrase("«{value}» cannot be written in words", value=value),
            phrase("leave «words» out of the role"),
        )
    return int(number)
