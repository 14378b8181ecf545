"""What kinds make of every option that meeting.yaml has for them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from diptych import tree
from diptych.errors import ContentError
from diptych.pipeline import compose
from diptych.reader.registry import read_registry

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
  votes: {plan: {for: 1, abstained: 1}}
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


def lines_of(tmp_path: Path, kind: str, text: str, record: str = RECORD) -> list[str]:
    document = composed(tmp_path, kind, text, record)
    return [line.replace("\u00a0", " ") for line in _lines(document.parts[0].blocks)]


def composed(tmp_path: Path, kind: str, text: str, record: str = RECORD) -> tree.Document:
    shutil.copytree(ROOT / "content" / "registry", tmp_path / "registry")
    folder = tmp_path / "2024-08-28-session"
    folder.mkdir(exist_ok=True)
    (folder / "meeting.yaml").write_text(record, "utf-8")
    (folder / f"{kind}.ru.md").write_text(text, "utf-8")
    registry = read_registry(tmp_path)
    composed = compose.compose(folder, kind, [("ru",)], registry, ROOT / "templates", judged=False)
    return composed.editions["ru",][0]


def _lines(blocks: tuple[tree.AnyBlock, ...]) -> list[str]:
    out: list[str] = []
    for block in blocks:
        match block:
            case tree.Paragraph():
                out.append(f"{block.style}: {tree.plain(block.content)}")
            case tree.Heading():
                out.append(f"h{block.level}: {block.label} {tree.plain(block.content)}")
            case tree.Table():
                for row in (*block.header, *block.rows):
                    out.append("| " + " | ".join(map(tree.plain, row)))
            case tree.Contents():
                out.append(f"contents: {tree.plain(block.title)}")
                out += [f"{entry.level} {tree.plain(entry.content)}" for entry in block.entries]
            case tree.Picture():
                out.append(f"picture {block.image.file}: {tree.plain(block.alt)}")
            case tree.PageBreak():
                out.append("page")
            case tree.Signatures():
                for entry in block.entries:
                    names = " ".join(map(tree.plain, entry.name))
                    out.append(f"sign {entry.id}: {tree.plain(entry.capacity[0])} / {names}")
            case _:
                for inner in tree.children(block):
                    out += _lines(inner)
    return out


def test_minutes_with_everything_a_record_can_say(tmp_path: Path) -> None:
    lines = lines_of(tmp_path, "minutes", MINUTES)
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
        "note: Голосовали: за – 1, против – 0, воздержались – 1",
        "sign chair: Председательствующий / Элдор Арипов",
        "sign secretary: Секретарь / Еркин Тукумов",
    ]
    assert [line for line in lines if line in expected] == expected
    present = lines[lines.index("resolution: Присутствовали:") + 1 :]
    assert present[0] == "| Имя и фамилия | Должность"
    assert present[1].startswith("| Элдор Арипов | Директор")
    assert present[1].endswith("при Президенте Республики Узбекистан")
    duty = lines[lines.index("body: Разработать план.") + 1]
    assert duty.startswith("note: Ответственные: Институт стратегических")
    assert " и Казахстанский институт" in duty
    assert duty.endswith(". Срок: до 1 октября 2024 года.")


def test_those_who_did_not_vote_are_printed_if_there_are_any(tmp_path: Path) -> None:
    record = RECORD.replace("{for: 1, abstained: 1}", "{for: 1, not-voting: 1}")
    lines = lines_of(tmp_path, "minutes", MINUTES, record)
    said = "note: Голосовали: за – 1, против – 0, воздержались – 0, не голосовали – 1"
    assert said in lines


def test_a_press_release_under_embargo_with_a_place_and_contacts(tmp_path: Path) -> None:
    lines = lines_of(tmp_path, "press-release", RELEASE)
    assert "embargo: Не публиковать до: 28 августа 2024 года, 18:00 (UTC+5)" in lines
    assert "lead: Астана, 28 августа 2024 года – Состоялось заседание." in lines
    assert "h2:  Раздел" in lines
    assert lines[-3:] == ["h2:  Контакты", "boilerplate: +7", "end-mark: * * *"]


def test_a_memorandum_says_which_text_prevails(tmp_path: Path) -> None:
    lines = lines_of(tmp_path, "memorandum", MEMORANDUM)
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
        lines_of(tmp_path, "memorandum", MEMORANDUM, record)


# --- what every kind may hold -------------------------------------------------------

ARTICLES = """# о совете

