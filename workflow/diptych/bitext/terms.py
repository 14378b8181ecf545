"""The names of the registry as they may be typed out in prose."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from diptych.bitext.passages import Passage, passages
from diptych.language.ownership import ownership
from diptych.language.typography import plain_marks
from diptych.model import Entry
from diptych.tree import Fact, Inlines

_WORD = re.compile(r"\w+")
# A name of no more words may be that of many things: «План работы», «Экспертный совет».
_COMMON = 2


class Terms:
    """People, bodies and terms with their official names; finds them in running text.

    ``entries`` are those that the document draws on, or more; ``names`` are the ids
    of all there are.
    """

    def __init__(self, entries: Mapping[str, Entry], names: frozenset[str]) -> None:
        self.names = names
        self._entries = entries
        self._official: dict[str, _Official] = {}

    def found(self, content: Inlines, language: str) -> Iterator[tuple[str, str]]:
        """The id of each name that is typed out in ``content``, and the words typed.

        A name that many bodies may have is that of another where the words beside it say so.
        """
        if language not in self._official:
            self._official[language] = _Official(self._entries, language)
        for passage in passages(content, self.names):
            yield from self._official[language].found(passage)


class _Official:
    """All forms of official names in a language, by their first word, the longest first.

    Which quotation marks, apostrophes and dashes are typed makes no difference.
    """

    def __init__(self, entries: Mapping[str, Entry], language: str) -> None:
        self._ids = {
            form: name
            for name, entry in entries.items()
            for form in _forms(entry, language)
            if _is_proper(form)
        }
        self._beginning: dict[str, list[tuple[str, int]]] = {}
        for form in sorted(self._ids, key=len, reverse=True):
            if first := _WORD.search(form):
                self._beginning.setdefault(first[0], []).append((form, first.start()))
        self._owners = {
            name: entry.of or ""
            for name, entry in entries.items()
            if entry.of or any(map(_is_common, _forms(entry, language)))
        }
        self._owner_forms = {
            owner: tuple(_forms(entries[owner], language))
            for owner in self._owners.values()
            if owner in entries
        }
        self._ownership = ownership(language)

    def found(self, passage: Passage) -> Iterator[tuple[str, str]]:
        text = plain_marks(passage.text)
        for name, start, end in self._names_in(text):
            if name not in self._owners or not self._is_of_another(
                name, text, passage.facts, start, end
            ):
                yield name, passage.text[start:end]

    def _names_in(self, text: str) -> Iterator[tuple[str, int, int]]:
        reached = 0
        for word in _WORD.finditer(text):
            for form, before in self._beginning.get(word[0], ()):
                start = word.start() - before
                if start >= reached and text.startswith(form, start):
                    end = start + len(form)
                    if not (_WORD.match(form[-1]) and _WORD.match(text, end)):
                        yield self._ids[form], start, end
                        reached = end
                        break

    def _is_of_another(
        self, name: str, text: str, facts: Mapping[int, Fact], start: int, end: int
    ) -> bool:
        """Whether the name from ``start`` to ``end`` has an owner, and that is not its own."""
        own = self._owners[name]
        forms = self._owner_forms.get(own, ())
        behind = self._ownership.behind(text[end:])
        if behind is not None:
            place = end + behind
            return not _is(facts.get(place), own) and not _begins(text[place:], forms)
        before = self._ownership.before(text[:start])
        if before is None:
            return False
        return not _is(facts.get(before - 1), own) and not _ends(text[:before], forms)


def _forms(entry: Entry, language: str) -> Iterator[str]:
    for forms in (entry.name, *entry.alternat.values()):
        yield from map(plain_marks, forms.get(language, {}).values())


def _is(fact: Fact | None, name: str) -> bool:
    return fact is not None and fact.name == name


def _begins(text: str, forms: Iterable[str]) -> bool:
    return any(text.startswith(form) and not _WORD.match(text, len(form)) for form in forms)


def _ends(text: str, forms: Iterable[str]) -> bool:
    return any(re.search(rf"(?<!\w){re.escape(form)}$", text) for form in forms)


def _is_proper(form: str) -> bool:
    """Whether a form is a name of its own: several words, or one with a capital inside.

    A single word such as «Совет» may mean another council.
    """
    return " " in form and form != form.lower()


def _is_common(form: str) -> bool:
    """Whether other things may be called so, too: a word or two, not each with a capital.

    >>> [_is_common(name) for name in ("План работы", "Элдор Арипов", "Водный совет озера")]
    [True, False, False]
    """
    words = form.split()
    return _is_proper(form) and len(words) <= _COMMON and any(word[0].islower() for word in words)
