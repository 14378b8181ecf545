"""A file is read in one state, or what is made of it is given up."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import msgspec
import pytest
from PIL import Image

from diptych import inputs, model, modules
from diptych.cli import main
from diptych.errors import DiptychError
from diptych.gate import images
from diptych.pipeline import check, limits
from diptych.plan import Plan, written
from diptych.publish import fresh, names, record
from diptych.reader import folders, ledger
from diptych.reader.configuration import read_configuration
from diptych.reader.registry import read_registry
from diptych.reader.texts import texts_of
from stressing import chart

ROOT = Path(__file__).parents[1]
MEETING = "2024-08-28-second-session"


def test_a_file_that_changes_between_two_readings_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"1")
    with inputs.steady():
        assert inputs.read(file) == inputs.read(file) == b"1"
        file.write_bytes(b"2")
        with pytest.raises(inputs.Changed, match=r"/a» has changed during the build"):
            inputs.read(file)
    assert inputs.read(file) == b"2"  # nobody makes anything now
    with inputs.steady():
        assert inputs.read(file) == b"2"  # nor remembers what another job has read


def test_what_was_hashed_is_what_is_read(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"1")
    with inputs.steady():
        first = inputs.digest(file)
        file.write_bytes(b"2")
        assert inputs.digest(file) == first
        with pytest.raises(inputs.Changed):
            inputs.read(file)


@pytest.mark.parametrize("gone", [True, False])
def test_a_file_that_comes_or_goes_is_refused(tmp_path: Path, gone: bool) -> None:
    file = tmp_path / "a.confirmed.tsv"
    if gone:
        file.write_bytes(b"")
    with inputs.steady():
        assert (inputs.digest(file) == inputs.MISSING) is not gone
        file.unlink() if gone else file.write_bytes(b"")
        with pytest.raises(inputs.Changed):
            ledger.read(file)


def test_a_text_that_comes_is_refused(tmp_path: Path) -> None:
    (tmp_path / "minutes.ru.md").write_text("# A\n")
    with inputs.steady():
        assert list(texts_of(tmp_path)["minutes"]) == ["ru"]
        (tmp_path / "minutes.kk.md").write_text("# A\n")
        with pytest.raises(inputs.Changed):
            texts_of(tmp_path)


def test_a_file_of_the_registry_that_comes_is_refused(tmp_path: Path) -> None:
    (tmp_path / "registry").mkdir()
    with inputs.steady():
        read_registry(tmp_path)
        (tmp_path / "registry/more.yaml").write_text("a: {name: {ru: {nom: А}}}\n")
        with pytest.raises(inputs.Changed):
            read_registry(tmp_path)


def test_what_lasts_may_change_unless_something_is_made_as_planned(tmp_path: Path) -> None:
    file = tmp_path / "a.css"
    file.write_bytes(b"1")
    planned = inputs.digest_lasting(file)
    file.write_bytes(b"2")
    with inputs.steady():
        assert inputs.read_lasting(file) == b"2"
    assert inputs.digest_lasting(file) != planned
    file.write_bytes(b"1")  # this process has seen both, and no longer knows what it remembers
    with inputs.steady(planned=True), pytest.raises(inputs.Changed):
        inputs.read_lasting(file)
    assert inputs.digest_lasting(file) != planned


@pytest.mark.parametrize("what", ["pipe", "folder", "device"])
def test_what_is_no_file_is_refused_without_waiting(tmp_path: Path, what: str) -> None:
    path = tmp_path / "a"
    match what:
        case "pipe":
            os.mkfifo(path)
        case "folder":
            path.mkdir()
        case "device":
            path = Path("/dev/zero")
    with pytest.raises(OSError, match=r"is no file|directory"):
        inputs.read(path)


def test_an_image_of_the_same_name_is_not_taken_for_another(tmp_path: Path) -> None:
    file = tmp_path / "chart.png"
    file.write_bytes(chart())
    first = images.read(file)
    Image.new("L", (40, 30), 200).save(file)
    assert images.read(file) != first


def test_a_module_that_has_changed_since_the_process_began_is_noticed(tmp_path: Path) -> None:
    """Even if it is as before: what was loaded in between, nobody knows."""
    shutil.copytree(ROOT / "workflow", tmp_path / "workflow")
    late = tmp_path / "workflow/diptych/layout/measure.py"
    code = (
        "import os, sys\n"
        "from diptych import modules\n"
        "import diptych.errors\n"
        "assert modules.changed() is None\n"
        "path = sys.argv[1]\n"
        "text = open(path).read()\n"
        "open(path, 'w').write(text + '# ')\n"
        "import diptych.layout.measure\n"
        "open(path, 'w').write(text)\n"
        "assert str(modules.changed()) == os.path.realpath(path), modules.changed()\n"
    )
    subprocess.run(
        [sys.executable, "-c", code, str(late)],
        env={**os.environ, "PYTHONPATH": str(tmp_path / "workflow")},
        check=True,
    )


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for part in ("config", "content", "templates"):
        shutil.copytree(ROOT / part, tmp_path / part)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LANGUAGE", "en")
    return tmp_path


def planned() -> Plan:
    return Plan(read_configuration(Path("config/config.yaml")), Path("content"))


def test_a_job_computes_the_fingerprint_that_was_planned(project: Path) -> None:
    plan = planned()
    for document in plan.documents:
        with inputs.steady(planned=True):
            found = written(
                Path("content") / document.meeting,
                document.kind,
                editions=document.editions,
                formats=plan.config.formats,
                arrangement=document.arrangement,
                authenticity=document.authenticity,
                templates=Path("templates"),
            )
        assert found == plan.fingerprint(document)


def test_all_that_a_job_reads_is_in_its_fingerprint(project: Path) -> None:
    """What was not looked at for the fingerprint must not be read afterwards."""
    plan = planned()
    argv = ["write", f"content/{MEETING}", "minutes"]
    argv += ["--editions", "ru-uz", "uz-Cyrl-kk", "ru-en"]  # every language
    argv += [
        "--authenticity",
        '{"source": "ru"}',
        "--conformity",
        "--formats",
        *plan.config.formats,
    ]
    seen: list[set[str]] = []

    def watched(*args: object, **kwargs: object) -> str:
        found = written(*args, **kwargs)  # type: ignore[arg-type]
        seen.append({*(inputs._job or {}), *inputs._lasting})
        return found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("diptych.pipeline.write.written", watched)
        patch.setattr("diptych.pipeline.write.replace", lambda *_: seen.append({*inputs._job}))
        patch.setattr(inputs, "_lasting", {})
        assert main(argv) == 0
        seen.append({*inputs._lasting})
    before = seen[0]
    after = set().union(*seen)
    ours = {path for path in after if path.startswith((str(project), str(ROOT)))}
    ours = {path for path in ours if not path.startswith(sys.prefix)}  # a library's own files
    # Pyphen is told of every dictionary, and for that the name of its language is looked up.
    named = {path for path in ours if path.endswith("language/data/ky.toml")}
    assert ours - named <= before, ours - named - before


@pytest.mark.parametrize("argv", [("check", MEETING, "--no-documents"), ("publish",)])
def test_what_was_not_planned_is_neither_checked_nor_published(
    project: Path, argv: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*argv, "--fingerprint", "0" * 16]) == 1
    assert "has changed during the build" in capsys.readouterr().err
    assert not (project / "output").exists()


def test_checking_is_planned_with_all_it_draws_on(project: Path) -> None:
    before = planned().check_digest([MEETING])
    assert before == planned().check_digest([MEETING])
    for path, more in (
        *((f"content/{MEETING}/{name}", b"\n") for name in ("meeting.yaml", "stray.txt")),
        *((f"content/registry/{name}", b"\n") for name in ("terms.yaml", "recipients/new.yaml")),
        ("config/config.yaml", b"warm: false\n"),
        ("content/CON/meeting.yaml", b"\n"),
    ):
        file = Path(path)
        before_edit = file.read_bytes() if file.exists() else None
        file.parent.mkdir(exist_ok=True)
        file.write_bytes((before_edit or b"") + more)
        assert planned().check_digest([MEETING]) != before, path
        file.unlink() if before_edit is None else file.write_bytes(before_edit)


# --- names ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        *names.pages(["ru", "uz-Cyrl"]),
        *(names.MANIFEST, names.SUMS, names.SIGNATURE, *names.ON_DEMAND, "README.md"),
    ],
)
def test_what_lies_in_the_output_folder_is_no_name_of_a_meeting(name: str) -> None:
    assert folders.fault(name)
    assert folders.fault(name.upper())


@pytest.mark.parametrize(
    "name",
    [
        *("2024-08-28-second-session", "2024-08-28", "Встреча.2024", "console", "com", "com10"),
        *("nullable", "auxiliary-meeting", "mailing", "2024-08-28-mail", "é", "я" * 115),
    ],
)
def test_other_names_are_those_of_meetings(name: str) -> None:
    assert folders.fault(name) is None


@pytest.mark.parametrize("name", ["я" * 116, "nul", "Com¹", "conin$", "a\u0301", "a.", "a b", ""])
def test_names_that_some_computer_cannot_hold_are_none(name: str) -> None:
    assert folders.fault(name)


def test_twins_are_those_of_any_computer() -> None:
    found = dict(folders.twins(["a", "A", "straße", "STRASSE", "b", "ﬁ", "fi"]))
    assert found.keys() == {"a", "A", "straße", "STRASSE", "ﬁ", "fi"}


# --- bounds -----------------------------------------------------------------------


@pytest.mark.parametrize("text", ["![ " * 7000, "[^" * 9000, "[[" * 9000])
def test_checking_ends_whatever_a_text_asks_for(
    project: Path,
    text: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(check, "CPU_SECONDS", 1)
    file = Path(f"content/{MEETING}/minutes.ru.md")
    file.write_text(f"{file.read_text('utf-8')}\n" + f"{text}\n\n" * 12, "utf-8")
    began = time.process_time()
    assert main(["check"]) == 1
    assert time.process_time() - began < 30
    said = capsys.readouterr().err
    # Where a line without spaces is refused first, the machine was fast enough.
    assert re.search("error: (checking this takes more time|\\d+ characters stand here)", said)
    assert "Traceback" not in said


def test_a_limit_that_is_reached_in_a_destructor_is_raised_outside_of_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    class Endless:
        def __del__(self) -> None:
            while True:
                pass

    def endless() -> None:
        thing = Endless()
        del thing  # the signal ends the loop, and what it raises there is lost
        while True:
            pass

    with pytest.raises(limits.LimitExceeded), limits.limited(1):
        endless()
    assert "Traceback" not in capsys.readouterr().err


# --- states -----------------------------------------------------------------------


def test_what_is_damaged_has_another_state_each_time(tmp_path: Path) -> None:
    path = tmp_path / "minutes.json"
    assert record.state(path, "f1") == "f1"  # nothing there: it is missing, and made
    path.write_bytes(b"")
    first = record.state(path, "f1")
    assert first == record.state(path, "f1") != "f1"
    assert record.planned(first) == "f1"
    path.write_bytes(record.encoded(record.BuildRecord(fingerprint="f1", state=first)))
    assert record.state(path, "f1") == first  # as Snakemake remembers it
    assert record.state(path, "f2") == "f2"
    time.sleep(0.02)
    path.write_bytes(b"")
    assert record.state(path, "f1") not in ("f1", first)


def test_pages_that_were_changed_have_another_state_each_time(tmp_path: Path) -> None:
    records, output = tmp_path / "records", tmp_path / "output"
    output.mkdir()
    records.mkdir()
    (output / "index.html").write_bytes(b"a")
    states = ["f1"]
    for _ in range(3):
        left = record.BuildRecord(
            fingerprint="f1", state=states[-1], files=record.hashes({"index.html": b"a"})
        )
        (records / fresh.PUBLISHED).write_bytes(record.encoded(left))
        assert fresh.state(records, output, "f1") == states[-1]
        (output / "index.html").write_bytes(b"b")
        states.append(fresh.state(records, output, "f1"))
        assert not fresh.is_whole(records, output)
        (output / "index.html").write_bytes(b"a")
    assert len(set(states)) == 4


# --- what a document draws on ---------------------------------------------------------


@pytest.mark.parametrize(
    "setting", [*model.Settings.__struct_encode_fields__, "of-a-later-version"]
)
def test_whatever_all_kinds_may_be_told_is_in_the_fingerprint(
    monkeypatch: pytest.MonkeyPatch, setting: str
) -> None:
    later = msgspec.defstruct(
        "Later", [("of_a_later_version", str, "")], bases=(model.Settings,), rename="kebab"
    )
    monkeypatch.setattr(model, "Settings", later)

    def digest(meeting: dict[str, Any]) -> str:
        return model.digest(model.excerpt(meeting, {}, "minutes", ["held"], ["ru"]))

    values = (
        [{"held": {"date": "2024-08-28"}}] if setting == model.FACTS else ["one", {"minutes": 1}]
    )
    for value in values:
        assert digest({setting: value}) != digest({})


def test_what_other_kinds_are_told_is_not_in_the_fingerprint() -> None:
    def digest(meeting: dict[str, Any]) -> str:
        return model.digest(model.excerpt(meeting, {}, "minutes", [], ["ru"]))

    for setting in ("editions", "arrangement", "authenticity"):
        ours = digest({setting: {"minutes": "x"}})
        assert digest({setting: {"minutes": "x", "memorandum": "y"}}) == ours
        assert digest({setting: {"minutes": "z"}}) != ours


def test_an_entry_draws_on_every_entry_that_it_names() -> None:
    registry = {
        "council": {"name": {"ru": {"nom": "Совет"}}, "emblems": ["isrs"]},
        "isrs": {"name": {"ru": {"nom": "Институт"}}},
        "chair": {"name": {"ru": {"nom": "А. Б."}}, "office": "director"},
        "director": {"name": {"ru": {"nom": "директор"}}},
        "unnamed": {"name": {"ru": {"nom": "–"}}},
    }
    chosen = model.excerpt({"minutes": {"body": "council"}}, registry, "minutes", ["chair"], ["ru"])
    assert set(chosen["entries"]) == registry.keys() - {"unnamed"}


def test_a_folder_that_holds_nothing_to_make_documents_with_is_named(tmp_path: Path) -> None:
    config = read_configuration(ROOT / "tests/broken/base/config/config.yaml")
    plan = Plan(config, ROOT / "tests/broken/base/content", tmp_path / "templates")
    with pytest.raises(DiptychError, match="holds nothing to make documents with"):
        plan.fingerprint(plan.documents[0])


def test_the_modules_that_are_imported_are_found_as_the_parser_finds_them() -> None:
    for path in sorted(modules.PACKAGE.rglob("*.py")):
        names = set()
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                names |= {node.module, *(f"{node.module}.{each.name}" for each in node.names)}
        ours = {name for name in names if name.startswith("diptych") and modules.file(name)}
        assert ours == set(modules._imports(path)), path
