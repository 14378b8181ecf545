"""What a build of the real case puts into output/."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from reading import apart, docx_heads, docx_text, pdf_pages, pdf_text
from workflow.conftest import MEETING, Project

pytestmark = [pytest.mark.xdist_group("built"), pytest.mark.slow]

COMMON = ["ru", "ru-uz", "ru-kk", "ru-en", "uz-kk", "kk-uz", "uz-Cyrl-kk"]
EDITIONS = {
    "memorandum": [*COMMON, "uz-kk-ru"],
    "minutes": COMMON,
    "press-release": [*COMMON, "uz", "uz-Cyrl", "kk", "en"],
}
EXPECTED = {
    f"{MEETING}/{kind}.{edition}.{output_format}"
    for kind, editions in EDITIONS.items()
    for edition in [*editions, "conformity"]
    for output_format in ("docx", "pdf", "html")
}


def test_every_edition_lies_in_output_in_every_format(built: Project) -> None:
    assert set(built.files()) == EXPECTED


def test_the_manifest_lists_each_file_with_its_hash_and_sources(built: Project) -> None:
    manifest = json.loads((built.output / "manifest.json").read_text("utf-8"))
    assert {file["path"]: file["sha256"] for file in manifest["files"]} == built.files()
    one = next(f for f in manifest["files"] if f["path"].endswith("minutes.uz-Cyrl-kk.pdf"))
    assert one["languages"] == ["uz-Cyrl", "kk"]
    assert set(one["sources"]) == {
        f"content/{MEETING}/minutes.uz-Cyrl.md",
        f"content/{MEETING}/minutes.kk.md",
        f"content/{MEETING}/meeting.yaml",
    }


def test_a_second_run_has_nothing_to_do(built: Project) -> None:
    result = built.build()
    assert result.returncode == 0
    assert "Nothing to be done" in result.stdout + result.stderr


@pytest.mark.parametrize("kind", EDITIONS)
def test_docx_and_pdf_have_the_same_text(built: Project, kind: str) -> None:
    for edition in [*EDITIONS[kind], "conformity"]:
        stem = built.output / MEETING / f"{kind}.{edition}"
        word = stem.with_name(stem.name + ".docx").read_bytes()
        page = pdf_text(stem.with_name(stem.name + ".pdf").read_bytes(), docx_heads(word))
        assert apart(docx_text(word)) == apart(page), edition


def test_pages_and_languages_are_the_same_whatever_draws_them(
    built: Project, golden: Callable[[str, str], None]
) -> None:
    """Another Pango or HarfBuzz gives other bytes; what stands on which page must not change."""
    files = sorted(built.output.glob("2*/*.pdf"))
    golden("pages.txt", "\n".join(page for file in files for page in pdf_pages(file)) + "\n")


def test_each_original_names_its_own_party_first(built: Project) -> None:
    orders = {"uz-kk": ("Oʻzbekiston", "Qozogʻiston"), "kk-uz": ("Қазақстан", "Өзбекстан")}
    for edition, (ours, theirs) in orders.items():
        text = docx_text((built.output / MEETING / f"memorandum.{edition}.docx").read_bytes())
        lines = [line for line in text.splitlines() if ours in line and theirs in line]
        assert len(lines) >= 4  # title, preamble, purposes …
        assert all(line.index(ours) < line.index(theirs) for line in lines)
    uzbek = docx_text((built.output / MEETING / "memorandum.uz-kk.docx").read_bytes())
    kazakh = docx_text((built.output / MEETING / "memorandum.kk-uz.docx").read_bytes())
    assert uzbek.index("Eldor Aripov") < uzbek.index("Yerkin Tukumov")
    assert kazakh.index("Еркін Тұқымов") < kazakh.index("Элдор Арипов")
    assert "oʻzbek, qozoq va rus" in uzbek
    assert "қазақ, өзбек және орыс" in kazakh


def test_every_fact_of_the_case_is_in_minutes_and_press_release_in_every_language(
    built: Project,
) -> None:
    said = {
        "ru": "2 августа 2024 года|8 августа 2024 года|28 августа 2024 года|второго|4,5 миллиарда"
        "|10 миллиардов|7 миллиардов|более чем в 2 раза|2024–2034|2024–2025|Арипов|7 лет",
        "uz": "2024-yil 2-avgust|2024-yil 8-avgust|2024-yil 28-avgust|ikkinchi|4,5 milliard"
        "|10 milliard|7 milliard|2 baravardan koʻproq|2024–2034|2024–2025|Aripov|7 yil",
        "uz-Cyrl": "2024 йил 2 август|2024 йил 8 август|2024 йил 28 август|иккинчи|4,5 миллиард"
        "|10 миллиард|7 миллиард|2 баравардан кўпроқ|2024–2034|2024–2025|Арипов|7 йил",
        "kk": "2024 жылғы 2 тамыз|2024 жылғы 8 тамыз|2024 жылғы 28 тамыз|екінші|4,5 миллиард"
        "|10 миллиард|7 миллиард|2 еседен астам|2024–2034|2024–2025|Арипов|7 жыл",
        "en": "2 August 2024|8 August 2024|28 August 2024|second|US$4.5 billion|US$10 billion"
        "|US$7 billion|more than twofold|2024–2034|2024–2025|Aripov|7 years",
    }
    paired = {"ru": "ru", "uz": "ru-uz", "uz-Cyrl": "uz-Cyrl-kk", "kk": "ru-kk", "en": "ru-en"}
    for language, facts in said.items():
        for name in (f"minutes.{paired[language]}", f"press-release.{language}"):
            data = (built.output / MEETING / f"{name}.docx").read_bytes()
            text = docx_text(data).replace("\u00a0", " ")
            wanted = facts.replace("второго", "Второе") if name == "press-release.ru" else facts
            missing = [fact for fact in wanted.split("|") if fact not in text]
            assert not missing, name
