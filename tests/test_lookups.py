"""A document is written again for the forms of names that it asks for, and is right without it."""

from __future__ import annotations

import copy
import shutil
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from diptych.compose import lookups
from diptych.errors import ContentError
from diptych.model import Entry, FormKey
from diptych.pipeline import compose
from diptych.plan import Plan, PlannedDocument
from diptych.reader.configuration import read_configuration
from diptych.reader.registry import Registry, entry_problems, read_registry

ROOT = Path(__file__).parents[1]
KINDS = ("memorandum", "minutes", "press-release")
ENTRY = Entry(
    name={"ru": {"nom": "Совет", "gen": "Совета"}},
    alternat={"kazakhstan": {"ru": {"nom": "Совет", "gen": "Совета"}}},
)


def test_each_form_that_is_looked_up_is_noted_whether_it_is_there_or_not() -> None:
    entries, asked = lookups.noted({"council": ENTRY})
    names = entries["council"].name["ru"]
    assert names.get("gen") == "Совета"
    assert "abbr" not in names
    assert entries["council"].alternat["kazakhstan"]["ru"]["nom"] == "Совет"
    units = {"council ru gen", "council ru abbr", "council ru nom @kazakhstan"}
    assert asked == set(map(FormKey.of, units))


@pytest.mark.parametrize("through", [dict, list, len, bool, lambda forms: {**forms}])
def test_whoever_goes_through_all_forms_has_looked_up_every_one(through: Any) -> None:
    entries, asked = lookups.noted({"council": ENTRY})
    through(entries["council"].alternat["kazakhstan"]["ru"])
    assert FormKey.of("council ru gen @kazakhstan").every in asked


# --- what a document says, and what its fingerprint counts --------------------------------


class Made(NamedTuple):
    """What composing comes to: all trees and the sheet, or what is wrong."""

    trees: Any = None
    wrong: tuple[str, ...] = ()


def plan_with(entries: Mapping[str, Any] | None = None) -> tuple[Plan, Registry]:
    """A plan of the content that ships, with ``entries`` in place of those of its registry."""
    plan = Plan(
        read_configuration(ROOT / "config/config.yaml"), ROOT / "content", ROOT / "templates"
    )
    registry = read_registry(plan.content)
    if entries is not None:
        registry = Registry(entries, registry.sources)
        plan.__dict__["_registry"] = registry
    return plan, registry


def document_of(plan: Plan, kind: str) -> PlannedDocument:
    (found,) = (each for each in plan.documents if each.kind == kind)
    return found


def made(plan: Plan, document: PlannedDocument, registry: Registry) -> tuple[Made, list[str]]:
    """What composing comes to, and which forms were asked for."""
    try:
        composed = compose.planned(plan, document, registry)
        sheet = compose.conformity(composed, {})
    except ContentError as error:
        return Made(wrong=tuple(str(each.message) for each in error.problems)), []
    trees = (composed.editions, [each.document for each in composed.columns], sheet)
    return Made((*trees, composed.decisions)), sorted(map(str, composed.asked))


class Before(NamedTuple):
    """A document of the content that ships: which forms it asks for, their fingerprint, itself."""

    asked: list[str]
    fingerprint: str
    made: Made


@cache
def before(kind: str) -> Before:
    plan, registry = plan_with()
    document = document_of(plan, kind)
    first, asked = made(plan, document, registry)
    assert not first.wrong
    return Before(asked, plan.fingerprint(document, asked), first)


@cache
def shipped() -> Mapping[str, Any]:
    return plan_with()[1].entries


def forms_of(name: str, lead: str, code: str, entries: Mapping[str, Any]) -> dict[str, str]:
    names = entries[name]["alternat"][lead] if lead else entries[name]["name"]
    found: dict[str, str] = names[code]
    return found


def places() -> Iterator[tuple[str, str, str]]:
    for name, entry in shipped().items():
        for lead, names in {"": entry["name"], **entry.get("alternat", {})}.items():
            for code in names:
                yield name, lead, code


PHRASES = ["Экспертный Совет", "Министерство", "[кто присутствовал и по чьему поручению]"]


