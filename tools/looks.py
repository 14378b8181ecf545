"""One look in both formats: brings the Word styles in step with the style sheets.

The measures of a text (type, lines, spaces, indents, inks) are kept in templates/pdf.
This writes a specimen of what a document can hold in both formats and compares,
paragraph by paragraph, what a reader of either sees.

looks.py            says where they differ; 1 if they do anywhere
looks.py --write    puts the values of the style sheets into the styles of reference.docx
"""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from itertools import takewhile
from pathlib import Path
from typing import Any, get_args
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.oxml.ns import nsmap, qn
from lxml import etree
from weasyprint.formatting_structure.boxes import BlockBox, MarginBox, PageBox, TableCellBox

from diptych import tree
from diptych.writers import docx, pdf
from diptych.writers.docx.styles import Measure

TEMPLATES = Path("templates")

_POINTS = 0.75  # a pixel of CSS
_TWIPS = 20  # a point
_LANG = "ru"
_LANGS = {"full": ("ru",), "column": ("ru", "kk"), "narrow": ("ru", "kk", "uz")}
# Texts whose room is made by what holds them: the cells of a grid, a box.
_HELD = ("signature capacity", "signature name", "seal", "embargo")
_ROOM = ("before", "after", "start")
# Word counts in half points and twentieths of a point, CSS has any measure.
_TOLERANCE = 0.05
_EPOCH = (1980, 1, 1, 0, 0, 0)
_ALIGN = {"left": "start", "right": "end", "both": "justify"}
_STYLES = "word/styles.xml"
_TEXTS = ("word/document", "word/header", "word/footer", "word/footnotes")


@dataclass(frozen=True)
class Look:
    """What a paragraph looks like; lengths are in points, ``color`` is hexadecimal."""

    size: float
    line: float
    before: float
    after: float
    start: float
    first: float
    align: str
    bold: bool
    italic: bool
    color: str
    tracking: float

    def differing(self, other: Look) -> list[str]:
        """What is not the same in both, as «name here → there»."""
        pairs = [(f.name, getattr(self, f.name), getattr(other, f.name)) for f in fields(self)]
        return [
            f"{name} {ours} → {theirs}"
            for name, ours, theirs in pairs
            if (
                abs(ours - theirs) > _TOLERANCE
                if isinstance(ours, float) and isinstance(theirs, float)
                else ours != theirs
            )
        ]


# --- the specimen -------------------------------------------------------------------


def specimen(measure: Measure) -> tree.Document:
    """A document in which the text of each paragraph says what it is, each text once."""
    langs = _LANGS[measure]
    blocks: list[tree.AnyBlock] = []
    for unit in _units():
        if measure == "full":
            # What stands before a paragraph may change the space above it.
            blocks += [*unit, _paragraph("end-mark", "")]
        else:
            others = tuple((_paragraph("body", ""),) for _ in langs[1:])
            rows = (tree.Row("r", (tuple(unit), *others)),)
            names = tuple(_said("") for _ in langs)
            shares = (1 / len(langs),) * len(langs)
            blocks.append(tree.Parallel(id="p", langs=langs, names=names, rows=rows, shares=shares))
    if measure == "full":
        contents = tree.Contents(
            id="c",
            title=_said(""),
            entries=tuple(
                tree.ContentsEntry(f"h{level}", level, _said(f"contents {level}"))
                for level in (1, 2)
            ),
            lang=_LANG,
        )
        head = tree.Letterhead(id="l", lines=(_said("letterhead"),))
        blocks = [head, contents, *blocks]
    if measure != "column":
        blocks.append(_signatures())
    part = tree.Part(
        langs, _said("header"), _said("footer"), tuple(blocks), landscape=measure == "narrow"
    )
    return tree.Document("minutes", langs, "Specimen", "Diptych", "2024-08-28", (part,))


