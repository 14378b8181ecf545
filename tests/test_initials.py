"""Places to initial at the foot of each page: one a party, on the page, in both formats."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import msgspec
import pypdfium2
import pytest

import gallery
import trees
from diptych import tree, writers
from plugged import languages
from trees import body, part, text

ROOT = Path(__file__).parents[1]
ARABIC = (ROOT / "tests" / "languages" / "ar" / "ar.toml").read_text("utf-8")
NAMES = {
    "en": ("FIRST Uzbekistan / Republic of Uzbekistan", "SECOND", "THIRD United Kingdom", "FOURTH"),
    "ar": ("FIRST", "SECOND", "THIRD", "FOURTH"),
}
PLACES = ("FIRST", "SECOND", "THIRD", "FOURTH")

needs_libreoffice = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice is not installed"
)


def document(count: int, lang: str, landscape: bool) -> tree.Document:
    pages = part(body("TEXT", lang), langs=(lang,))
    pages = msgspec.structs.replace(
        pages,
        landscape=landscape,
        footer=text("NUMBER", lang),
        initials=tuple(text(name, lang) for name in NAMES[lang][:count]),
    )
    return trees.document(pages)


Shape = tuple[int, str, bool]
SHAPES = [(n, lang, wide) for n in (2, 3, 4) for lang in ("en", "ar") for wide in (False, True)]


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, dict[Shape, Path]]]:
    """Each shape as a PDF of ours, and as what LibreOffice makes of our Word file."""
    folder = tmp_path_factory.mktemp("initials")
    with languages(folder / "site", {"ar": ARABIC}), pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)  # where the fonts are that LibreOffice takes
        ours: dict[Shape, Path] = {}
        words: dict[Shape, Path] = {}
        for number, shape in enumerate(SHAPES):
            for kind, files in (("pdf", ours), ("docx", words)):
                files[shape] = folder / f"{number}.{kind}"
                data = writers.load(kind)(document(*shape), ROOT / "templates" / kind)
                files[shape].write_bytes(data)
        told = {"pdf": ours}
        if shutil.which("soffice"):
            out = folder / "word"
            out.mkdir()
            gallery.through_libreoffice(list(words.values()), out)
            told["docx"] = {shape: out / f"{file.stem}.pdf" for shape, file in words.items()}
        yield told


def boxes(file: Path) -> tuple[pypdfium2.PdfPage, dict[str, tuple[float, float, float, float]]]:
    """The only page of ``file``, and where each word of interest stands on it."""
    (page,) = pypdfium2.PdfDocument(file)
    written = page.get_textpage()
    found = {}
    for word in (*PLACES, "NUMBER", "TEXT"):
        if place := written.search(word).get_next():
            each = [written.get_charbox(place[0] + n) for n in range(place[1])]
            lefts, bottoms, rights, tops = zip(*each, strict=True)
            found[word] = (min(lefts), min(bottoms), max(rights), max(tops))
    return page, found


@pytest.mark.parametrize("shape", SHAPES, ids=str)
@pytest.mark.parametrize("kind", ["pdf", pytest.param("docx", marks=needs_libreoffice)])
def test_each_party_has_a_place_on_the_page_beside_or_above_the_number(
    papers: dict[str, dict[Shape, Path]], kind: str, shape: Shape
) -> None:
    count, lang, _ = shape
    page, found = boxes(papers[kind][shape])
    assert {"NUMBER", "TEXT", *PLACES[:count]} == found.keys()
    places = [found[name] for name in PLACES[:count]]
    for left, bottom, right, top in (*places, found["NUMBER"]):
        assert left > 0
        assert right < page.get_width()
        assert bottom > 4 / 25.4 * 72  # which printers can reach
        assert top < found["TEXT"][1]
    lefts = [place[0] for place in places]
    assert lefts == sorted(lefts, reverse=lang == "ar")
    if count > 2:
        # As wide as one another, on one line above the number.
        gaps = [abs(one - other) for one, other in pairwise(lefts)]
        assert max(gaps) - min(gaps) < (80 if lang == "ar" else 2)
        assert max(place[3] for place in places) - min(place[3] for place in places) < 2
        assert min(place[1] for place in places) > found["NUMBER"][3]
