"""Vector images through their gate: shapes and their colours, and nothing else."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from lxml import etree

from diptych import inputs
from diptych.errors import Phrase, ValueProblem, phrase

MAX_BYTES = 500_000
MAX_ELEMENTS = 5_000
MAX_DEPTH = 20

_SVG = "{http://www.w3.org/2000/svg}"
_ELEMENTS = frozenset(
    {"svg", "g", "path", "circle", "ellipse", "rect", "line", "polyline", "polygon"}
    | {"defs", "clipPath", "linearGradient", "radialGradient", "stop", "title", "desc"}
)
_ENCODINGS = ("UTF-8", "ASCII", "US-ASCII")
# Every address but that of another shape of the same image.
_OUTSIDE = re.compile(r"url\((?!#)|(?:src|image|image-set|element)\(", re.IGNORECASE)


def read(path: Path) -> bytes:
    """The SVG in the file ``path``.

    Raises :class:`~diptych.errors.ValueProblem` if it is not there, is larger than 500 kB,
    is no SVG, or holds anything but shapes: scripts, styles, images, text, references.
    """
    name = path.name
    if path.is_symlink() or not path.is_file():
        raise ValueProblem(
            phrase("there is no emblem «{name}»", name=name),
            phrase("put it into {folder}/", folder=path.parent.as_posix()),
        )
    if path.stat().st_size > MAX_BYTES:
        raise _refused(
            phrase("«{name}» is larger than {limit} kB", name=name, limit=MAX_BYTES // 1_000)
        )
    data = inputs.read_lasting(path)
    fault = _fault(name, data)
    if fault is not None:
        raise _refused(fault)
    return data


@lru_cache(maxsize=16)
def _fault(name: str, data: bytes) -> Phrase | None:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError):
        return phrase("«{name}» is no SVG image", name=name)
    info = root.getroottree().docinfo
    if info.internalDTD is not None:
        return phrase("«{name}» declares entities", name=name)
    if (info.encoding or "UTF-8").upper() not in _ENCODINGS:  # some readers guess another one
        return phrase("«{name}» is in {encoding}, not UTF-8", name=name, encoding=info.encoding)
    if root.getroottree().xpath("boolean(//processing-instruction())"):
        return phrase("«{name}» asks programs to do something (<?…?>)", name=name)
    if root.tag != f"{_SVG}svg":
        return phrase("«{name}» is no SVG image", name=name)
    for count, element in enumerate(root.iter(), 1):
        if count > MAX_ELEMENTS or len(list(element.iterancestors())) > MAX_DEPTH:
            return phrase("«{name}» has too many shapes, or too deep", name=name)
        if not isinstance(element.tag, str):
            continue  # a comment
        if element.tag.removeprefix(_SVG) not in _ELEMENTS:
            tag = etree.QName(element).localname
            return phrase("«{name}» holds <{tag}>, which is no shape", name=name, tag=tag)
        for key, value in element.attrib.items():
            what = etree.QName(key).localname.lower()
            leads = "\\" in str(value) or _OUTSIDE.search(str(value))
            if what.startswith("on") or what in ("href", "style", "src") or leads:
                return phrase(
                    "«{name}» has {attribute}=…, which is no shape", name=name, attribute=what
                )
    return None


def _refused(what: Phrase) -> ValueProblem:
    return ValueProblem(what, phrase("export it as plain SVG, its text as paths"))
