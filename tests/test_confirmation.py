"""What of a translation is confirmed, and how confirming it is kept."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from diptych import prose, tree
from diptych.bitext import confirmation
from diptych.cli import main, status
from diptych.errors import ContentError
from diptych.model import Authenticity, Confirmation, Prose
from diptych.pipeline import compose
from diptych.reader import ledger
from diptych.reader.registry import read_registry
from drafts import as_draft

ROOT = Path(__file__).parents[1]
MEETING = "2024-08-28-second-session"

RU = """\
# Тема

Первый **абзац** {{ held | on }}.

## Раздел {#one}

1. пункт;
2. еще[^n].

[^n]: Сноска.
"""
EN = """\
# Subject

A **paragraph** {{ held | on }}.

## Section {#one}

1. item;
2. more[^n].

[^n]: A note.
"""


def read(text: str, code: str) -> Prose:
    return prose.parse(text, f"m/minutes.{code}.md", code)


def review(
    russian: str = RU, english: str = EN, kept: tuple[Confirmation, ...] | None = None
) -> list[confirmation.Review]:
    kept = confirmed() if kept is None else kept
    return confirmation.review(read(russian, "ru"), read(english, "en"), kept)


def confirmed() -> tuple[Confirmation, ...]:
    """What confirming both texts as they stand keeps."""
    return tuple(Confirmation(each.unit, each.source, each.text) for each in review(kept=()))


def states(reviews: list[confirmation.Review]) -> dict[str, str]:
    return {each.unit: each.state for each in reviews if each.state != "fresh"}


def test_a_unit_is_a_title_a_paragraph_or_an_item_with_its_notes() -> None:
    assert [(each.unit, each.source) for each in confirmed()] == [
        ("title", "Тема"),
        ("opening.1", "Первый **абзац** {{ held | on }}."),
        ("one", "Раздел"),
        ("one.1.1.1", "пункт;"),
        ("one.1.2.1", "еще[^: Сноска.]."),
    ]


def test_what_nobody_confirmed_is_unconfirmed_and_what_is_confirmed_is_fresh() -> None:
    assert set(states(review(kept=())).values()) == {"unconfirmed"}
    assert states(review()) == {}


def test_a_change_of_the_source_makes_its_unit_stale_and_shows_what_it_was() -> None:
    changed = review(RU.replace("пункт", "другой пункт"))
    assert states(changed) == {"one.1.1.1": "stale"}
    (stale,) = [each for each in changed if each.state == "stale"]
    assert stale.before == Confirmation("one.1.1.1", "пункт;", "item;")
    assert status.changes(stale.before.source, stale.source) == "{+другой+} пункт;"


@pytest.mark.parametrize(
    ("russian", "english", "unit"),
    [
        (RU, EN.replace("A note", "Another note"), "one.1.2.1"),
        (RU, EN.replace("**paragraph**", "*paragraph*"), "opening.1"),
        (RU.replace("| on", "| of"), EN, "opening.1"),
        (RU.replace("Раздел", "Часть"), EN, "one"),
    ],
)
def test_any_change_of_either_text_is_noticed(russian: str, english: str, unit: str) -> None:
    assert states(review(russian, english)) == {unit: "stale"}


def test_a_new_paragraph_leaves_those_after_it_fresh() -> None:
    russian = RU.replace("Первый", "Новый.\n\nПервый")
    english = EN.replace("A **", "New.\n\nA **")
    assert states(review(russian, english)) == {"opening.1": "stale"}


def test_what_one_language_lacks_is_missing_or_an_orphan() -> None:
    assert states(review(RU + "\n## Два {#two}\n\nа\n")) == {"two": "missing", "two.1": "missing"}
    assert states(review(RU, EN + "\n## Two {#two}\n\na\n")) == {"two": "orphan", "two.1": "orphan"}


def test_what_a_script_was_derived_from_is_derived_until_somebody_reads_it() -> None:
    texts = read(RU, "ru"), read(EN, "en")
    found = confirmation.review(*texts, (), derived=True)
    assert {each.state for each in found} == {"derived"}
    assert states(confirmation.review(*texts, confirmed(), derived=True)) == {}


def test_confirmations_that_no_unit_needs_are_left_over() -> None:
    old = Confirmation("gone", "Было", "Was")
    kept = (*confirmed(), old)
    assert confirmation.orphans(review(kept=kept), kept) == [old]


# --- ledgers ------------------------------------------------------------------------


def test_a_ledger_is_read_as_it_was_written(tmp_path: Path) -> None:
    file = tmp_path / "minutes.en.confirmed.tsv"
    assert ledger.read(file) == ()
    file.write_bytes(ledger.written("ru", "en", confirmed()))
    assert ledger.read(file) == confirmed()
    assert ledger.read(file, "ru") == confirmed()
    assert ledger.read(file, "uz") == ()  # confirmed against another source


def test_a_line_that_is_no_confirmation_is_named(tmp_path: Path) -> None:
    file = tmp_path / "minutes.en.confirmed.tsv"
    file.write_bytes(ledger.written("ru", "en", confirmed()) + b"ours\n")
    with pytest.raises(ContentError, match=r"tsv:7:1: error: this line is no confirmation"):
        ledger.read(file)


def test_git_merges_the_confirmations_of_two_people(tmp_path: Path) -> None:
    def git(*command: str) -> None:
        name = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
        subprocess.run(["git", *name, *command], cwd=tmp_path, check=True, capture_output=True)

    git("init", "-q", "-b", "main")
    shutil.copy(ROOT / ".gitattributes", tmp_path)
    file = tmp_path / "minutes.en.confirmed.tsv"
    first, second, *rest = confirmed()
    file.write_bytes(ledger.written("ru", "en", rest))
    git("add", ".")
    git("commit", "-qm", "begin")
    for branch, mine in (("one", first), ("two", second)):
        git("checkout", "-qb", branch, "main")
        file.write_bytes(ledger.written("ru", "en", [mine, *rest]))
        git("commit", "-qam", branch)
    git("merge", "-q", "one", "-m", "both")
    assert set(ledger.read(file)) == {*confirmed()}


# --- the real case ------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(ROOT)
    shutil.copytree(ROOT / "content", tmp_path / "content")
    return tmp_path / "content" / MEETING


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def composed(folder: Path, kind: str = "minutes") -> compose.Composed:
    registry = read_registry(folder.parent)
    authenticity = Authenticity(source="ru", courtesy=("en",))
    editions = [("ru",), ("uz", "kk"), ("ru", "en")]
    return compose.compose(folder, kind, editions, registry, ROOT / "templates", authenticity)


def test_the_real_case_is_confirmed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["status", "--content", str(folder.parent), "--format", "json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["unconfirmed names"] == 0
    assert [document["kind"] for document in said["documents"]] == [
        "memorandum",
        "minutes",
        "press-release",
    ]
    for document in said["documents"]:
        assert (document["status"], document["source"]) == ("final", "ru")
        assert set(document["languages"]) == {"uz", "uz-Cyrl", "kk", "en"}
        for counts in document["languages"].values():
            assert counts.pop("fresh") > 0
            assert not any(counts.values())


def test_a_final_document_with_a_stale_unit_is_refused_in_each_language(folder: Path) -> None:
    edit(folder / "minutes.ru.md", "Обе стороны", "Стороны")
    with pytest.raises(ContentError) as refused:
        composed(folder)
    said = [str(problem) for problem in refused.value.problems]
    (source,) = [each for each in said if "/minutes.ru.md:33:1: error" in each]
    said.remove(source)
    assert len(said) == 4
    place = f"{folder.as_posix()}/minutes.ru.md:33:1"
    assert f"{place}: error: this has changed since it was confirmed" in source
    assert f"help: read it, then: diptych confirm {MEETING} minutes ru" in source
    assert all(f"{place} has changed since this was confirmed" in each for each in said)
    assert f"help: read both side by side, then: diptych confirm {MEETING} minutes en" in said[0]


def test_a_final_document_with_a_text_nobody_confirmed_says_so_once(folder: Path) -> None:
    (folder / "minutes.kk.confirmed.tsv").unlink()
    with pytest.raises(ContentError, match="nobody has confirmed this text") as refused:
        composed(folder)
    assert len(refused.value.problems) == 1


def test_a_final_document_with_a_derived_text_is_refused(folder: Path) -> None:
    for name in ("minutes.uz-Cyrl.md", "minutes.uz-Cyrl.confirmed.tsv"):
        (folder / name).unlink()
    registry = read_registry(folder.parent)
    with pytest.raises(ContentError, match="nobody has confirmed this text"):
        compose.compose(
            folder,
            "minutes",
            [("uz-Cyrl",)],
            registry,
            ROOT / "templates",
            Authenticity(source="ru"),
        )


def test_a_final_document_with_a_changed_name_is_refused(folder: Path) -> None:
    edit(folder.parent / "registry" / "people.yaml", "gen: Элдор Ариповтың", "gen: Элдор Арыповтың")
    with pytest.raises(
        ContentError, match="nobody has confirmed the name «aripov» as it stands: kk: "
    ) as refused:
        composed(folder)
    assert "gen: Элдор Арыповтың" in str(refused.value)


def test_a_draft_marks_what_is_stale_in_its_language_alone(folder: Path) -> None:
    as_draft(folder)
    edit(folder / "minutes.ru.md", "Обе стороны", "Стороны")
    edit(folder / "minutes.kk.md", "Екі тарап", "Тараптар")
    edit(folder / "minutes.ru.md", "1. Разработать", "1. Составить")
    trees = composed(folder).editions["uz", "kk"]
    marked = [
        [block.id for block in tree.walk(document.parts[0].blocks) if block.unconfirmed]
        for document in trees
    ]
    assert marked == [["work-plan.1", "work-plan/decided.1.1.1"]] * 2
    (source,) = composed(folder).editions["ru",]
    assert not any(block.unconfirmed for block in tree.walk(source.parts[0].blocks))


def test_a_draft_that_nobody_has_begun_to_confirm_has_no_marks(folder: Path) -> None:
    as_draft(folder)
    (folder / "minutes.kk.confirmed.tsv").unlink()
    _, kazakh = composed(folder).editions["uz", "kk"]
    assert not any(block.unconfirmed for block in tree.walk(kazakh.parts[0].blocks))


def run(folder: Path, *command: str) -> int:
    return main([*command, "--content", str(folder.parent)])


def test_status_shows_the_matrix_and_what_has_changed(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(folder / "minutes.ru.md", "Обе стороны", "Стороны")
    assert run(folder, "status", "--diff") == 0
    said = capsys.readouterr().out
    assert "minutes (final)\n  ru: source: 15 fresh, 1 stale\n  en: 15 fresh, 1 stale\n" in said
    assert "press-release (final)\n  ru: source: 10 fresh\n  en: 10 fresh\n" in said
    assert "ru: [-Обе стороны-]{+Стороны+} выразили готовность" in said
    assert said.count("has changed since this was confirmed") == 4


def test_confirming_one_text_leaves_the_others_stale(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(folder / "minutes.ru.md", "Обе стороны", "Стороны")
    before = (folder / "minutes.kk.confirmed.tsv").read_text("utf-8").splitlines()
    assert run(folder, "confirm", MEETING, "minutes", "kk", "--yes") == 0
    assert capsys.readouterr().out.endswith("confirmed: 1\n")
    after = (folder / "minutes.kk.confirmed.tsv").read_text("utf-8").splitlines()
    (changed,) = [line for line in after if line not in before]
    assert changed.split("\t")[1].startswith("Стороны выразили")
    assert len(after) == len(before)
    assert run(folder, "status") == 0
    said = capsys.readouterr().out
    assert "kk: 16 fresh\n" in said
    assert "en: 15 fresh, 1 stale\n" in said


def test_confirming_a_unit_leaves_the_other_units_stale(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(folder / "minutes.ru.md", "Обе стороны", "Стороны")
    edit(folder / "minutes.ru.md", "1. Разработать", "1. Составить")
    units = ("--unit", "work-plan.1")
    assert run(folder, "confirm", MEETING, "minutes", "kk", "--yes", *units) == 0
    capsys.readouterr()
    assert run(folder, "status", "--diff") == 0
    said = capsys.readouterr().out
    assert "kk: 15 fresh, 1 stale\n" in said
    assert "[-Разработать-]{+Составить+}" in said  # what it was is still known


def test_confirming_again_writes_nothing(folder: Path) -> None:
    ledgers = {file: file.stat().st_mtime_ns for file in folder.parent.rglob("*.tsv")}
    assert len(ledgers) == 16
    assert run(folder, "confirm", MEETING, "--yes") == 0
    assert run(folder, "confirm", "registry", "--yes") == 0
    assert {file: file.stat().st_mtime_ns for file in ledgers} == ledgers


def test_a_final_source_that_nobody_has_read_is_refused_and_says_so_once(folder: Path) -> None:
    (folder / "minutes.ru.confirmed.tsv").unlink()
    with pytest.raises(ContentError, match="nobody has confirmed having read this text") as refused:
        composed(folder)
    (problem,) = refused.value.problems
    assert str(problem.position) == f"{folder.as_posix()}/minutes.ru.md:1:1"
    assert problem.remedy == f"read it, then: diptych confirm {MEETING} minutes ru"


def test_a_meeting_in_one_language_is_signed_off_the_same_way(folder: Path) -> None:
    for file in folder.glob("press-release.*"):
        if ".kk." not in file.name or file.name.endswith(".tsv"):
            file.unlink()
    editions, registry = [("kk",)], read_registry(folder.parent)

    def built() -> compose.Composed:
        templates = ROOT / "templates"
        return compose.compose(folder, "press-release", editions, registry, templates)

    with pytest.raises(ContentError, match="nobody has confirmed having read this text"):
        built()
    assert run(folder, "confirm", MEETING, "press-release", "--yes") == 0
    assert run(folder, "confirm", "registry", "--yes") == 0
    assert built().reviews.keys() == {"kk"}
    edit(folder / "press-release.kk.md", "## {#about}", "Қосымша.\n\n## {#about}")
    with pytest.raises(ContentError, match="nobody has confirmed having read this\n"):
        built()


def test_a_translation_does_not_count_as_read_because_it_was_the_source(folder: Path) -> None:
    """Nor the other way round: a ledger says what its language was confirmed against."""
    registry = read_registry(folder.parent)
    with pytest.raises(ContentError) as refused:
        compose.compose(
            folder, "minutes", [("ru",)], registry, ROOT / "templates", Authenticity(source="kk")
        )
    files = {Path(each.position.file) for each in refused.value.problems}
    assert {file.name for file in files if file.suffix == ".md"} == {
        f"minutes.{code}.md" for code in ("ru", "uz", "uz-Cyrl", "kk", "en")
    }


def test_confirming_a_kind_confirms_the_source_and_each_translation(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(folder / "minutes.ru.md", "Обе стороны", "Стороны")
    assert run(folder, "confirm", MEETING, "minutes", "--yes") == 0
    said = capsys.readouterr().out
    assert said.endswith("confirmed: 5\n")
    assert "ru: [-Обе стороны-]{+Стороны+} выразили" in said
    assert composed(folder).editions


def test_confirming_the_source_alone_leaves_the_translations_stale(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(folder / "minutes.ru.md", "Обе стороны", "Стороны")
    assert run(folder, "confirm", MEETING, "minutes", "ru", "--yes") == 0
    assert run(folder, "status") == 0
    assert "  ru: source: 16 fresh\n  en: 15 fresh, 1 stale\n" in capsys.readouterr().out


def test_a_draft_does_not_mark_its_source_as_unread(folder: Path) -> None:
    as_draft(folder)
    edit(folder / "minutes.ru.md", "Обе стороны", "Стороны")
    (source,) = composed(folder).editions["ru",]
    assert not any(block.unconfirmed for block in tree.walk(source.parts[0].blocks))


def test_confirming_the_registry_lets_a_final_document_be_built_again(folder: Path) -> None:
    edit(folder.parent / "registry" / "people.yaml", "gen: Элдор Ариповтың", "gen: Элдор Арыповтың")
    assert run(folder, "confirm", "registry", "--yes") == 0
    assert composed(folder).editions


@pytest.mark.parametrize(
    ("command", "message"),
    [
        (("confirm", "2024-08-28"), "there is no meeting «2024-08-28»"),
        (("confirm", MEETING, "minutes", "fr", "--yes"), "«fr» is no language of this document"),
        (("status", "2023"), "there is no meeting «2023»"),
    ],
)
def test_a_command_about_nothing_is_refused(
    folder: Path, capsys: pytest.CaptureFixture[str], command: tuple[str, ...], message: str
) -> None:
    assert run(folder, *command) == 1
    assert message in capsys.readouterr().err


def test_nothing_is_confirmed_unless_somebody_says_so(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(folder / "minutes.ru.md", "Обе стороны", "Стороны")
    before = (folder / "minutes.kk.confirmed.tsv").read_bytes()
    assert run(folder, "confirm", MEETING, "minutes", "kk") == 1
    assert "run this again with --yes" in capsys.readouterr().err
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("builtins.input", lambda question: "n")
    assert run(folder, "confirm", MEETING, "minutes", "kk") == 0
    assert (folder / "minutes.kk.confirmed.tsv").read_bytes() == before
    monkeypatch.setattr("builtins.input", lambda question: "y")
    assert run(folder, "confirm", MEETING, "minutes", "kk") == 0
    assert (folder / "minutes.kk.confirmed.tsv").read_bytes() != before
