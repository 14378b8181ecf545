"""What runs on every page: header, footer, watermark."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from diptych import tree
from diptych.writers.html.inline import append, mark


def running(part: tree.Part) -> Iterator[Element]:
    """What stands in the margins of the pages of ``part``: header, footer, watermark."""
    lang = part.langs[0]
    yield _line("header", part.header, lang)
    if part.initials:
        yield _initialled(part, lang)
    else:
        yield _line("footer", part.footer, lang)
    if part.watermark:
        watermark = Element("div", {"class": "watermark"})
        watermark.append(_line("mark", part.watermark, lang))
        yield watermark


def _line(name: str, inlines: tree.Inlines, around: str) -> Element:
    spoken = tree.language(inlines, around)
    return append(mark(Element("div", {"class": name}), spoken, around), inlines, spoken)


def _initialled(part: tree.Part, lang: str) -> Element:
    """The footer with a place to initial on either side of the number of the page."""
    first, *others = part.initials
    footer = Element("div", {"class": "footer initialled"})
    for name, inlines in (
        ("initials", first),
        ("number", part.footer),
        *(("initials", each) for each in others),
    ):
        footer.append(_line(name, inlines, lang))
    return footer
