"""The site, which is the output folder: the press room, the register of decisions, feeds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from diptych.publish.listing import Meeting
from diptych.publish.names import INDEX, REGISTER, TABLE, lists
from diptych.publish.site import decisions, feeds, index
from diptych.publish.site.templates import render
from diptych.publish.site.translations import PageTranslations


def pages(
    listed: Sequence[Meeting],
    translations: PageTranslations,
    templates: Path,
    pictures: Mapping[str, str],
    today: date,
) -> dict[str, bytes]:
    """The files of the site about the meetings ``listed`` as they are ``today``, by name.

    ``templates`` is the folder of the templates of pages, ``pictures`` are first pages by the path
    of the file they show, as data addresses. Raises :class:`~diptych.errors.DiptychError` where a
    template is wrong or a label has no translation.
    """
    rows = decisions.rows(listed, today)
    files = lists(translations.codes)
    shared = {"files": {"home": INDEX, "register": REGISTER, "table": TABLE} | files}
    data = {
        INDEX: index.press_room(listed, translations, pictures),
        REGISTER: decisions.register(rows, translations),
    }
    contents = {name: render(templates, name, translations, shared | data[name]) for name in data}
    contents[TABLE] = decisions.xlsx(rows, list(translations.locales.values()))
    for code, each in translations.locales.items():
        contents[files[f"csv.{code}"]] = decisions.csv_file(rows, each)
        contents[files[f"feed.{code}"]] = feeds.atom(listed, each)
        contents[files[f"calendar.{code}"]] = feeds.calendar(listed, each, today)
    return contents
