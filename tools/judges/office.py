"""LibreOffice as somebody who goes on working in a document; run by a Python that has its API.

Reads one request a line, as JSON, and answers each on a line: opens the file ``open``, puts
a paragraph that says ``text`` above the one that says ``before``, for each of ``insert``, brings
indexes and fields up to date, and stores the document as ``docx`` and ``pdf``, where these are
given. The answer holds the paragraphs of the text, of its tables and indexes, each with what is
counted before it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import uno  # type: ignore[import-not-found]  # of the Python that LibreOffice brings
from com.sun.star.beans import PropertyValue  # type: ignore[import-not-found]
from com.sun.star.connection import NoConnectException  # type: ignore[import-not-found]
from com.sun.star.text.ControlCharacter import (  # type: ignore[import-not-found]
    PARAGRAPH_BREAK,
)

_FILTERS = {"docx": "MS Word 2007 XML", "pdf": "writer_pdf_Export"}
_PARAGRAPH, _TABLE = "com.sun.star.text.Paragraph", "com.sun.star.text.TextTable"
_SECONDS = 60


def desktop(pipe: str) -> Any:
    """The desktop of the LibreOffice that listens at ``pipe``, once it does."""
    here = uno.getComponentContext()
    manager = here.ServiceManager
    resolver = manager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", here)
    until = time.monotonic() + _SECONDS
    while True:
        try:
            there = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)
        else:
            return there.ServiceManager.createInstanceWithContext(
                "com.sun.star.frame.Desktop", there
            )


def properties(**values: object) -> tuple[Any, ...]:
    """``values`` as LibreOffice takes them."""
    return tuple(PropertyValue(Name=name, Value=value) for name, value in values.items())


def paragraphs(text: Any) -> Iterator[Any]:
    """The paragraphs of ``text`` and of the tables in it."""
    for block in text:
        if block.supportsService(_TABLE):
            for name in block.CellNames:
                yield from paragraphs(block.getCellByName(name))
        elif block.supportsService(_PARAGRAPH):
            yield block


def insert(document: Any, before: str, text: str) -> None:
    """Put a paragraph that says ``text`` above the one that says ``before``."""
    below = next(each for each in paragraphs(document.Text) if each.String == before)
    cursor = below.Text.createTextCursorByRange(below.Start)
    below.Text.insertString(cursor, text, False)
    below.Text.insertControlCharacter(cursor, PARAGRAPH_BREAK, False)


def update(document: Any) -> None:
    """Bring the indexes and fields of ``document`` up to date."""
    for number in range(document.DocumentIndexes.Count):
        document.DocumentIndexes.getByIndex(number).update()
    document.TextFields.refresh()


def answer(office: Any, request: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Do what ``request`` asks for; each paragraph of the document, and what counts before it."""
    url = Path(request["open"]).as_uri()
    document = office.loadComponentFromURL(url, "_blank", 0, properties(Hidden=True))
    try:
        for each in request.get("insert", ()):
            insert(document, **each)
        update(document)
        for kind, name in _FILTERS.items():
            if kind in request:
                stored = Path(request[kind]).as_uri()
                document.storeToURL(stored, properties(FilterName=name))
        return [(each.ListLabelString, each.String) for each in paragraphs(document.Text)]
    finally:
        document.close(True)


def main(profile: str) -> None:
    """Answer the requests at standard input, with a LibreOffice whose ``profile`` is a folder."""
    pipe = f"diptych-{os.getpid()}"
    process = subprocess.Popen(
        [
            *("soffice", "--headless", "--norestore", f"--accept=pipe,name={pipe};urp;"),
            f"-env:UserInstallation={Path(profile).as_uri()}",
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        office = desktop(pipe)
        for line in sys.stdin:
            print(json.dumps(answer(office, json.loads(line))), flush=True)
        office.terminate()
    finally:
        try:
            process.wait(_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()


if __name__ == "__main__":
    main(sys.argv[1])
