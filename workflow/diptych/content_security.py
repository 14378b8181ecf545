"""The content security policy of a page that stands by itself (W3C, Content Security Policy 3).

Nothing that such a page shows or does comes from anywhere but the page, as it was written.
"""

from __future__ import annotations

import base64
import hashlib


def policy(style: str, script: str = "") -> str:
    """What a browser may do with a page: show it with ``style``, and run ``script`` if it has one.

    Both are texts of elements, to the letter.

    >>> policy("")[:36]
    "default-src 'none'; img-src data:; s"
    """
    return "; ".join(
        [
            "default-src 'none'",
            "img-src data:",
            *(["font-src data:"] if "@font-face" in style else []),
            f"style-src {source(style)}",
            *([f"script-src {source(script)}"] if script else []),
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


def source(text: str) -> str:
    """The hash by which a browser recognises ``text``, a style sheet or script of the page."""
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
