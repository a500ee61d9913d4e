"""POST /api/v1/scans and what else a device may ask, whole answers compared."""

from typing import Any

import pytest
import sqlalchemy as sa

from eventops.accreditation.models import Photo
from eventops.core.db import transaction
from eventops.delegations.models import Delegate, Person
from eventops.web.sentences import say_in
from tests.checkin.scene import BEFORE, at, row
from tests.checkin.wire import SCANS, Wire, code_of


def said(wire: Wire, language: str, code: str, **facts: str) -> str:
    """The sentence of the catalogue."""
    with wire.app.test_request_context():
        return say_in(language, code, facts)


def both(wire: Wire, code: str, **facts: str) -> dict[str, str]:
    return {language: said(wire, language, code, **facts) for language in ("en", "vi")}


def person(wire: Wire, who: str, party: dict[str, Any], **more: Any) -> dict[str, Any]:
    """All that a door is told of somebody."""
    return {
        "id": wire.scene.people[who].delegate_id,
        "style": None,
        "name": f"Person {who}",
        "name_own_script": None,
        "delegation": party["code"],
        "party": party,
        "function": "delegate",
        "capacity": None,
        "seat": None,
        "plate": None,
        "pin": None,
        "photo": None,
        **more,
    }


AA = {"code": "AA", "name": {"en": "Aland", "vi": "A quốc"}, "flag": None}
BB = {"code": "BB", "name": {"en": "Beland", "vi": "B quốc"}, "flag": None}


def test_an_admission_is_told_whole(wire: Wire) -> None:
    scan = row("h1", code=wire.codes["AA2"])
    first, again = (wire.post(scan).get_json() for _ in range(2))
    admitted = {
        "id": scan["id"],
        "verdict": "admit",
        "reason": "ok",
        "message": both(wire, "door_ok"),
        "person": person(wire, "AA2", AA, capacity="table"),
        "first_seen": None,
        "duplicate": False,
    }
    assert first == {"results": [admitted]}
    assert again == {"results": [{**admitted, "duplicate": True}]}


def test_a_second_arrival_is_told_where_the_first_was(wire: Wire) -> None:
    wire.set_clock(at("12:45"))
    first, second = (row("r1", code=wire.codes["BB2"]) for _ in range(2))
    wire.say(first)
    seen = {"en": "12:45, Blue Room, door 1", "vi": "12:45, Phòng Xanh, cửa 1"}
    asked = {
        "id": second["id"],
        "verdict": "ask",
        "reason": "already_inside",
        "message": {
            language: said(wire, language, "door_already_inside", seen=place)
            for language, place in seen.items()
        },
        "person": person(wire, "BB2", BB, capacity="table"),
        "first_seen": {"at": wire.seen_at(first["id"]), "gate": "r1", "device": "Door 1"},
        "duplicate": False,
    }
    assert wire.post(second, door="Door 2").get_json() == {"results": [asked]}


def test_a_refusal_names_the_hour_that_would_work(wire: Wire) -> None:
    wire.set_clock(at("07:30"))
    scan = row("h1", code=wire.codes["AA2"])
    refused = {
        "id": scan["id"],
        "verdict": "refuse",
        "reason": "too_early",
        "message": both(wire, "door_too_early", opens="08:00"),
        "person": person(wire, "AA2", AA, capacity="table"),
        "first_seen": None,
        "duplicate": False,
    }
    assert wire.post(scan).get_json() == {"results": [refused]}
    assert "08:00" in refused["message"]["en"]


def test_a_guest_at_the_wrong_room_hears_of_the_right_one(wire: Wire) -> None:
    told = wire.post(row("r1", code=wire.codes["PRESS1"])).get_json()["results"][0]
    rooms = {"en": "Hall", "vi": "Hội trường"}
    assert told["message"] == {
        language: " ".join(
            (
                said(wire, language, "door_closed_not_named"),
                said(wire, language, "guest_go_now", room=room),
            )
        )
        for language, room in rooms.items()
    }


def test_rows_that_cannot_be_read_are_answered_in_their_places(wire: Wire) -> None:
    good, bad = row("h1", code=wire.codes["AA2"]), row("h1", scanned_at="tea time")
    odd: list[Any] = [7, None, [], "x", {"id": "no uuid"}, bad]
    results = wire.post(*odd, good).get_json()["results"]
    invalid = {
        "verdict": "invalid",
        "reason": "bad_row",
        "message": both(wire, "door_bad_row"),
        "person": None,
        "first_seen": None,
        "duplicate": False,
    }
    ids = [None, None, None, None, "no uuid", bad["id"]]
    assert results[:-1] == [{"id": each, **invalid} for each in ids]
    assert (results[-1]["id"], results[-1]["verdict"]) == (good["id"], "admit")


@pytest.mark.parametrize(
    "body",
    ["", "[]", "{", '{"scans": {}}', '{"scans": []}', "[" * 90_000, "9" * 9_000, '"\\ud800"'],
)
def test_a_body_that_holds_no_scans_is_refused_whole(wire: Wire, body: str) -> None:
    headers = {**wire.bearer(), "Content-Type": "application/json"}
    answer = wire.client.post(SCANS, data=body, headers=headers)
    assert code_of(answer) == (422, "scans_unreadable")
    assert wire.scans() == 0


def test_a_reason_that_a_device_invents_harms_nothing(wire: Wire) -> None:
    offline = {"code": wire.codes["AA2"], "verdict": "refuse"}
    reasons = ["go_now", "go_later", "not_expected_zone", "%(x)s", "seats_taken", "ok_again"]
    answers = wire.say(*(row("h1", **offline, reason=each) for each in reasons))
    assert answers == [("refuse", each) for each in reasons]


