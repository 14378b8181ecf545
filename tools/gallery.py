"""Renders every page of every document to images, to be looked at.

gallery.py [--only PATTERN]    PDF files as they are, Word files through LibreOffice
"""

from __future__ import annotations

import argparse
import html
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from fnmatch import fnmatch
from pathlib import Path

import pypdfium2

FONTS = Path("templates/assets/fonts")

_POINTS = 72
# LibreOffice has no Times New Roman where the machine has none: it takes the font of the
# PDF files, which has the same measures.
_FONTCONFIG = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>{fonts}</dir>
  <cachedir>{cache}</cachedir>
  <match target="pattern">
    <test name="family"><string>Times New Roman</string></test>
    <edit name="family" mode="assign" binding="strong"><string>Tinos</string></edit>
  </match>
</fontconfig>
"""
_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Pages</title>
<style>
body {{ margin: 2em; background: #ddd; font: 16px/1.5 sans-serif }}
img {{ width: 24em; margin: .4em; background: #fff; box-shadow: 0 1px 4px #888 }}
h3 {{ margin: 0; font-weight: normal }}
</style>
</head>
<body>
{documents}
</body>
</html>
"""


def through_libreoffice(files: Sequence[Path], folder: Path, *, accessible: bool = False) -> None:
    """Write each Word file as PDF into ``folder``; raises if LibreOffice leaves one out."""
    target = "pdf"
    if accessible:
        options = '{"PDFUACompliance":{"type":"boolean","value":"true"}}'
        target = f"pdf:writer_pdf_Export:{options}"
    with tempfile.TemporaryDirectory() as work:
        fonts = Path(work, "fonts.conf")
        fonts.write_text(_FONTCONFIG.format(fonts=FONTS.resolve(), cache=Path(work, "cache")))
        profile = f"-env:UserInstallation={Path(work, 'profile').as_uri()}"
        subprocess.run(
            ["soffice", "--headless", profile, "--convert-to", target, "--outdir", folder, *files],
            check=True,
            capture_output=True,
            env={**os.environ, "FONTCONFIG_FILE": str(fonts)},
        )
    # It ends with 0 also where it could not read a file.
    missing = [file.name for file in files if not (folder / f"{file.stem}.pdf").is_file()]
    if missing:
        raise FileNotFoundError(f"LibreOffice could not read {', '.join(missing)}")


def pages(file: Path, stem: Path, dpi: int) -> list[Path]:
    """The pages of a PDF as images ``<stem>-1.png`` and so on."""
    images = []
    with pypdfium2.PdfDocument(file) as document:
        for number, page in enumerate(document, 1):
            image = stem.with_name(f"{stem.name}-{number}.png")
            page.render(scale=dpi / _POINTS).to_pil().save(image)
            images.append(image)
    return images


def gallery(output: Path, folder: Path, *, only: str = "*", dpi: int = 80) -> Path:
    """A page of all documents below ``output``, their images below ``folder``."""
    files = [
        file
        for file in sorted(output.rglob("*"))
        if file.suffix in (".docx", ".pdf") and fnmatch(file.name, only)
    ]
    shutil.rmtree(folder, ignore_errors=True)
    shown: dict[str, dict[str, list[Path]]] = {}
    words = [file for file in files if file.suffix == ".docx"]
    if words and shutil.which("soffice") is None:
        print("LibreOffice is not installed: the Word files are left out", file=sys.stderr)
        words = []
    for parent in sorted({file.parent for file in files}):
        place = folder / parent.relative_to(output)
        place.mkdir(parents=True)
        with tempfile.TemporaryDirectory() as work:
            ours = [file for file in words if file.parent == parent]
            if ours:
                through_libreoffice(ours, Path(work))
            for file in (each for each in files if each.parent == parent):
                name = file.relative_to(output).with_suffix("").as_posix()
                source = file if file.suffix == ".pdf" else Path(work, f"{file.stem}.pdf")
                if source.is_file():
                    images = pages(source, place / file.name, dpi)
                    shown.setdefault(name, {})[file.suffix] = images
    index = folder / "index.html"
    index.write_text(_PAGE.format(documents="\n".join(_documents(shown, folder))), "utf-8")
    return index


def _documents(shown: dict[str, dict[str, list[Path]]], folder: Path) -> Iterable[str]:
    for name, formats in shown.items():
        yield f"<h2>{html.escape(name)}</h2>"
        for suffix, images in sorted(formats.items(), reverse=True):
            yield f"<h3>{suffix.removeprefix('.').upper()}</h3>"
            for image in images:
                source = html.escape(image.relative_to(folder).as_posix())
                yield f'<img src="{source}" alt="{html.escape(image.name)}" loading="lazy">'


def main() -> None:
    """Make the gallery and say where it is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--output", type=Path, default=Path("output"), help="the documents")
    parser.add_argument("--gallery", type=Path, default=Path(".diptych/gallery"))
    parser.add_argument("--only", default="*", help="such as 'memorandum.*' or '*.uz-kk.pdf'")
    parser.add_argument("--dpi", type=int, default=80)
    args = parser.parse_args()
    print(gallery(args.output, args.gallery, only=args.only, dpi=args.dpi))


if __name__ == "__main__":
    main()
