"""Names inside libraries that are replaced for a while."""

from __future__ import annotations

import re
import tomllib
from importlib import metadata
from pathlib import Path

import pytest

from diptych import patches
from diptych.errors import DiptychError
from diptych.language.hyphenation import PYPHEN
from diptych.patches import Patch, Release, patched
from diptych.writers.pdf.libraries import WEASYPRINT

ROOT = Path(__file__).parents[1]


class Library:
    """What is replaced in these tests."""

    colour = "red"

    @staticmethod
    def plain() -> str:
        return "plain"


def use(*names: Patch, made_for: Release | None = None) -> None:
    with patched(*names, made_for=made_for):
        pass


def as_it_was() -> tuple[object, object]:
    return vars(Library)["colour"], vars(Library)["plain"]


def test_a_patch_makes_the_new_value_of_the_old_one_and_comes_off_again():
    before = as_it_was()
    doubled = Patch(Library, "colour", lambda colour: colour * 2)
    with patched(doubled, Patch(Library, "plain", lambda _: staticmethod(lambda: "patched"))):
        assert (Library.colour, Library.plain()) == ("redred", "patched")
    assert as_it_was() == before


def test_patches_come_off_after_an_error():
    before = as_it_was()

    def fail() -> None:
        with patched(Patch(Library, "colour", lambda _: "blue")):
            raise ZeroDivisionError

    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            fail()
        assert as_it_was() == before


def test_patches_come_off_where_one_of_them_cannot_be_made():
    before = as_it_was()
    with pytest.raises(ZeroDivisionError):
        use(Patch(Library, "colour", lambda _: "blue"), Patch(Library, "plain", lambda _: 1 / 0))
    assert as_it_was() == before


@pytest.mark.parametrize("name", ["sound", "mro", "__eq__"])
def test_a_name_that_is_not_there_or_only_inherited_is_refused_and_nothing_is_replaced(name):
    seen: list[object] = []
    with pytest.raises(DiptychError, match=f"Library has no {name}"):
        use(Patch(Library, "colour", seen.append), Patch(Library, name, seen.append))
    assert not seen


@pytest.mark.parametrize("version", ["69.0", "70.0.1", "71.0"])
def test_another_release_than_the_patches_are_made_for_is_refused(version, monkeypatch):
    monkeypatch.setattr(patches, "_version", lambda library: version)
    with pytest.raises(DiptychError, match=f"weasyprint {version} is installed.* made for 70.0"):
        use(made_for=Release("weasyprint", "70.0"))


@pytest.mark.parametrize("release", [WEASYPRINT, PYPHEN])
def test_patches_are_made_for_the_release_that_is_pinned(release: Release):
    pin = f"{release.library}=={release.version}"
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert pin in project["dependencies"]
    assert re.search(rf"^{re.escape(pin)} ", (ROOT / "requirements.lock").read_text("utf-8"), re.M)
    assert metadata.version(release.library) == release.version
