"""Strategies for content that nobody has thought of, and what must hold of all of it."""

from __future__ import annotations

import io
import re
import shutil
import tempfile
import time
import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from datetime import date
from pathlib import Path
from typing import NamedTuple

from hypothesis import strategies as st

import picturing
from diptych.cli import main
from reading import docx_heads, docx_notes, docx_text, pdf_text, skeleton

ROOT = Path(__file__).parents[1]
#: Seconds of CPU that a document of a few pages may take, sound or not.
LIMIT = 60

_MARK = "(?:DRAFT|ПРОЕКТ|LOYIHA|ЛОЙИҲА|ЖОБА)"
_MARKS = re.compile(f"{_MARK}(?:/{_MARK})*")

Files = Mapping[str, bytes]


class Target(NamedTuple):
    """A document to write: its meeting, kind and edition."""

    meeting: str
    kind: str
    edition: str


def outcome(files: Files, target: Target) -> tuple[int, str]:
    """The status and messages of writing ``target`` from ``files``, after the laws are checked.

    Nothing is written of what is refused; what is written has one text in both formats; an
    exception that is no message, or more than :data:`LIMIT` seconds, fails the test.
    """
    base = Path(tempfile.mkdtemp(prefix="fuzz-"))
    try:
        for name, data in files.items():
            path = base / "content" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        output = base / "output"
        said = io.StringIO()
        begun = time.process_time()
        command = ["write", str(base / "content" / target.meeting), target.kind]
        places = ["--output", str(output), "--templates", str(ROOT / "templates")]
        with redirect_stdout(said), redirect_stderr(said):
            status = main([*command, "--editions", target.edition, *places])
        assert time.process_time() - begun < LIMIT
        if status:
            assert said.getvalue()
            assert not list(output.rglob("*.*"))
        else:
            stem = output / target.meeting / f"{target.kind}.{target.edition}"
            word = stem.with_name(f"{stem.name}.docx").read_bytes()
            page = pdf_text(stem.with_name(f"{stem.name}.pdf").read_bytes())
            text = "".join([docx_text(word), *docx_notes(word)])
            # A PDF draws notes at the feet of its pages and the mark of a draft upon each.
            ours, theirs = Counter(skeleton(text)), Counter(_MARKS.sub("", page))
            again = theirs - ours  # the head of a table that goes on overleaf
            assert not ours - theirs, ours - theirs
            assert again.keys() <= set(skeleton("".join(docx_heads(word)))), again
        return status, said.getvalue()
    finally:
        shutil.rmtree(base)


def read(folder: Path) -> Files:
    """The files below ``folder``, except ledgers, by their paths in it."""
    found = (path for path in sorted(folder.rglob("*.*")) if path.suffix in {".yaml", ".md"})
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


# --- mutation -------------------------------------------------------------------------

TOKENS = (
    *("{{", "}}", "{{ held }}", "{{ held | on }}", "{{ nobody }}", "{#x}", "{.annex}", "{keep}"),
    *("**", "*", "_", "`", "~~", "# ", "## ", "> ", "- ", "1. ", "a) ", "| ", "|", "---", "\n"),
    *("[", "](", "![", "[^n]", "[^n]: x", "<b>", "&amp;", "\\", "http://a.b", "  \n", "\n\n", "\t"),
    *(": ", "{", "}", "[]", "~", "''", '"', "#", "&a", "*a", "!!x", "null", "-1", "1e999", "0"),
    *("\0", "\x1b", "\u00a0", "\u00ad", "\u200b", "\u202e", "\ufeff", "\ufffe", "\U000e0041"),
    *(
        "é",
        "e\u0301",
        "ﬁ",
        "ـ",
        "مرحبا",
        "漢",
        "👨‍👩‍👧",
        "а",
        "a",
        "ʻ",
        "’",
        "№",
        "€",
        "½",
        "x" * 401,
    ),
)

_EDITS = st.lists(
    st.tuples(
        st.sampled_from(["insert", "delete", "repeat", "swap", "cut", "byte"]),
        st.integers(0, 10**6),
        st.integers(0, 10**6),
        st.sampled_from(TOKENS),
        st.booleans(),
    ),
    min_size=1,
    max_size=4,
)


