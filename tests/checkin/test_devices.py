"""Devices over HTTP: how a browser becomes a door, and what it is told when it no longer is one."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from werkzeug.test import TestResponse

from eventops.accounts.rules import Role
from eventops.checkin.models import Device, DeviceState, ReviewItem, ReviewKind
from eventops.checkin.services import ENROLMENT_LIFE, mark_lost, retire_device
from eventops.core.clock import real_now
from eventops.core.db import open_db, transaction
from eventops.editions.queries import edition_by_slug
from tests.checkin.scene import at, row
from tests.checkin.wire import ENROLMENTS, SCANS, Wire, code_of
from tests.portal.little import SLUG, officer, sign_in

OVER = (409, "enrolment_over")


def enrol(wire: Wire, secret: Any) -> TestResponse:
    return wire.client.post(ENROLMENTS, json={"secret": secret})


def end(wire: Wire, verb: Any, door: str = "Door 1") -> None:
    with transaction(wire.engine) as db:
        verb(db, db.get_one(Device, wire.scene.doors[door].id), by="test", now=real_now())


def test_an_enrolment_makes_one_device(wire: Wire) -> None:
    secret = wire.enrolment("Hall 3")
    first = enrol(wire, secret)
    token = first.get_json()["token"]
    assert (first.status_code, first.get_json()) == (
        201,
        {"token": token, "device": {"name": "Hall 3"}},
    )
    assert code_of(enrol(wire, secret)) == OVER
    answer = wire.client.get("/api/v1/door", headers={"Authorization": f"Bearer {token}"})
    assert answer.get_json()["device"] == {"name": "Hall 3"}


def test_an_enrolment_address_grows_old(wire: Wire) -> None:
    secret = wire.enrolment("Hall 3", now=real_now() - ENROLMENT_LIFE - timedelta(seconds=1))
    assert code_of(enrol(wire, secret)) == OVER
    almost = wire.enrolment("Hall 4", now=real_now() - ENROLMENT_LIFE + timedelta(minutes=1))
    assert enrol(wire, almost).status_code == 201


def test_a_reusable_enrolment_makes_a_device_for_each_browser_of_a_demo(wire: Wire) -> None:
    wire.app.extensions["settings"] = replace(wire.app.extensions["settings"], env="demo")
    secret = wire.enrolment("Demo", reusable=True)
    answers = [enrol(wire, secret).get_json() for _ in range(2)]
    assert [each["device"]["name"] for each in answers] == ["Demo 1", "Demo 2"]
    assert answers[0]["token"] != answers[1]["token"]


def test_an_address_says_whether_it_may_be_used_again(wire: Wire) -> None:
    wire.app.extensions["settings"] = replace(wire.app.extensions["settings"], env="demo")
    told = {}
    for name, reusable in (("Demo", True), ("Hall 3", False)):
        secret = wire.enrolment(name, reusable=reusable)
        page = wire.client.get(f"/door/enrol/{secret}?lang=en").text
        told[name] = ("may be used again" in page, "works once" in page)
    assert told == {"Demo": (True, False), "Hall 3": (False, True)}


def test_a_reusable_enrolment_opens_nothing_outside_a_demo(wire: Wire) -> None:
    wire.app.extensions["settings"] = replace(wire.app.extensions["settings"], env="production")
    assert code_of(enrol(wire, wire.enrolment("Demo", reusable=True))) == OVER


@pytest.mark.parametrize("secret", [None, 7, "", "\ud800", "\0", ["x"], {}, "x" * 9_000])
def test_a_secret_that_is_none_enrols_nothing(wire: Wire, secret: Any) -> None:
    assert code_of(enrol(wire, secret)) == OVER


def test_whoever_guesses_secrets_is_stopped_and_hits_nothing_then(wire: Wire) -> None:
    secret = wire.enrolment("Hall 3")
    tries = [enrol(wire, f"guess {number}") for number in range(21)]
    assert [code_of(each) for each in tries] == [OVER] * 20 + [(403, "too_many_tries")]
    assert code_of(enrol(wire, secret)) == (403, "too_many_tries")


@pytest.mark.parametrize(
    "header", [{}, {"Authorization": "Bearer nobody"}, {"Authorization": "Basic eDp5"}]
)
def test_a_device_that_was_never_enrolled_is_unknown(wire: Wire, header: dict[str, str]) -> None:
    answers = [
        wire.client.get("/api/v1/door", headers=header),
        wire.client.post(SCANS, json={}, headers=header),
        wire.client.get("/api/v1/photos/x", headers=header),
    ]
    assert [code_of(each) for each in answers] == [(401, "device_unknown")] * 3
    assert {each.headers["WWW-Authenticate"] for each in answers} == {"Bearer"}
    assert [each.headers.get("Clear-Site-Data") for each in answers] == [None] * 3


def test_a_lost_device_is_told_to_forget_and_counts_nothing(wire: Wire) -> None:
    end(wire, mark_lost)
    scan = row("h1", code=wire.codes["AA2"], verdict="admit", reason="ok")
    sent = {"device_sent_at": "x", "scans": [scan]}
    answers = [
        wire.client.post(SCANS, json=sent, headers=wire.bearer()),
        wire.client.post(SCANS, json=sent, headers=wire.bearer()),
        wire.get("/api/v1/door"),
    ]
    assert [code_of(each) for each in answers] == [(401, "device_lost")] * 3
    orders = {each.headers["Clear-Site-Data"] for each in answers}
    assert orders == {'"storage", "cache"'}
    assert (wire.scans(), wire.reviews()) == (0, [ReviewKind.LOST_DEVICE])
    with open_db(wire.engine, write=False) as db:
        kept = db.scalars(sa.select(ReviewItem)).one().payload["sent"]
        assert scan["id"] in kept


def test_every_scan_that_a_lost_device_kept_is_set_aside_whole(wire: Wire) -> None:
    end(wire, mark_lost)
    scans = {
        each["id"]: each
        for each in (row("h1", code=wire.codes["AA2"], scanned_at="08:30") for _ in range(50))
    }
    for _ in range(2):
        wire.post(*scans.values())
    with open_db(wire.engine, write=False) as db:
        kept = [json.loads(item.payload["sent"]) for item in db.scalars(sa.select(ReviewItem))]
    assert len(kept) == 50
    assert {each["id"]: each for each in kept} == scans


def test_what_a_lost_device_scanned_earlier_lets_a_guest_in_elsewhere(wire: Wire) -> None:
    end(wire, mark_lost)
    wire.post(row("r1", code=wire.codes["AA2"], verdict="admit", reason="ok"))
    wire.set_clock(at("12:45"))
    assert wire.say(row("r1", code=wire.codes["AA2"]), door="Door 2") == [("admit", "ok")]


def test_a_retired_device_uploads_what_it_has_and_no_more(wire: Wire) -> None:
    a_minute_ago = (real_now() - timedelta(minutes=1)).isoformat()
    before = row("h1", code=wire.codes["AA2"], scanned_at=a_minute_ago)
    end(wire, retire_device)
    assert wire.say(before) == [("admit", "ok")]
    after = row("h1", code=wire.codes["AA3"])
    assert code_of(wire.post(after)) == (401, "device_retired")
    assert code_of(wire.get("/api/v1/door")) == (401, "device_retired")
    again = {**after, "id": row("h1")["id"]}
    assert wire.say(before, again) == [("admit", "ok"), ("refuse", "gate_closed")]
    assert wire.scans() == 2


def test_a_device_that_waits_has_no_say(wire: Wire) -> None:
    secret = wire.enrolment("Hall 3")
    answer = wire.client.get("/api/v1/door", headers={"Authorization": f"Bearer {secret}"})
    assert code_of(answer) == (401, "device_unknown")
    with open_db(wire.engine, write=False) as db:
        states = sa.select(Device.state).where(Device.name == "Hall 3")
        assert list(db.scalars(states)) == [DeviceState.WAITING]


def test_cookies_open_no_door_and_bearers_no_page(wire: Wire) -> None:
    with transaction(wire.engine) as db:
        user = officer(db, edition_by_slug(db, SLUG), *Role)
    browser = sign_in(wire.app.test_client(), wire.engine, user)
    page = f"/e/{SLUG}/desk/"
    assert browser.get(page).status_code == 200
    assert code_of(browser.get("/api/v1/door")) == (401, "device_unknown")
    assert code_of(browser.post(SCANS, json={})) == (401, "device_unknown")
    shut = wire.get(page)
    assert (shut.status_code, shut.location.split("?")[0]) == (302, "/sign-in")


def test_right_enrolments_use_up_no_tries(wire: Wire) -> None:
    right = [enrol(wire, wire.enrolment(f"Tablet {number}")) for number in range(22)]
    assert [each.status_code for each in right] == [201] * 22
    assert code_of(enrol(wire, "guess")) == OVER
