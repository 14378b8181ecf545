"""The same content gives the same bytes, wherever and whenever it is built."""

from __future__ import annotations

import pytest

from workflow.conftest import Project

pytestmark = [pytest.mark.xdist_group("built"), pytest.mark.slow]


def test_another_folder_time_zone_and_locale_give_identical_files(
    built: Project, project: Project
) -> None:
    result = project.apart(
        "snakemake",
        "--cores",
        "2",
        TZ="Pacific/Kiritimati",
        LC_ALL="C",
        LANG="C",
        PYTHONHASHSEED="1",
        SOURCE_DATE_EPOCH="1",
    )
    assert result.returncode == 0, result.stdout + result.stderr
    assert project.files() == built.files()
    manifests = [(each.output / "manifest.json").read_bytes() for each in (built, project)]
    assert manifests[0] == manifests[1]
