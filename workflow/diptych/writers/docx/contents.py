"""Tables of contents: fields that Word keeps right, with what they say until it does.

Where a part is in one language, the field gathers the headings. Above columns it would
mix the languages, so each heading in them carries an entry that belongs to the table
of its language, and each table gathers its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from string import ascii_lowercase

from diptych.tree import Contents, Heading, plain
from diptych.writers.docx.anchors import anchor
from diptych.writers.docx.inlines import Runs, closed, field, opened
from diptych.writers.docx.languages import run_language
from diptych.writers.docx.paragraphs import paragraph
from diptych.writers.docx.reference import Reference
from diptych.writers.docx.setting import Setting
from diptych.writers.docx.styles import Role
from diptych.writers.docx.xml import Element, find, literal, w

_LEVELS: tuple[Role, ...] = ("TOC 1", "TOC 2")


class TablesOfContents:
    """The tables of contents of one document."""

    def __init__(self, reference: Reference, runs: Runs) -> None:
        self._reference = reference
        self._runs = runs
        self._series: dict[str, str] = {}

    def write(self, block: Contents, setting: Setting) -> Iterator[Element]:
        """The title, then a paragraph an entry, all of them the result of one field."""
        title = self._reference.paragraph_style("resolution", setting.measure)
        runs = self._runs.write(block.title, block.lang)
        yield paragraph(title, block.lang, runs, keep=True)
        if not block.entries:
            return
        _ask_for_update(self._reference)
        gathers = f'TOC \\o "1-{len(_LEVELS)}" \\h'
        if not setting.alone:
            series = ascii_lowercase[len(self._series)]
            self._series[block.lang] = series
            gathers = f"TOC \\f {series} \\l 1-{len(_LEVELS)} \\h"

        def run(content: Element) -> Element:
            return w("r", w("rPr", *run_language(block.lang)), content)

        last = len(block.entries) - 1
        for index, entry in enumerate(block.entries):
            style = self._reference.paragraph_style(_LEVELS[entry.level - 1], setting.measure)
            name = anchor(block.lang, entry.target)
            page = [run(content) for content in field(f"PAGEREF {name} \\h", literal("t", "…"))]
            link = w(
                "hyperlink",
                *self._runs.write(entry.content, block.lang),
                run(w("tab")),
                *page,
                anchor=name,
            )
            before = map(run, opened(gathers)) if index == 0 else ()
            after = [run(closed())] if index == last else []
            yield paragraph(style, block.lang, [*before, link, *after])

    def entry(self, block: Heading) -> list[Element]:
        """What a heading in columns says to the table of contents of its language."""
        series = self._series.get(block.lang)
        if series is None or block.level > len(_LEVELS):
            return []
        text = f"{block.label} {plain(block.content)}".strip()
        text = text.replace('"', "”").replace("\u2011", "-")
        code = f'TC "{text}" \\f {series} \\l {block.level}'
        return [w("r", w("rPr", *run_language(block.lang)), each) for each in field(code)]


def _ask_for_update(reference: Reference) -> None:
    """Let Word offer to find the pages when it opens the file: only it knows them."""
    if find(reference.settings, "w:updateFields") is None:
        notes = find(reference.settings, "w:footnotePr")
        before = reference.compatibility if notes is None else notes
        before.addprevious(w("updateFields", val="true"))
