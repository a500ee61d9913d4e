"""What becomes of a picture that somebody sends."""

import struct
import zlib
from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image, ImageEnhance, ImageFilter

from eventops.accounts.rules import Role, Viewer
from eventops.accreditation.photos import HEIGHT, MOST_BYTES, WIDTH, keep_photo, portrait
from eventops.accreditation.queries import photo_seen_by
from eventops.core.db import Db
from eventops.core.errors import Invalid, NotFound
from eventops.demo.photos import photo as drawn
from tests.portal.little import AT, BY, focal_point, publish_little, register

ORIENTATION = 0x0112


def picture(
    size: tuple[int, int], kind: str = "JPEG", colour: str = "red", **options: object
) -> bytes:
    """Somebody invented before a ground of that colour."""
    image = Image.new("RGB", size, colour)
    whole = Image.open(BytesIO(drawn("somebody", sex="f")))
    whole.thumbnail(size)
    image.paste(whole, ((size[0] - whole.width) // 2, (size[1] - whole.height) // 2))
    file = BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def opened(jpeg: bytes) -> Image.Image:
    image = Image.open(BytesIO(jpeg))
    image.load()
    return image


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("size", [(1200, 900), (300, 900), (480, 640)])
def test_every_picture_becomes_a_small_upright_jpeg(kind: str, size: tuple[int, int]) -> None:
    image = opened(portrait(picture(size, kind)).jpeg)
    assert (image.format, image.mode, image.size) == ("JPEG", "RGB", (WIDTH, HEIGHT))


def test_a_phone_picture_lying_on_its_side_is_turned() -> None:
    lying = Image.new("RGB", (800, 600), "red")
    lying.paste("blue", (400, 0, 800, 600))
    exif = Image.Exif()
    exif[ORIENTATION] = 6  # the top of the scene is at the left of the pixels
    file = BytesIO()
    lying.save(file, "JPEG", exif=exif, quality=95)
    image = opened(portrait(file.getvalue()).jpeg)
    top, bottom = image.getpixel((240, 80)), image.getpixel((240, 560))
    assert isinstance(top, tuple)
    assert isinstance(bottom, tuple)
    assert (top[0] > 200, bottom[2] > 200) == (True, True)


def test_nothing_but_pixels_is_kept() -> None:
    exif = Image.Exif()
    exif[0x010E] = "where it was taken"
    sent = picture((600, 800), exif=exif, comment=b"secret words") + b"<script>trailer</script>"
    kept = portrait(sent).jpeg
    assert [word for word in (b"taken", b"secret", b"script") if word in kept] == []
    assert dict(opened(kept).getexif()) == {}


def test_a_transparent_ground_becomes_white() -> None:
    file = BytesIO()
    cut_out = Image.new("RGBA", (480, 640), (0, 0, 0, 0))
    whole = Image.open(BytesIO(drawn("somebody", sex="f")))
    cut_out.paste(whole.crop((120, 120, 360, 560)), (120, 120))
    cut_out.save(file, "PNG")
    assert opened(portrait(file.getvalue()).jpeg).getpixel((5, 5)) == (255, 255, 255)


def huge_png(side: int) -> bytes:
    """A few hundred bytes that claim side × side pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        (b"", "photo_empty"),
        (b"%PDF-1.7 not a picture", "photo_unreadable"),
        (picture((400, 500), "GIF"), "photo_unreadable"),
        (picture((400, 500), "BMP"), "photo_unreadable"),
        (picture((400, 500))[:200], "photo_unreadable"),
        (picture((400, 500), "PNG")[:-40], "photo_unreadable"),
        (b"\xff" * (MOST_BYTES + 1), "photo_too_large"),
        (huge_png(6_000), "photo_too_many_pixels"),
        (huge_png(60_000), "photo_unreadable"),
        (picture((179, 400)), "photo_too_small"),
    ],
)
def test_what_is_no_portrait_is_refused(sent: bytes, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        portrait(sent)
    assert (refused.value.code, refused.value.facts["field"]) == (code, "photo")


def seen_by(change: Callable[[Image.Image], Image.Image]) -> bytes:
    """A portrait after something befell it."""
    file = BytesIO()
    change(Image.open(BytesIO(drawn("somebody", sex="f")))).save(file, "PNG")
    return file.getvalue()


def lit(by: float) -> Callable[[Image.Image], Image.Image]:
    return lambda image: ImageEnhance.Brightness(image).enhance(by)


def lit_from_one_side(image: Image.Image) -> Image.Image:
    bright = lit(4)(image).crop((0, 0, image.width // 2 + 20, image.height))
    image.paste(bright)
    return image


def washed_out(by: float) -> Callable[[Image.Image], Image.Image]:
    return lambda image: ImageEnhance.Contrast(image).enhance(by)


def out_of_focus(radius: float) -> Callable[[Image.Image], Image.Image]:
    return lambda image: image.filter(ImageFilter.GaussianBlur(radius))


@pytest.mark.parametrize("who", range(12))
@pytest.mark.parametrize("sex", ["f", "m"])
def test_an_ordinary_portrait_is_not_doubted(who: int, sex: str) -> None:
    assert portrait(drawn(f"person {who}", sex=sex)).doubts == ()


@pytest.mark.parametrize(
    ("change", "doubts"),
    [
        (lit(0.35), ("dark",)),
        (lit_from_one_side, ("bright",)),
        (washed_out(0.2), ("flat",)),
        (out_of_focus(3), ("blurred",)),
        (lambda image: image.rotate(90, expand=True).resize((1600, 640)), ("cut",)),
        (lit(0.9), ()),
        (out_of_focus(1), ()),
    ],
)
def test_a_doubtful_photo_is_kept_and_the_doubt_with_it(
    change: Callable[[Image.Image], Image.Image], doubts: tuple[str, ...]
) -> None:
    assert portrait(seen_by(change)).doubts == doubts


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lit(0.08), "photo_hopeless_dark"),
        (lit(6), "photo_hopeless_bright"),
        (washed_out(0.04), "photo_hopeless_flat"),
        (lambda image: Image.new("RGB", image.size, "grey"), "photo_hopeless_flat"),
        (out_of_focus(14), "photo_hopeless_blurred"),
        (lambda image: image.resize((1700, 640)), "photo_hopeless_shape"),
        (lambda image: image.resize((190, 700)), "photo_hopeless_shape"),
    ],
)
def test_a_photo_nobody_could_be_recognised_on_is_refused(
    change: Callable[[Image.Image], Image.Image], code: str
) -> None:
    with pytest.raises(Invalid) as refused:
        portrait(seen_by(change))
    assert (refused.value.code, refused.value.facts) == (code, {"field": "photo"})


def test_a_new_photo_has_a_new_address(db: Db) -> None:
    edition = publish_little(db)
    person = register(db, edition, "AA", "Ann").delegate.person
    ids = []
    for colour in ("red", "blue"):
        sent = picture((480, 640), colour=colour)
        ids.append(keep_photo(db, person.id, sent, by=BY, now=AT, edition_id=edition.id).id)
    officer = looking("desk@desk.example", roles=frozenset({(edition.id, Role.ACCREDITATION)}))
    assert photo_seen_by(db, edition.id, ids[1], officer).person_id == person.id
    with pytest.raises(NotFound):
        photo_seen_by(db, edition.id, ids[0], officer)


def test_a_photo_is_seen_by_its_delegation_and_its_person_only(db: Db) -> None:
    edition = publish_little(db)
    person = register(db, edition, "AA", "Ann").delegate.person
    person.email = "ann@a.example"
    sent = picture((480, 640))
    photo = keep_photo(db, person.id, sent, by=BY, now=AT, edition_id=edition.id)
    viewers = {
        "own focal point": looking("x@x.example", focal_point(db, "AA").id),
        "other focal point": looking("y@y.example", focal_point(db, "BB").id),
        "the person": looking("ann@a.example"),
        "another person": looking("ben@a.example"),
        "badge desk": looking("d@d.example", roles=frozenset({(edition.id, Role.BADGE_DESK)})),
        "door supervisor": looking("s@s.example", roles=frozenset({(edition.id, Role.SUPERVISOR)})),
        "desk elsewhere": looking("e@e.example", roles=frozenset({("0" * 20, Role.PROTOCOL)})),
    }
    assert [who for who, viewer in viewers.items() if sees(db, edition.id, photo.id, viewer)] == [
        "own focal point",
        "the person",
        "badge desk",
    ]


def looking(
    email: str,
    user_id: str = "nobody",
    roles: frozenset[tuple[str | None, Role]] = frozenset(),
) -> Viewer:
    return Viewer(user_id, "session", email, "Somebody", "en", roles)


def sees(db: Db, edition_id: str, photo_id: str, viewer: Viewer) -> bool:
    try:
        photo_seen_by(db, edition_id, photo_id, viewer)
    except NotFound:
        return False
    return True
