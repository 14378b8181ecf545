"""Strategies for what may happen to a signed folder or a bundle, and what must hold of verify."""

from __future__ import annotations

import io
import re
import shutil
import struct
import tempfile
import time
import warnings
from collections.abc import Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from functools import cache
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from typing import NamedTuple
from unicodedata import category
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from hypothesis import strategies as st

from diptych.cli import main
from publish import parcels
from publish.parcels import keys, parcel, put, sent

#: Seconds of CPU, and kilobytes of memory, that a small parcel may take.
LIMIT, MEMORY = 5, 200_000
ROOTS = "root.pem"

# Where the digits of a signature stand: these nobody can sign.
_DIGITS = re.compile(rb"/Contents <[0-9A-Fa-f]+>")
_BESIDE = re.compile(r"README\.md|bundles/[^/]+\.zip(\.sig)?|mail/[^/]+/[^/]+\.eml", re.DOTALL)
_SUMS = "SHA256SUMS"

NAMES = (
    *("a.pdf", "signed/a.pdf", "signed/extra.PDF", ".hidden", "README.md", "mail/a/b.eml"),
    *(
        "bundles/a.zip",
        "../a",
        "/a",
        "a\\b",
        "C:a",
        "a\nb",
        "a\u202eb",
        "INDEX.HTML",
        "e\u0301",
        "é",
    ),
    *("index.html/", "a/", "a//b", "x" * 300, "signed", "SHA256SUMS.sig", "manifest.json "),
)
PIECES = (
    *(b"", b"\n", b"\0", b"%PDF-1.7\n", b"%%EOF\n", b"startxref\n0\n%%EOF\n", b"xref\n0 0\n"),
    *(b"trailer\n<</Root 1 0 R>>\n", b"1 0 obj\n<<>>\nendobj\n", b"/ByteRange", b"[" * 3_000),
    *(b"PK\1\2", b"PK\3\4", b"PK\5\6" + b"\0" * 18, b"9" * 3_000, b"\xff\xfe", b"a" * 70_000),
)


class Edit(NamedTuple):
    """One thing that is done to files, or to the bytes of one."""

    what: str
    which: int
    where: int
    piece: bytes
    name: str


_BYTES = ("flip", "byte", "insert", "cut", "append", "double")
_WHATS = (*_BYTES, "remove", "rename", "add", "swap", "forge")


@cache
def _forged() -> tuple[bytes, ...]:
    """What may be put in place of a paper, or of its signed copy."""
    pdf = parcels.paper(parcels.PAPERS[0])
    other = parcels.paper(parcels.PAPERS[1])
    return (
        pdf,
        parcels.updated(pdf),
        parcels.updated(parcels.signed(pdf)),
        parcels.signed(parcels.updated(pdf)),
        parcels.signed(pdf, "a stranger"),
        parcels.signed(parcels.updated(pdf), "a stranger"),
        parcels.signed_again(parcels.signed(pdf)),
        parcels.updated_within(pdf),
        parcels.stamped_over(pdf),
        parcels.with_an_action(pdf),
        parcels.signed(other),
    )


def _edits(whats: Sequence[str]) -> st.SearchStrategy[list[Edit]]:
    return st.lists(
        st.builds(
            Edit,
            st.sampled_from(whats),
            st.integers(0, 10**6),
            st.integers(0, 10**6),
            st.one_of(st.sampled_from(PIECES), st.binary(max_size=20)),
            st.one_of(st.sampled_from(NAMES), st.text(max_size=12)),
        ),
        min_size=1,
        max_size=3,
    )


def _done_to_bytes(data: bytes, edit: Edit) -> bytes:
    at = edit.where % (len(data) + 1)
    match edit.what:
        case "flip" if at < len(data):
            return data[:at] + bytes([data[at] ^ 1 << edit.which % 8]) + data[at + 1 :]
        case "byte":
            return data[:at] + bytes([edit.which % 256]) + data[at + 1 :]
        case "insert":
            return data[:at] + edit.piece + data[at:]
        case "cut":
            return data[:at]
        case "append":
            return data + edit.piece
        case "double":
            return data + data[at:]
    return data


def _done(files: Mapping[str, bytes], edit: Edit) -> dict[str, bytes]:
    made = dict(files)
    if not made:
        return made
    names = sorted(made)
    name, other = names[edit.which % len(names)], names[edit.where % len(names)]
    match edit.what:
        case "remove":
            del made[name]
        case "rename":
            made[edit.name] = made.pop(name)
        case "add":
            made[edit.name] = made[name] if edit.where % 2 else edit.piece
        case "swap":
            made[name], made[other] = made[other], made[name]
        case "forge":
            paper = parcels.PAPERS[0]
            made[f"signed/{paper}" if edit.which % 3 else paper] = _forged()[edit.where % 11]
        case _:
            made[name] = _done_to_bytes(made[name], edit)
    return made


class Folder(NamedTuple):
    """Files to be put into a folder."""

    files: dict[str, bytes]


class Archive(NamedTuple):
    """The bytes of a ZIP file."""

    data: bytes


@st.composite
def folders(draw: st.DrawFn) -> Folder:
    """A signed folder to which something was done."""
    files: dict[str, bytes] = sent()
    for edit in draw(_edits(_WHATS)):
        files = _done(files, edit)
    return Folder(files)


