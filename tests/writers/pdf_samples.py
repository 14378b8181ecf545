"""Documents that between them hold everything a tree can hold; their texts are examples."""

from __future__ import annotations

from pathlib import Path

import pytest

from diptych import tree
from diptych.language.tags import Tags, tags
from diptych.writers.html import inline
from trees import (
    NAMES,
    Blocks,
    body,
    cells,
    document,
    heading,
    items,
    letterhead,
    paragraph,
    parallel,
    part,
    quote,
    signatory,
    signatures,
    table,
    text,
)

TEMPLATES = Path(__file__).parents[2] / "templates" / "pdf"

# One sentence a language, long enough to fill lines when repeated.
SENTENCE = {
    "ru": "Стороны обмениваются сведениями о ходе совместной работы и не реже одного раза "
    "в год подводят ее итоги на заседании совета.",
    "uz": "Tomonlar birgalikdagi ishning borishi toʻgʻrisida maʼlumot almashadilar va yiliga "
    "kamida bir marta kengash majlisida uning natijalarini koʻrib chiqadilar.",
    "kk": "Тараптар бірлескен жұмыстың барысы туралы ақпарат алмасады және жылына кемінде бір "
    "рет кеңес отырысында оның нәтижелерін қорытындылайды.",
    "en": "The parties keep each other informed of the work they do together and review its "
    "results at a meeting of the council at least once a year.",
    "ar": "يتبادل الطرفان المعلومات عن سير العمل المشترك ويستعرضان نتائجه مرة واحدة في السنة.",
    "he": "הצדדים מעדכנים זה את זה על העבודה המשותפת ובוחנים את תוצאותיה פעם בשנה.",
}


_OF_THE_CASE = {"author": "Expert Council", "date": "2024-08-28"}


