"""Portraits: whatever is sent becomes our own small JPEG of 3:4, and nothing else is kept."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

import sqlalchemy as sa
from PIL import Image, ImageOps, UnidentifiedImageError

from eventops.accreditation.light import looked_at, shape_of
from eventops.accreditation.models import Photo
from eventops.core import journal
from eventops.core.db import Db
from eventops.core.errors import Invalid

MOST_BYTES = 6 * 1024 * 1024
MOST_PIXELS = 25_000_000
WIDTH, HEIGHT = 480, 640
LEAST_SIDES = 180, 240
FORMATS = ("JPEG", "PNG", "WEBP")
GROUND = "white"
"""Where a picture is transparent."""


@dataclass(frozen=True, slots=True)
class Portrait:
    """A picture ready to be kept, and what is doubtful about it (rules.PHOTO_DOUBTS)."""

    jpeg: bytes
    doubts: tuple[str, ...]


def portrait(sent: bytes) -> Portrait:
    """A JPEG of 480 × 640 pixels without metadata: turned upright, the middle cut out.

    The type is what the decoder finds, whatever the name says, and the size is judged before
    anything is decoded. Raises Invalid ``photo_empty``, ``photo_too_large``,
    ``photo_too_many_pixels``, ``photo_too_small``, ``photo_unreadable``, and ``photo_hopeless_…`` for a picture on which
    nobody could be recognised.
    """
    if not sent:
        raise Invalid("photo_empty", field="photo")
    if len(sent) > MOST_BYTES:
        raise Invalid("photo_too_large", field="photo", most=MOST_BYTES // 1024**2)
    try:
        with Image.open(BytesIO(sent), formats=FORMATS) as picture:
            _judge_size(picture)
            upright = ImageOps.exif_transpose(picture)
            shape = shape_of(*upright.size)
            fitted = ImageOps.fit(_on_ground(upright), (WIDTH, HEIGHT))
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError) as fault:
        raise Invalid("photo_unreadable", field="photo") from fault
    except SyntaxError as fault:  # Pillow's word for a broken PNG
        raise Invalid("photo_unreadable", field="photo") from fault
    doubts = tuple(word for word in (shape, *looked_at(fitted)) if word)
    _refuse_hopeless(doubts)
    return Portrait(_encoded(fitted), doubts)


def _refuse_hopeless(found: tuple[str, ...]) -> None:
    if "hopeless_shape" in found:
        raise Invalid("photo_hopeless_shape", field="photo")
    if "hopeless_dark" in found:
        raise Invalid("photo_hopeless_dark", field="photo")
    if "hopeless_bright" in found:
        raise Invalid("photo_hopeless_bright", field="photo")
    if "hopeless_flat" in found:
        raise Invalid("photo_hopeless_flat", field="photo")
    if "hopeless_blurred" in found:
        raise Invalid("photo_hopeless_blurred", field="photo")


def _judge_size(picture: Image.Image) -> None:
    width, height = picture.size
    if width * height > MOST_PIXELS:
        raise Invalid("photo_too_many_pixels", field="photo", most=MOST_PIXELS // 1_000_000)
    if width < LEAST_SIDES[0] or height < LEAST_SIDES[1]:
        raise Invalid("photo_too_small", field="photo", width=LEAST_SIDES[0], height=LEAST_SIDES[1])


def _on_ground(picture: Image.Image) -> Image.Image:
    """RGB, with a plain ground behind what is transparent."""
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    clear = picture.convert("RGBA")
    ground = Image.new("RGBA", clear.size, GROUND)
    return Image.alpha_composite(ground, clear).convert("RGB")


def _encoded(picture: Image.Image) -> bytes:
    """Pixels alone: a new picture carries no profile, comment or EXIF of the old one."""
    clean = Image.new("RGB", picture.size)
    clean.paste(picture)
    file = BytesIO()
    clean.save(file, "JPEG", quality=88, optimize=True)
    return file.getvalue()


def keep_photo(
    db: Db, person_id: str, sent: bytes, *, by: str, now: datetime, edition_id: str
) -> Photo:
    """Store a person's photo in place of an older one, under a new address. Raises as portrait."""
    made = portrait(sent)
    db.execute(sa.delete(Photo).where(Photo.person_id == person_id))
    photo = Photo(
        person_id=person_id,
        jpeg=made.jpeg,
        digest=hashlib.sha256(made.jpeg).hexdigest(),
        doubts=list(made.doubts),
        made_at=now,
    )
    db.add(photo)
    db.flush()
    journal.record(
        db,
        "photo kept",
        f"person:{person_id}",
        by=by,
        now=now,
        edition_id=edition_id,
        photo=photo.id,
        doubts=list(made.doubts),
    )
    return photo
