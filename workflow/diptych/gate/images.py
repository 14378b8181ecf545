"""Images through their gate: what comes out is whole, of bearable size, and drawn alike by all.

Every format of a document holds the same bytes: a PNG or a JPEG, upright, in the colours of
sRGB, on white, without the place and time that a camera notes (:mod:`diptych.gate.raster`).
"""

from __future__ import annotations

import hashlib
import warnings
from collections.abc import Callable
from pathlib import Path

import msgspec
from PIL import Image as Pillow
from PIL import ImageFile

from diptych import inputs
from diptych.errors import DiptychError, Phrase, ValueProblem, phrase
from diptych.gate import jpeg, png, raster, vectors
from diptych.patches import Patch, patched
from diptych.tree import Image

MAX_BYTES = 8_000_000

_POINTS = 72  # an inch
# What a photograph or a chart of its own size is printed at, in pixels an inch.
_RESOLUTION = 150

_SAVE = phrase("save it as PNG or JPEG")
_SHOOT = phrase("save it as JPEG; in the settings of an iPhone: Camera, Formats, Most Compatible")
_FORMS = ((png.SIGNATURE, "PNG"), (jpeg.SIGNATURE, "JPEG"), (b"GIF8", "GIF"), (b"BM", "BMP"))
#: What people take for an image, by what it begins with from some place on.
_OTHERS = (
    (0, b"II*\x00", "TIFF"),
    (0, b"MM\x00*", "TIFF"),
    (4, b"ftypavi", "AVIF"),
    (4, b"ftyphei", "HEIC"),
    (4, b"ftyphev", "HEIC"),
    (4, b"ftypmi", "HEIC"),
    (4, b"ftypms", "HEIC"),
    (4, b"jP  ", "JPEG 2000"),
    (0, b"%PDF", "PDF"),
    (0, b"8BPS", "Photoshop"),
    (0, b"\x00\x00\x01\x00", "ICO"),
    (0, b"\xd7\xcd\xc6\x9a", "WMF"),
    (40, b" EMF", "EMF"),
    (0, b"%!PS", "EPS"),
)

# WeasyPrint makes Pillow accept truncated images in the whole process; here they are refused.
_REFUSE_HALF = Patch(ImageFile, "LOAD_TRUNCATED_IMAGES", lambda _: False)

_read: dict[bytes, raster.Raster] = {}
# As many pictures as a long document has, each of a few hundred kilobytes.
_REMEMBERED = 64


def read(path: Path) -> Image:
    """The image in the file ``path``, to be shown at 150 pixels an inch where there is room.

    Raises :class:`~diptych.errors.ValueProblem` if it is not there, is no image or one of a
    kind that documents do not hold, moves, is broken, or is larger than 8 MB or 24 million
    pixels.
    """
    return _image(path, inputs.read)


def emblem(folder: Path, name: str) -> Image:
    """The mark ``name`` of the templates: ``<name>.png`` in ``folder``, and as ``<name>.svg``.

    Raises :class:`~diptych.errors.ValueProblem` if either is missing or not what it should be.
    """
    image = _image(folder / f"{name}.png", inputs.read_lasting)
    vector = vectors.read(folder / f"{name}.svg")
    return msgspec.structs.replace(image, vector=vector)


def _image(path: Path, content: Callable[[Path], bytes]) -> Image:
    """The image in the file ``path``, whose bytes ``content`` reads."""
    normal = _normal(path.name, _bytes(path, content))
    scale = _POINTS / _RESOLUTION
    return Image(path.name, normal.media, normal.data, normal.width * scale, normal.height * scale)


def _bytes(path: Path, content: Callable[[Path], bytes]) -> bytes:
    """The bytes of a file that lies in its folder under this very name."""
    names = {each.name for each in path.parent.iterdir()} if path.parent.is_dir() else set()
    if path.name not in names:
        what = phrase("there is no image «{name}»", name=path.name)
        remedy = _instead(path, names)
    elif path.is_symlink():
        what = phrase("«{name}» is a link to another place, which is not followed", name=path.name)
        remedy = phrase("put the file itself there")
    elif not path.is_file():
        what = phrase("«{name}» is not a file", name=path.name)
        remedy = phrase("put a file in its place")
    elif path.stat().st_size > MAX_BYTES:
        limit = MAX_BYTES // 1_000_000
        what = phrase("«{name}» is larger than {limit} MB", name=path.name, limit=limit)
        remedy = phrase("make it smaller")
    else:
        try:
            return content(path)
        except OSError:
            what = phrase("«{name}» cannot be read", name=path.name)
            remedy = phrase("ask whoever owns the file for the right to read it")
    raise ValueProblem(what, remedy)


def _instead(path: Path, names: set[str]) -> Phrase:
    """What to do where there is no file ``path``; ``names`` are there."""
    alike = sorted(name for name in names if name.lower() == path.name.lower())
    if alike:
        return phrase(
            "write small letters and capitals as the file has them: {name}", name=alike[0]
        )
    return phrase("put it into {parent}/", parent=path.parent.as_posix())


def _normal(name: str, data: bytes) -> raster.Raster:
    """The picture in ``data`` as documents hold it; remembered by its content."""
    key = hashlib.sha256(data).digest()
    if key not in _read:
        picture = _decoded(name, data)
        while len(_read) >= _REMEMBERED:
            del _read[next(iter(_read))]
        _read[key] = picture
    return _read[key]


def _decoded(name: str, data: bytes) -> raster.Raster:
    form = _form(name, data)
    try:
        with warnings.catch_warnings(), patched(_REFUSE_HALF):
            warnings.simplefilter("ignore")
            return raster.normal(data, form)
    except (raster.TooManyPixelsError, Pillow.DecompressionBombError):
        limit = raster.MAX_PIXELS // 1_000_000
        what = phrase("«{name}» has more than {limit} million pixels", name=name, limit=limit)
        remedy = phrase("make it smaller")
    except raster.MovingError:
        what = phrase("«{name}» holds more than one picture: paper does not move", name=name)
        remedy = phrase("save the one to be shown as PNG or JPEG")
    except raster.ProfileError:
        what = phrase("«{name}» has a colour profile that cannot be read", name=name)
        remedy = phrase("save it again in the colours of sRGB")
    except (MemoryError, DiptychError):
        raise
    except Exception:  # whatever Pillow stumbles over, the file is to blame
        what, remedy = phrase("«{name}» is a broken image", name=name), phrase("save it again")
    raise ValueProblem(what, remedy)


def _form(name: str, data: bytes) -> str:
    """What kind of image ``data`` is, as Pillow calls it."""
    for beginning, form in _FORMS:
        if data.startswith(beginning):
            return form
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    other = next((o for place, begun, o in _OTHERS if data.startswith(begun, place)), "")
    what = "SVG" if not other and b"<svg" in data[:1000].lower() else other
    if not what:
        raise ValueProblem(phrase("«{name}» is not a PNG or JPEG image", name=name), _SAVE)
    raise ValueProblem(
        phrase("«{name}» is a {what} file, which documents do not hold", name=name, what=what),
        _SHOOT if what == "HEIC" else _SAVE,
    )
