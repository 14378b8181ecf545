"""A name that stands alone has its forms from the language; an office draws on its body."""

from __future__ import annotations

from pathlib import Path

import pytest

from commands import command
from diptych import tree
from diptych.bitext.terms import Terms
from diptych.errors import ContentError, Problem
from diptych.language import data
from diptych.model import Authenticity
from diptych.pipeline import compose
from diptych.pipeline.names import Names
from diptych.pipeline.termbase import export_terms
from diptych.reader.registry import read_registry, registry_problems

ROOT = Path(__file__).parents[1]
SHIPPED = read_registry(ROOT / "content").valid_entries()

BODY = "isrs:\n  name:\n" + "".join(
    f"    {code}: {{nom: {forms['nom']}, abbr: {forms['abbr']}}}\n"
    for code, forms in SHIPPED["isrs"].name.items()
)
OFFICE = """\
director-isrs:
  name:
    ru: {nom: "директор {{ isrs | gen }}", short: "директор {{ isrs | abbr }}"}
    uz: {nom: "{{ isrs }} direktori", short: "{{ isrs | abbr }} direktori"}
    uz-Cyrl: {nom: "{{ isrs }} директори", short: "{{ isrs | abbr }} директори"}
    kk: {nom: "{{ isrs | gen }} директоры", short: "{{ isrs | abbr }} директоры"}
    ky: {nom: "{{ isrs | gen }} директору", short: "{{ isrs | abbr }} директору"}
    en: {nom: "Director of {{ isrs | the }}", short: "Director of {{ isrs | abbr }}"}
"""
PEOPLE = "aripov:\n  name: {ru: Элдор Арипов, kk: Элдор Арипов, uz: Eldor Aripov}\n"
MEETING = """\
status: {status}
facts:
  held: {{date: 2025-03-14}}
press-release:
  issuer: isrs
  date: held
"""


def project(base: Path, code: str, lines: list[str], status: str = "draft", **files: str) -> Path:
    """A press release in one language, a paragraph for each of ``lines``; gives its folder."""
    folder = base / "content" / "2025-03-14-meeting"
    registry = base / "content" / "registry"
    folder.mkdir(parents=True)
    registry.mkdir()
    for name, text in {"bodies": BODY, "terms": OFFICE, "people": PEOPLE, **files}.items():
        (registry / f"{name}.yaml").write_text(text, "utf-8")
    (folder / "meeting.yaml").write_text(MEETING.format(status=status), "utf-8")
    text = "\n\n".join(["# «2025»", "«2025».", *lines]) + "\n"
    (folder / f"press-release.{code}.md").write_text(text, "utf-8")
    return folder


def composed(folder: Path, code: str) -> compose.Composed:
    registry = read_registry(folder.parent)
    templates = ROOT / "templates"
    authenticity = Authenticity(source=code)
    return compose.compose(folder, "press-release", [(code,)], registry, templates, authenticity)


def said(made: compose.Composed, code: str) -> list[str]:
    """The paragraphs of the text."""
    (document,) = made.editions[code,]
    _, *blocks = [b for b in tree.walk(document.parts[0].blocks) if b.id.startswith("opening.")]
    texts = [tree.plain(b.content) for b in blocks if isinstance(b, tree.Paragraph)]
    return [text.replace("\u00a0", " ").replace("\u2011", "-") for text in texts]


@pytest.mark.parametrize("code", ["ru", "uz", "uz-Cyrl", "kk", "ky", "en"])
@pytest.mark.parametrize("entry", ["isrs", "director-isrs"])
def test_all_forms_of_a_body_and_its_office_follow_from_the_names_alone(
    tmp_path: Path, code: str, entry: str
) -> None:
    """The registry of the real case, whose forms are all typed, says what is right."""
    wanted = SHIPPED[entry].name[code]
    roles = [form for form in wanted if form != "abbr"]
    folder = project(tmp_path, code, [f"{{{{ {entry} | {role} }}}}" for role in roles])
    found = said(composed(folder, code), code)
    assert [text[1:] for text in found] == [wanted[role][1:] for role in roles]


def test_the_draft_warns_that_nobody_has_confirmed_what_the_language_proposes(
    tmp_path: Path,
) -> None:
    folder = project(tmp_path, "ru", ["Слово {{ aripov | dat }} дано."])
    made = composed(folder, "ru")
    assert said(made, "ru") == ["Слово Элдору Арипову дано."]
    (problem,) = made.warnings
    assert problem.message == (
        "forms of «aripov» are proposed, and nobody has confirmed them: ru: dat: Элдору Арипову"
    )
    assert str(problem.position).endswith("registry/people.yaml:2:14")


