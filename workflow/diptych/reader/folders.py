"""Which folders of content may be meetings: their names become those of files everywhere."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator

from diptych.errors import Phrase, phrase

#: The most bytes a name may have: a bundle is called after it, and has another name while it is
#: written. File systems hold 255.
MAX_BYTES = 230

_NAME = re.compile(r"[^\W_][\w.-]*")
# What lies beside the folders of meetings in output/, and in content/.
_TAKEN = re.compile(
    r"index\.html|(decisions|feed|calendar)\..*|manifest\.json|sha256sums.*|readme\.md"
    r"|bundles|mail|signed|registry"
)
# What Windows takes for a device, with any extension («Naming Files, Paths, and Namespaces»).
_DEVICE = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])(\..*)?")

_RENAME = phrase("rename the folder: letters, digits, points and hyphens, no spaces")


def fault(name: str) -> tuple[Phrase, Phrase] | None:
    """Why ``name`` cannot be that of a meeting and what to do, or ``None`` if it can."""
    folded = name.casefold()
    if unicodedata.normalize("NFC", name) != name:
        what = phrase("its letters are written as letters and accents of their own")
        return what, phrase("type the name of the folder anew")
    if not _NAME.fullmatch(name):
        return phrase("it holds other characters than names of files may"), _RENAME
    if name.endswith("."):
        return phrase("Windows knows no name that ends with a point"), _RENAME
    if _DEVICE.fullmatch(folded):
        what = phrase("Windows has a device of this name")
        return what, phrase("rename the folder, such as 2024-08-28-session")
    if _TAKEN.fullmatch(folded):
        what = phrase("something else in the output folder is called so")
        return what, phrase("rename the folder, such as 2024-08-28-session")
    if (length := len(name.encode())) > MAX_BYTES:
        return (
            phrase("it is {length} bytes long", length=length),
            phrase("shorten it to {limit}: a Cyrillic letter takes two", limit=MAX_BYTES),
        )
    return None


def twins(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Names that some file system takes for one another: each, and one that it is like."""
    alike: dict[str, list[str]] = defaultdict(list)
    for name in sorted(names):
        folded = unicodedata.normalize("NFKC", name).casefold()
        alike[unicodedata.normalize("NFKC", folded)].append(name)
    for group in alike.values():
        for name in group if len(group) > 1 else ():
            yield name, next(other for other in group if other != name)
