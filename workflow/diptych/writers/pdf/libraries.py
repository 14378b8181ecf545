"""The C libraries that WeasyPrint draws with: found quickly, and their versions.

WeasyPrint asks for each library by the names it has on every system, and for each name that is
not there ctypes starts the compiler and the linker to look for it: a fifth of a second of CPU.
On Linux the loader itself knows the names that WeasyPrint asks for last.
"""

from __future__ import annotations

import ctypes.util
import sys

from diptych.patches import Patch, Release, patched

#: What all patches of this writer are made for. Before another is pinned in pyproject.toml, see
#: in tests/writers/test_engine_faults.py which of them it still needs.
WEASYPRINT = Release("weasyprint", "70.0")

# The loader finds a library under the very name that it knows, or not (issue 1125 of WeasyPrint).
_LEFT_TO_THE_LOADER = Patch(ctypes.util, "find_library", lambda _: lambda name: None)

with patched(*[_LEFT_TO_THE_LOADER] * (sys.platform == "linux"), made_for=WEASYPRINT):
    from weasyprint.text.ffi import ffi, harfbuzz, pango

ffi.cdef("const char *hb_version_string (void);")


def engines() -> dict[str, str]:
    """The versions of what the bytes of a PDF file depend on beside the packages of the lock file.

    Pango breaks the lines, HarfBuzz shapes them and makes the subsets of the fonts.
    """
    number = pango.pango_version()  # 15012 is 1.50.12
    return {
        "harfbuzz": ffi.string(harfbuzz.hb_version_string()).decode(),
        "pango": f"{number // 10_000}.{number // 100 % 100}.{number % 100}",
    }