def test_a_final_document_is_built_once_the_ledger_has_what_the_language_proposed(
    tmp_path: Path,
) -> None:
    folder = project(tmp_path, "ru", ["Слово {{ aripov | dat }} дано."], "final")
    with pytest.raises(ContentError) as error:
        composed(folder, "ru")
    assert "confirmed them: ru: dat: Элдору Арипову" in str(error.value) or (
        "nobody has confirmed the names" in str(error.value)
    )
    (tmp_path / "config.yaml").write_text(
        "languages: [ru]\nformats: [html]\neditions: {press-release: [ru]}\n", "utf-8"
    )
    for words in ("confirm registry --yes", f"confirm {folder.name} --yes"):
        status = command(
            words + " --content {content} --config {config} --templates {templates}",
            content=folder.parent,
            config=tmp_path / "config.yaml",
            templates=ROOT / "templates",
        )
        assert status == 0
    assert said(composed(folder, "ru"), "ru") == ["Слово Элдору Арипову дано."]
    assert "# proposed" not in (folder.parent / "registry/people.yaml").read_text("utf-8")
    rows = (folder.parent / "registry/confirmed.tsv").read_text("utf-8")
    assert "aripov ru dat\tЭлдор Арипов\tЭлдору Арипову\n" in rows
    body = folder.parent / "registry/people.yaml"
    body.write_text(PEOPLE.replace("Арипов", "Азизов"), "utf-8")
    with pytest.raises(ContentError, match="confirmed them: ru: dat: Элдору Азизову"):
        composed(folder, "ru")


def test_where_somebody_has_typed_cases_a_missing_one_is_refused(tmp_path: Path) -> None:
    typed = PEOPLE.replace("ru: Элдор Арипов", "ru: {nom: Элдор Арипов, gen: Элдора Арипова}")
    folder = project(tmp_path, "ru", ["Слово {{ aripov | dat }} дано."], people=typed)
    with pytest.raises(ContentError, match="«aripov» has no form «dat» in ru, only nom, gen"):
        composed(folder, "ru")


def test_the_names_of_a_body_within_its_office_are_to_be_confirmed_too(tmp_path: Path) -> None:
    folder = project(tmp_path, "kk", ["{{ director-isrs | dat }} рахмет."])
    made = composed(folder, "kk")
    assert {"isrs kk gen", "director-isrs kk dat"} <= {each.unit for each in made.names}


def test_a_body_that_is_renamed_renames_the_office(tmp_path: Path) -> None:
    other = BODY.replace("зерттеулер институты", "зерттеулер орталығы")
    folder = project(tmp_path, "kk", ["Оны {{ director-isrs }} ашты."], bodies=other)
    assert "зерттеулер орталығының директоры" in said(composed(folder, "kk"), "kk")[0]


def test_a_case_of_a_name_that_stands_alone_is_known_where_it_is_typed_out(
    tmp_path: Path,
) -> None:
    registry = read_registry(project(tmp_path, "kk", ["Сөз."]).parent)
    names = Names(registry.valid_entries(), registry.people, ROOT / "templates/locale")
    terms = Terms(names.spelled_out(["kk"]), frozenset(registry.entries))
    text = "Элдор Ариповқа, Стратегиялық институтқа және СӨЗИ директорына берілді."
    assert list(terms.found((tree.Text(text, "kk"),), "kk")) == [
        ("aripov", "Элдор Ариповқа"),
        ("director-isrs", "СӨЗИ директорына"),
    ]


def test_a_termbase_has_the_names_of_offices_with_their_bodies(tmp_path: Path) -> None:
    folder = project(tmp_path, "ru", ["Слово."])
    table = export_terms(folder.parent, "csv").decode()
    assert "{{" not in table
    assert "директор ИСМИ" in table


@pytest.mark.parametrize(
    ("form", "message", "remedy"),
    [
        ("директор {{ isr | gen }}", "there is no entry «isr»", "write «isrs»"),
        (
            "директор {{ isrs | gen",
            "«директор {{ isrs | gen» holds a name that cannot be read",
            "write an id and a form of it: {{ council | gen }}",
        ),
        (
            "директор {{ director-isrs }}",
            "«director-isrs» stands in its own name",
            "write out one of the two names",
        ),
    ],
)
def test_a_name_within_a_name_that_cannot_be_said_is_told_at_its_place(
    tmp_path: Path, form: str, message: str, remedy: str
) -> None:
    terms = f"director-isrs:\n  name:\n    ru: '{form}'\n"
    folder = project(tmp_path, "ru", ["Слово."], terms=terms)
    found: list[Problem] = list(registry_problems(read_registry(folder.parent)))
    assert [(each.message, each.remedy) for each in found] == [(message, remedy)]
    assert str(found[0].position).endswith("registry/terms.yaml:3:9")


def test_two_names_that_stand_in_one_another_do_not_run_for_ever(tmp_path: Path) -> None:
    terms = "a:\n  name: {ru: 'а {{ b }}'}\nb:\n  name: {ru: 'б {{ a }}'}\n"
    folder = project(tmp_path, "ru", ["Это {{ a }}."], terms=terms)
    found = list(registry_problems(read_registry(folder.parent)))
    assert [each.message for each in found] == [
        "«a» stands in its own name",
        "«b» stands in its own name",
    ]
    assert said(composed(folder, "ru"), "ru")


def test_a_form_that_the_body_lacks_is_told_where_the_office_is_named(tmp_path: Path) -> None:
    terms = "director-isrs:\n  name: {ru: 'директор {{ isrs | full }}'}\n"
    folder = project(tmp_path, "ru", ["Это {{ director-isrs }}."], terms=terms)
    with pytest.raises(ContentError, match="«isrs» has no form «full» in ru"):
        composed(folder, "ru")


def test_every_language_says_how_an_office_stands_with_its_body() -> None:
    for code in ("ru", "uz", "uz-Cyrl", "kk", "ky", "en"):
        frame = data.read(code).names.office
        assert "{office}" in frame
        assert "{body" in frame