def _units() -> Iterator[list[tree.AnyBlock]]:
    for style in get_args(tree.ParagraphStyle):
        yield [_paragraph(style, style)]
    note = tree.Footnote(_said("at the foot"), _LANG, "1")
    yield [tree.Paragraph(id="p", style="body", content=(*_said("call"), note), lang=_LANG)]
    for level in (1, 2, 3):
        content = _said(f"heading {level}")
        yield [tree.Heading(id=f"h{level}", level=level, content=content, lang=_LANG)]
    markers: Sequence[tree.Marker] = ("dash", "number")
    for marker in markers:
        yield [_list(marker, 1)]
    yield [tree.Quote(id="q", blocks=(_paragraph("body", "quotation"),), lang=_LANG)]
    yield [
        tree.Table(
            id="t",
            header=((_said("table heading"), ()),),
            rows=((_said("table text"), ()),),
            align=("start", "start"),
            lang=_LANG,
            caption=_said("table caption"),
        )
    ]


def _list(marker: tree.Marker, depth: int) -> tree.List:
    item: list[tree.AnyBlock] = [
        _paragraph("body", f"{marker} {depth}"),
        _paragraph("body", f"{marker} {depth} continued"),
    ]
    if depth < 3:
        item.append(_list(marker, depth + 1))
    return tree.List(id=f"{marker}-{depth}", marker=marker, items=(tuple(item),), lang=_LANG)


def _signatures() -> tree.Signatures:
    entry = tree.Signatory(
        "a", (_said("signature capacity"),), (_said("signature name"),), (_said("seal"),)
    )
    return tree.Signatures(id="s", entries=(entry,), beside=True)


def _paragraph(style: tree.ParagraphStyle, text: str) -> tree.Paragraph:
    return tree.Paragraph(id="p", style=style, content=_said(text), lang=_LANG)


def _said(text: str) -> tree.Inlines:
    return (tree.Text(text, _LANG),) if text else ()


# --- what the style sheets make of it -----------------------------------------------


def in_pdf(document: tree.Document, templates: Path) -> dict[str, Look]:
    """The look of each paragraph in the PDF, by its text."""
    found: dict[str, Look] = {}
    for page in pdf.lay_out(pdf.html(document), templates / "pdf").pages:
        for box, edge in _boxes(page._page_box, 0):
            text = "".join(box.element.itertext()).strip()
            if text:
                found[text] = _look(box, edge)  # the innermost comes last
    return found


def _boxes(box: Any, edge: float) -> Iterator[tuple[Any, float]]:
    """The block boxes in ``box``, each with the edge of what holds its text: page or cell."""
    if isinstance(box, PageBox | TableCellBox | MarginBox):
        edge = box.content_box_x()
    if isinstance(box, BlockBox | TableCellBox) and box.element is not None:
        yield box, edge
    for child in getattr(box, "children", ()):
        yield from _boxes(child, edge)


def _look(box: Any, edge: float) -> Look:
    style = box.style
    align = style["text_align_all"]
    tracking = style["letter_spacing"]
    return Look(
        size=round(style["font_size"] * _POINTS, 2),
        line=_length(style["line_height"]),
        before=_length(style["margin_top"]),
        after=_length(style["margin_bottom"]),
        start=round((box.content_box_x() - edge) * _POINTS, 2),
        first=_length(style["text_indent"]),
        align=_ALIGN.get(align, align),
        bold=style["font_weight"] >= 600,
        italic=style["font_style"] == "italic",
        color="".join(f"{round(255 * part):02X}" for part in style["color"].coordinates),
        tracking=0.0 if tracking == "normal" else round(tracking * _POINTS, 2),
    )


def _length(dimension: Any) -> float:
    return float(round(dimension.value * _POINTS, 2))


# --- what Word makes of its styles --------------------------------------------------


def in_word(document: tree.Document, templates: Path) -> dict[str, tuple[str, Look]]:
    """The style and the look of each paragraph in the Word file, by its text."""
    data = docx.write(document, templates / "docx")
    with ZipFile(io.BytesIO(data)) as package:
        roots = {
            name: etree.fromstring(package.read(name))
            for name in package.namelist()
            if name.startswith("word/") and name.endswith(".xml")
        }
    sheet = _Sheet(roots[_STYLES], roots["word/numbering.xml"])
    found: dict[str, tuple[str, Look]] = {}
    for name, root in roots.items():
        if name.startswith(_TEXTS):
            for paragraph in root.iter(qn("w:p")):
                said = takewhile(lambda node: node.tag == qn("w:t"), _spoken(paragraph))
                text = "".join(node.text or "" for node in said).strip()
                if text:
                    found[text] = sheet.look(paragraph)
    return found


