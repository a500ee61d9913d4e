"""Portraits: JPEG, small, the same each time, different from person to person."""

from io import BytesIO

import pytest
from PIL import Image

from eventops.demo.photos import photo

KEYS = [
    (f"{party}-{number:02d}", sex)
    for party in ("kh", "bn")
    for number in range(1, 15)
    for sex in ("f", "m")
]


@pytest.mark.parametrize("size", [(480, 640), (240, 320), (120, 160)])
def test_a_photo_is_a_jpeg_of_the_asked_size(size: tuple[int, int]) -> None:
    with Image.open(BytesIO(photo("kh-03", sex="f", size=size))) as picture:
        assert (picture.format, picture.mode, picture.size) == ("JPEG", "RGB", size)


def test_a_photo_without_a_size_is_three_by_four() -> None:
    with Image.open(BytesIO(photo("kh-03", sex="f"))) as picture:
        assert picture.size == (480, 640)


def test_a_person_has_the_same_photo_each_time() -> None:
    assert photo("la-07", sex="m") == photo("la-07", sex="m")


def test_people_look_different() -> None:
    photos = {photo(key, sex=sex) for key, sex in KEYS}
    assert len(photos) == len(KEYS)


def test_photos_stay_under_twenty_kilobytes() -> None:
    assert max(len(photo(key, sex=sex)) for key, sex in KEYS) < 20_000


@pytest.mark.parametrize(("key", "sex"), KEYS[:6])
def test_a_photo_carries_its_mark_at_the_foot(key: str, sex: str) -> None:
    with Image.open(BytesIO(photo(key, sex=sex))) as picture:
        foot = picture.convert("L").crop((0, 606, 480, 640))
    assert min(foot.crop((180, 0, 300, 34)).tobytes()) < 140
    assert min(foot.crop((0, 4, 120, 34)).tobytes()) > 240
