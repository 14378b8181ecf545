"""The word behind the text of every page of a draft, as Word itself makes one."""

from __future__ import annotations

from typing import Final

from lxml import etree

from diptych.layout.columns import text_width
from diptych.tree import Part, language, plain
from diptych.writers.docx.languages import run_language
from diptych.writers.docx.reference import Reference
from diptych.writers.docx.xml import Element, find, value, w

_V: Final = "urn:schemas-microsoft-com:vml"
_O: Final = "urn:schemas-microsoft-com:office:office"

# The average width of a bold capital, and the height of a line, in sizes of type.
_WIDTH, _HEIGHT = 0.62, 1.1
_DEGREES: Final = {False: -50, True: -30}  # upright and landscape pages


def watermark(part: Part, reference: Reference) -> list[Element]:
    """The run that draws the watermark of ``part``.

    Its ink and its size are those of the style «Watermark»; the shape has the name
    that Word gives its own, so that «Remove Watermark» finds it.
    """
    text = plain(part.watermark)
    lang = language(part.watermark, part.langs[0])
    style = reference.style(reference.paragraph_style("Watermark"))
    size = reference.number(find(style, "w:rPr/w:sz")) / 2
    ink = value(find(style, "w:rPr/w:color")) or "auto"
    font = value(find(reference.styles, "w:docDefaults/w:rPrDefault/w:rPr/w:rFonts"), "ascii")
    place = {
        "position": "absolute",
        "margin-left": "0",
        "margin-top": "0",
        "width": f"{text_width(text) * size * _WIDTH:.0f}pt",
        "height": f"{size * _HEIGHT:.0f}pt",
        "rotation": str(_DEGREES[part.landscape]),
        "z-index": "-251658752",
        "mso-position-horizontal": "center",
        "mso-position-horizontal-relative": "page",
        "mso-position-vertical": "center",
        "mso-position-vertical-relative": "page",
    }
    kind = _vml(
        "shapetype",
        _vml("path", textpathok="t"),
        _vml("textpath", on="t", fitshape="t"),
        id="_x0000_t136",
        coordsize="21600,21600",
        path="m0,0l21600,0m0,21600l21600,21600e",
    )
    kind.set(f"{{{_O}}}spt", "136")
    shape = _vml(
        "shape",
        _vml("textpath", style=f'font-family:"{font}";font-weight:bold', string=text),
        id="PowerPlusWaterMarkObject1",
        type="#_x0000_t136",
        alt=text,
        style=";".join(f"{name}:{content}" for name, content in place.items()),
        fillcolor=f"#{ink}",
        stroked="f",
    )
    shape.set(f"{{{_O}}}allowincell", "f")
    return [w("r", w("rPr", w("noProof"), *run_language(lang)), w("pict", kind, shape))]


def _vml(tag: str, *children: Element, **attributes: str) -> Element:
    element = etree.Element(f"{{{_V}}}{tag}", attributes, nsmap={"v": _V, "o": _O})
    element.extend(children)
    return element
