"""Portraits of invented people: flat shapes without a face, so that nobody takes them for real."""

from collections.abc import Mapping
from functools import cache
from io import BytesIO
from random import Random

from PIL import Image, ImageDraw, ImageFont

from eventops.demo.naming import pick

Colour = tuple[int, int, int]
Arc = tuple[float, float]

# Shapes are placed on a sheet of 300 x 400 units and drawn larger than shown, for smooth edges.
SHEET = (300, 400)
UNIT = 3
MIDDLE = 150
FACE = 172
SHARE_WITH_GLASSES = 0.22
GROUNDS: tuple[Colour, ...] = ((223, 230, 231), (229, 227, 221), (220, 226, 234), (228, 222, 227))
SKINS: tuple[Colour, ...] = (
    (241, 205, 176),
    (226, 180, 143),
    (204, 152, 112),
    (176, 122, 84),
    (140, 92, 62),
    (104, 68, 48),
)
HAIRS: tuple[Colour, ...] = (
    (32, 29, 31),
    (52, 42, 38),
    (84, 58, 44),
    (124, 88, 58),
    (134, 136, 140),
    (196, 196, 196),
)
CLOTHES: tuple[Colour, ...] = (
    (38, 52, 78),
    (60, 66, 74),
    (24, 92, 96),
    (110, 44, 62),
    (74, 60, 108),
    (52, 96, 64),
    (142, 92, 40),
    (150, 78, 88),
)
SCARVES: tuple[Colour, ...] = ((92, 124, 148), (168, 132, 144), (94, 122, 104), (196, 178, 148))
CUTS: Mapping[str, tuple[str, ...]] = {
    "f": ("long", "long", "bob", "bob", "bun", "scarf"),
    "m": ("short", "short", "side", "side", "bald"),
}
OPENINGS = ("suit", "collar", "band", "plain")
MARK = "INVENTED"
MARK_INK: Colour = (96, 108, 114)


def photo(person_key: str, *, sex: str, size: tuple[int, int] = (480, 640)) -> bytes:
    """A JPEG of ``size`` (width, height, in pixels), the same for the same person on every call."""
    random = Random(f"photo/{person_key}/{sex}")
    ground, skin, hair, cloth = (pick(random, hues) for hues in (GROUNDS, SKINS, HAIRS, CLOTHES))
    sheet = Image.new("RGB", (SHEET[0] * UNIT, SHEET[1] * UNIT), ground)
    pen = Pen(ImageDraw.Draw(sheet))
    cut = pick(random, CUTS[sex])
    if cut == "scarf":
        hair = pick(random, SCARVES)
    width, height = 49 + random.random() * 8, 64 + random.random() * 8
    _hair_behind(pen, cut, hair, width, height)
    _body(pen, random, cloth, skin, tie=sex == "m")
    _head(pen, cut, hair, skin, (width, height))
    if random.random() < SHARE_WITH_GLASSES:
        _glasses(pen, _shade(skin, 0.42))
    if cut == "scarf":
        pen.oval(MIDDLE, 272, 70, 30, _shade(hair, 0.95))
    _mark(pen)
    out = BytesIO()
    sheet.resize(size, Image.Resampling.BOX).save(out, "JPEG", quality=80)
    return out.getvalue()


class Pen:
    """Draws in units of the sheet."""

    def __init__(self, draw: ImageDraw.ImageDraw) -> None:
        self.draw = draw

    def oval(self, x: float, y: float, across: float, down: float, fill: Colour) -> None:
        """An ellipse around x, y with its two half axes."""
        self.draw.ellipse(_scaled(x - across, y - down, x + across, y + down), fill)

    def slab(self, left: float, top: float, right: float, bottom: float, fill: Colour) -> None:
        self.draw.rectangle(_scaled(left, top, right, bottom), fill)

    def cap(self, x: float, y: float, half: tuple[float, float], arc: Arc, fill: Colour) -> None:
        """The part of an ellipse that a straight cut between two angles leaves."""
        box = _scaled(x - half[0], y - half[1], x + half[0], y + half[1])
        self.draw.chord(box, *arc, fill=fill)

    def shape(self, *points: tuple[float, float], fill: Colour) -> None:
        self.draw.polygon([(x * UNIT, y * UNIT) for x, y in points], fill)


