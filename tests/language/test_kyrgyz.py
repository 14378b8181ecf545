"""Kyrgyz: a language that came as data alone. The tables were written by hand, form by form."""

from __future__ import annotations

import re
import shutil
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pikepdf
import pytest
import yaml

from commands import command
from diptych.editions import split
from diptych.language.locale import load
from diptych.reader.configuration import read_configuration
from diptych.values import parse

ROOT = Path(__file__).parents[2]
MEETING = "2025-03-14-first-session"
KINDS = ("memorandum", "minutes", "press-release")
CASES = ("nom", "gen", "dat", "acc", "loc", "abl")


def say(kind: str, value: str, role: str = "") -> str:
    return load("ky", ROOT / "templates" / "locale").say(parse(kind, value), role)


def plain(kind: str, value: str, role: str = "") -> str:
    return say(kind, value, role).replace("\u00a0", " ")


# --- dates -----------------------------------------------------------------------

# A month of a year in its cases and as an attribute; a month by itself where, and whither.
MONTHS = """
январы январынын январына январын январында январынан январындагы январда январга
февралы февралынын февралына февралын февралында февралынан февралындагы февралда февралга
марты мартынын мартына мартын мартында мартынан мартындагы мартта мартка
апрели апрелинин апрелине апрелин апрелинде апрелинен апрелиндеги апрелде апрелге
майы майынын майына майын майында майынан майындагы майда майга
июну июнунун июнуна июнун июнунда июнунан июнундагы июнда июнга
июлу июлунун июлуна июлун июлунда июлунан июлундагы июлда июлга
августу августунун августуна августун августунда августунан августундагы августта августка
сентябры сентябрынын сентябрына сентябрын сентябрында сентябрынан сентябрындагы сентябрда сентябрга
октябры октябрынын октябрына октябрын октябрында октябрынан октябрындагы октябрда октябрга
ноябры ноябрынын ноябрына ноябрын ноябрында ноябрынан ноябрындагы ноябрда ноябрга
декабры декабрынын декабрына декабрын декабрында декабрынан декабрындагы декабрда декабрга
""".strip().split("\n")


@pytest.mark.parametrize(("number", "row"), list(enumerate(MONTHS, 1)))
def test_each_month_has_its_forms(number: int, row: str) -> None:
    *forms, attribute, where, whither = row.split()
    date, month = f"2024-{number:02}-05", str(number)
    for case, form in zip(CASES, forms, strict=True):
        assert plain("date", date, case) == f"2024-жылдын 5-{form}"
        assert plain("date", f"2024-{number:02}", case) == f"2024-жылдын {form}"
    assert plain("date", date, "of") == f"2024-жылдын 5-{attribute}"
    assert plain("date", date, "on") == f"2024-жылдын 5-{forms[4]}"
    assert plain("date", date, "from") == f"2024-жылдын 5-{forms[5]} баштап"
    assert plain("date", date, "until") == f"2024-жылдын 5-{forms[2]} чейин"
    assert plain("month", month, "in") == where
    assert plain("month", month, "until") == f"{whither} чейин"


@pytest.mark.parametrize(
    ("value", "role", "text"),
    [
        ("2024-08-28", "weekday", "2024-жылдын 28-августу, шаршемби"),
        ("2024-08-28/2024-08-30", "on", "2024-жылдын 28–30-августунда"),
        ("2024-08-28/2024-09-02", "", "2024-жылдын 28-августу – 2-сентябры"),
        ("2024-08-28/2024-09-02", "from", "2024-жылдын 28-августунан 2-сентябрына чейин"),
        ("2024-12-28/2025-01-02", "gen", "2024-жылдын 28-декабры – 2025-жылдын 2-январынын"),
        ("2024-08/2024-10", "in", "2024-жылдын август – октябрь айларында"),
        ("2024-08-28/..", "", "2024-жылдын 28-августунан баштап"),
        ("../2024-06-28", "", "2024-жылдын 28-июнуна чейин"),
    ],
)
def test_dates_stand_as_in_acts(value: str, role: str, text: str) -> None:
    assert plain("date", value, role) == text


def test_a_line_does_not_break_where_it_must_not() -> None:
    assert say("date", "2024-08-28/2024-09-02") == "2024-жылдын 28-августу\u00a0– 2-сентябры"
    assert say("money", "4.5 billion USD") == "4,5\u00a0миллиард АКШ доллары"
    assert say("percent", "12.5 %") == "12,5\u00a0пайыз"
    assert say("time", "10:30", "at") == "саат\u00a010:30\u00a0да"
    locale = load("ky", ROOT / "templates" / "locale")
    assert locale.nonbreaking("2024-жылдын 28-августу").count("\u2011") == 2
    assert locale.typeset(['"Иш "планы"" № 5, 7 жыл - 12 %']) == (
        "«Иш “планы”» №\u00a05, 7\u00a0жыл\u00a0– 12\u00a0%",
    )


