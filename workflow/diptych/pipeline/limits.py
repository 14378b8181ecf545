"""Limited time and memory for whatever content and templates may ask for."""

from __future__ import annotations

import resource
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from diptych.errors import DiptychError, phrase

CPU_SECONDS = 900
"""What one document may take; the longest known takes less than a tenth."""
MEMORY_BYTES = 6 * 1024**3
"""What a process may ask for."""


class LimitExceeded(DiptychError):
    """Something asked for more time or memory than it may have."""


@contextmanager
def limited(cpu_seconds: int = CPU_SECONDS) -> Iterator[None]:
    """Raise :class:`LimitExceeded` if what runs inside takes more than that, in the main thread."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    spent = int(used.ru_utime + used.ru_stime)
    before = resource.getrlimit(resource.RLIMIT_CPU)
    handler = signal.signal(signal.SIGXCPU, _too_long)
    # Raised in a destructor it would be printed and lost; the signal comes again in a second.
    hook = sys.unraisablehook
    sys.unraisablehook = lambda lost: (
        None if isinstance(lost.exc_value, LimitExceeded) else hook(lost)
    )
    _limit(resource.RLIMIT_CPU, spent + cpu_seconds)
    space = resource.getrlimit(resource.RLIMIT_AS)
    if sys.platform == "linux":
        _limit(resource.RLIMIT_AS, MEMORY_BYTES)
    try:
        yield
    except (MemoryError, RecursionError) as error:
        raise LimitExceeded(
            phrase("this document needs more memory than a document may: divide it")
        ) from error
    finally:
        resource.setrlimit(resource.RLIMIT_CPU, before)
        resource.setrlimit(resource.RLIMIT_AS, space)
        signal.signal(signal.SIGXCPU, handler)
        sys.unraisablehook = hook


def _limit(what: int, soft: int) -> None:
    """Lower the soft limit, as far as the hard one lets us."""
    _, hard = resource.getrlimit(what)
    limit = soft if hard == resource.RLIM_INFINITY else min(soft, hard)
    resource.setrlimit(what, (limit, hard))


def _too_long(number: int, frame: FrameType | None) -> None:
    raise LimitExceeded(
        phrase("this document takes longer than a document may: look for what is endless in it")
    )
