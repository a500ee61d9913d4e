import io
import time
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from PIL import Image

import eventops
from eventops.badges import code
from eventops.badges.face import CATEGORIES, BadgeFace
from eventops.badges.fonts import MissingFont, printable
from eventops.badges.sheet import Sheet, Unprintable, sheet

VENDOR = Path(eventops.__file__).parent / "static" / "vendor"
FONTS, FLAGS = VENDOR / "fonts" / "ttf", VENDOR / "flags"
MADE = datetime(2026, 1, 10, 9, 0, tzinfo=UTC)

OWN_SCRIPTS = {
    "km": "សុខ ចាន់ថាវី",
    "lo": "ບຸນມີ ພົມມະຈັນ",
    "th": "สมชาย วงศ์สุวรรณ",
    "my": "အောင်ကျော်မိုး Jr. 2",
    "ru": "\u0418\u0432\u0430\u043d \u041f\u0435\u0442\u0440\u043e\u0432",
    "zh-Hans": "王晓明",
    "ja": "髙橋 さくら ミキ",
    "ko": "김민서 金敏瑞",
    "hi": "अर्जुन श्रीवास्तव",
    "ar": "عبد الرحمن المهدي",
    "vi": "Nguyễn Thị Phương Thảo",
}


def picture(colour: str = "#7896aa", size: tuple[int, int] = (300, 400)) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size, colour).save(file, "JPEG")
    return file.getvalue()


def code_of(serial: str) -> str:
    body = code.Body(1, serial, 1, date(2026, 1, 16))
    return code.sign(body, edition="sheet", private=bytes(range(32)))


FACE = BadgeFace(
    edition_short="ADGMIN-6",
    edition_names=(
        "6th ASEAN Digital Ministers\u2019 Meeting",
        "Hội nghị Bộ trưởng Số ASEAN lần thứ 6",
    ),
    place="Hanoi",
    dates="12\u201316 January 2026",
    style="Ms",
    name="Sok Chanthavy",
    own_script=OWN_SCRIPTS["km"],
    own_language="km",
    position="Deputy Director-General of Posts and Telecommunications",
    party="Cambodia",
    flag="kh",
    category="delegate",
    category_names=("Delegate", "Đại biểu"),
    photo=picture(),
    code=code_of("7Q4K2M9X"),
    serial="7Q4K2M9X",
    valid="Valid until 16 January 2026",
)


def printed(*faces: BadgeFace, paper: str = "a6", fonts: Path = FONTS) -> Sheet:
    return sheet(faces, fonts=fonts, flags=FLAGS, made=MADE, paper="a4" if paper == "a4" else "a6")


def pages(pdf: bytes, scale: float = 3) -> list[Image.Image]:
    return [page.render(scale=scale).to_pil().convert("RGB") for page in pypdfium2.PdfDocument(pdf)]


def codes(page: Image.Image) -> set[str]:
    return {found.text for found in zxingcpp.read_barcodes(page)}


def words(pdf: bytes) -> str:
    return " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))


@pytest.mark.parametrize("category", CATEGORIES)
def test_code_of_every_category_is_read_from_the_rendered_page(category: str) -> None:
    result = printed(replace(FACE, category=category))
    (page,) = pages(result.pdf)
    assert (codes(page), result.unprintable) == ({FACE.code}, ())
    colour = tuple(bytes.fromhex(CATEGORIES[category].colour))
    assert page.getpixel((page.width - 4, page.height - 4)) == colour


@pytest.mark.parametrize("language", OWN_SCRIPTS)
def test_own_script_is_printed_with_no_letter_missing(language: str) -> None:
    own = OWN_SCRIPTS[language]
    without = printed(replace(FACE, own_script=""))
    result = printed(replace(FACE, own_script=own, own_language=language))
    assert result.unprintable == ()
    assert pages(result.pdf) != pages(without.pdf)
    assert set(own) <= set(words(result.pdf))


@pytest.mark.parametrize(
    ("own", "language", "script"),
    [("አበበ ቢቂላ", "am", "Ethiopic"), ("😀", "", "Symbol")],
)
def test_own_script_without_a_typeface_is_left_out_and_reported(
    own: str, language: str, script: str
) -> None:
    result = printed(replace(FACE, own_script=own, own_language=language))
    plain = printed(replace(FACE, own_script="", own_language=""))
    assert result.unprintable == (Unprintable("Sok Chanthavy", "own_script", script),)
    assert pages(result.pdf) == pages(plain.pdf)


def test_name_without_a_typeface_stops_the_sheet_with_whose_it_is() -> None:
    with pytest.raises(MissingFont) as caught:
        printed(FACE, replace(FACE, name="አበበ ቢቂላ"))
    assert (caught.value.script, caught.value.name) == ("Ethiopic", "አበበ ቢቂላ")


def test_folder_without_typefaces_is_said(tmp_path: Path) -> None:
    with pytest.raises(MissingFont) as caught:
        printed(FACE, fonts=tmp_path)
    assert (caught.value.script, caught.value.name) == ("Latin", "Sok Chanthavy")


@pytest.mark.parametrize(
    "name",
    [
        "Li",
        "Yang Berhormat Dato Seri Paduka Awang Haji Zulhairi bin Haji Abdul Rahim",
        "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch",
        "Nguyen " * 40,
    ],
)
def test_name_of_any_length_is_printed_whole_and_inside_the_margins(name: str) -> None:
    result = printed(replace(FACE, name=name, own_script="", flag=None))
    (page,) = pages(result.pdf)
    assert "".join(name.split()) in "".join(words(result.pdf).split())
    # Between the two rules the margins stay white.
    top, bottom = (int(mm / 148 * page.height) for mm in (35.5, 91.5))
    edge = int(7 / 105 * page.width)
    for left in (0, page.width - edge):
        margin = page.crop((left, top, left + edge, bottom))
        assert margin.getextrema() == ((255, 255),) * 3


