"""Wrong content: every message in one run, sound documents built, nothing stale left."""

from __future__ import annotations

import pytest

from workflow.conftest import MEETING, Project

pytestmark = [pytest.mark.xdist_group("broken"), pytest.mark.slow]


def test_all_problems_of_a_run_are_named_at_once_and_the_sound_document_is_built(
    project: Project,
) -> None:
    meeting = project.meeting
    memorandum = meeting / "memorandum.ru.md"
    project.limit("memorandum: [ru], minutes: [ru, ru-uz], press-release: [en, ru-en, uz-kk]")
    project.write_as("[docx, html]")
    assert project.build().returncode == 0
    before = project.files()
    (meeting / "press-release.en.md").unlink()  # a missing language
    minutes = meeting / "minutes.ru.md"
    text = minutes.read_text("utf-8")
    text = text.replace("{{ turnover | about }}", "{{ turnovr | about }}")  # an unknown fact
    text = text.replace("{{ council }}", "{{ council | loc }}", 1)  # a missing form
    minutes.write_text(text, "utf-8")
    with (meeting / "minutes.uz.md").open("a", encoding="utf-8") as file:
        file.write("\n## Qoʻshimcha {#extra}\n\nMatn.\n")  # a heading only one language has

    result = project.build()

    assert result.returncode != 0
    found = [line for line in result.stdout.splitlines() if ": error: " in line]
    places = [line.split(": error: ")[0].removeprefix(f"content/{MEETING}/") for line in found]
    assert places == [
        "minutes.ru.md:3:1",
        "minutes.ru.md:25:91",
        "minutes.uz.md:39:1",
        "minutes.uz.md:39:1",
        "press-release.en.md:1:1",
    ]
    assert "has no form «loc» in ru, only nom, gen, dat, acc, ins, pre" in found[0]
    assert "«turnovr» is neither a fact of this meeting nor in the registry" in found[1]
    assert "the section «extra» is missing in" in found[2] + found[3]
    assert "this text is missing, and the editions en, ru-en need it" in found[4]
    assert "write «turnover»" in result.stdout
    assert "Traceback" not in result.stdout + result.stderr
    # What is sound is there, what is not is gone, and what lost its source is named.
    after = project.files()
    assert not [name for name in after if "/minutes." in name]
    assert all(after[name] == before[name] for name in after if "/memorandum." in name)
    assert f"{MEETING}/press-release.uz-kk.docx" in after
    assert f"output/{MEETING}/press-release.ru-en.docx" in result.stdout
    assert memorandum.exists()
    assert not (project.output / "manifest.json").exists()

    # Somebody whose locale is Russian reads the same in Russian.
    russian = project.build(LANGUAGE="ru")
    assert russian.returncode != 0
    said = [line for line in russian.stdout.splitlines() if ": ошибка: " in line]
    assert [line.split(": ошибка: ")[0] for line in said] == [
        line.split(": error: ")[0] for line in found
    ]
    assert "что делать: напишите «turnover»" in russian.stdout

    # Putting it right makes everything whole again.
    for name in ("minutes.ru.md", "minutes.uz.md", "press-release.en.md"):
        (meeting / name).write_bytes((Project.original / MEETING / name).read_bytes())
    assert project.build().returncode == 0
    assert project.files() == before


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "  signed: {date: 2024-08-08}",
            "  signed: {date: 2024-08-08}\n  signed: {date: 2024-08-09}",
            "meeting.yaml:10:3: error: «signed» stands twice in this mapping, first at line 9",
        ),
        (
            "{date: 2024-08-08}",
            "{date: 2024-02-30}",
            "meeting.yaml:9:18: error: «2024-02-30» is not in the calendar",
        ),
        ("facts:", "facts: [", "error: no comma or closing ] stands before this"),
    ],
)
def test_a_record_that_cannot_be_read_builds_nothing_and_leaves_nothing(
    project: Project, old: str, new: str, message: str
) -> None:
    path = project.meeting / "meeting.yaml"
    (project.output / MEETING).mkdir(parents=True)
    stale = project.output / MEETING / "minutes.ru.pdf"
    stale.write_bytes(b"last week's")
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
    result = project.build()
    assert result.returncode != 0
    assert message in result.stdout
    assert result.stdout.count(message) == 1
    assert "Traceback" not in result.stdout + result.stderr
    assert not project.files()


