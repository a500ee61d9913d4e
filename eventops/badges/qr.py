"""The QR symbol of a badge: version 5-M in alphanumeric mode, 37 modules a side.

The version, the correction level and the mask are fixed, so every badge reads alike and the search
for a mask (four fifths of the work) is saved. Black on white, never inverted.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import Final
from xml.sax.saxutils import quoteattr

from qrcode import QRCode
from qrcode.constants import ERROR_CORRECT_M
from qrcode.util import QRData

from eventops.badges import code as badge_code

MODULES: Final = 37
QUIET_ZONE: Final = 4
"""Modules of white that must stay around the symbol."""

_VERSION = 5
# Of the eight masks the one with the least penalty on average over such codes.
_MASK = 2

Matrix = tuple[tuple[bool, ...], ...]
Run = tuple[int, int, int]
"""Row, first column and number of dark modules side by side."""


@lru_cache(maxsize=256)
def matrix(code: str) -> Matrix:
    """Rows of modules, dark is True, without quiet zone; Malformed when `code` is no badge code."""
    text = badge_code.read(code).text
    symbol: QRCode = QRCode(  # type: ignore[type-arg]  # the stubs' parameter is the image factory
        version=_VERSION, error_correction=ERROR_CORRECT_M, border=0, mask_pattern=_MASK
    )
    symbol.add_data(QRData(text))  # alphanumeric, the densest mode that our alphabet fits
    symbol.make(fit=False)
    return tuple(tuple(bool(module) for module in row) for row in symbol.get_matrix())


def path(code: str) -> tuple[Run, ...]:
    """The dark modules as horizontal runs, top to bottom, left to right."""
    return tuple(run for y, row in enumerate(matrix(code)) for run in _runs(y, row))


def svg(code: str, *, label: str = "") -> str:
    """An SVG picture with its quiet zone; it is named by `label`, else by the typed serial."""
    serial = badge_code.read(code).body.serial
    name = quoteattr(label or f"{serial[:4]} {serial[4:]}")
    side = MODULES + 2 * QUIET_ZONE
    dark = "".join(
        f"M{column + QUIET_ZONE} {row + QUIET_ZONE}h{length}v1h-{length}z"
        for row, column, length in path(code)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" role="img" '
        f'aria-label={name} shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{side}v{side}H0z"/><path d="{dark}"/></svg>'
    )


def _runs(y: int, row: tuple[bool, ...]) -> Iterator[Run]:
    start = 0
    for x in range(1, len(row) + 1):
        if x == len(row) or row[x] != row[start]:
            if row[start]:
                yield y, start, x - start
            start = x
