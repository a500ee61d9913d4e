"""A calendar that cannot be made is the last good one, never an error and never an old mistake."""

import logging
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event
from werkzeug.test import TestResponse

from eventops.agenda.copies import FeedBody, keep_feed_copy, kept_body, kept_tag
from eventops.agenda.models import FeedCopy
from eventops.core.db import Db, open_db, transaction
from eventops.programme.queries import session_by_code
from tests.agenda.visitors import SLUG, calendar_path, people_of, the_edition
from tests.portal.little import AT, publish_little, register

STAMPS = ("ETag", "Last-Modified", "Content-Type", "Cache-Control", "Referrer-Policy")


@pytest.fixture
def client(week: Flask) -> FlaskClient:
    return week.test_client()


@pytest.fixture
def person(week: Flask) -> str:
    with open_db(week.extensions["engine"], write=False) as db:
        return people_of(db, "KH")[1].id


def break_zone(week: Flask, *, epoch: int = 1) -> None:
    """Nobody can say any time of the edition any more."""
    with transaction(week.extensions["engine"]) as db:
        edition = the_edition(db)
        edition.zone, edition.calendar_epoch = "Nowhere/At_all", epoch


def change_opening(week: Flask) -> None:
    with transaction(week.extensions["engine"]) as db:
        opening = session_by_code(db, the_edition(db).id, "opening")
        opening.counter += 1
        opening.title = {**opening.title, "en": "Opening, moved"}


def told(answer: TestResponse) -> tuple[int, bytes, list[str | None]]:
    return answer.status_code, answer.data, [answer.headers.get(name) for name in STAMPS]


def test_feed_that_cannot_be_made_is_the_last_good_one(
    week: Flask, client: FlaskClient, person: str, caplog: pytest.LogCaptureFixture
) -> None:
    path = calendar_path(week, person)
    client.get(path)
    change_opening(week)
    good = client.get(path)
    assert b"Opening\\, moved" in good.data
    break_zone(week)
    with caplog.at_level(logging.ERROR):
        again = client.get(path)
    assert told(again) == told(good)
    line = caplog.records[-1].getMessage()
    assert line.startswith(f"calendar of delegate {person} cannot be made, fault ")
    assert client.get(path, headers={"If-None-Match": good.headers["ETag"]}).status_code == 304


def test_feed_of_another_language_is_not_given_in_its_place(
    week: Flask, client: FlaskClient, person: str
) -> None:
    client.get(calendar_path(week, person, language="en"))
    path = calendar_path(week, person, language="vi")
    break_zone(week)
    answer = client.get(path)
    assert (answer.status_code, answer.mimetype) == (503, "text/plain")
    assert answer.headers["Retry-After"] == "900"


def test_copy_made_before_the_epoch_was_raised_is_not_given(
    week: Flask, client: FlaskClient, person: str
) -> None:
    path = calendar_path(week, person)
    client.get(path)
    break_zone(week, epoch=2)
    assert client.get(path).status_code == 503


def test_address_withdrawn_gets_no_copy(week: Flask, client: FlaskClient, person: str) -> None:
    old = calendar_path(week, person)
    client.get(old)
    calendar_path(week, person)
    break_zone(week)
    assert client.get(old).status_code == 503


def test_copy_that_was_damaged_is_not_given(week: Flask, client: FlaskClient, person: str) -> None:
    path = calendar_path(week, person)
    client.get(path)
    with transaction(week.extensions["engine"]) as db:
        db.execute(sa.update(FeedCopy).values(body=b"damaged"))
    break_zone(week)
    assert client.get(path).status_code == 503


def test_copy_is_written_only_when_the_calendar_changed(
    week: Flask, client: FlaskClient, person: str
) -> None:
    path = calendar_path(week, person)
    said: list[str] = []
    event.listen(
        week.extensions["engine"], "before_cursor_execute", lambda *told: said.append(told[2])
    )

    def writes() -> int:
        said.clear()
        assert client.get(path).status_code == 200
        return sum("feed_copy" in each and not each.startswith("SELECT") for each in said)

    counts = [writes(), writes()]
    change_opening(week)
    assert [*counts, writes(), writes()] == [1, 0, 1, 0]


def test_the_newest_body_takes_the_place_of_the_last(db: Db) -> None:
    edition = publish_little(db)
    whose = register(db, edition, "AA", "Ann", "main").delegate_id
    first = FeedBody("1-aaa", AT, b"BEGIN")
    newer = FeedBody("2-bbb", AT + timedelta(hours=1), b"BEGIN again")
    keep_feed_copy(db, whose, "en", first)
    keep_feed_copy(db, whose, "en", newer)
    keep_feed_copy(db, whose, "vi", first)
    assert [kept_tag(db, whose, each) for each in ("en", "vi", "fr")] == ["2-bbb", "1-aaa", None]
    assert kept_body(db, whose, "en", epoch=2) == newer
    assert kept_body(db, whose, "en", epoch=1) is None


def test_date_alone_is_not_believed_once_the_epoch_was_raised(
    week: Flask, client: FlaskClient, person: str
) -> None:
    personal, public = calendar_path(week, person), f"/e/{SLUG}/programme.ics"
    for path in (personal, public):
        known = client.get(path).headers["Last-Modified"]
        assert client.get(path, headers={"If-Modified-Since": known}).status_code == 304
    with transaction(week.extensions["engine"]) as db:
        the_edition(db).calendar_epoch = 2
    for path in (personal, public):
        known = client.get(path).headers["Last-Modified"]
        answers = [
            client.get(path, headers={"If-Modified-Since": known}),
            client.get(path, headers={"If-None-Match": client.get(path).headers["ETag"]}),
        ]
        assert [each.status_code for each in answers] == [200, 304]
