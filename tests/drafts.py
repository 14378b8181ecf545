"""Meetings that tests edit: what is final refuses every text that nobody has confirmed."""

from __future__ import annotations

from pathlib import Path


def as_draft(meeting: Path) -> Path:
    """The meeting in the folder ``meeting``, made a draft."""
    record = meeting / "meeting.yaml"
    text = record.read_text("utf-8")
    assert "status: final" in text
    record.write_text(text.replace("status: final", "status: draft"), "utf-8")
    return meeting
