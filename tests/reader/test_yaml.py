"""YAML in, data and places out."""

import math
from pathlib import Path
from typing import Any

import pytest

from diptych.errors import ContentError
from diptych.reader import yaml


def read(tmp_path: Path, content: str) -> yaml.Source:
    path = tmp_path / "meeting.yaml"
    path.write_text(content, "utf-8")
    return yaml.read(path)


def messages(tmp_path: Path, content: str) -> list[str]:
    with pytest.raises(ContentError) as caught:
        read(tmp_path, content)
    return [f"{p.position.line}:{p.position.column} {p.message}" for p in caught.value.problems]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        *((word, None) for word in ("", "~", "null", "Null", "NULL")),
        *((word, True) for word in ("true", "True", "TRUE")),
        *((word, False) for word in ("false", "False", "FALSE")),
        *((word, word) for word in ("no", "yes", "on", "nULL", "2024-08-28", "12:30:00", "1_000")),
        *(("7", 7), ("007", 7), ("-19", -19), ("+12", 12), ("0o14", 12), ("0xC", 12)),
        *(("0b1", "0b1"), ("-0x1", "-0x1"), ("1 000", "1 000"), ("1,5", "1,5")),
        *(("1.10", 1.1), ("2.0", 2), ("1e3", 1000), (".5", 0.5), ("12.", 12), ("-2E+05", -200000)),
        *((".inf", math.inf), ("-.INF", -math.inf), ("inf", "inf"), (".", "."), ("e3", "e3")),
        *(("'7'", "7"), ('"true"', "true"), ('""', "")),
    ],
)
def test_a_scalar_is_what_the_core_schema_makes_of_it(
    written: str, value: Any, tmp_path: Path
) -> None:
    found = read(tmp_path, f"a: {written}\n").data["a"]
    assert found == value
    assert isinstance(found, str) == isinstance(value, str)


@pytest.mark.parametrize("written", ["1.10", "007", "0xC", "2.0", "1e3", ".inf", ".NaN", "12"])
def test_a_number_remembers_how_it_was_written(written: str, tmp_path: Path) -> None:
    found = read(tmp_path, f"a: {written}\n").data["a"]
    assert isinstance(found, int | float)
    assert f"{found}" == written


def test_every_key_and_value_has_a_place(tmp_path: Path) -> None:
    source = read(tmp_path, "a:\n  - b: 1\n    c: {d: x}\n")
    assert source.at(("a", 0, "c", "d")).line == 3
    assert source.at(("a", 0, "c", "d")).column == 12
    assert source.key(("a", 0, "c")).column == 5
    assert source.at(("a", 0, "zzz")) == source.at(("a", 0))


def test_a_repeated_key_is_refused(tmp_path: Path) -> None:
    assert messages(tmp_path, "a: 1\nb: 2\na: 3\n") == [
        "3:1 «a» stands twice in this mapping, first at line 1"
    ]


def test_anchors_aliases_and_tags_are_refused(tmp_path: Path) -> None:
    assert messages(tmp_path, "a: &x 1\nb: *x\nc: !!python/object:os.system y\n") == [
        "1:4 anchors and aliases are not used here",
        "2:4 anchors and aliases are not used here",
        "3:4 tags are not used here",
    ]


def test_a_billion_laughs_are_refused_at_once(tmp_path: Path) -> None:
    levels = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    levels += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 10)]
    assert len(messages(tmp_path, "\n".join(levels))) == 91


def test_depth_is_bounded(tmp_path: Path) -> None:
    assert "too deep" in messages(tmp_path, "a: " + "[" * 40 + "]" * 40)[0]


def test_broken_yaml_names_the_place(tmp_path: Path) -> None:
    (message,) = messages(tmp_path, "a: [1,\nb: 2\n")
    assert message.startswith("3:1 no comma or closing ] stands before this")
