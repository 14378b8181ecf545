"""The security policy of a page, judged as a browser judges it."""

from __future__ import annotations

import base64
import hashlib
from html.parser import HTMLParser

_EMPTY = ("base-uri", "default-src", "form-action")


class _Page(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.policy = ""
        self.inline: list[tuple[str, str]] = []
        self.attributes: set[str] = set()
        self.sources: set[str] = set()
        self.before: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.attributes |= found.keys()
        if tag in ("img", "script", "iframe", "source", "object", "embed") and found.get("src"):
            self.sources.add(found["src"] or "")
        if tag in ("style", "script"):
            self.inline.append((tag, ""))
        if found.get("http-equiv") == "Content-Security-Policy":
            assert not self.policy
            assert not self.inline, "the policy comes too late"
            self.policy = found["content"] or ""

    def handle_data(self, data: str) -> None:
        if self.cdata_elem:
            tag, text = self.inline.pop()
            self.inline.append((tag, text + data))


def judged(page: bytes) -> dict[str, list[str]]:
    """The directives of ``page``, after everything in it has been found to obey them."""
    read = _Page(page.decode())
    policy = {name: sources for name, *sources in map(str.split, read.policy.split(";"))}
    assert all(policy[name] == ["'none'"] for name in _EMPTY)
    assert "unsafe" not in read.policy
    assert "*" not in read.policy
    for tag in ("style", "script"):
        hashes = [
            f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
            for name, text in read.inline
            if name == tag
        ]
        assert policy.get(f"{tag}-src", []) == hashes
    assert "style" not in read.attributes
    assert not [name for name in read.attributes if name.startswith("on")]
    assert policy["img-src"] == ["data:"]
    assert all(source.startswith("data:") for source in read.sources)
    return policy
