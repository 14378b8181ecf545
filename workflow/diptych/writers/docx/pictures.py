"""Images as drawings in the line of a paragraph."""

from __future__ import annotations

from io import BytesIO
from itertools import count
from typing import Final
from xml.sax.saxutils import quoteattr

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.parts.document import DocumentPart
from lxml import etree

from diptych.tree import Image
from diptych.writers.docx.xml import Element, parsed, w

_EMU: Final = 12700  # in a point
_TWIPS: Final = 20  # in a point
# In points, as on PDF pages: templates/pdf/tables.css.
_HIGHEST: Final = 150 / 25.4 * 72

_A: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
_EMBED: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
_SVG: Final = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
_SVG_EXTENSION: Final = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"

_INLINE: Final = """
<wp:inline distT="0" distB="0" distL="0" distR="0"
    xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
    xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"
    xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
    xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
  <wp:extent cx="{across}" cy="{down}"/>
  <wp:docPr id="{number}" name="Picture {number}" descr={alt}/>
  <wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>
  <a:graphic>
    <a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">
      <pic:pic>
        <pic:nvPicPr>
          <pic:cNvPr id="{number}" name="Picture {number}" descr={alt}/>
          <pic:cNvPicPr/>
        </pic:nvPicPr>
        <pic:blipFill>
          <a:blip r:embed="{raster}"/>
          <a:stretch><a:fillRect/></a:stretch>
        </pic:blipFill>
        <pic:spPr>
          <a:xfrm><a:off x="0" y="0"/><a:ext cx="{across}" cy="{down}"/></a:xfrm>
          <a:prstGeom prst="rect"><a:avLst/></a:prstGeom>
        </pic:spPr>
      </pic:pic>
    </a:graphicData>
  </a:graphic>
</wp:inline>
"""


class Pictures:
    """Puts images into the package of one document, each once."""

    def __init__(self, part: DocumentPart) -> None:
        self._part = part
        self._numbers = count(1)
        self._vectors: dict[bytes, str] = {}

    def drawing(self, image: Image, alt: str, twips: int) -> Element:
        """The run that shows ``image``, as wide as ``twips`` allow; ``alt`` says what it is."""
        scale = min(1.0, twips / _TWIPS / image.width, _HIGHEST / image.height)
        across, down = (round(each * scale * _EMU) for each in (image.width, image.height))
        package = self._part.package
        assert package is not None
        picture = package.get_or_add_image_part(BytesIO(image.data))
        inline = parsed(
            _INLINE.format(
                across=across,
                down=down,
                number=next(self._numbers),
                alt=quoteattr(alt),
                raster=self._part.relate_to(picture, RT.IMAGE),
            )
        )
        if image.vector:
            (blip,) = inline.iter(f"{{{_A}}}blip")
            blip.append(self._extension(image.vector))
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
        sharper.set(_EMBED, self._vectors[vector])
        extensions = etree.Element(f"{{{_A}}}extLst")
        etree.SubElement(extensions, f"{{{_A}}}ext", uri=_SVG_EXTENSION).append(sharper)
        return extensions
