"""Markdown in, prose out: blocks with ids and facts still to be filled in.

CommonMark without raw HTML, with tables and footnotes, plus what official
documents need (:mod:`.dialect`). Nothing in content is executed.
"""

from diptych.prose.parser import parse

__all__ = ["parse"]