def _spoken(paragraph: etree._Element) -> Iterator[etree._Element]:
    """The texts of a paragraph, and what ends them: a tab before the number of a page."""
    return paragraph.iter(qn("w:t"), qn("w:tab"))


class _Sheet:
    """The styles of a Word file, each with what it takes from those it is based on."""

    def __init__(self, styles: etree._Element, numbering: etree._Element) -> None:
        self._styles = {style.get(qn("w:styleId")): style for style in _all(styles, "w:style")}
        self._numbering = numbering

    def look(self, paragraph: etree._Element) -> tuple[str, Look]:
        """The paragraph's style, and what comes of it; nothing else has a say in looks."""
        name = _value(paragraph, "w:pPr/w:pStyle")
        spacing, indent = self._all(name, "w:pPr/w:spacing"), self._all(name, "w:pPr/w:ind")
        indent = indent or self._level(paragraph)
        align = self._all(name, "w:pPr/w:jc").get("val", "start")
        return name, Look(
            size=float(self._all(name, "w:rPr/w:sz").get("val", 24)) / 2,
            line=_points(spacing, "line"),
            before=_points(spacing, "before"),
            after=_points(spacing, "after"),
            start=_points(indent, "left"),
            first=_points(indent, "firstLine"),
            align=_ALIGN.get(align, align),
            bold=self._on(name, "w:rPr/w:b"),
            italic=self._on(name, "w:rPr/w:i"),
            color=self._all(name, "w:rPr/w:color").get("val", "000000").upper(),
            tracking=float(self._all(name, "w:rPr/w:spacing").get("val", 0)) / _TWIPS,
        )

    def _chain(self, name: str) -> Iterator[etree._Element]:
        """The styles that make up the style ``name``, the most general first."""
        style = self._styles.get(name)
        if style is not None:
            yield from self._chain(_value(style, "w:basedOn"))
            yield style

    def _all(self, name: str, path: str) -> dict[str, str]:
        """The attributes of the property at ``path``, each as the last style has it."""
        return {
            etree.QName(str(key)).localname: str(value)
            for style in self._chain(name)
            for found in _all(style, path)
            for key, value in found.attrib.items()
        }

    def _on(self, name: str, path: str) -> bool:
        found = [each for style in self._chain(name) for each in _all(style, path)]
        return bool(found) and found[-1].get(qn("w:val")) not in ("0", "false")

    def _level(self, paragraph: etree._Element) -> dict[str, str]:
        """The indents of the level of a list that numbers the paragraph."""
        number, depth = (_value(paragraph, f"w:pPr/w:numPr/w:{tag}") for tag in ("numId", "ilvl"))
        abstract = _value(self._numbering, f"w:num[@w:numId='{number}']/w:abstractNumId")
        path = f"w:abstractNum[@w:abstractNumId='{abstract}']/w:lvl[@w:ilvl='{depth}']/w:pPr/w:ind"
        return {
            etree.QName(str(key)).localname: str(value)
            for found in _all(self._numbering, path)
            for key, value in found.attrib.items()
        }


def _all(element: etree._Element, path: str) -> list[etree._Element]:
    return element.findall(path, {"w": nsmap["w"]})


def _value(element: etree._Element, path: str) -> str:
    found = _all(element, path)
    return found[0].get(qn("w:val")) or "" if found else ""


def _points(attributes: dict[str, str], name: str) -> float:
    return float(attributes.get(name, 0)) / _TWIPS


# --- bringing them in step ----------------------------------------------------------


@dataclass(frozen=True)
class Difference:
    """A paragraph that looks otherwise in Word: its measure and text, the style, both looks."""

    text: str
    style: str
    pdf: Look
    word: Look

    def __str__(self) -> str:
        return f"{self.text} ({self.style}): {', '.join(self.word.differing(self.pdf))}"


