"""What a reader finds in a DOCX or PDF file, read by other libraries than wrote it."""

from __future__ import annotations

import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import pikepdf
import pypdfium2
from lxml import etree

from diptych.language import locale
from diptych.language.tags import tags

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_POINTS = 72 / 25.4
_CATALOGUES = Path(__file__).parents[1] / "templates" / "locale"
_LANGUAGES = ("ru", "uz", "uz-Cyrl", "kk", "en")


def skeleton(text: str) -> str:
    """``text`` without what the two formats may set differently: white space and hyphens."""
    return re.sub(r"[\s\x02\u00a0\u00ad\u2010\u2011\ufffe-]", "", text)


_NUMBER = re.compile(r"\d+[.)]|–(?=\w)")


def apart(text: str) -> tuple[str, list[str]]:
    """The skeleton without what may be a number of a list, and those numbers in order of size.

    A PDF may draw the numbers of a list after its items.
    """
    bones = skeleton(text)
    return _NUMBER.sub("", bones), sorted(_NUMBER.findall(bones))


# --- DOCX -------------------------------------------------------------------------


def docx_text(data: bytes) -> str:
    """The text of the body in reading order, list numbers counted as Word counts them."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        document = etree.fromstring(package.read("word/document.xml"))
        numbering = (
            etree.fromstring(package.read("word/numbering.xml"))
            if "word/numbering.xml" in package.namelist()
            else None
        )
        styles = etree.fromstring(package.read("word/styles.xml"))
    count = _Counter(numbering, styles)
    notes = _Notes()
    lines = []
    for paragraph in document.iter(f"{_W}p"):
        lines.append(count.marker(paragraph) + "".join(_characters(paragraph, notes)))
    return "\n".join(lines)


def docx_notes(data: bytes) -> list[str]:
    """The notes in their order, each with the number that Word gives it or that it has."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        if "word/footnotes.xml" not in package.namelist():
            return []
        root = etree.fromstring(package.read("word/footnotes.xml"))
    notes = _Notes()
    return [
        "".join(_characters(note, notes))
        for note in root.iter(f"{_W}footnote")
        if note.get(f"{_W}type") is None
    ]


def docx_heads(data: bytes) -> list[str]:
    """The text of each row that is repeated on each page of its table."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        document = etree.fromstring(package.read("word/document.xml"))
    rows = (
        row for row in document.iter(f"{_W}tr") if row.find(f"{_W}trPr/{_W}tblHeader") is not None
    )
    return ["".join(text.text or "" for text in row.iter(f"{_W}t")) for row in rows]


class _Notes:
    """Counts the notes whose numbers are left to Word."""

    def __init__(self) -> None:
        self._count = 0

    def next(self) -> str:
        self._count += 1
        return str(self._count)


_READ = ("t", "noBreakHyphen", "br", "tab", "footnoteReference", "footnoteRef")


def _characters(paragraph: etree._Element, notes: _Notes) -> Iterator[str]:
    for node in paragraph.iter(*(f"{_W}{tag}" for tag in _READ)):
        match etree.QName(node).localname:
            case "t":
                yield node.text or ""
            case "noBreakHyphen":
                yield "-"
            case "footnoteReference" if node.get(f"{_W}customMarkFollows"):
                pass
            case "footnoteReference" | "footnoteRef":
                yield notes.next()
            case _:
                yield " "


# ECMA-376, 17.18.59: Word leaves letters out of the Russian alphabet that name nothing.
_LETTERS = {
    "lowerLetter": "abcdefghijklmnopqrstuvwxyz",
    "russianLower": "абвгдежзиклмнопрстуфхцчшщэюя",
}


class _Counter:
    """Counts the numbered paragraphs of a document."""

    def __init__(self, numbering: etree._Element | None, styles: etree._Element) -> None:
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        if numbering is None:
            return
        abstract = {a.get(f"{_W}abstractNumId"): a for a in numbering.findall(f"{_W}abstractNum")}
        for num in numbering.findall(f"{_W}num"):
            levels = {}
            for level in abstract[_val(num, "abstractNumId")].findall(f"{_W}lvl"):
                depth = int(level.get(f"{_W}ilvl"))
                start = int(_val(level, "start") or 1)
                levels[depth] = (_val(level, "numFmt"), _val(level, "lvlText"), start)
            for override in num.findall(f"{_W}lvlOverride"):
                depth = int(override.get(f"{_W}ilvl"))
                start = _val(override, "startOverride")
                if start:
                    levels[depth] = (*levels[depth][:2], int(start))
            self._levels[num.get(f"{_W}numId")] = levels

    def marker(self, paragraph: etree._Element) -> str:
        number = paragraph.find(f"{_W}pPr/{_W}numPr")
        if number is None:
            return ""
        name, depth = _val(number, "numId"), int(_val(number, "ilvl") or 0)
        if name not in self._levels:
            return ""
        form, text, start = self._levels[name][depth]
        counts = self._counts[name]
        counts[depth] = counts.get(depth, start - 1) + 1
        for deeper in [each for each in counts if each > depth]:
            del counts[deeper]
        if form == "bullet":
            return text
        letters = _LETTERS.get(form)

        def said(match: re.Match[str]) -> str:
            count = counts.get(int(match[1]) - 1, 1)
            return letters[count - 1] if letters and int(match[1]) - 1 == depth else str(count)

        return re.sub(r"%(\d)", said, text)


def _val(parent: etree._Element, tag: str) -> str:
    child = parent.find(f"{_W}{tag}")
    return "" if child is None else child.get(f"{_W}val") or ""


# --- PDF --------------------------------------------------------------------------

#: The names of languages above columns, which stand again on every page.
_TRANSLATIONS = [
    skeleton(f"({locale.load(code, _CATALOGUES).label('courtesy translation')})")
    for code in _LANGUAGES
]
_NAMES = [
    f"{skeleton(tags(code).name)}(?:{re.escape(translation)})?"
    for code, translation in zip(_LANGUAGES, _TRANSLATIONS, strict=True)
]
_REPEATED = re.compile(f"^(?:{'|'.join(_NAMES)}){{2,}}")


def pdf_pages(file: Path) -> Iterator[str]:
    """A line for each page: its letters, how it begins and ends, and the file's languages."""
    with pikepdf.open(file) as pdf:
        elements = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary)]
        languages = sorted({str(each.Lang) for each in elements if "/Lang" in each})
    for number, page in enumerate(pypdfium2.PdfDocument(file), 1):
        text = skeleton(page.get_textpage().get_text_range())
        yield (
            f"{file.name} {number} ({' '.join(languages)}): {text[:20]} … {text[-20:]} {len(text)}"
        )


def pdf_text(data: bytes, heads: Sequence[str] = ()) -> str:
    """The skeleton of the text between header and footer, column names once.

    So are the ``heads`` of tables that go on at the top of a page.
    """
    out = []
    for number, page in enumerate(pypdfium2.PdfDocument(data)):
        height = page.get_height()
        margin = 25 if page.get_width() > height else 20
        text = page.get_textpage().get_text_bounded(
            bottom=15 * _POINTS, top=height - margin * _POINTS
        )
        text = skeleton(text)
        before = "".join(out)
        again = [h for h in map(skeleton, heads) if text.startswith(h) and h in before]
        text = text.removeprefix(max(again, key=len, default=""))
        out.append(_REPEATED.sub("", text) if number else text)
    return "".join(out)
