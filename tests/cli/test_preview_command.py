"""The preview: what it tells a browser, whom it answers, and what it leaves alone."""

from __future__ import annotations

import http.client
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest

ROOT = Path(__file__).parents[2]
MEETING = "2024-08-28-second-session"
_ADDRESS = re.compile(r"http://127\.0\.0\.1:(\d+)/([\w-]+)/")


class Served(NamedTuple):
    """A preview that runs: its project, its port, its token."""

    folder: Path
    port: int
    token: str

    def ask(self, path: str, host: str = "") -> http.client.HTTPResponse:
        """The answer to ``path``, below the token if it is relative."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        target = path if path.startswith("/") else f"/{self.token}/{path}"
        connection.request("GET", target, headers={"Host": host} if host else {})
        return connection.getresponse()

    def events(self, kind: str, edition: str) -> Iterator[tuple[str, Any]]:
        """What a browser that looks at a document is told, for as long as it listens."""
        answer = self.ask(f"events/{MEETING}/{kind}/{edition}")
        assert answer.status == 200
        name = ""
        for line in answer:
            key, _, value = line.decode().rstrip("\n").partition(": ")
            if key == "event":
                name = value
            elif key == "data":
                yield name, json.loads(value)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("preview")
    for name in ("config", "content", "templates"):
        shutil.copytree(ROOT / name, folder / name)
    with serving(folder) as preview:
        yield preview


@contextmanager
def serving(folder: Path) -> Iterator[Served]:
    command = [sys.executable, "-c", "from diptych.cli import main; main()", "preview"]
    process = subprocess.Popen(
        [*command, "--no-browser"],
        cwd=folder,
        env={**os.environ, "LC_ALL": "ru_RU.UTF-8", "LANGUAGE": "", "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    found = _ADDRESS.search(process.stdout.readline())
    assert found is not None
    yield Served(folder, int(found[1]), found[2])
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=30) == 0


def test_a_project_without_templates_is_seen_and_followed_and_broken_configuration_is_told(
    tmp_path: Path,
) -> None:
    for name in ("config", "content"):
        shutil.copytree(ROOT / name, tmp_path / name)
    text = tmp_path / "content" / MEETING / "press-release.en.md"
    config = tmp_path / "config" / "config.yaml"
    with serving(tmp_path) as preview:
        events = preview.events("press-release", "en")
        assert told(events, "document")["html"]
        text.write_text(text.read_text("utf-8").rstrip() + " Yesterday.\n", "utf-8")
        assert "Yesterday." in told(events, "document")["html"]
        config.write_text("languages: 5\n", "utf-8")
        view = json.loads(preview.ask("documents").read())["view"]
        assert view["documents"] == []
        assert view["problems"][0]["place"].startswith("config/config.yaml:1")


def told(events: Iterator[tuple[str, Any]], wanted: str) -> Any:
    return next(data for name, data in events if name == wanted)


def test_a_document_comes_with_its_text_its_pages_and_how_far_it_is_confirmed(
    served: Served,
) -> None:
    events = served.events("minutes", "uz-kk")
    view = told(events, "document")
    assert "ХАТТАМА" in view["html"].upper()
    assert view["problems"] == []
    assert ["kk", "сверено: 16 из 16"] in view["states"]
    assert {kind for _, kind, _ in view["documents"]} == {
        "memorandum",
        "minutes",
        "press-release",
    }
    pages = told(events, "pages")
    assert pages["count"] > 1
    assert served.ask(f"pages/{pages['drawing']}/0").read(8) == b"\x89PNG\r\n\x1a\n"
    assert served.ask(f"pages/{pages['drawing']}/{pages['count']}").status == 404


def test_a_save_is_followed_and_an_error_comes_and_goes_with_it(served: Served) -> None:
    text = served.folder / "content" / MEETING / "press-release.en.md"
    sound = text.read_text("utf-8")
    events = served.events("press-release", "en")
    assert told(events, "document")["problems"] == []
    text.write_text(sound.rstrip() + " Yesterday.\n", "utf-8")
    view = told(events, "document")
    assert "Yesterday." in view["html"]
    assert "Yesterday" in "".join(unit["text"] for unit in view["units"])
    text.write_text(sound.replace("{{", "{{ nobody }} {{", 1), "utf-8")
    view = told(events, "document")
    (problem,) = view["problems"]
    assert view["html"] == ""
    assert problem["place"].startswith(f"content/{MEETING}/press-release.en.md:")
    assert "«nobody» — не факт этой встречи" in problem["message"]
    assert problem["link"].startswith("vscode://file/")
    text.write_text(sound, "utf-8")
    assert told(events, "document")["problems"] == []


def test_new_looks_and_labels_are_seen_at_once(served: Served) -> None:
    sheet = served.folder / "templates" / "html" / "document.css"
    sound = sheet.read_text("utf-8")
    events = served.events("press-release", "ru")
    assert "rebeccapurple" not in told(events, "document")["html"]
    sheet.write_text(sound + "\nh1 { color: rebeccapurple }\n", "utf-8")
    assert "rebeccapurple" in told(events, "document")["html"]
    sheet.write_text(sound, "utf-8")
    assert "rebeccapurple" not in told(events, "document")["html"]


def test_a_document_that_is_not_there_is_named(served: Served) -> None:
    for kind, edition, said in (
        ("invitation", "ru", "нет документа «invitation»"),
        ("minutes", "xx", "этого текста нет"),
        ("minutes", "RU", "«RU»"),
    ):
        (problem,) = told(served.events(kind, edition), "document")["problems"]
        assert said in problem["message"]


@pytest.mark.parametrize(
    "path",
    ["/", "/wrong/", "/wrong/documents", "/wrong/pages/x/0", "page.html", "nothing", "../other/"],
)
def test_who_does_not_know_the_token_is_told_nothing(served: Served, path: str) -> None:
    answer = served.ask(path)
    assert answer.status == 404
    assert b"second-session" not in answer.read()


def test_an_address_of_another_name_is_refused(served: Served) -> None:
    assert served.ask("documents").status == 200
    assert served.ask("documents", host="evil.example").status == 400


def test_the_page_loads_nothing_from_elsewhere(served: Served) -> None:
    answer = served.ask("")
    assert "default-src 'none'" in (answer.headers["Content-Security-Policy"] or "")
    addresses = re.findall(r'(?:src|href)="([^"]*)"', answer.read().decode())
    assert addresses
    assert all(not re.match(r"\w+:(?!,)|//", each) for each in addresses)


def test_nothing_is_written(served: Served) -> None:
    assert {path.name for path in served.folder.iterdir()} == {"config", "content", "templates"}


def test_a_port_that_is_taken_is_named(served: Served) -> None:
    command = [sys.executable, "-c", "import sys; from diptych.cli import main; sys.exit(main())"]
    answer = subprocess.run(
        [*command, "preview", "--no-browser", "--port", str(served.port)],
        cwd=served.folder,
        env={**os.environ, "LC_ALL": "C", "LANGUAGE": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 1
    assert answer.stderr.startswith(f"error: the port {served.port} cannot be had")
