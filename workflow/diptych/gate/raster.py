"""Pictures as every program draws them: upright, grey or of three colours (sRGB), 8 bits each.

What is so already is not encoded again.
"""

from __future__ import annotations

import io
from typing import Literal, NamedTuple

from PIL import ExifTags, ImageCms, ImageMath
from PIL import Image as Pillow

from diptych.gate import jpeg, png

MAX_PIXELS = 24_000_000
#: The longest side in pixels: the width of a page (A4) at 300 pixels an inch.
LONGEST = 2480
#: In bytes: a file that is larger without loss is written with loss.
HEAVY = 4_000_000

_QUALITY = 90  # of a JPEG, up to 100
_PAPER = 255  # white
_TURNS = {
    2: Pillow.Transpose.FLIP_LEFT_RIGHT,
    3: Pillow.Transpose.ROTATE_180,
    4: Pillow.Transpose.FLIP_TOP_BOTTOM,
    5: Pillow.Transpose.TRANSPOSE,
    6: Pillow.Transpose.ROTATE_270,
    7: Pillow.Transpose.TRANSVERSE,
    8: Pillow.Transpose.ROTATE_90,
}
_KNOWN_TO_ALL = frozenset({"1", "L", "P", "RGB"})
_GREY = frozenset({"1", "L", "LA", "La", "I", "I;16", "I;16B", "I;16L"})
# How far a colour may be from the same in sRGB, of 255: less than anybody sees.
_ALIKE = 2


class Raster(NamedTuple):
    """A picture: its file, and its width and height in pixels."""

    media: Literal["image/png", "image/jpeg"]
    data: bytes
    width: int
    height: int


class TooManyPixelsError(ValueError):
    """A picture of more than :data:`MAX_PIXELS`."""


class MovingError(ValueError):
    """A file of several pictures."""


class ProfileError(ValueError):
    """A picture with a colour profile that says nothing of its colours."""


def normal(data: bytes, form: str) -> Raster:
    """The picture in ``data``, a file of the form ``form`` as Pillow calls it.

    Raises one of the errors above, or whatever Pillow raises of a file that is broken.
    """
    depth, plain, lossy = 8, b"", False
    match form:
        case "PNG":
            whole = png.read(data)
            if whole.moving:
                raise MovingError
            data, plain, depth = whole.readable, whole.plain, whole.depth
        case "JPEG":
            data, plain = jpeg.read(data)
            lossy = True
        case "WEBP":
            lossy = _is_lossy(data)
    with _opened(data, form) as image:
        profile = _profile(image)
        turn = _TURNS.get(image.getexif().get(ExifTags.Base.Orientation, 1))
        if plain and turn is None and profile is None and _is_plain(image, plain, form):
            return Raster("image/jpeg" if lossy else "image/png", plain, *image.size)
        drawn = _on_paper(image, profile, depth)
    if max(drawn.size) > LONGEST:
        drawn.thumbnail((LONGEST, LONGEST), Pillow.Resampling.LANCZOS)
    return _written(drawn if turn is None else drawn.transpose(turn), lossy=lossy)


def _opened(data: bytes, form: str) -> Pillow.Image:
    """The picture, decoded; its size is judged first."""
    image = Pillow.open(io.BytesIO(data), formats=(form,))
    width, height = image.size
    if width * height > MAX_PIXELS:
        raise TooManyPixelsError
    if getattr(image, "is_animated", False):
        raise MovingError
    image.load()
    return image


def _is_plain(image: Pillow.Image, plain: bytes, form: str) -> bool:
    """Whether ``plain`` may stand for ``image``, which is upright and has no profile."""
    if max(image.size) > LONGEST or image.mode not in _KNOWN_TO_ALL:
        return False
    if form != "JPEG":
        return True
    with _opened(plain, form) as other:
        return other.mode == image.mode and other.tobytes() == image.tobytes()


def _profile(image: Pillow.Image) -> ImageCms.ImageCmsProfile | None:
    """The colour profile of ``image``, if it has one that is not sRGB by another name."""
    data = image.info.get("icc_profile")
    if not data:
        return None
    try:
        profile = ImageCms.ImageCmsProfile(io.BytesIO(data))
        if image.mode == "CMYK":
            return profile
        probe = _probe("L" if image.mode in _GREY else "RGB")
        seen = _with_profile(probe, profile)
    except (ImageCms.PyCMSError, OSError, ValueError) as error:
        raise ProfileError from error
    pairs = zip(probe.tobytes(), seen.tobytes(), strict=True)
    return profile if max(abs(one - other) for one, other in pairs) > _ALIKE else None


