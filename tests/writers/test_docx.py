from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import get_args
from zipfile import ZipFile

import docx
import pytest
from docx_samples import SAMPLES
from lxml import etree

from diptych import tree
from diptych.language.tags import Tags
from diptych.tree import (
    AnyBlock,
    Heading,
    Image,
    Letterhead,
    Marker,
    Paragraph,
    ParagraphStyle,
    Parallel,
    Picture,
    Signatures,
    Table,
    Text,
    children,
    plain,
)
from diptych.writers.docx import TemplateError, languages, write
from diptych.writers.docx.styles import (
    PARAGRAPH_STYLES,
    SUFFIXES,
    Accent,
    Grid,
    Measure,
    StyleRole,
)
from diptych.writers.docx.xml import Element, find, find_all, value
from everything import EVERYTHING, IMAGE
from trees import (
    Blocks,
    body,
    cells,
    document,
    heading,
    items,
    paragraph,
    parallel,
    part,
    signatures,
    table,
)

TEMPLATES = Path(__file__).parents[2] / "templates" / "docx"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

Golden = Callable[[str, str], None]


# The tags of the writer are those of this list here, whatever languages the house has.
TAGS = {
    "ru": Tags("ru", "ru-RU"),
    "uz": Tags("uz-Latn", "uz-Latn-UZ"),
    "kk": Tags("kk", "kk-KZ"),
    "en": Tags("en-GB", "en-GB"),
    "ar": Tags("ar", "ar-SA", "rtl"),
}


@pytest.fixture(autouse=True)
def known_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(languages, "tags", TAGS.__getitem__)