# --- numbers -----------------------------------------------------------------------

# A numeral and, on its digits, the suffixes of gen, dat, acc, loc, abl.
NUMERALS = """
0 нөл дүн гө дү дө дөн
1 бир дин ге ди де ден
2 эки нин ге ни де ден
3 үч түн кө тү тө төн
4 төрт түн кө тү тө төн
5 беш тин ке ти те тен
6 алты нын га ны да дан
7 жети нин ге ни де ден
8 сегиз дин ге ди де ден
9 тогуз дун га ду да дан
10 он дун го ду до дон
20 жыйырма нын га ны да дан
30 отуз дун га ду да дан
40 кырк тын ка ты та тан
50 элүү нүн гө нү дө дөн
60 алтымыш тын ка ты та тан
70 жетимиш тин ке ти те тен
80 сексен дин ге ди де ден
90 токсон дун го ду до дон
100 жүз дүн гө дү дө дөн
1000 миң дин ге ди де ден
1000000 миллион дун го ду до дон
1000000000 миллиард дын га ды да дан
""".strip().split("\n")


@pytest.mark.parametrize("row", NUMERALS)
def test_numerals_take_suffixes_in_harmony_with_how_they_are_read(row: str) -> None:
    number, word, *suffixes = row.split()
    read = plain("number", number, "words")
    assert read.split()[-1] == word
    for case, suffix in zip(CASES[1:], suffixes, strict=True):
        assert plain("number", number, case) == f"{plain('number', number)} {suffix}"
        assert plain("number", number, f"words {case}") == read + suffix


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("21", "жыйырма бир"),
        ("101", "жүз бир"),
        ("1000", "бир миң"),
        ("4500000", "төрт миллион беш жүз миң"),
        ("999999", "тогуз жүз токсон тогуз миң тогуз жүз токсон тогуз"),
    ],
)
def test_numbers_are_written_in_words(number: str, words: str) -> None:
    assert plain("number", number, "words") == words


@pytest.mark.parametrize(
    ("kind", "value", "role", "text"),
    [
        ("years", "2024/2034", "for", "2024–2034-жылдарга карата"),
        ("years", "2024/2025", "in", "2024–2025-жылдары"),
        ("years", "2024", "of", "2024-жылдагы"),
        ("time", "10:30/12:00", "at", "саат 10:30 дан 12:00 гө чейин"),
        ("time", "09:45", "at", "саат 09:45 те"),
        ("multiple", ">2", "", "2 эседен ашык"),
        ("percent", "12.5 %", "dat", "12,5 пайызга"),
        ("number", "1000", "over", "1000 ден ашык"),
        ("ordinal", "2", "digits", "2-"),
        ("list", "A|B|C", "", "A, B жана C"),
        ("money", "10 billion USD", "to", "10 миллиард АКШ долларына"),
        ("money", "4.5 billion USD", "acc", "4,5 миллиард АКШ долларын"),
        ("money", "4.5 billion USD", "short gen", "4,5 миллиард доллардын"),
        ("money", "5000 KGS", "abl", "5000 сомдон"),
        ("money", "12000 KZT", "gen", "12 000 теңгенин"),
        ("money", "5 UZS", "dat", "5 сумга"),
        ("money", "5 EUR", "dat", "5 еврого"),
        ("money", "5 RUB", "short dat", "5 рублга"),
        ("money", "5 CNY", "loc", "5 Кытай юанында"),
        ("money", "4500000 USD", "words", "4 500 000 (төрт миллион беш жүз миң) АКШ доллары"),
    ],
)
def test_quantities_stand_as_officials_write_them(
    kind: str, value: str, role: str, text: str
) -> None:
    assert plain(kind, value, role) == text


def test_ordinals_are_in_harmony() -> None:
    words = """биринчи экинчи үчүнчү төртүнчү бешинчи алтынчы жетинчи сегизинчи тогузунчу онунчу
    он биринчи""".replace("\n", " ")
    said = [plain("ordinal", str(number)) for number in range(1, 12)]
    assert " ".join(said) == re.sub(" +", " ", words)
    assert plain("ordinal", "20") == "жыйырманчы"
    assert plain("ordinal", "46") == "кырк алтынчы"
    assert plain("ordinal", "100") == "жүзүнчү"


