"""Names, kinds and sizes that a sender chose to do harm: named, printed harmlessly, in bounds."""

from __future__ import annotations

import io
import os
import re
import socket
import struct
import subprocess
import sys
import time
import tracemalloc
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile, ZipInfo

import pytest

from diptych.cli import main
from diptych.publish import paths, received
from diptych.publish.names import MANIFEST, SUMS
from publish.parcels import LETTER, MEETING, PAPERS, Files, parcel, put, sent

ONE = PAPERS[0]
PACKAGE = Path(__file__).parents[2] / "workflow"


@pytest.fixture
def verified(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str]]:
    def call(path: Path, *arguments: object) -> tuple[int, str]:
        capsys.readouterr()
        status = main(["verify", str(path), *map(str, arguments)])
        said = capsys.readouterr()
        seen = (said.out + said.err).replace("\n", "").replace("\u00a0", " ")
        assert seen.isprintable()
        return status, said.out + said.err

    return call


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return put(tmp_path / "output", sent())


def members() -> dict[str, bytes]:
    with ZipFile(io.BytesIO(parcel())) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(path: Path, files: Mapping[str, bytes], *more: tuple[ZipInfo | str, bytes]) -> Path:
    with warnings.catch_warnings(), ZipFile(path, "w", ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")  # two members of one name
        for name, data in [*files.items(), *more]:
            archive.writestr(name, data)
    return path


# --- whatever lies in a folder ---------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        *(".hidden", f"{MEETING}/.minutes.ru.pdf.7.part", ".git/config", "annex.pdf"),
        *("mail/x.exe", "mail/a/b/c.eml", "bundles/a.txt", "bundles/a/b.zip", "mail/a/.b.txt"),
        *("readme.md", f"{MEETING}/README.md", "signed/x", "signed/.x.pdf", "Signed/a.pdf"),
    ],
)
def test_what_is_of_no_list_is_named(verified, folder: Path, name: str) -> None:
    put(folder, {name: b"data"})
    status, said = verified(folder)
    assert status == 1
    assert f"output/{name}:1:1: error" in said


@pytest.mark.parametrize(
    "name", ["README.md", "bundles/a.zip", "bundles/a.zip.sig", "mail/a/b.eml"]
)
def test_what_is_ours_and_of_no_list_is_said(verified, folder: Path, name: str) -> None:
    put(folder, {name: b"data"})
    status, said = verified(folder)
    assert status == 0
    assert f"of no list, and not looked at: {name}" in said
    assert "files that are as they were listed: 5" in said


def test_what_is_no_regular_file_is_named_and_not_opened(verified, folder: Path) -> None:
    (folder / LETTER).unlink()
    os.mkfifo(folder / LETTER)
    os.mkfifo(folder / "README.md")
    (folder / ONE).rename(folder / "away.pdf")
    (folder / ONE).symlink_to(folder / "away.pdf")
    (folder / "elsewhere").symlink_to("/etc")
    (folder / "empty").mkdir()
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(os.path.relpath(folder / "socket"))
        status, said = verified(folder)
    assert status == 1
    for name in (LETTER, "README.md", "socket"):
        assert f"output/{name}:1:1: error: this is no file: it is a pipe" in said
    for name in (ONE, "elsewhere"):
        assert f"output/{name}:1:1: error: this is a link, not a file" in said
    assert "output/empty:1:1: error: this folder is not listed" in said


@pytest.mark.parametrize("name", [SUMS, "SHA256SUMS.sig", MANIFEST])
def test_a_pipe_in_place_of_a_list_is_named(verified, folder: Path, name: str) -> None:
    (folder / name).unlink(missing_ok=True)
    os.mkfifo(folder / name)
    status, said = verified(folder)
    assert status == 1
    assert f"output/{name}:1:1: error" in said


