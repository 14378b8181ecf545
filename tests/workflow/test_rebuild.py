"""Edit X, and exactly these documents are written again."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

import stressing
from diptych import plan as planning
from diptych.reader.configuration import read_configuration
from workflow.conftest import MEETING, RECORD, Project

pytestmark = [pytest.mark.xdist_group("few"), pytest.mark.slow]

MINUTES, RELEASE, MEMORANDUM = {"minutes"}, {"press-release"}, {"memorandum"}
ALL = MINUTES | RELEASE | MEMORANDUM
NAMES = "content/registry/organisations.yaml"

TABLE = [
    ("a text", f"content/{MEETING}/press-release.en.md", "Experts", "Scholars", RELEASE),
    ("a fact two documents use", RECORD, "money: 7 billion", "money: 8 billion", MINUTES | RELEASE),
    ("a fact all documents use", RECORD, "date: 2024-08-08", "date: 2024-08-09", ALL),
    ("the status of the meeting", RECORD, "status: final", "status: draft", ALL),
    ("a fact nobody uses", RECORD, "facts:\n", "facts:\n  new: {number: 1}\n", set()),
    ("what the record says of one document", RECORD, "  format: videoconference\n", "", MINUTES),
    (
        "a form of a name two documents use",
        NAMES,
        "nom: Высший межгосударственный совет",
        "nom: Высший Межгосударственный Совет",
        MINUTES | RELEASE,
    ),
    (
        "a form that one document says",
        NAMES,
        "short acc: Кеңесті\n",
        "short acc: КЕҢЕСТІ\n",
        RELEASE,
    ),
    (
        "a form in a case that no document says",
        NAMES,
        "abl: Жоғары мемлекетаралық кеңестен",
        "abl: Жоғары Мемлекетаралық Кеңестен",
        set(),
    ),
    ("a new form", NAMES, "abbr: СӨЗИ\n", "abbr: СӨЗИ\n      short: Институт\n", set()),
    (
        "a new form in a language that no document has",
        NAMES,
        "abbr: САИИ\n",
        "abbr: САИИ\n      short: Институт\n",
        set(),
    ),
    ("a form that is no longer there", NAMES, "      abbr: ҚСЗИ\n", "", MINUTES),
    (
        "an office that a person has later",
        "content/registry/people.yaml",
        "office: director-kaziss",
        "offices: [{office: director-kaziss, until: 2025-01-31}, "
        "{office: director-isrs, from: 2025-02-01}]",
        set(),
    ),
    (
        "the office that a person had at the date",
        "content/registry/people.yaml",
        "office: director-kaziss",
        "offices: [{office: director-isrs}]",
        MEMORANDUM,
    ),
    (
        "a name nobody uses",
        "content/registry/terms.yaml",
        "nom: Ташкент\n",
        "nom: Ташкент!\n",
        set(),
    ),
    (
        "a confirmation",
        f"content/{MEETING}/minutes.kk.confirmed.tsv",
        "title\t",
        "subject\t",
        MINUTES,
    ),
    (
        "that a source was read",
        f"content/{MEETING}/minutes.ru.confirmed.tsv",
        "title\t",
        "subject\t",
        MINUTES,
    ),
    (
        "what a new meeting leaves to be written",
        "templates/new/minutes.ru.md",
        "кто присутствовал",
        "кто был",
        ALL,
    ),
    (
        "the confirmation of a name two documents use",
        "content/registry/confirmed.tsv",
        "supreme-council kk",
        "supreme-council ky",
        MINUTES | RELEASE,
    ),
    (
        "the confirmation of a name one document says",
        "content/registry/confirmed.tsv",
        "\ncouncil kk short acc\t",
        "\ncouncil ky short acc\t",
        RELEASE,
    ),
    (
        "the confirmation of a name in a language that no document has",
        "content/registry/confirmed.tsv",
        "\nisrs kk nom\t",
        "\nisrs ky nom\tИСМИ\tСАИИ\nisrs kk nom\t",
        set(),
    ),
    (
        "a line that confirms nothing",
        "content/registry/confirmed.tsv",
        "\nisrs kk nom\t",
        "\nisrs\nisrs kk nom\t",
        ALL,
    ),
    ("what a language is", "config/config.yaml", "courtesy: [en]", "courtesy: [kk]", MINUTES),
    ("a style sheet", "templates/pdf/tokens.css", "--line: 15pt", "--line: 17pt", ALL),
    ("a catalogue", "templates/locale/kk/LC_MESSAGES/diptych.po", "ХАТТАМА", "Хаттама", ALL),
    ("a language", "workflow/diptych/language/data/kk.toml", "тамыз", "ТАМЫЗ", ALL),
    ("words for roles", "workflow/diptych/language/data/shared/roles.toml", "dm =", "dmm =", ALL),
    ("what tells a language", "workflow/diptych/language/data/samples/ky.txt", "кар", "суу", ALL),
    ("the module of a kind", "workflow/diptych/kinds/minutes.py", "import", "import ", MINUTES),
    ("the module of a format", "workflow/diptych/writers/pdf/__init__.py", "import", "i", ALL),
    ("a module of no document", "workflow/diptych/cli/new.py", "import", "import ", set()),
    ("an arrangement", "config/config.yaml", "minutes: parallel", "minutes: sequential", MINUTES),
    (
        "the languages there are",
        "config/config.yaml",
        "languages: [ru,",
        "languages: [ru, ky,",
        set(),
    ),
]


@pytest.mark.parametrize(
    ("path", "old", "new", "documents"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE]
)
def test_an_edit_rebuilds_exactly_the_documents_it_touches(
    few: Project, path: str, old: str, new: str, documents: set[str]
) -> None:
    with few.edited(path, old, new):
        assert few.pending() == documents


def test_an_image_touches_the_document_that_shows_it(few: Project) -> None:
    image = few.meeting / "chart.png"
    text = f"content/{MEETING}/minutes.ru.md"
    image.write_bytes(stressing.chart())
    try:
        with few.edited(text, "\n\n## ", "\n\n![a](chart.png)\n\n## "):
            assert few.pending() == MINUTES
            checked = few.run("diptych", "check", MEETING, "--no-documents")
            assert checked.returncode == 0, checked.stdout + checked.stderr
            config = read_configuration(few.root / "config/config.yaml")
            prints = []
            for data in (stressing.chart(), stressing.chart() + b"\0"):
                image.write_bytes(data)
                plan = planning.Plan(config, few.root / "content")
                prints.append({each.kind: plan.fingerprint(each) for each in plan.documents})
        first, second = prints
        assert {kind for kind in first if first[kind] != second[kind]} == MINUTES
        stray = few.run("diptych", "check", MEETING, "--no-documents")
        assert "chart.png:1:1: error: no text shows this image" in stray.stdout + stray.stderr
    finally:
        image.unlink()


def test_the_word_template_touches_every_document(few: Project) -> None:
    path = few.root / "templates/docx/reference.docx"
    before = path.read_bytes()
    path.write_bytes(before + b"\0")
    try:
        assert few.pending() == ALL
    finally:
        path.write_bytes(before)


def test_touching_everything_rebuilds_nothing(few: Project) -> None:
    for path in few.root.rglob("*"):
        if path.is_file() and not {".snakemake", ".diptych", "output"} & set(path.parts):
            os.utime(path)
    assert few.pending() == set()


def test_an_older_file_put_in_place_of_a_text_is_noticed(few: Project) -> None:
    path = few.meeting / "minutes.kk.md"
    with few.edited(path.relative_to(few.root).as_posix(), "отырысы", "отырыс"):
        os.utime(path, (1, 1))
        assert few.pending() == MINUTES


def test_a_document_that_is_gone_is_written_again(few: Project) -> None:
    with few.without(few.output / MEETING / "minutes.ru-uz.pdf"):
        assert few.pending() == MINUTES


def test_a_document_changed_by_hand_never_enters_the_manifest(few: Project) -> None:
    path = few.output / MEETING / "minutes.ru-uz.pdf"
    before = path.read_bytes()
    path.write_bytes(before + b"changed")
    try:
        result = few.build()
        assert result.returncode != 0
        assert "minutes.ru-uz.pdf:1:1: error: this file was changed after" in result.stdout
        assert not (few.output / "manifest.json").exists()
    finally:
        path.unlink()
    assert few.build().returncode == 0
    assert path.read_bytes() == before


def test_losing_the_metadata_of_snakemake_writes_everything_again(few: Project) -> None:
    kept = few.root.parent / "kept"
    shutil.move(few.root / ".snakemake", kept)
    try:
        assert few.pending() == ALL
    finally:
        shutil.rmtree(few.root / ".snakemake", ignore_errors=True)
        shutil.move(kept, few.root / ".snakemake")


def test_a_changed_fact_is_in_the_files_and_the_other_documents_are_left_alone(
    few: Project,
) -> None:
    before = few.files()
    memorandum = {
        path: path.stat().st_mtime_ns for path in (few.output / MEETING).glob("memorandum.*")
    }
    with few.edited(RECORD, "money: 7 billion", "money: 8 billion"):
        assert few.build().returncode == 0
        after = few.files()
    changed = {name for name in after if after[name] != before[name]}
    assert {Path(name).name.split(".")[0] for name in changed} == MINUTES | RELEASE
    assert len(changed) == len([n for n in after if "memorandum" not in n])
    assert memorandum == {path: path.stat().st_mtime_ns for path in memorandum}
    assert few.build().returncode == 0
    assert few.files() == before


def test_a_document_whose_texts_are_deleted_leaves_the_manifest_and_is_named(
    few: Project,
) -> None:
    texts = list(few.meeting.glob("press-release.*.md"))
    with few.without(*texts):
        result = few.build()
        assert result.returncode == 0, result.stdout
        assert f"output/{MEETING}/press-release.uz.pdf" in result.stdout
        assert "without a source any more (orphans): 15" in result.stdout
        assert "press-release" not in (few.output / "manifest.json").read_text("utf-8")
    assert few.build().returncode == 0
    assert "press-release" in (few.output / "manifest.json").read_text("utf-8")
