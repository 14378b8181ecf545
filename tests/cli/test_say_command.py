"""`diptych say`: a fact as prose would say it."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest

from diptych.cli import main
from diptych.language import data

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def at_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def test_one_value_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["say", "--type", "date", "--role", "of", "--language", "kk", "2024-08-28"]) == 0
    assert capsys.readouterr().out == "2024\u00a0жылғы 28\u00a0тамыздағы\n"


def test_a_table_is_answered_line_by_line_and_a_bad_line_says_error(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    table = "\n".join(
        [
            "date\t2024-08-28\ton\tuz",
            "money\t10 billion USD\tto\tru",
            "date\t2024-02-30\t\ten",
            "date\t2024-08-28\ton\txx",
            "ordinal\t2\tword n gen\tru",
            "years\t2024/2034",
            "a\tb\tc\td\te",
        ]
    )
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(table.encode())))
    assert main(["say", "--table", "-"]) == 1
    lines = capsys.readouterr().out.replace("\u00a0", " ").splitlines()
    assert lines[:2] == ["2024-yil 28-avgust kuni", "до 10 миллиардов долларов США"]
    assert lines[2].startswith("error: «2024-02-30» is not in the calendar")
    assert lines[3].startswith("error: ")
    assert lines[4] == "второго"
    assert lines[5] == "2024–2034"
    assert lines[6] == "error: this line has 5 fields; write type, value, role, language"


def test_the_tables_of_practice_come_out_of_a_table(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    asked, wanted = [], []
    for line in (ROOT / "tests/language/practice.txt").read_text("utf-8").splitlines():
        value, role, *texts = line.replace("A|B|C", "A¦B¦C").replace("A|B", "A¦B").split("|")
        kind, _, text = value.strip().replace("¦", "|").partition(" ")
        for code, said in zip(("ru", "uz", "uz-Cyrl", "kk", "en"), texts, strict=True):
            asked.append(f"{kind}\t{text}\t{role.strip()}\t{code}")
            wanted.append(said.strip().replace("⍽", " "))
    table = tmp_path / "table.tsv"
    table.write_text("\n".join(asked), "utf-8")
    assert main(["say", "--table", str(table)]) == 0
    assert capsys.readouterr().out.replace("\u00a0", " ").splitlines() == wanted


def test_a_bad_value_alone_is_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["say", "--type", "date", "2024-13-01"]) == 1
    assert capsys.readouterr().err.startswith("error: ")


def test_a_value_with_its_type_is_shown_in_every_role(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["say", "date:2024-08", "--language", "kk", "--language", "ru"]) == 0
    shown = capsys.readouterr().out.replace("\u00a0", " ").splitlines()
    assert [line.split() for line in shown[:2]] == [
        ["kk", "Қазақша"],
        ["plain", "2024", "жылғы", "тамыз"],
    ]
    russian = [line.split() for line in shown[shown.index("ru  Русский") :]]
    assert ["in", "в", "августе", "2024", "года"] in russian


def test_without_a_language_all_are_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["say", "instant:2024-08-28T10:30+05:00", "--role", "numeric"]) == 0
    shown = capsys.readouterr().out.splitlines()
    assert [line.partition(" ")[0] for line in shown[::2]] == list(data.codes())
    assert all(line.startswith("  numeric  ") for line in shown[1::2])


def test_every_role_that_is_listed_prints_what_is_listed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["say", "number:21", "--language", "ru"]) == 0
    for line in capsys.readouterr().out.splitlines()[1:]:
        role, text = re.split("  +", line.strip(), maxsplit=1)
        assert main(["say", "--type", "number", "--role", role, "--language", "ru", "21"]) == 0
        assert capsys.readouterr().out == f"{text}\n"
