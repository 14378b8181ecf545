"""Documents that between them hold everything a tree can hold; their texts are examples."""

from __future__ import annotations

from pathlib import Path

import pytest

from diptych import tree
from diptych.language.tags import Tags, tags
from diptych.layout.closing import closed
from diptych.writers.html import furniture, inline

TEMPLATES = Path(__file__).parents[2] / "templates" / "pdf"

Cells = tuple[tuple[tree.AnyBlock, ...], ...]

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
NAMES = {
    "ru": "Русский",
    "uz": "Oʻzbekcha",
    "kk": "Қазақша",
    "en": "English",
    "ar": "العربية",
    "he": "עברית",
}


def add_languages_from_the_right(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the writer know Arabic and Hebrew, which the project has no file for."""

    def more(code: str) -> Tags:
        foreign = {"ar": Tags("ar", "ar-SA", "rtl"), "he": Tags("he", "he-IL", "rtl")}
        return foreign.get(code) or tags(code)

    monkeypatch.setattr(inline, "tags", more)
    monkeypatch.setattr(furniture, "tags", more)


def text(string: str, lang: str) -> tree.Inlines:
    return (tree.Text(string, lang),)


def paragraph(
    style: tree.ParagraphStyle, content: str | tree.Inlines, lang: str, unit: str = "p"
) -> tree.Paragraph:
    inlines = text(content, lang) if isinstance(content, str) else content
    return tree.Paragraph(id=unit, style=style, content=inlines, lang=lang)


def heading(label: str, content: str, lang: str, level: int = 1) -> tree.Heading:
    return tree.Heading(id="h", level=level, content=text(content, lang), lang=lang, label=label)


def numbered(start: int, lang: str, *items: str) -> tree.List:
    return tree.List(
        id=f"l{start}",
        marker="number",
        items=tuple((paragraph("body", item, lang),) for item in items),
        lang=lang,
        start=start,
        series="decisions",
    )


def part(*blocks: tree.AnyBlock, langs: tuple[str, ...], landscape: bool = False) -> tree.Part:
    """A part whose header names its languages and whose footer counts pages."""
    header = tuple(
        inline
        for index, lang in enumerate(langs)
        for inline in (*text(" · ", langs[0]) * bool(index), *text(NAMES[lang], lang))
    )
    footer = (
        tree.PageField("page", langs[0]),
        tree.Text(" / ", langs[0]),
        tree.PageField("pages", langs[0]),
    )
    return tree.Part(langs, header, footer, tuple(closed(blocks)), landscape)


def document(kind: str, title: str, *parts: tree.Part) -> tree.Document:
    langs = tuple(dict.fromkeys(lang for each in parts for lang in each.langs))
    return tree.Document(kind, langs, title, "Expert Council", "2024-08-28", parts)


def parallel(langs: tuple[str, ...], *rows: Cells) -> tree.Parallel:
    return tree.Parallel(
        id="text",
        langs=langs,
        names=tuple(text(NAMES[lang], lang) for lang in langs),
        rows=tuple(tree.Row(f"r{number}", cells) for number, cells in enumerate(rows)),
    )


def letterhead(*langs: str) -> tree.Letterhead:
    lines = {
        "ru": "Узбекско-Казахстанский экспертный совет",
        "uz": "Oʻzbekiston–Qozogʻiston ekspertlar kengashi",
        "kk": "Өзбекстан–Қазақстан сараптамалық кеңесі",
        "en": "Uzbek–Kazakh Expert Council",
    }
    return tree.Letterhead(id="letterhead", lines=tuple(text(lines[lang], lang) for lang in langs))


def signatures(langs: tuple[str, ...], *, beside: bool) -> tree.Signatures:
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
    people = [
        {
            "ru": "Э.\u00a0Арипов",
            "uz": "E.\u00a0Aripov",
            "kk": "Э.\u00a0Арипов",
            "en": "E.\u00a0Aripov",
        },
        {},
    ]
    entries = [
        tree.Signatory(
            id=f"s{number}",
            capacity=tuple(text(capacity[lang], lang) for lang in langs),
            name=tuple(text(person[lang], lang) if person else () for lang in langs),
        )
        for number, (capacity, person) in enumerate(
            zip(capacities if beside else roles, people, strict=True)
        )
    ]
    return tree.Signatures(id="signatures", entries=tuple(entries), beside=beside)


def memorandum() -> tree.Document:
    """One language: articles, lists in lists, a quotation, both kinds of signatures."""
    lang = "ru"
    nested = tree.List(
        id="n",
        marker="dash",
        lang=lang,
        items=(
            (paragraph("body", "доклады о положении дел в торговле;", lang),),
            (paragraph("body", "предложения правительствам двух стран.", lang),),
        ),
    )
    questions = tree.List(
        id="n",
        marker="number",
        lang=lang,
        items=(
            (paragraph("body", "торговля;", lang),),
            (paragraph("body", "логистика.", lang),),
        ),
    )
    duties = tree.List(
        id="d",
        marker="number",
        lang=lang,
        items=(
            (paragraph("body", "Стороны готовят:", lang), nested),
            (paragraph("body", SENTENCE[lang], lang),),
            (paragraph("body", "На заседаниях рассматриваются:", lang), questions),
        ),
    )
    blocks: list[tree.AnyBlock] = [
        letterhead(lang),
        paragraph("document-name", "МЕМОРАНДУМ", lang),
        paragraph("subject", "о создании Узбекско-Казахстанского экспертного совета", lang),
        paragraph("detail", "г.\u00a0Астана, 8\u00a0августа 2024\u00a0года", lang),
        paragraph("body", " ".join([SENTENCE[lang]] * 3), lang),
    ]
    for number, title in enumerate(("Цель", "Направления работы", "Заседания"), 1):
        blocks += [
            heading(f"Статья {number}.", title, lang),
            paragraph("body", " ".join([SENTENCE[lang]] * 3), lang),
            duties,
        ]
    blocks += [
        heading("1.1.", "Подраздел", lang, 2),
        heading("", "О порядке голосования", lang, 3),
        tree.Quote(
            id="q", lang=lang, blocks=(paragraph("body", f"«{SENTENCE[lang]}»", lang, "q"),)
        ),
        paragraph(
            "done",
            "Совершено в городе Астане 8\u00a0августа 2024\u00a0года в двух подлинных "
            "экземплярах, каждый на узбекском, казахском и русском языках, причем все тексты "
            "имеют одинаковую силу.",
            lang,
        ),
        signatures((lang,), beside=True),
    ]
    return document(
        "memorandum", "Меморандум о создании экспертного совета", part(*blocks, langs=(lang,))
    )


def minutes() -> tree.Document:
    """Two languages in parallel: lists cut into rows, resolutions, notes, signatures below."""
    langs = ("uz", "kk")

    def styled(style: tree.ParagraphStyle, *texts: str) -> Cells:
        return tuple((paragraph(style, *each),) for each in zip(texts, langs, strict=True))

    def headed(label: str, *texts: str) -> Cells:
        return tuple((heading(label, *each),) for each in zip(texts, langs, strict=True))

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
                tuple((numbered(start, lang, SENTENCE[lang]),) for lang in langs)
                for start in (1, 2, 3)
            ),
            styled("note", "Masʼul: kotib", "Жауапты: хатшы"),
        ]
    return document(
        "minutes",
        "Ikkinchi majlis bayonnomasi",
        part(
            letterhead(*langs),
            parallel(langs, *rows),
            signatures(langs, beside=False),
            langs=langs,
        ),
    )


def press_release() -> tree.Document:
    """Two languages one after the other: quotations, links, marks of emphasis."""

    def release(lang: str, words: dict[str, str]) -> tree.Part:
        link = tree.Link(text("council.example", lang), "https://council.example/")
        strong = tree.Strong((tree.Emphasis(text(words["strong"], lang)),))
        return part(
            letterhead(lang),
            paragraph("label", words["label"], lang),
            paragraph("headline", words["headline"], lang),
            paragraph("lead", f"{words['dateline']} – {SENTENCE[lang]}", lang),
            *(paragraph("body", " ".join([SENTENCE[lang]] * 4), lang) for _ in range(3)),
            tree.Quote(id="q", lang=lang, blocks=(paragraph("body", words["quote"], lang),)),
            paragraph("body", (strong, tree.Text(f" {words['figure']}", lang)), lang),
            *(paragraph("body", " ".join([SENTENCE[lang]] * 4), lang) for _ in range(3)),
            paragraph("boilerplate", (*text(SENTENCE[lang], lang), tree.LineBreak(), link), lang),
            paragraph("end-mark", "* * *", lang),
            langs=(lang,),
        )

    return document(
        "press-release",
        "Состоялось второе заседание экспертного совета",
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
    )


def three_columns() -> tree.Document:
    """Three languages on landscape pages, with a table of data below them."""
    langs = ("uz", "kk", "ru")
    rows = [
        tuple((heading(f"{number}.", NAMES[lang], lang),) for lang in langs) for number in (1, 2)
    ]
    texts = [
        tuple((paragraph("body", f"{SENTENCE[lang]} {SENTENCE[lang]}", lang),) for lang in langs)
    ] * 5
    plan = tree.Table(
        id="plan",
        header=(text("№", "ru"), text("Мероприятие", "ru"), text("Сумма, млн\u00a0$", "ru")),
        rows=tuple(
            (text(f"{number}", "ru"), text(SENTENCE["ru"], "ru"), text("4,5", "ru"))
            for number in range(1, 13)
        ),
        align=("center", "start", "end"),
        lang="ru",
    )
    return document(
        "minutes",
        "Ish rejasi",
        part(
            parallel(langs, rows[0], *texts, rows[1], *texts),
            plan,
            signatures(langs, beside=True),
            langs=langs,
            landscape=True,
        ),
    )


def right_to_left(lang: str) -> tree.Document:
    """A language written from the right, alone and beside English."""
    langs = (lang, "en")
    return document(
        "minutes",
        NAMES[lang],
        part(
            paragraph("headline", NAMES[lang], lang),
            paragraph("body", f"{SENTENCE[lang]} {SENTENCE[lang]}", lang),
            paragraph("body", (*text(SENTENCE[lang], lang), *text(" Expert Council", "en")), lang),
            numbered(1, lang, SENTENCE[lang], SENTENCE[lang]),
            parallel(langs, tuple((paragraph("body", SENTENCE[each], each),) for each in langs)),
            langs=langs,
        ),
    )


def long_row(sentences: int = 60) -> tree.Document:
    """A row far too long for a page, its sentences numbered, between two short ones."""
    langs = ("ru", "en")
    long = tuple(
        (paragraph("body", " ".join(f"{SENTENCE[lang]} ({n:03})" for n in range(sentences)), lang),)
        for lang in langs
    )
    short = tuple((paragraph("body", SENTENCE[lang], lang),) for lang in langs)
    table = parallel(langs, short, long, short)
    return document("minutes", "Длинная строка", part(table, langs=langs))


SAMPLES = {
    "memorandum.ru": memorandum(),
    "minutes.uz-kk": minutes(),
    "press-release.ru-en": press_release(),
    "minutes.uz-kk-ru": three_columns(),
    "long-row.ru-en": long_row(),
}
