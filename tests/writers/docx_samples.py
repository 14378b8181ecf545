"""Documents that between them use everything the Word writer can write; invented texts."""

from __future__ import annotations

from diptych.layout.closing import closed
from diptych.tree import (
    AnyBlock,
    AnyInline,
    Document,
    Emphasis,
    Fact,
    Heading,
    Inlines,
    Letterhead,
    LineBreak,
    Link,
    List,
    Marker,
    PageField,
    Paragraph,
    ParagraphStyle,
    Parallel,
    Part,
    Quote,
    Row,
    Signatory,
    Signatures,
    Strong,
    Table,
    Text,
)

NAMES = {
    "ru": "Русский",
    "uz": "Oʻzbekcha",
    "kk": "Қазақша",
    "en": "English",
    "ar": "العربية",
}


def said(text: str | AnyInline | Inlines, lang: str) -> Inlines:
    if isinstance(text, str):
        return (Text(text, lang),)
    return text if isinstance(text, tuple) else (text,)


def para(style: ParagraphStyle, text: str | Inlines, lang: str) -> Paragraph:
    return Paragraph(id="p", style=style, content=said(text, lang), lang=lang)


def body(text: str | Inlines, lang: str) -> Paragraph:
    return para("body", text, lang)


def heading(label: str, text: str, lang: str, level: int = 1) -> Heading:
    return Heading(id="h", level=level, content=said(text, lang), lang=lang, label=label)


def items(
    lang: str, *texts: str, start: int = 1, series: str = "", marker: Marker = "number"
) -> List:
    return List(
        id="l",
        marker=marker,
        items=tuple((body(text, lang),) for text in texts),
        lang=lang,
        start=start,
        series=series,
    )


def part(*blocks: AnyBlock, langs: tuple[str, ...], landscape: bool = False) -> Part:
    header: list[AnyInline] = []
    footer: list[AnyInline] = []
    for lang in langs:
        if header:
            header.append(Text(" · ", lang))
            footer.append(Text(" · ", lang))
        header.append(Text(NAMES[lang], lang))
        footer += [PageField("page", lang), Text(" / ", lang), PageField("pages", lang)]
    return Part(langs, tuple(header), tuple(footer), tuple(closed(blocks)), landscape)


def document(*parts: Part, kind: str = "memorandum", title: str = "Образец") -> Document:
    langs = tuple(dict.fromkeys(lang for part in parts for lang in part.langs))
    return Document(kind, langs, title, "Совет", "2031-03-05", parts)


def parallel(langs: tuple[str, ...], *rows: tuple[tuple[AnyBlock, ...], ...]) -> Parallel:
    return Parallel(
        id="text",
        langs=langs,
        names=tuple(said(NAMES[lang], lang) for lang in langs),
        rows=tuple(Row(f"row-{n}", cells) for n, cells in enumerate(rows, start=1)),
    )


def signatory(key: str, **forms: tuple[str, str]) -> Signatory:
    return Signatory(
        key,
        capacity=tuple(said(capacity, lang) for lang, (capacity, _) in forms.items()),
        name=tuple(said(name, lang) for lang, (_, name) in forms.items()),
    )


def memorandum() -> Document:
    """One language: articles, nested lists, a table, two parties signing beside each other."""
    nested = List(
        id="l",
        marker="number",
        lang="ru",
        series="duties",
        items=(
            (
                body("обмениваются планами исследований не позднее 15\u00a0января:", "ru"),
                items("ru", "по экономике и торговле;", "по транспорту и логистике;"),
                body("и сообщают друг другу об их изменении;", "ru"),
            ),
            (body("проводят совместные заседания:", "ru"),),
            (
                items("ru", "в столицах поочередно;", "по видеосвязи.", marker="dash"),
                para(
                    "note", "Ответственный: секретариат. Срок: до 1\u00a0июня 2031\u00a0года", "ru"
                ),
            ),
        ),
    )
    return document(
        part(
            Letterhead(id="head", lines=(said("Институт исследований", "ru"), said("Совет", "ru"))),
            para("document-name", "МЕМОРАНДУМ", "ru"),
            para("subject", "об учреждении Экспертного совета двух институтов", "ru"),
            para("detail", "5\u00a0марта 2031\u00a0года, город Верхнеозерск", "ru"),
            body(
                (
                    Text("Институт исследований и Центр анализа, далее «Стороны», ", "ru"),
                    Emphasis(said("желая придать ", "ru")),
                    Strong((Text("постоянный ", "ru"), Emphasis(said("характер", "ru")))),
                    Text(" своему диалогу на ", "ru"),
                    Fact("years", "for", "ru", "2031–2034\u00a0годы"),
                    Text(" и признавая пользу совместной работы, договорились о", "ru"),
                    Text(" нижеследующем.", "ru"),
                ),
                "ru",
            ),
            heading("Статья 1.", "Предмет", "ru"),
            body(
                "Стороны учреждают Экспертный совет, который обсуждает новые предложения и "
                "готовит рекомендации. Совет заседает не реже двух раз в год; 2\u2011е заседание "
                "проводится по видеосвязи.",
                "ru",
            ),
            heading("Статья 2.", "Обязанности", "ru"),
            body("Стороны:", "ru"),
            nested,
            heading("1.", "Порядок работы", "ru", level=2),
            heading("", "Повестка", "ru", level=3),
            items("ru", "Повестку готовит секретариат.", "Повестку утверждает совет."),
            Table(
                id="t",
                header=(said("Мероприятие", "ru"), said("Срок", "ru"), said("Сумма, евро", "ru")),
                rows=(
                    (
                        said("Совместный доклад о состоянии торговли", "ru"),
                        said("июнь", "ru"),
                        said("12\u00a0500", "ru"),
                    ),
                    (said("Заседание", "ru"), said("декабрь", "ru"), said("800", "ru")),
                ),
                align=("start", "center", "end"),
                lang="ru",
            ),
            body(
                (
                    Text("Текст опубликован", "ru"),
                    LineBreak(),
                    Text("на сайте ", "ru"),
                    Link(said("example.org", "en"), "https://example.org/совет?a=1&b=2"),
                    Text(".", "ru"),
                ),
                "ru",
            ),
            para(
                "done",
                "Совершено в городе Верхнеозерске 5\u00a0марта 2031\u00a0года в двух подлинных "
                "экземплярах на русском языке.",
                "ru",
            ),
            Signatures(
                id="s",
                beside=True,
                entries=(
                    signatory("a", ru=("За Институт исследований", "А.\u00a0Иванов")),
                    signatory("b", ru=("За Центр анализа и прогнозов", "")),
                ),
            ),
            langs=("ru",),
        )
    )


