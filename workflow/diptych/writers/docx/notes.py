"""Notes at the foot of the page, in a part of their own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, cast

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from lxml import etree

from diptych.tree import Footnote
from diptych.writers.docx.anchors import Anchors, anchor, note_place
from diptych.writers.docx.inlines import Runs, field
from diptych.writers.docx.languages import run_language
from diptych.writers.docx.paragraphs import paragraph
from diptych.writers.docx.reference import Reference
from diptych.writers.docx.xml import Element, literal, related_part, w

_ALTERNATIVES: Final = "http://schemas.openxmlformats.org/markup-compatibility/2006"
# What Word understands from 2013 on, and LibreOffice does not.
_WORD_2013: Final = "http://schemas.microsoft.com/office/word/2012/wordml"

# The two lines Word draws above notes, and below those that go on.
_RULES: Final = (("separator", -1), ("continuationSeparator", 0))


class Notes:
    """Holds the notes of one document and hands out the calls for them.

    Word numbers notes itself, through the whole document. Each language counts for itself,
    though, in columns and one after the other: wherever Word would count otherwise, the
    number stands as text. (LibreOffice restarts at headings what Word restarts at sections.)
    """

    def __init__(self, reference: Reference, anchors: Anchors) -> None:
        self._reference = reference
        self._anchors = anchors
        self._part: XmlPart | None = None
        self._runs: Runs | None = None
        self._count = 0
        self._next = 1
        self._counted = True
        self._by_word: set[tuple[str, str]] = set()

    @contextmanager
    def in_columns(self) -> Iterator[None]:
        """While columns are written: numbers are text."""
        self._counted = False
        try:
            yield
        finally:
            self._counted = True

    def call(self, note: Footnote) -> Iterator[Element]:
        """The runs that call for ``note``; adds its text to the part of the notes.

        One that is called for again has a mark around its first call, from which the others
        have its number.
        """
        if note.again:
            yield from self._again(note)
        else:
            yield from self._anchors.around(note.lang, note_place(note), self._first(note))

    def _again(self, note: Footnote) -> Iterator[Element]:
        """What has the number of ``note`` from its first call, if Word has counted it there."""
        style = self._reference.character_style("Footnote Reference")

        def run(*content: Element) -> Element:
            mark = w("rPr", w("rStyle", val=style), *run_language(note.lang))
            return w("r", mark, *content)

        name, number = anchor(note.lang, note_place(note)), literal("t", note.number)
        if (note.lang, note.number) in self._by_word:
            yield from map(run, field(f"NOTEREF {name} \\f \\h", number))
        else:
            yield w("hyperlink", run(number), anchor=name)

    def _first(self, note: Footnote) -> Element:
        """The run that calls for ``note``, whose text is added to the part of the notes."""
        part, runs = self._opened()
        self._count += 1
        counted = self._counted and self._next == int(note.number)
        if counted:
            self._next += 1
            self._by_word.add((note.lang, note.number))
        style = self._reference.character_style("Footnote Reference")
        mark = w("rPr", w("rStyle", val=style), *run_language(note.lang))
        number = w("footnoteRef") if counted else _for_word_alone(literal("t", note.number))
        cast(Element, part.element).append(
            w(
                "footnote",
                paragraph(
                    self._reference.paragraph_style("Footnote Text"),
                    note.lang,
                    [
                        w("r", mark, number),
                        w("r", w("rPr", *run_language(note.lang)), literal("t", "\u00a0")),
                        *runs.write(note.content, note.lang),
                    ],
                ),
                id=self._count,
            )
        )
        properties = w("rPr", w("rStyle", val=style), *run_language(note.lang))
        if counted:
            return w("r", properties, w("footnoteReference", id=self._count))
        reference = w("footnoteReference", customMarkFollows=1, id=self._count)
        # LibreOffice takes a single character for the mark, and prints a longer text beside it.
        return w("r", properties, reference, *(literal("t", digit) for digit in note.number))

    def _opened(self) -> tuple[XmlPart, Runs]:
        """The part of the notes, made when the first one comes."""
        if self._part is None or self._runs is None:
            root = w("footnotes")
            settings = w("footnotePr")
            for kind, number in _RULES:
                rule = w("p", w("r", w(kind)))
                root.append(w("footnote", rule, type=kind, id=number))
                settings.append(w("footnote", id=number))
            self._reference.compatibility.addprevious(settings)
            self._part = related_part(
                self._reference.part,
                PackURI("/word/footnotes.xml"),
                CT.WML_FOOTNOTES,
                root,
                RT.FOOTNOTES,
            )
            self._runs = Runs(self._reference, self._part, _refuse, self._anchors)
        return self._part, self._runs


def _for_word_alone(content: Element) -> Element:
    """``content`` as an alternative that LibreOffice does not take (ECMA-376, part 3).

    Word prints before a note what the note begins with, LibreOffice its mark by itself.
    """
    choice = etree.Element(f"{{{_ALTERNATIVES}}}Choice", Requires="w15")
    choice.append(content)
    both = etree.Element(
        f"{{{_ALTERNATIVES}}}AlternateContent", nsmap={"mc": _ALTERNATIVES, "w15": _WORD_2013}
    )
    both.append(choice)
    return both


def _refuse(note: Footnote) -> Iterator[Element]:
    raise AssertionError(f"note {note.number} stands in a note")
