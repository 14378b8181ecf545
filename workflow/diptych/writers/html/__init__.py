"""Writes a document tree as one HTML page for the web: semantic, self-contained, without script.

It is the page that the PDF is made from, without what belongs to paper: notes stand
at the end of their part, and nothing runs in margins. A draft says so at its top.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement

from diptych import inputs, tree
from diptych.content_security import policy
from diptych.errors import DiptychError, phrase
from diptych.writers.html import letterhead, markup, notes
from diptych.writers.html.inline import append, mark

_SHEET = "document.css"
_OUTSIDE = re.compile(
    r"@import|url\(\s*['\"]?(?!data:)[^)]*\)|(?:image-set|image|src|element)\(|</", re.IGNORECASE
)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
# How CSS writes a character otherwise (CSS Syntax, section 4.3.7).
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))", re.DOTALL)


def write(document: tree.Document, templates: Path) -> bytes:
    """The page of ``document``, styled by ``document.css`` in the folder ``templates``.

    UTF-8; equal documents give equal bytes. Raises
    :class:`~diptych.errors.DiptychError` when the sheet is missing or leads out of the page.
    """
    root = markup.page(document, _draft, around="main")
    for number, part in enumerate(list(root.iter("section")), 1):
        notes.gather(part, f"note.{number}.")
    for element in list(root.iter()):
        for name in (markup.BOOKMARK, letterhead.SHARES):
            element.attrib.pop(name, None)
        for place, child in enumerate(element):
            if child.tag == "table" and "data" in child.get("class", "").split():
                element[place] = _wide(child)
    head = root[0]
    SubElement(head, "meta", {"name": "viewport", "content": "width=device-width"})
    looks = "\n" + _sheet(templates / _SHEET) + _own_looks(root)
    policed = {"http-equiv": "Content-Security-Policy", "content": policy(looks)}
    head.insert(1, Element("meta", policed))
    SubElement(head, "style").text = looks
    return markup.serialised(root).encode()


def _own_looks(root: Element) -> str:
    """The rules of elements that have looks of their own; each then names its rule as a class."""
    rules: dict[str, str] = {}
    for element in root.iter():
        if style := element.attrib.pop("style", ""):
            name = rules.setdefault(style, f"own-{len(rules) + 1}")
            element.set("class", f"{element.get('class', '')} {name}".strip())
    return "".join(f".{name} {{ {style} !important; }}\n" for style, name in rules.items())


def _draft(part: tree.Part) -> Iterator[Element]:
    """What says that ``part`` is a draft."""
    if part.watermark:
        lang = part.langs[0]
        spoken = tree.language(part.watermark, lang)
        banner = mark(Element("p", {"class": "draft"}), spoken, lang)
        yield append(banner, part.watermark, spoken)


def _wide(table: Element) -> Element:
    """``table`` in a box that scrolls, by keyboard too, where the table is too wide."""
    box = Element("div", {"class": "wide", "tabindex": "0"})
    box.append(table)
    box.tail, table.tail = table.tail, None
    return box


def _sheet(path: Path) -> str:
    text = inputs.read_template(path)
    # Without comments, its escapes resolved, as a browser understands it.
    plain = _ESCAPE.sub(_character, _COMMENT.sub("", text))
    if match := _OUTSIDE.search(text) or _OUTSIDE.search(plain):
        shown = match[0]
        raise DiptychError(
            phrase("«{shown}» is not a file of the templates: it was not opened", shown=shown)
        )
    return text


def _character(escape: re.Match[str]) -> str:
    if not escape[1]:
        return escape[2]
    code = int(escape[1], 16)
    return chr(code) if code <= sys.maxunicode else "\ufffd"