def columns() -> Document:
    """Two languages side by side: one numbered series cut into rows, long and short rows."""
    langs = ("uz", "kk")
    long = {
        "uz": "Tomonlar birgalikdagi ishning borishi toʻgʻrisida maʼlumot almashadilar va yiliga "
        "kamida bir marta kengash majlisida uning natijalarini koʻrib chiqadilar. ",
        "kk": "Тараптар бірлескен жұмыстың барысы туралы ақпарат алмасады және жылына кемінде "
        "бір рет кеңес отырысында оның нәтижелерін қорытындылайды. ",
    }

    def row(uz: AnyBlock, kk: AnyBlock) -> tuple[tuple[AnyBlock, ...], ...]:
        return (uz,), (kk,)

    def point(number: int, uz: str, kk: str) -> tuple[tuple[AnyBlock, ...], ...]:
        return row(
            items("uz", uz, start=number, series="points"),
            items("kk", kk, start=number, series="points"),
        )

    return document(
        part(
            Letterhead(
                id="head",
                lines=(said("Tadqiqotlar instituti", "uz"), said("Зерттеулер институты", "kk")),
            ),
            parallel(
                langs,
                row(
                    para("document-name", "BAYONNOMA", "uz"), para("document-name", "ХАТТАМА", "kk")
                ),
                row(
                    para("subject", "Kengashning ikkinchi majlisi", "uz"),
                    para("subject", "Кеңестің екінші отырысы", "kk"),
                ),
                row(
                    para("detail", "2031\u2011yil 5\u2011mart, videoanjuman", "uz"),
                    para("detail", "2031\u00a0жылғы 5\u00a0наурыз, бейнеконференция", "kk"),
                ),
                row(heading("1.", "Kun tartibi", "uz"), heading("1.", "Күн тәртібі", "kk")),
                point(1, "Savdo toʻgʻrisida.", "Сауда туралы."),
                point(2, "Ish rejasi toʻgʻrisida.", "Жұмыс жоспары туралы."),
                row(body(long["uz"] * 5, "uz"), body(long["kk"] * 5, "kk")),
                row(
                    para("resolution", "QAROR QILINDI", "uz"),
                    para("resolution", "ШЕШІЛДІ", "kk"),
                ),
                *(
                    (
                        (items("uz", long["uz"], start=n, series="decisions"),),
                        (
                            items("kk", long["kk"], start=n, series="decisions"),
                            para("note", "Жауапты: хатшылық", "kk"),
                        ),
                    )
                    for n in range(1, 5)
                ),
                row(
                    para("done", "Bayonnoma ikki tilda tuzildi.", "uz"),
                    para("done", "Хаттама екі тілде жасалды.", "kk"),
                ),
                ((body("Ilova qilinadi.", "uz"),), ()),
            ),
            Signatures(
                id="s",
                beside=False,
                entries=(
                    signatory(
                        "chair", uz=("Rais", "E.\u00a0Aliyev"), kk=("Төраға", "Е.\u00a0Әлиев")
                    ),
                    signatory("clerk", uz=("Kotib", ""), kk=("Хатшы", "")),
                ),
            ),
            langs=langs,
        ),
        kind="minutes",
        title="Bayonnoma",
    )


