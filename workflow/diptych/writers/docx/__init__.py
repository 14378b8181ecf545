"""The Word writer: document tree in, bytes of a .docx file out.

What a document looks like stands in ``reference.docx``; this package only says
which named style each block takes. In the order the tree flows through it:

* :mod:`.document`: opens the reference document, writes the parts, saves;
* :mod:`.blocks`: blocks to paragraphs, with :mod:`.tables` for whatever stands
  in a grid, :mod:`.pictures`, :mod:`.contents`, and :mod:`.inlines` for the runs;
* :mod:`.notes`: notes at the foot of the page; :mod:`.anchors`: places that others
  point to;
* :mod:`.sections`: pages, headers and footers, :mod:`.watermark`;
* :mod:`.styles`, :mod:`.numbering`, :mod:`.reference`: what the reference
  document defines; :mod:`.languages`: how Word names a language;
* :mod:`.package`: properties and reproducible bytes, :mod:`.fonts` where they go along.
"""

from diptych.writers.docx.document import write
from diptych.writers.docx.reference import TemplateError

__all__ = ["TemplateError", "write"]
