"""The names of the registry in all their forms, those that languages propose among them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

import msgspec

from diptych.language import data, locale
from diptych.model import Entry, filled


class Names:
    """Says the names of ``entries``, of which ``people`` are persons.

    Unlike a document it refuses nothing: a form that is not known is empty. ``entries`` may grow.
    """

    def __init__(
        self, entries: Mapping[str, Entry], people: Collection[str], catalogues: Path
    ) -> None:
        self._entries = entries
        self._people = people
        self._catalogues = catalogues
        self._open: set[str] = set()

    def said(self, name: str, code: str) -> str:
        """``name``, a form in the language ``code``, with the names that stand in it."""
        return filled(name, lambda other, role: self.form(other, code, role or "nom"))

    def form(self, name: str, code: str, form: str) -> str:
        """A form of the entry ``name``: as it is typed, or as it follows from what is."""
        forms = self._forms(name, code)
        if not forms or form in forms:
            return forms.get(form, "")
        language = locale.load(code, self._catalogues)
        person, gender = name in self._people, self._entries[name].gender or ""
        derived = language.derived(forms).get(form) if person else ""
        return derived or language.propose(forms, form, person=person, gender=gender)

    def spelled_out(self, codes: Collection[str]) -> dict[str, Entry]:
        """All entries with their forms in the languages ``codes``, in every case."""
        return {
            name: msgspec.structs.replace(
                entry,
                name={c: self._in_all_cases(name, c) for c in entry.name if c in codes},
            )
            for name, entry in self._entries.items()
        }

    def _in_all_cases(self, name: str, code: str) -> dict[str, str]:
        forms = self._forms(name, code)
        cases = data.read(code).cases if code in data.codes() else ()
        if any(word in cases[1:] for form in forms for word in form.split()):
            return forms
        wanted = [*cases, *(f"short {case}" for case in cases[1:] if "short" in forms)]
        return forms | {form: said for form in wanted if (said := self.form(name, code, form))}

    def _forms(self, name: str, code: str) -> dict[str, str]:
        """The forms that are typed, with the names that stand in them."""
        entry = self._entries.get(name)
        forms = dict(entry.name.get(code, {})) if entry else {}
        if name in self._open:  # it stands in its own name, which checking reports
            return forms
        self._open.add(name)
        try:
            return {form: self.said(text, code) for form, text in forms.items()}
        finally:
            self._open.discard(name)