def release() -> Document:
    """Two languages one after the other: every style of a press release, quotations."""

    def text(lang: str, *words: str) -> tuple[AnyBlock, ...]:
        label, when, headline, lead, first, quote, about, contact, end = words
        return (
            para("label", label, lang),
            para("detail", when, lang),
            para("headline", headline, lang),
            para("lead", lead, lang),
            body(first, lang),
            Quote(id="q", blocks=(body(quote, lang),), lang=lang),
            items(lang, first, quote, marker="dash"),
            heading("", about, lang, level=2),
            para("boilerplate", lead, lang),
            para(
                "boilerplate",
                (
                    Text(f"{contact} ", lang),
                    Link(said("press@example.org", "en"), "mailto:press@example.org"),
                ),
                lang,
            ),
            para("end-mark", end, lang),
        )

    ru = text(
        "ru",
        "ПРЕСС\u2011РЕЛИЗ",
        "Для немедленного распространения",
        "Экспертный совет обсудил рост торговли и наметил план работы на год",
        "Верхнеозерск, 5\u00a0марта 2031\u00a0года\u00a0– Члены Экспертного совета двух "
        "институтов обсудили итоги года и договорились подготовить план работы.",
        "Участники отметили, что оборот за семь лет вырос более чем в 2\u00a0раза и достиг "
        "4,5\u00a0миллиарда евро. По их мнению, следующая цель достижима.",
        "«Мы видим особый знак доверия в том, что разговор стал постоянным»,\u00a0– сказал "
        "председатель.",
        "Об институте",
        "Контакты:",
        "– конец –",
    )
    en = text(
        "en",
        "PRESS RELEASE",
        "For immediate release",
        "Expert Council reviews trade growth and agrees to draw up a plan for the year",
        "Lakeside, 5\u00a0March 2031\u00a0– Members of the Expert Council of the two institutes "
        "reviewed the year and agreed to prepare a plan of work.",
        "Participants noted that turnover had more than doubled in seven years, to "
        "€4.5\u00a0billion. In their view the next goal is within reach.",
        "“That the conversation has become a constant one is a particular sign of trust,” said "
        "the chair.",
        "About the institute",
        "Contacts:",
        "– ends –",
    )
    head = Letterhead(
        id="head",
        lines=(said("Институт исследований", "ru"), said("Institute for Studies", "en")),
    )
    return document(
        part(head, *ru, langs=("ru",)),
        part(*en, langs=("en",)),
        kind="press-release",
        title="Пресс-релиз",
    )


def landscape() -> Document:
    """Three columns on a landscape part, then a part without blocks or header."""
    langs = ("uz", "kk", "ru")
    words = {
        "uz": ("1\u2011modda.", "Maqsad", "Kengash mutaxassislarni muntazam suhbatga jalb etadi. "),
        "kk": ("1\u2011бап.", "Мақсаты", "Кеңес мамандарды тұрақты сұхбатқа тартады. "),
        "ru": ("Статья\u00a01.", "Цель", "Совет привлекает специалистов к постоянному диалогу. "),
    }
    return document(
        part(
            para("document-name", "MEMORANDUM", "uz"),
            parallel(
                langs,
                tuple((heading(*words[lang][:2], lang),) for lang in langs),
                tuple((body(words[lang][2] * 8, lang),) for lang in langs),
                tuple((items(lang, *[words[lang][2]] * 3),) for lang in langs),
                tuple(
                    (
                        Table(
                            id="t",
                            header=(said("№", lang), said(words[lang][1], lang)),
                            rows=((said("1", lang), said(words[lang][2], lang)),),
                            align=("end", "start"),
                            lang=lang,
                        ),
                    )
                    for lang in langs
                ),
            ),
            langs=langs,
            landscape=True,
        ),
        Part(("ru",), (), (), ()),
    )


def right_to_left() -> Document:
    """Arabic beside English, Arabic first: everything turned round but the English."""
    langs = ("ar", "en")
    return document(
        part(
            para("document-name", "مذكرة تفاهم", "ar"),
            body(
                (
                    Text("يتفق الطرفان على إنشاء ", "ar"),
                    Text("Expert Council", "en"),
                    Text(" ويجتمع مرتين في السنة.", "ar"),
                ),
                "ar",
            ),
            parallel(
                langs,
                (
                    (items("ar", "يتبادل الطرفان المعلومات عن سير العمل.", "يجتمعان مرتين."),),
                    (items("en", "The parties share information.", "They meet twice a year."),),
                ),
            ),
            Table(
                id="t",
                header=(said("السنة", "ar"), said("المبلغ", "ar")),
                rows=((said("2031", "ar"), said("4,5", "ar")),),
                align=("start", "end"),
                lang="ar",
            ),
            Signatures(
                id="s",
                beside=True,
                entries=(
                    signatory("a", ar=("عن المعهد", "أحمد"), en=("For the Institute", "Ahmad")),
                    signatory("b", ar=("عن المركز", ""), en=("For the Centre", "")),
                ),
            ),
            langs=langs,
        ),
        title="مذكرة",
    )


SAMPLES = {
    "memorandum": memorandum,
    "columns": columns,
    "release": release,
    "landscape": landscape,
    "right-to-left": right_to_left,
}
