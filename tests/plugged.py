"""Another distribution on the path for the time of a test, with languages for Diptych."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from diptych.language import data, identification, locale, tags

PACKAGE = "spoken_elsewhere"


@contextmanager
def languages(
    site: Path, files: Mapping[str, str], points: Mapping[str, str] | None = None
) -> Iterator[None]:
    """The distribution ``elsewhere`` in the folder ``site`` while the context lasts.

    ``files`` are its files by path; a bare code is the language file of that name in
    its package, with an entry point to it. ``points`` are entry points beyond these.
    """
    named = dict(points or {})
    for path, text in files.items():
        file = site / path
        if not file.suffix:
            file = site / PACKAGE / f"{path}.toml"
            named.setdefault(path, PACKAGE)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    info = site / "elsewhere-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: elsewhere\nVersion: 1.0\n")
    rows = [f"{code} = {module}\n" for code, module in named.items()]
    (info / "entry_points.txt").write_text(f"[diptych.languages]\n{''.join(rows)}")
    sys.path.insert(0, str(site))
    importlib.invalidate_caches()
    try:
        yield
    finally:
        sys.path.remove(str(site))
        for remembering in (data.read, tags.tags, locale.load, identification.identifier):
            remembering.cache_clear()
