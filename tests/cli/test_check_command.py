"""What `diptych check` says of wrong content: one wrong thing, the whole message."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from diptych.cli import main
from drafts import as_draft

ROOT = Path(__file__).parents[2]
MEETING = "2024-08-28-second-session"
RECORD = f"{MEETING}/meeting.yaml"
TEXT = f"{MEETING}/minutes.ru.md"

WRONG = [
    (
        "a bad date",
        RECORD,
        "{date: 2024-08-08}",
        "{date: 2024-02-30}",
        "meeting.yaml:9:18: error: «2024-02-30» is not in the calendar",
        "write a day from 01 to 29 for that month",
    ),
    (
        "an unknown type of fact",
        RECORD,
        "{ordinal: 2}",
        "{ordinl: 2}",
        "meeting.yaml:10:13: error: «ordinl» is not known here",
        "write «ordinal»",
    ),
    (
        "an unknown key",
        RECORD,
        "  originals: 2",
        "  orignals: 2",
        "meeting.yaml:24:3: error: «orignals» is not known here",
        "write «originals»",
    ),
    (
        "a missing key",
        RECORD,
        "  issuer: council\n",
        "",
        "meeting.yaml:38:1: error: «issuer» is missing",
        "add «issuer: …» here",
    ),
    (
        "a repeated key",
        RECORD,
        "  date: held\n  format",
        "  date: held\n  date: held\n  format",
        "meeting.yaml:33:3: error: «date» stands twice in this mapping, first at line 32",
        "keep one of the two",
    ),
    (
        "a date that is no date",
        RECORD,
        "  date: signed",
        "  date: turnover",
        "meeting.yaml:22:9: error: «turnover» is not a date",
        "name a fact that is a single day",
    ),
    (
        "an unknown person",
        RECORD,
        "signatory: aripov",
        "signatory: aripow",
        "meeting.yaml:27:50: error: «aripow» is neither a fact of this meeting nor in the registry",
        "write «aripov»",
    ),
    (
        "an item of the agenda without a text",
        RECORD,
        "agenda: [visit-results, work-plan]",
        "agenda: [visit-results]",
        "minutes.ru.md:31:1: error: «work-plan» is not on the agenda",
        "put it on the agenda in meeting.yaml, or take it out here",
    ),
    (
        "a vote on what is not on the agenda",
        RECORD,
        "agenda: [visit-results, work-plan]",
        "agenda: [visit-results, work-plan]\n  votes: {work-plann: {for: 5}}",
        "meeting.yaml:36:11: error: «work-plann» is not an item of the agenda",
        "write «work-plan»",
    ),
    (
        "duties from a decision the text does not have",
        RECORD,
        "agenda: [visit-results, work-plan]",
        "agenda: [visit-results, work-plan]\n  decisions: {plan: {due: held}}",
        "meeting.yaml:36:15: error: «plan» is not the id of a decision in this text",
        "end its item with {#id}",
    ),
    (
        "a prevailing text that no text speaks of",
        RECORD,
        "originals: 2",
        "originals: 2\n  prevailing: ru",
        "memorandum.kk.md:1:1: error: the text in ru prevails, and this text does not say so",
        "write a section «## {#prevailing}»",
    ),
    (
        "an unknown fact",
        f"{MEETING}/press-release.ru.md",
        "{{ portfolio | over }}",
        "{{ portfolo | gen }}",
        "«portfolo» is neither a fact of this meeting nor in the registry",
        "write «portfolio»",
    ),
    (
        "a role that does not fit",
        f"{MEETING}/press-release.ru.md",
        "{{ portfolio | over }}",
        "{{ portfolio | gn }}",
        "error: «gn»",
        "gen",
    ),
    (
        "a missing form",
        "registry/people.yaml",
        "      gen: Элдора Арипова\n",
        "",
        "«aripov» has no form «gen» in ru",
        "registry/people.yaml:17:1 under ru, perhaps «gen: Элдора Арипова»",
    ),
    (
        "a missing form whose suffix can be guessed",
        "registry/people.yaml",
        "      gen: Eldor Aripovning\n",
        "",
        "«aripov» has no form «gen» in uz",
        "under uz, perhaps «gen: Eldor Aripovning»",
    ),
    (
        "missing initials",
        f"{MEETING}/press-release.uz.md",
        "{{ aripov }}",
        "{{ aripov | initials }}, {{ mirziyoyev | initials gen }}",
        "«mirziyoyev» has no form «initials gen» in uz",
        "under uz, perhaps «initials gen: Sh. Mirziyoyevning»",
    ),
    (
        "a missing language of a name",
        "registry/terms.yaml",
        "    en:\n      nom: Astana\n",
        "",
        "«astana» has no name in en",
        "en: {nom: …}",
    ),
    (
        "an unknown key of the registry",
        "registry/people.yaml",
        "  office: director-isrs",
        "  offise: director-isrs",
        "people.yaml:18:3: error: «offise» is not known here",
        "write «office»",
    ),
    (
        "a heading only one language has",
        f"{MEETING}/memorandum.kk.md",
        "## {#done}",
        "## Қосымша {#more}\n\nМәтін.\n\n## {#done}",
        "error: the section «more» is missing in",
        "or take it out here",
    ),
    (
        "an untitled section nobody knows",
        f"{MEETING}/minutes.en.md",
        "### {#heard}",
        "### {#herd}",
        "error: the section «herd» has no title",
        "write «heard»",
    ),
]


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(ROOT)
    copy = shutil.copytree(ROOT / "content", tmp_path / "content")
    as_draft(copy / MEETING)
    return copy


def check(content: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    status = main(["check", "--content", str(content)])
    return status, capsys.readouterr().err.replace(f"{content}/", "")


@pytest.mark.parametrize(
    ("path", "old", "new", "message", "remedy"),
    [row[1:] for row in WRONG],
    ids=[row[0] for row in WRONG],
)
def test_one_wrong_thing_gives_its_place_and_remedy(
    content: Path,
    capsys: pytest.CaptureFixture[str],
    path: str,
    old: str,
    new: str,
    message: str,
    remedy: str,
) -> None:
    file = content / path
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    status, said = check(content, capsys)
    assert status == 1
    assert message in said
    assert remedy in said
    assert "Traceback" not in said


def test_sound_content_is_said_to_be_sound(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--content", str(content)]) == 0
    assert capsys.readouterr().out == "meetings checked: 1; no problem found\n"


def test_a_folder_of_texts_without_a_record_is_named(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (content / MEETING / "meeting.yaml").unlink()
    status, said = check(content, capsys)
    assert status == 1
    assert "meeting.yaml:1:1: error: this file is not there" in said
    assert said.count("error:") == 1


def test_files_that_belong_to_no_document_are_named(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = content / MEETING
    for name in ("press-relase.ru.md", "minutes.xx.md", "notes.txt", "minutes.ru.md~", ".hidden"):
        (folder / name).write_text("# Т\n", "utf-8")
    status, said = check(content, capsys)
    assert status == 1
    assert "press-relase.ru.md:1:1: error: there is no kind of document «press-relase»" in said
    assert "write «press-release»" in said
    assert "minutes.xx.md:1:1: error: there is no language «xx»" in said
    assert "notes.txt:1:1: error: this file belongs to no document" in said
    assert "hidden" not in said
    assert "minutes.ru.md~" not in said


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("format: videoconference", "format: turnover", "«turnover» is no body, place or term"),
        ("format: videoconference", "format: aripov", "«aripov» is no body, place or term"),
        ("format: videoconference", "chair: council", "«council» is not a person"),
        ("issuer: council", "issuer: council\n  embargo: held", "«held» is not an instant"),
        (
            "issuer: council",
            "issuer: council\n  abbreviate: [isrss]",
            "«isrss» is no body of the registry",
        ),
        (
            "agenda: [visit-results, work-plan]",
            "agenda: [visit-results, work-plan, visit-results]",
            "«agenda» names something twice",
        ),
    ],
)
def test_what_a_record_names_must_be_of_its_kind(
    content: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, message: str
) -> None:
    file = content / RECORD
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    status, said = check(content, capsys)
    assert status == 1
    assert message in said
    assert "meeting.yaml:" in said


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (f"{MEETING}/minutes.ru.md", "Заседание открыл", "Заседание &#x202e; открыл"),
        ("registry/people.yaml", "nom: Элдор Арипов", 'nom: "Элдор\\u202e Арипов"'),
    ],
)
def test_an_escape_does_not_pass_the_gate(
    content: Path, capsys: pytest.CaptureFixture[str], path: str, old: str, new: str
) -> None:
    file = content / path
    file.write_text(file.read_text("utf-8").replace(old, new, 1), "utf-8")
    status, said = check(content, capsys)
    assert status == 1
    assert "U+202E" in said
    assert Path(path).name in said


def test_a_meeting_is_found_by_its_folder_and_another_is_refused(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--content", str(content), f"{content}/{MEETING}/"]) == 0
    assert main(["check", "--content", str(content), "2024-08-28-secund-session"]) == 1
    assert f"write «{MEETING}»" in capsys.readouterr().err


# --- for machines -------------------------------------------------------------------


def test_problems_in_json_have_place_severity_message_and_help(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = content / RECORD
    file.write_text(file.read_text("utf-8").replace("2024-08-08", "2024-02-30"), "utf-8")
    assert main(["check", "--content", str(content), "--format", "json"]) == 1
    (problem,) = json.loads(capsys.readouterr().out)
    assert problem["file"].endswith("meeting.yaml")
    assert (problem["line"], problem["column"], problem["severity"]) == (9, 18, "error")
    assert problem["message"] == "«2024-02-30» is not in the calendar"
    assert problem["help"] == "write a day from 01 to 29 for that month"


def test_sound_content_gives_an_empty_list(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--content", str(content), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_problems_in_sarif_are_results_of_one_run(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = content / TEXT
    text.write_text(text.read_text("utf-8").replace("{{ turnover |", "{{ turnovr |"), "utf-8")
    assert main(["check", "--content", str(content), "--format", "sarif"]) == 1
    log = json.loads(capsys.readouterr().out)
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    assert run["tool"]["driver"]["name"] == "diptych"
    known = {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    assert run["results"]
    for result in run["results"]:
        assert result["ruleId"] in known
        assert result["level"] == "error"
        place = result["locations"][0]["physicalLocation"]
        assert place["region"]["startLine"] >= 1
    said = [result["message"]["text"] for result in run["results"]]
    assert any("turnovr" in each for each in said)


def test_what_cannot_even_be_read_is_a_problem_in_json_as_well(
    content: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = tmp_path / "config.yaml"
    config.write_text("languages: [", "utf-8")
    command = ["check", "--content", str(content), "--config", str(config), "--format", "json"]
    assert main(command) == 1
    (problem,) = json.loads(capsys.readouterr().out)
    assert "this is not YAML" in problem["message"]
