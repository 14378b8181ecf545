"""Where sentences begin, so that a fact there has a capital."""

from __future__ import annotations

import re
from collections.abc import Callable

import msgspec

from diptych import tree
from diptych.tree import AnyInline, Inlines

_CLOSING = "\"'\u00bb\u201d\u2019\u201c)\\]"
# Nothing but quotation marks, brackets and spaces: a sentence may still begin after it.
_OPENING = re.compile(r"[\s\"'\u00ab\u201e\u201c\u2018(\[\u00bf\u00a1]*")
_END = re.compile(rf"[.!?\u2026][{_CLOSING}]*\s*")
_ENDED = re.compile(rf"(?P<word>[^\W\d_]*)(?P<mark>[.!?\u2026])[{_CLOSING}]*\s+{_OPENING.pattern}$")
# Characters before a fact that say whether a sentence begins with it.
_BEFORE = 60


class Sentences:
    """Goes through a paragraph and gives the facts that begin a sentence a capital.

    ``ends_sentence`` says whether a word with a full stop does so, or is an abbreviation;
    ``begins`` whether the paragraph begins with a sentence.
    """

    def __init__(self, ends_sentence: Callable[[str], bool], *, begins: bool) -> None:
        self._ends_sentence = ends_sentence
        self._begins = begins
        self._before = ""

    def with_capitals(self, content: Inlines) -> Inlines:
        """``content``, whose facts are said."""
        return tree.map_leaves(content, self._take)

    def _take(self, leaf: AnyInline) -> AnyInline:
        text = getattr(leaf, "text", "")
        if isinstance(leaf, tree.Fact) and self._is_beginning():
            text = capitalised(text)
            leaf = msgspec.structs.replace(leaf, text=text)
        self._before = (self._before + text)[-_BEFORE:]
        return leaf

    def _is_beginning(self) -> bool:
        if self._begins and _OPENING.fullmatch(self._before):
            return True
        match = _ENDED.search(self._before)
        if match is None:
            return False
        return match["mark"] != "." or self._ends_sentence(match["word"])


def ends(text: str) -> bool:
    """Whether ``text`` ends with a full stop, or a mark like it."""
    return re.search(f"{_END.pattern}$", text) is not None


def capitalised(text: str) -> str:
    """``text`` with a capital first letter and the rest as it is.

    >>> capitalised("второе заседание СНГ")
    'Второе заседание СНГ'
    """
    return text[:1].upper() + text[1:]
