"""Termbases: what TBX and tables bring into the registry, what stays out, and what goes out."""

from __future__ import annotations

import io
import shutil
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands import command
from diptych.errors import ContentError, DiptychError
from diptych.language import ids
from diptych.pipeline.termbase import MAX_BYTES, export_terms, import_terms
from diptych.reader.registry import read_registry, registry_problems
from diptych.reader.termbase import tables, tbx

ROOT = Path(__file__).parents[1]

THERE = """# Set expressions.

plan:
  # of the council
  name: {ru: {nom: План работы}, en: {nom: Work Plan}}
"""
DCA = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tbx SYSTEM "TBX-Basic.dtd">
<tbx xmlns="urn:iso:std:iso:30042:ed-2" type="TBX-Basic" style="dca" xml:lang="en">
<tbxHeader><fileDesc><sourceDesc><p>x</p></sourceDesc></fileDesc></tbxHeader>
<text><body>
<conceptEntry id="c1">
  <descrip type="subjectField">trade</descrip>
  <descrip type="definition">Goods sold and bought</descrip>
  <langSec xml:lang="en-GB">
    <termSec><term>turnover</term>
      <termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></termSec>
    <termSec><term>trade volume</term></termSec>
    <termSec><term>trade <hi>turnover</hi></term>
      <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></termSec>
    <termSec><term>TT</term><termNote type="termType">acronym</termNote></termSec>
  </langSec>
  <langSec xml:lang="uz-Latn-UZ"><termSec><term>tovar aylanmasi</term></termSec></langSec>
  <langSec xml:lang="ru"><termSec><term>товарооборот</term></termSec></langSec>
  <langSec xml:lang="kk"><termSec><term></term></termSec></langSec>
  <langSec xml:lang="tlh"><termSec><term>mech</term></termSec></langSec>
</conceptEntry>
</body></text></tbx>
"""
DCT = """<tbx xmlns="urn:iso:std:iso:30042:ed-2" xmlns:min="http://www.tbxinfo.net/ns/min"
  xmlns:basic="http://www.tbxinfo.net/ns/basic" type="TBX-Basic" style="dct" xml:lang="en">
<text><body><conceptEntry id="trade"><basic:definition>Goods sold and bought</basic:definition>
  <langSec xml:lang="en"><termSec><term>turnover</term>
    <min:administrativeStatus>deprecatedTerm-admn-sts</min:administrativeStatus></termSec>
    <termSec><term>trade turnover</term></termSec>
    <termSec><term>TT</term><basic:termType>acronym</basic:termType></termSec></langSec>
