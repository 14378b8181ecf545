"""Elements of WordprocessingML, built in one expression."""

from __future__ import annotations

from typing import TypeAlias, cast

from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart
from docx.oxml.ns import nsmap, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.package import Package
from lxml import etree

Element: TypeAlias = etree._Element

_NAMESPACES = {prefix: nsmap[prefix] for prefix in ("w", "r")}
_PRESERVE = "{http://www.w3.org/XML/1998/namespace}space"


def w(tag: str, *children: Element | None, **attributes: str | int) -> Element:
    """The element ``w:tag`` with ``w:`` attributes and the children that are not ``None``."""
    element = etree.Element(qn(f"w:{tag}"), nsmap=_NAMESPACES)
    put(element, **attributes)
    element.extend(child for child in children if child is not None)
    return element


def put(element: Element, **attributes: str | int) -> None:
    """Set ``w:`` attributes of ``element``."""
    for name, content in attributes.items():
        element.set(qn(f"w:{name}"), str(content))


def related(element: Element, relationship: str) -> Element:
    """``element``, pointing to a relationship of its part."""
    element.set(qn("r:id"), relationship)
    return element


def literal(tag: str, text: str) -> Element:
    """The element ``w:tag`` holding ``text`` with every space of it."""
    element = w(tag)
    element.text = text
    element.set(_PRESERVE, "preserve")
    return element


def parsed(text: str) -> Element:
    """The element that ``text`` is, without the white space between its elements."""
    return etree.fromstring(text, etree.XMLParser(remove_blank_text=True))


def unrelate(source: Part | Package, *kinds: str) -> None:
    """Take away the relationships of ``source`` that are of these kinds."""
    for relationship in [*source.rels.values()]:
        if relationship.reltype in kinds:
            del source.rels[relationship.rId]


def related_part(
    source: Part, name: PackURI, content_type: str, root: Element, relationship: str
) -> XmlPart:
    """A new part ``name`` of the package, holding ``root``, to which ``source`` is related."""
    assert source.package is not None
    part = XmlPart(name, content_type, cast(BaseOxmlElement, root), source.package)
    source.relate_to(part, relationship)
    return part


def find(element: Element, path: str) -> Element | None:
    """The first element at ``path``, written with prefixes as in ``w:pPr/w:numPr``."""
    return element.find(path, _NAMESPACES)


def find_all(element: Element, path: str) -> list[Element]:
    """All elements at ``path``, in the order of the file."""
    return element.findall(path, _NAMESPACES)


def find_with(element: Element, path: str, name: str, content: str | None) -> Element | None:
    """The first element at ``path`` whose attribute ``w:name`` is ``content``, whatever that is."""
    return next((each for each in find_all(element, path) if value(each, name) == content), None)


def value(element: Element | None, name: str = "val") -> str | None:
    """The attribute ``w:name`` of ``element``, ``None`` when either is missing."""
    return None if element is None else element.get(qn(f"w:{name}"))
