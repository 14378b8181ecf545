"""A kind of document and a format may come from another package, by entry points alone."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from commands import command
from diptych import kinds, writers
from diptych.errors import ValueProblem
from drafts import as_draft

ROOT = Path(__file__).parents[1]
MEETING = "2024-08-28-second-session"

KIND = """
import msgspec
from diptych.compose import parts

class Section(msgspec.Struct):
    date: str

LABELLED = {}

def lead(record, languages):
    return ""

def compose(prose, context):
    blocks = [*parts.title(prose, context, "MINUTES\\n{subject}"), *context.blocks(prose.opening)]
    return parts.document(
        prose, context, blocks, name=context.label("Minutes"),
        date=context.name("held"), day=context.date("held"),
        author="",
    )
"""

FORMAT = '''
from diptych import tree

def write(document, templates):
    """One line a paragraph."""
    blocks = [block for part in document.parts for block in part.blocks]
    return "\\n".join(tree.plain(block.content) for block in blocks).encode()
'''


@pytest.fixture
def outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Another distribution on the path, with a kind ``note`` and a format ``txt``."""
    site = tmp_path / "site"
    info = site / "notes-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: notes\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(
        "[diptych.kinds]\nnote = notes_kind\n[diptych.writers]\ntxt = notes_format\n"
    )
    (site / "notes_kind.py").write_text(KIND, "utf-8")
    (site / "notes_format.py").write_text(FORMAT, "utf-8")
    monkeypatch.syspath_prepend(str(site))
    return site


def test_what_is_plugged_in_is_known_by_name(outside: Path) -> None:
    assert "note" in kinds.names()
    assert "txt" in writers.names()


def test_a_plugged_kind_is_written_in_a_plugged_format(
    outside: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = shutil.copytree(ROOT / "content", tmp_path / "content")
    record = as_draft(content / MEETING) / "meeting.yaml"
    with record.open("a", encoding="utf-8") as file:
        file.write("\nnote:\n  date: held\n")
    (content / MEETING / "note.ru.md").write_text(
        "# о заседании {{ held | on }}\n\nВыступил {{ aripov }}.\n", "utf-8"
    )
    monkeypatch.chdir(ROOT)
    output = tmp_path / "output"
    assert not command(
        "write {folder} note --editions ru --formats txt --output {output}",
        folder=content / MEETING,
        output=output,
    )
    text = (output / MEETING / "note.ru.txt").read_text("utf-8").replace("\u00a0", " ")
    assert text == "ПРОТОКОЛ\nо заседании 28 августа 2024 года\nВыступил Элдор Арипов."


def test_an_unknown_kind_or_format_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(ValueProblem, match="minutes"):
        kinds.load("minuts")
    with pytest.raises(ValueProblem, match="docx"):
        writers.load("doc")
