"""One XML part of a Word template: parsed first, and only then judged.

The bytes alone prove nothing: an entity, another encoding or other quotation marks may say the
same in another way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

from diptych.errors import Phrase, phrase
from diptych.writers.docx.xml import Element

MAX_BYTES: Final = 5_000_000

_ENCODINGS: Final = ("UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE", "ASCII", "US-ASCII")
_MAIN: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
# What the parts of these kinds begin with; by the end of their media type.
_ROOTS: Final = {
    "wordprocessingml.document.main+xml": "document",
    "wordprocessingml.styles+xml": "styles",
    "wordprocessingml.numbering+xml": "numbering",
    "wordprocessingml.settings+xml": "settings",
    "wordprocessingml.fontTable+xml": "fonts",
}
# Elements and relationships by which a document gets at others, or at programs.
_ACTIVE: Final = frozenset(
    {"attachedTemplate", "mailMerge", "altChunk", "subDoc", "OLEObject", "control", "script"}
    | {"saveThroughXslt", "movie", "frameset"}
)
_RELATIONS: Final = re.compile(
    r"attachedTemplate|vbaProject|wordVbaData|oleObject|/package$|/control$|activeX|aFChunk"
    r"|subDocument|/frame$|mailMerge|recipientData|extensibility|customUI|transform$|externalLink",
    re.IGNORECASE,
)
_FIELDS: Final = re.compile(
    r"^\s*(DDE|DDEAUTO|DATABASE|EMBED|IMPORT|INCLUDE|INCLUDEPICTURE|INCLUDETEXT|LINK|MACROBUTTON"
    r"|QUOTE|RD)\b",
    re.IGNORECASE | re.MULTILINE,
)
_LEADING: Final = frozenset({"src", "href", "althref", "pluginspage"})
_OUTSIDE: Final = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:|[/\\]{2})", re.IGNORECASE)


def judged(name: str, media: str, data: bytes) -> tuple[Element | None, Phrase | None]:
    """The part ``name`` of the media type, parsed, and why no template may hold it."""
    if len(data) > MAX_BYTES:
        limit = MAX_BYTES // 1_000_000
        return None, phrase("has a part «{name}» of more than {limit} MB", name=name, limit=limit)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        line = (error.lineno if isinstance(error, etree.XMLSyntaxError) else None) or 1
        return None, phrase(
            "has a part «{name}» that is not XML, at line {line}", name=name, line=line
        )
    return root, next(_faults(name, media, root), None)


def _faults(name: str, media: str, root: Element) -> Iterator[Phrase]:
    info = root.getroottree().docinfo
    if info.internalDTD is not None:
        yield phrase("declares entities in «{name}»", name=name)
    if (info.encoding or "UTF-8").upper() not in _ENCODINGS:
        encoding = info.encoding
        yield phrase("has a part «{name}» in {encoding}, not UTF-8", name=name, encoding=encoding)
    for end, tag in _ROOTS.items():
        if media.endswith(end) and root.tag != f"{{{_MAIN}}}{tag}":
            yield phrase(
                "has a part «{name}» that begins with <{found}>, not with <w:{tag}>",
                name=name,
                found=etree.QName(root).localname,
                tag=tag,
            )
    yield from _leading(name, root)
    yield from _running(name, root)


def _leading(name: str, root: Element) -> Iterator[Phrase]:
    """What leads outside: a relationship, or an attribute that is an address itself."""
    for element in root.iter("*"):
        tag, attributes = _local(element)
        if tag == "Relationship":
            if not all(attributes.get(key) for key in ("Id", "Type", "Target")):
                yield phrase("has a relationship without Id, Type or Target in «{name}»", name=name)
            mode, target = attributes.get("TargetMode", ""), attributes.get("Target", "")
            out = mode.strip().lower() not in ("", "internal") or bool(_OUTSIDE.match(target))
        else:
            out = any(
                key.lower() in _LEADING and _OUTSIDE.match(value)
                for key, value in attributes.items()
            )
        if out:
            yield phrase("leads to something outside itself in «{name}»", name=name)


def _running(name: str, root: Element) -> Iterator[Phrase]:
    """What runs, or draws on something that does."""
    codes = []
    for element in root.iter("*"):
        tag, attributes = _local(element)
        if tag in _ACTIVE:
            yield phrase("holds <{tag}> in «{name}»", tag=tag, name=name)
        kind = _RELATIONS.search(attributes.get("Type", "")) if tag == "Relationship" else None
        if kind:
            yield phrase("holds <{tag}> in «{name}»", tag=kind[0].strip("/"), name=name)
        if tag == "instrText":
            codes.append(element.text or "")
        if tag == "fldChar":
            codes.append("\n")  # a field begins here, or ends
        if "instr" in attributes:
            codes.append(f"\n{attributes['instr']}\n")
    if match := _FIELDS.search("".join(codes)):
        yield phrase("holds the field {field} in «{name}»", field=match[1], name=name)


def _local(element: Element) -> tuple[str, dict[str, str]]:
    """The name of ``element`` and its attributes, without namespaces."""
    attributes = {etree.QName(key).localname: str(value) for key, value in element.items()}
    return etree.QName(element).localname, attributes