def _probe(mode: str) -> Pillow.Image:
    """Colours, or greys, of all kinds."""
    steps = range(0, 256, 51)
    if mode == "L":
        return Pillow.frombytes("L", (len(steps), 1), bytes(steps))
    colours = bytes(value for r in steps for g in steps for b in steps for value in (r, g, b))
    return Pillow.frombytes("RGB", (len(steps) ** 2, len(steps)), colours)


def _in_srgb(image: Pillow.Image, profile: ImageCms.ImageCmsProfile) -> Pillow.Image:
    """``image``, whose colours are those of ``profile``, in sRGB."""
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
    converted = ImageCms.profileToProfile(
        image, profile, srgb, ImageCms.Intent.RELATIVE_COLORIMETRIC, outputMode="RGB"
    )
    assert converted is not None  # it is not done in place
    return converted


def _on_paper(
    image: Pillow.Image, profile: ImageCms.ImageCmsProfile | None, depth: int
) -> Pillow.Image:
    """``image`` as it looks on white paper: grey, or in the colours of sRGB."""
    grey = image.mode in _GREY
    image, alpha = _parted(image, depth)
    if profile is not None:
        try:
            image = _with_profile(image, profile)
        except (ImageCms.PyCMSError, ValueError) as error:
            raise ProfileError from error
    opaque = image.convert("L" if grey else "RGB")
    if alpha is not None:
        paper = Pillow.new(opaque.mode, opaque.size, _PAPER if grey else (_PAPER,) * 3)
        paper.paste(opaque, mask=alpha)
        opaque = paper
    return opaque


def _with_profile(image: Pillow.Image, profile: ImageCms.ImageCmsProfile) -> Pillow.Image:
    """``image`` in sRGB, or as grey as it was.

    Some write the profile of colour pictures into a grey one.
    """
    grey = image.mode == "L"
    coloured = grey and profile.profile.xcolor_space.strip() == "RGB"
    converted = _in_srgb(image.convert("RGB") if coloured else image, profile)
    return converted.convert("L") if grey else converted


def _parted(image: Pillow.Image, depth: int) -> tuple[Pillow.Image, Pillow.Image | None]:
    """The colours of ``image`` in 8 bits, and how far each pixel covers the paper."""
    clear = image.info.get("transparency")
    if image.mode.startswith("I"):
        return _shallow(image, clear)
    if clear is not None and image.mode in ("1", "L", "RGB"):
        shades = clear if isinstance(clear, tuple) else (clear,)
        scaled = tuple(shade * 255 // ((1 << depth) - 1) for shade in shades)
        image.info["transparency"] = scaled if image.mode == "RGB" else scaled[0]
    if clear is not None or image.mode in ("LA", "La", "PA", "RGBA", "RGBa"):
        grey = image.mode in _GREY
        image = image.convert("RGBA")
        return image.convert("RGB").convert("L" if grey else "RGB"), image.getchannel("A")
    if image.mode in ("L", "RGB", "CMYK"):
        return image, None
    return image.convert("L" if image.mode in _GREY else "RGB"), None


def _shallow(image: Pillow.Image, clear: object) -> tuple[Pillow.Image, Pillow.Image | None]:
    """A grey picture of 16 bits in 8, of which the shade ``clear`` is no part."""
    wide = image.convert("I")
    narrow = ImageMath.lambda_eval(lambda each: each["image"] / 257, image=wide).convert("L")
    if not isinstance(clear, int):
        return narrow, None
    alpha = ImageMath.lambda_eval(lambda each: (each["image"] != clear) * 255, image=wide)
    return narrow, alpha.convert("L")


def _written(image: Pillow.Image, *, lossy: bool) -> Raster:
    """The file of ``image``, without loss unless ``lossy`` or too heavy."""
    image.info.clear()
    buffer = io.BytesIO()
    if not lossy:
        image.save(buffer, "PNG", optimize=True)
        if buffer.tell() <= HEAVY:
            return Raster("image/png", buffer.getvalue(), *image.size)
        buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=_QUALITY)
    return Raster("image/jpeg", buffer.getvalue(), *image.size)


def _is_lossy(data: bytes) -> bool:
    """Whether a WebP file holds a photograph: a picture that was saved with loss."""
    place = 12
    while place + 8 <= len(data):
        if data[place : place + 4] == b"VP8 ":
            return True
        size = int.from_bytes(data[place + 4 : place + 8], "little")
        place += 8 + size + size % 2
    return False
