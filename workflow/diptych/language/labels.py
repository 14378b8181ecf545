"""Labels of documents from gettext catalogues; nothing falls back to another language."""

from __future__ import annotations

import functools
import io
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import PoFileError, read_po

from diptych import inputs
from diptych.errors import ValueProblem, phrase

_DOMAIN = "diptych"
_FIELD = re.compile(r"\{[^{}]*\}|[{}]")


def msgid(text: str) -> str:
    """``text`` itself: marks a label in a table, so that extraction finds it."""
    return text


@functools.cache
def _labels(catalogue: bytes) -> tuple[str, ...]:
    """The labels that a catalogue has, translated or not; nothing if it cannot be read."""
    try:
        return tuple(str(message.id) for message in read_po(io.BytesIO(catalogue)) if message.id)
    except UnicodeDecodeError:  # a text in that language says so
        return ()


class Labels:
    """The labels of one language, read from ``<folder>/<locale>/LC_MESSAGES/diptych.po``."""

    def __init__(self, folder: Path, locale: str) -> None:
        self._name = f"{locale}/LC_MESSAGES/{_DOMAIN}.po"
        self._path = folder / locale / "LC_MESSAGES" / f"{_DOMAIN}.po"
        self._locale = locale

    @functools.cached_property
    def _catalog(self) -> Catalog:
        try:
            file = io.BytesIO(inputs.read_lasting(self._path))
            return read_po(file, locale=self._locale, abort_invalid=True)
        except FileNotFoundError as error:
            raise ValueProblem(
                phrase("the catalogue of labels {name} is missing", name=self._name),
                phrase("copy the one of another language there and translate it"),
            ) from error
        except (PoFileError, UnicodeDecodeError) as error:
            raise ValueProblem(
                phrase("{name}: {error}", name=self._name, error=error),
                phrase("put the catalogue right"),
            ) from error

    def untranslated(self) -> Iterator[str]:
        """The labels that another catalogue beside this one has, and this one does not."""
        for path in sorted(self._path.parents[2].glob(f"*/LC_MESSAGES/{_DOMAIN}.po")):
            for label in _labels(inputs.read_lasting(path)):
                ours = self._catalog.get(label)
                if ours is None or ours.fuzzy or not ours.string:
                    yield label

    def pieces(self, msgid: str, **values: str) -> list[str]:
        """The translation of ``msgid`` in pieces, every other one a field filled with its value.

        Raises :class:`~diptych.errors.ValueProblem` where the catalogue has none, or
        an empty or fuzzy one, or one that names a field without a value.
        """
        message = self._catalog.get(msgid)
        if message is None:
            raise self._problem(
                msgid,
                phrase("has no label"),
                phrase("add it as a msgid with its msgstr"),
            )
        if message.fuzzy:
            raise self._problem(
                msgid,
                phrase("only guesses"),
                phrase("check its msgstr and remove «fuzzy»"),
            )
        if not isinstance(message.string, str) or not message.string:
            raise self._problem(msgid, phrase("leaves empty"), phrase("write its msgstr"))
        text = message.string
        if not text.replace("\n", "").isprintable():
            raise self._problem(
                msgid,
                phrase("has an invisible character in"),
                phrase("retype its msgstr"),
            )
        if sorted(_FIELD.findall(text)) != sorted(_FIELD.findall(msgid)):
            raise self._problem(
                msgid,
                phrase("has other fields in braces in"),
                phrase("use those of its msgid"),
            )
        pieces = _FIELD.split(text)
        fields = [values[field[1:-1]] for field in _FIELD.findall(text)]
        return [piece for pair in zip(pieces, [*fields, ""], strict=True) for piece in pair]

    def _problem(self, msgid: str, what: str, remedy: str) -> ValueProblem:
        shown = msgid.replace("\n", "⏎")
        return ValueProblem(
            phrase(
                "the catalogue {name} {what} «{shown}»", name=self._name, what=what, shown=shown
            ),
            remedy,
        )
