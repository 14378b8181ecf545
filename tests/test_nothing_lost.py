"""What is written is printed once, or refused at its place: in every kind, at every depth."""

from __future__ import annotations

import os
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from PIL import Image

import nesting
from diptych import bitext, kinds, tree
from diptych.errors import ContentError, Problem
from diptych.pipeline import compose
from diptych.reader.registry import read_registry
from test_kinds import RECORD, composed

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
CASES = int(os.environ.get("FUZZ_CASES", "240")) // 4
ITEMS = """# заседания

## Колодцы {#wells}

"""


def said(document: tree.Document) -> Iterator[str]:
    """All running text of ``document``, what a kind says again by itself left out."""
    for part in document.parts:
        for block in tree.walk(part.blocks):
            if isinstance(block, tree.Contents) or block.id.startswith("agenda-"):
                continue
            for each in tree.inlines(block):
                for inline in tree.iter_inlines(each):
                    yield getattr(inline, "text", "")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "2024-08-28-session"
    folder.mkdir()
    shutil.copytree(ROOT / "content" / "registry", tmp_path / "registry")
    Image.new("RGB", (40, 30), "navy").save(folder / "wells.png")
    return folder


@pytest.mark.parametrize("kind", kinds.names())
def test_nothing_that_is_nested_anyhow_is_lost_or_printed_twice(folder: Path, kind: str) -> None:
    registry = read_registry(folder.parent)
    printed = 0
    for case in nesting.cases(kind, CASES, seed=int(os.environ.get("FUZZ_SEED", "0"))):
        record = RECORD.replace("agenda: [plan]", f"agenda: [{', '.join(case.agenda)}]")
        record = re.sub("  votes:.*\n  decisions:.*\n", "", record)
        (folder / "meeting.yaml").write_text(record, "utf-8")
        (folder / f"{kind}.ru.md").write_text(case.text, "utf-8")
        refused: tuple[Problem, ...] = ()
        try:
            made = compose.compose(
                folder, kind, [("ru",)], registry, ROOT / "templates", judged=False
            )
        except ContentError as error:
            refused = error.problems
        if refused:
            lost = [str(each) for each in refused if "printed" in each.message]
            assert not lost, f"{lost}\n{case.text}"
            continue
        printed += 1
        for arrangement in ("parallel", "sequential"):
            document = bitext.weave(made.editions["ru",], arrangement)
            text = " ".join(said(document))
            counts = Counter(re.findall("слово[бвгджзклмн]{3}", text))
            wrong = {word: counts[word] for word in case.words if counts[word] != 1}
            assert not wrong, f"{wrong}\n{case.text}"
    assert printed > CASES / 20  # the law is not held by refusing everything


# --- what was lost ---------------------------------------------------------------------


def lines(tmp_path: Path, kind: str, text: str) -> list[str]:
    record = RECORD.replace("[plan]", "[wells]")
    record = re.sub("  votes:.*\n  decisions:.*\n", "", record)
    document = composed(tmp_path, kind, text, record)
    return [each for each in said(document) if each]


def test_sections_of_minutes_are_printed_at_any_depth(tmp_path: Path) -> None:
    text = """# заседания

## {#present}

Представители.

### Эксперты {#experts}

Эксперт.

## Колодцы {#wells}

### Обсуждение {#talk}

#### Доклад {#report}

Доклад был.

##### Вопросы {#questions}

Вопросы были.

### {#decided}

#### Первое решение {#d1}

1. Решение под заголовком.
"""
    found = lines(tmp_path, "minutes", text)
    for each in ("Эксперты", "Эксперт.", "Доклад был.", "Вопросы были.", "Решение под заголовком."):
        assert each in found


@pytest.mark.parametrize("name", ["done", "prevailing"])
def test_sections_inside_the_final_clauses_of_a_memorandum_are_printed(
    tmp_path: Path, name: str
) -> None:
    text = "# о совете\n\n## Цель {#a}\n\nЦель.\n\n## {#done}\n\nСовершено.\n\n"
    text += "## {#prevailing}\n\n{{ prevailing }}\n"
    inner = f"## {{#{name}}}\n\n"
    text = text.replace(inner, f"{inner}Раз.\n\n### Порядок {{#order}}\n\nПорядокприменения.\n\n")
    assert "Порядокприменения." in lines(tmp_path, "memorandum", text)


def test_a_section_of_minutes_that_is_none_of_theirs_is_refused(tmp_path: Path) -> None:
    text = f"{ITEMS}Текст.\n\n## {{#decided}}\n\n1. Решение.\n"
    with pytest.raises(ContentError, match="«decided» is not on the agenda"):
        lines(tmp_path, "minutes", text)


