"""Small pictures of the first pages of PDF files."""

from __future__ import annotations

import base64
import io

import pypdfium2

# In pixels: twice as wide as it is shown, for screens with small pixels.
_WIDTH = 240
_QUALITY = 60


def address(image: bytes) -> str:
    """``image``, which :func:`drawn` made, as an address within a page."""
    return f"data:image/webp;base64,{base64.b64encode(image).decode()}"


def drawn(pdf: bytes) -> bytes:
    """The first page of the file ``pdf`` as a WebP image.

    Raises :class:`pypdfium2.PdfiumError` for what is no PDF.
    """
    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[0]
        image = page.render(scale=_WIDTH / page.get_width(), grayscale=True).to_pil()
    finally:
        document.close()
    out = io.BytesIO()
    image.convert("L").save(out, "WEBP", quality=_QUALITY, method=6)
    return out.getvalue()
