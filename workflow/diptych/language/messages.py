"""What the program says to its users, in their language.

Code says everything as a :class:`~diptych.errors.Phrase` in English;
``messages/<language>.po`` beside this module has its patterns in another one.
What a catalogue lacks is said in English.
"""

from __future__ import annotations

import functools
import re
from pathlib import Path

import msgspec
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from diptych.errors import ContentError, Phrase, Problem, fill, phrase, shown

FOLDER = Path(__file__).with_name("messages")

_LANGUAGE = re.compile("[a-z]{2,3}")


class Messages:
    """Says phrases in the language of ``catalog``."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self.code = catalog.locale_identifier or "en"

    def say(self, text: object) -> str:
        """``text`` in this language if it is a phrase, and as it is otherwise."""
        if not isinstance(text, Phrase):
            return str(text)
        message = self._catalog.get(text.pattern)
        pattern = message.string if message and not message.fuzzy else ""
        values = {name: self._value(value) for name, value in text.values.items()}
        return fill(pattern if isinstance(pattern, str) and pattern else text.pattern, values)

    def _value(self, value: object) -> str:
        return self.say(value) if isinstance(value, Phrase) else shown(str(value))

    def problem(self, problem: Problem) -> str:
        """``problem`` as it is shown: place, line, what is wrong and what to write."""
        severity, help_ = self.say(phrase(problem.severity)), self.say(phrase("help"))
        return problem.render(severity, self.say(problem.message), help_, self.say(problem.remedy))

    def translated(self, problem: Problem) -> Problem:
        """``problem`` with its message and remedy in this language."""
        message, remedy = self.say(problem.message), self.say(problem.remedy)
        return msgspec.structs.replace(problem, message=message, remedy=remedy)

    def report(self, error: ContentError) -> str:
        """Every problem of ``error``, and how many there are."""
        count = phrase("problems found: {count}", count=len(error.problems))
        return "\n\n".join([*map(self.problem, error.problems), self.say(count)])


@functools.cache
def load(locale: str) -> Messages:
    """The messages for users of ``locale``, a name such as ``ru_RU.UTF-8``; else in English.

    >>> load("C").say(phrase("help"))
    'help'
    """
    language = _LANGUAGE.match(locale)
    file = FOLDER / f"{language[0]}.po" if language else None
    if file is None or not file.is_file():
        return Messages(Catalog())
    with file.open("rb") as lines:
        return Messages(read_po(lines, abort_invalid=True))