def add_languages_from_the_right(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the writer know Arabic and Hebrew, which the project has no file for."""

    def more(code: str) -> Tags:
        foreign = {"ar": Tags("ar", "ar-SA", "rtl"), "he": Tags("he", "he-IL", "rtl")}
        return foreign.get(code) or tags(code)

    monkeypatch.setattr(inline, "tags", more)
    monkeypatch.setattr("diptych.writers.html.letterhead.tags", more)


def numbered(start: int, lang: str, *contents: str) -> tree.List:
    return items(lang, *contents, start=start, series="decisions")


def head(*langs: str) -> tree.Letterhead:
    lines = {
        "ru": "Узбекско-Казахстанский экспертный совет",
        "uz": "Oʻzbekiston–Qozogʻiston ekspertlar kengashi",
        "kk": "Өзбекстан–Қазақстан сараптамалық кеңесі",
        "en": "Uzbek–Kazakh Expert Council",
    }
    return letterhead(*(text(lines[lang], lang) for lang in langs))


def signed(langs: tuple[str, ...], *, beside: bool) -> tree.Signatures:
    capacities = [
        {
            "ru": "За Институт стратегических и межрегиональных исследований",
            "uz": "Strategik va mintaqalararo tadqiqotlar instituti nomidan",
            "kk": "Стратегиялық және өңіраралық зерттеулер институты үшін",
            "en": "For the Institute for Strategic and Regional Studies",
        },
        {
            "ru": "За Казахстанский институт стратегических исследований",
            "uz": "Qozogʻiston strategik tadqiqotlar instituti nomidan",
            "kk": "Қазақстанның стратегиялық зерттеулер институты үшін",
            "en": "For KazISS",
        },
    ]
    roles = [
        {"ru": "Председательствующий", "uz": "Rais", "kk": "Төраға", "en": "Chair"},
        {"ru": "Секретарь", "uz": "Kotib", "kk": "Хатшы", "en": "Secretary"},
    ]
    name = {"ru": "Э.\u00a0Арипов", "kk": "Э.\u00a0Арипов"}
    people = [{lang: name.get(lang, "E.\u00a0Aripov") for lang in langs}, dict.fromkeys(langs, "")]
    entries = (
        signatory(f"s{number}", **{lang: (capacity[lang], person[lang]) for lang in langs})
        for number, (capacity, person) in enumerate(
            zip(capacities if beside else roles, people, strict=True)
        )
    )
    return signatures(*entries, beside=beside)


def memorandum() -> tree.Document:
    """One language: articles, lists in lists, a quotation, both kinds of signatures."""
    lang = "ru"
    reports = "доклады о положении дел в торговле;", "предложения правительствам двух стран."
    duties = items(
        lang,
        (body("Стороны готовят:", lang), items(lang, *reports, marker="dash")),
        SENTENCE[lang],
        (body("На заседаниях рассматриваются:", lang), items(lang, "торговля;", "логистика.")),
    )
    blocks: list[tree.AnyBlock] = [
        head(lang),
        paragraph("document-name", "МЕМОРАНДУМ", lang),
        paragraph("subject", "о создании Узбекско-Казахстанского экспертного совета", lang),
        paragraph("detail", "г.\u00a0Астана, 8\u00a0августа 2024\u00a0года", lang),
        body(" ".join([SENTENCE[lang]] * 3), lang),
    ]
    for number, title in enumerate(("Цель", "Направления работы", "Заседания"), 1):
        blocks += [
            heading(f"Статья {number}.", title, lang),
            body(" ".join([SENTENCE[lang]] * 3), lang),
            duties,
        ]
    blocks += [
        heading("1.1.", "Подраздел", lang, 2),
        heading("", "О порядке голосования", lang, 3),
        quote(f"«{SENTENCE[lang]}»", lang),
        paragraph(
            "done",
            "Совершено в городе Астане 8\u00a0августа 2024\u00a0года в двух подлинных "
            "экземплярах, каждый на узбекском, казахском и русском языках, причем все тексты "
            "имеют одинаковую силу.",
            lang,
        ),
        signed((lang,), beside=True),
    ]
    return document(
        part(*blocks, langs=(lang,)),
        kind="memorandum",
        title="Меморандум о создании экспертного совета",
        **_OF_THE_CASE,
    )


def minutes() -> tree.Document:
    """Two languages in parallel: lists cut into rows, resolutions, notes, signatures below."""
    langs = ("uz", "kk")

    def styled(style: tree.ParagraphStyle, *texts: str) -> tuple[Blocks, ...]:
        return cells(*(paragraph(style, *each) for each in zip(texts, langs, strict=True)))

    def headed(label: str, *texts: str) -> tuple[Blocks, ...]:
        return cells(*(heading(label, *each) for each in zip(texts, langs, strict=True)))

    rows = [
        styled("document-name", "BAYONNOMA", "ХАТТАМА"),
        styled("subject", "ikkinchi majlis", "екінші отырыс"),
        styled(
            "detail", "2024\u2011yil 28\u2011avgust, №\u00a02", "2024 жылғы 28\u00a0тамыз, №\u00a02"
        ),
    ]
    for number, (title_uz, title_kk) in enumerate(
        (("Tashrif natijalari", "Сапардың нәтижелері"), ("Ish rejasi", "Жұмыс жоспары")), 1
    ):
        rows += [
            headed(f"{number}.", title_uz, title_kk),
            styled("resolution", "ESHITILDI:", "ТЫҢДАЛДЫ:"),
            *(styled("body", *(SENTENCE[lang] for lang in langs)) for _ in range(6)),
            styled("resolution", "QAROR QILINDI:", "ШЕШІЛДІ:"),
            *(
                cells(*(numbered(start, lang, SENTENCE[lang]) for lang in langs))
                for start in (1, 2, 3)
            ),
            styled("note", "Masʼul: kotib", "Жауапты: хатшы"),
        ]
    blocks = head(*langs), parallel(langs, *rows), signed(langs, beside=False)
    return document(
        part(*blocks, langs=langs, first=True), title="Ikkinchi majlis bayonnomasi", **_OF_THE_CASE
    )


def press_release() -> tree.Document:
    """Two languages one after the other: quotations, links, marks of emphasis."""

    def release(lang: str, words: dict[str, str]) -> tree.Part:
        link = tree.Link(text("council.example", lang), "https://council.example/")
        strong = tree.Strong((tree.Emphasis(text(words["strong"], lang)),))
        return part(
            head(lang),
            paragraph("label", words["label"], lang),
            paragraph("headline", words["headline"], lang),
            paragraph("lead", f"{words['dateline']} – {SENTENCE[lang]}", lang),
            *(body(" ".join([SENTENCE[lang]] * 4), lang) for _ in range(3)),
            quote(words["quote"], lang),
            body((strong, tree.Text(f" {words['figure']}", lang)), lang),
            *(body(" ".join([SENTENCE[lang]] * 4), lang) for _ in range(3)),
            paragraph("boilerplate", (*text(SENTENCE[lang], lang), tree.LineBreak(), link), lang),
            paragraph("end-mark", "* * *", lang),
            langs=(lang,),
        )

    return document(
        release(
            "ru",
            {
                "label": "ПРЕСС-РЕЛИЗ",
                "headline": "Состоялось второе заседание экспертного совета",
                "dateline": "Ташкент, 28\u00a0августа 2024\u00a0года",
                "quote": f"«Итог назван „общим делом“: {SENTENCE['ru']}»",
                "strong": "За 2024–2034\u00a0годы",
                "figure": "товарооборот может достичь 10\u00a0миллиардов долларов США (₸, ₽).",
            },
        ),
        release(
            "en",
            {
                "label": "PRESS RELEASE",
                "headline": "The Expert Council holds its second session",
                "dateline": "Tashkent, 28\u00a0August 2024",
                "quote": f"“The result is ‘a common cause’: {SENTENCE['en']}”",
                "strong": "In 2024–2034",
                "figure": "turnover may reach US$10\u00a0billion.",
            },
        ),
        kind="press-release",
        title="Состоялось второе заседание экспертного совета",
        **_OF_THE_CASE,
    )


def three_columns() -> tree.Document:
    """Three languages on landscape pages, with a table of data below them."""
    langs = ("uz", "kk", "ru")
    heads = [cells(*(heading(f"{n}.", NAMES[lang], lang) for lang in langs)) for n in (1, 2)]
    texts = [cells(*(body(f"{SENTENCE[lang]} {SENTENCE[lang]}", lang) for lang in langs))] * 5
    plan = table(
        "ru",
        ("center", "start", "end"),
        ("№", "Мероприятие", "Сумма, млн\u00a0$"),
        *((f"{number}", SENTENCE["ru"], "4,5") for number in range(1, 13)),
        unit="plan",
    )
    return document(
        part(
            parallel(langs, heads[0], *texts, heads[1], *texts),
            plan,
            signed(langs, beside=True),
            langs=langs,
            landscape=True,
            first=True,
        ),
        title="Ish rejasi",
        **_OF_THE_CASE,
    )


def right_to_left(lang: str) -> tree.Document:
    """A language written from the right, alone and beside English."""
    langs = (lang, "en")
    twice = f"{SENTENCE[lang]} {SENTENCE[lang]}"
    return document(
        part(
            paragraph("headline", NAMES[lang], lang),
            body(twice, lang),
            body((*text(SENTENCE[lang], lang), *text(" Expert Council", "en")), lang),
            numbered(1, lang, SENTENCE[lang], SENTENCE[lang]),
            parallel(langs, cells(*(body(SENTENCE[each], each) for each in langs))),
            langs=langs,
            first=True,
        ),
        title=NAMES[lang],
        **_OF_THE_CASE,
    )


def long_row(sentences: int = 60) -> tree.Document:
    """A row far too long for a page, its sentences numbered, between two short ones."""
    langs = ("ru", "en")
    long = cells(
        *(
            body(" ".join(f"{SENTENCE[lang]} ({n:03})" for n in range(sentences)), lang)
            for lang in langs
        )
    )
    short = cells(*(body(SENTENCE[lang], lang) for lang in langs))
    return document(
        part(parallel(langs, short, long, short), langs=langs),
        title="Длинная строка",
        **_OF_THE_CASE,
    )


SAMPLES = {
    "memorandum.ru": memorandum(),
    "minutes.uz-kk": minutes(),
    "press-release.ru-en": press_release(),
    "minutes.uz-kk-ru": three_columns(),
    "long-row.ru-en": long_row(),
}
