"""The pages of the site belong to their templates; a wrong template is told at its place."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import lxml.html
import msgspec
import pytest

import policies
from diptych.errors import ContentError
from diptych.language.messages import load
from diptych.plan import site_digest
from diptych.publish import record
from diptych.publish.listing import Meeting, PublishedDocument
from diptych.publish.site import pages
from diptych.publish.site.translations import PageTranslations
from publish.conftest import NEW, NOW, RECORDS, ROOT, TEMPLATES, Output, decided

TODAY = NOW.date()
NAMES = sorted(path.name for path in TEMPLATES.iterdir())
HEAD = "{% block main %}\n"

Edit = Callable[[str, Callable[[str], str]], Path]


def made(output: Output, translations: PageTranslations, folder: Path) -> dict[str, bytes]:
    return pages(output.listed(), translations, folder, {}, TODAY)


def refused(output: Output, translations: PageTranslations, folder: Path) -> list[str]:
    """What is said of the templates, in English and in Russian, by line and without the folder."""
    with pytest.raises(ContentError) as caught:
        made(output, translations, folder)
    (problem,) = caught.value.problems
    said = [load(each).problem(problem) for each in ("en", "ru")]
    assert said[0] == str(problem)
    assert re.search("[а-яё]", said[1])
    for text in said:
        assert "Traceback" not in text
        assert len(text.split("\n")) in (2, 4)  # with the line that is wrong, or without
    return [text.replace(f"{folder.as_posix()}/", "") for text in said]


@pytest.mark.parametrize(
    ("name", "old", "new", "found"),
    [
        (
            "index.html",
            '<p class="issuer">',
            '<p class="issuer" id="whose"><b>©</b> ',
            "//p[@id='whose'][b='©']",
        ),
        ("index.html", "<h3>", '<h3 class="title">', "//h3[@class='title']"),
        ("base.html", "</header>", '</header><p>{{ label("Year")["kk"] }}</p>', "//p[.='Жыл']"),
        ("macros.html", '<span data-in="', '<span class="in" data-in="', "//h1/span[@class='in']"),
    ],
    ids=["an element", "a class", "what both pages share", "a macro"],
)
def test_the_press_room_is_changed_by_editing_one_template(
    output: Output,
    translations: PageTranslations,
    edited: Edit,
    name: str,
    old: str,
    new: str,
    found: str,
) -> None:
    before = made(output, translations, TEMPLATES)
    after = made(output, translations, edited(name, lambda text: text.replace(old, new, 1)))
    assert not lxml.html.fromstring(before["index.html"].decode()).xpath(found)
    assert lxml.html.fromstring(after["index.html"].decode()).xpath(found)
    changed = {each for each in before if before[each] != after[each]}
    assert changed == {"index.html"} | ({"decisions.html"} if name != "index.html" else set())
    policies.judged(after["index.html"])


@pytest.mark.parametrize(
    ("name", "old", "new", "place", "message", "remedy"),
    [
        ("index.html", HEAD, HEAD + "{{ isuer }}", 0, "there is no «isuer»", "write «issuer»"),
        ("index.html", "meeting.date[", "meeting.dat[", 0, "no «dat»", "write «date»"),
        ("index.html", 'files["feed."', 'files["feeed."', 0, "no «feeed.ru»", "write «feed.ru»"),
        ("index.html", "filters[name]", 'filters["sort"]', 0, "no «sort»", "write one of: kind"),
        ("index.html", "listed.record.titles", "listed.record.tiles", 0, "no «tiles»", "«titles»"),
        ("index.html", "in_each.plain(", "in_each.plane(", 0, "no «plane»", "write «plain»"),
        ("index.html", '"base.html"', '"bsae.html"', 0, "no file «bsae.html»", "«base.html»"),
        ("index.html", '"base.html"', '"/etc/passwd"', 0, "no file «/etc/passwd»", "write one of"),
        ("index.html", '"base.html"', '"../html/document.css"', 0, "no file", "write one of"),
        ("base.html", '"site.css"', '"sight.css"', 0, "no file «sight.css»", "write «site.css»"),
        ("index.html", 'label("Year")', 'label("Yaer")', 0, "has no label «Yaer»", "add it"),
        ("decisions.html", "decision.done", "decision.doen", 0, "no «doen»", "write «done»"),
        ("index.html", "endmacro %}", "endmarco %}", 0, "endmarco", "put the template right"),
        ("index.html", "{{ in_each", "{{ in_each}", 0, "unexpected '}'", "put the template right"),
        ("decisions.html", "| list", "| lst", 0, "No filter named 'lst'", "put the template right"),
        ("index.html", "[:4]", "[:4] | safe", 0, "No filter named 'safe'", "put the template"),
        ("index.html", HEAD, HEAD + "{{ 1 / 0 }}", 0, "ZeroDivisionError", "put the template"),
        ("index.html", "[:4]", ".__class__", 0, "there is no «__class__»", ""),
        ("index.html", "[:4]", "()", 0, "TypeError", "put the template right"),
        ("index.html", HEAD, HEAD + "{{ filters.clear() }}", 0, "there is no «clear»", ""),
        ("macros.html", '" {{ language', '" {{ translated(text) }}{{ language', -1, "Recurs", ""),
        ("index.html", HEAD, HEAD + "{% autoescape false %}{% endautoescape %}", 0, "never", ""),
        ("base.html", "<body>", "<body>\n{%-  autoescape x %}{% endautoescape %}", 0, "never", ""),
        ("base.html", "<style>{{", "<style> {{", 1, "does not allow what stands in <style>", ""),
        (
            "base.html",
            "<body>",
            "<body><script>go()</script>",
            1,
            "stands in <script>",
            "base.html",
        ),
        ("base.html", "{{ policy(style, script) }}", "", 1, "does not allow", "«policy»"),
    ],
)
def test_a_wrong_template_is_told_at_its_line(
    output: Output,
    translations: PageTranslations,
    edited: Edit,
    name: str,
    old: str,
    new: str,
    place: int,
    message: str,
    remedy: str,
) -> None:
    folder = edited(name, lambda text: text.replace(old, new, 1))
    there = [(each / name).read_text("utf-8").split("\n") for each in (TEMPLATES, folder)]
    first = next(line for line, (a, b) in enumerate(zip(*there, strict=False), 1) if a != b)
    english, russian = refused(output, translations, folder)
    where = {1: "index.html:1:1:", -1: f"{name}:"}  # where a call without end stops is chance
    for said in (english, russian):
        assert said.startswith(where.get(place, f"{name}:{place or first}:"))
    assert message in english.split("\n")[0]
    assert remedy in english.split("\n")[-1]
    assert english != russian


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("how", ["missing", "a folder", "a link", "of another encoding"])
def test_a_file_that_is_no_template_is_told_by_name(
    output: Output, translations: PageTranslations, tmp_path: Path, name: str, how: str
) -> None:
    folder = tmp_path / "site"
    shutil.copytree(TEMPLATES, folder)
    file = folder / name
    data = file.read_bytes()
    file.unlink()
    if how == "a folder":
        file.mkdir()
    elif how == "a link":
        file.symlink_to(TEMPLATES / name)
    elif how == "of another encoding":
        file.write_bytes(b"one line\n" + "ё".encode("cp1251") + data)
    english, _ = refused(output, translations, folder)
    expected = {
        "a link": f"{name}:1:1: error: this is a link",
        "of another encoding": f"{name}:2:1: error: byte 0xB8 is not UTF-8",
    }
    if how in expected:
        assert english.startswith(expected[how])
    else:
        assert f"the templates have no file «{name}»" in english


def test_line_ends_and_marks_of_other_systems_change_nothing(
    output: Output, translations: PageTranslations, tmp_path: Path
) -> None:
    folder = tmp_path / "site"
    shutil.copytree(TEMPLATES, folder)
    for path in folder.iterdir():
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert made(output, translations, folder) == made(output, translations, TEMPLATES)


@pytest.mark.parametrize(
    "text",
    [
        "</span><script>go()</script><img src=x onerror=go()>",
        "\"' onclick='go()' x=\" <!-- </style><style>*{display:none}</style>",
        "{{ files }}{% include 'site.css' %}{# #}{{ ''.__class__ }}",
        "&lt;script&gt; &amp; \\u003c ]]>",
    ],
)
def test_content_is_never_markup(translations: PageTranslations, text: str) -> None:
    known = RECORDS[NEW, "minutes"]
    said = dict.fromkeys(("ru", "kk"), text)
    kept = msgspec.structs.replace(
        known,
        names=said,
        titles=said,
        authors=said,
        leads=said,
        decisions={code: [decided(code, text, responsible=text, due=text)] for code in said},
    )
    listed = (
        Meeting(NEW, "2024-08-28", (PublishedDocument(NEW, "minutes", "final", kept),)),
        Meeting(NEW, "", (PublishedDocument(NEW, text, "draft", record.BuildRecord()),)),
    )
    plain = pages((), translations, TEMPLATES, {}, TODAY)
    for name in ("index.html", "decisions.html"):
        page = pages(listed, translations, TEMPLATES, {}, TODAY)[name]
        assert policies.judged(page) == policies.judged(plain[name])
        tree = lxml.html.fromstring(page.decode())
        assert not tree.xpath("//img | //@onclick | //@onerror | //comment()")
        assert text in [span.text for span in tree.iter("span")]


@pytest.mark.parametrize("name", NAMES)
def test_pages_follow_from_each_file_of_their_templates(tmp_path: Path, name: str) -> None:
    found = []
    for each in ("before", "after"):
        folder = tmp_path / each
        shutil.copytree(ROOT / "templates", folder)
        if each == "after":
            (folder / "site" / name).write_bytes((TEMPLATES / name).read_bytes() + b"\n")
        found.append(site_digest(folder))
    assert found[0] != found[1]
