"""The schemas that editors use are those that checking uses."""

from pathlib import Path

import pytest

from diptych.pipeline.schemas import schema_files

FOLDER = Path(__file__).parents[2] / "workflow" / "schemas"


@pytest.mark.parametrize("name", schema_files())
def test_the_schema_files_are_up_to_date(name: str) -> None:
    assert (FOLDER / name).read_bytes() == schema_files()[name], "run make schemas"
