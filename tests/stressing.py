"""A made-up meeting whose texts hold everything that a text may, as often as one likes."""

from __future__ import annotations

import io
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageDraw

from diptych import bitext, tree
from diptych.pipeline import compose
from diptych.reader.registry import read_registry

ROOT = Path(__file__).parents[1]
PARTS = Path(__file__).parent / "stress"
LANGUAGES = ("ru", "uz", "kk")
KINDS = ("memorandum", "minutes", "press-release")
MEETING = "2031-03-05-second-session"

# An address that no line can hold and nobody divides.
_LONG = "https://example.org/" + "/".join(f"part-{n}" for n in range(1, 14))


class Words(NamedTuple):
    """What one language has for each place of the pattern."""

    subject: str
    opening: str
    title: str
    sentence: str
    deed: str
    other: str
    line: str
    letters: str
    reference: str
    columns: tuple[str, str]
    alternative: str
    caption: str
    details: str
    note: str
    annex: str
    done: str


WORDS = {
    "ru": Words(
        "{{ session | word n gen }} заседания {{ board | gen }}",
        "{{ board }} собрался {{ held | on }}",
        "Ход испытаний и дальнейшая работа",
        "Стороны обменялись мнениями о ходе испытаний и договорились регулярно подводить их итоги.",
        "обмен сведениями",
        "проведение встреч",
        "Новая строка того же абзаца.",
        "абвгдежзиклмн",
        "Об этом сказано в пункте {{{{ #{place}.first }}}} и в приложении {{{{ #plan }}}}.",
        ("Год", "Расход"),
        "Столбцы, из которых каждый выше предыдущего",
        "Рис. 1. Рост числа испытаний",
        "Подробности",
        "По данным сторон на день заседания.",
        "План испытаний",
        "Совершено в городе {{ place | pre }} {{ date | on }}.",
    ),
    "uz": Words(
        "{{ board | gen }} {{ session | word }} majlisi",
        "{{ board }} {{ held | on }} toʻplandi",
        "Sinovlarning borishi va keyingi ishlar",
        "Tomonlar sinovlarning borishi haqida fikr almashdilar va natijalarini muntazam "
        "koʻrib chiqishga kelishdilar.",
        "maʼlumot almashish",
        "uchrashuvlar oʻtkazish",
        "Oʻsha xatboshining yangi qatori.",
        "abcdefghijklm",
        "Bu haqda {{{{ #{place}.first }}}}-bandda va {{{{ #plan }}}}-ilovada aytilgan.",
        ("Yil", "Xarajat"),
        "Har biri oldingisidan baland ustunlar",
        "1-rasm. Sinovlar sonining oʻsishi",
        "Batafsil",
        "Tomonlarning majlis kunidagi maʼlumotlariga koʻra.",
        "Sinovlar rejasi",
        "{{ place }} shahrida {{ date | on }} tuzildi.",
    ),
    "kk": Words(
        "{{ board | gen }} {{ session | word }} отырысы",
        "{{ board }} {{ held | on }} жиналды",
        "Сынақтардың барысы және алдағы жұмыс",
        "Тараптар сынақтардың барысы туралы пікір алмасып, нәтижелерін тұрақты түрде "
        "қорытындылауға келісті.",
        "мәлімет алмасу",
        "кездесулер өткізу",
        "Сол абзацтың жаңа жолы.",
        "абвгдежзиклмн",
        "Бұл туралы {{{{ #{place}.first }}}}-тармақта және {{{{ #plan }}}}-қосымшада айтылған.",
        ("Жыл", "Шығын"),
        "Әрқайсысы алдыңғысынан биік бағандар",
        "1-сурет. Сынақтар санының өсуі",
        "Толығырақ",
        "Тараптардың отырыс күнгі деректері бойынша.",
        "Сынақ жоспары",
        "{{ place }} қаласында {{ date | on }} жасалды.",
    ),
}

#: What the body of a chapter holds; ``place`` is the section of its lists.
_CHAPTER = """
{long}

> {w.sentence} *{w.deed}*, **{w.other}**.
>
> {w.sentence}

1. {w.sentence} {{#first}}
2. {w.deed}:
   {a}) {w.deed};
   {b}) {w.other}:
      - {w.deed};
      - {w.other}.

   {w.sentence}
3. {w.sentence}

{reference}[^call-{n}]\\
{w.line}

{lettered}

{w.sentence}

1) [{w.deed}](https://example.org/{n});
2) {long_address}.

| {w.columns[0]} | {w.columns[1]} |
|:--|--:|
| 2030 | {{{{ budget | plain }}}} |
| 2031 | 5[^cell-{n}] |

| {w.columns[0]} | {w.columns[1]} | {w.columns[0]} | {w.columns[1]} |
|:--|--:|:-:|:--|
{rows}

![{w.alternative}](chart.png "{w.caption}")

{w.sentence}

---

{w.sentence}
"""


