"""The reference document: all looks, as somebody left them in Word."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from zipfile import BadZipFile

import docx
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.exceptions import PackageNotFoundError
from docx.package import Package
from docx.parts.document import DocumentPart

from diptych import inputs
from diptych.errors import DiptychError, phrase
from diptych.writers.docx.gate import fault
from diptych.writers.docx.xml import Element, find, find_all, value

FILE: Final = "reference.docx"


class TemplateError(DiptychError):
    """The reference document lacks something that the writer relies on."""

    def __init__(self, path: Path, lack: str, remedy: str) -> None:
        super().__init__(phrase("{path} {lack} ({remedy})", path=path, lack=lack, remedy=remedy))


class Reference:
    """One opened reference document, with its specimen text taken out."""

    def __init__(self, templates: Path) -> None:
        self._path = templates / FILE
        wrong = fault(self._path)
        if wrong is not None:
            raise self.lacks(wrong, phrase("restore it from the repository"))
        try:
            document = docx.Document(io.BytesIO(inputs.read_lasting(self._path)))
        except (PackageNotFoundError, BadZipFile, KeyError, ValueError) as error:
            what = phrase("is not a Word document")
            raise self.lacks(what, phrase("restore it from the repository")) from error
        self.part: DocumentPart = document.part
        assert self.part.package is not None
        self.package: Package = self.part.package
        self.body: Element = document.element.body
        self.styles: Element = document.styles.element
        self.settings: Element = document.settings.element
        self.numbering: Element = self._numbering()
        self._sections = find_all(self.body, ".//w:sectPr")
        self.body[:] = []
        for relationship in [*self.part.rels.values()]:
            if relationship.reltype in (RT.HEADER, RT.FOOTER):
                del self.part.rels[relationship.rId]
        self._style_ids = {
            (value(style, "type"), (value(find(style, "w:name")) or "").casefold()): style_id
            for style in find_all(self.styles, "w:style")
            if (style_id := value(style, "styleId"))
        }

    def lacks(self, lack: str, remedy: str) -> TemplateError:
        """The error that says what this reference document lacks and what to do."""
        return TemplateError(self._path, lack, remedy)

    def style_id(self, kind: str, *names: str) -> str:
        """The identifier of the first of ``names`` defined as a style of that ``kind``."""
        for name in names:
            found = self._style_ids.get((kind, name.casefold()))
            if found is not None:
                return found
        raise self.lacks(
            phrase("has no {kind} style «{names}»", kind=kind, names=names[-1]),
            phrase("add a style of that name in Word"),
        )

    def section(self, landscape: bool) -> Element:
        """The page setup for that orientation: the first section that has it."""
        for section in self._sections:
            if (value(find(section, "w:pgSz"), "orient") == "landscape") is landscape:
                return section
        orientation = phrase("landscape") if landscape else phrase("portrait")
        raise self.lacks(
            phrase("has no {orientation} section", orientation=orientation),
            phrase("add one in Word"),
        )

    def text_width(self, landscape: bool) -> int:
        """The width between the margins of such a page, in twentieths of a point."""
        section = self.section(landscape)
        size, margins = find(section, "w:pgSz"), find(section, "w:pgMar")
        width = int(value(size, "w") or 0)
        return width - sum(int(value(margins, side) or 0) for side in ("left", "right", "gutter"))

    def cell_margins(self, table_style: str) -> tuple[int, int]:
        """The left and right inner margins of a cell in tables of that style."""
        margins = f"w:style[@w:styleId='{table_style}']/w:tblPr/w:tblCellMar/w:"
        left, right = (value(find(self.styles, margins + side), "w") for side in ("left", "right"))
        return int(left or 0), int(right or 0)

    def indent(self, paragraph_style: str) -> int:
        """The indent of that style before its lines, in twentieths of a point."""
        for style in self._based_on(paragraph_style):
            for side in ("start", "left"):
                if found := value(find(style, "w:pPr/w:ind"), side):
                    return int(found)
        return 0

    def numbering_id(self, paragraph_style: str) -> str:
        """The numbering that paragraphs of that style take, from it or a style below it."""
        for style in self._based_on(paragraph_style):
            found = value(find(style, "w:pPr/w:numPr/w:numId"))
            if found is not None:
                return found
        raise self.lacks(
            phrase(
                "has no numbering in its style «{paragraph_style}»", paragraph_style=paragraph_style
            ),
            phrase("give it one in Word"),
        )

    def _based_on(self, style_id: str) -> Iterator[Element]:
        """The style with that identifier, and those below it."""
        style = find(self.styles, f"w:style[@w:styleId='{style_id}']")
        while style is not None:
            yield style
            base = value(find(style, "w:basedOn"))
            style = find(self.styles, f"w:style[@w:styleId='{base}']")

    def _numbering(self) -> Element:
        try:
            part = self.part.part_related_by(RT.NUMBERING)
        except KeyError as error:
            raise self.lacks(
                phrase("has no numbering"), phrase("give its list styles one in Word")
            ) from error
        element: Element = part.element  # type: ignore[attr-defined]
        return element