def parts(data: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def parse(data: bytes, name: str = "word/document.xml") -> Element:
    return etree.fromstring(parts(data)[name])


def canonical(data: bytes) -> str:
    """XML to compare and to read, without the looks that numbering takes from the reference."""
    root = etree.fromstring(etree.canonicalize(etree.fromstring(data)))
    for definition in find_all(root, "w:abstractNum"):
        definition[:] = [child for child in definition if child.tag != f"{W}lvl"]
    etree.indent(root)
    return etree.tostring(root, encoding="unicode") + "\n"


def story(*blocks: AnyBlock, langs: tuple[str, ...] = ("ru",)) -> Element:
    return parse(write(document(part(*blocks, langs=langs)), TEMPLATES))


def paragraphs(root: Element) -> Iterator[Element]:
    return root.iter(f"{W}p")


def text(element: Element) -> str:
    """What a reader sees, with the hyphens and breaks of the tree."""
    characters = {f"{W}noBreakHyphen": "\u2011", f"{W}br": " "}
    return "".join(
        characters.get(child.tag, child.text or "") for child in element.iter(f"{W}t", *characters)
    )


def style(paragraph: Element) -> str | None:
    return value(find(paragraph, "w:pPr/w:pStyle"))


def kept(paragraph: Element) -> bool:
    return find(paragraph, "w:pPr/w:keepNext") is not None


def number(paragraph: Element) -> str | None:
    return value(find(paragraph, "w:pPr/w:numPr/w:numId"))


def level(paragraph: Element) -> str | None:
    return value(find(paragraph, "w:pPr/w:numPr/w:ilvl"))


def starts(numbering: Element, num: str | None) -> dict[str | None, str | None]:
    """Where ``num`` starts, level by level."""
    overrides = find_all(numbering, f"w:num[@w:numId='{num}']/w:lvlOverride")
    return {value(o, "ilvl"): value(find(o, "w:startOverride")) for o in overrides}


def definition(numbering: Element, num: str | None) -> str | None:
    return value(find(numbering, f"w:num[@w:numId='{num}']/w:abstractNumId"))


@cache
def reference() -> set[tuple[str | None, str]]:
    root = parse((TEMPLATES / "reference.docx").read_bytes(), "word/styles.xml")
    return {
        (value(s, "type"), (value(find(s, "w:name")) or "").casefold())
        for s in find_all(root, "w:style")
    }


# --- whole documents ---------------------------------------------------------


ACCEPTED = re.compile(r"(document|numbering|header1|footer1|core|app)\.xml|document\.xml\.rels")


@pytest.mark.parametrize("name", SAMPLES)
def test_the_parts_of_a_document_are_as_accepted(name: str, golden: Golden) -> None:
    for part_name, data in parts(write(SAMPLES[name](), TEMPLATES)).items():
        stem = Path(part_name).name
        if ACCEPTED.fullmatch(stem):
            golden(f"docx/{name}/{stem}", canonical(data))


@pytest.mark.parametrize("name", SAMPLES)
def test_every_run_and_every_paragraph_mark_names_its_language(name: str) -> None:
    for part_name, data in parts(write(SAMPLES[name](), TEMPLATES)).items():
        if part_name.startswith(("word/document.xml", "word/header", "word/footer")):
            root = etree.fromstring(data)
            properties = [find(run, "w:rPr") for run in root.iter(f"{W}r")]
            properties += [find(p, "w:pPr/w:rPr") for p in paragraphs(root)]
            assert properties
            for each in properties:
                assert each is not None
                lang = find(each, "w:lang")
                assert value(lang) or value(lang, "bidi")


@pytest.mark.parametrize("name", [*SAMPLES, *EVERYTHING])
def test_every_style_that_a_document_names_is_defined(name: str) -> None:
    data = write({**SAMPLES, **EVERYTHING}[name](), TEMPLATES)
    defined = {value(s, "styleId") for s in find_all(parse(data, "word/styles.xml"), "w:style")}
    for part_name, content in parts(data).items():
        if part_name.startswith(("word/document.xml", "word/header", "word/footer")):
            root = etree.fromstring(content)
            named = [*root.iter(f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle")]
            assert {value(element) for element in named} <= defined


#: What a paragraph, a run and a cell may say beside the style they name: what they are
#: written in, what they are numbered by, and what page they stay on. Never how they look. (Letters
#: of scripts from the right are not spaced out, whatever the style does to Latin ones.)
_PARAGRAPH = {"pStyle", "keepNext", "pageBreakBefore", "numPr", "bidi", "rPr", "sectPr"}
_RUN = {"rStyle", "noProof", "spacing", "rtl", "lang"}
_CELL = {"tcW", "gridSpan", "vMerge", "tcBorders"}


@pytest.mark.parametrize("name", [*SAMPLES, *EVERYTHING])
def test_looks_are_those_of_styles_alone(name: str) -> None:
    sample = {**SAMPLES, **EVERYTHING}[name]()
    for part_name, data in parts(write(sample, TEMPLATES)).items():
        if re.match(r"word/(document|header|footer|footnotes)\d*\.xml", part_name):
            root = etree.fromstring(data)
            for tag, allowed in (("pPr", _PARAGRAPH), ("rPr", _RUN), ("tcPr", _CELL)):
                for properties in root.iter(f"{W}{tag}"):
                    assert {etree.QName(child).localname for child in properties} <= allowed


def lines(block: AnyBlock) -> Iterator[str]:
    """The paragraphs that a reader of ``block`` must find."""
    match block:
        case Heading(label=label, content=content):
            yield f"{label} {plain(content)}" if label else plain(content)
        case Paragraph(content=content):
            yield plain(content)
        case Letterhead(lines=inlines):
            yield from map(plain, inlines)
        case Table(header=header, rows=table_rows):
            yield from (plain(cell) for row in (*header, *table_rows) for cell in row)
        case Signatures(entries=entries):
            yield from (plain(line) for e in entries for line in (*e.capacity, *e.name))
        case Parallel(names=names):
            yield from map(plain, names)
    for inner in children(block):
        for child in inner:
            yield from lines(child)


@pytest.mark.parametrize("name", SAMPLES)
def test_the_text_of_the_file_is_the_text_of_the_tree(name: str) -> None:
    sample = SAMPLES[name]()
    expected = Counter(line for p in sample.parts for block in p.blocks for line in lines(block))
    found = Counter(map(text, paragraphs(parse(write(sample, TEMPLATES)))))
    del expected[""], found[""]
    assert found == expected


@pytest.mark.parametrize("name", SAMPLES)
def test_the_bytes_depend_on_the_document_alone(
    name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    here = write(SAMPLES[name](), TEMPLATES)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    monkeypatch.setenv("LC_ALL", "kk_KZ.UTF-8")
    time.tzset()
    try:
        assert write(SAMPLES[name](), TEMPLATES) == here
    finally:
        monkeypatch.undo()
        time.tzset()


def test_the_package_tells_nothing_of_when_and_where_it_was_written() -> None:
    with ZipFile(BytesIO(write(SAMPLES["release"](), TEMPLATES))) as package:
        infos = package.infolist()
    assert infos[0].filename == "[Content_Types].xml"
    names = [info.filename for info in infos[1:]]
    assert names == sorted(names)
    assert {info.date_time for info in infos} == {(1980, 1, 1, 0, 0, 0)}
    assert {info.create_system for info in infos} == {0}


def test_the_properties_come_from_the_document() -> None:
    opened = docx.Document(BytesIO(write(SAMPLES["columns"](), TEMPLATES)))
    properties = opened.core_properties
    assert (properties.title, properties.author) == ("Bayonnoma", "Совет")
    assert properties.language == "uz-Latn-UZ"
    assert properties.created == properties.modified
    assert properties.created is not None
    assert properties.created.isoformat() == "2031-03-05T00:00:00+00:00"
    assert properties.last_modified_by == ""


def test_a_title_too_long_for_a_property_is_cut() -> None:
    long = document(part(body("Да.", "ru"), langs=("ru",)), title="я" * 300)
    title = docx.Document(BytesIO(write(long, TEMPLATES))).core_properties.title
    assert title == "я" * 254 + "…"


def test_the_file_has_the_first_language_of_the_document() -> None:
    data = write(SAMPLES["right-to-left"](), TEMPLATES)
    theme = find(parse(data, "word/settings.xml"), "w:themeFontLang")
    assert (value(theme, "val"), value(theme, "bidi")) == ("en-GB", "ar-SA")
    defaults = find(parse(write(SAMPLES["columns"](), TEMPLATES), "word/styles.xml"), ".//w:lang")
    assert value(defaults) == "uz-Latn-UZ"


# --- the reference document --------------------------------------------------


def test_every_style_of_the_tree_has_a_style_of_the_house() -> None:
    assert set(get_args(ParagraphStyle)) <= set(PARAGRAPH_STYLES)
    for kind, names in (
        ("paragraph", (*PARAGRAPH_STYLES.values(), *get_args(StyleRole))),
        ("character", get_args(Accent)),
        ("table", get_args(Grid)),
    ):
        for name in names:
            assert (kind, name.casefold()) in reference()


def follower(styles: Element, name: str) -> str | None:
    """The style that Word gives to the paragraph after one of the style ``name``."""
    by_name = {
        (value(find(each, "w:name")) or "").casefold(): each for each in find_all(styles, "w:style")
    }
    names = {value(each, "styleId"): each for each in by_name.values()}
    after = names[value(find(by_name[name.casefold()], "w:next"))]
    return value(find(after, "w:name"))


@pytest.mark.parametrize("measure", SUFFIXES)
@pytest.mark.parametrize(
    ("name", "after"),
    [
        *((f"Heading {level}", "Body Text") for level in (1, 2, 3)),
        ("Title", "Subtitle"),
        ("Subtitle", "Body Text"),
        ("Resolution", "Body Text"),
        ("Quote", "Body Text"),
        ("Body Text", "Body Text"),
        ("List Number", "List Number"),
        ("List Bullet", "List Bullet"),
        ("List Continue 2", "List Continue 2"),
        ("Annex", "Heading 1"),
    ],
)
def test_whoever_types_on_gets_the_style_that_follows_as_wide(
    measure: Measure, name: str, after: str
) -> None:
    styles = parse((TEMPLATES / "reference.docx").read_bytes(), "word/styles.xml")
    suffix = SUFFIXES[measure][0]
    found = follower(styles, name + suffix)
    assert found is not None
    assert found.casefold() == (after + suffix).casefold()


def test_every_style_of_text_has_one_that_follows_and_stands_in_the_gallery() -> None:
    styles = parse((TEMPLATES / "reference.docx").read_bytes(), "word/styles.xml")
    for each in find_all(styles, "w:style[@w:type='paragraph']"):
        assert find(each, "w:next") is not None
    by_id = {value(each, "styleId"): each for each in find_all(styles, "w:style")}
    for identifier, each in by_id.items():
        base = re.sub("(Column|Narrow)$", "", identifier or "")
        if base != identifier and base in by_id and find(by_id[base], "w:qFormat") is not None:
            assert find(each, "w:qFormat") is not None
            assert find(each, "w:semiHidden") is None


def test_text_styles_have_variants_for_columns() -> None:
    for role in get_args(ParagraphStyle):
        name = PARAGRAPH_STYLES[role].casefold()
        assert ("paragraph", f"{name} column") in reference()
        assert ("paragraph", f"{name} narrow") in reference()


def test_settings_hyphenate_and_prompt_for_nothing() -> None:
    settings = parse(write(SAMPLES["memorandum"](), TEMPLATES), "word/settings.xml")
    assert find(settings, "w:autoHyphenation") is not None
    assert find(settings, "w:doNotHyphenateCaps") is not None
    assert find(settings, "w:updateFields") is None
    mode = find(settings, "w:compat/w:compatSetting[@w:name='compatibilityMode']")
    assert value(mode) == "15"


def test_a_changed_look_in_the_reference_document_reaches_the_document(tmp_path: Path) -> None:
    house = docx.Document(str(TEMPLATES / "reference.docx"))
    house.styles["Body Text"].font.bold = True
    house.sections[0].left_margin = docx.shared.Mm(42)
    house.save(str(tmp_path / "reference.docx"))
    changed = docx.Document(
        BytesIO(write(document(part(body("Да.", "ru"), langs=("ru",))), tmp_path))
    )
    assert changed.styles["Body Text"].font.bold
    assert changed.sections[0].left_margin is not None
    assert round(changed.sections[0].left_margin.mm) == 42


def test_a_missing_style_is_named(tmp_path: Path) -> None:
    house = docx.Document(str(TEMPLATES / "reference.docx"))
    for name in ("Lead", "Lead Column", "Lead Narrow"):
        house.styles[name].delete()
    house.save(str(tmp_path / "reference.docx"))
    with pytest.raises(TemplateError, match="no paragraph style «Lead»"):
        write(document(part(paragraph("lead", "Да.", "ru"), langs=("ru",))), tmp_path)


def test_a_missing_reference_document_is_named(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match=r"reference\.docx is not there"):
        write(SAMPLES["memorandum"](), tmp_path)


# --- text --------------------------------------------------------------------


def test_a_hyphen_that_holds_the_line_is_an_element_of_its_own() -> None:
    [paragraph] = paragraphs(story(body("2024\u2011yil 28\u2011avgust", "uz")))
    run = find(paragraph, "w:r")
    assert run is not None
    tags_in_order = [etree.QName(child).localname for child in run]
    assert tags_in_order == ["rPr", "t", "noBreakHyphen", "t", "noBreakHyphen", "t"]
    assert [t.text for t in run.iter(f"{W}t")] == ["2024", "yil 28", "avgust"]


@pytest.mark.parametrize("string", [" до и после ", "12\u00a0500", "2024–2034", "a  b"])
def test_no_space_is_lost_or_added(string: str) -> None:
    [paragraph] = paragraphs(story(body(string, "ru")))
    assert text(paragraph) == string
    assert all(
        t.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"
        for t in paragraph.iter(f"{W}t")
    )


def test_a_link_keeps_its_address_in_a_relationship() -> None:
    opened = docx.Document(BytesIO(write(SAMPLES["memorandum"](), TEMPLATES)))
    [link] = [link for p in opened.paragraphs for link in p.hyperlinks]
    assert link.address == "https://example.org/совет?a=1&b=2"
    assert link.text == "example.org"
    assert link.runs[0].style.name == "Hyperlink"


def looks_of(data: bytes, run: Element) -> set[str]:
    """The properties that the character style of ``run`` and those below it give it."""
    styles = parse(data, "word/styles.xml")
    identifier = value(find(run, "w:rPr/w:rStyle"))
    found: set[str] = set()
    while (style := find(styles, f"w:style[@w:styleId='{identifier}']")) is not None:
        found |= {etree.QName(each).localname for each in find_all(style, "w:rPr/*")}
        identifier = value(find(style, "w:basedOn"))
    return found


Wrap = Callable[[tree.Inlines], tree.AnyInline]


def linking(content: tree.Inlines) -> tree.Link:
    return tree.Link(content, "https://example.org")


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([linking], {"u"}),
        ([linking, tree.Strong], {"u", "b", "bCs"}),
        ([tree.Strong, linking], {"u", "b", "bCs"}),
        ([tree.Emphasis, linking], {"u", "i", "iCs"}),
        ([tree.Emphasis, linking, tree.Strong], {"u", "b", "bCs", "i", "iCs"}),
        ([tree.Strong, tree.Emphasis], {"b", "bCs", "i", "iCs"}),
    ],
)
@pytest.mark.parametrize("raised", [False, True])
def test_what_stands_in_several_spans_looks_like_all_of_them(
    spans: list[Wrap], expected: set[str], raised: bool
) -> None:
    content: tree.Inlines = (Text("да", "ru"),)
    for span in [*([tree.Superscript] if raised else []), *reversed(spans)]:
        content = (span(content),)
    data = write(document(part(body(content, "ru"), langs=("ru",))), TEMPLATES)
    (run,) = parse(data).iter(f"{W}r")
    assert looks_of(data, run) == expected
    assert (value(find(run, "w:rPr/w:vertAlign")) == "superscript") is raised


def test_a_heading_begins_with_its_label() -> None:
    root = story(
        heading("Статья 1.", "Предмет", "ru"),
        heading("1.", "", "ru", level=4),
    )
    first, second = paragraphs(root)
    assert (style(first), text(first)) == ("Heading1", "Статья 1. Предмет")
    assert (style(second), text(second)) == ("Heading3", "1.")


def test_page_numbers_are_counted_by_word() -> None:
    footer = parse(write(SAMPLES["release"](), TEMPLATES), "word/footer1.xml")
    codes = [element.text for element in footer.iter(f"{W}instrText")]
    assert codes == [" PAGE ", " NUMPAGES "]
    marks = [value(element, "fldCharType") for element in footer.iter(f"{W}fldChar")]
    assert marks == ["begin", "separate", "end"] * 2


# --- lists -------------------------------------------------------------------


def listed(*blocks: AnyBlock, langs: tuple[str, ...] = ("ru",)) -> tuple[list[Element], Element]:
    """The numbered paragraphs of a document, and its numbering."""
    data = write(document(part(*blocks, langs=langs)), TEMPLATES)
    return (
        [p for p in paragraphs(parse(data)) if number(p)],
        parse(data, "word/numbering.xml"),
    )


def test_each_list_restarts_its_numbers() -> None:
    (a, b, c), numbering = listed(items("ru", "а", "б"), items("ru", "в", start=5))
    assert number(a) == number(b) != number(c)
    assert starts(numbering, number(a)) == {"0": "1"}
    assert starts(numbering, number(c)) == {"0": "5"}


def test_no_two_lists_share_a_definition_since_word_would_count_through_both() -> None:
    found, numbering = listed(items("ru", "а"), items("ru", "б"))
    definitions = [definition(numbering, number(p)) for p in found]
    assert len(set(definitions)) == 2
    identities = [value(find(a, "w:nsid")) for a in find_all(numbering, "w:abstractNum")]
    assert len(set(identities)) == len(identities)


def test_a_list_in_a_column_restarts_its_numbers_and_goes_on_in_the_next_row() -> None:
    def row(n: int) -> tuple[Blocks, ...]:
        return cells(*(items(lang, "…", start=n, series="s") for lang in ("uz", "kk")))

    (uz1, kk1, uz2, kk2), numbering = listed(
        parallel(("uz", "kk"), row(1), row(2)), langs=("uz", "kk")
    )
    assert number(uz1) == number(uz2) != number(kk1) == number(kk2)
    for p in (uz1, kk1):
        assert starts(numbering, number(p)) == {"0": "1"}


def test_a_series_that_starts_anew_is_a_new_list() -> None:
    (a, b), numbering = listed(items("ru", "а", series="s"), items("ru", "б", start=7, series="s"))
    assert number(a) != number(b)
    assert starts(numbering, number(b)) == {"0": "7"}


def test_a_list_in_a_list_is_numbered_one_level_down_and_indents_what_follows() -> None:
    inner = items("ru", "внутри")
    root = story(items("ru", (body("снаружи", "ru"), inner, body("и далее", "ru"))))
    first, second, third = paragraphs(root)
    assert [level(p) for p in (first, second)] == ["0", "1"]
    assert style(third) == "ListContinue"
    assert number(third) is None


def test_a_list_that_goes_on_below_a_paragraph_is_one_list() -> None:
    found, numbering = listed(
        items("ru", "а", "б", series="s"),
        body("Пояснение.", "ru"),
        items("ru", "в", start=3, series="s"),
        table("ru", ("start",), ("Год",)),
        items("ru", "г", start=4, series="s"),
    )
    assert len({number(p) for p in found}) == 1
    assert starts(numbering, number(found[0])) == {"0": "1"}


def test_an_item_that_moves_in_or_out_in_word_finds_its_place_in_one_numbering() -> None:
    inner = (body("снаружи", "ru"), items("ru", "внутри", "внутри", marker="bracket"))
    found, numbering = listed(items("ru", inner, inner))
    assert [level(p) for p in found] == ["0", "1", "1"] * 2
    assert len({number(p) for p in found}) == 1
    assert form(numbering, found[1]) == ("decimal", "%2)")


def test_a_second_list_in_one_item_does_not_count_on_from_the_first() -> None:
    lists = (items("ru", "первый", marker="bracket"), items("ru", "второй", marker="bracket"))
    (outer, first, second), _ = listed(items("ru", (body("снаружи", "ru"), *lists)))
    assert number(outer) == number(first) != number(second)


@pytest.mark.parametrize(
    ("marker", "letters", "expected"),
    [
        ("bracket", "", ("decimal", "%3)")),
        ("letter", "абв", ("russianLower", "%3)")),
        ("letter", "abc", ("lowerLetter", "%3)")),
        ("roman", "", ("lowerRoman", "%3)")),
        ("number", "", ("decimal", "%3.")),
    ],
)
def test_a_list_has_the_marks_of_the_tree_at_any_depth(
    marker: Marker, letters: str, expected: tuple[str, str]
) -> None:
    block = items("ru", "в", marker=marker, letters=letters)
    for _ in range(2):
        block = items("ru", (body("…", "ru"), block))
    found, numbering = listed(block)
    assert form(numbering, found[2]) == expected


def form(numbering: Element, paragraph: Element) -> tuple[str | None, ...]:
    """What kind of number Word writes before ``paragraph``, and how it stands."""
    abstract = definition(numbering, number(paragraph))
    path = f"w:abstractNum[@w:abstractNumId='{abstract}']/w:lvl[@w:ilvl='{level(paragraph)}']"
    return tuple(value(find(numbering, f"{path}/w:{tag}")) for tag in ("numFmt", "lvlText"))


def test_an_item_that_begins_with_a_list_has_its_number_in_a_line_of_its_own() -> None:
    first, second, third = paragraphs(story(items("ru", (items("ru", "внутри"),), ())))
    assert [text(p) for p in (first, second, third)] == ["", "внутри", ""]
    assert [level(p) for p in (first, second, third)] == ["0", "1", "0"]


def test_the_numbering_of_columns_is_that_of_their_style_in_the_reference_document() -> None:
    blocks = parallel(("ru", "en"), cells(items("ru", "а"), items("en", "a")))
    found, numbering = listed(blocks, langs=("ru", "en"))
    assert {style(p) for p in found} == {"ListNumberColumn"}
    level = "w:lvl[@w:ilvl='0']/w:pPr/w:ind"
    original = find(numbering, "w:abstractNum/w:lvl/w:pStyle[@w:val='ListNumberColumn']/../..")
    assert original is not None
    for p in found:
        abstract = definition(numbering, number(p))
        copy = find(numbering, f"w:abstractNum[@w:abstractNumId='{abstract}']")
        assert copy is not None
        assert value(find(copy, level), "left") == value(find(original, level), "left")


# --- tables ------------------------------------------------------------------


def rows(root: Element) -> list[Element]:
    return find_all(root, ".//w:tr")


def test_the_names_of_the_languages_stand_above_columns_and_in_the_header_of_later_pages() -> None:
    block = parallel(("uz", "kk"), cells(body("a", "uz"), body("б", "kk")))
    data = write(document(part(block, langs=("uz", "kk"))), TEMPLATES)
    names, _ = rows(parse(data, "word/document.xml"))
    assert find(names, "w:trPr/w:tblHeader") is None
    (again,) = rows(parse(data, "word/header1.xml"))
    for row in (names, again):
        assert [text(cell) for cell in find_all(row, "w:tc")] == ["Oʻzbekcha", "Қазақша"]
    widths = [
        [value(c, "w") for c in find_all(each, "w:tc/w:tcPr/w:tcW")] for each in (names, again)
    ]
    assert widths[0] == widths[1]


def test_only_low_rows_are_held_together() -> None:
    block = parallel(
        ("uz", "en"),
        cells(body("a" * 250, "uz"), body("a" * 250, "en")),
        cells(body("a" * 350, "uz"), body("a" * 350, "en")),
    )
    _, low, high = rows(story(block, langs=("uz", "en")))
    assert find(low, "w:trPr/w:cantSplit") is not None
    assert find(high, "w:trPr/w:cantSplit") is None


def test_headings_stay_with_the_row_that_follows() -> None:
    block = parallel(
        ("ru", "en"),
        ((paragraph("resolution", "РЕШИЛИ", "ru"),), ()),
        cells(body("а", "ru"), body("a", "en")),
    )
    _, announcing, plain = rows(story(block, langs=("ru", "en")))
    assert all(map(kept, paragraphs(announcing)))
    assert not any(map(kept, paragraphs(plain)))


def test_a_note_stays_with_the_row_before_it() -> None:
    block = parallel(
        ("ru", "en"),
        cells(items("ru", "а"), items("en", "a")),
        cells(paragraph("note", "Срок", "ru"), paragraph("note", "Due", "en")),
    )
    _, decision, note = rows(story(block, langs=("ru", "en")))
    assert all(map(kept, paragraphs(decision)))
    assert not any(map(kept, paragraphs(note)))


def test_a_table_is_always_followed_by_a_paragraph() -> None:
    for sample in SAMPLES.values():
        for grid in parse(write(sample(), TEMPLATES)).iter(f"{W}tbl"):
            after = grid.getnext()
            assert after is not None
            assert after.tag == f"{W}p"


def test_a_data_table_repeats_its_header_and_aligns_its_columns() -> None:
    [table] = [
        t
        for t in parse(write(SAMPLES["memorandum"](), TEMPLATES)).iter(f"{W}tbl")
        if value(find(t, "w:tblPr/w:tblStyle")) == "DataTable"
    ]
    header, row, *_ = rows(table)
    assert find(header, "w:trPr/w:tblHeader") is not None
    assert [style(p) for p in paragraphs(row)] == ["TableText", "TableTextCentre", "TableTextEnd"]


@pytest.mark.parametrize(("beside", "shape"), [(True, (1, 2)), (False, (2, 3))])
def test_places_to_sign_stay_on_one_page_with_what_they_follow(
    beside: bool, shape: tuple[int, int]
) -> None:
    sample = SAMPLES["memorandum" if beside else "columns"]()
    entries = next(
        b for b in tree.walk(sample.parts[0].blocks) if isinstance(b, Signatures)
    ).entries
    root = story(paragraph("done", "Совершено.", "ru"), signatures(*entries, beside=beside))
    assert kept(next(paragraphs(root)))
    [table] = find_all(root, "w:body/w:tbl")
    grid = find_all(table, "w:tr")
    assert (len(grid), len(find_all(grid[0], "w:tc"))) == shape
    for row in grid:
        assert find(row, "w:trPr/w:cantSplit") is not None
        words = [p for p in paragraphs(row) if style(p) != "Spacer"]
        assert all(kept(p) is (row is not grid[-1]) for p in words)
    assert [style(p) for p in paragraphs(root)].count("SignatureRule") == 2


# --- pages -------------------------------------------------------------------


def test_each_part_is_a_section_with_a_header_from_its_second_page() -> None:
    root = parse(write(SAMPLES["release"](), TEMPLATES))
    sections = find_all(root, ".//w:sectPr")
    assert len(sections) == 2
    for section in sections:
        assert value(find(section, "w:type")) == "nextPage"
        assert find(section, "w:titlePg") is not None
        assert [value(r, "type") for r in find_all(section, "w:headerReference")] == ["default"]
        footers = [value(r, "type") for r in find_all(section, "w:footerReference")]
        assert footers == ["default", "first"]
    found = parts(write(SAMPLES["release"](), TEMPLATES))
    assert found["word/footer1.xml"] == found["word/footer2.xml"] != found["word/footer3.xml"]


def test_a_part_without_a_header_does_not_take_that_of_the_part_before() -> None:
    data = write(SAMPLES["landscape"](), TEMPLATES)
    assert style(next(paragraphs(parse(data, "word/header2.xml")))) == "Spacer"


def test_a_landscape_part_turns_its_pages() -> None:
    opened = docx.Document(BytesIO(write(SAMPLES["landscape"](), TEMPLATES)))
    wide, tall = opened.sections
    assert (wide.page_width, wide.page_height) == (tall.page_height, tall.page_width)
    assert find(wide._sectPr, "w:pgSz[@w:orient='landscape']") is not None


def test_right_to_left_turns_runs_paragraphs_tables_and_pages() -> None:
    root = parse(write(SAMPLES["right-to-left"](), TEMPLATES))
    for p in paragraphs(root):
        mark = find(p, "w:pPr/w:rPr/w:lang")
        assert (find(p, "w:pPr/w:bidi") is not None) is (value(mark, "bidi") == "ar-SA")
    for run in root.iter(f"{W}r"):
        arabic = value(find(run, "w:rPr/w:lang"), "bidi") == "ar-SA"
        assert (find(run, "w:rPr/w:rtl") is not None) is arabic
    assert all(find(t, "w:tblPr/w:bidiVisual") is not None for t in root.iter(f"{W}tbl"))
    assert find(root, ".//w:sectPr/w:bidi") is not None
    english = parse(write(SAMPLES["release"](), TEMPLATES))
    assert find(english, ".//w:bidi") is None
    assert find(english, ".//w:rtl") is None


# --- notes, references, pictures, what stands on every page ----------------------------


def opened(name: str) -> dict[str, bytes]:
    return parts(write(EVERYTHING[name](), TEMPLATES))


@pytest.mark.parametrize("name", EVERYTHING)
@pytest.mark.parametrize("part_name", ["document", "footnotes", "numbering", "header1", "footer1"])
def test_a_word_file_of_everything_is_as_accepted(
    name: str, part_name: str, golden: Golden
) -> None:
    content = opened(name)[f"word/{part_name}.xml"]
    golden(f"docx/{name}/{part_name}.xml", canonical(content))


def test_notes_of_one_language_are_numbered_by_word() -> None:
    call = parse(write(EVERYTHING["one-language"](), TEMPLATES)).find(f".//{W}footnoteReference")
    assert value(call, "customMarkFollows") is None
    (note,) = noted("one-language")
    assert note.find(f".//{W}footnoteRef") is not None
    assert text(note) == "\u00a0the note"


def test_notes_in_columns_have_the_number_of_their_language() -> None:
    calls = parse(write(EVERYTHING["two-columns"](), TEMPLATES)).iter(f"{W}footnoteReference")
    assert [value(call, "customMarkFollows") for call in calls] == ["1", "1"]
    assert [text(note) for note in noted("two-columns")] == ["1\u00a0the note"] * 2


def twice(lang: str) -> tree.Paragraph:
    note = tree.Footnote((Text("note", lang),), lang, "1", name="n")
    again = tree.Footnote((), lang, "1", name="n", again=True)
    return body((Text("a", lang), note, Text("b", lang), again), lang)


def test_a_note_is_called_again_by_a_field_where_word_counts_it() -> None:
    data = write(document(part(twice("ru"), langs=("ru",))), TEMPLATES)
    root = parse(data)
    (mark,) = root.iter(f"{W}bookmarkStart")
    after = mark.getnext()
    assert after is not None
    assert find(after, "w:footnoteReference") is not None
    (code,) = root.iter(f"{W}instrText")
    assert code.text == rf" NOTEREF {value(mark, 'name')} \f \h "
    assert text(next(paragraphs(root))) == "ab1"
    notes = find_all(parse(data, "word/footnotes.xml"), "w:footnote")
    assert [text(note) for note in notes if value(note, "type") is None] == ["\u00a0note"]


def test_a_note_is_called_again_by_a_link_where_its_number_is_text() -> None:
    block = parallel(("ru", "kk"), cells(twice("ru"), twice("kk")))
    root = story(block, langs=("ru", "kk"))
    marks = [value(mark, "name") for mark in root.iter(f"{W}bookmarkStart")]
    assert [value(link, "anchor") for link in root.iter(f"{W}hyperlink")] == marks
    assert len(set(marks)) == 2


def noted(name: str) -> list[Element]:
    notes = etree.fromstring(opened(name)["word/footnotes.xml"])
    return [note for note in notes if value(note, "type") is None]


def test_a_reference_points_at_a_mark_around_its_place() -> None:
    root = parse(write(EVERYTHING["two-columns"](), TEMPLATES))
    marks = {value(mark, "name") for mark in root.iter(f"{W}bookmarkStart")}
    anchors = [value(link, "anchor") for link in root.iter(f"{W}hyperlink")]
    assert len(anchors) == 4  # a line of contents and a reference in each language
    assert set(anchors) == marks
    assert len(marks) == 4


@pytest.mark.parametrize(
    ("marker", "letters", "said", "counted"),
    [
        ("number", "", "2", True),
        ("bracket", "", "2", False),
        ("letter", "абв", "б", False),
        ("roman", "", "ii", False),
    ],
)
def test_a_number_that_word_can_say_alone_is_a_field_and_another_a_link(
    marker: Marker, letters: str, said: str, counted: bool
) -> None:
    entries = cells(*(body(name, "ru", name) for name in ("first", "second")))
    refers = tree.Reference("second", "ru", target="second", text=said)
    root = story(body(refers, "ru"), items("ru", *entries, marker=marker, letters=letters))
    first, _, second = paragraphs(root)
    name = value(find(second, "w:bookmarkStart"), "name")
    assert text(first) == said
    codes = [code.text for code in first.iter(f"{W}instrText")]
    assert codes == ([rf" REF {name} \n \h "] if counted else [])
    linked = [value(link, "anchor") for link in first.iter(f"{W}hyperlink")]
    assert linked == ([] if counted else [name])


def test_word_counts_the_articles_of_each_language() -> None:
    data = write(EVERYTHING["two-columns"](), TEMPLATES)
    headings = [
        p for p in paragraphs(parse(data)) if (style(p) or "").startswith("Heading1Column-")
    ]
    numbering = parse(data, "word/numbering.xml")
    labels = []
    for each in headings:
        abstract = definition(numbering, number(each))
        level = find(numbering, f"w:abstractNum[@w:abstractNumId='{abstract}']/w:lvl")
        labels.append(value(find(level, "w:lvlText")))
    assert labels == ["Статья %1.", "%1-бап."]
    assert [text(heading) for heading in headings] == ["Aims", "Aims"]


@pytest.mark.parametrize(
    ("name", "forms"), [("one-language", ["lowerLetter"]), ("two-columns", ["russianLower"])]
)
def test_lettered_lists_take_the_letters_of_word(name: str, forms: list[str]) -> None:
    numbering = etree.fromstring(opened(name)["word/numbering.xml"])
    found = {value(form) for form in numbering.iter(f"{W}numFmt")}
    assert set(forms) <= found


def test_a_picture_has_its_words_and_a_mark_its_sharper_drawing() -> None:
    package = opened("one-language")
    root = etree.fromstring(package["word/document.xml"])
    described = [each.get("descr") for each in root.iter("{*}docPr")]
    assert described == ["left", "right", "what it shows"]
    assert len({each.get("id") for each in root.iter("{*}docPr")}) == 3
    assert len([name for name in package if name.startswith("word/media/")]) == 2
    assert len(list(root.iter("{*}svgBlip"))) == 2


def test_a_picture_is_no_wider_than_what_holds_it() -> None:
    wide = Image("wide.png", "image/png", IMAGE.data, width=4000, height=100)
    root = story(Picture(id="p", image=wide, alt=(Text("wide", "ru"),), lang="ru"))
    extent = next(root.iter("{*}extent"))
    assert int(extent.get("cx") or 0) / 12700 == pytest.approx(165 / 25.4 * 72, abs=1)
    width, height = (int(extent.get(side) or 0) for side in ("cx", "cy"))
    assert height / width == pytest.approx(1 / 40, rel=0.01)


def contents_codes(root: Element) -> list[str]:
    codes = [(code.text or "").strip() for code in root.iter(f"{W}instrText")]
    return [code for code in codes if code.startswith(("TOC ", "TC "))]


def test_a_table_of_contents_of_one_language_gathers_the_headings_of_word() -> None:
    root = parse(write(EVERYTHING["one-language"](), TEMPLATES))
    assert contents_codes(root) == [r'TOC \o "1-2" \h']


def test_each_table_of_contents_gathers_the_headings_of_its_own_language() -> None:
    data = write(EVERYTHING["two-columns"](), TEMPLATES)
    assert contents_codes(parse(data)) == [
        rf'TOC \t "Heading 1 Column {lang},1,Heading 2 Column {lang},2" \h' for lang in ("ru", "kk")
    ]
    separator = find(parse(data, "word/settings.xml"), "w:listSeparator")
    assert value(separator) == ","
    styles = parse(data, "word/styles.xml")
    names = {value(s, "styleId"): value(find(s, "w:name")) for s in find_all(styles, "w:style")}
    headings = [p for p in paragraphs(parse(data)) if (style(p) or "").startswith("Heading")]
    assert [names[style(p)] for p in headings] == ["Heading 1 Column ru", "Heading 1 Column kk"]
    for each in headings:
        own = find(styles, f"w:style[@w:styleId='{style(each)}']")
        assert value(find(own, "w:basedOn")) == "Heading1Column"
        assert find(own, "w:qFormat") is not None


def test_one_language_after_the_other_has_its_own_table_of_contents() -> None:
    def text_in(lang: str) -> tree.Part:
        entry = tree.ContentsEntry("h", 1, (Text("Цель", lang),))
        table = tree.Contents(id="c", title=(), entries=(entry,), lang=lang)
        return part(table, heading("", "Цель", lang), langs=(lang,))

    root = parse(write(document(text_in("ru"), text_in("kk")), TEMPLATES))
    assert contents_codes(root) == [
        rf'TOC \t "Heading 1 {lang},1,Heading 2 {lang},2" \h' for lang in ("ru", "kk")
    ]


def test_a_table_of_contents_says_the_pages_that_it_is_given_and_asks_for_nothing() -> None:
    entry = tree.ContentsEntry("h", 1, (Text("Цель", "ru"),), page="7")
    table = tree.Contents(id="c", title=(), entries=(entry,), lang="ru")
    data = write(document(part(table, heading("", "Цель", "ru"), langs=("ru",))), TEMPLATES)
    line = [p for p in paragraphs(parse(data)) if style(p) == "TOC1"]
    assert [text(p) for p in line] == ["Цель7"]
    assert find(parse(data, "word/settings.xml"), "w:updateFields") is None


def test_a_page_break_leaves_no_empty_paragraph() -> None:
    root = parse(write(EVERYTHING["one-language"](), TEMPLATES))
    [broken] = [p for p in paragraphs(root) if find(p, "w:pPr/w:pageBreakBefore") is not None]
    assert (style(broken), text(broken)) == ("Annex", "Annex 1")


def test_a_draft_says_so_in_every_header_and_asks_for_initials_in_every_footer() -> None:
    package = opened("one-language")
    headers = [package[name] for name in package if re.match(r"word/header\d", name)]
    footers = [package[name] for name in package if re.match(r"word/footer\d", name)]
    assert (len(headers), len(footers)) == (2, 2)
    for header in headers:
        assert b'string="DRAFT"' in header
    for footer in footers:
        cells = find_all(etree.fromstring(footer), ".//w:tc")
        assert [text(cell) for cell in cells] == ["A ", "1", "B "]


def test_the_end_of_the_columns_and_the_signatures_stand_in_one_cell() -> None:
    root = parse(write(EVERYTHING["two-columns"](), TEMPLATES))
    closing = find_all(root, "w:body/w:tbl")[-1]
    assert value(find(closing, "w:tblPr/w:tblStyle")) == "KeptTable"
    [row] = find_all(closing, "w:tr")
    assert find(row, "w:trPr/w:cantSplit") is not None
    assert text(closing).startswith("DoneDone")
    assert "Director" in text(closing)
