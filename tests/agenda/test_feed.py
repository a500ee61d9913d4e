"""The personal calendar over HTTP, as calendar programs meet it."""

import gzip
from datetime import timedelta

import pytest
import sqlalchemy as sa
import vobject
from flask import Flask

from eventops.agenda import rendering
from eventops.agenda.feed_state import living_address
from eventops.agenda.queries import agenda_of, shown
from eventops.agenda.services import following_readers
from eventops.app import create_app
from eventops.core.clock import domain_now, set_domain_clock
from eventops.core.db import Db, open_db, transaction
from eventops.core.settings import Settings
from eventops.delegations.models import Delegate, ListEntry
from eventops.editions.models import Meeting
from eventops.editions.queries import instance_name
from eventops.programme.models import AudienceChange, Session
from eventops.programme.queries import session_by_code
from eventops.programme.rules import ChangeKind, Status
from tests.agenda.visitors import SLUG, calendar_path, people_of, the_edition

PARTIES = ("VN", "KH", "JP", "EU", "ASEC", "HOST", "MEDIA", "UN", "BN")


def reading(app: Flask) -> Db:
    return open_db(app.extensions["engine"], write=False)


def events(body: bytes) -> dict[str, vobject.base.Component]:
    """UID → event, read by a parser that did not write it."""
    calendar = vobject.readOne(body.decode())
    return {event.uid.value: event for event in calendar.vevent_list}


def stamps(body: bytes) -> dict[str, tuple[str, str, str]]:
    return {
        uid: (event.sequence.value, str(event.last_modified.value), str(event.dtstamp.value))
        for uid, event in events(body).items()
    }


@pytest.mark.parametrize("party", PARTIES)
def test_feed_holds_exactly_the_sessions_of_the_agenda(week: Flask, party: str) -> None:
    with reading(week) as db:
        people = people_of(db, party)[:4]
    assert people
    for person in people:
        body = week.test_client().get(calendar_path(week, person.id)).data
        with reading(week) as db:
            instance = instance_name(db)
            agenda = [
                (f"{entry.session.code}.{SLUG}@{instance}", entry.session)
                for entry in shown(agenda_of(db, the_edition(db), person.id))
            ]
        found = events(body)
        assert {
            uid: (event.dtstart.value, event.dtend.value, event.summary.value)
            for uid, event in found.items()
        } == {uid: (each.starts_at, each.ends_at, each.title["en"]) for uid, each in agenda}


def test_bytes_and_tag_are_the_same_from_two_installations_of_the_program(
    week: Flask, week_settings: Settings
) -> None:
    with reading(week) as db:
        path = calendar_path(week, people_of(db, "KH")[1].id)
    first = week.test_client().get(path)
    rendering.kept_fragment.cache_clear()
    other = create_app(week_settings)
    second = other.test_client().get(path)
    other.extensions["engine"].dispose()
    assert (first.data, first.headers["ETag"]) == (second.data, second.headers["ETag"])
    assert first.headers["Last-Modified"] == second.headers["Last-Modified"]


def test_feed_not_modified_is_answered_before_anything_is_rendered(week: Flask) -> None:
    client = week.test_client()
    with reading(week) as db:
        path = calendar_path(week, people_of(db, "KH")[1].id)
    known = client.get(path)
    rendering.kept_fragment.cache_clear()
    answers = [
        client.get(path, headers={"If-None-Match": known.headers["ETag"]}),
        client.get(path, headers={"If-Modified-Since": known.headers["Last-Modified"]}),
    ]
    assert [(each.status_code, each.data) for each in answers] == [(304, b""), (304, b"")]
    assert rendering.kept_fragment.cache_info().misses == 0


def test_feed_is_private_and_tells_nobody_where_it_was(week: Flask) -> None:
    with reading(week) as db:
        path = calendar_path(week, people_of(db, "KH")[1].id)
    headers = week.test_client().get(path).headers
    names = ("Cache-Control", "X-Robots-Tag", "Referrer-Policy", "Content-Type", "Set-Cookie")
    assert {name: headers.get(name) for name in names} == {
        "Cache-Control": "private, max-age=300",
        "X-Robots-Tag": "noindex",
        "Referrer-Policy": "no-referrer",
        "Content-Type": "text/calendar; charset=utf-8",
        "Set-Cookie": None,
    }


def test_feed_is_zipped_only_when_asked(week: Flask) -> None:
    client = week.test_client()
    with reading(week) as db:
        path = calendar_path(week, people_of(db, "KH")[1].id)
    plain = client.get(path)
    zipped = client.get(path, headers={"Accept-Encoding": "gzip"})
    assert (plain.headers.get("Content-Encoding"), zipped.headers["Content-Encoding"]) == (
        None,
        "gzip",
    )
    assert gzip.decompress(zipped.data) == plain.data
    assert plain.headers["ETag"] != zipped.headers["ETag"]
    again = client.get(
        path, headers={"Accept-Encoding": "gzip", "If-None-Match": zipped.headers["ETag"]}
    )
    assert again.status_code == 304


def test_head_tells_the_same_headers_without_a_body(week: Flask) -> None:
    client = week.test_client()
    with reading(week) as db:
        path = calendar_path(week, people_of(db, "KH")[1].id)
    got, head = client.get(path), client.head(path)
    assert (head.status_code, head.data, head.headers["ETag"]) == (200, b"", got.headers["ETag"])
    assert head.headers["Content-Length"] == got.headers["Content-Length"]


