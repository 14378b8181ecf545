"""Which drawings pass their gate."""

from __future__ import annotations

from pathlib import Path

import pytest

from diptych.errors import ValueProblem
from diptych.gate import vectors

_NS = 'xmlns="http://www.w3.org/2000/svg"'
_XML = "<?xml version='1.0' encoding='{}'?>"


def svg(inside: str = "", before: str = "", after: str = "") -> str:
    return f"{before}<svg {_NS} viewBox='0 0 2 2'>{inside}<path d='M0 0h2v2z'/></svg>{after}"


def read(path: Path, data: bytes) -> bytes:
    path.write_bytes(data)
    return vectors.read(path)


@pytest.mark.parametrize(
    "drawing",
    [
        svg(),
        svg("<!-- a note --><linearGradient id='a'/><path fill='url(#a)' clip-path='url(#b)'/>"),
        svg(before=_XML.format("UTF-8")),
    ],
)
def test_shapes_and_their_colours_pass(tmp_path: Path, drawing: str) -> None:
    assert read(tmp_path / "a.svg", drawing.encode()) == drawing.encode()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (
            svg(before=f"{_XML.format('UTF-16')}<!DOCTYPE svg>").encode("utf-16"),
            "declares entities",
        ),
        (
            svg(before=f"{_XML.format('UTF-16')}<!DOCTYPE a [<!ENTITY e 'x'>]>").encode("utf-16"),
            "declares entities",
        ),
        (svg(before=_XML.format("UTF-16")).encode("utf-16"), "not UTF-8"),
        (svg(before=_XML.format("UTF-7")).encode("utf-7"), "not UTF-8"),
        (svg(before=_XML.format("KOI8-R")).encode(), "not UTF-8"),
        (svg(before=_XML.format("NO-SUCH")).encode(), "no SVG"),
        (svg(before="<?xml-stylesheet href='http://x/a.css'?>").encode(), "asks programs"),
        (svg("<?php echo 1 ?>").encode(), "asks programs"),
        (svg(after="<?x y?>").encode(), "asks programs"),
        (svg("<path fill='URL(http://x/a)'/>").encode(), "fill=…"),
        (svg("<path fill='url(#a) url(http://x/a)'/>").encode(), "fill=…"),
        (svg(r"<path fill='\75rl(http://x/a)'/>").encode(), "fill=…"),
        (svg("<path fill='&#117;rl(http://x/a)'/>").encode(), "fill=…"),
        (svg("<path mask='image-set(\"http://x/a\" 1x)'/>").encode(), "mask=…"),
        (svg("<path &#111;nload='x'/>").encode(), "no SVG"),
        (svg("<path onload='x'/>").encode(), "onload=…"),
        (b"", "no SVG"),
    ],
)
def test_what_else_a_file_holds_is_named(tmp_path: Path, data: bytes, said: str) -> None:
    with pytest.raises(ValueProblem) as caught:
        read(tmp_path / "a.svg", data)
    assert said in caught.value.message