@st.composite
def archives(draw: st.DrawFn) -> Archive:
    """A bundle to whose members something was done, or to its bytes."""
    with ZipFile(io.BytesIO(parcel())) as archive:
        members = [(info, archive.read(info)) for info in archive.infolist()]
    if draw(st.booleans()):
        files = {info.filename: data for info, data in members}
        for edit in draw(_edits(_WHATS)):
            files = _done(files, edit)
        members = [(ZipInfo(name), data) for name, data in files.items()]
        for number in draw(st.lists(st.integers(0, 10**6), max_size=2)):
            members.insert(number % (len(members) + 1), _odd(draw, members))
    out = io.BytesIO()
    with warnings.catch_warnings(), ZipFile(out, "w") as archive:
        warnings.simplefilter("ignore")  # two members of one name
        for info, data in members:
            archive.writestr(info, data)
    data = out.getvalue()
    for edit in draw(_edits(_BYTES)) if draw(st.booleans()) else []:
        data = _done_to_bytes(data, edit)
    return Archive(_declared(draw, data) if draw(st.booleans()) else data)


def _odd(draw: st.DrawFn, members: Sequence[tuple[ZipInfo, bytes]]) -> tuple[ZipInfo, bytes]:
    """A member as no bundle has it: of another kind, packed otherwise, there already."""
    known = [info.filename for info, _ in members]
    info = ZipInfo(draw(st.sampled_from([*known, *NAMES])))
    info.create_system = draw(st.sampled_from([0, 3]))
    info.external_attr = draw(st.sampled_from([0, 0o120777, 0o040755, 0o010644, 0o100644])) << 16
    info.compress_type = draw(st.sampled_from([ZIP_STORED, ZIP_DEFLATED, ZIP_BZIP2]))
    return info, draw(st.sampled_from([b"", b"data", bytes(300_000)]))


def _declared(draw: st.DrawFn, data: bytes) -> bytes:
    """``data`` with a number in its table of contents or at its end that is another."""
    places = [found.start() for found in re.finditer(rb"PK\x01\x02|PK\x05\x06", data)]
    if not places:
        return data
    at = draw(st.sampled_from(places)) + draw(st.integers(4, 44))
    made = bytearray(data)
    if at + 4 <= len(made):
        number = draw(st.sampled_from([0, 1, 8, 0x800, 0xFFFF, 2**31, 2**32 - 1]))
        struct.pack_into("<L", made, at, number)
    return bytes(made)


def outcome(parcel: Folder | Archive) -> tuple[int, str]:
    """The status and messages of verify, after the laws are checked.

    It accepts only what was sent, apart from what it says it has not looked at, and from copies
    of which it says that nobody has checked who signed them. It prints nothing that a terminal
    obeys. An exception, or more than :data:`LIMIT` seconds or :data:`MEMORY`, fails.
    """
    base = Path(tempfile.mkdtemp(prefix="forged-"))
    try:
        arguments = _put(base, parcel)
        said = io.StringIO()
        begun, used = time.process_time(), getrusage(RUSAGE_SELF).ru_maxrss
        with redirect_stdout(said), redirect_stderr(said):
            status = main(["verify", *arguments])
        assert time.process_time() - begun < LIMIT
        assert getrusage(RUSAGE_SELF).ru_maxrss - used < MEMORY
        text = said.getvalue()
        assert text
        assert not {*map(category, text.replace("\n", ""))} & {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
        if not status:
            _as_sent(base, parcel, text)
        return status, text
    finally:
        shutil.rmtree(base)


def _put(base: Path, parcel: Folder | Archive) -> list[str]:
    if isinstance(parcel, Archive):
        (base / "a.zip").write_bytes(parcel.data)
        return [str(base / "a.zip")]
    (base / ROOTS).write_bytes(keys("secretary").pem())
    root = base / "output"
    root.mkdir()
    for name, data in parcel.files.items():
        if _can_be_put(root, name):
            put(root, {name: data})
    return [str(root), "--trust", str(base / ROOTS)]


def _can_be_put(root: Path, name: str) -> bool:
    """Whether a disk takes ``name``, within the folder, beside what is there already."""
    parts = name.split("/")
    if not name or "\0" in name or name.startswith("/") or {"", ".", ".."} & {*parts}:
        return False
    above = [root.joinpath(*parts[:number]) for number in range(1, len(parts))]
    short = all(len(part.encode("utf-8", "surrogatepass")) < 250 for part in parts)
    texts = not any("\ud800" <= char <= "\udfff" for char in name)
    return (
        short and texts and not any(map(Path.is_file, above)) and not root.joinpath(name).is_dir()
    )


def _as_sent(base: Path, parcel: Folder | Archive, text: str) -> None:
    right: dict[str, bytes] = sent()
    if isinstance(parcel, Archive):
        with ZipFile(base / "a.zip") as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            found = {info.filename: archive.read(info) for info in infos}
        assert len(found) == len(infos)
        right = {n: d for n, d in right.items() if not n.startswith("signed/")}
    else:
        root = base / "output"
        files = (path for path in root.rglob("*") if path.is_file())
        found = {path.relative_to(root).as_posix(): path.read_bytes() for path in files}
    for name in [each for each in found if _BESIDE.fullmatch(each)]:
        assert f"not looked at: {name}" in text
        del found[name]
    claims = re.findall("who was not checked: (.+)", text)
    found = {name: data for name, data in found.items() if name not in claims}
    found = {name: _DIGITS.sub(b"", data) for name, data in found.items()}
    assert found == {name: _DIGITS.sub(b"", data) for name, data in right.items()}
