"""What ``diptych new`` leaves to be written, known again wherever it still stands.

Text of the scaffold is known by its words and not by its brackets: spaces, marks, capitals
and emphasis may have changed around them. So whoever types over it has nothing to take off,
and nothing is to be kept in step beside the files of ``templates/new``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import msgspec

from diptych import model, tree
from diptych.gate import text as gate
from diptych.reader import yaml
from diptych.tree import Inlines

#: The entries of the registry that a new meeting names, in the folder of the scaffold.
UNNAMED = "unnamed.yaml"
_EARLIER = "earlier.txt"

# A prompt of fewer words may stand in a real sentence: it counts only beside one of its brackets.
_SENTENCE = 4

_PROMPT = re.compile(r"\[(?!\^)([^\[\]]+)\](?![({])")
_TOKEN = re.compile(r"[\[\]]|[^\W_]+")
_APOSTROPHES = re.compile("[ʻʼ‘’'`´]")


class Scaffold(msgspec.Struct, frozen=True):
    """What is known as scaffold.

    By its words: ``sentences`` count anywhere in a text, ``phrases`` where a bracket stands
    before or after them, ``names`` as the whole name of an entry.
    """

    sentences: dict[str, str] = {}
    phrases: dict[str, str] = {}
    names: frozenset[str] = frozenset()

    def prompt(self, text: str) -> str:
        """What ``text`` holds of the scaffold, as it was written; empty if it is none of it."""
        tokens = _tokens(text)
        words = _joined(token for token in tokens if token not in "[]")
        for known, written in self.sentences.items():
            if known in words:
                return written
        marked = _joined(tokens)
        for known, written in self.phrases.items():
            if f" [{known}" in marked or f"{known}] " in marked:
                return written
        return ""

    def prompt_in(self, content: Inlines) -> str:
        """As :meth:`prompt`, of a passage with its notes and what it says in another script."""
        return next(filter(None, map(self.prompt, _texts(content))), "")

    def is_name(self, text: str) -> bool:
        """Whether ``text`` is no name but stands for one that is to be written."""
        return _words(text) in self.names or bool(self.prompt(text))


def read(folder: Path) -> Scaffold:
    """The scaffold in ``folder``, nothing where there is none.

    Raises :class:`~diptych.errors.ContentError` if a file of it cannot be read.
    """
    files = [*sorted(folder.glob("*.md")), folder / _EARLIER]
    texts = [(path.name, gate.read(path)) for path in files if path.is_file()]
    names = folder / UNNAMED
    data = yaml.read(names).data if names.is_file() else {}
    return _scaffold(tuple(texts), tuple(model.words(data)))


@lru_cache(maxsize=4)
def _scaffold(texts: tuple[tuple[str, str], ...], names: tuple[str, ...]) -> Scaffold:
    sentences: dict[str, str] = {}
    phrases: dict[str, str] = {}
    for file, text in texts:
        for prompt in _PROMPT.findall(text):
            known = _words(prompt)
            whole = file != _EARLIER and known.count(" ") > _SENTENCE
            (sentences if whole else phrases)[known] = prompt
    return Scaffold(sentences, phrases, frozenset(map(_words, names)))


def _texts(content: Inlines) -> Iterator[str]:
    """What stands in a passage, in each of its notes, and in its place in another script."""
    yield tree.plain(content)
    for inline in tree.iter_inlines(content):
        if isinstance(inline, tree.Footnote):
            yield tree.plain(inline.content)
        elif isinstance(inline, tree.Text) and inline.derived:
            yield inline.derived


def _tokens(text: str) -> list[str]:
    """The words and square brackets of ``text``, in one spelling."""
    folded = _APOSTROPHES.sub("", text).casefold().replace("ё", "е")
    return _TOKEN.findall(folded)


def _joined(tokens: Iterator[str] | list[str]) -> str:
    return f" {' '.join(tokens)} "


def _words(text: str) -> str:
    return _joined(token for token in _tokens(text) if token not in "[]")
