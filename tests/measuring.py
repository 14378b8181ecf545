"""How the pages of a PDF are filled and set, measured from its characters and rules alone.

``PYTHONPATH=workflow:tests python tests/measuring.py FILE…`` prints it for PDF files. Measures are
in points unless a name says otherwise.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from ctypes import byref, c_double, c_int, create_string_buffer
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise, takewhile
from pathlib import Path
from typing import NamedTuple, TypeVar

import pypdfium2
from pypdfium2 import raw

T = TypeVar("T")

_MM = 72 / 25.4
#: The margins of the templates (templates/pdf/page.css): top, right, bottom, left.
PORTRAIT = tuple(each * _MM for each in (20, 15, 20, 30))
LANDSCAPE = tuple(each * _MM for each in (25, 20, 15, 20))
# How pdfium, WeasyPrint and LibreOffice say that a word goes on in the next line.
_DIVIDED = ("\x02", "\ufffe", "\u00ad", "\u2010", "\u2011")
# What is closer than this stands on one line, or in one column; in points and in em.
_SAME_LINE, _SAME_WORD, _GUTTER = 1.5, 0.15, 2.1
# What a row of columns has between its lines, and what is too much for it.
_LOOSEST = 15.5
# How high the fonts of the templates are, ascent and descent, in em.
_EM = 1.107
# How a paragraph may end.
_FINAL = tuple(".:;!?*»”)")
_RULE = 1.5  # a higher box is no rule
_NOTES_RULE = 160.0  # a longer rule is not the one above notes


class Box(NamedTuple):
    """A rectangle; heights are counted from the top of the page."""

    left: float
    top: float
    right: float
    bottom: float


class Word(NamedTuple):
    """The characters between two spaces of a line, and where they stand."""

    text: str
    box: Box
    size: float
    bold: bool
    spaced: bool


@dataclass(frozen=True)
class Line:
    """The words of one column that stand on one baseline."""

    baseline: float
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """What stands on the line, with one space between words."""
        return " ".join(word.text for word in self.words)

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.words[0].box.left

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.words[-1].box.right

    @property
    def bold(self) -> bool:
        """Whether all of it is bold."""
        return all(word.bold for word in self.words)

    @property
    def gaps(self) -> list[float]:
        """The spaces between its words, in em."""
        return [
            (after.box.left - word.box.right) / word.size for word, after in pairwise(self.words)
        ]


@dataclass(frozen=True)
class Page:
    """What stands on one page between its margins, and the words of its whole sheet."""

    number: int
    area: Box
    sheet: Box
    words: tuple[Word, ...]
    lines: tuple[Line, ...]
    marks: tuple[Box, ...]

    @cached_property
    def notes(self) -> float:
        """Where the notes at the foot begin: the end of the page where there are none."""
        rules = [
            each.top
            for each in self.marks
            if each.bottom - each.top < _RULE
            and 20 < each.right - each.left < _NOTES_RULE
            and abs(each.left - self.area.left) < 3
        ]
        for top in sorted(rules):
            below = [line for line in self.lines if line.baseline > top]
            if below and all(line.words[0].size < 9.8 for line in below):
                return top
        return self.area.bottom

    @cached_property
    def text(self) -> tuple[Line, ...]:
        """The lines above the notes."""
        return tuple(line for line in self.lines if line.baseline < self.notes)

    @cached_property
    def bands(self) -> list[tuple[float, float]]:
        """The heights that text, rules and pictures above the notes take, from the top."""
        taken = [
            (
                min(word.box.top for word in line.words),
                max(line.baseline, *(word.box.bottom for word in line.words)),
            )
            for line in self.text
        ]
        taken += [(mark.top, mark.bottom) for mark in self.marks if mark.bottom <= self.notes]
        return sorted(taken)

    @property
    def fill(self) -> float:
        """How much of the room above the notes is used, in per cent of the height of the text."""
        height = self.area.bottom - self.area.top
        end = max((bottom for _, bottom in self.bands), default=self.area.top)
        # A line stands some points above the foot of the page even where no other fits.
        return min(100.0, 100 * (1 - (self.notes - end) / height))

    @property
    def hole(self) -> float:
        """The largest height within the text where nothing stands."""
        end, hole = self.area.top, 0.0
        for top, bottom in self.bands:
            hole, end = max(hole, top - end), max(end, bottom)
        return hole

    @property
    def columns(self) -> list[list[Line]]:
        """The lines above the notes by the place where their column begins."""
        edges: list[float] = []
        for line in sorted(self.text, key=lambda line: line.left):
            beside = [each for each in self.text if _overlap(each, line)]
            if beside and not any(abs(line.left - edge) < 60 for edge in edges):
                edges.append(line.left)
        edges = edges or [self.area.left]
        columns: list[list[Line]] = [[] for _ in edges]
        for line in self.text:
            place = max((i for i, edge in enumerate(edges) if edge <= line.left + 2), default=0)
            columns[place].append(line)
        return columns

    @property
    def rows(self) -> Iterator[list[list[Line]]]:
        """The lines that stand together across all columns, column by column."""
        columns = self.columns
        heights = sorted({line.baseline for column in columns for line in column})
        starts = [b for a, b in pairwise([-99.0, *heights]) if b - a > _LOOSEST]
        for start, end in pairwise([*starts, self.area.bottom + 99]):
            yield [[line for line in column if start <= line.baseline < end] for column in columns]

    @property
    def unlevel(self) -> int:
        """How many columns begin a little higher or lower than the first one of their row."""
        count = 0
        for row in self.rows:
            first = [column[0] for column in row if column]
            if len({round(line.words[0].size) for line in first}) == 1:
                count += sum(0.5 < abs(line.baseline - first[0].baseline) < 8 for line in first)
        return count

    @property
    def off_grid(self) -> int:
        """How many lines stand no whole number of points below the line above them."""
        steps = (
            below.baseline - line.baseline
            for column in self.columns
            for line, below in pairwise(column)
            if abs(below.words[0].size - line.words[0].size) < 0.3
            and below.baseline - line.baseline < 40
        )
        return sum(abs(step - round(step)) > 0.2 for step in steps)

    @property
    def overlaps(self) -> list[str]:
        """Words that stand one over the other."""
        found = []
        words = sorted(self.words, key=lambda word: word.box.top)
        for index, word in enumerate(words):
            for other in words[index + 1 :]:
                if other.box.top > word.box.bottom:
                    break
                if _common(word.box, other.box) > 0.15:
                    found.append(f"{word.text}/{other.text}")
        return found

    @property
    def outside(self) -> list[str]:
        """Words that stick out of the margins at the sides, or out of the sheet."""
        return [
            word.text
            for word in self.words
            if word.box.left < self.area.left - 3
            or word.box.right > self.area.right + 3
            or word.box.top < 0
            or word.box.bottom > self.sheet.bottom
        ]

    @property
    def ends(self) -> list[Line]:
        """The last line of each column."""
        return [column[-1] for column in self.columns if column]

    @property
    def divided(self) -> list[str]:
        """Words of which a part stands on the next page."""
        foot = max((line.baseline for line in self.text), default=0)
        return [
            line.words[-1].text
            for line in self.ends
            if line.words[-1].text.endswith(_DIVIDED) and foot - line.baseline < 60
        ]

    @property
    def left_behind(self) -> list[str]:
        """Headings and «as follows:» that end the page."""
        foot = max((line.baseline for line in self.text), default=0)
        last = [line for line in self.ends if foot - line.baseline < _SAME_LINE]
        return [line.text for line in last if line.bold or line.text.endswith(":")]

    def widest_gap(self, *, justified: bool = True) -> float:
        """The widest space, in em; of ``justified`` lines, which reach the end of their column."""
        widest = 0.0
        for column in self.columns:
            right = max((line.right for line in column), default=0)
            for line in column:
                ends = abs(line.right - right) < 1
                if (ends or not justified) and len(line.words) > 2:
                    widest = max(widest, *line.gaps)
        return widest


def lone_lines(pages: Sequence[Page], repeated: Collection[str] = ()) -> list[str]:
    """Lines of paragraphs that stand alone at the end or the beginning of a page.

    ``repeated`` are lines that stand at the head of each page.
    """
    found = []
    for page, after in pairwise(pages):
        columns = zip(page.columns, after.columns, strict=False)
        for column, next_column in columns if len(page.columns) == len(after.columns) else ():
            begins = [line for line in next_column if line.text not in repeated]
            if not column or not begins or column[-1].text.endswith(_FINAL) or column[-1].bold:
                continue
            before, beyond = _run(column[::-1]), _run(begins)
            if before == 1 or beyond == 1:
                found.append(f"p. {page.number}: {column[-1].text} | {begins[0].text}")
    return found


def _run(lines: Sequence[Line]) -> int:
    """How many of ``lines`` stand as close as those of one paragraph, from the first on."""
    steps = (abs(b.baseline - a.baseline) for a, b in pairwise(lines))
    return 1 + len(list(takewhile(lambda step: step < _LOOSEST, steps)))


def _overlap(line: Line, other: Line) -> bool:
    return line is not other and abs(line.baseline - other.baseline) < _SAME_LINE


def _common(one: Box, other: Box) -> float:
    """What two boxes have in common, as a share of the smaller."""
    width = min(one.right, other.right) - max(one.left, other.left)
    height = min(one.bottom, other.bottom) - max(one.top, other.top)
    if width <= 0 or height <= 0:
        return 0
    smaller = min((b.right - b.left) * (b.bottom - b.top) for b in (one, other))
    return width * height / smaller if smaller else 0


# --- reading ------------------------------------------------------------------------


class _Character(NamedTuple):
    text: str
    box: Box
    baseline: float
    size: float
    bold: bool


def pages(data: bytes | Path) -> list[Page]:
    """The pages of a PDF."""
    with pypdfium2.PdfDocument(data) as document:
        return [_page(page, number) for number, page in enumerate(document, 1)]


def _page(page: pypdfium2.PdfPage, number: int) -> Page:
    width, height = page.get_size()
    top, right, bottom, left = LANDSCAPE if width > height else PORTRAIT
    area = Box(left, top, width - right, height - bottom)
    lines = list(_lines(_characters(page, height)))
    words = tuple(word for line in lines for word in line.words)
    marks = tuple(_marks(page, height, area))
    inside = tuple(line for line in lines if area.top < line.baseline < area.bottom + 1)
    return Page(number, area, Box(0, 0, width, height), words, inside, marks)


def _marks(page: pypdfium2.PdfPage, height: float, area: Box) -> Iterator[Box]:
    """The rules and pictures within the margins, as they are drawn."""
    for each in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE]):
        left, bottom, right, top = each.get_bounds()
        box = Box(left, height - top, right, height - bottom)
        visible = box.right - box.left > 1 or box.bottom - box.top > 1
        if visible and area.top - 1 <= box.top and box.bottom <= area.bottom + 1:
            yield box


def _characters(page: pypdfium2.PdfPage, height: float) -> Iterator[_Character]:
    """What is drawn, character by character; spaces that pdfium only infers are none."""
    text = page.get_textpage()
    left, right, low, high = (c_double() for _ in range(4))
    x, y, flags, name = c_double(), c_double(), c_int(), create_string_buffer(100)
    for index in range(text.count_chars()):
        if raw.FPDFText_IsGenerated(text, index) == 1:
            continue
        if raw.FPDFText_GetCharAngle(text, index):  # a watermark lies below the text
            continue
        raw.FPDFText_GetCharOrigin(text, index, byref(x), byref(y))
        raw.FPDFText_GetCharBox(text, index, byref(left), byref(right), byref(low), byref(high))
        raw.FPDFText_GetFontInfo(text, index, name, 100, byref(flags))
        loose = raw.FS_RECTF()
        raw.FPDFText_GetLooseCharBox(text, index, byref(loose))
        yield _Character(
            chr(raw.FPDFText_GetUnicode(text, index)),
            Box(loose.left, height - high.value, loose.right, height - low.value),
            height - y.value,
            (loose.top - loose.bottom) / _EM,
            b"Bold" in name.value,
        )


def _lines(characters: Iterable[_Character]) -> Iterator[Line]:
    """The lines of each column, from the top and from the left."""
    drawn = sorted(characters, key=lambda each: (round(each.baseline, 1), each.box.left))
    for row in _grouped(drawn, lambda a, b: b.baseline - a.baseline < _SAME_LINE):
        row.sort(key=lambda each: each.box.left)
        words = [
            word
            for run in _grouped(row, _one_word)
            if (word := _word([each for each in run if not each.text.isspace()]))
        ]
        for line in _grouped(words, lambda a, b: b.box.left - a.box.right < _GUTTER * a.size):
            yield Line(row[0].baseline, tuple(line))


def _one_word(before: _Character, after: _Character) -> bool:
    return not (before.text.isspace() or after.text.isspace()) and (
        after.box.left - before.box.right < _SAME_WORD * before.size
    )


def _word(characters: Sequence[_Character]) -> Word | None:
    if not characters:
        return None
    box = Box(
        characters[0].box.left,
        min(each.box.top for each in characters),
        max(each.box.right for each in characters),
        max(each.box.bottom for each in characters),
    )
    gaps = [b.box.left - a.box.right for a, b in pairwise(characters)]
    size = max(each.size for each in characters)
    return Word(
        "".join(each.text for each in characters),
        box,
        size,
        all(each.bold for each in characters),
        bool(gaps) and min(gaps) > 0.03 * size,
    )


def _grouped(items: Iterable[T], together: Callable[[T, T], bool]) -> list[list[T]]:
    """``items`` in runs of which each two neighbours are ``together``."""
    groups: list[list[T]] = []
    for item in items:
        if groups and together(groups[-1][-1], item):
            groups[-1].append(item)
        else:
            groups.append([item])
    return groups


#: What the columns of :func:`table` say.
HEAD = (
    "# pages, how each is filled (%) | largest hole (pt), widest space of a justified line "
    "(em/10), columns that begin unlevel, lines off the grid, words over words, words outside "
    "the margins"
)


def table(name: str, measured: Sequence[Page]) -> str:
    """One line of the document ``name``, as :data:`HEAD` has it."""
    fills = "".join(f"{round(page.fill):4}" for page in measured)
    whole = (
        round(max(page.hole for page in measured)),
        round(10 * max(page.widest_gap() for page in measured)),
        sum(page.unlevel for page in measured),
        sum(page.off_grid for page in measured),
        sum(len(page.overlaps) for page in measured),
        sum(len(page.outside) for page in measured),
    )
    return f"{name:26}{len(measured):3} {fills} | {' '.join(map(str, whole))}"


if __name__ == "__main__":
    for file in map(Path, sys.argv[1:]):
        found = pages(file)
        print(table(file.name, found))
        for page in found:
            for what in ("unlevel", "off_grid", "overlaps", "outside", "divided", "left_behind"):
                if value := getattr(page, what):
                    print(f"    p. {page.number}: {what} {value}")
            if (gap := page.widest_gap()) > 0.7:
                print(f"    p. {page.number}: gap {gap:.2f}")
