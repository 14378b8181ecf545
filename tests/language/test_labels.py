"""Labels of documents: only finished translations come out."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from diptych.errors import ValueProblem
from diptych.language import data
from diptych.language.locale import Locale, load

CATALOGUE = """
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "Chair"
msgstr "Раис"

msgid "Page {page} of {pages}"
msgstr "{pages} саҳифанинг {page}-саҳифаси"

msgid "Agenda"
msgstr ""

#, fuzzy
msgid "Secretary"
msgstr "Раис"

msgid "Vote"
msgstr "Овоз: {votes}"
"""


@pytest.fixture
def locale(tmp_path: Path) -> Locale:
    folder = tmp_path / "uz_Cyrl" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "diptych.po").write_text(CATALOGUE, "utf-8")
    return load("uz-Cyrl", tmp_path)


def test_a_label_is_the_translation_with_its_fields_filled(locale: Locale) -> None:
    assert locale.label("Chair") == "Раис"
    assert locale.label("Page {page} of {pages}", page="{page}", pages="9") == (
        "9 саҳифанинг {page}-саҳифаси"
    )


@pytest.mark.parametrize(
    ("msgid", "message"),
    [
        ("Minutes", "no label «Minutes»"),
        ("Agenda", "empty «Agenda»"),
        ("Secretary", "guesses «Secretary»"),
        ("Vote", "has other fields in braces in «Vote»"),
    ],
)
def test_a_label_without_a_finished_translation_is_refused(
    locale: Locale, msgid: str, message: str
) -> None:
    with pytest.raises(ValueProblem, match=message) as caught:
        locale.label(msgid)
    assert "uz_Cyrl/LC_MESSAGES/diptych.po" in caught.value.message


def test_a_catalogue_is_needed_only_for_labels(tmp_path: Path) -> None:
    locale = load("kk", tmp_path)
    assert locale.join(["A", "B"]) == "A және B"
    with pytest.raises(ValueProblem, match=r"kk/LC_MESSAGES/diptych\.po is missing"):
        locale.label("Chair")


def test_a_catalogue_says_which_labels_of_the_others_it_lacks(tmp_path: Path) -> None:
    shutil.copytree(Path("templates/locale"), tmp_path, dirs_exist_ok=True)
    assert load("kk", tmp_path).untranslated() == ()
    file = tmp_path / "kk" / "LC_MESSAGES" / "diptych.po"
    text = file.read_text("utf-8").replace('msgstr "Мәртебесі"', 'msgstr ""')
    file.write_text(text.replace('msgid "Due"', '#, fuzzy\nmsgid "Due"'), "utf-8")
    lacking = Locale(data.read("kk"), tmp_path).untranslated()
    assert "Due" in lacking
