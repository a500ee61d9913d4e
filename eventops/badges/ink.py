"""Drawing on one badge, in millimetres from its own upper left corner."""

import io
from dataclasses import dataclass
from typing import Literal

from fpdf import FPDF
from fpdf.image_parsing import preload_image
from PIL import Image

from eventops.badges import qr
from eventops.badges.fit import Fitted, fit
from eventops.badges.flags import Flags
from eventops.badges.fonts import Shelf, Weight

Align = Literal["left", "centre", "right"]
_PHOTO_FORMATS = ("JPEG", "PNG", "WEBP")


@dataclass(frozen=True, slots=True)
class Ink:
    """A document and the place of one badge on its present page."""

    pdf: FPDF
    shelf: Shelf
    flags: Flags
    left: float
    top: float

    def fitted(
        self,
        text: str,
        weight: Weight,
        *,
        width: float,
        height: float,
        largest: float,
        lines: int = 1,
        leading: float = 1.3,
        language: str = "",
    ) -> Fitted:
        """The largest setting of a text; see `fit`. MissingFont when a letter has no typeface."""
        return fit(
            text,
            lambda part: self.shelf.width(part, weight, language),
            width=width,
            height=height,
            largest=largest,
            lines=lines,
            leading=leading,
        )

    def text(
        self,
        setting: Fitted,
        weight: Weight,
        *,
        x: float,
        y: float,
        grey: int = 0,
        align: Align = "left",
        language: str = "",
    ) -> None:
        """Set the lines from `y` down, `x` being their left edge, middle or right edge."""
        self.pdf.set_text_color(grey)
        share = {"left": 0.0, "centre": 0.5, "right": 1.0}[align]
        for number, line in enumerate(setting.lines):
            above, below = self.shelf.extent(line, weight, language)
            # The line's own reach sits in the middle of its share of the height.
            baseline = (number + 0.5) * setting.leading + (above - below) / 2
            x_here = x - share * self.shelf.width(line, weight, language) * setting.size
            self.shelf.draw(
                self.left + x_here,
                self.top + y + baseline * setting.size,
                line,
                weight,
                setting.size,
                language,
            )

    def area(self, colour: str, x: float, y: float, width: float, height: float) -> None:
        """Fill a rectangle; `colour` is six hexadecimal digits."""
        self.pdf.set_fill_color(f"#{colour}")
        self.pdf.rect(self.left + x, self.top + y, width, height, style="F")

    def slot(self, x: float, y: float, width: float, height: float) -> None:
        """The dashed outline of the hole for a clip."""
        self.pdf.set_draw_color(136)
        self.pdf.set_line_width(0.2)
        self.pdf.set_dash_pattern(0.8, 0.6)
        self.pdf.rect(
            self.left + x,
            self.top + y,
            width,
            height,
            round_corners=True,
            corner_radius=height / 2 - 0.01,
        )
        self.pdf.set_dash_pattern()

    def code(self, code: str, x: float, y: float, side: float) -> None:
        """The QR symbol, `side` millimetres of modules; the caller leaves the quiet zone white."""
        module = side / qr.MODULES * self.pdf.k
        x0, y0 = (self.left + x) * self.pdf.k, (self.pdf.h - self.top - y) * self.pdf.k
        rectangles = "\n".join(
            f"{x0 + column * module:.3f} {y0 - (row + 1) * module:.3f} "
            f"{length * module:.3f} {module:.3f} re"
            for row, column, length in qr.path(code)
        )
        # One path filled at once: separate rectangles show hair lines between the rows.
        self.pdf._out(f"q 0 g\n{rectangles}\nf Q")

    def photo(self, photo: bytes, x: float, y: float, width: float, height: float) -> bool:
        """A photo that covers the box, cut evenly at its longer side; False if it is no picture."""
        try:
            # fpdf2 alone would also open vector and raw formats.
            with Image.open(io.BytesIO(photo), formats=_PHOTO_FORMATS) as picture:
                broad, tall = picture.size
                picture.load()
            preload_image(self.pdf.image_cache, photo)
        except (OSError, ValueError):
            return False
        scale = max(width / broad, height / tall)
        left, top = self.left + x, self.top + y
        with self.pdf.rect_clip(left, top, width, height):
            self.pdf.image(
                photo,
                x=left + (width - broad * scale) / 2,
                y=top + (height - tall * scale) / 2,
                w=broad * scale,
                h=tall * scale,
            )
        return True
