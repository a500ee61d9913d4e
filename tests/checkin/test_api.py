"""The door's API over HTTP: who may speak, what is answered, what nobody can break."""

from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from sqlalchemy.engine import Engine
from werkzeug.test import TestResponse

from eventops.accreditation.models import Photo
from eventops.checkin.models import Device, ReviewItem, Scan
from eventops.checkin.services import enrol_device, mark_lost, retire_device
from eventops.core.clock import domain_now, real_now, set_domain_clock
from eventops.core.db import open_db, transaction
from eventops.delegations.models import Delegate
from eventops.editions.models import Edition
from tests.checkin.scene import Scene, at, build, row

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner),
    max_leaves=12,
)


@pytest.fixture
def scene(engine: Engine) -> Scene:
    """The conference in the application's own database, half past eight on its first morning."""
    with transaction(engine) as db:
        scene = build(db)
        set_domain_clock(db, at("08:30"))
        scene.codes = {who: scene.code(who) for who in scene.people}
        person_id = db.get_one(Delegate, scene.delegate("AA2")).person_id
        picture = BytesIO()
        Image.new("RGB", (30, 40)).save(picture, "JPEG")
        db.add(
            Photo(
                id="photo-of-aa2",
                person_id=person_id,
                jpeg=picture.getvalue(),
                digest="d",
                made_at=real_now(),
            )
        )
    return scene


@pytest.fixture
def bearer(scene: Scene) -> dict[str, str]:
    return {"Authorization": f"Bearer {scene.tokens['Door 1']}"}


def send(client: FlaskClient, bearer: dict[str, str], *rows: dict[str, Any]) -> TestResponse:
    now = real_now().isoformat()
    scans = [{"scanned_at": now, **each} for each in rows]
    body = {"device_sent_at": now, "scans": scans}
    return client.post("/api/v1/scans", json=body, headers=bearer)


def code(answer: TestResponse) -> tuple[int, str]:
    assert answer.mimetype == "application/problem+json"
    return answer.status_code, answer.get_json()["code"]


def person_aa2(scene: Scene) -> dict[str, Any]:
    """What a door may know of AA2: no mailbox, no job title, no document."""
    return {
        "id": scene.delegate("AA2"),
        "style": None,
        "name": "Person AA2",
        "name_own_script": None,
        "delegation": "AA",
        "party": {"code": "AA", "name": {"en": "Aland", "vi": "A quốc"}, "flag": None},
        "function": "delegate",
        "capacity": "table",
        "seat": None,
        "photo": "/api/v1/photos/photo-of-aa2",
    }


def test_a_scan_is_answered_as_the_contract_says(
    client: FlaskClient, scene: Scene, bearer: dict[str, str]
) -> None:
    scan = row("h1", code=scene.codes["AA2"])
    answer = send(client, bearer, scan)
    result = answer.get_json()["results"][0]
    expected = {
        "id": scan["id"],
        "verdict": "admit",
        "reason": "ok",
        "message": {"en": "Welcome.", "vi": result["message"]["vi"]},
        "person": person_aa2(scene),
        "first_seen": None,
        "duplicate": False,
    }
    assert (answer.status_code, answer.get_json()) == (200, {"results": [expected]})
    again = send(client, bearer, scan)
    assert again.get_json() == {"results": [{**expected, "duplicate": True}]}


def test_refusals_say_when_and_where_in_both_languages(
    client: FlaskClient, scene: Scene, bearer: dict[str, str]
) -> None:
    answer = send(client, bearer, row("r1", code=scene.codes["PRESS1"])).get_json()["results"][0]
    assert answer["message"]["en"] == (
        "This meeting is for named participants only. You are expected now in Hall."
    )
    assert answer["message"]["vi"].count("Hội trường") == 1


