"""The command says what it is for."""

from __future__ import annotations

import argparse
import pkgutil
from collections.abc import Iterator
from importlib import import_module
from importlib.metadata import version

import pytest

from diptych import cli

MODULES = {
    each.name: import_module(f"diptych.cli.{each.name}")
    for each in pkgutil.iter_modules(cli.__path__)
}
COMMANDS = {name: module for name, module in MODULES.items() if hasattr(module, "run")}


def said(capsys: pytest.CaptureFixture[str], *argv: str) -> str:
    with pytest.raises(SystemExit) as ended:
        cli.main(argv)
    assert ended.value.code == 0
    return capsys.readouterr().out


def test_help_tells_each_command_in_its_group(capsys: pytest.CaptureFixture[str]) -> None:
    text = said(capsys, "--help")
    listed = [
        line.split()[0]
        for line in text.splitlines()
        if line.startswith("  ") and "-" not in line[:4]
    ]
    assert sorted(listed) == sorted(COMMANDS)
    assert "Edit the texts and facts below content/" in text
    assert max(map(len, text.splitlines())) <= 100


def test_the_version_is_that_of_the_package(capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "--version") == f"diptych {version('diptych')}\n"


def actions(name: str) -> Iterator[argparse.Action]:
    parser = argparse.ArgumentParser()
    COMMANDS[name].arguments(parser)
    yield from parser._actions


@pytest.mark.parametrize("name", COMMANDS)
def test_every_argument_has_help(name: str) -> None:
    assert [action.dest for action in actions(name) if not action.help] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_a_command_begins_with_what_it_does(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    text = said(capsys, name, "--help")
    assert (COMMANDS[name].__doc__ or "").splitlines()[0] in text


@pytest.mark.parametrize(
    "argv",
    [
        ("write", "content/x", "minutes", "--editions", "ru", "--authenticity", "none"),
        ("check", "--settings", "none"),
        ("check", "--settings", "[]"),
    ],
)
def test_an_argument_that_is_no_json_is_refused_in_a_line(
    argv: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(argv) == 1
    assert "says nothing that can be read" in capsys.readouterr().err
