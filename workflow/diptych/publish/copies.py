"""Whether a signed copy is the listed file and a signature after it, and nothing else.

A PDF file can go on after its end: what follows may replace any page of it. So it is not
enough that a copy begins as the listed file does and that its signature is right. What
follows must be one revision, and that may add a signature nobody sees and nothing besides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    Reference,
    StreamObject,
)
from pyhanko.pdf_utils.metadata.model import XmpValue
from pyhanko.pdf_utils.metadata.xmp_xml import parse_xmp
from pyhanko.pdf_utils.reader import HistoricalResolver, process_data_at_eof

from diptych.errors import Phrase, phrase
from diptych.publish.received import digest
from diptych.publish.signatures import Pdf

# What a signature adds to the root of a document.
_ROOT = frozenset({"/AcroForm", "/DSS", "/Extensions", "/Metadata", "/Version"})
_FORM = frozenset({"/Fields", "/SigFlags"})
_TRAILER = frozenset({"/ID", "/Info", "/Prev", "/Size"})
_NOTHING = DictionaryObject({})  # type: ignore[no-untyped-call]
# How the first object of a revision begins.
_OBJECT = re.compile(rb"\s*\d+ \d+ obj\b")
_NOTES = frozenset({"/Annots"})
# What says which program wrote the file last, and when.
_WRITTEN = frozenset({"/ModDate", "/Producer"})
_WRITERS = ("/Producer", "/ModifyDate", "/MetadataDate", "#about")
# What a field that nobody sees may say, here or in its own annotation.
_FIELD = frozenset({"/FT", "/T", "/V", "/F", "/P", "/Type", "/Subtype", "/Rect", "/AP", "/Lock"})


def problems(pdf: Pdf, original: tuple[int, str] | None) -> Iterator[Phrase]:
    """What keeps ``pdf`` from being a signed copy, apart from who signed it.

    ``original`` are the size of the listed file and its SHA-256.
    """
    if original is None or digest(pdf.file, original[0]) != original[1]:
        yield phrase("this is no signed copy of a file that is listed")
    elif not pdf.signatures:
        yield phrase("this copy has no signature")
    else:
        try:
            sound = _follows(pdf, original[0]) and _adds_a_signature(pdf)
        except Exception:  # a file that is made to do harm fails in ways of its own
            sound = False
        if not sound:
            yield phrase("this is more than the listed file and one signature after it")


def _follows(pdf: Pdf, size: int) -> bool:
    """Whether what comes after the first ``size`` bytes is one revision, the signature's own."""
    revisions = pdf.reader.xrefs
    last = revisions.total_revisions - 1
    if last < 1 or pdf.signatures[-1].signed_revision != last or not pdf.covered():
        return False
    before = [revisions.get_xref_container_info(each) for each in range(last)]
    pdf.file.seek(size)
    if not _OBJECT.match(pdf.file.read(64)):
        return False
    pdf.file.seek(size)
    return (
        process_data_at_eof(pdf.file) == revisions.get_startxref_for_revision(last - 1)
        and all(each.end_location <= size for each in before)
        and revisions.get_xref_container_info(last).start_location >= size
    )


def _adds_a_signature(pdf: Pdf) -> bool:
    """Whether the last revision puts a signature that nobody sees in, and changes nothing."""
    last = pdf.reader.xrefs.total_revisions - 1
    old = pdf.reader.get_historical_resolver(last - 1)
    new = pdf.reader.get_historical_resolver(last)
    freed = {*pdf.reader.xrefs.get_xref_data(last).freed} - {0}
    if freed or not _same(old.trailer_view, new.trailer_view, _TRAILER):
        return False
    about, form = "/Info", "/AcroForm"
    if not _same(
        _dictionary(old.trailer_view, about), _dictionary(new.trailer_view, about), _WRITTEN
    ):
        return False
    if not _same(_dictionary(old.root, form), _dictionary(new.root, form), _FORM):
        return False
    if _described(old) != _described(new):
        return False
    *fields, field = _list(_dictionary(new.root, form), "/Fields")
    if not _unseen(new, field) or fields != _list(_dictionary(old.root, form), "/Fields"):
        return False
    there = {
        ref
        for ref in pdf.reader.xrefs.explicit_refs_in_revision(last)
        if not old.is_ref_unassignable(ref)
    }
    return all(_harmless(old, new, ref, field) for ref in there)


