"""Whatever the README tells to run can be run by make, in no environment that is active."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
# Those whose name is a target for the code.
OTHERWISE = {"check": "content", "clean": "leftovers"}


def commands() -> set[str]:
    """The subcommands of ``diptych`` and the targets of Snakemake that the README shows."""
    text = (ROOT / "README.md").read_text("utf-8")
    shown = set(re.findall(r"(?m)(?:^|\$ |`)diptych ([a-z]+)\b", text))
    return shown | set(re.findall(r"`snakemake ([a-z]+)`", text))


def targets() -> set[str]:
    text = (ROOT / "Makefile").read_text("utf-8")
    named = re.findall(r"(?m)^([a-z -]+):(?!=)", text)
    lists = re.findall(r"(?m)^COMMANDS := (.*)$", text)
    return {word for line in (*named, *lists) for word in line.split()}


def test_every_command_of_the_readme_is_a_target() -> None:
    assert len(commands()) > 8
    assert {OTHERWISE.get(name, name) for name in commands()} <= targets()
