"""Uzbek Cyrillic derived from Uzbek Latin and back, and a pair of scripts from outside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from diptych.errors import ValueProblem
from diptych.language import transliteration
from diptych.language.transliteration import CLOSE, FACT, OPEN, derive, original, source

CONTENT = Path(__file__).parents[2] / "content"
TEXTS = sorted(CONTENT.glob("*/*.uz.md"))

#: Latin text and the Cyrillic one, divided by a slash.
PAIRS = """
Oʻzbekiston Respublikasi/Ўзбекистон Республикаси; Gʻofur Gʻulom/Ғофур Ғулом; bogʻ/боғ
Qozogʻiston/Қозоғистон; Toshkent shahri/Тошкент шаҳри; xalq/халқ; hokim/ҳоким; qishloq/қишлоқ
jamoa/жамоа; huquq/ҳуқуқ; yangi/янги; tong/тонг; tashabbus/ташаббус; choʻl/чўл; oʻgʻil/ўғил
Sharof Rashidov/Шароф Рашидов; SHAROF/ШАРОФ; Choʻlpon/Чўлпон; CHOʻL/ЧЎЛ
Sh. Ch. Oʻ. Gʻ./Ш. Ч. Ў. Ғ.; elchi/элчи; Eldor/Элдор; Erkin/Эркин; eʼlon/эълон; eʼtirof/эътироф
aero/аэро; aeroport/аэропорт; poeziya/поэзия; duet/дуэт; maestro/маэстро
koeffitsiyent/коэффициент; ekspert/эксперт; uchrashuv-ekspertiza/учрашув-экспертиза; kecha/кеча
beʼmani/беъмани; davlat/давлат; yer/ер; Yevropa/Европа; YEVROPA/ЕВРОПА; yetakchi/етакчи
Yerkin/Еркин; poyezd/поезд; loyiha/лойиҳа; Mirziyoyev/Мирзиёев; MIRZIYOYEV/МИРЗИЁЕВ
Toqayev/Тоқаев; Nazarbayev/Назарбаев; Aliyev/Алиев; Sergeyevich/Сергеевич; Vasilyev/Васильев
Anatolyevich/Анатольевич; Gulyamov/Гулямов; yil/йил; yigirma/йигирма; ayirboshlash/айирбошлаш
tayyor/тайёр; muayyan/муайян; madaniyat/маданият; ziyofat/зиёфат; siyosat/сиёсат; Osiyo/Осиё
hissiyot/ҳиссиёт; dunyo/дунё; daryo/дарё; bunyod/бунёд; yoʻl/йўл; Yoʻldosh/Йўлдош; YOʻL/ЙЎЛ
yoʻnalish/йўналиш; yosh/ёш; Yosh/Ёш; YOSH/ЁШ; ayol/аёл; yuz/юз; Yusuf/Юсуф; buyurtma/буюртма
yakun/якун; Yaponiya/Япония; loyihasi/лойиҳаси; maʼno/маъно; sanʼat/санъат; maʼlumot/маълумот
taʼlim/таълим; daʼvo/даъво; surʼat/суръат; qatʼiy/қатъий; sunʼiy/сунъий; masʼul/масъул
inʼom/инъом; tabʼ/табъ; MAʼNO/МАЪНО; qalʼa/қалъа; Isʼhoq/Исҳоқ; Ishoq/Исҳоқ; asʼhob/асҳоб
ISʼHOQ/ИСҲОҚ; isitish/иситиш; ishonch/ишонч; mushak/мушак; moʻjiza/мўъжиза; moʻtabar/мўътабар
moʻtadil/мўътадил; moʻmin/мўмин; sanʻat/санъат; O'zbekiston/Ўзбекистон; g`oya/ғоя; o‘n/ўн
bog’i/боғи; san'at/санъат; ma’no/маъно; obyekt/объект; subyekt/субъект; obyektiv/объектив
adyutant/адъютант; konyunktura/конъюнктура; inyeksiya/инъекция; syezd/съезд; barelyef/барельеф
relyef/рельеф; premyera/премьера; karyera/карьера; Vyetnam/Вьетнам; kuryer/курьер; atelye/ателье
intervyu/интервью; alyans/альянс; batalyon/батальон; yanvar/январь; fevral/февраль; mart/март
aprel/апрель; may/май; iyun/июнь; iyul/июль; avgust/август; sentabr/сентябрь; oktabr/октябрь
noyabr/ноябрь; dekabr/декабрь; SENTABR/СЕНТЯБРЬ; Yanvar/Январь; yanvardan/январдан
oktabrda/октябрда; oktabrdagi/октябрдаги; iyulgacha/июлгача; sentabrning/сентябрнинг
sentabr-oktabr/сентябрь-октябрь; aprelga/апрелга; sentyabr/сентябрь; iyunlik/июнлик; albom/альбом
albomlar/альбомлар; rol/роль; rolini/ролини; model/модель; modellashtirish/моделлаштириш; nol/ноль
nolga/нолга; nolish/нолиш; neft/нефть; neftni/нефтни; nefthimoya/нефтҳимоя; rubl/рубль
portfel/портфель; portfeli/портфели; nazorat/назорат; kontrol/контроль; kontroller/контроллер
profil/профиль; magistral/магистраль; avtomagistral/автомагистраль; festival/фестиваль; film/фильм
videofilm/видеофильм; filtrlash/фильтрлаш; fakultet/факультет; konsultatsiya/консультация
medal/медаль; medalyon/медальон; rezultat/результат; multimedia/мультимедиа; asfalt/асфальт
madaniy/маданий; agrikultura/агрикультура; kulminatsiya/кульминация; Belgiya/Бельгия
Polsha/Польша; aksiya/акция; aksiyador/акциядор; aksioner/акционер; sessiya/сессия; missiya/миссия
Rossiya/Россия; konferensiya/конференция; videokonferensiya/видеоконференция
konferens-zal/конференц-зал; investitsiya/инвестиция; investitsion/инвестицион
konstitutsiya/конституция; KONSTITUTSIYA/КОНСТИТУЦИЯ; Konstitutsiyaviy/Конституциявий
funksiya/функция; funksional/функционал; stansiya/станция; delegatsiya/делегация
deklaratsiya/декларация; integratsiya/интеграция; modernizatsiya/модернизация
kommunikatsiya/коммуникация; informatsiya/информация; organizatsiya/организация
operatsiya/операция; ratsion/рацион; ratsional/рационал; sotsial/социал; assotsiatsiya/ассоциация
initsiativa/инициатива; sirk/цирк; sirka/сирка; sement/цемент; sentner/центнер
sivilizatsiya/цивилизация; sex/цех; sexlar/цехлар; tsex/цех; protsess/процесс; prosess/процесс
konsert/концерт; konsern/концерн; konsepsiya/концепция; litsey/лицей; litsenziya/лицензия
lisenziya/лицензия; protsent/процент; retsept/рецепт; dotsent/доцент; korrupsiya/коррупция
opsion/опцион; sanksiya/санкция; seksiya/секция; reaksion/реакцион; injiniring/инжиниринг
potensial/потенциал; tendensiya/тенденция; provinsiya/провинция; Fransiya/Франция; fransuz/француз
pensiya/пенсия; pensioner/пенсионер; versiya/версия; ekskursiya/экскурсия; konversiya/конверсия
jinsiyat/жинсият; insoniyat/инсоният; shaxsiyat/шахсият; vakansiya/вакансия; emulsiya/эмульсия
porsiya/порция; proporsiya/пропорция; inersiya/инерция; konsorsium/консорциум
kommersiya/коммерция; prinsip/принцип; munitsipal/муниципал; sertifikat/сертификат
vaksina/вакцина; avtovaksina/автовакцина; aytsa/айтса; ketsin/кетсин; yurtsevar/юртсевар
bulutsiz/булутсиз; botsin/ботсин; milliardsiz/миллиардсиз; meditsina/медицина; matritsa/матрица
tsunami/цунами; kansler/канцлер; kanselyariya/канцелярия; inflatsiya/инфляция
inflyatsiya/инфляция; rezolutsiya/резолюция; revolyutsiya/революция; regulator/регулятор
kalkulator/калькулятор; eskalatsiya/эскалация; izolatsiya/изоляция; budjet/бюджет; byudjet/бюджет
budjetdan/бюджетдан; valyuta/валюта; valuta/валюта; byulleten/бюллетень; broshura/брошюра
parashut/парашют; menejer/менежер; rejissyor/режиссёр; aktyor/актёр; rayon/район
mikrorayon/микрорайон; mayor/майор; Nyu-York/Нью-Йорк; kompyuter/компьютер
nuqtayi nazar/нуқтаи назар; mer/мэр; meri/мэри; mergan/мерган; meros/мерос; nomer/номер
meriya/мэрия; reket/рэкет; yuan/юань; bank-moliya/банк-молия; 12,5 mlrd soʻm/12,5 млрд сўм
5 km/5 км; 5ta/5та; 10:30-da/10:30-да; AQSH dollari/АҚШ доллари; AQSHning/АҚШнинг; SMTI/СМТИ
QSTI direktori/ҚСТИ директори; BMT/БМТ; YUNESKO/ЮНЕСКО; MDH/МДҲ; SHHT/ШҲТ; SHHTga/ШҲТга
YEOII/ЕОИИ; YI/ЕИ; YXHT/ЕХҲТ; DXX/ДХХ; MCHJ/МЧЖ; AES/АЭС; GES/ГЭС; IES/ИЭС; OʻzMU/ЎзМУ
MATBUOT XABARI/МАТБУОТ ХАБАРИ; BAYONNOMA/БАЁННОМА; avtomobil/автомобиль; avtomobilga/автомобилга
elektr-avtomobil/электр-автомобиль; tok-avtomobillar/ток-автомобиллар; sekretar/секретарь
oftalmologiya/офтальмология; bakteritsid/бактерицид; aerosyomka/аэросъёмка; poyabzal/пойабзал
Syurix/Цюрих; Salvador/Сальвадор; Ayova/Айова; Boyobod/Бойобод; Chimboyobod/Чимбойобод
Nobel mukofoti/Нобель мукофоти; shelf/шельф; YTT/ЯТТ; YTTlar/ЯТТлар; YIM/ЯИМ; YTTB/ЕТТБ
NATO/НАТО; UNESCO/ЮНЕСКО; FIFA/ФИФА; UEFA/УЕФА; MAGATE/МАГАТЭ
"""
#: Cyrillic text and the Latin one, where it is not that of PAIRS.
BACK = """
Исҳоқ/Isʼhoq; ИСҲОҚ/ISʼHOQ; асҳоб/asʼhob; санъат/sanʼat; Ўзбекистон/Oʻzbekiston; ғоя/gʻoya
ўн/oʻn; боғи/bogʻi; маъно/maʼno; маъюс/maʼyus; қатъий/qatʼiy; объект/obyekt; мўъжиза/moʻjiza
сентябрь/sentabr; сентябрда/sentabrda; октябрь/oktabr; цех/sex; ЦЕХ/SEX; цирк/sirk; акция/aksiya
процесс/protsess; лицензия/litsenziya; цунами/sunami; инфляция/inflyatsiya; абзац/abzas
резолюция/rezolyutsiya; регулятор/regulyator; калькулятор/kalkulyator; изоляция/izolyatsiya
бюджет/budjet; БЮДЖЕТ/BUDJET; валюта/valyuta; нуқтаи назар/nuqtayi nazar; Донецк/Donetsk
елка/yelka; поэзия/poeziya; проект/proyekt; Хрущёв/Xrushchyov; Ильич/Ilyich; батальон/batalyon
ЯТТга/YTTga; ЯИМ/YAIM; ЕТТБ/YTTB; ЕИ/YI; НАТО/NATO; ЮНЕСКО/YUNESKO; МЧЖга/MCHJga; ЎзМУ/OʻzMU
Ш. Рашидов/Sh. Rashidov; Ч. Айтматов/Ch. Aytmatov; Ё. Ё./Yo. Yo.; ШҲТ/SHHT; Ш/Sh
"""


def _table(pairs: str) -> list[tuple[str, ...]]:
    return [tuple(pair.split("/")) for pair in re.split(r"[;\n]\s*", pairs.strip())]


TABLE = _table(PAIRS)
BACK_TABLE = _table(BACK)
#: Words that a Latin text may write in another way than the one that is derived.
OTHERWISE = {cyrillic for cyrillic, _ in BACK_TABLE}

#: Latin initials do not tell Ye from Y.
EXCEPTIONS = {"Y. Tukumov"}


@pytest.mark.parametrize(("latin", "cyrillic"), TABLE, ids=[latin for latin, _ in TABLE])
def test_latin_becomes_cyrillic(latin: str, cyrillic: str) -> None:
    assert derive(latin, "uz-Cyrl") == cyrillic


@pytest.mark.parametrize(("cyrillic", "latin"), BACK_TABLE, ids=[c for c, _ in BACK_TABLE])
def test_cyrillic_becomes_latin(cyrillic: str, latin: str) -> None:
    assert derive(cyrillic, "uz") == latin


@pytest.mark.parametrize(
    ("latin", "cyrillic"),
    [pair for pair in TABLE if pair[1] not in OTHERWISE],
)
def test_what_became_cyrillic_becomes_latin_again(latin: str, cyrillic: str) -> None:
    assert derive(cyrillic, "uz") == latin


@pytest.mark.parametrize(
    ("cyrillic", "latin"),
    [
        ("2024 йил 28 август", "2024-yil 28-avgust"),
        ("2024\u00a0йил 28\u00a0август", "2024\u2011yil 28\u2011avgust"),
        ("2024 йил 28–30 августда", "2024-yil 28–30-avgustda"),
        ("28 август – 2 сентябрь", "28-avgust – 2-sentabr"),
        ("2024–2034 йилларга мўлжалланган", "2024–2034-yillarga moʻljallangan"),
        ("1 МАЙДАН", "1-MAYDAN"),
        ("5 йил ичида, 10 йиллик, 2750 йиллиги", "5 yil ichida, 10 yillik, 2750 yilligi"),
        ("12 000 йил, 90-йиллар, 15 майдон", "12 000 yil, 90-yillar, 15 maydon"),
        ("5-мажлис, 2-сон, 5 май", "5-majlis, 2-son, 5-may"),
        (f"{FACT}{OPEN}1{CLOSE} йилларда", f"{FACT}{OPEN}1{CLOSE}-yillarda"),
        (f"{FACT}{OPEN}1{CLOSE} йилда", f"{FACT}{OPEN}1{CLOSE} yilda"),
        (f"2024{OPEN}1{CLOSE} йилда", f"2024{OPEN}1{CLOSE}-yilda"),
        (f"яқин{OPEN}1{CLOSE} йилларда", f"yaqin{OPEN}1{CLOSE} yillarda"),
        ("май-июнь ойлари", "may-iyun oylari"),
    ],
)
def test_only_dates_get_hyphens(cyrillic: str, latin: str) -> None:
    assert derive(cyrillic, "uz") == latin


@pytest.mark.parametrize(
    ("latin", "cyrillic"),
    [
        ("2024-yil 28-avgust", "2024 йил 28 август"),
        ("2024\u2011yil 28\u2011avgust", "2024\u00a0йил 28\u00a0август"),
        ("2024-yil 28-avgustda", "2024 йил 28 августда"),
        ("2024-yil 28–30-avgust", "2024 йил 28–30 август"),
        ("28-avgust – 2-sentabr", "28 август – 2 сентябрь"),
        ("2024–2034-yillarga moʻljallangan", "2024–2034 йилларга мўлжалланган"),
        ("1-MAYDAN", "1 МАЙДАН"),
        (f"{FACT}{OPEN}1{CLOSE}-yillarda", f"{FACT}{OPEN}1{CLOSE} йилларда"),
        (f"2024{OPEN}1{CLOSE}-yilda", f"2024{OPEN}1{CLOSE} йилда"),
        ("5-majlis, 2-son, 3-maydon", "5-мажлис, 2-сон, 3-майдон"),
        ("may-iyun oylari", "май-июнь ойлари"),
    ],
)
def test_only_dates_lose_their_hyphens(latin: str, cyrillic: str) -> None:
    assert derive(latin, "uz-Cyrl") == cyrillic


@pytest.mark.parametrize(
    ("latin", "cyrillic"),
    [
        ("https://isrs.uz/uz/maqola?id=5 sahifasi", "https://isrs.uz/uz/maqola?id=5 саҳифаси"),
        ("info@isrs.uz va isrs.uz", "info@isrs.uz ва isrs.uz"),
        ("@isrs_uz kanali", "@isrs_uz канали"),
        ("USD, USDda, ISO 9001", "USD, USDда, ISO 9001"),
        ("USAIDning COVID-19, PDF-fayl", "USAIDнинг COVID-19, PDF-файл"),
        ("Wi-Fi, Wi-Fini, E-mail: info@isrs.uz", "Wi-Fi, Wi-Fiни, E-mail: info@isrs.uz"),
        ("EXPO-2025da, ISRS, SWIFT, PhD", "EXPO-2025да, ISRS, SWIFT, PhD"),
        (
            f"CO{OPEN}1{CLOSE}2{OPEN}2{CLOSE} va H{OPEN}1{CLOSE}2{OPEN}2{CLOSE}O",
            f"CO{OPEN}1{CLOSE}2{OPEN}2{CLOSE} ва H{OPEN}1{CLOSE}2{OPEN}2{CLOSE}O",
        ),
        (f"https://isrs.uz/a{OPEN}1{CLOSE}ning", f"https://isrs.uz/a{OPEN}1{CLOSE}нинг"),
        ("XXI asr, II–IV boblar, I bob", "XXI аср, II–IV боблар, I боб"),
        ("MMXXIV, XX. I. Karimov", "MMXXIV, XX. И. Каримов"),
        ("G20, A4, C5+1 va 5G", "G20, A4, C5+1 ва 5G"),
        ("Microsoft Word, Zürich, Jack", "Microsoft Word, Zürich, Jack"),
        ("Google xizmati, Zoomda", "Google хизмати, Zoomда"),
    ],
)
def test_what_is_not_uzbek_stays(latin: str, cyrillic: str) -> None:
    assert derive(latin, "uz-Cyrl") == cyrillic


@pytest.mark.parametrize(
    "text",
    [
        "https://isrs.uz/uz",
        "info@isrs.uz",
        "USD, ISO 9001",
        "XXI, II–IV",
        "Wi-Fi",
        "NATOнинг",
        "A4",
    ],
)
def test_what_is_latin_stays_in_a_latin_text(text: str) -> None:
    assert derive(text, "uz") == text


def test_names_that_are_given_are_written_as_they_say() -> None:
    names = {"QSTI": "ҚСТИ", "KazISS": "ҚСТИ", "XA": "ХКАЖ"}
    latin = "KazISSning, KazISS va XA, XALQ"
    assert derive(latin, "uz-Cyrl", names) == "ҚСТИнинг, ҚСТИ ва ХКАЖ, ХАЛҚ"


def test_protected_text_stays_and_its_neighbours_change() -> None:
    text = f"Bu {OPEN}Kengash\n2-son{CLOSE}ning ishi {OPEN}{CLOSE}va{OPEN}sh{CLOSE}."
    expected = f"Бу {OPEN}Kengash\n2-son{CLOSE}нинг иши {OPEN}{CLOSE}ва{OPEN}sh{CLOSE}."
    assert derive(text, "uz-Cyrl") == expected


def _both(node: Any) -> Iterator[tuple[Any, Any]]:
    if isinstance(node, dict):
        if {"uz", "uz-Cyrl"} <= node.keys():
            yield node["uz"], node["uz-Cyrl"]
        for child in node.values():
            yield from _both(child)


def _forms(path: Path) -> Iterator[tuple[str, str]]:
    for latin, cyrillic in _both(yaml.safe_load(path.read_text("utf-8"))):
        yield from ((latin[form], cyrillic[form]) for form in latin)


@pytest.mark.parametrize("path", sorted(CONTENT.glob("registry/*.yaml")), ids=lambda p: p.stem)
def test_the_registry_agrees(path: Path) -> None:
    forms = [pair for pair in _forms(path) if pair[0] not in EXCEPTIONS]
    assert forms
    assert [derive(latin, "uz-Cyrl") for latin, _ in forms] == [cyrillic for _, cyrillic in forms]
    assert [derive(cyrillic, "uz") for _, cyrillic in forms] == [latin for latin, _ in forms]


@pytest.mark.parametrize("path", TEXTS, ids=lambda p: p.stem)
def test_the_texts_of_the_real_case_agree(path: Path) -> None:
    latin = path.read_text("utf-8")
    cyrillic = path.with_name(path.name.replace(".uz.", ".uz-Cyrl.")).read_text("utf-8")
    assert _derived(latin, "uz-Cyrl").split() == cyrillic.split()
    assert _derived(cyrillic, "uz").split() == latin.split()


def _derived(text: str, code: str) -> str:
    held = re.sub(r"\{\{.*?\}\}|\{#.*?\}", rf"{OPEN}\g<0>{CLOSE}", text)
    return re.sub(f"[{OPEN}{CLOSE}]", "", derive(held, code))


LATIN = "abdefghijklmnopqrstuvxyzʻʼ"
CYRILLIC = "абвгдеёжзийклмнопрстуфхцчшъьэюяўқғҳ"
WORDS = st.text(LATIN, min_size=1, max_size=12)
TYPED = st.text(
    LATIN + LATIN.upper() + CYRILLIC + "cCwWü'’ .-‑–@/0123456789яЯъь" + OPEN + CLOSE, max_size=60
)


@pytest.mark.parametrize("code", ["uz", "uz-Cyrl"])
@given(text=TYPED)
def test_deriving_again_changes_nothing(code: str, text: str) -> None:
    once = derive(text, code)
    assert derive(once, code) == once


@given(st.lists(WORDS))
def test_no_latin_letter_is_left(words: list[str]) -> None:
    assert not re.search("[A-Za-z]", derive(" ".join(words), "uz-Cyrl"))


@given(st.lists(st.text(CYRILLIC, min_size=1, max_size=12)))
def test_no_cyrillic_letter_is_left(words: list[str]) -> None:
    assert not re.search("[А-Яа-яЁёЎўҚқҒғҲҳ]", derive(" ".join(words), "uz"))


@given(WORDS)
def test_capitals_stay_capitals(word: str) -> None:
    capitals = derive(word.upper() + "Q", "uz-Cyrl")
    assert capitals == capitals.upper()


@given(st.text(CYRILLIC, min_size=1, max_size=12))
def test_cyrillic_capitals_stay_capitals(word: str) -> None:
    capitals = derive(word.upper() + "Қ", "uz")
    assert capitals == capitals.upper()


@given(TYPED, TYPED)
def test_protected_text_comes_through(before: str, inside: str) -> None:
    before, inside = (re.sub(f"[{OPEN}{CLOSE}]", "", text) for text in (before, inside))
    protected = f"{OPEN}{inside}{CLOSE}"
    assert protected in derive(f"{before} {protected}", "uz-Cyrl")


def test_what_can_be_derived_is_known() -> None:
    assert (source("uz-Cyrl"), source("uz")) == ("uz", "uz-Cyrl")
    assert [source(code) for code in ("ru", "kk", "tlh")] == [None] * 3
    assert [original(code) for code in ("uz-Cyrl", "uz", "ru")] == ["uz", None, None]
    with pytest.raises(ValueProblem, match="«ru»"):
        derive("a", "ru")


@pytest.fixture
def outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of pairs of a package from outside."""
    folder = tmp_path / "derived"
    folder.mkdir()
    monkeypatch.setattr(transliteration, "folders", lambda: (tmp_path,))
    for remembering in (transliteration._codes, transliteration._deriver):
        remembering.cache_clear()
    yield folder
    for remembering in (transliteration._codes, transliteration._deriver):
        remembering.cache_clear()


def test_another_pair_is_one_more_file(outside: Path) -> None:
    data = 'code = "sr-Cyrl"\nfrom = "sr-Latn"\n[letters]\na = "а"\nn = "н"\nj = "ј"\nnj = "њ"\n'
    (outside / "sr-Cyrl.toml").write_text(data + '[words]\njan = "јањ"\n', "utf-8")
    assert source("sr-Cyrl") == "sr-Latn"
    assert derive("Naj-nja jan 5-jan XX", "sr-Cyrl") == "Нај-ња јањ 5-јањ XX"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ('code = "xx"', "xx.toml.*`from`"),
        ('code = "xx"\nfrom = "yy"\nletter = 1\n[letters]', "letter"),
        ('code = "x"\nfrom = "yy"\n[letters]', "the code is «x»"),
        ("code", "xx.toml"),
        ('code = "xx"\nfrom = "yy"\nletters = {}\n[hyphened]\n"few" = ["a"]', "hyphened"),
    ],
)
def test_a_wrong_file_is_named(data: str, message: str, outside: Path) -> None:
    (outside / "xx.toml").write_text(data, "utf-8")
    with pytest.raises(ValueProblem, match=message):
        source("xx")
