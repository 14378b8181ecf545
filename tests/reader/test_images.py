"""Which images pass their gate."""

from __future__ import annotations

import io
import time
from pathlib import Path

import pytest
from PIL import Image, ImageFile

from diptych.errors import ValueProblem
from diptych.gate import images, raster


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
        (b"GIF89a", "is a broken image"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "is a SVG file"),
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
    monkeypatch.setattr(raster, "MAX_PIXELS", 100)
    monkeypatch.setattr(images, "_read", {})
    with pytest.raises(ValueProblem, match="million pixels"):
        images.read(saved(tmp_path / "wide.png"))


def test_a_missing_image_and_a_link_out_of_the_folder_are_refused(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    link = tmp_path / "in" / "chart.png"
    with pytest.raises(ValueProblem, match=r"there is no image «chart\.png»"):
        images.read(link)
    link.symlink_to(saved(tmp_path / "outside.png"))
    with pytest.raises(ValueProblem, match=r"«chart\.png» is a link to another place"):
        images.read(link)


def test_a_picture_is_named_as_its_file_is(tmp_path: Path) -> None:
    saved(tmp_path / "Chart.PNG")
    assert images.read(tmp_path / "Chart.PNG").file == "Chart.PNG"
    with pytest.raises(ValueProblem, match=r"as the file has them: Chart\.PNG"):
        images.read(tmp_path / "chart.png")


def test_a_picture_is_remembered_by_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "chart.png"
    first = images.read(saved(path))
    assert images.read(path).data is first.data
    assert images.read(saved(path, size=(150, 150))).width == 72
    for number in range(2 * images._REMEMBERED):
        images.read(saved(path, size=(number + 1, 1)))
    assert len(images._read) == images._REMEMBERED


def test_an_emblem_passes_the_same_gate_and_is_read_anew(tmp_path: Path) -> None:
    circle = '<svg xmlns="http://www.w3.org/2000/svg"><circle r="{}"/></svg>'
    (tmp_path / "board.svg").write_text(circle.format(1), "utf-8")
    first = images.emblem(saved(tmp_path / "board.png").parent, "board")
    (tmp_path / "board.svg").write_text(circle.format(2), "utf-8")
    Image.new("RGBA", (30, 30)).save(tmp_path / "board.png")
    second = images.emblem(tmp_path, "board")
    assert first.vector != second.vector
    with Image.open(io.BytesIO(second.data)) as image:
        assert (image.mode, image.getpixel((0, 0))) == ("RGB", (255, 255, 255))


def test_a_picture_without_loss_that_is_too_heavy_is_written_with_loss(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "photo.png"
    Image.effect_noise((900, 900), 90).convert("LA").save(path)
    assert images.read(path).media == "image/png"
    monkeypatch.setattr(raster, "HEAVY", 100_000)
    assert raster.normal(path.read_bytes(), "PNG").media == "image/jpeg"


def test_the_same_picture_gives_the_same_bytes(tmp_path: Path) -> None:
    path = tmp_path / "photo.png"
    Image.effect_noise((90, 90), 90).convert("LA").save(path)
    assert raster.normal(path.read_bytes(), "PNG") == raster.normal(path.read_bytes(), "PNG")


def test_a_bomb_costs_neither_time_nor_memory(tmp_path: Path) -> None:
    path = tmp_path / "bomb.jpg"
    buffer = io.BytesIO()
    Image.new("L", (4000, 4000)).save(buffer, "JPEG", progressive=True)
    scan = b"\xff\xda\0\x08\1\1\0\1\x3f\0\0"
    path.write_bytes(buffer.getvalue()[:-2] + scan * 500_000 + b"\xff\xd9")
    begun = time.process_time()
    with pytest.raises(ValueProblem, match="is a broken image"):
        images.read(path)
    path.write_bytes(b"\xff\xd8" + b"\xff" * 7_000_000)
    with pytest.raises(ValueProblem, match="is a broken image"):
        images.read(path)
    path.write_bytes(b"\xff\xd8" + b"\xff\xe1\0\2" * 1_900_000)
    with pytest.raises(ValueProblem, match="is a broken image"):
        images.read(path)
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0\0\0\0tEXt\x96\x42\xc5\x85" * 600_000)
    with pytest.raises(ValueProblem, match="is a broken image"):
        images.read(path)
    assert time.process_time() - begun < 10
