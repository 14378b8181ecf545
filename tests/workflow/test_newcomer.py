"""A newcomer sets up a council of two other states and writes its first minutes, step by step."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from difflib import unified_diff
from pathlib import Path

import pypdfium2
import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
MEETING = "2031-04-17-first-session"
FORMATS = ("docx", "pdf", "html")

_DIPTYCH = "import sys; from diptych.cli import main; sys.exit(main())"
_PATH = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"

#: What a ministry sends: eight people, two of them of bodies that are not in the registry yet.
PARTICIPANTS = """\
ФИО;должность;организация;государство
Усенов Асан Болотович;директор;Институт водных проблем;Кыргызстан
Токтогулова Айгуль Сапаровна;заместитель директора;Институт водных проблем;Кыргызстан
Жээнбеков Нурлан Эмилович;главный специалист;Министерство сельского хозяйства;Кыргызстан
Исакова Бермет Талантовна;секретарь;Институт водных проблем;Кыргызстан
Ахметов Ерлан Маратович;директор;Институт рек;Казахстан
Садыкова Динара Ержановна;руководитель отдела;Институт рек;Казахстан
Ким Сергей Викторович;советник;Министерство водных ресурсов;Казахстан
Омарова Жанна Кайратовна;секретарь;Институт рек;Казахстан
"""

#: The names of offices that nobody can translate for them: by id, in Kyrgyz.
OFFICES = {
    "direktor-institut-vodnykh-problem": "{{ institut-vodnykh-problem | gen }} директору",
    "zamestitel-direktora-institut-vodnykh-problem": (
        "{{ institut-vodnykh-problem | gen }} директорунун орун басары"
    ),
    "sekretar-institut-vodnykh-problem": "{{ institut-vodnykh-problem | gen }} катчысы",
    "glavnyy-spetsialist-ministerstvo-selskogo-khozyaystva": (
        "{{ ministerstvo-selskogo-khozyaystva | gen }} башкы адиси"
    ),
    "direktor-institut-rek": "{{ institut-rek | gen }} директору",
    "rukovoditel-otdela-institut-rek": "{{ institut-rek | gen }} бөлүм башчысы",
    "sovetnik-ministerstvo-vodnykh-resursov": "{{ ministerstvo-vodnykh-resursov | gen }} кеңешчиси",
    "sekretar-institut-rek": "{{ institut-rek | gen }} катчысы",
}

RECORD = """\
status: draft

facts:
  held: {date: 2031-04-17}
  plan-due: {date: 2031-Q3}
  posts: {count: 14, of: post}

minutes:
  body: commission
  date: held
  delegations:
    - {state: kyrgyzstan, head: usenov, members: [toktogulova, zheenbekov], secretary: isakova}
    - {state: kazakhstan, head: akhmetov, members: [sadykova, kim], secretary: omarova}
  agenda: [plan, gauges, exchange]
  for-information: [exchange]
  votes: {plan: {for: 6}}
  decisions:
    plan: {responsible: [institut-rek], due: plan-due}
    gauges: {responsible: [institut-vodnykh-problem, institut-rek], due: permanent}
"""

RUSSIAN = """\
# первого заседания {{ body | gen }}

## О плане работ {#plan}

### {#heard}

{{ usenov }} представил план работ на обоих берегах.

![Схема бассейна](basin.png "Посты наблюдения")

### {#decided}

