"""What is copied out of a PDF: whole words, and spaces as spaces.

A hyphen at the end of a line is a glyph like any other, so a divided word is copied with it, and
a space that does not break a line is copied as U+00A0. Fonts say what their glyphs are copied as.
"""

from __future__ import annotations

from pydyf import PDF, Dictionary

# As UTF-16. Style sheets divide words with U+2011, which no text of a document holds.
_COPIED_AS = {b"<2011>": b"<00ad>", b"<00a0>": b"<0020>"}


def copy_whole_words(pdf: PDF) -> None:
    """Let the fonts of ``pdf`` copy a divided word as one, and every space as a space."""
    for font in pdf.objects:
        if isinstance(font, Dictionary) and "ToUnicode" in font:
            lines = pdf.objects[int(font["ToUnicode"].split()[0])].stream
            lines[:] = [_copied(line) for line in lines]


def _copied(line: bytes) -> bytes:
    glyph, _, character = line.partition(b" ")
    return b" ".join((glyph, _COPIED_AS[character])) if character in _COPIED_AS else line