def test_two_equals_are_joined_as_titles_do() -> None:
    locale = load("ky", ROOT / "templates" / "locale")
    assert locale.join_equals(["Өкмөтү", "Кеңеши"]) == "Өкмөтү менен Кеңеши"
    assert locale.join_equals(["A", "B", "C"]) == "A, B жана C"


# --- labels, registry, documents -----------------------------------------------------


def test_every_entry_of_the_registry_has_all_forms_that_it_has_in_kazakh() -> None:
    lacking = {}
    for file in sorted((ROOT / "content" / "registry").glob("*.yaml")):
        for entry, stated in yaml.safe_load(file.read_text("utf-8")).items():
            for where in (stated["name"], *stated.get("alternat", {}).values()):
                asked = {form for form in where["kk"] if not form.endswith("ins")}
                if asked != set(where.get("ky", {})):
                    lacking[entry] = asked ^ set(where.get("ky", {}))
    assert not lacking


HARMONY = {"ы": "аяы", "и": "еэи", "у": "оуюё", "ү": "өү"}


def test_the_genitives_of_the_registry_are_in_harmony() -> None:
    genitives = [
        (forms[role.replace("gen", "").strip() or "nom"], form)
        for file in (ROOT / "content" / "registry").glob("*.yaml")
        for stated in yaml.safe_load(file.read_text("utf-8")).values()
        for where in (stated["name"], *stated.get("alternat", {}).values())
        for forms in [where["ky"]]
        for role, form in forms.items()
        if role.endswith("gen")
    ]
    assert len(genitives) > 20
    for name, genitive in genitives:
        suffix = genitive.removeprefix(name)
        last = next(letter for letter in reversed(name.lower()) if letter in "аяыеэиоуюёөү")
        assert last in HARMONY[suffix[1]], genitive
        sound = "н" if name[-1] in "аяыеэиоуюёөү" else "т" if name[-1] in "пткшч" else "д"
        assert suffix == f"{sound}{suffix[1]}н", genitive


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The meeting that ``diptych new`` begins, written in a project that has Kyrgyz."""
    project = tmp_path_factory.mktemp("project")
    content = project / "content"
    shutil.copytree(ROOT / "content" / "registry", content / "registry")
    config = project / "config.yaml"
    text = (ROOT / "config" / "config.yaml").read_text("utf-8")
    config.write_text(text.replace("kk, en]", "kk, en, ky]"), "utf-8")
    assert "ky" in read_configuration(config).languages
    templates = ROOT / "templates"
    assert not command(
        "new {meeting} --content {content} --config {config} --templates {templates}",
        meeting=MEETING,
        content=content,
        config=config,
        templates=templates,
    )
    for kind in KINDS:
        assert not command(
            "write {folder} {kind} --editions ru-ky ky --templates {templates} --output {output}",
            folder=content / MEETING,
            kind=kind,
            templates=templates,
            output=project / "output",
        )
    return project / "output" / MEETING


def test_the_scaffold_of_a_meeting_is_written_in_russian_and_kyrgyz(written: Path) -> None:
    assert {path.name for path in written.iterdir()} == {
        f"{kind}.{edition}.{suffix}"
        for kind in KINDS
        for edition in ("ru-ky", "ky")
        for suffix in ("docx", "pdf")
    }


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_kyrgyz_says_so_in_word(written: Path, kind: str) -> None:
    def languages(edition: str) -> set[str]:
        with ZipFile(BytesIO((written / f"{kind}.{edition}.docx").read_bytes())) as package:
            story = package.read("word/document.xml").decode()
        return set(re.findall(r'w:lang w:val="([^"]+)"', story))

    assert languages("ky") == {"ky-KG"}
    assert languages("ru-ky") == {"ru-RU", "ky-KG"}


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_kyrgyz_says_so_in_a_pdf(written: Path, kind: str) -> None:
    for edition in ("ru-ky", "ky"):
        with pikepdf.open(written / f"{kind}.{edition}.pdf") as pdf:
            assert str(pdf.Root.Lang) == split(edition)[0]
            spoken = {
                str(thing.Lang)
                for thing in pdf.objects
                if isinstance(thing, pikepdf.Dictionary)
                and thing.get("/Type") == "/StructElem"
                and "/Lang" in thing
            }
            assert spoken == set(split(edition))
            fonts = {str(font.BaseFont) for page in pdf.pages for font in _fonts(page)}
            assert fonts
            assert all("Diptych-Serif" in font for font in fonts)


def _fonts(page: pikepdf.Page) -> list[pikepdf.Object]:
    return list(page.Resources.Font.values())