1. Утвердить план работ согласно приложению. {#plan}

## О постах наблюдения {#gauges}

### {#heard}

{{ akhmetov }} сообщил, что {{ posts }} передают сведения ежедневно.

### {#decided}

1. Обмениваться сведениями постов. {#gauges}

## Об обмене специалистами {#exchange}

### {#heard}

{{ sadykova }} рассказала о стажировках.

## План работ {#works .annex}

| Работа | Исполнитель |
|:--|:--|
| Съемка русла | {{ institut-rek }} |
| Проверка постов | {{ institut-vodnykh-problem }} |
"""

KYRGYZ = """\
# {{ body | gen }} биринчи жыйынынын

## Иштердин планы жөнүндө {#plan}

### {#heard}

{{ usenov }} эки жээктеги иштердин планын тааныштырды.

![Алаптын схемасы](basin.png "Байкоо жайлары")

### {#decided}

1. Иштердин планы тиркемеге ылайык бекитилсин. {#plan}

## Байкоо жайлары жөнүндө {#gauges}

### {#heard}

{{ akhmetov }} {{ posts }} маалыматты күн сайын бере турганын билдирди.

### {#decided}

1. Байкоо жайларынын маалыматы алмашылып турсун. {#gauges}

## Адистерди алмашуу жөнүндө {#exchange}

### {#heard}

{{ sadykova }} тажрыйба алмашуу жөнүндө айтып берди.

## Иштердин планы {#works .annex}

| Иш | Аткаруучу |
|:--|:--|
| Дарыянын нугун тартуу | {{ institut-rek }} |
| Байкоо жайларын текшерүү | {{ institut-vodnykh-problem }} |
"""


class Newcomer:
    """Somebody who types commands and lines, and counts them."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.commands = 0
        self.lines = 0

    def run(self, *words: str) -> str:
        """What a command of Diptych prints; it must go well."""
        self.commands += 1
        return self.must("-c", _DIPTYCH, *words)

    def must(self, *words: str) -> str:
        """What Python prints for ``words``; it must go well."""
        answer = subprocess.run(
            [sys.executable, *words],
            cwd=self.home,
            env={**os.environ, "LC_ALL": "C.UTF-8", "PATH": _PATH},
            capture_output=True,
            text=True,
            check=False,
        )
        assert answer.returncode == 0, answer.stdout + answer.stderr
        return answer.stdout + answer.stderr

    def write(self, name: str, text: str) -> None:
        """Bring a file to ``text``; the lines that are new have been typed."""
        path = self.home / name
        before = path.read_text("utf-8") if path.exists() else ""
        self.lines += sum(
            line.startswith("+") and bool(line[1:].strip())
            for line in list(unified_diff(before.split("\n"), text.split("\n"), n=0))[2:]
        )
        path.write_text(text, "utf-8")

    def fill(self, name: str, changes: Sequence[tuple[str, str]]) -> None:
        """Put something in the place of something else, each once."""
        text = (self.home / name).read_text("utf-8")
        for was, now in changes:
            assert text.count(was) == 1, was
            text = text.replace(was, now)
        self.write(name, text)


def test_from_nothing_to_minutes_of_two_delegations_in_sixty_lines(tmp_path: Path) -> None:
    someone = Newcomer(tmp_path)
    someone.run(
        *("init", "ours", "--languages", "ru,ky", "--from", str(ROOT)),
        *("--state", "kyrgyzstan"),
        *("--body-name", "ru=Институт водных проблем;ky=Суу көйгөйлөрү институту"),
        *("--state", "kazakhstan", "--body-name", "ru=Институт рек;ky=Дарыялар институту"),
    )
    someone.home = tmp_path / "ours"
    for name, russian, kyrgyz in (
        ("commission", "Комиссия по водному хозяйству", "Суу чарбасы боюнча комиссия"),
        ("", "Министерство сельского хозяйства", "Айыл чарба министрлиги"),
        ("", "Министерство водных ресурсов", "Суу ресурстары министрлиги"),
    ):
        words = ("--name", f"ru={russian}", "--name", f"ky={kyrgyz}")
        someone.run("add", "body", *(("--id", name) if name else ()), *words)
    # The list comes by mail: nobody types it.
    (someone.home / "participants.csv").write_text(PARTICIPANTS, "utf-8")
    added = someone.run("add", "person", "--from", "participants.csv")
    assert "warning" not in added
    terms = "content/registry/terms.yaml"
    registry = (someone.home / terms).read_text("utf-8")
    for office, kyrgyz in OFFICES.items():
        entry = registry[registry.index(f"\n{office}:\n") :].split("\n")[2]
        someone.fill(terms, [(entry, entry.removesuffix("}") + f", ky: '{kyrgyz}'}}")])
    text = (someone.home / terms).read_text("utf-8")
    someone.write(
        terms,
        text + "\npost:\n  name:\n    ru: {nom: пост, gen: поста, nom pl: посты, gen pl: постов}\n"
        "    ky: {nom: жай}\n",
    )
    someone.fill("config/config.yaml", [("  minutes: [ru]", "  minutes: [ru, ru-ky]")])
    someone.run(
        *("new", MEETING, "--kinds", "minutes", "--languages", "ru", "ky", "--body", "commission")
    )
    meeting = f"content/{MEETING}"
    someone.write(f"{meeting}/meeting.yaml", RECORD)
    shutil.copy(ROOT / "templates/assets/emblems/council.png", someone.home / meeting / "basin.png")
    typed = someone.lines
    someone.write(f"{meeting}/minutes.ru.md", RUSSIAN)
    someone.write(f"{meeting}/minutes.ky.md", KYRGYZ)
    checked = someone.run("check")
    assert "error" not in checked
    assert "nobody has confirmed them" in checked
    someone.run("confirm", "registry", "--yes")
    assert "meetings checked: 1; no problem found" in someone.run("check")
    someone.must("-m", "snakemake", "--cores", "2", "--quiet")
    written = {path.name for path in (someone.home / "output" / MEETING).iterdir()}
    assert {f"minutes.{edition}.{suffix}" for edition in ("ru", "ru-ky") for suffix in FORMATS} <= (
        written
    )
    document = pypdfium2.PdfDocument(someone.home / "output" / MEETING / "minutes.ru-ky.pdf")
    said = "\n".join(page.get_textpage().get_text_range() for page in document)
    for words in ("Асан Усенов", "директор Института рек", "14 жай", "III квартал", "нугун тартуу"):
        assert words in " ".join(said.split()), words
    document.close()
    print(f"typed by hand outside prose: {typed} lines; commands: {someone.commands}")
    assert typed <= 60