def test_hostile_name_is_text() -> None:
    name = '"><img src=x onerror=alert(1)> {{7*7}} \u202e\x00\r\n) Tj'
    result = printed(replace(FACE, name=name, position=name, party=name))
    assert "onerror=alert(1)>{{7*7}})Tj" in "".join(words(result.pdf).split())
    assert codes(pages(result.pdf)[0]) == {FACE.code}


def test_printable_text_is_composed_and_without_controls() -> None:
    assert printable(" Tha\u0309o\r\n\x00\u202e Le\u00a0Thi \u2028") == "Thảo Le\u00a0Thi"
    assert printable("ka\u200dka\ud800") == "ka\u200dka"


def test_badge_without_photo_flag_or_optional_lines_is_printed() -> None:
    bare = replace(FACE, photo=None, flag=None, style="", own_script="", position="")
    result = printed(bare)
    assert (codes(pages(result.pdf)[0]), result.unprintable) == ({FACE.code}, ())


@pytest.mark.parametrize("photo", [b"", b"no picture", picture()[:400], b"<svg/>"])
def test_photo_that_is_no_picture_is_left_out_and_reported(photo: bytes) -> None:
    result = printed(replace(FACE, photo=photo))
    assert result.unprintable == (Unprintable("Sok Chanthavy", "photo", ""),)
    assert pages(result.pdf) == pages(printed(replace(FACE, photo=None)).pdf)


def test_photo_of_another_shape_covers_its_frame() -> None:
    (page,) = pages(printed(replace(FACE, photo=picture("#ff0000", (900, 300)))).pdf)
    corners = [(70.5, 98), (96.5, 98), (70.5, 132.5), (96.5, 132.5)]
    pixels = [page.getpixel((int(x / 105 * page.width), int(y / 148 * page.height)))
              for x, y in corners]  # fmt: skip
    assert all(isinstance(p, tuple) and p[0] > 240 and p[1] < 20 for p in pixels)


@pytest.mark.parametrize("flag", ["qq", "../fonts/kh", "KH", "hr", "vu"])
def test_flag_that_cannot_be_drawn_is_left_out_and_reported(flag: str) -> None:
    result = printed(replace(FACE, flag=flag))
    assert result.unprintable == (Unprintable("Sok Chanthavy", "flag", ""),)
    assert pages(result.pdf) == pages(printed(replace(FACE, flag=None)).pdf)


@pytest.mark.parametrize(
    "flag",
    [
        "bn",
        "kh",
        "id",
        "la",
        "my",
        "mm",
        "ph",
        "sg",
        "th",
        "tl",
        "vn",
        "cn",
        "jp",
        "kr",
        "in",
        "us",
        "ru",
        "eu",
        "un",
        "asean",
        "gb",
        "au",
        "nz",
        "ca",
        "ni",
    ],
)
def test_flag_of_every_party_is_drawn_and_stays_in_its_box(flag: str) -> None:
    result = printed(replace(FACE, flag=flag))
    (page,), (plain,) = pages(result.pdf), pages(printed(replace(FACE, flag="kh")).pdf)
    right, bottom = int(22 / 105 * page.width), int(90.8 / 148 * page.height)
    assert result.unprintable == ()
    # What lies right of the box and below it is the same for every flag.
    for box in (
        (right, 0, page.width, page.height),
        (0, bottom, page.width, page.height),
    ):
        assert page.crop(box).tobytes() == plain.crop(box).tobytes()


def test_flag_looks_the_same_on_every_badge_of_a_document() -> None:
    first = replace(FACE, flag="un")
    alone = pages(printed(first).pdf)
    after = pages(printed(replace(first, category="head"), replace(first, flag="my"), first).pdf)
    assert after[2].tobytes() == alone[0].tobytes()


def test_four_badges_stand_on_an_a4_sheet_and_the_fifth_on_the_next() -> None:
    serials = ["AAAAAAA1", "AAAAAAA2", "AAAAAAA3", "AAAAAAA4", "AAAAAAA5"]
    faces = [replace(FACE, code=code_of(serial), serial=serial) for serial in serials]
    first, second = pages(printed(*faces, paper="a4").pdf)
    assert codes(first) == {face.code for face in faces[:4]}
    assert codes(second) == {faces[4].code}
    assert (first.width // 30, first.height // 30) == (59, 84)


def test_same_faces_give_the_same_bytes_at_another_time() -> None:
    faces = (FACE, replace(FACE, flag="un", own_script=OWN_SCRIPTS["my"], own_language="my"))
    first = printed(*faces)
    time.sleep(1.1)
    assert printed(*faces) == first


def test_document_says_its_title_language_and_time() -> None:
    document = pypdfium2.PdfDocument(printed(FACE).pdf)
    metadata = document.get_metadata_dict(skip_empty=True)
    assert metadata["Title"] == "ADGMIN-6"
    assert metadata["CreationDate"] == "D:20260110090000Z"
    assert b"/Lang (en)" in printed(FACE).pdf


def test_nothing_to_print_is_refused() -> None:
    with pytest.raises(ValueError, match="no badges"):
        printed()
