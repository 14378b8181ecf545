"""What the file of an image may be called, so that every computer and every text can name it."""

from __future__ import annotations

import re
import unicodedata

from diptych.errors import Phrase, phrase

#: The most characters of a name; file systems bear 255 bytes.
MAX_LENGTH = 100
#: How the name of a file may end, in small letters or capitals.
ENDINGS = ("png", "jpg", "jpeg", "webp", "gif", "bmp")

_FOREIGN = ("heic", "heif", "avif", "tif", "tiff", "svg", "jfif", "jpe", "jp2", "ico", "psd", "dng")
_ANY = re.compile(rf".*\.(?:{'|'.join((*ENDINGS, *_FOREIGN))})", re.IGNORECASE | re.DOTALL)
_ENDING = re.compile(rf".*\.(?:{'|'.join(ENDINGS)})", re.IGNORECASE | re.DOTALL)
_LETTER = re.compile(r"[A-Za-z0-9._-]", re.ASCII)
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)\.", re.IGNORECASE | re.ASCII)


def is_image(name: str) -> bool:
    """Whether a file called ``name`` is meant to be an image, of whatever kind.

    >>> is_image("Снимок экрана.PNG"), is_image("minutes.ru.md")
    (True, False)
    """
    return _ANY.fullmatch(name) is not None


def fault(name: str) -> tuple[Phrase, Phrase] | None:
    """What is wrong with ``name`` as that of an image, and what to do, if anything is.

    >>> fault("IMG_0001.JPG") is None
    True
    >>> fault("вид 1.jpg")[1]
    'rename the file, and in the text write photo-1.jpg'
    """
    if "/" in name or "\\" in name or ":" in name:
        return (
            phrase("«{file}» is not an image of this meeting", file=name),
            phrase(
                "put a PNG or JPEG file beside this text and name it: ![what it shows](chart.png)"
            ),
        )
    if not _ENDING.fullmatch(name):
        endings = ", ".join(f".{each}" for each in ENDINGS)
        return (
            phrase("the name «{name}» does not end as that of an image", name=name),
            phrase("save the image as PNG or JPEG: its name ends in {endings}", endings=endings),
        )
    strange = next((char for char in name if not _LETTER.fullmatch(char)), "")
    if strange or name[0] in ".-" or _RESERVED.match(name) or len(name) > MAX_LENGTH:
        return _reason(name, strange), phrase(
            "rename the file, and in the text write {name}", name=_better(name)
        )
    return None


def _reason(name: str, strange: str) -> Phrase:
    if strange.isspace():
        return phrase("the name «{name}» holds a space", name=name)
    if strange:
        return phrase(
            "the name «{name}» holds «{letter}», U+{code} ({called}): not one of A–Z a–z 0–9 . _ -",
            name=name,
            letter=strange,
            code=f"{ord(strange):04X}",
            called=unicodedata.name(strange, "").lower() or phrase("a character without a name"),
        )
    if name[0] in ".-":
        return phrase("the name «{name}» begins with «{letter}»", name=name, letter=name[0])
    if _RESERVED.match(name):
        return phrase("the name «{name}» is one that Windows keeps for itself", name=name)
    return phrase("the name «{name}» has more than {limit} characters", name=name, limit=MAX_LENGTH)


def _better(name: str) -> str:
    """A name like ``name`` that may stand."""
    stem, _, ending = unicodedata.normalize("NFKD", name).rpartition(".")
    words = re.findall(r"[A-Za-z0-9_.]+", stem)
    words_only = "-".join(word.strip(".") for word in words if word.strip("."))[: MAX_LENGTH // 2]
    named = f"{words_only}.{ending}"
    if words_only[:1].isalpha() and not _RESERVED.match(named):
        return named
    return f"photo-{named}" if words_only else f"photo.{ending}"
