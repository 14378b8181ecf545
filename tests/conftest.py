"""What all tests share: accepted outputs, and the switch that accepts new ones."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent / "golden"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--accept", action="store_true", help="take what the tests get as what they want"
    )


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """``golden(path, text)`` compares ``text`` with that file below tests/golden."""

    def compare(path: str, actual: str) -> None:
        file = GOLDEN / path
        if request.config.getoption("--accept"):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(actual, "utf-8")
        assert file.exists(), f"{file} does not exist yet: run pytest --accept and look at it"
        assert actual == file.read_text("utf-8")

    return compare
