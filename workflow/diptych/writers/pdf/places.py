"""Places to sign below columns: each begins where its column does."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from diptych.writers.html.letterhead import SHARES
from diptych.writers.html.markup import PAGE_WIDTHS
from diptych.writers.html.tables import GUTTER

#: The room between the rules of two places, in points: column-gap in templates/pdf/signatures.css.
GAP = 42.5


def align_places(page: Element) -> None:
    """Set the widths of the places to sign of ``page`` by the shares of the columns above them."""
    for section in page.iter("section"):
        width = PAGE_WIDTHS["landscape" in section.get("class", "").split()]
        for element in section.iter():
            shares = [float(share) for share in element.attrib.pop(SHARES, "").split()]
            if not shares:
                continue
            widths = [share * (width + GUTTER) - GAP for share in shares[:-1]]
            widths.append(width - sum(widths) - GAP * len(widths))
            if section.get("dir") == "rtl":  # the engine fills a grid from the left
                widths.reverse()
            columns = " ".join(f"{each:.1f}pt" for each in widths)
            element.set("style", f"grid-template-columns: {columns}")
