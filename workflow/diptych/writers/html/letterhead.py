"""What stands once: letterheads, pictures, places to sign."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement

from diptych import tree
from diptych.language.tags import tags
from diptych.writers.html.inline import append, begin

_VECTOR = "image/svg+xml"
#: What the columns above places to sign have of the width, for formats that have pages.
SHARES = "data-shares"


def images(document: tree.Document) -> frozenset[str]:
    """The addresses of the images that ``document`` holds, as its page has them."""
    addresses: set[str] = set()
    for part in document.parts:
        for block in tree.walk(part.blocks):
            if isinstance(block, tree.Picture):
                addresses.add(_address(block.image))
            elif isinstance(block, tree.Letterhead):
                addresses |= {_address(emblem.image) for emblem in block.emblems}
    return frozenset(addresses)


def picture(block: tree.Picture, around: str) -> Element:
    """The picture in a box of its own, in points of its natural size."""
    box = begin("div", block.lang, around, "picture")
    box.append(_image(block.image, block.alt, block.lang))
    return box


def _image(image: tree.Image, alt: tree.Inlines, around: str) -> Element:
    element = Element("img", {"src": _address(image), "alt": tree.plain(alt)})
    element.set("lang", tags(tree.language(alt, around)).html)
    return element


def _address(image: tree.Image) -> str:
    media, data = (_VECTOR, image.vector) if image.vector else (image.media, image.data)
    return f"data:{media};base64,{base64.b64encode(data).decode()}"


def letterhead(block: tree.Letterhead, around: str) -> Element:
    """The lines, with an emblem above them or one on either side."""
    count = len(block.emblems)
    element = Element("div", {"class": f"letterhead emblems-{count}" if count else "letterhead"})
    emblems = [_emblem(emblem, around) for emblem in block.emblems]
    lines = Element("div", {"class": "issuer"})
    lines.extend(_lines(block.lines, around))
    element.extend([*emblems[:1], lines, *emblems[1:]])
    return element


def _emblem(emblem: tree.Emblem, around: str) -> Element:
    box = Element("div", {"class": "emblem"})
    box.append(_image(emblem.image, emblem.alt, around))
    return box


def _lines(lines: Iterable[tree.Inlines], around: str) -> list[Element]:
    """A paragraph for each line that is not empty."""
    return [
        append(begin("p", lang, around), line, lang)
        for line in lines
        if line
        for lang in [tree.language(line, around)]
    ]


def signatures(block: tree.Signatures, around: str) -> Element:
    """Capacity, rule and name of each signatory, and below them the place of a seal."""
    sealed = any(entry.seal for entry in block.entries)
    names = ["beside" if block.beside else "below", *(["sealed"] if sealed else [])]
    grids = block.rows if block.beside else (block.entries,)
    if len(grids) == 1:
        element = _places(grids[0], ["signatures", *names], around, sealed)
        made = [element]
    else:
        element = Element("div", {"class": "signatures"})
        made = [_places(entries, names, around, sealed) for entries in grids]
        element.extend(made)
    if block.shares:
        for each in made:
            each.set(SHARES, " ".join(map(str, block.shares)))
    return element


def _places(
    entries: Iterable[tree.Signatory], names: Iterable[str], around: str, sealed: bool
) -> Element:
    element = Element("div", {"class": " ".join(names)})
    for entry in entries:
        SubElement(element, "div", {"class": "capacity"}).extend(_lines(entry.capacity, around))
        SubElement(element, "div", {"class": "rule"})
        SubElement(element, "div", {"class": "name"}).extend(_lines(entry.name, around))
        if sealed:
            SubElement(element, "div", {"class": "seal"}).extend(_lines(entry.seal, around))
    return element
