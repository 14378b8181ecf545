"""Independent programs read every document of the real case; `make judges` brings them."""

from __future__ import annotations

import json
import os
import shutil
import signal
import statistics
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import breaking
import gallery
import picturing
import stressing
import test_field_documents
from diptych import writers
from diptych.publish import signing
from publish.test_verify import PASSPHRASE, key
from workflow.conftest import MEETING, ROOT, Project

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


# What LibreOffice 7.4 writes for each note of a Word file, for a drawing behind pages, and for an
# item of a list that goes on below a paragraph.
LIBREOFFICE = ("7.18.3-1 ", "7.18.5-1 ", "7.1-7 ", "7.9-1 ", "7.3-1 ", "7.2-17 ")


def files(project: Project, suffix: str) -> list[str]:
    return [str(project.output / name) for name in project.files() if name.endswith(suffix)]


def lines(*command: str | Path) -> list[str]:
    """What a judge prints, without a line for anything that passed."""
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    return [line for line in answer.stdout.splitlines() if "\tPASS" not in line] + (
        answer.stderr.splitlines() if answer.returncode else []
    )


def inaccessible(documents: Sequence[Path], folder: Path) -> list[str]:
    """The rules of PDF/UA that LibreOffice breaks in ``documents``, but for those it always does.

    Its files are left in ``folder``.
    """
    gallery.through_libreoffice(documents, folder, accessible=True)
    said = lines(TOOLS / "pdf.sh", "ua1", *sorted(folder.glob("*.pdf")))
    rules = [line.strip() for line in said if line.startswith(" ")]
    return [rule for rule in rules if not rule.startswith(LIBREOFFICE)]


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


# --- documents with pictures of every kind --------------------------------------------

PICTURES = (
    *("JPEG in CMYK", "JPEG of Adobe in RGB", "JPEG without a head", "progressive JPEG"),
    *("JPEG turned 6", "grey JPEG", "PNG of 16 bits", "clear PNG", "PNG of 1 bit"),
    *("interlaced PNG", "PNG of no density", "clear grey PNG of 16 bits"),
)
of_pictures = pytest.mark.xdist_group("pictures")


