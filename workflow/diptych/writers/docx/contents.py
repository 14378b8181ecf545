"""Tables of contents: fields that Word keeps right, with what they say until it does.

A field gathers the headings. In a file of several languages it would mix them, so the headings
of each language have styles of their own, which look like those of the reference document, and
each table gathers those of its language.
"""

from __future__ import annotations

from collections.abc import Iterator

from diptych.tree import Contents, Document, Heading, walk
from diptych.writers.docx.anchors import anchor
from diptych.writers.docx.inlines import Runs, closed, field, opened
from diptych.writers.docx.languages import run_language
from diptych.writers.docx.paragraphs import paragraph
from diptych.writers.docx.reference import Reference
from diptych.writers.docx.setting import Setting
from diptych.writers.docx.styles import Measure, Role
from diptych.writers.docx.xml import Element, literal, w

_HEADINGS: tuple[Role, ...] = ("Heading 1", "Heading 2", "Heading 3")
_LEVELS: tuple[Role, ...] = ("TOC 1", "TOC 2")
# The one that LibreOffice knows, too.
_SEPARATOR = ","
_UNKNOWN = "…"  # what stands for a page that nobody has laid out


class TablesOfContents:
    """The tables of contents of one document."""

    def __init__(self, reference: Reference, runs: Runs, document: Document) -> None:
        self._reference = reference
        self._runs = runs
        tables = (b for p in document.parts for b in walk(p.blocks) if isinstance(b, Contents))
        gathered = {table.lang for table in tables}
        self._apart = gathered if len(document.langs) > 1 else set()

    def write(self, block: Contents, setting: Setting) -> Iterator[Element]:
        """The title, then a paragraph an entry, all of them the result of one field."""
        title = self._reference.paragraph_style("resolution", setting.measure)
        runs = self._runs.write(block.title, block.lang)
        yield paragraph(title, block.lang, runs, keep=True)
        if not block.entries:
            return
        gathers = self._gathering(block.lang, setting.columns)

        def run(content: Element) -> Element:
            return w("r", w("rPr", *run_language(block.lang)), content)

        last = len(block.entries) - 1
        for index, entry in enumerate(block.entries):
            style = self._reference.paragraph_style(_LEVELS[entry.level - 1], setting.measure)
            name = anchor(block.lang, entry.target)
            number = literal("t", entry.page or _UNKNOWN)
            link = w(
                "hyperlink",
                *self._runs.write(entry.content, block.lang),
                run(w("tab")),
                *map(run, field(f"PAGEREF {name} \\h", number)),
                anchor=name,
            )
            before = map(run, opened(gathers)) if index == 0 else ()
            after = [run(closed())] if index == last else []
            yield paragraph(style, block.lang, [*before, link, *after])

    def heading_style(self, block: Heading, measure: Measure) -> str:
        """The id of the style of a heading; a level below the third looks like the third."""
        level = min(block.level, len(_HEADINGS))
        if block.lang in self._apart and level <= len(_LEVELS):
            return self._own_style(level, block.lang, measure)
        return self._reference.paragraph_style(_HEADINGS[level - 1], measure)

    def _own_style(self, level: int, lang: str, measure: Measure) -> str:
        """The id of the style of the headings of that level in one language."""
        base = self._reference.paragraph_style(_HEADINGS[level - 1], measure)
        return self._reference.variant(base, lang, *run_language(lang))

    def _gathering(self, lang: str, measure: Measure) -> str:
        """The code of the field that gathers the headings in ``lang``."""
        if lang not in self._apart:
            return f'TOC \\o "1-{len(_LEVELS)}" \\h'
        self._reference.separate_lists(_SEPARATOR)
        styles: list[str] = []
        for level in range(1, len(_LEVELS) + 1):
            style = self._own_style(level, lang, measure)
            styles += [self._reference.style_name(style), str(level)]
        return f'TOC \\t "{_SEPARATOR.join(styles)}" \\h'
