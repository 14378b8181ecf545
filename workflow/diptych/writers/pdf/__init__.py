"""Writes a document tree as PDF.

The tree becomes an HTML page (:func:`html`), the style sheets of the templates
say how it looks, WeasyPrint lays it out. The file is tagged with the language
of each passage and claims PDF/A-2a and PDF/UA-1.

Columns of several languages are read row by row: who listens to a parallel
edition compares what the languages say unit by unit, as who sees it does. The
columns are a real table with headers, so a screen reader that is told to read
down a column does that as well. A note is read at the end of its page.
"""

# The libraries come first: what is imported after them would look for them the long way.
from diptych.writers.pdf.libraries import engines
from diptych.writers.pdf.writer import Layout, html, lay_out, render, write

__all__ = ["Layout", "engines", "html", "lay_out", "render", "write"]
