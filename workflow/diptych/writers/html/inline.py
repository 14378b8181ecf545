"""Inlines of the document tree as HTML elements."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby
from typing import assert_never
from xml.etree.ElementTree import Element, SubElement

from diptych import tree
from diptych.language.tags import tags

# Runs that hold their line. Spaces and ordinary hyphens end a run, so that a break
# stays possible right before and after it.
_HELD = re.compile(r"[^\s-]*(?:\u2011|\d\u2013(?=\d))[^\s-]*")
# How an address begins, with the first letter behind it (RFC 3986, section 3.1).
_BEGINNING = re.compile(r"[A-Za-z]+://.")

#: The class of a note, which stands where it is called for, and the attribute with its number.
NOTE = "footnote"
#: That of another call for a note that stands at its first.
AGAIN = "footnote-again"
NUMBER = "data-number"


def mark(element: Element, lang: str, around: str = "") -> Element:
    """Set the language of ``element``, unless that ``around`` it is the same; return ``element``.

    The direction is set wherever one of the two languages is written from the right.
    ``lang`` and ``around`` are Diptych language codes.
    """
    own = tags(lang)
    if lang != around:
        element.set("lang", own.html)
    if "rtl" in (own.direction, tags(around or lang).direction):
        element.set("dir", own.direction)
    return element


def begin(tag: str, lang: str, around: str, name: str = "") -> Element:
    """An element that says its language whatever the one around it is."""
    element = Element(tag, {"class": name} if name else {})
    mark(element, lang, around)
    element.set("lang", tags(lang).html)
    return element


def append(parent: Element, inlines: tree.Inlines, lang: str) -> Element:
    """Add ``inlines`` to the end of ``parent``, whose language is ``lang``; return ``parent``.

    What follows one another in another language is one passage, read in one direction.
    """
    for spoken, passage in groupby(inlines, lambda inline: tree.language((inline,), lang)):
        if spoken == lang:
            _append(parent, passage, lang)
        else:
            _append(mark(SubElement(parent, "span"), spoken, lang), passage, spoken)
    return parent


def _append(parent: Element, inlines: Iterable[tree.AnyInline], lang: str) -> None:
    """Add ``inlines``, which begin in ``lang``, to the end of ``parent``, which is in it."""
    for inline in inlines:
        match inline:
            case tree.Fact(text=text, whole=True) | tree.Text(text=text, kept=True):
                append_text(SubElement(parent, "span", {"class": "whole"}), text)
            case tree.Text(text=text) | tree.Fact(text=text) | tree.CaptionNumber(text=text):
                append_text(parent, text)
            case tree.Reference(text=text, target=target, lang=spoken):
                reference = SubElement(parent, "a", {"href": f"#{anchor(spoken, target)}"})
                append_text(reference, text)
            case tree.Footnote(number=number, again=True, lang=spoken):
                again = SubElement(parent, "sup", {"class": AGAIN, NUMBER: number})
                again.set("lang", tags(spoken).html)
                again.text = number
            case tree.Footnote(number=number, content=content):
                note = SubElement(parent, "span", {"class": NOTE, NUMBER: number})
                note.set("lang", tags(inline.lang).html)
                append(note, content, inline.lang)
            case tree.LineBreak():
                SubElement(parent, "br")
            case tree.PageField(count=count):
                SubElement(parent, "span", {"class": count})
            case tree.Emphasis(content=content):
                append(SubElement(parent, "em"), content, lang)
            case tree.Strong(content=content):
                append(SubElement(parent, "strong"), content, lang)
            case tree.Superscript(content=content):
                append(SubElement(parent, "sup"), content, lang)
            case tree.Subscript(content=content):
                append(SubElement(parent, "sub"), content, lang)
            case tree.Link(target=target, content=content, bare=True):
                link = SubElement(parent, "a", {"href": target, "class": "whole"})
                _append_address(link, tree.plain(content))
            case tree.Link(target=target, content=content):
                append(SubElement(parent, "a", {"href": target}), content, lang)
            case _:
                assert_never(inline)


def anchor(lang: str, block: str) -> str:
    """The name by which others refer to the block of that id in ``lang``."""
    return f"{tags(lang).html}.{block}"


def append_text(parent: Element, text: str) -> None:
    """Add ``text``, each run that must not break in an element of its own."""
    position = 0
    for run in _HELD.finditer(text):
        _append_string(parent, text[position : run.start()])
        span = SubElement(parent, "span", {"class": "held"})
        span.text = run.group().replace("\u2011", "-")
        position = run.end()
    _append_string(parent, text[position:])


def _append_address(parent: Element, address: str) -> None:
    """Add ``address``, which no line divides between its scheme and what it leads to."""
    beginning = _BEGINNING.match(address)
    if beginning is not None:
        SubElement(parent, "span", {"class": "held"}).text = beginning[0]
        address = address[beginning.end() :]
    _append_string(parent, address)


def _append_string(parent: Element, text: str) -> None:
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text
