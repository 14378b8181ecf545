"""Notes at the end of a part in place of the foot of a page."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

from diptych.writers.html.inline import AGAIN, NOTE, NUMBER


def gather(part: Element, stem: str) -> None:
    """Move each note within ``part`` to its end, and leave there a link that leads to it.

    A note links back to where it is called for. Their names begin with ``stem``.
    """
    notes = [element for element in part.iter("span") if element.get("class") == NOTE]
    if not notes:
        return
    section = SubElement(part, "section", {"class": "notes", "role": "doc-endnotes"})
    for number, note in enumerate(notes, 1):
        name = f"{stem}{number}"
        section.append(_note(note, name))
        _call(note, name)


def link_again(root: Element) -> None:
    """Let each further call for a note, once all are gathered, lead to where the note stands."""
    notes = {
        (note.get("lang"), note[0].text): note.get("id", "")
        for section in root.iter("section")
        if section.get("class") == "notes"
        for note in section
    }
    for call in root.iter("sup"):
        if call.get("class") == AGAIN:
            number = call.attrib.pop(NUMBER)
            del call.attrib["class"]
            address = notes[call.get("lang"), number]
            call.text = None
            SubElement(call, "a", {"href": f"#{address}", "role": "doc-noteref"}).text = number


def _note(called: Element, name: str) -> Element:
    note = Element("p", {"id": name, "lang": called.get("lang", "")})
    if direction := called.get("dir"):
        note.set("dir", direction)
    back = SubElement(note, "a", {"href": f"#call.{name}", "role": "doc-backlink"})
    back.text = called.get(NUMBER)
    back.tail = f"\u00a0{called.text or ''}"
    note.extend(list(called))
    return note


def _call(element: Element, name: str) -> None:
    """Make ``element``, a note, the call for it; what follows it stays."""
    number, tail = element.get(NUMBER), element.tail
    element.clear()
    element.tag, element.tail = "sup", tail
    link = SubElement(
        element, "a", {"href": f"#{name}", "id": f"call.{name}", "role": "doc-noteref"}
    )
    link.text = number