@pytest.mark.parametrize(
    ("kind", "text", "problem"),
    [
        ("minutes", f"{ITEMS}### {{#decided}}\n", "nothing stands below this heading"),
        ("minutes", "# заседания\n\n## Колодцы {#wells}\n", "nothing stands below this heading"),
        ("minutes", f"{ITEMS}### {{#decided}}\n\n1.\n", "this item says nothing"),
        ("minutes", f"{ITEMS}### {{#decided}}\n\n1. {{#x}}\n", "this item says nothing"),
        ("press-release", "# О\n\nЛид.\n\n## {#about}\n", "nothing stands below this heading"),
        (
            "press-release",
            "# О\n\nЛид.\n\n## А {#a}\n\nа\n\n### {#about}\n\nб\n",
            "without a title",
        ),
        ("minutes", f"{ITEMS}т\n\n### Б {{#b}}\n\nт\n\n#### {{#c}}\n\nт\n", "has no title"),
    ],
)
def test_a_label_over_nothing_and_a_text_without_its_title_are_refused(
    tmp_path: Path, kind: str, text: str, problem: str
) -> None:
    with pytest.raises(ContentError, match=problem):
        lines(tmp_path, kind, text)


def test_a_kind_that_loses_or_repeats_something_is_found_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "# Т\n\nЛид.\n\nЕще.[^n]\n\n[^n]: Сноска.\n"
    release = kinds.load("press-release")
    original = release.compose

    def changed(how: slice | int) -> None:
        def broken(*args: object) -> tree.Document:
            document = original(*args)  # type: ignore[arg-type]
            (part,) = document.parts
            blocks = list(part.blocks)
            index = next(i for i, b in enumerate(blocks) if b.id == "opening.2")
            match how:
                case 0:
                    del blocks[index]
                case 1:
                    blocks.append(blocks[index])
                case _:
                    found = blocks[index]
                    assert isinstance(found, tree.Paragraph)
                    short = found.content[:-1]
                    blocks[index] = tree.Paragraph(
                        id=found.id, style="body", content=short, lang="ru"
                    )
            return replace(document, parts=(replace(part, blocks=tuple(blocks)),))

        monkeypatch.setattr(release, "compose", broken)

    for number, message in enumerate(("printed nowhere", "printed 2 times", "printed nowhere")):
        changed(number)
        with pytest.raises(ContentError, match=message) as caught:
            composed(tmp_path / str(number), "press-release", text)
        assert [each.position.line for each in caught.value.problems] == [5]


# --- references --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "reference", "number"),
    [
        ("1. а\n2. б\n\nи\n\n3. в\n4. г", "wells.3", "3"),
        ("1. а\n2. б\n\nи\n\n3. в\n4. г", "wells.1", "1"),
        ("1. а\n   1) б\n   2) в\n2. г", "wells.1.2", "2"),
        ("1. а {#first}\n   1) б {#inner}\n2. г", "wells.first.inner", "1"),
        ("1. а {#first}\n   1) б {#inner}\n2. г", "wells.inner", "1"),
        ("- а\n  1. б\n  2. в\n- г", "wells.1.2", "2"),
        ("> 1. а\n> 2. б", "wells.2", "2"),
        ("а) раз;\nб) два.", "wells.2", "б"),
        ("5. а\n6. б", "wells.6", "6"),
    ],
)
def test_the_number_that_is_printed_is_the_name(
    tmp_path: Path, body: str, reference: str, number: str
) -> None:
    text = f"{ITEMS}{body}\n\nСм. {{{{ #{reference} }}}}.\n"
    found = lines(tmp_path, "minutes", text)
    assert (
        found[found.index("См.\u00a0") + 1 if "См.\u00a0" in found else found.index("См. ") + 1]
        == number
    )


@pytest.mark.parametrize(
    ("body", "reference", "problem"),
    [
        ("1. а\n2. б\n\nи\n\n1) в\n2) г", "wells.1", "may be any of 2 places"),
        ("1. а\n   1) б\n\n   и\n\n   1) в\n2. г", "wells.1.1", "may be any of 2 places"),
        ("3. а\n4. б", "wells.1", "is no numbered place"),
        ("1. а", "wells.1.1", "is no numbered place"),
        ("- а", "wells.1", "is no numbered place"),
    ],
)
def test_a_reference_that_means_nothing_or_several_is_refused(
    tmp_path: Path, body: str, reference: str, problem: str
) -> None:
    text = f"{ITEMS}{body}\n\nСм. {{{{ #{reference} }}}}.\n"
    with pytest.raises(ContentError, match=problem):
        lines(tmp_path, "minutes", text)


def test_facts_are_said_in_captions_and_alternative_texts(folder: Path) -> None:
    (folder / "meeting.yaml").write_text(RECORD, "utf-8")
    (folder / "press-release.ru.md").write_text(
        '# Т\n\nЛид.\n\n![Схема на {{ held | on }}](wells.png "Подпись {{ held }}")\n', "utf-8"
    )
    registry = read_registry(folder.parent)
    made = compose.compose(
        folder, "press-release", [("ru",)], registry, ROOT / "templates", judged=False
    )
    text = " ".join(said(made.editions["ru",][0])).replace("\u00a0", " ")
    assert "Схема на  28 августа 2024 года" in text.replace("на 28", "на  28")
    assert text.count("28 августа 2024 года") == 4  # in the dateline and the embargo, too
