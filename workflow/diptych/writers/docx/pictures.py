"""Images as drawings in the line of a paragraph."""

from __future__ import annotations

from io import BytesIO
from itertools import count
from typing import Final

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.parts.document import DocumentPart
from lxml import etree

from diptych.tree import Image
from diptych.writers.docx.xml import Element, w

_EMU: Final = 12700  # in a point
_TWIPS: Final = 20  # in a point
# In points, as on PDF pages: templates/pdf/tables.css.
_HIGHEST: Final = 150 / 25.4 * 72

_A: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PIC: Final = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_WP: Final = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SVG: Final = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
_SVG_EXTENSION: Final = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"


class Pictures:
    """Puts images into the package of one document, each once."""

    def __init__(self, part: DocumentPart) -> None:
        self._part = part
        self._numbers = count(1)
        self._vectors: dict[bytes, str] = {}

    def drawing(self, image: Image, alt: str, width: float) -> Element:
        """The run that shows ``image``, no wider than ``width`` points; ``alt`` says what it is."""
        scale = min(1.0, width / image.width, _HIGHEST / image.height)
        across, down = (round(each * scale * _EMU) for each in (image.width, image.height))
        number = next(self._numbers)
        package = self._part.package
        assert package is not None
        raster = self._part.relate_to(
            package.get_or_add_image_part(BytesIO(image.data)),
            RT.IMAGE,
        )
        blip = _element(_A, "blip")
        blip.set(f"{{{_R}}}embed", raster)
        if image.vector:
            blip.append(self._extension(image.vector))
        name = {"id": str(number), "name": f"Picture {number}", "descr": alt}
        extent = {"cx": str(across), "cy": str(down)}
        picture = _element(
            _PIC,
            "pic",
            _element(
                _PIC,
                "nvPicPr",
                _element(_PIC, "cNvPr", attributes=name),
                _element(_PIC, "cNvPicPr"),
            ),
            _element(
                _PIC,
                "blipFill",
                blip,
                _element(_A, "stretch", _element(_A, "fillRect")),
            ),
            _element(
                _PIC,
                "spPr",
                _element(
                    _A,
                    "xfrm",
                    _element(_A, "off", attributes={"x": "0", "y": "0"}),
                    _element(_A, "ext", attributes=extent),
                ),
                _element(_A, "prstGeom", _element(_A, "avLst"), attributes={"prst": "rect"}),
            ),
        )
        data = _element(_A, "graphicData", picture, attributes={"uri": _PIC})
        inline = _element(
            _WP,
            "inline",
            _element(_WP, "extent", attributes=extent),
            _element(_WP, "docPr", attributes=name),
            _element(
                _WP,
                "cNvGraphicFramePr",
                _element(_A, "graphicFrameLocks", attributes={"noChangeAspect": "1"}),
            ),
            _element(_A, "graphic", data),
            attributes=dict.fromkeys(("distT", "distB", "distL", "distR"), "0"),
        )
        return w("r", w("drawing", inline))

    def _extension(self, vector: bytes) -> Element:
        """The sharper image, for Word from 2019 on; others show the raster."""
        if vector not in self._vectors:
            package = self._part.package
            assert package is not None
            name = PackURI(f"/word/media/vector{len(self._vectors) + 1}.svg")
            part = Part(name, "image/svg+xml", vector, package)
            self._vectors[vector] = self._part.relate_to(part, RT.IMAGE)
        sharper = etree.Element(f"{{{_SVG}}}svgBlip", nsmap={"asvg": _SVG})
        sharper.set(f"{{{_R}}}embed", self._vectors[vector])
        extension = _element(_A, "ext", sharper, attributes={"uri": _SVG_EXTENSION})
        return _element(_A, "extLst", extension)


def points(twips: int) -> float:
    """A width in twentieths of a point, in points."""
    return twips / _TWIPS


_PREFIXES: Final = {"a": _A, "pic": _PIC, "wp": _WP, "r": _R}


def _element(
    namespace: str, tag: str, *children: Element, attributes: dict[str, str] | None = None
) -> Element:
    element = etree.Element(f"{{{namespace}}}{tag}", attributes or {}, nsmap=_PREFIXES)
    element.extend(children)
    return element
