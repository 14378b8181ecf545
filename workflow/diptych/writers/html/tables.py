"""Tables of data: of one language, or those of several side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from xml.etree.ElementTree import Element, SubElement

from diptych import tree
from diptych.layout import cells
from diptych.layout.measure import is_short_line
from diptych.writers.html.inline import anchor, append, begin, mark

#: The room between columns, in points: --gutter in templates/pdf/tokens.css.
GUTTER = 22.7


def table(block: tree.Table, around: str, width: float) -> Element:
    """``block`` as a table in ``width``, in points, inside something in the language ``around``."""
    layout = cells.lay_out(block, width)
    element = begin("table", block.lang, around, "data dense" if layout.dense else "data")
    if block.caption:
        element.set("class", f"{element.get('class')} captioned")
        append(SubElement(element, "caption"), block.caption, block.lang)
    add_columns(element, layout.shares)
    _add_rows(element, [layout.table], block.lang)
    return element


def parallel_table(block: tree.ParallelTable, around: str, width: float) -> Element:
    """``block`` as one table whose columns are those of each language, with gaps between them."""
    widths = text_widths(block.shares, width)
    layouts = [cells.lay_out(t, each) for t, each in zip(block.tables, widths, strict=True)]
    lang = block.tables[0].lang
    element = begin("table", lang, around, "data dense level")
    shares: list[float] = []
    for layout, own in zip(layouts, widths, strict=True):
        shares += [GUTTER / width] if shares else []
        shares += [share * own / width for share in layout.shares]
    add_columns(element, shares)
    _add_rows(element, [layout.table for layout in layouts], lang)
    return element


def add_columns(element: Element, shares: Iterable[float]) -> None:
    """Let the columns of the table ``element`` have ``shares`` of its width."""
    group = SubElement(element, "colgroup")
    for share in shares:
        SubElement(group, "col", {"style": f"width: {share:.2%}"})


def text_widths(shares: Sequence[float], width: float) -> list[float]:
    """How wide text is in columns with ``shares`` of ``width``, in points as that is.

    Half a gutter sticks out on either side.
    """
    return [share * (width + GUTTER) - GUTTER for share in shares]


def _add_rows(element: Element, tables: Sequence[tree.Table], around: str) -> None:
    """The rows of ``tables``, which are alike but for their language, side by side."""
    first = tables[0]
    head = [_row(tables, number, around) for number in range(len(first.header))]
    if len(tables) > 1 and first.caption:
        head.insert(0, _captions(tables, around))
    if head:
        SubElement(element, "thead").extend(head)
    if first.rows:
        numbers = range(len(first.header), len(first.header) + len(first.rows))
        SubElement(element, "tbody").extend(_row(tables, number, around) for number in numbers)


def _row(tables: Sequence[tree.Table], number: int, around: str) -> Element:
    """The row of that ``number`` from 0, those of the head first, of each of ``tables``."""
    heading = number < len(tables[0].header)
    row = Element("tr")
    lines = [[*each.header, *each.rows][number] for each in tables]
    if not heading and not all(map(is_short_line, lines)):
        row.set("class", "long")
    for each, line in zip(tables, lines, strict=True):
        row.extend([_gap(heading=heading)] if len(row) else [])
        cells_here = list(_cells(each, number, line, around, "th" if heading else "td"))
        if each is not tables[0] and each.caption and number == len(each.header):
            # The whole table is called by its first language. Captions repeat, so others call
            # by the first cell of their own.
            cells_here[0].set("id", anchor(each.lang, each.id))
        row.extend(cells_here)
    return row


def _cells(
    block: tree.Table, number: int, line: Sequence[tree.Inlines], around: str, tag: str
) -> Iterator[Element]:
    """The cells of one row of ``block``, without those in whose place another stands."""
    for column, (content, align) in enumerate(zip(line, block.align, strict=True)):
        joined = block.cell(number, column)
        if (joined.row, joined.column) != (number, column):
            continue
        cell = append(mark(Element(tag, {"class": align}), block.lang, around), content, block.lang)
        if joined.rows > 1:
            cell.set("rowspan", str(joined.rows))
        if joined.columns > 1:
            cell.set("colspan", str(joined.columns))
        if tag == "th":
            cell.set("scope", "colgroup" if joined.columns > 1 else "col")
        yield cell


def _captions(tables: Sequence[tree.Table], around: str) -> Element:
    """The captions of tables that stand side by side: each over the columns of its own."""
    row = Element("tr", {"class": "captions"})
    for each in tables:
        row.extend([_gap(heading=True)] if len(row) else [])
        cell = Element("th", {"colspan": str(len(each.align)), "scope": "colgroup"})
        mark(cell, each.lang, around)
        row.append(append(cell, each.caption, each.lang))
    return row


def _gap(*, heading: bool) -> Element:
    """The empty cell between two languages."""
    return (
        Element("th", {"class": "gap", "scope": "col"})
        if heading
        else Element("td", {"class": "gap"})
    )
