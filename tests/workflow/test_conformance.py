"""Independent programs read every document of the real case; `make judges` brings them."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import gallery
import stressing
from diptych import writers
from workflow.conftest import ROOT, Project

JUDGES = ROOT / ".judges"
TOOLS = ROOT / "tools" / "judges"

pytestmark = pytest.mark.conformance
of_the_case = pytest.mark.xdist_group("built")
of_everything = pytest.mark.xdist_group("everything")
needs_libreoffice = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice is not installed"
)
needs_judges = pytest.mark.skipif(
    not (JUDGES / ".installed").exists(), reason="run make judges first"
)


def files(project: Project, suffix: str) -> list[str]:
    return [str(project.output / name) for name in project.files() if name.endswith(suffix)]


def lines(*command: str | Path) -> list[str]:
    """What a judge prints, without a line for anything that passed."""
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    return [line for line in answer.stdout.splitlines() if "\tPASS" not in line] + (
        answer.stderr.splitlines() if answer.returncode else []
    )


@of_the_case
@needs_judges
def test_every_pdf_is_pdf_a_2a_and_pdf_ua_1(built: Project) -> None:
    assert lines(TOOLS / "pdf.sh", "2a,ua1", *files(built, ".pdf")) == []


@of_the_case
@needs_judges
def test_every_docx_is_valid_open_xml(built: Project) -> None:
    assert lines(sys.executable, TOOLS / "word.py", *files(built, ".docx")) == []


@of_the_case
@needs_judges
@needs_libreoffice
def test_what_libreoffice_makes_of_every_docx_is_accessible(built: Project, tmp_path: Path) -> None:
    documents = [Path(name) for name in files(built, ".docx")]
    gallery.through_libreoffice(documents, tmp_path, accessible=True)
    made = [str(tmp_path / f"{path.stem}.pdf") for path in documents]
    assert lines(TOOLS / "pdf.sh", "ua1", *made) == []


# --- documents of everything a text may hold ------------------------------------------

STRESS = [
    ("minutes", ("ru",), "parallel"),
    ("minutes", ("uz", "kk"), "parallel"),
    ("memorandum", ("uz", "kk", "ru"), "parallel"),
    ("memorandum", ("kk", "uz"), "sequential"),
    ("press-release", ("ru", "kk"), "sequential"),
]
# What LibreOffice 7.4 writes for each note of a Word file, and for a drawing behind pages.
LIBREOFFICE = ("7.18.3-1 ", "7.18.5-1 ", "7.1-7 ", "7.9-1 ", "7.3-1 ")


@pytest.fixture(scope="module")
def stress(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of such documents in both formats."""
    folder = stressing.project(tmp_path_factory.mktemp("stress") / "content", 1)
    looks = stressing.emblems(folder.parent)
    made = folder.parent / "made"
    made.mkdir()
    for kind, languages, arrangement in STRESS:
        document = stressing.document(folder, kind, languages, arrangement)
        for name in ("docx", "pdf"):
            data = writers.load(name)(document, looks / name)
            (made / f"{kind}.{'-'.join(languages)}.{arrangement}.{name}").write_bytes(data)
    return made


@of_everything
@needs_judges
def test_a_pdf_of_everything_is_pdf_a_2a_and_pdf_ua_1(stress: Path) -> None:
    assert lines(TOOLS / "pdf.sh", "2a,ua1", *sorted(stress.glob("*.pdf"))) == []


@of_everything
@needs_judges
def test_a_docx_of_everything_is_valid_open_xml(stress: Path) -> None:
    assert lines(sys.executable, TOOLS / "word.py", *sorted(stress.glob("*.docx"))) == []


@of_everything
@needs_judges
@needs_libreoffice
def test_a_docx_of_everything_is_accessible_but_for_libreoffice_s_notes(
    stress: Path, tmp_path: Path
) -> None:
    documents = sorted(stress.glob("*.docx"))
    gallery.through_libreoffice(documents, tmp_path, accessible=True)
    said = lines(TOOLS / "pdf.sh", "ua1", *sorted(tmp_path.glob("*.pdf")))
    rules = [line.strip() for line in said if line.startswith(" ")]
    assert [rule for rule in rules if not rule.startswith(LIBREOFFICE)] == []
