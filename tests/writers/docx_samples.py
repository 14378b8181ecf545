"""Documents that between them use everything the Word writer can write; invented texts."""

from __future__ import annotations

from diptych.tree import Document, Emphasis, Fact, LineBreak, Link, Part, Strong, Text
from trees import (
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


def memorandum() -> Document:
    """One language: articles, nested lists, a table, two parties signing beside each other."""
    nested = items(
        "ru",
        (
            body("обмениваются планами исследований не позднее 15\u00a0января:", "ru"),
            items("ru", "по экономике и торговле;", "по транспорту и логистике;"),
            body("и сообщают друг другу об их изменении;", "ru"),
        ),
        "проводят совместные заседания:",
        (
            items("ru", "в столицах поочередно;", "по видеосвязи.", marker="dash"),
            paragraph(
                "note", "Ответственный: секретариат. Срок: до 1\u00a0июня 2031\u00a0года", "ru"
            ),
        ),
        series="duties",
    )
    return document(
        part(
            letterhead(text("Институт исследований", "ru"), text("Совет", "ru")),
            paragraph("document-name", "МЕМОРАНДУМ", "ru"),
            paragraph("subject", "об учреждении Экспертного совета двух институтов", "ru"),
            paragraph("detail", "5\u00a0марта 2031\u00a0года, город Верхнеозерск", "ru"),
            body(
                (
                    Text("Институт исследований и Центр анализа, далее «Стороны», ", "ru"),
                    Emphasis(text("желая придать ", "ru")),
                    Strong((Text("постоянный ", "ru"), Emphasis(text("характер", "ru")))),
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
            table(
                "ru",
                ("start", "center", "end"),
                ("Мероприятие", "Срок", "Сумма, евро"),
                ("Совместный доклад о состоянии торговли", "июнь", "12\u00a0500"),
                ("Заседание", "декабрь", "800"),
            ),
            body(
                (
                    Text("Текст опубликован", "ru"),
                    LineBreak(),
                    Text("на сайте ", "ru"),
                    Link(text("example.org", "en"), "https://example.org/совет?a=1&b=2"),
                    Text(".", "ru"),
                ),
                "ru",
            ),
            paragraph(
                "done",
                "Совершено в городе Верхнеозерске 5\u00a0марта 2031\u00a0года в двух подлинных "
                "экземплярах на русском языке.",
                "ru",
            ),
            signatures(
                signatory("a", ru=("За Институт исследований", "А.\u00a0Иванов")),
                signatory("b", ru=("За Центр анализа и прогнозов", "")),
            ),
            langs=("ru",),
        ),
        kind="memorandum",
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

    def point(number: int, uz: str, kk: str) -> tuple[Blocks, ...]:
        return cells(
            items("uz", uz, start=number, series="points"),
            items("kk", kk, start=number, series="points"),
        )

    return document(
        part(
            letterhead(text("Tadqiqotlar instituti", "uz"), text("Зерттеулер институты", "kk")),
            parallel(
                langs,
                cells(
                    paragraph("document-name", "BAYONNOMA", "uz"),
                    paragraph("document-name", "ХАТТАМА", "kk"),
                ),
                cells(
                    paragraph("subject", "Kengashning ikkinchi majlisi", "uz"),
                    paragraph("subject", "Кеңестің екінші отырысы", "kk"),
                ),
                cells(
                    paragraph("detail", "2031\u2011yil 5\u2011mart, videoanjuman", "uz"),
                    paragraph("detail", "2031\u00a0жылғы 5\u00a0наурыз, бейнеконференция", "kk"),
                ),
                cells(heading("1.", "Kun tartibi", "uz"), heading("1.", "Күн тәртібі", "kk")),
                point(1, "Savdo toʻgʻrisida.", "Сауда туралы."),
                point(2, "Ish rejasi toʻgʻrisida.", "Жұмыс жоспары туралы."),
                cells(body(long["uz"] * 5, "uz"), body(long["kk"] * 5, "kk")),
                cells(
                    paragraph("resolution", "QAROR QILINDI", "uz"),
                    paragraph("resolution", "ШЕШІЛДІ", "kk"),
                ),
                *(
                    (
                        (items("uz", long["uz"], start=n, series="decisions"),),
                        (
                            items("kk", long["kk"], start=n, series="decisions"),
                            paragraph("note", "Жауапты: хатшылық", "kk"),
                        ),
                    )
                    for n in range(1, 5)
                ),
                cells(
                    paragraph("done", "Bayonnoma ikki tilda tuzildi.", "uz"),
                    paragraph("done", "Хаттама екі тілде жасалды.", "kk"),
                ),
                ((body("Ilova qilinadi.", "uz"),), ()),
            ),
            signatures(
                signatory("chair", uz=("Rais", "E.\u00a0Aliyev"), kk=("Төраға", "Е.\u00a0Әлиев")),
                signatory("clerk", uz=("Kotib", ""), kk=("Хатшы", "")),
                beside=False,
            ),
            langs=langs,
        ),
        kind="minutes",
        title="Bayonnoma",
    )


def release() -> Document:
    """Two languages one after the other: every style of a press release, quotations."""

    def release(lang: str, *words: str) -> Blocks:
        label, when, headline, lead, first, cited, about, contact, end = words
        return (
            paragraph("label", label, lang),
            paragraph("detail", when, lang),
            paragraph("headline", headline, lang),
            paragraph("lead", lead, lang),
            body(first, lang),
            quote(cited, lang),
            items(lang, first, cited, marker="dash"),
            heading("", about, lang, level=2),
            paragraph("boilerplate", lead, lang),
            paragraph(
                "boilerplate",
                (
                    Text(f"{contact} ", lang),
                    Link(text("press@example.org", "en"), "mailto:press@example.org"),
                ),
                lang,
            ),
            paragraph("end-mark", end, lang),
        )

    ru = release(
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
    en = release(
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
    head = letterhead(text("Институт исследований", "ru"), text("Institute for Studies", "en"))
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
            paragraph("document-name", "MEMORANDUM", "uz"),
            parallel(
                langs,
                cells(*(heading(*words[lang][:2], lang) for lang in langs)),
                cells(*(body(words[lang][2] * 8, lang) for lang in langs)),
                cells(*(items(lang, *[words[lang][2]] * 3) for lang in langs)),
                cells(
                    *(
                        table(lang, ("end", "start"), ("№", words[lang][1]), ("1", words[lang][2]))
                        for lang in langs
                    )
                ),
            ),
            langs=langs,
            landscape=True,
        ),
        Part(("ru",), (), (), ()),
        kind="memorandum",
    )


def right_to_left() -> Document:
    """Arabic beside English, Arabic first: everything turned round but the English."""
    langs = ("ar", "en")
    return document(
        part(
            paragraph("document-name", "مذكرة تفاهم", "ar"),
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
                cells(
                    items("ar", "يتبادل الطرفان المعلومات عن سير العمل.", "يجتمعان مرتين."),
                    items("en", "The parties share information.", "They meet twice a year."),
                ),
            ),
            table("ar", ("start", "end"), ("السنة", "المبلغ"), ("2031", "4,5")),
            signatures(
                signatory("a", ar=("عن المعهد", "أحمد"), en=("For the Institute", "Ahmad")),
                signatory("b", ar=("عن المركز", ""), en=("For the Centre", "")),
            ),
            langs=langs,
        ),
        kind="memorandum",
        title="مذكرة",
    )


SAMPLES = {
    "memorandum": memorandum,
    "columns": columns,
    "release": release,
    "landscape": landscape,
    "right-to-left": right_to_left,
}
