"""Letters about news: who gets which, with which event, and what they never say."""

from datetime import time, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.engine import Engine

from eventops.accounts.rules import Role
from eventops.accounts.services import ensure_user
from eventops.agenda.models import FeedAddress, News, NewsReader
from eventops.agenda.news import withdraw_news
from eventops.core.clock import real_now
from eventops.core.db import transaction
from eventops.editions.queries import edition_by_slug
from eventops.mail.models import Letter
from eventops.programme.models import AudienceChange
from eventops.programme.queries import session_by_code
from eventops.programme.rules import ChangeKind, Status
from tests.portal.conftest import SignedIn
from tests.portal.little import SLUG, focal_point, sign_in
from tests.portal.publishing import (
    DESK_AT,
    EVE,
    calendars,
    clock_at,
    delivered,
    let_out,
    person,
    published,
    redraft,
    words,
)

ANNA, BELA = "anna@mail.example", "bela@mail.example"
AA, BB = "focal.aa@mail.example", "focal.bb@mail.example"


@pytest.fixture
def people(little: Engine) -> dict[str, str]:
    """Two of Aland with focal point, the second without a mail address; one of Beland."""
    clock_at(little)
    with transaction(little) as db:
        focal_point(db, "AA")
        focal_point(db, "BB")
    return {
        "anna": person(little, "AA", "Anna", "main", email=ANNA),
        "cleo": person(little, "AA", "Cleo", "main"),
        "bela": person(little, "BB", "Bela", "wg-x", email=BELA),
    }


def test_moved_session_is_one_mail_to_each_concerned_and_a_digest_to_their_desk(
    app: Flask, little: Engine, people: dict[str, str]
) -> None:
    redraft(little, "plenary", start=time(10, 45))
    redraft(little, "opening", end=time(9, 50))
    published(little)
    assert let_out(app) == 2
    mails = delivered(app)
    assert set(mails) == {ANNA, AA}
    mine, desk = words(mails[ANNA]), words(mails[AA])
    assert mails[ANNA]["Subject"] == "LITTLE-1: changes in your agenda"
    assert "Dear Dr Anna," in mine
    assert "- Opening ceremony, Mon 4 Mar 09:00–09:50. Time: 09:00–10:00 → 09:00–09:50." in mine
    assert "- Plenary, Mon 4 Mar 10:45–12:00. Time: 10:30–12:00 → 10:45–12:00." in mine
    assert "Cleo" not in mine
    assert "- Plenary, Mon 4 Mar 10:45–12:00." in desk
    assert "  Dr Anna, Dr Cleo" in desk
    assert "We have no mail address of: Dr Cleo. Please tell them." in desk
    assert let_out(app) == 0


def test_event_that_is_soon_comes_along_for_the_reader_alone(
    app: Flask, little: Engine, people: dict[str, str]
) -> None:
    redraft(little, "plenary", start=time(10, 45))
    published(little)
    let_out(app)
    mail = delivered(app)[ANNA]
    (event,) = calendars(mail)
    lines = event.splitlines()
    assert "METHOD:REQUEST" in lines
    assert "DTSTART;TZID=Asia/Ho_Chi_Minh:20300304T104500" in lines
    assert "SEQUENCE:1" in lines
    assert next(line for line in lines if line.startswith("UID:")).startswith(
        f"UID:plenary.{SLUG}@"
    )
    assert [line for line in lines if line.startswith(("ATTENDEE", "ORGANIZER"))] == [
        next(line for line in lines if line.startswith("ORGANIZER;CN=")),
        f"ATTENDEE;CN=Anna;PARTSTAT=ACCEPTED;ROLE=REQ-PARTICIPANT;RSVP=FALSE:mailto:{ANNA}",
    ]
    part = next(each for each in mail.walk() if each.get_content_type() == "text/calendar")
    assert part.get_param("method") == "REQUEST"
    files = [each.get_filename() for each in mail.iter_attachments()]
    assert files == ["plenary.ics"]
    assert mail.get_content_type() == "multipart/mixed"


def test_cancelled_session_is_cancelled_in_the_readers_calendar(
    app: Flask, little: Engine, people: dict[str, str]
) -> None:
    redraft(little, "plenary", status=Status.CANCELLED)
    published(little)
    let_out(app)
    mail = delivered(app)[ANNA]
    (event,) = calendars(mail)
    assert {"METHOD:CANCEL", "STATUS:CANCELLED", "SEQUENCE:1"} <= set(event.splitlines())
    assert "- Cancelled: Plenary, Mon 4 Mar 10:30–12:00, Hall." in words(mail)


def test_whoever_is_taken_out_of_a_closed_session_reads_neither_title_nor_room(
    app: Flask, little: Engine, people: dict[str, str]
) -> None:
    redraft(little, "q7m2", audience=("BB 1+1",), room="hall", start=time(13, 5))
    published(little)
    let_out(app)
    mail = delivered(app)[ANNA]
    (event,) = calendars(mail)
    told = words(mail) + event
    assert "No longer in the agenda: a closed session, Mon 4 Mar 13:00–13:30." in told
    assert {"METHOD:CANCEL", "SUMMARY:No longer in your agenda", "SEQUENCE:2"} <= set(
        event.splitlines()
    )
    assert "DTSTART;TZID=Asia/Ho_Chi_Minh:20300304T130000" in event
    for secret in ("Beland", "Blue", "Hall", "13:05", "130500", "LOCATION"):
        assert secret not in told
    assert "Beland" not in words(delivered(app)[AA])


