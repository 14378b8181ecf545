"""Inlines to runs: every run names its language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, Literal, assert_never

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.part import Part

from diptych import tree
from diptych.writers.docx.anchors import anchor
from diptych.writers.docx.languages import is_rtl, run_language
from diptych.writers.docx.reference import Reference
from diptych.writers.docx.styles import Accent
from diptych.writers.docx.xml import Element, literal, related, w

# Characters that Word keeps as elements: the hyphen that holds the line, and the tab.
_SPECIAL: Final = {"\u2011": "noBreakHyphen", "\u00ad": "softHyphen", "\t": "tab"}
_SPECIAL_RE: Final = re.compile(f"([{''.join(_SPECIAL)}])")

_FIELDS: Final = {"page": "PAGE", "pages": "NUMPAGES"}
Level = Literal["superscript", "subscript"]
# The scripts for which Word keeps a font each.
_SCRIPTS: Final = ("ascii", "hAnsi", "eastAsia", "cs")

# What a field shows until Word has counted.
_UNCOUNTED: Final = "1"


@dataclass(frozen=True)
class Runs:
    """Writes inlines for one part of the package, which holds the targets of its links.

    ``call`` gives the run that calls for a note.
    """

    reference: Reference
    part: Part
    call: Callable[[tree.Footnote], Element]

    def write(
        self,
        inlines: tree.Inlines,
        lang: str,
        accent: Accent | None = None,
        level: Level | None = None,
    ) -> Iterator[Element]:
        """The runs and hyperlinks of ``inlines``; ``lang`` is that of the paragraph.

        ``level`` says that they stand above or below the line.
        """
        for inline in inlines:
            match inline:
                case (
                    tree.Fact(text=text, lang=own, whole=True)
                    | tree.Text(text=text, lang=own, kept=True)
                ):
                    # Word neither spells nor divides what is marked so.
                    yield from self._texts(text, own, accent, level, flag="noProof")
                case (
                    tree.Text(text=text, lang=own)
                    | tree.Fact(text=text, lang=own)
                    | tree.CaptionNumber(text=text, lang=own)
                ):
                    yield from self._texts(text, own, accent, level)
                case tree.Reference(text=text, lang=own, target=target):
                    runs = self._texts(text, own, accent, level)
                    yield w("hyperlink", *runs, anchor=anchor(own, target))
                case tree.Footnote():
                    yield self.call(inline)
                case tree.LineBreak():
                    yield self._run(lang, accent, level, w("br"))
                case tree.PageField(count=count, lang=own):
                    yield from self._field(_FIELDS[count], own, accent)
                case tree.Emphasis(content=content):
                    yield from self.write(content, lang, _add(accent, "Emphasis"), level)
                case tree.Strong(content=content):
                    yield from self.write(content, lang, _add(accent, "Strong"), level)
                case tree.Superscript(content=content):
                    yield from self.write(content, lang, accent, "superscript")
                case tree.Subscript(content=content):
                    yield from self.write(content, lang, accent, "subscript")
                case tree.Link(target=target, content=content):
                    relationship = self.part.relate_to(target, RT.HYPERLINK, is_external=True)
                    runs = self.write(content, lang, "Hyperlink", level)
                    yield related(w("hyperlink", *runs), relationship)
                case _:
                    assert_never(inline)

    def _texts(
        self, text: str, lang: str, accent: Accent | None, level: Level | None, flag: str = ""
    ) -> Iterator[Element]:
        """The runs of ``text``: one for each font it asks for."""
        for piece, family in self.reference.signs.pieces(text):
            characters = _characters(piece)
            yield self._run(lang, accent, level, *characters, flag=flag, family=family)

    def _run(
        self,
        lang: str,
        accent: Accent | None,
        level: Level | None,
        *content: Element,
        flag: str = "",
        family: str = "",
    ) -> Element:
        properties = w(
            "rPr",
            w("rStyle", val=self.reference.character_style(accent)) if accent else None,
            w("rFonts", **dict.fromkeys(_SCRIPTS, family)) if family else None,
            w(flag) if flag else None,
            # Letters of scripts from the right join: they must not be pulled apart.
            w("spacing", val=0) if is_rtl(lang) else None,
            w("vertAlign", val=level) if level else None,
            *run_language(lang),
        )
        return w("r", properties, *content)

    def _field(self, code: str, lang: str, accent: Accent | None) -> Iterator[Element]:
        for content in field(code, literal("t", _UNCOUNTED)):
            yield self._run(lang, accent, None, content)


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


def _add(accent: Accent | None, inner: Accent) -> Accent:
    """The one character style for both: Word allows a run no second."""
    if accent is None or accent == inner:
        return inner
    return "Hyperlink" if accent == "Hyperlink" else "Intense Emphasis"