@st.composite
def mutated(draw: st.DrawFn, files: Files, names: Sequence[str]) -> Files:
    """``files`` with a few edits in those called ``names``; some edits are made in all texts."""
    changed = {name: files[name] for name in names}
    for what, where, size, token, everywhere in draw(_EDITS):
        chosen = names[where % len(names)]
        alike = [name for name in names if name.endswith(Path(chosen).suffix)]
        for name in alike if everywhere and chosen.endswith(".md") else [chosen]:
            changed[name] = _edited(changed[name], what, where // len(names), size, token)
    return {**files, **changed}


def _edited(data: bytes, what: str, where: int, size: int, token: str) -> bytes:
    lines = data.split(b"\n")
    row = where % len(lines)
    line = lines[row]
    column = size % (len(line) + 1)
    match what:
        case "insert":  # never inside a letter: that is for «byte»
            words = line.split(b" ")
            words.insert(size % (len(words) + 1), token.encode())
            lines[row] = b" ".join(words)
        case "delete":
            del lines[row : row + 1 + size % 3]
        case "repeat":
            lines[row:row] = [line] * (1 + size % 40)
        case "swap":
            other = size % len(lines)
            lines[row], lines[other] = lines[other], line
        case "cut":
            lines[row] = line[:column].decode("utf-8", "ignore").encode()
        case "byte":
            lines[row] = line[:column] + bytes([size % 256]) + line[column + 1 :]
    return b"\n".join(lines)


# --- pictures -------------------------------------------------------------------------

_SPOILT = st.lists(
    st.tuples(
        st.sampled_from(["byte", "bytes", "cut", "lose", "repeat", "splice", "number"]),
        st.integers(0, 10**9),
        st.integers(0, 10**9),
    ),
    min_size=1,
    max_size=4,
)


@st.composite
def pictures(draw: st.DrawFn) -> bytes:
    """The file of a picture that has been spoilt, most of them near the head.

    A PNG may have its sums put right, so that more than those is wrong.
    """
    kinds = [*picturing.SOUND.values(), *picturing.UNSOUND.values()]
    data = draw(st.sampled_from(kinds))[1]()
    for what, where, size in draw(_SPOILT):
        span = len(data) if where % 2 else min(len(data), 700)
        data = _spoilt(data, what, where // 2 % (span + 1), size)
    return _summed(data) if draw(st.booleans()) else data


def _spoilt(data: bytes, what: str, place: int, size: int) -> bytes:
    head, tail = data[:place], data[place:]
    few = size % 9
    match what:
        case "byte":
            return head + bytes((size % 256,)) + tail[1:]
        case "bytes":
            return head + (size % 2**32).to_bytes(4) + tail[4:]
        case "number":
            return head + (b"\0\0", b"\xff\xff", b"\x7f\xff", b"\0\1")[size % 4] + tail[2:]
        case "cut":
            return head if size % 4 else head + data[-12:]
        case "lose":
            return head + tail[few:]
        case "repeat":
            return head + tail[:few] * (size % 50) + tail
        case _:
            return head + data[size % (len(data) + 1) :]


def _summed(data: bytes) -> bytes:
    """``data`` with the sums of its chunks put right as far as it is a PNG."""
    made, place = data[:8], 8
    while data.startswith(b"\x89PNG") and place + 12 <= len(data):
        end = place + 8 + int.from_bytes(data[place : place + 4])
        made += data[place:end] + zlib.crc32(data[place + 4 : end]).to_bytes(4)
        place = end + 4
    return made + data[place:]


def pictured(data: bytes) -> None:
    """Write a document with the picture ``data``; it is alike in all formats, or refused."""
    base = Path(tempfile.mkdtemp(prefix="fuzz-"))
    begun, said, made = time.process_time(), "", None
    try:
        made = picturing.written(base, data)
    except picturing.Refused as refused:
        said = str(refused)
    left = list(base.glob("output/**/*.*"))
    shutil.rmtree(base)
    if made is None:
        assert "minutes.en.md:20:1: error: «photo.jpg»" in said
        assert not left
    else:
        picturing.alike(made["docx"], made["html"], made["pdf"])
    assert time.process_time() - begun < LIMIT


# --- generation -----------------------------------------------------------------------

_WORDS = {
    "ru": ("вода", "Совет", "и", "в", "№", "из-за", "«колодец»", "река", "т. е.", "объём"),
    "en": ("water", "Council", "and", "in", "No.", "well-known", "“well”", "river", "i.e.", "it’s"),
    "kk": ("су", "Кеңес", "және", "үшін", "№", "әр-түрлі", "«құдық»", "өзен", "т. б.", "ғылым"),
    "uz": ("suv", "Kengash", "va", "oʻzi", "№", "toʻgʻri", "«quduq»", "daryo", "masʼul", "shahar"),
}
_SHARED = (
    *("{{ held }}", "{{ held | on }}", "{{ wells }}", "{{ cost }}", "{{ share }}", "{{ opened }}"),
    *("**{}**", "*{}*", "***{}***", "[{}](https://example.org/a?b=c&d)", "{}\\", "{} –", "({})"),
    *("{}\\*", "[2031]{{keep}}", "{}, {},", "{};", "{}: {}", "{}!", "{} {} {} {}"),
)
_PARAGRAPH = st.lists(
    st.tuples(st.sampled_from(_SHARED), st.integers(0, 9)), min_size=1, max_size=12
)
_BLOCK = st.one_of(
    _PARAGRAPH.map(lambda pieces: ("", [pieces])),
    st.tuples(
        st.sampled_from(["1. ", "- ", "> ", "| ", "a) "]),
        st.lists(_PARAGRAPH, min_size=1, max_size=5),
    ),
)
_FACTS = st.fixed_dictionaries(
    {
        "held": st.dates(date(1991, 1, 1), date(2099, 12, 31)).map(lambda day: f"{{date: {day}}}"),
        "wells": st.decimals(-(10**15), 10**15, places=3).map(lambda n: f"{{number: {n:f}}}"),
        "share": st.decimals(0, 1000, places=1).map(lambda n: f"{{percent: {n:f} %}}"),
        "cost": st.tuples(
            st.decimals("0.01", 10**12, places=2),
            st.sampled_from(["USD", "KZT", "UZS", "EUR", "JPY", "KWD", "million USD"]),
        ).map(lambda sum_: f"{{money: {sum_[0]:f} {sum_[1]}}}"),
        "opened": st.times().map(lambda hour: f"{{time: '{hour:%H:%M}'}}"),
        "first": st.integers(1, 60).map(lambda n: f"{{ordinal: {n}}}"),
    }
)


def _line(pieces: Sequence[tuple[str, int]], lang: str) -> str:
    words = _WORDS[lang]
    made = []
    for index, (form, word) in enumerate(pieces):
        if form.startswith("{{"):
            made.append(form)
        else:
            made.append(form.format(*(words[(word + index + n) % 10] for n in range(4))))
    return " ".join(made)


def _written(block: tuple[str, Sequence[Sequence[tuple[str, int]]]], lang: str) -> str:
    mark, lines = block
    texts = [_line(pieces, lang) for pieces in lines]
    if mark == "| ":
        rows = [f"| {text} | {text} |" for text in texts]
        return "\n".join([rows[0], "|---|--:|", *rows[1:]])
    if mark in {"1. ", "a) "}:
        letters = "abcde" if lang in {"en", "uz"} else "абвгд"
        marks = (
            f"{letter}) " if mark == "a) " else f"{number}. "
            for number, letter in enumerate(letters, 1)
        )
        return "\n".join(f"{each}{text}" for each, text in zip(marks, texts, strict=False))
    return "\n".join(f"{mark}{text}" for text in texts)


@st.composite
def meetings(draw: st.DrawFn, files: Files, meeting: str) -> Files:
    """``files`` with facts, and texts of the press release, that are made up alike in all."""
    facts = draw(_FACTS)
    opening = ("", [draw(_PARAGRAPH)])
    blocks = [opening, *draw(st.lists(_BLOCK, max_size=8))]
    title = draw(_PARAGRAPH)
    record = files[f"{meeting}/meeting.yaml"].decode()
    _, _, rest = record.partition("\nminutes:")
    head = "facts:\n" + "".join(f"  {name}: {value}\n" for name, value in facts.items())
    made = {f"{meeting}/meeting.yaml": f"{head}\nminutes:{rest}".encode()}
    for lang in ("ru", "en"):
        parts = [f"# {_line(title, lang)}", *(_written(block, lang) for block in blocks)]
        parts += ["## {#about}", f"{_WORDS[lang][0]}[^n]", f"[^n]: {_line(title, lang)}"]
        made[f"{meeting}/press-release.{lang}.md"] = ("\n\n".join(parts) + "\n").encode()
    return {**files, **made}
