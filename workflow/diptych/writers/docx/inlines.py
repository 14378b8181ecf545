"""Inlines to runs: every run names its language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Final, Literal, assert_never

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.part import Part

from diptych import tree
from diptych.writers.docx.anchors import Anchors, anchor
from diptych.writers.docx.languages import is_rtl, run_language
from diptych.writers.docx.reference import Reference
from diptych.writers.docx.styles import Accent
from diptych.writers.docx.xml import Element, find_all, literal, related, w

# Characters that Word keeps as elements: the hyphen that holds the line, and the tab.
_SPECIAL: Final = {"\u2011": "noBreakHyphen", "\u00ad": "softHyphen", "\t": "tab"}
_SPECIAL_RE: Final = re.compile(f"([{''.join(_SPECIAL)}])")

_FIELDS: Final = {"page": "PAGE", "pages": "NUMPAGES"}
Level = Literal["superscript", "subscript"]
Accents = frozenset[Accent]

_NONE: Final[Accents] = frozenset()
# The scripts for which Word keeps a font each.
_SCRIPTS: Final = ("ascii", "hAnsi", "eastAsia", "cs")

# What a field shows until Word has counted.
_UNCOUNTED: Final = "1"


@dataclass(frozen=True)
class Runs:
    """Writes inlines for one part of the package, which holds the targets of its links.

    ``call`` gives what calls for a note, ``anchors`` the places that others refer to.
    """

    reference: Reference
    part: Part
    call: Callable[[tree.Footnote], Iterable[Element]]
    anchors: Anchors

    def write(
        self,
        inlines: tree.Inlines,
        lang: str,
        accents: Accents = _NONE,
        level: Level | None = None,
    ) -> Iterator[Element]:
        """The runs and hyperlinks of ``inlines``; ``lang`` is that of the paragraph.

        ``accents`` are those of all that they stand in; ``level`` says that they stand above
        or below the line.
        """
        for inline in inlines:
            match inline:
                case (
                    tree.Fact(text=text, lang=own, whole=True)
                    | tree.Text(text=text, lang=own, kept=True)
                ):
                    # Word neither spells nor divides what is marked so.
                    yield from self._texts(text, own, accents, level, flag="noProof")
                case tree.Text(text=text, lang=own) | tree.Fact(text=text, lang=own):
                    yield from self._texts(text, own, accents, level)
                case tree.Reference():
                    yield from self._reference(inline, accents, level)
                case tree.CaptionNumber():
                    yield from self._caption_number(inline, accents, level)
                case tree.Footnote():
                    yield from self.call(inline)
                case tree.LineBreak():
                    yield self._run(lang, accents, level, w("br"))
                case tree.PageField(count=count, lang=own):
                    yield from self._field(_FIELDS[count], own, accents)
                case tree.Emphasis(content=content):
                    yield from self.write(content, lang, accents | {"Emphasis"}, level)
                case tree.Strong(content=content):
                    yield from self.write(content, lang, accents | {"Strong"}, level)
                case tree.Superscript(content=content):
                    yield from self.write(content, lang, accents, "superscript")
                case tree.Subscript(content=content):
                    yield from self.write(content, lang, accents, "subscript")
                case tree.Link(target=target, content=content):
                    relationship = self.part.relate_to(target, RT.HYPERLINK, is_external=True)
                    runs = self.write(content, lang, accents | {"Hyperlink"}, level)
                    yield related(w("hyperlink", *runs), relationship)
                case _:
                    assert_never(inline)

    def _texts(
        self, text: str, lang: str, accents: Accents, level: Level | None, flag: str = ""
    ) -> Iterator[Element]:
        """The runs of ``text``: one for each font it asks for."""
        for piece, family in self.reference.signs.pieces(text):
            characters = _characters(piece)
            yield self._run(lang, accents, level, *characters, flag=flag, family=family)

    def _run(
        self,
        lang: str,
        accents: Accents,
        level: Level | None,
        *content: Element,
        flag: str = "",
        family: str = "",
    ) -> Element:
        properties = w(
            "rPr",
            w("rStyle", val=self._style(accents)) if accents else None,
            w("rFonts", **dict.fromkeys(_SCRIPTS, family)) if family else None,
            w(flag) if flag else None,
            # Letters of scripts from the right join: they must not be pulled apart.
            w("spacing", val=0) if is_rtl(lang) else None,
            w("vertAlign", val=level) if level else None,
            *run_language(lang),
        )
        return w("r", properties, *content)

    def _style(self, accents: Accents) -> str:
        """The id of the one character style that Word allows a run, for all ``accents``."""
        stressed: Accent | None = None
        if accents >= {"Emphasis", "Strong"}:
            stressed = "Intense Emphasis"
        else:
            stressed = next(iter(accents - {"Hyperlink"}), None)
        if stressed is None:
            return self.reference.character_style("Hyperlink")
        style = self.reference.character_style(stressed)
        if "Hyperlink" in accents:
            looks = find_all(self.reference.style(style), "w:rPr/*")
            link = self.reference.character_style("Hyperlink")
            return self.reference.variant(link, stressed, *map(deepcopy, looks))
        return style

    def _reference(
        self, inline: tree.Reference, accents: Accents, level: Level | None
    ) -> Iterator[Element]:
        """A field, so that Word brings the number up to date; a link where it would say more.

        It would where the number stands with a word or in brackets: «Article 3.», «2)».
        """
        lang, name = inline.lang, anchor(inline.lang, inline.target)
        said = _characters(inline.text)
        if self.anchors.is_caption(lang, inline.target):
            for content in field(f"REF {name} \\h", *said):
                yield self._run(lang, accents, level, content)
        elif self.anchors.number(lang, inline.target) == inline.text:
            for content in field(f"REF {name} \\n \\h", *said):
                yield self._run(lang, accents, level, content)
        else:
            yield w("hyperlink", self._run(lang, accents, level, *said), anchor=name)

    def _caption_number(
        self, inline: tree.CaptionNumber, accents: Accents, level: Level | None
    ) -> Iterator[Element]:
        """What a caption begins with, its number a field by which Word counts on."""
        lang = inline.lang
        before, number, after = inline.text.partition(inline.number)
        word = "".join(filter(str.isalpha, inline.text))
        yield from self._texts(before, lang, accents, level)
        # Each language counts for itself, though two may have one word.
        counted = field(f"SEQ {word}_{lang.replace('-', '_')} \\* ARABIC", literal("t", number))
        runs = [self._run(lang, accents, level, content) for content in counted]
        yield from self.anchors.around(lang, inline.target, *runs)
        yield from self._texts(after, lang, accents, level)

    def _field(self, code: str, lang: str, accents: Accents) -> Iterator[Element]:
        for content in field(code, literal("t", _UNCOUNTED)):
            yield self._run(lang, accents, None, content)


def field(code: str, *result: Element) -> Iterator[Element]:
    """What the runs of a field hold: its ``code``, and the ``result`` until Word finds its own."""
    yield from opened(code)
    yield from result
    yield closed()


def opened(code: str) -> Iterator[Element]:
    """What the runs hold that begin a field; its result comes after them."""
    yield w("fldChar", fldCharType="begin")
    yield literal("instrText", f" {code} ")
    yield w("fldChar", fldCharType="separate")


def closed() -> Element:
    """What the run holds that ends a field."""
    return w("fldChar", fldCharType="end")


def _characters(text: str) -> Iterator[Element]:
    for piece in _SPECIAL_RE.split(text):
        if piece in _SPECIAL:
            yield w(_SPECIAL[piece])
        elif piece:
            yield literal("t", piece)
