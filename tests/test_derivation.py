"""Uzbek in one script where there is only a text in the other, and drift where there are both."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from pathlib import Path

import msgspec
import pytest

from commands import command
from diptych import prose, tree
from diptych.bitext import derivation
from diptych.cli import main
from diptych.pipeline import compose
from diptych.plan import Plan
from diptych.reader.configuration import read_configuration
from diptych.reader.registry import read_registry
from drafts import as_draft
from reading import docx_text, pdf_text, skeleton

ROOT = Path(__file__).parents[1]
MEETING = "2024-08-28-second-session"
TEMPLATES = ROOT / "templates"
CATALOGUES = TEMPLATES / "locale"
DRAFT = re.compile("(?:LOYIHA|ЛОЙИҲА)(?:/ЛОЙИҲА)?")
FEW = "editions: {memorandum: [uz-kk], minutes: [ru, uz-Cyrl-kk], press-release: [uz-Cyrl]}\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(ROOT)
    shutil.copytree(ROOT / "content", tmp_path / "content")
    return as_draft(tmp_path / "content" / MEETING)


def lines(folder: Path, kind: str, code: str = "uz-Cyrl") -> list[str]:
    registry = read_registry(folder.parent)
    composed = compose.compose(folder, kind, [(code,)], registry, TEMPLATES)
    (document,) = composed.editions[code,]
    return [
        tree.plain(block.content)
        for part in document.parts
        for block in part.blocks
        if isinstance(block, tree.Paragraph | tree.Heading)
    ]


@pytest.mark.parametrize("kind", ["memorandum", "minutes", "press-release"])
def test_the_derived_text_of_the_real_case_is_the_written_one(folder: Path, kind: str) -> None:
    written = lines(folder, kind)
    (folder / f"{kind}.uz-Cyrl.md").unlink()
    assert lines(folder, kind) == written


def test_a_document_without_a_cyrillic_text_is_planned_and_written_as_derived(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "minutes.uz-Cyrl.md").unlink()
    plan = Plan(read_configuration(ROOT / "config/config.yaml"), folder.parent)
    minutes = next(document for document in plan.documents if document.kind == "minutes")
    assert minutes.derived == ("uz-Cyrl",)
    assert "uz-Cyrl-kk" in minutes.editions
    assert not minutes.lacking
    record = folder / "meeting.yaml"
    record.write_text(f"{record.read_text('utf-8')}\n{FEW}", "utf-8")
    plan = Plan(plan.config, folder.parent)
    output = tmp_path / "output"
    for document in plan.documents:
        status = command(
            "write {folder} {kind} --output {output} --editions {editions} --conformity "
            "--formats {formats} --arrangement {arrangement} --authenticity {authenticity} "
            "--record {records}/{meeting}/{kind}.json",
            folder=folder,
            kind=document.kind,
            output=output,
            editions=document.editions,
            formats=plan.config.formats,
            arrangement=document.arrangement,
            authenticity=msgspec.json.encode(document.authenticity).decode(),
            records=tmp_path / "records",
            meeting=document.meeting,
        )
        assert status == 0
    places = {"content": folder.parent, "records": tmp_path / "records", "output": output}
    assert not command(
        "publish --content {content} --records {records} --output {output}", **places
    )
    files = json.loads((output / "manifest.json").read_bytes())["files"]
    derived = {file["path"] for file in files if file["derived"]}
    assert derived == {
        f"{MEETING}/minutes.{edition}.{format_}"
        for edition in ("uz-Cyrl-kk", "conformity")
        for format_ in ("docx", "pdf", "html")
    }
    assert command("summary --content {content} --output {output}", **places) == 0
    assert "uz-Cyrl-kk conformity; derived: uz-Cyrl)" in capsys.readouterr().out


def test_a_passage_is_taken_at_its_word_and_apostrophes_are_understood(folder: Path) -> None:
    (folder / "minutes.uz-Cyrl.md").unlink()
    path = folder / "minutes.uz.md"
    text = path.read_text("utf-8")
    head, _, rest = text.partition("\n\n")
    added = "Qo'shma [NATO]{keep} va [AKP]{=АКП (эски)} ma'nosi, https://isrs.uz sahifasi."
    path.write_text(f"{head}\n\n{added}\n\n{rest}", "utf-8")
    for other in folder.glob("minutes.*.md"):
        if other != path:
            other.unlink()
    assert "Қўшма NATO ва АКП (эски) маъноси, https://isrs.uz саҳифаси." in lines(folder, "minutes")


def test_check_names_where_a_cyrillic_text_has_drifted_and_does_not_fail(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder / "press-release.uz-Cyrl.md"
    path.write_text(path.read_text("utf-8").replace("Энергетика", "Газ", 1), "utf-8")
    assert main(["check", "--content", str(folder.parent)]) == 0
    said = capsys.readouterr()
    assert said.err.count("warning: ") == 1
    assert "press-release.uz-Cyrl.md:" in said.err
    assert "here «Газ», there «Энергетика»" in said.err
    assert said.out == "meetings checked: 1; to look at: 1\n"


@pytest.mark.parametrize("source", ["uz", "uz-Cyrl"])
def test_numbers_and_dates_that_are_typed_alike_have_not_drifted(
    folder: Path, capsys: pytest.CaptureFixture[str], source: str
) -> None:
    typed = {
        "uz": "[2024]{keep}-yil 28-avgust, 5-majlis, elektr-avtomobil",
        "uz-Cyrl": "[2024]{keep} йил 28 август, 5-мажлис, электр-автомобиль",
    }
    for path in folder.glob("press-release.*.md"):
        if (code := path.name.split(".")[1]) not in typed:
            path.unlink()
        else:
            path.write_text(f"{path.read_text('utf-8').rstrip()}\n\n{typed[code]}.\n", "utf-8")
    record = folder / "meeting.yaml"
    setting = (
        f"editions: {{press-release: [uz]}}\nauthenticity: {{press-release: {{source: {source}}}}}"
    )
    record.write_text(f"{record.read_text('utf-8')}\n{setting}\n", "utf-8")
    assert main(["check", "--content", str(folder.parent)]) == 0
    assert "drifted" not in capsys.readouterr().err


def test_check_names_a_mark_that_may_be_a_letter_or_a_quotation_mark(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder / "press-release.uz.md"
    text = path.read_text("utf-8")
    path.write_text(text.replace(".\n", " bo'.\n", 1), "utf-8")
    main(["check", "--content", str(folder.parent)])
    assert "warning: the mark in «bo'» may be a letter's or a quotation mark" in (
        capsys.readouterr().err
    )


def test_every_construct_of_a_text_is_derived() -> None:
    text = """# Majlis