@pytest.mark.parametrize("kind", ["held", "seen on the page"])
def test_whoever_is_taken_off_a_closed_session_meanwhile_reads_nothing_new_of_it(
    app: Flask, little: Engine, people: dict[str, str], kind: str
) -> None:
    redraft(little, "q7m2", room="hall", start=time(13, 5))
    published(little)
    if kind == "held":
        taken_off(little, "q7m2", people["anna"])
        let_out(app)
        mail = delivered(app)[ANNA]
        assert "METHOD:CANCEL" in calendars(mail)[0].splitlines()
        told = words(mail) + calendars(mail)[0]
    else:
        let_out(app)
        taken_off(little, "q7m2", people["anna"])
        with transaction(little) as db:
            user = ensure_user(db, ANNA, "Anna", by="test", now=real_now())
        told = sign_in(app.test_client(), little, user).get(f"/e/{SLUG}/agenda?lang=en").text
    assert "No longer in the agenda: a closed session, Mon 4 Mar 13:00–13:30." in told
    for secret in ("Blue", "13:05", "130500"):
        assert secret not in told


def taken_off(engine: Engine, code: str, delegate_id: str) -> None:
    """Somebody is not expected at a session any more, without a new version."""
    with transaction(engine) as db:
        session = session_by_code(db, edition_by_slug(db, SLUG).id, code)
        db.add(
            AudienceChange(
                session_id=session.id,
                delegate_id=delegate_id,
                kind=ChangeKind.REMOVE,
                entered_by="user:p",
                entered_at=EVE,
                reason="Change of plan",
                capacity="",
                seat="",
            )
        )


def test_reader_whose_program_fetches_the_feed_gets_no_event_twice(
    app: Flask, little: Engine, people: dict[str, str]
) -> None:
    with transaction(little) as db:
        db.add(
            FeedAddress(
                delegate_id=people["anna"],
                secret_hash="x",
                sealed_secret=b"x",
                language="en",
                made_at=EVE,
                fetched_at=EVE,
            )
        )
    redraft(little, "plenary", start=time(10, 45))
    published(little)
    let_out(app)
    mail = delivered(app)[ANNA]
    assert calendars(mail) == []
    assert "Your subscribed calendar follows by itself." in words(mail)


def test_change_far_ahead_comes_without_an_event(
    app: Flask, little: Engine, people: dict[str, str]
) -> None:
    clock_at(little, EVE - timedelta(days=2))
    redraft(little, "plenary", start=time(10, 45))
    published(little)
    let_out(app)
    assert calendars(delivered(app)[ANNA]) == []


def test_withdrawn_news_is_written_to_nobody(
    app: Flask, little: Engine, people: dict[str, str]
) -> None:
    redraft(little, "plenary", start=time(10, 45))
    published(little)
    with transaction(little) as db:
        withdraw_news(db, db.scalars(sa.select(News)).one(), by="user:e", now=EVE)
    assert let_out(app) == 0
    assert delivered(app) == {}


def test_published_and_taken_back_is_written_to_nobody(
    app: Flask, little: Engine, people: dict[str, str]
) -> None:
    for start in (time(10, 45), time(10, 30)):
        redraft(little, "plenary", start=start)
        published(little)
    assert let_out(app) == 0


def test_seen_on_the_page_is_known_at_the_desk_and_not_written_to_again(
    app: Flask, little: Engine, people: dict[str, str], at_desk: SignedIn
) -> None:

    person(little, "AA", "Dora", "main", email="dora@mail.example")
    redraft(little, "plenary", audience=("members 1+3",), start=time(10, 45))
    published(little)
    with transaction(little) as db:
        user = ensure_user(db, ANNA, "Anna", by="test", now=real_now())
    anna = sign_in(app.test_client(), little, user)
    agenda = f"/e/{SLUG}/agenda?lang=en"
    assert "Your agenda has changed" not in anna.get(agenda).text
    let_out(app)
    page = anna.get(agenda).text
    assert "Your agenda has changed" in page
    assert "Plenary, Mon 4 Mar 10:45–12:00. Time: 10:30–12:00 → 10:45–12:00." in page
    with transaction(little) as db:
        news_id = db.scalars(sa.select(News.id)).one()
    assert anna.post(f"/e/{SLUG}/agenda/news", data={"news": news_id}).status_code == 303
    assert "Your agenda has changed" not in anna.get(agenda).text
    desk = at_desk(Role.EDITOR)
    readers = desk.get(f"{DESK_AT}/news/{news_id}?lang=en").text
    assert readers.count("has seen it") == 1
    assert readers.count("not seen yet") == 2
    with transaction(little) as db:
        before = {letter.id for letter in db.scalars(sa.select(Letter))}
    assert desk.post(f"{DESK_AT}/news/{news_id}/reminder").status_code == 303
    with transaction(little) as db:
        again = [each for each in db.scalars(sa.select(Letter)) if each.id not in before]
        assert [letter.recipient for letter in again] == ["dora@mail.example"]
        reminded = sa.select(sa.func.count()).where(NewsReader.reminded_at.is_not(None))
        assert db.scalar(reminded) == 1
