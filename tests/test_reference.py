"""The pages of docs/reference are what the tool writes, and leave nothing out."""

from __future__ import annotations

import json
import re

import pytest

import reference
from diptych.language import data, locale
from diptych.pipeline.schemas import schema_files
from diptych.reader import yaml
from diptych.reader.schema import problems
from diptych.values import TYPES


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    return reference.pages()


def test_the_pages_are_of_today(pages: dict[str, str]) -> None:
    there = {path.name: path.read_text("utf-8") for path in reference.PAGES.glob("*.md")}
    assert there == pages, "run make docs"


def test_every_key_of_every_schema_is_there_with_what_it_means(pages: dict[str, str]) -> None:
    for language in reference.SAID:
        rows = [
            line for line in pages[f"keys.{language}.md"].splitlines() if line.startswith("| `")
        ]
        assert len(rows) > 60
        for row in rows:
            _path, kind, meaning, example = (cell.strip() for cell in row.strip("|").split(" | "))
            assert kind, row
            assert example.strip("` |"), row
            assert meaning, row


@pytest.mark.parametrize("name", ["meeting", "registry", "recipients", "config"])
def test_the_examples_are_allowed(name: str) -> None:
    source = yaml.read(reference.ROOT / f"tools/examples/{name}.yaml")
    assert list(problems(source, json.loads(schema_files()[f"{name}.schema.json"]))) == []


def test_every_role_of_every_type_is_there(pages: dict[str, str]) -> None:
    for type_name in TYPES:
        part = pages["roles.en.md"].split(f"## `{type_name}`\n")[1].split("\n## ")[0]
        shown = {
            word for role in re.findall(r"(?m)^\| ([a-z -]+) \|", part) for word in role.split()
        }
        for code in data.codes():
            assert set(locale.load(code, reference.Path()).roles(type_name)) - shown <= {"nom"}, (
                code
            )


def test_the_russian_pages_are_in_russian(pages: dict[str, str]) -> None:
    rows = [line for line in pages["messages.ru.md"].splitlines() if line.startswith("| ")]
    assert len(rows) > 300
    assert sum(bool(re.search("[а-яё]", row)) for row in rows) > 0.99 * len(rows)


def test_most_messages_have_their_remedy(pages: dict[str, str]) -> None:
    rows = [line for line in pages["messages.en.md"].splitlines() if line.startswith("| ")]
    assert sum(row.endswith(" |  |") for row in rows) < 0.2 * len(rows)


@pytest.mark.parametrize("language", reference.SAID)
def test_every_message_that_tests_see_is_there(pages: dict[str, str], language: str) -> None:
    rows = re.findall(r"(?m)^\| (.*) \| .* \|$", pages[f"messages.{language}.md"])
    written = [re.sub(r"\\(.)", r"\1", row) for row in rows]
    patterns = [
        re.compile(".+?".join(map(re.escape, re.split(r"\{[a-z_]+\}", text)))) for text in written
    ]
    shown = reference.Shown(language)
    assert [m for m in shown.remedies if not any(p.fullmatch(m) for p in patterns)] == []
