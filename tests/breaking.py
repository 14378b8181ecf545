"""Content that is broken in one way: the cases below tests/broken, and what is said of each."""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import tomllib
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from PIL import Image

from diptych.cli import main
from diptych.language import locale
from diptych.layout.fonts import faces
from diptych.writers.pdf import assets

ROOT = Path(__file__).parents[1]
FOLDER = Path(__file__).parent / "broken"
MEETING = "content/2031-03-05-first-meeting"
TOPICS = tuple(sorted(file.stem for file in FOLDER.glob("*.toml")))

_WRITE = "write {meeting} {kind} --editions {edition} --formats {format} --output output"


class Case(NamedTuple):
    """One broken input: what is done to sound content, and the command that meets it."""

    name: str
    edits: Sequence[dict[str, Any]]
    command: Sequence[str]
    sound: bool = False


def cases(topic: str) -> Iterator[Case]:
    """The cases of ``tests/broken/<topic>.toml``.

    Each has a ``name`` and what is done to one ``file``, or to several (``edits``):
    ``old`` is replaced by ``new`` (``times`` over, ``\\N`` stands for the number), the whole is
    ``text`` or ``bytes`` (hexadecimal), ``append`` is added, it becomes a ``link`` or a ``pipe``
    or a ``folder``, is made by a ``maker`` below, or goes (``remove``). The command is
    ``check``, or writes a document if it says ``write = "<kind> <edition> <format>"``. What is
    ``sound`` is taken as it was meant.
    """
    for table in tomllib.loads((FOLDER / f"{topic}.toml").read_text("utf-8"))["case"]:
        command = ["check"]
        if "write" in table:
            kind, edition, output_format = table["write"].split()
            wanted = {"kind": kind, "edition": edition, "format": output_format}
            command = _WRITE.format(meeting=MEETING, **wanted).split()
        yield Case(table["name"], table.get("edits", [table]), command, "sound" in table)


def prepared(base: Path, case: Case | None = None) -> None:
    """Put sound content, the configuration and the templates into the folder ``base``.

    The templates are a link to those of the project unless the ``case`` changes them.
    """
    shutil.copytree(FOLDER / "base", base, dirs_exist_ok=True)
    if case is not None and _changes_templates(case):
        shutil.copytree(ROOT / "templates", base / "templates")
    else:
        (base / "templates").symlink_to(ROOT / "templates")


def warmed(base: Path) -> None:
    """Read once, under a name that no case uses, what all cases share: code and languages."""
    places = f"--content {base}/content --templates {base}/templates"
    with redirect_stdout(io.StringIO()):
        main(["check", *places.split(), "--config", f"{base}/config/config.yaml"])


def broken(case: Case, base: Path) -> None:
    """Do to the content in ``base`` what ``case`` says."""
    for edit in case.edits:
        _edit(edit, base / edit["file"].replace("MEETING", MEETING))


def said(case: Case, base: Path, languages: Sequence[str]) -> list[tuple[int, str]]:
    """The exit status of the command, run in the folder ``base``, and what it says, by language.

    What a process remembers by its path is forgotten before and after a case that changes it.
    """
    changed = _changes_templates(case)
    told = []
    with contextlib.chdir(base), pytest.MonkeyPatch.context() as patch:
        _forget(changed)
        for language in languages:
            patch.setenv("LANGUAGE", language)
            out = io.StringIO()
            with redirect_stdout(out), redirect_stderr(out):
                status = main(case.command)
            told.append((status, out.getvalue()))
        _forget(changed)
    return told


def _changes_templates(case: Case) -> bool:
    return any(edit["file"].startswith("templates") for edit in case.edits)


def _forget(changed: bool) -> None:
    """Forget the templates of the last case, if this one has others."""
    for read in (assets.load, faces, locale.load) if changed else ():
        read.cache_clear()