</conceptEntry></body></text></tbx>
"""
MARTIF = """<martif type="TBX" xml:lang="en"><text><body>
<termEntry id="IATE-12"><descripGrp><descrip type="definition">Goods sold and bought</descrip>
</descripGrp><langSet xml:lang="en"><tig><term>trade turnover</term></tig>
<ntig><termGrp><term>TT</term><termNote type="termType">abbreviation</termNote></termGrp></ntig>
</langSet></termEntry></body></text></martif>
"""


@pytest.fixture
def content(tmp_path: Path) -> Path:
    (tmp_path / "registry").mkdir()
    (tmp_path / "registry" / "terms.yaml").write_text(THERE, "utf-8")
    return tmp_path


def brought(
    content: Path, data: str | bytes, name: str = "in.tbx"
) -> tuple[dict[str, str], list[str]]:
    """What is added, and what is said of the rest, its place without the folder."""
    path = content / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    done = import_terms(content, path, content / "registry" / "terms.yaml")
    assert not list(registry_problems(read_registry(content)))
    return dict(done.added), [
        str(each).replace(f"{content.as_posix()}/", "").split("\n")[0] for each in done.left
    ]


def refused(content: Path, data: bytes, name: str = "in.tbx") -> str:
    with pytest.raises(ContentError) as error:
        brought(content, data, name)
    assert (content / "registry" / "terms.yaml").read_text("utf-8") == THERE
    (problem,) = error.value.problems
    return f"{problem.position.line}:{problem.position.column} {problem.message}: {problem.remedy}"


def test_tbx_brings_what_is_preferred_and_names_what_is_left_out(content: Path) -> None:
    added, left = brought(content, DCA)
    assert added == {
        "trade-turnover": "en: trade turnover, TT; ru: товарооборот; uz: tovar aylanmasi"
    }
    assert left == [
        "in.tbx:20:1: warning: «tlh» is no language here; terms left out: 1",
        "in.tbx:10:1: warning: «turnover» is not to be used: deprecatedTerm-admn-sts",
        "in.tbx:12:1: warning: «trade volume» is one more word for «trade turnover»",
        "in.tbx:19:1: warning: the term in «kk» is empty",
    ]
    text = (content / "registry" / "terms.yaml").read_text("utf-8")
    assert text == THERE + (
        "\ntrade-turnover:\n  definition: Goods sold and bought\n  name:\n"
        "    en:\n      nom: trade turnover\n      abbr: TT\n"
        "    ru:\n      nom: товарооборот\n    uz:\n      nom: tovar aylanmasi\n"
    )


@pytest.mark.parametrize(("data", "name"), [(DCT, "trade"), (MARTIF, "trade-turnover")])
def test_every_style_of_tbx_is_read(content: Path, data: str, name: str) -> None:
    added, _ = brought(content, data)
    assert added == {name: "en: trade turnover, TT"}
    assert read_registry(content).entries[name]["definition"] == "Goods sold and bought"


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_table_is_read_as_spreadsheets_save_it(
    content: Path, mark: bytes, delimiter: str, end: str
) -> None:
    rows = [
        ["id", "type", "Definition", "ru", "kk", "en", "xx"],
        ["", "", "Goods, «sold»; bought", "товарооборот", "тауар айналымы", "", ""],
        ["board", "fullForm", "", "Водный совет", "", "Water Board", "y"],
        ["board", "abbreviation", "", "ВС", "", "", ""],
        ["", "", "", "", "", "", ""],
    ]
    lines = [delimiter.join(f'"{cell}"' if cell else "" for cell in row) for row in rows]
    added, left = brought(content, mark + end.join(lines).encode(), "in.csv")
    assert added == {
        "tovarooborot": "kk: тауар айналымы; ru: товарооборот",
        "board": "en: Water Board; ru: Водный совет, ВС",
    }
    assert left == ["in.csv:3:1: warning: «xx» is no language here; terms left out: 1"]


def test_what_is_there_stays_and_both_places_are_named(content: Path) -> None:
    table = "id;ru;en\nplan;План;Plan\n;план  РАБОТЫ;\nother;Другой;Other\nother;Иной;Another\n"
    table += ";Третий;Other\n;Четвертый;Fourth\n;Пятый;Work Plan\n;;Fourth!\n"
    added, left = brought(content, table, "in.csv")
    assert added == {
        "other": "en: Other; ru: Другой",
        "fourth": "en: Fourth; ru: Четвертый",
        "fourth-2": "en: Fourth!",
    }
    known = [each for each in left if "already" in each]
    assert known == [
        "in.csv:2:1: warning: «plan» stands at registry/terms.yaml:3:1 already",
        "in.csv:3:1: warning: «план РАБОТЫ» stands at registry/terms.yaml:3:1 already",
        "in.csv:6:1: warning: «Other» stands at in.csv:4:1 already",
        "in.csv:8:1: warning: «Work Plan» stands at registry/terms.yaml:3:1 already",
    ]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"<tbx><text>", "1:11 this is not XML: Premature end of data in tag text line 1: export"),
        (b'<?xml version="1.0" encoding="x-none"?><tbx/>', "1:"),
        (b"<html/>", "1:1 this is no TBX: it begins with <html>"),
        (
            b'<!DOCTYPE tbx [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><tbx><text>&b;</text></tbx>',
            "1:1 this file declares entities",
        ),
        (
            b'<!DOCTYPE tbx [<!ENTITY a SYSTEM "file:///etc/passwd">]><tbx>&a;</tbx>',
            "1:1 this file declares entities",
        ),
        ("id;ru\n1;слово".encode("cp1251"), "2:3 this is not UTF-8, but perhaps cp1251: save it"),
        ("id;ru\n1;слово".encode("utf-16"), "1:1 this is in UTF-16"),
        (b"", "1:1 this table is empty"),
        (b"id;type\n1;2", "1:1 no column is a language"),
        (b"id;ru;RU\n1;2", "1:1 two columns are called «RU»"),
        (b'id;ru\n1;"a\n', "2:1 this row cannot be read"),
        (b"id;ru\n1;2;3\n", "2:1 this row has more cells than the header"),
        (b"id;type;ru\n1;word;3\n", "2:1 there is no type of term «word»"),
        (b"x" * (MAX_BYTES + 1), "1:1 this file is larger than 5 MB"),
        (("ru;en\n" + "".join(f"и{n};n{n}\n" for n in range(9000))).encode(), ""),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_and_nothing_is_written(
    content: Path, data: bytes, said: str
) -> None:
    assert said in refused(content, data)


def test_a_bomb_of_entities_is_refused_at_once(content: Path) -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 20}">' for n in range(1, 30))
    bomb = f'<!DOCTYPE tbx [<!ENTITY e0 "ha">{entities}]><tbx type="&e29;">&e29;</tbx>'
    assert refused(content, bomb.encode()).startswith("1:")


def test_letters_that_are_not_what_they_seem_do_not_come_in(content: Path) -> None:
    added, left = brought(
        content, "id;ru;en\nword;сл\u043eв\u006f;fine\nb;\u202eслово;\n", "in.csv"
    )
    assert added == {"word": "en: fine"}
    assert [each for each in left if "in.csv:2:1" in each or "U+202E" in each][1:]


def test_only_a_file_of_the_registry_is_written(content: Path) -> None:
    (content / "in.csv").write_text("ru\nслово\n", "utf-8")
    with pytest.raises(DiptychError, match="is no file of the registry"):
        import_terms(content, content / "in.csv", content / "terms.yaml")
    done = import_terms(
        content, content / "in.csv", content / "registry" / "new.yaml", dry_run=True
    )
    assert (dict(done.added), list(content.glob("registry/*"))) == (
        {"slovo": "ru: слово"},
        [content / "registry" / "terms.yaml"],
    )


def kept(content: Path) -> dict[str, object]:
    """What a termbase can hold of a registry."""
    entries = read_registry(content).valid_entries()
    forms = ("nom", "short", "abbr")
    return {
        name: (
            entry.definition,
            {code: {f: each[f] for f in forms if f in each} for code, each in entry.name.items()},
        )
        for name, entry in entries.items()
    }


@pytest.mark.parametrize("output_format", ["tbx", "csv"])
def test_what_is_exported_comes_back_the_same(tmp_path: Path, output_format: str) -> None:
    there, back = tmp_path / "there", tmp_path / "back"
    shutil.copytree(ROOT / "content" / "registry", there / "registry")
    with (there / "registry" / "terms.yaml").open("a", encoding="utf-8") as file:
        file.write(
            '\nx:\n  definition: "a; \\"b\\" <c> & d"\n  name: {uz: {nom: "soʻz #1: <&>"}}\n'
        )
    (back / "registry").mkdir(parents=True)
    (back / "t").write_bytes(export_terms(there, output_format))
    done = import_terms(back, back / "t", back / "registry" / "terms.yaml")
    assert done.left == ()
    assert kept(back) == kept(there)
    again = export_terms(back, output_format)
    assert sorted(again.splitlines()) == sorted((back / "t").read_bytes().splitlines())


@given(st.binary(max_size=300))
def test_no_bytes_end_in_anything_but_concepts_or_a_problem(data: bytes) -> None:
    for module in (tbx, tables):
        with suppress(ContentError):
            assert module.parse(data, "in") is not None


@given(st.text(max_size=100))
def test_an_id_is_empty_or_one_that_the_registry_takes(name: str) -> None:
    made = ids.made(name)
    assert made == "" or (made[0].isalpha() and made.isascii() and made == made.lower())
    assert not made.endswith("-")


def test_the_command_says_what_it_does(
    content: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (content / "in.csv").write_text("id;ru\nword;слово\nplan;План\n", "utf-8")
    before = (content / "registry" / "terms.yaml").read_text("utf-8")
    where = {"content": content, "file": content / "in.csv"}
    assert command("terms import {file} --dry-run --content {content}", **where) == 0
    assert "would be added to" in capsys.readouterr().out
    assert (content / "registry" / "terms.yaml").read_text("utf-8") == before
    assert command("terms import {file} --content {content}", **where) == 0
    out, err = capsys.readouterr()
    assert out.splitlines()[0] == "word: ru: слово"
    assert "«plan» stands at" in err
    stream = io.TextIOWrapper(io.BytesIO())
    monkeypatch.setattr("sys.stdout", stream)
    assert command("terms export --format csv --content {content}", **where) == 0
    assert "word;fullForm;;;слово" in stream.buffer.getvalue().decode("utf-8-sig")
