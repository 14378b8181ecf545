"""The marks in letterheads: plain drawings, each with a picture that shows the same."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from lxml import etree
from PIL import Image, ImageChops

import emblems

FOLDER = Path(__file__).parents[1] / "templates" / "assets" / "emblems"
VECTORS = sorted(FOLDER.glob("*.svg"))
PLAIN = {"svg", "title", "g", "path", "circle", "rect"}


@pytest.mark.parametrize("vector", VECTORS, ids=lambda path: path.stem)
def test_the_picture_of_an_emblem_shows_what_is_drawn(vector: Path) -> None:
    ours = Image.open(vector.with_suffix(".png")).convert("L")
    theirs = Image.open(io.BytesIO(emblems.drawn(vector.read_text("utf-8")))).convert("L")
    assert ours.size == theirs.size == (emblems.SIDE, emblems.SIDE)
    apart = ImageChops.difference(ours, theirs).histogram()
    assert sum(apart[64:]) < emblems.SIDE  # edges alone, where a machine rounds otherwise


@pytest.mark.parametrize("vector", VECTORS, ids=lambda path: path.stem)
def test_an_emblem_is_a_drawing_and_nothing_else(vector: Path) -> None:
    for element in etree.fromstring(vector.read_bytes()).iter():
        assert etree.QName(element).localname in PLAIN
        assert not [name for name in element.attrib if "href" in name or name.startswith("on")]


def test_there_are_emblems() -> None:
    assert {"isrs", "kaziss", "council"} <= {vector.stem for vector in VECTORS}
