"""Pictures of every kind that people have, and how each format of a document shows one."""

from __future__ import annotations

import base64
import io
import re
import shutil
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any, NamedTuple

import pypdfium2
from lxml import etree
from PIL import Image, ImageChops, ImageCms
from pypdfium2 import raw

from diptych.cli import main

ROOT = Path(__file__).parents[1]
MEETING = "2031-03-05-first-meeting"

# Upper left, upper right, lower left, lower right.
CORNERS = ((200, 40, 40), (40, 160, 60), (40, 60, 180), (230, 220, 90))
WIDTH, HEIGHT = 240, 160

_TURNED = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


class Shown(NamedTuple):
    """A picture in a document: its bytes, and its width and height on paper in points."""

    data: bytes
    width: float
    height: float


class Everywhere(NamedTuple):
    """A picture as a Word file, a page and a PDF file show it."""

    word: Shown
    page: bytes
    paper: Shown


# --- what people bring ------------------------------------------------------------------


def upright(mode: str = "RGB") -> Image.Image:
    """Four fields of four colours, wider than high."""
    image = Image.new("RGB", (WIDTH, HEIGHT))
    for number, colour in enumerate(CORNERS):
        place = (number % 2 * WIDTH // 2, number // 2 * HEIGHT // 2)
        image.paste(colour, (*place, place[0] + WIDTH // 2, place[1] + HEIGHT // 2))
    return image.convert(mode)


def saved(image: Image.Image, form: str, **options: Any) -> bytes:
    """The file of ``image``."""
    buffer = io.BytesIO()
    image.save(buffer, form, **options)
    return buffer.getvalue()


def jpeg(mode: str = "RGB", **options: Any) -> bytes:
    return saved(upright(mode), "JPEG", quality=95, **options)


def png(mode: str = "RGB", **options: Any) -> bytes:
    return saved(upright(mode), "PNG", **options)


def turned(orientation: int, form: str = "JPEG") -> bytes:
    """A file whose pixels lie as a camera held so stores them."""
    method = _TURNED.get(orientation)
    image = upright() if method is None else upright().transpose(method)
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010E] = "a description"
    return saved(image, form, exif=exif, **({"quality": 95} if form == "JPEG" else {}))


def without(data: bytes, *markers: int) -> bytes:
    """The JPEG file ``data`` without its segments of these markers."""
    kept, place = data[:2], 2
    while data[place + 1] != 0xDA:
        end = place + 2 + int.from_bytes(data[place + 2 : place + 4])
        kept += b"" if data[place + 1] in markers else data[place:end]
        place = end
    return kept + data[place:]


def with_segment(data: bytes, marker: int, body: bytes) -> bytes:
    """The JPEG file ``data`` with one more segment in front."""
    return data[:2] + bytes((0xFF, marker)) + struct.pack(">H", len(body) + 2) + body + data[2:]


def with_chunk(data: bytes, name: bytes, body: bytes) -> bytes:
    """The PNG file ``data`` with one more chunk behind its head."""
    chunk = struct.pack(">I", len(body)) + name + body
    return data[:33] + chunk + struct.pack(">I", zlib.crc32(name + body)) + data[33:]


def deep(colour: int, channels: int, transparent: bytes = b"") -> bytes:
    """A PNG of 16 bits a channel, which Pillow does not write, opaque where it has alpha."""
    image = upright("L" if channels < 3 else "RGB")
    opaque = b"\xff\xff" if channels in (2, 4) else b""
    rows = []
    for y in range(HEIGHT):
        pixels = (image.getpixel((x, y)) for x in range(WIDTH))
        values = (pixel if isinstance(pixel, tuple) else (pixel,) for pixel in pixels)
        rows.append(
            b"\0" + b"".join(bytes(v for c in each for v in (c, c)) + opaque for each in values)
        )
    return _assembled(16, colour, zlib.compress(b"".join(rows)), tRNS=transparent)


def nibbles() -> bytes:
    """A grey PNG of 4 bits with a clear shade."""
    shades = [round(value / 17) for value in expected("grey").convert("L").tobytes()]
    upper, lower = (
        b"\0" + bytes((left * 17,)) * (WIDTH // 4) + bytes((right * 17,)) * (WIDTH // 4)
        for left, right in (shades[:2], shades[2:])
    )
    data = zlib.compress(upper * (HEIGHT // 2) + lower * (HEIGHT // 2))
    return _assembled(4, 0, data, tRNS=bytes((0, shades[3])))


def _assembled(depth: int, colour: int, data: bytes, **chunks: bytes) -> bytes:
    head = struct.pack(">IIBBBBB", WIDTH, HEIGHT, depth, colour, 0, 0, 0)
    made = b"\x89PNG\r\n\x1a\n"
    extra = {name.encode(): body for name, body in chunks.items() if body}
    for name, body in {b"IHDR": head, **extra, b"IDAT": data, b"IEND": b""}.items():
        made += struct.pack(">I", len(body)) + name + body
        made += struct.pack(">I", zlib.crc32(name + body))
    return made


def interlaced() -> bytes:
    """A PNG in the seven passes of Adam7, which Pillow does not write."""
    image, data = upright(), b""
    for x0, y0, dx, dy in (
        *((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4)),
        *((0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)),
    ):
        for y in range(y0, HEIGHT, dy):
            pixels = (image.getpixel((x, y)) for x in range(x0, WIDTH, dx))
            data += b"\0" + b"".join(map(bytes, pixels))
    made = bytearray(_assembled(8, 2, zlib.compress(data)))
    made[28] = 1
    made[29:33] = struct.pack(">I", zlib.crc32(made[12:29]))
    return bytes(made)


def clear(form: str = "PNG", mode: str = "RGBA") -> bytes:
    """A picture without its last field, of which the colours are still there."""
    image = upright("RGBA")
    image.paste((*CORNERS[3], 0), (WIDTH // 2, HEIGHT // 2, WIDTH, HEIGHT))
    options: dict[str, Any] = {"lossless": True, "exact": True} if form == "WEBP" else {}
    if mode == "P":
        image = upright().quantize(8)
        options["transparency"] = image.getpixel((WIDTH - 1, HEIGHT - 1))
    elif mode == "RGB":
        image, options["transparency"] = upright(), CORNERS[3]
    elif mode == "L":
        image = upright("L")
        options["transparency"] = image.getpixel((WIDTH - 1, HEIGHT - 1))
    elif mode == "1":
        image = Image.new("1", (WIDTH, HEIGHT), 0)
        options["transparency"] = 0
    else:
        image = image.convert(mode)
    return saved(image, form, **options)


def srgb() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def swapped() -> bytes:
    """A profile by which red is green and green is red."""
    data = bytearray(srgb())
    tags = {
        bytes(data[o : o + 4]): o for o in range(132, 132 + 12 * int.from_bytes(data[128:132]), 12)
    }
    red, green = tags[b"rXYZ"], tags[b"gXYZ"]
    data[red + 4 : red + 12], data[green + 4 : green + 12] = (
        data[green + 4 : green + 12],
        data[red + 4 : red + 12],
    )
    return bytes(data)


def mpo() -> bytes:
    return saved(upright(), "MPO", save_all=True, append_images=[upright().rotate(180)], quality=95)


def moving(form: str) -> bytes:
    return saved(upright(), form, save_all=True, append_images=[upright().rotate(180)])


_GPS = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x88\x25\0\x04\0\0\0\x01\0\0\0\x1a\0\0\0\0\0\0"
#: Pictures that are printed, as they look: in colours, grey, or without the last field.
SOUND: Mapping[str, tuple[str, Callable[[], bytes]]] = {
    "JPEG": ("colours", jpeg),
    "grey JPEG": ("grey", lambda: jpeg("L")),
    "progressive JPEG": ("colours", lambda: jpeg(progressive=True)),
    "JPEG with small colours": ("colours", lambda: jpeg(subsampling=2)),
    "JPEG with restarts": ("colours", lambda: jpeg(restart_marker_blocks=4)),
    "JPEG without a head": ("colours", lambda: without(jpeg(), 0xE0)),
    "JPEG with a comment first": ("colours", lambda: with_segment(jpeg(), 0xFE, b"hello\xff")),
    "JPEG with a profile first": (
        "colours",
        lambda: with_segment(without(jpeg(), 0xE0), 0xE2, b"ICC_PROFILE\0\1\1" + srgb()),
    ),
    "JPEG in sRGB": ("colours", lambda: jpeg(icc_profile=srgb())),
    "grey JPEG in sRGB": ("grey", lambda: jpeg("L", icc_profile=srgb())),
    "JPEG in swapped colours": ("swapped", lambda: jpeg(icc_profile=swapped())),
    "JPEG of Adobe": (
        "colours",
        lambda: with_segment(without(jpeg(), 0xE0), 0xEE, b"Adobe\0\x64\0\0\0\0\1"),
    ),
    "JPEG of Adobe in RGB": ("colours", lambda: without(jpeg(keep_rgb=True), 0xE0)),
    "JPEG in CMYK": ("colours", lambda: jpeg("CMYK")),
    "JPEG with a place": ("colours", lambda: with_segment(jpeg(), 0xE1, _GPS)),
    "JPEG with a preview": (
        "colours",
        lambda: with_segment(without(jpeg(), 0xE0), 0xE0, b"JFIF\0\1\1\0\0\1\0\1\1\1" + b"abc"),
    ),
    "JPEG with a film behind it": ("colours", lambda: jpeg() + b"\0\0\0\x18ftypmp42" + b"x" * 999),
    "JPEG of two views": ("colours", mpo),
    **{f"JPEG turned {n}": ("colours", lambda n=n: turned(n)) for n in range(1, 9)},
    "JPEG turned 9": ("colours", lambda: turned(9)),
    "JPEG of no density": ("colours", lambda: jpeg().replace(b"\0\1\0\1\0\0", b"\0\0\0\0\0\0", 1)),
    "JPEG of two densities": ("colours", lambda: jpeg(dpi=(1, 65535))),
    "JPEG of density by the centimetre": (
        "colours",
        lambda: jpeg().replace(b"JFIF\0\1\1\0\0\1\0\1", b"JFIF\0\1\1\2\0\x3b\0\x76", 1),
    ),
    "PNG": ("colours", png),
    "PNG of a palette": ("colours", lambda: saved(upright().quantize(8), "PNG")),
    "grey PNG": ("grey", lambda: png("L")),
    "PNG of 1 bit": ("black", lambda: saved(Image.new("1", (WIDTH, HEIGHT)), "PNG")),
    "PNG of 4 bits": ("colours", lambda: saved(upright().quantize(8), "PNG", bits=4)),
    "interlaced PNG": ("colours", interlaced),
    "PNG of 16 bits": ("colours", lambda: deep(2, 3)),
    "PNG of 16 bits and alpha": ("colours", lambda: deep(6, 4)),
    "grey PNG of 16 bits": ("grey", lambda: deep(0, 1)),
    "grey PNG of 16 bits and alpha": ("grey", lambda: deep(4, 2)),
    "clear PNG of 16 bits": (
        "clear",
        lambda: deep(2, 3, b"".join(bytes((value, value)) for value in CORNERS[3])),
    ),
    "clear grey PNG of 16 bits": (
        "clear grey",
        lambda: deep(0, 1, bytes((upright("L").getpixel((WIDTH - 1, HEIGHT - 1)),)) * 2),
    ),
    "clear PNG": ("clear", clear),
    "clear grey PNG": ("clear grey", lambda: clear(mode="LA")),
    "clear PNG of a palette": ("clear", lambda: clear(mode="P")),
    "PNG with one clear colour": ("clear", lambda: clear(mode="RGB")),
    "PNG with one clear grey": ("clear grey", lambda: clear(mode="L")),
    "clear PNG of 1 bit": ("white", lambda: clear(mode="1")),
    "clear grey PNG of 4 bits": ("clear grey", nibbles),
    "PNG in sRGB": ("colours", lambda: png(icc_profile=srgb())),
    "PNG in swapped colours": ("swapped", lambda: png(icc_profile=swapped())),
    "PNG turned 6": ("colours", lambda: turned(6, "PNG")),
    "PNG with words": ("colours", lambda: with_chunk(png(), b"tEXt", b"Author\0Somebody")),
    "PNG with another gamma": ("colours", lambda: with_chunk(png(), b"gAMA", b"\0\1\x86\xa0")),
    "PNG of no density": ("colours", lambda: with_chunk(png(), b"pHYs", bytes(9))),
    "PNG of two densities": ("colours", lambda: png(dpi=(1, 65535))),
    "PNG with something behind it": ("colours", lambda: png() + png("L")),
    "WebP": ("colours", lambda: saved(upright(), "WEBP", quality=95)),
    "WebP without loss": ("colours", lambda: saved(upright(), "WEBP", lossless=True)),
    "clear WebP": ("clear", lambda: clear("WEBP")),
    "WebP turned 8": ("colours", lambda: turned(8, "WEBP")),
    "GIF": ("colours", lambda: saved(upright().quantize(8), "GIF")),
    "clear GIF": ("clear", lambda: clear("GIF", "P")),
    "BMP": ("colours", lambda: saved(upright(), "BMP")),
    "BMP of 1 bit": ("black", lambda: saved(Image.new("1", (WIDTH, HEIGHT)), "BMP")),
}

#: Pictures that are refused, and in what words.
UNSOUND: Mapping[str, tuple[str, Callable[[], bytes]]] = {
    "nothing": ("is not a PNG or JPEG image", bytes),
    "words": ("is not a PNG or JPEG image", lambda: b"# A text\n"),
    "PNG without its end": ("is a broken image", lambda: png()[:-12]),
    "half a PNG": ("is a broken image", lambda: png()[: len(png()) // 2]),
    "PNG with a wrong sum": ("is a broken image", lambda: png()[:-1] + b"x"),
    "PNG with two heads": ("is a broken image", lambda: with_chunk(png(), b"IHDR", png()[16:29])),
    "PNG without pixels": ("is a broken image", lambda: _assembled(8, 2, b"")),
    "PNG with too few rows": ("is a broken image", lambda: _assembled(8, 2, zlib.compress(b"\0"))),
    "PNG that moves": ("holds more than one picture", lambda: moving("PNG")),
    "PNG with a bomb of a profile": (
        "is a broken image",
        lambda: with_chunk(png(), b"iCCP", b"a\0\0" + zlib.compress(bytes(50_000_000))),
    ),
    "half a JPEG": ("is a broken image", lambda: jpeg()[: len(jpeg()) // 2]),
    "JPEG without its end": ("is a broken image", lambda: jpeg()[:-2]),
    "JPEG without a scan": ("is a broken image", lambda: jpeg()[:300] + b"\xff\xd9"),
    "JPEG of a thousand scans": (
        "is a broken image",
        lambda: jpeg(progressive=True)[:-2] + b"\xff\xda\0\x08\1\1\0\1\x3f\0" * 1000 + b"\xff\xd9",
    ),
    "JPEG with a broken profile": ("has a colour profile", lambda: jpeg(icc_profile=b"profile")),
    "grey profile in a colour PNG": (
        "has a colour profile",
        lambda: png(icc_profile=srgb().replace(b"RGB ", b"GRAY", 1)),
    ),
    "GIF that moves": ("holds more than one picture", lambda: moving("GIF")),
    "WebP that moves": ("holds more than one picture", lambda: moving("WEBP")),
    "half a WebP": ("is a broken image", lambda: saved(upright(), "WEBP")[:90]),
    "half a GIF": ("is a broken image", lambda: saved(upright(), "GIF")[:-9]),
    "half a BMP": ("is a broken image", lambda: saved(upright(), "BMP")[:999]),
    "TIFF": ("is a TIFF file", lambda: saved(upright(), "TIFF")),
    "AVIF": ("is a AVIF file", lambda: b"\0\0\0\x20ftypavif\0\0\0\0"),
    "HEIC": ("is a HEIC file", lambda: b"\0\0\0\x20ftypheic\0\0\0\0"),
    "JPEG 2000": ("is a JPEG 2000 file", lambda: b"\0\0\0\x0cjP  \r\n\x87\n"),
    "SVG": ("is a SVG file", lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
    "PDF": ("is a PDF file", lambda: b"%PDF-1.7\n"),
    "icon": ("is a ICO file", lambda: saved(upright(), "ICO")),
}


def expected(look: str) -> Image.Image:
    """What a picture of ``look`` must look like on white paper."""
    red, green, blue, yellow = CORNERS
    last = (255, 255, 255) if "clear" in look else yellow
    image = Image.new("RGB", (2, 2))
    for number, corner in enumerate((red, green, blue, last)):
        image.putpixel((number % 2, number // 2), corner)
    if look == "swapped":
        channels = image.split()
        return Image.merge("RGB", (channels[1], channels[0], channels[2]))
    if look in ("black", "white"):
        return Image.new("RGB", (2, 2), look)
    return image.convert("L").convert("RGB") if "grey" in look else image


# --- documents with it ------------------------------------------------------------------


class Refused(Exception):
    """A document was not written; says what was said."""


def written(folder: Path, *pictures: bytes) -> Mapping[str, bytes]:
    """Minutes that show these ``pictures``, by format; raises :class:`Refused`."""
    if not folder.joinpath("content").exists():
        shutil.copytree(ROOT / "tests/broken/base/content", folder / "content")
        (folder / "content" / MEETING / "minutes.ru.md").unlink()
    meeting = folder / "content" / MEETING
    text = (ROOT / "tests/broken/base/content" / MEETING / "minutes.en.md").read_text("utf-8")
    for number, data in enumerate(pictures):
        name = f"photo-{number}.jpg" if number else "photo.jpg"
        (meeting / name).write_bytes(data)
        text += f'\n![What it shows]({name} "Caption")\n'
    (meeting / "minutes.en.md").write_text(text, "utf-8")
    said = io.StringIO()
    places = ["--output", str(folder / "output"), "--templates", str(ROOT / "templates")]
    command = ["write", str(meeting), "minutes", "--editions", "en", *places]
    with redirect_stdout(said), redirect_stderr(said):
        status = main([*command, "--formats", "docx", "pdf", "html"])
    if status:
        raise Refused(said.getvalue())
    made = folder / "output" / MEETING
    return {form: (made / f"minutes.en.{form}").read_bytes() for form in ("docx", "pdf", "html")}


# --- how documents show it --------------------------------------------------------------

_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_EMU = 12700


def in_docx(data: bytes) -> list[Shown]:
    """The pictures of a Word file in their order."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        document = etree.fromstring(package.read("word/document.xml"))
        links = etree.fromstring(package.read("word/_rels/document.xml.rels"))
        targets = {link.get("Id"): link.get("Target") for link in links}
        found = []
        for drawing in document.iter(f"{_WP}inline"):
            extent = drawing.find(f"{_WP}extent")
            target = targets[next(drawing.iter(f"{_A}blip")).get(f"{_R}embed")]
            size = (int(extent.get(each)) / _EMU for each in ("cx", "cy"))
            found.append(Shown(package.read(f"word/{target}"), *size))
    return found


def in_html(data: bytes) -> list[bytes]:
    """The pictures of a page in their order."""
    found = re.findall(rb'src="data:image/(?:png|jpeg);base64,([^"]+)"', data)
    return [base64.b64decode(each) for each in found]


def in_pdf(data: bytes) -> list[Shown]:
    """The pictures of a PDF in their order, each as a PNG of what is drawn."""
    return list(_drawn(data))


def _drawn(data: bytes) -> Iterator[Shown]:
    with pypdfium2.PdfDocument(data) as document:
        for page in document:
            for thing in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE]):
                left, bottom, right, top = thing.get_bounds()
                image = thing.get_bitmap(render=False).to_pil()
                yield Shown(saved(image, "PNG"), right - left, top - bottom)


def shown(word: bytes, page: bytes, paper: bytes) -> list[Everywhere]:
    """The pictures that a DOCX, an HTML and a PDF file show, in their order."""
    return [
        Everywhere(*each) for each in zip(in_docx(word), in_html(page), in_pdf(paper), strict=True)
    ]


def alike(word: bytes, page: bytes, paper: bytes) -> bytes:
    """The one picture that a DOCX, an HTML and a PDF file show, after comparing them."""
    (one,) = shown(word, page, paper)
    return compared(one)


def compared(picture: Everywhere) -> bytes:
    """The bytes of a ``picture`` that all formats show alike."""
    ours, theirs, drawn = picture
    assert ours.data == theirs
    assert abs(ours.width - drawn.width) < 1
    assert abs(ours.height - drawn.height) < 1
    with Image.open(io.BytesIO(ours.data)) as one, Image.open(io.BytesIO(drawn.data)) as other:
        assert one.size == other.size
        assert not {"exif", "xmp", "icc_profile", "transparency"} & set(one.info)
        apart = ImageChops.difference(one.convert("RGB"), other.convert("RGB"))
    assert max(high for _, high in apart.getextrema()) <= 8  # two programs round in their own ways
    return ours.data
