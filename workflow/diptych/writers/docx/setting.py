"""Where a block stands: how wide, how deep, kept with what."""

from __future__ import annotations

from dataclasses import dataclass

from diptych.writers.docx.styles import Measure, Role


@dataclass(frozen=True)
class Setting:
    """What a block must know of its surroundings.

    ``width`` is that of the text, in twentieths of a point; ``lang`` the
    language of what has none of its own; ``text`` what a plain paragraph is here
    (running text, a quotation, the rest of an item); ``depth`` the number of lists
    around; ``keep`` asks that the block stay on the page of what follows; ``alone`` says
    that its part is in no other language, ``landscape`` that its page lies on its side;
    ``inset`` is how far from the edge of what holds it the text begins.
    """

    width: int
    lang: str
    measure: Measure = "full"
    text: Role = "body"
    depth: int = 0
    keep: bool = False
    alone: bool = True
    landscape: bool = False
    inset: int = 0
