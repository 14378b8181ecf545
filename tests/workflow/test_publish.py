"""What goes out: only what may, the same each time, and made again when it says something else."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
from pathlib import Path
from zipfile import ZipFile

import pytest

from workflow.conftest import MEETING, RECORD, Project

pytestmark = pytest.mark.slow

TITLE = "Эксперты Узбекистана и Казахстана обсудили"
EMBARGO = "facts:\n  lifted: {instant: 2199-08-28T18:00+05:00}\n"
of_few = pytest.mark.xdist_group("few")


def hashes(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@of_few
def test_bundles_and_messages_are_the_same_each_time_and_verified(few: Project) -> None:
    made = []
    for _ in range(2):
        done = few.run("snakemake", "bundles", "mail")
        assert done.returncode == 0, done.stderr
        made.append(hashes(few.output / "bundles") | hashes(few.output / "mail"))
        again = few.run("snakemake", "bundles", "mail")
        assert "Nothing to be done" in again.stdout + again.stderr
        for name in ("bundles", "mail"):
            shutil.move(few.output / name, few.root / f"{name}.{len(made)}")
    assert made[0] == made[1]
    assert set(made[0]) == {f"{MEETING}.zip"} | {
        f"{MEETING}/newsrooms-{code}.eml" for code in ("ru", "uz", "kk", "en")
    }
    for path in (few.output, few.root / "bundles.1" / f"{MEETING}.zip"):
        checked = few.run("diptych", "verify", str(path))
        assert checked.returncode == 0, checked.stderr


@of_few
def test_what_was_made_on_demand_goes_with_what_it_was_made_of(few: Project) -> None:
    assert few.run("snakemake", "bundles", "mail").returncode == 0
    bundle = few.output / "bundles" / f"{MEETING}.zip"
    draft = few.output / "mail" / MEETING / "newsrooms-en.eml"
    other = few.output / "mail" / MEETING / "newsrooms-kk.eml"
    text = f"content/{MEETING}/press-release.en.md"
    with few.edited(text, "Experts", "Scholars"):
        assert few.build().returncode != 0  # nobody has confirmed it
        assert not bundle.exists()
        assert not draft.exists()
        assert not other.exists()
    assert few.build().returncode == 0
    assert few.run("snakemake", "bundles", "mail").returncode == 0
    with few.edited(RECORD, "status: final", "status: draft"):
        assert few.build().returncode == 0
        assert not list((few.output / "bundles").glob("*"))
        assert not list((few.output / "mail").rglob("*.eml"))
    assert few.build().returncode == 0


@of_few
def test_what_is_released_is_whole_in_itself(few: Project, tmp_path: Path) -> None:
    done = few.run("diptych", "release", "--to", str(tmp_path / "site"), LANGUAGE="en")
    assert done.returncode == 0, done.stderr
    assert few.run("diptych", "verify", str(tmp_path / "site")).returncode == 0
    page = (tmp_path / "site/index.html").read_text("utf-8")
    assert f"{MEETING}/press-release.ru.pdf" in page
    assert not list((tmp_path / "site").rglob("*conformity*"))


@of_few
def test_the_sums_are_as_other_programs_read_them(few: Project) -> None:
    said = subprocess.run(
        ["sha256sum", "--check", "--quiet", "SHA256SUMS"],
        cwd=few.output,
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.returncode == 0, said.stdout
    listed = {line[66:] for line in (few.output / "SHA256SUMS").read_text().splitlines()}
    assert listed == set(hashes(few.output)) - {"SHA256SUMS"}


@of_few
@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("templates/site/site.css", "--accent: #1f3a5f", "--accent: #5f1f3a"),
        ("templates/site/index.html", "<h3>", '<h3 class="title">'),
        ("templates/site/macros.html", "<span ", '<span class="in" '),
        ("workflow/diptych/publish/site/feeds.py", "import", "import "),
    ],
    ids=["looks", "a template", "what templates share", "code"],
)
def test_pages_are_made_again_without_the_documents(
    few: Project, path: str, old: str, new: str
) -> None:
    with few.edited(path, old, new):
        assert "index.html" in few.stale()
        assert few.pending() == set()


@of_few
def test_a_template_changes_its_page_and_a_wrong_one_leaves_nothing_half_made(
    few: Project,
) -> None:
    template = "templates/site/index.html"
    before = hashes(few.output)
    with few.edited(template, "<h3>", "<h3>{{ isuer }}"):
        failed = few.build(LANGUAGE="ru")
        assert failed.returncode != 0
        said = failed.stdout + failed.stderr
        assert "Traceback" not in said
        assert re.search(rf"{template}:\d+:1: ошибка: здесь нет «isuer»", said)
        assert "напишите «issuer»" in said
        assert hashes(few.output).items() <= before.items()
    with few.edited(template, "<h3>", '<h3 class="title">'):
        assert few.build().returncode == 0
        after = hashes(few.output)
        changed = {name for name in before if before[name] != after[name]}
        assert changed == {"index.html", "SHA256SUMS"}
        assert '<h3 class="title">' in (few.output / "index.html").read_text("utf-8")
    assert few.build().returncode == 0
    assert hashes(few.output) == before


@of_few
def test_nothing_of_a_draft_is_bundled_or_mailed(few: Project) -> None:
    with few.edited(RECORD, "status: final", "status: draft"):
        planned = few.run("snakemake", "--dry-run", "bundles", "mail", "signatures")
        said = planned.stdout + planned.stderr
        assert planned.returncode == 0, said
        for rule in ("bundle:", "draft:", "sign:"):
            assert rule not in said


def test_an_embargo_keeps_the_press_release_in(project: Project) -> None:
    record = project.root / RECORD
    project.limit("memorandum: [ru], minutes: [ru], press-release: [ru, kk]")
    text = record.read_text("utf-8").replace("facts:\n", EMBARGO, 1)
    record.write_text(text + "  embargo: lifted\n", "utf-8")
    done = project.run("snakemake", "all", "bundles", "mail", LANGUAGE="en")
    assert done.returncode == 0, done.stdout + done.stderr
    page = (project.output / "index.html").read_text("utf-8")
    assert TITLE not in page
    assert "press-release.ru" not in page
    assert "под эмбарго" in page
    assert f"{MEETING}/minutes.ru.pdf" in page
    assert TITLE not in (project.output / "feed.ru.atom").read_text("utf-8")
    assert not (project.output / "mail").exists()
    with ZipFile(project.output / "bundles" / f"{MEETING}.zip") as archive:
        names = archive.namelist()
    assert f"{MEETING}/minutes.ru.docx" in names
    assert not [name for name in names if "press-release" in name]
