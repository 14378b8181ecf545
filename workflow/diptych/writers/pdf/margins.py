"""What runs on every page: header, footer, watermark."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement

from diptych import tree
from diptych.layout import initials
from diptych.writers.html.inline import append, mark
from diptych.writers.html.tables import add_columns

_BAND = "initials-band"


def running(part: tree.Part) -> Iterator[Element]:
    """What stands in the margins of the pages of ``part``: header, footer, watermark."""
    lang = part.langs[0]
    yield _header(part, lang)
    if part.initials:
        yield _initialled(part, lang)
    else:
        yield _line("footer", part.footer, lang)
    if part.watermark:
        watermark = Element("div", {"class": "watermark"})
        watermark.append(_line("mark", part.watermark, lang))
        yield watermark


def make_room(page: Element) -> None:
    """Say of each part of ``page`` with places above the number that its margin holds them."""
    for part in page.iter("section"):
        if any(band.get("class") == _BAND for band in part.iter("div")):
            part.set("class", f"{part.get('class', '')} initialled-above")


def _header(part: tree.Part, lang: str) -> Element:
    """The header, and below it the names of the languages above their columns."""
    line = _line("header", part.header, lang)
    if not part.column_names:
        return line
    line.set("class", "line")
    names = Element("table", {"class": "parallel column-names"})
    add_columns(names, part.shares)
    row = SubElement(SubElement(names, "tbody"), "tr")
    for own, name in zip(part.langs, part.column_names, strict=True):
        row.append(append(mark(Element("td"), own, lang), name, own))
    header = Element("div", {"class": "header over-columns"})
    header.extend([line, names])
    return header


def _line(name: str, inlines: tree.Inlines, around: str) -> Element:
    spoken = tree.language(inlines, around)
    return append(mark(Element("div", {"class": name}), spoken, around), inlines, spoken)


def _initialled(part: tree.Part, lang: str) -> Element:
    """The footer with the places to initial: on either side of the page number, or above it."""
    footer = Element("div", {"class": "footer"})
    number = _line("number", part.footer, lang)
    places = [_line("initials", each, lang) for each in part.initials]
    if initials.stand_beside_number(part):
        footer.set("class", "footer initialled")
        footer.extend([places[0], number, *places[1:]])
    else:
        columns = f"grid-template-columns: repeat({len(places)}, 1fr)"
        band = SubElement(footer, "div", {"class": _BAND, "style": columns})
        band.extend(places)
        footer.append(number)
    return footer
