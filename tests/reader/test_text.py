"""The gate."""

from pathlib import Path

import pytest

from diptych.errors import ContentError
from diptych.gate import text


def read(tmp_path: Path, data: bytes) -> str:
    path = tmp_path / "minutes.ru.md"
    path.write_bytes(data)
    return text.read(path)


def test_line_ends_and_composition_are_made_one(tmp_path: Path) -> None:
    assert read(tmp_path, "\ufeffи\u0306\r\nб\r".encode()) == "й\nб\n"


@pytest.mark.parametrize(
    "char", ["\u0000", "\u0007", "\u200b", "\u202e", "\u2066", "\ufffe", "\ue000", "\u2028"]
)
def test_characters_nobody_sees_are_refused_with_their_place(tmp_path: Path, char: str) -> None:
    with pytest.raises(ContentError) as caught:
        read(tmp_path, f"один\nдва {char} три\n".encode())
    (problem,) = caught.value.problems
    assert (problem.position.line, problem.position.column) == (2, 5)
    assert f"U+{ord(char):04X}" in problem.message


@pytest.mark.parametrize(
    ("data", "place"),
    [
        ("один\n".encode() + "два".encode("cp1251"), (2, 1)),
        (b"\xef\xbb\xbfone " + "два".encode("cp1251"), (1, 5)),
        (b"\xef\xbb\xbf\n" + "два".encode("cp1251"), (2, 1)),
    ],
)
def test_what_is_not_utf8_is_refused_with_its_place(
    tmp_path: Path, data: bytes, place: tuple[int, int]
) -> None:
    with pytest.raises(ContentError) as caught:
        read(tmp_path, data)
    (problem,) = caught.value.problems
    assert (problem.position.line, problem.position.column) == place


def test_a_file_too_large_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="larger than 1 MB"):
        read(tmp_path, b"a" * (text.MAX_BYTES + 1))


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="this file is not there"):
        text.read(tmp_path / "none.md")
