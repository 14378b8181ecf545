"""Blocks to paragraphs and tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import assert_never

from diptych import tree
from diptych.layout.measure import announcing, is_short, keeps_with_next
from diptych.writers.docx.anchors import Anchors
from diptych.writers.docx.contents import TablesOfContents
from diptych.writers.docx.inlines import Runs
from diptych.writers.docx.notes import Notes
from diptych.writers.docx.numbering import Numbering
from diptych.writers.docx.paragraphs import begin_page, mark, paragraph
from diptych.writers.docx.pictures import Pictures
from diptych.writers.docx.reference import Reference
from diptych.writers.docx.setting import Setting
from diptych.writers.docx.signatures import PlacesToSign
from diptych.writers.docx.styles import Role
from diptych.writers.docx.tables import Tables, is_note
from diptych.writers.docx.xml import Element

_CONTINUED: tuple[Role, ...] = ("List Continue", "List Continue 2", "List Continue 3")


class Blocks:
    """Writes the blocks of one document, in the order of the document."""

    def __init__(
        self,
        reference: Reference,
        runs: Runs,
        notes: Notes,
        anchors: Anchors,
        contents: TablesOfContents,
    ) -> None:
        self._reference = reference
        self._runs = runs
        self._anchors = anchors
        self._numbering = Numbering(reference)
        self._pictures = Pictures(reference.part)
        self._contents = contents
        self._places_to_sign = PlacesToSign(reference, runs)
        self._tables = Tables(reference, runs, notes, anchors, self._pictures, self.write)

    def write(self, blocks: Sequence[tree.AnyBlock], setting: Setting) -> list[Element]:
        """The paragraphs and tables of ``blocks``.

        Places to sign and notes stay with what they follow. A table is always
        followed by a paragraph: Word joins two tables that touch, and allows
        none at the end of a cell.
        """
        written: list[Element] = []
        begins_page = False
        for block, after in zip_longest(blocks, blocks[1:]):
            if isinstance(block, tree.PageBreak):
                begins_page = True
                continue
            elements = list(self._block(block, _before(after, setting, block)))
            if begins_page:
                begin_page(elements)
                begins_page = False
            written.extend(elements)
        return written

    def spacer(self, setting: Setting) -> Element:
        """An empty paragraph that takes next to no room."""
        return paragraph(self._reference.paragraph_style("Spacer"), setting.lang, keep=setting.keep)

    def _block(self, block: tree.AnyBlock, setting: Setting) -> Iterator[Element]:
        match block:
            case tree.Heading():
                yield self._heading(block, setting)
            case tree.Paragraph(style="embargo"):
                style_id = self._reference.paragraph_style("embargo", setting.measure)
                yield self._tables.embargo(self._paragraph(block, style_id, setting), setting)
                yield self.spacer(replace(setting, keep=True))
            case tree.Paragraph(style=style):
                role: Role = setting.text if style == "body" else style
                yield self._paragraph(
                    block, self._reference.paragraph_style(role, setting.measure), setting
                )
            case tree.List():
                keep = setting.keep and is_short([block])
                yield from self._list(block, replace(setting, keep=keep))
            case tree.Quote(blocks=blocks):
                keep = setting.keep and is_short(blocks)
                yield from self.write(blocks, replace(setting, text="Quote", keep=keep))
            case tree.Letterhead():
                yield self._tables.letterhead(block, setting)
                yield self.spacer(setting)
            case tree.Picture(image=image, alt=alt, lang=lang):
                style_id = self._reference.paragraph_style("Picture")
                drawing = self._pictures.drawing(image, tree.plain(alt), setting.width)
                yield paragraph(style_id, lang, [drawing], keep=setting.keep)
            case tree.Contents():
                yield from self._contents.write(block, setting)
            case tree.PageBreak():
                raise AssertionError("a page breaks before a block, not inside one")
            case tree.Table():
                above = self.spacer(replace(setting, keep=True))
                if block.caption:
                    above = self._tables.caption(block)
                yield above
                table = self._tables.data(block, setting)
                if block.unconfirmed:
                    mark(table, self._reference)
                yield table
                yield self.spacer(setting)
            case tree.ParallelTable():
                yield self.spacer(replace(setting, keep=True))
                table = self._tables.parallel_table(block, setting)
                if block.unconfirmed:
                    mark(table, self._reference)
                yield table
                yield self.spacer(setting)
            case tree.Parallel(rows=rows):
                yield self._tables.parallel(block, setting)
                keep = setting.keep or announcing(rows[-1])
                yield self.spacer(replace(setting, keep=keep))
            case tree.Signatures():
                yield self._places_to_sign.write(block, setting)
                yield self.spacer(setting)
            case tree.KeptTogether():
                yield self._tables.together(block, setting)
                yield self.spacer(setting)
            case _:
                assert_never(block)

    def _heading(self, block: tree.Heading, setting: Setting) -> Element:
        """Label and content; a level below the third looks like the third.

        A label with a number is left to Word, which counts on when somebody adds a heading.
        """
        style = self._contents.heading_style(block, setting.measure)
        content, numbering = block.content, None
        if block.number:
            numbering = self._numbering.heading(block)
        elif block.label:
            label = f"{block.label} " if block.content else block.label
            content = (tree.Text(label, block.lang), *block.content)
        runs = self._runs.write(content, block.lang)
        written = paragraph(style, block.lang, runs, keep=setting.keep, numbering=numbering)
        if block.unconfirmed:
            mark(written, self._reference, heading=True)
        return self._anchors.mark(written, block.lang, block.id)

    def _paragraph(
        self, block: tree.Paragraph, style: str, setting: Setting, numbering: Element | None = None
    ) -> Element:
        runs = self._runs.write(block.content, block.lang)
        written = paragraph(style, block.lang, runs, keep=setting.keep, numbering=numbering)
        if block.unconfirmed:
            mark(written, self._reference)
        return self._anchors.mark(written, block.lang, block.id)

    def _list(self, block: tree.List, setting: Setting) -> Iterator[Element]:
        """The items; a number stands at the first paragraph of its item, whatever follows."""
        if block.marker == "none":
            continued = _CONTINUED[min(setting.depth, len(_CONTINUED) - 1)]
            for item in block.items:
                yield from self.write(item, replace(setting, text=continued))
            return
        role: Role = "List Number" if block.ordered else "List Bullet"
        style = self._reference.paragraph_style(role, setting.measure)
        instance = self._numbering.instance(block, style, setting.depth, setting.around)
        inside = replace(
            setting,
            text=_CONTINUED[min(setting.depth, len(_CONTINUED) - 1)],
            depth=setting.depth + 1,
            around=instance.number if block.ordered else "",
        )
        for place, item in enumerate(block.items):
            numbers = self._numbering.item(instance)
            first, rest = item[0] if item else None, item[1:]
            # The last item does not stand alone at the head of a page.
            last_but_one = place == len(block.items) - 2 and not rest
            if isinstance(first, tree.Paragraph):
                own = (
                    style
                    if first.style == "body"
                    else self._reference.paragraph_style(first.style, setting.measure)
                )
                here = replace(setting, keep=setting.keep or last_but_one)
                here = _before(rest[0] if rest else None, here)
                yield self._paragraph(first, own, here, numbers)
            else:
                rest = item
                written = paragraph(style, block.lang, numbering=numbers)
                name = first.id if first else block.id
                yield self._anchors.mark(written, block.lang, name)
            yield from self.write(rest, inside)


def _before(
    after: tree.AnyBlock | None, setting: Setting, block: tree.AnyBlock | None = None
) -> Setting:
    """The setting of ``block``, which ``after`` follows."""
    stays = isinstance(after, tree.Signatures) or (after is not None and is_note(after))
    # The styles of titles see to it themselves.
    leads_in = (
        isinstance(block, tree.Paragraph) and block.style == "body" and keeps_with_next(block)
    )
    stays = stays or leads_in
    return replace(setting, keep=True) if stays else setting
