"""A picture is printed right and alike in all formats, or refused where the text names it."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

import picturing
from picturing import MEETING, Everywhere, Refused, written

pytestmark = pytest.mark.xdist_group("pictures")


def album(folder: Path, *pictures: bytes) -> list[Everywhere]:
    """The pictures as minutes show them that hold them all."""
    made = written(folder, *pictures)
    return picturing.shown(made["docx"], made["html"], made["pdf"])


def shown(folder: Path, data: bytes) -> bytes:
    """The picture in the minutes, the same in all formats."""
    (one,) = album(folder, data)
    return picturing.compared(one)


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Everywhere]:
    """Every sound kind of picture, as one document shows them all."""
    pictures = [make() for _, make in picturing.SOUND.values()]
    found = album(tmp_path_factory.mktemp("sound"), *pictures)
    return dict(zip(picturing.SOUND, found, strict=True))


def corners(image: Image.Image) -> list[tuple[int, ...]]:
    """The colours in the middle of the four fields of ``image``."""
    width, height = image.size
    places = [(width * x // 4, height * y // 4) for y in (1, 3) for x in (1, 3)]
    return [image.convert("RGB").getpixel(place) for place in places]


def looks(data: bytes, look: str) -> None:
    image, wanted = Image.open(io.BytesIO(data)), picturing.expected(look)
    assert image.size == (picturing.WIDTH, picturing.HEIGHT)
    for ours, theirs in zip(corners(image), corners(wanted), strict=True):
        assert max(abs(one - other) for one, other in zip(ours, theirs, strict=True)) <= 12, ours


@pytest.mark.parametrize("kind", picturing.SOUND)
def test_a_picture_is_printed_right_and_alike_in_all_formats(
    kind: str, sound: dict[str, Everywhere]
) -> None:
    look, _ = picturing.SOUND[kind]
    looks(picturing.compared(sound[kind]), look)


@pytest.mark.parametrize("kind", picturing.UNSOUND)
def test_what_cannot_be_printed_is_refused_where_the_text_names_it(
    kind: str, tmp_path: Path
) -> None:
    words, make = picturing.UNSOUND[kind]
    with pytest.raises(Refused) as refused:
        written(tmp_path, make())
    said = str(refused.value)
    place = f"{tmp_path}/content/{MEETING}/minutes.en.md:20:1: error: «photo.jpg» {words}"
    assert place in said
    assert "help: " in said
    assert not list(tmp_path.glob("output/**/*.*"))


def test_there_are_many_kinds() -> None:
    assert len(picturing.SOUND) + len(picturing.UNSOUND) >= 80


def test_the_same_process_shows_the_new_picture_once_the_file_has_changed(tmp_path: Path) -> None:
    first = shown(tmp_path, picturing.png())
    second = shown(tmp_path, picturing.png("L"))
    assert first == picturing.png() != second == picturing.png("L")


def test_a_photograph_is_no_larger_than_a_page_can_show(tmp_path: Path) -> None:
    noise = Image.effect_noise((5000, 3000), 60)
    data = shown(tmp_path, picturing.saved(noise, "JPEG"))
    assert Image.open(io.BytesIO(data)).size == (2480, 1488)
    assert len(data) < 2_500_000


def test_what_a_camera_notes_is_in_no_format(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x010E], exif[0x0112] = "the secret place", 6
    exif.get_ifd(0x8825)[1] = "N"
    pictures = (
        picturing.jpeg(exif=exif),
        picturing.jpeg(comment=b"the secret place"),
        picturing.png(exif=exif),
        picturing.with_chunk(picturing.png(), b"tEXt", b"Comment\0the secret place"),
        picturing.jpeg() + b"the secret place",
    )
    assert all(b"the secret place" in data for data in pictures)
    found = album(tmp_path, *pictures)
    assert len(found) == len(pictures)
    assert not any(b"secret" in picturing.compared(each) for each in found)


def test_what_was_made_transparent_cannot_be_made_visible_again(tmp_path: Path) -> None:
    data = shown(tmp_path, picturing.clear())
    assert Image.open(io.BytesIO(data)).mode == "RGB"
    looks(data, "clear")
