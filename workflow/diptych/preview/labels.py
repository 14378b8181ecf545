"""What the page of the preview says itself."""

from __future__ import annotations

from collections.abc import Mapping

from diptych.errors import phrase
from diptych.language.messages import Messages

_LABELS = {
    "title": phrase("Preview"),
    "meeting": phrase("Meeting"),
    "document": phrase("Document"),
    "edition": phrase("Edition"),
    "web": phrase("Text"),
    "pages": phrase("Pages"),
    "problems": phrase("Problems"),
    "status": phrase("Confirmation"),
    "sound": phrase("no problem found"),
    "behind": phrase("the text cannot be drawn as it is: this is how it was before"),
    "undrawn": phrase("the text cannot be drawn as it is: see the problems"),
    "drawing": phrase("drawing…"),
    "gone": phrase("the preview has ended: start «diptych preview» again"),
    "lost": phrase("drawing this took more time or memory than it may"),
    "confirmed": phrase("every passage is confirmed as it stands"),
    "none": phrase("there is no document yet: begin a meeting with «diptych new»"),
}


def labels(said: Messages) -> Mapping[str, str]:
    """The labels by their names, in the language of ``said``."""
    return {"lang": said.code, **{name: said.say(text) for name, text in _LABELS.items()}}
