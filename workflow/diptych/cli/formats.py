"""Problems for machines: JSON for scripts, SARIF for editors and continuous integration."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from importlib.metadata import version
from typing import Any

import msgspec

from diptych.errors import Problem

_SARIF = "https://json.schemastore.org/sarif-2.1.0.json"
_RULE = "content"  # SARIF wants a rule for each result: ours is that content can be built


def as_json(problems: Iterable[Problem]) -> bytes:
    """A list of objects: ``file``, ``line``, ``column``, ``severity``, ``message``, ``help``."""
    return formatted(
        [
            {
                **msgspec.structs.asdict(problem.position),
                "severity": problem.severity,
                "message": problem.message,
                "help": problem.remedy,
            }
            for problem in problems
        ]
    )


def as_sarif(problems: Iterable[Problem]) -> bytes:
    """A log in SARIF 2.1.0 (OASIS) with one run and a result a problem."""
    driver = {
        "name": "diptych",
        "version": version("diptych"),
        "rules": [{"id": _RULE, "shortDescription": {"text": "Content that cannot be built"}}],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(problem) for problem in problems],
    }
    return formatted({"$schema": _SARIF, "version": "2.1.0", "runs": [run]})


def _result(problem: Problem) -> Mapping[str, Any]:
    place = problem.position
    return {
        "ruleId": _RULE,
        "level": problem.severity,
        "message": {"text": f"{problem.message}: {problem.remedy}"},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": place.file},
                    "region": {"startLine": place.line, "startColumn": place.column},
                }
            }
        ],
    }


def formatted(data: Any) -> bytes:
    """``data`` as JSON that people can read, too."""
    return msgspec.json.format(msgspec.json.encode(data), indent=2) + b"\n"


FORMATS: Mapping[str, Callable[[Iterable[Problem]], bytes]] = {"json": as_json, "sarif": as_sarif}