def _hair_behind(pen: Pen, cut: str, hair: Colour, width: float, height: float) -> None:
    if cut in ("long", "bob"):
        end = 300 if cut == "long" else 226
        pen.oval(MIDDLE, FACE - 6, width + 14, height + 12, hair)
        pen.slab(MIDDLE - width - 14, FACE - 6, MIDDLE + width + 14, end, hair)
        pen.oval(MIDDLE, end, width + 14, 16, hair)
    if cut == "bun":
        pen.oval(MIDDLE, FACE - height - 12, 24, 22, hair)
    if cut == "scarf":
        pen.oval(MIDDLE, FACE, width + 17, height + 16, hair)
        pen.slab(MIDDLE - width - 17, FACE, MIDDLE + width + 17, 276, hair)


def _body(pen: Pen, random: Random, cloth: Colour, skin: Colour, *, tie: bool) -> None:
    broad = 112 + random.random() * 16
    pen.slab(MIDDLE - 23, 200, MIDDLE + 23, 285, _shade(skin, 0.88))
    pen.oval(MIDDLE, 400, broad, 134, cloth)
    pen.oval(MIDDLE, 266, 23, 16, _shade(skin, 0.88))
    opening = pick(random, OPENINGS)
    if opening == "suit":
        pen.shape((122, 270), (178, 270), (MIDDLE, 352), fill=(244, 244, 242))
        pen.oval(MIDDLE, 262, 23, 16, _shade(skin, 0.88))
    if opening == "suit" and tie:
        knot = (142, 284), (158, 284), (161, 330), (150, 346), (139, 330)
        pen.shape(*knot, fill=pick(random, CLOTHES))
    if opening == "collar":
        pen.shape((118, 268), (150, 300), (140, 318), (110, 284), fill=_shade(cloth, 1.3))
        pen.shape((182, 268), (150, 300), (160, 318), (190, 284), fill=_shade(cloth, 1.3))
    if opening == "band":
        pen.slab(146, 282, 154, 400, _shade(cloth, 0.75))


def _head(pen: Pen, cut: str, hair: Colour, skin: Colour, half: tuple[float, float]) -> None:
    width, height = half
    if cut not in ("long", "bob", "scarf"):
        for side in (-1, 1):
            pen.oval(MIDDLE + side * width, FACE + 6, 8, 13, _shade(skin, 0.9))
    pen.oval(MIDDLE, FACE, width, height, skin)
    over = (width + 5, height + 6)
    if cut in ("short", "bun"):
        pen.cap(MIDDLE, FACE - 2, over, (203, 337), hair)
    if cut in ("long", "side"):
        pen.cap(MIDDLE, FACE - 2, over, (188, 318), hair)
        pen.cap(MIDDLE, FACE - 2, over, (262, 356), hair)
    if cut == "bob":
        pen.cap(MIDDLE, FACE - 2, over, (194, 346), hair)
    if cut == "scarf":
        pen.cap(MIDDLE, FACE - 2, over, (214, 326), hair)


def _glasses(pen: Pen, frame: Colour) -> None:
    for side in (-1, 1):
        box = _scaled(MIDDLE + side * 22 - 16, FACE - 10, MIDDLE + side * 22 + 16, FACE + 14)
        pen.draw.rounded_rectangle(box, 9 * UNIT, outline=frame, width=3 * UNIT)
    pen.slab(MIDDLE - 6, FACE - 2, MIDDLE + 6, FACE + 1, frame)


def _mark(pen: Pen) -> None:
    """A band at the foot that says what the picture is, also when it is cut out and copied."""
    pen.slab(0, 376, *SHEET, (255, 255, 255))
    at = (MIDDLE * UNIT, 388 * UNIT)
    pen.draw.text(at, MARK, fill=MARK_INK, font=_lettering(), anchor="mm")


@cache
def _lettering() -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(13 * UNIT)


def _scaled(left: float, top: float, right: float, bottom: float) -> tuple[float, ...]:
    return (left * UNIT, top * UNIT, right * UNIT, bottom * UNIT)


def _shade(colour: Colour, by: float) -> Colour:
    red, green, blue = (min(255, int(part * by)) for part in colour)
    return red, green, blue
