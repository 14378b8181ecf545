"""What a command takes, with everything it starts, also what outlives it for a moment.

measure.py COMMAND...    seconds and megabytes as JSON on standard error's last line
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

_SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER: orphans below us become our children


def measured(command: Sequence[str], folder: Path) -> dict[str, Any]:
    """Wall and CPU seconds of ``command``, and the megabytes of the largest process of it.

    Raises :class:`RuntimeError` with what it said if it fails.
    """
    result = subprocess.run(
        [sys.executable, __file__, *command],
        cwd=folder,
        env=os.environ | {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
    )
    if result.returncode:
        raise RuntimeError(f"{' '.join(command)}:\n{result.stdout}\n{result.stderr}")
    figures: dict[str, Any] = json.loads(result.stderr.rstrip().rsplit("\n", 1)[-1])
    return figures | {"said": result.stdout}


def main() -> None:
    """Run the command, wait for all that it leaves behind, and say what it took."""
    ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0)
    began = time.perf_counter()
    status = subprocess.run(sys.argv[1:], check=False).returncode
    wall = time.perf_counter() - began
    try:
        while True:
            os.wait()
    except ChildProcessError:
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
    figures = {
        "wall": round(wall, 3),
        "cpu": round(used.ru_utime + used.ru_stime, 3),
        "peak_mb": round(used.ru_maxrss / 1024),
    }
    print(json.dumps(figures), file=sys.stderr)
    sys.exit(status)


if __name__ == "__main__":
    main()
