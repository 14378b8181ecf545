"""Fonts inside the file: those of signs, and all if the reference document asks for it.

«Embed fonts in the file» is an option of Word's that the reference document keeps.
Where it is on, the fonts of the templates that its styles name go into every file.
A font that only runs name goes into each file that has such runs.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final
from uuid import UUID

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn

from diptych import inputs
from diptych.errors import phrase
from diptych.layout.fonts import faces
from diptych.writers.docx.reference import Reference
from diptych.writers.docx.xml import (
    Element,
    find,
    find_all,
    related,
    related_part,
    unrelate,
    value,
    w,
)

_STYLES: Final = ("Regular", "Bold", "Italic", "BoldItalic")
_CONTENT_TYPE: Final = "application/vnd.openxmlformats-officedocument.obfuscatedFont"
_RELATIONSHIP: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/font"
# How many bytes of a font are obfuscated, so that no file gives a font away: ECMA-376, 17.8.1.
_OBFUSCATED: Final = 32
# What stands before the option in the settings (ECMA-376, 17.15.1.78), as far as files have it.
_EARLIER_SETTINGS: Final = {
    qn(f"w:{name}")
    for name in (
        *("writeProtection", "view", "zoom", "removePersonalInformation", "removeDateAndTime"),
        *("doNotDisplayPageBoundaries", "displayBackgroundShape", "printPostScriptOverText"),
        *("printFractionalCharacterWidth", "printFormsData"),
    )
}
_RESTORE: Final = phrase("save it in Word with its fonts, or restore it from the repository")


def embed(reference: Reference, folder: Path) -> None:
    """Put the fonts of ``folder`` into the file that it is to hold.

    These are those that the styles name, if the reference document says so, and those of signs.
    Raises :class:`.TemplateError` without a table of fonts, and as :func:`.faces` for a bad font.
    """
    asked = find(reference.settings, "w:embedTrueTypeFonts") is not None
    wanted = reference.signs.used | (reference.families if asked else frozenset())
    if not wanted:
        return
    root = reference.font_table
    if root is None:
        raise reference.lacks(phrase("has no table of fonts"), _RESTORE)
    content_type = reference.part.part_related_by(RT.FONT_TABLE).content_type
    unrelate(reference.part, RT.FONT_TABLE)
    table = related_part(
        reference.part, PackURI("/word/fontTable.xml"), content_type, root, RT.FONT_TABLE
    )
    if not asked:  # else Word would drop them when it saves the file
        before = [each for each in reference.settings if each.tag in _EARLIER_SETTINGS]
        reference.settings.insert(len(before), w("embedTrueTypeFonts"))
    for number, face in enumerate(faces(folder), 1):
        if face.family in wanted and face.style in _STYLES:
            data = inputs.read_lasting(face.file)
            key = UUID(bytes=hashlib.sha256(data).digest()[:16])
            name = PackURI(f"/word/fonts/font{number}.odttf")
            assert table.package is not None
            part = Part(name, _CONTENT_TYPE, obfuscated(data, key), table.package)
            identifier = table.relate_to(part, _RELATIONSHIP)
            entry = w(f"embed{face.style}", fontKey=f"{{{str(key).upper()}}}")
            _add(_entry(root, face.family), related(entry, identifier))


def obfuscated(data: bytes, key: UUID) -> bytes:
    """A font with its head mixed with ``key``; doing it again gives the font back."""
    mask = key.bytes[::-1]
    head = bytes(byte ^ mask[i % len(mask)] for i, byte in enumerate(data[:_OBFUSCATED]))
    return head + data[_OBFUSCATED:]


def _entry(root: Element, family: str) -> Element:
    """What the table of fonts says of ``family``."""
    for entry in find_all(root, "w:font"):
        if value(entry, "name") == family:
            return entry
    entry = w("font", w("charset", val="00"), w("family", val="auto"), name=family)
    root.append(entry)
    return entry


def _add(entry: Element, embedded: Element) -> None:
    """Fonts stand at the end of an entry, in the order of their styles."""
    order = [qn(f"w:embed{style}") for style in _STYLES]
    later = order[order.index(embedded.tag) + 1 :]
    after = next((child for child in entry if child.tag in later), None)
    if after is None:
        entry.append(embedded)
    else:
        after.addprevious(embedded)
