"""Independent programs read every document of the real case; `make judges` brings them."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from workflow.conftest import ROOT, Project

JUDGES = ROOT / ".judges"
TOOLS = ROOT / "tools" / "judges"

pytestmark = [pytest.mark.conformance, pytest.mark.xdist_group("built")]
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


@needs_judges
def test_every_pdf_is_pdf_a_2a_and_pdf_ua_1(built: Project) -> None:
    assert lines(TOOLS / "pdf.sh", "2a,ua1", *files(built, ".pdf")) == []


@needs_judges
def test_every_docx_is_valid_open_xml(built: Project) -> None:
    assert lines(sys.executable, TOOLS / "word.py", *files(built, ".docx")) == []


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_every_docx(built: Project, tmp_path: Path) -> None:
    documents = files(built, ".docx")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    convert = ["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*convert, *documents], check=True, capture_output=True)
    # It ends with 0 even where it could not load a file.
    converted = {path.stem for path in tmp_path.glob("*.pdf")}
    assert converted == {Path(name).stem for name in documents}
