from datetime import date
from xml.etree import ElementTree

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from eventops.badges import code, qr

SEED = bytes(range(32))


def code_of(serial: str) -> str:
    body = code.Body(1, serial, 1, date(2026, 1, 16))
    return code.sign(body, edition="qr", private=SEED)


CODE = code_of("7Q4K2M9X")


def picture(runs: tuple[qr.Run, ...], scale: int = 4) -> Image.Image:
    side = (qr.MODULES + 2 * qr.QUIET_ZONE) * scale
    image = Image.new("L", (side, side), 255)
    draw = ImageDraw.Draw(image)
    for row, column, length in runs:
        left, top = (column + qr.QUIET_ZONE) * scale, (row + qr.QUIET_ZONE) * scale
        draw.rectangle((left, top, left + length * scale - 1, top + scale - 1), fill=0)
    return image


@settings(max_examples=50, deadline=None)
@given(st.text(code.ALPHABET, min_size=8, max_size=8))
def test_symbol_is_read_back_by_another_reader(serial: str) -> None:
    (found,) = zxingcpp.read_barcodes(picture(qr.path(code_of(serial))))
    assert (found.text, found.ec_level) == (code_of(serial), "M")


def test_matrix_has_37_rows_of_37_and_its_three_eyes() -> None:
    rows = qr.matrix(CODE)
    eye = (True,) * 7
    assert [len(row) for row in rows] == [37] * 37
    assert (rows[0][:7], rows[0][-7:], rows[36][:7]) == (eye, eye, eye)


def test_path_covers_exactly_the_dark_modules() -> None:
    covered = [(row, x + n) for row, x, length in qr.path(CODE) for n in range(length)]
    dark = [(y, x) for y, row in enumerate(qr.matrix(CODE)) for x in range(37) if row[x]]
    assert covered == dark


def test_svg_is_one_picture_with_quiet_zone_name_and_no_style() -> None:
    root = ElementTree.fromstring(qr.svg(CODE))
    ground, symbol = root
    assert root.attrib == {
        "viewBox": "0 0 45 45",
        "role": "img",
        "aria-label": "7Q4K 2M9X",
        "shape-rendering": "crispEdges",
    }
    assert ground.attrib == {"fill": "#fff", "d": "M0 0h45v45H0z"}
    assert symbol.attrib["d"].count("M") == len(qr.path(CODE))
    assert len(qr.svg(CODE)) < 6000


def test_svg_name_is_escaped() -> None:
    root = ElementTree.fromstring(qr.svg(CODE, label='"><script>'))
    assert root.attrib["aria-label"] == '"><script>'


def test_symbol_of_another_spelling_is_the_same() -> None:
    assert qr.matrix(CODE.lower()) == qr.matrix(CODE)


def test_symbol_of_a_text_that_is_no_code_is_refused() -> None:
    with pytest.raises(code.Malformed):
        qr.matrix("https://events.example/")