def test_withdrawn_address_says_so_for_two_weeks_and_then_is_gone(week: Flask) -> None:
    client = week.test_client()
    with reading(week) as db:
        person = people_of(db, "KH")[1].id
    old = calendar_path(week, person)
    calendar_path(week, person)
    withdrawn = client.get(old)
    titles = [event.summary.value for event in events(withdrawn.data).values()]
    assert (withdrawn.status_code, titles) == (200, ["This calendar address was withdrawn"])
    with transaction(week.extensions["engine"]) as db:
        set_domain_clock(db, domain_now(db) + timedelta(days=15))
    assert client.get(old).status_code == 404


def test_unknown_secret_is_not_found_and_is_no_calendar(week: Flask) -> None:
    answer = week.test_client().get("/calendar/not-a-secret.ics")
    assert (answer.status_code, answer.mimetype) == (404, "text/plain")


def test_fetch_is_noted_with_program_and_state_at_most_once_a_minute(week: Flask) -> None:
    client = week.test_client()
    with reading(week) as db:
        person = people_of(db, "KH")[1].id
    path = calendar_path(week, person)
    answer = client.get(path, headers={"User-Agent": "Mozilla/5.0 Thunderbird/140.0"})
    client.get(path, headers={"User-Agent": "Google-Calendar-Importer"})
    with reading(week) as db:
        address = living_address(db, person)
    assert address is not None
    assert address.fetched_at is not None
    assert (address.fetched_by, address.fetched_etag) == (
        "Thunderbird",
        answer.headers["ETag"].strip('"'),
    )


def test_cancelled_session_stays_in_the_feed_and_says_so(week: Flask) -> None:
    with reading(week) as db:
        path = calendar_path(week, people_of(db, "KH")[0].id, language="vi")
    with transaction(week.extensions["engine"]) as db:
        row = session_by_code(db, the_edition(db).id, "opening")
        row.status, row.counter = Status.CANCELLED, row.counter + 1
        title, uid = row.title["vi"], f"opening.{SLUG}@{instance_name(db)}"
    event = events(week.test_client().get(path).data)[uid]
    assert (event.status.value, event.transp.value, event.sequence.value) == (
        "CANCELLED",
        "TRANSPARENT",
        "1",
    )
    assert event.summary.value.endswith(title)
    assert event.summary.value != title


def test_closed_session_is_confidential_and_an_open_one_takes_no_time(week: Flask) -> None:
    with reading(week) as db:
        path = calendar_path(week, people_of(db, "KH")[0].id)
        instance = instance_name(db)
    found = events(week.test_client().get(path).data)
    told = {
        code: getattr(found[f"{code}.{SLUG}@{instance}"], "class").value
        + " "
        + found[f"{code}.{SLUG}@{instance}"].transp.value
        for code in ("b1n5", "opening", "showcase-day-1")
    }
    assert told == {
        "b1n5": "CONFIDENTIAL OPAQUE",
        "opening": "PUBLIC OPAQUE",
        "showcase-day-1": "PUBLIC TRANSPARENT",
    }


def swap_last_two(db: Db, people: list[Delegate], meeting: str) -> set[str]:
    """The last two of a delegation's list change places; who they are."""
    entries = db.scalars(
        sa.select(ListEntry)
        .join(Meeting, Meeting.id == ListEntry.meeting_id)
        .where(ListEntry.delegation_id == people[0].delegation_id, Meeting.code == meeting)
        .order_by(ListEntry.position)
    ).all()
    second, third = entries[1], entries[2]
    places = second.position, third.position
    second.position = 9999
    db.flush()
    third.position = places[0]
    db.flush()
    second.position = places[1]
    db.flush()
    return {second.delegate_id, third.delegate_id}


def test_stamps_rise_only_for_the_readers_whose_part_changed(week: Flask) -> None:
    client = week.test_client()
    with reading(week) as db:
        everyone = people_of(db, "KH") + people_of(db, "VN")[:3]
    paths = {person.id: calendar_path(week, person.id) for person in everyone}
    before = {who: stamps(client.get(path).data) for who, path in paths.items()}
    with transaction(week.extensions["engine"]) as db:
        edition, now = the_edition(db), domain_now(db) + timedelta(days=400)
        with following_readers(db, edition, now=now):
            swapped = swap_last_two(db, people_of(db, "KH"), "adgmin")
    after = {who: stamps(client.get(path).data) for who, path in paths.items()}
    assert {who for who in paths if before[who] != after[who]} == swapped
    for who in swapped:
        rose = {uid for uid in before[who] if after[who].get(uid) != before[who][uid]}
        assert rose
        for uid in rose & set(after[who]):
            assert after[who][uid] > before[who][uid]
            assert after[who][uid][1] == after[who][uid][2]


def test_person_taken_out_loses_the_session_from_the_feed(week: Flask) -> None:
    with reading(week) as db:
        person, instance = people_of(db, "KH")[0].id, instance_name(db)
    path, client = calendar_path(week, person), week.test_client()
    before = set(events(client.get(path).data))
    with transaction(week.extensions["engine"]) as db:
        session: Session = session_by_code(db, the_edition(db).id, "opening")
        with following_readers(db, the_edition(db), now=domain_now(db)):
            db.add(
                AudienceChange(
                    session_id=session.id,
                    delegate_id=person,
                    kind=ChangeKind.REMOVE,
                    capacity="",
                    seat="",
                    entered_by="test",
                    entered_at=domain_now(db),
                    reason="ill",
                )
            )
    after = set(events(client.get(path).data))
    assert before - after == {f"opening.{SLUG}@{instance}"}
    assert after - before == set()
