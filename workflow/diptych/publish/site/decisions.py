"""The register of decisions: everything that minutes have decided, in one table."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Literal

import msgspec
import xlsxwriter

from diptych.language.labels import msgid
from diptych.language.locale import Locale
from diptych.language.tags import tags
from diptych.model import RegisterEntry
from diptych.publish.listing import Meeting
from diptych.publish.site.translations import PageTranslations

State = Literal["open", "postponed", "overdue", "done", "withdrawn"]

_STATES: Mapping[State, str] = {
    "open": msgid("open"),
    "postponed": msgid("postponed"),
    "overdue": msgid("overdue"),
    "done": msgid("done"),
    "withdrawn": msgid("withdrawn"),
}
# The heads of the columns, and the widths that they have on a sheet, in characters.
_COLUMNS = {
    msgid("Session"): 18,
    msgid("Body"): 24,
    msgid("Item"): 36,
    msgid("Decision"): 60,
    msgid("Responsible"): 28,
    msgid("Due"): 18,
    msgid("State"): 12,
}
# Where a cell begins, for one reader of CSV or another, with what makes a formula of it.
_FORMULA = re.compile(r'(?:^|(?<=[;\t\r\n]))(?="*[=+\-@\t\r＝＋－＠])')
# What the name of a sheet may not be longer than, and not hold.
_NAME_LIMIT = 31  # characters
_UNNAMED = str.maketrans("", "", "[]:*?/\\")


class Row(msgspec.Struct, frozen=True):
    """One decision in the languages it was taken in; ``source`` is the first of these.

    ``date`` is the day of the session and ``state`` what became of the decision.
    """

    meeting: str
    date: str
    source: str
    said: dict[str, RegisterEntry]
    state: State

    def in_language(self, code: str) -> tuple[str, RegisterEntry]:
        """The decision in ``code`` or, where that has none, as first written; with its language."""
        code = code if code in self.said else self.source
        return code, self.said[code]


def rows(listed: Sequence[Meeting], today: date) -> tuple[Row, ...]:
    """The decisions of all minutes that may be read, the newest session first."""
    return tuple(row for meeting in listed for row in _rows(meeting, today))


def _rows(meeting: Meeting, today: date) -> Iterator[Row]:
    for document in meeting.released:
        decisions = document.record.decisions
        source = document.source if document.source in decisions else next(iter(decisions), "")
        for number, decided in enumerate(decisions.get(source, ())):
            entries = {code: each[number] for code, each in decisions.items() if number < len(each)}
            yield Row(meeting.name, document.record.date, source, entries, state(decided, today))


def state(decided: RegisterEntry, today: date) -> State:
    """Whether a decision has been carried out, or is to be, or should have been, or need not be."""
    if decided.done_date:
        return "done"
    if decided.withdrawn:
        return "withdrawn"
    if decided.due_date and decided.due_date < today.isoformat():
        return "overdue"
    return "postponed" if decided.postponed else "open"


def register(table: Sequence[Row], translations: PageTranslations) -> dict[str, object]:
    """What the template ``decisions.html`` is given; ``states`` are in their order."""
    states = {state: translations.label(label) for state, label in _STATES.items()}
    return {"rows": table, "states": states}


def csv_file(table: Sequence[Row], locale: Locale) -> bytes:
    """The register in one language as CSV (RFC 4180), with days in ISO form.

    It begins with a byte order mark, by which spreadsheets know UTF-8.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(locale.label(head) for head in _COLUMNS)
    writer.writerows(map(_harmless, _flat(row, locale)) for row in table)
    return out.getvalue().encode("utf-8-sig")


def _flat(row: Row, locale: Locale) -> list[str | date]:
    """The columns of the register in one language, as a table of data has them."""
    _, decided = row.in_language(locale.code)
    session, due = (date.fromisoformat(day) if day else "" for day in (row.date, decided.due_date))
    texts = (decided.body, decided.item, decided.text, decided.responsible)
    return [session, *texts, due, locale.label(_STATES[row.state])]


def _harmless(cell: str | date) -> str:
    """``cell`` so that no spreadsheet takes it, or a part of it, for a formula (CWE-1236).

    Where the comma stands before decimals, spreadsheets part the cells of CSV by semicolons.
    """
    return _FORMULA.sub("'", str(cell))


def xlsx(table: Sequence[Row], locales: Sequence[Locale]) -> bytes:
    """The register as a workbook with a sheet a language; equal registers give equal bytes."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties({"created": datetime(2000, 1, 1)})
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    plain = book.add_format({"text_wrap": True, "valign": "top"})
    days = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"})
    for locale in locales:
        sheet = book.add_worksheet(tags(locale.code).name.translate(_UNNAMED)[:_NAME_LIMIT])
        if tags(locale.code).direction == "rtl":
            sheet.right_to_left()
        for column, (label, width) in enumerate(_COLUMNS.items()):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, locale.label(label), head)
        for number, row in enumerate(table, 1):
            for column, text in enumerate(_flat(row, locale)):
                if isinstance(text, date):
                    sheet.write_datetime(number, column, text, days)
                else:
                    sheet.write_string(number, column, text, plain)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(len(table), 1), len(_COLUMNS) - 1)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
    book.close()
    return out.getvalue()
