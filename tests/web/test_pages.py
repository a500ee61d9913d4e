"""How days are said in each language."""

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask
from flask_babel import force_locale

from eventops.web.pages import day, day_range

THURSDAY = date(2026, 1, 15)
SUNDAY = date(2026, 1, 18)


@pytest.fixture
def page(app: Flask) -> Iterator[None]:
    with app.test_request_context("/"):
        yield


@pytest.mark.parametrize(
    ("tongue", "form", "expected"),
    [
        ("en", "short", ["Thu 15 Jan", "Sun 18 Jan"]),
        ("en", "long", ["Thursday 15 January", "Sunday 18 January"]),
        ("en", "weekday", ["Thu", "Sun"]),
        ("vi", "short", ["thứ Năm 15/1", "chủ Nhật 18/1"]),
        ("vi", "long", ["Thứ Năm 15/1", "Chủ Nhật 18/1"]),
        ("vi", "weekday", ["T5", "CN"]),
        ("ms", "short", ["Thu 15 Jan", "Sun 18 Jan"]),
    ],
)
def test_day_is_said_as_its_language_writes_it(
    page: None, tongue: str, form: str, expected: list[str]
) -> None:
    assert [day(on, form, tongue) for on in (THURSDAY, SUNDAY)] == expected


@pytest.mark.usefixtures("page")
def test_day_without_a_language_is_said_in_the_readers() -> None:
    with force_locale("vi"):
        assert (day(THURSDAY), day(THURSDAY, tongue="en")) == ("thứ Năm 15/1", "Thu 15 Jan")


@pytest.mark.parametrize(
    ("first", "last", "english", "vietnamese"),
    [
        (date(2026, 1, 12), date(2026, 1, 16), "12–16 Jan 2026", "12–16/1/2026"),
        (date(2026, 1, 29), date(2026, 2, 3), "29 Jan\u2009–\u20093 Feb 2026", "29/1–3/2/2026"),
        (
            date(2026, 12, 30),
            date(2027, 1, 2),
            "30 Dec 2026\u2009–\u20092 Jan 2027",
            "30/12/2026–2/1/2027",
        ),
    ],
)
def test_days_of_an_edition_are_said_as_one_range(
    page: None, first: date, last: date, english: str, vietnamese: str
) -> None:
    assert [day_range(first, last, tongue) for tongue in ("en", "vi")] == [english, vietnamese]