def test_a_wrong_configuration_is_refused_before_anything_runs(project: Project) -> None:
    path = project.root / "config/config.yaml"
    path.write_text(path.read_text("utf-8").replace("uz-kk-ru]", "uz_kk]"), "utf-8")
    result = project.build()
    assert result.returncode != 0
    assert "uz_kk" in result.stdout + result.stderr
    assert "Traceback" not in result.stdout + result.stderr


def test_one_meeting_may_choose_its_editions_and_arrangement(project: Project) -> None:
    path = project.meeting / "meeting.yaml"
    extra = "\neditions:\n  minutes: [kk-ru]\n  memorandum: [en]\n  press-release: [uz]\n"
    path.write_text(path.read_text("utf-8") + extra, "utf-8")
    assert project.build().returncode == 0
    chosen = ("memorandum.en", "minutes.kk-ru", "press-release.uz")
    assert sorted(project.files()) == sorted(
        f"{MEETING}/{stem}.{format_}"
        for each in chosen
        for stem in (each, f"{each.split('.')[0]}.conformity")
        for format_ in ("docx", "pdf", "html")
    )


def test_a_new_meeting_builds_at_once(project: Project) -> None:
    made = project.run("diptych", "new", "2025-03-14-third-session")
    assert made.returncode == 0, made.stderr
    result = project.run("snakemake", "output/2025-03-14-third-session/memorandum.uz-kk-ru.pdf")
    assert result.returncode == 0, result.stdout + result.stderr
    built = {name for name in project.files() if name.startswith("2025")}
    assert len(built) == 27  # all editions of the memorandum, and its conformity sheet
    checked = project.run("diptych", "check")
    assert checked.returncode == 0, checked.stderr
    assert "meetings checked: 2" in checked.stdout
    again = project.run("diptych", "new", "2025-03-14-third-session")
    assert again.returncode != 0
    assert "exists already" in again.stderr


def test_what_a_new_meeting_left_to_be_written_is_never_published(project: Project) -> None:
    new, words = "2025-03-14-third-session", "Напишите здесь"
    project.limit("memorandum: [ru], minutes: [ru], press-release: [ru]")
    project.write_as("[docx, html]")
    assert project.run("diptych", "new", new).returncode == 0
    folder = project.root / "content" / new
    for file in folder.glob("*.md"):
        if file.name != "press-release.ru.md":
            file.unlink()
    record = folder / "meeting.yaml"
    draft = record.read_text("utf-8") + "\neditions: {press-release: [ru]}\n"
    final = draft.replace("status: draft", "status: final")

    record.write_text(final, "utf-8")
    result = project.build()
    assert result.returncode != 0
    for line in (1, 3, 5, 9):
        assert f"content/{new}/press-release.ru.md:{line}:1: error: this is still" in result.stdout
    assert f"content/{new}/meeting.yaml:27:11: error: «unnamed-body»" in result.stdout
    assert not [name for name in project.files() if name.startswith(new)]

    record.write_text(draft, "utf-8")
    built = project.build()
    assert built.returncode == 0, built.stdout
    assert (
        f"press-release.ru.md:1:1: warning: this is still to be written: «{words}" in built.stdout
    )
    assert words in (project.output / new / "press-release.ru.html").read_text("utf-8")

    # Calling it final without building it again does not let the draft out.
    record.write_text(final, "utf-8")
    published = project.run("diptych", "publish", LANGUAGE="en")
    assert published.returncode == 1
    assert "is not of the content as it stands now" in published.stderr
    released = project.run("diptych", "release", "--to", "released")
    assert released.returncode == 1
    assert not (project.root / "released").exists()
    for path in project.output.iterdir():
        assert not path.is_file() or words.encode() not in path.read_bytes(), path
