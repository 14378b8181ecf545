"""What an editor underlines is what ``diptych check`` refuses, line for line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml as events

from diptych import kinds
from diptych.errors import ContentError
from diptych.reader import schema, yaml

ROOT = Path(__file__).resolve().parents[2]
MEETING = "content/2024-08-28-second-session/meeting.yaml"

TOKENS = (
    *("", "~", "Null", "true", "False", "no", "word", "Two Words", '"7"', "''", "ru"),
    *("7", "007", "+5", "-3", "0x1F", "0o17", "1.10", "2.0", "1e3", ".inf", ".nan"),
    *("2024-08-28", "12:30", "99999999999999999999"),
    *("[]", "{}", "[7]", "[ru, ru]", "{a: 7}", "{ru: {nom: x}}"),
)


def mutated(text: str) -> Iterator[str]:
    """``text`` with each of its scalars, keys as well, replaced by each of the tokens."""
    for event in events.parse(text):
        if isinstance(event, events.ScalarEvent):
            before, after = text[: event.start_mark.index], text[event.end_mark.index :]
            for token in TOKENS:
                yield f"{before}{token}{after}"


def refused(file: Path, text: str, rules: schema.Schema) -> tuple[set[int], set[str]]:
    """The lines that the schema refuses, and what is wrong in form and no schema can say."""
    file.write_text(text, "utf-8")
    try:
        source = yaml.read(file)
    except ContentError as error:
        return set(), {problem.message for problem in error.problems}
    return {problem.position.line for problem in schema.problems(source, rules)}, set()


@pytest.mark.conformance
@pytest.mark.skipif(not (ROOT / ".judges/.installed").exists(), reason="run make judges first")
@pytest.mark.parametrize(
    ("file", "opened", "lines", "step"),
    [
        (MEETING, "content/m{}/meeting.yaml", 40, 1),
        ("content/registry/terms.yaml", "content/registry/r{}.yaml", 16, 1),
        ("config/config.yaml", "config/config.yaml", 40, 20),  # one name, so one editor a text
    ],
)
def test_an_editor_and_the_check_agree_on_every_mutation(
    file: str, opened: str, lines: int, step: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "tools" / "judges"))
    import editor

    sections = {name: kinds.load(name).Section for name in kinds.names()}
    rules = {
        "meeting.yaml": schema.meeting(sections),
        "terms.yaml": schema.REGISTRY,
        "config.yaml": schema.CONFIGURATION,
    }[Path(file).name]
    head = (ROOT / file).read_text("utf-8").splitlines(keepends=True)[:lines]
    texts = list(dict.fromkeys(mutated("".join(head))))[::step]
    assert len(texts) > 20
    names = [opened.format(number) for number in range(len(texts))]
    buffers = list(zip(names, texts, strict=True))
    editors = [dict(buffers)] if len({*names}) == len(names) else [dict([each]) for each in buffers]
    seen = []
    for each in editors:
        underlined = editor.diagnostics(ROOT, each)
        seen += [underlined[name] for name in each]
    for text, found in zip(texts, seen, strict=True):
        ours, form = refused(tmp_path / "file.yaml", text, rules)
        theirs = {each["range"]["start"]["line"] + 1 for each in found}
        if form:  # an editor lets pass a key that is a number or empty, and an item that is empty
            lenient = (" key", "no name stands here", "node content")
            assert theirs or any(said in each for each in form for said in lenient), (text, form)
        else:
            assert ours == theirs, text


def test_mutations_touch_every_scalar() -> None:
    assert len(list(mutated("a: {b: c}\n"))) == 3 * len(TOKENS)