def test_a_guesser_is_slowed_and_genuine_badges_go_on(wire: Wire) -> None:
    wrong = [row("h1", method="serial", code=f"0000000{sign}") for sign in "0123456789ABCDEFGHJKM"]
    heard = [wire.post(each) for each in wrong]
    assert [each.status_code for each in heard] == [200] * 20 + [429]
    assert code_of(heard[-1]) == (429, "too_many_unknown")
    assert heard[-1].headers["Retry-After"] == "60"
    assert wire.scans() == 20
    assert wire.say(row("h1", code=wire.codes["AA2"])) == [("admit", "ok")]
    guess = row("h1", method="serial", code=wire.serials["AA3"])
    assert code_of(wire.post(guess)) == (429, "too_many_unknown")
    assert code_of(wire.post({**guess, "method": "recognised", "person": "x"})) == (
        429,
        "too_many_unknown",
    )
    assert wire.say(guess, door="Door 2") == [("ask", "check_identity")]


OPENING = {"code": "opening", "title": {"en": "Opening ceremony", "vi": "Lễ khai mạc"}}
PLENARY = {"code": "plenary", "title": {"en": "Plenary", "vi": "Phiên toàn thể"}}


def held(session: dict[str, Any], hours: tuple[str, str, str, str], **more: Any) -> dict[str, Any]:
    """A session on a gate's board; the hours are its start, its end, when it opens and closes."""
    names = ("start", "end", "opens", "closes")
    times = {name: at(hour).isoformat() for name, hour in zip(names, hours, strict=True)}
    return {**session, **times, **more}


def test_a_device_sees_what_its_gates_serve_today(wire: Wire) -> None:
    with transaction(wire.engine) as db:
        db.merge(wire.scene.doors["Door 1"]).gates = ["h1"]
    wire.say(row("h1", code=wire.codes["AA2"]))
    told = wire.get("/api/v1/door").get_json()
    hall = {
        "code": "h1",
        "name": {"en": "Hall, door 1", "vi": "Hội trường, cửa 1"},
        "kind": "room",
        "re_entry": "free",
        "sessions": [
            held(OPENING, ("09:00", "10:00", "08:00", "08:50"), state="open", inside=1, expected=8),
            held(PLENARY, ("10:30", "12:00", "10:00", "12:00"), state="next", inside=0, expected=5),
        ],
    }
    assert told == {
        "device": {"name": "Door 1"},
        "edition": {
            "slug": "little-2030",
            "short_name": "LITTLE-1",
            "zone": "Asia/Ho_Chi_Minh",
        },
        "now": told["now"],
        "gates": [hall],
    }
    assert told["now"][:16] in (at("08:30").isoformat()[:16], at("08:31").isoformat()[:16])


def portrait(wire: Wire, person_id: str) -> str:
    with transaction(wire.engine) as db:
        photo = Photo(person_id=person_id, jpeg=b"portrait", digest="d", made_at=BEFORE)
        db.add(photo)
        db.flush()
        return f"/api/v1/photos/{photo.id}"


def test_a_portrait_is_shown_to_devices_of_its_edition_alone(wire: Wire) -> None:
    with transaction(wire.engine) as db:
        guest = db.get_one(Delegate, wire.scene.people["AA2"].delegate_id).person_id
        names = ("full_name", "badge_name", "own_script", "own_language", "sort_name")
        stranger = Person(style="", search_name="s", **dict.fromkeys(names, "S"))
        db.add(stranger)
        db.flush()
        elsewhere = stranger.id
    here, away = portrait(wire, guest), portrait(wire, elsewhere)
    told = wire.post(row("h1", code=wire.codes["AA2"])).get_json()["results"][0]
    assert told["person"]["photo"] == here
    answer = wire.get(here)
    assert (answer.status_code, answer.mimetype, answer.data) == (200, "image/jpeg", b"portrait")
    assert answer.headers["Cache-Control"] == "no-store"
    assert code_of(wire.get(away)) == (404, "no_photo")
    assert code_of(wire.client.get(here)) == (401, "device_unknown")


def test_no_answer_to_a_device_is_kept_by_anybody(wire: Wire) -> None:
    answers = [
        wire.post(row("h1", code=wire.codes["AA2"])),
        wire.get("/api/v1/door"),
        wire.get("/api/v1/photos/none"),
        wire.client.get("/api/v1/door"),
    ]
    assert [each.status_code for each in answers] == [200, 200, 404, 401]
    headers = [
        (each.headers["Cache-Control"], each.headers["X-Content-Type-Options"]) for each in answers
    ]
    assert headers == [("no-store", "nosniff")] * 4
    assert ["Set-Cookie" in each.headers for each in answers] == [False] * 4


def test_mail_addresses_stay_away_from_the_door(wire: Wire) -> None:
    with transaction(wire.engine) as db:
        columns = [each.key for each in sa.inspect(Person).columns if "mail" in each.key]
        assert columns
        db.execute(sa.update(Person).values(dict.fromkeys(columns, "a.guest@mail.example")))
    scans = [row(gate, code=code) for gate in ("h1", "r1", "b1") for code in wire.codes.values()]
    assert "@" not in wire.post(*scans).text + wire.get("/api/v1/door").text


def test_a_thousand_scans_cost_as_many_statements_as_ten(wire: Wire) -> None:
    said: list[str] = []
    sa.event.listen(wire.engine, "before_cursor_execute", lambda *told: said.append(told[2]))
    codes, counts = list(wire.codes.values()), []
    for size in (10, 1_000):
        said.clear()
        rows = [row("h1", code=codes[number % len(codes)]) for number in range(size)]
        assert len(wire.say(*rows)) == size
        counts.append(len(said))
    assert counts[0] == counts[1]
