"""What can be said of a portrait by counting its pixels: light, contrast, focus, shape.

Nobody's face is looked for. A borderline picture is doubted and kept; one on which nobody could be
recognised is hopeless and refused. The bounds were set on drawn and degraded portraits at this
size, wide enough that dark suits, dark skin and white grounds pass.
"""

from PIL import Image, ImageFilter, ImageStat

SIZE = (240, 320)
FACE = (82, 86, 158, 192)
"""Where the oval of the camera's guide lies: left, top, right, bottom."""
EDGES = ImageFilter.Kernel((3, 3), (0, 1, 0, 1, -4, 1, 0, 1, 0), scale=1, offset=128)
"""The Laplacian: what changes from one pixel to the next."""
WIDEST, NARROWEST = 2.5, 0.3
"""Width by height of what may still be a portrait's picture."""
LEAST_KEPT = 0.5
"""Part of the picture that the cut to 3:4 should leave."""


def shape_of(width: int, height: int) -> str:
    """``cut`` when the cut to 3:4 takes more than half, ``hopeless_shape``, or nothing."""
    ratio = width / height
    if not NARROWEST <= ratio <= WIDEST:
        return "hopeless_shape"
    return "cut" if min(ratio, 0.75) / max(ratio, 0.75) < LEAST_KEPT else ""


def looked_at(portrait: Image.Image) -> tuple[str, ...]:
    """What is wrong with a portrait of 3:4: at most one word each for light and for focus.

    ``dark``, ``bright``, ``flat`` and ``blurred`` are doubts; with ``hopeless_`` before it the
    first alone is told.
    """
    grey = portrait.convert("L").resize(SIZE, Image.Resampling.BOX)
    found = tuple(word for word in (_light(grey), _focus(grey)) if word)
    hopeless = [word for word in found if word.startswith("hopeless_")]
    return tuple(hopeless[:1]) or found


def _light(grey: Image.Image) -> str:
    lightest = _level(grey, 0.95)
    if lightest < 120:
        return "dark" if lightest >= 50 else "hopeless_dark"
    face = grey.crop(FACE)
    burnt = sum(face.histogram()[250:]) / (face.width * face.height)
    if burnt > 0.45:
        return "bright" if burnt <= 0.9 and _level(grey, 0.05) < 235 else "hopeless_bright"
    spread = ImageStat.Stat(grey).stddev[0]
    if spread < 20:
        return "flat" if spread >= 6 else "hopeless_flat"
    return ""


def _focus(grey: Image.Image) -> str:
    """How much changes between neighbours, as thousandths of how much changes at all."""
    edges = grey.filter(EDGES).crop((1, 1, SIZE[0] - 1, SIZE[1] - 1))
    whole = ImageStat.Stat(grey).var[0]
    sharpness = 1000 * ImageStat.Stat(edges).var[0] / max(whole, 1.0)
    if sharpness < 6:
        return "blurred" if sharpness >= 1 else "hopeless_blurred"
    return ""


def _level(grey: Image.Image, share: float) -> int:
    """The lightness that this share of the pixels stays below or at."""
    wanted, so_far = share * grey.width * grey.height, 0
    for level, count in enumerate(grey.histogram()):
        so_far += count
        if so_far >= wanted:
            return level
    return 255
