"""A text in one script made from the same text in another: Uzbek Cyrillic from Latin, or Latin
from Cyrillic.

Where a document has no text of its own in a script that another of its texts
can be written in, it is derived. What people wrote is transliterated, and facts are
said anew in the target language. A passage that has its other form beside it takes that.
Nothing else of a node changes: whatever is marked in the one text is marked in the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import assert_never

import msgspec

from diptych import tree
from diptych.errors import Problem, phrase
from diptych.language import locale, transliteration
from diptych.language.transliteration import CLOSE, FACT, OPEN
from diptych.model import Entry, Prose, Section
from diptych.tree import AnyBlock, AnyInline, Inlines

# What stands for a fact while the paragraph around it is typeset, and while it is transliterated.
_THING = "\ufffc"
_SAID: Mapping[type[AnyInline], str] = {tree.Fact: FACT}
_PIECE = re.compile(f"{OPEN}[0-9]+{CLOSE}([^{OPEN}]*)")
_HELD = str.maketrans("\u2011", "-")
_NO_ENTRIES: Mapping[str, Entry] = {}
_WORD = re.compile(r"[\w|-]+")


def derive(
    prose: Prose, language: str, catalogues: Path, entries: Mapping[str, Entry] = _NO_ENTRIES
) -> Prose:
    """``prose`` in the script of ``language``, its facts still to be filled in.

    Abbreviations of the registry ``entries`` are written as these have them.
    """
    derived = _Derivation(prose.language, language, catalogues, entries)
    return msgspec.structs.replace(
        prose,
        language=language,
        subject=derived.inlines(prose.subject),
        opening=derived.blocks(prose.opening),
        sections=tuple(map(derived.section, prose.sections)),
    )


def drift(ours: Prose, derived: Prose) -> Iterator[Problem]:
    """A warning for each paragraph of ``ours`` that says otherwise than ``derived``.

    Both have the same shape; marks and spaces do not count.
    """
    for mine, other in zip(ours.units(), derived.units(), strict=True):
        words, wanted = _words(mine.content), _words(other.content)
        differing = [(a, b) for a, b in zip(words, wanted, strict=False) if a != b]
        if differing or len(words) != len(wanted):
            shown = differing[0] if differing else (" ".join(words[-3:]), " ".join(wanted[-3:]))
            yield Problem(
                mine.source,
                phrase(
                    "this has drifted from {source}: here «{here}», there «{there}»",
                    source=other.source,
                    here=shown[0],
                    there=shown[1],
                ),
                phrase(
                    "make both say the same, or mark the passage there: [text]{=what it is here}"
                ),
                severity="warning",
            )


class _Derivation:
    def __init__(
        self, source: str, target: str, catalogues: Path, entries: Mapping[str, Entry]
    ) -> None:
        self._target = target
        self._typeset = locale.load(source, catalogues).typeset
        self._lettering = (locale.load(source, catalogues), locale.load(target, catalogues))
        abbreviated = (each.name for each in entries.values())
        self._names = {
            forms[source]["abbr"]: forms[target]["abbr"]
            for forms in abbreviated
            if all("abbr" in forms.get(code, {}) for code in (source, target))
        }

    def section(self, section: Section) -> Section:
        return msgspec.structs.replace(
            section,
            title=self.inlines(section.title),
            blocks=self.blocks(section.blocks),
            sections=tuple(map(self.section, section.sections)),
        )

    def blocks(self, blocks: Sequence[AnyBlock]) -> tuple[AnyBlock, ...]:
        return tree.map_blocks(blocks, self._block)

    def _block(self, block: AnyBlock) -> AnyBlock:
        changes: dict[str, str] = {}
        if "lang" in block.__struct_fields__:
            changes["lang"] = self._target
        if isinstance(block, tree.List):
            changes["letters"] = self._letters(block.letters)
        return msgspec.structs.replace(tree.map_inlines(block, self.inlines), **changes)

    def _letters(self, typed: str) -> str:
        """The letters that mark the items in the target language; what is none stays."""
        if not typed:
            return ""
        ours, theirs = (each.lettering() for each in self._lettering)
        return "".join(
            theirs[place] if 0 <= (place := ours.find(letter)) < len(theirs) else letter
            for letter in typed
        )

    def inlines(self, content: Inlines) -> Inlines:
        """One paragraph, transliterated whole so that each piece is seen in its place."""
        leaves = list(tree.leaves(content))
        kept = [n for n, leaf in enumerate(leaves) if isinstance(leaf, tree.Text) and leaf.kept]
        texts = self._typeset([_seen(leaf) for leaf in leaves], kept)
        marked = "".join(
            f"{OPEN}{n}{CLOSE}{text if isinstance(leaf, tree.Text) else _SAID.get(type(leaf), '')}"
            for n, (leaf, text) in enumerate(zip(leaves, texts, strict=True))
        )
        derived = transliteration.derive(marked, self._target, self._names)
        pieces = iter(_PIECE.findall(derived))
        return tree.map_leaves(content, lambda leaf: self._leaf(leaf, next(pieces)))

    def _leaf(self, leaf: AnyInline, piece: str) -> AnyInline:
        """``leaf`` in the target language, ``piece`` what its text has become."""
        match leaf:
            case tree.Text(quoted=True):
                return leaf
            case tree.Text(derived=""):
                return msgspec.structs.replace(leaf, text=piece, lang=self._target)
            case tree.Text(text=text, derived=fixed):
                return msgspec.structs.replace(leaf, text=fixed, lang=self._target, derived=text)
            case tree.Footnote(content=content):
                return msgspec.structs.replace(
                    leaf, content=self.inlines(content), lang=self._target
                )
            case tree.Fact() | tree.Reference() | tree.CaptionNumber():
                return msgspec.structs.replace(leaf, lang=self._target)
            case tree.PageField():
                return msgspec.structs.replace(leaf, lang=self._target)
            case tree.LineBreak():
                return leaf
            case tree.Span():
                raise AssertionError("a span is no leaf")
            case _:
                assert_never(leaf)


def _seen(leaf: AnyInline) -> str:
    """What typesetting sees of a leaf: a call for a note is no part of the sentence."""
    return "" if isinstance(leaf, tree.Footnote) else getattr(leaf, "text", "") or _THING


def _words(content: Inlines) -> list[str]:
    """The words of a paragraph, a fact standing as its name and role."""
    text = "".join(
        f" {leaf.name}|{leaf.role} " if isinstance(leaf, tree.Fact) else getattr(leaf, "text", " ")
        for leaf in tree.leaves(content)
    )
    return _WORD.findall(text.translate(_HELD))
