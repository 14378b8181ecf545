"""The package around the document: its properties, and bytes that depend on nothing else."""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.oxml import serialize_part_xml
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.opc.parts.coreprops import CorePropertiesPart
from docx.oxml.coreprops import CT_CoreProperties
from docx.package import Package
from lxml import etree

from diptych.errors import phrase
from diptych.tree import Document
from diptych.writers.docx.languages import is_rtl, word_tag
from diptych.writers.docx.reference import RESTORE, Reference
from diptych.writers.docx.xml import Element, find, put, unrelate

_CONTENT_TYPES: Final = "[Content_Types].xml"
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_APPLICATION: Final = "Diptych"
_EXTENDED: Final = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
_LONGEST_PROPERTY: Final = 255  # characters


def set_properties(package: Package, document: Document) -> None:
    """Replace whatever the reference document says of itself by what ``document`` is."""
    core = CorePropertiesPart(
        PackURI("/docProps/core.xml"), CT.OPC_CORE_PROPERTIES, CT_CoreProperties.new(), package
    )
    moment = datetime.combine(date.fromisoformat(document.date), datetime.min.time(), UTC)
    properties = core.core_properties
    properties.title = _shortened(document.title)
    properties.author = _shortened(document.author)
    properties.language = word_tag(document.langs[0])
    properties.created = properties.modified = moment
    _replace(package, RT.CORE_PROPERTIES, core)

    root = etree.Element("Properties", xmlns=_EXTENDED)
    etree.SubElement(root, "Application").text = _APPLICATION
    extended = Part(
        PackURI("/docProps/app.xml"), CT.OFC_EXTENDED_PROPERTIES, serialize_part_xml(root), package
    )
    _replace(package, RT.EXTENDED_PROPERTIES, extended)


def set_language(reference: Reference, langs: tuple[str, ...]) -> None:
    """Make the first of ``langs`` the default language; raises :class:`.TemplateError`."""
    defaults = find(reference.styles, "w:docDefaults/w:rPrDefault/w:rPr/w:lang")
    theme = find(reference.settings, "w:themeFontLang")
    for element in (defaults, theme):
        if element is None:
            raise reference.lacks(phrase("names no default language"), phrase("set one in Word"))
        _set_language(element, langs)


def pack(reference: Reference) -> bytes:
    """The package as bytes that are the same on every day and every machine.

    Raises :class:`.TemplateError` if the reference document has a part of the name of one of ours.
    """
    saved, packed = BytesIO(), BytesIO()
    names = [str(part.partname) for part in reference.package.iter_parts()]
    for name in names:
        if names.count(name) > 1:
            raise reference.lacks(
                phrase("has a part «{name}» that is not related as it is in Word", name=name),
                RESTORE,
            )
    reference.package.save(saved)
    with ZipFile(saved) as source, ZipFile(packed, "w") as target:
        for name in sorted(source.namelist(), key=lambda name: (name != _CONTENT_TYPES, name)):
            info = ZipInfo(name, _EPOCH)
            info.compress_type = ZIP_DEFLATED
            info.create_system = 0  # else the name of the operating system
            target.writestr(info, source.read(name))
    return packed.getvalue()


def _set_language(element: Element, langs: tuple[str, ...]) -> None:
    """``w:val`` is for text from left to right, ``w:bidi`` for text from right to left."""
    for name, rtl in (("val", False), ("bidi", True)):
        first = next((lang for lang in langs if is_rtl(lang) is rtl), None)
        if first is not None:
            put(element, **{name: word_tag(first)})


def _replace(package: Package, relationship: str, part: Part) -> None:
    unrelate(package, relationship)
    package.relate_to(part, relationship)


def _shortened(text: str) -> str:
    """Word takes no longer property."""
    return text if len(text) <= _LONGEST_PROPERTY else text[: _LONGEST_PROPERTY - 1] + "…"