@st.composite
def edits(draw: st.DrawFn) -> Mapping[str, Any]:
    """The entries that ship with one form dropped, changed or added in one language."""
    entries = copy.deepcopy(dict(shipped()))
    place = draw(st.sampled_from(sorted(places())))
    forms = forms_of(*place, entries)
    form = draw(st.sampled_from(sorted({*forms, "short", "abbr", "initials", "short dat", "list"})))
    new = draw(
        st.none()
        | st.sampled_from([*forms.values(), *PHRASES])
        | st.sampled_from(list(forms.values())).map(lambda text: f"{text}x")
    )
    if new is None:
        assume(form in forms and len(forms) > 1)
        del forms[form]
    else:
        forms[form] = new
    return entries


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=60, deadline=None)
@given(entries=edits())
def test_a_form_that_does_not_count_leaves_the_document_as_it_is(
    kind: str, entries: Mapping[str, Any]
) -> None:
    plan, registry = plan_with(entries)
    document = document_of(plan, kind)
    known = before(kind)
    assume(plan.fingerprint(document, known.asked) == known.fingerprint)
    for name, entry in entries.items():  # which the check of the month names
        source = msgspec.structs.replace(registry.sources[name], data={name: entry})
        assume(not any(entry_problems(source)))
    assert made(plan, document, registry)[0] == known.made


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_every_form_that_is_asked_for_counts_and_few_others_do(kind: str) -> None:
    """Each form of the registry in turn, changed: what is said is another, the rest is not."""
    plan, _ = plan_with()
    known = before(kind)
    languages = document_of(plan, kind).languages
    counted: set[str] = set()
    asked: set[str] = set()
    for name, lead, code in places():
        for form in forms_of(name, lead, code, shipped()):
            key = str(FormKey(name, code, f"{form} @{lead}" if lead else form))
            entries = dict(shipped()) | {name: copy.deepcopy(shipped()[name])}
            forms_of(name, lead, code, entries)[form] += "x"
            changed, _ = plan_with(entries)
            if changed.fingerprint(document_of(changed, kind), known.asked) != known.fingerprint:
                counted.add(key)
            if key in known.asked:
                asked.add(key)
                assert code in languages
    assert asked <= counted
    assert len(counted - asked) < len(asked) / 4, sorted(counted - asked)
    assert "isrs ky nom" not in counted


def test_what_is_typed_out_and_what_is_to_be_written_count() -> None:
    text = next((ROOT / "content").glob("2024*/minutes.ru.md")).read_text("utf-8")
    assert "неразглаш" not in text
    entries = copy.deepcopy(dict(shipped()))
    forms = entries["isrs"]["name"]["ru"]
    assert "isrs ru pre" not in before("minutes").asked
    for form, counts in (
        ("Государственное неразглашение", False),
        (" ".join(text.split("\n\n")[1].split()[:2]), True),
        ("[кто присутствовал и по чьему поручению]", True),
    ):
        forms["pre"] = form
        changed = plan_with(entries)[0]
        known = before("minutes")
        found = changed.fingerprint(document_of(changed, "minutes"), known.asked)
        assert (found != known.fingerprint) == counts, form


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of the content, where the memorandum has no text in English."""
    folder = tmp_path / "content"
    shutil.copytree(ROOT / "content", folder)
    for path in folder.glob("*/memorandum.en.*"):
        path.unlink()
    return folder


def fingerprints(content: Path) -> dict[str, str]:
    config = read_configuration(ROOT / "config/config.yaml")
    config = msgspec.structs.replace(config, editions=dict.fromkeys(KINDS, ("ru", "uz-Cyrl")))
    plan = Plan(config, content, ROOT / "templates")
    return {document.kind: plan.fingerprint(document) for document in plan.documents}


def edited(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def changed_by(content: Path, path: Path, old: str, new: str) -> set[str]:
    before = fingerprints(content)
    edited(path, old, new)
    after = fingerprints(content)
    return {kind for kind in before if before[kind] != after[kind]}


def test_a_name_in_a_language_is_that_of_documents_in_it(content: Path) -> None:
    """Also of one that was never written, of which nobody knows what it asks for."""
    names = content / "registry/organisations.yaml"
    assert changed_by(content, names, "abbr: ISRS\n", "abbr: ISRS\n      short: Institute\n") == {
        *("minutes", "press-release")
    }
    rows = content / "registry/confirmed.tsv"
    assert changed_by(content, rows, "\nisrs en nom\t", "\nisrs en gen\t") == {
        *("minutes", "press-release")
    }


def test_a_text_that_is_derived_asks_for_names_in_both_scripts(content: Path) -> None:
    for path in content.glob("*/minutes.uz-Cyrl.*"):
        path.unlink()
    names = content / "registry/organisations.yaml"
    assert "minutes" in changed_by(content, names, "abbr: СМТИ\n", "abbr: СМИТ\n")
    assert "minutes" in changed_by(content, names, "abbr: SMTI\n", "abbr: SMIT\n")


def test_a_draft_is_the_same_whatever_is_confirmed_of_its_names(content: Path) -> None:
    (record,) = content.glob("2024*/meeting.yaml")
    rows = content / "registry/confirmed.tsv"
    edited(record, "status: final", "status: draft")
    assert changed_by(content, rows, "\nisrs ru nom\t", "\nisrs ru pre\t") == set()
    assert changed_by(content, record, "status: draft", "status: final") == set(KINDS)


# --- names that are typed out ------------------------------------------------------------


def test_entries_that_a_document_does_not_draw_on_advise_and_never_judge() -> None:
    region = {"name": {"ru": {"nom": "Центральной Азии"}}}
    plan, registry = plan_with({**shipped(), "region": region})
    registry = Registry(
        registry.entries, {**registry.sources, "region": registry.sources["tashkent"]}
    )
    document = document_of(plan, "minutes")
    assert plan.fingerprint(document, before("minutes").asked) == before("minutes").fingerprint
    composed = compose.planned(plan, document, registry)
    assert "«Центральной Азии» is typed out" in " ".join(str(p.message) for p in composed.warnings)
    assert composed.terms.names < registry.entries.keys() - {"region"}
