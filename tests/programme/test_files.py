"""The public programme as files; 304 by its revision; times past midnight."""

import csv
import io
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pypdfium2
import pytest
from flask import Flask
from flask.testing import FlaskClient
from python_calamine import CalamineWorkbook
from sqlalchemy import event
from sqlalchemy.engine import Engine

from eventops.core.clock import set_domain_clock
from eventops.core.db import Db, transaction
from eventops.editions.queries import edition_by_slug
from eventops.programme.dayfile import load
from eventops.programme.grid import day_grid
from eventops.programme.public_rows import public_programme
from eventops.programme.queries import session_by_code
from eventops.programme.revision import revision_of
from eventops.programme.rules import Status
from eventops.programme.services import publish
from tests.portal.little import AT, BY, SLUG, TEXT, publish_little
from tests.programme.published import with_session

E = f"/e/{SLUG}"
MONDAY, TUESDAY = "2030-03-04", "2030-03-05"
BY_DELEGATION, SURE = "By delegation", "Confirmed"
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
KINDS = {
    "txt": "text/plain; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}
ROWS = [
    ["Date", "Starts at", "Ends at", "Title", "Room", "Who may enter", "Status", "Code"],
    *(
        [MONDAY, "09:00", "10:00", "Opening ceremony", "Hall", BY_DELEGATION, SURE, "opening"],
        [
            "2030-03-04",
            "10:30",
            "12:00",
            "Plenary",
            "Hall",
            "Restricted",
            "Confirmed",
            "plenary",
        ],
        [MONDAY, "13:00", "13:30", "Reserved", "", "Closed", "", ""],
        [
            TUESDAY,
            "09:00",
            "10:00",
            "Working group X",
            "Blue Room",
            BY_DELEGATION,
            SURE,
            "group-x",
        ],
        [
            "2030-03-05",
            "09:30",
            "01:00 (+1)",
            "Open forum",
            "Hall",
            "Open",
            "Confirmed",
            "forum",
        ],
    ),
]
"""A line a session, without what every one has."""

TEXT_IN_ENGLISH = """\
LITTLE-1 · 1st Little Meeting
Hội nghị nhỏ lần thứ 1
Hanoi, 4–5 Mar 2030
Programme v1, as of Fri 1 Mar 09:00 · Times in Hanoi (UTC+7)

Monday 4 March · Opening
========================
09:00–10:00   Opening ceremony
              Lễ khai mạc
              Hall · By delegation
              Time and room are illustrative.
10:30–12:00   Plenary
              Phiên toàn thể
              Hall · Restricted
              Time and room are illustrative.
13:00–13:30   Reserved

Tuesday 5 March · Working group
===============================
09:00–10:00   Working group X
              Nhóm công tác X
              Blue Room · By delegation
              Time and room are illustrative.
09:30–01:00 (+1)  Open forum
              Diễn đàn mở
              Hall · Open
              Time and room are illustrative.

"""


@pytest.fixture
def late(app: Flask, engine: Engine) -> FlaskClient:
    """A visitor of the little edition, whose forum lasts until one in the night."""
    with transaction(engine) as db:
        edition = publish_little(db)
        forum = session_by_code(db, edition.id, "forum")
        forum.ends_at = datetime(2030, 3, 6, 1, tzinfo=ZONE)
    return app.test_client()


def test_plain_text_tells_the_whole_programme(late: FlaskClient) -> None:
    assert late.get(f"{E}/programme.txt?lang=en").text == TEXT_IN_ENGLISH


def test_spreadsheets_have_a_line_a_session_and_reserved_times_alone(late: FlaskClient) -> None:
    text = late.get(f"{E}/programme.csv?lang=en").data.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    book = CalamineWorkbook.from_filelike(io.BytesIO(late.get(f"{E}/programme.xlsx?lang=en").data))
    assert book.get_sheet_by_index(0).to_python() == rows
    told = [row[:4] + row[7:8] + row[9:11] + row[14:] for row in rows]
    assert told == ROWS


@pytest.mark.parametrize("language", ["en", "vi"])
def test_document_shows_both_languages_marks_and_pages(late: FlaskClient, language: str) -> None:
    pdf = pypdfium2.PdfDocument(late.get(f"{E}/programme.pdf?lang={language}").data)
    told = " ".join(" ".join(page.get_textpage().get_text_range() for page in pdf).split())
    pdf.close()
    words = ("Opening ceremony", "Lễ khai mạc", "≈", "01:00 (+1)", "v1", "13:00–13:30")
    assert [word for word in words if word not in told] == []
    own = {"en": ("Reserved", "Page 1 of 1"), "vi": ("Dành riêng", "Trang 1/1")}[language]
    assert [word for word in own if word not in told] == []


@pytest.mark.parametrize("ending", KINDS)
def test_file_is_made_once_and_asked_about_again(late: FlaskClient, ending: str) -> None:
    first, second = (late.get(f"{E}/programme.{ending}") for _ in range(2))
    again = late.get(f"{E}/programme.{ending}", headers={"If-None-Match": first.headers["ETag"]})
    assert (first.status_code, first.content_type, first.data) == (200, KINDS[ending], second.data)
    assert first.headers["Cache-Control"] == "no-cache"
    assert (again.status_code, again.data) == (304, b"")


def test_revision_changes_with_what_is_published_and_what_really_happens(db: Db) -> None:
    edition = publish_little(db)
    seen = [revision_of(db, edition.id)]

    def note() -> None:
        db.flush()
        seen.append(revision_of(db, edition.id))

    opening, plenary = (session_by_code(db, edition.id, code) for code in ("opening", "plenary"))
    opening.actual_start_at = AT
    note()
    plenary.actual_start_at = AT + timedelta(hours=1)
    note()
    opening.actual_start_at = AT + timedelta(minutes=2)  # neither the first nor the last to begin
    note()
    opening.actual_end_at = AT + timedelta(minutes=30)
    note()
    plenary.actual_start_at = None
    note()
    plan = with_session(load(TEXT), "forum", status=Status.CANCELLED)
    publish(db, plan, by=BY, now=AT + timedelta(hours=2))
    note()
    assert len(set(seen)) == len(seen) == 7
    assert revision_of(db, edition.id) == seen[-1]


def test_day_that_nothing_happened_to_is_not_rendered_again(
    app: Flask, engine: Engine, late: FlaskClient
) -> None:
    path = f"{E}/programme/2030-03-05"
    tag = late.get(path).headers["ETag"]
    asked: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *told: asked.append(told[2]))
    same = late.get(path, headers={"If-None-Match": tag})
    assert (same.status_code, len([each for each in asked if "SELECT" in each])) == (304, 3)
    with transaction(engine) as db:
        forum = session_by_code(db, edition_by_slug(db, SLUG).id, "forum")
        forum.actual_start_at = forum.starts_at + timedelta(minutes=15)
    other = late.get(path, headers={"If-None-Match": tag})
    assert (other.status_code, "15 minutes late" in other.text) == (200, True)


