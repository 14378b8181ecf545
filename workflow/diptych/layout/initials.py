"""Where the places to initial stand at the foot of a page."""

from __future__ import annotations

from diptych.tree import Part

# More than these do not fit beside the number of the page.
_BESIDE = 2


def stand_beside_number(part: Part) -> bool:
    """Whether the places of ``part`` stand on either side of the page number, not above it."""
    return len(part.initials) <= _BESIDE