def _harmless(
    old: HistoricalResolver, new: HistoricalResolver, ref: Reference, field: Reference
) -> bool:
    """Whether what became of the object ``ref`` is what the signature in ``field`` needs."""
    before, after = old(ref), new(ref)
    if ref == new.root_ref:
        return _same(before, after, _ROOT)
    if ref in (
        _ref(new.trailer_view, "/Info"),
        _ref(new.root, "/Metadata"),
        _ref(new.root, "/AcroForm"),
    ):
        return True  # these are compared already
    if isinstance(before, ArrayObject) and isinstance(after, ArrayObject):
        return _same(ArrayObject([*_raw(before), _raw(after)[-1]]), after) and (
            _raw(after)[-1].reference == field
        )
    if isinstance(before, DictionaryObject) and _dictionary(before, "/Type") == "/Page":
        noted = [*_list(before, "/Annots"), field]
        return _same(before, after, _NOTES) and _list(after, "/Annots") == noted
    return _same(before, after)


def _described(revision: HistoricalResolver) -> dict[str, XmpValue]:
    """What its metadata (XMP) say of a document, but for what wrote it last, and when."""
    ref = _ref(revision.root, "/Metadata")
    if ref is None:
        return {}
    described = parse_xmp(BytesIO(revision(ref).data))
    values = {str(name): value for each in described for name, value in each}
    return {name: value for name, value in values.items() if not name.endswith(_WRITERS)}


def _unseen(new: HistoricalResolver, field: Reference) -> bool:
    """Whether ``field`` is a signature that takes no room, and does nothing."""
    entry = new(field)
    left, bottom, right, top = (float(each) for each in entry["/Rect"])
    return entry["/FT"] == "/Sig" and left == right and bottom == top and {*entry} <= _FIELD


def _dictionary(holder: DictionaryObject, key: str) -> Any:
    """The dictionary under ``key``, an empty one where there is none."""
    return holder[key] if key in holder else _NOTHING  # noqa: SIM401 (get follows no reference)


def _list(holder: Any, key: str) -> list[Reference]:
    """The references in the list ``key`` of a dictionary."""
    return [each.reference for each in _raw(holder[key] if key in holder else ArrayObject())]


def _ref(holder: Any, key: str) -> Reference | None:
    try:
        value = holder.raw_get(key)
    except KeyError:
        return None
    return value.reference if isinstance(value, IndirectObject) else None


def _raw(array: ArrayObject) -> list[Any]:
    return [array.raw_get(index) for index in range(len(array))]


def _packed(entry: DictionaryObject) -> bytes | None:
    return entry.encoded_data if isinstance(entry, StreamObject) else None


def _same(before: Any, after: Any, but: frozenset[str] = frozenset()) -> bool:
    """Whether two objects are equal, references taken as they are, ``but`` for these keys."""
    if isinstance(before, IndirectObject) or isinstance(after, IndirectObject):
        return type(before) is type(after) and bool(before.reference == after.reference)
    if isinstance(before, DictionaryObject):
        if not isinstance(after, DictionaryObject) or {*before} - but != {*after} - but:
            return False
        if _packed(before) != _packed(after):
            return False
        return all(_same(before.raw_get(k), after.raw_get(k)) for k in {*before} - but)
    if isinstance(before, ArrayObject):
        return (
            isinstance(after, ArrayObject)
            and len(before) == len(after)
            and all(map(_same, _raw(before), _raw(after)))
        )
    return type(before) is type(after) and bool(before == after)
