"""A whole document: part after part into the emptied reference document."""

from __future__ import annotations

from pathlib import Path

from docx.oxml.ns import qn

from diptych.tree import Document, targets
from diptych.writers.docx.anchors import Anchors
from diptych.writers.docx.blocks import Blocks
from diptych.writers.docx.fonts import embed
from diptych.writers.docx.inlines import Runs
from diptych.writers.docx.notes import Notes
from diptych.writers.docx.package import pack, set_language, set_properties
from diptych.writers.docx.reference import Reference
from diptych.writers.docx.sections import Sections
from diptych.writers.docx.setting import Setting
from diptych.writers.docx.xml import find


def write(document: Document, templates: Path) -> bytes:
    """The bytes of ``document`` as a .docx file.

    ``templates`` is the folder that holds ``reference.docx``. The same document
    and reference give the same bytes. Raises :class:`.TemplateError` when the
    reference document is missing or lacks a style, a numbering or a page setup.
    """
    reference = Reference(templates)
    notes = Notes(reference)
    runs = Runs(reference, reference.part, notes.call)
    blocks = Blocks(reference, runs, notes, Anchors(targets(document)))
    sections = Sections(reference, notes)
    for part in document.parts:
        width = reference.text_width(part.landscape)
        setting = Setting(
            width, part.langs[0], alone=len(part.langs) == 1, landscape=part.landscape
        )
        written = blocks.write(part.blocks, setting)
        properties = sections.properties(part)
        if part is document.parts[-1]:
            reference.body.extend([*written, properties])
        else:
            if not written or written[-1].tag != qn("w:p"):
                written.append(blocks.spacer(setting))
            # Word keeps the properties of a section, but for the final one, in its last paragraph.
            last = find(written[-1], "w:pPr")
            assert last is not None
            last.append(properties)
            reference.body.extend(written)
    embed(reference, templates.parent / "assets" / "fonts")
    set_language(reference, document.langs)
    set_properties(reference.package, document)
    return pack(reference)
