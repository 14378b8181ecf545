"""An output folder made by hand: a final press release, one under embargo, a draft."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from diptych.language import locale
from diptych.model import RegisterEntry
from diptych.publish import manifest, record
from diptych.publish.listing import Meeting, meetings
from diptych.publish.manifest import File, Manifest
from diptych.publish.site.translations import PageTranslations

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "templates/site"
NOW = datetime(2024, 9, 1, 12, tzinfo=UTC)
OLD, NEW, SECRET = "2024-08-02-first", "2024-08-28-second", "2024-09-30-third"
LANGUAGES = ("ru", "kk")
EMBARGO = "2024-09-01T18:00+05:00"  # an hour after NOW
CONFIDENTIAL = ("Секретный заголовок", "Құпия тақырып", "тайный текст", "Решение втайне")


def decided(code: str, text: str, **more: str) -> RegisterEntry:
    return RegisterEntry(id=f"plan/{text}", body=f"Совет {code}", item="План", text=text, **more)


RECORDS = {
    (NEW, "press-release"): record.BuildRecord(
        date="2024-08-28",
        names={"ru": "Пресс-релиз", "kk": "Баспасөз хабарламасы"},
        titles={"ru": "Состоялась <сессия>", "kk": "Отырыс өтті"},
        authors={"ru": "Совет", "kk": "Кеңес"},
        leads={"ru": "Вчера & сегодня", "kk": "Кеше"},
        texts={"ru": "Текст.\n", "kk": "Мәтін.\n"},
        states={"ru": "source", "kk": "confirmed"},
    ),
    (NEW, "minutes"): record.BuildRecord(
        date="2024-08-28",
        names={"ru": "Протокол", "kk": "Хаттама"},
        titles={"ru": "Протокол заседания", "kk": "Отырыс хаттамасы"},
        authors={"ru": "Совет", "kk": "Кеңес"},
        states={"ru": "source", "kk": "confirmed"},
        decisions={
            code: [
                decided(code, f"=сделать {code}", due="1 августа", due_date="2024-08-01"),
                decided(code, f"Позже {code}", due="1 мая", due_date="2025-05-01"),
                decided(
                    code,
                    f"Готово {code}",
                    due_date="2024-08-30",
                    done="29 августа",
                    done_date="2024-08-29",
                ),
                decided(code, f"Без срока {code}"),
            ]
            for code in LANGUAGES
        },
    ),
    (OLD, "press-release"): record.BuildRecord(
        date="2024-08-02",
        names={"ru": "Пресс-релиз", "kk": "Баспасөз хабарламасы"},
        titles={"ru": CONFIDENTIAL[0], "kk": CONFIDENTIAL[1]},
        authors={"ru": "Совет", "kk": "Кеңес"},
        leads={"ru": CONFIDENTIAL[2], "kk": CONFIDENTIAL[2]},
        texts={"ru": CONFIDENTIAL[2], "kk": CONFIDENTIAL[2]},
        states={"ru": "source", "kk": "confirmed"},
    ),
    (SECRET, "minutes"): record.BuildRecord(
        date="2024-09-30",
        names={"ru": "Протокол", "kk": "Хаттама"},
        titles={"ru": CONFIDENTIAL[0], "kk": CONFIDENTIAL[1]},
        decisions={"ru": [decided("ru", CONFIDENTIAL[3])]},
        states={"ru": "source", "kk": "unconfirmed"},
    ),
}


class Output:
    """An output folder and what is known of it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        files = []
        for (meeting, kind), _ in RECORDS.items():
            held = EMBARGO if meeting == OLD else None
            for edition in ("ru", "kk", "ru-kk", "conformity"):
                for each in ("pdf", "docx", "html"):
                    path = f"{meeting}/{kind}.{edition}.{each}"
                    data = f"{path} {CONFIDENTIAL[2] if held else ''}".encode()
                    (root / meeting).mkdir(parents=True, exist_ok=True)
                    (root / path).write_bytes(data)
                    files.append(
                        File(
                            path=path,
                            meeting=meeting,
                            kind=kind,
                            edition=edition,
                            languages=LANGUAGES
                            if edition in ("ru-kk", "conformity")
                            else (edition,),
                            derived=(),
                            translations={},
                            format=each,
                            status="draft" if meeting == SECRET else "final",
                            embargo=held,
                            size=len(data),
                            sha256=record.hashes({path: data})[path],
                            sources={},
                        )
                    )
        self.manifest = Manifest(manifest.VERSION, {}, {}, files)

    def content(self, file: File) -> bytes:
        return manifest.unchanged(self.root, file)

    def listed(self, now: datetime = NOW) -> tuple[Meeting, ...]:
        return meetings(self.manifest.files, lambda *key: RECORDS[key], now)


@pytest.fixture
def output(tmp_path: Path) -> Output:
    return Output(tmp_path / "output")


@pytest.fixture
def edited(tmp_path: Path) -> Callable[[str, Callable[[str], str]], Path]:
    """Makes a copy of the templates of the site in which one file is edited; gives its folder."""

    def copy(name: str, edit: Callable[[str], str]) -> Path:
        folder = tmp_path / "templates/site"
        shutil.copytree(TEMPLATES, folder)
        text = (folder / name).read_text("utf-8")
        (folder / name).write_text(edit(text), "utf-8")
        assert (folder / name).read_text("utf-8") != text
        return folder

    return copy


@pytest.fixture(scope="session")
def translations() -> PageTranslations:
    return PageTranslations([locale.load(code, ROOT / "templates/locale") for code in LANGUAGES])