Стороны

## Цели {#aims}

Цель, как сказано в статье {{ #final }}[^one].

1) учиться; {#learn}
2) работать:
   а) вместе;
   б) врозь.

### Пункт {#point}

Текст пункта.

[^one]: Сноска.

## Итог {#final}

См. пункт {{ #aims.learn }} статьи {{ #aims }}[^two] и приложение {{ #second }}.

[^two]: Еще сноска.

## {#done}

Совершено.

## Первое {#first .annex}

### Часть {#part}

Текст[^three].

[^three]: Третья.

## Второе {#second .annex}

Текст.
"""
SEALED = RECORD.replace("  prevailing: ru\n", "  initials: true\n  seals: true\n  contents: true\n")


def test_a_memorandum_with_contents_references_notes_and_annexes(tmp_path: Path) -> None:
    lines = lines_of(tmp_path, "memorandum", ARTICLES, SEALED)
    start = lines.index("contents: СОДЕРЖАНИЕ")
    assert lines[start + 1 : start + 7] == [
        "1 Статья 1. Цели",
        "2 Пункт",
        "1 Статья 2. Итог",
        "1 Первое",
        "2 Часть",
        "1 Второе",
    ]
    assert "body: Цель, как сказано в статье 2." in lines
    assert "body: См. пункт 1 статьи 1 и приложение 2." in lines
    first = lines.index("page")
    assert lines[first - 1].startswith("sign kazakhstan")
    assert lines[first + 1 : first + 5] == [
        "annex: Приложение 1 к Меморандуму от 28 августа 2024 года",
        "h1:  Первое",
        "h2:  Часть",
        "body: Текст.",
    ]
    assert lines.count("page") == 2


def test_notes_are_numbered_in_reading_order(tmp_path: Path) -> None:
    document = composed(tmp_path, "memorandum", ARTICLES, SEALED)
    notes = [
        (inline.number, tree.plain(inline.content))
        for block in tree.walk(document.parts[0].blocks)
        for content in tree.inlines(block)
        for inline in tree.iter_inlines(content)
        if isinstance(inline, tree.Footnote)
    ]
    assert notes == [("1", "Сноска."), ("2", "Еще сноска."), ("3", "Третья.")]


def test_a_note_of_a_title_stands_at_the_title_and_in_no_list(tmp_path: Path) -> None:
    titled = MINUTES.replace("## План {#plan}", "## *План[^x]* {#plan}") + "\n[^x]: Сноска.\n"
    record = RECORD.replace("  agenda: [plan]", "  agenda: [plan]\n  contents: true")
    document = composed(tmp_path, "minutes", titled, record)
    notes = [
        type(block).__name__
        for block in tree.walk(document.parts[0].blocks)
        for content in tree.inlines(block)
        for inline in tree.iter_inlines(content)
        if isinstance(inline, tree.Footnote)
    ]
    assert notes == ["Heading"]


def test_a_reference_points_at_its_place(tmp_path: Path) -> None:
    document = composed(tmp_path, "memorandum", ARTICLES, SEALED)
    assert tree.targets(document) >= {("ru", "final"), ("ru", "aims.2.learn.1"), ("ru", "aims")}


def test_letters_become_those_of_the_language(tmp_path: Path) -> None:
    document = composed(tmp_path, "memorandum", ARTICLES, SEALED)
    lists = [b for b in tree.walk(document.parts[0].blocks) if isinstance(b, tree.List)]
    assert [each.marker for each in lists] == ["bracket", "letter"]
    assert lists[1].letters.startswith("абвгдежзик")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("а) вместе;\n   б)", "а) вместе;\n   в)", r"the items are marked а\), в\)"),
        ("{{ #final }}", "{{ #finale }}", "«#finale» is no numbered place of this text"),
        ("Цель,", "Цель,\n\n![Вид](view.png)\n\n", "there is no image «view.png»"),
    ],
)
def test_what_a_text_refers_to_must_be_there(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    with pytest.raises(ContentError, match=message):
        lines_of(tmp_path, "memorandum", ARTICLES.replace(old, new), SEALED)


def test_parties_initial_the_pages_and_seal_the_signatures(tmp_path: Path) -> None:
    document = composed(tmp_path, "memorandum", ARTICLES, SEALED)
    assert [tree.plain(each) for each in document.parts[0].initials] == ["ИСМИ", "КИСИ"]
    (signatures,) = [b for b in document.parts[0].blocks if isinstance(b, tree.Signatures)]
    assert [tree.plain(entry.seal[0]) for entry in signatures.entries] == ["М.П.", "М.П."]


def test_a_draft_says_so_and_a_final_document_does_not(tmp_path: Path) -> None:
    draft = composed(tmp_path / "draft", "minutes", MINUTES)
    final = composed(tmp_path / "final", "minutes", MINUTES, RECORD + "status: final\n")
    assert tree.plain(draft.parts[0].watermark) == "ПРОЕКТ"
    assert final.parts[0].watermark == ()


def test_a_table_of_decisions_names_who_and_until_when(tmp_path: Path) -> None:
    record = RECORD.replace("  agenda: [plan]", "  agenda: [plan]\n  summary: true")
    lines = lines_of(tmp_path, "minutes", MINUTES, record)
    start = lines.index("resolution: ПЕРЕЧЕНЬ РЕШЕНИЙ:")
    assert lines[start + 1 : start + 4] == [
        "| № | Решение | Ответственный | Срок",
        "| 1 | Разработать план. | ИСМИ и КИСИ | 1 октября 2024 года",
        "| 2 | Принять к сведению. |  | ",
    ]


def test_the_letterhead_of_a_body_has_its_emblems(tmp_path: Path) -> None:
    document = composed(tmp_path, "minutes", MINUTES)
    letterhead = document.parts[0].blocks[0]
    assert isinstance(letterhead, tree.Letterhead)
    alts = [tree.plain(emblem.alt) for emblem in letterhead.emblems]
    assert [alt.split(" ")[:2] for alt in alts] == [
        ["Эмблема:", "Институт"],
        ["Эмблема:", "Казахстанский"],
    ]
    assert all(emblem.image.data and emblem.image.vector for emblem in letterhead.emblems)


def test_a_single_annex_has_no_number(tmp_path: Path) -> None:
    single = ARTICLES[: ARTICLES.index("## Второе")].replace(" и приложение {{ #second }}", "")
    lines = lines_of(tmp_path, "memorandum", single, SEALED)
    assert "annex: Приложение к Меморандуму от 28 августа 2024 года" in lines


@pytest.mark.parametrize(
    ("written", "printed", "last"),
    [
        ("2024-10-01", "до 1 октября 2024 года", "2024-10-01"),
        ("2024-10", "октябрь 2024 года", "2024-10-31"),
        ("2024-Q4", "IV квартал 2024 года", "2024-12-31"),
        ("2025-H1", "I полугодие 2025 года", "2025-06-30"),
        ("end of 2024", "до конца 2024 года", "2024-12-31"),
        ("beginning of 2025-03", "до начала марта 2025 года", "2025-03-10"),
    ],
)
def test_a_decision_may_be_due_in_a_part_of_a_year(
    tmp_path: Path, written: str, printed: str, last: str
) -> None:
    record = RECORD.replace("{date: 2024-10-01}", f"{{date: {written}}}")
    folder = tmp_path / "2024-08-28-session"
    lines = lines_of(tmp_path, "minutes", MINUTES, record)
    assert any(line.endswith(f". Срок: {printed}.") for line in lines)
    decided = compose.compose(
        folder, "minutes", [("ru",)], read_registry(tmp_path), ROOT / "templates", judged=False
    ).decisions["ru"]
    assert decided[0].due_date == last


# --- articles without titles ---------------------------------------------------------

UNTITLED = """# о совете

Стороны

## {#aims}

Цель; см. статью {{ #final }}.

## Состав {#members}

Каждая Сторона – трое.

## {#final}

См. пункт {{ #final.first }}, а также статью {{ #aims }}.

1. первый. {#first}

## {#done}

Совершено.
"""
POINTS = """# о совете

Стороны

## {#aims}

Стороны:

### {#learn}

учатся;

### {#work}

работают, как сказано в пункте {{ #aims/learn }}.

## Состав {#members}

### {#experts}

Эксперты[^who].

[^who]: Сноска.

#### {#three}

Трое, см. пункты {{ #aims }} и {{ #members/experts }}.

## {#done}

Совершено.

## Первое {#first .annex}

Текст.
"""


def with_articles(how: str) -> str:
    return RECORD.replace("  prevailing: ru\n", f"  articles: {how}\n  contents: true\n")


def test_an_article_may_have_no_title(tmp_path: Path) -> None:
    lines = lines_of(tmp_path, "memorandum", UNTITLED, with_articles("untitled"))
    start = lines.index("contents: СОДЕРЖАНИЕ")
    assert [line.strip() for line in lines[start + 1 : start + 4]] == [
        "1 Статья 1",
        "1 Статья 2. Состав",
        "1 Статья 3",
    ]
    assert [line.strip() for line in lines if line.startswith("h1")] == [
        "h1: Статья 1",
        "h1: Статья 2. Состав",
        "h1: Статья 3",
    ]
    assert "body: Цель; см. статью 3." in lines
    assert "body: См. пункт 1, а также статью 1." in lines
    assert "done: Совершено." in lines


def test_points_are_numbered_before_their_text(tmp_path: Path) -> None:
    lines = lines_of(tmp_path, "memorandum", POINTS, with_articles("points"))
    start = lines.index("contents: СОДЕРЖАНИЕ")
    assert lines[start + 1 : start + 4] == ["1 2. Состав", "1 Первое", "body: Стороны"]
    assert lines[start + 4 : start + 10] == [
        "body: 1. Стороны:",
        "body: 1.1. учатся;",
        "body: 1.2. работают, как сказано в пункте 1.1.",
        "h1: 2. Состав",
        "body: 2.1. Эксперты.",
        "body: 2.1.1. Трое, см. пункты 1 и 2.1.",
    ]


def test_a_list_inside_a_point_has_other_numbers(tmp_path: Path) -> None:
    text = POINTS.replace("Стороны:\n", "Стороны:\n\n1. учатся;\n2. работают.\n")
    document = composed(tmp_path, "memorandum", text, with_articles("points"))
    (items,) = [b for b in tree.walk(document.parts[0].blocks) if isinstance(b, tree.List)]
    assert items.marker == "bracket"


def test_a_reference_to_a_point_leads_to_its_text(tmp_path: Path) -> None:
    document = composed(tmp_path, "memorandum", POINTS, with_articles("points"))
    there = {block.id for block in tree.walk(document.parts[0].blocks)}
    targets = {target for _, target in tree.targets(document)}
    assert {"aims.1", "aims/learn.1", "members/experts.1"} <= targets <= there


@pytest.mark.parametrize(
    ("how", "old", "new", "message"),
    [
        ("titled", "", "", "the section «aims» has no title"),
        ("points", "Стороны:\n\n###", "###", "the point 1. does not begin with a paragraph"),
        ("points", "Стороны:\n", "- Стороны:\n", "the point 1. does not begin with a paragraph"),
        ("untitled", "", "", "a section without a title has no place here"),
        ("points", "Состав {#members}", "{#members}\n\nТекст.", "no point of this text has one"),
    ],
)
def test_points_that_cannot_be_are_refused(
    tmp_path: Path, how: str, old: str, new: str, message: str
) -> None:
    text = POINTS.replace(old, new) if old else POINTS
    text = text[: text.index("## Первое")]
    with pytest.raises(ContentError, match=message):
        lines_of(tmp_path, "memorandum", text, with_articles(how))


@pytest.mark.parametrize(
    ("duty", "printed"),
    [
        ("responsible: [isrs], due: permanent", "Срок: постоянно."),
        ("responsible: [isrs], due: due, postponed: later", "Срок перенесен: до конца 2024 года."),
        ("responsible: [isrs], withdrawn: true", "Снято с контроля."),
        (
            "due: permanent, withdrawn: due",
            "Срок: постоянно. Снято с контроля 1 октября 2024 года.",
        ),
    ],
)
def test_a_decision_may_be_permanent_put_off_or_called_off(
    tmp_path: Path, duty: str, printed: str
) -> None:
    record = RECORD.replace("responsible: [isrs, kaziss], due: due", duty)
    record = record.replace("  session:", "  later: {date: end of 2024}\n  session:", 1)
    lines = lines_of(tmp_path, "minutes", MINUTES, record)
    assert any(line.endswith(printed) for line in lines)