def _edit(edit: dict[str, Any], path: Path) -> None:
    if edit.keys() & {"remove", "link", "pipe", "folder"} and path.exists():
        path.unlink() if path.is_file() else shutil.rmtree(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    match edit:
        case {"old": old, "new": new}:
            text = path.read_text("utf-8")
            assert old in text, f"{path} has no «{old}»"
            times = edit.get("times", 1)
            more = "".join(new.replace("\\N", str(number)) for number in range(1, times + 1))
            path.write_text(text.replace(old, more, 1), "utf-8")
        case {"text": text}:
            path.write_text(text, "utf-8")
        case {"bytes": data}:
            path.write_bytes(bytes.fromhex(data))
        case {"append": text}:
            with path.open("a", encoding="utf-8") as file:
                file.write(text * edit.get("times", 1))
        case {"link": target}:
            path.symlink_to(target)
        case {"pipe": True}:
            os.mkfifo(path)
        case {"folder": True}:
            path.mkdir()
        case {"maker": maker}:
            MAKERS[maker](path)
        case {"remove": True}:
            pass
        case _:
            raise AssertionError(f"nothing is done to {path}")


def _wide(path: Path) -> None:
    Image.new("1", (20_000, 20_000)).save(path)


def _huge(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(60_000_000)


def _cut(path: Path) -> None:
    _picture(path)
    path.write_bytes(path.read_bytes()[:120])


def _picture(path: Path) -> None:
    Image.new("RGB", (300, 300), (1, 2, 3)).save(path)


def _moving(path: Path) -> None:
    frames = [Image.new("L", (8, 8), shade) for shade in (0, 255)]
    frames[0].save(path, format="GIF", save_all=True, append_images=frames[1:])


def _cut_before_end(path: Path) -> None:
    _picture(path)
    path.write_bytes(path.read_bytes()[:-12])


def _cut_jpeg(path: Path) -> None:
    Image.effect_noise((300, 300), 90).save(path, format="JPEG")
    path.write_bytes(path.read_bytes()[:-2])


def _profiled(path: Path) -> None:
    Image.new("RGB", (8, 8)).save(path, format="JPEG", icc_profile=b"no profile")


def _tiff(path: Path) -> None:
    Image.new("RGB", (8, 8)).save(path, format="TIFF")


def _rewritten(change: Callable[[dict[str, bytes]], None]) -> Callable[[Path], None]:
    """A maker that ``change``s the parts of a package."""

    def make(path: Path) -> None:
        with zipfile.ZipFile(path) as package:
            parts = {name: package.read(name) for name in package.namelist()}
        change(parts)
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
            for name, data in parts.items():
                package.writestr(name, data)

    return make


def _replaced(part: str, old: bytes, new: bytes) -> Callable[[Path], None]:
    def change(parts: dict[str, bytes]) -> None:
        assert old in parts[part], f"{part} has no {old!r}"
        parts[part] = parts[part].replace(old, new, 1)

    return _rewritten(change)


def _recoded(encoding: str, newline: str = "\n") -> Callable[[Path], None]:
    """A maker that saves a text as another program would."""

    def make(path: Path) -> None:
        text = path.read_text("utf-8").replace("\n", newline)
        path.write_bytes(text.encode(encoding, "replace"))

    return make


def _word(path: Path) -> None:
    """What Word saves, whatever the name."""
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")


MAKERS: dict[str, Callable[[Path], None]] = {
    "a picture of 400 million pixels": _wide,
    "a file of 60 MB": _huge,
    "a picture": _picture,
    "half a picture": _cut,
    "a GIF that moves": _moving,
    "a PNG without its end": _cut_before_end,
    "a JPEG without its end": _cut_jpeg,
    "a colour profile of nothing": _profiled,
    "a TIFF": _tiff,
    "as UTF-16": _recoded("utf-16"),
    "as Windows-1251": _recoded("cp1251"),
    "as Windows saves it": _recoded("utf-8-sig", "\r\n"),
    "as Word": _word,
    "a bomb": _rewritten(lambda parts: parts.update({"word/bomb.xml": bytes(200_000_000)})),
    "macros": _rewritten(lambda parts: parts.update({"word/vbaProject.bin": b"x"})),
    "a part outside": _rewritten(lambda parts: parts.update({"../outside.xml": b"<a/>"})),
    "many parts": _rewritten(
        lambda parts: parts.update({f"word/part{n}.xml": b"<a/>" for n in range(3000)})
    ),
    "entities": _replaced(
        "word/styles.xml", b"<w:styles", b'<!DOCTYPE a [<!ENTITY b "c">]><w:styles'
    ),
    "a link outside": _replaced(
        "word/_rels/document.xml.rels",
        b"</Relationships>",
        b'<Relationship Id="rIdOut" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        b'relationships/attachedTemplate" Target="https://example.org/a.dotm" '
        b'TargetMode="External"/></Relationships>',
    ),
    "a link outside by another letter": _rewritten(
        lambda parts: parts.update(
            {
                "word/_rels/settings.xml.rels": b'<Relationships xmlns="http://schemas.openxmlformats.'
                b'org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxml'
                b'formats.org/officeDocument/2006/relationships/attachedTemplate" TargetMode="&#69;'
                b'xternal" Target="https://example.org/a.dotm"/></Relationships>'
            }
        )
    ),
    "broken styles": _replaced("word/styles.xml", b"</w:styles>", b"</w:style>"),
    "broken numbering": _replaced("word/numbering.xml", b"</w:numbering>", b""),
    "no such style": _replaced(
        "word/styles.xml", b'w:name w:val="Headline"', b'w:name w:val="Head line"'
    ),
}
