"""The present, which embargoes and due dates are compared with."""

from __future__ import annotations

from datetime import UTC, datetime


def clock() -> datetime:
    """The present, as an aware time."""
    return datetime.now(UTC)
