"""Images through their gate: what is opened is a PNG or JPEG, whole and of bearable size."""

from __future__ import annotations

import io
import os
import warnings
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal
from unittest.mock import patch

import msgspec
from PIL import Image as Pillow
from PIL import ImageFile, UnidentifiedImageError

from diptych import inputs
from diptych.errors import ValueProblem, phrase
from diptych.reader import vectors
from diptych.tree import Image

MAX_BYTES = 8_000_000
MAX_PIXELS = 24_000_000

_MEDIA: dict[str, Literal["image/png", "image/jpeg"]] = {"PNG": "image/png", "JPEG": "image/jpeg"}
_POINTS = 72
# What a photograph or a chart of its own size is printed at, in pixels an inch.
_RESOLUTION = 150


def read(path: Path) -> Image:
    """The image in the file ``path``, to be shown at 150 pixels an inch where there is room.

    Raises :class:`~diptych.errors.ValueProblem` if it is not there, is no PNG or
    JPEG, is broken, or is larger than 8 MB or 24 million pixels.
    """
    _regular(path)
    return _image(path.name, inputs.read(path))


@cache
def emblem(folder: Path, name: str) -> Image:
    """The mark ``name`` of the templates: ``<name>.png`` in ``folder``, and as ``<name>.svg``.

    Raises :class:`~diptych.errors.ValueProblem` if either is missing or not what it should be.
    """
    path = folder / f"{name}.png"
    _regular(path)
    image = _image(path.name, inputs.read_lasting(path))
    vector = vectors.read(folder / f"{name}.svg")
    return msgspec.structs.replace(image, vector=vector)


def _regular(path: Path) -> None:
    """Refuse what is no file of bearable size."""
    if path.is_symlink() or not os.path.isfile(path):
        raise ValueProblem(
            phrase("there is no image «{name}»", name=path.name),
            phrase("put it into {parent}/", parent=path.parent.as_posix()),
        )
    if path.stat().st_size > MAX_BYTES:
        raise ValueProblem(
            phrase(
                "«{name}» is larger than {limit} MB", name=path.name, limit=MAX_BYTES // 1_000_000
            ),
            phrase("make it smaller"),
        )


@lru_cache(maxsize=16)
def _image(name: str, data: bytes) -> Image:
    media, width, height = _measured(name, data)
    scale = _POINTS / _RESOLUTION
    return Image(name, media, data, width * scale, height * scale)


def _measured(name: str, data: bytes) -> tuple[Literal["image/png", "image/jpeg"], int, int]:
    """The type of an image, and its width and height in pixels."""
    try:
        with warnings.catch_warnings(), patch.object(ImageFile, "LOAD_TRUNCATED_IMAGES", False):
            # WeasyPrint lets half an image pass, for all in its process.
            warnings.simplefilter("ignore", Pillow.DecompressionBombWarning)
            with Pillow.open(io.BytesIO(data), formats=tuple(_MEDIA)) as image:
                width, height = image.size
                if width * height > MAX_PIXELS:
                    raise Pillow.DecompressionBombError
                image.load()
                return _MEDIA[image.format or ""], width, height
    except UnidentifiedImageError:
        raise ValueProblem(
            phrase("«{name}» is not a PNG or JPEG image", name=name),
            phrase("save it as PNG or JPEG"),
        ) from None
    except Pillow.DecompressionBombError:
        raise ValueProblem(
            phrase(
                "«{name}» has more than {limit} million pixels",
                name=name,
                limit=MAX_PIXELS // 1_000_000,
            ),
            phrase("make it smaller"),
        ) from None
    except (OSError, SyntaxError, ValueError):
        raise ValueProblem(
            phrase("«{name}» is a broken image", name=name), phrase("save it again")
        ) from None
