"""What may stand around an amount: its cases, words before or after it, and the ends of a range."""

from __future__ import annotations

from typing import Protocol

from diptych.errors import ValueProblem, nearest, phrase
from diptych.language.data import NO_BREAK, Language
from diptych.language.inflection import Inflection
from diptych.language.patterns import fields, fill
from diptych.language.roles import PLAIN, unknown
from diptych.values import Amount, Bound, Range

DASH, FROM = "dash", "from"
_ABOUT = "about"
_OPEN = ("from", "up-to")


class Quantity(Protocol):
    """Says one amount, or the two ends of a range with their unit once, in a case.

    ``alone`` leaves out the unit that the other end of the range has, too.
    """

    def __call__(self, ends: tuple[Amount, ...], case: str, *, alone: bool = False) -> str:
        """The text; raises :class:`ValueProblem` where the language has none."""
        ...


class Frames:
    """The roles of amounts in one language."""

    def __init__(self, language: Language, inflection: Inflection) -> None:
        self._code = language.code
        self._frames = language.frames
        self._ranges = language.ranges
        self._first = language.cases[0]
        self._cases = inflection.counted_cases
        named = {role: fields(pattern) for role, pattern in language.frames.items()}
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
        self.names = tuple(dict.fromkeys((*language.frames, *language.ranges, *self._cases)))

    def say(
        self, role: str, value: Amount | Range | Bound, quantity: Quantity, ranged: str = DASH
    ) -> str:
        """``value`` in ``role``; a range in its plain role has the role ``ranged``.

        Raises :class:`ValueProblem` for a role that does not fit.
        """
        match value:
            case Range(start=start, end=end):
                return self._range(role, ranged, start, end, quantity)
            case Bound(role=own, amount=amount):
                if role not in ("", PLAIN, own):
                    raise unknown(role, [PLAIN], f"{value.type} like {value}", self._code)
                role, value = own, amount
        ends = (value,)
        if role in self._frames:
            return fill(self._frames[role], lambda case: quantity(ends, case))
        if role in self._ranges:
            known = (*self._frames, *self._cases)
            raise unknown(role, known, f"{value.type} like {value}", self._code)
        return quantity(ends, self._case(role))

    def _range(self, role: str, ranged: str, start: Amount, end: Amount, say: Quantity) -> str:
        def field(name: str) -> str:
            which, _, case = name.partition(".")
            case = case or self._first
            match which:
                case "both":
                    return self._both(start, end, case, say)
                case "start":
                    return say((start,), case, alone=_same_scale(start, end))
                case "low":
                    return say((start,), case)
                case "end":
                    return say((end,), case)
                case _:
                    raise KeyError(name)

        role = ranged if role in ("", PLAIN) else role
        if role in self._ranges:
            return fill(self._ranges[role], field)
        if role == _ABOUT:
            return fill(self._frames[role], lambda case: self._both(start, end, case, say))
        if role in self._frames:
            known = (*self._ranges, _ABOUT, *self._cases)
            raise unknown(role, known, f"{end.type} like {start}/{end}", self._code)
        return self._both(start, end, self._case(role), say)

    def _both(self, start: Amount, end: Amount, case: str, say: Quantity) -> str:
        """Two numbers with their unit once, unless each has a scale word of its own."""
        if _same_scale(start, end):
            return say((start, end), case)
        return f"{say((start,), case)}{NO_BREAK}– {say((end,), case)}"

    def _case(self, role: str) -> str:
        return self._first if role in ("", PLAIN) else role

    def shows_case(self, role: str) -> bool:
        """Whether ``role`` asks for another form of the quantity and for nothing else."""
        plain = ("", PLAIN, self._first)
        return role not in plain and role not in self._frames and role not in self._ranges


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
