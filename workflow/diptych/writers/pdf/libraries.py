"""The C libraries that WeasyPrint draws with: found quickly, and their versions.

WeasyPrint asks for each library by the names it has on every system, and for each name that is
not there ctypes starts the compiler and the linker to look for it: a fifth of a second of CPU.
On Linux the loader itself knows the names that WeasyPrint asks for last.
"""

from __future__ import annotations

import ctypes.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def _left_to_the_loader() -> Iterator[None]:
    """While this lasts, a library is found under the very name that the loader knows, or not."""
    find = ctypes.util.find_library
    if sys.platform == "linux":
        ctypes.util.find_library = lambda name: None
    try:
        yield
    finally:
        ctypes.util.find_library = find


with _left_to_the_loader():
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
