"""TBX (ISO 30042): TBX-Basic of 2019 in either style, and what came before it.

In the style DCA a category is the ``type`` of an element (``<termNote type="termType">``), in DCT
an element itself (``<basic:termType>``); both are read alike, and so are ``<martif>`` and
``<tbx>``. No entity is expanded and nothing is fetched.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from lxml import etree

from diptych.errors import ContentError, Position, Problem, phrase
from diptych.reader.termbase.concepts import KINDS, TYPES, Concept, Term

_ROOTS = frozenset({"tbx", "martif"})
_ENTRIES = frozenset({"conceptEntry", "termEntry"})
_LANGUAGES = frozenset({"langSec", "langSet"})
_TERMS = frozenset({"termSec", "tig", "ntig"})
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_NAMESPACE = "urn:iso:std:iso:30042:ed-2"


def parse(data: bytes, file: str) -> tuple[Concept, ...]:
    """The concepts in ``data``, the bytes of ``file``.

    Raises :class:`~diptych.errors.ContentError` if it is no XML, declares entities, or is no TBX.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        place = Position(file, error.lineno or 1, max(error.offset or 1, 1))
        reason = (error.msg or "").partition(", line ")[0]
        what = phrase("this is not XML: {reason}", reason=reason)
        raise ContentError([Problem(place, what, _EXPORT)]) from None
    except (ValueError, LookupError) as error:
        what = phrase("this is not XML: {reason}", reason=error)
        raise ContentError([Problem(Position(file), what, _EXPORT)]) from None
    dtd: Any = root.getroottree().docinfo.internalDTD
    if dtd is not None and any(True for _ in dtd.iterentities()):
        what = phrase("this file declares entities")
        raise ContentError([Problem(Position(file), what, phrase("take <!ENTITY …> out"))])
    if _local(root) not in _ROOTS:
        what = phrase("this is no TBX: it begins with <{tag}>", tag=_local(root))
        raise ContentError([Problem(_place(root, file), what, _EXPORT)])
    return tuple(_concept(each, file) for each in root.iter() if _local(each) in _ENTRIES)


_EXPORT = phrase("export it anew as TBX-Basic, or as CSV in UTF-8")


def _concept(entry: etree._Element, file: str) -> Concept:
    sections = [each for each in entry if _local(each) in _LANGUAGES]
    terms = [
        term
        for section in sections
        for group in section
        if _local(group) in _TERMS
        for term in _term(group, str(section.get(_LANG, "")), file)
    ]
    said = [_category(each, "definition") for each in (entry, *sections)]
    return Concept(
        str(entry.get("id") or entry.get(_ID) or ""),
        _place(entry, file),
        tuple(terms),
        next(filter(None, said), ""),
    )


def _term(group: etree._Element, tag: str, file: str) -> Iterator[Term]:
    found = [each for each in group.iter() if _local(each) == "term"]
    for term in found[:1]:
        kind = _category(group, "termType")
        status = _category(group, "administrativeStatus") or _category(
            group, "normativeAuthorization"
        )
        text = " ".join("".join(str(piece) for piece in term.itertext()).split())
        yield Term(tag, text, _place(term, file), TYPES.get(kind, "nom"), status)


def _category(element: etree._Element, name: str) -> str:
    """What ``element`` says in the category ``name``, outside of the languages and terms in it."""
    for child in element:
        local = _local(child)
        if local in _LANGUAGES | _TERMS:
            continue
        if local == name or child.get("type") == name:
            return " ".join("".join(str(piece) for piece in child.itertext()).split())
        if inner := _category(child, name):
            return inner
    return ""


def _local(element: etree._Element) -> str:
    tag = element.tag
    return etree.QName(tag).localname if isinstance(tag, str) else ""


def _place(element: etree._Element, file: str) -> Position:
    line: Any = element.sourceline
    return Position(file, line or 1)


def written(concepts: Iterable[Concept], title: str) -> bytes:
    """``concepts`` as a file of TBX-Basic in the style DCA; ``title`` says where they are from."""
    nsmap: Any = {None: _NAMESPACE}
    root = etree.Element(f"{{{_NAMESPACE}}}tbx", nsmap=nsmap)
    root.set("type", "TBX-Basic")
    root.set("style", "dca")
    root.set(_LANG, "en")
    header = _added(root, "tbxHeader")
    _added(_added(_added(header, "fileDesc"), "sourceDesc"), "p", title)
    body = _added(_added(root, "text"), "body")
    for concept in concepts:
        entry = _added(body, "conceptEntry", id=concept.id)
        if concept.definition:
            _added(entry, "descrip", concept.definition, type="definition")
        by_language: dict[str, list[Term]] = {}
        for term in concept.terms:
            by_language.setdefault(term.tag, []).append(term)
        for tag, terms in by_language.items():
            section = _added(entry, "langSec")
            section.set(_LANG, tag)
            for term in terms:
                group = _added(section, "termSec")
                _added(group, "term", term.text)
                _added(group, "termNote", KINDS[term.form], type="termType")
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)


def _added(parent: etree._Element, name: str, text: str = "", **attributes: str) -> etree._Element:
    element = etree.SubElement(parent, f"{{{_NAMESPACE}}}{name}", dict(attributes))
    element.text = text or None
    return element
