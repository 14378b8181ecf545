"""Whatever Markdown a text holds, what is derived from it holds as well."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from diptych import bitext, prose, tree
from diptych.bitext import derivation
from diptych.errors import ContentError
from diptych.model import Prose
from rewriting import bare, markdown

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
CATALOGUES = ROOT / "templates/locale"
NO_TERMS = bitext.Terms({}, frozenset())
PAIRS = [("uz", "uz-Cyrl"), ("uz-Cyrl", "uz")]

#: Running text in both scripts, and every construct that it may hold.
WORDS = {
    "uz": ["Majlis", "ikki", "davlat", "oʻrtasida", "2024-yil", "28-avgustda", "PDF", "ma'no"],
    "uz-Cyrl": ["Мажлис", "икки", "давлат", "ўртасида", "2024 йил", "28 августда", "PDF", "маъно"],
}
MARKED = [
    "[5]{keep}",
    "[PDF]{keep}ning",
    "[AKP]{=АКП (5)}",
    "[Direktor]{aripov}",
    "[Dear friends]{lang=en}",
    "{{ held | on }}",
    "{{ years }}-yillarda",
    "{{ #reja }}",
    "*{}*",
    "**{} 7**",
    "***{}***",
    "[{}](https://isrs.uz/uz)",
    "[*{}*](mailto:info@isrs.uz)",
    "m^2^",
    "H~2~O",
    "{}[^1]",
    "____",
    "{}\\\n{}",
    r"\*{}\* \{ \| \[5\]",
    "&lt;{}&gt;",
    "https://isrs.uz/uz?id=5",
    "info@isrs.uz",
    '"{}" - {}',
    "5 %",
]
LOOSE = "".join([*"*_^~[](){}|\\`#-+=!<>&:.)/\"' \n0157aAбБʻʼ"])


def texts(source: str) -> st.SearchStrategy[str]:
    """Texts in ``source`` that have every kind of block and of mark somewhere."""
    word = st.sampled_from(WORDS[source])
    marked = st.builds(_filled, st.sampled_from(MARKED), word, word)
    loose = st.text(LOOSE, max_size=6)
    running = st.lists(st.one_of(word, word, *[marked] * 5, loose), min_size=1, max_size=6)
    line = running.map(" ".join)
    blocks = st.one_of(
        line,
        st.builds("- {}\n- {}".format, line, line),
        st.builds("1) {} {{#birinchi}}\n2) {}".format, line, line),
        st.builds("a) {}\nb) {}".format, line, line),
        st.builds("> {}".format, line),
        st.builds("| {} | {} |\n|:--|--:|\n| {} | 5 |".format, line, line, line),
        st.builds('![{}](chart.png "{}")'.format, word, line),
        st.just("---"),
        st.builds("## {} {{#reja}}\n\n{}".format, line, line),
        st.builds("## {} {{#ilova .annex}}\n\n{}".format, line, line),
    )
    body = st.lists(blocks, min_size=1, max_size=4).map("\n\n".join)
    return st.builds(_text, line, body)


def _filled(mark: str, first: str, second: str) -> str:
    return mark.replace("{}", first, 1).replace("{}", second)


def _text(title: str, body: str) -> str:
    note = "\n\n[^1]: Izoh [5]{keep}." if "[^1]" in title + body else ""
    return f"# {title}\n\n{body}{note}\n"


def parsed(text: str, code: str) -> Prose:
    return prose.parse(text, f"minutes.{code}.md", code)


def derived(text: Prose, code: str) -> Prose:
    return derivation.derive(text, code, CATALOGUES)


def shape(node: Any) -> Any:
    """All of ``node`` but its words; of a passage that a person has fixed, these, too."""
    match node:
        case {"type": "Text", "derived": other}:
            return {"fixed": {node["text"], other}} | {"name": node.get("name")}
        case {"type": "Text"}:
            return {"digits": re.findall(r"\d+", node["text"]), "name": node.get("name")}
        case dict():
            return {key: shape(value) for key, value in node.items() if key != "letters"}
        case list():
            return [shape(each) for each in node]
        case _:
            return node


@pytest.mark.parametrize(("source", "target"), PAIRS)
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
@given(data=st.data())
def test_whatever_is_accepted_derives_to_what_is_accepted(
    source: str, target: str, data: st.DataObject
) -> None:
    try:
        written = parsed(data.draw(texts(source)), source)
    except ContentError:
        assume(False)
    ours = derived(written, target)
    assert shape(bare(ours)) == shape(bare(written))
    assert not list(bitext.check_alignment([written, ours]))
    said = bitext.check_concordance([written, ours], NO_TERMS)
    assert not [each for each in said if each.severity == "error"]
    again = parsed(markdown(ours), target)
    assert bare(again) == bare(ours)
    assert bare(derived(again, source)) == bare(derived(ours, source))


@pytest.mark.parametrize(("source", "target"), PAIRS)
@pytest.mark.parametrize("mark", MARKED)
def test_every_mark_is_derived(source: str, target: str, mark: str) -> None:
    text = _filled(mark, *WORDS[source][:2])
    written = parsed(_text("Majlis", f"{text}\n\n## Reja {{#reja}}\n\nSoʻz"), source)
    ours = derived(written, target)
    assert shape(bare(ours)) == shape(bare(written))
    assert bare(parsed(markdown(ours), target)) == bare(ours)


def test_what_is_kept_stays_to_the_letter_and_stays_marked() -> None:
    text = parsed("# Majlis\n\n[SMSни 5 %]{keep} va [AKP]{=АКП}, [PDF]{keep}ning.\n", "uz")
    (paragraph,) = derived(text, "uz-Cyrl").opening
    assert tree.source(paragraph.content) == ("[SMSни 5 %]{keep} ва [АКП]{=AKP}, [PDF]{keep}нинг.")


def test_an_escape_divides_no_address_and_no_word() -> None:
    text = parsed("# Majlis\n\ninfo\\_isrs@isrs.uz, 2024\\-yil, elektr\\-avtomobil\n", "uz")
    (paragraph,) = derived(text, "uz-Cyrl").opening
    assert tree.plain(paragraph.content) == "info_isrs@isrs.uz, 2024\u00a0йил, электр-автомобиль"
