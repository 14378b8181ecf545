"""Other ways to the same files, each on the same text, where they are installed.

Every peer makes the file of a document in a process of its own, as a build without
Diptych would; none of them checks, compares, or knows a second language.
"""

from __future__ import annotations

import importlib.util
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bare import project, trees
from diptych import tree, writers
from diptych.writers import pdf
from measure import measured

_TEMPLATED = (
    "import docxtpl, sys; d = docxtpl.DocxTemplate(sys.argv[1]); d.render({}); d.save(sys.argv[2])"
)
_TYPESET = "import typst, sys; typst.compile(sys.argv[1], output=sys.argv[2])"
_CHROMIUM = "--headless --no-sandbox --disable-gpu --no-pdf-header-footer"


def figures(folder: Path, work: Path, documents: int = 5) -> dict[str, dict[str, Any]]:
    """Medians of wall and CPU seconds a document, by peer; a peer that is missing is left out."""
    work.mkdir(parents=True, exist_ok=True)
    plan = project(folder)
    chosen = [
        document for document, _ in zip(trees(plan, frozenset()), range(documents), strict=False)
    ]
    for number, document in enumerate(chosen):
        _given(document, work / f"{number}")
    timed: dict[str, list[dict[str, Any]]] = {}
    for number in range(documents):
        for name, command in _commands(work / f"{number}"):
            timed.setdefault(name, []).append(measured(command, work))
    return {
        name: {
            key: statistics.median(run[key] for run in runs) for key in ("wall", "cpu", "peak_mb")
        }
        for name, runs in timed.items()
    }


def _given(document: tree.Document, stem: Path) -> None:
    """The text of a document as the peers take it: HTML and our Word file."""
    stem.with_suffix(".html").write_text(pdf.html(document), "utf-8")
    stem.with_suffix(".docx").write_bytes(writers.load("docx")(document, Path("templates/docx")))


def _commands(stem: Path) -> Iterator[tuple[str, list[str]]]:
    """Each peer that is installed and how it is called; what one makes, the next may take."""
    page, word = stem.with_suffix(".html"), stem.with_suffix(".docx")
    if pandoc := shutil.which("pandoc"):
        yield "pandoc to DOCX", [pandoc, f"{page}", "-o", f"{stem}.pandoc.docx"]
    if importlib.util.find_spec("docxtpl"):
        yield (
            "docxtpl to DOCX",
            [sys.executable, "-c", _TEMPLATED, f"{word}", f"{stem}.docxtpl.docx"],
        )
    if office := shutil.which("soffice"):
        home = f"-env:UserInstallation=file://{stem.parent}/office"
        given = [f"{stem}.pandoc.docx" if pandoc else f"{word}"]
        yield (
            "LibreOffice to PDF",
            [
                office,
                home,
                "--headless",
                "--convert-to",
                "pdf",
                "--outdir",
                f"{stem.parent}",
                *given,
            ],
        )
    if pandoc and _writes_typst(pandoc) and importlib.util.find_spec("typst"):
        source = f"{stem}.typ"
        measured([pandoc, f"{page}", "-t", "typst", "-s", "-o", source], stem.parent)
        yield "Typst to PDF", [sys.executable, "-c", _TYPESET, source, f"{stem}.typst.pdf"]
    if chromium := shutil.which("chromium"):
        yield (
            "Chromium to PDF",
            [chromium, *_CHROMIUM.split(), f"--print-to-pdf={stem}.chromium.pdf", page.as_uri()],
        )


def _writes_typst(pandoc: str) -> bool:
    """Whether this pandoc is new enough (3.0) to write what Typst reads."""
    formats = subprocess.check_output([pandoc, "--list-output-formats"], text=True)
    return "typst" in formats.split()
