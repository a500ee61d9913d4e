"""A film of badges for Chromium's fake camera, made from pictures of their codes.

Chromium plays a file of JPEG pictures, one after the other and for ever, at 30 a second, in place
of a camera (--use-file-for-fake-video-capture). The codes are shown as a guest holds them: 36 mm
wide at arm's length, a little turned and tilted, never quite still, in a hall's grainy light.

    python tests/journeys/film.py badge.png --still 1 -o badges.mjpeg
"""

import argparse
import io
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image, ImageDraw, ImageEnhance, ImageFilter

PICTURES_A_SECOND = 30
FRAME = (1280, 720)
"""What a tablet's camera gives, in pixels."""

HALL = (96, 99, 104)
BADGE = (246, 244, 240)


@dataclass(frozen=True)
class Shot:
    """One badge held to the camera, or nobody there (no picture).

    Lengths are parts of the frame's width: 0.16 is a 36 mm code at about 25 cm. The picture holds
    the code with its quiet zone. `turn` is in degrees, `tilt` the part by which the far side looks
    shorter, `blur` a radius in pixels, `light` 1 for a well lit hall.
    """

    picture: Path | Image.Image | None
    seconds: float = 2.0
    width: float = 0.16
    centre: tuple[float, float] = field(default=(0.5, 0.5))
    turn: float = 4.0
    tilt: float = 0.06
    blur: float = 0.6
    grain: float = 9.0
    light: float = 0.9


def write_film(shots: Sequence[Shot], film: Path, *, seed: int = 1) -> Path:
    """Write the shots, in order, as a film of JPEG pictures; Chromium repeats it for ever."""
    chance = random.Random(seed)
    with film.open("wb") as out:
        for shot in shots:
            # A hand is never still: a few different pictures, shown in turn.
            pictures = [_jpeg(picture) for picture in _held(shot, chance)]
            for number in range(round(shot.seconds * PICTURES_A_SECOND)):
                out.write(pictures[number // 3 % len(pictures)])
    return film


def _held(shot: Shot, chance: random.Random, pictures: int = 6) -> Iterator[Image.Image]:
    for _ in range(pictures):
        frame = Image.new("RGB", FRAME, HALL)
        if shot.picture is not None:
            _hold(frame, shot, chance)
        frame = frame.filter(ImageFilter.GaussianBlur(shot.blur))
        noise = Image.effect_noise(FRAME, shot.grain).convert("RGB")
        frame = Image.blend(frame, noise, 0.12)
        yield ImageEnhance.Brightness(frame).enhance(shot.light)


def _hold(frame: Image.Image, shot: Shot, chance: random.Random) -> None:
    badge = _tilted(_badge(shot.picture), shot.tilt + chance.uniform(-0.015, 0.015))
    # The badge is twice as wide as its code.
    width = round(FRAME[0] * shot.width * 2)
    badge = badge.resize(
        (width, round(badge.height * width / badge.width)), Image.Resampling.BICUBIC
    )
    badge = badge.rotate(
        shot.turn + chance.uniform(-1.5, 1.5), Image.Resampling.BICUBIC, expand=True
    )
    x = FRAME[0] * shot.centre[0] - badge.width / 2 + chance.uniform(-4, 4)
    y = FRAME[1] * shot.centre[1] - badge.height / 2 + chance.uniform(-4, 4)
    frame.paste(badge, (round(x), round(y)), badge)


def _badge(picture: Path | Image.Image | None) -> Image.Image:
    """A card twice as wide as the code in its middle, with lines where a name would stand."""
    if picture is None:
        raise ValueError("a shot without picture holds no badge")
    code = picture if isinstance(picture, Image.Image) else Image.open(picture)
    code = code.convert("RGB").resize((720, round(720 * code.height / code.width)))
    card = Image.new("RGBA", (1440, code.height + 480), (*BADGE, 255))
    pen = ImageDraw.Draw(card)
    pen.rectangle((120, 90, 980, 150), fill=(40, 44, 50, 255))
    pen.rectangle((120, 180, 700, 215), fill=(120, 124, 130, 255))
    card.paste(code, (360, 300))
    return card


def _tilted(card: Image.Image, tilt: float) -> Image.Image:
    """The card leaning back: its upper edge shorter by twice the tilt."""
    width, height = card.size
    out = tilt * width
    corners = ((out, 0), (width - out, 0), (width, height), (0, height))
    edges = ((0, 0), (width, 0), (width, height), (0, height))
    plan = _perspective(corners, edges)
    return card.transform(card.size, Image.Transform.PERSPECTIVE, plan, Image.Resampling.BICUBIC)


def _perspective(
    seen: Sequence[tuple[float, float]], flat: Sequence[tuple[float, float]]
) -> list[float]:
    """The eight numbers by which Pillow finds, for each point seen, its place on the flat card."""
    rows: list[list[float]] = []
    for (x, y), (u, v) in zip(seen, flat, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y, u])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y, v])
    return _solve(rows)


def _solve(rows: list[list[float]]) -> list[float]:
    """Gauss and Jordan; the last column is the right-hand side."""
    size = len(rows)
    for column in range(size):
        best = max(range(column, size), key=lambda row: abs(rows[row][column]))
        rows[column], rows[best] = rows[best], rows[column]
        lead = rows[column][column]
        rows[column] = [value / lead for value in rows[column]]
        for row in range(size):
            if row != column:
                factor = rows[row][column]
                pairs = zip(rows[row], rows[column], strict=True)
                rows[row] = [value - factor * other for value, other in pairs]
    return [row[-1] for row in rows]


def _jpeg(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=82, subsampling="4:2:0")
    return out.getvalue()


def main() -> None:
    parser = argparse.ArgumentParser(description="Make a film of badge codes for a fake camera.")
    parser.add_argument("pictures", nargs="+", type=Path, help="pictures of codes, in order")
    parser.add_argument("--seconds", type=float, default=2.0, help="how long each one is held")
    parser.add_argument("--still", type=float, default=1.0, help="seconds of nobody in between")
    parser.add_argument("-o", "--output", type=Path, required=True, help="the film, *.mjpeg")
    given = parser.parse_args()
    shots = [
        shot
        for picture in given.pictures
        for shot in (Shot(picture, given.seconds), Shot(None, given.still))
    ]
    write_film(shots, given.output)


if __name__ == "__main__":
    main()