def project(root: Path, chapters: int, arrangement: str = "parallel") -> Path:
    """The folder of a meeting below ``root`` whose texts have ``chapters`` chapters each."""
    registry = root / "registry"
    registry.mkdir(parents=True)
    for name in ("organisations", "people", "offices"):
        shutil.copy2(PARTS / f"{name}.yaml", registry)
    shutil.copy2(ROOT / "content" / "registry" / "terms.yaml", registry)
    folder = root / MEETING
    folder.mkdir()
    numbers = range(1, chapters + 1)
    record = (PARTS / "meeting.yaml").read_text("utf-8")
    record = record.replace("@AGENDA@", ", ".join(f"item-{n}" for n in numbers))
    duties = (f"decide-{n}: {{responsible: [north, south], due: due}}" for n in numbers)
    record = record.replace("@DECISIONS@", ", ".join(duties))
    record += f"\narrangement: {{{', '.join(f'{kind}: {arrangement}' for kind in KINDS)}}}\n"
    (folder / "meeting.yaml").write_text(record, "utf-8")
    (folder / "chart.png").write_bytes(chart())
    for lang in LANGUAGES:
        for kind in KINDS:
            text = _TEXTS[kind](lang, numbers)
            (folder / f"{kind}.{lang}.md").write_text(text, "utf-8")
    return folder


def document(folder: Path, kind: str, languages: Sequence[str], arrangement: str) -> tree.Document:
    """One edition of a kind of document of the meeting in ``folder``."""
    registry = read_registry(folder.parent)
    edition = tuple(languages)
    composed = compose.compose(folder, kind, [edition], registry, emblems(folder.parent))
    return bitext.weave(composed.editions[edition], arrangement)


def emblems(root: Path) -> Path:
    """The templates with emblems for the bodies of the meeting."""
    templates = root / "templates"
    if not templates.exists():
        shutil.copytree(ROOT / "templates", templates)
        folder = templates / "assets" / "emblems"
        for ours, theirs in (("north", "isrs"), ("south", "kaziss")):
            for suffix in (".svg", ".png"):
                shutil.copy2(folder / f"{theirs}{suffix}", folder / f"{ours}{suffix}")
    return templates


def chart() -> bytes:
    """A plain chart as PNG."""
    image = Image.new("RGB", (900, 480), "white")
    draw = ImageDraw.Draw(image)
    for index in range(5):
        draw.rectangle((100 + index * 150, 310 - index * 60, 190 + index * 150, 430), fill="navy")
    saved = io.BytesIO()
    image.save(saved, "PNG")
    return saved.getvalue()


def _chapter(lang: str, n: int, place: str) -> str:
    words = WORDS[lang]
    return _CHAPTER.format(
        w=words,
        n=n,
        a=words.letters[0],
        b=words.letters[1],
        long=" ".join([words.sentence] * 20),
        long_address=_LONG,
        reference=words.reference.format(place=place),
        lettered="\n".join(f"{letter}) {words.deed};" for letter in words.letters),
        rows="\n".join(
            f"| {number} | {words.deed} | {words.other} | {words.sentence} |"
            for number in range(1, 13)
        ),
    )


def _notes(lang: str, numbers: Sequence[int]) -> str:
    note = WORDS[lang].note
    lines = [f"[^title-{n}]: {note}\n\n[^call-{n}]: {note} {note}" for n in numbers]
    return "\n\n".join([*lines, *(f"[^cell-{n}]: {note}" for n in numbers)])


def _annexes(lang: str) -> str:
    words = WORDS[lang]
    return f"""
## {words.annex} {{#plan .annex}}

{words.sentence}

### {words.details} {{#more}}

{" ".join([words.sentence] * 4)}

## {words.annex} 2 {{#second-plan .annex}}

{words.sentence}
"""


def _minutes(lang: str, numbers: Sequence[int]) -> str:
    words = WORDS[lang]
    items = [
        f"""
## {words.title} {n}[^title-{n}] {{#item-{n}}}

{words.sentence}

### {{#heard}}
{_chapter(lang, n, f"item-{n}/heard")}
### {words.details} {{#more}}

{words.sentence}

### {{#decided}}

1. {words.sentence} {{#decide-{n}}}
2. {words.deed}.
"""
        for n in numbers
    ]
    opening = f"# {words.subject}\n\n{words.opening}.\n"
    return "\n".join([opening, *items, _annexes(lang), _notes(lang, numbers)])


def _memorandum(lang: str, numbers: Sequence[int]) -> str:
    words = WORDS[lang]
    articles = [
        f"\n## {words.title} {n}[^title-{n}] {{#article-{n}}}\n{_chapter(lang, n, f'article-{n}')}"
        for n in numbers
    ]
    opening = f"# {words.details}\n\n{words.opening}:\n"
    done = f"\n## {{#done}}\n\n{words.done}\n"
    return "\n".join([opening, *articles, done, _annexes(lang), _notes(lang, numbers)])


def _release(lang: str, numbers: Sequence[int]) -> str:
    words = WORDS[lang]
    parts = [
        f"\n## {words.title} {n}[^title-{n}] {{#part-{n}}}\n{_chapter(lang, n, f'part-{n}')}"
        for n in numbers
    ]
    opening = f"# {words.title}\n\n{words.sentence}\n"
    about = f"\n## {{#about}}\n\n{words.sentence}\n\n## {{#contacts}}\n\n+7 000 000-00-00\n"
    return "\n".join([opening, *parts, about, _annexes(lang), _notes(lang, numbers)])


_TEXTS = {"memorandum": _memorandum, "minutes": _minutes, "press-release": _release}
