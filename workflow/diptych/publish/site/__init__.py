"""The pages of the output folder: the press room, the register of decisions, feeds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from diptych.publish.listing import Meeting
from diptych.publish.names import INDEX, REGISTER, TABLE, lists
from diptych.publish.site import decisions, feeds, index
from diptych.publish.site.markup import Speech


def pages(
    listed: Sequence[Meeting],
    speech: Speech,
    looks: Path,
    pictures: Mapping[str, str],
    today: date,
) -> dict[str, bytes]:
    """All pages and lists about the meetings ``listed`` as they are ``today``, by name."""
    found = decisions.rows(listed, today)
    files = lists(speech.codes)
    also = {"home": INDEX, "register": REGISTER, "table": TABLE} | files
    made = {
        INDEX: index.written(listed, speech, looks, pictures, also),
        REGISTER: decisions.html(found, speech, looks, also),
        TABLE: decisions.xlsx(found, list(speech.locales.values())),
    }
    for code, each in speech.locales.items():
        made[files[f"csv.{code}"]] = decisions.csv_file(found, each)
        made[files[f"feed.{code}"]] = feeds.atom(listed, each)
        made[files[f"calendar.{code}"]] = feeds.calendar(listed, each, today)
    return made
