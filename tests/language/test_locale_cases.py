"""The cases that were checked against public texts, each with its source."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from diptych.language.locale import load
from diptych.values import parse

CASES = json.loads((Path(__file__).parents[1] / "cases" / "locale.json").read_text("utf-8"))

# What some cases leave to their expected text: the value and role of a case
# form, and the words around a value.
_CASE_FORMS = {
    "money.case.uz.dollarga": ("10 billion USD", "short dat"),
    "money.case.uz.dollarini": ("4.5 billion USD", "acc"),
    "money.case.kk.долларға": ("10 billion USD", "short dat"),
    "money.case.kk.долларын": ("4.5 billion USD", "acc"),
    "money.case.kk.долларына": ("10 billion USD", "dat"),
    "money.case.uz-Cyrl.долларни": ("4.5 billion USD", "short acc"),
}
_BEFORE = {"money:gen": "около "}
_NOUNS = {
    "ru": " заседание",
    "uz": "majlisi",
    "uz-Cyrl": "йиғилиши",
    "kk": "отырысы",
    "en": " meeting",
}


def around(case: dict[str, str]) -> tuple[str, str]:
    """The words before and after the value in the expected text."""
    noun = _NOUNS[case["language"]] if case["kind"] in ("ordinal:word", "ordinal:num") else ""
    if case["kind"] == "ordinal:word":
        noun = f" {noun.strip()}"
    return _BEFORE.get(case["kind"], ""), noun


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_a_checked_case_comes_out_as_checked(case: dict[str, str], tmp_path: Path) -> None:
    type_name, _, role = case["kind"].partition(":")
    text, role = _CASE_FORMS.get(case["id"], (case["input"], role))
    if type_name == "percent":  # the table has a ratio, content a percentage with its sign
        text = f"{(Decimal(text) * 100).normalize():f} %"
    said = load(case["language"], tmp_path).say(parse(type_name, text), role)
    if case["id"].startswith("kk.num.loc."):  # the table has the suffix on ungrouped digits
        said = said.replace("\u00a0", "")
    before, after = around(case)
    if "\u00a0" in case["typeset"]:
        assert before + said + after == case["typeset"]
    assert (before + said + after).replace("\u00a0", " ") == case["expected"]
