"""Draws the PNG beside each emblem: Word before 2019 shows no SVG.

emblems.py [FOLDER]
"""

from __future__ import annotations

import argparse
import io
from pathlib import Path

import pypdfium2
from PIL import Image
from weasyprint import CSS, HTML
from weasyprint.urls import URLFetcher

FOLDER = Path("templates/assets/emblems")
#: The width and height of a PNG, in pixels.
SIDE = 600

_POINTS = 72
_PAGE = CSS(
    string="@page { size: 1in; margin: 0 } body { margin: 0 } svg { display: block; width: 1in }"
)


class _Nothing(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    def fetch(self, url: str, headers: dict[str, str] | None = None) -> object:
        raise ValueError(f"an emblem asks for {url}")


def drawn(svg: str) -> bytes:
    """The square emblem ``svg`` as a PNG, the same bytes for the same emblem."""
    page = HTML(string=svg, url_fetcher=_Nothing(fail_on_errors=True))
    data = page.write_pdf(stylesheets=[_PAGE])
    with pypdfium2.PdfDocument(data) as document:
        image: Image.Image = document[0].render(scale=SIDE / _POINTS).to_pil()
    saved = io.BytesIO()
    image.convert("RGB").quantize(64).save(saved, "PNG", optimize=True)
    return saved.getvalue()


def main() -> None:
    """Draw every emblem of a folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER)
    for vector in sorted(parser.parse_args().folder.glob("*.svg")):
        vector.with_suffix(".png").write_bytes(drawn(vector.read_text("utf-8")))


if __name__ == "__main__":
    main()