@pytest.fixture(scope="module")
def pictured(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of documents in both formats, each with a picture of another kind."""
    folder = tmp_path_factory.mktemp("pictures")
    for kind in PICTURES:
        _, make = picturing.SOUND[kind]
        for form, data in picturing.written(folder / "made", make()).items():
            (folder / f"{kind}.{form}").write_bytes(data)
    return folder


@of_pictures
@needs_judges
def test_a_pdf_with_any_picture_is_pdf_a_2a_and_pdf_ua_1(pictured: Path) -> None:
    assert lines(TOOLS / "pdf.sh", "2a,ua1", *sorted(pictured.glob("*.pdf"))) == []


@of_pictures
@needs_judges
def test_a_docx_with_any_picture_is_valid_open_xml(pictured: Path) -> None:
    assert lines(sys.executable, TOOLS / "word.py", *sorted(pictured.glob("*.docx"))) == []


# --- documents as people of the field write them --------------------------------------

of_the_field = pytest.mark.xdist_group("field")


@pytest.fixture(scope="module")
def field(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of such documents in both formats, in one language and in two columns."""
    folder = tmp_path_factory.mktemp("field")
    for name in (*test_field_documents.PAGES, "09-list-continued", "13-same-note-twice"):
        base = test_field_documents.prepared(tmp_path_factory.mktemp(name), name)
        wanted = "--editions ru ru-en --formats docx pdf --output output"
        command = f"write {breaking.MEETING} minutes {wanted}"
        status, told = test_field_documents.run(base, command)
        assert status == 0, told
        for file in base.glob("output/*/*.*"):
            shutil.copy(file, folder / f"{name}.{file.name}")
    return folder


@of_the_field
@needs_judges
def test_a_pdf_of_the_field_is_pdf_a_2a_and_pdf_ua_1(field: Path) -> None:
    assert lines(TOOLS / "pdf.sh", "2a,ua1", *sorted(field.glob("*.pdf"))) == []


@of_the_field
@needs_judges
def test_a_docx_of_the_field_is_valid_open_xml(field: Path) -> None:
    assert lines(sys.executable, TOOLS / "word.py", *sorted(field.glob("*.docx"))) == []


@of_the_field
@needs_judges
@needs_libreoffice
def test_what_libreoffice_makes_of_a_docx_of_the_field_is_accessible(
    field: Path, tmp_path: Path
) -> None:
    assert inaccessible(sorted(field.glob("*.docx")), tmp_path) == []


# --- documents of everything a text may hold ------------------------------------------

STRESS = [
    ("minutes", ("ru",), "parallel"),
    ("minutes", ("uz", "kk"), "parallel"),
    ("memorandum", ("uz", "kk", "ru"), "parallel"),
    ("memorandum", ("kk", "uz"), "sequential"),
    ("press-release", ("ru", "kk"), "sequential"),
]


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
    assert inaccessible(sorted(stress.glob("*.docx")), tmp_path) == []


@of_the_case
@needs_judges
@pytest.mark.skipif(shutil.which("chromium") is None, reason="Chromium is not installed")
def test_the_pages_work_in_a_browser_and_are_accessible(built: Project) -> None:
    """Switching, searching, filtering, sorting, opening, as readers do; nothing is fetched."""
    pages = [
        f"{MEETING}/{name}.html"
        for name in (
            "minutes.uz-kk",
            "memorandum.uz-kk-ru",
            "press-release.ru",
            "minutes.conformity",
        )
    ]
    command = ["node", TOOLS / "browser.mjs", JUDGES, shutil.which("chromium"), built.output]
    answer = subprocess.run([*command, *pages], capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stderr
    found = json.loads(answer.stdout)
    assert found["violations"] == []
    assert found["outside"] == []
    assert found["errors"] == []
    room = found["pressRoom"]
    assert room["headings"] == {
        "ru": ["ru", "Пресс-центр", "Пресс-центр", "все", 1],
        "uz-Latn": ["uz-Latn", "Matbuot markazi", "Matbuot markazi", "barchasi", 1],
        "uz-Cyrl": ["uz-Cyrl", "Матбуот маркази", "Матбуот маркази", "барчаси", 1],
        "kk": ["kk", "Баспасөз орталығы", "Баспасөз орталығы", "барлығы", 1],
        "en-GB": ["en-GB", "Press room", "Press room", "all", 1],
    }
    assert room["all"] == 3
    assert room["searched"] == [1, "Найдено: 1"]
    assert room["folded"] == 3  # typed without the marks of the letters
    assert room["nothing"] == [0, 1]
    assert (room["kind"], room["editions"], room["year"]) == (1, 2, 3)
    assert room["magic"] == "%PDF-"
    assert room["hash"] == "kk"
    assert room["overflow"] == 0
    assert found["register"]["rows"] == 1
    assert found["register"]["sorted"] == "descending"


@of_the_case
@needs_judges
def test_a_signed_pdf_is_still_pdf_a_2a_and_pdf_ua_1(built: Project, tmp_path: Path) -> None:
    now = datetime.now(UTC)
    kept, _ = key("secretary", now - timedelta(days=1), now + timedelta(days=9))
    held = tmp_path / "secretary.p12"
    held.write_bytes(kept)
    source = built.output / MEETING / "minutes.uz-kk.pdf"
    with signing.signer(held, PASSPHRASE) as by:
        copy = tmp_path / "signed.pdf"
        copy.write_bytes(signing.signed(source.read_bytes(), by))
    assert lines(TOOLS / "pdf.sh", "2a,ua1", copy) == []


@needs_judges
@pytest.mark.skipif(shutil.which("chromium") is None, reason="Chromium is not installed")
def test_a_preview_follows_each_save_in_a_browser(tmp_path: Path) -> None:
    for name in ("config", "content", "templates"):
        shutil.copytree(ROOT / name, tmp_path / name)
    text = tmp_path / "content" / MEETING / "minutes.en.md"
    command = [sys.executable, "-c", "from diptych.cli import main; main()", "preview"]
    preview = subprocess.Popen(
        [*command, "--no-browser"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert preview.stdout is not None
        said = preview.stdout.readline()
        address = next(word for word in said.split() if word.startswith("http://"))
        address += f"#meeting={MEETING}&kind=minutes&edition=ru-en"
        chromium = shutil.which("chromium")
        judge = ["node", TOOLS / "preview.mjs", JUDGES, chromium, address, text, "20"]
        answer = subprocess.run(judge, capture_output=True, text=True, check=False)
    finally:
        preview.send_signal(signal.SIGINT)
    assert answer.returncode == 0, answer.stderr
    found = json.loads(answer.stdout)
    assert (found["outside"], found["errors"], found["violations"]) == ([], [], [])
    assert len(found["broken"]) == 1
    assert "nobody-knows" in found["broken"][0]
    assert found["kept"] > 1000
    assert found["mended"] == ""
    assert found["moved"] < 2
    assert found["pages"] > 1
    print(
        f"text {statistics.median(found['text']):.0f} ms, page "
        f"{statistics.median(found['sheet']):.0f} ms after a save"
    )
