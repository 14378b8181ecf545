"""What was built is what the content says, whatever happened meanwhile."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from workflow.conftest import BIN, MEETING, RECORD, Project, made
from workflow.resident import Resident

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("fresh")]

EDITS = int(os.environ.get("EDITS", "6"))
FORMATS = "[docx, pdf, html]" if "EDITS" in os.environ else "[docx, html]"
FEW = "memorandum: [ru], minutes: [ru, ru-uz], press-release: [ru, kk]"
CHANGED = "has changed during the build: nothing was made of it; run «snakemake» again"

Built = tuple[Project, dict[str, bytes]]


def everything(project: Project) -> dict[str, bytes]:
    """All files in the output folder."""
    return {
        path.relative_to(project.output).as_posix(): path.read_bytes()
        for path in sorted(project.output.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory, resident: Resident) -> Built:
    """A final meeting with few editions, all of it built, and what was built."""
    project = made(tmp_path_factory.mktemp("fresh") / "project", resident, FEW, FORMATS)
    return project, everything(project)


@pytest.fixture
def built(kept: Built) -> Project:
    return kept[0]


@pytest.fixture
def clean(kept: Built) -> dict[str, bytes]:
    return kept[1]


def started(project: Project) -> Resident:
    """A build that has planned and has not read yet."""
    mark = project.root / ".diptych/started"
    mark.unlink(missing_ok=True)
    assert project.resident
    project.resident.alone()
    project.resident.start(project.root, (), {**project.environment, "LANGUAGE": "en"})
    while not mark.exists():
        assert project.resident.runs()
        time.sleep(0.005)
    return project.resident


def replaced(path: Path, old: str, new: str) -> None:
    """Edit as an editor does that puts a whole file in place of another."""
    text = path.read_text("utf-8")
    assert old in text
    other = path.with_name(f".{path.name}")
    other.write_text(text.replace(old, new, 1), "utf-8")
    os.replace(other, path)


def emptied(project: Project, *kinds: str) -> None:
    """Have these kinds of documents built again."""
    for kind in kinds:
        for path in (project.output / MEETING).glob(f"{kind}.*"):
            path.unlink()


TABLE = [
    ("a fact", RECORD, "money: 4.5 billion USD", "money: 3.5 billion USD", "minutes"),
    ("a text", f"content/{MEETING}/minutes.ru.md", "## ", "Прочее.\n\n## ", "minutes"),
    (
        "a name",
        "content/registry/organisations.yaml",
        "Высшего межгосударственного совета",
        "Высшего Межгосударственного Совета",
        "minutes",
    ),
    (
        "a confirmation",
        f"content/{MEETING}/minutes.uz.confirmed.tsv",
        "title\t",
        "titel\t",
        "minutes",
    ),
    ("a label", "templates/locale/ru/LC_MESSAGES/diptych.po", "ПРОТОКОЛ", "Протокол", "minutes"),
    ("a style sheet of the web", "templates/html/document.css", "{", "{ ", "memorandum"),
    ("a grammar", "workflow/diptych/language/data/ru.toml", "августа", "Августа", "minutes"),
    ("code", "workflow/diptych/kinds/minutes.py", "import", "import ", "minutes"),
]
STYLE = ("templates/pdf/tokens.css", "--line: 15pt", "--line: 17pt", "memorandum")


@pytest.mark.parametrize(
    ("path", "old", "new", "kind"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE]
)
def test_what_changes_during_a_build_and_is_undone_after_it_is_never_there(
    built: Project, clean: dict[str, bytes], path: str, old: str, new: str, kind: str
) -> None:
    changed_and_undone(built, clean, path, old, new, kind)


@pytest.mark.xdist_group("few")
def test_nor_is_what_changes_in_a_style_sheet_of_pdf_files(few: Project) -> None:
    changed_and_undone(few, everything(few), *STYLE)


def changed_and_undone(
    built: Project, clean: dict[str, bytes], path: str, old: str, new: str, kind: str
) -> None:
    emptied(built, kind)
    build = started(built)
    file = built.root / path
    before = file.read_bytes()
    replaced(file, old, new)
    failed = build.finish()
    file.write_bytes(before)
    said = failed.stdout + failed.stderr
    assert failed.returncode != 0, said
    assert CHANGED in said
    assert "Traceback" not in said
    assert not list((built.output / MEETING).glob(f"{kind}.*"))
    assert not (built.output / "manifest.json").exists()
    done = built.build()
    assert done.returncode == 0, done.stdout
    assert everything(built) == clean


def test_an_edit_that_stays_is_built_by_the_next_run(
    built: Project, clean: dict[str, bytes]
) -> None:
    draft = ("status: final", "status: draft")
    emptied(built, "minutes")
    with built.edited(RECORD, *draft):
        build = started(built)
        replaced(built.root / RECORD, "4.5 billion", "3.5 billion")
        assert build.finish().returncode != 0
        done = built.build()
        assert done.returncode == 0, done.stdout
        text = (built.output / MEETING / "minutes.ru.html").read_text("utf-8")
        assert "3,5" in text.replace("\u00a0", " ")
    assert built.build().returncode == 0
    assert everything(built) == clean


def written(project: Project, fingerprint: str, to: Path) -> subprocess.CompletedProcess[str]:
    return project.run(
        *("diptych", "write", f"content/{MEETING}", "minutes", "--editions", "ru"),
        *("--authenticity", '{"source": "ru"}'),
        *("--formats", "html", "--output", str(to), "--record", str(to / "record.json")),
        *(("--fingerprint", fingerprint) if fingerprint else ()),
        LANGUAGE="en",
    )


@pytest.mark.parametrize("what", ["planned", "other", "text", "ledger", "image", "registry"])
def test_a_job_writes_what_was_planned_or_nothing(
    built: Project, tmp_path: Path, what: str
) -> None:
    assert written(built, "", tmp_path).returncode == 0
    planned = (tmp_path / "record.json").read_text("utf-8").split('"fingerprint":"')[1][:16]
    again = tmp_path / "again"
    new = {
        "text": built.meeting / "minutes.en.md",
        "ledger": built.meeting / "minutes.kk.confirmed.tsv",
        "registry": built.root / "content/registry/organisations.yaml",
        "image": built.root / "templates/assets/emblems/another.svg",
    }
    if what in new:
        file = new[what]
        before = file.read_bytes() if file.exists() else None
        file.write_bytes((before or b"<svg/>").replace(b"\xd0\xb0", b"\xd0\xbe") + b"\n")
    try:
        done = written(built, "0" * 16 if what == "other" else planned, again)
    finally:
        if what in new:
            file.unlink() if before is None else file.write_bytes(before)
    assert (done.returncode == 0) == (what == "planned"), done.stderr
    assert (CHANGED in done.stderr) == (what != "planned")
    assert again.exists() == (what == "planned")


def test_publishing_refuses_documents_of_another_state(built: Project) -> None:
    with built.edited(f"content/{MEETING}/minutes.ru.md", "Заседание", "Совещание"):
        done = built.run("diptych", "publish", LANGUAGE="en")
    assert done.returncode == 1
    assert (
        f"output/{MEETING}/minutes:1:1: error: this document is not of the content" in done.stderr
    )
    assert "press-release" not in done.stderr


ON_DEMAND = [
    ("release", "--to", "{folder}"),
    ("bundle", MEETING),
    ("mail", MEETING, "newsrooms-ru"),
]


@pytest.mark.parametrize("command", ON_DEMAND, ids=[row[0] for row in ON_DEMAND])
@pytest.mark.parametrize("how", ["edited", "text gone", "manifest"])
def test_nothing_stale_leaves(
    built: Project, clean: dict[str, bytes], tmp_path: Path, command: tuple[str, ...], how: str
) -> None:
    argv = ["diptych", *(word.format(folder=tmp_path / "site") for word in command)]
    listed = built.output / "manifest.json"
    text = built.meeting / "press-release.ru.md"
    if how == "edited":
        with built.edited(text.relative_to(built.root).as_posix(), "Эксперты", "Учёные"):
            done = built.run(*argv, LANGUAGE="en")
    elif how == "text gone":
        with built.without(*built.meeting.glob("press-release.*.md")):
            done = built.run(*argv, LANGUAGE="en")
    else:
        before = listed.read_bytes()
        listed.write_bytes(before.replace(b"final", b"draft"))
        done = built.run(*argv, LANGUAGE="en")
        listed.write_bytes(before)
    assert done.returncode == 1
    said = {"edited": "is not of the content", "text gone": "has no source any more"}
    assert said.get(how, "manifest.json:1:1: error: this file was changed") in done.stderr
    assert not (tmp_path / "site").exists()
    assert everything(built) == clean


PAGES = [
    "index.html",
    "decisions.ru.csv",
    "feed.kk.atom",
    "calendar.uz.ics",
    "SHA256SUMS",
    "manifest.json",
    "decisions.xlsx",
    "decisions.html",
]


def damaged(path: Path, how: str) -> None:
    match how:
        case "deleted":
            path.unlink()
        case "emptied":
            path.write_bytes(b"")
        case _:
            path.write_bytes(path.read_bytes() + b"!")
            os.utime(path, (1, 1))


@pytest.mark.parametrize("how", ["changed", "emptied", "deleted"])
def test_pages_and_lists_that_were_changed_are_written_again(
    built: Project, clean: dict[str, bytes], how: str
) -> None:
    names = PAGES if how == "changed" else PAGES[-2:]
    for name in names:
        damaged(built.output / name, how)
        assert name in built.stale(), name
        (built.output / name).write_bytes(clean[name])
    assert not built.stale()
    for name in names:
        damaged(built.output / name, how)
    done = built.build()
    assert done.returncode == 0, done.stdout
    assert everything(built) == clean
    again = built.build()
    assert "Nothing to be done" in again.stdout + again.stderr


@pytest.mark.parametrize("name", PAGES[-2:])
def test_a_page_that_is_changed_alike_again_is_written_again(
    built: Project, clean: dict[str, bytes], name: str
) -> None:
    for _ in range(2):
        damaged(built.output / name, "changed")
        done = built.build()
        assert done.returncode == 0, done.stdout
        assert everything(built) == clean
    again = built.build()
    assert "Nothing to be done" in again.stdout + again.stderr


def other_schema(data: bytes) -> bytes:
    return data.replace(b'"titles"', b'"names"')


DAMAGE: dict[str, Callable[[Path], object]] = {
    "empty": lambda path: path.write_bytes(b""),
    "truncated": lambda path: path.write_bytes(path.read_bytes()[:100]),
    "other JSON": lambda path: path.write_bytes(b"[1, 2]"),
    "another schema": lambda path: path.write_bytes(b'{"files": 3}'),
    "a field of another name": lambda path: path.write_bytes(other_schema(path.read_bytes())),
    "a word changed": lambda path: path.write_bytes(
        path.read_bytes().replace(b"2024-08-28", b"2024-08-29")
    ),
    "not UTF-8": lambda path: path.write_bytes(b"\xff\xfe{}"),
    "a folder": lambda path: (path.unlink(), (path / "in").mkdir(parents=True)),
    "gone": lambda path: path.unlink(),
}


@pytest.mark.parametrize("first", range(0, len(DAMAGE), 3))
def test_a_damaged_record_has_its_document_built_again_and_blocks_nothing(
    built: Project, clean: dict[str, bytes], first: int
) -> None:
    kinds = ("minutes", "press-release", "memorandum")
    for kind, how in zip(kinds, list(DAMAGE)[first:], strict=False):
        DAMAGE[how](built.root / ".snakemake/diptych" / MEETING / f"{kind}.json")
    assert built.pending() == set(kinds)
    done = built.build()
    assert done.returncode == 0, done.stdout + done.stderr
    assert everything(built) == clean
    again = built.build()
    assert "Nothing to be done" in again.stdout + again.stderr


def test_the_same_damage_is_noticed_each_time(built: Project, clean: dict[str, bytes]) -> None:
    path = built.root / ".snakemake/diptych" / MEETING / "minutes.json"
    for _ in range(2):
        path.write_bytes(b"")
        assert built.build().returncode == 0
        assert path.read_bytes()
    assert everything(built) == clean


IMPOSSIBLE = [
    *("index.html", "manifest.json", "SHA256SUMS", "mail", "bundles", "signed", "SHA256SUMS.sig"),
    *("feed.ru.atom", "Decisions.HTML", "Registry"),
    *("CON", "nul.txt", "AUX.2024", "com1", "LPT9.x", "2024-03-01-end.", "2024-03-01-end "),
    *("2024-09-01-" + "я" * 111, "2024-09-01-и\u0306", "2024-09-01 x", "2024-09-01-{x}"),
]


def test_folders_that_cannot_be_meetings_are_told_by_checking_and_by_building(
    built: Project,
) -> None:
    for name in IMPOSSIBLE:
        shutil.copytree(built.meeting, built.root / "content" / name)
    try:
        checked = built.run("diptych", "check", "--no-documents", LANGUAGE="en")
        planned = built.run("snakemake", "--dry-run", LANGUAGE="en")
        done = built.build(LANGUAGE="en")
    finally:
        for name in IMPOSSIBLE:
            shutil.rmtree(built.root / "content" / name)
    assert checked.returncode == done.returncode == 1
    assert planned.returncode == 0, planned.stderr
    for said in (checked.stderr, done.stdout):
        for name in IMPOSSIBLE:
            place = f"content/{name}:1:1: error: «{name}» cannot be the name of a meeting: "
            assert said.count(place) == 1, name
        assert "Traceback" not in said
    assert "mbiguous" not in done.stdout + done.stderr
    assert built.build().returncode == 0


@pytest.mark.parametrize(
    "names", [("2024-08-29-a", "2024-08-29-A"), ("2024-08-29-ﬁ", "2024-08-29-fi")]
)
def test_folders_that_some_computers_take_for_one_another_are_told(
    built: Project, names: tuple[str, str]
) -> None:
    for name in names:
        shutil.copytree(built.meeting, built.root / "content" / name)
    try:
        done = built.build(LANGUAGE="en")
    finally:
        for name in names:
            shutil.rmtree(built.root / "content" / name)
    assert done.returncode == 1
    for name, other in (names, names[::-1]):
        assert (
            f"«{name}» cannot be the name of a meeting: some computers take it for «{other}»"
            in (done.stdout)
        )
    assert built.build().returncode == 0


@pytest.mark.parametrize("kind", ["publish", "mail", "all", "sign-list", "check"])
def test_a_kind_called_as_a_rule_is_told_and_the_rest_is_built(built: Project, kind: str) -> None:
    text = built.meeting / f"{kind}.ru.md"
    text.write_text("# A\n", "utf-8")
    try:
        with built.edited(RECORD, "editions: {", f"editions: {{{kind}: [ru], "):
            planned = built.run("snakemake", "--dry-run", LANGUAGE="en")
            checked = built.run("diptych", "check", "--no-documents", LANGUAGE="en")
    finally:
        text.unlink()
    assert planned.returncode == 0, planned.stdout + planned.stderr
    assert f"there is no kind of document «{kind}»" in checked.stderr


@pytest.mark.parametrize("what", ["pipe", "device", "folder", "large", "not text"])
def test_a_configuration_that_is_no_file_is_told_at_once(built: Project, what: str) -> None:
    path = built.root / "config/config.yaml"
    kept = path.read_bytes()
    path.unlink()
    match what:
        case "pipe":
            os.mkfifo(path)
        case "device":
            path.symlink_to("/dev/zero")
        case "folder":
            path.mkdir()
        case "large":
            path.write_bytes(b"#" * 50_000_000)
        case "not text":
            path.write_bytes(b"\xff\xfe\x00")
    try:
        done = subprocess.run(
            [str(BIN / "snakemake"), "--dry-run"],
            cwd=built.root,
            env={**built.environment, "LANGUAGE": "en"},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
    finally:
        path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink()
        path.write_bytes(kept)
    assert done.returncode == 1
    assert "config/config.yaml:1:1: error: " in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr


def test_settings_on_the_command_line_hold_for_publishing_too(
    built: Project, clean: dict[str, bytes]
) -> None:
    done = built.run("snakemake", "--config", "arrangement={'minutes': 'sequential'}")
    assert done.returncode == 0, done.stdout + done.stderr
    assert everything(built).keys() == clean.keys()
    assert everything(built) != clean
    assert built.build().returncode == 0
    assert everything(built) == clean


def test_whatever_is_edited_and_undone_during_builds_the_end_is_a_clean_build(
    built: Project, clean: dict[str, bytes]
) -> None:
    """A few edits in `make test`; `make crash` tries two hundred."""
    chance = random.Random(4)
    edits = [*(row[1:4] for row in TABLE), STYLE[:3]]
    done = 0
    while done < EDITS:
        emptied(built, *chance.sample(["minutes", "press-release", "memorandum"], 2))
        build = built.begin()
        undo: list[tuple[Path, bytes]] = []
        while build.poll() is None and done < EDITS:
            time.sleep(chance.uniform(0, 1.5))
            path, old, new = chance.choice(edits)
            file = built.root / path
            if old not in file.read_text("utf-8"):
                continue  # it has been edited and not undone
            undo.append((file, file.read_bytes()))
            replaced(file, old, new)
            done += 1
            if chance.random() < 0.7:
                time.sleep(chance.uniform(0, 1))
                file.write_bytes(undo.pop()[1])
            if chance.random() < 0.1:
                os.kill(build.pid, signal.SIGKILL)
        build.wait()
        for file, data in reversed(undo):
            file.write_bytes(data)
    last = built.build()
    assert last.returncode == 0, last.stdout
    assert everything(built) == clean
