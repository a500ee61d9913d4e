"""The marks of who may enter, drawn as icons.svg has them: ring, half, three quarters, keyhole."""

from fpdf import FPDF

SIZE = 3.0
"""Millimetres that a mark takes."""
_FILLED = {"by delegation": (-90, 90), "restricted": (-180, 90)}
"""From where to where a mark is filled, in degrees clockwise from three o'clock."""


def draw_mark(pdf: FPDF, access: str, x: float, y: float) -> None:
    """The mark of an access level, its upper left corner at a point."""
    radius = SIZE * 0.41
    centre_x, centre_y = x + SIZE / 2, y + SIZE / 2
    pdf.set_draw_color(0)
    pdf.set_fill_color(0)
    pdf.set_line_width(SIZE * 0.1)
    if access == "closed":
        pdf.circle(centre_x, centre_y, radius, style="DF")
        _keyhole(pdf, centre_x, centre_y)
        return
    if access in _FILLED:
        _sector(pdf, centre_x, centre_y, radius, access)
    pdf.circle(centre_x, centre_y, radius, style="D")


def _sector(pdf: FPDF, x: float, y: float, radius: float, access: str) -> None:
    start, end = _FILLED[access]
    side = 2 * radius
    # fpdf2 counts anticlockwise from three o'clock.
    pdf.solid_arc(x - radius, y - radius, side, -end, -start, style="F")


def _keyhole(pdf: FPDF, x: float, y: float) -> None:
    pdf.set_fill_color(255)
    pdf.circle(x, y - SIZE * 0.07, SIZE * 0.1, style="F")
    pdf.rect(x - SIZE * 0.05, y - SIZE * 0.05, SIZE * 0.1, SIZE * 0.25, style="F")
    pdf.set_fill_color(0)
