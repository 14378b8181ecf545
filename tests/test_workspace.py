"""The workspace of Visual Studio Code: what it runs is there, what it inserts is right."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from diptych.prose.parser import parse
from diptych.reader import schema, yaml
from diptych.values import parse as parse_value
from test_makefile import targets

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / ".vscode"
WORDS = {"error": "error", "warning": "warning", "ошибка": "error", "предупреждение": "warning"}


def read(name: str) -> Any:
    return json.loads((FOLDER / name).read_text("utf-8"))


def inserted(body: list[str]) -> str:
    """What a snippet inserts where nobody types anything."""
    text = re.sub(r"\$\{\d\|([^,|]+)[^}]*?\|\}", r"\1", "\n".join(body))
    return re.sub(r"\$\{\d:([^}]*)\}", r"\1", text).replace("$0", "Text.")


SNIPPETS = read("diptych.code-snippets")


def test_the_tasks_run_targets_that_there_are() -> None:
    commands = [task["command"].split() for task in read("tasks.json")["tasks"]]
    assert ["make"] in commands
    assert {word for first, *rest in commands for word in rest if first == "make"} <= targets()


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_problems_that_are_printed_are_matched(language: str) -> None:
    (build, check, *_) = read("tasks.json")["tasks"]
    assert build["problemMatcher"] == check["problemMatcher"]
    matchers = [
        (m["severity"], re.compile(m["pattern"]["regexp"])) for m in check["problemMatcher"]
    ]
    count = 0
    for golden in (ROOT / "tests/golden/broken").glob(f"*.{language}.txt"):
        for line in golden.read_text("utf-8").splitlines():
            if place := re.match(r"(\S.*?):(\d+):(\d+): (\w+): (.*)", line):
                found = [(severity, m) for severity, each in matchers if (m := each.match(line))]
                assert len(found) == 1, line
                assert found[0][0] == WORDS[place[4]]
                assert found[0][1].groups() == (place[1], place[2], place[3], place[5])
                count += 1
    assert count > 300


@pytest.mark.parametrize("name", [n for n, each in SNIPPETS.items() if each["scope"] == "markdown"])
def test_a_snippet_of_prose_is_prose(name: str) -> None:
    text = inserted(SNIPPETS[name]["body"])
    head = "## Above {#above}\n\n" if text.startswith("###") else ""
    prose = parse(f"# Title\n\nText.\n\n{head}{text}\n", "minutes.en.md", "en")
    assert len(list(prose.units())) > 1


@pytest.mark.parametrize("name", [n for n, each in SNIPPETS.items() if each["scope"] == "yaml"])
def test_a_snippet_of_facts_is_a_fact(name: str) -> None:
    text = inserted(SNIPPETS[name]["body"])
    source = yaml.read_text("meeting.yaml", f"facts:\n  {text}\n")
    assert not list(schema.problems(source, schema.meeting({})))
    (fact,) = source.data["facts"].values()
    kind, value = next(iter(fact.items()))
    parse_value(kind, f"{value} {fact.get('of', '')}")


def test_the_spelling_checker_skips_what_is_no_prose() -> None:
    skipped = [re.compile(each) for each in read("settings.json")["cSpell.ignoreRegExpList"]]
    for text in ("{{ turnover | about }}", "{#results}", "[12-15]{keep}", "](chart.png)"):
        assert any(each.search(text) for each in skipped)