def test_a_pipe_is_no_bundle(verified, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.zip")
    assert verified(tmp_path / "a.zip")[0] == 1
    zipped(tmp_path / "b.zip", members())
    os.mkfifo(tmp_path / "b.zip.sig")
    assert verified(tmp_path / "b.zip")[0] == 0
    assert verified(tmp_path / "b.zip", "--signers", tmp_path / "none")[0] == 1


def test_a_name_that_is_no_text_is_named(verified, folder: Path) -> None:
    Path(os.fsdecode(os.fsencode(folder) + b"/\xff\x1b[2J.pdf")).write_bytes(b"")
    status, said = verified(folder)
    assert status == 1
    assert r"output/\udcff\x1b[2J.pdf" in said


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_cannot_be_read_is_named(verified, folder: Path) -> None:
    (folder / MEETING).chmod(0)
    status, said = verified(folder)
    (folder / MEETING).chmod(0o755)
    assert status == 1
    assert "this folder cannot be read" in said


# --- names -----------------------------------------------------------------------------

UNSAFE = {
    "../outside.txt": "leads out of the folder",
    f"{MEETING}/../../outside.txt": "leads out of the folder",
    "/etc/passwd": "leads out of the folder",
    "..\\outside.txt": "leads out of the folder",
    "C:/outside.txt": "leads out of the folder",
    "index.html:stream": "leads out of the folder",
    "a//b.txt": "another one on Windows",
    "./index.html": "another one on Windows",
    "index.html.": "another one on Windows",
    "a /b.txt": "another one on Windows",
    "a\nSHA256SUMS: ok": "cannot be seen",
    "a\u202efdp.exe": "cannot be seen",
    "a\u200b.pdf": "cannot be seen",
    "a\u00a0b.pdf": "cannot be seen",
    "a\x1b[31m.pdf": "cannot be seen",
    "a\u2028b.pdf": "cannot be seen",
    "x" * 600: "too long",
    "x/" * 20 + "a": "too long",
}


@pytest.mark.parametrize("name", UNSAFE, ids=ascii)
def test_a_name_in_an_archive_that_is_another_elsewhere_is_named(
    verified, tmp_path: Path, name: str
) -> None:
    status, said = verified(zipped(tmp_path / "a.zip", members(), (name, b"data")))
    assert status == 1
    assert UNSAFE[name] in said


@pytest.mark.parametrize("name", UNSAFE, ids=ascii)
def test_a_name_in_a_list_that_is_another_elsewhere_is_named(
    verified, folder: Path, name: str
) -> None:
    with (folder / SUMS).open("a") as sums:
        sums.write(f"{'0' * 64}  {name}\n")
    status, said = verified(folder)
    assert status == 1
    assert re.search("output/SHA256SUMS:[67]:1: error", said)
    assert UNSAFE[name] in said or "this is no line of a list of files" in said


TWINS = [
    ("index.html", "INDEX.html"),
    (ONE, f"{MEETING.upper()}/a.pdf"),
    ("a/é.pdf", "a/e\u0301.pdf"),
    ("a/straße.pdf", "a/STRASSE.pdf"),
    ("a/b.pdf", "a/b.pdf/c.pdf"),
    ("a/b.pdf", "a/b.pdf"),
]


@pytest.mark.parametrize(("name", "twin"), TWINS)
def test_two_names_that_are_one_somewhere_are_named(
    verified, tmp_path: Path, name: str, twin: str
) -> None:
    files = {n: d for n, d in members().items() if n != name}
    status, said = verified(zipped(tmp_path / "a.zip", files, (name, b"1"), (twin, b"2")))
    assert status == 1
    assert re.search("only in looks|two files of this name|a file and a folder", said)
    found = {each for each, _ in paths.clashes([name, twin])}
    assert found
    lines = "".join(f"{'0' * 64}  {each}\n" for each in (name, twin))
    lone = put(tmp_path / "lone", {SUMS: lines.encode()})
    status, said = verified(lone)
    assert status == 1
    assert "lone/SHA256SUMS:1:1: error: the list names" in said


@pytest.mark.parametrize("lines", [b"", b"\n", b"no list\n", b"\xff\n", b"0" * 64 + b" *x\n"])
def test_a_list_that_lists_nothing_is_named(verified, folder: Path, lines: bytes) -> None:
    (folder / SUMS).write_bytes(lines)
    status, said = verified(folder)
    assert status == 1
    assert f"output/{SUMS}:1:1: error" in said


@pytest.mark.parametrize("data", [b"", b"{}", b"[" * 90_000, b"\xff", b'{"files": [1]}'])
def test_a_manifest_that_is_none_is_named(verified, folder: Path, data: bytes) -> None:
    (folder / MANIFEST).write_bytes(data)
    status, said = verified(folder)
    assert status == 1
    assert f"output/{MANIFEST}:1:1: error: this is no manifest" in said


# --- archives --------------------------------------------------------------------------


def info(name: str, mode: int = 0, **fields: int) -> ZipInfo:
    found = ZipInfo(name)
    found.create_system = 3
    found.external_attr = mode << 16
    for field, value in fields.items():
        setattr(found, field, value)
    return found


MEMBERS = {
    "a link": (info("index.html", 0o120777), "this is a link"),
    "a pipe": (info("pipe", 0o010666), "this is no file"),
    "a device": (info("device", 0o020666), "this is no file"),
    "a folder without a stroke": (info("folder", 0o040755), "this is a folder, not a file"),
    "a folder with data": (info("folder/"), "holds data as a file does"),
    "an unusual packing": (info("a.txt", compress_type=ZIP_BZIP2), "packed in an unusual way"),
}


@pytest.mark.parametrize("name", MEMBERS)
def test_a_member_that_is_no_file_is_named(verified, tmp_path: Path, name: str) -> None:
    member, message = MEMBERS[name]
    files = {n: d for n, d in members().items() if n != member.filename}
    status, said = verified(zipped(tmp_path / "a.zip", files, (member, b"/etc/passwd")))
    assert status == 1
    assert message in said


def patched(data: bytes, old: bytes, new: bytes) -> bytes:
    assert old in data
    return data.replace(old, new)


def test_an_encrypted_member_is_named(verified, tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", members())
    data = bytearray(path.read_bytes())
    start = data.index(b"PK\1\2")
    data[start + 8] |= 1
    path.write_bytes(data)
    status, said = verified(path)
    assert status == 1
    assert "this file is encrypted" in said


def test_a_name_that_ends_at_a_zero_byte_is_named(verified, tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", members(), ("index.html.exe", b"x"))
    path.write_bytes(patched(path.read_bytes(), b"index.html.exe", b"index.html\0exe"))
    status, said = verified(path)
    assert status == 1
    assert r"index.html\x00exe" in said


def test_names_that_differ_at_their_two_places_are_named(verified, tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", members())
    path.write_bytes(path.read_bytes().replace(b"index.html", b"other.html", 1))
    status, said = verified(path)
    assert status == 1
    assert "index.html" in said


def test_a_hidden_member_and_an_empty_folder_are_named(verified, tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", members(), (".hidden", b""), ("empty/", b""))
    status, said = verified(path)
    assert status == 1
    assert "a.zip/.hidden:1:1: error: this file is not listed" in said
    assert "a.zip/empty:1:1: error: this folder is not listed" in said
    status, said = verified(zipped(tmp_path / "b.zip", members(), (f"{MEETING}/", b"")))
    assert status == 0, said


@pytest.mark.parametrize("data", [b"", b"PK", b"PK\5\6" + b"\0" * 18, b"PK\5\6" + b"\xff" * 18])
def test_what_is_no_archive_is_refused_in_words(verified, tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.zip").write_bytes(data)
    status, said = verified(tmp_path / "a.zip")
    assert status == 1
    assert "a.zip" in said


# --- bounds ----------------------------------------------------------------------------

SECONDS, BYTES = 10, 64_000_000


def bounded(path: Path, verified: Callable[..., tuple[int, str]]) -> str:
    """What is said of ``path``, which must be refused within some seconds and megabytes."""
    tracemalloc.start()
    begun = time.process_time()
    status, said = verified(path)
    spent, (_, peak) = time.process_time() - begun, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert status == 1
    assert spent < SECONDS, spent
    assert peak < BYTES, peak
    return said


def test_zeros_that_were_packed_well_are_refused(verified, tmp_path: Path) -> None:
    """A thousandth of their size, declared or not."""
    path = tmp_path / "a.zip"
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        archive.writestr(SUMS, f"{'0' * 64}  zeros\n")
        with archive.open("zeros", "w") as zeros:
            for _ in range(600):
                zeros.write(bytes(1_000_000))
    assert "too large to be a bundle" in bounded(path, verified)
    data = bytearray(path.read_bytes())
    central = data.rindex(b"PK\1\2")
    struct.pack_into("<L", data, central + 24, 1000)  # as the table of contents has it
    path.write_bytes(data)
    assert "zeros:1:1: error" in bounded(path, verified)


def test_many_members_are_refused(verified, tmp_path: Path) -> None:
    many = {f"{number:05}": b"" for number in range(30_000)}
    path = zipped(tmp_path / "a.zip", many)
    assert "too large to be a bundle" in bounded(path, verified)
    few = dict(list(many.items())[: received.MEMBERS - 1])
    said = bounded(zipped(path, few | {SUMS: b"0" * 64 + b"  x\n"}), verified)
    assert said.count("this file is not listed") == received.MEMBERS - 1


def test_a_long_list_takes_time_in_step_with_its_length(verified, tmp_path: Path) -> None:
    names = [f"{number:05}/{'x/' * 10}a" for number in range(20_000)]
    lines = "".join(f"{'0' * 64}  {name}\n" for name in names)
    folder = put(tmp_path / "long", {SUMS: lines.encode()})
    tracemalloc.start()
    tracemalloc.stop()
    begun = time.process_time()
    status, said = verified(folder)
    assert status == 1
    assert said.count("this file is missing") == len(names) + 1
    assert time.process_time() - begun < SECONDS


def test_a_large_file_is_read_in_pieces(verified, tmp_path: Path) -> None:
    folder = put(tmp_path / "large", {SUMS: f"{'0' * 64}  a.pdf\n".encode()})
    with (folder / "a.pdf").open("wb") as file:
        file.truncate(400_000_000)  # takes no room on the disk
    assert "this file has been altered" in bounded(folder, verified)


def test_a_list_without_end_is_refused(verified, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr("diptych.publish.verify.LARGEST_LIST", 1_000_000)
    folder = put(tmp_path / "large", {SUMS: b""})
    with (folder / SUMS).open("wb") as file:
        file.truncate(10_000_000_000)
    assert "there is no list of files" in bounded(folder, verified)


def test_nothing_is_waited_for(folder: Path) -> None:
    """As a program of its own, which nobody would end."""
    for name in ("signed/a.pdf", "pipe", f"{MEETING}/b.pdf"):
        os.mkfifo(folder / name)
    command = [sys.executable, "-c", "from diptych.cli import main; raise SystemExit(main())"]
    done = subprocess.run(
        [*command, "verify", str(folder)],
        env={**os.environ, "PYTHONPATH": str(PACKAGE)},
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr


def test_a_pdf_file_made_to_do_harm_is_named(verified, tmp_path: Path) -> None:
    """Deep nesting, a circle of tables, a table of nothing, numbers without end."""
    base = sent()[ONE]
    start = base.rindex(b"xref\n0")
    evil = {
        "deep": base.replace(b"/Resources<<", b"/X" + b"[" * 50_000 + b"/Resources<<"),
        "circle": base.replace(b"/Root 1 0 R", b"/Root 1 0 R/Prev %d" % start),
        "nothing": base.replace(b"startxref\n%d" % start, b"startxref\n9"),
        "huge": base.replace(b"xref\n0 6", b"xref\n0 4000000000"),
        "self": base.replace(b"/Pages 2 0 R", b"/Pages 2 0 R/AcroForm<</Fields 1 0 R>>"),
        "number": base.replace(b"/Count 1", b"/Count " + b"9" * 10_000),
    }
    files: Files = sent()
    for name, data in evil.items():
        files[f"signed/{name}.pdf"] = data
    said = bounded(put(tmp_path / "evil", files), verified)
    for name in evil:
        assert f"evil/signed/{name}.pdf:1:1: error" in said
