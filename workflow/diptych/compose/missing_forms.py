"""Forms that the registry lacks: however many texts ask for them, one message an entry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from diptych.errors import Position, Problem, ValueProblem, phrase


class MissingForm(ValueProblem):
    """A form of an entry that its names in ``code`` lack.

    ``known`` are those it has, ``where`` is the place of the entry, ``proposal`` what the form
    may be, nothing where that is not known, and ``guess`` what to show in that case.
    """

    def __init__(
        self,
        name: str,
        code: str,
        form: str,
        known: Iterable[str],
        where: Position | str,
        proposal: str,
        guess: str,
    ) -> None:
        self.name, self.code, self.form, self.where = name, code, form, where
        self.proposal, self.guess = proposal, f"{form}: {proposal or guess}"
        message = phrase(
            "«{name}» has no form «{form}» in {lang}, only {known}",
            name=name,
            form=form,
            lang=code,
            known=", ".join(known),
        )
        super().__init__(message, self._remedy())

    def _remedy(self) -> str:
        if self.proposal:
            return phrase(
                "add it at {where} under {lang}, perhaps «{guess}», or run: diptych propose",
                where=self.where,
                lang=self.code,
                guess=self.guess,
            )
        return phrase(
            "add it at {where} under {lang}, perhaps «{guess}»",
            where=self.where,
            lang=self.code,
            guess=self.guess,
        )


class Asked(msgspec.Struct, frozen=True):
    """A text asks for a missing form at ``place``, which is in ``line``."""

    place: Position
    line: str
    missing: MissingForm


def together(asked: Iterable[Asked]) -> Iterator[Problem]:
    """One problem for each entry, at the first place that asks for a form of it."""
    entries: dict[str, list[Asked]] = {}
    for each in asked:
        entries.setdefault(each.missing.name, []).append(each)
    for name, found in entries.items():
        first = min(found, key=lambda each: each.place)
        forms = {(each.missing.code, each.missing.form): each.missing for each in found}
        if len(forms) == 1:
            missing = first.missing
            yield Problem(first.place, missing.message, missing.remedy, first.line)
            continue
        listed: dict[str, list[str]] = {}
        for (code, _), missing in sorted(forms.items()):
            listed.setdefault(code, []).append(missing.guess)
        guesses = "; ".join(f"{code}: {', '.join(each)}" for code, each in listed.items())
        yield Problem(
            first.place,
            phrase("«{name}» lacks forms that texts ask for: {count}", name=name, count=len(forms)),
            phrase(
                "run diptych propose and read them, or add them at {where}, perhaps {guesses}",
                where=first.missing.where,
                guesses=guesses,
            ),
            first.line,
        )
