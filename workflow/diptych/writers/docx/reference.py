"""The reference document: all looks, as somebody left them in Word."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Final
from zipfile import BadZipFile

import docx
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.package import Package
from docx.parts.document import DocumentPart
from lxml import etree

from diptych import inputs
from diptych.errors import DiptychError, phrase
from diptych.layout import coverage, fonts
from diptych.writers.docx.gate import fault
from diptych.writers.docx.signs import Signs
from diptych.writers.docx.styles import PARAGRAPH_STYLES, SUFFIXES, Accent, Grid, Measure, Role
from diptych.writers.docx.xml import Element, find, find_all, find_with, put, unrelate, value, w

FILE: Final = "reference.docx"
RESTORE: Final = phrase("restore it from the repository")
# Parts that belong to the specimen text.
_SPECIMEN: Final = (RT.HEADER, RT.FOOTER, RT.FOOTNOTES)
# What python-docx raises of a package whose parts do not fit together.
_UNREADABLE: Final = (
    PackageNotFoundError,
    BadZipFile,
    LookupError,
    ValueError,
    AttributeError,
    TypeError,
    AssertionError,
)


class TemplateError(DiptychError):
    """The reference document lacks something that the writer relies on."""

    def __init__(self, path: Path, lack: str, remedy: str) -> None:
        super().__init__(phrase("{path} {lack} ({remedy})", path=path, lack=lack, remedy=remedy))


class Reference:
    """One opened reference document, with its specimen text taken out.

    Raises :class:`TemplateError` if it is not there, may not be opened or lacks a part.
    """

    def __init__(self, templates: Path) -> None:
        self._path = templates / FILE
        wrong = fault(self._path)
        if wrong is not None:
            raise self.lacks(wrong, RESTORE)
        try:
            document = docx.Document(io.BytesIO(inputs.read_lasting(self._path)))
            self.part: DocumentPart = document.part
            assert self.part.package is not None
            self.package: Package = self.part.package
            body: Element | None = document.element.body
            self.styles: Element = document.styles.element
            self.settings: Element = document.settings.element
            self.numbering: Element = self._numbering()
        except _UNREADABLE as error:
            what = phrase("has parts that are not what «[Content_Types].xml» and «.rels» call them")
            raise self.lacks(what, RESTORE) from error
        if body is None:
            raise self.lacks(phrase("has no body of text"), RESTORE)
        self.body: Element = body
        families = fonts.families(templates.parent / coverage.FONTS)
        self.signs = Signs(families, {*self.families, *self._stand_ins()})
        self._sections = find_all(self.body, ".//w:sectPr")
        self.body[:] = []
        unrelate(self.part, *_SPECIMEN)
        for notes in find_all(self.settings, "w:footnotePr"):
            self.settings.remove(notes)
        self._style_ids = {
            (value(style, "type"), (value(find(style, "w:name")) or "").casefold()): style_id
            for style in find_all(self.styles, "w:style")
            if (style_id := value(style, "styleId"))
        }

    def lacks(self, lack: str, remedy: str) -> TemplateError:
        """The error that says what this reference document lacks and what to do."""
        return TemplateError(self._path, lack, remedy)

    @property
    def families(self) -> frozenset[str]:
        """The families of fonts that the styles name."""
        return frozenset(
            value(each, script) or ""
            for each in self.styles.iter(qn("w:rFonts"))
            for script in ("ascii", "hAnsi", "cs")
        )

    def _stand_ins(self) -> Iterator[str]:
        """The families that may stand in for those of the styles."""
        table = self.font_table
        for entry in find_all(table, "w:font") if table is not None else ():
            if value(entry, "name") in self.families:
                yield from (value(find(entry, "w:altName")) or "").split(",")

    @property
    def font_table(self) -> Element | None:
        """What the document says of its fonts, if it has a table of them; a new copy each time."""
        try:
            return etree.fromstring(self.part.part_related_by(RT.FONT_TABLE).blob)
        except KeyError:
            return None

    def paragraph_style(self, role: Role, measure: Measure = "full") -> str:
        """The id of the paragraph style for ``role`` in text of that ``measure``.

        A variant for columns («Body Text Column») is taken where there is one. Raises
        :class:`TemplateError` if there is no such style, as all that look for one do.
        """
        name = PARAGRAPH_STYLES.get(role, role)
        return self._style_id("paragraph", *(name + suffix for suffix in SUFFIXES[measure]))

    def character_style(self, accent: Accent) -> str:
        """The id of the character style for ``accent``."""
        return self._style_id("character", accent)

    def table_style(self, grid: Grid) -> str:
        """The id of the table style for ``grid``."""
        return self._style_id("table", grid)

    def _style_id(self, kind: str, *names: str) -> str:
        """The id of the first style of ``kind`` among ``names``."""
        for name in names:
            identifier = self._style_ids.get((kind, name.casefold()))
            if identifier is not None:
                return identifier
        raise self.lacks(
            phrase("has no {kind} style «{names}»", kind=kind, names=names[-1]),
            phrase("add a style of that name in Word"),
        )

    def style(self, style_id: str) -> Element:
        """The definition of the style with that identifier, one that this document gave."""
        style = find_with(self.styles, "w:style", "styleId", style_id)
        assert style is not None
        return style

    def style_name(self, style_id: str) -> str:
        """What Word calls the style with that identifier."""
        return value(find(self.style(style_id), "w:name")) or style_id

    def variant(self, style_id: str, suffix: str, *properties: Element) -> str:
        """The id of a style of runs or paragraphs like the one given, named with ``suffix``.

        ``properties`` are what its runs have beside those of that style. It is made when it is
        first asked for.
        """
        identifier = f"{style_id}-{suffix.replace(' ', '')}"
        if find_with(self.styles, "w:style", "styleId", identifier) is None:
            base = self.style(style_id)
            kept = (find(base, f"w:{tag}") for tag in ("next", "uiPriority", "qFormat"))
            following, priority, quick = map(deepcopy, kept)
            name = self.style_name(style_id)
            base.addnext(
                w(
                    "style",
                    w("name", val=f"{name[:1].upper()}{name[1:]} {suffix}"),
                    w("basedOn", val=style_id),
                    following,
                    priority,
                    quick,
                    w("rPr", *properties),
                    type=value(base, "type") or "paragraph",
                    customStyle=1,
                    styleId=identifier,
                )
            )
        return identifier

    def separate_lists(self, mark: str) -> None:
        """Let ``mark`` stand between the entries of lists in fields (ECMA-376, 17.15.1.56)."""
        setting = find(self.settings, "w:listSeparator")
        if setting is None:
            self.settings.append(setting := w("listSeparator"))
        put(setting, val=mark)

    def section(self, landscape: bool) -> Element:
        """The first section of that orientation; raises :class:`TemplateError` if there is none."""
        for section in self._sections:
            if (value(find(section, "w:pgSz"), "orient") == "landscape") is landscape:
                return section
        orientation = phrase("landscape") if landscape else phrase("portrait")
        raise self.lacks(
            phrase("has no {orientation} section", orientation=orientation),
            phrase("add one in Word"),
        )

    def text_width(self, landscape: bool) -> int:
        """The width of the text, in twentieths of a point; raises :class:`TemplateError`."""
        section = self.section(landscape)
        size, margins = find(section, "w:pgSz"), find(section, "w:pgMar")
        taken = sum(self.number(margins, side) for side in ("left", "right", "gutter"))
        width = self.number(size, "w") - taken
        if width <= 0:
            raise self.lacks(
                phrase("has a page without room between its margins"),
                phrase("set size and margins in Word"),
            )
        return width

    def cell_margins(self, table_style: str) -> tuple[int, int]:
        """The left and right inner margins of a cell in tables of that style."""
        style = self.style(table_style)
        left, right = (find(style, f"w:tblPr/w:tblCellMar/w:{side}") for side in ("left", "right"))
        return self.number(left, "w"), self.number(right, "w")

    def number(self, element: Element | None, name: str = "val") -> int:
        """The whole number in ``w:name``, or 0; raises :class:`TemplateError` for other text."""
        text = value(element, name) or "0"
        if not re.fullmatch("-?[0-9]{1,9}", text):
            raise self.lacks(
                phrase(
                    "has «{text}» where a whole number belongs (w:{name})", text=text, name=name
                ),
                phrase("set it again in Word, or restore the file from the repository"),
            )
        return int(text)

    @property
    def compatibility(self) -> Element:
        """The setting for which Word the document is; raises :class:`TemplateError` without it."""
        setting = find(self.settings, "w:compat")
        if setting is None:
            raise self.lacks(
                phrase("says nothing of compatibility (w:compat) in its settings"),
                phrase("save it in Word as a document of the newest version"),
            )
        return setting

    def indent(self, paragraph_style: str) -> int:
        """The indent of that style before its lines, in twentieths of a point."""
        for style in self._based_on(paragraph_style):
            for side in ("start", "left"):
                indent = find(style, "w:pPr/w:ind")
                if value(indent, side):
                    return self.number(indent, side)
        return 0

    def numbering_id(self, paragraph_style: str) -> str:
        """The numbering of that style, or of one below it; raises :class:`TemplateError`."""
        for style in self._based_on(paragraph_style):
            identifier = value(find(style, "w:pPr/w:numPr/w:numId"))
            if identifier is not None:
                return identifier
        raise self.lacks(
            phrase(
                "has no numbering in its style «{paragraph_style}»", paragraph_style=paragraph_style
            ),
            phrase("give it one in Word"),
        )

    def _based_on(self, style_id: str) -> Iterator[Element]:
        """The style with that identifier, and those below it."""
        passed = set()
        style = find_with(self.styles, "w:style", "styleId", style_id)
        while style is not None:
            if style in passed:
                raise self.lacks(
                    phrase("has a style «{style}» that is based on itself", style=style_id),
                    phrase("base it on another one in Word"),
                )
            passed.add(style)
            yield style
            base = value(find(style, "w:basedOn"))
            style = find_with(self.styles, "w:style", "styleId", base) if base else None

    def _numbering(self) -> Element:
        try:
            part = self.part.part_related_by(RT.NUMBERING)
        except KeyError as error:
            raise self.lacks(
                phrase("has no numbering"), phrase("give its list styles one in Word")
            ) from error
        element: Element = part.element  # type: ignore[attr-defined]
        return element
