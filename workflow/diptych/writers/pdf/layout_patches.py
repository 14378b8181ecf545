"""Where WeasyPrint goes wrong while it lays out pages, put right.

It offers no extension point for these. ``tests/writers/test_engine_faults.py`` fails for each
patch that a later WeasyPrint does not need any more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import weasyprint.document
import weasyprint.layout
from weasyprint.formatting_structure.boxes import BlockBox, Box, LineBox, TableCellBox, TextBox
from weasyprint.layout import LayoutContext, block, inline

from diptych.patches import Patch, patched
from diptych.writers.pdf.libraries import WEASYPRINT

_RESUME = 2  # in what split_first_line returns: where the next line begins, or None
_HYPHEN = "\u2011"  # with which style sheets divide words; no line ends with one otherwise
_LOOSEST = 0.75  # em by which a space may grow: to four times its width
_COLLAPSING = ("normal", "pre-line")


def layout_patches() -> AbstractContextManager[None]:
    """A context for laying out pages: spaces hang, words end on their page, notes stay.

    Raises :class:`~diptych.errors.DiptychError` for another WeasyPrint.
    """
    return patched(
        Patch(inline, "split_first_line", _hang_last_space),
        Patch(inline, "justify_line", _leave_loose_lines),
        Patch(block, "_break_line", _end_pages_with_words),
        Patch(block, "find_earlier_page_break", _break_earlier_after_words),
        Patch(block, "block_container_layout", _end_pages_with_text),
        Patch(weasyprint.layout, "make_all_pages", _make_pages_with_notes_anew),
        Patch(weasyprint.document, "LayoutContext", lambda _: _NotesStay),
        made_for=WEASYPRINT,
    )


class _NotesStay(LayoutContext):  # type: ignore[misc]  # WeasyPrint has no types
    """Where a note has found room on the page of its call, it stays there.

    To win room for one more line, WeasyPrint moves notes whose calls stand above it to the next
    page, whatever their ``footnote-policy`` says (issue 2432, pull request 2437). It takes them
    from ``current_page_footnotes``. Here that list holds notes only while one is added or taken
    away; between times they stand in the footnote area alone, which is what is drawn.

    No style sheet can ask for this: only ``orphans`` and ``widows`` decide whether notes are
    moved, and with 1 and 1 those above a paragraph still are. In CSS columns, where it does not
    take notes so, WeasyPrint is left as it is.
    """

    def layout_footnote(self, footnote: Box) -> bool:
        """Give ``footnote`` its place; say whether the area is now too small for its notes."""
        with self._notes_at_hand():
            return bool(super().layout_footnote(footnote))

    def unlayout_footnote(self, footnote: Box) -> None:
        """Take ``footnote`` away with the line of its call, to be given a place later."""
        with self._notes_at_hand():
            super().unlayout_footnote(footnote)

    def report_footnote(self, footnote: Box) -> None:
        """Leave ``footnote``, which has found no room, for the next page."""
        with self._notes_at_hand():
            super().report_footnote(footnote)

    @contextmanager
    def _notes_at_hand(self) -> Iterator[None]:
        self.current_page_footnotes = list(self.current_footnote_area.children)
        yield
        if not self.in_column:
            self.current_page_footnotes = []


def _make_pages_with_notes_anew(make_all_pages: Callable[..., Any]) -> Callable[..., Any]:
    """``make_all_pages`` that keeps no page of an earlier round if there are notes.

    When pages are counted again, WeasyPrint gives out all notes anew, but keeps the pages whose
    text has not changed. A note that finds no room is left for the next page. If that is kept,
    it has the note already, and the next page that is made anew gets it once more. There is no
    issue about it.
    """

    def make_pages(context: LayoutContext, root_box: Box, html: Any, pages: list[Any]) -> Any:
        return make_all_pages(context, root_box, html, [] if context.footnotes else pages)

    return make_pages


def _hang_last_space(split_first_line: Callable[..., Any]) -> Callable[..., Any]:
    """``split_first_line`` that lets the last space of a text hang over the end of the line.

    Text before an inline element ends in a space. Where all but this space fits the line,
    WeasyPrint ends the line after the first word. The rest of the engine does let spaces hang
    (``trailing_whitespace_size``). Issue 1614 names the cause, that inline elements break lines
    as if they were words; there is none about spaces.

    The text is measured without the space and, where it fits, laid out whole, without a limit.

    Tried instead: ``white-space: pre-wrap``, which does not justify lines or leaves the space
    within the margin; an element of its own for each such space, which screen readers would
    meet; the space within the next element, which underlines it where that is a link; a
    zero-width space behind it, which would be copied. Without the space the engine sees no place
    to break the line, and ``trailing_collapsible_space`` set on the box allows the break but
    draws no space.
    """

    def split(
        text: str, style: Any, context: Any, max_width: float | None, *rest: Any, **options: Any
    ) -> Any:
        def fit(text: str, width: float | None) -> Any:
            return split_first_line(text, style, context, width, *rest, **options)

        line = fit(text, max_width)
        hangs = text.endswith(" ") and style["white_space"] in _COLLAPSING
        if line[_RESUME] is None or not hangs:
            return line
        fits = fit(text.rstrip(" "), max_width)[_RESUME] is None
        return fit(text, None) if fits else line

    return split


def _leave_loose_lines(justify_line: Callable[..., Any]) -> Callable[..., Any]:
    """``justify_line`` that leaves a line as it is whose spaces would become holes.

    That is one before a long word that must not be divided, such as the words of a date. CSS
    leaves the bounds of spaces to the engine (CSS Text 3, section 6.4), WeasyPrint has none.
    """

    def justify(context: LayoutContext, line: Box, extra_width: float) -> None:
        spaces = inline.count_expandable_spaces(line)
        if extra_width <= _LOOSEST * line.style["font_size"] * spaces:
            justify_line(context, line, extra_width)

    return justify


def _end_pages_with_words(break_line: Callable[..., Any]) -> Callable[..., Any]:
    """``_break_line`` that leaves no part of a word at the end of a page.

    CSS has ``hyphenate-limit-last`` for it (CSS Text 4, section 6.3.4), WeasyPrint does not.
    The line is set once more without dividing words, so what stood on it goes on with the
    next page and as many lines as before stand on this one.
    """

    def end(
        context: LayoutContext, paragraph: Box, line: Box, lines: list[Box], *rest: Any
    ) -> tuple[bool, bool, Any]:
        abort, stop, resume_at = break_line(context, paragraph, line, lines, *rest)
        if stop and len(lines) > 1 and _ends_within_word(lines[-1]):
            lines[-1] = _with_whole_words(context, paragraph, lines[-1], lines[-2].resume_at)
        return abort, stop, resume_at

    return end


def _with_whole_words(context: LayoutContext, paragraph: Box, line: Box, start: Any) -> Box:
    """``line`` of ``paragraph``, which begins at ``start``, broken between words if it can be."""
    text = paragraph.children[0]
    styles = {id(box.style): box.style for box in text.descendants()}.values()
    before = [style["hyphens"] for style in styles]
    for style in styles:
        style["hyphens"] = "manual"
    placed: tuple[list[Box], list[Box]] = [], []
    lines = block.iter_line_boxes(
        context, text, line.position_y, 0, start, paragraph, *placed, None, None
    )
    whole, resume_at = next(lines)
    for style, hyphens in zip(styles, before, strict=True):
        style["hyphens"] = hyphens
    if whole.width > paragraph.width or _ends_within_word(whole):
        return line
    whole.resume_at = resume_at
    return whole


def _break_earlier_after_words(find_earlier_page_break: Callable[..., Any]) -> Callable[..., Any]:
    """``find_earlier_page_break`` that leaves no part of a word at the end of a page.

    It has only lines that are already set, so it takes away those that end within a word.
    """

    def find(
        context: LayoutContext, boxes: list[Box], *placed: Any
    ) -> tuple[list[Box], Any] | None:
        found: tuple[list[Box], Any] | None = find_earlier_page_break(context, boxes, *placed)
        if not (found and isinstance(boxes[0], LineBox)):
            return found
        lines = list(found[0])
        while _ends_within_word(lines[-1]):
            lines.pop()
            if len(lines) < boxes[0].style["orphans"]:
                return None
        return lines, {0: lines[-1].resume_at}

    return find


def _end_pages_with_text(lay_out: Callable[..., Any]) -> Callable[..., Any]:
    """``block_container_layout`` that lets the last margin in a cell go where a page ends.

    A row whose list fits the page, but not the margin below it, is moved to the next page as a
    whole, with all that must stand with it. CSS cuts margins off at the end of a page (CSS
    Fragmentation 3, section 5.2); issue 115 is about it.
    """

    def cut(
        context: LayoutContext, box: Box, bottom_space: float, *rest: Any, **options: Any
    ) -> tuple[Any, ...]:
        done: tuple[Any, ...] = lay_out(context, box, bottom_space, *rest, **options)
        laid_out, resume_at = done[:2]
        if isinstance(laid_out, TableCellBox) and resume_at is None:
            end = laid_out.position_y + laid_out.border_height()
            over = end - (context.page_bottom - bottom_space)
            if 0 < over <= _last_margin(laid_out):
                laid_out.height -= over
        return done

    return cut


def _last_margin(box: Box) -> float:
    """The margin below the last block in ``box``, where nothing stands between both ends."""
    margin = 0.0
    while box.children and isinstance(box.children[-1], BlockBox):
        box = box.children[-1]
        if box.padding_bottom or box.border_bottom_width:
            break
        margin = max(margin, box.margin_bottom)
    return margin


def _ends_within_word(line: Box) -> bool:
    """Whether ``line`` ends with the hyphen that the style sheets divide words with."""
    texts = [box.text for box in line.descendants() if isinstance(box, TextBox)]
    return bool(texts) and texts[-1].endswith(_HYPHEN)
