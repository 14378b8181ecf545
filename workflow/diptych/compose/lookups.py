"""Which forms of names composing looks up, so that no other form need write a document again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import msgspec

from diptych.model import EVERY, Entry, FormKey


class _Forms(Mapping[str, str]):
    """The forms of a name in one language; each that is looked up, there or not, is noted."""

    def __init__(self, forms: Mapping[str, str], key: FormKey, asked: set[FormKey]) -> None:
        self._forms = forms
        self._key = key
        self._asked = asked

    def _note(self, form: str) -> None:
        self._asked.add(msgspec.structs.replace(self._key, form=f"{form}{self._key.form}"))

    def __getitem__(self, form: str) -> str:
        self._note(form)
        return self._forms[form]

    def __iter__(self) -> Iterator[str]:
        self._note(EVERY)
        return iter(self._forms)

    def __len__(self) -> int:
        self._note(EVERY)
        return len(self._forms)


class FilledForms(Mapping[str, str]):
    """Forms of which each is filled in when it is looked up, and no other is looked at."""

    def __init__(self, forms: Mapping[str, str], fill: Callable[[str], str]) -> None:
        self._forms = forms
        self._fill = fill

    def __getitem__(self, form: str) -> str:
        return self._fill(self._forms[form])

    def __iter__(self) -> Iterator[str]:
        return iter(self._forms)

    def __len__(self) -> int:
        return len(self._forms)


def noted(entries: Mapping[str, Entry]) -> tuple[Mapping[str, Entry], set[FormKey]]:
    """``entries`` as composing may use them, and the set of the forms that it will have looked up.

    Whoever goes through all forms of a name has looked up :data:`~diptych.model.EVERY` one.
    """
    asked: set[FormKey] = set()

    def forms(
        name: str, lead: str, languages: Mapping[str, Mapping[str, str]]
    ) -> dict[str, _Forms]:
        return {
            code: _Forms(each, FormKey(name, code, f" @{lead}" if lead else ""), asked)
            for code, each in languages.items()
        }

    return {
        name: msgspec.structs.replace(
            entry,
            name=forms(name, "", entry.name),
            alternat={lead: forms(name, lead, each) for lead, each in entry.alternat.items()},
        )
        for name, entry in entries.items()
    }, asked
