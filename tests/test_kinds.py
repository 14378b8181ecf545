"""What kinds make of every option that meeting.yaml has for them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from diptych import tree
from diptych.cli import assembly
from diptych.errors import ContentError
from diptych.reader import content

ROOT = Path(__file__).parents[1]

RECORD = """
facts:
  held: {date: 2024-08-28}
  due: {date: 2024-10-01}
  release: {instant: 2024-08-28T18:00+05:00}
  session: {ordinal: 2}
minutes:
  body: council
  date: held
  number: 2
  place: astana
  chair: aripov
  secretary: tukumov
  present: [aripov, tukumov]
  agenda: [plan]
  votes: {plan: {for: 5, abstained: 1}}
  decisions: {draw-up: {responsible: [isrs, kaziss], due: due}}
press-release: {issuer: council, date: held, place: astana, embargo: release}
memorandum:
  date: held
  place: astana
  languages: [uz, kk, ru]
  prevailing: ru
  parties:
    - {state: uzbekistan, body: isrs, signatory: aripov}
    - {state: kazakhstan, body: kaziss}
"""
MINUTES = """# {{ session | word n gen }} заседания

## План {#plan}

### {#spoke}

Обсудили.

### Подробности {#more}

Текст.

### {#decided}

1. Разработать план. {#draw-up}
2. Принять к сведению.
"""
RELEASE = """# Заголовок

Состоялось заседание.

## Раздел {#x}

Текст.

## {#contacts}

+7
"""
MEMORANDUM = """# о совете

Стороны

## Цели {#a}

Цель.

## {#done}

Совершено в {{ place | pre }}.

## {#prevailing}

Используется текст на {{ prevailing | pre }} языке.
"""


def compose(tmp_path: Path, kind: str, text: str, record: str = RECORD) -> list[str]:
    shutil.copytree(ROOT / "content" / "registry", tmp_path / "registry")
    folder = tmp_path / "2024-08-28-session"
    folder.mkdir()
    (folder / "meeting.yaml").write_text(record, "utf-8")
    (folder / f"{kind}.ru.md").write_text(text, "utf-8")
    registry = content.registry(tmp_path)
    composed = assembly.compose(folder, kind, [("ru",)], registry, ROOT / "templates")
    (document,) = composed.editions["ru",]
    return [line.replace("\u00a0", " ") for line in _lines(document.parts[0].blocks)]


def _lines(blocks: tuple[tree.AnyBlock, ...]) -> list[str]:
    out: list[str] = []
    for block in blocks:
        match block:
            case tree.Paragraph():
                out.append(f"{block.style}: {tree.plain(block.content)}")
            case tree.Heading():
                out.append(f"h{block.level}: {block.label} {tree.plain(block.content)}")
            case tree.Signatures():
                for entry in block.entries:
                    names = " ".join(map(tree.plain, entry.name))
                    out.append(f"sign {entry.id}: {tree.plain(entry.capacity[0])} / {names}")
            case _:
                for inner in tree.children(block):
                    out += _lines(inner)
    return out


def test_minutes_with_everything_a_record_can_say(tmp_path: Path) -> None:
    lines = compose(tmp_path, "minutes", MINUTES)
    expected = [
        "detail: Номер: № 2",
        "detail: Место: Астана",
        "detail: Председательствующий: Элдор Арипов",
        "detail: Секретарь: Еркин Тукумов",
        "resolution: Присутствовали:",
        "resolution: ПОВЕСТКА ДНЯ:",
        "h1: 1. План",
        "resolution: ВЫСТУПИЛИ:",
        "h2:  Подробности",
        "resolution: РЕШИЛИ:",
        "body: Разработать план.",
        "body: Принять к сведению.",
        "note: Голосовали: за – 5, против – 0, воздержались – 1",
        "sign chair: Председательствующий / Элдор Арипов",
        "sign secretary: Секретарь / Еркин Тукумов",
    ]
    assert [line for line in lines if line in expected] == expected
    present = next(line for line in lines if line.startswith("body: Элдор Арипов – Директор"))
    assert present.endswith("при Президенте Республики Узбекистан")
    duty = lines[lines.index("body: Разработать план.") + 1]
    assert duty.startswith("note: Ответственный: Институт стратегических")
    assert " и Казахстанский институт" in duty
    assert duty.endswith(". Срок: до 1 октября 2024 года.")


def test_a_press_release_under_embargo_with_a_place_and_contacts(tmp_path: Path) -> None:
    lines = compose(tmp_path, "press-release", RELEASE)
    assert "detail: Не публиковать до: 28 августа 2024 года, 18:00 (UTC+5)" in lines
    assert "lead: Астана, 28 августа 2024 года – Состоялось заседание." in lines
    assert "h2:  Раздел" in lines
    assert lines[-3:] == ["h2:  Контакты", "boilerplate: +7", "end-mark: * * *"]


def test_a_memorandum_says_which_text_prevails(tmp_path: Path) -> None:
    lines = compose(tmp_path, "memorandum", MEMORANDUM)
    assert "done: Совершено в Астане." in lines
    assert "done: Используется текст на русском языке." in lines
    assert lines[-1].startswith("sign kazakhstan: Казахстанский институт")


@pytest.mark.parametrize(
    ("record", "message"),
    [
        (RECORD.replace("  prevailing: ru\n", ""), "does not say which text prevails"),
        (RECORD.replace("prevailing: ru", "prevailing: en"), "«en» prevails but is not one of"),
    ],
)
def test_a_wrong_word_on_what_prevails_is_refused(
    tmp_path: Path, record: str, message: str
) -> None:
    with pytest.raises(ContentError, match=message):
        compose(tmp_path, "memorandum", MEMORANDUM, record)
