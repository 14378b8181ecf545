"""Which images pass their gate."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image, ImageFile

from diptych.errors import ValueProblem
from diptych.reader import images


def saved(path: Path, form: str = "PNG", size: tuple[int, int] = (300, 150)) -> Path:
    buffer = io.BytesIO()
    Image.new("RGB", size, "white").save(buffer, form)
    path.write_bytes(buffer.getvalue())
    return path


@pytest.mark.parametrize(("form", "media"), [("PNG", "image/png"), ("JPEG", "image/jpeg")])
def test_an_image_is_shown_at_150_pixels_an_inch(tmp_path: Path, form: str, media: str) -> None:
    image = images.read(saved(tmp_path / "chart.png", form))
    assert (image.media, image.width, image.height) == (media, 144, 72)
    assert image.data == (tmp_path / "chart.png").read_bytes()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"GIF89a", "is not a PNG or JPEG image"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "is not a PNG or JPEG image"),
        (b"", "is not a PNG or JPEG image"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 40, "is not a PNG or JPEG image|is a broken image"),
    ],
)
def test_what_is_no_image_is_refused(tmp_path: Path, data: bytes, message: str) -> None:
    path = tmp_path / "chart.png"
    path.write_bytes(data)
    with pytest.raises(ValueProblem, match=message):
        images.read(path)


def test_half_an_image_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)  # as WeasyPrint sets it
    path = saved(tmp_path / "chart.png", size=(900, 900))
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    with pytest.raises(ValueProblem, match="is a broken image"):
        images.read(path)


def test_an_image_of_too_many_pixels_is_refused_before_it_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(images, "MAX_PIXELS", 100)
    with pytest.raises(ValueProblem, match="million pixels"):
        images.read(saved(tmp_path / "wide.png"))


def test_a_missing_image_and_a_link_out_of_the_folder_are_refused(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    link = tmp_path / "in" / "chart.png"
    with pytest.raises(ValueProblem, match=r"there is no image «chart\.png»"):
        images.read(link)
    link.symlink_to(saved(tmp_path / "outside.png"))
    with pytest.raises(ValueProblem, match=r"there is no image «chart\.png»"):
        images.read(link)