def test_the_door_says_what_it_serves(
    client: FlaskClient, scene: Scene, bearer: dict[str, str]
) -> None:
    send(client, bearer, row("h1", code=scene.codes["AA2"]))
    door = client.get("/api/v1/door", headers=bearer).get_json()
    assert door["device"] == {"name": "Door 1"}
    assert door["edition"] == {
        "slug": "little-2030",
        "short_name": "LITTLE-1",
        "zone": "Asia/Ho_Chi_Minh",
    }
    assert at("08:30") <= datetime.fromisoformat(door["now"]) < at("08:40")
    hall = next(gate for gate in door["gates"] if gate["code"] == "h1")
    told = [
        (each["code"], each["state"], each["inside"], each["expected"]) for each in hall["sessions"]
    ]
    assert told == [("opening", "open", 1, 9), ("plenary", "next", 0, 5)]


def test_photos_are_given_to_devices_of_the_edition_alone(
    client: FlaskClient, scene: Scene, bearer: dict[str, str]
) -> None:
    photo = client.get("/api/v1/photos/photo-of-aa2", headers=bearer)
    assert (photo.status_code, photo.mimetype) == (200, "image/jpeg")
    assert photo.headers["Cache-Control"] == "no-store"
    assert client.get("/api/v1/photos/another", headers=bearer).status_code == 404
    assert code(client.get("/api/v1/photos/photo-of-aa2")) == (401, "device_unknown")


@pytest.mark.parametrize("address", ["/api/v1/door", "/api/v1/photos/photo-of-aa2"])
def test_nobody_but_a_device_may_ask(client: FlaskClient, scene: Scene, address: str) -> None:
    for header in ({}, {"Authorization": "Bearer guess"}, {"Authorization": "Basic YTpi"}):
        assert code(client.get(address, headers=header)) == (401, "device_unknown")


def test_a_lost_device_is_wiped_and_what_it_sends_is_kept_aside(
    client: FlaskClient, engine: Engine, scene: Scene, bearer: dict[str, str]
) -> None:
    with transaction(engine) as db:
        mark_lost(db, db.get_one(Device, scene.doors["Door 1"].id), by="test", now=real_now())
    scans = [row("h1", code=scene.codes["AA2"]) for _ in range(50)]
    for _ in range(2):
        answer = send(client, bearer, *scans)
        assert code(answer) == (401, "device_lost")
        assert "storage" in answer.headers["Clear-Site-Data"]
        scans = [{**each, "scanned_at": "2030-03-04T08:30:00+07:00"} for each in scans]
    with open_db(engine, write=False) as db:
        assert db.scalar(sa.select(sa.func.count()).select_from(ReviewItem)) == 100
        assert db.scalar(sa.select(sa.func.count()).select_from(Scan)) == 0


def test_a_retired_device_uploads_what_it_has_and_scans_no_more(
    client: FlaskClient, engine: Engine, scene: Scene, bearer: dict[str, str]
) -> None:
    retired_at = real_now() - timedelta(minutes=1)
    with transaction(engine) as db:
        retire_device(db, db.get_one(Device, scene.doors["Door 1"].id), by="test", now=retired_at)
    earlier = (retired_at - timedelta(minutes=1)).isoformat()
    before = row("h1", code=scene.codes["AA2"], scanned_at=earlier)
    after = row("h1", code=scene.codes["AA3"])
    assert code(client.get("/api/v1/door", headers=bearer)) == (401, "device_retired")
    assert code(send(client, bearer, after)) == (401, "device_retired")
    said = [each["reason"] for each in send(client, bearer, before, after).get_json()["results"]]
    assert said == ["ok", "gate_closed"]


