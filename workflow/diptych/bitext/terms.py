"""The names of the registry as they may be typed out in prose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from diptych.model import Entry
from diptych.tree import Inlines, Text, spoken


class Terms:
    """People, bodies and terms with their official names; finds them in running text.

    ``entries`` are those that the document draws on, or more; ``names`` are the ids
    of all there are.
    """

    def __init__(self, entries: Mapping[str, Entry], names: frozenset[str]) -> None:
        self.names = names
        self._entries = entries
        self._patterns: dict[str, tuple[re.Pattern[str] | None, dict[str, str]]] = {}

    def found(self, content: Inlines, language: str) -> Iterator[tuple[str, str]]:
        """The id of each name that is typed out in ``content``, and the words typed."""
        pattern, ids = self._official(language)
        if pattern is None:
            return
        for inline in spoken(content):
            if isinstance(inline, Text) and not inline.derived:
                for words in pattern.findall(inline.text):
                    yield ids[words], words

    def _official(self, language: str) -> tuple[re.Pattern[str] | None, dict[str, str]]:
        """A pattern of all forms in ``language``, longest first, and whose form each is."""
        if language not in self._patterns:
            ids = {
                form: name
                for name, entry in self._entries.items()
                for forms in (entry.name, *entry.alternat.values())
                for form in forms.get(language, {}).values()
                if _is_proper(form)
            }
            listed = "|".join(map(re.escape, sorted(ids, key=len, reverse=True)))
            pattern = re.compile(rf"(?<!\w)(?:{listed})(?!\w)") if ids else None
            self._patterns[language] = (pattern, ids)
        return self._patterns[language]


def _is_proper(form: str) -> bool:
    """Whether a form is a name of its own: several words, or one with a capital inside.

    A single word such as «Совет» may mean another council.
    """
    return " " in form and form != form.lower()
