"""The font of the signs that forms and minutes have and Tinos lacks: ☐ ☑ ✓ ⇒ ★ ☎ ✉.

``python tools/signs.py`` makes «Diptych Signs» in ``templates/assets/fonts`` of DejaVu Sans 2.37
(Debian: fonts-dejavu-core, fonts-dejavu-extra). It has no letters: a script that our fonts lack is
refused, and not printed in letters that do not go with the others. Equal fonts give equal bytes.
"""

from __future__ import annotations

import sys
import unicodedata
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "templates" / "assets" / "fonts"
ORIGIN = Path("/usr/share/fonts/truetype/dejavu")
FAMILY = "Diptych Signs"
#: How each style is called in our file and in that of DejaVu.
STYLES = {
    "Regular": "DejaVuSans",
    "Bold": "DejaVuSans-Bold",
    "Italic": "DejaVuSans-Oblique",
    "Bold Italic": "DejaVuSans-BoldOblique",
}
#: Pango takes the spaces between signs from the font of the signs.
SPACES = {0x20, 0xA0}
#: Blocks of Unicode: arrows, mathematics, technical signs, numbers in circles, shapes, symbols.
BLOCKS = [
    range(0x2190, 0x2400),
    range(0x2460, 0x2500),
    range(0x25A0, 0x2800),
    range(0x2900, 0x2C00),
]
_FAMILY, _STYLE, _UNIQUE, _FULL, _VERSION, _POSTSCRIPT = range(1, 7)


def signs(font: TTFont) -> set[int]:
    """The characters of ``font`` that are signs."""
    return {
        code
        for code in font.getBestCmap()
        if any(code in block for block in BLOCKS) and unicodedata.category(chr(code))[0] in "SPN"
    }


def signs_alone(origin: Path, style: str, codes: set[int]) -> TTFont:
    """The font at ``origin`` with the characters ``codes`` alone, under our name."""
    options = subset.Options(
        layout_features=[],
        hinting=False,
        notdef_outline=True,
        glyph_names=False,
        name_IDs=[0, 13],  # whose it is, and the licence
    )
    options.drop_tables += ["FFTM"]
    font = subset.load_font(str(origin), options)
    font.recalcTimestamp = False
    reduced = subset.Subsetter(options)
    reduced.populate(unicodes=codes)
    reduced.subset(font)
    compact = style.replace(" ", "")
    for name, text in {
        _FAMILY: FAMILY,
        _STYLE: style,
        _UNIQUE: f"{FAMILY} {style}",
        _FULL: f"{FAMILY} {style}",
        _VERSION: "Version 2.37",
        _POSTSCRIPT: f"{FAMILY.replace(' ', '')}-{compact}",
    }.items():
        font["name"].setName(text, name, 3, 1, 0x409)
    return font


def main(folder: Path = ORIGIN) -> None:
    """Write the font in every style, each with the signs that all styles have."""
    origins = {style: folder / f"{name}.ttf" for style, name in STYLES.items()}
    codes = set.intersection(*(signs(TTFont(path, lazy=True)) for path in origins.values()))
    for style, path in origins.items():
        compact = style.replace(" ", "")
        signs_alone(path, style, codes | SPACES).save(FOLDER / f"DiptychSigns-{compact}.ttf")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
