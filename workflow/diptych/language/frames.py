"""What may stand around an amount: its cases, words before or after it, and the ends of a range."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Protocol

from diptych.errors import ValueProblem, nearest, phrase
from diptych.language.data import NO_BREAK, Frame, Language
from diptych.language.inflection import Inflection
from diptych.language.patterns import fields, fill
from diptych.language.roles import PLAIN, unknown
from diptych.values import Amount, Bound, Range

DASH = "dash"
# The frames that say nothing of a bound, which a range has itself.
_RANGED = ("about", "past", "within")


class Quantity(Protocol):
    """Says one amount, or the two ends of a range with their unit once, in a case.

    ``alone`` leaves out the unit that the other end of the range has, too.
    """

    def __call__(self, ends: tuple[Amount, ...], case: str, *, alone: bool = False) -> str:
        """The text; raises :class:`ValueProblem` where the language has none."""
        ...


class Frames:
    """The roles of amounts in one language."""

    def __init__(
        self,
        language: Language,
        inflection: Inflection,
        durations: Mapping[str, Frame] = MappingProxyType({}),
    ) -> None:
        self._code = language.code
        self._inflection = inflection
        self._frames: Mapping[str, Frame] = {**language.frames, **durations}
        self._ranges = language.ranges
        self._first = language.cases[0]
        self._cases = inflection.counted_cases
        named = {
            role: tuple(name for pattern in _patterns(frame) for name in fields(pattern))
            for role, frame in self._frames.items()
        }
        for role, pattern in language.ranges.items():
            named[role] = tuple(filter(None, (n.partition(".")[2] for n in fields(pattern))))
        for role, cases in named.items():
            for case in set(cases) - {*inflection.counted_forms}:
                raise ValueProblem(
                    phrase(
                        "{file}: the frame «{role}» has the unknown case {{case}}",
                        file=language.file,
                        role=role,
                        case=case,
                    ),
                    nearest(case, inflection.counted_cases),
                )
        self.names = tuple(dict.fromkeys((*self._frames, *language.ranges, *self._cases)))

    def say(
        self,
        role: str,
        value: Amount | Range | Bound,
        quantity: Quantity,
        ranged: str = DASH,
        gender: str = "",
    ) -> str:
        """``value`` in ``role``; a range in its plain role has the role ``ranged``.

        ``gender`` is that of the noun that is counted.

        Raises :class:`ValueProblem` for a role that does not fit.
        """
        match value:
            case Range(start=start, end=end):
                return self._range(role, ranged, start, end, quantity, gender)
            case Bound(role=own, amount=amount):
                if role not in ("", PLAIN, own):
                    raise unknown(role, [PLAIN], f"{value.type} like {value}", self._code)
                role, value = own, amount
        ends = (value,)
        if role in self._frames:
            pattern = self._frame(role, value, gender)
            return fill(pattern, lambda case: quantity(ends, case))
        if role in self._ranges:
            known = (*self._frames, *self._cases)
            raise unknown(role, known, f"{value.type} like {value}", self._code)
        return quantity(ends, self._case(role))

    def _range(
        self, role: str, ranged: str, start: Amount, end: Amount, say: Quantity, gender: str
    ) -> str:
        def field(name: str) -> str:
            which, _, case = name.partition(".")
            case = case or self._first
            match which:
                case "both":
                    return self._both(start, end, case, say)
                case "start":
                    return say((start,), case, alone=_same_scale(start, end))
                case "end":
                    return say((end,), case)
                case _:
                    raise KeyError(name)

        role = ranged if role in ("", PLAIN) else role
        if role in self._ranges:
            return fill(self._ranges[role], field)
        if role in _RANGED:
            return fill(
                self._frame(role, end, gender), lambda case: self._both(start, end, case, say)
            )
        if role in self._frames:
            known = (*self._ranges, *_RANGED, *self._cases)
            raise unknown(role, known, f"{end.type} like {start}/{end}", self._code)
        return self._both(start, end, self._case(role), say)

    def _both(self, start: Amount, end: Amount, case: str, say: Quantity) -> str:
        """Two numbers with their unit once, unless each has a scale word of its own."""
        if _same_scale(start, end):
            return say((start, end), case)
        return f"{say((start,), case)}{NO_BREAK}– {say((end,), case)}"

    def _frame(self, role: str, amount: Amount, gender: str) -> str:
        """The pattern of ``role`` around ``amount``."""
        frame = self._frames[role]
        if isinstance(frame, str):
            return frame
        # Behind a scale word the noun is the same whatever the number.
        scaled = getattr(amount, "scale", 0)
        category = "other" if scaled else self._inflection.category(amount.number)
        return frame.get(f"{category} {gender}", frame.get(category, frame["other"]))

    def _case(self, role: str) -> str:
        return self._first if role in ("", PLAIN) else role

    def shows_case(self, role: str) -> bool:
        """Whether ``role`` asks for another form of the quantity and for nothing else."""
        plain = ("", PLAIN, self._first)
        return role not in plain and role not in self._frames and role not in self._ranges


def _patterns(frame: Frame) -> tuple[str, ...]:
    return (frame,) if isinstance(frame, str) else tuple(frame.values())


def _same_scale(start: Amount, end: Amount) -> bool:
    return getattr(start, "scale", 0) == getattr(end, "scale", 0)


def amount_of(value: Amount | Range | Bound) -> Amount:
    """The amount that ``value`` is, bounds, or ends with."""
    match value:
        case Range(end=end):
            return end
        case Bound(amount=amount):
            return amount
        case _:
            return value