def test_day_differs_by_language_filter_and_minute_of_its_own_day(
    engine: Engine, late: FlaskClient
) -> None:
    with transaction(engine) as db:
        set_domain_clock(db, datetime(2030, 3, 5, 10, 0, 30, tzinfo=ZONE).astimezone(UTC))
    path = f"{E}/programme/2030-03-05"
    tags = {
        late.get(f"{path}?{query}").headers["ETag"] for query in ("lang=en", "lang=vi", "track=wg")
    }
    assert len(tags) == 3


def test_session_past_midnight_stands_on_both_days(db: Db) -> None:
    edition = publish_little(db)
    opening = session_by_code(db, edition.id, "opening")
    opening.starts_at = datetime(2030, 3, 4, 22, tzinfo=ZONE)
    opening.ends_at = datetime(2030, 3, 5, 1, 30, tzinfo=ZONE)
    db.flush()
    found = {}
    for on in (date(2030, 3, 4), date(2030, 3, 5)):
        midnight = datetime(on.year, on.month, on.day, tzinfo=ZONE)
        programme = public_programme(db, edition, (midnight, midnight + timedelta(days=1)))
        grid = day_grid(programme.sessions, [], day=on, now=midnight, address=lambda row: row.code)
        entry = next(each for each in grid.entries if getattr(each, "code", "") == "opening")
        found[on.day] = (entry.place, entry.days_before, entry.days_after)
    assert found == {4: ("col-1 at-2200 to-2400", 0, 1), 5: ("col-1 at-0600 to-0630 is-half", 1, 0)}


def test_pages_say_on_which_day_a_session_ends(late: FlaskClient) -> None:
    day = late.get(f"{E}/programme/2030-03-05?lang=en").text
    session = late.get(f"{E}/sessions/forum?lang=en").text
    assert ("+1 day" in day, "+1 day" in session) == (True, True)


def test_participants_of_a_restricted_session_are_told_to_nobody_by_the_filter(
    late: FlaskClient,
) -> None:
    pages = [
        late.get(f"{E}/programme/2030-03-04?delegation={code}").text for code in ("AA", "PRESS")
    ]
    assert ["/sessions/plenary" in page for page in pages] == [True, True]
    assert ["who takes part in them is not public" in page for page in pages] == [True, True]
    assert "head of delegation" not in late.get(f"{E}/sessions/plenary?lang=en").text


def test_spreadsheet_heads_its_times_in_the_reader_s_language(late: FlaskClient) -> None:
    text = late.get(f"{E}/programme.csv?lang=vi").data.decode("utf-8-sig")
    assert text.partition("\r\n")[0].split(",")[:4] == [
        "Ngày",
        "Bắt đầu lúc",
        "Kết thúc lúc",
        "Tên phiên",
    ]
