"""The names of the registry as they may be typed out in prose."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from diptych.language.typography import plain_marks
from diptych.model import Entry
from diptych.tree import Inlines, Text, iter_inlines

_WORD = re.compile(r"\w+")


class Terms:
    """People, bodies and terms with their official names; finds them in running text.

    ``entries`` are those that the document draws on and ``names`` their ids: what the languages
    are judged by. ``known``, where given, has those of all entries there are, which only advise.
    """

    def __init__(
        self, entries: Mapping[str, Entry], names: frozenset[str], known: Terms | None = None
    ) -> None:
        self.names = names
        self._entries = entries
        self._known = known or self
        self._official: dict[str, _Official] = {}

    def found(self, content: Inlines, language: str) -> Iterator[tuple[str, str]]:
        """The id of each name that is typed out in ``content``, and the words typed."""
        if language not in self._official:
            self._official[language] = _Official(self._entries.items(), language)
        for inline in iter_inlines(content):
            if isinstance(inline, Text) and not inline.derived:
                yield from self._official[language].found(inline.text)

    def typed_out(self, content: Inlines, language: str) -> Iterator[tuple[str, str]]:
        """As :meth:`found`, of all entries there are."""
        return self._known.found(content, language)


class _Official:
    """All forms of official names in a language, by their first word, the longest first.

    Which quotation marks, apostrophes and dashes are typed makes no difference.
    """

    def __init__(self, entries: Iterable[tuple[str, Entry]], language: str) -> None:
        self._ids = {
            plain_marks(form): name
            for name, entry in entries
            for forms in (entry.name, *entry.alternat.values())
            for form in forms.get(language, {}).values()
            if _is_proper(form)
        }
        self._beginning: dict[str, list[tuple[str, int]]] = {}
        for form in sorted(self._ids, key=len, reverse=True):
            if first := _WORD.search(form):
                self._beginning.setdefault(first[0], []).append((form, first.start()))

    def found(self, typed: str) -> Iterator[tuple[str, str]]:
        text = plain_marks(typed)
        reached = 0
        for word in _WORD.finditer(text):
            for form, before in self._beginning.get(word[0], ()):
                start = word.start() - before
                if start >= reached and text.startswith(form, start):
                    end = start + len(form)
                    if not (_WORD.match(form[-1]) and _WORD.match(text, end)):
                        yield self._ids[form], typed[start:end]
                        reached = end
                        break


def _is_proper(form: str) -> bool:
    """Whether a form is a name of its own: several words, or one with a capital inside.

    A single word such as «Совет» may mean another council.
    """
    return " " in form and form != form.lower()
