"""Grids from right to left: WeasyPrint fills a grid from the left whatever its direction."""

from __future__ import annotations

from xml.etree.ElementTree import Element

_COLUMNS_OF_A_LINE = 3  # capacity, rule, name


def mirror_grids(element: Element, direction: str = "ltr") -> None:
    """Say of each place to sign or initial below ``element`` which column it has, from the right.

    ``direction`` is the one around ``element``.
    """
    direction = element.get("dir", direction)
    classes = element.get("class", "").split()
    if direction == "rtl" and "beside" in classes:
        cells_each = 4 if "sealed" in classes else 3
        last = len(element) // cells_each
        for index, cell in enumerate(element):
            party, line = divmod(index, cells_each)
            cell.set("style", f"grid-column: {last - party}; grid-row: {line + 1}")
    elif direction == "rtl" and "below" in classes:
        for index, cell in enumerate(element):
            line, column = divmod(index, _COLUMNS_OF_A_LINE)
            cell.set("style", f"grid-column: {_COLUMNS_OF_A_LINE - column}; grid-row: {line + 1}")
    elif direction == "rtl" and {"initialled", "initials-band"}.intersection(classes):
        for index, cell in enumerate(element):
            cell.set("style", f"grid-column: {len(element) - index}; grid-row: 1")
    for child in element:
        mirror_grids(child, direction)
