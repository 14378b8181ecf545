"""The names of the registry as they may be typed out in prose."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from diptych.language.ownership import FACT, ownership
from diptych.language.typography import plain_marks
from diptych.model import Entry
from diptych.tree import AnyInline, Fact, Footnote, Inlines, Text, leaves

_WORD = re.compile(r"\w+")
# Stands for what is no running text: no name goes on across it.
_APART = "\ue000"
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
            self._official[language] = _Official(self._entries, self.names, language)
        for passage in _passages(content):
            yield from self._official[language].found(passage)


def _passages(content: Inlines) -> Iterator[Sequence[AnyInline]]:
    """The leaves of ``content`` in a row, and of each note in it."""
    own = list(leaves(content))
    yield own
    for leaf in own:
        if isinstance(leaf, Footnote):
            yield from _passages(leaf.content)


class _Official:
    """All forms of official names in a language, by their first word, the longest first.

    Which quotation marks, apostrophes and dashes are typed makes no difference.
    """

    def __init__(self, entries: Mapping[str, Entry], names: frozenset[str], language: str) -> None:
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
        self._names = names
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

    def found(self, passage: Sequence[AnyInline]) -> Iterator[tuple[str, str]]:
        facts: dict[int, str] = {}
        typed = ""
        for leaf in passage:
            if isinstance(leaf, Fact) and leaf.name in self._names:
                facts[len(typed)] = leaf.name
                typed += FACT
            else:
                running = isinstance(leaf, Text) and not leaf.derived
                typed += leaf.text if isinstance(leaf, Text) and running else _APART
        text = plain_marks(typed)
        for name, start, end in self._names_in(text):
            if name not in self._owners or not self._is_of_another(name, text, facts, start, end):
                yield name, typed[start:end]

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
        self, name: str, text: str, facts: Mapping[int, str], start: int, end: int
    ) -> bool:
        """Whether the name from ``start`` to ``end`` has an owner, and that is not its own."""
        own = self._owners[name]
        forms = self._owner_forms.get(own, ())
        behind = self._ownership.behind(text[end:])
        if behind is not None:
            place = end + behind
            return facts.get(place) != own and not _begins(text[place:], forms)
        before = self._ownership.before(text[:start])
        if before is None:
            return False
        return facts.get(before - 1) != own and not _ends(text[:before], forms)


def _forms(entry: Entry, language: str) -> Iterator[str]:
    for forms in (entry.name, *entry.alternat.values()):
        yield from map(plain_marks, forms.get(language, {}).values())


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