def differences(templates: Path) -> Iterator[Difference]:
    """Every paragraph of the specimens that looks otherwise in Word than in the PDF."""
    for measure in get_args(Measure):
        document = specimen(measure)
        theirs = in_word(document, templates)
        for text, look in in_pdf(document, templates).items():
            if text in theirs:
                style, other = theirs[text]
                if text in _HELD:
                    look = replace(look, **_room(other))
                if other.differing(look):
                    yield Difference(f"{measure}: {text}", style, look, other)


def _room(look: Look) -> dict[str, Any]:
    return {name: getattr(look, name) for name in _ROOM}


_ORDER = {
    "w:pPr": (
        "w:numPr",
        "w:tabs",
        "w:suppressAutoHyphens",
        "w:spacing",
        "w:ind",
        "w:contextualSpacing",
        "w:jc",
        "w:outlineLvl",
    ),
    "w:rPr": ("w:rFonts", "w:b", "w:bCs", "w:i", "w:iCs", "w:color", "w:spacing", "w:sz", "w:szCs"),
}


def bring_in_step(reference: Path, wanted: dict[str, Look], numbered: frozenset[str]) -> None:
    """Give each style of ``reference`` its look; the indents of ``numbered`` are their lists'."""
    with ZipFile(reference) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    root = etree.fromstring(parts[_STYLES])
    for style in _all(root, "w:style"):
        name = style.get(qn("w:styleId")) or ""
        if name in wanted:
            _restyle(style, wanted[name], indented=name not in numbered)
    parts[_STYLES] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    with ZipFile(reference, "w") as package:
        for name, data in parts.items():
            info = ZipInfo(name, _EPOCH)
            info.compress_type = ZIP_DEFLATED
            info.create_system = 0
            package.writestr(info, data)


def _restyle(style: etree._Element, look: Look, *, indented: bool) -> None:
    twips = {name: str(round(getattr(look, name) * _TWIPS)) for name in ("before", "after", "line")}
    align = {"justify": "both", "start": "left", "end": "right"}.get(look.align, look.align)
    half_points = str(round(look.size * 2))
    _put(style, "w:pPr", "w:spacing", **twips, lineRule="atLeast")
    if indented:
        left, first = (str(round(each * _TWIPS)) for each in (look.start, look.first))
        _put(style, "w:pPr", "w:ind", left=left, firstLine=first)
    _put(style, "w:pPr", "w:jc", val=align)
    for tag, on in (("b", look.bold), ("i", look.italic)):
        for script in ("", "Cs"):
            _put(style, "w:rPr", f"w:{tag}{script}", val="1" if on else "0")
    _put(style, "w:rPr", "w:color", val=look.color)
    _put(style, "w:rPr", "w:spacing", val=str(round(look.tracking * _TWIPS)))
    _put(style, "w:rPr", "w:sz", val=half_points)
    _put(style, "w:rPr", "w:szCs", val=half_points)


def _put(style: etree._Element, group: str, tag: str, **attributes: str) -> None:
    """Set a property of ``style`` where the order of its siblings wants it."""
    holder = _child(style, group, ("w:pPr", "w:rPr", "w:tblPr"))
    element = _child(holder, tag, _ORDER[group])
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)


def _child(parent: etree._Element, tag: str, order: Sequence[str]) -> etree._Element:
    found = _all(parent, tag)
    if found:
        return found[0]
    element = etree.Element(qn(tag))
    later = {qn(each) for each in order[order.index(tag) + 1 :]}
    after = next((child for child in parent if child.tag in later), None)
    if after is None:
        parent.append(element)
    else:
        after.addprevious(element)
    return element


def main() -> int:
    """Compare, or bring in step."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--templates", type=Path, default=TEMPLATES)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    found = list(differences(args.templates))
    if args.write:
        wanted = {each.style: each.pdf for each in found}
        lists = ("ListNumber", "ListBullet")
        numbered = frozenset(name for name in wanted if name.startswith(lists))
        bring_in_step(args.templates / "docx" / "reference.docx", wanted, numbered)
        found = list(differences(args.templates))
    for each in found:
        print(each)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
