"""YAML in, data and places out."""

from pathlib import Path

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


def test_scalars_stay_as_typed(tmp_path: Path) -> None:
    data = read(tmp_path, 'a: 1.10\nb: no\nc: 2024-08-28\nd: 12:30:00\ne: 7\nf: "7"\ng:\n').data
    assert data == {
        "a": "1.10",
        "b": "no",
        "c": "2024-08-28",
        "d": "12:30:00",
        "e": 7,
        "f": "7",
        "g": None,
    }


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
    assert message.startswith("3:1 this is not YAML")
