"""A made-up archive: many meetings in all languages, of the lengths that real ones have.

archive.py FOLDER --meetings 100    a whole project in FOLDER, ready for snakemake

Each meeting is the real one with other dates and sums and with paragraphs left out or
said again, the same ones in every language. The same number of meetings is always the
same archive, and a larger one begins with the smaller.
"""

from __future__ import annotations

import argparse
import re
import shutil
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random

ROOT = Path(__file__).parents[1]
PATTERN = ROOT / "content/2024-08-28-second-session"
LANGUAGES = ("ru", "uz", "uz-Cyrl", "kk", "en")
# How many times as long as the real text: most are like it, some short, a few very long.
LENGTHS = (0.6, 0.8, 1, 1, 1.3, 1.6, 2, 4)
# What the meetings of one body usually issue, and how often.
KINDS = ({"minutes"}, {"press-release"}, {"minutes", "press-release"}, {"memorandum"})
EDITIONS = {
    "memorandum": (["uz-kk"], ["uz-kk-ru", "ru"]),
    "minutes": (["ru"], ["ru-uz"], ["uz-Cyrl-kk", "ru-en"]),
    "press-release": (["ru", "en"], ["uz-kk"], ["kk-uz", "uz-Cyrl"]),
}
_PARTS = ("Snakefile", "config", "profiles", "templates", "workflow")
_WITHOUT = shutil.ignore_patterns("__pycache__")
_FIRST = date(2001, 1, 10)
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_MONEY = re.compile(r"[\d.]+ billion")


def write(folder: Path, meetings: int, seed: int = 0) -> None:
    """Make ``folder`` a project with so many ``meetings``."""
    folder.mkdir(parents=True, exist_ok=True)
    for part in _PARTS:
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, folder / part, dirs_exist_ok=True, ignore=_WITHOUT)
        else:
            shutil.copy(source, folder / part)
    shutil.copytree(ROOT / "content/registry", folder / "content/registry", dirs_exist_ok=True)
    for number in range(meetings):
        add(folder / "content", number, Random(f"{seed} {number}"))


def add(content: Path, number: int, chance: Random) -> Path:
    """Write meeting ``number`` below ``content``; gives its folder."""
    shift = _FIRST + timedelta(days=3 * number) - date(2024, 8, 28)
    name = f"{_FIRST + timedelta(days=3 * number)}-meeting-{number:04}"
    meeting = content / name
    meeting.mkdir(parents=True)
    kinds = sorted(chance.choice(KINDS))
    lines = [f"  {kind}: [{', '.join(chance.choice(EDITIONS[kind]))}]" for kind in kinds]
    record = (PATTERN / "meeting.yaml").read_text("utf-8").replace("final", "draft", 1)
    record = _DATE.sub(lambda found: str(date.fromisoformat(found[0]) + shift), record)
    record = _MONEY.sub(lambda _: f"{chance.randrange(11, 99) / 10} billion", record)
    record = re.sub(r"(?m)^  session: \{.*", f"  session: {{ordinal: {number + 1}}}", record)
    (meeting / "meeting.yaml").write_text("\n".join([record, "editions:", *lines, ""]), "utf-8")
    for kind in kinds:
        length, order = chance.choice(LENGTHS), chance.random()
        for language in LANGUAGES:
            text = (PATTERN / f"{kind}.{language}.md").read_text("utf-8")
            (meeting / f"{kind}.{language}.md").write_text(_resized(text, length, order), "utf-8")
    return meeting


def _resized(text: str, length: float, order: float) -> str:
    """The ``text`` with its paragraphs left out or said again, ``length`` times as many.

    Which ones ``order`` decides, and their places in the text, not its words: the texts of
    all languages keep the same paragraphs.
    """
    out: list[str] = []
    for place, block in enumerate(text.strip().split("\n\n")):
        times = int(length + Random(f"{order} {place}").random()) if is_paragraph(block) else 1
        out += [block] * (times or _only(out))
    return "\n\n".join(out) + "\n"


def drafted(meeting: Path) -> None:
    """Make a draft of ``meeting``, which may be edited without confirming it again."""
    record = meeting / "meeting.yaml"
    record.write_text(record.read_text("utf-8").replace("final", "draft", 1), "utf-8")


def is_paragraph(block: str) -> bool:
    """Whether a block of a text is a plain paragraph."""
    return not re.match(r"#|\d+\. |[-*] |\||!|\[|:::", block)


def _only(before: Sequence[str]) -> bool:
    """Whether a section would have no text without the block that comes next."""
    return not before or before[-1].startswith("#")


def main() -> None:
    """Write the archive that the arguments ask for."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--meetings", type=int, required=True)
    args = parser.parse_args()
    write(args.folder, args.meetings)


if __name__ == "__main__":
    main()
