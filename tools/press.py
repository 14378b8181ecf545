"""Draw the pictures of the guide for press officers from its example, as it comes out.

Run without arguments; ``make docs``.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pypdfium2
from PIL import Image

from diptych.cli import main as diptych

ROOT = Path(__file__).resolve().parent.parent
GUIDE = ROOT / "docs/press"
MEETING = "2025-03-14-third-session"
#: The documents that are shown: kind, edition, and how much of the page.
SHOWN = (("press-release", "ru", 0.5), ("press-release", "en", 0.5), ("minutes", "ru-en", 0.75))

_DPI = 75
_POINTS = 72
_COLOURS = 32


def content(folder: Path) -> Path:
    """The example in a folder of content of its own, with the registry of this project."""
    shutil.copytree(GUIDE / MEETING, folder / "content" / MEETING)
    shutil.copytree(ROOT / "content/registry", folder / "content/registry")
    return folder / "content"


def picture(pdf: Path, share: float) -> Image.Image:
    """The upper ``share`` of the first page of ``pdf``, in a frame."""
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0].render(scale=_DPI / _POINTS).to_pil().convert("L")
    page = page.crop((0, 0, page.width, int(page.height * share)))
    framed = Image.new("L", (page.width + 2, page.height + 2), 160)
    framed.paste(page, (1, 1))
    return framed.quantize(_COLOURS)


def main() -> None:
    """Write the pictures beside the example."""
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work)
        meeting = content(folder) / MEETING
        for kind, edition, share in SHOWN:
            where = ["--output", work, "--templates", str(ROOT / "templates")]
            options = ["--editions", edition, "--formats", "pdf", *where]
            if diptych(["write", str(meeting), kind, *options]):
                raise SystemExit(1)
            name = f"{kind}.{edition}"
            drawn = picture(folder / MEETING / f"{name}.pdf", share)
            drawn.save(GUIDE / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
