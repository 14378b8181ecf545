"""The gallery: every page of every document as an image."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PIL import Image

import gallery
import looks
from diptych.writers import docx, pdf

TEMPLATES = Path(__file__).parents[1] / "templates"


@pytest.fixture
def output(tmp_path: Path) -> Path:
    folder = tmp_path / "output" / "2024-08-28-meeting"
    folder.mkdir(parents=True)
    document = looks.specimen("full")
    (folder / "minutes.ru.pdf").write_bytes(pdf.write(document, TEMPLATES / "pdf"))
    (folder / "minutes.ru.docx").write_bytes(docx.write(document, TEMPLATES / "docx"))
    return tmp_path / "output"


def test_each_page_of_a_pdf_is_an_image_that_the_index_shows(output: Path, tmp_path: Path) -> None:
    index = gallery.gallery(output, tmp_path / "gallery", only="*.pdf", dpi=40)
    images = sorted((tmp_path / "gallery").rglob("*.png"))
    assert images
    assert images[0].name == "minutes.ru.pdf-1.png"
    assert Image.open(images[0]).size == (331, 468)
    shown = index.read_text("utf-8")
    for image in images:
        assert f'src="{image.relative_to(tmp_path / "gallery").as_posix()}"' in shown


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_word_file_is_shown_as_libreoffice_prints_it(output: Path, tmp_path: Path) -> None:
    gallery.gallery(output, tmp_path / "gallery", dpi=40)
    folder = tmp_path / "gallery" / "2024-08-28-meeting"
    assert (folder / "minutes.ru.docx-1.png").is_file()
    assert (folder / "minutes.ru.pdf-1.png").is_file()


def test_without_libreoffice_word_files_are_left_out_and_that_is_said(
    output: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(gallery.shutil, "which", lambda name: None)
    gallery.gallery(output, tmp_path / "gallery", dpi=40)
    assert "the Word files are left out" in capsys.readouterr().err
    assert not list((tmp_path / "gallery").rglob("*.docx-*"))