Natija[^one] {{ #reja.birinchi }}.

## Reja {#reja}

a) sinov;
b) natija.

| Yil | Natija |
|:--|--:|
| 2031 | sinov |

![Sinov surati](chart.png "Sinov")

---

[^one]: Bu izoh.
"""
    derived = derivation.derive(prose.parse(text, "minutes.uz.md", "uz"), "uz-Cyrl", CATALOGUES)
    (opening,) = derived.opening
    first, note, _, reference, _ = opening.content
    assert isinstance(note, tree.Footnote)
    assert isinstance(reference, tree.Reference)
    assert tree.plain((first,)) == "Натижа"
    assert tree.plain(note.content) == "Бу изоҳ."
    assert (reference.name, reference.lang) == ("reja.birinchi", "uz-Cyrl")
    (section,) = derived.sections
    lettered, table, picture, caption, page = section.blocks
    assert lettered.letters == "аб"
    assert [tree.plain(cell) for row in (*table.header, *table.rows) for cell in row] == [
        "Йил",
        "Натижа",
        "2031",
        "синов",
    ]
    assert tree.plain(picture.alt) == "Синов сурати"
    assert tree.plain(caption.content) == "Синов"
    assert isinstance(page, tree.PageBreak)
    blocks = [block for block in tree.walk(section.blocks) if hasattr(block, "lang")]
    assert {block.lang for block in blocks} == {"uz-Cyrl"}


# --- a meeting whose texts are typed in Cyrillic ---------------------------------------


@pytest.fixture
def cyrillic(folder: Path) -> Path:
    """The meeting with no Uzbek text in Latin, the Cyrillic ones being the source."""
    for path in folder.glob("*.uz.*"):
        path.unlink()
    for path in [*folder.glob("*.md"), *folder.glob("*.confirmed.tsv")]:
        if ".uz-Cyrl." not in path.name:
            path.unlink()
    for path in folder.glob("*.confirmed.tsv"):
        path.unlink()
    record = folder / "meeting.yaml"
    kinds = ("memorandum", "minutes", "press-release")
    editions = ", ".join(f"{kind}: [uz, uz-uz-Cyrl]" for kind in kinds)
    sources = ", ".join(f"{kind}: {{source: uz-Cyrl}}" for kind in kinds)
    text = f"\neditions: {{{editions}}}\nauthenticity: {{{sources}}}\n"
    record.write_text(record.read_text("utf-8") + text, "utf-8")
    return folder


@pytest.mark.parametrize("kind", ["memorandum", "minutes", "press-release"])
def test_the_latin_text_that_is_derived_is_the_written_one(folder: Path, kind: str) -> None:
    written = lines(folder, kind, "uz")
    (folder / f"{kind}.uz.md").unlink()
    assert lines(folder, kind, "uz") == written


def test_a_meeting_typed_in_cyrillic_is_planned_and_written_in_latin(
    cyrillic: Path, tmp_path: Path
) -> None:
    plan = Plan(read_configuration(ROOT / "config/config.yaml"), cyrillic.parent)
    document = next(each for each in plan.documents if each.kind == "press-release")
    assert document.derived == ("uz",)
    assert document.authenticity.source == "uz-Cyrl"
    assert document.editions == ("uz", "uz-uz-Cyrl")
    output = tmp_path / "output"
    assert not command(
        "write {folder} press-release --output {output} --editions {editions} --formats docx pdf",
        folder=cyrillic,
        output=output,
        editions=document.editions,
    )
    stem = output / MEETING / "press-release.uz"
    word = docx_text(stem.with_suffix(".uz.docx").read_bytes())
    page = pdf_text(stem.with_suffix(".uz.pdf").read_bytes())
    assert "MATBUOT XABARI" in word
    assert "2024-yil 8-avgust kuni davlat tashrifi" in word.replace("\u2011", "-")
    assert not re.search("[А-Яа-я]", word)
    assert Counter(skeleton(word)) == Counter(skeleton(DRAFT.sub("", page)))


def test_the_latin_text_is_derived_until_somebody_confirms_it(
    cyrillic: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = f"--content {cyrillic.parent}"
    assert main(["status", *content.split()]) == 0
    said = capsys.readouterr().out
    assert re.search(
        r"minutes \(draft\)\n  uz-Cyrl: source: \d+ never confirmed\n  uz: \d+ derived\n", said
    )
    assert main(["confirm", *content.split(), MEETING, "minutes", "--yes"]) == 0
    kept = (cyrillic / "minutes.uz.confirmed.tsv").read_text("utf-8")
    assert kept.startswith("unit\tuz-Cyrl\tuz\n")
    capsys.readouterr()
    assert main(["status", *content.split()]) == 0
    said = capsys.readouterr().out
    assert re.search(r"minutes \(draft\)\n  uz-Cyrl: source: \d+ fresh\n  uz: \d+ fresh\n", said)


def test_of_two_scripts_the_source_leads(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = folder / "press-release.uz-Cyrl.md"
    path.write_text(path.read_text("utf-8").replace("битим ва", "газ ва", 1), "utf-8")
    record = folder / "meeting.yaml"
    text = record.read_text("utf-8")
    record.write_text(f"{text}\nauthenticity: {{press-release: {{source: uz-Cyrl}}}}\n", "utf-8")
    assert main(["check", "--content", str(folder.parent)]) == 0
    said = capsys.readouterr().err
    assert said.count("warning: ") == 1
    assert "press-release.uz.md:" in said
    assert "here «bitim», there «gaz»" in said


def test_two_texts_that_would_be_derived_from_each_other_are_missed_once(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for path in folder.glob("minutes.uz*.md"):
        path.unlink()
    record = folder / "meeting.yaml"
    record.write_text(
        f"{record.read_text('utf-8')}\neditions: {{minutes: [ru, uz, uz-Cyrl]}}\n", "utf-8"
    )
    assert main(["check", "--content", str(folder.parent)]) == 1
    said = capsys.readouterr().err
    assert said.count("error: ") == 1
    assert (
        "error: neither this text is there nor minutes.uz-Cyrl.md, which it can be "
        "derived from, and the editions uz, uz-Cyrl need it"
    ) in said
    assert "minutes.uz.md" in said
    written = "write {folder} minutes --output {output} --editions ru uz uz-Cyrl"
    assert command(written, folder=folder, output=folder / "output")
    said = capsys.readouterr().err
    assert said.count("error: ") == 1
    assert "neither this text is there nor minutes.uz-Cyrl.md" in said
    assert "write one of the two, or leave the editions out" in said


def test_a_document_with_a_number_of_one_language_is_built_in_the_other_script(
    folder: Path,
) -> None:
    for path in folder.glob("minutes.*.md"):
        if path.name != "minutes.uz.md":
            path.unlink()
    path = folder / "minutes.uz.md"
    head, _, rest = path.read_text("utf-8").partition("\n\n")
    path.write_text(f"{head}\n\nJami [5]{{keep}} ta, [KazISS]{{keep}}.\n\n{rest}", "utf-8")
    assert "Жами 5\u00a0та, KazISS." in lines(folder, "minutes")


def test_an_abbreviation_of_the_registry_is_written_as_it_has_it(folder: Path) -> None:
    for path in folder.glob("minutes.*.md"):
        if path.name != "minutes.uz.md":
            path.unlink()
    registry = folder.parent / "registry/organisations.yaml"
    text = registry.read_text("utf-8")
    registry.write_text(text.replace("abbr: СМТИ", "abbr: СМТИУ"), "utf-8")
    path = folder / "minutes.uz.md"
    head, _, rest = path.read_text("utf-8").partition("\n\n")
    path.write_text(f"{head}\n\nSMTIning ishi.\n\n{rest}", "utf-8")
    assert "СМТИУнинг иши." in lines(folder, "minutes")
