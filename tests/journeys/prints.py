"""Badges as they come from the printer: pages rendered to pictures, codes found on them."""

from dataclasses import dataclass

import pypdfium2
import zxingcpp
from PIL import Image

DOTS = 300
"""Per inch, as a desk's printer has."""
MARGIN = 0.25
"""Cut around a code, in parts of its width: its quiet zone and a little card."""


@dataclass(frozen=True)
class PrintedBadge:
    """A code cut out of a printed page, and what another reader than ours reads in it."""

    picture: Image.Image
    code: str


def printed_badges(pdf: bytes) -> list[PrintedBadge]:
    """Every different code in the document, in the order of its pages."""
    document = pypdfium2.PdfDocument(pdf)
    found: dict[str, PrintedBadge] = {}
    for page in document:
        sheet = page.render(scale=DOTS / 72).to_pil()
        for symbol in zxingcpp.read_barcodes(
            sheet, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
        ):
            found.setdefault(symbol.text, PrintedBadge(_cut(sheet, symbol), symbol.text))
    document.close()
    return list(found.values())


def _cut(sheet: Image.Image, symbol: zxingcpp.Barcode) -> Image.Image:
    corners = symbol.position
    points = (corners.top_left, corners.top_right, corners.bottom_left, corners.bottom_right)
    left, right = min(p.x for p in points), max(p.x for p in points)
    top, bottom = min(p.y for p in points), max(p.y for p in points)
    margin = round((right - left) * MARGIN)
    return sheet.crop((left - margin, top - margin, right + margin, bottom + margin))