def test_an_enrolment_works_once(client: FlaskClient, engine: Engine, scene: Scene) -> None:
    with transaction(engine) as db:
        secret = enrol_device(
            db,
            db.get_one(Edition, scene.edition.id),
            "Door 9",
            ["h1"],
            from_day=date(2030, 3, 4),
            to_day=date(2030, 3, 5),
            by="test",
            now=real_now(),
        )
    page = client.get(f"/door/enrol/{secret}")
    assert (page.status_code, page.headers["Referrer-Policy"]) == (200, "no-referrer")
    answer = client.post("/api/v1/door/enrolments", json={"secret": secret})
    assert (answer.status_code, answer.get_json()["device"]) == (201, {"name": "Door 9"})
    mine = {"Authorization": f"Bearer {answer.get_json()['token']}"}
    assert client.get("/api/v1/door", headers=mine).get_json()["device"] == {"name": "Door 9"}
    again = client.post("/api/v1/door/enrolments", json={"secret": secret})
    assert code(again) == (409, "enrolment_over")


def test_twenty_wrong_enrolments_are_enough(client: FlaskClient, scene: Scene) -> None:
    tries = [
        client.post("/api/v1/door/enrolments", json={"secret": "guess"}).status_code
        for _ in range(21)
    ]
    assert tries == [409] * 20 + [403]


def test_guessed_serials_are_slowed_down_but_genuine_badges_are_not(
    client: FlaskClient, scene: Scene, bearer: dict[str, str]
) -> None:
    guesses = [row("h1", method="serial", code=f"0000{number:04d}") for number in range(20)]
    first = send(client, bearer, *guesses).get_json()["results"]
    assert {each["reason"] for each in first} == {"unknown_code"}
    answer = send(client, bearer, row("h1", method="serial", code="00009999"))
    assert (*code(answer), answer.headers["Retry-After"]) == (429, "too_many_unknown", "60")
    badge = row("h1", code=scene.codes["AA2"])
    mixed = send(client, bearer, row("h1", method="serial", code="00009999"), badge)
    told = [each["reason"] for each in mixed.get_json()["results"]]
    assert told == ["too_many_unknown", "ok"]


def test_a_clock_of_the_demo_does_not_move_the_devices(
    client: FlaskClient, engine: Engine, scene: Scene, bearer: dict[str, str]
) -> None:
    scan = row("h1", code=scene.codes["AA2"])
    send(client, bearer, scan)
    with open_db(engine, write=False) as db:
        stored = db.get_one(Scan, scan["id"])
        assert abs((stored.scanned_at - domain_now(db)).total_seconds()) < 60
        assert abs((stored.device_time - real_now()).total_seconds()) < 60


@pytest.mark.parametrize("body", ["", "[]", "{", '{"scans": []}', "[" * 50_000, '{"scans": 1}'])
def test_a_body_that_is_no_list_of_scans_is_one_problem(
    client: FlaskClient, bearer: dict[str, str], body: str
) -> None:
    answer = client.post(
        "/api/v1/scans", data=body, headers=bearer, content_type="application/json"
    )
    assert code(answer) == (422, "scans_unreadable")


def test_more_than_a_thousand_rows_are_too_many(
    client: FlaskClient, bearer: dict[str, str]
) -> None:
    assert code(send(client, bearer, *({"id": n} for n in range(1_001))))[0] == 422


def test_a_thousand_rows_cost_as_many_statements_as_ten(
    app: Flask, client: FlaskClient, scene: Scene, bearer: dict[str, str]
) -> None:
    seen: list[str] = []
    engine = app.extensions["engine"]
    sa.event.listen(engine, "before_cursor_execute", lambda *told: seen.append(told[2]))
    codes, counts = list(scene.codes.values()), []
    for size in (10, 1_000):
        seen.clear()
        rows = [row("h1", code=codes[number % len(codes)]) for number in range(size)]
        assert send(client, bearer, *rows).status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1]


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],  # rows may pile up
)
@given(body=JSON)
def test_no_body_breaks_the_server(client: FlaskClient, bearer: dict[str, str], body: Any) -> None:
    for address in ("/api/v1/scans", "/api/v1/door/enrolments"):
        for sent in (body, {"device_sent_at": body, "scans": [body]}, {"secret": body}):
            answer = client.post(address, json=sent, headers=bearer)
            assert answer.status_code in (200, 403, 409, 422), answer.data
